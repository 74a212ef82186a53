//! What machines that watch the portal are told: whether it lives, whether it can serve, and counts of nobody in particular.

use std::net::SocketAddr;

use chrono::TimeDelta;
use qarau::domain::journal::Digest;
use qarau::domain::system::System;
use rocket::http::Header;

use crate::support::TestPortal;

const TOKEN: &str = "a-token-that-nobody-guesses";

struct Told {
    status: u16,
    text: String,
}

/// What an address answers to a program, from an address of the network and with headers.
fn told(portal: &TestPortal, path: &str, from: &str, headers: &[(&'static str, &str)]) -> Told {
    let mut request = portal.client.get(path.to_owned());
    request.set_remote(from.parse::<SocketAddr>().expect("an address"));
    for (name, value) in headers {
        request.add_header(Header::new(*name, (*value).to_owned()));
    }
    let answer = request.dispatch();
    let status = answer.status().code;
    let sets_cookie = answer.headers().get("set-cookie").next().is_some();
    assert!(status == 404 || !sets_cookie, "{path} sets a cookie");
    Told { status, text: answer.into_string().unwrap_or_default() }
}

const HERE: &str = "127.0.0.1:40000";
const ELSEWHERE: &str = "10.1.2.3:40000";
const LOCAL: (&str, &str) = ("host", "127.0.0.1:8000");

fn counts(portal: &TestPortal) -> String {
    let told = told(portal, "/metrics", HERE, &[LOCAL]);
    assert_eq!(told.status, 200);
    told.text
}

#[track_caller]
fn assert_counted(counts: &str, line: &str) {
    assert!(counts.lines().any(|counted| counted == line), "no {line:?} in:\n{counts}");
}

#[test]
fn a_portal_that_can_serve_says_so() {
    let portal = TestPortal::with_figures();
    for path in ["/healthz", "/readyz"] {
        let told = told(&portal, path, ELSEWHERE, &[]);
        assert_eq!((told.status, told.text.lines().count()), (200, 1), "{path}: {}", told.text);
    }
}

#[test]
fn a_portal_that_cannot_serve_says_why_and_lives_on() {
    let portal = TestPortal::new();
    let unready = told(&portal, "/readyz", ELSEWHERE, &[]);
    assert_eq!((unready.status, unready.text.as_str()), (503, "no budget is kept\n"));
    let portal = TestPortal::with_figures();
    portal.advance(TimeDelta::days(365 * 2));
    let unready = told(&portal, "/readyz", ELSEWHERE, &[]);
    assert_eq!(unready.status, 503);
    assert_eq!(unready.text, "the calendar of working days ends on 2028-12-31\n");
    assert_eq!(told(&portal, "/healthz", ELSEWHERE, &[]).status, 200);
}

#[test]
fn migrations_that_have_not_run_are_counted() {
    let portal = TestPortal::with_figures();
    portal.forget_migration();
    let unready = told(&portal, "/readyz", ELSEWHERE, &[]);
    assert_eq!(unready.status, 503);
    assert_eq!(unready.text, "1 migrations of the portal's database have not run: qarau migrate\n");
}

#[test]
fn what_waits_is_counted() {
    let portal = TestPortal::with_figures();
    let before = counts(&portal);
    assert_counted(&before, "qarau_overdue_steps{stage=\"ministry\"} 0");
    assert_counted(&before, "qarau_open_holds 0");
    assert_counted(&before, "qarau_looks_total 0");
    assert!(!before.contains("qarau_sweep_last_run_timestamp_seconds 1"), "{before}");
    let loads = before.lines().find(|line| line.starts_with("qarau_budget_loads{format="));
    assert!(loads.is_some_and(|line| !line.ends_with(" 0")), "{before}");

    portal.submitted("aqmola-audit", &[System::Ac]);
    portal.held("auditor2", "aqmola-audit");
    portal.advance(TimeDelta::days(10));
    portal.sweep();
    let after = counts(&portal);
    assert_counted(&after, "qarau_overdue_steps{stage=\"ministry\"} 1");
    assert_counted(&after, "qarau_overdue_steps{stage=\"integrator\"} 0");
    assert_counted(&after, "qarau_open_holds 1");
    let swept = portal.now().timestamp();
    assert_counted(&after, &format!("qarau_sweep_last_run_timestamp_seconds {swept}"));
    let value = |name: &str| -> i64 {
        let line = after.lines().find(|line| line.starts_with(&format!("{name} "))).expect("counted");
        line.split(' ').nth(1).and_then(|value| value.parse().ok()).expect("a number")
    };
    assert!(value("qarau_outbox_waiting") > 0);
    assert!(value("qarau_outbox_oldest_seconds") >= TimeDelta::days(10).num_seconds());
    assert!(value("qarau_journal_entries") > 5);
    portal.letters();
    assert_counted(&counts(&portal), "qarau_outbox_waiting 0");
}

#[test]
fn looks_are_counted_without_saying_whose() {
    let portal = TestPortal::with_figures();
    portal.granted("aqmola-audit", &[System::Ac]);
    portal.advance(TimeDelta::days(1));
    let auditor = portal.sign_in("auditor", "aqmola-audit");
    auditor.get("/budget/ac").assert_ok();
    let counts = counts(&portal);
    assert!(!counts.contains("qarau_looks_total 0"), "{counts}");
    let person = portal.person("auditor", "aqmola-audit");
    for personal in [person.name.surname.as_str(), person.iin.as_str(), "aqmola", "example.kz"] {
        assert!(!counts.contains(personal), "{personal} in:\n{counts}");
    }
}

/// A proxy on the same machine asks from loopback too: what it asks for somebody is not told.
#[test]
fn counts_are_for_this_machine_or_whoever_knows_the_token() {
    let portal = TestPortal::with_figures();
    let check = |from: &str, headers: &[(&'static str, &str)], expect: u16| {
        assert_eq!(told(&portal, "/metrics", from, headers).status, expect, "{from} {headers:?}");
    };
    check(HERE, &[LOCAL], 200);
    check("[::1]:40000", &[("host", "[::1]:8000")], 200);
    check(HERE, &[("host", "localhost")], 200);
    check(ELSEWHERE, &[LOCAL], 404);
    check(HERE, &[("host", "portal.example.kz")], 404);
    check(HERE, &[], 404);
    for header in ["x-real-ip", "x-forwarded-for", "forwarded", "via"] {
        check(HERE, &[LOCAL, (header, "10.1.2.3")], 404);
    }
    check(ELSEWHERE, &[("authorization", "Bearer ")], 404);

    let portal = TestPortal::watched(Digest::of(TOKEN.as_bytes()));
    let check = |authorization: &str, expect: u16| {
        let headers =
            [("host", "portal.example.kz"), ("x-real-ip", "10.1.2.3"), ("authorization", authorization)];
        assert_eq!(told(&portal, "/metrics", ELSEWHERE, &headers).status, expect, "{authorization}");
    };
    check(&format!("Bearer {TOKEN}"), 200);
    check(&format!("Bearer {TOKEN}x"), 404);
    check(&format!("Basic {TOKEN}"), 404);
    check("Bearer ", 404);
}
