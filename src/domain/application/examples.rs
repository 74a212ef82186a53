//! People and applications for the tests of this folder and of `access`.

use super::*;
use crate::domain::access::{Action, Actor, Consider, Permit, Sign, check};
use crate::domain::body::BodyKind;
use crate::domain::calendar::Calendar;
use crate::domain::ids::PersonId;
use crate::domain::iin_bin::check_digit;
use crate::domain::person::Role;
use chrono::{DateTime, Utc};

pub const MINISTRY: BodyId = BodyId(1);
pub const INTEGRATOR: BodyId = BodyId(2);
pub const BODY: BodyId = BodyId(3);
pub const OTHER_BODY: BodyId = BodyId(4);

pub fn actor(person: i64, body: BodyId, kind: BodyKind, role: Role) -> Actor {
    Actor::new(PersonId(person), body, kind, vec![role]).expect("roles that fit")
}

pub fn head() -> Actor {
    actor(31, BODY, BodyKind::RevisionCommission, Role::Head)
}

pub fn reviewer() -> Actor {
    actor(11, MINISTRY, BodyKind::Ministry, Role::Reviewer)
}

pub fn operator() -> Actor {
    actor(21, INTEGRATOR, BodyKind::Integrator, Role::Operator)
}

pub fn permit<A: Action<On = Application>>(actor: &Actor, action: A, on: &Application) -> Permit<A> {
    check(actor, action, on).expect("permitted")
}

pub fn instant(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

/// An act on the application as it is, at an hour of a day of November 2026 (UTC).
pub fn act(application: &Application, day_and_hour: &str) -> Act {
    Act { at: instant(&format!("2026-11-{day_and_hour}:00:00Z")), shown: application.version() }
}

pub fn reason() -> Reason {
    Reason::parse("Негізі жоқ").expect("a reason")
}

pub const FIELDS: EmployeeFields<'static> = EmployeeFields {
    surname: " Серікбаева ",
    given: "Айгүл",
    patronymic: "",
    iin: "850615400125",
    position: "Бас аудитор",
    unit: "Бюджет  аудиті бөлімі",
    qr: "eqyzmet:1",
    phone: "8 (7172) 75-00-00",
    email: "a.serikbayeva@Gov.kz",
    purpose: "Мемлекеттік аудит",
};

pub fn line(id: i64) -> EmployeeLine {
    let digits = format!("8506154{id:04}");
    let check = check_digit(digits.as_bytes()).expect("issued");
    let iin = format!("{digits}{check}");
    let employee = Employee::parse(&EmployeeFields { iin: &iin, ..FIELDS }).expect("a full card");
    EmployeeLine { id: EmployeeLineId(id), employee, decision: Decision::Pending }
}

/// A complete draft with lines 1 to `lines`, for both systems.
pub fn draft(lines: i64) -> Application {
    let empty = Application::draft(ApplicationId(5), BODY);
    Application { systems: System::ALL.into(), lines: (1..=lines).map(line).collect(), ..empty }
}

pub const NUMBER: Number = Number { year: 2026, sequence: 17 };

/// Sent on Thursday 19 November 2026: due on Monday 23.
pub fn submitted(lines: i64) -> Application {
    let draft = draft(lines);
    let sent = permit(&head(), Sign, &draft);
    let act = act(&draft, "19T06");
    draft.submit(&sent, act, NUMBER, &Calendar::built_in()).expect("sent")
}

/// Considered on Friday 20 November 2026: the integrator is due on Tuesday 24.
pub fn considered(verdicts: Vec<(EmployeeLineId, Verdict)>) -> Application {
    let submitted = submitted(verdicts.len() as i64);
    let permit = permit(&reviewer(), Consider, &submitted);
    let act = act(&submitted, "20T06");
    submitted.consider(&permit, act, verdicts, None, &Calendar::built_in()).expect("considered")
}

pub fn accept(line: i64) -> (EmployeeLineId, Verdict) {
    (EmployeeLineId(line), Verdict::Accept)
}

pub fn refuse(line: i64) -> (EmployeeLineId, Verdict) {
    (EmployeeLineId(line), Verdict::Refuse(reason()))
}
