//! Pages that were drawn before, for others with the same scope: who may see them, when, in which state of the budget, and
//! that every look at them is entered like the first.

use std::collections::BTreeMap;

use qarau::domain::journal::Event;
use qarau::storage::journal;

use crate::budget::{AC, auditor};
use crate::support::{Browser, Page, TestPortal, paid};

/// Pages of every kind, of the budget of Akmola.
const PAGES: &[&str] = &[
    "/budget/ac?budget=110000000&period=2026-10",
    "/budget/ac?budget=110000000&period=2026-10&path=2&unit=billion&sort=-sumrg",
    "/budget/ac?budget=110000000&period=2026-10&path=2.03.1&by=month",
    "/budget/ac?budget=110000000&period=2026-10&path=2.03.1&compare=years",
    "/budget/ac/year?budget=110000000&period=2026-10&path=2.03.1",
    "/budget/ac/composition?budget=110000000&period=2026-10&path=2.03.1",
    "/budget/ac/places?budget=110000000&period=2026-10&path=2",
    "/budget/ac/signs?budget=110000000&period=2026-10",
    "/budget/ac/signs/largest?period=2026-10",
];

/// What is shown of the budget, apart from whose frame it stands in and under which number it was asked for.
fn shown(page: &Page<'_, '_>) -> String {
    let source = page.source();
    let main = source.split_once("<main").expect("a page").1.split_once("</main>").expect("a page").0;
    let (figures, _why) = main.split_once("<section class=\"card").unwrap_or((main, ""));
    figures.to_owned()
}

fn answers(browser: &Browser<'_>) -> BTreeMap<&'static str, (u16, String)> {
    let answer = |path: &'static str| {
        let page = browser.get(path);
        (path, (page.status, if page.status == 200 { shown(&page) } else { String::new() }))
    };
    PAGES.iter().map(|path| answer(path)).collect()
}

fn looks(portal: &TestPortal) -> Vec<Event> {
    let wanted = journal::Wanted { most: 10_000, ..journal::Wanted::default() };
    let kept = portal.read(move |conn| journal::list(conn, &wanted));
    let is_look =
        |event: &Event| matches!(event, Event::BudgetLooked { .. } | Event::LargestSignsLooked { .. });
    kept.into_iter().rev().map(|kept| kept.entry.event).filter(is_look).collect()
}

/// the same addresses after somebody with a wider scope, with a narrower and with the same.
#[test]
fn a_047_everybody_is_shown_their_own_scope_whoever_asked_before() {
    let warm = TestPortal::with_figures();
    let bodies = ["audit-chamber", "aqmola-audit", "aqmola-police", "almaty-police"];
    for body in bodies {
        warm.granted(body, AC);
    }
    for round in 1..=2 {
        for body in bodies {
            let cold = TestPortal::with_figures();
            let alone = answers(&auditor(&cold, body, AC));
            assert_eq!(answers(&warm.sign_in("auditor", body)), alone, "{body}, round {round}");
        }
    }
}

#[test]
fn a_page_that_was_drawn_before_stands_in_the_frame_of_whoever_asks() {
    let portal = TestPortal::with_figures();
    portal.granted("aqmola-audit", AC);
    let [first, second] = ["auditor", "auditor2"].map(|person| portal.sign_in(person, "aqmola-audit"));
    for path in PAGES.iter().take(8) {
        let [one, other] = [first.get(path), second.get(path)];
        assert_eq!(shown(one.assert_ok()), shown(other.assert_ok()), "{path}");
        assert_ne!(one.value("form.account input[name=csrf]"), other.value("form.account input[name=csrf]"));
    }
}

/// The tenth look is an entry like the first: same place, same version, same number of lines, the own grant.
#[test]
fn every_look_is_entered_whether_it_was_drawn_before_or_not() {
    let portal = TestPortal::with_figures();
    portal.granted("aqmola-audit", AC);
    let [first, second] = ["auditor", "auditor2"].map(|person| portal.sign_in(person, "aqmola-audit"));
    let mut before = looks(&portal).len();
    for path in PAGES.iter().take(8) {
        for browser in [&first, &first, &second] {
            browser.get(path).assert_ok();
        }
        let entered = looks(&portal).split_off(before);
        let [drawn, again, others] = &entered[..] else { panic!("{path}: {entered:?}") };
        assert_eq!(drawn, again, "{path}");
        assert_ne!(again, others, "{path} by another's grant");
        assert_eq!(format!("{again:?}").replace("GrantId(1)", "GrantId(2)"), format!("{others:?}"), "{path}");
        before += 3;
    }
}

#[test]
fn what_is_loaded_since_is_shown_at_once_and_what_was_known_before_stays() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "aqmola-audit", AC);
    let page = "/budget/ac?budget=110000000&period=2026-10&path=2.03.1";
    let before = shown(auditor.get(page).assert_ok());
    assert_eq!(shown(&auditor.get(page)), before);
    portal.advance(chrono::TimeDelta::minutes(1));
    portal.load(&[paid("110000000", "2026-10", &[("2.03.1", 5), ("2.03.1.252", 5)])]);
    let after = shown(auditor.get(page).assert_ok());
    assert_ne!(after, before);
    assert_eq!(shown(&auditor.get(page)), after);
    // Another budget's load changes what is kept, and nothing that is shown.
    portal.load(&[paid("750000000", "2026-10", &[("2.03.1.352", 5)])]);
    assert_eq!(shown(&auditor.get(page)), after);
}

/// a page that was drawn is no right to see it.
#[test]
fn a_021_a_page_that_was_drawn_opens_to_nobody_whose_access_ended() {
    let portal = TestPortal::with_figures();
    portal.granted("aqmola-audit", AC);
    let page = PAGES[1];
    let [first, second] = ["auditor", "auditor2"].map(|person| portal.sign_in(person, "aqmola-audit"));
    first.get(page).assert_ok();
    second.get(page).assert_ok();
    let entered = looks(&portal).len();
    portal.held("auditor", "aqmola-audit");
    portal.sign_in("auditor", "aqmola-audit").get(page).assert_status(403);
    assert_eq!(looks(&portal).len(), entered, "nothing was shown");
    second.get(page).assert_ok();
    portal.advance(chrono::TimeDelta::days(366));
    portal.sign_in("auditor2", "aqmola-audit").get(page).assert_status(403);
    assert_eq!(looks(&portal).len(), entered + 1);
}

/// A day to come is refused whoever asks, also where it was the past for somebody before: the clock was set back.
#[test]
fn a_089_a_day_that_is_still_to_come_is_refused_although_its_page_was_drawn() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "aqmola-audit", AC);
    let today = portal.now().date_naive();
    let page = format!("{}&known={today}", PAGES[1]);
    auditor.get(&page).assert_ok();
    portal.advance(chrono::TimeDelta::days(-2));
    let auditor = portal.sign_in("auditor", "aqmola-audit");
    let status = auditor.get(&page).status;
    assert!(status == 400 || status == 403, "{status}");
}
