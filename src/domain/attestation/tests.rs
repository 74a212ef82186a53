//! Half-years at their edges, the days that a body is told, what falls due about them, and what a form confirms.

use super::*;
use crate::domain::access::check;
use crate::domain::application::examples::actor;
use crate::domain::body::BodyKind;
use crate::domain::grant::Term;
use crate::domain::hold::{Cause, Decision, Hold};
use crate::domain::ids::{ApplicationId, GrantId, HoldId};
use crate::domain::person::Role;
use crate::domain::system::System;

const BODY: BodyId = BodyId(3);
const HEAD: i64 = 31;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn asked(now: &str) -> Attestation {
    let (due, silence) = promised(at(now), &Calendar::built_in()).expect("covered");
    Attestation {
        id: AttestationId(5),
        body: BODY,
        half_year: HalfYear::of(day_of(at(now))),
        due,
        silence,
        asked_at: at(now),
        attested: None,
    }
}

#[test]
fn half_years_begin_in_january_and_july() {
    let check = |on: &str, code: &str, first: &str, last: &str| {
        let half = HalfYear::of(day(on));
        assert_eq!((half.code().as_str(), half.first_day(), half.last_day()), (code, day(first), day(last)));
        assert_eq!((HalfYear::parse(code), HalfYear::beginning(day(first))), (Some(half), Some(half)));
    };
    check("2027-01-01", "2027-1", "2027-01-01", "2027-06-30");
    check("2027-06-30", "2027-1", "2027-01-01", "2027-06-30");
    check("2027-07-01", "2027-2", "2027-07-01", "2027-12-31");
    check("2028-02-29", "2028-1", "2028-01-01", "2028-06-30");
    check("2027-12-31", "2027-2", "2027-07-01", "2027-12-31");
    for garbage in ["", "2027", "2027-3", "2027-01", "27-1", "2027-1 ", "+2027-1", "2027-1-1", "x-1"] {
        assert_eq!(HalfYear::parse(garbage), None, "{garbage:?}");
    }
    assert_eq!(HalfYear::beginning(day("2027-01-02")), None);
}

#[test]
fn asked_on_the_first_working_morning_of_the_half_year() {
    let check = |on: &str, expect: &str| {
        assert_eq!(HalfYear::of(day(on)).asked_at(&Calendar::built_in()), Ok(at(expect)));
    };
    check("2026-08-01", "2026-07-01T04:00:00Z");
    // 1 and 2 January are holidays, 3 January a Sunday, 4 January carried over.
    check("2027-01-01", "2027-01-05T04:00:00Z");
    assert!(HalfYear::of(day("2029-01-01")).asked_at(&Calendar::built_in()).is_err());
}

#[test]
fn ten_working_days_and_ten_of_silence_from_the_day_of_asking() {
    let one = asked("2027-07-01T04:00:00Z");
    assert_eq!((one.due.due_on(), one.silence.due_on()), (day("2027-07-16"), day("2027-07-30")));
    assert_eq!(one.suspends_at(), at("2027-07-30T19:00:00Z"));
    let facts: Vec<_> = one.facts(&Calendar::built_in()).expect("covered");
    let expect = [
        (DueKind::AttestationReminder, "2027-07-15T04:00:00Z"),
        (DueKind::AttestationOverdue, "2027-07-19T04:00:00Z"),
        (DueKind::AttestationSilence, "2027-07-30T19:00:00Z"),
    ];
    let found: Vec<_> = facts.iter().map(|fact| (fact.kind, fact.due_at)).collect();
    assert_eq!(found, expect.map(|(kind, due_at)| (kind, at(due_at))));
    // Whoever is asked late has the same days.
    let late = asked("2027-09-01T10:00:00Z");
    assert_eq!((late.due.due_on(), late.silence.due_on()), (day("2027-09-15"), day("2027-09-29")));
}

fn grant(opens: &str, holds: Vec<Hold>) -> Grant {
    Grant {
        id: GrantId(1),
        person: PersonId(2),
        body: BODY,
        system: System::Ac,
        application: ApplicationId(4),
        term: Term::year_from(at(opens)),
        holds,
        passes: Vec::new(),
        body_last_day: None,
    }
}

fn hold(cause: Cause, decision: Decision) -> Hold {
    Hold {
        id: HoldId(1),
        person: PersonId(2),
        body: BODY,
        cause,
        since: at("2027-07-02T06:00:00Z"),
        placed_by: None,
        last_grant: GrantId(1),
        decision,
    }
}

#[test]
fn who_had_access_on_the_first_day_is_asked_about_while_they_have_it() {
    let half = HalfYear::of(day("2027-07-01"));
    let begins = |opens: &str| had_access(&[grant(opens, vec![])], BODY, half);
    assert!(begins("2027-06-30T19:00:00Z"), "at the first instant");
    assert!(!begins("2027-06-30T19:00:00.000001Z"), "a microsecond later");
    // A year that ends on 30 June, at the end of that day, and on 1 July.
    assert!(!begins("2026-06-30T06:00:00Z"));
    assert!(begins("2026-07-01T06:00:00Z"));
    assert!(!had_access(&[grant("2027-01-20T06:00:00Z", vec![])], BodyId(4), half));

    let now = at("2027-07-05T06:00:00Z");
    let waiting = |holds: Vec<Hold>| waits(&[grant("2027-01-20T06:00:00Z", holds)], BODY, now);
    let reason = || crate::domain::application::Reason::parse("x").expect("a reason");
    let left = crate::domain::hold::Separation::known(
        day("2027-07-01"),
        crate::domain::hold::Ending::Dismissal,
        now,
        &Calendar::built_in(),
    );
    let left = Cause::PowersEnded(left.expect("known"));
    assert!(waiting(vec![]));
    assert!(waiting(vec![hold(Cause::Suspended { reason: reason() }, Decision::Pending)]));
    assert!(waiting(vec![hold(Cause::NotAttested { silent_on: day("2027-07-01") }, Decision::Pending)]));
    assert!(!waiting(vec![hold(left.clone(), Decision::Pending)]), "reported");
    let blocked = Decision::Blocked { at: at("2027-07-03T06:00:00Z"), by: PersonId(9) };
    assert!(!waiting(vec![hold(left.clone(), blocked)]), "blocked");
    let lifted = Decision::Lifted { at: at("2027-07-03T06:00:00Z"), by: PersonId(9), reason: reason() };
    assert!(waiting(vec![hold(left, lifted)]), "the ministry said that the report was wrong");
    assert!(!waits(&[grant("2026-07-02T06:00:00Z", vec![])], BODY, now), "the year is over");
}

#[test]
fn a_form_confirms_everybody_of_the_list_that_was_shown_or_nobody() {
    let one = asked("2027-07-01T04:00:00Z");
    let head = actor(HEAD, BODY, BodyKind::RevisionCommission, Role::Head);
    let permit = check(&head, Attest, &BODY).expect("a writer");
    let of = |person: i64, access: &str| Listed {
        person: PersonId(person),
        described: "А Б\nмаман".to_owned(),
        access: vec![access.to_owned()],
    };
    let listed = [of(2, "ac open"), of(3, "ac open"), of(HEAD, "sp open")];
    let shown = Version::of(one.id, &listed);
    let ticked = |people: &[i64]| people.iter().copied().map(PersonId).collect::<BTreeSet<_>>();
    assert_eq!(one.confirm(&permit, &listed, shown, &ticked(&[2, 3])), Ok(ticked(&[2, 3])));
    let unsaid = AttestRefusal::Unsaid(vec![PersonId(3)]);
    assert_eq!(one.confirm(&permit, &listed, shown, &ticked(&[2])), Err(unsaid));
    // Oneself, a stranger, another list, another body.
    for people in [ticked(&[2, 3, HEAD]), ticked(&[2, 3, 99])] {
        assert_eq!(one.confirm(&permit, &listed, shown, &people), Err(AttestRefusal::Moved));
    }
    for moved in [
        Version::of(AttestationId(6), &listed),
        Version::of(one.id, &listed[..2]),
        Version::of(one.id, &[of(2, "ac suspended"), of(3, "ac open"), of(HEAD, "sp open")]),
    ] {
        assert_eq!(one.confirm(&permit, &listed, moved, &ticked(&[2, 3])), Err(AttestRefusal::Moved));
    }
    let foreign = Attestation { body: BodyId(4), ..one };
    let refused = foreign.confirm(&permit, &listed, shown, &ticked(&[2, 3]));
    assert_eq!(refused, Err(AttestRefusal::ForeignPermit));
}

#[test]
fn a_body_lifts_its_own_silence_and_nothing_else() {
    let head = actor(HEAD, BODY, BodyKind::RevisionCommission, Role::Head);
    let permit = check(&head, Attest, &BODY).expect("a writer");
    let silence = || Cause::NotAttested { silent_on: day("2027-07-30") };
    let now = at("2027-08-02T06:00:00Z");
    let lifted = hold(silence(), Decision::Pending).attest(&permit, now).expect("lifted");
    assert_eq!(lifted.decision, Decision::Attested { at: now, by: PersonId(HEAD) });
    assert_eq!(
        (lifted.suspends_at(now - chrono::TimeDelta::microseconds(1)), lifted.suspends_at(now)),
        (true, false)
    );
    assert_eq!(lifted.attest(&permit, now), None, "once");
    let reason = crate::domain::application::Reason::parse("x").expect("a reason");
    assert_eq!(hold(Cause::Suspended { reason }, Decision::Pending).attest(&permit, now), None);
    let elsewhere = Hold { body: BodyId(4), ..hold(silence(), Decision::Pending) };
    assert_eq!(elsewhere.attest(&permit, now), None);
    let own = Hold { person: PersonId(HEAD), ..hold(silence(), Decision::Pending) };
    assert_eq!(own.attest(&permit, now), None, "nobody confirms themself");
}
