//! Documents rendered and read back by other programs (poppler).

use std::process::Command;

use chrono::NaiveDate;

use super::*;
use crate::gateways::qr_picture::{self, Patience};

const KAZAKH: &str = "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі ₸ № «тырнақша» – сызықша";

fn document(shape: Shape, blocks: Vec<Block>) -> Document {
    let at =
        NaiveDate::from_ymd_opt(2026, 11, 20).and_then(|day| day.and_hms_opt(10, 0, 0)).expect("an instant");
    let (title, page) = ("Өтінім № 2026-000001".to_owned(), "{page}-бет, барлығы {pages}".to_owned());
    Document { foot: title.clone(), title, lang: "kk", shape, at, page, blocks }
}

/// What a program of poppler makes of a document.
fn poppler(bytes: &[u8], program: &str, arguments: &[&str]) -> Vec<u8> {
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), bytes).expect("written");
    let done = Command::new(program).args(arguments).arg(file.path()).arg("-").output();
    let done = done.unwrap_or_else(|error| panic!("{program} (poppler-utils): {error}"));
    assert!(done.status.success(), "{program}: {}", String::from_utf8_lossy(&done.stderr));
    done.stdout
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(poppler(bytes, "pdftotext", &["-layout"])).expect("text")
}

fn rows(count: usize) -> Table {
    let row = |place: usize| {
        vec![Cell::from(place.to_string()), Cell::from("Серікбаева Айгүл"), Cell::Code("q".to_owned())]
    };
    let columns = vec![Column::new("№", 1.0), Column::new("Тегі, аты", 4.0), Column::new("QR-код", 2.0)];
    Table { columns, rows: (1..=count).map(row).collect() }
}

#[test]
fn kazakh_words_are_found_again() {
    let blocks = vec![
        Block::Title("ҚОЛЖЕТІМДІЛІК КУӘЛІГІ".to_owned()),
        Block::Text(KAZAKH.to_owned()),
        Block::Facts(vec![("Органы".to_owned(), "Ақмола облысының тексеру комиссиясы".to_owned())]),
    ];
    let said = text(&pdf(&document(Shape::Portrait, blocks)).expect("a file"));
    for words in ["ҚОЛЖЕТІМДІЛІК КУӘЛІГІ", KAZAKH, "Ақмола облысының тексеру комиссиясы", "1-бет, барлығы 1"]
    {
        assert!(said.contains(words), "{words:?} is not in\n{said}");
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let one = document(Shape::Landscape, vec![Block::Table(rows(30)), Block::Text(KAZAKH.to_owned())]);
    assert_eq!(pdf(&one).expect("a file"), pdf(&one).expect("a file"));
    let later = Document { at: one.at + chrono::TimeDelta::minutes(1), ..one.clone() };
    assert_ne!(pdf(&one).expect("a file"), pdf(&later).expect("a file"));
}

#[test]
fn a_long_table_repeats_its_head_on_every_page() {
    let said = text(&pdf(&document(Shape::Landscape, vec![Block::Table(rows(200))])).expect("a file"));
    let pages: Vec<&str> = said.split('\x0c').filter(|page| !page.trim().is_empty()).collect();
    assert!(pages.len() > 20, "{} pages", pages.len());
    for (place, page) in pages.iter().enumerate() {
        assert!(page.contains("Тегі, аты"), "page {place} has no head:\n{page}");
        assert!(page.contains(&format!("{}-бет, барлығы {}", place + 1, pages.len())), "{page}");
    }
    assert_eq!(said.matches("Серікбаева Айгүл").count(), 200);
}

#[test]
fn the_codes_of_a_document_can_be_read_by_a_camera() {
    let code = "https://e-qyzmet.gov.kz/certificates/2f6c1c1e-5e8f-4d1a-9d52-5b8a2f3f0f61";
    let mut table = rows(1);
    table.rows[0][2] = Cell::Code(code.to_owned());
    for block in [Block::Table(table), Block::Code(code.to_owned(), vec!["E-Qyzmet".to_owned()])] {
        let bytes = pdf(&document(Shape::Portrait, vec![block])).expect("a file");
        let file = tempfile::NamedTempFile::new().expect("a file");
        std::fs::write(file.path(), bytes).expect("written");
        let scan =
            Command::new("pdftoppm").args(["-r", "200", "-png", "-singlefile"]).arg(file.path()).output();
        let scan = scan.expect("pdftoppm (poppler-utils)").stdout;
        let found = qr_picture::read(&scan, |text| text == code, &Patience::default());
        assert_eq!(found, Ok(vec![code.to_owned()]));
    }
}

/// A-100, A-102, A-127: whatever was typed becomes letters on the sheet, or a mark that it can't be written.
#[test]
fn a_127_strange_text_stays_text() {
    let long = "а".repeat(3000);
    let strange = [
        "(\\) Tj ET /JavaScript << >> endstream",
        "\u{202e}gnp.exe",
        "\u{0}\u{7}\r\n\ttab",
        "😀 漢字 مرحبا",
        "",
        long.as_str(),
        "a.very.long.address.of.a.department@subdomain.of.a.very.long.organization.gov.kz",
    ];
    let row = |text: &&str| vec![Cell::from(*text), Cell::Code((*text).to_owned())];
    let table = Table {
        columns: vec![Column::new("x", 1.0), Column::new("y", 1.0)],
        rows: strange.iter().map(row).collect(),
    };
    let mut blocks = vec![Block::Table(table)];
    for text in strange {
        blocks.push(Block::Text(text.to_owned()));
        blocks.push(Block::Stamp(vec![text.to_owned()]));
        blocks.push(Block::Facts(vec![(text.to_owned(), text.to_owned())]));
        blocks.push(Block::Choice(Chosen::Yes, text.to_owned()));
        blocks.push(Block::Code(text.to_owned(), vec![text.to_owned()]));
    }
    let said = text(&pdf(&document(Shape::Portrait, blocks)).expect("a file"));
    assert!(said.contains("(\\) Tj ET /JavaScript"), "{said}");
    assert!(!said.contains('\u{202e}'));
}

#[test]
fn a_row_taller_than_a_page_is_divided() {
    let cells = vec![Cell::from("сөз ".repeat(3000)), Cell::from("2")];
    let table = Table { columns: vec![Column::new("x", 1.0), Column::new("y", 1.0)], rows: vec![cells] };
    let said = text(&pdf(&document(Shape::Landscape, vec![Block::Table(table)])).expect("a file"));
    assert_eq!(said.matches("сөз").count(), 3000);
}
