//! The clock of the steps, as people feel it: reminders on working days alone, escalation the next working morning, each
//! once, whatever stops and starts in between.

use chrono::{DateTime, TimeDelta, Utc};
use qarau::domain::system::System;
use qarau::services::sweep::Round;

use crate::support::TestPortal;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

/// Moves the clock to an instant of the country and sweeps.
fn swept(portal: &TestPortal, now: &str) -> Round {
    portal.advance(at(&format!("{now}:00+05:00")) - portal.now());
    portal.sweep()
}

const NOTHING: Round = Round { told: 0, skipped: 0 };

/// The addresses to which letters with these words in their subject went.
fn told(portal: &TestPortal, words: &str) -> Vec<String> {
    let letters = portal.letters();
    letters.into_iter().filter(|letter| letter.subject.contains(words)).map(|letter| letter.address).collect()
}

/// Friday, 20 November 2026; due on Tuesday.
#[test]
fn r9_reviewers_are_reminded_the_day_before_and_on_the_day_and_the_superior_is_told_the_next_morning() {
    let portal = TestPortal::new();
    let admin = portal.sign_in("administrator", "ministry");
    let superior = portal.person("reviewer2", "ministry").id.to_string();
    let page = admin.get("/superiors");
    page.form("main form").set("ministry", &superior).submit().assert_ok();
    let id = portal.submitted("aqmola-audit", &[System::Ac]);
    portal.letters();
    for quiet in ["2026-11-20T23:00", "2026-11-21T12:00", "2026-11-22T12:00", "2026-11-23T08:59"] {
        assert_eq!(swept(&portal, quiet), NOTHING, "{quiet}");
    }
    assert_eq!(swept(&portal, "2026-11-23T09:00").told, 1);
    assert_eq!(swept(&portal, "2026-11-23T17:00"), NOTHING);
    let reviewers = ["reviewer@ministry.example.kz", "reviewer2@ministry.example.kz"];
    assert_eq!(told(&portal, "мерзімі таяды"), reviewers);
    assert_eq!(swept(&portal, "2026-11-24T09:05").told, 1);
    assert_eq!(told(&portal, "мерзімі таяды").len(), 4);
    assert_eq!(swept(&portal, "2026-11-24T23:59"), NOTHING);
    assert_eq!(swept(&portal, "2026-11-25T00:01"), NOTHING);
    assert_eq!(swept(&portal, "2026-11-25T09:00").told, 1);
    assert_eq!(told(&portal, "мерзімі өтті"), ["reviewer2@ministry.example.kz"]);
    assert_eq!(swept(&portal, "2026-11-26T09:00"), NOTHING);

    let admin = portal.sign_in("administrator", "ministry");
    let journal = admin.get("/journal?code=step_reminded");
    assert_eq!(journal.count("tbody tr"), 2);
    assert_eq!(admin.get("/journal?code=step_escalated").count("tbody tr"), 1);
    let head = portal.sign_in("head", "aqmola-audit");
    head.get(&format!("/applications/{id}")).assert_says("Мерзімі өтті: басшыға хабарланды");
}

#[test]
fn operators_are_reminded_of_the_integrators_promise_and_nobody_of_a_step_that_was_taken() {
    let portal = TestPortal::new();
    portal.forwarded("aqmola-audit", &[System::Ac]);
    portal.letters();
    assert_eq!(swept(&portal, "2026-11-23T10:00").told, 1);
    let operators = ["operator@integrator.example.kz", "operator2@integrator.example.kz"];
    assert_eq!(told(&portal, "мерзімі таяды"), operators);
    // Nobody is named for the integrator: the ministry's administrators keep overdue steps.
    assert_eq!(swept(&portal, "2026-11-30T10:00"), Round { told: 1, skipped: 1 });
    assert_eq!(told(&portal, "мерзімі өтті"), ["administrator@ministry.example.kz"]);
}

/// down across both reminders and the escalation; each takes effect once, past reminders are skipped.
#[test]
fn a_090_after_days_of_standing_still_nobody_gets_yesterdays_reminders() {
    let portal = TestPortal::new();
    portal.submitted("aqmola-audit", &[System::Ac]);
    portal.letters();
    // A Saturday: reminders are recorded as missed; the escalation waits for a working morning.
    assert_eq!(swept(&portal, "2026-12-05T12:00"), Round { told: 0, skipped: 2 });
    assert_eq!(swept(&portal, "2026-12-07T09:00"), Round { told: 1, skipped: 0 });
    assert_eq!(swept(&portal, "2026-12-08T09:00"), NOTHING);
    assert_eq!(told(&portal, "мерзімі таяды"), Vec::<String>::new());
}

/// several processes over one database see to each fact once.
#[test]
fn a_075_two_schedulers_on_one_database_tell_once() {
    let portal = TestPortal::new();
    for body in ["aqmola-audit", "almaty-audit", "audit-chamber"] {
        portal.submitted(body, &[System::Ac]);
    }
    portal.letters();
    portal.advance(TimeDelta::days(3));
    let sweeps: Vec<_> = (0..4).map(|number| portal.sweeper(&format!("process {number}"))).collect();
    let rounds: Vec<Round> = std::thread::scope(|scope| {
        let run = |sweep: qarau::services::sweep::Sweep| {
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(sweep.round()).expect("swept")
        };
        let threads: Vec<_> = sweeps.into_iter().map(|sweep| scope.spawn(move || run(sweep))).collect();
        threads.into_iter().map(|thread| thread.join().expect("joined")).collect()
    });
    assert_eq!(rounds.iter().map(|round| round.told).sum::<u32>() + portal.sweep().told, 3);
    assert_eq!(told(&portal, "мерзімі таяды").len(), 6);
}

#[test]
fn a_superior_is_somebody_of_that_body() {
    let portal = TestPortal::new();
    let admin = portal.sign_in("administrator", "ministry");
    let page = admin.get("/superiors");
    let stranger = portal.person("head", "aqmola-audit").id.to_string();
    for garbage in [stranger.as_str(), "0", "x", "99999"] {
        page.form("main form").forge("ministry", garbage).submit().assert_status(422);
    }
    let operator = portal.person("operator", "integrator").id.to_string();
    page.form("main form").set("integrator", &operator).submit().assert_ok();
    let again = admin.get("/superiors");
    again.form("main form").submit().assert_ok();
    assert_eq!(admin.get("/journal?code=superior_named").count("tbody tr"), 1);
    again.form("main form").set("integrator", "").submit().assert_ok();
    assert_eq!(admin.get("/journal?code=superior_named").count("tbody tr"), 2);
}
