//! The page of lines: a line, what stands below it, and where asked for, the same month of the two years before.

use super::drawing::{Drawing, Shown, draw};
use super::looking::{Counted, look};
use super::opened::{Opened, Told};
use super::{Basis, Done, Looked, Missing, Onlooker, Place, Refused, Right, refuse};
use crate::domain::budget::report::rest;
use crate::domain::budget::{Aspect, Measures, Path, Period, Section};
use crate::storage::StorageError;
use crate::storage::budget::{Node, View};

/// How the lines are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// How much time the figures cover.
    pub basis: Basis,
    /// Whether the years before stand beside.
    pub years: Years,
}

/// Which years a page shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Years {
    /// The year of the month alone.
    #[default]
    One,
    /// The two years before as well.
    Three,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub enum Lines {
    /// No figures, and why.
    Missing(Missing),
    /// Figures.
    Sheet(Box<Sheet>),
}

/// Figures of a place.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Of the month that was asked for.
    pub now: Level,
    /// The same place one and two years before, where asked for.
    pub before: Vec<Before>,
    /// The same money in other orders: the roots of the other trees, on the page of all sections alone.
    pub orders: Vec<Node>,
}

/// A line and what stands below it.
#[derive(Clone, Debug)]
pub struct Level {
    /// The line itself; none above the sections, or where the month has no such line.
    pub node: Option<Node>,
    /// The lines directly below.
    pub children: Vec<Node>,
    /// What the line states beyond them.
    pub rest: Option<Measures>,
}

impl Level {
    /// False where the line has figures and its source does not break them down.
    pub fn is_broken_down(&self) -> bool {
        let is_end = |node: &Node| node.is_leaf && node.measures != Measures::default();
        !self.children.is_empty() || !self.node.as_ref().is_some_and(is_end)
    }
}

/// The same place in a month of an earlier year.
#[derive(Clone, Debug)]
pub struct Before {
    /// The month.
    pub period: Period,
    /// The figures; or what was missing.
    pub level: Result<Level, Missing>,
}

impl Wanted {
    const fn aspect(self) -> Aspect {
        match (self.years, self.basis) {
            (Years::Three, _) => Aspect::Years,
            (Years::One, Basis::Month) => Aspect::Month,
            (Years::One, Basis::Cumulative) => Aspect::Lines,
        }
    }
}

/// Shows the lines of a place.
pub async fn lines<E: Send + 'static>(
    onlooker: Onlooker<'_>,
    place: Place,
    wanted: Wanted,
    drawing: Drawing<Looked<Lines>, E>,
) -> Done<Result<Shown, E>> {
    draw(onlooker, place, wanted.aspect(), drawing, move |opened| counted(opened, place, wanted)).await
}

/// Looks at the lines of a place, for a file of them.
pub async fn told_lines(
    onlooker: Onlooker<'_>,
    place: Place,
    wanted: Wanted,
) -> Done<(Right, Looked<Lines>)> {
    look(onlooker, place, wanted.aspect(), move |opened| counted(opened, place, wanted)).await
}

fn counted(opened: &mut Opened<'_>, place: Place, wanted: Wanted) -> Done<Counted<Lines>> {
    let lines = read(opened, place, wanted)?;
    let count = match &lines {
        Lines::Missing(_) => 0,
        Lines::Sheet(sheet) => {
            let before = sheet.before.iter().filter_map(|before| before.level.as_ref().ok());
            let levels = before.chain([&sheet.now]);
            let nodes = levels.flat_map(|level| level.node.iter().chain(&level.children));
            opened.mention(nodes.map(|node| node.path));
            opened.mention(place.path.into_iter().flat_map(Path::trail));
            sheet.now.children.len() + sheet.orders.len()
        }
    };
    Ok((lines, count))
}

fn read(opened: &mut Opened<'_>, place: Place, wanted: Wanted) -> Done<Lines> {
    let now = match opened.told(place.path, place.period, wanted.basis)? {
        Told::Missing(missing) => return Ok(Lines::Missing(missing)),
        Told::NoLine => return refuse(Refused::NotThere),
        Told::View(view) => level(view)?,
    };
    let before = match wanted.years {
        Years::One => Vec::new(),
        Years::Three => before(opened, place, wanted.basis)?,
    };
    let orders = match place.path {
        Some(_) => Vec::new(),
        None => orders(opened, place, wanted.basis)?,
    };
    Ok(Lines::Sheet(Box::new(Sheet { now, before, orders })))
}

fn level(View { node, children }: View) -> Result<Level, StorageError> {
    let below = children.iter().map(|child| (child.path, child.measures));
    let rest = match &node {
        Some(node) => rest(node.path, &node.measures, below).map_err(|_| StorageError::TooMuch)?,
        None => None,
    };
    Ok(Level { node, children, rest })
}

fn before(opened: &mut Opened<'_>, place: Place, basis: Basis) -> Done<Vec<Before>> {
    let mut all = Vec::new();
    for years in [1, 2] {
        let Ok(period) = place.period.years_before(years) else { continue };
        let level = match opened.told(place.path, period, basis)? {
            Told::Missing(missing) => Err(missing),
            Told::NoLine if !is_told(opened, place.path, period)? => Err(Missing::Detail(period)),
            Told::NoLine => Ok(Level { node: None, children: Vec::new(), rest: None }),
            Told::View(view) => Ok(level(view)?),
        };
        all.push(Before { period, level });
    }
    Ok(all)
}

fn is_told(opened: &mut Opened<'_>, path: Option<Path>, period: Period) -> Done<bool> {
    match opened.reports(path)?.get(&period) {
        Some(report) => opened.goes_down_to(report, path),
        None => Ok(false),
    }
}

/// The roots of the other trees, as far as they are known.
fn orders(opened: &mut Opened<'_>, place: Place, basis: Basis) -> Done<Vec<Node>> {
    let mut roots = Vec::new();
    for section in Section::ALL.into_iter().filter(|section| !section.is_of_form()) {
        match opened.told(Some(Path::of(section)), place.period, basis)? {
            Told::View(View { node: Some(node), .. }) => roots.push(node),
            Told::View(_) | Told::NoLine | Told::Missing(_) => {}
        }
    }
    Ok(roots)
}
