//! One row of the export: its cells read into numbers, and the columns that follow from others checked against them.

use csv::StringRecord;

use super::{FIGURES, Fault, wording};
use crate::domain::budget::{Measure, Measures, Part, Period, Section};
use crate::domain::money::Tiyn;

/// How the rows of a file hang together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Each row names the one above it.
    Tree,
    /// One row is the total of the others, the root of the section.
    List(Section),
}

impl Shape {
    /// How a part of the report is written.
    pub(super) const fn of(part: Part) -> Shape {
        match part {
            Part::Main | Part::Investments => Shape::Tree,
            Part::Economic => Shape::List(Section::Economic),
            Part::Groups => Shape::List(Section::Groups),
            Part::Administrators => Shape::List(Section::Administrators),
        }
    }
}

/// Where each column stands, whatever their order.
pub(super) struct Columns {
    id: usize,
    code: usize,
    name: usize,
    figures: [usize; 7],
    unpaid: usize,
    of_period: usize,
    of_year: usize,
    level: usize,
    /// None in a list.
    parent: Option<usize>,
    month: usize,
}

impl Columns {
    /// Finds the columns by the header, or tells the names of those that are missing.
    pub(super) fn of(shape: Shape, header: &StringRecord) -> Result<Columns, Vec<&'static str>> {
        let mut missing = Vec::new();
        let mut find = |name: &'static str| {
            header.iter().position(|column| column.trim() == name).unwrap_or_else(|| {
                missing.push(name);
                usize::MAX
            })
        };
        let columns = Columns {
            id: find("id"),
            code: find("code"),
            name: find("name"),
            figures: FIGURES.map(|measure| find(measure.code())),
            unpaid: find("obzsumrg"),
            of_period: find("plgpsumrg"),
            of_year: find("plgsumrg"),
            level: find("level"),
            parent: (shape == Shape::Tree).then(|| find("parent_id")),
            month: find("month"),
        };
        if missing.is_empty() { Ok(columns) } else { Err(missing) }
    }
}

/// A row that reads.
pub(super) struct Row {
    pub(super) line: u32,
    pub(super) period: Period,
    /// Unique within its month.
    pub(super) id: u32,
    pub(super) parent: Option<u32>,
    pub(super) level: u32,
    /// None for headings.
    pub(super) code: Option<u16>,
    /// None where the export leaves it empty.
    pub(super) name: Option<String>,
    pub(super) measures: Measures,
}

impl Row {
    /// Reads a record; nothing where a cell does not read, with a fault for each.
    pub(super) fn read(columns: &Columns, record: &StringRecord, faults: &mut Vec<Fault>) -> Option<Row> {
        let line = record.position().map_or(0, csv::Position::line);
        let mut cells = Cells { line: u32::try_from(line).unwrap_or(u32::MAX), record, faults };
        let id = cells.whole("id", columns.id);
        let parent = columns.parent.map_or(Some(None), |parent| cells.optional_whole("parent_id", parent));
        let level = cells.whole("level", columns.level);
        let code = cells.optional_whole("code", columns.code);
        let period = cells.period(columns.month);
        let mut next = columns.figures.iter();
        let figures = FIGURES.map(|measure| cells.amount(measure.code(), *next.next()?));
        let [utv, utch, plg, plgp, plgo, obz, sumrg] = figures;
        let measures = Measures {
            utv: utv?,
            utch: utch?,
            plg: plg?,
            plgp: plgp?,
            plgo: plgo?,
            obz: obz?,
            sumrg: sumrg?,
        };
        cells.check_derived(columns, &measures);
        let code = match code? {
            None => None,
            Some(code) => match u16::try_from(code) {
                Ok(code) => Some(code),
                Err(_) => return cells.fault(format!("code: {code} is no code of the classification")),
            },
        };
        let name = wording::clean(cells.get(columns.name));
        let name = Some(name).filter(|name| !name.is_empty());
        Some(Row {
            line: cells.line,
            period: period?,
            id: id?,
            parent: parent?,
            level: level?,
            code,
            name,
            measures,
        })
    }
}

struct Cells<'a> {
    line: u32,
    record: &'a StringRecord,
    faults: &'a mut Vec<Fault>,
}

impl<'a> Cells<'a> {
    fn get(&self, column: usize) -> &'a str {
        self.record.get(column).map(str::trim).unwrap_or_default()
    }

    fn fault<T>(&mut self, what: String) -> Option<T> {
        self.faults.push(Fault::new(self.line, what));
        None
    }

    /// A whole number, which the export may write with a decimal zero: `201.0`.
    fn whole(&mut self, name: &str, column: usize) -> Option<u32> {
        let text = self.get(column);
        let digits = text.strip_suffix(".0").unwrap_or(text);
        match digits.parse() {
            Ok(number) if digits.bytes().all(|b| b.is_ascii_digit()) => Some(number),
            Ok(_) | Err(_) => self.fault(format!("{name}: {text:?} is not a whole number")),
        }
    }

    fn optional_whole(&mut self, name: &str, column: usize) -> Option<Option<u32>> {
        if self.get(column).is_empty() { Some(None) } else { self.whole(name, column).map(Some) }
    }

    fn amount(&mut self, name: &str, column: usize) -> Option<Tiyn> {
        let text = self.get(column);
        match Tiyn::from_thousand_tenge(text) {
            Ok(amount) => Some(amount),
            Err(why) => self.fault(format!("{name}: {text:?}: {why}")),
        }
    }

    /// `12.2024`
    fn period(&mut self, column: usize) -> Option<Period> {
        let text = self.get(column);
        let period = text.split_once('.').map(|(month, year)| Period::from_digits(year, month));
        match period {
            Some(Ok(period)) => Some(period),
            Some(Err(_)) | None => self.fault(format!("month: {text:?} is not a month like 12.2024")),
        }
    }

    /// The columns that follow from others must follow from them.
    fn check_derived(&mut self, columns: &Columns, measures: &Measures) {
        let unpaid = thousands(measures.unpaid().unwrap_or_default());
        let noise = (thousands(measures.obz).abs() + thousands(measures.sumrg).abs()) * f64::EPSILON;
        self.check_number("obzsumrg", columns.unpaid, unpaid, HALF_A_TIYN + noise);
        let executed = measures.sumrg;
        self.check_share("plgpsumrg", columns.of_period, measures.get(Measure::PlanByPayments), executed);
        self.check_share("plgsumrg", columns.of_year, measures.get(Measure::Corrected), executed);
    }

    fn check_share(&mut self, name: &str, column: usize, plan: Tiyn, executed: Tiyn) {
        let expect = if plan == Tiyn::ZERO { 0.0 } else { thousands(executed) / thousands(plan) * 100.0 };
        self.check_number(name, column, expect, 1e-6 + expect.abs() * 1e-9);
    }

    fn check_number(&mut self, name: &str, column: usize, expect: f64, tolerance: f64) {
        let text = self.get(column);
        let Ok(number) = text.parse::<f64>() else {
            self.fault::<()>(format!("{name}: {text:?} is not a number"));
            return;
        };
        let agrees = (number - expect).abs() <= tolerance;
        if !agrees {
            self.fault::<()>(format!("{name} is {text}, the figures give {expect}"));
        }
    }
}

/// In thousand tenge.
const HALF_A_TIYN: f64 = 0.5e-5;

/// The source computed its derived columns in double precision, so they are compared there; nothing of it is kept.
#[allow(clippy::cast_precision_loss, reason = "the source has no more precision")]
fn thousands(amount: Tiyn) -> f64 {
    amount.0 as f64 / 100_000.0
}
