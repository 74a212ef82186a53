//! Who is signed in is asked of the database at each request.

use chrono::TimeDelta;

use rocket::http::Method;

use crate::access::{address, thing};
use crate::support::{Page, TestPortal};

fn is_known(page: &Page<'_, '_>) -> bool {
    page.count(".who") == 1
}

#[test]
fn a_session_ends_after_half_an_hour_without_use_and_after_twelve_hours_with() {
    let portal = TestPortal::new();
    let head = portal.sign_in("head", "aqmola-audit");
    assert!(is_known(head.get("/").assert_ok()));
    portal.advance(TimeDelta::minutes(29));
    assert!(is_known(&head.get("/")));
    portal.advance(TimeDelta::minutes(30));
    assert!(!is_known(&head.get("/")));

    let head = portal.sign_in("head", "aqmola-audit");
    for _ in 0..(12 * 60 / 20 - 1) {
        portal.advance(TimeDelta::minutes(20));
        assert!(is_known(&head.get("/")));
    }
    portal.advance(TimeDelta::minutes(20));
    assert!(!is_known(&head.get("/")));
}

/// a clock that is set back revives nothing and opens nothing.
#[test]
fn a_session_from_the_future_is_no_session() {
    let portal = TestPortal::new();
    let head = portal.sign_in("head", "aqmola-audit");
    portal.advance(TimeDelta::hours(-1));
    assert!(!is_known(&head.get("/")));
}

#[test]
fn a_session_is_of_one_browser_and_says_who_it_is_in_the_language_of_the_page() {
    let portal = TestPortal::new();
    let head = portal.sign_in("head", "aqmola-audit");
    let page = head.get("/");
    assert_eq!(page.text(".who__body"), "kk aqmola-audit");
    assert_eq!(page.form(".languages").press("ru").text(".who__body"), "ru aqmola-audit");
    assert!(!is_known(&portal.visitor().get("/")));
}

/// on every route an ended session is no session: after signing out, after half an hour, after a change of roles
/// that leaves none, after a suspension.
#[test]
fn a_021_an_ended_session_opens_nothing_on_any_route() {
    let portal = TestPortal::demo();
    let routes: Vec<String> = portal
        .client
        .rocket()
        .routes()
        .filter(|route| route.method == Method::Get)
        .map(|route| route.uri.path().to_string())
        .collect();
    let idle = portal.sign_in("officer", "aqmola-audit");
    portal.advance(TimeDelta::minutes(30));
    let left = portal.sign_in("head", "aqmola-audit");
    let secret = left.cookie("qarau-session").expect("a session");
    left.get("/").form("form[action='/sign-out']").submit().assert_ok();
    left.hold_session(&secret);
    let suspended = portal.sign_in("auditor", "almaty-audit");
    portal.held("auditor", "almaty-audit");
    let dismissed = portal.sign_in("head", "almaty-audit");
    portal.dismiss("head", "almaty-audit");
    for route in routes {
        let thing = thing(&portal, &route);
        let address = address(&route, &thing).expect("an address");
        let expected = portal.visitor().get_once(&address).status;
        for (name, browser) in
            [("left", &left), ("idle", &idle), ("dismissed", &dismissed), ("suspended", &suspended)]
        {
            assert_eq!(browser.get_once(&address).status, expected, "{address} for somebody who {name}");
        }
    }
}
