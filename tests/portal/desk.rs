//! The desk: what waits for somebody, what presses most first, with numbers that lead to their lists; and the lists over all
//! bodies that only the ministry's administrator sees.

use chrono::TimeDelta;
use qarau::domain::system::System;
use qarau::storage::journal::{self, Wanted};

use crate::support::{Browser, Page, TestPortal};

const AC: &[System] = &[System::Ac];
const BODY: &str = "aqmola-audit";
const BUDGET: &str = "/budget/ac?budget=110000000&period=2026-10";

fn administrator(portal: &TestPortal) -> Browser<'_> {
    portal.sign_in("administrator", "ministry")
}

/// The line of the desk that leads to a list.
fn line(desk: &Page<'_, '_>, href: &str) -> Option<String> {
    let links = desk.all(".waits__words a");
    let found = links.iter().position(|link| link.attr("href") == Some(href))?;
    desk.texts(".waits__one").into_iter().nth(found)
}

/// Checks how many wait in a list, and how they press; nothing where the desk does not speak of it.
#[track_caller]
fn check(desk: &Page<'_, '_>, href: &str, expect: Option<(u32, &str)>) {
    let line = line(desk, href);
    match (&line, expect) {
        (Some(line), Some((count, pressing))) => {
            assert!(line.starts_with(&format!("{count} ")) && line.ends_with(pressing), "{line}");
        }
        (None, None) => {}
        (Some(_), None) | (None, Some(_)) => panic!("{line:?}, {expect:?}"),
    }
}

#[test]
fn r15_two_networks_at_once_are_shown_to_the_administrator_alone() {
    let portal = TestPortal::with_figures();
    portal.granted(BODY, AC);
    let (office, elsewhere) = (portal.sign_in("auditor", BODY), portal.sign_in("auditor", BODY));
    office.go_to("10.20.0.7");
    elsewhere.go_to("2001:db8:5:6:7::8");
    office.get(BUDGET).assert_ok();
    check(&administrator(&portal).get("/"), "/networks", None);
    portal.advance(TimeDelta::minutes(5));
    elsewhere.get(BUDGET).assert_ok();
    let keeper = administrator(&portal);
    check(&keeper.get("/"), "/networks", Some((1, "бүгін")));
    let list = keeper.get("/networks");
    let rows = list.texts(".records tbody tr");
    assert_eq!(rows.len(), 1, "{rows:?}");
    for words in ["aqmola-audit auditor", "10.20.0.7", "2001:db8:5:6::/64"] {
        list.assert_says(words);
    }
    // Looking at it is written down; what a network is, is not.
    let wanted = Wanted { code: Some("presences_looked"), most: 9, ..Wanted::default() };
    assert_eq!(portal.read(move |conn| journal::list(conn, &wanted)).len(), 1);
    portal.sign_in("head", BODY).get("/networks").assert_status(403);
    portal.sign_in("operator", "integrator").get("/networks").assert_status(403);
    keeper.get("/networks?page=2").assert_status(400);
    // It leaves the desk after a day and the list after thirty.
    portal.advance(TimeDelta::hours(25));
    check(&administrator(&portal).get("/"), "/networks", None);
    assert_eq!(administrator(&portal).get("/networks").count(".records tbody tr"), 1);
    portal.advance(TimeDelta::days(30));
    assert_eq!(administrator(&portal).get("/networks").count(".records tbody tr"), 0);
}

#[test]
fn one_session_used_back_and_forth_in_two_networks_is_shown_and_one_that_moved_is_not() {
    let portal = TestPortal::with_figures();
    portal.granted(BODY, AC);
    let auditor = portal.sign_in("auditor", BODY);
    for (minutes, network) in [(0, "10.0.0.1"), (9, "10.0.0.1"), (10, "10.0.0.2"), (20, "10.0.0.2")] {
        portal.advance(TimeDelta::minutes(minutes));
        auditor.go_to(network);
        auditor.get(BUDGET).assert_ok();
    }
    administrator(&portal).get("/networks").assert_has(".empty");
    portal.advance(TimeDelta::minutes(1));
    auditor.go_to("10.0.0.1");
    auditor.get(BUDGET).assert_ok();
    assert_eq!(administrator(&portal).get("/networks").count(".records tbody tr"), 1);
}

#[test]
fn access_that_ends_soon_in_all_bodies_is_on_the_administrators_desk() {
    let portal = TestPortal::with_figures();
    portal.granted(BODY, AC);
    portal.granted("almaty-police", &System::ALL);
    portal.go("2027-09-20T23:59:00");
    check(&administrator(&portal).get("/"), "/ending-access", None);
    administrator(&portal).get("/ending-access").assert_has(".empty");
    portal.go("2027-09-21T10:00:00");
    let keeper = administrator(&portal);
    check(&keeper.get("/"), "/ending-access", Some((4, "")));
    let list = keeper.get("/ending-access");
    assert_eq!(list.texts("main h2"), ["kk aqmola-audit", "kk almaty-police"]);
    assert_eq!(list.count(".records tbody tr"), 4);
    list.assert_says("20.11.2027");
    // What is stopped does not end: the ministry decides first.
    portal.held("auditor", BODY);
    check(&keeper.get("/"), "/ending-access", Some((3, "")));
    assert_eq!(keeper.get("/ending-access").count(".records tbody tr"), 3);
    portal.go("2027-11-21T00:00:00");
    assert_eq!(administrator(&portal).get("/ending-access").count(".records tbody tr"), 0);
}

#[test]
fn r9_1_overdue_steps_come_first_and_lead_to_what_is_overdue_at_any_office() {
    let portal = TestPortal::with_figures();
    // A Friday: due on Tuesday.
    let first = portal.submitted(BODY, AC);
    let second = portal.forwarded("almaty-police", AC);
    portal.held("auditor", "health-audit");
    let keeper = administrator(&portal);
    check(&keeper.get("/"), "/overdue-steps", None);
    keeper.get("/overdue-steps").assert_has(".empty");
    portal.go("2026-11-24T23:59:00");
    administrator(&portal).get("/overdue-steps").assert_has(".empty");
    portal.go("2026-11-25T00:00:00");
    let keeper = administrator(&portal);
    let desk = keeper.get("/");
    check(&desk, "/overdue-steps", Some((2, "мерзімі өтті")));
    let hrefs: Vec<String> =
        desk.all(".waits a").iter().filter_map(|link| link.attr("href").map(str::to_owned)).collect();
    assert_eq!(
        hrefs,
        ["/overdue-steps", "/holds?list=pending&page=1"],
        "what is over, then what waits for a hand"
    );
    let list = keeper.get("/overdue-steps");
    assert_eq!(list.count(".records tbody tr"), 2);
    for id in [first, second] {
        let href = format!("/considering/{id}");
        list.assert_has(&format!("a[href='{href}']"));
        keeper.get(&href).assert_ok();
    }
    // The offices see their own as overdue.
    let reviewer = portal.sign_in("reviewer", "ministry");
    check(&reviewer.get("/"), "/considering", Some((1, "мерзімі өтті")));
    let operator = portal.sign_in("operator", "integrator");
    check(&operator.get("/"), "/granting", Some((1, "мерзімі өтті")));
}

#[test]
fn a_bodys_desk_shows_its_own_people_and_who_needs_something_first() {
    let portal = TestPortal::with_figures();
    portal.granted(BODY, AC);
    portal.granted("almaty-police", AC);
    portal.held("auditor2", BODY);
    let officer = portal.sign_in("officer", BODY);
    let desk = officer.get("/");
    let rows = desk.texts(".records tbody tr");
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert!(rows[0].contains("auditor2") && rows[0].contains("тоқтатыла тұрды"), "{rows:?}");
    assert!(rows[1].contains("ашық") && rows[1].contains("20.11.2027"), "{rows:?}");
    desk.assert_silent_about("almaty-police");
    // Those who have no people see none, and nothing is said of them.
    for (person, body) in [("auditor", BODY), ("reviewer", "ministry"), ("administrator", "ministry")] {
        portal.sign_in(person, body).get("/").assert_lacks(".records");
    }
}

#[test]
fn p7_4_an_auditors_desk_leads_to_their_extracts_and_to_who_looked_at_their_data() {
    let portal = TestPortal::with_figures();
    portal.granted(BODY, AC);
    let auditor = portal.sign_in("auditor", BODY);
    auditor.get("/").assert_says("6.2-тармақ").assert_has("a[href='/record?list=extracts']");
    auditor.get("/record?list=extracts").assert_has(".empty");
    auditor.get("/budget/ac/extract?budget=110000000&period=2026-10&format=csv").assert_ok();
    portal.sign_in("auditor2", BODY).get("/budget/ac/extract?budget=110000000&period=2026-10&format=csv");
    let id = portal.person("auditor", BODY).id;
    administrator(&portal).get(&format!("/people/{id}")).assert_ok();
    assert_eq!(auditor.get("/record?list=extracts").count("tbody tr"), 1, "one's own alone");
    let others = auditor.get("/record?list=others");
    others.assert_says("kk ministry").assert_silent_about("auditor2");
    for garbage in ["list=", "list=all", "list=others&list=extracts", "list=others&page=1"] {
        auditor.get(&format!("/record?{garbage}")).assert_status(400);
    }
}
