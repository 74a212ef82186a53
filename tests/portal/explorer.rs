//! The pages of the explorer: sums on every page, months alone, earlier years, earlier knowledge, orders and filters,
//! the year, the composition; each inside the scope and in the journal.

use std::collections::BTreeSet;

use qarau::domain::journal::Event;
use qarau::storage::journal;

use crate::budget::{AC, auditor, row};
use crate::support::{Browser, Page, TestPortal};

const OCTOBER: &str = "budget=republican&period=2026-10&unit=thousand";

/// The rows of a table, each with the words of its head and of its cells; spaces within figures taken out.
fn table(page: &Page<'_, '_>, id: &str) -> Vec<Vec<String>> {
    let selector = scraper::Selector::parse("th, td").expect("a selector");
    let words = |cell: scraper::ElementRef<'_>| {
        let words: Vec<String> =
            cell.text().collect::<String>().split_whitespace().map(str::to_owned).collect();
        words.join(" ").replace(['\u{202f}', '\u{a0}'], "")
    };
    let rows = page.all(&format!("[aria-labelledby='{id}-caption'] tr"));
    // The narrow space of figures counts as white space: cells are read without any.
    let cell = |index: usize, cell: scraper::ElementRef<'_>| {
        if index == 0 { words(cell) } else { words(cell).replace(' ', "") }
    };
    rows.into_iter()
        .map(|row| row.select(&selector).enumerate().map(|(index, found)| cell(index, found)).collect())
        .collect()
}

/// A figure in its last decimal; nothing where words stand.
fn figure(cell: &str) -> Option<i64> {
    cell.replace('\u{2212}', "-").replace(',', "").parse().ok()
}

/// What the rows of a table add up to in a column, those with a minus taken away.
fn sum(rows: &[Vec<String>], column: usize) -> i64 {
    let signed = |row: &Vec<String>| {
        let figure = row.get(column).and_then(|cell| figure(cell))?;
        Some(if row[0].starts_with('−') { -figure } else { figure })
    };
    rows.iter().filter_map(signed).sum()
}

fn aspects(portal: &TestPortal) -> Vec<String> {
    let wanted = journal::Wanted { code: Some("budget_looked"), most: 1_000, ..journal::Wanted::default() };
    let kept = portal.read(move |conn| journal::list(conn, &wanted));
    let look = |event: Event| {
        let Event::BudgetLooked { path, aspect, version, lines, .. } = event else { panic!("no look") };
        format!("{path} {} v{version} {lines}", aspect.code())
    };
    kept.into_iter().rev().map(|kept| look(kept.entry.event)).collect()
}

/// From the sections down to specifics, in every order: a page's total is the row that led there, and its rows add up.
fn walk(auditor: &Browser<'_>, address: &str) -> usize {
    let mut waiting: Vec<(String, Option<Vec<String>>)> = vec![(address.to_owned(), None)];
    let (mut seen, mut pages) = (BTreeSet::new(), 0);
    while let Some((address, led)) = waiting.pop() {
        if !seen.insert(address.clone()) {
            continue;
        }
        let page = auditor.get_once(&address);
        page.assert_ok();
        assert!(page.bytes.len() < 60_000, "{address}: {} bytes", page.bytes.len());
        pages += 1;
        let rows = table(&page, "budget");
        if let (Some(led), Some(total)) = (led, rows.last()) {
            // Receipts have no obligations: on their own page those columns are left out.
            let led: Vec<&String> = led[1..].iter().filter(|cell| total.len() > 8 || *cell != "×").collect();
            let total_cells: Vec<&String> = total[1..].iter().collect();
            assert_eq!(total_cells, led, "{address}: the total is the line that was followed");
            // The last two columns are shares.
            let amounts = total.iter().enumerate().skip(1).take(total.len() - 3);
            for (column, whole) in amounts.filter_map(|(column, cell)| Some((column, figure(cell)?))) {
                assert_eq!(sum(&rows[1..rows.len() - 1], column), whole, "{address}: column {column}");
            }
        }
        for id in ["budget", "orders"] {
            let links = page.all(&format!("[aria-labelledby='{id}-caption'] tbody tr"));
            for (link, row) in links.into_iter().zip(table(&page, id).into_iter().skip(1)) {
                let anchor = scraper::Selector::parse("th a").expect("a selector");
                let href = link.select(&anchor).next().and_then(|link| link.attr("href"));
                waiting.extend(href.map(|href| (href.to_owned(), Some(row))));
            }
        }
    }
    pages
}

#[test]
fn sums_reconcile_at_every_step_of_every_tree() {
    let portal = TestPortal::with_years();
    let chamber = auditor(&portal, "audit-chamber", AC);
    let pages = walk(&chamber, &format!("/budget/ac?{OCTOBER}"));
    assert!(pages > 50, "{pages} pages");
    assert_eq!(walk(&chamber, &format!("/budget/ac?{OCTOBER}&by=month")), pages);
    let health = auditor(&portal, "health-audit", AC);
    let own = walk(&health, &format!("/budget/ac?{OCTOBER}"));
    assert!(own > 5 && own < pages, "{own} pages");
}

#[test]
fn a_month_alone_is_the_difference_from_the_month_before() {
    let portal = TestPortal::with_years();
    let auditor = auditor(&portal, "audit-chamber", AC);
    let executed = |query: &str| {
        let page = auditor.get_once(&format!("/budget/ac?{query}"));
        let found = row(&page, "Жиыны");
        (found[1].clone(), found[8].clone())
    };
    let (approved, cumulative) = executed("budget=republican&period=2025-09&unit=thousand&path=2.01");
    assert_eq!((approved.as_str(), cumulative.as_str()), ("73872", "49863,6"));
    let alone = executed("budget=republican&period=2025-09&unit=thousand&path=2.01&by=month");
    assert_eq!(alone, (approved, "5540,4".to_owned()), "the budget of the year stays what it is");
    let page = auditor.get_once("/budget/ac?budget=republican&period=2025-08&path=2.01&by=month");
    page.assert_ok().assert_says("2025 жылғы шілде: есеп жоқ").assert_lacks(".figures");
    page.click("main .empty a").assert_ok().assert_has(".figures");
    assert_eq!(aspects(&portal)[1], "2.01 month v1 1");
}

#[test]
fn the_years_before_stand_beside_with_their_change() {
    let portal = TestPortal::with_years();
    let auditor = auditor(&portal, "audit-chamber", AC);
    let at = |query: &str| auditor.get_once(&format!("/budget/ac?{query}&compare=years"));
    let page = at(&format!("{OCTOBER}&path=2.05.1.226"));
    let rows = table(&page, "budget");
    assert_eq!(rows[0].len(), 9);
    assert_eq!(rows[1][1..], ["10400", "7200", "6480", "720", "11,1", "5760", "1440", "25,0"]);
    // A programme that ended, and one that is new: neither is in the list of names.
    assert!(rows[2][0].starts_with("996 анықтамалықта атауы жоқ"), "{:?}", rows[2]);
    assert_eq!(rows[2][1..], ["жолжоқ", "жолжоқ", "81", "−81", "−100,0", "жолжоқ", "0", "×"]);
    assert_eq!(rows[3][1..], ["260", "180", "жолжоқ", "180", "×", "жолжоқ", "180", "×"]);
    let total = &rows[4];
    for column in [1, 2, 3, 4, 6, 7] {
        assert_eq!(Some(sum(&rows[1..4], column)), figure(&total[column]), "column {column}");
    }
    let page = at("budget=110000000&period=2026-10&path=2");
    page.assert_ok().assert_says("2024 жылғы қазан: есеп жоқ");
    assert!(row(&page, "Жиыны")[6..].iter().all(|cell| cell.starts_with("Есепте")), "{}", page.words());
    let sorted = at(&format!("{OCTOBER}&path=2.05.1.226&sort=-change1"));
    let codes: Vec<_> = table(&sorted, "budget")[1..4].iter().map(|row| row[0][..3].to_owned()).collect();
    assert_eq!(codes, ["001", "997", "996"]);
    sorted.assert_has("th[aria-sort=descending] a[href*='sort=change1']");
}

/// A report that ends above a line does not say that the line was nothing.
#[test]
fn what_an_earlier_report_does_not_break_down_is_not_compared() {
    let portal = TestPortal::with_years();
    let auditor = auditor(&portal, "aqmola-audit", AC);
    let at = |query: &str| auditor.get_once(&format!("/budget/ac?budget=113200000&period=2026-10{query}"));
    let years = at("&compare=years&path=2.01.1.458");
    let rows = table(&years, "budget");
    assert_eq!(rows[1][2..6], ["540", "ашыпкөрсетілмеген", "ашыпкөрсетілмеген", "ашыпкөрсетілмеген"]);
    assert_eq!(rows[3][2..6], ["630", "567", "63", "11,1"], "the administrator itself is told");
    for path in ["2.01.1.458.001", "departmental.458.001.000", "economic.1.11", "economic"] {
        let page = at(&format!("&compare=years&path={path}"));
        page.assert_ok().assert_says("2025 жылғы қазан: есеп бұл деңгейге дейін");
        assert_eq!(row(&page, "Жиыны")[4], "ашып көрсетілмеген", "{path}");
        let month = at(&format!("&by=month&path={path}"));
        month.assert_ok().assert_says("қыркүйек: есеп бұл деңгейге дейін").assert_lacks(".figures");
    }
    at("&by=month&path=2.01.1.458").assert_lacks(".figures");
    assert_eq!(row(&at("&by=month&path=2.01.1"), "Жиыны")[8], "63");
}

#[test]
fn what_was_known_on_a_day_is_shown_and_said() {
    let portal = TestPortal::with_years();
    let auditor = auditor(&portal, "audit-chamber", AC);
    let at = |known: &str| auditor.get_once(&format!("/budget/ac?{OCTOBER}&path=2.01.2.406{known}"));
    let now = at("");
    now.assert_says("2‑нұсқа".replace('‑', "-").as_str());
    assert_eq!(row(&now, "Жиыны")[8], "7569");
    let then = at("&known=2026-11-14");
    then.assert_ok().assert_says("1-нұсқа").assert_says("түзетілді: 2-нұсқа");
    assert_eq!(row(&then, "Жиыны")[8], "7560");
    assert_eq!(
        then.text(".chip").replace('\u{a0}', " "),
        "Қай күні белгілі болған: 2026 жылғы 14 қараша (Алып тастау)"
    );
    let same_day = at("&known=2026-11-15");
    same_day.assert_says("2-нұсқа").assert_says("түзетілген жоқ");
    assert_eq!(row(&same_day, "Жиыны")[8], "7569");
    at("&known=2026-11-09").assert_ok().assert_says("есеп жоқ").assert_lacks(".figures");
    at("&known=2026-11-21").assert_status(400);
    then.click(".chip").assert_ok().assert_lacks(".chip");
    let looks = aspects(&portal);
    assert_eq!(looks[1..4], ["2.01.2.406 lines v1 2", "2.01.2.406 lines v2 2", "2.01.2.406 lines v0 0"]);
}

#[test]
fn a_filter_hides_lines_and_no_money() {
    let portal = TestPortal::with_years();
    let auditor = auditor(&portal, "audit-chamber", AC);
    let at = |filter: &str| auditor.get_once(&format!("/budget/ac?{OCTOBER}&path=departmental{filter}"));
    let whole = table(&at(""), "budget");
    let total = &whole[whole.len() - 1];
    for (filter, shown, chip) in [
        ("&text=406", 1, "406"),
        ("&text=%D0%B4%D0%B5%D0%BD%D1%81%D0%B0%D1%83%D0%BB%D1%8B%D2%9B", 1, "денсаулық"),
        ("&below=90", 0, "90"),
        ("&below=91", 3, "91"),
        ("&show=figures", 3, "тек сомасы барлары"),
    ] {
        let page = at(filter);
        page.assert_ok();
        let rows = table(&page, "budget");
        let last = &rows[rows.len() - 1];
        assert_eq!(last[1..], total[1..], "{filter}");
        assert_eq!(sum(&rows[1..rows.len() - 1], 8), figure(&total[8]).expect("a figure"), "{filter}");
        let hidden = usize::from(shown < 3);
        assert_eq!(rows.len(), 2 + shown + hidden, "{filter}");
        assert_eq!(
            hidden == 1,
            last[0].contains(&format!("3 жолдың {shown} көрсетілген")),
            "{filter}: {}",
            last[0]
        );
        assert!(page.text(".chip").contains(chip), "{filter}");
        page.click(".chip").assert_ok().assert_lacks(".chip");
    }
    let sorted = at("&sort=sumrg");
    let codes = |page: &Page<'_, '_>| -> Vec<String> {
        table(page, "budget")[1..4].iter().map(|row| row[0][..3].to_owned()).collect()
    };
    assert_eq!(codes(&sorted), ["226", "406", "217"]);
    assert_eq!(codes(&sorted.click("th[aria-sort=ascending] a")), ["217", "406", "226"]);
    assert_eq!(codes(&at("&sort=period")), ["217", "226", "406"], "equal lines stay in the order of codes");
    assert_eq!(codes(&at("&sort=-line")), ["406", "226", "217"]);
    let form = sorted.form(".filter form").set("text", " 217 ").set("below", "").submit();
    assert!(form.path.ends_with("&path=departmental&unit=thousand&sort=sumrg&text=217"), "{}", form.path);
}

#[test]
fn a_year_shows_its_months_its_gaps_and_what_was_amended() {
    let portal = TestPortal::with_years();
    let auditor = auditor(&portal, "audit-chamber", AC);
    let year = |query: &str| auditor.get_once(&format!("/budget/ac/year?{query}"));
    let page = year(&format!("{OCTOBER}&path=2.01.2.406"));
    page.assert_ok().assert_has("svg[role=img] > title").assert_has("svg[role=img] > desc");
    let rows = table(&page, "months");
    assert_eq!(rows.len(), 13);
    assert!(rows[7][1..].iter().all(|cell| cell == "Есептежоқ"), "{:?}", rows[7]);
    assert_eq!(rows[8][1..6], ["6720", "6048", "90,0", "Есептежоқ", "Есептежоқ"], "August, July is a gap");
    assert_eq!(rows[9][1..], ["7560", "6804", "90,0", "840", "756", "6123,6", "Есептежоқ"]);
    assert_eq!(rows[10][1..], ["8410", "7569", "90,0", "850", "765", "6804,0", "6048"]);
    assert_eq!(page.count(".chart__series--main path"), 2, "one line and its sample");
    let amendments = table(&page, "amendments");
    let amended: Vec<_> =
        amendments[1..].iter().map(|row| (row[0].as_str(), row[3].as_str(), row[4].as_str())).collect();
    assert_eq!(amended, [("тамыз", "10080", "×"), ("қыркүйек", "10920", "840"), ("қазан", "10933", "13")]);
    page.assert_says("Жыл бюджеті 2 рет өзгерді");

    year(&format!("{OCTOBER}&path=1")).assert_says("Түсті");
    year(&format!("{OCTOBER}&path=departmental.226.996")).assert_ok().assert_says("жол жоқ");
    year(&format!("{OCTOBER}&path=economic.1.11.111")).assert_ok();
    let found = auditor.get(&format!("/budget/ac/year?{OCTOBER}"));
    assert!(found.path.ends_with("&path=2&unit=thousand"), "{}", found.path);
    for garbage in ["sort=sumrg", "by=month", "compare=years", "text=1", "path=x"] {
        year(&format!("{OCTOBER}&path=2&{garbage}")).assert_status(400);
    }
    assert_eq!(aspects(&portal)[0], "2.01.2.406 year v2 7");
}

#[test]
fn a_line_is_broken_down_by_the_other_classifications() {
    let portal = TestPortal::with_years();
    let auditor = auditor(&portal, "audit-chamber", AC);
    let made = |path: &str| auditor.get_once(&format!("/budget/ac/composition?{OCTOBER}&path={path}"));
    let total = |rows: &[Vec<String>]| figure(&rows[rows.len() - 1][3]).expect("a total");
    for path in ["2", "2.01", "2.01.2", "departmental", "economic", "economic.1", "economic.1.11.111", "3.1"]
    {
        let rows = table(&made(path), "spenders");
        assert_eq!(sum(&rows[1..rows.len() - 1], 3), total(&rows), "{path}");
    }
    for path in [
        "2",
        "2.01.2.406",
        "2.01.2.406.001",
        "2.01.2.406.001.000",
        "departmental.406",
        "departmental.406.001",
    ] {
        let rows = table(&made(path), "specifics");
        // Whole sections go down to classes, everything else to specifics.
        let digit = if path == "2" { 1 } else { 2 };
        let specifics: Vec<_> = rows[1..rows.len() - 1]
            .iter()
            .filter(|row| row[0].as_bytes()[digit].is_ascii_digit())
            .cloned()
            .collect();
        assert_eq!(sum(&specifics, 3), total(&rows), "{path}");
    }
    let page = made("2");
    let biggest = table(&page, "biggest");
    assert!(biggest[1][0].starts_with("2.01.2.217.001.000"), "{:?}", biggest[1]);
    assert_eq!(biggest.len(), 7);
    made("1.1").assert_ok().assert_lacks("[aria-labelledby='spenders-caption']");
    made("opening").assert_says("бөлінбейді");
    made("2.01.2.406.001.000.111").assert_ok();
    made("2.99").assert_status(404);
    let found = auditor.get(&format!("/budget/ac/composition?{OCTOBER}"));
    assert!(found.path.ends_with("&path=2&unit=thousand"), "{}", found.path);
    let missing = auditor.get_once("/budget/ac/composition?budget=republican&period=2026-07&path=2");
    missing.assert_ok().assert_says("есеп жоқ").assert_lacks(".figures");
}

/// R6.3, R6.5, A-030: each page shows one's own lines alone, and the rest as what is not there.
#[test]
fn a_030_every_page_keeps_to_the_scope() {
    let portal = TestPortal::with_years();
    let health = auditor(&portal, "health-audit", AC);
    let missing = health.get_once("/budget/ac?budget=999000000&period=2026-10").source();
    let apart = |page: &Page<'_, '_>| page.source().replace("&#38;", "&").replace(&page.path, "");
    let missing = missing.replace("&#38;", "&").replace("/budget/ac?budget=999000000&period=2026-10", "");
    for page in ["", "/year", "/composition"] {
        let at = |path: &str| health.get_once(&format!("/budget/ac{page}?{OCTOBER}&path={path}"));
        for own in ["2", "2.05.1.226", "departmental", "departmental.226", "economic.1", "2.05.1.226.997"] {
            at(own).assert_ok().assert_silent_about("406").assert_silent_about("217");
        }
        for hidden in [
            "1",
            "2.01",
            "2.01.2.406",
            "departmental.406",
            "economic.2",
            "3",
            "opening",
            "investments",
            "groups",
        ] {
            at(hidden).assert_status(404);
            assert_eq!(apart(&at(hidden)), missing, "{page} {hidden}");
        }
        let other = health.get_once(&format!("/budget/ac{page}?budget=110000000&period=2026-10&path=2"));
        other.assert_status(404);
    }
    let executed = row(&health.get_once(&format!("/budget/ac?{OCTOBER}&path=2")), "Жиыны")[8].clone();
    assert_eq!(executed, "7380");
    let year = health.get_once(&format!("/budget/ac/year?{OCTOBER}&path=2"));
    assert_eq!(table(&year, "months")[10][2], executed, "a year of totals of one's own lines");
    let made = table(&health.get_once(&format!("/budget/ac/composition?{OCTOBER}&path=2")), "specifics");
    assert_eq!(made[made.len() - 1][3], executed);

    let police = auditor(&portal, "aqmola-police", AC);
    let at = |page: &str, path: &str| {
        police.get_once(&format!("/budget/ac{page}?budget=110000000&period=2026-10&path={path}"))
    };
    for page in ["", "/year", "/composition"] {
        at(page, "2").assert_ok().assert_silent_about("261");
        at(page, "2.04").assert_status(404);
        at(page, "1").assert_status(404);
    }
}

/// Rounded lines need not add up to the rounded total; exact ones do, and the page says where they are.
#[test]
fn a_page_of_rounded_amounts_says_that_they_are_rounded() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "aqmola-audit", AC);
    let page = "/budget/ac?budget=110000000&period=2026-10&path=2";
    for unit in ["million", "billion"] {
        auditor.get(&format!("{page}&unit={unit}")).assert_ok().assert_says("Сомалар дөңгелектелген");
    }
    auditor.get(&format!("{page}&unit=thousand")).assert_ok().assert_silent_about("дөңгелектелген");
}
