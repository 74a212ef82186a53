//! Reading a package: one report at a time, whatever its size, and every fault with its place.

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;

use super::columns::{Column, FACTS, NAMES, PLACES};
use super::lines::{Header, Lines};
use super::listed::{Listed, Notice};
use super::names::NameTable;
use super::opening::{Package, Resource};
use super::plans::{PLANS, PlanTable};
use super::row::{Row, Rows};
use super::totals::Totals;
use super::{Faults, Place};
use crate::domain::budget::rollup::report_of_facts;
use crate::domain::budget::{Fact, Given, Part, Period, Plan, Report};
use crate::domain::scope::BudgetKey;

/// More facts than a report of one budget for one month can have.
pub(super) const MOST_FACTS: usize = 2_000_000;

/// A file that was read to its end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// Its path as the package names it.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Rows below the header.
    pub rows: u64,
}

/// What happens while a package is read.
#[derive(Debug)]
pub enum Event {
    /// A file begins; the reports that follow come from it.
    Begins(String),
    /// A report is complete. Once there is a fault, no more come.
    Report {
        /// The report.
        report: Report,
        /// From how many facts.
        facts: u64,
        /// How many bytes of the package are read by now.
        bytes: u64,
    },
    /// One stage of a plan is complete.
    Plan {
        /// The plan.
        plan: Plan,
        /// From how many facts.
        facts: u64,
        /// How many bytes of the package are read by now.
        bytes: u64,
    },
    /// Names that the package gives.
    Names {
        /// The names.
        names: Vec<Given>,
        /// How many bytes of the package are read by now.
        bytes: u64,
    },
    /// The file is read to its end.
    Ends(Read),
}

type Key = (BudgetKey, Period, Part);

/// Reading stops because whoever listens went away; nothing was found to be wrong.
pub(super) struct Away;

pub(super) struct Reading<'a> {
    tell: &'a mut dyn FnMut(Event) -> ControlFlow<()>,
    pub(super) faults: Faults,
    totals: Totals,
    pub(super) listed: Listed,
    seen: HashSet<Key>,
    latest: HashMap<BudgetKey, Period>,
    /// Bytes of the files before this one.
    pub(super) before: u64,
}

/// A kind of table: what its rows are put together to.
pub(super) trait Table {
    /// How many of its columns must be there, from the first on.
    fn needed(columns: &[Column]) -> usize {
        columns.len()
    }
    /// Takes one row.
    fn row(
        &mut self,
        reading: &mut Reading<'_>,
        line: &[u8],
        place: &Place<'_>,
        bytes: u64,
    ) -> Result<(), Away>;
    /// Completes what is under way.
    fn end(&mut self, reading: &mut Reading<'_>, file: &str, bytes: u64) -> Result<(), Away>;
}

/// The rows of facts as they are read.
struct FactTable {
    rows: Rows,
    current: Current,
}

impl Table for FactTable {
    fn row(
        &mut self,
        reading: &mut Reading<'_>,
        line: &[u8],
        place: &Place<'_>,
        bytes: u64,
    ) -> Result<(), Away> {
        match self.rows.read(line, place, &mut reading.faults) {
            Some(row) => reading.take(row, place, &mut self.current, bytes),
            None => {
                self.current.spoiled = true;
                Ok(())
            }
        }
    }

    fn end(&mut self, reading: &mut Reading<'_>, file: &str, bytes: u64) -> Result<(), Away> {
        reading.finish(&mut self.current, file, bytes)
    }
}

/// The report under way.
#[derive(Default)]
struct Current {
    key: Option<Key>,
    facts: Vec<Fact>,
    /// A row of it did not read, so sums that lack it are no faults of their own.
    spoiled: bool,
}

impl Package {
    /// Reads everything and tells of each report; all faults, or what the classification's lists do not know.
    ///
    /// Where the listener breaks off, the answer means nothing.
    pub fn read(&self, tell: &mut dyn FnMut(Event) -> ControlFlow<()>) -> Result<Vec<Notice>, Faults> {
        let mut reading = Reading {
            tell,
            faults: Faults::default(),
            totals: Totals::default(),
            listed: Listed::default(),
            seen: HashSet::new(),
            latest: HashMap::new(),
            before: 0,
        };
        match reading.all(self) {
            Err(Away) => Ok(Vec::new()),
            Ok(()) if reading.faults.list.is_empty() => Ok(reading.listed.notices()),
            Ok(()) => Err(reading.faults),
        }
    }
}

impl Reading<'_> {
    fn all(&mut self, package: &Package) -> Result<(), Away> {
        for list in &package.lists {
            match list.sum() {
                Ok(sum) => list.check(&sum, &mut self.faults),
                Err(error) => self.faults.of_file(&list.path, format!("can't be read: {error}")),
            }
            self.before += list.bytes;
        }
        if let Some(resource) = &package.totals {
            match Totals::read(resource, &mut self.faults) {
                Ok((totals, read)) => {
                    self.totals = totals;
                    self.tell(Event::Begins(resource.path.clone()))?;
                    read.map_or(Ok(()), |read| self.tell(Event::Ends(read)))?;
                }
                Err(error) => self.faults.of_file(&resource.path, format!("can't be read: {error}")),
            }
            self.before += resource.bytes;
        }
        if let Some(resource) = &package.places {
            self.resource(resource, &PLACES, NameTable::of_places)?;
        }
        if let Some(resource) = &package.names {
            self.resource(resource, &NAMES, NameTable::of_codes)?;
        }
        for resource in &package.facts {
            let facts = |header| FactTable { rows: Rows::new(header), current: Current::default() };
            self.resource(resource, &FACTS, facts)?;
        }
        if let Some(resource) = &package.plans {
            self.resource(resource, &PLANS, PlanTable::new)?;
        }
        if self.faults.list.is_empty() {
            std::mem::take(&mut self.totals).check_left(&mut self.faults);
        }
        Ok(())
    }

    fn resource<T: Table>(
        &mut self,
        resource: &Resource,
        columns: &[Column],
        table: impl FnOnce(Header) -> T,
    ) -> Result<(), Away> {
        if !self.faults.is_full() {
            self.tell(Event::Begins(resource.path.clone()))?;
            if let Err(error) = self.table(resource, columns, table)? {
                self.faults.of_file(&resource.path, format!("can't be read: {error}"));
            }
            self.before += resource.bytes;
        }
        Ok(())
    }

    pub(super) fn tell(&mut self, event: Event) -> Result<(), Away> {
        if !self.faults.list.is_empty() {
            return Ok(());
        }
        match (self.tell)(event) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Away),
        }
    }

    fn table<T: Table>(
        &mut self,
        resource: &Resource,
        columns: &[Column],
        table: impl FnOnce(Header) -> T,
    ) -> Result<std::io::Result<()>, Away> {
        let mut lines = match Lines::open(&resource.file) {
            Ok(lines) => lines,
            Err(error) => return Ok(Err(error)),
        };
        let header = match lines.next() {
            Ok(Some(line)) => {
                let needed = T::needed(columns);
                Header::read_with(line, &resource.path, columns, needed, &mut self.faults)
            }
            Ok(None) => {
                self.faults.of_file(&resource.path, "the file has no header");
                None
            }
            Err(error) => return Ok(Err(error)),
        };
        let Some(header) = header else { return Ok(Ok(())) };
        let (mut table, mut count) = (table(header), 0_u64);
        while !self.faults.is_full() {
            let (bytes, number) = (lines.bytes(), lines.number() + 1);
            let line = match lines.next() {
                Ok(Some(line)) => line,
                Ok(None) => break,
                Err(error) => return Ok(Err(error)),
            };
            count += 1;
            let place = Place { file: &resource.path, line: number };
            table.row(self, line, &place, bytes)?;
        }
        table.end(self, &resource.path, lines.bytes())?;
        if self.faults.is_full() {
            self.faults.and_more = true;
            return Ok(Ok(()));
        }
        if count == 0 {
            self.faults.of_file(&resource.path, "the file has no rows");
        }
        let sum = match lines.sum() {
            Ok(sum) => sum,
            Err(error) => return Ok(Err(error)),
        };
        resource.check(&sum, &mut self.faults);
        self.tell(Event::Ends(Read { name: resource.path.clone(), sha256: sum.sha256, rows: count }))?;
        Ok(Ok(()))
    }

    fn take(&mut self, row: Row, place: &Place<'_>, current: &mut Current, bytes: u64) -> Result<(), Away> {
        let key = (row.budget, row.period, row.path.section().part());
        if current.key != Some(key) {
            self.finish(current, place.file, bytes)?;
            self.begin(key, place);
            current.key = Some(key);
        }
        current.facts.push(Fact { path: row.path, measures: row.measures, source_line: place.line });
        if current.facts.len() > MOST_FACTS {
            self.faults.at(place.file, place.line, format!("a report has more than {MOST_FACTS} rows"));
            current.facts.clear();
            current.spoiled = true;
        }
        Ok(())
    }

    /// A report begins: it must be new, and not before one of the same budget.
    fn begin(&mut self, key: Key, place: &Place<'_>) {
        let (budget, period, part) = key;
        let name = budget.code();
        if !self.seen.insert(key) {
            let what = format!(
                "rows of {name} for {period} ({}) stand here and further up; sort the rows by budget, then by period, then by section",
                part.code()
            );
            self.faults.at(place.file, place.line, what);
            return;
        }
        let latest = self.latest.entry(budget).or_insert(period);
        if period < *latest {
            let what =
                format!("{period} of {name} stands behind {latest}; sort the rows by budget, then by period");
            self.faults.at(place.file, place.line, what);
        }
        *latest = period.max(*latest);
        if let Some(what) = self.listed.budget(budget) {
            self.faults.at(place.file, place.line, what);
        }
    }

    fn finish(&mut self, current: &mut Current, file: &str, bytes: u64) -> Result<(), Away> {
        let spoiled = std::mem::take(&mut current.spoiled);
        let Some((budget, period, part)) = current.key.take() else { return Ok(()) };
        let facts = current.facts.len() as u64;
        let made = report_of_facts(budget, period, part, &mut current.facts);
        current.facts.clear();
        match made {
            Ok(report) => {
                self.listed.lines(&report.lines, file, &mut self.faults);
                if !spoiled {
                    self.totals.check(&report, &mut self.faults);
                }
                self.tell(Event::Report { report, facts, bytes: self.before + bytes })
            }
            Err(bad) => {
                let what = format!("{} for {period}: {bad}", budget.code());
                self.faults.at(file, bad.source_line(), what);
                Ok(())
            }
        }
    }
}
