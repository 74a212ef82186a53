//! Applications on paper: entered by a clerk, resting on a scan, due from the day of receipt, considered by somebody else.

use qarau::domain::ids::ApplicationId;
use qarau::domain::journal::Event;
use qarau::domain::system::System;
use qarau::storage::journal;

use crate::support::{Body, Browser, Page, TestPortal, card};

const PDF: &[u8] = b"%PDF-1.7\nthe signed paper\n%%EOF\n";

fn particulars<'b, 'p>(clerk: &'b Browser<'p>, portal: &TestPortal, received_on: &str) -> Page<'b, 'p> {
    let body = portal.person("head", "aqmola-audit").body.to_string();
    let form = clerk.get("/registrations/new").form("main form");
    form.set("body", &body)
        .set("paper.outgoing", "01-12/345")
        .set("paper.dated_on", "2026-11-16")
        .set("paper.received_on", received_on)
        .tick("systems", "ac")
        .submit()
}

fn with_employee<'b, 'p>(page: &Page<'b, 'p>, iin: &str) -> Page<'b, 'p> {
    let form = page.click(".heading a.button").form("main form");
    let filled = card(iin).into_iter().fold(form, |form, (name, value)| form.set(name, &value));
    filled.attach("picture", "", "application/octet-stream", b"").submit()
}

fn with_scan<'b, 'p>(page: &Page<'b, 'p>, content: &[u8]) -> Page<'b, 'p> {
    page.click("a[href$='/scan/new']")
        .form("main form")
        .attach("scan", "a.pdf", "text/html", content)
        .submit()
}

/// Entered, complete, with its scan, not registered yet.
fn entered<'b, 'p>(clerk: &'b Browser<'p>, portal: &TestPortal, received_on: &str) -> Page<'b, 'p> {
    let page = with_employee(&particulars(clerk, portal, received_on), "850615400125");
    with_scan(&page, PDF)
}

#[test]
fn r9_1_a_paper_is_registered_and_due_from_the_day_of_its_receipt() {
    let portal = TestPortal::new();
    let clerk = portal.sign_in("administrator", "ministry");
    clerk.get("/registrations").assert_ok().assert_has(".empty a[href='/registrations/new']");
    let page = particulars(&clerk, &portal, "2026-11-18");
    page.assert_ok()
        .assert_says("kk aqmola-audit")
        .assert_says("01-12/345")
        .assert_says("кемінде бір қызметкер");
    let page = with_employee(&page, "850615400125");
    page.assert_ok().assert_says("скан").assert_lacks("form[action$='/registration']");
    let page = with_scan(&page, PDF);
    let (first, second) =
        (page.form("form[action$='/registration']"), page.form("form[action$='/registration']"));
    // Until then it is the clerks' alone.
    for (person, body) in [("head", "aqmola-audit"), ("reviewer", "ministry")] {
        let other = portal.sign_in(person, body);
        for path in ["/applications/1", "/considering/1", "/applications/1/scan"] {
            assert!([403, 404].contains(&other.get_once(path).status), "{person} {path}");
        }
    }
    first.submit();
    second.submit();

    // Received on Wednesday: due on Friday, the day of the story, whatever day it was registered on.
    let reviewer = portal.sign_in("reviewer", "ministry");
    let desk = reviewer.get("/considering/1");
    desk.assert_ok()
        .assert_says("2026-000001")
        .assert_says("№ 01-12/345 хат")
        .assert_says("2026 жылғы 20 қараша");
    desk.assert_says("ЭЦҚ қойылмаған").assert_has("form[action$='/decision']");
    let scan = desk.click("a[href$='/scan']");
    assert_eq!((scan.status, &scan.bytes[..]), (200, PDF));
    assert_eq!(scan.header("content-type"), Some("application/pdf"));
    assert_eq!(scan.header("x-content-type-options"), Some("nosniff"));
    assert!(scan.header("content-disposition").is_some_and(|value| value.starts_with("attachment")));

    let head = portal.sign_in("head", "aqmola-audit");
    head.get("/applications/1")
        .assert_ok()
        .assert_says("министрлік")
        .assert_says("№ 01-12/345")
        .assert_has("a[href$='/withdrawal']");
    let all = portal
        .read(|conn| journal::list(conn, &journal::Wanted { most: 1_000, ..journal::Wanted::default() }));
    let count = |wanted: fn(&Event) -> bool| all.iter().filter(|kept| wanted(&kept.entry.event)).count();
    assert_eq!(
        count(|event| matches!(event, Event::PaperRegistered { employees: 1, .. })),
        1,
        "the second click"
    );
    assert_eq!(count(|event| matches!(event, Event::PaperScanLooked { .. })), 1);
    assert_eq!(
        portal.letters().iter().filter(|letter| letter.subject.contains("2026-000001")).count(),
        portal.letters().len()
    );
}

/// whoever registers does not consider; nobody else registers.
#[test]
fn a_052_a_clerk_registers_and_never_considers() {
    let portal = TestPortal::new();
    let clerk = portal.sign_in("administrator", "ministry");
    entered(&clerk, &portal, "2026-11-19").form("form[action$='/registration']").submit();
    clerk.get("/considering/1").assert_ok().assert_lacks("form[action$='/decision']");
    let mark = ("csrf".to_owned(), clerk.mark());
    let version = portal.application(ApplicationId(1)).version().to_string();
    let line = portal.application(ApplicationId(1)).lines[0].id;
    let verdict =
        vec![mark, ("version".to_owned(), version), (format!("lines[{line}].decision"), "accept".to_owned())];
    clerk.post_once("/considering/1/decision", Body::Fields(verdict)).assert_status(403);
    for (person, body) in [("reviewer", "ministry"), ("head", "aqmola-audit"), ("operator", "integrator")] {
        portal.sign_in(person, body).get_once("/registrations/new").assert_status(403);
    }
    // It is a record now: nothing in it is written by the clerk any more.
    for path in ["paper", "scan/new"] {
        assert!(clerk.get_once(&format!("/applications/1/{path}")).status >= 400, "{path}");
    }
}

#[test]
fn faults_of_a_paper_come_back_with_everything_typed() {
    let portal = TestPortal::new();
    let clerk = portal.sign_in("administrator", "ministry");
    let form = clerk
        .get("/registrations/new")
        .form("main form")
        .set("paper.outgoing", "7")
        .set("paper.dated_on", "x");
    let page = form.submit();
    page.assert_status(422);
    assert_eq!(page.value("[name='paper.outgoing']"), "7");
    let summary = page.texts(".error-summary li");
    assert_eq!(summary.len(), 4, "{summary:?}");
    for link in page.all(".error-summary a") {
        page.assert_has(link.attr("href").expect("a link"));
    }
    particulars(&clerk, &portal, "2026-11-21").assert_status(422).assert_says("бүгіннен кеш");
    particulars(&clerk, &portal, "2026-11-01").assert_status(422).assert_says("екі күнді де тексеріңіз");
    let page = particulars(&clerk, &portal, "2026-11-18");
    for (content, words) in
        [(&b""[..], "таңдаңыз"), (b"<html>", "қайта сканерлеңіз"), (b"%PDF-1.7 cut", "бүлінген")]
    {
        with_scan(&page, content).assert_status(422).assert_says(words);
    }
    let changed = page.click("a[href$='/paper']").form("main form").set("outgoing", "8-9").submit();
    changed.assert_ok().assert_says("№ 8-9 хат");
}

/// a scan is a file of its application, for those who may see every employee in it.
#[test]
fn a_030_a_scan_is_there_for_those_who_see_the_application() {
    let portal = TestPortal::new();
    let clerk = portal.sign_in("administrator", "ministry");
    entered(&clerk, &portal, "2026-11-19").form("form[action$='/registration']").submit();
    let portal_draft = portal.draft("aqmola-audit", &[System::Ac]);
    for (person, body, status) in [
        ("head", "aqmola-audit", 200),
        ("reviewer", "ministry", 200),
        ("administrator", "ministry", 200),
        ("head", "almaty-audit", 404),
        ("auditor", "aqmola-audit", 404),
        ("operator", "integrator", 404),
    ] {
        portal.sign_in(person, body).get_once("/applications/1/scan").assert_status(status);
    }
    portal
        .sign_in("head", "aqmola-audit")
        .get_once(&format!("/applications/{portal_draft}/scan"))
        .assert_status(404);
    portal.visitor().get_once("/applications/1/scan").assert_status(303);
}

/// A paper that was returned is corrected and signed by its own body.
#[test]
fn a_returned_paper_is_its_bodys() {
    let portal = TestPortal::new();
    let clerk = portal.sign_in("administrator", "ministry");
    entered(&clerk, &portal, "2026-11-19").form("form[action$='/registration']").submit();
    let reviewer = portal.sign_in("reviewer", "ministry");
    reviewer
        .get("/considering/1/return")
        .form("main form")
        .set("reason", "QR кодын түзетіңіз")
        .submit()
        .assert_ok();
    clerk.get("/applications/1/employees/new").assert_status(403);
    let officer = portal.sign_in("officer", "aqmola-audit");
    officer.get("/applications/1").assert_ok().assert_says("QR кодын түзетіңіз").assert_has(".card__links");
    portal.submit("aqmola-audit", ApplicationId(1));
    let sent = officer.get("/applications/1");
    sent.assert_says("2026 жылғы 24 қараша").assert_says("№ 01-12/345");
}

#[test]
fn r8_access_that_is_there_already_is_said_at_once() {
    let portal = TestPortal::new();
    portal.granted("aqmola-audit", &[System::Ac]);
    let known = portal.draft("aqmola-audit", &[System::Ac, System::Sp]);
    let officer = portal.sign_in("officer", "aqmola-audit");
    let page = officer.get(&format!("/applications/{known}"));
    page.assert_says("қолжетімділік 2027 жылғы 20 қараша дейін бар")
        .assert_says("2027 жылғы 21 қыркүйек бастап");
    page.assert_silent_about("Мемлекеттік жоспарлау: қолжетімділік");

    // In another body: that there is one, and neither whose nor until when.
    let iin = portal.person("auditor", "aqmola-audit").iin.as_str().to_owned();
    let other = portal.sign_in("officer", "almaty-audit");
    let begun = other.get("/applications/new").form("main form").tick("systems", "ac").submit();
    let page = with_employee(&begun, &iin);
    page.assert_ok()
        .assert_says("басқа органның рұқсаты бар")
        .assert_silent_about("kk aqmola-audit")
        .assert_silent_about("2027");

    portal.advance(chrono::TimeDelta::days(310));
    let officer = portal.sign_in("officer", "aqmola-audit");
    officer.get(&format!("/applications/{known}")).assert_says("Осы өтінім оны ұзартады");
}
