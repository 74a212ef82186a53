//! Small exports with one fault each, and the shapes that the real files have.

use super::*;

const HEADER: &str = "id;code;name;utv;utch;plg;plgp;plgo;sumrg;obz;obzsumrg;plgpsumrg;plgsumrg;level;isLeaf;loaded;expanded;parentCode;parent_id;month";
const FILE: &str = "местный_бюджет_Акмолинская.csv";

/// A month of expenditure that reads: a section, a group, a subgroup, two administrators.
fn rows() -> Vec<String> {
    [
        "1;2.0;II. ЗАТРАТЫ;10.0;10.0;10.0;10.0;10.0;5.0;8.0;3.0;50.0;50.0;0;False;True;False;;;12.2024",
        "2;1.0;Группа  ;10.0;10.0;10.0;10.0;10.0;5.0;8.0;3.0;50.0;50.0;1;False;True;False;2.0;1.0;12.2024",
        "3;2.0;Подгруппа;10.0;10.0;10.0;10.0;10.0;5.0;8.0;3.0;50.0;50.0;2;False;True;False;1.0;2.0;12.2024",
        "4;252.0;Орган;4.0;4.0;4.0;4.0;4.0;1.0;4.0;3.0;25.0;25.0;3;False;True;False;2.0;3.0;12.2024",
        "5;253.0;Hалоги  органа;6.0;6.0;6.0;6.0;6.0;4.0;4.0;0.0;66.66666666666667;66.66666666666667;3;False;True;False;2.0;3.0;12.2024",
    ]
    .map(str::to_owned)
    .to_vec()
}

fn file(rows: &[String]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

#[test]
fn a_month_is_read_to_paths_and_tiyn() {
    let text = format!("\u{feff}{}", file(&rows()));
    let export = read(FILE, text.as_bytes()).expect("no faults");
    assert_eq!((export.contents.budget.code().as_str(), export.rows), ("110000000", 5));
    let [report] = &export.reports[..] else { panic!("one month") };
    assert_eq!(report.period.to_string(), "2024-12");
    let lines: Vec<_> = report
        .lines
        .iter()
        .map(|line| (line.path.to_string(), line.name.as_deref().expect("a name"), line.source_line))
        .collect();
    let expect = [
        ("2", "II. ЗАТРАТЫ", 2),
        ("2.01", "Группа", 3),
        ("2.01.2", "Подгруппа", 4),
        ("2.01.2.252", "Орган", 5),
        ("2.01.2.253", "Налоги органа", 6),
    ];
    assert_eq!(lines, expect.map(|(path, name, line)| (path.to_owned(), name, line)));
    assert_eq!(report.lines[4].measures.sumrg.0, 400_000);
}

#[test]
fn each_fault_is_told_with_its_line() {
    let check = |row: usize, from: &str, to: &str, line: u64, what: &str| {
        let mut rows = rows();
        assert!(rows[row].contains(from), "{from} is not in row {row}");
        rows[row] = rows[row].replacen(from, to, 1);
        let faults = read(FILE, file(&rows).as_bytes()).expect_err("a fault");
        assert!(
            faults.iter().any(|fault| fault.line == line && fault.what.contains(what)),
            "{from} -> {to}: {faults:?}"
        );
    };
    check(3, ";4.0;", ";4,0;", 5, "utv: \"4,0\": not a number");
    check(3, ";4.0;", ";0.000001;", 5, "not a whole number of tiyn");
    check(3, "3.0;12.2024", "9.0;12.2024", 5, "parent 9 is not in");
    check(3, ";3;False", ";2;False", 5, "level 2 below a row of level 2");
    check(4, "5;253.0", "4;253.0", 6, "id 4 stands twice");
    check(4, "5;253.0", "5;252.0", 6, "2.01.2.252 stands twice");
    check(4, "5;253.0", "5;", 6, "no code");
    check(4, "5;253.0", "5;25.0", 6, "code 25 fits nothing");
    check(3, ";1.0;4.0;3.0;25.0;25.0", ";2.0;4.0;2.0;50.0;50.0", 4, "sumrg is 500000 tiyn");
    check(3, ";3.0;25.0", ";2.0;25.0", 5, "obzsumrg is 2.0, the figures give 3");
    check(3, ";25.0;25.0;", ";25.0;26.0;", 5, "plgsumrg is 26.0");
    check(3, ";25.0;25.0;", ";x;25.0;", 5, "plgpsumrg");
    check(0, "II. ЗАТРАТЫ", "VIII. ПРОЧЕЕ", 2, "unknown section");
    check(0, "II. ЗАТРАТЫ", "Республиканские инвестиционные проекты - всего", 2, "unknown section");
    check(0, "12.2024", "13.2024", 2, "month");
    check(4, "12.2024", "11.2024", 6, "parent 3 is not in 2024-11");
}

#[test]
fn all_faults_are_told_not_only_the_first() {
    let mut rows = rows();
    rows[3] = rows[3].replacen(";4.0;", ";a;", 1);
    rows[4] = rows[4].replacen(";6.0;", ";b;", 2);
    let faults = read(FILE, file(&rows).as_bytes()).expect_err("faults");
    assert!(faults.iter().filter(|fault| fault.what.contains("not a number")).count() >= 3, "{faults:?}");
}

#[test]
fn whole_files_that_are_nothing() {
    let check = |name: &str, text: &str, line: u64, what: &str| {
        let faults = read(name, text.as_bytes()).expect_err("a fault");
        assert!(faults[0].line == line && faults[0].what.contains(what), "{faults:?}");
    };
    check("Гос_функц.csv", &file(&rows()), 0, "is none that the export is known to have");
    check(FILE, "", 1, "columns are missing: id");
    check(FILE, "id;code\n1;2\n", 1, "columns are missing: name");
    check(FILE, &format!("{HEADER}\n"), 0, "no rows");
    assert!(read(FILE, b"id;\xff\xfe\n").is_err());
}

#[test]
fn a_section_may_be_rounded_and_the_columns_may_stand_in_any_order() {
    let mut rows = rows();
    rows[0] = rows[0].replace(";5.0;8.0;3.0;50.0;50.0", ";5.001;8.0;2.999;50.01;50.01");
    assert!(read(FILE, file(&rows).as_bytes()).is_ok());
    let reversed = |line: &str| line.split(';').rev().collect::<Vec<_>>().join(";");
    let text: Vec<String> = file(&rows).lines().map(reversed).collect();
    assert!(read(FILE, text.join("\n").as_bytes()).is_ok());
}

#[test]
fn the_non_oil_deficit_is_known_under_the_words_of_the_financing() {
    let row = |id: u32, code: &str, name: &str| {
        format!("{id};{code};{name};1.0;1.0;1.0;1.0;0.0;1.0;0.0;0.0;100.0;100.0;0;False;True;False;;;01.2023")
    };
    let financing = "ФИНАНСИРОВАНИЕ ДЕФИЦИТА (ИСПОЛЬЗОВАНИЕ ПРОФИЦИТА) БЮДЖЕТА";
    let paths = |rows: &[String]| -> Vec<String> {
        let export = read(FILE, file(rows).as_bytes()).expect("no faults");
        export.reports[0].lines.iter().map(|line| line.path.to_string()).collect()
    };
    let both = [row(1, "6.0", &format!("VI. {financing}")), row(2, "7.0", &format!("VII. {financing}"))];
    assert_eq!(paths(&both), ["6", "7"]);
    assert_eq!(paths(&both[..1]), ["7"], "alone it is what it says");
}

/// A month of a list that reads, without the columns that only a tree needs.
const LIST: &str = "id;name;utv;utch;plg;plgp;plgo;sumrg;obz;obzsumrg;plgpsumrg;plgsumrg;level;code;month
1;Итого;7.0;7.0;7.0;7.0;7.0;7.0;7.0;0.0;100.0;100.0;0;;12.2024
2;Оборона;3.0;3.0;3.0;3.0;3.0;3.0;3.0;0.0;100.0;100.0;0;2.0;12.2024
3;Погашение займов;4.0;4.0;4.0;4.0;4.0;4.0;4.0;0.0;100.0;100.0;0;16.0;12.2024
";

#[test]
fn a_list_is_a_total_and_what_stands_below_it() {
    let check = |name: &str, text: &str, expect: &[&str]| {
        let export = read(name, text.as_bytes()).unwrap_or_else(|faults| panic!("{name}: {faults:?}"));
        let paths: Vec<String> = export.reports[0].lines.iter().map(|line| line.path.to_string()).collect();
        assert_eq!(paths, expect, "{name}");
    };
    check("Гос_функц_классификация.csv", LIST, &["groups", "groups.02", "groups.16"]);
    let administrators = LIST.replace(";2.0;12", ";208;12").replace(";16.0;", ";217;");
    let expect = ["administrators", "administrators.208", "administrators.217"];
    check("РБ_ведомств_классификация.csv", &administrators, &expect);
    let categories = LIST.replace(";16.0;", ";5;").replace(";;12", ";0;12");
    check("Местный_экон_классификация.csv", &categories, &["economic", "economic.2", "economic.5"]);
}

#[test]
fn each_fault_of_a_list_is_told_with_its_line() {
    let check = |from: &str, to: &str, line: u64, what: &str| {
        assert!(LIST.contains(from), "{from}");
        let text = LIST.replacen(from, to, 1);
        let faults = read("РБ_функц_классификация.csv", text.as_bytes()).expect_err("a fault");
        assert!(
            faults.iter().any(|fault| fault.line == line && fault.what.contains(what)),
            "{from} -> {to}: {faults:?}"
        );
    };
    check("Итого", "Всего", 2, "no code");
    check("Итого", "Всего", 2, "has no row");
    check("2;Оборона", "1;Оборона", 3, "id 1 stands twice");
    check(";16.0;", ";2.0;", 4, "groups.02 stands twice");
    check(";16.0;", ";100;", 4, "code 100 fits nothing below groups");
    check(";16.0;", ";;", 4, "no code");
    check("0;16.0", "1;16.0", 4, "level 1 in a list");
    check("100.0;100.0;0;2.0", "100.0;99.0;0;2.0", 3, "plgsumrg is 99.0");
}

#[test]
fn investments_go_down_to_subprogrammes_with_000_where_there_is_none() {
    let row = |id: u32, parent: &str, level: u32, code: u32, name: &str| {
        let figures = "1.0;1.0;1.0;1.0;1.0;1.0;1.0;0.0;100.0;100.0";
        format!("{id};{code};{name};{figures};{level};False;True;False;;{parent};12.2024")
    };
    let rows = [
        row(1, "", 0, 1, "I. Республиканские инвестиционные проекты - всего"),
        row(2, "1", 1, 1, "Группа"),
        row(3, "2", 2, 608, "Орган"),
        row(4, "3", 3, 17, "Программа"),
        row(5, "4", 4, 0, ""),
    ];
    let export = read("РБ_приоритетные_инвестиции.csv", file(&rows).as_bytes()).expect("no faults");
    let last = export.reports[0].lines.last().expect("lines");
    assert_eq!((last.path.to_string().as_str(), &last.name), ("investments.01.608.017.000", &None));
}

#[test]
fn files_are_known_by_name_however_й_is_written() {
    let check = |name: &str, code: Option<&str>| {
        let known =
            contents_of_file(name).map(|known| format!("{} {}", known.budget.code(), known.part.code()));
        assert_eq!(known.as_deref(), code, "{name}");
    };
    check("Республиканский бюджет.csv", Some("republican main"));
    check("Республиканскии\u{306} бюджет.csv", Some("republican main"));
    check("местный_бюджет_г_Шымкент.csv", Some("790000000 main"));
    check("местный_бюджет_ВКО.csv", Some("630000000 main"));
    check("местный_бюджет_.csv", None);
    check("РБ_функц_классификация.csv", Some("republican groups"));
    check("РБ_приоритетные_инвестиции.csv", Some("republican investments"));
    check("Местный_ведомств_классификация.csv", Some("local administrators"));
    check("Гос_экон_классификация.csv", Some("state economic"));
    check("Гос_экон_классификация", None);
    check("Гос_бюджет.csv", None);
}
