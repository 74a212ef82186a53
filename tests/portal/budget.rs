//! Looking at the budget: what is inside the scope, what answers as if it were not there, what stands in the journal.

use chrono::TimeDelta;
use qarau::domain::journal::Event;
use qarau::domain::system::System;
use qarau::storage::journal;

use crate::support::{Browser, Page, TestPortal};

pub const AC: &[System] = &[System::Ac];

/// An auditor of a body whose application was granted.
pub fn auditor<'p>(portal: &'p TestPortal, body: &str, systems: &[System]) -> Browser<'p> {
    portal.granted(body, systems);
    portal.sign_in("auditor", body)
}

fn looks(portal: &TestPortal) -> Vec<String> {
    let wanted = journal::Wanted { code: Some("budget_looked"), most: 1_000, ..journal::Wanted::default() };
    let kept = portal.read(move |conn| journal::list(conn, &wanted));
    let place = |event: Event| {
        let Event::BudgetLooked { budget, period, path, .. } = event else { panic!("{event:?} is no look") };
        format!("{budget} {period} {path}")
    };
    kept.into_iter().rev().map(|kept| place(kept.entry.event)).collect()
}

/// The cells of the row that begins with these words; spaces within figures taken out.
pub fn row(page: &Page<'_, '_>, words: &str) -> Vec<String> {
    let rows = page.all(".figures tr");
    let selector = scraper::Selector::parse("th, td").expect("a selector");
    for row in rows {
        let cells: Vec<String> = row
            .select(&selector)
            .map(|cell| cell.text().collect::<String>().replace(['\u{202f}', '\u{a0}'], "").trim().to_owned())
            .collect();
        if cells.first().is_some_and(|first| first.contains(words)) {
            return cells;
        }
    }
    panic!("{} has no row {words:?}: {}", page.path, page.words())
}

#[test]
fn r6_2_an_auditor_walks_from_the_sections_down_to_an_administrator() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "aqmola-audit", AC);
    let page = auditor.get("/budget/ac");
    page.assert_ok().assert_says("Ақмола облысы").assert_says("2026 жылғы 31 қазан").assert_says("R6.2");
    page.assert_says("I. Кірістер").assert_says("VII. Бюджет тапшылығын қаржыландыру");
    assert_eq!(page.count("[aria-labelledby='budget-caption'] thead th"), 11);
    let sections = row(&page, "II. Шығындар");

    let expenditure = auditor.get("/budget/ac?budget=110000000&period=2026-10&path=2");
    assert_eq!(row(&expenditure, "Жиыны")[1..], sections[1..], "the total is the line that was followed");
    let police = auditor.get("/budget/ac?budget=110000000&period=2026-10&path=2.03.1");
    police.assert_ok().assert_says("252").assert_says("Облыстық бюджеттен қаржыландырылатын");
    assert_eq!(police.count(".path__steps li"), 4, "sections, II, the group, the subgroup");
    police.click(".path__steps li:nth-child(3) a").assert_ok().assert_says("Құқық қорғау қызметі");
    let district = auditor.get("/budget/ac?budget=113200000&period=2026-10&path=2.01.1");
    district.assert_ok().assert_says("Аққөл ауданы");
    assert_eq!(
        looks(&portal),
        [
            "110000000 2026-10 ",
            "110000000 2026-10 2",
            "110000000 2026-10 2.03.1",
            "110000000 2026-10 2.03",
            "113200000 2026-10 2.01.1"
        ]
    );
}

fn apart_from_its_address(page: &Page<'_, '_>) -> String {
    page.source().replace("&#38;", "&").replace(&page.path, "")
}

/// outside is exactly as not there, and no list speaks of it.
#[test]
fn a_030_what_is_outside_answers_as_what_does_not_exist() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "aqmola-audit", AC);
    let missing = auditor.get_once("/budget/ac?budget=999000000&period=2026-10");
    missing.assert_status(404);
    for outside in [
        "budget=750000000&period=2026-10",
        "budget=republican&period=2026-10",
        "budget=republican&period=2026-10&path=2.01.2.406",
        "budget=750000000&period=2026-10&path=2.99",
        "budget=750000000&period=2026-09",
        "budget=750000000",
        "budget=150000000&period=2026-10",
        "budget=110000000&period=2026-10&path=2.99",
    ] {
        let page = auditor.get_once(&format!("/budget/ac?{outside}"));
        page.assert_status(404);
        assert_eq!(apart_from_its_address(&page), apart_from_its_address(&missing), "{outside}");
    }
    let page = auditor.get("/budget/ac");
    page.assert_silent_about("Алматы қаласы").assert_silent_about("Республикалық бюджет");
    assert_eq!(looks(&portal), ["110000000 2026-10 "], "what was not shown was not looked at");
}

/// garbage is 400 and never another page.
#[test]
fn a_034_garbage_in_the_address_is_refused() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "aqmola-audit", AC);
    for garbage in [
        "budget=110000000&period=2026-13",
        "budget=110000000&period=202610",
        "budget=11&period=2026-10",
        "budget=&period=2026-10",
        "budget=110000000&period=2026-10&path=2.1",
        "budget=110000000&period=2026-10&path=",
        "budget=110000000&period=2026-10&path=2.01&near=2",
        "budget=110000000&period=2026-10&unit=dollar",
        "budget=110000000&budget=750000000&period=2026-10",
        "budget=110000000&period=2026-10&sort=executed",
        "budget=110000000&period=2026-10&sort=--plg",
        "budget=110000000&period=2026-10&sort=change1",
        "budget=110000000&period=2026-10&path=1&sort=obz",
        "budget=110000000&period=2026-10&by=year",
        "budget=110000000&period=2026-10&compare=",
        "budget=110000000&period=2026-10&known=2026-11-31",
        "budget=110000000&period=2026-10&known=2026-11-21",
        "budget=110000000&period=2026-10&known=20261101",
        "budget=110000000&period=2026-10&show=none",
        "budget=110000000&period=2026-10&below=0",
        "budget=110000000&period=2026-10&below=050",
        "budget=110000000&period=2026-10&below=1001",
        "budget=110000000&period=2026-10&text=%E2%80%94",
        "budget=110000000&period=2026-10&text=a&text=b",
        "budget=110000000&period=2026-10&near=3&path=2",
        "path=2.01",
        "Budget=110000000",
        "budget[]=110000000",
    ] {
        auditor.get_once(&format!("/budget/ac?{garbage}")).assert_status(400);
    }
    for missing in ["/budget/xx", "/budget/AC", "/budget", "/budget/ac/2"] {
        auditor.get_once(missing).assert_status(404);
    }
    assert!(looks(&portal).is_empty());
}

#[test]
fn r6_3_sees_its_own_administrator_and_totals_of_its_own_lines() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "health-audit", AC);
    let page = auditor.get("/budget/ac");
    page.assert_ok().assert_says("R6.3").assert_says("тек сіздің бюджеттік бағдарламалар әкімшіңіздің");
    page.assert_says("II. Шығындар").assert_silent_about("I. Кірістер").assert_silent_about("V. Бюджет");
    let total = row(&page, "II. Шығындар");
    let at =
        |path: &str| auditor.get_once(&format!("/budget/ac?budget=republican&period=2026-10&path={path}"));
    assert_eq!(row(&at("2"), "Жиыны")[1..], total[1..]);
    at("2.05").assert_ok();
    for hidden in ["1", "2.01.2", "2.01.2.406", "5", "7", "1.1.1.01.1"] {
        at(hidden).assert_status(404);
    }
    let chamber = self::auditor(&portal, "audit-chamber", AC);
    let whole = chamber.get("/budget/ac?budget=republican&period=2026-10");
    assert_ne!(row(&whole, "II. Шығындар")[1..], total[1..], "the stored total tells of the others");
}

#[test]
fn r6_5_sees_the_police_of_its_region_alone() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "aqmola-police", AC);
    let page = auditor.get("/budget/ac");
    page.assert_ok().assert_says("R6.5").assert_silent_about("113200000");
    let at =
        |path: &str| auditor.get_once(&format!("/budget/ac?budget=110000000&period=2026-10&path={path}"));
    at("2.03.1").assert_ok().assert_says("252");
    for hidden in ["2.01", "2.04.1.261", "1", "closing"] {
        at(hidden).assert_status(404);
    }
    auditor.get_once("/budget/ac?budget=113200000&period=2026-10").assert_status(404);
}

/// nobody looks without an open grant, and everybody is told why and what to do.
#[test]
fn a_091_without_an_open_grant_there_is_a_reason_and_no_figure() {
    let portal = TestPortal::with_figures();
    portal.visitor().get_once("/budget/ac").assert_status(303);
    let nobody = portal.sign_in("auditor", "almaty-audit");
    let page = nobody.get("/budget/ac");
    page.assert_status(403).assert_says("Бұл жүйеге қолжетімділігіңіз жоқ").assert_says("өтінім");
    portal.sign_in("reviewer", "ministry").get("/budget/ac").assert_status(403);

    let browser = auditor(&portal, "aqmola-audit", AC);
    browser.get("/budget/ac").assert_ok();
    browser.get("/budget/sp").assert_status(403).assert_says("Мемлекеттік жоспарлау");
    portal.advance(TimeDelta::days(366));
    let late = portal.sign_in("auditor", "aqmola-audit");
    for path in ["/budget/ac", "/budget/ac?budget=110000000&period=2026-10", "/budget/ac?budget=750000000"] {
        let page = late.get(path);
        page.assert_status(403).assert_says("мерзімі аяқталды").assert_lacks(".figures");
    }
    assert_eq!(looks(&portal).len(), 1);
}

#[test]
fn a_month_that_is_not_reported_is_said_so() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "aqmola-audit", AC);
    let page = auditor.get("/budget/ac?budget=110000000&period=2026-09");
    page.assert_ok().assert_says("есеп жоқ").assert_lacks(".figures");
    page.assert_says("2026 жылғы қыркүйек — Есепте жоқ");
    page.click("main a[href*='2026-10']").assert_ok().assert_has(".figures");
}

/// Budget, month and unit are chosen without JavaScript; a line that the other report lacks leads to the nearest that it has.
#[test]
fn another_budget_is_as_near_as_it_can_be() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "audit-chamber", AC);
    let page = auditor.get("/budget/ac?budget=republican&period=2026-10&path=2.01.2.406");
    page.assert_ok().assert_says("Жоғары аудиторлық палатасы");
    let other = page.form(".whose form").set("budget", "110000000").submit();
    let other = other.form(".filter form").set("unit", "billion").submit();
    other.assert_ok().assert_says("Қаржылық қызмет").assert_says("млрд теңге");
    assert_eq!(other.count(".path__steps li"), 4);
    let month = other.form(".filter form").set("period", "2026-08").submit();
    month.assert_ok().assert_says("2026 жылғы 31 тамыз").assert_says("млрд теңге");
}

#[test]
fn a_name_without_a_translation_says_its_language() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "audit-chamber", AC);
    let address = "/budget/ac?budget=republican&period=2026-10&path=2.01.2";
    auditor.get(address).assert_lacks(".figures [lang]");
    let english = auditor.get(address).form(".languages").press("en");
    english.assert_says("Financial activity").assert_has(".figures [lang=ru]");
}

#[test]
fn a_portal_without_figures_says_so() {
    let portal = TestPortal::new();
    let auditor = auditor(&portal, "aqmola-audit", AC);
    auditor.get("/budget/ac").assert_ok().assert_says("Деректер әлі жүктелген жоқ").assert_says("R6.2");
}
