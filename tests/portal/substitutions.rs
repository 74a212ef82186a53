//! Standing in for somebody absent: who is named, what they may do on which days, and that the record says on whose behalf.

use chrono::TimeDelta;
use qarau::domain::system::System;

use crate::support::{Page, TestPortal};

const BODY: &str = "aqmola-audit";

fn named<'b, 'p>(page: &Page<'b, 'p>, substitute: &str, first: &str, last: &str) -> Page<'b, 'p> {
    let form = page.form("main form").set("substitute", substitute).set("first", first).set("last", last);
    form.set("basis", "№ 12-ж бұйрық, 19.11.2026").submit()
}

fn naming(portal: &TestPortal, person: &str, body: &str) -> String {
    format!("/people/{}/substitution", portal.person(person, body).id)
}

#[test]
fn r8_whoever_stands_in_for_the_head_sends_the_application_on_their_behalf_on_those_days_alone() {
    let portal = TestPortal::new();
    let id = portal.draft(BODY, &[System::Ac]);
    let (head, officer) = (portal.sign_in("head", BODY), portal.sign_in("officer", BODY));
    let address = format!("/applications/{id}");
    officer.get(&address).assert_lacks("form[action$='/submission']");
    let substitute = portal.person("officer", BODY).id.to_string();
    let person = head.get(&format!("/people/{}", portal.person("head", BODY).id));
    let form = person.click("a[href$='/substitution']");
    form.assert_ok().assert_says("Бюджетті қарау рұқсаты ешкімге берілмейді");
    let list = named(&form, &substitute, "2026-11-21", "2026-11-23");
    list.assert_ok().assert_says("№ 12-ж бұйрық").assert_says("басталмаған");
    officer.get(&address).assert_lacks("form[action$='/submission']");

    portal.advance(TimeDelta::days(1));
    for browser in [&head, &officer] {
        let who = if std::ptr::eq(browser, &head) { "head" } else { "officer" };
        portal.sign_in_again(browser, who, BODY);
    }
    officer.get("/").assert_says("атынан әрекет етесіз");
    head.get("/substitutions").assert_says("қазір қолданыста");
    officer.get(&address).assert_has("form[action$='/submission']");
    portal.wait(portal.signed_by("officer", BODY, id).send(&portal)).expect("sent");
    let record = officer.get(&address);
    let absent = portal.person("head", BODY).name.short();
    record.assert_says(&format!("({absent} атынан)"));
    let admin = portal.sign_in("administrator", "ministry");
    let entry = admin.get("/journal?code=application_submitted");
    entry.assert_says(&format!("({} атынан)", portal.person("head", BODY).name.full()));

    // What they write with a right of their own is theirs.
    let (who, at) = (portal.account("officer", BODY), portal.now());
    let begun = qarau::services::applications::writing::begin(&portal.app.db, &who, [System::Sp].into(), at);
    portal.wait(begun).expect("begun");
    let entry = admin.get("/journal?code=application_begun");
    let latest = entry.text("tbody tr:first-child");
    assert!(!latest.contains("атынан"), "{latest}");

    portal.advance(TimeDelta::days(3));
    portal.sign_in_again(&officer, "officer", BODY);
    officer.get("/").assert_silent_about("атынан әрекет етесіз");
    let next = portal.draft(BODY, &[System::Sp]);
    officer.get(&format!("/applications/{next}")).assert_lacks("form[action$='/submission']");
}

#[test]
fn a_021_a_substitution_that_is_ended_gives_nothing_at_the_next_click() {
    let portal = TestPortal::new();
    let id = portal.draft(BODY, &[System::Ac]);
    let head = portal.sign_in("head", BODY);
    let substitute = portal.person("officer", BODY).id.to_string();
    let form = head.get(&naming(&portal, "head", BODY));
    let list = named(&form, &substitute, "2026-11-20", "2026-11-30");
    let officer = portal.sign_in("officer", BODY);
    let address = format!("/applications/{id}");
    officer.get(&address).assert_has("form[action$='/submission']");
    // Nobody lends on what is lent.
    officer.get(&naming(&portal, "officer", BODY)).assert_status(403);
    officer.get("/substitutions").assert_ok().assert_lacks("main form");
    let ended = list.form("main form").submit();
    ended.assert_ok().assert_says("мерзімінен бұрын тоқтатылған").assert_lacks("main form");
    officer.get(&address).assert_lacks("form[action$='/submission']");
    let again = list.form("main form").submit();
    again.assert_status(404);

    // What comes from somebody whose own access is suspended is nothing either.
    let form = head.get(&naming(&portal, "head", BODY));
    named(&form, &substitute, "2026-11-20", "2026-11-30").assert_ok();
    officer.get(&address).assert_has("form[action$='/submission']");
    let admin = portal.sign_in("administrator", "ministry");
    let suspension = admin.get(&format!("/people/{}/suspension", portal.person("head", BODY).id));
    suspension.form("main form").set("reason", "Қызметтік тексеру").submit().assert_ok();
    officer.get(&address).assert_lacks("form[action$='/submission']");
}

#[test]
fn a_052_two_duties_do_not_meet_in_a_substitute() {
    let portal = TestPortal::new();
    let admin = portal.sign_in("administrator", "ministry");
    let form = admin.get(&naming(&portal, "reviewer", "ministry"));
    form.assert_ok();
    // Nobody is offered themself, and what is forged is refused.
    let own = portal.person("administrator", "ministry").id.to_string();
    form.assert_lacks(&format!("option[value='{own}']"));
    let fill = |substitute: &str| {
        let form = form.form("main form").forge("substitute", substitute).set("first", "2026-11-20");
        form.set("last", "2026-11-23").set("basis", "№ 1").submit()
    };
    let again = fill(&own);
    again.assert_status(422).assert_has(".error-summary");
    assert_eq!(again.value("#basis"), "№ 1");
    let foreign = portal.person("officer", BODY).id.to_string();
    fill(&foreign).assert_status(422);
    let form = admin.get(&naming(&portal, "reviewer", "ministry"));
    let late = form.form("main form").set("first", "2026-11-30").set("last", "2026-11-20").submit();
    late.assert_status(422);
    assert_eq!(late.value("#first"), "2026-11-30");
    let second = portal.person("reviewer2", "ministry").id.to_string();
    let form = admin.get(&naming(&portal, "reviewer", "ministry"));
    let list = named(&form, &second, "2026-11-20", "2026-11-23");
    list.assert_ok();
    let form = admin.get(&naming(&portal, "reviewer", "ministry"));
    named(&form, &second, "2026-11-23", "2026-11-24").assert_status(422).assert_says("№ 1");
    // Whoever has the right of their own acts in their own name.
    let id = portal.submitted(BODY, &[System::Ac]);
    let reviewer = portal.sign_in("reviewer2", "ministry");
    let page = reviewer.get(&format!("/considering/{id}"));
    page.form("main form").set("all", "accept").submit().assert_ok();
    let entry = admin.get("/journal?code=application_forwarded");
    entry.assert_silent_about("атынан");
}

#[test]
fn a_054_a_head_names_within_the_own_body_alone() {
    let portal = TestPortal::new();
    let head = portal.sign_in("head", "almaty-audit");
    head.get(&naming(&portal, "officer", BODY)).assert_status(404);
    head.get("/people/99999/substitution").assert_status(404);
    let own = portal.sign_in("head", BODY);
    let form = own.get(&naming(&portal, "head", BODY));
    let foreign = portal.person("officer", "almaty-audit").id.to_string();
    form.assert_lacks(&format!("option[value='{foreign}']"));
    let forged = form.form("main form").forge("substitute", &foreign).set("first", "2026-11-20");
    forged.set("last", "2026-11-23").set("basis", "№ 1").submit().assert_status(422);
    let officer = portal.person("officer", BODY).id.to_string();
    let form = own.get(&naming(&portal, "head", BODY));
    named(&form, &officer, "2026-11-20", "2026-11-23").assert_ok();
    head.get("/substitutions").assert_ok().assert_silent_about("№ 12-ж");
    portal.sign_in("auditor", BODY).get("/substitutions").assert_status(403);
}
