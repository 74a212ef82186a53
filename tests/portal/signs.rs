//! Risk signs on their pages: inside the scope, largest first, each with its formula, its months and its sentence.

use qarau::domain::budget::Report;
use qarau::domain::journal::Event;
use qarau::domain::system::System;
use qarau::storage::journal;

use crate::support::{Browser, Page, TestPortal, paid};

fn auditor<'p>(portal: &'p TestPortal, body: &str) -> Browser<'p> {
    portal.granted(body, &[System::Ac]);
    portal.sign_in("auditor", body)
}

/// October 2026 once more, where lines of nobody's plan were paid: in million tenge.
fn unplanned(portal: &TestPortal) {
    let reports: [Report; 4] = [
        paid("republican", "2026-10", &[("2.01.2.406", 70), ("2.05.9.226", 90)]),
        paid("110000000", "2026-10", &[("2.03.1.252", 50), ("2.04.1.261", 60)]),
        paid("113200000", "2026-10", &[("2.07.2.458", 40)]),
        paid("750000000", "2026-10", &[("2.03.1.352", 80)]),
    ];
    portal.load(&reports);
}

/// Code of the line and amount of each row.
fn rows(page: &Page<'_, '_>) -> Vec<String> {
    let amounts = page.texts("td:last-child");
    page.texts(".figures__code")
        .into_iter()
        .zip(amounts)
        .map(|(code, amount)| format!("{code} {amount}"))
        .collect()
}

#[test]
fn what_is_planted_is_found_and_explained() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "audit-chamber");
    let list = auditor.get("/budget/ac/signs?budget=republican&period=2026-10");
    list.assert_ok().assert_says("бұзушылық болып табылмайды").assert_says("R6.1");
    list.assert_says("Жоспарсыз төлемдер").assert_says("Атқарылуы кезең жоспарының жартысынан аз");
    let kind = auditor.get("/budget/ac/signs?budget=republican&period=2026-10&kind=without-plan");
    assert_eq!(kind.texts(".figures__code")[0], "08.2.650", "the administrator, then its programmes");
    let sign = kind.click("td a");
    sign.assert_ok().assert_says("Жоспарсыз төлемдер").assert_says("бұзушылық болып табылмайды");
    sign.assert_says("төлемдер бойынша кезең жоспары нөлге тең")
        .assert_says("1 млн теңгеден аз сома көрсетілмейді");
    assert_eq!(sign.count(".figures tbody tr"), 1, "the month behind it");
    sign.click(".lead a").assert_ok().assert_says("650");
    let russian = sign.form(".languages").press("ru");
    russian.assert_says("Платежи без плана").assert_says("не является нарушением");
}

#[test]
fn signs_stand_by_amount_and_are_filtered_by_kind_and_administrator() {
    let portal = TestPortal::with_figures();
    unplanned(&portal);
    let auditor = auditor(&portal, "aqmola-audit");
    let list = auditor.get("/budget/ac/signs?budget=110000000");
    list.assert_ok();
    assert_eq!(rows(&list), ["04.1.261 60,0", "03.1.252 50,0"]);
    let own = list.form(".filter form").set("administrator", "252").submit();
    assert_eq!(rows(&own), ["03.1.252 50,0"]);
    let sorted = list.form(".filter form").set("sort", "line").submit();
    assert_eq!(rows(&sorted), ["03.1.252 50,0", "04.1.261 60,0"]);
    let none = list.form(".filter form").set("kind", "december").submit();
    none.assert_ok().assert_says("Белгілер жоқ").click(".empty a").assert_ok();
    let month = auditor.get("/budget/ac/signs?budget=110000000&period=2026-09");
    month.assert_ok().assert_says("есеп жоқ").assert_lacks(".figures");
}

/// a list, a count, a choice and a guessed address know the scope alone.
#[test]
fn a_030_signs_of_others_are_not_there() {
    let portal = TestPortal::with_figures();
    unplanned(&portal);
    let police = auditor(&portal, "aqmola-police");
    let list = police.get("/budget/ac/signs?budget=110000000&period=2026-10");
    assert_eq!(rows(&list), ["03.1.252 50,0"]);
    list.assert_silent_about("261").assert_silent_about("/signs/largest");
    let sign = |browser: &Browser<'_>, budget: &str, path: &str| {
        let address = format!("/budget/ac/signs/without-plan?budget={budget}&period=2026-10&path={path}");
        browser.get_once(&address).status
    };
    assert_eq!(sign(&police, "110000000", "2.03.1.252"), 200);
    for (budget, path) in [
        ("110000000", "2.04.1.261"),
        ("110000000", "2.99.1.252"),
        ("110000000", "2.03"),
        ("750000000", "2.03.1.352"),
        ("republican", "2.05.9.226"),
    ] {
        assert_eq!(sign(&police, budget, path), 404, "{budget} {path}");
    }
    police.get_once("/budget/ac/signs?budget=113200000&period=2026-10").assert_status(404);
    police.get_once("/budget/ac/signs/largest").assert_status(404);

    let health = auditor(&portal, "health-audit");
    assert_eq!(rows(&health.get("/budget/ac/signs?budget=republican&period=2026-10")), ["05.9.226 90,0"]);
    let district = auditor(&portal, "aqkol-maslikhat");
    assert_eq!(rows(&district.get("/budget/ac/signs?budget=113200000")), ["07.2.458 40 000,0"]);
    district.get_once("/budget/ac/signs?budget=110000000&period=2026-10").assert_status(404);
    assert_eq!(rows(&district.get("/budget/ac/signs/largest")), ["07.2.458 40,0"]);
}

#[test]
fn the_largest_over_all_budgets_are_those_of_the_scope() {
    let portal = TestPortal::with_figures();
    unplanned(&portal);
    let chamber = auditor(&portal, "audit-chamber");
    let page =
        chamber.get("/budget/ac/signs?budget=republican&period=2026-10").click(".ways a[href*=largest]");
    page.assert_ok().assert_says("4 бюджет").assert_says("Алматы қаласы");
    assert_eq!(
        rows(&page),
        [
            "05.9.226 90,0",
            "03.1.352 80,0",
            "01.2.406 70,0",
            "04.1.261 60,0",
            "03.1.252 50,0",
            "07.2.458 40,0"
        ]
    );
    let regional = auditor(&portal, "aqmola-audit");
    let page = regional.get("/budget/ac/signs/largest?period=2026-10&kind=without-plan");
    page.assert_silent_about("Алматы қаласы").assert_says("2 бюджет");
    assert_eq!(rows(&page), ["04.1.261 60,0", "03.1.252 50,0", "07.2.458 40,0"]);
}

/// garbage is 400 and never another page.
#[test]
fn a_034_garbage_in_the_address_of_signs_is_refused() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "aqmola-audit");
    for garbage in [
        "kind=x",
        "kind=December",
        "administrator=99",
        "sort=plg",
        "page=0",
        "page=-1",
        "page=01",
        "path=2.01",
        "known=x",
    ] {
        let address = format!("/budget/ac/signs?budget=110000000&period=2026-10&{garbage}");
        auditor.get_once(&address).assert_status(400);
    }
    auditor.get_once("/budget/ac/signs?budget=110000000&period=2026-10&page=2").assert_status(404);
    auditor.get_once("/budget/ac/signs/largest?page=999").assert_status(404);
    auditor
        .get_once("/budget/ac/signs/slowness?budget=110000000&period=2026-10&path=2.03.1.252")
        .assert_status(404);
    auditor.get_once("/budget/ac/signs/december?budget=110000000&period=2026-10").assert_status(400);
}

#[test]
fn looks_at_signs_stand_in_the_journal() {
    let portal = TestPortal::with_figures();
    unplanned(&portal);
    let auditor = auditor(&portal, "aqmola-audit");
    auditor.get_once("/budget/ac/signs?budget=110000000&period=2026-10");
    auditor.get_once("/budget/ac/signs/without-plan?budget=110000000&period=2026-10&path=2.03.1.252");
    auditor.get_once("/budget/ac/signs/largest?period=2026-10");
    auditor.get_once("/budget/ac/signs?budget=750000000&period=2026-10");
    let kept = portal
        .read(|conn| journal::list(conn, &journal::Wanted { most: 1_000, ..journal::Wanted::default() }));
    #[allow(clippy::wildcard_enum_match_arm, reason = "two kinds of looks are asked for")]
    let look = |event: Event| match event {
        Event::BudgetLooked { path, aspect, lines, .. } => Some(format!("{} {path} {lines}", aspect.code())),
        Event::LargestSignsLooked { period, lines, .. } => Some(format!("largest {period} {lines}")),
        _ => None,
    };
    let looks: Vec<String> = kept.into_iter().rev().filter_map(|kept| look(kept.entry.event)).collect();
    assert_eq!(looks, ["signs  2", "signs 2.03.1.252 1", "largest 2026-10 3"]);
}
