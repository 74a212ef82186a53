//! People and their roles; separation of duties.

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
    /// Language of notices and of the first page.
    pub lang: Lang,
    /// Roles held at the moment of the question.
    pub roles: Vec<Role>,
}
