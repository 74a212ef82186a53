//! What stands below a line, all the way down: what it is made of, who spends it, its biggest lines; and the line itself
//! in many months at once.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use diesel::prelude::*;

use super::large::large_place;
use super::months::Published;
use super::packing::unpack;
use super::reading::{LineRow, Node, administrator, contains_system, guard, number, view};
use super::regrouped::{descend, places, spenders};
use super::schema::{compositions, lines, names};
use crate::domain::budget::composition::specific_of;
use crate::domain::budget::economic::place_of;
use crate::domain::budget::large::BIGGEST;
use crate::domain::budget::path::Step;
use crate::domain::budget::{Composition, Measures, Part, Path, Section};
use crate::domain::region::AdministratorCode;
use crate::domain::scope::Scope;
use crate::storage::one_of::one_of;
use crate::storage::{Conn, StorageError};

/// A line in each of several reports; none where the scope holds no such line of it.
pub fn through(
    conn: &mut Conn,
    scope: &Scope,
    reports: &[Published],
    path: Path,
) -> Result<Vec<Option<Node>>, StorageError> {
    let is_rolled_up = path.section() == Section::Departmental
        || path.section() == Section::Economic && reports.iter().any(|report| report.part == Part::Main);
    let is_stored = !is_rolled_up && specific_of(path).is_none();
    let only = scope.reach().administrator();
    if !is_stored || only.is_some() && path.administrator() != only || !contains_system(scope) {
        return reports
            .iter()
            .map(|report| Ok(view(conn, scope, report, Some(path))?.and_then(|view| view.node)))
            .collect();
    }
    let rows: Vec<(i64, LineRow)> = lines::table
        .left_join(names::table)
        .filter(one_of(lines::report_id, reports.iter().map(|report| report.id)))
        .filter(lines::parent.eq(path.parent().map(Path::packed).unwrap_or_default()))
        .filter(lines::path.eq(path.packed()))
        .select((lines::report_id, LineRow::as_select()))
        .load(conn)?;
    let mut found: BTreeMap<i64, LineRow> = rows.into_iter().collect();
    reports
        .iter()
        .map(|report| match found.remove(&report.id) {
            Some(row) => {
                guard(scope, report, path, path.administrator())?;
                Node::try_from(row).map(Some)
            }
            None => Ok(None),
        })
        .collect()
}

/// What a line is made of, by specific; empty where its source knows none.
pub fn composition(
    conn: &mut Conn,
    scope: &Scope,
    report: &Published,
    path: Path,
) -> Result<Composition, StorageError> {
    if let Some(large) = large_place(conn, scope, report, path)? {
        return large.composition();
    }
    let mut all = Composition::default();
    if path.section() == Section::Departmental && path.level() < 2 {
        for spender in spenders(conn, scope, report)? {
            if path.administrator().is_none_or(|only| only == spender.administrator) {
                all.merge(&spender.composition()?).map_err(|_| StorageError::TooMuch)?;
            }
        }
        return Ok(all);
    }
    for place in functional(conn, scope, report, path)? {
        let mut query = compositions::table
            .filter(compositions::report_id.eq(report.id))
            .filter(compositions::path.between(*place.subtree().start(), *place.subtree().end()))
            .select((compositions::path, compositions::administrator, compositions::composition))
            .into_boxed();
        if let Some(only) = scope.reach().administrator() {
            query = query.filter(compositions::administrator.eq(number(only)));
        }
        let rows: Vec<(i64, i16, Vec<u8>)> = query.load(conn)?;
        for (_, owner, bytes) in rows {
            guard(scope, report, place, Some(administrator(owner, "compositions")?))?;
            all.merge(&unpack(&bytes)?).map_err(|_| StorageError::TooMuch)?;
        }
    }
    Ok(all)
}

/// What each administrator spends of a line that stands above administrators, or of a line of the economic
/// classification; in the order of their codes. Empty where the report does not tell.
pub fn shares(
    conn: &mut Conn,
    scope: &Scope,
    report: &Published,
    path: Path,
) -> Result<Vec<(AdministratorCode, Measures)>, StorageError> {
    let spenders = spenders(conn, scope, report)?;
    let mut places = BTreeMap::new();
    // Places stand in the functional tree: the other trees ask for none.
    if !matches!(path.section(), Section::Departmental | Section::Economic) {
        for spender in &spenders {
            let held = spender.places()?.into_iter().filter(|place| path.holds(place));
            places.insert(spender.administrator, held.collect::<Vec<_>>());
        }
    }
    let known = nodes(conn, scope, report, places.values().flatten().copied())?;
    let mut all = Vec::new();
    for spender in &spenders {
        let measures = if path.section() == Section::Departmental {
            Some(spender.measures)
        } else if path.section() == Section::Economic {
            of_specifics(&spender.composition()?, path)?
        } else {
            let own = places.get(&spender.administrator).into_iter().flatten();
            sum(own.filter_map(|place| Some(&known.get(place)?.measures)))?
        };
        all.extend(measures.map(|measures| (spender.administrator, measures)));
    }
    Ok(all)
}

fn of_specifics(composition: &Composition, path: Path) -> Result<Option<Measures>, StorageError> {
    let is_below = |specific| place_of(specific).is_some_and(|place| path.holds(&place));
    sum(composition.iter().filter(|(specific, _)| is_below(*specific)).map(|(_, measures)| measures))
}

/// Nothing where there is nothing to add.
fn sum<'a>(mut all: impl Iterator<Item = &'a Measures>) -> Result<Option<Measures>, StorageError> {
    all.try_fold(None, |sum: Option<Measures>, measures| {
        sum.unwrap_or_default().checked_add(measures).map(Some).ok_or(StorageError::TooMuch)
    })
}

/// Several stored lines.
fn nodes(
    conn: &mut Conn,
    scope: &Scope,
    report: &Published,
    places: impl Iterator<Item = Path>,
) -> Result<BTreeMap<Path, Node>, StorageError> {
    let places: HashSet<Path> = places.collect();
    let parents: BTreeSet<i64> = places.iter().filter_map(|place| place.parent()).map(Path::packed).collect();
    // A condition on the paths too would have the database look for each of them below each of the parents.
    let rows: Vec<LineRow> = lines::table
        .left_join(names::table)
        .filter(lines::report_id.eq(report.id))
        .filter(one_of(lines::parent, parents))
        .select(LineRow::as_select())
        .load(conn)?;
    let mut nodes = BTreeMap::new();
    for row in rows {
        let node = Node::try_from(row)?;
        if places.contains(&node.path) {
            guard(scope, report, node.path, node.path.administrator())?;
            nodes.insert(node.path, node);
        }
    }
    Ok(nodes)
}

/// The deepest stored lines below a line, by what is executed, the biggest first; specifics are not asked.
pub fn biggest(
    conn: &mut Conn,
    scope: &Scope,
    report: &Published,
    path: Path,
    most: usize,
) -> Result<Vec<Node>, StorageError> {
    let biggest = match large_place(conn, scope, report, path)? {
        Some(large) if most <= BIGGEST => large.biggest()?,
        Some(_) | None => biggest_of_all(conn, scope, report, path, most)?,
    };
    let biggest = biggest.get(..most).unwrap_or(&biggest);
    let mut found = nodes(conn, scope, report, biggest.iter().copied())?;
    Ok(biggest.iter().filter_map(|place| found.remove(place)).collect())
}

/// The same where nothing was rolled up: reads each line below.
fn biggest_of_all(
    conn: &mut Conn,
    scope: &Scope,
    report: &Published,
    path: Path,
    most: usize,
) -> Result<Vec<Path>, StorageError> {
    let mut found: Vec<(i64, i64, i64)> = Vec::new();
    for place in functional(conn, scope, report, path)? {
        let mut query = lines::table
            .filter(lines::report_id.eq(report.id))
            // Whatever stands below the place has its parent in the subtree, and so lies together in the index.
            .filter(lines::parent.between(*place.subtree().start(), *place.subtree().end()))
            .select((lines::parent, lines::path, lines::sumrg))
            .into_boxed();
        if let Some(only) = scope.reach().administrator() {
            query = query.filter(lines::administrator.eq(number(only)));
        }
        found.extend(query.load::<(i64, i64, i64)>(conn)?);
    }
    let parents: HashSet<i64> = found.iter().map(|(parent, ..)| *parent).collect();
    found.retain(|(_, path, _)| !parents.contains(path));
    found.sort_by_key(|(_, path, executed)| (Reverse(*executed), *path));
    let corrupt = |packed: i64| StorageError::Corrupt { table: "lines", id: packed.to_string() };
    found
        .into_iter()
        .take(most)
        .map(|(_, packed, _)| Path::unpack(packed).map_err(|_| corrupt(packed)))
        .collect()
}

/// Where a line stands in the tree that is stored: a departmental one in several places, any other in its own.
fn functional(
    conn: &mut Conn,
    scope: &Scope,
    report: &Published,
    path: Path,
) -> Result<Vec<Path>, StorageError> {
    if !contains_system(scope) || !scope.sees_budget(&report.budget) {
        return Ok(Vec::new());
    }
    match (path.section(), path.administrator()) {
        (Section::Departmental, None) => {
            let mut places = Vec::new();
            for spender in spenders(conn, scope, report)? {
                places.extend(spender.places()?);
            }
            Ok(places)
        }
        (Section::Departmental, Some(chosen)) => {
            let only = scope.reach().administrator();
            let mine = only.is_none_or(|only| only == chosen);
            let places = if mine { places(conn, scope, report, chosen)? } else { Vec::new() };
            let below = path.codes().get(1..).unwrap_or_default();
            Ok(places.into_iter().filter_map(|place| descend(place, below)).collect())
        }
        (_, _) if path.step() == Step::Specific => Ok(Vec::new()),
        (_, _) => Ok(vec![path]),
    }
}
