//! The monthly export of the state portal "Open budgets" (budget.egov.kz): one CSV file is one part of
//! the report of one budget, with all its months: a whole tree, or a list of groups, administrators or categories.
//!
//! Reads bytes into whole reports and finds every fault with its line; it knows no database. Amounts are thousand tenge.

mod list;
mod row;
mod tree;
mod wording;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::domain::budget::{Measure, Part, Path, Period, Report, Section};
use crate::domain::scope::BudgetKey;
use row::{Columns, Row, Shape};
pub use wording::contents_of_file;

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Line of the file, from 1 (the header); 0 where the whole file is meant.
    pub line: u64,
    /// What is wrong.
    pub what: String,
}

impl Fault {
    fn new(line: impl Into<u64>, what: impl Into<String>) -> Fault {
        Fault { line: line.into(), what: what.into() }
    }
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.line {
            0 => f.write_str(&self.what),
            line => write!(f, "line {line}: {}", self.what),
        }
    }
}

/// What a file of the export holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contents {
    /// Whose budget.
    pub budget: BudgetKey,
    /// Which part of its reports.
    pub part: Part,
}

/// A file that was read without a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Export {
    /// Of what.
    pub contents: Contents,
    /// One report for each month, oldest first.
    pub reports: Vec<Report>,
    /// Rows below the header.
    pub rows: u64,
}

/// Reads one file. What it holds follows from the file's name.
pub fn read(file_name: &str, bytes: &[u8]) -> Result<Export, Vec<Fault>> {
    let contents = contents_of_file(file_name).ok_or_else(|| {
        vec![Fault::new(0_u64, "the name of the file is none that the export is known to have")]
    })?;
    let Contents { budget, part } = contents;
    let shape = Shape::of(part);
    let mut faults = Vec::new();
    let rows = rows(shape, bytes, &mut faults);
    let count = rows.len();
    let mut months: BTreeMap<Period, Vec<Row>> = BTreeMap::new();
    for row in rows {
        months.entry(row.period).or_default().push(row);
    }
    let mut reports = Vec::with_capacity(months.len());
    let every_row_reads = faults.is_empty();
    for (period, rows) in months {
        let before = faults.len();
        let lines = match shape {
            Shape::Tree => tree::lines(part, rows, &mut faults),
            Shape::List(section) => list::lines(section, rows, &mut faults),
        };
        let report = Report { budget, period, part, lines };
        // Where a row is missing, sums that lack it are no faults of their own.
        if every_row_reads && faults.len() == before {
            check_sums(&report, &mut faults);
        }
        reports.push(report);
    }
    if count == 0 && faults.is_empty() {
        faults.push(Fault::new(0_u64, "the file has no rows"));
    }
    if faults.is_empty() {
        Ok(Export { contents, reports, rows: u64::try_from(count).unwrap_or(u64::MAX) })
    } else {
        faults.sort_by_key(|fault| fault.line);
        Err(faults)
    }
}

fn rows(shape: Shape, bytes: &[u8], faults: &mut Vec<Fault>) -> Vec<Row> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').flexible(true).from_reader(bytes);
    let columns = match reader.headers().map(|header| Columns::of(shape, header)) {
        Ok(Ok(columns)) => columns,
        Ok(Err(missing)) => {
            faults.push(Fault::new(1_u64, format!("columns are missing: {}", missing.join(", "))));
            return Vec::new();
        }
        Err(error) => {
            faults.push(Fault::new(1_u64, error.to_string()));
            return Vec::new();
        }
    };
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => rows.extend(Row::read(&columns, &record, faults)),
            Err(error) => {
                let line = error.position().map_or(0, |position| position.line());
                faults.push(Fault::new(line, error.to_string()));
            }
        }
    }
    rows
}

/// Every total below the sections must be the sum of its children. A section itself may differ: the source rounds, and
/// says so nowhere; those differences are kept and shown.
fn check_sums(report: &Report, faults: &mut Vec<Fault>) {
    match report.differences() {
        Ok(differences) => {
            for difference in differences.iter().filter(|difference| difference.path.level() > 0) {
                let line = report.lines.iter().find(|line| line.path == difference.path);
                faults.push(Fault::new(
                    line.map_or(0_u64, |line| line.source_line),
                    format!(
                        "{} is {} tiyn, the lines below it add up to {}",
                        difference.measure.code(),
                        difference.total.0,
                        difference.sum.0
                    ),
                ));
            }
        }
        Err(too_much) => {
            let line = report.lines.iter().find(|line| line.path == too_much.path);
            faults.push(Fault::new(line.map_or(0_u64, |line| line.source_line), too_much.to_string()));
        }
    }
}

/// How the columns of figures are named in the header.
const FIGURES: [Measure; 7] = Measure::ALL;

/// The path of a section, for the rows at the top.
fn top(section: Section) -> Path {
    Path::of(section)
}
