//! The rows of a table of lines: this year's and those that an earlier year had alone, in the order that was asked for,
//! without those that the filter hides; what those add up to, so that sums stay right.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::address::{Address, Direction, Filter, Show};
use super::columns::{Column, RowFigures, Then};
use super::values::Value;
use crate::domain::budget::report::sums_below;
use crate::domain::budget::{Measures, Path, Percent, reference};
use crate::domain::money::Tiyn;
use crate::services::budget::{Before, Level, Missing, Node, Sheet};

/// A line of the table.
pub(super) struct Row<'a> {
    pub(super) node: &'a Node,
    pub(super) figures: RowFigures,
}

/// The rows of a table.
pub(super) struct Rows<'a> {
    pub(super) shown: Vec<Row<'a>>,
    /// How many there are without the filter.
    pub(super) all: usize,
    /// What the filter hides, added up; nothing where it hides nothing.
    pub(super) hidden: Option<RowFigures>,
}

/// The rows below the place of an address, `name` being how a line is called on the page.
pub(super) fn rows<'a>(address: &Address, sheet: &'a Sheet, name: impl Fn(&Node) -> String) -> Rows<'a> {
    let mut lines: BTreeMap<Path, &Node> = BTreeMap::new();
    let earlier = sheet.before.iter().filter_map(|before| before.level.as_ref().ok());
    for node in earlier.flat_map(|level| &level.children).chain(&sheet.now.children) {
        lines.insert(node.path, node);
    }
    let now: BTreeMap<Path, Measures> =
        sheet.now.children.iter().map(|child| (child.path, child.measures)).collect();
    let row = |(path, node): (Path, &'a Node)| Row {
        node,
        figures: RowFigures {
            path,
            now: now.get(&path).copied(),
            before: then(&sheet.before, |level| {
                match level.children.iter().find(|child| child.path == path) {
                    Some(child) => Then::Figures(child.measures),
                    None if level.is_broken_down() => Then::NoLine,
                    None => Then::NotTold,
                }
            }),
        },
    };
    let (mut shown, hidden): (Vec<Row<'_>>, Vec<Row<'_>>) =
        lines.into_iter().map(row).partition(|row| passes(&address.filter, row, &name));
    let all = shown.len() + hidden.len();
    let column = address.sort.column;
    // A stable sort: equal lines stay in the order of the classification.
    shown
        .sort_by(|a, b| in_order(column.value(&a.figures), column.value(&b.figures), address.sort.direction));
    if column == Column::Line && address.sort.direction == Direction::Down {
        shown.reverse();
    }
    Rows { shown, all, hidden: sum(address.place.path, &hidden) }
}

/// The figures of the place itself.
pub(super) fn total(sheet: &Sheet) -> Option<RowFigures> {
    let node = sheet.now.node.as_ref()?;
    let before = then(&sheet.before, |level| {
        level.node.as_ref().map_or(Then::NoLine, |node| Then::Figures(node.measures))
    });
    Some(RowFigures { path: node.path, now: Some(node.measures), before })
}

/// What the place states beyond the lines below it.
pub(super) fn rest(sheet: &Sheet) -> Option<RowFigures> {
    let path = sheet.now.node.as_ref()?.path;
    let rests = sheet.before.iter().filter_map(|before| before.level.as_ref().ok()?.rest);
    if sheet.now.rest.is_none() && rests.count() == 0 {
        return None;
    }
    let before = then(&sheet.before, |level| Then::Figures(level.rest.unwrap_or_default()));
    Some(RowFigures { path, now: Some(sheet.now.rest.unwrap_or_default()), before })
}

fn then(before: &[Before], of: impl Fn(&Level) -> Then) -> [Then; 2] {
    [0, 1].map(|index| match before.get(index).map(|before| before.level.as_ref()) {
        Some(Ok(level)) => of(level),
        Some(Err(Missing::Detail(_))) => Then::NotTold,
        Some(Err(Missing::Month(_) | Missing::MonthBefore(_))) | None => Then::NotReported,
    })
}

fn passes(filter: &Filter, row: &Row<'_>, name: impl Fn(&Node) -> String) -> bool {
    let Filter { show, below, text } = filter;
    let figures = row.figures.now.unwrap_or_default();
    let has_figures = *show == Show::All
        || figures != Measures::default()
        || row
            .figures
            .before
            .iter()
            .any(|then| matches!(then, Then::Figures(then) if *then != Measures::default()));
    let is_below = below.is_none_or(|most| {
        figures.of_period_plan().is_some_and(|share| share < Percent(i64::from(most) * 10))
    });
    let path = row.node.path;
    let is_named = text.is_empty()
        || path.last_code().contains(text.as_str())
        || path.to_string() == *text
        || reference::fold(&name(row.node)).contains(&reference::fold(text));
    has_figures && is_below && is_named
}

/// What has no figure stands last, from whichever end the others are sorted.
pub(super) fn in_order(one: Value, other: Value, direction: Direction) -> Ordering {
    match (figure(one), figure(other)) {
        (Some(one), Some(other)) => match direction {
            Direction::Up => one.cmp(&other),
            Direction::Down => other.cmp(&one),
        },
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

fn figure(value: Value) -> Option<i64> {
    match value {
        Value::Amount(Tiyn(figure)) | Value::Share(Percent(figure)) => Some(figure),
        Value::NotApplicable | Value::NoPlan | Value::NoLine | Value::NotReported | Value::NotTold => None,
    }
}

/// The figures of several lines together, as they count in the line above them.
fn sum(parent: Option<Path>, rows: &[Row<'_>]) -> Option<RowFigures> {
    let path = parent.filter(|_| !rows.is_empty())?;
    let of = |figures: &dyn Fn(&RowFigures) -> Option<Measures>| {
        let lines = rows.iter().filter_map(|row| Some((row.node.path, figures(&row.figures)?)));
        sums_below(lines).ok()?.get(&path).copied()
    };
    let then = |index: usize| {
        let untold = rows.iter().map(|row| row.figures.before[index]).find(|then| then.is_untold());
        let sum = of(&|row| match row.before[index] {
            Then::Figures(measures) => Some(measures),
            Then::NoLine | Then::NotReported | Then::NotTold => None,
        });
        untold.unwrap_or_else(|| sum.map_or(Then::NoLine, Then::Figures))
    };
    Some(RowFigures { path, now: of(&|row| row.now), before: [then(0), then(1)] })
}
