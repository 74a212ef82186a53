//! The calendar as its keeper uses it: a correction is drafted, previewed and published, and no promise moves.

use std::sync::Barrier;

use chrono::TimeDelta;
use qarau::domain::calendar::{LegalAct, Wish};
use qarau::domain::system::System;
use qarau::services::calendars::keeping;
use qarau::storage::{calendars, promises};

use crate::support::{Browser, Page, TestPortal};

const DAY: &str = "#day";

fn changed<'b, 'p>(admin: &'b Browser<'p>, on: &str, wish: &str, other: &str) -> Page<'b, 'p> {
    let form = admin.get("/calendar/draft").form(DAY).set("on", on).set("other", other).set("wish", wish);
    let form = form.set("act_title", "Демалыс күндерін ауыстыру туралы").set("act_number", "514");
    form.set("act_on", "2026-11-18").submit()
}

#[test]
fn a_correction_is_published_with_its_act_and_moves_no_promise() {
    let portal = TestPortal::new();
    let early = portal.submitted("aqmola-audit", &[System::Ac]);
    let admin = portal.sign_in("administrator", "ministry");
    let page = changed(&admin, "2026-11-24", "moved-to", "2026-11-28");
    page.assert_ok().assert_says("Демалыс күндерін ауыстыру туралы, № 514, 18.11.2026");
    // Friday, then Monday and Tuesday: with Tuesday off it would have been Wednesday.
    let row = page.text(".records--otherwise tbody tr");
    assert!(
        row.contains("2026-000001") && row.contains("сс, 24.11.2026") && row.contains("ср, 25.11.2026"),
        "{row}"
    );
    let published = page.form("#publication").submit();
    published.assert_ok().assert_says("2023–2028 / 2").assert_says("2023–2028 / 1");
    assert_eq!(published.count(".records tbody tr"), 2);

    let head = portal.sign_in("head", "aqmola-audit");
    let shown = head.get(&format!("/applications/{early}"));
    shown.assert_says("2026 жылғы 24 қараша").assert_says("2023-2028/1 редакциясы бойынша есептелді");
    shown.assert_says("2023-2028/2 редакциясы бойынша мерзім 2026 жылғы 25 қараша болар еді");
    shown.assert_says("Күнтізбе түзетілді");
    let later = portal.submitted("almaty-audit", &[System::Ac]);
    let promised = |id| portal.read(move |conn| promises::of_application(conn, id)).remove(0).deadline;
    assert_eq!(promised(early).due_on().to_string(), "2026-11-24");
    assert_eq!(
        (promised(later).due_on().to_string().as_str(), promised(later).calendar_version()),
        ("2026-11-25", "2023-2028/2")
    );
    let edition = admin.get("/calendar/editions/2?year=2026");
    edition.assert_ok().assert_says("№ 514").assert_says("28.11.2026");
    admin.get("/journal?code=calendar_published").assert_says("2023-2028/2");
}

#[test]
fn the_count_stands_on_the_record_after_the_step_was_taken() {
    let portal = TestPortal::new();
    let id = portal.forwarded("aqmola-audit", &[System::Ac]);
    let operator = portal.sign_in("operator", "integrator");
    let shown = operator.get(&format!("/granting/{id}"));
    assert_eq!(shown.count(".deadline"), 2);
    shown.assert_says("Мерзімінде орындалды").assert_says("демалыс");
    portal.advance(TimeDelta::days(30));
    let head = portal.sign_in("head", "aqmola-audit");
    let done = head.get(&format!("/applications/{id}"));
    assert_eq!(done.count(".deadline"), 2);
    done.assert_says("Мерзімінде орындалды");
}

#[test]
fn a_form_with_faults_comes_back_as_it_was_typed() {
    let portal = TestPortal::new();
    let admin = portal.sign_in("administrator", "ministry");
    let empty = admin.get("/calendar/draft").form(DAY).submit();
    empty.assert_status(422).assert_has(".error-summary a[href='#on']").assert_has("a[href='#act_title']");
    let weekend = changed(&admin, "2026-11-28", "day-off", "");
    weekend.assert_status(422).assert_says("демалыс күні");
    assert_eq!(weekend.value("#act_number"), "514");
    changed(&admin, "2029-11-28", "ordinary", "").assert_status(422).assert_says("алдымен сол жылды қосыңыз");
    changed(&admin, "2026-11-24", "moved-to", "2026-11-25").assert_status(422);
    let form = || admin.get("/calendar/draft").form(DAY).set("on", "2026-11-24");
    form().forge("wish", "abolished").submit().assert_status(422);
    form().forge("state", "published").submit().assert_status(422);
    admin.get("/calendar/draft").assert_lacks("#publication");
    admin.get("/calendar/editions/1?year=2029").assert_status(404);
    admin.get("/calendar/editions/1?year=x").assert_status(400);
    admin.get("/calendar/editions/9").assert_status(404);
}

#[test]
fn a_year_is_added_with_the_holidays_of_the_law() {
    let portal = TestPortal::new();
    let admin = portal.sign_in("administrator", "ministry");
    let page = admin.get("/calendar/draft");
    let added = page.form("#year").submit();
    added.assert_ok().assert_says("2029–2029");
    page.form("#year").submit().assert_status(409);
    added.form("#publication").submit().assert_ok().assert_says("2023–2029 / 2");
    admin.get("/calendar/editions/2?year=2029").assert_ok().assert_says("Наурыз мейрамы");
}

/// what is published is what was read, and of two who publish one wins.
#[test]
fn a_070_a_draft_that_changed_is_not_published_and_two_publish_once() {
    let portal = TestPortal::new();
    let admin = portal.sign_in("administrator", "ministry");
    let read = changed(&admin, "2026-11-24", "moved-to", "2026-11-28");
    changed(&admin, "2026-12-17", "day-off", "").assert_ok();
    read.form("#publication").submit().assert_status(409).assert_says("Ештеңе жасалған жоқ");
    // Taking one day of a pair back takes the other too.
    let form = admin.get("/calendar/draft");
    assert_eq!(form.count("table tbody tr form"), 3);
    let left = form.form("table tbody tr:first-child form").submit();
    assert_eq!(left.count("table tbody tr form"), 1);
    let who = portal.account("administrator", "ministry");
    let (db, at, mark) = (portal.app.db.clone(), portal.now(), left.value("#publication input[name=draft]"));
    let barrier = Barrier::new(2);
    let done: Vec<bool> = std::thread::scope(|scope| {
        let publishing = || {
            barrier.wait();
            let runtime =
                tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(keeping::publish(&db, &who, mark.clone(), at)).is_ok()
        };
        let threads = [scope.spawn(publishing), scope.spawn(publishing)];
        threads.map(|thread| thread.join().expect("joined")).into()
    });
    assert_eq!(done.iter().filter(|done| **done).count(), 1);
    assert_eq!(portal.read(calendars::newest), Some(2));
}

/// what the calendar does not cover is not guessed.
#[test]
fn a_087_a_year_that_is_not_loaded_is_an_error_in_words() {
    let portal = TestPortal::new();
    portal.advance(
        "2028-12-29T05:00:00Z".parse::<chrono::DateTime<chrono::Utc>>().expect("an instant") - portal.now(),
    );
    let id = portal.draft("aqmola-audit", &[System::Ac]);
    let signed = portal.signed("aqmola-audit", id);
    assert!(portal.wait(signed.send(&portal)).is_err());
    assert_eq!(portal.application(id).state.code(), "draft");
    let admin = portal.sign_in("administrator", "ministry");
    admin.get("/calendar").assert_says("келесі жылды қосыңыз");
    let (db, at) = (portal.app.db.clone(), portal.now());
    let who = portal.account("administrator", "ministry");
    portal.wait(keeping::add_year(&db, &who, 2029, at)).expect("added");
    let act = LegalAct::new("Бұйрық", "1", at.date_naive()).expect("an act");
    let kurban_ait = Wish::Holiday(qarau::domain::calendar::Holiday::KurbanAit);
    portal
        .wait(keeping::mark(&db, &who, "2029-04-24".parse().expect("a day"), kurban_ait, act, at))
        .expect("marked");
    admin.get("/calendar/draft").form("#publication").submit().assert_ok();
    portal.submit("aqmola-audit", id);
}

/// A published edition can't be changed by anybody, whatever the portal does.
#[test]
fn the_database_refuses_to_change_a_published_edition() {
    use diesel::connection::SimpleConnection as _;
    let portal = TestPortal::new();
    for statement in [
        "UPDATE calendar_days SET kind = 'working', holiday = NULL",
        "DELETE FROM calendar_days",
        "UPDATE calendar_versions SET last_year = 2030",
        "DELETE FROM calendar_versions",
    ] {
        let done = portal
            .app
            .db
            .upkeep(move |conn| conn.batch_execute(statement).map_err(qarau::storage::StorageError::from));
        assert!(portal.wait(done).is_err(), "{statement}");
    }
}
