//! Why somebody sees what they see, now and on a day that was; and who may ask.

use chrono::TimeDelta;
use qarau::domain::system::System;

use crate::support::TestPortal;

const BODY: &str = "aqmola-audit";
const BUDGET: &str = "/budget/ac?budget=110000000&period=2026-10";

#[test]
fn what_somebody_could_see_on_a_day_and_what_they_looked_at() {
    let portal = TestPortal::with_figures();
    let auditor = portal.sign_in("auditor", BODY);
    auditor.get("/why").assert_ok().assert_says("Бұл сәтте рұқсат жоқ").assert_says("8-тармақ");
    portal.granted(BODY, &[System::Ac]);
    auditor.get(BUDGET).assert_ok();
    let own = auditor.get("/why");
    own.assert_ok().assert_says("Рұқсат ашық").assert_says("6.2-тармақ").assert_has(".records tbody tr");

    portal.advance(TimeDelta::days(3));
    let hold = portal.held("auditor", BODY);
    portal.decide(hold, qarau::services::holds::deciding::Verdict::Block);
    let admin = portal.sign_in("administrator", "ministry");
    let id = portal.person("auditor", BODY).id;
    let now = admin.get(&format!("/people/{id}/why"));
    now.assert_ok().assert_says("біржола бұғатталған").assert_lacks(".records");
    // The past stays what it was.
    let then = admin.get(&format!("/people/{id}/why?day=2026-11-20"));
    then.assert_ok().assert_says("Рұқсат ашық").assert_has(".records tbody tr");
    let before = admin.get(&format!("/people/{id}/why?day=2026-11-19"));
    before.assert_ok().assert_says("Бұл сәтте рұқсат жоқ");
    assert_eq!(admin.get("/journal?code=access_explained").count("tbody tr"), 5);

    for day in ["2026-02-30", "x", "2026-11-20&day=2026-11-21", "1"] {
        admin.get(&format!("/people/{id}/why?day={day}")).assert_status(400);
    }
    admin.get(&format!("/people/{id}/why?day=2026-11-24")).assert_status(404);
    admin.get(&format!("/people/{id}/why?day=1826-11-24")).assert_status(404);
    admin.get("/people/99999/why").assert_status(404);
}

#[test]
fn a_030_nobody_else_is_told_what_somebody_looked_at() {
    let portal = TestPortal::new();
    let id = portal.person("auditor", BODY).id;
    let address = format!("/people/{id}/why");
    portal.sign_in("head", BODY).get(&address).assert_status(403);
    portal.sign_in("officer", BODY).get(&address).assert_status(403);
    portal.sign_in("head", "almaty-audit").get(&address).assert_status(404);
    portal.sign_in("auditor2", BODY).get(&address).assert_status(404);
    portal.sign_in("reviewer", "ministry").get(&address).assert_status(404);
    portal.sign_in("operator", "integrator").get(&address).assert_status(404);
    portal.sign_in("auditor", BODY).get(&address).assert_ok();
}
