//! Budgets of places side by side: what is directly inside, what is not reported, no sum, and nothing outside the scope.

use qarau::domain::budget::rollup::report_of_facts;
use qarau::domain::budget::{Aspect, Fact, Measures, Part, Path, Period, Report};
use qarau::domain::journal::Event;
use qarau::domain::money::Tiyn;
use qarau::domain::scope::BudgetKey;
use qarau::domain::system::System;
use qarau::storage::journal;

use crate::budget::{auditor, row};
use crate::support::{Page, TestPortal};

const AC: &[System] = &[System::Ac];

/// Budget, month, and what its lines took, in thousand tenge.
type Told = (&'static str, &'static str, &'static [(&'static str, i64)]);

const COUNTRY: [Told; 9] = [
    ("republican", "2026-10", &[("1.1.1.01.1", 900), ("2.01.2.406", 700)]),
    ("110000000", "2026-10", &[("1.4.4.02.1", 90), ("2.03.1.252", 30), ("2.04.1.261", 50)]),
    ("113200000", "2026-10", &[("2.01.1.112", 4), ("2.03.1.252", 3)]),
    ("113400000", "2026-10", &[("2.01.1.112", 6)]),
    ("113600000", "2026-09", &[("2.01.1.112", 8)]),
    ("113220100", "2026-10", &[("2.01.1.124", 1)]),
    ("113230000", "2026-10", &[("2.01.1.124", 2)]),
    ("150000000", "2026-10", &[("2.04.1.261", 70)]),
    ("750000000", "2026-10", &[("2.03.1.352", 40)]),
];

fn country() -> TestPortal {
    let report = |(budget, month, lines): &Told| {
        let fact = |(source_line, (path, taken)): (u64, &(&str, i64))| Fact {
            path: Path::parse(path).unwrap_or_else(|why| panic!("{path}: {why}")),
            measures: Measures {
                plg: Tiyn(200_000 * taken),
                plgp: Tiyn(200_000 * taken),
                sumrg: Tiyn(100_000 * taken),
                ..Measures::default()
            },
            source_line,
        };
        let mut facts: Vec<Fact> = (1..).zip(*lines).map(fact).collect();
        let budget = BudgetKey::parse(budget).expect("a budget");
        let period = Period::parse(month).expect("a month");
        report_of_facts(budget, period, Part::Main, &mut facts).expect("a report")
    };
    let reports: Vec<Report> = COUNTRY.iter().map(report).collect();
    TestPortal::with_reports("places", reports)
}

/// Names of the places, in the order in which they stand.
fn names(page: &Page<'_, '_>) -> Vec<String> {
    page.texts(".figures tbody th").iter().map(|name| name.trim().to_owned()).collect()
}

fn at(budget: &str, path: &str) -> String {
    format!("/budget/ac/places?budget={budget}&period=2026-10&path={path}&unit=thousand")
}

#[test]
fn r6_1_sees_the_regions_of_the_republic_side_by_side() {
    let portal = country();
    let auditor = auditor(&portal, "audit-chamber", AC);
    let page = auditor.get("/budget/ac?budget=republican&period=2026-10");
    let page = page.click(".tabs a[href*='/places']");
    page.assert_ok()
        .assert_says("II. Шығындар")
        .assert_says("екі рет есептелер еді")
        .assert_lacks(".figures tfoot");
    assert_eq!(names(&page), ["Ақмола облысы", "Ақтөбе облысы", "Алматы қаласы"]);
    page.assert_silent_about("Аққөл ауданы");
    for (budget, name) in [("110000000", "Ақмола"), ("150000000", "Ақтөбе"), ("750000000", "Алматы")]
    {
        let own = auditor.get(&format!("/budget/ac?budget={budget}&period=2026-10&path=2"));
        assert_eq!(row(&page, name)[1..], row(&own, "Жиыны")[1..], "{name}");
    }
    page.click(".figures tbody a").assert_ok().assert_says("Ақмола облысы").assert_says("Білім беру");
    let police = auditor.get(&at("republican", "2.03.1.252"));
    assert_eq!(row(police.assert_ok(), "Ақмола")[8], "30");
    assert_eq!(row(&police, "Ақтөбе")[8], "жол жоқ");
}

#[test]
fn places_are_sorted_by_what_they_executed() {
    let portal = country();
    let auditor = auditor(&portal, "audit-chamber", AC);
    let page = auditor.get(&format!("{}&sort=-sumrg", at("republican", "2")));
    assert_eq!(names(page.assert_ok()), ["Ақмола облысы", "Ақтөбе облысы", "Алматы қаласы"]);
    let page = auditor.get(&format!("{}&sort=sumrg", at("republican", "2")));
    assert_eq!(names(page.assert_ok()), ["Алматы қаласы", "Ақтөбе облысы", "Ақмола облысы"]);
    let police = auditor.get(&format!("{}&sort=sumrg", at("republican", "2.04.1.261")));
    assert_eq!(
        names(police.assert_ok()).last().map(String::as_str),
        Some("Алматы қаласы"),
        "no line, so last"
    );
}

#[test]
fn r6_2_sees_districts_and_what_lies_in_them_level_by_level() {
    let portal = country();
    let oblast = auditor(&portal, "aqmola-audit", AC);
    let page = oblast.get(&at("110000000", "2"));
    assert_eq!(names(page.assert_ok()).len(), 3, "districts, and not what lies in them");
    assert_eq!(row(&page, "Аққөл ауданы")[8], "7");
    let missing: Vec<String> =
        page.texts(".figures tbody tr").into_iter().filter(|row| row.contains("Есепте жоқ")).collect();
    assert_eq!(missing.len(), 1, "one district has not reported the month");
    let district = auditor(&portal, "aqkol-maslikhat", AC);
    let page = district.get(&at("113200000", "2"));
    assert_eq!(names(page.assert_ok()).len(), 2, "a town and a rural district");
    district
        .get(&at("113230000", "2"))
        .assert_ok()
        .assert_says("Ішінде бюджеттер жоқ")
        .assert_lacks(".figures");
    for hidden in ["110000000", "113400000", "republican"] {
        district.get_once(&at(hidden, "2")).assert_status(404);
    }
}

#[test]
fn r6_5_sees_its_own_administrator_in_places_that_have_it() {
    let portal = country();
    let police = auditor(&portal, "aqmola-police", AC);
    let page = police.get(&at("110000000", "2"));
    assert_eq!(names(page.assert_ok()), ["Аққөл ауданы"], "no other district has a line of 252");
    assert_eq!(row(&page, "Аққөл ауданы")[8], "3", "the total of its own lines");
    for hidden in ["2.01", "2.01.1.112", "1", "2.04.1.261"] {
        police.get_once(&at("110000000", hidden)).assert_status(404);
    }
    police.get_once(&at("150000000", "2")).assert_status(404);
    let health = auditor(&portal, "health-audit", AC);
    health.get_once(&at("republican", "2")).assert_status(404);
}

#[test]
fn an_address_without_a_line_leads_to_all_expenditure_and_garbage_nowhere() {
    let portal = country();
    let auditor = auditor(&portal, "aqmola-audit", AC);
    let page = auditor.get("/budget/ac/places");
    page.assert_ok().assert_says("II. Шығындар").assert_says("Ақмола облысы");
    for garbage in [
        "budget=110000000&period=2026-13&path=2",
        "budget=110000000&period=2026-10&path=2&by=month",
        "budget=110000000&period=2026-10&path=2&compare=years",
        "budget=110000000&period=2026-10&path=2&show=figures",
        "budget=110000000&period=2026-10&path=2&sort=x",
        "budget=110000000&period=2026-10&path=2&stage=draft",
        "budget=110000000&period=2026-10&path=",
    ] {
        auditor.get_once(&format!("/budget/ac/places?{garbage}")).assert_status(400);
    }
    for missing in ["750000000", "999000000"] {
        auditor.get_once(&at(missing, "2")).assert_status(404);
    }
    auditor.get_once(&at("110000000", "2.99")).assert_status(404);
    auditor.get("/budget/sp/places").assert_status(403);
    let wanted = journal::Wanted { code: Some("budget_looked"), most: 100, ..journal::Wanted::default() };
    let kept = portal.read(move |conn| journal::list(conn, &wanted));
    let [look] = &kept[..] else { panic!("one page was shown, {} were entered", kept.len()) };
    assert!(
        matches!(&look.entry.event, Event::BudgetLooked { aspect: Aspect::Places, lines: 3, .. }),
        "{look:?}"
    );
}
