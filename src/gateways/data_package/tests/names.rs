//! Names are read as they were written; what is wrong with one is told with its place.

use super::*;
use crate::domain::budget::{Bearer, Given, GivenName, Path};
use crate::domain::region::Kato;

const PLACES: &str = "kato,name_kk,name_ru,name_en";
const CODES: &str = "section,heading,group,subgroup,administrator,programme,subprogramme,specific,receipt_category,receipt_class,receipt_subclass,receipt_specific,economic_category,economic_class,name_kk,name_ru,name_en";

fn names(folder: &Folder) -> Result<Vec<Given>, Vec<String>> {
    let told = |faults: Faults| faults.list.iter().map(ToString::to_string).collect::<Vec<_>>();
    let package = Package::open(&folder.descriptor()).map_err(told)?;
    let mut all = Vec::new();
    let mut listen = |event| {
        match event {
            Event::Names { names, .. } => all.extend(names),
            Event::Begins(_) | Event::Report { .. } | Event::Plan { .. } | Event::Ends(_) => {}
        }
        ControlFlow::Continue(())
    };
    package.read(&mut listen).map_err(told)?;
    Ok(all)
}

/// A package of nothing but places.
fn places(rows: &[&str]) -> Folder {
    let folder = Folder::empty();
    folder.write("places.csv", &table(PLACES, rows));
    folder.describe(r#"{ "name": "places", "path": "places.csv" }"#);
    folder
}

/// A package of nothing but names of codes.
fn codes(rows: &[&str]) -> Folder {
    let folder = Folder::empty();
    folder.write("names.csv", &table(CODES, rows));
    folder.describe(r#"{ "name": "names", "path": "names.csv" }"#);
    folder
}

fn place(code: &str) -> Bearer {
    Bearer::Place(Kato::parse(code).expect("nine digits"))
}

fn line(text: &str) -> Bearer {
    Bearer::of(Path::parse(text).unwrap_or_else(|why| panic!("{text}: {why}"))).expect("a code")
}

fn given(bearer: Bearer, kk: Option<&str>, ru: &str, en: Option<&str>) -> Given {
    let name = GivenName { kk: kk.map(str::to_owned), ru: ru.to_owned(), en: en.map(str::to_owned) };
    Given { bearer, name, source_line: 0 }
}

#[track_caller]
fn refused(folder: &Folder, expect: &[&str]) {
    assert_eq!(names(folder).expect_err("faults"), expect);
}

#[test]
fn names_come_back_as_they_were_written() {
    let wanted = [
        given(place("113230000"), Some("№ 1 ауылдық округ"), "Сельский округ № 1", None),
        given(place("113232000"), Some("«Ақ», \"бұлақ\""), "Ак, \"\"", Some("White, \"spring\"")),
        given(line("2.01.1.406.777"), None, "Программа, которой нет", None),
        given(line("2.01.1.406.777.000"), Some("Кіші"), "Подпрограмма", Some("Sub")),
        given(line("2.09"), Some("Топ"), "Группа", None),
        given(line("1.4.4.02.3.77"), Some("Түсім"), "Вид поступлений", None),
        given(line("economic.1.11.119"), Some("Ерекшелік"), "Специфика", None),
    ];
    let folder = Folder::empty();
    let mut writer = Writer::create(folder.0.path(), "Names").expect("begun");
    writer.names(&wanted).expect("written");
    writer.finish().expect("finished");
    // A written package has facts; this one lacks their rows.
    folder
        .describe(r#"{ "name": "names", "path": "names.csv" }, { "name": "places", "path": "places.csv" }"#);
    let read = names(&folder).expect("read");
    let plain: Vec<Given> = read.iter().map(|given| Given { source_line: 0, ..given.clone() }).collect();
    assert_eq!(plain, wanted);
    assert_eq!(read.iter().map(|given| given.source_line).collect::<Vec<_>>(), [2, 3, 2, 3, 4, 5, 6]);
}

#[test]
fn a_code_is_named_under_any_of_its_places_and_a_name_in_english_may_be_missing() {
    let folder = codes(&[]);
    let rows = [
        "2,,01,1,406,001,,,,,,,,,Бағдарлама,Программа",
        "departmental,,,,406,002,,,,,,,,,,\"Одна, и другая\"",
    ];
    folder.write("names.csv", &table(CODES.trim_end_matches(",name_en"), &rows));
    let read = names(&folder).expect("read");
    assert_eq!(read[0].bearer, line("departmental.406.001"));
    assert_eq!((read[1].bearer, read[1].name.ru.as_str()), (line("2.01.1.406.002"), "Одна, и другая"));
    assert_eq!(read[1].name.kk, None, "no Kazakh name is known");
}

#[test]
fn a_place_lies_in_a_known_one_whatever_their_order() {
    let read = names(&places(&[
        "119930100,Ауыл,Село,",
        "119900000,Жаңа аудан,Новый район,",
        "113220101,Ауыл,Село,",
    ]));
    assert_eq!(read.expect("read").len(), 3);
    refused(
        &places(&["119930000,Округ,Округ,"]),
        &["places.csv, line 2: 119930000 lies in 119900000, which neither the lists nor this file know"],
    );
    refused(
        &places(&["519900000,Аудан,Район,"]),
        &["places.csv, line 2, kato \"519900000\": lies in no region of the classifier KATO"],
    );
    for garbage in ["11323000", "1132300000", "013230000", "11323000x", "", "republican"] {
        refused(
            &places(&[&format!("{garbage},Округ,Округ,")]),
            &[&format!(
                "places.csv, line 2, kato \"{garbage}\": not a code of KATO: nine digits, the first not zero"
            )],
        );
    }
}

/// A-102: a name is there, on one line, and every character of it can be seen.
#[test]
fn a_102_a_name_that_is_none_is_told_with_its_cell() {
    let check =
        |row: &str, expect: &str| refused(&places(&[row]), &[&format!("places.csv, line 2, {expect}")]);
    check("113230000,,Округ,", "name_kk \"\": the name is empty");
    check("113230000,Округ,  ,", "name_ru \"  \": the name is empty");
    check(
        "113230000,Ок\u{202e}руг,Округ,",
        "name_kk \"Ок\\u{202e}руг\": the name holds characters that cannot be seen",
    );
    check(
        "113230000,Округ,Ок\u{200b}руг,",
        "name_ru \"Ок\\u{200b}руг\": the name holds characters that cannot be seen",
    );
    check(
        "113230000,Округ,Округ,a\u{7}",
        "name_en \"a\\u{7}\": the name holds characters that cannot be seen",
    );
    let long = "о".repeat(501);
    check(
        &format!("113230000,Округ,{long},"),
        &format!("name_ru \"{}\": the name is longer than 500 characters", "о".repeat(40)),
    );
}

#[test]
fn nothing_is_named_twice_and_rows_have_their_cells() {
    let okrug = "113230000,Округ,Округ,";
    refused(&places(&[okrug, okrug]), &["places.csv, line 3: 113230000 is named here and further up"]);
    let twice = ["2,,01,1,406,001,,,,,,,,,,Программа,", "3,1,01,1,406,001,,,,,,,,,,Программа,"];
    refused(&codes(&twice), &["names.csv, line 3: departmental.406.001 is named here and further up"]);
    let cells = "the row is not UTF-8, a quoted cell does not end, or it has not as many cells as the header";
    for row in [
        "113230000,Округ,Округ",
        "113230000,Округ,Округ,,",
        "113230000,\"Округ,Округ,",
        "113230000,\"О\"к,Округ,",
    ] {
        refused(&places(&[row]), &[&format!("places.csv, line 2: {cells}")]);
    }
    refused(&places(&[]), &["places.csv: the file has no rows"]);
    let folder = places(&[]);
    folder.write("places.csv", "kato,name_kk\n113230000,Округ\n");
    refused(&folder, &["places.csv, line 1, header \"name_ru\": the column is missing"]);
}

#[test]
fn a_name_belongs_to_a_code_of_the_classification() {
    let check = |row: &str, expect: &[&str]| refused(&codes(&[row]), expect);
    let sections = "names.csv, line 2, section \"2\": sections and headings, and specifics of no class, are not named by a package";
    check("2,,,,,,,,,,,,,,,Расходы,", &[sections]);
    check("9,,01,,,,,,,,,,,,,Группа,", &["names.csv, line 2, section \"9\": no section of the report"]);
    check("2,,1,,,,,,,,,,,,,Группа,", &["names.csv, line 2, group \"1\": not a code of 2 digits"]);
    check(
        "2,,01,1,,001,,,,,,,,,,Программа,",
        &[
            "names.csv, line 2, programme \"001\": below 2.01.1 such a code has no place, or a step above it is missing",
        ],
    );
}

/// What the package itself names is not told to be unknown.
#[test]
fn what_a_package_names_is_known_to_its_facts() {
    let folder = Folder::of(&[
        &SALARIES.replace(",406,", ",999,"),
        &REGION.replace("110000000", "113230000"),
        &REGION.replace("110000000", "113232000").replace(",110,001,", ",110,777,"),
    ]);
    folder.write("places.csv", &table(PLACES, &["113230000,Округ,Округ,"]));
    folder.write("names.csv", &table(CODES, &["departmental,,,,999,,,,,,,,,,Әкімші,Администратор,"]));
    folder.describe(
        r#"{ "name": "facts", "path": "facts.csv" }, { "name": "names", "path": "names.csv" }, { "name": "places", "path": "places.csv" }"#,
    );
    let (_, files, notices) = folder.read().expect("read");
    let files: Vec<(&str, u64)> = files.iter().map(|file| (file.name.as_str(), file.rows)).collect();
    assert_eq!(files, [("places.csv", 1), ("names.csv", 1), ("facts.csv", 3)]);
    let notices: Vec<_> = notices.iter().map(|notice| (notice.what, notice.first.join(" "))).collect();
    assert_eq!(notices, [("places", "113232000".to_owned()), ("programmes", "2.01.1.110.777".to_owned())]);
}

#[test]
fn names_are_what_the_descriptor_says() {
    let folder = places(&["113230000,Округ,Округ,"]);
    let zeros = "0".repeat(64);
    folder.describe(&format!(r#"{{ "name": "places", "path": "places.csv", "hash": "sha256:{zeros}" }}"#));
    let faults = names(&folder).expect_err("faults");
    assert!(faults[0].starts_with("places.csv: has SHA-256"), "{faults:?}");
    folder.describe(r#"{ "name": "places", "path": "places.csv", "bytes": 7 }"#);
    let faults = names(&folder).expect_err("faults");
    assert!(faults[0].ends_with("7 are stated"), "{faults:?}");
    folder.write("more.csv", &table(PLACES, &["113232000,Округ,Округ,"]));
    folder
        .describe(r#"{ "name": "places", "path": "places.csv" }, { "name": "places", "path": "more.csv" }"#);
    refused(&folder, &["datapackage.json: there are two resources of the name \"places\""]);
}
