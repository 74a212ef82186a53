//! Two at once: one wins, the other is told, and nothing happens twice.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use qarau::domain::ids::ApplicationId;
use qarau::domain::system::System;
use qarau::services::applications::{considering, granting, writing};
use qarau::storage::{grants, journal};

use crate::support::TestPortal;

fn times(portal: &TestPortal, id: ApplicationId, code: &'static str) -> usize {
    let wanted =
        journal::Wanted { application: Some(id), code: Some(code), most: 100, ..journal::Wanted::default() };
    portal.read(move |conn| journal::list(conn, &wanted)).len()
}

#[test]
fn a_070_two_reviewers_at_once_decide_once() {
    let portal = TestPortal::new();
    let (app, at) = (&portal.app, portal.now());
    let id = portal.submitted("aqmola-audit", &[System::Ac]);
    let before = portal.letters().len();
    let (one, other) = (portal.account("reviewer", "ministry"), portal.account("reviewer2", "ministry"));
    let (shown, verdicts) = portal.accept_all(id);
    let decide =
        |who| considering::decide(&app.db, &app.calendar, who, id, shown, verdicts.clone(), None, at);
    let (first, second) = portal.wait(async { tokio::join!(decide(&one), decide(&other)) });
    assert_eq!([first.is_ok(), second.is_ok()].iter().filter(|won| **won).count(), 1, "{first:?} {second:?}");
    assert_eq!(times(&portal, id, "application_forwarded"), 1);
    // Head and officer of the body, two operators.
    assert_eq!(portal.letters().len() - before, 4);
}

#[test]
fn a_070_two_operators_at_once_grant_once() {
    let portal = TestPortal::new();
    let (app, at) = (&portal.app, portal.now());
    let id = portal.forwarded("aqmola-audit", &[System::Ac, System::Sp]);
    let (one, other) = (portal.account("operator", "integrator"), portal.account("operator2", "integrator"));
    let (shown, verdicts) = portal.accept_all(id);
    let decide = |who| granting::decide(&app.db, who, id, shown, verdicts.clone(), None, at);
    let (first, second) = portal.wait(async { tokio::join!(decide(&one), decide(&other)) });
    assert_eq!([first.is_ok(), second.is_ok()].iter().filter(|won| **won).count(), 1, "{first:?} {second:?}");
    assert_eq!(portal.read(move |conn| grants::of_application(conn, id)).len(), 4);
}

#[test]
fn a_071_deciding_and_withdrawing_at_once_leave_one_of_the_two() {
    let portal = TestPortal::new();
    let (app, at) = (&portal.app, portal.now());
    let id = portal.submitted("aqmola-audit", &[System::Ac]);
    let (head, reviewer) = (portal.account("head", "aqmola-audit"), portal.account("reviewer", "ministry"));
    let (shown, verdicts) = portal.accept_all(id);
    let (taken_back, decided) = portal.wait(async {
        tokio::join!(
            writing::withdraw(&app.db, &head, id, shown, at),
            considering::decide(&app.db, &app.calendar, &reviewer, id, shown, verdicts, None, at)
        )
    });
    assert_ne!(taken_back.is_ok(), decided.is_ok(), "{taken_back:?} {decided:?}");
    let state = portal.application(id).state.code().to_owned();
    assert_eq!(state, if taken_back.is_ok() { "withdrawn" } else { "forwarded" });
    assert_eq!(times(&portal, id, "application_withdrawn") + times(&portal, id, "application_forwarded"), 1);
}

/// what was decided on a page that is out of date is not decided.
#[test]
fn a_076_a_decision_about_an_older_state_is_refused() {
    let portal = TestPortal::new();
    let (app, at) = (&portal.app, portal.now());
    let id = portal.draft("aqmola-audit", &[System::Ac]);
    let (draft, verdicts) = portal.accept_all(id);
    portal.submit("aqmola-audit", id);
    let reviewer = portal.account("reviewer", "ministry");
    let decided = considering::decide(&app.db, &app.calendar, &reviewer, id, draft, verdicts, None, at);
    portal.wait(decided).expect_err("stale");
    assert_eq!(portal.application(id).state.code(), "submitted");
}

#[test]
fn a_078_numbers_are_unique_and_without_gaps_however_many_send_at_once() {
    let portal = TestPortal::new();
    let bodies =
        ["aqmola-audit", "almaty-audit", "parliament", "health-audit", "aqmola-police", "aqmola-maslikhat"];
    let drafts: Vec<ApplicationId> = bodies.iter().map(|body| portal.draft(body, &[System::Ac])).collect();
    let signed: Vec<_> = bodies.iter().zip(&drafts).map(|(body, id)| portal.signed(body, *id)).collect();
    for sent in portal.wait(join_all(signed.into_iter().map(|signed| signed.send(&portal)))) {
        sent.expect("sent");
    }
    let numbers: BTreeSet<String> =
        drafts.iter().map(|id| portal.application(*id).number.expect("a number").to_string()).collect();
    let expected: BTreeSet<String> = (1..=6).map(|place| format!("2026-{place:06}")).collect();
    assert_eq!(numbers, expected);
}
