//! Closing, naming and staffing as tables; a chain of successors never leads back.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use proptest::prelude::*;

use super::*;
use crate::domain::access::{KeepRegistry, Permit, check};
use crate::domain::application::Reason;
use crate::domain::application::examples::{MINISTRY, actor};
use crate::domain::body::{Body, BodyKind, Seat};
use crate::domain::calendar::{LegalAct, end_of_day};
use crate::domain::ids::{BodyId, ClosureId, PersonId};
use crate::domain::iin_bin::{Bin, Iin};
use crate::domain::lang::Lang;
use crate::domain::names::{LocalName, PersonName};
use crate::domain::person::{Conflict, Person, Role};

const NOW: &str = "2026-11-20T06:00:00Z";

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn name(text: &str) -> LocalName {
    LocalName { kk: format!("{text} kk"), ru: format!("{text} ru"), en: format!("{text} en") }
}

fn body(id: i64, kind: BodyKind, last_day: Option<&str>) -> Body {
    Body {
        id: BodyId(id),
        bin: Bin::from_certificate("050340001230").expect("twelve digits"),
        seat: Seat::new(kind, None, None).expect("a seat"),
        name: name("a"),
        last_day: last_day.map(day),
    }
}

fn audit(id: i64, last_day: Option<&str>) -> Body {
    body(id, BodyKind::SupremeAuditChamber, last_day)
}

fn permit() -> Permit<KeepRegistry> {
    let administrator = actor(12, MINISTRY, BodyKind::Ministry, Role::Administrator);
    check(&administrator, KeepRegistry, &()).expect("permitted")
}

fn act(on: &str) -> LegalAct {
    LegalAct::new("Қайта ұйымдастыру туралы", "12", day(on)).expect("an act")
}

fn closure(body: i64, last_day: &str, successors: &[i64]) -> Closure {
    Closure {
        id: ClosureId(body),
        body: BodyId(body),
        last_day: day(last_day),
        act: act("2026-11-01"),
        successors: successors.iter().copied().map(BodyId).collect(),
        announced_at: at(NOW),
        announced_by: PersonId(12),
        withdrawn: None,
    }
}

#[test]
fn a_body_ends_by_an_act_with_a_day_to_come() {
    let close = |of: &Body, last_day: &str, successors: &[Body], awaiting: &[Closure], signed: &str| {
        let known = Known { successors, awaiting };
        NewClosure::announce(&permit(), of, known, day(last_day), act(signed), at(NOW))
            .map(|new| new.successors)
    };
    let check = |last_day: &str, expect: Result<(), BadDay>| {
        let closed = close(&audit(3, None), last_day, &[], &[], "2026-11-20").map(|_| ());
        assert_eq!(closed, expect.map_err(CloseRefusal::Day), "{last_day}");
    };
    check("2026-11-20", Ok(()));
    check("2026-11-19", Err(BadDay::Past));
    check("2027-11-21", Ok(()));
    check("2027-11-22", Err(BadDay::TooFar));
    check("9999-12-31", Err(BadDay::TooFar));
    check("0001-01-01", Err(BadDay::Past));

    let (last, signed) = ("2026-12-31", "2026-11-20");
    assert_eq!(close(&audit(3, None), last, &[audit(4, None)], &[], signed), Ok([BodyId(4)].into()));
    let refused = |why: CloseRefusal, closed| assert_eq!(closed, Err(why));
    refused(
        CloseRefusal::AlreadyEnding { last_day: day("2026-12-01") },
        close(&audit(3, Some("2026-12-01")), last, &[], &[], signed),
    );
    refused(CloseRefusal::Itself, close(&audit(3, None), last, &[audit(3, None)], &[], signed));
    refused(CloseRefusal::ActLater, close(&audit(3, None), last, &[], &[], "2026-11-21"));
    let ministry = body(1, BodyKind::Ministry, None);
    refused(CloseRefusal::KeptElsewhere, close(&ministry, last, &[], &[], signed));
    refused(CloseRefusal::CannotApply(BodyId(1)), close(&audit(3, None), last, &[ministry], &[], signed));
    // A successor is in being on the day on which it takes over.
    for (own, fits) in [("2026-12-30", false), ("2026-12-31", false), ("2027-01-01", true)] {
        let closed = close(&audit(3, None), last, &[audit(4, Some(own))], &[], signed);
        assert_eq!(closed.is_ok(), fits, "{own}: {closed:?}");
    }
    for (other, fits) in [("2026-12-30", true), ("2026-12-31", false), ("2027-01-01", false)] {
        let closed = close(&audit(3, None), last, &[], &[closure(9, other, &[3])], signed);
        assert_eq!(closed.is_ok(), fits, "{other}: {closed:?}");
    }
}

#[test]
fn a_closure_is_taken_back_until_the_last_microsecond_of_its_day() {
    let reason = || Reason::parse("Акт кері қайтарылды").expect("a reason");
    let ends = end_of_day(day("2026-12-31"));
    let before =
        closure(3, "2026-12-31", &[]).withdraw(&permit(), reason(), ends - TimeDelta::microseconds(1));
    let withdrawn = before.expect("withdrawn");
    assert!(!withdrawn.is_in_effect(ends));
    assert_eq!(withdrawn.withdraw(&permit(), reason(), at(NOW)), Err(WithdrawRefusal::Withdrawn));
    let late = closure(3, "2026-12-31", &[]).withdraw(&permit(), reason(), ends);
    assert_eq!(late, Err(WithdrawRefusal::InEffect));
    assert!(closure(3, "2026-12-31", &[]).is_in_effect(ends));
}

#[test]
fn a_name_begins_after_the_last_one_and_not_in_the_past() {
    let names = [DatedName { name: name("a"), from_on: day("2024-01-01"), until_on: None }];
    let check = |of: &Body, called: &str, from: &str, expect: Result<(), RenameRefusal>| {
        assert_eq!(rename(of, &names, &name(called), day(from), day("2026-11-20")), expect, "{from}");
    };
    check(&audit(3, None), "b", "2026-11-20", Ok(()));
    check(&audit(3, None), "b", "2026-11-19", Err(BadDay::Past.into()));
    check(&audit(3, None), "b", "2027-11-22", Err(BadDay::TooFar.into()));
    check(&audit(3, None), "a", "2026-11-21", Err(RenameRefusal::Same));
    let ending = audit(3, Some("2026-12-31"));
    check(&ending, "b", "2026-12-31", Ok(()));
    check(&ending, "b", "2027-01-01", Err(RenameRefusal::Ends(day("2026-12-31"))));
    let ahead = [DatedName { name: name("b"), from_on: day("2026-12-01"), until_on: None }];
    let again = rename(&audit(3, None), &ahead, &name("c"), day("2026-12-01"), day("2026-11-20"));
    assert_eq!(again, Err(RenameRefusal::NotAfter(day("2026-12-01"))));
    assert_eq!(named_on(&ahead, day("2026-11-20")).map(|dated| &dated.name), Some(&name("b")));
}

#[test]
fn a_number_is_entered_anew_once_its_body_is_closed() {
    let new = |kind, from: &str| Registering {
        bin: Bin::from_certificate("050340001230").expect("twelve digits"),
        seat: Seat::new(kind, None, None).expect("a seat"),
        name: name("a"),
        from_on: day(from),
    };
    let chamber = new(BodyKind::SupremeAuditChamber, "2026-11-20");
    let check = |known: Option<&Body>, today: &str| chamber.check(known, day(today));
    assert_eq!(check(None, "2026-11-20"), Ok(()));
    let ending = audit(3, Some("2026-11-20"));
    assert_eq!(check(Some(&ending), "2026-11-20"), Err(RegisterRefusal::Registered(BodyId(3))));
    assert_eq!(check(Some(&ending), "2026-11-21"), Ok(()));
    let today = day("2026-11-20");
    let of = |kind, from: &str| new(kind, from).check(None, today);
    assert_eq!(of(BodyKind::Ministry, "2026-11-20"), Err(RegisterRefusal::KeptElsewhere));
    assert_eq!(of(BodyKind::SupremeAuditChamber, "1991-12-16"), Ok(()));
    assert_eq!(of(BodyKind::SupremeAuditChamber, "1991-12-15"), Err(BadDay::Past.into()));
    assert_eq!(of(BodyKind::SupremeAuditChamber, "2027-11-22"), Err(BadDay::TooFar.into()));
}

#[test]
fn a_052_a_role_is_given_within_the_separation_of_duties() {
    use Role::{Administrator, Auditor, Head, Officer, Operator, Reviewer};
    let today = day("2026-11-20");
    let check = |held: &[Role], elsewhere: &[Role], role, expect| {
        assert_eq!(appoint(&audit(3, None), held, elsewhere, role, today), expect, "{role:?}");
    };
    check(&[], &[], Head, Ok(vec![Head]));
    check(&[Auditor], &[Auditor, Head], Officer, Ok(vec![Auditor, Officer]));
    check(&[Head], &[], Head, Ok(vec![Head]));
    for role in [Auditor, Reviewer, Administrator, Operator] {
        check(&[], &[], role, Err(AppointRefusal::KeptElsewhere));
    }
    for first in [Reviewer, Administrator, Operator] {
        let conflict = Conflict::TwoDuties { first, second: Head };
        check(&[], &[first], Head, Err(AppointRefusal::Conflict(conflict)));
    }
    let closed = audit(3, Some("2026-11-19"));
    assert_eq!(appoint(&closed, &[], &[], Head, today), Err(AppointRefusal::Closed(day("2026-11-19"))));
    let ministry = body(1, BodyKind::Ministry, None);
    assert_eq!(appoint(&ministry, &[], &[], Head, today), Err(AppointRefusal::KeptElsewhere));
}

#[test]
fn the_last_head_who_can_act_stays() {
    let person = |id: i64, roles: &[Role]| Person {
        id: PersonId(id),
        body: BodyId(3),
        iin: Iin::from_certificate("850615400125").expect("an IIN"),
        name: PersonName { surname: "А".to_owned(), given: "Б".to_owned(), patronymic: None },
        position: String::new(),
        email: None,
        lang: Lang::Kk,
        letter_lang: Lang::Kk,
        roles: roles.to_vec(),
    };
    let today = day("2026-11-20");
    let (one, two) = (person(1, &[Role::Head, Role::Auditor]), person(2, &[Role::Head]));
    let end = |of: &Body, role, free: &[Person]| end_role(of, &one, role, free, today);
    let being = audit(3, None);
    assert_eq!(end(&being, Role::Head, &[one.clone(), two.clone()]), Ok(vec![Role::Auditor]));
    assert_eq!(end(&being, Role::Head, std::slice::from_ref(&one)), Err(EndRoleRefusal::LastHead));
    assert_eq!(
        end(&being, Role::Head, &[one.clone(), person(2, &[Role::Officer])]),
        Err(EndRoleRefusal::LastHead)
    );
    assert_eq!(end(&audit(3, Some("2026-11-19")), Role::Head, &[]), Ok(vec![Role::Auditor]));
    assert_eq!(end(&being, Role::Officer, std::slice::from_ref(&two)), Err(EndRoleRefusal::NotHeld));
    assert_eq!(end(&being, Role::Auditor, &[two]), Err(EndRoleRefusal::NotHeld));
}

proptest! {
    /// Whatever is closed in whatever order, and taken back: following successors always ends.
    #[test]
    fn successors_never_lead_back(
        acts in prop::collection::vec((0i64..4, 0u64..6, prop::collection::btree_set(0i64..4, 0..3), any::<bool>()), 1..24)
    ) {
        let mut standing: Vec<Closure> = Vec::new();
        for (of, days, named, back) in acts {
            if back {
                standing.retain(|closure| closure.body.0 != of);
                continue;
            }
            let ends = |id: i64| standing.iter().find(|closure| closure.body.0 == id).map(|closure| closure.last_day);
            let here = |id: i64| Body { last_day: ends(id), ..audit(id, None) };
            let successors: Vec<Body> = named.into_iter().map(here).collect();
            let awaiting: Vec<Closure> =
                standing.iter().filter(|closure| closure.successors.contains(&BodyId(of))).cloned().collect();
            let known = Known { successors: &successors, awaiting: &awaiting };
            let last_day = day("2026-11-20") + chrono::Days::new(days);
            if let Ok(new) = NewClosure::announce(&permit(), &here(of), known, last_day, act("2026-11-01"), at(NOW)) {
                let successors: Vec<i64> = new.successors.iter().map(|id| id.0).collect();
                standing.push(closure(of, &new.last_day.to_string(), &successors));
            }
        }
        for start in 0..4 {
            let (mut reached, mut next) = (BTreeSet::new(), vec![BodyId(start)]);
            while let Some(id) = next.pop() {
                let own = standing.iter().filter(|closure| closure.body == id);
                for successor in own.flat_map(|closure| closure.successors.iter().copied()) {
                    prop_assert!(successor != BodyId(start));
                    if reached.insert(successor) {
                        next.push(successor);
                    }
                }
            }
        }
    }
}
