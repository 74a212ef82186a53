//! The lines of a feed: IIN, BIN, event, date, document. Every fault is found, with its line and column.

use chrono::NaiveDate;

use crate::domain::calendar::Calendar;
use crate::domain::deadline::{Deadline, Period};
use crate::domain::hold::Ending;
use crate::domain::iin_bin::{Bin, Iin};
use crate::domain::names;

/// How many lines a feed may have.
pub const MOST_LINES: usize = 20_000;
/// Longest name of a document, in characters.
const LONGEST: usize = 200;

/// A column of a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Individual identification number.
    Iin,
    /// Business identification number of the body.
    Bin,
    /// What happened.
    Event,
    /// The day on which the powers end.
    Date,
    /// The act behind it.
    Document,
}

impl Column {
    /// All of them, in their order in the file.
    pub const ALL: [Column; 5] = [Column::Iin, Column::Bin, Column::Event, Column::Date, Column::Document];

    /// Its name in the header of the file.
    pub const fn name(self) -> &'static str {
        match self {
            Column::Iin => "IIN",
            Column::Bin => "BIN",
            Column::Event => "event",
            Column::Date => "date",
            Column::Document => "document",
        }
    }
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// The first line does not name the columns.
    #[error("expected the columns IIN,BIN,event,date,document")]
    Header,
    /// The line is not one of CSV in UTF-8 with five cells.
    #[error("not a line of CSV in UTF-8 with five cells")]
    Unreadable,
    /// Twelve digits with a check digit were expected.
    #[error("not an identification number")]
    Number,
    /// An unknown event.
    #[error("expected dismissal, transfer or other")]
    Event,
    /// No date.
    #[error("expected a date like 2026-01-31")]
    Date,
    /// The calendar of working days does not cover the date.
    #[error("the calendar of working days does not cover this date")]
    NotCovered,
    /// No words, too many of them, or signs that can't be seen.
    #[error("expected a document of at most 200 characters")]
    Document,
    /// More lines than a feed may have.
    #[error("more than 20000 lines")]
    TooLong,
}

/// Something wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line of the file, from 1; the header is line 1.
    pub line: u32,
    /// The column, where the fault has one.
    pub column: Option<Column>,
    /// What.
    pub wrong: Wrong,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.column {
            Some(column) => write!(f, "line {}, {}: {}", self.line, column.name(), self.wrong),
            None => write!(f, "line {}: {}", self.line, self.wrong),
        }
    }
}

/// A line as the file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawLine {
    /// The line of the file.
    pub line: u32,
    /// Its cells, in the order of [`Column::ALL`].
    pub cells: [String; 5],
}

/// A line that reads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The line of the file.
    pub line: u32,
    /// Of whom.
    pub iin: Iin,
    /// Of which body.
    pub bin: Bin,
    /// What happened.
    pub ending: Ending,
    /// When.
    pub ended_on: NaiveDate,
    /// The act behind it.
    pub document: String,
}

/// All lines, or all their faults. A day whose three working days can't be counted is a fault, like any other.
pub fn read(raw: &[RawLine], calendar: &Calendar) -> Result<Vec<Line>, Vec<Fault>> {
    if raw.len() > MOST_LINES {
        return Err(vec![Fault { line: raw[MOST_LINES].line, column: None, wrong: Wrong::TooLong }]);
    }
    let (mut lines, mut faults) = (Vec::with_capacity(raw.len()), Vec::new());
    for RawLine { line, cells } in raw {
        let [iin, bin, event, date, document] = cells.each_ref().map(|cell| cell.trim());
        let mut told = |column, wrong| faults.push(Fault { line: *line, column: Some(column), wrong });
        let iin = Iin::parse(iin).map_err(|_| told(Column::Iin, Wrong::Number)).ok();
        let bin = Bin::parse(bin).map_err(|_| told(Column::Bin, Wrong::Number)).ok();
        let ending = Ending::parse(event).or_else(|| {
            told(Column::Event, Wrong::Event);
            None
        });
        let counted = |day: NaiveDate| match Deadline::promised(Period::Separation, day, calendar) {
            Ok(_) => Ok(day),
            Err(_) => Err(Wrong::NotCovered),
        };
        let day = NaiveDate::parse_from_str(date, "%Y-%m-%d").map_err(|_| Wrong::Date).and_then(counted);
        let ended_on = day.map_err(|wrong| told(Column::Date, wrong)).ok();
        let document = names::line(document, LONGEST).map_err(|_| told(Column::Document, Wrong::Document));
        if let (Some(iin), Some(bin), Some(ending), Some(ended_on), Ok(document)) =
            (iin, bin, ending, ended_on, document)
        {
            lines.push(Line { line: *line, iin, bin, ending, ended_on, document });
        }
    }
    if faults.is_empty() { Ok(lines) } else { Err(faults) }
}
