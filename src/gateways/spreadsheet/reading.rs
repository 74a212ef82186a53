//! Reading a sheet that somebody made: what was copied from a spreadsheet program, a CSV file, a workbook. Everything in
//! it is untrusted: bytes, what they unpack to, rows, columns and cells are limited, and a formula stays its own text.

use std::io::{Cursor, Read};

use calamine::{DataRef, Reader, Xlsx, XlsxFormulaMetadata};

/// The most bytes of a file or a text.
pub const BYTES: usize = 2 << 20;
/// The most bytes that a workbook unpacks to.
const UNPACKED: u64 = 12 << 20;
/// The most files in a workbook.
const ENTRIES: usize = 200;
/// The most rows, empty ones counted too.
const ROWS: usize = 1_000;
/// The most columns.
const COLUMNS: usize = 50;
/// The most characters of a cell.
const CELL: usize = 5_000;

/// Why a sheet can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotRead {
    /// More bytes, rows, columns or characters than the limits.
    #[error("too large")]
    TooLarge,
    /// The text is not UTF-8.
    #[error("not UTF-8")]
    Encoding,
    /// Neither a text nor a workbook.
    #[error("not a table")]
    Format,
}

/// The cells of a file: a workbook's first sheet, else a text.
pub fn read_file(bytes: &[u8]) -> Result<Vec<Vec<String>>, NotRead> {
    if bytes.len() > BYTES {
        return Err(NotRead::TooLarge);
    }
    if bytes.starts_with(b"PK\x03\x04") {
        // The library may stumble over a workbook that was made for that: that is a fault of the file, not of ours.
        return std::panic::catch_unwind(|| workbook(bytes)).unwrap_or(Err(NotRead::Format));
    }
    // A workbook of before 2007, a PDF and pictures: binary, but not told by their encoding alone.
    let binary: [&[u8]; 4] = [b"\xd0\xcf\x11\xe0", b"%PDF", b"\x89PNG", b"\xff\xd8\xff"];
    if binary.iter().any(|head| bytes.starts_with(head)) || bytes.contains(&0) {
        return Err(NotRead::Format);
    }
    read_text(std::str::from_utf8(bytes).map_err(|_not_utf8| NotRead::Encoding)?)
}

/// The cells of a text: whatever stands most often in its first lines, tab, semicolon or comma, separates them.
pub fn read_text(text: &str) -> Result<Vec<Vec<String>>, NotRead> {
    if text.len() > BYTES {
        return Err(NotRead::TooLarge);
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let head: String = text.lines().filter(|line| !line.trim().is_empty()).take(5).collect();
    let count = |mark: u8| head.bytes().filter(|byte| *byte == mark).count();
    let separator = if count(b'\t') > 0 {
        b'\t'
    } else if count(b';') > 0 {
        b';'
    } else {
        b','
    };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut sheet = Sheet::default();
    for record in reader.records() {
        let record = record.map_err(|_malformed| NotRead::Format)?;
        let row = sheet.0.len();
        for (column, cell) in record.iter().enumerate() {
            sheet.put(row, column, cell)?;
        }
    }
    Ok(sheet.0)
}

/// Rows of cells within the limits.
#[derive(Default)]
struct Sheet(Vec<Vec<String>>);

impl Sheet {
    /// Writes a cell. An empty one only makes its row count: it may stand anywhere.
    fn put(&mut self, row: usize, column: usize, text: &str) -> Result<(), NotRead> {
        if text.contains('\0') {
            return Err(NotRead::Format);
        }
        let is_empty = text.trim().is_empty();
        if is_empty && (row >= ROWS || column >= COLUMNS) {
            return Ok(());
        }
        if row >= ROWS || column >= COLUMNS || text.chars().take(CELL + 1).count() > CELL {
            return Err(NotRead::TooLarge);
        }
        if self.0.len() <= row {
            self.0.resize(row + 1, Vec::new());
        }
        if let Some(cells) = self.0.get_mut(row).filter(|_| !is_empty) {
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            text.clone_into(&mut cells[column]);
        }
        Ok(())
    }
}

/// The first sheet of a workbook, cell by cell: a sheet that claims to reach from A1 to XFD1048576 is as large as what
/// stands in it (A-114).
fn workbook(bytes: &[u8]) -> Result<Vec<Vec<String>>, NotRead> {
    unpacks_within_limits(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_malformed| NotRead::Format)?;
    let first = book.sheet_names().first().cloned().ok_or(NotRead::Format)?;
    let mut cells = book.worksheet_cells_reader(&first).map_err(|_malformed| NotRead::Format)?;
    let mut sheet = Sheet::default();
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(|_malformed| NotRead::Format)? {
        let (row, column) = (cell.pos.0 as usize, cell.pos.1 as usize);
        match &cell.formula {
            Some(formula) => sheet.put(row, column, &formula_text(formula))?,
            None => sheet.put(row, column, &value(&cell.value))?,
        }
    }
    Ok(sheet.0)
}

/// A formula as its own text: what a program calculated from it once is not what its author typed.
#[allow(clippy::wildcard_enum_match_arm, reason = "the library keeps the list of kinds open")]
fn formula_text(formula: &XlsxFormulaMetadata) -> String {
    match formula {
        XlsxFormulaMetadata::Normal { formula } | XlsxFormulaMetadata::Shared { formula, .. } => {
            format!("={}", formula.trim_start_matches('='))
        }
        // That of the cell above, or of a kind that the library learns later.
        _ => "=".to_owned(),
    }
}

/// What a cell shows, without the formats of a program: an IIN that became a number is its digits.
fn value(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        DataRef::Float(number) => number.to_string(),
        DataRef::Int(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::DateTime(day) => day.as_f64().to_string(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}

/// Unpacks every file of a workbook once and throws it away, counting: what a file claims of its size is not believed.
fn unpacks_within_limits(bytes: &[u8]) -> Result<(), NotRead> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_malformed| NotRead::Format)?;
    if archive.len() > ENTRIES {
        return Err(NotRead::TooLarge);
    }
    let mut left = UNPACKED;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(|_malformed| NotRead::Format)?;
        let read = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink());
        left = left.checked_sub(read.map_err(|_malformed| NotRead::Format)?).ok_or(NotRead::TooLarge)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use rust_xlsxwriter::Workbook;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn cells(rows: &[&[&str]]) -> Vec<Vec<String>> {
        rows.iter().map(|row| row.iter().map(|cell| (*cell).to_owned()).collect()).collect()
    }

    fn zipped(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in files {
            archive.start_file(*name, SimpleFileOptions::default()).expect("a file");
            archive.write_all(content).expect("written");
        }
        archive.finish().expect("an archive").into_inner()
    }

    /// A workbook whose sheet is this.
    fn book(sheet: &str) -> Vec<u8> {
        let mut made = Workbook::new();
        made.add_worksheet();
        let made = made.save_to_buffer().expect("a workbook");
        let mut archive = zip::ZipArchive::new(Cursor::new(made)).expect("an archive");
        let mut files = Vec::new();
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).expect("a file");
            let (name, mut content) = (entry.name().expect("a name").into_owned(), Vec::new());
            entry.read_to_end(&mut content).expect("read");
            if name.ends_with("sheet1.xml") {
                content = format!(
                    r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{sheet}</worksheet>"#
                )
                .into_bytes();
            }
            files.push((name, content));
        }
        let files: Vec<(&str, &[u8])> =
            files.iter().map(|(name, content)| (name.as_str(), &content[..])).collect();
        zipped(&files)
    }

    #[test]
    fn texts_are_read_by_their_separator() {
        let check =
            |text: &str, expect: &[&[&str]]| assert_eq!(read_text(text), Ok(cells(expect)), "{text:?}");
        check("a\tb\r\n\t\t\r\nc", &[&["a", "b"], &[], &["c"]]);
        check("\u{feff}a;\"b;\nc\"\n", &[&["a", "b;\nc"]]);
        check("a,b", &[&["a", "b"]]);
        check("", &[]);
        check("=1+1\t+7", &[&["=1+1", "+7"]]);
        assert_eq!(read_file("Ә;ә".as_bytes()), Ok(cells(&[&["Ә", "ә"]])));
    }

    #[test]
    fn a_workbook_gives_numbers_as_digits_and_formulas_as_their_text() {
        let mut made = Workbook::new();
        let page = made.add_worksheet();
        page.write_number(0, 0, 850_615_400_125.0).expect("a number");
        page.write_string(0, 2, "Ұлан").expect("words");
        page.write_formula(2, 0, rust_xlsxwriter::Formula::new("=A1+1").set_result("7")).expect("a formula");
        let bytes = made.save_to_buffer().expect("a workbook");
        assert_eq!(read_file(&bytes), Ok(cells(&[&["850615400125", "", "Ұлан"], &[], &["=A1+1"]])));
    }

    #[test]
    fn a_113_what_is_no_table_is_refused_by_its_bytes() {
        for (bytes, why) in [
            (&b"%PDF-1.7"[..], NotRead::Format),
            (b"\x89PNG\r\n", NotRead::Format),
            (b"\xd0\xcf\x11\xe0\xa1", NotRead::Format),
            (b"PK\x03\x04 and no more", NotRead::Format),
            (b"a\0b", NotRead::Format),
            (b"\xd2\xe5\xe3;", NotRead::Encoding),
        ] {
            assert_eq!(read_file(bytes), Err(why), "{bytes:?}");
        }
        assert_eq!(read_file(&zipped(&[("a.txt", b"a")])), Err(NotRead::Format));
    }

    #[test]
    fn a_114_a_workbook_that_unpacks_without_end_is_refused() {
        let zeros = vec![b' '; 13 << 20];
        let bomb = zipped(&[("xl/worksheets/sheet1.xml", &zeros)]);
        assert!(bomb.len() < BYTES, "small outside");
        assert_eq!(read_file(&bomb), Err(NotRead::TooLarge));
        let many: Vec<(String, &[u8])> = (0..300).map(|n| (format!("{n}"), &b""[..])).collect();
        let many: Vec<(&str, &[u8])> = many.iter().map(|(name, content)| (name.as_str(), *content)).collect();
        assert_eq!(read_file(&zipped(&many)), Err(NotRead::TooLarge));
        assert_eq!(read_file(&vec![b'a'; BYTES + 1]), Err(NotRead::TooLarge));
    }

    #[test]
    fn a_114_a_sheet_is_as_large_as_what_stands_in_it() {
        let cell = |place: &str, value: &str| {
            format!(r#"<row><c r="{place}" t="inlineStr"><is><t>{value}</t></is></c></row>"#)
        };
        let sheet =
            |cells: &str| format!(r#"<dimension ref="A1:XFD1048576"/><sheetData>{cells}</sheetData>"#);
        assert_eq!(read_file(&book(&sheet(&cell("A1", "x")))), Ok(cells(&[&["x"]])));
        let reversed = r#"<dimension ref="B2:A1"/><sheetData></sheetData>"#;
        assert!(matches!(read_file(&book(reversed)), Ok(_) | Err(NotRead::Format)));
        let far = cell("A1", "x") + &cell("XFD1048576", "y");
        assert_eq!(read_file(&book(&sheet(&far))), Err(NotRead::TooLarge));
        let attributes: String = (0..100_000).map(|n| format!(" a{n}=\"\"")).collect();
        let wide = format!("<sheetData><row{attributes}><c r=\"A1\"><v>1</v></c></row></sheetData>");
        assert!(read_file(&book(&wide)).is_ok_and(|sheet| sheet == cells(&[&["1"]])));
        assert_eq!(read_text(&"a\n".repeat(ROWS + 1)), Err(NotRead::TooLarge));
        assert_eq!(read_text(&"a\t".repeat(COLUMNS + 1).replace("\t", "\tb")), Err(NotRead::TooLarge));
        assert_eq!(read_text(&"a".repeat(CELL + 1)), Err(NotRead::TooLarge));
    }
}
