//! What is written is read again, to the tiyn; other programs' ways to write the same are read too.

use proptest::prelude::*;

use super::*;
use crate::domain::budget::rollup::report_of_facts;
use crate::domain::budget::{Fact, Measures, Part, Path, Period, Section};
use crate::domain::money::Tiyn;
use crate::domain::scope::BudgetKey;

fn period(text: &str) -> Period {
    Period::parse(text).expect("a period")
}

fn fact(path: &str, executed: i64) -> Fact {
    let path = Path::parse(path).unwrap_or_else(|why| panic!("{path}: {why}"));
    Fact { path, measures: Measures { sumrg: Tiyn(executed), ..Measures::default() }, source_line: 0 }
}

/// Everything that a report says, apart from where its lines came from.
fn said(report: &Report) -> (BudgetKey, Period, Part, Vec<(Path, Measures)>) {
    let lines = report.lines.iter().map(|line| (line.path, line.measures)).collect();
    (report.budget, report.period, report.part, lines)
}

/// Writes reports as a package and reads them again.
fn again(reports: &[(BudgetKey, Period, Vec<Fact>)]) -> (Folder, Vec<Report>, Vec<Read>) {
    let folder = Folder::empty();
    let mut writer = Writer::create(folder.0.path(), "Round trip").expect("begun");
    for (budget, period, facts) in reports {
        writer.report(*budget, *period, facts).expect("written");
    }
    let written = writer.finish().expect("finished");
    let (read, files, _) = folder.read().expect("read");
    assert_eq!(written.facts, files.last().expect("facts").rows);
    (folder, read, files)
}

#[test]
fn every_kind_of_line_comes_back() {
    let paths = [
        "1.1.1.01.2.01",
        "2.01.1.406.001.015.111",
        "2.15",
        "3.1.10.1.212.006",
        "3.2.5.01.1",
        "7.1.7.01.1.01",
        "7.2.14.1.217.013.000",
        "5",
        "used",
        "opening",
        "closing",
    ];
    let mut main: Vec<Fact> = (1_i64..).zip(paths).map(|(executed, path)| fact(path, -executed)).collect();
    let mut economic = vec![fact("economic.1.11.111", i64::MAX)];
    let mut investments = vec![fact("investments.01.217.205.004", i64::MIN)];
    let december = period("2024-12");
    let region = BudgetKey::parse("110000000").expect("a budget");
    let (_, read, files) = again(&[
        (BudgetKey::Republican, december, main.clone()),
        (BudgetKey::Republican, december, economic.clone()),
        (BudgetKey::Republican, december, investments.clone()),
        (region, december, main.clone()),
        (BudgetKey::State, december, main.clone()),
    ]);
    let report = |budget, part, facts: &mut Vec<Fact>| {
        said(&report_of_facts(budget, december, part, facts).expect("a report"))
    };
    let expect = [
        report(BudgetKey::Republican, Part::Main, &mut main),
        report(BudgetKey::Republican, Part::Economic, &mut economic),
        report(BudgetKey::Republican, Part::Investments, &mut investments),
        report(region, Part::Main, &mut main),
        report(BudgetKey::State, Part::Main, &mut main),
    ];
    assert_eq!(read.iter().map(said).collect::<Vec<_>>(), expect);
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["totals.csv", "facts.csv"]);
}

#[test]
fn other_orders_line_ends_and_quotes_are_read() {
    let plain = Folder::of(&[SALARIES, TRAVEL]).read().expect("read").0;
    let folder = Folder::of(&[]);
    let turned =
        |line: &str| line.split(',').rev().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",");
    let rows = [HEADER, SALARIES, TRAVEL].map(turned);
    folder.write("facts.csv", &format!("\u{feff}{}\r\n\r\n", rows.join("\r\n")));
    let same = folder.read().expect("read").0;
    assert_eq!(plain.iter().map(said).collect::<Vec<_>>(), same.iter().map(said).collect::<Vec<_>>());
}

#[test]
fn whoever_stops_listening_hears_no_more() {
    let folder = Folder::of(&[SALARIES, REGION]);
    let package = Package::open(&folder.descriptor()).expect("opened");
    let mut heard = 0;
    let mut listen = |event| {
        heard += 1;
        if matches!(event, Event::Report { .. }) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    assert_eq!(package.read(&mut listen), Ok(Vec::new()));
    assert_eq!(heard, 2, "the beginning and one report");
}

#[test]
fn a_package_is_written_once_and_is_none_before_its_end() {
    let folder = Folder::empty();
    let facts = [fact("2.01.1.406.001.015.111", 5)];
    let mut broken_off = Writer::create(folder.0.path(), "One").expect("begun");
    broken_off.report(BudgetKey::Republican, period("2024-12"), &facts).expect("written");
    drop(broken_off);
    assert!(Package::open(&folder.descriptor()).is_err());
    let folder = Folder::empty();
    Writer::create(folder.0.path(), "One").expect("begun").finish().expect("finished");
    assert!(Writer::create(folder.0.path(), "Two").is_err());
}

#[test]
fn the_descriptor_speaks_the_language_of_the_taxonomy() {
    let facts = vec![fact("2.01.1.406.001.015.111", 5)];
    let (folder, ..) = again(&[(BudgetKey::Republican, period("2024-12"), facts)]);
    let text = std::fs::read_to_string(folder.descriptor()).expect("read");
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(json["profile"], "fiscal-data-package");
    let schema = &json["resources"][0]["schema"];
    let field = |name: &str| {
        let fields = schema["fields"].as_array().expect("fields");
        fields.iter().find(|field| field["name"] == name).unwrap_or_else(|| panic!("{name}"))
    };
    assert_eq!(field("administrator")["columnType"], "administrative-classification:generic:code");
    for (column, phase) in [("approved", "approved"), ("corrected", "adjusted"), ("executed", "executed")] {
        assert_eq!(field(column)["normalize"]["phase"], phase, "{column}");
    }
    // Every ColumnType is of the taxonomy or declared.
    let declared = json["columnTypes"][1].as_array().expect("own types");
    for resource in json["resources"].as_array().expect("resources") {
        for field in resource["schema"]["fields"].as_array().expect("fields") {
            let Some(kind) = field["columnType"].as_str() else { continue };
            assert_eq!(kind.starts_with("kz-"), declared.iter().any(|own| own["name"] == kind), "{kind}");
        }
    }
    let sections = std::fs::read_to_string(folder.0.path().join("sections.csv")).expect("read");
    assert!(sections.contains("3,2,revenue,") && sections.contains("7,2,expenditure,"), "{sections}");
}

/// Paths of which none is above another: all of the same depth in section II, or in section I.
fn any_facts() -> impl Strategy<Value = Vec<Fact>> {
    let amounts = || prop::array::uniform7(any::<i32>().prop_map(i64::from));
    let expenditure = (1..=15_u16, 1..=9_u16, 100..=999_u16, 1..=999_u16, 0..=999_u16, 100..=999_u16);
    let receipts = (1..=4_u16, 1..=4_u16, 1..=99_u16, 1..=9_u16, 1..=99_u16);
    let spent = prop::collection::btree_map(expenditure, amounts(), 1..30);
    let received = prop::collection::btree_map(receipts, amounts(), 0..10);
    let below = |section: Section, codes: &[u16], amounts: [i64; 7]| {
        let path = codes.iter().try_fold(Path::of(section), |path, code| path.child(*code)).expect("a path");
        let [utv, utch, plg, plgp, plgo, obz, sumrg] = amounts.map(Tiyn);
        Fact { path, measures: Measures { utv, utch, plg, plgp, plgo, obz, sumrg }, source_line: 0 }
    };
    (spent, received).prop_map(move |(spent, received)| {
        let spent = spent
            .into_iter()
            .map(|((a, b, c, d, e, f), amounts)| below(Section::Expenditure, &[a, b, c, d, e, f], amounts));
        let received = received
            .into_iter()
            .map(|((a, b, c, d, e), amounts)| below(Section::Receipts, &[a, b, c, d, e], amounts));
        spent.chain(received).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]
    #[test]
    fn any_facts_come_back(first in any_facts(), second in any_facts()) {
        let reports = [
            (BudgetKey::Republican, period("2024-11"), first),
            (BudgetKey::Republican, period("2024-12"), second),
        ];
        let (_, read, _) = again(&reports);
        let expect: Vec<_> = reports
            .into_iter()
            .map(|(budget, period, mut facts)| said(&report_of_facts(budget, period, Part::Main, &mut facts).expect("a report")))
            .collect();
        prop_assert_eq!(read.iter().map(said).collect::<Vec<_>>(), expect);
    }
}
