//! A small fictitious registry: bodies of every kind, and people of every role that the kind has.

use qarau::domain::body::BodyKind;
use qarau::domain::iin_bin::{Bin, Iin, check_digit};
use qarau::domain::person::Role;

/// A body of the tests, by a short name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyOf {
    /// How stories call it; also the beginning of its people's addresses.
    pub key: &'static str,
    /// Its kind.
    pub kind: BodyKind,
    region: &'static str,
    administrator: &'static str,
}

const fn body(
    key: &'static str,
    kind: BodyKind,
    region: &'static str,
    administrator: &'static str,
) -> BodyOf {
    BodyOf { key, kind, region, administrator }
}

/// All bodies.
pub const BODIES: [BodyOf; 14] = [
    body("parliament", BodyKind::HighestRepresentative, "", ""),
    body("audit-chamber", BodyKind::SupremeAuditChamber, "", ""),
    body("audit-authority", BodyKind::InternalAuditAuthority, "", ""),
    body("aqmola-audit", BodyKind::RevisionCommission, "110000000", ""),
    body("almaty-audit", BodyKind::RevisionCommission, "750000000", ""),
    body("aqmola-maslikhat", BodyKind::Maslikhat, "110000000", ""),
    body("health-audit", BodyKind::CentralInternalAudit, "", "226"),
    body("aqmola-internal-audit", BodyKind::LocalInternalAudit, "110000000", ""),
    body("aqmola-police", BodyKind::PoliceInternalAudit, "110000000", ""),
    body("almaty-police", BodyKind::PoliceInternalAudit, "750000000", ""),
    body("ministry", BodyKind::Ministry, "", ""),
    body("planning", BodyKind::PlanningBody, "", ""),
    body("integrator", BodyKind::Integrator, "", ""),
    body("aqkol-maslikhat", BodyKind::Maslikhat, "113200000", ""),
];

impl BodyOf {
    /// The body of a key.
    pub fn named(key: &str) -> BodyOf {
        *BODIES.iter().find(|body| body.key == key).unwrap_or_else(|| panic!("no body {key:?}"))
    }

    /// The roles that somebody of this body holds, one person each; reviewers and operators come twice.
    fn people(&self) -> Vec<(String, Role)> {
        #[allow(
            clippy::wildcard_enum_match_arm,
            reason = "the rest are the bodies that apply, and it is checked"
        )]
        let roles: &[Role] = match self.kind {
            BodyKind::Ministry => &[Role::Reviewer, Role::Reviewer, Role::Administrator],
            BodyKind::PlanningBody => &[Role::Planner],
            BodyKind::Integrator => &[Role::Operator, Role::Operator],
            kind => {
                assert!(kind.may_apply(), "say who works in a body of this kind");
                &[Role::Head, Role::Officer, Role::Auditor, Role::Auditor]
            }
        };
        let mut people: Vec<(String, Role)> = Vec::new();
        for role in roles {
            let again = people.iter().filter(|(_, other)| other == role).count();
            let name =
                if again == 0 { role.code().to_owned() } else { format!("{}{}", role.code(), again + 1) };
            people.push((name, *role));
        }
        people
    }

    /// Its business identification number.
    pub fn bin(&self) -> Bin {
        let index = BODIES.iter().position(|body| body.key == self.key).expect("a body of the list");
        Bin::parse(&numbered("05014", index)).expect("a BIN")
    }
}

/// The file that `qarau bodies import` takes.
pub fn bodies_csv() -> String {
    let mut csv = "kind,bin,name_kk,name_ru,name_en,valid_from,region,administrator\n".to_owned();
    for body in BODIES {
        let (kind, bin, key) = (body.kind.code(), body.bin(), body.key);
        csv += &format!(
            "{kind},{},kk {key},ru {key},en {key},2024-01-01,{},{}\n",
            bin.as_str(),
            body.region,
            body.administrator
        );
    }
    csv
}

/// The file that `qarau staff import` takes. The language of officers is Russian, of everybody else Kazakh.
pub fn staff_csv() -> String {
    let mut csv = "bin,iin,surname,name,patronymic,position,email,lang,roles\n".to_owned();
    let mut number = 0;
    for body in BODIES {
        for (name, role) in body.people() {
            number += 1;
            let (bin, iin) = (body.bin(), Iin::parse(&numbered("850101", number)).expect("an IIN"));
            let lang = if role == Role::Officer { "ru" } else { "kk" };
            csv += &format!(
                "{},{},{key},{name},,маман,{name}@{key}.example.kz,{lang},{}\n",
                bin.as_str(),
                iin.as_str(),
                role.code(),
                key = body.key
            );
        }
    }
    csv
}

/// The address of somebody, by which stories find them: `head` of `aqmola-audit`.
pub fn address(person: &str, body: &str) -> String {
    format!("{person}@{body}.example.kz")
}

/// Twelve digits that begin so, with their check digit; numbers that have none are passed over.
fn numbered(beginning: &str, index: usize) -> String {
    let width = 11 - beginning.len();
    (0..)
        .map(|step| format!("{beginning}{:0width$}", 3 * 10_usize.pow(width as u32 - 1) + index * 11 + step))
        .find_map(|digits| check_digit(digits.as_bytes()).map(|check| format!("{digits}{check}")))
        .expect("a number with a check digit")
}
