//! Lines of a plan. Where a scope holds one administrator alone, totals are computed from that administrator's lines and
//! no stored total is read: it would tell of the others.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::{PublishedPlan, guard, is_of_planning};
use crate::domain::budget::rollup::{Fact, lines_of_facts};
use crate::domain::budget::{Amounts, Path, Section};
use crate::domain::money::Tiyn;
use crate::domain::region::AdministratorCode;
use crate::domain::scope::Scope;
use crate::storage::budget::reading::{administrator, number};
use crate::storage::budget::schema::{plan_administrators, plan_lines};
use crate::storage::{Conn, StorageError};

/// A planned line as it may be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanNode {
    /// Where it stands.
    pub path: Path,
    /// What is planned for the three years.
    pub amounts: Amounts,
    /// True where nothing stands below it.
    pub is_leaf: bool,
}

/// One place of a plan: the line itself (none above the sections) and what stands directly below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanView {
    /// The line.
    pub node: Option<PlanNode>,
    /// The lines directly below, in the order of the classification.
    pub children: Vec<PlanNode>,
}

/// One place of a plan; none where the scope holds no such line, exactly as where there is none.
///
/// Without a path: the sections. The departmental tree begins with the administrators.
pub fn plan_view(
    conn: &mut Conn,
    scope: &Scope,
    plan: &PublishedPlan,
    path: Option<Path>,
) -> Result<Option<PlanView>, StorageError> {
    if !is_of_planning(scope) || !scope.sees_budget(&plan.budget) {
        return Ok(None);
    }
    match (path, scope.reach().administrator()) {
        (Some(path), only) if path.section() == Section::Departmental => {
            departmental(conn, scope, plan, path, only)
        }
        (path, Some(only)) if path.and_then(Path::administrator) != Some(only) => {
            computed(conn, scope, plan, path, only)
        }
        (path, _) => stored(conn, scope, plan, path),
    }
}

/// The stored line of the path and the stored lines below it.
fn stored(
    conn: &mut Conn,
    scope: &Scope,
    plan: &PublishedPlan,
    path: Option<Path>,
) -> Result<Option<PlanView>, StorageError> {
    let packed = path.map(Path::packed).unwrap_or_default();
    let of_plan = || plan_lines::table.filter(plan_lines::plan_id.eq(plan.id)).select(Row::as_select());
    let node = match path {
        None => None,
        Some(path) => {
            let parent = path.parent().map(Path::packed).unwrap_or_default();
            let itself = of_plan().filter(plan_lines::parent.eq(parent)).filter(plan_lines::path.eq(packed));
            let Some(row) = itself.first::<Row>(conn).optional()? else { return Ok(None) };
            Some(seen(scope, plan, row)?)
        }
    };
    let rows: Vec<Row> =
        of_plan().filter(plan_lines::parent.eq(packed)).order(plan_lines::path).load(conn)?;
    let children = rows.into_iter().map(|row| seen(scope, plan, row)).collect::<Result<Vec<_>, _>>()?;
    let is_there = path.is_some() || !children.is_empty();
    Ok(is_there.then_some(PlanView { node, children }))
}

/// A line above the administrators, made of one administrator's lines alone.
fn computed(
    conn: &mut Conn,
    scope: &Scope,
    plan: &PublishedPlan,
    path: Option<Path>,
    only: AdministratorCode,
) -> Result<Option<PlanView>, StorageError> {
    let places = spenders(conn, scope, plan, Some(only))?.into_iter().flat_map(|spender| spender.places);
    let mut own = BTreeMap::new();
    for place in places {
        if let Some(PlanView { node: Some(node), .. }) = stored(conn, scope, plan, Some(place))? {
            own.insert(place, node);
        }
    }
    let fact = |node: &PlanNode| Fact { path: node.path, measures: node.amounts, source_line: 1 };
    let mut facts: Vec<Fact<Amounts>> = own.values().map(fact).collect();
    let lines = lines_of_facts(&mut facts).map_err(|_| StorageError::TooMuch)?;
    let nodes = lines.into_iter().map(|line| match own.remove(&line.path) {
        Some(node) => node,
        None => PlanNode { path: line.path, amounts: line.measures, is_leaf: false },
    });
    let (mut found, mut children) = (None, Vec::new());
    for node in nodes {
        if Some(node.path) == path {
            found = Some(node);
        } else if node.path.parent() == path {
            children.push(node);
        }
    }
    let is_there = found.is_some() || path.is_none() && !children.is_empty();
    Ok(is_there.then_some(PlanView { node: found, children }))
}

/// A place of the departmental tree. Below an administrator, its lines of the functional tree are laid together.
fn departmental(
    conn: &mut Conn,
    scope: &Scope,
    plan: &PublishedPlan,
    path: Path,
    only: Option<AdministratorCode>,
) -> Result<Option<PlanView>, StorageError> {
    let chosen = path.administrator();
    if chosen.is_some() && only.is_some() && chosen != only {
        return Ok(None);
    }
    let spenders = spenders(conn, scope, plan, chosen.or(only))?;
    let (mut found, mut below) = (BTreeMap::new(), BTreeMap::new());
    for spender in spenders {
        if chosen.is_none() {
            let corrupt = |_| StorageError::Corrupt { table: "plan_administrators", id: plan.id.to_string() };
            let child = path.child(spender.administrator.number()).map_err(corrupt)?;
            lay(&mut found, path, &PlanNode { path, amounts: spender.amounts, is_leaf: false })?;
            lay(&mut below, child, &PlanNode { path: child, amounts: spender.amounts, is_leaf: false })?;
            continue;
        }
        for place in spender.places {
            let deeper = path.codes().get(1..).unwrap_or_default();
            let Some(place) = deeper.iter().try_fold(place, |place, code| place.child(*code)).ok() else {
                continue;
            };
            let Some(PlanView { node: Some(node), children }) = stored(conn, scope, plan, Some(place))?
            else {
                continue;
            };
            lay(&mut found, path, &node)?;
            for child in children {
                if let Some(path) = child.path.codes().last().and_then(|code| path.child(*code).ok()) {
                    lay(&mut below, path, &child)?;
                }
            }
        }
    }
    let children = below.into_values().collect();
    Ok(found.remove(&path).map(|node| PlanView { node: Some(node), children }))
}

/// Adds a line's amounts to those of the same place that were laid before.
fn lay(on: &mut BTreeMap<Path, PlanNode>, path: Path, node: &PlanNode) -> Result<(), StorageError> {
    let none = PlanNode { path, amounts: Amounts::default(), is_leaf: true };
    let laid = on.entry(path).or_insert(none);
    laid.amounts = laid.amounts.checked_add(&node.amounts).ok_or(StorageError::TooMuch)?;
    laid.is_leaf &= node.is_leaf;
    Ok(())
}

struct Spender {
    administrator: AdministratorCode,
    amounts: Amounts,
    places: Vec<Path>,
}

fn spenders(
    conn: &mut Conn,
    scope: &Scope,
    plan: &PublishedPlan,
    only: Option<AdministratorCode>,
) -> Result<Vec<Spender>, StorageError> {
    let mut query = plan_administrators::table
        .filter(plan_administrators::plan_id.eq(plan.id))
        .order(plan_administrators::administrator)
        .select(SpenderRow::as_select())
        .into_boxed();
    if let Some(only) = only {
        query = query.filter(plan_administrators::administrator.eq(number(only)));
    }
    let rows: Vec<SpenderRow> = query.load(conn)?;
    let found = rows.into_iter().map(Spender::try_from).collect::<Result<Vec<_>, _>>()?;
    for spender in &found {
        guard(scope, plan, Path::of(Section::Departmental), Some(spender.administrator))?;
    }
    Ok(found)
}

fn seen(scope: &Scope, plan: &PublishedPlan, row: Row) -> Result<PlanNode, StorageError> {
    let corrupt = |_| StorageError::Corrupt { table: "plan_lines", id: row.path.to_string() };
    let path = Path::unpack(row.path).map_err(corrupt)?;
    let owner = row.administrator.map(|code| administrator(code, "plan_lines")).transpose()?;
    guard(scope, plan, path, owner)?;
    Ok(PlanNode {
        path,
        amounts: amounts(row.first_year, row.second_year, row.third_year),
        is_leaf: row.is_leaf,
    })
}

fn amounts(first: i64, second: i64, third: i64) -> Amounts {
    Amounts([Tiyn(first), Tiyn(second), Tiyn(third)])
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = plan_lines)]
struct Row {
    path: i64,
    administrator: Option<i16>,
    is_leaf: bool,
    first_year: i64,
    second_year: i64,
    third_year: i64,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = plan_administrators)]
struct SpenderRow {
    administrator: i16,
    first_year: i64,
    second_year: i64,
    third_year: i64,
    places: String,
}

impl TryFrom<SpenderRow> for Spender {
    type Error = StorageError;

    fn try_from(row: SpenderRow) -> Result<Spender, StorageError> {
        let corrupt = |_| StorageError::Corrupt { table: "plan_administrators", id: row.places.clone() };
        let places = row.places.split(' ').filter(|place| !place.is_empty()).map(Path::parse);
        Ok(Spender {
            administrator: administrator(row.administrator, "plan_administrators")?,
            amounts: amounts(row.first_year, row.second_year, row.third_year),
            places: places.collect::<Result<_, _>>().map_err(corrupt)?,
        })
    }
}
