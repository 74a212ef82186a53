//! Looking at risk signs: those of a budget's month, one of them with the months behind it, the largest over all budgets.
//!
//! A sign is not a violation. Numbers of signs are counted from what the scope holds.

use std::collections::{BTreeMap, BTreeSet};

use super::drawing::{Drawing, Facts, Fresh, Shown, draw, draw_as};
use super::opened::{known, places_of};
use super::{Closed, Done, Looked, Onlooker, Place, Refused, refuse};
use crate::domain::budget::signs::{Kind, Sign};
use crate::domain::budget::{Aspect, Bearer, Measures, Names, Path, Period, Section};
use crate::domain::journal::Event;
use crate::domain::region::AdministratorCode;
use crate::domain::scope::{BudgetKey, Scope};
use crate::domain::system::System;
pub use crate::storage::budget::Signed;
use crate::storage::budget::{Known, Node, Top, given_names, last_appraised, line_year, signs, top_signs};
use crate::storage::{Conn, StorageError};

/// How many signs stand on one page.
const PER_PAGE: usize = 50;

/// Over all budgets, so many pages can be turned: what comes after the largest thousand is looked for budget by budget.
const MOST_PAGES: usize = 20;

/// Which signs of a budget are shown, and how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Of this kind alone.
    pub kind: Option<Kind>,
    /// Of this administrator alone.
    pub administrator: Option<AdministratorCode>,
    /// In which order.
    pub order: Order,
    /// Which page, from 1.
    pub page: Page,
}

/// In which order signs are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// The largest amount first.
    #[default]
    Amount,
    /// As the lines stand in the report.
    Line,
}

/// A page of a list, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page(pub usize);

impl Default for Page {
    fn default() -> Page {
        Page(1)
    }
}

/// The signs of a budget's month.
#[derive(Clone, Debug)]
pub enum Signs {
    /// The month is not reported.
    NotReported,
    /// The month was loaded by a version of the program that did not look for signs.
    NotLookedFor,
    /// What was found.
    Found(Found),
}

/// What was found.
#[derive(Clone, Debug)]
pub struct Found {
    /// The signs of the page.
    pub signs: Vec<Signed>,
    /// How many there are of the selection.
    pub selected: usize,
    /// How many pages they make, one at least.
    pub pages: usize,
    /// How many there are of each kind, whatever is selected.
    pub kinds: BTreeMap<Kind, usize>,
    /// Whose lines have signs, whatever is selected.
    pub administrators: BTreeSet<AdministratorCode>,
    /// True where signs can also be looked at over all budgets of the scope.
    pub across: bool,
}

/// One sign with what it rests on.
#[derive(Clone, Debug)]
pub struct Explained {
    /// The line.
    pub node: Node,
    /// The sign.
    pub sign: Sign,
    /// The months behind it with their figures.
    pub months: Vec<(u8, Measures)>,
    /// The other signs of the line.
    pub others: Vec<Sign>,
}

/// The largest signs of a month over all budgets of a scope.
#[derive(Clone, Debug)]
pub struct Largest {
    /// Which month.
    pub period: Period,
    /// The last month of any budget.
    pub last: Period,
    /// In how many budgets of the scope signs of this month were looked for.
    pub budgets: usize,
    /// The signs of the page.
    pub signs: Vec<Signed>,
    /// What loads call their lines and the places of their budgets.
    pub names: Names,
    /// True where another page follows.
    pub has_more: bool,
}

/// Looks at the signs of a budget's month.
pub async fn list<E: Send + 'static>(
    onlooker: Onlooker<'_>,
    place: Place,
    selection: Selection,
    drawing: Drawing<Looked<Signs>, E>,
) -> Done<Result<Shown, E>> {
    draw(onlooker, place, Aspect::Signs, drawing, move |opened| {
        let reports = opened.reports(Some(Path::of(Section::Expenditure)))?;
        let Some(report) = reports.get(&place.period) else { return Ok((Signs::NotReported, 0)) };
        let Some(all) = signs(opened.conn, opened.scope, report, known(place.known))? else {
            return Ok((Signs::NotLookedFor, 0));
        };
        let found = select(all, selection, sees_several(opened.scope))?;
        let count = found.signs.len();
        opened.mention(found.signs.iter().map(|signed| signed.path));
        opened.mention(found.administrators.iter().filter_map(|own| office(*own)));
        Ok((Signs::Found(found), count))
    })
    .await
}

fn select(mut all: Vec<Signed>, selection: Selection, across: bool) -> Done<Found> {
    let mut kinds = BTreeMap::new();
    for signed in &all {
        *kinds.entry(signed.sign.kind).or_insert(0) += 1;
    }
    let administrators = all.iter().map(|signed| signed.administrator).collect();
    all.retain(|signed| {
        selection.kind.is_none_or(|kind| kind == signed.sign.kind)
            && selection.administrator.is_none_or(|own| own == signed.administrator)
    });
    match selection.order {
        Order::Amount => {}
        Order::Line => all.sort_by_key(|signed| (signed.path, signed.sign.kind)),
    }
    let (selected, Page(page)) = (all.len(), selection.page);
    let pages = selected.div_ceil(PER_PAGE).max(1);
    if page == 0 || page > pages {
        return refuse(Refused::NotThere);
    }
    let signs = all.into_iter().skip((page - 1) * PER_PAGE).take(PER_PAGE).collect();
    Ok(Found { signs, selected, pages, kinds, administrators, across })
}

/// Looks at one sign of a line; a line without that sign is as good as none.
pub async fn explain<E: Send + 'static>(
    onlooker: Onlooker<'_>,
    place: Place,
    kind: Kind,
    drawing: Drawing<Looked<Explained>, E>,
) -> Done<Result<Shown, E>> {
    draw(onlooker, place, Aspect::Signs, drawing, move |opened| {
        let reports = opened.reports(Some(Path::of(Section::Expenditure)))?;
        let (Some(path), Some(report)) = (place.path, reports.get(&place.period)) else {
            return refuse(Refused::NotThere);
        };
        let found = line_year(opened.conn, opened.scope, report, path, known(place.known))?;
        let Some((node, year)) = found else { return refuse(Refused::NotThere) };
        let month = place.period.month();
        let (mut own, others): (Vec<Sign>, Vec<Sign>) =
            year.signs(month).into_iter().partition(|sign| sign.kind == kind);
        let Some(sign) = own.pop() else { return refuse(Refused::NotThere) };
        let months = year.behind(kind, month).to_vec();
        opened.mention(path.trail());
        let count = months.len();
        Ok((Explained { node, sign, months, others }, count))
    })
    .await
}

/// Looks at the largest signs of a month over all budgets; there are none to compare where a scope holds one budget, or
/// part of one.
pub async fn largest<E: Send + 'static>(
    onlooker: Onlooker<'_>,
    system: System,
    period: Option<Period>,
    kind: Option<Kind>,
    Page(page): Page,
    drawing: Drawing<Largest, E>,
) -> Done<Result<Shown, E>> {
    let read = move |conn: &mut Conn, scope: &Scope, right| {
        if page == 0 || page > MOST_PAGES || !sees_several(scope) {
            return refuse(Refused::NotThere);
        }
        let Some(last) = last_appraised(conn, scope)? else {
            return refuse(Refused::Closed(Closed::NoData(right)));
        };
        let period = period.unwrap_or(last);
        let (after, most) = ((page - 1) * PER_PAGE, PER_PAGE + 1);
        let Top { budgets, mut signs } = top_signs(conn, scope, period, kind, after, most)?;
        let has_more = signs.len() > PER_PAGE && page < MOST_PAGES;
        signs.truncate(PER_PAGE);
        let (names, lines) = (names_of(conn, scope, &signs)?, signs.len());
        let read = Largest { period, last, budgets, signs, names, has_more };
        Ok(Fresh { read, version: 0, period: Some(period), lines })
    };
    let entry = |facts: &Facts| Event::LargestSignsLooked {
        grant: facts.right.grant,
        system,
        period: facts.period.map(|period| period.to_string()).unwrap_or_default(),
        kind: kind.map(|kind| kind.code().to_owned()).unwrap_or_default(),
        lines: facts.lines,
    };
    draw_as(onlooker, system, drawing, read, entry).await
}

/// What loads call the lines of signs and the places of their budgets.
fn names_of(conn: &mut Conn, scope: &Scope, signs: &[Signed]) -> Result<Names, StorageError> {
    let codes = signs.iter().filter_map(|signed| Bearer::of(signed.path));
    let budgets: Vec<BudgetKey> = signs.iter().map(|signed| signed.budget).collect();
    let bearers: BTreeSet<Bearer> = codes.chain(places_of(&budgets)).collect();
    given_names(conn, scope, bearers, Known::Now)
}

fn office(code: AdministratorCode) -> Option<Path> {
    Path::of(Section::Departmental).child(code.number()).ok()
}

/// True where a scope holds whole budgets, and may hold more than one.
fn sees_several(scope: &Scope) -> bool {
    scope.reach().administrator().is_none()
}
