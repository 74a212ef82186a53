//! The whole walk through the pages, from the first field to the auditor's grant; and the integrator's desk by itself.

use chrono::TimeDelta;
use qarau::domain::system::System;
use qarau::gateways::demo_authority::Attachment;
use qarau::storage::grants;

use crate::support::{Browser, Page, TestPortal, card};

const FORM: &str = "main form";

/// Signs what the page asks to sign, with somebody's key, and sends the file, without a script.
fn sign<'b, 'p>(
    portal: &TestPortal,
    browser: &'b Browser<'p>,
    page: &Page<'b, 'p>,
    who: (&str, &str),
) -> Page<'b, 'p> {
    let href = page.all("a[download]")[0].attr("href").expect("a file").to_owned();
    let text = browser.get(&href);
    let cms = portal.key(who.0, who.1).sign(&text.bytes, Attachment::Attached, portal.now()).expect("signed");
    page.form("form.signing").attach("file", "application.cms", "application/octet-stream", &cms).submit()
}

fn write<'b, 'p>(portal: &TestPortal, officer: &'b Browser<'p>) -> Page<'b, 'p> {
    let mut page = officer.get("/applications/new").form(FORM).tick("systems", "ac").submit();
    for auditor in ["auditor", "auditor2"] {
        let iin = portal.person(auditor, "aqmola-audit").iin;
        let form = page.click(".heading a.button");
        let filled = card(iin.as_str())
            .into_iter()
            .fold(form.form(FORM), |form, (name, value)| form.set(name, &value));
        page = filled.submit();
    }
    page
}

#[test]
fn the_walk_from_the_annex_to_the_grant() {
    let portal = TestPortal::new();
    let officer = portal.sign_in("officer", "aqmola-audit");
    let draft = write(&portal, &officer);
    draft.assert_lacks("form[action$='/submission']");

    let head = portal.sign_in("head", "aqmola-audit");
    let check = head.get("/applications").click(".records a");
    let signing = check.form("form[action$='/submission']").submit();
    signing
        .assert_ok()
        .assert_has("details[open]")
        .assert_says("Қаржы министрлігіне")
        .assert_says("бірінші басшысы ретінде");
    let sent = sign(&portal, &head, &signing, ("head", "aqmola-audit"));
    sent.assert_ok()
        .assert_says("2026-000001")
        .assert_says("2026 жылғы 24 қараша")
        .assert_has(".deadline__day--due");

    let reviewer = portal.sign_in("reviewer", "ministry");
    let page = reviewer.get("/considering").click(".records tbody a");
    let names = page
        .all("input[value=accept][name^=lines]")
        .iter()
        .map(|radio| radio.attr("name").expect("a name").to_owned())
        .collect::<Vec<_>>();
    let reason = names[1].replace("decision", "reason");
    let decided = page
        .form(FORM)
        .set(&names[0], "accept")
        .set(&names[1], "refuse")
        .set(&reason, "QR оқылмайды")
        .submit();
    decided.assert_ok();

    let operator = portal.sign_in("operator", "integrator");
    let page = operator.get("/granting").click(".records tbody a");
    page.assert_ok().assert_says("2027 жылғы 20 қараша").assert_says("Ақмола облысы");
    page.assert_silent_about(portal.person("auditor2", "aqmola-audit").iin.as_str());
    page.assert_silent_about("QR оқылмайды");
    let granted = page.form(FORM).set(&names[0], "accept").submit();
    granted.assert_ok().assert_says("Рұқсат берілді").assert_says("2027 жылғы 20 қараша");

    let auditor = portal.person("auditor", "aqmola-audit").id;
    let held = portal.read(move |conn| grants::of_person(conn, auditor));
    assert_eq!(held.iter().map(|grant| grant.system).collect::<Vec<_>>(), [System::Ac]);
    let other = portal.person("auditor2", "aqmola-audit").id;
    assert!(portal.read(move |conn| grants::of_person(conn, other)).is_empty());
    let record = head.get("/applications").click(".records a");
    record.assert_says("Рұқсат берілді").assert_says("QR оқылмайды");
    assert_eq!(record.count(".timeline__item"), 4);
}

#[test]
fn a_signature_that_is_not_the_heads_sends_nothing() {
    let portal = TestPortal::new();
    let id = portal.draft("aqmola-audit", &[System::Ac]);
    let head = portal.sign_in("head", "aqmola-audit");
    let ask = || head.get(&format!("/applications/{id}")).form("form[action$='/submission']").submit();
    let signing = ask();
    let nothing = signing.form("form.signing").attach("file", "", "application/octet-stream", b"");
    nothing.submit().assert_status(422).assert_has(".error-summary a[href='#file']");
    sign(&portal, &head, &signing, ("officer", "aqmola-audit"))
        .assert_status(422)
        .assert_says("басқа адамға");
    let used = sign_again(&portal, &signing);
    used.assert_status(422).assert_says("Өтінім жіберілмеді");
    let garbage =
        ask().form("form.signing").attach("file", "x.cms", "application/octet-stream", b"MIAG").submit();
    garbage.assert_status(422).assert_says("CMS форматындағы қолтаңба емес");
    sign(&portal, &head, &ask(), ("head", "almaty-audit")).assert_status(422);
    assert_eq!(portal.application(id).state.code(), "draft");
    sign(&portal, &head, &ask(), ("head", "aqmola-audit")).assert_ok().assert_has(".panel");
}

/// The same text once more: it was used up, whatever the signature.
fn sign_again<'b, 'p>(portal: &TestPortal, page: &Page<'b, 'p>) -> Page<'b, 'p> {
    let cms =
        portal.key("head", "aqmola-audit").sign(b"x", Attachment::Attached, portal.now()).expect("signed");
    page.form("form.signing").attach("file", "application.cms", "application/octet-stream", &cms).submit()
}

/// what was changed after the text was made is not sent by it.
#[test]
fn a_text_for_another_state_sends_nothing() {
    let portal = TestPortal::new();
    let id = portal.draft("aqmola-audit", &[System::Ac]);
    let head = portal.sign_in("head", "aqmola-audit");
    let signing = head.get(&format!("/applications/{id}")).form("form[action$='/submission']").submit();
    let systems = head.get(&format!("/applications/{id}/systems"));
    systems.form(FORM).tick("systems", "sp").submit().assert_ok();
    sign(&portal, &head, &signing, ("head", "aqmola-audit")).assert_status(409);
    assert_eq!(portal.application(id).state.code(), "draft");
}

#[test]
fn the_officer_does_not_sign_and_an_incomplete_draft_is_not_signed() {
    let portal = TestPortal::new();
    let id = portal.draft("aqmola-audit", &[System::Ac]);
    let (officer, head) = (portal.sign_in("officer", "aqmola-audit"), portal.sign_in("head", "aqmola-audit"));
    let page = officer.get(&format!("/applications/{id}"));
    page.assert_says("қол қояды").assert_lacks("form[action$='/submission']");
    let fields = vec![("csrf".to_owned(), officer.mark())];
    officer
        .post_once(&format!("/applications/{id}/submission"), crate::support::Body::Fields(fields))
        .assert_status(403);
    let empty = head.get("/applications/new").form(FORM).tick("systems", "ac").submit();
    empty.assert_says("кемінде бір қызметкер").assert_lacks("form[action$='/submission']");
    let fields = vec![("csrf".to_owned(), head.mark())];
    head.post_once(&format!("{}/submission", empty.path), crate::support::Body::Fields(fields))
        .assert_status(422);
}

#[test]
fn r9_2_a_late_grant_says_why_and_a_refusal_too() {
    let portal = TestPortal::new();
    let id = portal.forwarded("aqmola-audit", &[System::Ac, System::Sp]);
    portal.advance(TimeDelta::days(5));
    let operator = portal.sign_in("operator", "integrator");
    let page = operator.get(&format!("/granting/{id}"));
    let lines: Vec<String> = portal.application(id).lines.iter().map(|line| line.id.to_string()).collect();
    let chosen = || {
        page.form(FORM)
            .set(&format!("lines[{}].decision", lines[0]), "accept")
            .set(&format!("lines[{}].decision", lines[1]), "refuse")
            .set(&format!("lines[{}].reason", lines[1]), "Рөлі жоқ")
    };
    chosen().submit().assert_status(422).assert_has(".error-summary a[href='#late']");
    chosen().set("late", "Жүйе жаңартылды").submit().assert_ok().assert_says("Рөлі жоқ");
    chosen().set("late", "Жүйе жаңартылды").submit().assert_status(409);
    let auditor = portal.person("auditor", "aqmola-audit").id;
    assert_eq!(portal.read(move |conn| grants::of_person(conn, auditor)).len(), 2);
}

#[test]
fn what_was_not_forwarded_is_not_there_for_the_operator_and_reviewers_do_not_grant() {
    let portal = TestPortal::new();
    let (submitted, forwarded) =
        (portal.submitted("aqmola-audit", &[System::Ac]), portal.forwarded("almaty-audit", &[System::Ac]));
    let operator = portal.sign_in("operator", "integrator");
    operator.get(&format!("/granting/{submitted}")).assert_status(404);
    assert_eq!(operator.get("/granting").count(".records tbody tr"), 1);
    let reviewer = portal.sign_in("reviewer", "ministry");
    reviewer.get("/granting").assert_status(403);
    reviewer.get(&format!("/granting/{forwarded}")).assert_status(403);
}

/// Two applications under way for one person: the second gives nothing beside the first, whatever the operator chooses.
#[test]
fn r9_3_two_applications_at_once_give_one_year() {
    let portal = TestPortal::new();
    let (first, second) =
        (portal.submitted("aqmola-audit", &[System::Ac]), portal.submitted("aqmola-audit", &[System::Ac]));
    portal.advance(TimeDelta::minutes(5));
    let reviewer = portal.sign_in("reviewer", "ministry");
    let operator = portal.sign_in("operator", "integrator");
    let decide = |browser: &Browser<'_>, desk: &str, id, word: &str| {
        let page = browser.get(&format!("/{desk}/{id}"));
        let form = page.form("main form").set("all", word).set("all_reason", "Рұқсат берілген");
        form.submit().status
    };
    assert_eq!(decide(&reviewer, "considering", first, "accept"), 200);
    assert_eq!(decide(&reviewer, "considering", second, "accept"), 200);
    assert_eq!(decide(&operator, "granting", first, "accept"), 200);
    assert_eq!(decide(&operator, "granting", second, "accept"), 422);
    let person = portal.person("auditor", "aqmola-audit").id;
    assert_eq!(portal.read(move |conn| qarau::storage::grants::of_person(conn, person)).len(), 1);
    assert_eq!(decide(&operator, "granting", second, "refuse"), 200);
    assert_eq!(portal.application(second).state.code(), "refused");
}
