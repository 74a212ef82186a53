//! The ministry's desk, as its people use it: the queue, the decision on each employee, what comes back when it is wrong.

use chrono::TimeDelta;
use qarau::domain::system::System;

use crate::support::{Page, TestPortal};

/// The names of the fields of each employee.
fn names(portal: &TestPortal, id: qarau::domain::ids::ApplicationId) -> Vec<(String, String)> {
    let lines = portal.application(id).lines;
    lines.iter().map(|l| (format!("lines[{}].decision", l.id), format!("lines[{}].reason", l.id))).collect()
}

const FORM: &str = "main form";

#[test]
fn r9_1_the_queue_says_what_is_due_and_the_decision_is_made_for_each_employee() {
    let portal = TestPortal::new();
    let id = portal.submitted("aqmola-audit", &[System::Ac]);
    portal.advance(TimeDelta::days(3));
    let later = portal.submitted("almaty-audit", &[System::Ac, System::Sp]);
    portal.advance(TimeDelta::days(1));
    let reviewer = portal.sign_in("reviewer", "ministry");
    let queue = reviewer.get("/considering");
    queue.assert_ok().assert_silent_about("850101");
    assert_eq!(queue.texts(".records tbody tr th a"), ["2026-000001", "2026-000002"]);
    let first = queue.text(".records tbody tr:first-child");
    assert!(first.contains("сс, 24.11.2026") && first.contains("Бүгін соңғы күн"), "{first}");
    assert_eq!(queue.texts(".tally__count"), ["0", "1", "1"]);

    let page = queue.click(".records tbody a");
    page.assert_ok().assert_says("Ақмола облысы").assert_says("6.2-тармақ").assert_has(".deadline");
    page.assert_says(portal.person("auditor", "aqmola-audit").iin.as_str());
    let names = names(&portal, id);
    let done = page
        .form(FORM)
        .set(&names[0].0, "accept")
        .set(&names[1].0, "refuse")
        .set(&names[1].1, "Лауазымы қолжетімділікті талап етпейді")
        .submit();
    done.assert_ok().assert_says("Өтінім интеграторға жіберілді").assert_says("2026 жылғы 26 қараша");
    assert_eq!(portal.application(id).state.code(), "forwarded");
    let applicant = portal.sign_in("officer", "aqmola-audit");
    let record = applicant.get(&format!("/applications/{id}"));
    record.assert_says("Лауазымы қолжетімділікті талап етпейді").assert_says("Интеграторға жіберілді");
    let queue = reviewer.get("/considering");
    assert_eq!(queue.texts(".records tbody tr th a"), ["2026-000002"]);
    assert_eq!(reviewer.get("/considering/decided").count(".records tbody tr"), 1);
    assert_eq!(portal.application(later).state.code(), "submitted");
}

/// what is chosen is shown and can be taken off; what is no choice is refused, never ignored.
#[test]
fn the_queue_is_narrowed_by_what_is_chosen() {
    let portal = TestPortal::new();
    portal.submitted("aqmola-audit", &[System::Ac]);
    portal.advance(TimeDelta::days(3));
    portal.submitted("almaty-audit", &[System::Ac, System::Sp]);
    portal.advance(TimeDelta::days(1));
    let reviewer = portal.sign_in("reviewer", "ministry");
    let numbers = |query: &str| reviewer.get(&format!("/considering{query}")).texts(".records tbody tr th a");
    assert_eq!(numbers("?due=today"), ["2026-000001"]);
    assert_eq!(numbers("?due=later&system=sp"), ["2026-000002"]);
    assert_eq!(numbers("?due=&system=&body="), ["2026-000001", "2026-000002"]);
    let none = reviewer.get("/considering?due=overdue");
    none.assert_ok().assert_says("Кезекте мұндай өтініштер жоқ").assert_has(".filter__chosen");
    assert_eq!(none.click(".filter__chosen a").texts(".records tbody tr th a").len(), 2);
    let body = portal.person("officer", "almaty-audit").body;
    assert_eq!(numbers(&format!("?body={body}")), ["2026-000002"]);
    for garbage in ["?due=soon", "?system=xx", "?body=x", "?due=today&due=later", "?page=1", "?Due=today"] {
        reviewer.get(&format!("/considering{garbage}")).assert_status(400);
    }
    for garbage in ["?page=0", "?page=-1", "?page=x", "?page=1&page=2", "?pages=2"] {
        reviewer.get(&format!("/considering/decided{garbage}")).assert_status(400);
    }
    reviewer.get("/considering/decided?page=2").assert_ok();
}

/// R6: whoever decides is told how much the access would open, and sees none of it.
#[test]
fn r6_the_page_counts_what_access_would_open() {
    let portal = TestPortal::with_figures();
    let id = portal.submitted("aqmola-audit", &[System::Ac]);
    let reviewer = portal.sign_in("reviewer", "ministry");
    let page = reviewer.get(&format!("/considering/{id}"));
    page.assert_ok().assert_says("Бюджеттің атқарылуы").assert_says("1 өңір").assert_says("2026 жылғы қазан");
    page.assert_silent_about("Бюджетті жоспарлау");
}

#[test]
fn a_refusal_without_a_reason_comes_back_with_everything_chosen() {
    let portal = TestPortal::new();
    let id = portal.submitted("aqmola-audit", &[System::Ac]);
    let reviewer = portal.sign_in("reviewer", "ministry");
    let names = names(&portal, id);
    let page = reviewer.get(&format!("/considering/{id}"));
    page.form(FORM).submit().assert_status(422).assert_has(".error-summary li:nth-child(2)");
    let again = page.form(FORM).set(&names[0].0, "accept").set(&names[1].0, "refuse").submit();
    again.assert_status(422).assert_says("Себебін жазыңыз");
    assert!(again.text("title").starts_with("Қате:"));
    assert_eq!(again.count("input[value=accept][checked]"), 1);
    assert_eq!(again.count("input[value=refuse][checked]"), 1);
    let target = again.all(".error-summary a")[0].attr("href").expect("a link").to_owned();
    again.assert_has(&target);
    let long = "x".repeat(1001);
    let again = again.form(FORM).set(&names[1].1, &long).submit();
    again.assert_status(422).assert_says("таңбадан аспауы керек");
    let done = again.form(FORM).set(&names[1].1, "<script>alert(1)</script>").submit();
    done.assert_ok().assert_says("<script>alert(1)</script>").assert_lacks("main script");
    portal.sign_in("head", "aqmola-audit").get(&format!("/applications/{id}")).assert_lacks("main script");
}

/// What is said of one employee goes before what is said of all; without a reason nothing is decided.
#[test]
fn everybody_of_whom_nothing_else_is_said_is_decided_at_once() {
    let portal = TestPortal::new();
    let id = portal.submitted("aqmola-audit", &[System::Ac]);
    let reviewer = portal.sign_in("reviewer", "ministry");
    let names = names(&portal, id);
    let page = reviewer.get(&format!("/considering/{id}"));
    let none = page.form(FORM).set("all", "refuse").submit();
    none.assert_status(422)
        .assert_says("Себебін жазыңыз")
        .assert_has("input[name=all][value=refuse][checked]");
    page.form(FORM)
        .set("all", "each")
        .submit()
        .assert_status(422)
        .assert_has(".error-summary li:nth-child(2)");
    let refused = page.form(FORM).set("all", "accept").set(&names[1].0, "refuse").set(&names[1].1, "Артық");
    refused.submit().assert_ok().assert_says("Өтінім интеграторға жіберілді").assert_says("Артық");
    let decisions: Vec<_> = portal.application(id).lines.iter().map(|line| line.decision.code()).collect();
    assert_eq!(decisions, ["forwarded", "refused-by-ministry"]);
}

/// Those who decide see what else is open to an employee and what was refused before; the body sees neither here.
#[test]
fn the_desk_tells_of_other_grants_and_earlier_refusals() {
    let portal = TestPortal::new();
    let id = portal.submitted("aqmola-audit", &[System::Ac]);
    let reviewer = portal.sign_in("reviewer", "ministry");
    let names = names(&portal, id);
    let form = reviewer.get(&format!("/considering/{id}"));
    let form = form.form(FORM).set(&names[0].0, "accept").set(&names[1].0, "refuse");
    form.set(&names[1].1, "Лауазымы сәйкес емес").submit().assert_ok();
    let next = portal.submitted("aqmola-audit", &[System::Ac, System::Sp]);
    let page = reviewer.get(&format!("/considering/{next}"));
    page.assert_ok()
        .assert_says("Бұрынғы бас тартулар")
        .assert_says("2026-000001")
        .assert_says("Лауазымы сәйкес емес");
    let own = portal.sign_in("head", "aqmola-audit").get(&format!("/applications/{next}")).words();
    assert!(!own.contains("Бұрынғы бас тартулар"), "{own}");
    let granted = TestPortal::new();
    granted.granted("aqmola-audit", &[System::Ac]);
    let again = granted.submitted("aqmola-audit", &[System::Ac]);
    let page = granted.sign_in("reviewer", "ministry");
    page.get(&format!("/considering/{again}")).assert_says("Басқа қолжетімділігі").assert_says("ашық");
}

/// Friday, due on Tuesday; on Saturday after that it is overdue by the working days alone.
#[test]
fn an_overdue_decision_says_why_it_is_late() {
    let portal = TestPortal::new();
    let id = portal.submitted("aqmola-audit", &[System::Ac]);
    portal.advance(TimeDelta::days(8));
    let reviewer = portal.sign_in("reviewer", "ministry");
    let queue = reviewer.get("/considering");
    let row = queue.text(".records tbody tr");
    assert!(row.contains("сс, 24.11.2026") && row.contains("3 жұмыс күні өтті"), "{row}");
    let names = names(&portal, id);
    let page = reviewer.get(&format!("/considering/{id}"));
    let accepted = |page: &Page<'_, '_>, late: &str| {
        let form = names.iter().fold(page.form(FORM), |form, (decision, _)| form.set(decision, "accept"));
        form.set("late", late).submit().status
    };
    assert_eq!(accepted(&page, " "), 422);
    assert_eq!(accepted(&page, "Жүйе жұмыс істемеді"), 200);
    let applicant = portal.sign_in("head", "aqmola-audit");
    let record = applicant.get(&format!("/applications/{id}"));
    record.assert_says("Мерзімнің өту себебі: Жүйе жұмыс істемеді");
}

/// of two colleagues one wins, and the other is told who.
#[test]
fn of_two_colleagues_one_decides_and_the_other_is_told_who() {
    let portal = TestPortal::new();
    let id = portal.submitted("aqmola-audit", &[System::Ac]);
    let (one, other) = (portal.sign_in("reviewer", "ministry"), portal.sign_in("reviewer2", "ministry"));
    let names = names(&portal, id);
    let path = format!("/considering/{id}");
    let (first, second, back) = (one.get(&path), other.get(&path), other.get(&format!("{path}/return")));
    let accept = |page: &Page<'_, '_>| {
        names.iter().fold(page.form(FORM), |form, (name, _)| form.set(name, "accept")).submit().status
    };
    assert_eq!(accept(&first), 200);
    assert_eq!(accept(&first), 409);
    let late = names.iter().fold(second.form(FORM), |form, (name, _)| form.set(name, "accept")).submit();
    late.assert_status(409)
        .assert_says("ministry r., kk ministry")
        .assert_says("Интеграторда")
        .assert_lacks(FORM);
    back.form(FORM).set("reason", "QR").submit().assert_status(409);
    other.get(&format!("{path}/return")).assert_status(409);
}

#[test]
fn an_application_is_returned_corrected_and_sent_again_under_its_number() {
    let portal = TestPortal::new();
    let id = portal.submitted("aqmola-audit", &[System::Ac]);
    let reviewer = portal.sign_in("reviewer", "ministry");
    let page = reviewer.get(&format!("/considering/{id}")).click("a[href$='/return']");
    let empty = page.form(FORM).set("reason", "  ").submit();
    empty.assert_status(422).assert_has(".error-summary a[href='#reason']");
    let done = empty.form(FORM).set("reason", "2-қызметкердің QR коды оқылмайды").submit();
    done.assert_ok().assert_says("толықтыруға қайтарылды");
    let applicant = portal.sign_in("officer", "aqmola-audit");
    let officer = applicant.get(&format!("/applications/{id}"));
    officer.assert_says("2-қызметкердің QR коды оқылмайды").assert_has(".card__links");
    portal.submit("aqmola-audit", id);
    reviewer.get(&format!("/considering/{id}")).assert_ok().assert_says("2026-000001").assert_has(FORM);
}

/// a line of another application and a field that the form does not have refuse the whole form.
#[test]
fn a_decision_on_somebody_else_decides_nobody() {
    let portal = TestPortal::new();
    let (id, other) =
        (portal.submitted("aqmola-audit", &[System::Ac]), portal.submitted("almaty-audit", &[System::Ac]));
    let reviewer = portal.sign_in("reviewer", "ministry");
    let page = reviewer.get(&format!("/considering/{id}"));
    let (mine, theirs) = (names(&portal, id), names(&portal, other));
    let accepted = || mine.iter().fold(page.form(FORM), |form, (name, _)| form.set(name, "accept"));
    for (name, value) in [
        (theirs[0].0.as_str(), "accept"),
        ("lines[x].decision", "accept"),
        ("state", "granted"),
        ("body", "2"),
        ("version", "nonsense"),
    ] {
        accepted().forge(name, value).submit().assert_status(422);
    }
    accepted().forge(&mine[0].0, "grant").submit().assert_status(422);
    accepted().forge("version", &"0".repeat(64)).submit().assert_status(409);
    assert_eq!(portal.application(id).state.code(), "submitted");
}

#[test]
fn the_administrator_sees_everything_and_decides_nothing() {
    let portal = TestPortal::new();
    let id = portal.submitted("aqmola-audit", &[System::Ac]);
    let admin = portal.sign_in("administrator", "ministry");
    admin.get("/considering").assert_ok().assert_says("2026-000001");
    admin
        .get(&format!("/considering/{id}"))
        .assert_ok()
        .assert_lacks(FORM)
        .assert_lacks("a[href$='/return']");
    admin.get(&format!("/considering/{id}/return")).assert_status(403);
}
