//! The role in a system that matches the competence of a user's body (R6, first sentence): what the integrator sets up once,
//! and what every grant to that system rests on.

use super::body::Seat;
use super::scope::{Paragraph, Reach, rights};
use super::system::System;

/// A role in one of the two systems. Bodies of one competence have the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SystemRole {
    /// Where.
    pub system: System,
    /// By which paragraph.
    pub paragraph: Paragraph,
    /// How far it reaches.
    pub reach: Reach,
}

impl SystemRole {
    /// The role of a body at this seat; none for bodies that don't look.
    pub fn of(seat: &Seat, system: System) -> Option<SystemRole> {
        rights(seat).map(|(paragraph, reach)| SystemRole { system, paragraph, reach })
    }

    /// The name under which it stands in the system: `AC-R6.2-110000000`. Never chosen, so that two operators can't give
    /// two names to one competence.
    pub fn code(&self) -> String {
        let stem = format!("{}-{}", self.system.code().to_uppercase(), self.paragraph.code());
        match self.reach {
            Reach::Everything => stem,
            Reach::LocalBudgets { region } => format!("{stem}-{}", region.code()),
            Reach::RepublicanAdministrator { administrator } => format!("{stem}-{}", administrator.code()),
            Reach::LocalAdministrator { region, administrator } => {
                format!("{stem}-{}-{}", region.code(), administrator.code())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::body::BodyKind;
    use crate::domain::region::{AdministratorCode, Kato};

    #[test]
    fn r6_a_role_is_named_by_its_competence() {
        let check = |kind, region: Option<&str>, administrator: Option<&str>, expect: Option<&str>| {
            let region = region.map(|code| Kato::parse(code).expect("a region"));
            let administrator = administrator.map(|code| AdministratorCode::parse(code).expect("a code"));
            let seat = Seat::new(kind, region, administrator).expect("a seat");
            assert_eq!(
                SystemRole::of(&seat, System::Ac).map(|role| role.code()).as_deref(),
                expect,
                "{kind:?}"
            );
        };
        check(BodyKind::SupremeAuditChamber, None, None, Some("AC-R6.1"));
        check(BodyKind::Maslikhat, Some("110000000"), None, Some("AC-R6.2-110000000"));
        check(BodyKind::RevisionCommission, Some("110000000"), None, Some("AC-R6.2-110000000"));
        check(BodyKind::CentralInternalAudit, None, Some("226"), Some("AC-R6.3-226"));
        check(BodyKind::LocalInternalAudit, Some("110000000"), None, Some("AC-R6.4-110000000"));
        check(BodyKind::PoliceInternalAudit, Some("110000000"), None, Some("AC-R6.5-110000000-252"));
        check(BodyKind::PoliceInternalAudit, Some("750000000"), None, Some("AC-R6.5-750000000-352"));
        check(BodyKind::Integrator, None, None, None);
        let seat = Seat::new(BodyKind::SupremeAuditChamber, None, None).expect("a seat");
        let codes = System::ALL.map(|system| SystemRole::of(&seat, system).map(|role| role.code()));
        assert_ne!(codes[0], codes[1], "each system has its own (R4)");
    }
}
