//! Search by code or name: inside the scope alone, in any spelling, with and without JavaScript.

use qarau::domain::journal::Event;
use qarau::domain::system::System;
use qarau::storage::journal;

use crate::support::{Browser, Page, TestPortal, paid};

fn auditor<'p>(portal: &'p TestPortal, body: &str) -> Browser<'p> {
    portal.granted(body, &[System::Ac]);
    portal.sign_in("auditor", body)
}

fn search<'b, 'p>(browser: &'b Browser<'p>, budget: &str, text: &str) -> Page<'b, 'p> {
    let text: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    browser.get_once(&format!("/budget/ac/search?budget={budget}&period=2026-10&q={text}"))
}

fn codes(page: &Page<'_, '_>) -> Vec<String> {
    page.assert_ok();
    page.texts(".hits__code")
}

#[test]
fn lines_and_budgets_are_found_by_code_and_name_and_open() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "aqmola-audit");
    assert_eq!(codes(&search(&auditor, "110000000", "252"))[0], "252");
    assert_eq!(codes(&search(&auditor, "110000000", "2.03.1"))[0], "03.1");
    assert!(codes(&search(&auditor, "110000000", "білім беру")).contains(&"04".to_owned()));
    assert_eq!(codes(&search(&auditor, "110000000", "Аққөл")), ["113200000"]);
    assert!(codes(&search(&auditor, "110000000", "подоходный")).contains(&"1.01".to_owned()));
    for text in ["252", "білім", "аккол", "облыс", "налог"] {
        let page = search(&auditor, "110000000", text);
        let links = page.all(".hits a");
        assert!(!links.is_empty(), "{text}");
        for link in links {
            let href = link.value().attr("href").expect("an address");
            auditor.get(href).assert_ok();
        }
    }
    let page = search(&auditor, "110000000", "налог");
    let again = page.form("form.search").set("q", "252").submit();
    assert_eq!(codes(&again)[0], "252");
    auditor.get("/budget/ac/search?q=252").assert_ok().assert_has(".hits");
}

/// on both databases: spelling, case, combining marks and signs make no difference.
#[test]
fn a_104_a_106_spelling_and_signs_make_no_difference() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "aqmola-audit");
    let plain = codes(&search(&auditor, "110000000", "район"));
    for same in ["раи\u{306}он", "РАЙОН", "  район%", "_район_", "\"район'", "район\\"]
    {
        assert_eq!(codes(&search(&auditor, "110000000", same)), plain, "{same:?}");
    }
    assert_eq!(
        codes(&search(&auditor, "110000000", "қызмет")),
        codes(&search(&auditor, "110000000", "КЫЗМЕТ"))
    );
    for short in ["%", "_", "a", "'", "%%%%"] {
        search(&auditor, "110000000", short).assert_ok().assert_says("Кемінде екі").assert_lacks(".hits");
    }
    search(&auditor, "110000000", &"а".repeat(101)).assert_says("100 таңба");
}

/// what is outside is answered as what is nowhere, in hits, counts and suggestions.
#[test]
fn a_040_search_knows_nothing_of_others() {
    let portal = TestPortal::with_figures();
    let nowhere = |browser: &Browser<'_>, budget: &str, text: &str| {
        let (outside, nothing) = (search(browser, budget, text), search(browser, budget, "щщщщщщ"));
        assert_eq!(codes(&outside), [] as [&str; 0], "{text}");
        assert_eq!(outside.words(), nothing.words(), "{text}");
    };
    let police = auditor(&portal, "aqmola-police");
    assert_eq!(codes(&search(&police, "110000000", "252"))[0], "252");
    for text in
        ["261", "білім беру", "Аққөл", "Алматы қаласы", "республикалық бюджет", "подоходный налог", "1.01"]
    {
        nowhere(&police, "110000000", text);
    }
    for budget in ["750000000", "113200000", "republican", "999000000"] {
        search(&police, budget, "252").assert_status(404);
    }
    let health = auditor(&portal, "health-audit");
    assert_eq!(codes(&search(&health, "republican", "226"))[0], "226");
    nowhere(&health, "republican", "406");
    nowhere(&health, "republican", "Ақмола");
    let district = auditor(&portal, "aqkol-maslikhat");
    assert_eq!(codes(&search(&district, "113200000", "Аққөл")), ["113200000"]);
    nowhere(&district, "113200000", "Ақмола облысы");
}

/// A name that only the reports know is found through lines of the scope alone.
#[test]
fn reported_names_are_found_inside_the_scope() {
    let portal = TestPortal::with_figures();
    let mut report = paid("110000000", "2026-10", &[("2.03.1.252", 50), ("2.04.1.261", 60)]);
    report.lines[0].name = Some("Департамент «Қорғаушы»".to_owned());
    report.lines[1].name = Some("Управление «Созвездие»".to_owned());
    portal.load(&[report]);
    let region = auditor(&portal, "aqmola-audit");
    assert_eq!(codes(&search(&region, "110000000", "созвездие")), ["261"]);
    search(&region, "110000000", "КОРГАУШЫ").assert_says("Департамент «Қорғаушы»");
    let police = auditor(&portal, "aqmola-police");
    assert_eq!(codes(&search(&police, "110000000", "қорғаушы")), ["252"]);
    assert_eq!(codes(&search(&police, "110000000", "созвездие")), [] as [&str; 0]);
}

#[test]
fn suggestions_are_the_best_hits_as_data() {
    let portal = TestPortal::with_figures();
    let police = auditor(&portal, "aqmola-police");
    let ask = |text: &str| {
        let page =
            police.get_once(&format!("/budget/ac/suggestions?budget=110000000&period=2026-10&q={text}"));
        page.assert_status(200);
        assert_eq!(page.header("content-type"), Some("application/json"));
        assert_eq!(page.header("cache-control"), Some("no-store"));
        page.source()
    };
    assert!(ask("252").contains("\"code\":\"252\""), "{}", ask("252"));
    assert_eq!(ask("261"), "[]");
    assert_eq!(ask("2"), "[]");
    for garbage in ["budget=110000000&q=252", "budget=110000000&period=2026-10&q=252&x=1", "q=252&q=261"] {
        police.get_once(&format!("/budget/ac/suggestions?{garbage}")).assert_status(400);
    }
    portal
        .visitor()
        .get_once("/budget/ac/suggestions?budget=110000000&period=2026-10&q=252")
        .assert_status(303);
}

#[test]
fn a_search_stands_in_the_journal_without_its_words() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "aqmola-audit");
    search(&auditor, "110000000", "Иванов Иван");
    search(&auditor, "110000000", "252");
    let wanted = journal::Wanted { code: Some("budget_searched"), most: 10, ..journal::Wanted::default() };
    let kept = portal.read(move |conn| journal::list(conn, &wanted));
    let told = |event: Event| {
        let Event::BudgetSearched { length, hits, budget, .. } = event else {
            panic!("{event:?} is no search")
        };
        (budget, length, hits > 0)
    };
    let told: Vec<_> = kept.into_iter().rev().map(|kept| told(kept.entry.event)).collect();
    assert_eq!(told, [("110000000".to_owned(), 11, false), ("110000000".to_owned(), 3, true)]);
}
