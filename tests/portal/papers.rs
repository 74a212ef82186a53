//! Papers: the application in the form of the annex, its decision, the certificate; who may take them, and what they say.

use std::process::Command;

use qarau::domain::ids::ApplicationId;
use qarau::domain::journal::{Digest, Event, Field};
use qarau::domain::system::System;
use qarau::storage::journal;

use crate::support::{Page, TestPortal};

/// What poppler reads out of an answer.
fn said(page: &Page<'_, '_>) -> String {
    page.assert_ok();
    assert_eq!(page.header("content-type"), Some("application/pdf"));
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), &page.bytes).expect("written");
    let done =
        Command::new("pdftotext").arg("-layout").arg(file.path()).arg("-").output().expect("poppler-utils");
    let text = String::from_utf8(done.stdout).expect("text");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn assert_says(said: &str, words: &[&str]) {
    for words in words {
        assert!(said.contains(words), "{words:?} is not in\n{said}");
    }
}

fn of(id: ApplicationId, what: &str) -> String {
    format!("/papers/applications/{id}/{what}")
}

#[test]
fn r8_the_application_prints_in_the_form_of_the_annex() {
    let portal = TestPortal::new();
    let id = portal.submitted("aqmola-audit", &[System::Ac]);
    let head = portal.sign_in("head", "aqmola-audit");
    let application = portal.application(id);
    let iin = application.lines[0].employee.iin.as_str();
    let page = head.get(&of(id, "application/kk"));
    let kk = said(&page);
    assert_says(
        &kk,
        &["қосымша", "ӨТІНІМ", "оқу (қарау) режимінде", "Талдамалық орталық", "Серікбаева", iin, "ЖСН"],
    );
    assert_says(&kk, &["Ұйымның басшысы", "электрондық цифрлық қолтаңбасымен", "SHA-256", "1-бет, барлығы"]);
    assert_says(
        &said(&head.get(&of(id, "application/ru"))),
        &["ЗАЯВКА", "Фамилия", "Серікбаева", "Аналитический центр"],
    );
    let name = page.header("content-disposition").expect("a name");
    assert!(name.starts_with("attachment; filename=\"2026-000001.pdf\"; filename*=UTF-8''%D3%A8"), "{name}");
    // The very signature: its serial number, and the digest of what was signed.
    let wanted =
        journal::Wanted { code: Some("application_submitted"), most: 1, ..journal::Wanted::default() };
    let kept = portal.read(move |conn| journal::list(conn, &wanted));
    let Event::ApplicationSubmitted { signed, certificate, .. } = &kept[0].entry.event else {
        panic!("not sent")
    };
    assert_says(&kk, &[certificate, &signed.text()]);
    // The same paper again is the same file.
    assert_eq!(page.bytes, head.get(&of(id, "application/kk")).bytes);
}

/// Each paper that is taken is an entry, with the digest of the file (P7.4).
#[test]
fn a_paper_that_is_taken_is_on_record() {
    let portal = TestPortal::new();
    let id = portal.submitted("aqmola-audit", &[System::Ac]);
    let page = portal.sign_in("reviewer", "ministry").get(&of(id, "application/ru")).bytes;
    let wanted = journal::Wanted { most: 1, ..journal::Wanted::default() };
    let last = portal.read(move |conn| journal::list(conn, &wanted)).remove(0).entry;
    let (paper, lang) = ("application".to_owned(), "ru".to_owned());
    assert_eq!(
        last.event,
        Event::ApplicationPrinted { application: id, paper, lang, content: Digest::of(&page) }
    );
}

#[test]
fn a_draft_prints_as_a_draft_for_its_own_body_alone() {
    let portal = TestPortal::new();
    let id = portal.draft("aqmola-audit", &[System::Ac, System::Sp]);
    let kk = said(&portal.sign_in("officer", "aqmola-audit").get(&of(id, "application/kk")));
    assert_says(&kk, &["жоба", "____"]);
    assert!(!kk.contains("SHA-256"));
    for (person, body) in [
        ("head", "almaty-audit"),
        ("reviewer", "ministry"),
        ("operator", "integrator"),
        ("auditor", "aqmola-audit"),
    ] {
        portal.sign_in(person, body).get_once(&of(id, "application/kk")).assert_status(404);
    }
}

#[test]
fn a_decision_prints_once_something_was_decided() {
    let portal = TestPortal::new();
    let id = portal.submitted("aqmola-audit", &[System::Ac]);
    let reviewer = portal.sign_in("reviewer", "ministry");
    reviewer.get_once(&of(id, "decision/kk")).assert_status(404);
    reviewer.get(&format!("/considering/{id}")).assert_lacks("a[href$='/decision/kk']");
    let form = reviewer.get(&format!("/considering/{id}"));
    let lines: Vec<String> = portal.application(id).lines.iter().map(|line| line.id.to_string()).collect();
    form.form("main form")
        .tick(&format!("lines[{}].decision", lines[0]), "accept")
        .tick(&format!("lines[{}].decision", lines[1]), "refuse")
        .set(&format!("lines[{}].reason", lines[1]), "QR-код басқа адамдікі")
        .submit()
        .assert_ok();
    let page = reviewer.get(&format!("/considering/{id}")).click("a[href$='/decision/kk']");
    assert_says(
        &said(&page),
        &["ШЕШІМ", "Қаралды және интеграторға жіберілді", "QR-код басқа адамдікі", "9.2-тармақ"],
    );
    // The operator's copy knows nothing of whom the ministry refused (P7.4).
    let operator = portal.sign_in("operator", "integrator");
    let copy = said(&operator.get(&of(id, "decision/ru")));
    assert_says(&copy, &["РЕШЕНИЕ", "Рассмотрена и направлена интегратору", "Серікбаева auditor"]);
    assert!(!copy.contains("auditor2") && !copy.contains("басқа адамдікі"), "{copy}");
    assert!(!said(&operator.get(&of(id, "application/ru"))).contains("auditor2"));
}

#[test]
fn a_certificate_is_for_its_holder_and_for_those_who_see_the_application() {
    let portal = TestPortal::new();
    let id = portal.granted("aqmola-audit", &[System::Ac, System::Sp]);
    let auditor = portal.sign_in("auditor", "aqmola-audit");
    let own = auditor.get("/").click(".card__links a[href^='/papers/grants/'][href$='/kk']");
    let kk = said(&own);
    assert_says(
        &kk,
        &["ҚОЛЖЕТІМДІЛІК КУӘЛІГІ", "Ақмола облысы", "2027 жылғы 20 қараша", "ашық", "«Талдамалық орталық»"],
    );
    assert_says(
        &kk,
        &["Мемлекеттік жоспарлау", "тек", "15-тармақ"]
            .map(|words| if words == "тек" { "оқу (қарау) ғана" } else { words }),
    );
    let iin = portal.person("auditor", "aqmola-audit").iin;
    assert!(!kk.contains(iin.as_str()), "the number is masked on a paper that is shown around");
    let line = portal.application(id).lines[0].id;
    let of_line = of(id, &format!("employees/{line}/ru"));
    for (person, body, status) in [
        ("head", "aqmola-audit", 200),
        ("reviewer", "ministry", 200),
        ("operator", "integrator", 200),
        ("auditor", "aqmola-audit", 404),
        ("auditor2", "aqmola-audit", 404),
        ("head", "almaty-audit", 404),
        ("planner", "planning", 404),
    ] {
        portal.sign_in(person, body).get_once(&of_line).assert_status(status);
    }
    portal.sign_in("auditor2", "aqmola-audit").get_once(&own.path).assert_status(404);
    portal.sign_in("head", "almaty-audit").get_once(&own.path).assert_status(404);
    // After its year it says so.
    portal.advance(chrono::TimeDelta::days(366));
    assert_says(&said(&portal.sign_in("auditor", "aqmola-audit").get(&own.path)), &["мерзімі бітті"]);
}

/// a line of another application has no certificate here; neither has somebody who was refused.
#[test]
fn a_031_papers_of_other_things_are_not_there() {
    let portal = TestPortal::new();
    let id = portal.granted("aqmola-audit", &[System::Ac]);
    let foreign = portal.granted("almaty-audit", &[System::Ac]);
    let line = portal.application(foreign).lines[0].id;
    let head = portal.sign_in("head", "aqmola-audit");
    for path in [
        of(id, &format!("employees/{line}/kk")),
        of(foreign, &format!("employees/{line}/kk")),
        of(foreign, "application/kk"),
        of(id, "application/en"),
        of(id, "application/KK"),
        of(id, "annex/kk"),
        "/papers/grants/1/kk".to_owned(),
        "/papers/grants/999999/kk".to_owned(),
        of(ApplicationId(999_999), "application/kk"),
    ] {
        head.get_once(&path).assert_status(404);
    }
    head.get_once(&format!("{}?x=1", of(id, "application/kk"))).assert_status(400);
}
