//! Feeds against what the portal knows, as tables.

use super::*;
use crate::domain::calendar::Calendar;
use crate::domain::grant::Term;
use crate::domain::hold::{Cause, Decision, Separation};
use crate::domain::ids::{ApplicationId, GrantId, HoldId};
use crate::domain::iin_bin::{Iin, check_digit};
use crate::domain::lang::Lang;
use crate::domain::names::PersonName;
use crate::domain::system::System;
use proptest::prelude::*;

const BODY: BodyId = BodyId(3);

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// Friday, 20 November 2026, 10:00 in Kazakhstan.
fn now() -> DateTime<Utc> {
    "2026-11-20T05:00:00Z".parse().expect("an instant")
}

fn person(id: i64, role: Role) -> Person {
    Person {
        id: PersonId(id),
        body: BODY,
        iin: Iin::from_certificate("850615400125").expect("an IIN"),
        name: PersonName { surname: "А".to_owned(), given: "Б".to_owned(), patronymic: None },
        position: String::new(),
        email: None,
        lang: Lang::Kk,
        letter_lang: Lang::Kk,
        roles: vec![role],
    }
}

fn auditor(id: i64, opens_at: &str) -> Worker {
    let opens_at: DateTime<Utc> = opens_at.parse().expect("an instant");
    let grant = Grant {
        id: GrantId(id),
        person: PersonId(id),
        body: BODY,
        system: System::Ac,
        application: ApplicationId(1),
        term: Term::year_from(opens_at),
        holds: Vec::new(),
        passes: crate::domain::training::examples::trained(),
        body_last_day: None,
    };
    let (person, asked_on) = (person(id, Role::Auditor), Some(day_of(opens_at)));
    Worker { person, grants: vec![grant], holds: Vec::new(), asked_on, stands_in: vec![] }
}

fn separated(worker: Worker, ended_on: &str, decision: Decision) -> Worker {
    let calendar = Calendar::built_in();
    let separation = Separation::known(day(ended_on), Ending::Dismissal, now(), &calendar);
    let hold = Hold {
        id: HoldId(1),
        person: worker.person.id,
        body: BODY,
        cause: Cause::PowersEnded(separation.expect("known")),
        since: now(),
        placed_by: None,
        last_grant: GrantId(99),
        decision,
    };
    let mut worker = Worker { holds: vec![hold.clone()], ..worker };
    worker.grants.iter_mut().for_each(|grant| grant.holds = vec![hold.clone()]);
    worker
}

fn dismissed(line: u32, person: i64, on: &str) -> Said {
    Said {
        line,
        person: PersonId(person),
        body: BODY,
        ending: Ending::Dismissal,
        ended_on: day(on),
        document: "№ 7-ж".to_owned(),
    }
}

fn planned(said: &[Said], workers: Vec<Worker>, with_access: u32) -> Plan {
    let workers = workers.into_iter().map(|worker| (worker.person.id, worker)).collect();
    let (seen, counts) = (BTreeSet::new(), BTreeMap::from([(BODY, with_access)]));
    plan(said, &workers, &seen, &counts, Some(Brake::default()), now())
}

#[test]
fn r9_4_what_is_made_of_one_event() {
    let check = |situation: &str, worker: Worker, on: &str, finding| {
        let id = worker.person.id.0;
        let found = planned(&[dismissed(2, id, on)], vec![worker], 100);
        assert_eq!(found.findings, [finding], "{situation}");
    };
    let open = || auditor(1, "2026-03-02T05:00:00Z");
    let decided = |decision| separated(open(), "2026-11-18", decision);
    let lifted = || {
        let reason = crate::domain::application::Reason::parse("қате").expect("a reason");
        decided(Decision::Lifted { at: now(), by: PersonId(9), reason })
    };
    check("nobody had reported it", open(), "2026-11-18", Finding::Suspended);
    check("today", open(), "2026-11-20", Finding::Suspended);
    check("tomorrow", open(), "2026-11-21", Finding::Later);
    check("reported by the body", decided(Decision::Pending), "2026-11-18", Finding::Reported);
    check("reported with another day", decided(Decision::Pending), "2026-11-17", Finding::Reported);
    check("restored by the ministry", lifted(), "2026-11-18", Finding::Reported);
    check("restored, and ended anew since", lifted(), "2026-11-19", Finding::Suspended);
    let blocked = decided(Decision::Blocked { at: now(), by: PersonId(9) });
    check("blocked", blocked, "2026-11-18", Finding::WithoutAccess);
    check("before the body asked anew", open(), "2026-03-01", Finding::Outdated);
    check("on the day on which it asked", open(), "2026-03-02", Finding::Suspended);
    check("the year is over", auditor(1, "2025-03-02T05:00:00Z"), "2026-11-18", Finding::WithoutAccess);
    let head = || Worker {
        person: person(5, Role::Head),
        grants: vec![],
        holds: vec![],
        asked_on: None,
        stands_in: vec![],
    };
    check("a head without a grant", head(), "2026-11-18", Finding::Suspended);
    let nobody = Worker { person: person(6, Role::Auditor), ..head() };
    check("an auditor without a grant", nobody, "2026-11-18", Finding::WithoutAccess);
}

#[test]
fn of_several_events_about_one_person_the_first_counts_and_what_was_seen_changes_nothing() {
    let open = || vec![auditor(1, "2026-03-02T05:00:00Z")];
    let twice = [dismissed(2, 1, "2026-11-21"), dismissed(3, 1, "2026-11-19"), dismissed(4, 1, "2026-11-19")];
    let found = planned(&twice, open(), 100).findings;
    assert_eq!(found, [Finding::Seen, Finding::Suspended, Finding::Seen]);
    let workers = open().into_iter().map(|worker| (worker.person.id, worker)).collect();
    let seen = twice.iter().map(Said::key).collect();
    let again = plan(&twice, &workers, &seen, &BTreeMap::new(), Some(Brake::default()), now());
    assert_eq!(again.findings, [Finding::Seen; 3]);
}

#[test]
fn too_many_of_one_body_wait_for_a_second_person() {
    let check = |found: i64, with_access: u32, stops: bool| {
        let workers = (1..=found).map(|id| auditor(id, "2026-03-02T05:00:00Z")).collect();
        let said: Vec<Said> = (1..=found).map(|id| dismissed(id as u32, id, "2026-11-18")).collect();
        let plan = planned(&said, workers, with_access);
        let finding = if stops { Finding::Stopped } else { Finding::Suspended };
        assert_eq!(plan.findings, vec![finding; said.len()], "{found} of {with_access}");
        let share = Share { found: found as u32, with_access };
        assert_eq!(plan.stopped, if stops { BTreeMap::from([(BODY, share)]) } else { BTreeMap::new() });
    };
    check(2, 2, false);
    check(3, 3, true);
    check(3, 14, true);
    check(3, 15, false);
    check(4, 15, true);
    check(20, 100, false);
    check(21, 100, true);
}

#[test]
fn the_part_of_another_body_goes_on_and_a_released_part_is_stopped_by_nobody() {
    let mut said: Vec<Said> = (1..=3).map(|id| dismissed(id as u32, id, "2026-11-18")).collect();
    said.push(Said { body: BodyId(4), ..dismissed(4, 4, "2026-11-23") });
    let workers = || (1..=4).map(|id| (PersonId(id), auditor(id, "2026-03-02T05:00:00Z"))).collect();
    let counts = BTreeMap::from([(BODY, 5), (BodyId(4), 1)]);
    let braked = plan(&said, &workers(), &BTreeSet::new(), &counts, Some(Brake::default()), now());
    assert_eq!(
        braked.findings,
        [Finding::Stopped, Finding::Stopped, Finding::Stopped, Finding::Later],
        "the share of each body is its own"
    );
    let released = plan(&said, &workers(), &BTreeSet::new(), &counts, None, now());
    assert_eq!(released.findings[..3], [Finding::Suspended; 3]);
    assert_eq!(released.stopped, BTreeMap::new());
}

fn numbered(start: &str) -> String {
    let check = check_digit(start.as_bytes()).expect("issued");
    format!("{start}{check}")
}

fn raw(line: u32, cells: [&str; 5]) -> RawLine {
    RawLine { line, cells: cells.map(str::to_owned) }
}

#[test]
fn every_fault_of_a_file_is_found_with_its_line_and_column() {
    let calendar = Calendar::built_in();
    let (iin, bin) = (numbered("85061530012"), numbered("05014030000"));
    let good = raw(2, [&iin, &bin, "transfer", "2026-11-18", " № 12-ж "]);
    let lines = read(std::slice::from_ref(&good), &calendar).expect("lines");
    assert_eq!((lines[0].ending, lines[0].document.as_str()), (Ending::Transfer, "№ 12-ж"));
    let bad = [
        good,
        raw(3, ["1", &iin[..11], "vacation", "18.11.2026", ""]),
        raw(4, [&iin, &bin, "other", "1999-01-01", "x"]),
        raw(6, [&iin, &bin, "other", "2026-02-30", "x"]),
    ];
    let faults: Vec<String> =
        read(&bad, &calendar).expect_err("faults").iter().map(Fault::to_string).collect();
    assert_eq!(
        faults,
        [
            "line 3, IIN: not an identification number",
            "line 3, BIN: not an identification number",
            "line 3, event: expected dismissal, transfer or other",
            "line 3, date: expected a date like 2026-01-31",
            "line 3, document: expected a document of at most 200 characters",
            "line 4, date: the calendar of working days does not cover this date",
            "line 6, date: expected a date like 2026-01-31",
        ]
    );
    let long: Vec<RawLine> = (0..=MOST_LINES as u32).map(|line| raw(line + 2, [""; 5])).collect();
    let fault = Fault { line: MOST_LINES as u32 + 2, column: None, wrong: Wrong::TooLong };
    assert_eq!(read(&long, &calendar), Err(vec![fault]));
}

proptest! {
    /// Whatever a feed says, nobody is suspended twice by it, and no body loses more than its share without a second person.
    #[test]
    fn a_feed_never_takes_more_than_its_share(ids in proptest::collection::vec((1i64..30, 0u32..3), 0..60), with_access in 1u32..200) {
        let workers = (1..30).map(|id| (PersonId(id), auditor(id, "2026-03-02T05:00:00Z"))).collect();
        let said: Vec<Said> =
            ids.iter().enumerate().map(|(line, (id, on))| dismissed(line as u32, *id, &format!("2026-11-2{on}"))).collect();
        let counts = BTreeMap::from([(BODY, with_access)]);
        let plan = plan(&said, &workers, &BTreeSet::new(), &counts, Some(Brake::default()), now());
        let stopping: Vec<PersonId> = said
            .iter()
            .zip(&plan.findings)
            .filter(|(_, finding)| finding.stops_access())
            .map(|(said, _)| said.person)
            .collect();
        let people: BTreeSet<PersonId> = stopping.iter().copied().collect();
        prop_assert_eq!(people.len(), stopping.len());
        prop_assert!(!Brake::default().stops(people.len() as u32, with_access));
    }
}
