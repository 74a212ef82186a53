//! What somebody typed is never lost: not by an ended session, not by a form that was opened before, not by a second click.

use chrono::TimeDelta;
use qarau::domain::ids::ApplicationId;
use qarau::domain::system::System;

use crate::support::{Body, TestPortal, card};

const IIN: &str = "850615400125";

#[test]
fn what_was_typed_survives_the_end_of_the_session() {
    let portal = TestPortal::new();
    let id = portal.draft("aqmola-audit", &[System::Ac]);
    let officer = portal.sign_in("officer", "aqmola-audit");
    let form = officer.get(&format!("/applications/{id}/employees/new")).form("main form");
    let filled = card(IIN).into_iter().fold(form, |form, (name, value)| form.set(name, &value));
    portal.advance(TimeDelta::minutes(31));
    let refused = filled.attach("picture", "", "application/octet-stream", b"").submit();
    refused
        .assert_status(401)
        .assert_says("ештеңе жоғалған жоқ")
        .assert_has("a[href^='/sign-in'][target=_blank]");
    assert_eq!(refused.value("[data-again] [name=surname]"), "Серікбаева");
    assert_eq!(portal.application(id).lines.len(), 2);

    // Signed in again on another page; the first press says so, the second one sends.
    portal.sign_in_again(&officer, "officer", "aqmola-audit");
    let again = |page: &crate::support::Page<'_, '_>| {
        page.form("[data-again]").attach("picture", "", "application/octet-stream", b"").submit().path.clone()
    };
    let pressed =
        refused.form("[data-again]").attach("picture", "", "application/octet-stream", b"").submit();
    pressed.assert_status(403).assert_says("қайта жіберіңіз");
    assert_eq!(pressed.value("[data-again] [name=iin]"), IIN);
    assert_eq!(again(&pressed), format!("/applications/{id}"));
    assert_eq!(portal.application(id).lines.len(), 3);
}

/// Nothing is given back to another site, nor to somebody who was not signed in, and no rule is passed by.
#[test]
fn what_another_site_sends_is_not_given_back() {
    let portal = TestPortal::new();
    let fields = || Body::Fields(vec![("name".to_owned(), "<b>typed</b>".to_owned())]);
    let visitor = portal.visitor();
    let page = visitor.post_once("/applications", fields());
    page.assert_status(401).assert_silent_about("typed</b>").assert_lacks("[data-again]");
    let officer = portal.sign_in("officer", "aqmola-audit");
    let forged = officer.post_once("/applications", fields());
    forged.assert_status(403).assert_has("[data-again]").assert_lacks("main b");
    let foreign = [("origin", "https://evil.example"), ("sec-fetch-site", "cross-site")];
    let page = officer.ask(rocket::http::Method::Post, "/applications", Some(fields()), &foreign);
    page.assert_status(403).assert_lacks("[data-again]").assert_silent_about("typed");
    officer.post_once("/nowhere", fields()).assert_status(404);
}

/// the same form sent twice does the same thing once.
#[test]
fn a_077_a_second_click_changes_nothing() {
    let portal = TestPortal::new();
    let officer = portal.sign_in("officer", "aqmola-audit");
    let page = officer.get("/applications/new");
    let (first, second) =
        (page.form("main form").tick("systems", "ac"), page.form("main form").tick("systems", "ac"));
    let other = page.form("main form").tick("systems", "sp");
    let (one, two) = (first.submit(), second.submit());
    assert_eq!((one.path.as_str(), two.path.as_str()), ("/applications/1", "/applications/1"));
    other.submit().assert_status(422);
    assert_eq!(officer.get("/applications").count(".records tbody tr"), 1);

    let page = one.click(".heading a.button");
    let filled = || {
        let form =
            card(IIN).into_iter().fold(page.form("main form"), |form, (name, value)| form.set(name, &value));
        form.attach("picture", "", "application/octet-stream", b"")
    };
    filled().submit().assert_ok();
    filled().submit().assert_ok();
    filled().set("surname", "Ким").submit().assert_status(422);
    assert_eq!(portal.application(ApplicationId(1)).lines.len(), 1);
}

/// What was decided, withdrawn or has expired stays readable: to its body and to the ministry, for ever.
#[test]
fn a_decided_application_stays_readable() {
    let portal = TestPortal::new();
    let granted = portal.granted("aqmola-audit", &[System::Ac]);
    let withdrawn = portal.submitted("aqmola-audit", &[System::Sp]);
    let head = portal.sign_in("head", "aqmola-audit");
    head.get(&format!("/applications/{withdrawn}/withdrawal")).form("main form").submit().assert_ok();
    portal.advance(TimeDelta::days(400));
    let (head, reviewer) = (portal.sign_in("head", "aqmola-audit"), portal.sign_in("reviewer", "ministry"));
    for (id, words) in [(granted, "Интегратор"), (withdrawn, "кері қайтарып алды")]
    {
        let own = head.get(&format!("/applications/{id}"));
        own.assert_ok().assert_says(words).assert_says("1. ").assert_has(".timeline__item");
        reviewer.get(&format!("/considering/{id}")).assert_ok().assert_says(words);
    }
}
