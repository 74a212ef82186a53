//! The pages of an applying body, as its people use them: what they write, what they are told, what they may not.

use qarau::domain::system::System;

use crate::support::{Body, Browser, Page, TestPortal, card};

const IIN: &str = "850615400125";

fn filled<'b, 'p>(page: &Page<'b, 'p>, form: &str, iin: &str) -> Page<'b, 'p> {
    let filled = card(iin).into_iter().fold(page.form(form), |form, (name, value)| form.set(name, &value));
    filled.submit()
}

/// A draft that the officer began for the Analytical Center.
fn begun<'b, 'p>(officer: &'b Browser<'p>) -> Page<'b, 'p> {
    officer.get("/applications/new").form("main form").tick("systems", "ac").submit()
}

#[test]
fn r8_a_draft_is_begun_filled_changed_and_checked() {
    let portal = TestPortal::new();
    let officer = portal.sign_in("officer", "aqmola-audit");
    officer.get("/applications").assert_ok().assert_has(".empty a[href='/applications/new']");
    let draft = begun(&officer);
    draft.assert_ok().assert_says("Талдамалық орталық");
    draft.assert_says("Ақмола облысы").assert_has(".empty");

    let form = draft.click(".heading a.button");
    let page = filled(&form, "main form", IIN);
    page.assert_ok()
        .assert_says("1. Серікбаева Айгүл Нұрланқызы")
        .assert_says(IIN)
        .assert_says("+77172750000");
    page.assert_says("бірінші басшысы қол қояды").assert_lacks("a.button[href$='/submission']");

    let change = page.click(".card__links a");
    assert_eq!(change.value("#surname"), "Серікбаева");
    let page = change.form("main form").set("surname", "Серікбай").submit();
    page.assert_ok().assert_says("1. Серікбай Айгүл");

    let systems = page.click(".facts__change a").form("main form").tick("systems", "sp").submit();
    systems.assert_ok().assert_says("Мемлекеттік жоспарлау");

    let question = systems.click(".card__links li:nth-child(2) a");
    question.assert_says("Серікбай Айгүл Нұрланқызы өтінімнен алып тасталсын ба");
    question.form("main form").submit().assert_ok().assert_has(".empty");

    let list = officer.get("/applications");
    list.assert_says("Жоба").assert_lacks(".empty");
    assert_eq!(list.count(".records tbody tr"), 1);
}

#[test]
fn a_card_with_faults_comes_back_with_everything_typed_and_the_same_words_twice() {
    let portal = TestPortal::new();
    let officer = portal.sign_in("officer", "aqmola-audit");
    let form = begun(&officer).click(".heading a.button");
    let page = form
        .form("main form")
        .set("surname", "Серікбаева")
        .set("iin", "850615400126")
        .set("phone", "75-00-00")
        .set("purpose", "Аудит")
        .submit();
    page.assert_status(422);
    assert!(page.text("title").starts_with("Қате:"), "{}", page.text("title"));
    assert_eq!(page.value("#surname"), "Серікбаева");
    assert_eq!(page.value("#iin"), "850615400126");
    assert_eq!(page.text("#purpose"), "Аудит");
    let summary = page.texts(".error-summary li");
    assert_eq!(summary.len(), 7, "{summary:?}");
    assert_eq!(summary, page.texts(".field__error"));
    assert!(summary.iter().any(|words| words.contains("бақылау цифры")));
    for link in page.all(".error-summary a") {
        let field = link.attr("href").expect("a link").to_owned();
        page.assert_has(&field);
    }
}

#[test]
fn nobody_stands_in_an_application_twice() {
    let portal = TestPortal::new();
    let officer = portal.sign_in("officer", "aqmola-audit");
    let draft = filled(&begun(&officer).click(".heading a.button"), "main form", IIN);
    let form = draft.click(".heading a.button").form("main form");
    let other = card(IIN).into_iter().fold(form, |form, (name, value)| form.set(name, &value));
    let again = other.set("surname", "Серікбай").submit();
    again.assert_status(422).assert_says("бұрыннан бар");
    assert_eq!(again.value("#iin"), IIN);
}

#[test]
fn an_application_asks_for_one_system_at_least_and_for_no_other() {
    let portal = TestPortal::new();
    let officer = portal.sign_in("officer", "aqmola-audit");
    let empty = officer.get("/applications/new").form("main form").submit();
    empty.assert_status(422).assert_has(".error-summary a[href='#systems']");
    let other = officer.get("/applications/new").form("main form").forge("systems", "treasury").submit();
    other.assert_status(422);
    assert_eq!(officer.get("/applications").count(".records tr"), 0);
}

/// what is another body's, and what is another application's, is not there.
#[test]
fn another_bodys_application_and_another_applications_line_are_not_there() {
    let portal = TestPortal::new();
    let (mine, other) =
        (portal.draft("aqmola-audit", &[System::Ac]), portal.draft("aqmola-audit", &[System::Ac]));
    let foreign = portal.draft("almaty-audit", &[System::Ac]);
    let line = |id| portal.application(id).lines[0].id;
    let officer = portal.sign_in("officer", "aqmola-audit");
    let missing = officer.get_once("/applications/999999");
    missing.assert_status(404);
    for path in [
        format!("/applications/{foreign}"),
        format!("/applications/{foreign}/systems"),
        format!("/applications/{foreign}/withdrawal"),
        format!("/applications/{foreign}/employees/new"),
        format!("/applications/{foreign}/employees/{}", line(foreign)),
        format!("/applications/{mine}/employees/{}", line(foreign)),
        format!("/applications/{mine}/employees/{}", line(other)),
        format!("/applications/{mine}/employees/{}/removal", line(other)),
        format!("/applications/{mine}/employees/0"),
        format!("/applications/0{mine}"),
    ] {
        officer.get_once(&path).assert_status(404);
    }
    let mark = officer.mark();
    let post = |path: String, fields: Vec<(&str, String)>| {
        let fields = fields.into_iter().chain([("csrf", mark.clone())]);
        officer
            .post_once(&path, Body::Fields(fields.map(|(name, value)| (name.to_owned(), value)).collect()))
            .status
    };
    assert_eq!(post(format!("/applications/{mine}/employees/{}", line(other)), card(IIN)), 404);
    assert_eq!(post(format!("/applications/{mine}/employees/{}/removal", line(other)), vec![]), 404);
    assert_eq!(post(format!("/applications/{foreign}/employees"), card(IIN)), 404);
    assert_eq!(post(format!("/applications/{foreign}/employees"), card("1")), 404);
    assert_eq!(post(format!("/applications/{mine}/employees/{}", line(other)), card("1")), 404);
    assert_eq!(portal.application(other).lines.len(), 2);
}

/// a field that the form does not have is refused whole.
#[test]
fn a_field_that_the_form_does_not_have_is_refused() {
    let portal = TestPortal::new();
    let officer = portal.sign_in("officer", "aqmola-audit");
    let form = begun(&officer).click(".heading a.button");
    for (name, value) in
        [("state", "granted"), ("decision", "granted"), ("body_id", "2"), ("number", "2026-000001")]
    {
        let forged =
            card(IIN).into_iter().fold(form.form("main form"), |form, (name, value)| form.set(name, &value));
        forged.forge(name, value).submit().assert_status(422);
    }
    officer.get("/applications/1").assert_has(".empty");
}

/// what people type is shown as text, in every field and in every language.
#[test]
fn whatever_is_typed_is_shown_as_text() {
    let portal = TestPortal::new();
    let officer = portal.sign_in("officer", "aqmola-audit");
    let tricks = [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "{{ 7*7 }}",
        "' onmouseover='x",
        "</textarea><b>",
    ];
    for trick in tricks {
        let form = begun(&officer).click(".heading a.button");
        let typed = ["surname", "given", "patronymic", "position", "unit", "qr", "purpose"];
        let with = card(IIN).into_iter().fold(form.form("main form"), |form, (name, value)| {
            form.set(name, if typed.contains(&name) { trick } else { &value })
        });
        let shown = with.submit();
        shown
            .assert_ok()
            .assert_says(trick)
            .assert_lacks("main script")
            .assert_lacks("main img")
            .assert_lacks("main b");
        let again = shown.click(".card__links a");
        assert_eq!(again.value("#position"), trick);
        assert_eq!(again.text("#purpose"), trick);
        again
            .form("main form")
            .set("iin", "1")
            .submit()
            .assert_status(422)
            .assert_lacks("main script")
            .assert_lacks("main img");
        for lang in ["ru", "en"] {
            shown.form(".languages").press(lang).assert_lacks("main script").assert_lacks("main img");
        }
    }
}

#[test]
fn a_submitted_application_is_a_record_and_changes_no_more() {
    let portal = TestPortal::new();
    let id = portal.submitted("aqmola-audit", &[System::Ac]);
    let officer = portal.sign_in("officer", "aqmola-audit");
    let page = officer.get(&format!("/applications/{id}"));
    page.assert_ok().assert_says("2026-000001").assert_says("Министрлік қарауда").assert_has(".deadline");
    page.assert_says("2026 жылғы 24 қараша").assert_lacks(".card__links").assert_lacks("a.button");
    assert_eq!(page.count(".timeline__item"), 2);
    let line = portal.application(id).lines[0].id;
    for path in
        ["systems", "employees/new", &format!("employees/{line}"), &format!("employees/{line}/removal")]
    {
        let late = officer.get(&format!("/applications/{id}/{path}"));
        late.assert_status(409).assert_says("өтінімнің күйі өзгерген").assert_says("Министрлік қарауда");
    }
}

#[test]
fn an_application_is_taken_back_once_and_not_by_a_stale_page() {
    let portal = TestPortal::new();
    let id = portal.submitted("aqmola-audit", &[System::Ac]);
    let head = portal.sign_in("head", "aqmola-audit");
    let page = head.get(&format!("/applications/{id}")).click("a[href$='/withdrawal']");
    let (first, second) = (page.form("main form"), page.form("main form"));
    first.submit().assert_ok().assert_says("Кері қайтарып алынды");
    second.submit().assert_status(409).assert_says("Орган өтінімді кері қайтарып алды");
    head.get(&format!("/applications/{id}/withdrawal")).assert_status(409);
}

/// What was taken back or refused is begun anew with everything that was written, once however often it is clicked.
#[test]
fn an_application_that_came_to_nothing_is_begun_anew() {
    let portal = TestPortal::new();
    let id = portal.submitted("aqmola-audit", &[System::Ac, System::Sp]);
    let officer = portal.sign_in("officer", "aqmola-audit");
    let sent = officer.get(&format!("/applications/{id}"));
    sent.assert_lacks("form[action$='/anew']");
    officer
        .post(&format!("/applications/{id}/anew"), Body::Fields(vec![("csrf".into(), officer.mark())]))
        .assert_status(409);
    let taken = officer.get(&format!("/applications/{id}/withdrawal")).form("main form").submit();
    let draft = taken.form("form[action$='/anew']").submit();
    draft.assert_ok().assert_says("Серікбаева auditor2").assert_says("Мемлекеттік жоспарлау");
    assert_ne!(draft.path, taken.path);
    let again = taken.form("form[action$='/anew']").submit();
    assert_eq!(again.path, draft.path);
    portal.sign_in("head", "almaty-audit").get(&draft.path).assert_status(404);
    officer.get(&format!("{}/withdrawal", draft.path)).form("main form").submit().assert_ok();
    let third = taken.form("form[action$='/anew']").submit();
    assert_ne!(third.path, draft.path);
    assert_eq!(third.texts("h3")[1..], ["1. Серікбаева auditor", "2. Серікбаева auditor2"]);
}
