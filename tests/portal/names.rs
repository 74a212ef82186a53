//! Rural districts and codes that a load named: walked to, searched for, taken away and saved by their names in Kazakh
//! and Russian, and unknown to everybody outside.

use qarau::domain::budget::rollup::report_of_facts;
use qarau::domain::budget::{Bearer, Fact, Given, GivenName, Measures, Part, Path, Period, Report};
use qarau::domain::money::Tiyn;
use qarau::domain::region::Kato;
use qarau::domain::scope::BudgetKey;
use qarau::domain::system::System;

use crate::budget::{auditor, row};
use crate::support::{Browser, Page, TestPortal};

const AC: &[System] = &[System::Ac];

/// Budget, and what its lines took in thousand tenge, without any plan.
type Told = (&'static str, &'static [(&'static str, i64)]);

const COUNTRY: [Told; 7] = [
    ("republican", &[("2.01.2.406.777", 700)]),
    ("110000000", &[("2.03.1.252.001", 30), ("2.04.1.261.777", 50_000)]),
    ("113200000", &[("2.01.1.112.001", 4)]),
    ("113230000", &[("2.01.1.124.001.000.111", 1), ("2.07.3.124.777", 9_000)]),
    ("113232000", &[("2.01.1.124.001.000.111", 2), ("1.4.4.02.3", 3)]),
    ("153200000", &[("2.01.1.112.001", 7)]),
    ("153230000", &[("2.01.1.124.778", 5)]),
];

fn report((budget, lines): &Told) -> Report {
    let fact = |(source_line, (path, taken)): (u64, &(&str, i64))| Fact {
        path: Path::parse(path).unwrap_or_else(|why| panic!("{path}: {why}")),
        measures: Measures { sumrg: Tiyn(100_000 * taken), ..Measures::default() },
        source_line,
    };
    let mut facts: Vec<Fact> = (1..).zip(*lines).map(fact).collect();
    let budget = BudgetKey::parse(budget).expect("a budget");
    let period = Period::parse("2026-10").expect("a month");
    report_of_facts(budget, period, Part::Main, &mut facts).expect("a report")
}

fn given(bearer: Bearer, kk: &str, ru: &str) -> Given {
    let name = GivenName { kk: Some(kk.to_owned()), ru: ru.to_owned(), en: None };
    Given { bearer, name, source_line: 2 }
}

fn place(code: &str, kk: &str, ru: &str) -> Given {
    given(Bearer::Place(Kato::parse(code).expect("nine digits")), kk, ru)
}

fn code(path: &str, kk: &str, ru: &str) -> Given {
    given(Bearer::of(Path::parse(path).expect("a path")).expect("a code"), kk, ru)
}

fn country() -> TestPortal {
    let names = [
        place("113230000", "Қарасу ауылдық округі", "Карасуский сельский округ"),
        place("113232000", "Ақбұлақ ауылдық округі", "Акбулакский сельский округ"),
        place("153230000", "Көкжар ауылдық округі", "Кокжарский сельский округ"),
        code("2.07.3.124.777", "Арықтарды тазалау", "Очистка арыков"),
        code("2.01.1.124.778", "Көршінің бағдарламасы", "Программа соседа"),
        code("2.01.2.406.777", "Республиканың бағдарламасы", "Программа республики"),
        code("2.04.1.261.777", "Облыстың бағдарламасы", "Программа области"),
    ];
    TestPortal::with_names("names", COUNTRY.iter().map(report).collect(), &names)
}

fn speak(browser: &Browser<'_>, lang: &str) {
    browser.get("/budget/ac").form(".languages").press(lang).assert_ok();
}

fn search<'b, 'p>(browser: &'b Browser<'p>, page: &str, budget: &str, text: &str) -> Page<'b, 'p> {
    let text: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
    browser.get_once(&format!("/budget/ac/{page}?budget={budget}&period=2026-10&q={text}"))
}

fn at(page: &str, budget: &str, path: &str) -> String {
    format!("/budget/ac{page}?budget={budget}&period=2026-10&path={path}&unit=thousand")
}

/// Region → district → rural district, by links alone, each in its own words.
#[test]
fn the_territorial_walk_ends_at_a_rural_district() {
    let portal = country();
    let oblast = auditor(&portal, "aqmola-audit", AC);
    for (lang, district, okrug, neighbour, programme) in [
        ("kk", "Аққөл ауданы", "Қарасу ауылдық округі", "Ақбұлақ ауылдық округі", "Арықтарды тазалау"),
        (
            "ru",
            "Аккольский район",
            "Карасуский сельский округ",
            "Акбулакский сельский округ",
            "Очистка арыков",
        ),
    ] {
        speak(&oblast, lang);
        let region = oblast.get(&at("/places", "110000000", "2"));
        assert_eq!(region.texts(".figures tbody th"), [district], "a rural district is no district");
        let inside = oblast.get(&at("/places", "113200000", "2"));
        assert_eq!(inside.assert_ok().texts(".figures tbody th"), [okrug, neighbour]);
        assert_eq!(row(&inside, okrug)[8], "9001");
        let page = inside.click(".figures tbody a");
        page.assert_ok().assert_says(&format!("{district} › {okrug}"));
        let chooser = page.texts("select[name=budget] option");
        assert_eq!(
            chooser.iter().filter(|words| words.contains(okrug) || words.contains(neighbour)).count(),
            2
        );
        let links = page.texts("main a").join("|");
        assert!(links.contains(district), "the way back up: {links}");
        let lines = oblast.get(&at("", "113230000", "2.07.3.124"));
        assert_eq!(row(&lines, programme)[0], format!("777 {programme}"));
        let year = oblast.get(&at("/year", "113230000", "2.07.3.124.777").replace("&unit=thousand", ""));
        year.assert_ok().assert_says(programme);
        let whole = oblast.get(&at("/composition", "113230000", "2"));
        whole.assert_ok().assert_says(programme);
    }
}

#[test]
fn a_rural_district_is_found_by_its_name_in_both_languages() {
    let portal = country();
    let district = auditor(&portal, "aqkol-maslikhat", AC);
    for words in ["Қарасу", "карасу", "КАРАСУСКИЙ округ", "сельский карасу", "қарасу ауылдық", "113230000"]
    {
        let page = search(&district, "search", "113200000", words);
        assert_eq!(page.assert_ok().texts(".hits__code")[0], "113230000", "{words}");
        page.assert_says("Қарасу ауылдық округі, Аққөл ауданы");
        page.click(".hits a").assert_ok().assert_says("Қарасу ауылдық округі");
        let suggested = search(&district, "suggestions", "113200000", words);
        assert!(suggested.source().contains("Қарасу ауылдық округі, Аққөл ауданы"), "{words}");
    }
    let lines = search(&district, "search", "113230000", "арыков");
    assert_eq!(lines.assert_ok().texts(".hits__code"), ["124.777"]);
    lines.assert_says("Арықтарды тазалау");
}

/// names of others are nowhere, whoever asks for them and wherever.
#[test]
fn a_040_names_of_others_are_as_good_as_none() {
    let portal = country();
    let hidden = ["Көкжар", "Кокжар", "Көршінің", "соседа", "Республиканың бағ", "Программа республики"];
    let district = auditor(&portal, "aqkol-maslikhat", AC);
    let oblast = auditor(&portal, "aqmola-audit", AC);
    for (browser, budget) in [(&district, "113200000"), (&oblast, "110000000")] {
        for words in ["көкжар", "кокжарский", "соседа", "программа республики", "153230000"]
        {
            let (asked, nothing) =
                (search(browser, "search", budget, words), search(browser, "search", budget, "щщщщ"));
            assert_eq!(asked.words(), nothing.words(), "{words}");
            assert_eq!(
                search(browser, "suggestions", budget, words).assert_status(200).source(),
                "[]",
                "{words}"
            );
        }
        for page in [
            at("", "113230000", "2.01.1.124.778"),
            at("", "153230000", "2"),
            at("/places", "153200000", "2"),
            at("/places", "113200000", "2.01.1.124.778"),
            at("/year", "113230000", "2.01.1.124.778"),
        ] {
            let page = browser.get_once(&page);
            assert_ne!(page.status, 200, "{}", page.path);
            hidden.iter().for_each(|words| _ = page.assert_silent_about(words));
        }
        for (budget, path) in [
            ("113230000", "2.01.1.124.778"),
            ("153230000", "2.01.1.124.778"),
            ("republican", "2.01.2.406.777"),
        ] {
            let page = at("", budget, path).replace('?', "%3F").replace('&', "%26").replace('=', "%3D");
            let page = browser.get_once(&format!("/looks/saved/new?at={page}"));
            hidden.iter().for_each(|words| _ = page.assert_silent_about(words));
            let missing = browser.get_once(&format!("/budget/ac?budget={budget}&period=2026-09&path={path}"));
            hidden.iter().for_each(|words| _ = missing.assert_silent_about(words));
        }
        for page in ["/places?budget=113200000&period=2026-10&path=2", "?budget=113200000&period=2026-10"] {
            let page = browser.get(&format!("/budget/ac{page}"));
            hidden.iter().for_each(|words| _ = page.assert_ok().assert_silent_about(words));
        }
    }
    search(&district, "search", "113200000", "области").assert_silent_about("Облыстың бағ");
    let police = auditor(&portal, "aqmola-police", AC);
    for words in ["қарасу", "арыков", "области"] {
        assert_eq!(
            search(&police, "search", "110000000", words).texts(".hits__code"),
            [] as [&str; 0],
            "{words}"
        );
    }
}

#[test]
fn files_signs_and_saved_looks_use_the_names() {
    let portal = country();
    let chamber = auditor(&portal, "audit-chamber", AC);
    let address = at("/extract", "113230000", "2.07.3.124") + "&format=csv";
    let file = chamber.get(&address);
    let text = String::from_utf8_lossy(&file.bytes).into_owned();
    assert!(text.contains("Қарасу ауылдық округі, Аққөл ауданы"), "{text}");
    assert!(text.contains("777 Арықтарды тазалау"), "{text}");
    let disposition = file.header("content-disposition").expect("a file").to_owned();
    assert!(disposition.contains("filename"), "{disposition}");
    let signs = chamber.get("/budget/ac/signs?budget=113230000&period=2026-10");
    signs.assert_ok().assert_says("Арықтарды тазалау").assert_says("Қарасу ауылдық округі, Аққөл ауданы");
    let largest = chamber.get("/budget/ac/signs/largest?period=2026-10");
    largest
        .assert_ok()
        .assert_says("Қарасу ауылдық округі, Аққөл ауданы")
        .assert_says("Облыстың бағдарламасы");
    let sign = "/budget/ac/signs/without-plan?budget=113230000&period=2026-10&path=2.07.3.124.777";
    chamber.get(sign).assert_ok().assert_says("Арықтарды тазалау");
    let page = chamber.get(&at("", "113230000", "2.07.3.124.777"));
    let form = page.click("main a[href*='/looks/saved/new']");
    assert!(form.value("input[name=name]").starts_with("777 Арықтарды тазалау · Қарасу ауылдық округі"));
    let list = form.form("main form").set("name", "Арықтар").submit();
    list.assert_ok().assert_says("Қарасу ауылдық округі, Аққөл ауданы · 2026 жылғы қазан");
}

/// The page of lists says where names of places come from, and counts those alone that whoever asks may see.
#[test]
fn the_page_of_lists_tells_where_names_come_from() {
    let portal = country();
    for (body, count) in [("audit-chamber", "3"), ("aqkol-maslikhat", "2")] {
        let browser = auditor(&portal, body, AC);
        let page = browser.get("/budget/classification");
        page.assert_ok().assert_says("Жүктелген деректерде аталған орындар");
        let row =
            page.texts("tr").into_iter().find(|row| row.contains("Жүктелген деректерде")).expect("a row");
        assert!(row.contains("20.11.2026") && row.contains("пакеті"), "{row}");
        assert!(row.contains(&format!(" {count}—")), "{body}: {row}");
    }
    let nobody = portal.sign_in("auditor", "almaty-police");
    nobody.get("/budget/classification").assert_ok().assert_silent_about("Жүктелген деректерде");
}

#[test]
fn a_later_list_renames_and_a_day_before_it_knows_the_old_name() {
    let portal = country();
    portal.granted("aqkol-maslikhat", AC);
    portal.go("2026-11-25T10:00:00");
    portal.load_names(&[
        place("113230000", "Жаңасу ауылдық округі", "Жанасуский сельский округ"),
        place("113200000", "Жаңа Аққөл ауданы", "Новоаккольский район"),
    ]);
    let district = portal.sign_in("auditor", "aqkol-maslikhat");
    let page = district.get(&at("", "113230000", "2"));
    page.assert_ok().assert_says("Жаңа Аққөл ауданы › Жаңасу ауылдық округі").assert_silent_about("Қарасу");
    assert_eq!(search(&district, "search", "113200000", "карасу").texts(".hits__code"), [] as [&str; 0]);
    assert_eq!(search(&district, "search", "113200000", "жанасу").texts(".hits__code"), ["113230000"]);
    let chamber = auditor(&portal, "audit-chamber", AC);
    let largest = chamber.get("/budget/ac/signs/largest?period=2026-10");
    largest.assert_ok().assert_says("Жаңасу ауылдық округі, Жаңа Аққөл ауданы");
    let found = search(&chamber, "search", "republican", "жанасу");
    found.assert_says("Жаңасу ауылдық округі, Жаңа Аққөл ауданы");
    let then = district.get(&(at("", "113230000", "2") + "&known=2026-11-21"));
    then.assert_ok().assert_says("Аққөл ауданы › Қарасу ауылдық округі").assert_silent_about("Жаңасу");
}
