//! Files of the personnel record: who left unreported is suspended, too many at once wait for a second person, and nothing
//! happens twice.

use chrono::{DateTime, TimeDelta, Utc};
use qarau::domain::grant::GrantState;
use qarau::domain::system::System;
use qarau::services::sweep::Round;
use qarau::storage::{grants, holds, journal};

use crate::support::{Browser, Page, TestPortal};

const AC: &[System] = &[System::Ac];
const BODY: &str = "aqmola-audit";
const NOTHING: Round = Round { told: 0, skipped: 0 };

/// A line about somebody of the tests.
fn line(portal: &TestPortal, person: &str, body: &str, event: &str, day: &str) -> String {
    let (iin, bin) = (portal.person(person, body).iin, portal.bin(body));
    format!("{},{},{event},{day},№ 7-ж\n", iin.as_str(), bin.as_str())
}

fn feed(lines: &[String]) -> String {
    format!("IIN,BIN,event,date,document\n{}", lines.concat())
}

fn bring<'b, 'p>(browser: &'b Browser<'p>, file: &str) -> Page<'b, 'p> {
    let form = browser.get("/personnel/new").form("main form");
    form.attach("file", "feed.csv", "text/csv", file.as_bytes()).submit()
}

/// How the first grant of somebody stands now.
fn stands(portal: &TestPortal, person: &str, body: &str) -> &'static str {
    let (person, now) = (portal.person(person, body).id, portal.now());
    let held = portal.read(move |conn| grants::of_person(conn, person));
    held.first().map_or("none", |grant| match grant.state_now(now) {
        GrantState::Open(_) => "open",
        GrantState::AwaitingTraining => "awaiting training",
        GrantState::NotYet { .. } => "not-yet",
        GrantState::Suspended { .. } => "suspended",
        GrantState::Blocked { .. } => "blocked",
        GrantState::BodyClosed { .. } => "body closed",
        GrantState::Expired { .. } => "expired",
    })
}

fn told(portal: &TestPortal, words: &str) -> Vec<String> {
    let letters = portal.letters();
    // The letter of the training passed names a grant by its number, which may be that of a hold.
    let told = letters.into_iter().filter(|letter| {
        letter.subject.contains(words) && !letter.subject.starts_with("Көрсеткіштер ашылды")
    });
    let mut told: Vec<String> = told.map(|letter| letter.address).collect();
    told.sort();
    told
}

#[test]
fn r9_4_whoever_left_unreported_is_suspended_and_everybody_is_told() {
    let portal = TestPortal::new();
    portal.granted(BODY, AC);
    portal.letters();
    let auditor = portal.sign_in("auditor", BODY);
    let administrator = portal.sign_in("administrator", "ministry");
    administrator.get("/personnel").assert_ok().assert_has(".empty");
    let stranger = "850615400125,050140300005,dismissal,2026-11-18,x\n";
    let iin = portal.person("operator", "integrator").iin;
    let elsewhere = format!("{},{},transfer,2026-11-18,x\n", iin.as_str(), portal.bin(BODY).as_str());
    let lines = [
        line(&portal, "auditor", BODY, "dismissal", "2026-11-12"),
        elsewhere,
        stranger.replace("050140300005", portal.bin(BODY).as_str()),
        line(&portal, "auditor", "almaty-audit", "dismissal", "2026-11-12"),
    ];
    // Before the application by which the body asked: the body said later that they work there.
    let checked = bring(&administrator, &feed(&lines));
    checked.assert_ok().assert_has("#effect").assert_says("кейінгі өтінімінен бұрынғы");
    checked.form("#removal").submit().assert_ok().assert_has(".empty");

    let lines =
        [line(&portal, "auditor", BODY, "dismissal", "2026-11-20"), lines[1].clone(), lines[3].clone()];
    let checked = bring(&administrator, &feed(&lines));
    checked
        .assert_ok()
        .assert_has("#effect")
        .assert_says("тоқтатыла тұрады")
        .assert_says("қолжетімділігі жоқ");
    assert_eq!(stands(&portal, "auditor", BODY), "open");
    assert_eq!(checked.count("#people tbody tr"), 2, "people unknown to the portal are only counted");
    let taken = checked.form("#effect").submit();
    taken.assert_ok().assert_lacks("#effect").assert_has("#people a[href^='/holds/']");
    assert_eq!(stands(&portal, "auditor", BODY), "suspended");
    assert_eq!(auditor.get_once("/").status, 200);
    assert_eq!(auditor.get_once("/record").status, 303, "the session ended");
    let expect = ["auditor", "head", "officer"].map(|who| format!("{who}@{BODY}.example.kz"));
    assert_eq!(told(&portal, "№ 1"), expect);
    assert_eq!(told(&portal, "Кадр есебінің № 2"), ["administrator@ministry.example.kz"]);
    let hold = taken.click("#people a[href^='/holds/']");
    hold.assert_says("кадр есебі").assert_says("қызметтен босатылды").assert_has("#confirmation");
    portal.sign_in("officer", BODY).get("/people").assert_says("тоқтатыла тұрды");
    administrator.get("/personnel").assert_says("тоқтатыла тұрады: 1").assert_says("белгісіз");
    let wanted = journal::Wanted { most: 30, ..journal::Wanted::default() };
    let kept = portal.read(move |conn| journal::list(conn, &wanted));
    let codes: Vec<&str> = kept.iter().map(|kept| kept.entry.event.code()).collect();
    for code in ["feed_checked", "feed_dropped", "feed_taken", "powers_ended_recorded", "feed_looked"] {
        assert!(codes.contains(&code), "{code}: {codes:?}");
    }
}

#[test]
fn the_same_feed_and_the_same_event_in_another_feed_change_nothing() {
    let portal = TestPortal::new();
    portal.granted(BODY, AC);
    let administrator = portal.sign_in("administrator", "ministry");
    let left = line(&portal, "auditor", BODY, "dismissal", "2026-11-20");
    let file = feed(std::slice::from_ref(&left));
    let first = bring(&administrator, &file);
    let twice = administrator.get(&first.path);
    first.form("#effect").submit().assert_ok();
    twice.form("#effect").submit().assert_status(409).assert_says("бұрын қолданылған");
    let again = bring(&administrator, &file);
    assert_eq!((again.path.clone(), again.count("#effect")), (first.path.clone(), 0));
    // In another feed, while the first waits for the ministry, and after the ministry restored access.
    let other = bring(&administrator, &feed(&[left.clone(), "\n".to_owned()]));
    other
        .form("#effect")
        .submit()
        .assert_ok()
        .assert_says("бұрын ескерілген")
        .assert_lacks("#people a[href^='/holds/']");
    portal.free("auditor", BODY);
    let third = bring(&administrator, &feed(&["\n".to_owned(), left]));
    third.form("#effect").submit().assert_ok().assert_says("бұрын ескерілген");
    assert_eq!(stands(&portal, "auditor", BODY), "open");
    // Another day is another event.
    portal.advance(TimeDelta::days(1));
    let administrator = portal.sign_in("administrator", "ministry");
    let next = bring(&administrator, &feed(&[line(&portal, "auditor", BODY, "dismissal", "2026-11-21")]));
    next.form("#effect").submit().assert_ok();
    assert_eq!(stands(&portal, "auditor", BODY), "suspended");
    let person = portal.person("auditor", BODY).id;
    assert_eq!(portal.read(move |conn| holds::of_person(conn, person)).len(), 2);
}

#[test]
fn too_many_of_one_body_wait_for_a_second_person_who_did_not_bring_them() {
    let portal = TestPortal::new();
    portal.granted(BODY, AC);
    portal.granted("almaty-audit", AC);
    let other = portal.second_administrator();
    portal.letters();
    let administrator = portal.sign_in("administrator", "ministry");
    let of = |body, people: &[&str]| -> Vec<String> {
        people.iter().map(|person| line(&portal, person, body, "dismissal", "2026-11-20")).collect()
    };
    let lines = [of(BODY, &["auditor", "auditor2", "officer"]), of("almaty-audit", &["auditor", "auditor2"])];
    let checked = bring(&administrator, &feed(&lines.concat()));
    checked.assert_says("екінші адамды күтеді: 3".trim_end_matches(": 3"));
    let taken = checked.form("#effect").submit();
    // Two of four people of the other body are fewer than three: that part goes on.
    assert_eq!(stands(&portal, "auditor", "almaty-audit"), "suspended");
    assert_eq!(stands(&portal, "auditor", BODY), "open");
    assert_eq!(told(&portal, "екінші адамды күтеді"), ["second@ministry.example.kz"]);
    // Whoever brought it is told that it waits, and is not the second person.
    taken.assert_says("4 қызметкердің 3-і").assert_lacks("#parts th a");
    let place = other.get(&taken.path).all("#parts th a")[0].attr("href").expect("a part").to_owned();
    assert_eq!(administrator.get_once(&place).status, 403);
    administrator.get("/").assert_says("екінші адамды күтеді");
    let part = other.get(&place);
    part.form("main form").submit().assert_status(422).assert_has(".error-summary a[href='#word']");
    let twice = other.get(&place);
    let released =
        part.form("main form").set("word", "released").set("reason", "Қысқарту туралы бұйрық").submit();
    released.assert_ok().assert_says("Қысқарту туралы бұйрық").assert_says("жіберілді");
    for person in ["auditor", "auditor2"] {
        assert_eq!(stands(&portal, person, BODY), "suspended");
    }
    twice.form("main form").set("word", "rejected").set("reason", "Қате").submit().assert_status(409);
    assert_eq!(other.get_once(&place).status, 409);
}

#[test]
fn a_rejected_part_changes_nothing_and_stays_rejected() {
    let portal = TestPortal::new();
    portal.granted(BODY, AC);
    let (administrator, other) = (portal.sign_in("administrator", "ministry"), portal.second_administrator());
    let lines: Vec<String> = ["auditor", "auditor2", "officer"]
        .map(|person| line(&portal, person, BODY, "transfer", "2026-11-20"))
        .into();
    let taken = bring(&administrator, &feed(&lines)).form("#effect").submit();
    let part = other.get(&taken.path).click("#parts th a");
    part.form("main form")
        .set("word", "rejected")
        .set("reason", "Қате файл")
        .submit()
        .assert_says("қабылданбады");
    assert_eq!(stands(&portal, "auditor", BODY), "open");
    let again = bring(&administrator, &feed(&lines[..1])).form("#effect").submit();
    again.assert_ok().assert_says("бұрын ескерілген");
    assert_eq!(stands(&portal, "auditor", BODY), "open");
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

/// an event of a day to come takes effect on that day, at midnight of the country, once, also after downtime.
#[test]
fn a_090_an_event_of_a_day_to_come_waits_for_its_day() {
    let portal = TestPortal::new();
    portal.granted(BODY, AC);
    let administrator = portal.sign_in("administrator", "ministry");
    let lines = [
        line(&portal, "auditor", BODY, "dismissal", "2026-11-28"),
        line(&portal, "auditor2", BODY, "transfer", "2026-11-28"),
    ];
    let taken = bring(&administrator, &feed(&lines)).form("#effect").submit();
    taken.assert_ok().assert_says("күні келгенде");
    // One of them is reported by the body before.
    portal.held("auditor2", BODY);
    let officer = portal.person("auditor2", BODY).id;
    portal.advance(at("2026-11-27T18:59:59Z") - portal.now());
    assert_eq!((portal.sweep(), stands(&portal, "auditor", BODY)), (NOTHING, "open"));
    // Down over the day and the night: a Sunday.
    portal.advance(at("2026-11-29T02:00:00Z") - portal.now());
    assert_eq!(portal.sweep(), Round { told: 2, skipped: 0 });
    assert_eq!(portal.sweep(), NOTHING);
    assert_eq!(stands(&portal, "auditor", BODY), "suspended");
    let held = portal.read(move |conn| holds::of_person(conn, officer));
    assert_eq!(
        held.iter().filter(|hold| hold.placed_by.is_none()).count(),
        1,
        "a suspension is no separation"
    );
    let administrator = portal.sign_in("administrator", "ministry");
    administrator.get(&taken.path).assert_has("#people a[href^='/holds/']");
}

#[test]
fn every_fault_is_shown_with_its_line_and_nothing_is_kept() {
    let portal = TestPortal::new();
    portal.granted(BODY, AC);
    let administrator = portal.sign_in("administrator", "ministry");
    let good = line(&portal, "auditor", BODY, "dismissal", "2026-11-20");
    let faulty = bring(&administrator, &feed(&[good, "1,2,holiday,today,\n".to_owned()]));
    faulty.assert_status(422).assert_has(".error-summary a[href='#file']");
    assert_eq!(faulty.texts("tbody th"), ["3"; 5]);
    assert!(faulty.texts("tbody td")[0].starts_with("IIN: "));
    bring(&administrator, "").assert_status(422).assert_says("Файлды таңдаңыз");
    bring(&administrator, "a,b\n").assert_status(422).assert_says("IIN, BIN, event");
    bring(&administrator, &"x".repeat((4 << 20) + 1)).assert_status(422);
    administrator.get("/personnel").assert_has(".empty");
    assert_eq!(stands(&portal, "auditor", BODY), "open");
    administrator.get("/personnel?page=0").assert_status(404);
    administrator.get("/personnel?page=2").assert_status(404);
    administrator.get("/personnel?list=all").assert_status(400);
    let officer = portal.sign_in("officer", BODY);
    for path in ["/personnel", "/personnel/new", "/personnel/1", "/personnel/1/parts/1"] {
        assert_eq!(officer.get_once(path).status, 403, "{path}");
    }
}

/// Two administrators take the same feed together: it takes effect once.
#[test]
fn a_feed_taken_twice_together_takes_effect_once() {
    let portal = TestPortal::new();
    portal.granted(BODY, AC);
    let administrator = portal.sign_in("administrator", "ministry");
    let checked = bring(&administrator, &feed(&[line(&portal, "auditor", BODY, "other", "2026-11-20")]));
    let id = qarau::domain::ids::FeedId(
        checked.path.rsplit('/').next().expect("a number").parse().expect("a number"),
    );
    let by = qarau::services::personnel::Bringer::CommandLine;
    let take = || {
        let (app, now) = (&portal.app, portal.now());
        qarau::services::personnel::taking::take(&app.db, &app.calendar, app.brake, &by, id, now)
    };
    let (one, two) = portal.wait(async { rocket::tokio::join!(take(), take()) });
    assert_eq!(usize::from(one.is_ok()) + usize::from(two.is_ok()), 1);
    let person = portal.person("auditor", BODY).id;
    assert_eq!(portal.read(move |conn| holds::of_person(conn, person)).len(), 1);
}

/// Somebody who leaves while an application for them is under way is not given access by it, whoever said so.
#[test]
fn whoever_left_while_an_application_was_under_way_is_given_nothing_by_it() {
    let portal = TestPortal::new();
    let id = portal.forwarded(BODY, AC);
    let administrator = portal.sign_in("administrator", "ministry");
    let taken = bring(&administrator, &feed(&[line(&portal, "auditor", BODY, "dismissal", "2026-11-20")]));
    taken.form("#effect").submit().assert_says("қолжетімділігі жоқ");
    let operator = portal.sign_in("operator", "integrator");
    let desk = operator.get(&format!("/granting/{id}"));
    let lines = portal.application(id).lines;
    let decide = |first: &str| {
        let form = desk.form("main form");
        let form = form.set(&format!("lines[{}].decision", lines[1].id), "accept");
        let form = form.set(&format!("lines[{}].decision", lines[0].id), first);
        match first {
            "accept" => form.submit(),
            _ => form.set(&format!("lines[{}].reason", lines[0].id), "Қызметтен босатылды").submit(),
        }
    };
    decide("accept").assert_status(422).assert_says("өкілеттіктері тоқтатылған");
    assert_eq!(stands(&portal, "auditor", BODY), "none");
    decide("refuse").assert_ok();
    assert_eq!(
        (stands(&portal, "auditor", BODY), stands(&portal, "auditor2", BODY)),
        ("none", "awaiting training")
    );
    // A new application says that they work there, from the next day on.
    portal.advance(TimeDelta::days(3));
    portal.granted(BODY, AC);
    assert_eq!(stands(&portal, "auditor", BODY), "open");
}

/// A mere substitute, who holds neither a role nor a grant, stands in for nobody any more.
#[test]
fn a_feed_stops_whoever_only_stands_in_for_somebody() {
    let portal = TestPortal::new();
    portal.dismiss("auditor2", BODY);
    let lines = [line(&portal, "auditor2", BODY, "dismissal", "2026-11-20")];
    let administrator = portal.sign_in("administrator", "ministry");
    let checked = bring(&administrator, &feed(&lines));
    checked.assert_ok().assert_says("қолжетімділігі жоқ").form("#removal").submit().assert_ok();

    portal.substitution("officer", "auditor2", BODY);
    let substitute = portal.sign_in("auditor2", BODY);
    substitute.get("/people").assert_ok();
    let taken = bring(&administrator, &feed(&lines)).form("#effect").submit();
    taken.assert_ok().assert_has("#people a[href^='/holds/']");
    assert_eq!(substitute.get_once("/people").status, 303, "the session ended");
    let again = portal.sign_in("auditor2", BODY);
    assert_eq!(again.get_once("/people").status, 303, "there is nobody to act for");
    assert_eq!(told(&portal, "№ 1").iter().filter(|to| to.starts_with("auditor2@")).count(), 1);
}
