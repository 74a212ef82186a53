//! The books of one budget, opened for one look inside a scope: which months are reported, and lines of them.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use chrono::{NaiveDate, TimeDelta};

use super::Done;
use crate::domain::budget::{Bearer, Measures, Names, Part, Path, Period};
use crate::domain::calendar::end_of_day;
use crate::domain::region::Kato;
use crate::domain::scope::{BudgetKey, Scope};
use crate::storage::budget::{Known, Node, Published, View, given_names, months_of, view};
use crate::storage::{Conn, StorageError};

/// How much time the figures of a month cover.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Basis {
    /// From the beginning of the year, as the reports have them.
    #[default]
    Cumulative,
    /// The month alone: what has grown since the month before.
    Month,
}

/// What no figures can be given without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The month itself is not reported.
    Month(Period),
    /// The month before is not, so that the month alone can't be told.
    MonthBefore(Period),
    /// That month is reported, but not down to this line or not down to the lines below it: what it has is not told.
    Detail(Period),
}

/// A line and the lines below it, or why there are none.
pub(super) enum Told {
    Missing(Missing),
    /// The month is reported, and has no such line inside the scope.
    NoLine,
    View(View),
}

/// Reports by month.
pub(super) type Months = Rc<BTreeMap<Period, Published>>;

/// The books of one budget.
pub(super) struct Opened<'a> {
    pub(super) conn: &'a mut Conn,
    pub(super) scope: &'a Scope,
    budget: BudgetKey,
    /// As known at the end of this day; none: as known now.
    known: Option<NaiveDate>,
    reports: BTreeMap<Part, Months>,
    /// Of several parts the first that each month has.
    firsts: BTreeMap<&'static [Part], Months>,
    /// What the page names: read inside the scope, each of it.
    mentioned: BTreeSet<Bearer>,
}

impl<'a> Opened<'a> {
    pub(super) fn new(
        conn: &'a mut Conn,
        scope: &'a Scope,
        budget: BudgetKey,
        known: Option<NaiveDate>,
    ) -> Opened<'a> {
        Opened {
            conn,
            scope,
            budget,
            known,
            reports: BTreeMap::new(),
            firsts: BTreeMap::new(),
            mentioned: BTreeSet::new(),
        }
    }

    /// The page names lines that were read.
    pub(super) fn mention(&mut self, lines: impl IntoIterator<Item = Path>) {
        self.mentioned.extend(lines.into_iter().filter_map(Bearer::of));
    }

    /// The page names budgets that the scope holds.
    pub(super) fn mention_places(&mut self, budgets: &[BudgetKey]) {
        self.mentioned.extend(places_of(budgets));
    }

    /// What the page names, and the places of budgets, as loads call them.
    pub(super) fn names(&mut self, budgets: &[BudgetKey]) -> Result<Names, StorageError> {
        let known = self.moment();
        let mentioned = std::mem::take(&mut self.mentioned);
        let bearers: BTreeSet<Bearer> = places_of(budgets).chain(mentioned).collect();
        given_names(self.conn, self.scope, bearers, known)
    }

    /// The reports in which a place stands, as far as its day knew them. Above the sections: whatever there is of a month.
    pub(super) fn reports(&mut self, path: Option<Path>) -> Result<Months, StorageError> {
        let is_whole = self.scope.reach().administrator().is_none();
        match path.map(|path| path.section().part()) {
            Some(part @ (Part::Main | Part::Investments | Part::Groups | Part::Administrators)) => {
                self.of_part(part)
            }
            // Where no economic classification is stated, it is rolled up; one administrator's part never is stated.
            Some(Part::Economic) => {
                self.of_parts(if is_whole { &[Part::Economic, Part::Main] } else { &[Part::Main] })
            }
            None => self.of_parts(if is_whole { &Part::ALL } else { &[Part::Main] }),
        }
    }

    /// The first of these parts that each month has.
    fn of_parts(&mut self, parts: &'static [Part]) -> Result<Months, StorageError> {
        if let Some(known) = self.firsts.get(parts) {
            return Ok(known.clone());
        }
        self.read(parts)?;
        let mut first = BTreeMap::new();
        for part in parts {
            for (period, report) in &*self.of_part(*part)? {
                first.entry(*period).or_insert_with(|| report.clone());
            }
        }
        Ok(self.firsts.entry(parts).or_insert(Rc::new(first)).clone())
    }

    /// The reports of one part.
    pub(super) fn of_part(&mut self, part: Part) -> Result<Months, StorageError> {
        self.read(&[part])?;
        Ok(self.reports.get(&part).cloned().unwrap_or_default())
    }

    /// Reads what of these parts was not read yet.
    fn read(&mut self, parts: &[Part]) -> Result<(), StorageError> {
        let unread: Vec<Part> =
            parts.iter().copied().filter(|part| !self.reports.contains_key(part)).collect();
        if unread.is_empty() {
            return Ok(());
        }
        let moment = self.moment();
        let mut read: BTreeMap<Part, BTreeMap<Period, Published>> =
            unread.iter().map(|part| (*part, BTreeMap::new())).collect();
        for published in months_of(self.conn, self.scope, &self.budget, &unread, moment)? {
            read.entry(published.part).or_default().insert(published.period, published);
        }
        self.reports.extend(read.into_iter().map(|(part, months)| (part, Rc::new(months))));
        Ok(())
    }

    /// The moment up to which loads count.
    pub(super) fn moment(&self) -> Known {
        self.known.map_or(Known::Now, |day| Known::By(end_of_day(day) - TimeDelta::microseconds(1)))
    }

    /// A line and those below it, of a month of this budget.
    pub(super) fn told(&mut self, path: Option<Path>, period: Period, basis: Basis) -> Done<Told> {
        let reports = self.reports(path)?;
        let Some(report) = reports.get(&period) else { return Ok(Told::Missing(Missing::Month(period))) };
        if path.is_none() && report.part != Part::Main {
            // Other trees alone are reported, whose roots stand beside the sections.
            return Ok(Told::View(View { node: None, children: Vec::new() }));
        }
        let Some(now) = view(self.conn, self.scope, report, path)? else { return Ok(Told::NoLine) };
        match (basis, period.before_in_year()) {
            (Basis::Cumulative, _) | (Basis::Month, None) => Ok(Told::View(now)),
            (Basis::Month, Some(month)) => {
                let Some(report) = reports.get(&month) else {
                    return Ok(Told::Missing(Missing::MonthBefore(month)));
                };
                let before = view(self.conn, self.scope, report, path)?;
                let is_told = match &before {
                    None => self.goes_down_to(report, path)?,
                    Some(before) => now.children.is_empty() || goes_on(before),
                };
                if !is_told {
                    return Ok(Told::Missing(Missing::Detail(month)));
                }
                Ok(Told::View(grown(now, before)?))
            }
        }
    }

    /// False where a report that lacks a line ends above it, so that what the line had is not told.
    pub(super) fn goes_down_to(&mut self, report: &Published, path: Option<Path>) -> Done<bool> {
        for above in path.into_iter().flat_map(|path| path.trail().into_iter().rev().skip(1)) {
            if let Some(found) = view(self.conn, self.scope, report, Some(above))? {
                return Ok(goes_on(&found));
            }
        }
        // Every report has its sections; the other trees stand or fall as a whole.
        Ok(path.is_none_or(|path| path.section().is_of_form()))
    }
}

/// The places of budgets, and the districts that they lie in, as what bears a name.
pub(super) fn places_of(budgets: &[BudgetKey]) -> impl Iterator<Item = Bearer> + use<'_> {
    let place = |budget: &BudgetKey| match budget {
        BudgetKey::Local(place) => Some(*place),
        BudgetKey::Republican | BudgetKey::State | BudgetKey::AllLocal => None,
    };
    let with_district = |place: Kato| std::iter::once(place).chain(place.district());
    budgets.iter().filter_map(place).flat_map(with_district).map(Bearer::Place)
}

/// The end of a day as the moment up to which loads count; without a day all count.
pub(super) fn known(day: Option<NaiveDate>) -> Known {
    day.map_or(Known::Now, |day| Known::By(end_of_day(day) - TimeDelta::microseconds(1)))
}

/// False where a line has figures and nothing below it: then its source does not break it down.
fn goes_on(view: &View) -> bool {
    view.node.as_ref().is_none_or(|node| !node.is_leaf || node.measures == Measures::default())
}

/// What has grown since the month before. A line that the month before had alone stays: the sum holds its decrease.
fn grown(now: View, before: Option<View>) -> Result<View, StorageError> {
    let (node, children) = before.map_or((None, Vec::new()), |view| (view.node, view.children));
    let mut before: BTreeMap<Path, Node> = children.into_iter().map(|child| (child.path, child)).collect();
    let since = |node: Node, before: Option<Node>| {
        let before = before.map(|node| node.measures).unwrap_or_default();
        let measures = node.measures.since(&before).ok_or(StorageError::TooMuch)?;
        Ok::<_, StorageError>(Node { measures, ..node })
    };
    let node = now.node.map(|now| since(now, node)).transpose()?;
    let mut children = Vec::with_capacity(now.children.len());
    for child in now.children {
        let was = before.remove(&child.path);
        children.push(since(child, was)?);
    }
    for gone in before.into_values() {
        let none = Node { measures: Measures::default(), is_leaf: true, ..gone.clone() };
        children.push(since(none, Some(gone))?);
    }
    children.sort_by_key(|child| child.path);
    Ok(View { node, children })
}
