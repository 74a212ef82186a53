//! The registry of bodies: entering, naming, closing with a successor, heads and officers; and that a body which is closed
//! sees, signs and gets nothing from the next request on (R2, R8, R9).

use qarau::domain::application::Reason;
use qarau::domain::ids::BodyId;
use qarau::domain::iin_bin::check_digit;
use qarau::domain::system::System;
use qarau::gateways::demo_authority::Attachment;
use qarau::services::bodies::{NotKept, Sight, keeping, looking};
use qarau::services::registry;
use qarau::services::{Failure, applications};
use qarau::storage::{grants, people};

use crate::support::{Browser, Page, TestPortal};

const BODY: &str = "aqmola-audit";
const HEIR: &str = "almaty-audit";
const BUDGET: &str = "/budget/ac?budget=110000000&period=2026-10";

fn id(portal: &TestPortal, body: &str) -> BodyId {
    let bin = portal.bin(body);
    let found = portal.read(move |conn| qarau::storage::bodies::find_by_bin(conn, &bin, day("2026-11-20")));
    found.expect("a body").id
}

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().expect("a date")
}

fn number(beginning: &str) -> String {
    let check = check_digit(beginning.as_bytes()).expect("a check digit");
    format!("{beginning}{check}")
}

fn fill<'b, 'p>(page: &Page<'b, 'p>, fields: &[(&str, &str)]) -> Page<'b, 'p> {
    fields.iter().fold(page.form("main form.form"), |form, (name, value)| form.set(name, value)).submit()
}

/// Closes a body by its page.
fn close<'b, 'p>(
    portal: &TestPortal,
    admin: &'b Browser<'p>,
    body: &str,
    last_day: &str,
    heir: Option<&str>,
) -> Page<'b, 'p> {
    let form = admin.get(&format!("/bodies/{}/closure/new", id(portal, body)));
    let heir = heir.map(|heir| portal.bin(heir).as_str().to_owned()).unwrap_or_default();
    fill(
        &form,
        &[
            ("last_day", last_day),
            ("act_title", "Қайта ұйымдастыру туралы"),
            ("act_number", "12-қ"),
            ("act_on", "2026-11-16"),
            ("successor1", &heir),
        ],
    )
}

fn sight(portal: &TestPortal, body: BodyId) -> Sight {
    let admin = portal.account("administrator", "ministry");
    let shown = portal.wait(looking::show(&portal.app.db, &admin, body, portal.now()));
    shown.expect("a record").sight
}

#[test]
fn the_list_finds_a_body_by_kind_and_by_its_name_in_any_spelling() {
    let portal = TestPortal::new();
    let admin = portal.sign_in("administrator", "ministry");
    let all = admin.get("/bodies");
    assert_eq!(all.assert_ok().count("tbody tr"), 14);
    all.assert_has("a[href='/bodies/new']").assert_silent_about("850101");
    assert_eq!(admin.get("/bodies?kind=revision_commission").count("tbody tr"), 2);
    assert_eq!(admin.get("/bodies?kind=maslikhat&q=AQKOL").count("tbody tr"), 1);
    assert_eq!(admin.get("/bodies?q=ru+audit-chamber").count("tbody tr"), 1);
    assert_eq!(admin.get(&format!("/bodies?q={}", portal.bin(BODY).as_str())).count("tbody tr"), 1);
    admin.get("/bodies?q=%D0%B6%D0%BE%D2%9B").assert_ok().assert_lacks("tbody tr");
    let query = admin.get("/bodies").form("main form").set("kind", "maslikhat").set("q", "").submit();
    query.assert_ok().assert_has(".chip");
    for garbage in ["kind=x", "page=x", "q=a&q=b", "z=1", "q=%E2%80%AE", "page=-1"] {
        admin.get(&format!("/bodies?{garbage}")).assert_status(400);
    }
    admin.get("/bodies?page=0").assert_status(404);
    admin.get("/bodies?page=2").assert_status(404);
    for garbage in ["0", "x", "99999", "01"] {
        admin.get(&format!("/bodies/{garbage}")).assert_status(404);
        admin.get(&format!("/bodies/{garbage}/closure/new")).assert_status(404);
    }
}

#[test]
fn a_030_nobody_but_the_administrator_reads_the_registry() {
    let portal = TestPortal::new();
    let body = id(&portal, BODY);
    let admin = portal.sign_in("administrator", "ministry");
    admin.get(&format!("/bodies/{body}")).assert_ok().assert_says("110000000");
    assert_eq!(admin.get("/journal?code=people_looked").count("tbody tr"), 1);
    for (person, of) in [
        ("head", BODY),
        ("officer", BODY),
        ("auditor", BODY),
        ("head", HEIR),
        ("reviewer", "ministry"),
        ("planner", "planning"),
        ("operator", "integrator"),
    ] {
        let browser = portal.sign_in(person, of);
        for page in ["", "/new", &format!("/{body}"), &format!("/{body}/names/new"), "/99999"] {
            browser.get(&format!("/bodies{page}")).assert_status(403);
        }
    }
}

#[test]
fn a_body_is_entered_once_and_named_anew_with_letters_to_its_writers() {
    let portal = TestPortal::new();
    let admin = portal.sign_in("administrator", "ministry");
    let (form, bin) = (admin.get("/bodies/new"), number("05074000999"));
    let right = [
        ("kind", "maslikhat"),
        ("bin", bin.as_str()),
        ("region", "113200000"),
        ("administrator", ""),
        ("kk", "Жаңа мәслихат"),
        ("ru", "Новый маслихат"),
        ("en", "New maslikhat"),
        ("from_on", "2026-11-20"),
    ];
    for (name, wrong) in [
        ("kind", ""),
        ("bin", "050740009990"),
        ("bin", "1"),
        ("region", ""),
        ("administrator", "226"),
        ("kk", " "),
        ("en", "\u{202e}x"),
        ("from_on", "2026-02-30"),
        ("from_on", "1900-01-01"),
        ("from_on", "2999-01-01"),
    ] {
        let fields = right.map(|(field, value)| (field, if field == name { wrong } else { value }));
        let again = fill(&form, &fields);
        again.assert_status(422).assert_has(&format!("#{name}-error"));
        assert_eq!(again.value("#ru"), "Новый маслихат", "{name}={wrong}");
    }
    let forged = form.form("main form.form").forge("kind", "ministry").set("bin", &bin);
    forged.submit().assert_status(422);
    let entered = fill(&form, &right);
    entered.assert_ok().assert_says("Жаңа мәслихат").assert_says(&bin);
    fill(&form, &right).assert_status(422).assert_says("БСН");

    let here = format!("/bodies/{}", id(&portal, BODY));
    let form = admin.get(&format!("{here}/names/new"));
    assert_eq!(form.value("#kk"), "kk aqmola-audit");
    let named = |kk: &str, from: &str| {
        let form = admin.get(&format!("{here}/names/new"));
        fill(&form, &[("kk", kk), ("ru", "Палата"), ("en", "Chamber"), ("from_on", from)])
    };
    named("Палата", "2026-11-19").assert_status(422);
    named("Палата", "2027-12-01").assert_status(422);
    named("", "2026-12-01").assert_status(422);
    let ahead = named("Аудит палатасы", "2026-12-01");
    ahead.assert_ok().assert_says("kk aqmola-audit").assert_says("2026 жылғы 1 желтоқсан бастап");
    named("Басқа", "2026-12-01").assert_status(422);
    let letters = portal.letters();
    assert_eq!(letters.iter().filter(|letter| letter.subject.contains("№")).count(), 2);
    // Somebody else entered a name meanwhile: the form that was open is overtaken.
    let stale = fill(&form, &[("kk", "Х"), ("ru", "Х"), ("en", "X"), ("from_on", "2026-12-24")]);
    stale.assert_status(409);
    assert_eq!(stale.value("#kk"), "Х");
    fill(&stale, &[]).assert_ok();
    portal.go("2026-12-01T00:00:00");
    portal.sign_in_again(&admin, "administrator", "ministry");
    assert_eq!(admin.get(&here).text("h1"), "Аудит палатасы");
}

/// Friday, 20 November 2026 is the last day. The request of its last microsecond is answered, the next is refused and says why.
#[test]
fn a_053_a_closed_body_is_refused_at_the_very_next_request() {
    let portal = TestPortal::with_figures();
    portal.granted(BODY, &[System::Ac]);
    let waiting = portal.submitted(BODY, &[System::Sp]);
    let admin = portal.sign_in("administrator", "ministry");
    let record = close(&portal, &admin, BODY, "2026-11-20", Some(HEIR));
    record.assert_ok().assert_says("соңғы күні 2026 жылғы 20 қараша").assert_says("kk almaty-audit");
    assert_eq!(portal.letters().iter().filter(|letter| letter.subject.contains("таратылады")).count(), 1);
    let heir = admin.get(&format!("/bodies/{}", id(&portal, HEIR)));
    heir.assert_says("kk aqmola-audit");

    portal.go("2026-11-20T23:59:59.999999");
    let (auditor, head) = (portal.sign_in("auditor", BODY), portal.sign_in("head", BODY));
    let twin = portal.twin();
    let elsewhere = twin.browser();
    elsewhere.hold_session(&portal.session_of("auditor", BODY));
    elsewhere.get(BUDGET).assert_ok();
    auditor.get(BUDGET).assert_ok();
    head.get("/applications").assert_ok();
    let successor = portal.sign_in("officer", HEIR);
    successor.get("/applications/new").assert_ok().assert_lacks("form[action$='/takeover']");

    portal.go("2026-11-21T00:00:00");
    for (browser, page) in
        [(&auditor, BUDGET), (&auditor, "/why"), (&head, "/applications"), (&elsewhere, BUDGET)]
    {
        let refused = browser.get_once(page);
        refused.assert_status(403).assert_says("таратылды").assert_says("kk almaty-audit");
        refused.assert_says("жаңа өтінім").assert_lacks("main table");
    }
    head.post_once("/applications", crate::support::Body::Fields(vec![("csrf".into(), head.mark())]))
        .assert_status(403);
    // Nobody signs in for it, with whatever signature.
    let visitor = portal.visitor();
    let page = visitor.get("/sign-in").form("main form").submit();
    let text = visitor.get_once(&page.attr("a[download]", "href")).bytes;
    let cms = portal.key("head", BODY).sign(&text, Attachment::Attached, portal.now()).expect("signed");
    let form = page.form(".signing").attach("file", "challenge.cms", "application/octet-stream", &cms);
    form.submit().assert_status(401).assert_says("kk almaty-audit");

    // What is under way is refused or returned, never decided in its favour.
    let reviewer = portal.sign_in("reviewer", "ministry");
    let desk = reviewer.get(&format!("/considering/{waiting}"));
    desk.assert_ok().assert_says("Таратылған органның пайдасына");
    desk.form("main form").set("all", "accept").submit().assert_status(422).assert_says("пайдасына");
    desk.form("main form").set("all", "refuse").set("all_reason", "Орган таратылды").submit().assert_ok();

    // The record stays, and says so for that day and for the days before.
    portal.sign_in_again(&admin, "administrator", "ministry");
    let person = portal.person("auditor", BODY).id;
    admin.get(&format!("/people/{person}")).assert_ok().assert_says("орган таратылған");
    admin
        .get(&format!("/people/{person}/why"))
        .assert_ok()
        .assert_says("таратылды")
        .assert_says("kk almaty-audit");
    let before = admin.get(&format!("/people/{person}/why?day=2026-11-20"));
    before.assert_ok().assert_says("Рұқсат ашық");
    let closed = admin.get(&format!("/bodies/{}", id(&portal, BODY)));
    closed.assert_ok().assert_lacks("a[href$='/closure/withdrawal']").assert_lacks("a[href$='/names/new']");
}

#[test]
fn a_closure_is_withdrawn_before_its_day_is_over_and_not_after() {
    let portal = TestPortal::with_figures();
    portal.granted(BODY, &[System::Ac]);
    let admin = portal.sign_in("administrator", "ministry");
    let here = format!("/bodies/{}", id(&portal, BODY));
    for (field, wrong) in [
        ("last_day", "2026-11-19"),
        ("last_day", "2027-11-22"),
        ("last_day", "x"),
        ("act_on", "2026-11-21"),
        ("act_title", ""),
        ("act_number", ""),
    ] {
        let form = admin.get(&format!("{here}/closure/new"));
        let right =
            [("last_day", "2026-11-20"), ("act_title", "т"), ("act_number", "1"), ("act_on", "2026-11-16")];
        let again =
            fill(&form, &right.map(|(name, value)| (name, if name == field { wrong } else { value })));
        again.assert_status(422).assert_has(&format!("#{field}-error"));
    }
    // Itself, the ministry and what is not there are no successors.
    for forged in [portal.bin(BODY).as_str(), portal.bin("ministry").as_str(), "999999999999", "4"] {
        let form = admin.get(&format!("{here}/closure/new")).form("main form.form");
        let form = form.set("last_day", "2026-11-20").set("act_title", "т").set("act_number", "1");
        form.set("act_on", "2026-11-16").set("successor1", forged).submit().assert_status(422);
    }
    let open = admin.get(&format!("{here}/closure/new"));
    close(&portal, &admin, BODY, "2026-11-20", Some(HEIR)).assert_ok();
    // Twice: the second administrator is told.
    let form = open.form("main form.form").set("last_day", "2026-11-30").set("act_title", "т");
    form.set("act_number", "1").set("act_on", "2026-11-16").submit().assert_status(409);
    close(&portal, &admin, BODY, "2026-11-30", None).assert_status(422);
    // The successor can't end earlier or at the same time.
    close(&portal, &admin, HEIR, "2026-11-20", None).assert_status(422).assert_says("kk aqmola-audit");

    portal.go("2026-11-20T23:59:59.999999");
    portal.sign_in_again(&admin, "administrator", "ministry");
    let form = admin.get(&format!("{here}/closure/withdrawal"));
    fill(&form, &[("reason", " ")]).assert_status(422);
    fill(&form, &[("reason", "Акт кері қайтарылды")]).assert_ok().assert_says("Акт кері қайтарылды");
    fill(&form, &[("reason", "Акт кері қайтарылды")]).assert_status(409);
    portal.go("2026-11-21T00:00:00");
    portal.sign_in("auditor", BODY).get(BUDGET).assert_ok();

    portal.sign_in_again(&admin, "administrator", "ministry");
    close(&portal, &admin, BODY, "2026-11-21", None).assert_ok();
    let (account, body) = (portal.account("administrator", "ministry"), id(&portal, BODY));
    portal.go("2026-11-22T00:00:00");
    let reason = Reason::parse("Кеш").expect("a reason");
    let late = keeping::withdraw(&portal.app.db, &account, body, sight(&portal, body), reason, portal.now());
    let why = qarau::domain::registry::WithdrawRefusal::InEffect;
    let refused = applications::Refused::Rule(NotKept::Rule(why));
    assert!(matches!(portal.wait(late), Err(Failure::Refused(found)) if found == refused));
    portal.sign_in("auditor", BODY).get(BUDGET).assert_status(403);
}

#[test]
fn the_successor_applies_anew_for_those_who_had_access_on_the_last_day() {
    let portal = TestPortal::new();
    portal.granted(BODY, &[System::Ac]);
    portal.held("auditor2", BODY);
    let admin = portal.sign_in("administrator", "ministry");
    close(&portal, &admin, BODY, "2026-11-20", Some(HEIR)).assert_ok();
    portal.go("2026-11-21T09:00:00");
    // Nobody else is offered anything, and a forged offer is not there.
    let stranger = portal.sign_in("officer", "aqmola-maslikhat");
    let page = stranger.get("/applications/new");
    page.assert_ok().assert_lacks("form[action$='/takeover']");
    let officer = portal.sign_in("officer", HEIR);
    let offer = officer.get("/applications/new");
    offer.assert_says("kk aqmola-audit, қызметкерлер: 1");
    for (name, forged) in [
        ("body", id(&portal, "parliament").to_string()),
        ("body", "x".into()),
        ("systems", "sp".into()),
        ("systems", "x".into()),
    ] {
        offer.form("form[action$='/takeover']").forge(name, &forged).submit().assert_status(404);
    }
    let table = offer.form("form[action$='/takeover']").submit();
    // Only the name, the number and the post are known: the code names the body and is given anew.
    table
        .assert_ok()
        .assert_says(portal.person("auditor", BODY).iin.as_str())
        .assert_silent_about("qyzmet.example.kz");
    assert!(table.path.ends_with("/table/check"), "{}", table.path);
    // Twice leads to the same draft.
    assert_eq!(officer.get("/applications/new").form("form[action$='/takeover']").submit().path, table.path);
    let draft = portal.wait(applications::looking::own(
        &portal.app.db,
        &portal.app.calendar,
        &portal.account("officer", HEIR),
        portal.now(),
    ));
    assert_eq!(draft.expect("a list").len(), 1);
}

#[test]
fn heads_and_officers_are_entered_and_ended_with_their_sessions() {
    let portal = TestPortal::new();
    let admin = portal.sign_in("administrator", "ministry");
    let here = format!("/bodies/{}", id(&portal, BODY));
    let official = |iin: &str, role: &str| {
        let form = admin.get(&format!("{here}/people/new")).form("main form.form");
        let form = form.set("role", role).set("iin", iin).set("surname", "Оспанов").set("given", "Ержан");
        form.set("position", "Төраға").set("email", "e@example.kz").set("lang", "kk").submit()
    };
    let new = number("85010140077");
    official("850101400770", "head").assert_status(422).assert_has("#iin-error");
    // Nobody of the ministry or the integrator, least of all whoever enters.
    for (person, of) in [("administrator", "ministry"), ("reviewer", "ministry"), ("operator", "integrator")]
    {
        official(portal.person(person, of).iin.as_str(), "officer").assert_status(422);
    }
    let forged = admin.get(&format!("{here}/people/new")).form("main form.form").forge("role", "reviewer");
    forged.set("iin", &new).submit().assert_status(422);
    let end = |person: &str| format!("{here}/people/{}/end", portal.person(person, BODY).id);
    let head = portal.sign_in("head", BODY);
    let form = admin.get(&end("head"));
    fill(&form, &[("role", "head"), ("reason", "Зейнетке шықты")])
        .assert_status(422)
        .assert_says("жалғыз басшы");
    official(&new, "head").assert_ok().assert_says("Оспанов Ержан");
    official(&new, "head").assert_status(422);
    // The same person with another post: what was entered of them is entered anew.
    let anew = admin.get(&format!("{here}/people/new")).form("main form.form").set("role", "head");
    let anew =
        anew.set("iin", &new).set("surname", "Оспанов").set("given", "Ержан").set("position", "Төрағасы");
    anew.set("email", "e@example.kz").set("lang", "ru").submit().assert_ok().assert_says("қайта енгізілді");
    // The form of before the new head is overtaken.
    fill(&form, &[("role", "head"), ("reason", "Зейнетке шықты")]).assert_status(409);
    head.get("/applications").assert_ok();
    let form = admin.get(&end("head"));
    fill(&form, &[("role", "head"), ("reason", "")]).assert_status(422);
    let record = fill(&form, &[("role", "head"), ("reason", "Зейнетке шықты")]);
    record.assert_ok().assert_says("Зейнетке шықты");
    head.get_once("/applications").assert_status(303);
    admin.get(&end("head")).assert_status(404);

    // Somebody of another body is not there, and an auditor's role is not ended so.
    let foreign = portal.person("officer", HEIR).id;
    admin.get(&format!("{here}/people/{foreign}/end")).assert_status(404);
    admin.get(&end("auditor")).assert_status(404);
    let officer = portal.sign_in("officer", BODY);
    let form = admin.get(&end("officer"));
    form.form("main form.form").forge("role", "auditor").set("reason", "x").submit().assert_status(422);
    fill(&form, &[("reason", "Ауысты")]).assert_ok();
    officer.get_once("/applications").assert_status(303);
    // A role that ended is given again, and history shows both.
    official(portal.person("officer", BODY).iin.as_str(), "officer").assert_ok();
}

/// A seat that was entered wrongly: closed, and the same number registered anew on the day after.
#[test]
fn a_number_is_registered_anew_and_its_people_sign_in_for_the_new_body() {
    let portal = TestPortal::new();
    let admin = portal.sign_in("administrator", "ministry");
    let old = id(&portal, BODY);
    close(&portal, &admin, BODY, "2026-11-20", None).assert_ok();
    portal.go("2026-11-21T09:00:00");
    portal.sign_in_again(&admin, "administrator", "ministry");
    let bin = portal.bin(BODY);
    let fields = [
        ("kind", "local_internal_audit"),
        ("bin", bin.as_str()),
        ("region", "110000000"),
        ("kk", "Ішкі аудит"),
        ("ru", "Внутренний аудит"),
        ("en", "Internal audit"),
        ("from_on", "2026-11-21"),
    ];
    fill(&admin.get("/bodies/new"), &fields).assert_ok().assert_says("Ішкі аудит");
    fill(&admin.get("/bodies/new"), &fields).assert_status(422);
    let anew = id(&portal, BODY);
    assert_ne!(anew, old);
    // Roles of the closed body are no duties any more: the former auditor becomes the officer of the new one.
    let former = portal.read(move |conn| people::of_body(conn, old));
    let former = former.into_iter().find(|person| person.position == "маман").expect("somebody");
    let form = admin.get(&format!("/bodies/{anew}/people/new")).form("main form.form").set("role", "officer");
    let form =
        form.set("iin", former.iin.as_str()).set("surname", "А").set("given", "Б").set("position", "маман");
    form.set("email", "a@example.kz").set("lang", "kk").submit().assert_ok();
    let grants = portal.read(move |conn| grants::of_person(conn, former.id));
    assert!(grants.is_empty());

    // A file renames nothing that is closed, and enters nobody there.
    close(&portal, &admin, HEIR, "2026-11-21", None).assert_ok();
    portal.go("2026-11-22T09:00:00");
    let import = |name: &str| {
        let (bin, head) =
            (portal.bin(HEIR), "kind,bin,name_kk,name_ru,name_en,valid_from,region,administrator");
        let csv = format!(
            "{head}\nrevision_commission,{},{name},ru almaty-audit,en almaty-audit,2027-01-01,750000000,\n",
            bin.as_str()
        );
        portal.wait(registry::import_bodies(&portal.app.db, csv.as_bytes(), portal.now()))
    };
    assert_eq!(import("kk almaty-audit").expect("the same").unchanged, 1);
    assert!(matches!(import("басқа"), Err(Failure::Refused(faults)) if faults.len() == 1));
    // Papers of a closed body are not entered.
    let fresh = portal.sign_in("administrator", "ministry");
    let closed = id(&portal, HEIR);
    fresh.get("/registrations/new").assert_ok().assert_lacks(&format!("option[value='{closed}']"));
}

#[test]
fn of_two_administrators_at_once_one_is_told() {
    let portal = TestPortal::new();
    let (account, body) = (portal.account("administrator", "ministry"), id(&portal, BODY));
    let seen = sight(&portal, body);
    let name =
        |text: &str| qarau::domain::names::LocalName { kk: text.into(), ru: text.into(), en: text.into() };
    let (app, at) = (&portal.app, portal.now());
    let rename =
        |text: &str, on: &str| keeping::rename(&app.db, &account, body, seen, name(text), day(on), at);
    let (one, other) =
        portal.wait(async { tokio::join!(rename("А", "2026-12-01"), rename("Б", "2026-12-02")) });
    assert!(one.is_ok() != other.is_ok());
    let stale = applications::Refused::Rule(NotKept::Stale);
    assert!([one, other].into_iter().any(|done| matches!(done, Err(Failure::Refused(why)) if why == stale)));
}

#[test]
fn in_a_demonstration_whoever_is_played_is_told_that_their_body_is_closed() {
    let portal = TestPortal::demo();
    let admin = portal.sign_in("administrator", "ministry");
    close(&portal, &admin, BODY, "2026-11-20", Some(HEIR)).assert_ok();
    let head = portal.person("head", BODY).id.to_string();
    portal.go("2026-11-21T09:00:00");
    let visitor = portal.visitor();
    let page = visitor.get("/demo").form("main form").press(&head);
    page.assert_status(403).assert_says("таратылды").assert_says("kk almaty-audit").assert_lacks(".who");
}
