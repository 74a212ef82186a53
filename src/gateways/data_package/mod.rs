//! The own interchange format: a Fiscal Data Package, `datapackage.json` beside CSV files, written and read.
//!
//! After the specifications "Tabular Data Package" 1 and "Fiscal Data Package" 1.0rc1 with its budget taxonomy
//! (frictionlessdata.io). One row is one fact: a budget, a month, the codes of a path, seven amounts of tenge with two
//! digits. Names of places and of codes come beside the facts, or alone. Rows of one report stand together, the months of a budget in their order, so that a package of any size is
//! read and written one report at a time. It knows no database.

mod columns;
mod descriptor;
mod lines;
mod listed;
mod names;
mod opening;
mod plans;
mod reading;
mod row;
mod sections;
mod totals;
mod writing;

#[cfg(test)]
mod tests;

pub use listed::Notice;
pub use opening::{Package, Resource};
pub use reading::{Event, Read};
pub use writing::{WriteError, Writer, Written};

/// The name of the descriptor.
pub const DESCRIPTOR: &str = "datapackage.json";

/// How many faults are told before reading stops.
pub const MOST_FAULTS: usize = 100;

/// What is wrong with a package, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The file, as the package names it.
    pub file: String,
    /// Line of the file, from 1 (the header); 0 where the whole file is meant.
    pub line: u64,
    /// The column, where one is meant.
    pub column: Option<&'static str>,
    /// What stands there.
    pub value: Option<String>,
    /// What is wrong with it.
    pub what: String,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ", line {}", self.line)?;
        }
        if let Some(column) = self.column {
            write!(f, ", {column}")?;
        }
        if let Some(value) = &self.value {
            write!(f, " {value:?}")?;
        }
        write!(f, ": {}", self.what)
    }
}

/// The faults of a package, up to a number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// In the order in which they were found.
    pub list: Vec<Fault>,
    /// True where reading stopped because there were too many.
    pub and_more: bool,
}

impl Faults {
    fn is_full(&self) -> bool {
        self.list.len() >= MOST_FAULTS
    }

    fn add(&mut self, fault: Fault) {
        if self.is_full() {
            self.and_more = true;
        } else {
            self.list.push(fault);
        }
    }

    /// A fault of a whole file.
    fn of_file(&mut self, file: &str, what: impl Into<String>) {
        self.at(file, 0, what);
    }

    /// A fault of a whole line.
    fn at(&mut self, file: &str, line: u64, what: impl Into<String>) {
        self.add(Fault { file: file.to_owned(), line, column: None, value: None, what: what.into() });
    }

    /// A fault of one cell.
    fn in_cell(&mut self, place: &Place<'_>, column: &'static str, value: &[u8], what: impl Into<String>) {
        let value: String = String::from_utf8_lossy(value).chars().take(40).collect();
        let (file, line) = (place.file.to_owned(), place.line);
        self.add(Fault { file, line, column: Some(column), value: Some(value), what: what.into() });
    }
}

/// A line of a file.
struct Place<'a> {
    file: &'a str,
    line: u64,
}
