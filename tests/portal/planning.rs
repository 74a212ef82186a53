//! Looking at plans: a grant of its own, the same scopes, three years, stages side by side, and nothing of execution.

use qarau::domain::journal::Event;
use qarau::domain::system::System;
use qarau::storage::journal;

use crate::budget::{auditor, row};
use crate::support::{Page, TestPortal};

const SP: &[System] = &[System::Sp];

fn looks(portal: &TestPortal) -> Vec<String> {
    let wanted = journal::Wanted { code: Some("plan_looked"), most: 1_000, ..journal::Wanted::default() };
    let kept = portal.read(move |conn| journal::list(conn, &wanted));
    let place = |event: Event| {
        let Event::PlanLooked { budget, plan, stage, beside, path, .. } = event else {
            panic!("{event:?} is no look at a plan")
        };
        [budget, plan, stage, beside.unwrap_or_default(), path].join(" ")
    };
    kept.into_iter().rev().map(|kept| place(kept.entry.event)).collect()
}

/// A cell as a number: `1234,5` with a sign of any kind.
fn number(cell: &str) -> f64 {
    cell.replace('\u{2212}', "-")
        .replace(',', ".")
        .parse()
        .unwrap_or_else(|_| panic!("{cell:?} is no number"))
}

/// Every row of the body of the table, by the numbers of the named columns.
fn columns(page: &Page<'_, '_>, wanted: &[usize]) -> Vec<Vec<f64>> {
    let selector = scraper::Selector::parse("td").expect("a selector");
    let cell = |text: String| text.replace(['\u{202f}', '\u{a0}'], "").trim().to_owned();
    let numbers = |row: &scraper::ElementRef<'_>| {
        let cells: Vec<String> = row.select(&selector).map(|td| cell(td.text().collect())).collect();
        wanted.iter().map(|column| number(&cells[*column])).collect()
    };
    page.all(".figures tbody tr").iter().map(numbers).collect()
}

#[test]
fn r6_2_an_auditor_walks_through_a_plan_of_three_years() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "aqmola-audit", SP);
    let page = auditor.get("/budget/sp");
    page.assert_ok()
        .assert_says("Ақмола облысы")
        .assert_says("2027–2029 жылдарға арналған бюджет: бекітілген");
    page.assert_says("R6.2").assert_says("I. Кірістер").assert_says("V. Бюджет");
    assert_eq!(page.count(".figures thead th"), 6);
    let sections = row(&page, "II. Шығындар");
    let expenditure = auditor.get("/budget/sp?budget=110000000&plan=2027&stage=approved&path=2");
    assert_eq!(row(&expenditure, "Жиыны")[1..], sections[1..], "the total is the line that was followed");
    let specifics =
        auditor.get("/budget/sp?budget=110000000&plan=2027&stage=approved&path=2.03.1.252.001.000");
    specifics.assert_ok().assert_says("Еңбекке ақы төлеу");
    assert_eq!(
        looks(&portal),
        [
            "110000000 2027 approved  ",
            "110000000 2027 approved  2",
            "110000000 2027 approved  2.03.1.252.001.000"
        ]
    );
}

/// At each step of the drill the rows add up to the total, in each of the three years.
#[test]
fn sums_reconcile_down_to_the_last_line() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "audit-chamber", SP);
    for path in ["1", "2", "2.01", "3", "7", "departmental", "departmental.226", "2.05.1.226.001.000"] {
        for stage in ["draft", "submitted", "approved"] {
            let page = auditor.get_once(&format!(
                "/budget/sp?budget=republican&plan=2027&stage={stage}&path={path}&unit=thousand"
            ));
            if page.status == 404 {
                assert!(path.len() > 12, "{path}");
                continue;
            }
            let total = row(page.assert_ok(), "Жиыны");
            let signs = |index: usize| if index == 1 && matches!(path, "3" | "7") { -1.0 } else { 1.0 };
            let rows = columns(&page, &[0, 1, 3]);
            for (year, column) in [1, 2, 4].into_iter().enumerate() {
                let sum: f64 = rows.iter().enumerate().map(|(index, row)| signs(index) * row[year]).sum();
                assert!(
                    (sum - number(&total[column])).abs() < 0.01,
                    "{path} {stage}: {sum} is not {total:?}"
                );
            }
        }
    }
}

#[test]
fn two_stages_stand_side_by_side_and_a_dropped_line_can_be_opened() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "audit-chamber", SP);
    let page = auditor.get("/budget/sp?budget=republican&plan=2027&stage=approved&path=2");
    let page = page.form(".filter form").set("beside", "draft").submit();
    page.assert_ok().assert_says("жоба және бекітілген").assert_says("өзгертілді");
    assert_eq!(page.count(".figures thead th"), 11);
    for row in columns(&page, &[1, 2, 3]) {
        assert!((row[1] - row[0] - row[2]).abs() < 0.2, "{row:?}");
    }
    assert_eq!(looks(&portal).last().map(String::as_str), Some("republican 2027 approved draft 2"));
    // The last chip takes the comparison away again.
    page.click(".filter__chosen a").assert_ok().assert_silent_about("жоба және бекітілген");

    let places = ["2.01", "2.03", "2.04", "2.05", "2.07", "2.10", "2.13"];
    let compared = |path: &str| {
        auditor.get_once(&format!(
            "/budget/sp?budget=republican&plan=2027&stage=approved&beside=draft&path={path}"
        ))
    };
    let mut words = String::new();
    let mut left: Vec<String> = places.map(str::to_owned).into();
    while let Some(path) = left.pop() {
        let page = compared(&path);
        words.push_str(&page.assert_ok().words());
        let below = page.all(".figures tbody a").into_iter().filter_map(|link| link.value().attr("href"));
        let below = below.filter_map(|href| Some(href.split_once("&path=")?.1.to_owned()));
        left.extend(below.filter(|path| path.split('.').count() < 7));
    }
    assert!(words.contains("қосылды"), "a line was added after the draft");
    assert!(words.contains("алып тасталды"), "a line of the draft was dropped");
}

#[test]
fn r4_planning_and_execution_are_separate_grants() {
    let portal = TestPortal::with_figures();
    let planner = auditor(&portal, "aqmola-audit", SP);
    planner.get("/budget/sp").assert_ok().assert_silent_about("Атқарылды");
    for path in ["/budget/ac", "/budget/ac?budget=110000000&period=2026-10"] {
        planner.get(path).assert_status(403).assert_lacks(".figures");
    }
    let executor = auditor(&portal, "almaty-audit", &[System::Ac]);
    executor.get("/budget/ac").assert_ok();
    for path in ["/budget/sp", "/budget/sp?budget=750000000&plan=2027&stage=approved"] {
        executor.get(path).assert_status(403).assert_lacks(".figures").assert_says("Мемлекеттік жоспарлау");
    }
    let both = auditor(&portal, "aqmola-maslikhat", &[System::Ac, System::Sp]);
    both.get("/budget/ac").assert_ok();
    both.get("/budget/sp").assert_ok().assert_silent_about("Атқарылды");
    assert_eq!(looks(&portal).len(), 2);
}

#[test]
fn a_district_maslikhat_sees_the_plan_of_its_district_and_not_of_its_oblast() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "aqkol-maslikhat", SP);
    let page = auditor.get("/budget/sp");
    page.assert_ok().assert_says("Аққөл ауданы").assert_silent_about("Ақмола облысы");
    for hidden in ["110000000", "republican", "750000000"] {
        auditor.get_once(&format!("/budget/sp?budget={hidden}&plan=2027&stage=draft")).assert_status(404);
        auditor.get_once(&format!("/budget/sp?budget={hidden}")).assert_status(404);
    }
}

#[test]
fn r6_3_and_r6_5_see_totals_of_their_own_lines() {
    let portal = TestPortal::with_figures();
    for (body, budget, paragraph, own, hidden) in [
        (
            "health-audit",
            "republican",
            "R6.3",
            "2.05",
            &["1", "2.01.2", "2.01.2.406", "5", "departmental.406"],
        ),
        (
            "aqmola-police",
            "110000000",
            "R6.5",
            "2.03.1.252",
            &["1", "2.01", "7", "closing", "departmental.261"],
        ),
        ("almaty-police", "750000000", "R6.5", "2.03.1.352", &["1", "2.01", "7", "5", "departmental.252"]),
    ] {
        let auditor = auditor(&portal, body, SP);
        let page = auditor.get("/budget/sp");
        page.assert_ok().assert_says(paragraph).assert_silent_about("I. Кірістер");
        page.assert_says("тек сіздің бюджеттік бағдарламалар әкімшіңіздің");
        let at = |path: &str| {
            auditor.get_once(&format!("/budget/sp?budget={budget}&plan=2027&stage=approved&path={path}"))
        };
        let total = row(&page, "II. Шығындар");
        assert_eq!(row(at("2").assert_ok(), "Жиыны")[1..], total[1..]);
        at(own).assert_ok();
        at("departmental").assert_ok();
        for hidden in hidden {
            at(hidden).assert_status(404);
        }
    }
}

/// outside is exactly as not there.
#[test]
fn a_030_what_is_outside_answers_as_what_does_not_exist() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "aqmola-audit", SP);
    let plain = |page: &Page<'_, '_>| page.source().replace("&#38;", "&").replace(&page.path, "");
    let missing = auditor.get_once("/budget/sp?budget=999000000&plan=2027&stage=draft");
    missing.assert_status(404);
    for outside in [
        "budget=750000000&plan=2027&stage=draft",
        "budget=750000000",
        "budget=republican&plan=2027&stage=approved&path=2",
        "budget=750000000&plan=2035&stage=draft",
        "budget=110000000&plan=2027&stage=draft&path=2.99",
        "budget=110000000&plan=2027&stage=draft&path=economic",
        "budget=110000000&plan=2027&stage=draft&beside=approved&path=2.99",
    ] {
        let page = auditor.get_once(&format!("/budget/sp?{outside}"));
        page.assert_status(404);
        assert_eq!(plain(&page), plain(&missing), "{outside}");
    }
    auditor
        .get("/budget/sp")
        .assert_silent_about("Алматы қаласы")
        .assert_silent_about("Республикалық бюджет");
    assert_eq!(looks(&portal).len(), 1, "what was not shown was not looked at");
}

/// garbage is 400 and never another page.
#[test]
fn a_034_garbage_in_the_address_is_refused() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "aqmola-audit", SP);
    for garbage in [
        "budget=110000000&plan=27&stage=draft",
        "budget=110000000&plan=&stage=draft",
        "budget=110000000&plan=2027&stage=Draft",
        "budget=110000000&plan=2027&stage=",
        "budget=110000000&plan=2027&stage=draft&beside=draft",
        "budget=110000000&plan=2027&stage=draft&beside=x",
        "budget=110000000&plan=2027&stage=draft&path=",
        "budget=110000000&plan=2027&stage=draft&path=2&near=2",
        "budget=110000000&plan=2027&stage=draft&unit=dollar",
        "budget=110000000&plan=2027&stage=draft&period=2026-10",
        "budget=110000000&plan=2027&stage=draft&known=2099-01-01",
        "budget=110000000&plan=2027&plan=2026&stage=draft",
        "path=2.01",
    ] {
        auditor.get_once(&format!("/budget/sp?{garbage}")).assert_status(400);
    }
    assert!(looks(&portal).is_empty());
}

#[test]
fn a_stage_that_the_portal_lacks_is_said_so() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "aqmola-audit", SP);
    let page = auditor.get("/budget/sp?budget=110000000&plan=2026&stage=draft&path=2");
    page.assert_ok().assert_says("порталда жоқ").assert_lacks(".figures");
    page.click(".empty a")
        .assert_ok()
        .assert_says("2026–2028")
        .assert_says("бекітілген")
        .assert_has(".figures");
    let beside = auditor.get("/budget/sp?budget=110000000&plan=2026&stage=approved&beside=draft");
    beside.assert_ok().assert_says("порталда жоқ").assert_lacks(".figures");
    let years = page.form(".filter form").set("plan", "2027").submit();
    years.assert_ok().assert_says("2027–2029").assert_says("жоба").assert_has(".figures");
}

#[test]
fn planning_is_closed_with_its_reason_until_there_are_plans() {
    let portal = TestPortal::new();
    let auditor = auditor(&portal, "aqmola-audit", SP);
    auditor.get("/budget/sp").assert_ok().assert_says("Жоспарлар әлі жүктелген жоқ").assert_says("R6.2");
}
