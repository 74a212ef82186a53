//! Files read back as a spreadsheet program reads them.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use super::*;

fn text(words: &str) -> Value {
    Value::Text(words.to_owned())
}

fn number(units: i64, decimals: u32) -> Value {
    Value::Number(Number { units, decimals })
}

fn sheet(rows: Vec<Vec<Value>>) -> Sheet {
    Sheet {
        name: "Шығындар: 2024/12".to_owned(),
        about: vec![
            ("Орган".to_owned(), "=HYPERLINK(\"x\")".to_owned()),
            ("Строк".to_owned(), "2".to_owned()),
        ],
        tables: vec![Table {
            caption: "Шығындар".to_owned(),
            columns: vec!["Строка".to_owned(), "Бекітілген".to_owned()],
            rows,
        }],
    }
}

fn cells(bytes: Vec<u8>) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let names = book.sheet_names();
    assert_eq!(names, ["Шығындар 202412"]);
    let range = book.worksheet_range(&names[0]).expect("a sheet");
    range.rows().map(<[Data]>::to_vec).collect()
}

#[test]
fn a_csv_file_is_what_excel_opens_in_kazakhstan() {
    let rows = vec![
        vec![text("01 Білім; \"беру\""), number(-2_310_655_197_546_400, 5)],
        vec![text("-төлем"), text("есепте жоқ")],
    ];
    let bytes = csv(&sheet(rows)).expect("written");
    let expect = "\u{feff}Орган;\"'=HYPERLINK(\"\"x\"\")\"\r\nСтрок;2\r\n\"\"\r\nШығындар\r\nСтрока;Бекітілген\r\n\
        \"01 Білім; \"\"беру\"\"\";-23106551975,46400\r\n'-төлем;есепте жоқ\r\n";
    assert_eq!(String::from_utf8(bytes).expect("UTF-8"), expect);
}

#[test]
fn a_workbook_has_numbers_for_figures_and_words_for_words() {
    let rows = vec![
        vec![text("=1+1"), number(-2_310_655_197_546_400, 5)],
        vec![text("\t@x"), number(2_310_655_197_546_401, 5)],
        vec![text("001"), number(1_005, 1)],
    ];
    let at = "2026-11-20T06:00:00Z".parse().expect("an instant");
    let read = cells(xlsx(&sheet(rows.clone()), at).expect("written"));
    let string = |words: &str| Data::String(words.to_owned());
    assert_eq!(read[0], [string("Орган"), string("=HYPERLINK(\"x\")")], "a string, not a formula");
    assert_eq!(read[4], [string("Строка"), string("Бекітілген")]);
    assert_eq!(read[5], [string("=1+1"), Data::Float(-23_106_551_975.464)]);
    assert_eq!(read[6], [string("@x"), string("23106551975,46401")], "sixteen digits would be rounded");
    assert_eq!(read[7], [string("001"), Data::Float(100.5)], "a code keeps its zeros");
    let again = xlsx(&sheet(rows), at).expect("written");
    assert_eq!(cells(again).len(), read.len());
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    let at = "2026-11-20T06:00:00Z".parse().expect("an instant");
    let rows = vec![vec![text("а"), number(1, 0)]];
    assert_eq!(xlsx(&sheet(rows.clone()), at).expect("one"), xlsx(&sheet(rows), at).expect("other"));
    let empty = Sheet::default();
    assert!(xlsx(&empty, at).is_ok() && csv(&empty).is_ok(), "nothing to write is no fault");
}
