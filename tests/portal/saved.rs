//! Saved looks: named, renamed, removed, opened; what is new is told inside the scope of the moment, and to nobody else.

use chrono::TimeDelta;
use qarau::domain::system::System;
use qarau::storage::journal;

use crate::support::{Body, Browser, TestPortal, paid};

const OCTOBER: &str = "/budget/ac?budget=110000000&period=2026-10&path=2.03.1";

fn auditor<'p>(portal: &'p TestPortal, body: &str) -> Browser<'p> {
    portal.granted(body, &[System::Ac]);
    portal.sign_in("auditor", body)
}

fn save(browser: &Browser<'_>, at: &str, name: &str) -> u16 {
    let fields = [("csrf", browser.mark().as_str()), ("at", at), ("name", name)]
        .map(|(name, value)| (name.to_owned(), value.to_owned()));
    browser.post_once("/looks/saved", Body::Fields(fields.to_vec())).status
}

fn codes(portal: &TestPortal) -> Vec<&'static str> {
    let kept = portal
        .read(|conn| journal::list(conn, &journal::Wanted { most: 1_000, ..journal::Wanted::default() }));
    let codes = kept.into_iter().rev().map(|kept| kept.entry.event.code());
    codes.filter(|code| code.starts_with("look_")).collect()
}

#[test]
fn a_look_is_named_renamed_opened_and_removed() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "aqmola-audit");
    let form = auditor.get(OCTOBER).click("main a[href*='/looks/saved/new']");
    form.assert_ok();
    assert!(form.value("input[name=name]").contains("Ақмола облысы"), "a name is proposed");
    let list = form.form("main form").set("name", "Полиция").submit();
    list.assert_ok().assert_says("Полиция").assert_says("2026 жылғы қазан").assert_lacks(".tag");
    let page = list.form(".saved form").submit();
    assert_eq!(page.path, OCTOBER);
    page.assert_ok();

    let renamed = list.click(".saved__ways a").form("main form").set("name", "Облыс полициясы").submit();
    renamed.assert_says("Облыс полициясы").assert_silent_about("Полиция<");
    let question = renamed.click(".saved__ways a[href*=removal]");
    question.assert_says("Облыс полициясы");
    question.form("main form").submit().assert_ok().assert_lacks(".saved");
    assert_eq!(codes(&portal), ["look_saved", "look_opened", "look_renamed", "look_removed"]);
}

#[test]
fn a_new_month_and_a_revision_are_told_until_the_look_is_opened() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "aqmola-audit");
    assert_eq!(save(&auditor, OCTOBER, "Полиция"), 303);
    auditor.get("/looks/saved").assert_lacks(".tag");
    portal.load(&[paid("110000000", "2026-11", &[("2.03.1.252", 5)])]);
    assert_eq!(auditor.get("/looks/saved").texts(".tag"), ["Жаңа ай: 2026 жылғы қараша"]);
    auditor.get("/").assert_says("1 сақталған көріністе жаңа дерек бар");
    portal.load(&[paid("110000000", "2026-10", &[("2.03.1", 5), ("2.03.1.252", 5)])]);
    let list = auditor.get("/looks/saved");
    assert_eq!(list.texts(".tag"), ["Жаңа ай: 2026 жылғы қараша", "Көрсеткіштер өзгертілген"]);
    list.form(".saved form").submit().assert_ok();
    auditor.get("/looks/saved").assert_lacks(".tag");
    // What another budget gains is no news.
    portal.load(&[paid("750000000", "2026-12", &[("2.03.1.352", 5)])]);
    auditor.get("/looks/saved").assert_lacks(".tag");
}

/// Somebody who sees one administrator alone is not told of months in which that one has no line.
#[test]
fn news_are_those_of_the_scope() {
    let portal = TestPortal::with_figures();
    let police = auditor(&portal, "aqmola-police");
    assert_eq!(save(&police, OCTOBER, "Полиция"), 303);
    portal.load(&[paid("110000000", "2026-11", &[("2.04.1.261", 5)])]);
    police.get("/looks/saved").assert_lacks(".tag");
    portal.load(&[paid("110000000", "2026-12", &[("2.03.1.252", 5)])]);
    police.get("/looks/saved").assert_says("Жаңа ай: 2026 жылғы желтоқсан");
}

#[test]
fn a_091_after_the_grant_a_look_keeps_its_name_alone() {
    let portal = TestPortal::with_figures();
    let browser = auditor(&portal, "aqmola-audit");
    assert_eq!(save(&browser, OCTOBER, "Полиция"), 303);
    portal.advance(TimeDelta::days(366));
    portal.load(&[paid("110000000", "2026-11", &[("2.03.1.252", 5)])]);
    let late = portal.sign_in("auditor", "aqmola-audit");
    let list = late.get("/looks/saved");
    list.assert_says("Полиция").assert_says("Қазір ашық емес").assert_silent_about("қараша");
    list.assert_silent_about("Ақмола облысы");
    list.form(".saved form").submit().assert_status(403).assert_lacks(".figures");
}

/// another's number is no number.
#[test]
fn a_030_saved_looks_of_others_are_not_there() {
    let portal = TestPortal::with_figures();
    let own = auditor(&portal, "aqmola-audit");
    assert_eq!(save(&own, OCTOBER, "Полиция"), 303);
    let path = own.get("/looks/saved").attr(".saved form", "action");
    let look = path.trim_end_matches("/opening");
    let other = auditor(&portal, "almaty-audit");
    let colleague = portal.sign_in("auditor2", "aqmola-audit");
    for browser in [&other, &colleague] {
        browser.get("/looks/saved").assert_ok().assert_silent_about("Полиция");
        for page in ["name", "removal"] {
            browser.get_once(&format!("{look}/{page}")).assert_status(404);
        }
        for (page, extra) in [("name", Some("x")), ("removal", None), ("opening", None)] {
            let mut fields = vec![("csrf".to_owned(), browser.mark())];
            fields.extend(extra.map(|name| ("name".to_owned(), name.to_owned())));
            browser.post_once(&format!("{look}/{page}"), Body::Fields(fields)).assert_status(404);
        }
    }
    own.get("/looks/saved").assert_says("Полиция");
    assert_eq!(codes(&portal), ["look_saved"]);
}

/// only what the portal itself would print as the address of a page is kept.
#[test]
fn a_034_only_canonical_addresses_of_ones_scope_are_kept() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "aqmola-audit");
    for garbage in [
        "",
        "/",
        "/journal",
        "https://evil.example/",
        "//evil.example/budget/ac?budget=110000000&period=2026-10",
        "/budget/ac",
        "/budget/ac?budget=110000000",
        "/budget/ac?period=2026-10&budget=110000000",
        "/budget/ac?budget=110000000&period=2026-10&path=",
        "/budget/ac?budget=110000000&period=2026-10&x=1",
        "/budget/ac?budget=110000000&period=2026-13",
        "/budget/xx?budget=110000000&period=2026-10",
        "/budget/ac?budget=110000000&period=2026-10#x",
    ] {
        assert_eq!(save(&auditor, garbage, "x"), 422, "{garbage:?}");
    }
    for outside in ["budget=750000000&period=2026-10", "budget=republican&period=2026-10"] {
        assert_eq!(save(&auditor, &format!("/budget/ac?{outside}"), "x"), 404, "{outside}");
    }
    for name in ["", "   ", "a\u{202e}b", &"ә".repeat(101)] {
        assert_eq!(save(&auditor, OCTOBER, name), 422, "{name:?}");
    }
    auditor.get_once("/looks/saved/new?at=/journal").assert_status(400);
    auditor.get("/looks/saved").assert_lacks(".saved");
}

#[test]
fn nobody_keeps_more_looks_than_can_be_read() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "aqmola-audit");
    for number in 0..50 {
        assert_eq!(save(&auditor, OCTOBER, &format!("№ {number}")), 303);
    }
    assert_eq!(save(&auditor, OCTOBER, "№ 50"), 422);
    assert_eq!(auditor.get("/looks/saved").count(".saved__item"), 50);
}
