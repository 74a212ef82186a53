//! Several processes over one database: what one does holds in the other at the very next request, and one that is killed
//! leaves nothing half done and nothing done twice.

use std::collections::BTreeSet;
use std::process::{Child, Command};
use std::time::{Duration, Instant};

use chrono::{DateTime, TimeDelta, Utc};
use qarau::clock::Clock;
use qarau::domain::journal::{Digest, Event};
use qarau::domain::system::System;
use qarau::services::calendars::Calendars;
use qarau::services::holds::deciding::Verdict;
use qarau::services::sweep::{Round, Sweep};
use qarau::storage::{Db, journal};

use crate::support::{Browser, TestPortal};

const BODY: &str = "aqmola-audit";

/// suspended and blocked through one process, refused by the other at once; the same the other way round.
#[test]
fn a_053_what_one_process_blocks_the_other_refuses_at_the_very_next_request() {
    let portal = TestPortal::with_figures();
    portal.granted(BODY, &[System::Ac]);
    portal.advance(TimeDelta::days(1));
    let other = portal.twin();
    let session = portal.session_of("auditor", BODY);
    let there = other.browser();
    there.hold_session(&session);
    let page = "/budget/ac?budget=110000000&period=2026-10";
    there.get(page).assert_ok();
    let begun = Instant::now();
    let hold = portal.held("auditor", BODY);
    there.get_once(page).assert_status(303);
    println!("from the suspension to the refusal by the other process: {:?}", begun.elapsed());

    // A session that began after it is of no use either, nor after the block.
    let again = |browser: &Browser<'_>| browser.hold_session(&portal.session_of("auditor", BODY));
    let refused = |browser: &Browser<'_>| {
        let answer = browser.get_once(page);
        answer.assert_lacks("main table");
    };
    again(&there);
    refused(&there);
    portal.decide(hold, Verdict::Block);
    again(&there);
    refused(&there);
    let here = portal.visitor();
    again(&here);
    refused(&here);
}

/// a file that is still on its way to somebody who is suspended was written down before; it is their last answer.
#[test]
fn a_073_whoever_is_suspended_while_an_extract_is_carried_is_refused_at_the_very_next_request() {
    let portal = TestPortal::with_figures();
    portal.granted(BODY, &[System::Ac]);
    portal.advance(TimeDelta::days(1));
    let auditor = portal.sign_in("auditor", BODY);
    let place = "budget=110000000&period=2026-10";
    let extract = auditor.begin(&format!("/budget/ac/extract?{place}&format=csv"));
    assert_eq!(extract.status().code, 200);
    let begun = Instant::now();
    portal.held("auditor", BODY);
    auditor.get_once(&format!("/budget/ac?{place}")).assert_status(303);
    println!("from the suspension to the refusal while an extract is carried: {:?}", begun.elapsed());
    auditor.get_once(&format!("/budget/ac/extract?{place}&format=csv")).assert_status(303);
    // What was carried is what the journal says, and it was written down before the suspension.
    let bytes = extract.into_bytes().expect("the file");
    let one = |code| {
        let wanted = journal::Wanted { code: Some(code), most: 2, ..journal::Wanted::default() };
        let mut found = portal.read(move |conn| journal::list(conn, &wanted));
        assert_eq!(found.len(), 1, "{code}");
        found.remove(0)
    };
    let (taken, suspended) = (one("budget_extracted"), one("person_suspended"));
    assert!(taken.index < suspended.index);
    let Event::BudgetExtracted { content, .. } = taken.entry.event else { panic!("another event") };
    assert_eq!(content, Digest::of(&bytes));
}

/// What another process is to do, in the environment of a test that runs itself as one.
const URL: &str = "QARAU_TEST_SWEEP_URL";
const AT: &str = "QARAU_TEST_SWEEP_AT";

#[allow(
    clippy::disallowed_methods,
    reason = "the parent process of this test speaks through the environment"
)]
fn asked(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn sweeper(url: &str, at: DateTime<Utc>, holder: String) -> Sweep {
    let db = Db::open(&url.parse().expect("a database")).expect("opened");
    let (calendars, clock) = (Calendars::default(), Clock::fixed(at));
    Sweep { db, calendars, clock, holder, beat: Default::default() }
}

/// Not a test of its own: the process that [`a_160_…`](a_160_a_process_that_is_killed_in_a_sweep_tells_everybody_once)
/// starts and kills.
#[test]
fn the_process_that_is_killed() {
    let (Some(url), Some(at)) = (asked(URL), asked(AT)) else { return };
    let at: DateTime<Utc> = at.parse().expect("an instant");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let sweep = sweeper(&url, at, format!("process {}", std::process::id()));
    runtime.block_on(sweep.round()).expect("swept");
}

fn process(url: &str, at: DateTime<Utc>) -> Child {
    Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "processes::the_process_that_is_killed"])
        .env(URL, url)
        .env(AT, at.to_rfc3339())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("a process")
}

fn facts_seen_to(portal: &TestPortal) -> usize {
    let told = portal.read(|conn| journal::of_kinds(conn, &["step_reminded"]));
    told.len()
}

/// killed (-9) after each few facts, with others at work, again and again until nothing is left.
#[test]
fn a_160_a_process_that_is_killed_in_a_sweep_tells_everybody_once() {
    const APPLICATIONS: usize = 14;
    let portal = TestPortal::new();
    for body in ["aqmola-audit", "almaty-audit"].iter().cycle().take(APPLICATIONS) {
        portal.submitted(body, &[System::Ac]);
    }
    portal.letters();
    portal.advance(TimeDelta::days(3));
    let mut killed_in_the_middle = 0;
    for _ in 0..20 {
        let before = facts_seen_to(&portal);
        if before == APPLICATIONS {
            break;
        }
        let mut processes = [(); 2].map(|()| process(portal.url(), portal.now()));
        let patience = Instant::now() + Duration::from_secs(30);
        while facts_seen_to(&portal) < (before + 2).min(APPLICATIONS) && Instant::now() < patience {
            std::thread::yield_now();
        }
        for process in &mut processes {
            process.kill().expect("killed");
            process.wait().expect("gone");
        }
        killed_in_the_middle += usize::from(facts_seen_to(&portal) < APPLICATIONS);
        // The lease of the dead one ends by itself.
        portal.advance(TimeDelta::seconds(61));
    }
    assert!(killed_in_the_middle > 0, "no process was killed while it worked");
    let left = portal.sweep();
    assert_eq!(facts_seen_to(&portal), APPLICATIONS, "after {left:?}");
    assert_eq!(portal.sweep(), Round::default());
    let letters = portal.letters();
    let reminders: Vec<_> =
        letters.iter().filter(|letter| letter.subject.contains("мерзімі таяды")).collect();
    assert_eq!(reminders.len(), 2 * APPLICATIONS, "two reviewers, each once");
    let ids: BTreeSet<&str> = letters.iter().map(|letter| letter.id.as_str()).collect();
    assert_eq!(ids.len(), letters.len(), "no two letters have one id");
}

/// nothing ran for a week, in which reminders, due days and escalations of many steps passed by.
#[test]
fn a_174_after_a_week_of_downtime_there_is_no_storm_of_letters() {
    let portal = TestPortal::new();
    for body in ["aqmola-audit", "almaty-audit", "audit-chamber"] {
        portal.submitted(body, &[System::Ac]);
    }
    portal.letters();
    let before = portal.letters().len();
    // Friday, a week later, 10:00 in Kazakhstan.
    portal.advance(TimeDelta::days(7));
    let round = portal.sweep();
    assert_eq!((round.told, round.skipped), (3, 6), "escalated once each; what is past is not told");
    assert_eq!(portal.sweep(), Round::default());
    let letters = portal.letters().len() - before;
    assert!(letters <= 3 * 2, "{letters} letters after a week of three late steps");
    assert_eq!(portal.letters().len() - before, letters);
}
