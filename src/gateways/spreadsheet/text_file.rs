//! A sheet as CSV.

use super::inert::inert;
use super::{NotWritten, Sheet, Value};

/// The bytes of a CSV file. Figures are exact, whatever a program that opens it does with them.
pub fn csv(sheet: &Sheet) -> Result<Vec<u8>, NotWritten> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(b"\xef\xbb\xbf".to_vec());
    for (label, words) in &sheet.about {
        writer.write_record([&*inert(label), &*inert(words)])?;
    }
    for table in &sheet.tables {
        writer.write_record([""])?;
        writer.write_record([&*inert(&table.caption)])?;
        writer.write_record(table.columns.iter().map(|column| inert(column).into_owned()))?;
        for row in &table.rows {
            writer.write_record(row.iter().map(cell))?;
        }
    }
    writer.into_inner().map_err(|error| NotWritten::Csv(error.into_error().into()))
}

fn cell(value: &Value) -> String {
    match value {
        Value::Text(words) => inert(words).into_owned(),
        Value::Number(number) => number.plain(','),
    }
}
