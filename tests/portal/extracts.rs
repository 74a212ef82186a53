//! A page taken away as a file: the same rows with the same figures, for whoever may see the page, and in the journal.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use chrono::TimeDelta;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use qarau::domain::journal::{Digest, Event};
use qarau::domain::system::System;
use qarau::storage::journal;
use scraper::Selector;

use crate::support::{Browser, Page, TestPortal};

const AC: &[System] = &[System::Ac];

fn auditor<'p>(portal: &'p TestPortal, body: &str) -> Browser<'p> {
    portal.granted(body, AC);
    portal.sign_in("auditor", body)
}

/// The rows of the page's tables, heads first, with figures as a file writes them.
fn rows_of_page(page: &Page<'_, '_>) -> Vec<Vec<String>> {
    let cells = Selector::parse("th, td").expect("a selector");
    let hidden = Selector::parse(".visually-hidden, [aria-hidden]").expect("a selector");
    let rows = page.all(".figures tr").into_iter().map(|row| {
        let cell = |cell: scraper::ElementRef<'_>| {
            let unseen: Vec<String> = cell.select(&hidden).map(|part| part.text().collect()).collect();
            let mut words = cell.text().collect::<String>();
            unseen.iter().for_each(|part| words = words.replace(part.as_str(), ""));
            plain(&words)
        };
        row.select(&cells).map(cell).collect()
    });
    rows.collect()
}

/// Without groups of thousands, with the minus of keyboards, white space folded.
fn plain(words: &str) -> String {
    let words = words.replace('\u{202f}', "").replace('\u{2212}', "-");
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The rows of the tables of a CSV file: what stands above them has two cells.
fn rows_of_csv(bytes: &[u8]) -> Vec<Vec<String>> {
    let text =
        std::str::from_utf8(bytes).expect("UTF-8").strip_prefix('\u{feff}').expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b';')
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.expect("a row"));
    let cell = |cell: &str| plain(cell.strip_prefix('\'').unwrap_or(cell));
    rows.filter(|row| row.len() > 2).map(|row| row.iter().map(cell).collect()).collect()
}

fn rows_of_xlsx(bytes: &[u8]) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.to_vec())).expect("a workbook");
    let name = book.sheet_names().first().expect("a sheet").clone();
    let range = book.worksheet_range(&name).expect("a sheet");
    range
        .rows()
        .filter(|row| row.get(2).is_some_and(|cell| *cell != Data::Empty))
        .map(<[Data]>::to_vec)
        .collect()
}

fn is_same(cell: &Data, words: &str) -> bool {
    match cell {
        Data::Float(number) => {
            let decimals = words.split_once(',').map_or(0, |(_, rest)| rest.len());
            format!("{number:.decimals$}").replace('.', ",") == words
        }
        Data::String(text) => plain(text) == words,
        Data::Empty => words.is_empty(),
        Data::Int(_)
        | Data::Bool(_)
        | Data::DateTime(_)
        | Data::DateTimeIso(_)
        | Data::DurationIso(_)
        | Data::Error(_) => {
            panic!("{cell:?}")
        }
    }
}

fn any_address() -> impl Strategy<Value = String> {
    let paths = ["", "1", "2", "2.01", "2.03.1", "3", "3.1", "7", "departmental", "economic"];
    let one_of = |words: &'static [&'static str]| prop::sample::select(words);
    (
        prop::sample::select(paths.to_vec()),
        one_of(&["thousand", "million", "billion"]),
        one_of(&["", "&by=month", "&compare=years", "&by=month&compare=years"]),
        one_of(&["", "&sort=-plg", "&sort=sumrg", "&sort=-line"]),
        one_of(&["", "&show=figures", "&below=80", "&text=%D0%B0", "&text=2", "&show=figures&below=95"]),
        one_of(&["2026-10", "2026-10", "2026-08", "2026-09"]),
    )
        .prop_map(|(path, unit, manner, sort, filter, period)| {
            let path = if path.is_empty() { String::new() } else { format!("&path={path}") };
            format!("budget=110000000&period={period}{path}&unit={unit}{manner}{sort}{filter}")
        })
}

#[test]
fn a_039_an_extract_has_the_rows_and_figures_of_its_page() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "aqmola-audit");
    let mut runner = TestRunner::new(Config { cases: 40, failure_persistence: None, ..Config::default() });
    let found = runner.run(&any_address(), |address| {
        let page = auditor.get_once(&format!("/budget/ac?{address}"));
        let csv = auditor.get_once(&format!("/budget/ac/extract?{address}&format=csv"));
        prop_assert_eq!(csv.status, page.status, "{}", address);
        if page.status != 200 {
            return Ok(());
        }
        let expect = rows_of_page(&page);
        prop_assert_eq!(rows_of_csv(&csv.bytes), expect.clone(), "{}", address);
        let xlsx = auditor.get_once(&format!("/budget/ac/extract?{address}&format=xlsx"));
        let rows = rows_of_xlsx(&xlsx.bytes);
        prop_assert_eq!(rows.len(), expect.len());
        for (row, expect) in rows.iter().zip(&expect) {
            for (cell, words) in row.iter().zip(expect) {
                prop_assert!(is_same(cell, words), "{}: {:?} is not {}", address, cell, words);
            }
        }
        Ok(())
    });
    found.unwrap_or_else(|why| panic!("{why}"));
}

#[test]
fn a_062_an_extract_says_whose_scope_who_when_and_how_much() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "aqmola-audit");
    let address = "budget=110000000&period=2026-10&path=2&unit=thousand&text=%D0%B1%D1%96%D0%BB%D1%96%D0%BC";
    let extract = auditor.get(&format!("/budget/ac/extract?{address}&format=csv"));
    extract.assert_status(200);
    let text = extract.source();
    for words in [
        "R6.2",
        "Ақмола облысы",
        "2026 жылғы 31 қазан",
        "мың теңге",
        "білім",
        "/budget/ac?budget=110000000",
        "жолдың 1",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    assert_eq!(extract.header("cache-control"), Some("no-store"));
    assert!(
        extract.header("content-type").is_some_and(|kind| kind.starts_with("text/csv")),
        "{:?}",
        extract.headers
    );
    let name = extract.header("content-disposition").expect("a name");
    assert!(name.starts_with("attachment; filename=\"2026-102.csv\"; filename*=UTF-8''%D0%90"), "{name}");
    let empty = auditor.get("/budget/ac/extract?budget=110000000&period=2019-01&format=csv");
    assert!(empty.source().contains("R6.2"), "also without a figure: {}", empty.source());
}

#[test]
fn an_extract_is_entered_in_the_journal_before_it_leaves() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "aqmola-audit");
    let extract = auditor.get("/budget/ac/extract?budget=110000000&period=2026-10&path=2.03&format=xlsx");
    let wanted = journal::Wanted { code: Some("budget_extracted"), most: 10, ..journal::Wanted::default() };
    let kept = portal.read(move |conn| journal::list(conn, &wanted));
    let [entry] = &kept[..] else { panic!("{kept:?}") };
    let Event::BudgetExtracted { budget, path, format, address, content, rows, .. } = &entry.entry.event
    else {
        panic!("{entry:?}")
    };
    assert_eq!((budget.as_str(), path.as_str(), format.as_str()), ("110000000", "2.03", "xlsx"));
    assert_eq!(address, "/budget/ac?budget=110000000&period=2026-10&path=2.03");
    assert_eq!(*content, Digest::of(&extract.bytes));
    assert_eq!(usize::try_from(*rows).expect("rows") + 1, rows_of_xlsx(&extract.bytes).len(), "and a head");
}

#[test]
fn a_039_nobody_takes_what_nobody_is_shown() {
    let portal = TestPortal::with_figures();
    let auditor = auditor(&portal, "aqmola-audit");
    for (query, status) in [
        ("budget=750000000&period=2026-10&format=csv", 404),
        ("budget=republican&period=2026-10&path=2.01&format=xlsx", 404),
        ("budget=110000000&period=2026-10", 400),
        ("budget=110000000&period=2026-10&format=pdf", 400),
        ("budget=110000000&period=2026-10&format=csv&format=csv", 400),
        ("budget=110000000&format=csv", 400),
        ("format=csv", 400),
    ] {
        auditor.get_once(&format!("/budget/ac/extract?{query}")).assert_status(status);
    }
    auditor.get_once("/budget/ac?budget=110000000&period=2026-10&format=csv").assert_status(400);
    portal.advance(TimeDelta::days(400));
    let later = portal.sign_in("auditor", "aqmola-audit");
    later.get_once("/budget/ac/extract?budget=110000000&period=2026-10&format=csv").assert_status(403);
}
