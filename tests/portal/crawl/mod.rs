//! Everything that one who looks can reach, asked twice: in a country with everybody's figures, and in one where only
//! the own figures exist. Not one byte may differ, no name of what is outside may appear, and every table
//! of lines must be what the plain sums of the visible figures are.

mod world;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use qarau::domain::budget::{Path, Period};
use qarau::domain::scope::BudgetKey;
use qarau::domain::system::System;

use crate::support::{Browser, Page, TestPortal};
use world::{EYES, Eyes, below, foreign_canaries, names, reports};

/// Addresses asked in one crawl.
const MOST: usize = 260;

/// What is added to pages of lines: every switch, filter and order, and garbage.
const VARIANTS: &[&str] = &[
    "unit=billion",
    "unit=million",
    "by=month",
    "compare=years",
    "known=2026-11-20",
    "known=2026-01-01",
    "sort=-sumrg",
    "sort=plg",
    "show=figures",
    "below=40",
    "text=252",
    "text=%D0%9A%D0%B0%D0%BD%D0%B0%D1%80%D0%B5%D0%B9%D0%BA%D0%B0",
    "sort=administrator",
    "by=",
];

/// Asked beside what links lead to: budgets, months and lines of everybody.
fn guessed() -> Vec<String> {
    let budgets = [
        "republican",
        "state",
        "local",
        "110000000",
        "113200000",
        "113230000",
        "150000000",
        "750000000",
        "999000000",
    ];
    let places = [
        "",
        "&path=2",
        "&path=2.01.2",
        "&path=2.01.2.226",
        "&path=2.01.2.252.001.000.111",
        "&path=2.01.2.253",
        "&path=1.1",
        "&path=departmental",
        "&path=departmental.252.001",
        "&path=departmental.406",
        "&path=economic.1.11.111",
        "&path=investments",
    ];
    let mut guessed = Vec::new();
    for budget in budgets {
        for place in places {
            guessed.push(format!("/budget/ac?budget={budget}&period=2026-10{place}"));
        }
        guessed.push(format!("/budget/ac?budget={budget}&period=2026-07"));
        guessed.push(format!("/budget/ac?budget={budget}&near=2.01.2.253"));
        guessed.push(format!("/budget/ac/signs?budget={budget}&period=2026-10"));
        guessed.push(format!("/budget/ac/places?budget={budget}&period=2026-10&path=2"));
        // Names of lines that no report of the scope has must not stand in a proposed name, nor above a missing month.
        for path in ["2.03.1.253.003", "2.03.1.226.003", "2.03.1.124.003"] {
            let page = format!("/budget/ac?budget={budget}%26period=2026-10%26path={path}%26unit=thousand");
            guessed.push(format!("/looks/saved/new?at={}", page.replace('?', "%3F").replace('=', "%3D")));
            guessed.push(format!("/budget/ac?budget={budget}&period=2026-07&path={path}"));
        }
        for path in ["2.01.2.226", "2.01.2.252", "2.01.2.253"] {
            guessed.push(format!("/budget/ac/signs/without-plan?budget={budget}&period=2026-10&path={path}"));
        }
        for (page, words) in [
            ("search", "252"),
            ("search", "2.01.2"),
            ("search", "%D0%9A%D0%B0%D0%BD%D0%B0%D1%80%D0%B5%D0%B9%D0%BA%D0%B0"),
            ("search", "%D0%BE%D0%B1%D0%BB%D1%8B%D1%81"),
            ("search", "113230"),
            ("search", "%D0%B0%D1%83%D1%8B%D0%BB"),
            ("search", "%D0%BF%D1%80%D0%BE%D0%B3%D1%80%D0%B0%D0%BC%D0%BC%D0%B0"),
            ("suggestions", "%D0%B0%D1%83%D1%8B%D0%BB"),
            ("suggestions", "406"),
            ("suggestions", "%D0%9A%D0%B0%D0%BD%D0%B0%D1%80%D0%B5%D0%B9%D0%BA%D0%B0"),
        ] {
            guessed.push(format!("/budget/ac/{page}?budget={budget}&period=2026-10&q={words}"));
        }
    }
    guessed
}

/// Addresses by the page that they are of, so that a crawl sees every kind of page and not one kind to its end.
#[derive(Default)]
struct Waiting {
    known: BTreeSet<String>,
    kinds: BTreeMap<String, VecDeque<String>>,
}

impl Waiting {
    fn push(&mut self, address: &str) {
        let address = address.split('#').next().unwrap_or_default();
        let kind = address.split('?').next().unwrap_or_default();
        let inside = kind.starts_with("/budget") || kind.starts_with("/looks");
        if inside && self.known.insert(address.to_owned()) {
            // Orders and filters of a page are many; the lines themselves wait in a queue of their own.
            let kind = if place(address).is_some() { "lines" } else { kind };
            self.kinds.entry(kind.to_owned()).or_default().push_back(address.to_owned());
        }
    }

    fn round(&mut self) -> Vec<String> {
        self.kinds.values_mut().filter_map(VecDeque::pop_front).collect()
    }
}

/// The answers of a crawl, by address, without what is of the request alone.
fn crawl(browser: &Browser<'_>, mut look: impl FnMut(&Page<'_, '_>)) -> BTreeMap<String, String> {
    let (mut waiting, mut answers) = (Waiting::default(), BTreeMap::new());
    let mut varied = 0;
    for seed in [
        "/budget/ac",
        "/budget/sp",
        "/budget/classification",
        "/budget/ac/search?budget=110000000&period=2026-10&q=25",
        "/budget/ac/search?budget=110000000&period=2026-10&q=%D0%BA%D0%B0%D0%BD%D0%B0%D1%80",
        "/budget/ac/suggestions?budget=110000000&period=2026-10&q=25",
        "/budget/ac/search?budget=republican&period=2026-10&q=22",
        "/budget/ac/signs/largest?period=2026-10",
    ] {
        waiting.push(seed);
    }
    let mut ask = |address: &str, waiting: &mut Waiting, answers: &mut BTreeMap<String, String>| {
        let page = browser.get_once(address);
        look(&page);
        if let Some(to) = page.header("location") {
            waiting.push(to);
        }
        for link in page.all("a[href]") {
            waiting.push(link.attr("href").unwrap_or_default());
        }
        answers.insert(address.to_owned(), plain(&page));
    };
    while answers.len() < MOST {
        let round = waiting.round();
        if round.is_empty() {
            break;
        }
        for address in round {
            ask(&address, &mut waiting, &mut answers);
            if address.starts_with("/budget/ac?") && address.contains("period=") && varied < 3 {
                varied += 1;
                for variant in VARIANTS {
                    ask(&format!("{address}&{variant}"), &mut waiting, &mut answers);
                }
            }
        }
    }
    for address in guessed() {
        ask(&address, &mut waiting, &mut answers);
    }
    answers
}

/// Status, where it leads, and the page without the marks of its forms and the number of the request.
fn plain(page: &Page<'_, '_>) -> String {
    const MARK: &str = "name=\"csrf\" value=\"";
    let request = page.header("x-request-id").unwrap_or_default();
    let source = page.source().replace(request, "…");
    let mut parts = source.split(MARK);
    let mut plain = format!("{} {} ", page.status, page.header("location").unwrap_or_default());
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        plain.push_str(part.split_once('"').map_or(part, |(_, rest)| rest));
    }
    plain
}

fn portal(kind: &str, eyes: Option<&Eyes>) -> TestPortal {
    TestPortal::with_names(kind, reports(eyes), &names(eyes))
}

fn looks_alike(eyes: &Eyes) {
    let canaries = foreign_canaries(eyes);
    let silent = |page: &Page<'_, '_>| {
        let source = page.source();
        for canary in &canaries {
            assert!(!source.contains(canary), "{} shows {canary} to {}", page.path, eyes.body);
        }
    };
    let kind = eyes.body.replace('-', "_");
    let everybodys = portal("crawl", None);
    everybodys.granted(eyes.body, &[System::Ac]);
    let everybodys = crawl(&everybodys.sign_in("auditor", eyes.body), silent);
    let own = portal(&format!("crawl_{kind}"), Some(eyes));
    own.granted(eyes.body, &[System::Ac]);
    let own = crawl(&own.sign_in("auditor", eyes.body), silent);
    let shown = everybodys.values().filter(|answer| answer.starts_with("200")).count();
    println!("{}: {} answers, {shown} pages", eyes.body, everybodys.len());
    assert!(shown > 40, "{} was shown {shown} pages only", eyes.body);
    for (address, answer) in &everybodys {
        let alone = own.get(address).map(String::as_str).unwrap_or("was not reached");
        assert!(
            answer == alone,
            "{address} tells {} of others:\n{}",
            eyes.body,
            first_difference(answer, alone)
        );
    }
    assert_eq!(everybodys.len(), own.len());
}

fn first_difference(one: &str, other: &str) -> String {
    let at = one.char_indices().zip(other.chars()).find(|((_, a), b)| a != b).map_or(0, |((at, _), _)| at);
    let near = |text: &str| {
        text.chars().skip(one[..at].chars().count().saturating_sub(120)).take(300).collect::<String>()
    };
    format!("{}\n---\n{}", near(one), near(other))
}

#[test]
fn a_063_a_revision_commission_learns_nothing_of_others() {
    looks_alike(&EYES[1]);
}

#[test]
fn a_063_the_audit_service_of_a_ministry_learns_nothing_of_others() {
    looks_alike(&EYES[2]);
}

#[test]
fn a_063_the_audit_service_of_an_oblast_police_learns_nothing_of_others() {
    looks_alike(&EYES[3]);
}

#[test]
fn a_063_the_audit_service_of_a_city_police_learns_nothing_of_others() {
    looks_alike(&EYES[4]);
}

/// A page of lines, as its address says; filters and other months' figures aside.
fn place(address: &str) -> Option<(BudgetKey, Period, Option<Path>)> {
    let query = address.strip_prefix("/budget/ac?")?;
    let (mut budget, mut period, mut path) = (None, None, None);
    for field in query.split('&') {
        match field.split_once('=')? {
            ("budget", code) => budget = BudgetKey::parse(code).ok(),
            ("period", text) => period = Period::parse(text).ok(),
            ("path", text) => path = Some(Path::parse(text).ok()?),
            ("unit", "thousand") => {}
            _ => return None,
        }
    }
    Some((budget?, period?, path))
}

/// The column of what is executed, read as thousand tenge, row by row.
fn executed(page: &Page<'_, '_>) -> Vec<i64> {
    let heads = page.all("[aria-labelledby='budget-caption'] thead th");
    let by_execution = |head: &scraper::ElementRef<'_>| {
        head.html().contains("sort=-sumrg") || head.html().contains("sort=sumrg")
    };
    let column = heads
        .iter()
        .position(by_execution)
        .unwrap_or_else(|| panic!("{} has no column of execution", page.path));
    let cells = scraper::Selector::parse("th, td").expect("a selector");
    let number = |row: scraper::ElementRef<'_>| {
        let cell = row.select(&cells).nth(column).expect("a cell").text().collect::<String>();
        let digits = cell.replace(['\u{202f}', '\u{a0}', ' '], "").replace('\u{2212}', "-");
        digits.trim().parse().unwrap_or_else(|_| panic!("{}: {cell:?} is no amount", page.path))
    };
    page.all("[aria-labelledby='budget-caption'] tbody tr").into_iter().map(number).collect()
}

#[test]
fn every_table_is_the_plain_sum_of_what_may_be_seen() {
    let portal = portal("crawl", None);
    for eyes in &EYES {
        portal.granted(eyes.body, &[System::Ac]);
        let browser = portal.sign_in("auditor", eyes.body);
        let mut compared = 0;
        let mut asked = BTreeSet::new();
        crawl(&browser, |page| {
            let Some((budget, period, path)) = place(&page.path) else { return };
            let path_field = path.map(|path| format!("&path={path}")).unwrap_or_default();
            let exact =
                format!("/budget/ac?budget={}&period={period}{path_field}&unit=thousand", budget.code());
            if !asked.insert(exact.clone()) {
                return;
            }
            let expect = below(eyes, budget, period, path);
            let reported = eyes.sees_budget(&budget) && world::MONTHS.contains(&period.to_string().as_str());
            match (page.status, expect) {
                (200, Some(expect)) => {
                    let page = browser.get(&exact);
                    page.assert_ok();
                    if expect.is_empty() {
                        return;
                    }
                    let expect: Vec<i64> = expect.into_iter().map(|(_, amount)| amount).collect();
                    assert_eq!(executed(&page), expect, "{exact} of {}", eyes.body);
                    compared += 1;
                }
                (200, None) => assert!(!reported, "{exact} shows {} what is not there", eyes.body),
                (404, None) | (302 | 303, _) => {}
                (status, expect) => panic!("{exact} gives {} {status}, expected {expect:?}", eyes.body),
            }
        });
        println!("{}: {compared} tables", eyes.body);
        assert!(compared > 5, "{}: {compared} tables only", eyes.body);
    }
}
