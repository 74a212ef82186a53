//! People and their roles; separation of duties.

use super::body::BodyKind;
use super::ids::{BodyId, PersonId};
use super::iin_bin::Iin;
use super::lang::Lang;
use super::names::PersonName;

/// What a person does in the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// First head of an applying body: writes and signs applications.
    Head,
    /// Officer of an applying body: writes applications.
    Officer,
    /// Employee of an applying body who looks at the budget.
    Auditor,
    /// Employee of the ministry who considers applications (R9.1).
    Reviewer,
    /// Employee of the ministry who keeps the registry, the calendar and the journal; never grants.
    Administrator,
    /// Employee of the budget-planning body (R10).
    Planner,
    /// Employee of the integrator who grants (R9.2).
    Operator,
}

impl Role {
    /// All roles.
    pub const ALL: [Role; 7] = [
        Role::Head,
        Role::Officer,
        Role::Auditor,
        Role::Reviewer,
        Role::Administrator,
        Role::Planner,
        Role::Operator,
    ];

    /// The code used in storage, files and the journal.
    pub const fn code(self) -> &'static str {
        match self {
            Role::Head => "head",
            Role::Officer => "officer",
            Role::Auditor => "auditor",
            Role::Reviewer => "reviewer",
            Role::Administrator => "administrator",
            Role::Planner => "planner",
            Role::Operator => "operator",
        }
    }

    /// The role of a code.
    pub fn parse(code: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.code() == code)
    }

    /// True where a body of this kind has people with this role.
    pub const fn allowed_in(self, kind: BodyKind) -> bool {
        match self {
            Role::Head | Role::Officer | Role::Auditor => kind.may_apply(),
            Role::Reviewer | Role::Administrator => matches!(kind, BodyKind::Ministry),
            Role::Planner => matches!(kind, BodyKind::PlanningBody),
            Role::Operator => matches!(kind, BodyKind::Integrator),
        }
    }

    /// True for the duties of which nobody has two at once.
    const fn is_separate(self) -> bool {
        match self {
            Role::Reviewer | Role::Administrator | Role::Operator | Role::Auditor => true,
            Role::Head | Role::Officer | Role::Planner => false,
        }
    }
}

/// Why a person can't hold these roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Conflict {
    /// Bodies of this kind have nobody with this role.
    #[error("a body of this kind has no {}", role.code())]
    NotInThisKind {
        /// The role.
        role: Role,
    },
    /// Nobody has two of reviewer, administrator, operator and auditor at once.
    #[error("nobody is {} and {} at once", first.code(), second.code())]
    TwoDuties {
        /// One of the two.
        first: Role,
        /// The other.
        second: Role,
    },
}

/// Checks the roles of one person in one body.
pub fn check_roles(kind: BodyKind, roles: &[Role]) -> Result<(), Conflict> {
    match roles.iter().find(|role| !role.allowed_in(kind)) {
        Some(&role) => Err(Conflict::NotInThisKind { role }),
        None => check_duties(roles),
    }
}

/// Separation of duties over all the roles that one human being holds, in whatever bodies: a reviewer of the ministry
/// is nobody's auditor.
pub fn check_duties(roles: &[Role]) -> Result<(), Conflict> {
    let mut duties = roles.iter().copied().filter(|role| role.is_separate());
    let Some(first) = duties.next() else { return Ok(()) };
    match duties.find(|role| *role != first) {
        Some(second) => Err(Conflict::TwoDuties { first, second }),
        None => Ok(()),
    }
}

/// A person of the registry: IIN + body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Number in the registry.
    pub id: PersonId,
    /// The body where the person works.
    pub body: BodyId,
    /// Individual identification number.
    pub iin: Iin,
    /// Name as in the personnel record.
    pub name: PersonName,
    /// Post.
    pub position: String,
    /// Address for notices, where known.
    pub email: Option<String>,
    /// Language of the first page, as the registry has it.
    pub lang: Lang,
    /// Language of notices: chosen by the person, or that of the registry.
    pub letter_lang: Lang,
    /// Roles held at the moment of the question.
    pub roles: Vec<Role>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn which_body_has_which_roles() {
        let check = |kind: BodyKind, expect: &[Role]| {
            let roles: Vec<Role> = Role::ALL.into_iter().filter(|role| role.allowed_in(kind)).collect();
            assert_eq!(roles, expect, "{kind:?}");
        };
        for kind in BodyKind::ALL.into_iter().filter(|kind| kind.may_apply()) {
            check(kind, &[Role::Head, Role::Officer, Role::Auditor]);
        }
        check(BodyKind::Ministry, &[Role::Reviewer, Role::Administrator]);
        check(BodyKind::PlanningBody, &[Role::Planner]);
        check(BodyKind::Integrator, &[Role::Operator]);
    }

    #[test]
    fn nobody_has_two_separate_duties() {
        use Role::{Administrator, Auditor, Head, Officer, Operator, Planner, Reviewer};
        let check = |roles: &[Role], expect| assert_eq!(check_duties(roles), expect, "{roles:?}");
        let duties = [Reviewer, Administrator, Operator, Auditor];
        for first in duties {
            check(&[first], Ok(()));
            check(&[first, first], Ok(()));
            for second in duties.into_iter().filter(|second| *second != first) {
                check(&[first, second], Err(Conflict::TwoDuties { first, second }));
                check(&[first, Head, first, second], Err(Conflict::TwoDuties { first, second }));
            }
        }
        check(&[], Ok(()));
        check(&[Head, Officer, Auditor], Ok(()));
        check(&[Planner, Reviewer], Ok(()));
    }

    #[test]
    fn roles_are_checked_against_the_body_first() {
        let check = |kind, roles: &[Role], expect| assert_eq!(check_roles(kind, roles), expect, "{roles:?}");
        check(BodyKind::Maslikhat, &[Role::Head, Role::Auditor], Ok(()));
        check(
            BodyKind::Maslikhat,
            &[Role::Head, Role::Reviewer],
            Err(Conflict::NotInThisKind { role: Role::Reviewer }),
        );
        check(BodyKind::Integrator, &[Role::Auditor], Err(Conflict::NotInThisKind { role: Role::Auditor }));
        let both = Err(Conflict::TwoDuties { first: Role::Reviewer, second: Role::Administrator });
        check(BodyKind::Ministry, &[Role::Reviewer, Role::Administrator], both);
    }
}
