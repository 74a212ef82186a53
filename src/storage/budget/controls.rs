//! Control totals: each figure of a summary beside what the trees of its month add up to.
//!
//! They are computed when they are asked, from the versions that were published by then: a summary and its trees come in
//! loads of their own, in any order, and are corrected one without the other.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::months::{Known, Published};
use super::reading::{LineRow, Node, contains_system, guard, number};
use super::regrouped::AdministratorRow;
use super::schema::{administrators, lines, loads, names, publications, reports};
use crate::domain::budget::control::{self, Totals};
use crate::domain::budget::{Departmental, Difference, Measure, Part, Path, Section, reference};
use crate::domain::region::AdministratorCode;
use crate::domain::scope::{BudgetKey, Scope};
use crate::storage::{Conn, StorageError};

/// What came of comparing a summary with the trees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compared {
    /// Every figure was compared.
    Trees {
        /// How many figures.
        figures: usize,
        /// Those that differ: stated is `total`, found is `sum`.
        differences: Vec<Difference>,
    },
    /// Some of the trees that it sums up are not held for this month.
    NotHeld {
        /// How many are.
        held: usize,
        /// How many there should be.
        of: usize,
    },
    /// It sums up republican and local budgets without what they give each other: no trees add up to it.
    NoTrees,
}

/// Compares a summary of the scope; nothing where the report is no summary, or the scope holds nothing of it.
///
/// Where one administrator alone is inside the scope, that administrator's own figures are compared and no total.
pub fn compare(
    conn: &mut Conn,
    scope: &Scope,
    summary: &Published,
    known: Known,
) -> Result<Option<Compared>, StorageError> {
    if !contains_system(scope) || !scope.sees_budget(&summary.budget) {
        return Ok(None);
    }
    let only = scope.reach().administrator();
    if only.is_some() && summary.part != Part::Administrators {
        return Ok(None);
    }
    let compared = compare_all(conn, summary, known, only)?;
    if let Some(Compared::Trees { differences, .. }) = &compared {
        for difference in differences {
            guard(scope, summary, difference.path, difference.path.administrator())?;
        }
    }
    Ok(compared)
}

/// The same for those who load: no scope. Of one administrator alone, where one is named.
pub(super) fn compare_all(
    conn: &mut Conn,
    summary: &Published,
    known: Known,
    only: Option<AdministratorCode>,
) -> Result<Option<Compared>, StorageError> {
    let Some(root) = root(summary.part) else { return Ok(None) };
    let of: Vec<BudgetKey> = match summary.budget {
        BudgetKey::Republican | BudgetKey::Local(_) => vec![summary.budget],
        BudgetKey::AllLocal => {
            reference::regions().iter().map(|place| BudgetKey::Local(place.kato)).collect()
        }
        BudgetKey::State => return Ok(Some(Compared::NoTrees)),
    };
    let trees = trees(conn, summary, &of, known)?;
    if trees.len() < of.len() {
        return Ok(Some(Compared::NotHeld { held: trees.len(), of: of.len() }));
    }
    let stated = stated(conn, summary, root, only)?;
    let mut found = match summary.part {
        Part::Administrators => control::by_administrator(&spenders(conn, &trees, only)?),
        Part::Groups | Part::Economic | Part::Main | Part::Investments => {
            control::by_group(groups(conn, &trees)?.into_iter().map(|node| (node.path, node.measures)))
        }
    }
    .map_err(|_| StorageError::TooMuch)?;
    if summary.part == Part::Economic {
        // The trees know no economic categories; the total is the same money.
        found = found.remove(&Path::of(Section::Groups)).map(|total| (root, total)).into_iter().collect();
    }
    if only.is_some() {
        found.remove(&root);
    }
    let figures = stated.len() * Measure::ALL.len();
    Ok(Some(Compared::Trees { figures, differences: control::compare(&stated, &found) }))
}

/// The line at the top of a summary.
fn root(part: Part) -> Option<Path> {
    match part {
        Part::Groups => Some(Path::of(Section::Groups)),
        Part::Administrators => Some(Path::of(Section::Administrators)),
        Part::Economic => Some(Path::of(Section::Economic)),
        Part::Main | Part::Investments => None,
    }
}

/// The newest trees of the summary's month.
fn trees(
    conn: &mut Conn,
    summary: &Published,
    of: &[BudgetKey],
    known: Known,
) -> Result<Vec<i64>, StorageError> {
    let (year, month) = (summary.period.year(), summary.period.month());
    let mut query = reports::table
        .inner_join(loads::table.inner_join(publications::table))
        .filter(reports::part.eq(Part::Main.code()))
        .filter(reports::year.eq(i16::try_from(year).unwrap_or(i16::MAX)))
        .filter(reports::month.eq(i16::from(month)))
        .filter(reports::budget.eq_any(of.iter().map(BudgetKey::code).collect::<Vec<_>>()))
        .order(reports::version)
        .select((reports::budget, reports::id))
        .into_boxed();
    if let Known::By(at) = known {
        query = query.filter(loads::loaded_at.le(at.naive_utc()));
    }
    let newest: BTreeMap<String, i64> = query.load(conn)?.into_iter().collect();
    Ok(newest.into_values().collect())
}

fn stated(
    conn: &mut Conn,
    summary: &Published,
    root: Path,
    only: Option<AdministratorCode>,
) -> Result<Totals, StorageError> {
    let mut query = lines::table
        .left_join(names::table)
        .filter(lines::report_id.eq(summary.id))
        .select(LineRow::as_select())
        .into_boxed();
    query = match (summary.part, only) {
        (Part::Economic, _) => query.filter(lines::parent.eq(0)),
        (_, Some(only)) => query.filter(lines::administrator.eq(number(only))),
        (_, None) => query.filter(lines::parent.eq_any([0, root.packed()])),
    };
    let nodes = query.load(conn)?.into_iter().map(Node::try_from);
    nodes.map(|node| node.map(|node| (node.path, node.measures))).collect()
}

/// The functional groups of trees, in all sections that spend.
fn groups(conn: &mut Conn, trees: &[i64]) -> Result<Vec<Node>, StorageError> {
    let spending = [
        (Section::Expenditure, None),
        (Section::NetLending, Some(1)),
        (Section::FinancialAssets, Some(1)),
        (Section::Financing, Some(2)),
    ];
    let parents = spending.into_iter().filter_map(|(section, heading)| match heading {
        None => Some(Path::of(section)),
        Some(heading) => Path::of(section).child(heading).ok(),
    });
    let rows: Vec<LineRow> = lines::table
        .left_join(names::table)
        .filter(lines::report_id.eq_any(trees))
        .filter(lines::parent.eq_any(parents.map(Path::packed).collect::<Vec<_>>()))
        .select(LineRow::as_select())
        .load(conn)?;
    rows.into_iter().map(Node::try_from).collect()
}

fn spenders(
    conn: &mut Conn,
    trees: &[i64],
    only: Option<AdministratorCode>,
) -> Result<Vec<Departmental>, StorageError> {
    let mut query = administrators::table
        .filter(administrators::report_id.eq_any(trees))
        .select(AdministratorRow::as_select())
        .into_boxed();
    if let Some(only) = only {
        query = query.filter(administrators::administrator.eq(number(only)));
    }
    query.load(conn)?.into_iter().map(Departmental::try_from).collect()
}
