//! Looking: scoped queries, the only ones outside the loader. Where a scope holds one administrator alone, totals are
//! computed from that administrator's lines and no stored total is read: it would tell of the others.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::loading::Format;
use super::schema::{lines, loads, names, reports, sources};
use crate::domain::budget::report::roll_up;
use crate::domain::budget::{Measures, Path, Period};
use crate::domain::money::Tiyn;
use crate::domain::region::AdministratorCode;
use crate::domain::scope::{BudgetKey, LineKey, Scope};
use crate::domain::system::System;
use crate::storage::{Conn, StorageError};

/// The newest version of a budget's report for a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    id: i64,
    /// Whose budget.
    pub budget: BudgetKey,
    /// For which month.
    pub period: Period,
    /// Which version of the month this is, from 1.
    pub version: i32,
    /// When this version was loaded.
    pub loaded_at: DateTime<Utc>,
    /// What its source was.
    pub format: Format,
}

/// A line as it may be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where it stands.
    pub path: Path,
    /// Its Russian name as reported; none where the line is computed and not reported.
    pub name: Option<String>,
    /// Its figures.
    pub measures: Measures,
    /// True where nothing stands below it.
    pub is_leaf: bool,
}

/// One place of a report: the line itself (none above the sections) and what stands directly below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    /// The line.
    pub node: Option<Node>,
    /// The lines directly below, in the order of the classification.
    pub children: Vec<Node>,
}

/// The budgets of which the scope holds something, in the order of their codes, the republican first.
pub fn budgets(conn: &mut Conn, scope: &Scope) -> Result<Vec<BudgetKey>, StorageError> {
    let codes: Vec<String> = match scope.reach().administrator() {
        None => reports::table.select(reports::budget).distinct().load(conn)?,
        Some(only) => lines::table
            .inner_join(reports::table)
            .filter(lines::administrator.eq(only.code()))
            .select(reports::budget)
            .distinct()
            .load(conn)?,
    };
    let mut budgets = codes.iter().map(|code| budget(code)).collect::<Result<Vec<_>, _>>()?;
    budgets.retain(|budget| contains_system(scope) && scope.sees_budget(budget));
    budgets.sort();
    Ok(budgets)
}

/// The months of a budget that are reported, oldest first, each in its newest version. Nothing outside the scope.
pub fn months(conn: &mut Conn, scope: &Scope, budget: &BudgetKey) -> Result<Vec<Published>, StorageError> {
    if !contains_system(scope) || !scope.sees_budget(budget) {
        return Ok(Vec::new());
    }
    let rows: Vec<PublishedRow> = reports::table
        .inner_join(sources::table.inner_join(loads::table))
        .filter(reports::budget.eq(budget.code()))
        .order((reports::year, reports::month, reports::version))
        .select(PublishedRow::as_select())
        .load(conn)?;
    let mut newest = BTreeMap::new();
    for row in rows {
        let published = Published::try_from(row)?;
        newest.insert(published.period, published);
    }
    Ok(newest.into_values().collect())
}

/// The newest version of one month; none where it is not reported or the scope holds nothing of the budget.
pub fn published(
    conn: &mut Conn,
    scope: &Scope,
    budget: &BudgetKey,
    period: Period,
) -> Result<Option<Published>, StorageError> {
    let months = months(conn, scope, budget)?;
    Ok(months.into_iter().find(|published| published.period == period))
}

/// One place of a report; none where the scope holds no such line, exactly as where there is none.
///
/// Without a path: the sections.
pub fn view(
    conn: &mut Conn,
    scope: &Scope,
    report: &Published,
    path: Option<Path>,
) -> Result<Option<View>, StorageError> {
    if !contains_system(scope) || !scope.sees_budget(&report.budget) {
        return Ok(None);
    }
    let known = match scope.reach().administrator() {
        None => stored_nodes(conn, report, path)?,
        Some(only) => computed_nodes(conn, report, only)?,
    };
    for (node, administrator) in &known.read {
        let key = LineKey { system: System::Ac, budget: report.budget, administrator: *administrator };
        if !scope.contains(&key) {
            tracing::error!(budget = %report.budget.code(), path = %node, "a row outside the scope was stopped");
            return Err(StorageError::OutOfScope);
        }
    }
    let node = path.and_then(|path| known.nodes.iter().find(|node| node.path == path).cloned());
    if path.is_some() && node.is_none() {
        return Ok(None);
    }
    let mut children = known.nodes;
    children.retain(|child| child.path.parent() == path);
    children.sort_by_key(|child| child.path);
    Ok(Some(View { node, children }))
}

fn contains_system(scope: &Scope) -> bool {
    scope.system() == System::Ac
}

/// What a query gave: lines to show, and the key of every row that was read for them.
struct Known {
    nodes: Vec<Node>,
    read: Vec<(Path, Option<AdministratorCode>)>,
}

/// The stored line of the path and the stored lines below it.
fn stored_nodes(conn: &mut Conn, report: &Published, path: Option<Path>) -> Result<Known, StorageError> {
    let text = path.map(|path| path.to_string()).unwrap_or_default();
    let parent = path.and_then(Path::parent).map(|parent| parent.to_string()).unwrap_or_default();
    let below = lines::report_id.eq(report.id).and(lines::parent.eq(text.clone()));
    let rows: Vec<LineRow> =
        lines::table.inner_join(names::table).filter(below).select(LineRow::as_select()).load(conn)?;
    let itself = lines::report_id.eq(report.id).and(lines::parent.eq(parent)).and(lines::path.eq(text));
    let row: Option<LineRow> = lines::table
        .inner_join(names::table)
        .filter(itself)
        .select(LineRow::as_select())
        .first(conn)
        .optional()?;
    known(rows.into_iter().chain(row))
}

/// The lines of one administrator, and the totals that they alone make.
fn computed_nodes(
    conn: &mut Conn,
    report: &Published,
    only: AdministratorCode,
) -> Result<Known, StorageError> {
    let visible =
        lines::administrator.eq(only.code()).and(lines::report_id.eq(report.id)).and(lines::is_leaf.eq(true));
    let rows: Vec<LineRow> =
        lines::table.inner_join(names::table).filter(visible).select(LineRow::as_select()).load(conn)?;
    let mut known = known(rows.into_iter())?;
    let leaves = known.nodes.iter().map(|node| (node.path, node.measures));
    let totals = roll_up(leaves).map_err(|_| StorageError::TooMuch)?;
    let above = totals.into_iter().filter(|(path, _)| path.administrator().is_none());
    known.nodes.extend(above.map(|(path, measures)| Node { path, name: None, measures, is_leaf: false }));
    Ok(known)
}

fn known(rows: impl Iterator<Item = LineRow>) -> Result<Known, StorageError> {
    let mut known = Known { nodes: Vec::new(), read: Vec::new() };
    for row in rows {
        let administrator = row.administrator.as_deref().map(AdministratorCode::parse).transpose();
        let node = Node::try_from(row)?;
        let corrupt = |_| StorageError::Corrupt { table: "lines", id: node.path.to_string() };
        known.read.push((node.path, administrator.map_err(corrupt)?));
        known.nodes.push(node);
    }
    Ok(known)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = lines)]
struct LineRow {
    path: String,
    is_leaf: bool,
    administrator: Option<String>,
    utv: i64,
    utch: i64,
    plg: i64,
    plgp: i64,
    plgo: i64,
    obz: i64,
    sumrg: i64,
    #[diesel(select_expression = names::ru)]
    name: String,
}

impl TryFrom<LineRow> for Node {
    type Error = StorageError;

    fn try_from(row: LineRow) -> Result<Node, StorageError> {
        let path = Path::parse(&row.path)
            .map_err(|_| StorageError::Corrupt { table: "lines", id: row.path.clone() })?;
        let measures = Measures {
            utv: Tiyn(row.utv),
            utch: Tiyn(row.utch),
            plg: Tiyn(row.plg),
            plgp: Tiyn(row.plgp),
            plgo: Tiyn(row.plgo),
            obz: Tiyn(row.obz),
            sumrg: Tiyn(row.sumrg),
        };
        Ok(Node { path, name: Some(row.name), measures, is_leaf: row.is_leaf })
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = reports)]
pub(super) struct PublishedRow {
    id: i64,
    budget: String,
    year: i16,
    month: i16,
    version: i32,
    #[diesel(select_expression = loads::loaded_at)]
    loaded_at: NaiveDateTime,
    #[diesel(select_expression = loads::format)]
    format: String,
}

impl TryFrom<PublishedRow> for Published {
    type Error = StorageError;

    fn try_from(row: PublishedRow) -> Result<Published, StorageError> {
        let corrupt = || StorageError::Corrupt { table: "reports", id: row.id.to_string() };
        Ok(Published {
            id: row.id,
            budget: budget(&row.budget)?,
            period: period(row.year, row.month).ok_or_else(corrupt)?,
            version: row.version,
            loaded_at: row.loaded_at.and_utc(),
            format: Format::parse(&row.format).ok_or_else(corrupt)?,
        })
    }
}

pub(super) fn period(year: i16, month: i16) -> Option<Period> {
    Period::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?).ok()
}

pub(super) fn budget(code: &str) -> Result<BudgetKey, StorageError> {
    BudgetKey::parse(code).map_err(|_| StorageError::Corrupt { table: "reports", id: code.to_owned() })
}
