//! Service levels: what the page and the file say of steps that were in time, late, open and taken back.

use chrono::TimeDelta;
use qarau::domain::system::System;

use crate::budget::row;
use crate::support::TestPortal;

/// Submitted on Friday 20 November; considered four days later, on the last day; opened a week after, late.
#[test]
fn r9_steps_are_measured_from_the_journal() {
    let portal = TestPortal::new();
    portal.granted("aqmola-audit", &[System::Ac]);
    portal.submitted("almaty-audit", &[System::Ac]);
    let reviewer = portal.sign_in("reviewer", "ministry");
    let page = reviewer.get("/service-levels");
    page.assert_ok().assert_says("Қарау мерзімдері, 2026 жыл");
    let ministry = row(&page, "министрліктің қарауы");
    assert_eq!(ministry[1..5], ["1", "0", "1", "0"], "in time, late, open, overdue");
    assert_eq!(row(&page, "интегратордың қолжетімділік беруі")[1..5], ["1", "0", "0", "0"]);
    portal.advance(TimeDelta::days(10));
    let operator = portal.sign_in("operator", "integrator");
    let page = operator.get("/service-levels?year=2026");
    assert_eq!(row(&page, "министрліктің қарауы")[1..5], ["1", "0", "1", "1"], "the open one is overdue");
    let file = page.click(".heading a");
    file.assert_ok();
    assert!(file.source().contains("министрліктің қарауы"), "{}", file.source());
}

#[test]
fn a_034_a_year_that_is_none_is_refused() {
    let portal = TestPortal::new();
    let reviewer = portal.sign_in("reviewer", "ministry");
    for garbage in ["?year=x", "?year=", "?year=1899", "?year=2026&year=2025", "?jahr=2026"] {
        reviewer.get(&format!("/service-levels{garbage}")).assert_status(400);
        reviewer.get(&format!("/service-levels/file{garbage}")).assert_status(400);
    }
    let empty = reviewer.get("/service-levels?year=2025");
    empty.assert_ok().assert_says("аяқталғаны жоқ");
    for (role, body) in [("head", "aqmola-audit"), ("officer", "aqmola-audit")] {
        portal.sign_in(role, body).get("/service-levels").assert_status(403);
    }
}
