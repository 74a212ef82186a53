//! Tables as files of a spreadsheet program: the same cells as CSV and as XLSX, written and read. It knows no figure's
//! meaning, writes nothing that a spreadsheet program would take for a formula, and believes nothing that it reads.
//!
//! CSV is what Excel opens by itself with the settings of Kazakhstan: UTF-8 with a byte order mark (without it Kazakh
//! letters are read as Windows-1251), semicolons between cells and a decimal comma (there a comma is no separator), CRLF.

mod inert;
mod number;
mod reading;
mod text_file;
mod workbook;

#[cfg(test)]
mod tests;

pub use number::Number;
pub use reading::{BYTES, NotRead, read_file, read_text};
pub use text_file::csv;
pub use workbook::xlsx;

/// What one file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// The name of the sheet; what a workbook does not allow in it is left out.
    pub name: String,
    /// What the tables are about, each with its label: above the tables.
    pub about: Vec<(String, String)>,
    /// The tables, one below the other.
    pub tables: Vec<Table>,
}

/// One table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// What the figures are.
    pub caption: String,
    /// Heads of all columns.
    pub columns: Vec<String>,
    /// The rows, each with a cell for every column.
    pub rows: Vec<Vec<Value>>,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Words, or a code: never counted with.
    Text(String),
    /// A figure.
    Number(Number),
}

/// In which form a file is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileFormat {
    /// Comma-separated values, with semicolons.
    Csv,
    /// A workbook of Office Open XML.
    Xlsx,
}

impl FileFormat {
    /// Both.
    pub const ALL: [FileFormat; 2] = [FileFormat::Csv, FileFormat::Xlsx];

    /// The word in addresses, and the ending of the file's name.
    pub const fn code(self) -> &'static str {
        match self {
            FileFormat::Csv => "csv",
            FileFormat::Xlsx => "xlsx",
        }
    }

    /// The format of a word.
    pub fn parse(code: &str) -> Option<FileFormat> {
        FileFormat::ALL.into_iter().find(|format| format.code() == code)
    }
}

/// A file can't be written.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    /// As CSV.
    #[error("the CSV file can't be written: {0}")]
    Csv(#[from] ::csv::Error),
    /// As a workbook.
    #[error("the workbook can't be written: {0}")]
    Xlsx(#[from] rust_xlsxwriter::XlsxError),
}
