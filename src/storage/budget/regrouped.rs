//! The same money in other orders, from what was rolled up at load: by administrator (the departmental classification)
//! and by specific (the economic one). A scope of one administrator sees that administrator's part alone.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::months::Published;
use super::packing::unpack;
use super::reading::{Node, View, administrator, contains_system, guard, number, view};
use super::schema::administrators;
use super::within::composition;
use crate::domain::budget::economic;
use crate::domain::budget::path::Step;
use crate::domain::budget::{Composition, Departmental, Measures, Path, Section};
use crate::domain::money::Tiyn;
use crate::domain::region::AdministratorCode;
use crate::domain::scope::Scope;
use crate::storage::{Conn, StorageError};

/// What an administrator spends, wherever it stands in the functional classification.
#[derive(Clone, Debug)]
pub struct Spender {
    /// Who.
    pub administrator: AdministratorCode,
    /// Over all its places.
    pub measures: Measures,
    places: String,
    composition: Vec<u8>,
}

impl Spender {
    /// Its lines in the functional classification.
    pub fn places(&self) -> Result<Vec<Path>, StorageError> {
        let corrupt = |_| StorageError::Corrupt { table: "administrators", id: self.places.clone() };
        let places = self.places.split(' ').filter(|place| !place.is_empty()).map(Path::parse);
        places.collect::<Result<_, _>>().map_err(corrupt)
    }

    /// By specific; empty where the source knows none.
    pub fn composition(&self) -> Result<Composition, StorageError> {
        unpack(&self.composition)
    }
}

/// What each administrator of a report spends, in the order of their codes: all that the scope holds.
pub fn spenders(conn: &mut Conn, scope: &Scope, report: &Published) -> Result<Vec<Spender>, StorageError> {
    if !contains_system(scope) || !scope.sees_budget(&report.budget) {
        return Ok(Vec::new());
    }
    rows(conn, scope, report, scope.reach().administrator())
}

/// The lines of an administrator in the functional classification.
pub(super) fn places(
    conn: &mut Conn,
    scope: &Scope,
    report: &Published,
    only: AdministratorCode,
) -> Result<Vec<Path>, StorageError> {
    let mut places = Vec::new();
    for spender in rows(conn, scope, report, Some(only))? {
        places.extend(spender.places()?);
    }
    Ok(places)
}

fn rows(
    conn: &mut Conn,
    scope: &Scope,
    report: &Published,
    only: Option<AdministratorCode>,
) -> Result<Vec<Spender>, StorageError> {
    let mut query = administrators::table
        .filter(administrators::report_id.eq(report.id))
        .order(administrators::administrator)
        .select(AdministratorRow::as_select())
        .into_boxed();
    if let Some(only) = only {
        query = query.filter(administrators::administrator.eq(number(only)));
    }
    let rows: Vec<AdministratorRow> = query.load(conn)?;
    let found = rows.into_iter().map(Spender::try_from).collect::<Result<Vec<_>, _>>()?;
    for spender in &found {
        guard(scope, report, Path::of(Section::Departmental), Some(spender.administrator))?;
    }
    Ok(found)
}

/// A place of the departmental tree. Below an administrator, its lines of the functional tree are laid together.
pub(super) fn departmental(
    conn: &mut Conn,
    scope: &Scope,
    report: &Published,
    path: Path,
) -> Result<Option<View>, StorageError> {
    let Some(chosen) = path.administrator() else { return root(conn, scope, report, path) };
    let mine = scope.reach().administrator().is_none_or(|only| only == chosen);
    let places = if mine { places(conn, scope, report, chosen)? } else { Vec::new() };
    let mut found: Option<Node> = None;
    let mut below: BTreeMap<Path, Node> = BTreeMap::new();
    for place in places {
        let Some(place) = descend(place, &path.codes()[1..]) else { continue };
        let Some(View { node: Some(node), children }) = view(conn, scope, report, Some(place))? else {
            continue;
        };
        lay(&mut found, Node { path, ..node })?;
        for child in children {
            let Some(path) = child.path.codes().last().and_then(|code| path.child(*code).ok()) else {
                continue;
            };
            let mut laid = below.remove(&path);
            lay(&mut laid, Node { path, ..child })?;
            below.extend(laid.map(|node| (path, node)));
        }
    }
    Ok(found.map(|node| View { node: Some(node), children: below.into_values().collect() }))
}

fn root(
    conn: &mut Conn,
    scope: &Scope,
    report: &Published,
    path: Path,
) -> Result<Option<View>, StorageError> {
    let mut found: Option<Node> = None;
    let mut children = Vec::new();
    for spender in spenders(conn, scope, report)? {
        let below = path.child(spender.administrator.number());
        let corrupt = |_| StorageError::Corrupt { table: "administrators", id: spender.administrator.code() };
        let child =
            Node { path: below.map_err(corrupt)?, name: None, measures: spender.measures, is_leaf: false };
        lay(&mut found, Node { path, ..child.clone() })?;
        children.push(child);
    }
    Ok(found.map(|node| View { node: Some(node), children }))
}

/// A place of the economic tree, from what the administrators' lines are made of.
pub(super) fn by_specific(
    conn: &mut Conn,
    scope: &Scope,
    report: &Published,
    path: Path,
) -> Result<Option<View>, StorageError> {
    let all = composition(conn, scope, report, Path::of(Section::Departmental))?;
    let corrupt = || StorageError::Corrupt { table: "administrators", id: report.id.to_string() };
    let tree = economic::tree(&all).ok_or_else(corrupt)?;
    let node = |(path, measures): (Path, Measures)| {
        (path, Node { path, name: None, measures, is_leaf: path.step() == Step::Specific })
    };
    let nodes: BTreeMap<Path, Node> = tree.into_iter().map(node).collect();
    let Some(node) = nodes.get(&path).cloned() else { return Ok(None) };
    let children = nodes.into_values().filter(|node| node.path.parent() == Some(path)).collect();
    Ok(Some(View { node: Some(node), children }))
}

/// Adds a line's figures to those of the same name that were laid before.
fn lay(on: &mut Option<Node>, node: Node) -> Result<(), StorageError> {
    match on {
        None => *on = Some(node),
        Some(laid) => {
            let sum = laid.measures.checked_add(&node.measures);
            laid.measures = sum.ok_or(StorageError::TooMuch)?;
            laid.is_leaf &= node.is_leaf;
            laid.name = laid.name.take().or(node.name);
        }
    }
    Ok(())
}

pub(super) fn descend(place: Path, codes: &[u16]) -> Option<Path> {
    codes.iter().try_fold(place, |path, code| path.child(*code)).ok()
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = administrators)]
pub(super) struct AdministratorRow {
    administrator: i16,
    utv: i64,
    utch: i64,
    plg: i64,
    plgp: i64,
    plgo: i64,
    obz: i64,
    sumrg: i64,
    places: String,
    composition: Vec<u8>,
}

impl TryFrom<AdministratorRow> for Departmental {
    type Error = StorageError;

    fn try_from(row: AdministratorRow) -> Result<Departmental, StorageError> {
        let spender = Spender::try_from(row)?;
        Ok(Departmental {
            administrator: spender.administrator,
            measures: spender.measures,
            places: spender.places()?,
            composition: spender.composition()?,
        })
    }
}

impl TryFrom<AdministratorRow> for Spender {
    type Error = StorageError;

    fn try_from(row: AdministratorRow) -> Result<Spender, StorageError> {
        Ok(Spender {
            administrator: administrator(row.administrator, "administrators")?,
            measures: Measures {
                utv: Tiyn(row.utv),
                utch: Tiyn(row.utch),
                plg: Tiyn(row.plg),
                plgp: Tiyn(row.plgp),
                plgo: Tiyn(row.plgo),
                obz: Tiyn(row.obz),
                sumrg: Tiyn(row.sumrg),
            },
            places: row.places,
            composition: row.composition,
        })
    }
}
