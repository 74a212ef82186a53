//! A sheet as a workbook.

use chrono::{DateTime, Datelike, Timelike, Utc};
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::inert::{is_formula, on_one_line};
use super::{NotWritten, Number, Sheet, Table, Value};

/// Widths in characters: names, and figures.
const WIDTHS: (f64, f64) = (60.0, 20.0);

/// The longest name of a sheet.
const NAME: usize = 31;

/// The bytes of a workbook. A figure is a number with all its decimals where the program keeps every digit of it
/// ([`Number::is_kept`]), and words otherwise. Words are strings to the file, which no program calculates.
pub fn xlsx(sheet: &Sheet, made_at: DateTime<Utc>) -> Result<Vec<u8>, NotWritten> {
    let mut book = Workbook::new();
    let made_at = ExcelDateTime::from_ymd(
        u16::try_from(made_at.year()).unwrap_or(1900),
        narrow(made_at.month()),
        narrow(made_at.day()),
    )?
    .and_hms(
        u16::try_from(made_at.hour()).unwrap_or_default(),
        narrow(made_at.minute()),
        f64::from(made_at.second()),
    )?;
    book.set_properties(&DocProperties::new().set_creation_datetime(&made_at));
    let page = book.add_worksheet();
    page.set_name(sheet_name(&sheet.name))?;
    page.set_column_width(0, WIDTHS.0)?;
    let columns = sheet.tables.iter().map(|table| table.columns.len()).max().unwrap_or_default();
    page.set_column_range_width(1, u16::try_from(columns).unwrap_or(u16::MAX).max(1), WIDTHS.1)?;
    let bold = Format::new().set_bold();
    let mut row = 0;
    for (label, words) in &sheet.about {
        write_words(page, row, 0, label, &bold)?;
        write_words(page, row, 1, words, &Format::new())?;
        row += 1;
    }
    for table in &sheet.tables {
        row = write_table(page, row + 1, table)?;
    }
    Ok(book.save_to_buffer()?)
}

fn narrow(number: u32) -> u8 {
    u8::try_from(number).unwrap_or_default()
}

fn sheet_name(name: &str) -> String {
    let allowed = |c: &char| !c.is_control() && !"[]:*?/\\'".contains(*c);
    let name: String = name.chars().filter(allowed).take(NAME).collect();
    if name.trim().is_empty() { "1".to_owned() } else { name }
}

/// Writes a table; gives the row below it.
fn write_table(page: &mut Worksheet, top: u32, table: &Table) -> Result<u32, XlsxError> {
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_border_bottom(FormatBorder::Thin);
    write_words(page, top, 0, &table.caption, &Format::new().set_bold())?;
    for (column, words) in (0..).zip(&table.columns) {
        write_words(page, top + 1, column, words, &head)?;
    }
    let mut row = top + 2;
    for values in &table.rows {
        for (column, value) in (0..).zip(values) {
            match value {
                Value::Text(words) => write_words(page, row, column, words, &words_format(column))?,
                Value::Number(number) => write_number(page, row, column, *number)?,
            }
        }
        row += 1;
    }
    Ok(row)
}

/// Names wrap at the left; words in place of a figure stand where figures do.
fn words_format(column: u16) -> Format {
    match column {
        0 => Format::new().set_text_wrap().set_align(FormatAlign::Top),
        _ => Format::new().set_align(FormatAlign::Right),
    }
}

/// The quote prefix keeps the words words when somebody edits the cell.
fn write_words(
    page: &mut Worksheet,
    row: u32,
    column: u16,
    words: &str,
    format: &Format,
) -> Result<(), XlsxError> {
    let quoted = if is_formula(words) { format.clone().set_quote_prefix() } else { format.clone() };
    page.write_string_with_format(row, column, on_one_line(words), &quoted).map(|_| ())
}

fn write_number(page: &mut Worksheet, row: u32, column: u16, number: Number) -> Result<(), XlsxError> {
    let places = if number.decimals == 0 {
        String::new()
    } else {
        format!(".{}", "0".repeat(number.decimals as usize))
    };
    let exact = number.plain('.').parse::<f64>().ok().filter(|_| number.is_kept());
    match exact {
        Some(double) => {
            let format = Format::new().set_num_format(format!("#,##0{places}"));
            page.write_number_with_format(row, column, double, &format).map(|_| ())
        }
        None => write_words(page, row, column, &number.plain(','), &words_format(column)),
    }
}
