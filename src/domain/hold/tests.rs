//! What a hold does to a grant at each instant, and to the roles of whoever is held; when a report is late.

use super::*;
use crate::domain::access::{Actor, check};
use crate::domain::application::examples::{actor, instant};
use crate::domain::body::BodyKind;
use crate::domain::grant::{Grant, Term};
use crate::domain::ids::ApplicationId;
use crate::domain::iin_bin::Iin;
use crate::domain::lang::Lang;
use crate::domain::names::PersonName;
use crate::domain::system::System;
use crate::domain::training::examples::trained;
use chrono::TimeDelta;
use proptest::prelude::*;

const MICROSECOND: TimeDelta = TimeDelta::microseconds(1);
const DISMISSED: PersonId = PersonId(43);

fn head() -> Actor {
    actor(31, BodyId(3), BodyKind::RevisionCommission, Role::Head)
}

fn administrator() -> Actor {
    actor(12, BodyId(1), BodyKind::Ministry, Role::Administrator)
}

fn person() -> Person {
    Person {
        id: DISMISSED,
        body: BodyId(3),
        iin: Iin::from_certificate("850615400125").expect("an IIN"),
        name: PersonName {
            surname: "Серікбаева".into(), given: "Айгүл".into(), patronymic: None
        },
        position: String::new(),
        email: None,
        lang: Lang::Kk,
        letter_lang: Lang::Kk,
        roles: vec![Role::Auditor],
    }
}

fn reason() -> Reason {
    Reason::parse("Қызметтік тексеру").expect("a reason")
}

fn hold(id: i64, since: &str) -> Hold {
    let permit = check(&head(), Suspend, &person()).expect("permitted");
    let new = NewHold::suspend(&permit, &person(), &[], reason(), instant(since)).expect("placed");
    Hold {
        id: HoldId(id),
        person: new.person,
        body: new.body,
        cause: new.cause,
        since: new.since,
        placed_by: new.placed_by,
        last_grant: GrantId(7),
        decision: Decision::Pending,
    }
}

fn blocked(hold: Hold, at: &str) -> Hold {
    let permit = check(&administrator(), DecideHold, &hold).expect("permitted");
    hold.confirm(&permit, instant(at)).expect("blocked")
}

fn lifted(hold: Hold, at: &str) -> Hold {
    let permit = check(&administrator(), DecideHold, &hold).expect("permitted");
    hold.lift(&permit, reason(), instant(at)).expect("lifted")
}

fn grant(holds: Vec<Hold>) -> Grant {
    Grant {
        id: GrantId(7),
        person: DISMISSED,
        body: BodyId(3),
        system: System::Ac,
        application: ApplicationId(4),
        term: Term::year_from(instant("2026-11-20T06:00:00Z")),
        holds,
        passes: trained(),
        body_last_day: None,
    }
}

/// The states just before an instant, at it and just after it.
#[track_caller]
fn around(grant: &Grant, at: &str, expect: [&str; 3]) {
    let at = instant(at);
    let states = [at - MICROSECOND, at, at + MICROSECOND].map(|at| grant.state_at(at).code());
    assert_eq!(states, expect, "around {at}");
}

#[test]
fn a_092_a_hold_and_its_block_begin_at_their_microsecond() {
    let pending = grant(vec![hold(1, "2027-03-01T12:50:00Z")]);
    around(&pending, "2026-11-20T06:00:00Z", ["not-yet", "open", "open"]);
    around(&pending, "2027-03-01T12:50:00Z", ["open", "suspended", "suspended"]);
    // Not decided for the rest of the year: the year ends all the same, and with it the suspension.
    around(&pending, "2027-11-20T19:00:00Z", ["suspended", "expired", "expired"]);

    let blocked = grant(vec![blocked(hold(1, "2027-03-01T12:50:00Z"), "2027-03-02T04:00:00Z")]);
    around(&blocked, "2027-03-01T12:50:00Z", ["open", "suspended", "suspended"]);
    around(&blocked, "2027-03-02T04:00:00Z", ["suspended", "blocked", "blocked"]);
    // Four different words: a grant that was blocked never becomes one that expired.
    around(&blocked, "2027-11-20T19:00:00Z", ["blocked", "blocked", "blocked"]);
}

#[test]
fn what_was_lifted_stays_in_the_past() {
    let lifted = grant(vec![lifted(hold(1, "2027-03-01T12:50:00Z"), "2027-03-02T04:00:00Z")]);
    around(&lifted, "2027-03-01T12:50:00Z", ["open", "suspended", "suspended"]);
    around(&lifted, "2027-03-02T04:00:00Z", ["suspended", "open", "open"]);
    around(&lifted, "2027-11-20T19:00:00Z", ["open", "expired", "expired"]);
}

#[test]
fn a_089_a_clock_that_was_set_back_opens_nothing() {
    let before = instant("2027-02-01T06:00:00Z");
    let check = |hold: Hold, state: &str| assert_eq!(grant(vec![hold]).state_now(before).code(), state);
    check(hold(1, "2027-03-01T12:50:00Z"), "suspended");
    check(blocked(hold(1, "2027-03-01T12:50:00Z"), "2027-03-02T04:00:00Z"), "blocked");
    check(lifted(hold(1, "2027-03-01T12:50:00Z"), "2027-03-02T04:00:00Z"), "open");
    // A decision that the clock would put before its hold stands at the instant of the hold.
    check(blocked(hold(1, "2027-03-01T12:50:00Z"), "2027-02-01T04:00:00Z"), "blocked");
    assert_eq!(grant(vec![]).state_now(before).code(), "open");
}

#[test]
fn an_end_that_came_first_stays_the_end() {
    // Blocked at the very instant at which the year was over: it had expired.
    let late = grant(vec![blocked(hold(1, "2027-11-20T18:59:59Z"), "2027-11-20T19:00:00Z")]);
    around(&late, "2027-11-20T19:00:00Z", ["suspended", "expired", "expired"]);
    let in_time = grant(vec![blocked(hold(1, "2027-11-20T18:59:59Z"), "2027-11-20T18:59:59.999999Z")]);
    around(&in_time, "2027-11-20T19:00:00Z", ["blocked", "blocked", "blocked"]);
    // Two holds: lifting one leaves the other.
    let two = vec![
        lifted(hold(1, "2027-03-01T06:00:00Z"), "2027-03-03T06:00:00Z"),
        hold(2, "2027-03-02T06:00:00Z"),
    ];
    around(&grant(two), "2027-03-03T06:00:00Z", ["suspended", "suspended", "suspended"]);
    // The last day of a year that began on 29 February is 28 February.
    let mut leap = grant(vec![hold(1, "2029-02-28T18:59:59.999999Z")]);
    leap.term = Term::year_from(instant("2028-02-29T06:00:00Z"));
    around(&leap, "2029-02-28T19:00:00Z", ["suspended", "expired", "expired"]);
}

#[test]
fn a_grant_of_a_later_application_is_not_touched_and_a_renewal_given_before_is() {
    let blocked = blocked(hold(1, "2027-03-01T12:50:00Z"), "2027-03-02T04:00:00Z");
    let mut again = Grant { id: GrantId(8), ..grant(vec![blocked.clone()]) };
    again.term = Term::year_from(instant("2027-04-01T06:00:00Z"));
    around(&again, "2027-04-01T06:00:00Z", ["not-yet", "open", "open"]);
    let mut renewal = grant(vec![blocked]);
    renewal.term = Term::year_from(instant("2027-04-01T06:00:00Z"));
    around(&renewal, "2027-04-01T06:00:00Z", ["blocked", "blocked", "blocked"]);
    // A hold on somebody else says nothing about this grant.
    let other = Hold { person: PersonId(99), ..hold(1, "2026-12-01T06:00:00Z") };
    around(&grant(vec![other]), "2027-03-01T06:00:00Z", ["open", "open", "open"]);
}

#[test]
fn r9_4_a_report_is_due_within_three_working_days() {
    let calendar = Calendar::built_in();
    let check = |ended_on: &str, at: &str, late: Option<u32>| {
        let ended_on = ended_on.parse().expect("a date");
        let known = Separation::known(ended_on, Ending::Dismissal, instant(at), &calendar).expect("known");
        assert_eq!((known.late_days, known.ended_on), (late, ended_on), "{ended_on} at {at}");
    };
    // Friday 20 November: due by the end of Wednesday 25.
    check("2026-11-20", "2026-11-20T04:00:00Z", None);
    check("2026-11-20", "2026-11-25T18:59:59.999999Z", None);
    check("2026-11-20", "2026-11-25T19:00:00Z", Some(1));
    check("2026-11-20", "2026-11-30T04:00:00Z", Some(3));
    // Due on Friday 27; on Saturday it is late by no working day.
    check("2026-11-24", "2026-11-28T04:00:00Z", Some(0));
    let tomorrow = "2026-11-21".parse().expect("a date");
    let early = Separation::known(tomorrow, Ending::Other, instant("2026-11-20T18:59:59Z"), &calendar);
    assert_eq!(early, Err(PlaceRefusal::NotYetEnded));
    assert!(
        Separation::known(tomorrow, Ending::Other, instant("2026-11-20T19:00:00Z"), &calendar).is_ok(),
        "midnight here"
    );
    let long_ago = "1999-01-01".parse().expect("a date");
    let long_ago = Separation::known(long_ago, Ending::Other, instant("2026-11-20T19:00:00Z"), &calendar);
    assert!(matches!(long_ago, Err(PlaceRefusal::Calendar(_))));
}

#[test]
fn a_hold_is_placed_once_and_decided_once() {
    let (at, waiting) = (instant("2027-03-01T06:00:00Z"), hold(1, "2027-03-01T05:00:00Z"));
    let suspend = check(&head(), Suspend, &person()).expect("permitted");
    let again = NewHold::suspend(&suspend, &person(), std::slice::from_ref(&waiting), reason(), at);
    assert_eq!(again, Err(PlaceRefusal::AlreadyHeld(HoldId(1))));
    // Whoever is suspended may lose their powers too.
    let report = check(&head(), ReportSeparation, &person()).expect("permitted");
    let ended = Separation::known(day_of(at), Ending::Transfer, at, &Calendar::built_in()).expect("known");
    assert!(NewHold::report(&report, &person(), std::slice::from_ref(&waiting), ended, at).is_ok());
    let over = lifted(waiting.clone(), "2027-03-01T05:30:00Z");
    assert!(NewHold::suspend(&suspend, &person(), std::slice::from_ref(&over), reason(), at).is_ok());
    let other = Person { id: PersonId(44), ..person() };
    assert_eq!(
        NewHold::suspend(&suspend, &other, &[], reason(), at).map(|_| ()),
        Err(PlaceRefusal::ForeignPermit)
    );

    let permit = check(&administrator(), DecideHold, &waiting).expect("permitted");
    let blocked = waiting.clone().confirm(&permit, at).expect("blocked");
    let late = blocked.clone().lift(&permit, reason(), at);
    assert_eq!(late, Err(DecideRefusal::AlreadyDecided { present: blocked.decision.clone() }));
    assert!(over.confirm(&permit, at).is_err());
    let foreign = Hold { id: HoldId(2), ..waiting };
    assert_eq!(foreign.confirm(&permit, at), Err(DecideRefusal::ForeignPermit));
    assert_eq!(blocked.blocked_at(), Some(at));
}

#[test]
fn how_long_it_took_to_block_is_counted_in_working_days() {
    let calendar = Calendar::built_in();
    let ended_on = "2026-11-20".parse().expect("a date");
    let separation =
        Separation::known(ended_on, Ending::Dismissal, instant("2026-11-24T06:00:00Z"), &calendar);
    let ended =
        Hold { cause: Cause::PowersEnded(separation.expect("known")), ..hold(1, "2026-11-24T06:00:00Z") };
    assert_eq!(ended.days_to_block(&calendar), None);
    assert_eq!(blocked(ended, "2026-11-27T06:00:00Z").days_to_block(&calendar), Some(Ok(5)));
    let suspended = blocked(hold(1, "2026-11-24T06:00:00Z"), "2026-11-27T06:00:00Z");
    assert_eq!(suspended.days_to_block(&calendar), None);
    assert_eq!(median_and_worst(vec![]), None);
    assert_eq!(median_and_worst(vec![5]), Some((5, 5)));
    assert_eq!(median_and_worst(vec![9, 1, 4, 2]), Some((2, 9)));
}

#[test]
fn whoever_is_held_keeps_no_role_but_that_of_looking() {
    assert_eq!(roles_while_held(&Role::ALL), [Role::Auditor]);
    assert_eq!(roles_while_held(&[Role::Head, Role::Officer]), []);
}

#[test]
fn codes_read_back() {
    for ending in Ending::ALL {
        assert_eq!(Ending::parse(ending.code()), Some(ending));
    }
    assert_eq!(Ending::parse("suspended"), None);
}

proptest! {
    /// Whatever is placed and decided: what ended stays ended, and no instant inside a hold is open.
    #[test]
    fn no_later_decision_changes_what_a_grant_was(
        holds in prop::collection::vec((0..400i64, prop::option::of((1..60i64, any::<bool>()))), 0..4),
        at in 0..420i64,
        later in 0..60i64,
    ) {
        let start = instant("2026-11-20T06:00:00Z");
        let day = |days| start + TimeDelta::days(days);
        let by = PersonId(12);
        let holds: Vec<Hold> = (1..).zip(holds).map(|(id, (since, decided))| {
            let decision = match decided {
                None => Decision::Pending,
                Some((after, true)) => Decision::Blocked { at: day(since + after), by },
                Some((after, false)) => Decision::Lifted { at: day(since + after), by, reason: reason() },
            };
            Hold { since: day(since), decision, ..hold(id, "2027-01-01T00:00:00Z") }
        }).collect();
        let grant = grant(holds.clone());
        let (now, then) = (grant.state_at(day(at)), grant.state_at(day(at + later)));
        if matches!(now.code(), "blocked" | "expired") {
            prop_assert_eq!(now.code(), then.code());
        }
        if now.code() == "open" {
            prop_assert!(!holds.iter().any(|hold| hold.suspends_at(day(at))));
            prop_assert!(!holds.iter().any(|hold| hold.blocked_at().is_some_and(|blocked| blocked <= day(at))));
        }
        // A decision that is still to come is not known yet.
        let known: Vec<Hold> = holds.into_iter().filter(|hold| hold.since <= day(at)).map(|hold| {
            let to_come = hold.decision.taken().is_some_and(|(decided, _)| decided > day(at));
            if to_come { Hold { decision: Decision::Pending, ..hold } } else { hold }
        }).collect();
        prop_assert_eq!(grant.state_at(day(at)).code(), Grant { holds: known, ..grant }.state_at(day(at)).code());
    }
}
