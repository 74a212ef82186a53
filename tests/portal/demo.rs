//! The demonstration: everybody can be played, the story holds together on every day, time moves forward.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use qarau::domain::body::BodyKind;
use qarau::domain::calendar::{Calendar, day_of};
use qarau::domain::deadline::Standing;
use qarau::domain::grant::GrantState;
use qarau::domain::journal::{Actor, Event};
use qarau::services::demo::{Someone, last_instant, shift};
use qarau::storage::{Conn, DatabaseUrl, Db, StorageError, applications, journal, people};
use rocket::http::Method;
use rocket::http::uri::{Authority, Host};

use crate::database::TestDatabase;
use crate::support::{Body, Page, TestPortal, told};

fn buttons(page: &Page<'_, '_>) -> BTreeSet<String> {
    let all = page.all("button[name=person]");
    all.iter().filter_map(|button| button.attr("value")).map(str::to_owned).collect()
}

fn is_in(page: &Page<'_, '_>) -> bool {
    page.count(".who") == 1
}

#[test]
fn everybody_who_can_be_chosen_gets_in_by_the_signature_of_their_own_key() {
    let portal = TestPortal::story();
    let visitor = portal.visitor();
    let persons = buttons(visitor.get("/demo").assert_ok());
    assert!(persons.len() > 40, "{}", persons.len());
    for person in &persons {
        let page = visitor.get("/demo").form("main form").press(person);
        assert!(page.status == 200 && page.path == "/" && is_in(&page), "{person}: {}", page.words());
    }
    let signed_in = portal.read(|conn| events(conn, "signed_in"));
    let latest: BTreeSet<String> = signed_in
        .into_iter()
        .filter(|(at, _)| *at == portal.now())
        .map(|(_, event)| event.subject().person.expect("a person").to_string())
        .collect();
    assert_eq!(latest, persons);
}

fn events(conn: &mut Conn, code: &'static str) -> Result<Vec<(DateTime<Utc>, Event)>, StorageError> {
    let wanted = journal::Wanted { code: Some(code), most: i64::MAX, ..journal::Wanted::default() };
    Ok(journal::list(conn, &wanted)?.into_iter().map(|kept| (kept.entry.at, kept.entry.event)).collect())
}

/// How applications stand, and what grants are to bodies of a kind.
type Found = (Vec<String>, Vec<(BodyKind, &'static str)>);

/// Tells the story on a day and gives what a reader of all applications and grants finds.
fn story_on(at: &str) -> Found {
    let at: DateTime<Utc> = at.parse().expect("an instant");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let kind = format!("story_{}", day_of(at).format("%Y%m%d"));
    let place = TestDatabase::new(&kind, |url| runtime.block_on(told(url, at)));
    let url: DatabaseUrl = place.url().parse().expect("a database");
    let db = Db::open(&url).expect("opened");
    runtime.block_on(db.read(move |conn| found(conn, at))).expect("read")
}

fn found(conn: &mut Conn, at: DateTime<Utc>) -> Result<Found, StorageError> {
    let verified = journal::verify(conn, |_| {})?;
    assert!(verified.is_ok(), "{at}: {verified:?}");
    let wanted = journal::Wanted { most: i64::MAX, ..journal::Wanted::default() };
    let entries = journal::list(conn, &wanted)?;
    assert!(entries.is_sorted_by(|later, earlier| later.entry.at >= earlier.entry.at), "{at}: out of order");
    let (mut stands, mut grants) = (Vec::new(), Vec::new());
    let (calendar, today) = (Calendar::built_in(), day_of(at));
    for body in qarau::storage::bodies::list(conn, today)? {
        for application in applications::list(conn, applications::Wanted::OfBody(body.id))? {
            let state = application.state.code();
            let decisions: BTreeSet<&str> = application.lines.iter().map(|l| l.decision.code()).collect();
            let standing = application.state.deadline().map(|deadline| {
                match deadline.standing_on(today, &calendar).expect("covered") {
                    Standing::InTime { .. } => "in time",
                    Standing::DueToday => "due today",
                    Standing::Overdue { .. } => "overdue",
                }
            });
            let decisions: Vec<&str> = decisions.into_iter().collect();
            stands.push(format!("{state} {} {}", decisions.join("+"), standing.unwrap_or_default()));
        }
        for person in people::of_body(conn, body.id)? {
            for grant in qarau::storage::grants::of_person(conn, person.id)? {
                let days = (grant.term.last_day() - today).num_days();
                grants.push((
                    body.seat.kind(),
                    match grant.state_at(at) {
                        GrantState::Open(_) if days < 30 => "ends soon",
                        GrantState::Open(_) => "open",
                        GrantState::NotYet { .. } => "not yet",
                        GrantState::AwaitingTraining => "awaiting training",
                        GrantState::BodyClosed { .. } => "body-closed",
                        GrantState::Expired { .. } => "expired",
                        GrantState::Suspended { .. } => "suspended",
                        GrantState::Blocked { .. } => "blocked",
                    },
                ));
            }
        }
    }
    Ok((stands, grants))
}

fn check_story(at: &str, due_today: bool) {
    let (stands, grants) = story_on(at);
    let mut wanted = vec![
        "draft pending ",
        "submitted pending in time",
        "submitted pending overdue",
        "forwarded forwarded in time",
        "forwarded forwarded overdue",
        "returned pending ",
        "granted granted ",
        "granted granted+refused-by-ministry ",
        "granted granted+refused-by-integrator ",
        "refused refused-by-ministry ",
        "refused refused-by-integrator ",
        "withdrawn pending ",
    ];
    if due_today {
        wanted.extend(["submitted pending due today", "forwarded forwarded due today"]);
    }
    for wanted in wanted {
        assert!(stands.iter().any(|stand| stand == wanted), "{at}: nothing is {wanted:?} of {stands:#?}");
    }
    for kind in BodyKind::ALL.into_iter().filter(|kind| kind.may_apply()) {
        let open = |(of, state): &(BodyKind, &str)| *of == kind && matches!(*state, "open" | "ends soon");
        assert!(grants.iter().any(open), "{at}: nobody of {kind:?} may look");
    }
    for state in ["ends soon", "expired", "awaiting training"] {
        assert!(grants.iter().any(|(_, grant)| *grant == state), "{at}: no grant {state}");
    }
    assert!(grants.iter().all(|(_, grant)| *grant != "not yet"));
}

#[test]
fn the_story_begun_on_a_friday() {
    check_story("2026-11-20T05:00:00Z", true);
}

#[test]
fn the_story_begun_on_a_saturday() {
    check_story("2026-11-21T18:59:59Z", false);
}

#[test]
fn the_story_begun_on_new_years_eve() {
    check_story("2027-12-31T12:00:00Z", true);
}

#[test]
fn the_story_begun_on_new_years_day() {
    check_story("2026-12-31T19:00:00Z", false);
}

#[test]
fn the_highest_representative_body_goes_by_its_name_of_the_day() {
    let portal = TestPortal::story();
    let demo = portal.app.demo.clone().expect("a demonstration");
    let name = |at: &str| {
        let everybody = portal.wait(demo.people(at.parse().expect("an instant"))).expect("people");
        let highest = |who: &&Someone| who.body.seat.kind() == BodyKind::HighestRepresentative;
        everybody.iter().find(highest).expect("somebody").body.name.ru.clone()
    };
    assert_eq!(name("2026-06-30T18:59:59Z"), "Парламент Республики Казахстан");
    assert_eq!(name("2026-06-30T19:00:00Z"), "Курултай Республики Казахстан");
}

#[test]
fn time_is_moved_forward_on_record_and_whoever_was_there_stays() {
    let portal = TestPortal::story();
    let visitor = portal.visitor();
    let first = buttons(&visitor.get("/demo")).first().cloned().expect("somebody");
    visitor.get("/demo").form("main form").press(&first);
    let (before, session) = (portal.now(), visitor.cookie("qarau-session"));
    let page = visitor.get("/demo/clock").form("main form").press("morning");
    assert!(is_in(page.assert_ok()));
    assert_ne!(visitor.cookie("qarau-session"), session, "a new session");
    // Friday, 10:00 → Monday, 09:00.
    assert_eq!(portal.now() - before, TimeDelta::hours(71));
    let page = page.form("form.form").set("days", "400").submit();
    assert_eq!(page.assert_ok().path, "/demo/clock");
    assert_eq!(portal.now() - before, TimeDelta::hours(71 + 400 * 24));
    let by = portal.read(|conn| {
        let wanted =
            journal::Wanted { code: Some("demo_clock_moved"), most: 9, ..journal::Wanted::default() };
        journal::list(conn, &wanted)
    });
    assert_eq!(by.len(), 2);
    let by_first =
        |actor: Actor| matches!(actor, Actor::Person { person, .. } if person.to_string() == first);
    assert!(by.iter().all(|kept| by_first(kept.entry.actor)), "{by:?}");
    assert_eq!(portal.wait(shift(&portal.app.db)).expect("read"), TimeDelta::hours(71 + 400 * 24));
    assert!(portal.wait(last_instant(&portal.app.db)).expect("read") <= Some(portal.now()));
}

#[test]
fn time_never_goes_back_nor_beyond_the_calendar() {
    let portal = TestPortal::story();
    let (visitor, before) = (portal.visitor(), portal.now());
    for garbage in ["0", "-1", "401", "1.5", "", "ten", "99999999999999999999"] {
        let page = visitor.get("/demo/clock").form("form.form").set("days", garbage).submit();
        page.assert_status(422).assert_has("#days[aria-invalid]");
        assert!(page.text("title").starts_with("Қате"));
    }
    assert_eq!(portal.now(), before);
    let fields = |by: &str| Body::Fields(vec![("csrf".into(), visitor.mark()), ("by".into(), by.into())]);
    visitor.post("/demo/clock", fields("yesterday")).assert_status(422);
    portal.advance("2028-12-20T05:00:00Z".parse::<DateTime<Utc>>().expect("an instant") - before);
    let before = portal.now();
    visitor.post("/demo/clock", fields("month")).assert_status(422);
    assert_eq!(portal.now(), before);
}

#[test]
fn without_scripts_a_file_is_signed_and_sent_by_hand() {
    let portal = TestPortal::story();
    let visitor = portal.visitor();
    let person = buttons(&visitor.get("/demo")).last().cloned().expect("somebody");
    let page = visitor.get("/sign-in").form("main form").submit();
    let text = visitor.get_once(&page.attr("a[download]", "href")).bytes;
    let empty = visitor.get("/demo/signature").form("form.form").set("person", &person);
    let empty = empty.attach("file", "", "application/octet-stream", b"").submit();
    empty.assert_status(422).assert_has("#file[aria-invalid]");
    let form = visitor.get("/demo/signature").form("form.form").set("person", &person);
    let cms = form.attach("file", "qarau-challenge.txt", "text/plain", &text).submit();
    assert!(cms.assert_ok().header("content-disposition").is_some_and(|d| d.contains("qarau-challenge.cms")));
    let page = page.form(".signing").attach("file", "a.cms", "application/octet-stream", &cms.bytes).submit();
    assert!(is_in(page.assert_ok()));
}

#[test]
fn letters_are_shown_in_the_language_of_their_addressees() {
    let portal = TestPortal::story();
    let visitor = portal.visitor();
    let page = visitor.get("/demo/mail");
    assert_eq!(page.assert_ok().count(".letter"), 20);
    assert!(page.count(".letter__body[lang=kk]") > 2 && page.count(".letter__body[lang=ru]") > 2);
    assert!(page.bytes.len() < 60 * 1024, "{}", page.bytes.len());
    assert!(visitor.get("/demo").bytes.len() < 60 * 1024);
}

#[test]
fn another_name_of_this_machine_leads_to_the_one_origin() {
    let portal = TestPortal::story();
    let at = |host: &str| {
        let mut request = portal.client.req(Method::Get, "/demo?x");
        request.inner_mut().set_host(Host::new(Authority::parse_owned(host.to_owned()).expect("a host")));
        let answer = request.dispatch();
        (answer.status().code, answer.headers().get_one("location").map(str::to_owned))
    };
    for host in ["localhost:8000", "localhost", "evil.example", "127.0.0.1:8001"] {
        assert_eq!(at(host), (307, Some("http://127.0.0.1:8000/demo?x".to_owned())), "{host}");
    }
    assert_eq!(at("127.0.0.1:8000").0, 400);
}

#[test]
fn a_real_portal_has_nothing_of_this() {
    let portal = TestPortal::new();
    let head = portal.sign_in("head", "aqmola-audit");
    for path in ["/demo", "/demo/mail", "/demo/clock", "/demo/signature", "/demo/components"] {
        head.get_once(path).assert_status(404).assert_lacks(".demo-bar");
    }
    let mark = head.mark();
    for path in ["/demo/sessions", "/demo/clock", "/demo/signature"] {
        let fields = vec![("csrf".to_owned(), mark.clone()), ("person".to_owned(), "1".to_owned())];
        head.post_once(path, Body::Fields(fields)).assert_status(404);
    }
}
