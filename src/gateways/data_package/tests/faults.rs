//! One fault at a time: the file, the line, the column and the value are named.

use super::*;

/// A good package in which one row has one cell changed.
fn with(row: &str, from: &str, to: &str) -> Folder {
    assert!(row.contains(from), "{row}");
    Folder::of(&[SALARIES, &row.replacen(from, to, 1)])
}

#[test]
fn cells_that_do_not_read_are_named() {
    let check = |from: &str, to: &str, expect: &str| with(TRAVEL, from, to).refused(&[expect]);
    check(
        "republican",
        "Republican",
        "facts.csv, line 3, budget \"Republican\": not the code of a budget: republican, or nine digits of KATO",
    );
    check("2024-12", "12.2024", "facts.csv, line 3, period \"12.2024\": not a month like 2024-12");
    check(",2,,01", ",9,,01", "facts.csv, line 3, section \"9\": no section of the report");
    check(
        ",2,,01",
        ",2,1,01",
        "facts.csv, line 3, heading \"1\": below 2.01.1.406.001.015.161 such a code has no place, or a step above it is missing",
    );
    check(",01,", ",1,", "facts.csv, line 3, group \"1\": not a code of 2 digits");
    check(",406,", ",4o6,", "facts.csv, line 3, administrator \"4o6\": not a code of 3 digits");
    check(
        ",406,",
        ",099,",
        "facts.csv, line 3, administrator \"099\": the classification has no such code here",
    );
    check(
        ",406,",
        ",,",
        "facts.csv, line 3, programme \"001\": below 2.01.1 such a code has no place, or a step above it is missing",
    );
    check(
        ",161,,",
        ",161,1,",
        "facts.csv, line 3, receipt_category \"1\": below 2.01.1.406.001.015.161 such a code has no place, or a step above it is missing",
    );
    check(
        ",0.50",
        ",0.505",
        "facts.csv, line 3, executed \"0.505\": not a whole number of tiyn; tenge are written like 1234.50",
    );
    check(",0.50", ",", "facts.csv, line 3, executed \"\": not a number; tenge are written like 1234.50");
    check(
        ",0.50",
        ",5e1",
        "facts.csv, line 3, executed \"5e1\": not a number; tenge are written like 1234.50",
    );
    check(
        ",0.50",
        ",100000000000000000.00",
        "facts.csv, line 3, executed \"100000000000000000.00\": number out of range; tenge are written like 1234.50",
    );
    check(",0.50", ",0,50", "facts.csv, line 3: the row has not 23 cells, as the header has");
    check(",0.50", "", "facts.csv, line 3: the row has not 23 cells, as the header has");
}

#[test]
fn every_fault_of_a_row_and_of_all_rows_is_told() {
    let bad = TRAVEL.replace("2024-12", "2024").replace(",0.50", ",x");
    Folder::of(&[&bad, SALARIES, &TRAVEL.replace(",0.50", ",y")]).refused(&[
        "facts.csv, line 2, period \"2024\": not a month like 2024-12",
        "facts.csv, line 2, executed \"x\": not a number; tenge are written like 1234.50",
        "facts.csv, line 4, executed \"y\": not a number; tenge are written like 1234.50",
    ]);
}

#[test]
fn after_a_hundred_faults_reading_stops_and_says_so() {
    let bad = TRAVEL.replace(",0.50", ",x");
    let faults = Folder::of(&[bad.as_str(); 300]).read().expect_err("faults");
    assert_eq!(faults.len(), MOST_FAULTS + 1);
    assert_eq!(faults.last().map(String::as_str), Some("and more"));
}

#[test]
fn columns_are_known_and_complete() {
    let header = |from: &str, to: &str| {
        let folder = Folder::of(&[SALARIES]);
        folder.write("facts.csv", &table(&HEADER.replace(from, to), &[SALARIES]));
        folder
    };
    header(",executed", "").refused(&["facts.csv, line 1, header \"executed\": the column is missing"]);
    header(",executed", ",executed,note")
        .refused(&["facts.csv, line 1, header \"note\": no such column is known"]);
    header(",executed", ",executed,executed")
        .refused(&["facts.csv, line 1, header \"executed\": the column stands there twice"]);
    let empty = Folder::of(&[]);
    empty.write("facts.csv", "");
    empty.refused(&["facts.csv: the file has no header"]);
    Folder::of(&[]).refused(&["facts.csv: the file has no rows"]);
}

#[test]
fn nothing_is_counted_twice_and_no_sum_leaves_the_range() {
    Folder::of(&[SALARIES, TRAVEL, SALARIES])
        .refused(&["facts.csv, line 4: republican for 2024-12: 2.01.1.406.001.015.111 is stated twice"]);
    let above = SALARIES.replace(",015,111,", ",015,,");
    Folder::of(&[&above, TRAVEL]).refused(&[
        "facts.csv, line 2: republican for 2024-12: 2.01.1.406.001.015 is stated, and so is something below it",
    ]);
    let most = |row: &str| row.replace("11.00,12.00", "92233720368547758.07,12.00");
    Folder::of(&[&most(SALARIES), TRAVEL]).refused(&[
        "facts.csv: republican for 2024-12: the lines below 2.01.1.406.001.015 add up to more than an amount can hold",
    ]);
}

#[test]
fn reports_stand_together_and_in_their_order() {
    Folder::of(&[SALARIES, REGION, TRAVEL]).refused(&[
        "facts.csv, line 4: rows of republican for 2024-12 (main) stand here and further up; sort the rows by budget, then by period, then by section",
    ]);
    let earlier = TRAVEL.replace("2024-12", "2024-11");
    Folder::of(&[SALARIES, &earlier]).refused(&[
        "facts.csv, line 3: 2024-11 of republican stands behind 2024-12; sort the rows by budget, then by period",
    ]);
}

#[test]
fn what_the_lists_must_know_is_refused_and_what_they_may_lack_is_noticed() {
    Folder::of(&[&SALARIES.replace(",01,1,", ",98,1,")])
        .refused(&["facts.csv, line 2: 2.98: the functional classification has no such code"]);
    Folder::of(&[&TAXES.replace(",1,01,2,", ",9,01,2,")])
        .refused(&["facts.csv, line 2: 1.1.9: the classification of receipts has no such code"]);
    Folder::of(&[&REGION.replace("110000000", "510000000")])
        .refused(&["facts.csv, line 2: 510000000 lies in no region of the classifier KATO"]);
    let departmental = SALARIES.replace(",2,,01,1,406", ",departmental,,,,406");
    Folder::of(&[&departmental]).refused(&[
        "facts.csv, line 2, section \"departmental\": what administrators spend is added up from section 2 and is not stated",
    ]);
    let (_, _, notices) = Folder::of(&[&SALARIES.replace(",406,", ",999,")]).read().expect("read");
    let notices: Vec<_> =
        notices.iter().map(|notice| (notice.what, notice.count, notice.first.join(" "))).collect();
    assert_eq!(notices, [("administrators", 1, "2.01.1.999".to_owned())]);
}

#[test]
fn control_totals_must_agree() {
    let facts = || Folder::of(&[TAXES, SALARIES, TRAVEL, REGION]);
    let good = ["republican,2024-12,2,executed,11.50", "republican,2024-12,1,approved,20.00"];
    let (reports, files, _) = facts().with_totals(&good).read().expect("read");
    assert_eq!((reports.len(), files.len()), (2, 2));
    let check = |row: &str, expect: &str| facts().with_totals(&[good[0], row]).refused(&[expect]);
    check(
        "republican,2024-12,1,executed,19.91",
        "totals.csv, line 3, executed \"19.91\": section 1 adds up to 19.90",
    );
    check(
        "republican,2024-12,2,executed,11.50",
        "totals.csv, line 3, measure \"executed\": this total is stated twice",
    );
    check(
        "republican,2024-11,1,executed,19.90",
        "totals.csv, line 3: no facts are given for section 1 of republican for 2024-11",
    );
    check(
        "republican,2024-12,1,paid,19.90",
        "totals.csv, line 3, measure \"paid\": no column of amounts has this name",
    );
    check("republican,2024-12,1,executed,", "totals.csv, line 3, amount \"\": not a number");
    check("republican,2024-12,0,executed,1", "totals.csv, line 3, section \"0\": no section of the report");
    check("republican,2024-12", "totals.csv, line 3: the row has not 5 cells, as the header has");
}

#[test]
fn a_file_is_what_the_descriptor_says() {
    let folder = Folder::of(&[SALARIES]);
    let refused = |resource: &str, expect: &str| {
        folder.describe(resource);
        folder.refused(&[expect]);
    };
    let zeros = "0".repeat(64);
    let (_, files, _) = folder.read().expect("read");
    refused(
        &format!(r#"{{ "name": "facts", "path": "facts.csv", "hash": "sha256:{zeros}" }}"#),
        &format!("facts.csv: has SHA-256 {}, the descriptor states {zeros}", files[0].sha256),
    );
    let bytes = std::fs::metadata(folder.0.path().join("facts.csv")).expect("there").len();
    refused(
        r#"{ "name": "facts", "path": "facts.csv", "bytes": 7 }"#,
        &format!("datapackage.json: facts.csv has {bytes} bytes, 7 are stated"),
    );
    refused(
        r#"{ "name": "facts", "path": "facts.csv", "hash": "0123" }"#,
        "datapackage.json: facts: hash \"0123\" can't be compared; give \"sha256:\" and its digits",
    );
    for path in ["../facts.csv", "/etc/passwd", "http://a/facts.csv", "", "a//b", "./facts.csv", "a\\\\b"] {
        folder.describe(&format!(r#"{{ "name": "facts", "path": "{path}" }}"#));
        let faults = folder.read().expect_err("faults");
        assert!(faults[0].contains("is no path to a file beside the descriptor"), "{faults:?}");
    }
    refused(
        r#"{ "name": "facts", "path": "facts.csv", "encoding": "windows-1251" }"#,
        "datapackage.json: facts: encoding \"windows-1251\": only UTF-8 is read",
    );
    refused(
        r#"{ "name": "facts", "path": "facts.csv", "dialect": { "delimiter": ";" } }"#,
        "datapackage.json: facts: delimiter \";\": only the comma is read",
    );
    refused(
        r#"{ "name": "other", "path": "facts.csv" }"#,
        "datapackage.json: no resource is named \"facts\", or \"facts-\" and a word, or \"plans\", \"places\" or \"names\"",
    );
    refused(
        r#"{ "name": "facts", "path": "facts.csv" }, { "name": "facts-more", "path": "facts.csv" }"#,
        "datapackage.json: two resources have the path \"facts.csv\"",
    );
    folder.write(DESCRIPTOR, "{");
    assert!(folder.read().expect_err("faults")[0].starts_with("datapackage.json: is not JSON"));
}

#[test]
fn a_line_without_an_end_is_refused() {
    let folder = Folder::of(&[SALARIES, &"x".repeat(100_000)]);
    folder.refused(&["facts.csv: can't be read: line 3 is longer than 4096 bytes"]);
}
