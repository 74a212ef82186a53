//! Looking: scoped queries, the only ones outside the loader. Where a scope holds one administrator alone, totals are
//! computed from that administrator's lines and no stored total is read: it would tell of the others.

use diesel::prelude::*;

use super::months::Published;
use super::regrouped;
use super::schema::{compositions, lines, names};
use crate::domain::budget::composition::specific_of;
use crate::domain::budget::path::Step;
use crate::domain::budget::report::roll_up;
use crate::domain::budget::{Composition, Measures, Part, Path, Section};
use crate::domain::money::Tiyn;
use crate::domain::region::AdministratorCode;
use crate::domain::scope::{BudgetKey, LineKey, Scope};
use crate::domain::system::System;
use crate::storage::one_of::one_of;
use crate::storage::{Conn, StorageError};

/// A line as it may be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// Where it stands.
    pub path: Path,
    /// Its Russian name as reported; none where the line is computed or its source gives codes alone.
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
    match path {
        Some(path) if path.section() == Section::Departmental => {
            return regrouped::departmental(conn, scope, report, path);
        }
        Some(path) if path.section() == Section::Economic && report.part == Part::Main => {
            return regrouped::by_specific(conn, scope, report, path);
        }
        Some(_) | None => {}
    }
    let known = match scope.reach().administrator() {
        Some(only) if path.and_then(Path::administrator) != Some(only) => {
            computed_nodes(conn, scope, report, only)?
        }
        Some(_) | None => stored_nodes(conn, report, path)?,
    };
    for (node, administrator) in &known.read {
        guard(scope, report, *node, *administrator)?;
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

/// The output guard: a row outside the scope never leaves, whatever the query was.
pub(super) fn guard(
    scope: &Scope,
    report: &Published,
    path: Path,
    administrator: Option<AdministratorCode>,
) -> Result<(), StorageError> {
    guard_line(scope, report.budget, path, administrator)
}

/// The same for a row that names its budget itself.
pub(super) fn guard_line(
    scope: &Scope,
    budget: BudgetKey,
    path: Path,
    administrator: Option<AdministratorCode>,
) -> Result<(), StorageError> {
    if scope.contains(&LineKey { system: System::Ac, budget, administrator }) {
        return Ok(());
    }
    tracing::error!(budget = %budget.code(), %path, "a row outside the scope was stopped");
    Err(StorageError::OutOfScope)
}

pub(super) fn contains_system(scope: &Scope) -> bool {
    scope.system() == System::Ac
}

/// What a query gave: lines to show, and the key of every row that was read for them.
struct Read {
    nodes: Vec<Node>,
    read: Vec<(Path, Option<AdministratorCode>)>,
}

/// The stored line of the path and the stored lines below it; specifics stand in the composition of their parent.
fn stored_nodes(conn: &mut Conn, report: &Published, path: Option<Path>) -> Result<Read, StorageError> {
    if let Some(path) = path.filter(|path| specific_of(*path).is_some() && path.administrator().is_some()) {
        return specifics(conn, report, path.parent().unwrap_or(path));
    }
    let packed = path.map(Path::packed).unwrap_or_default();
    let parent = path.and_then(Path::parent).map(Path::packed).unwrap_or_default();
    let of_report = || lines::table.left_join(names::table).filter(lines::report_id.eq(report.id));
    let mut rows: Vec<LineRow> =
        of_report().filter(lines::parent.eq(packed)).select(LineRow::as_select()).load(conn)?;
    let itself = of_report().filter(lines::parent.eq(parent)).filter(lines::path.eq(packed));
    rows.extend(itself.select(LineRow::as_select()).first(conn).optional()?);
    let mut known = known(rows.into_iter())?;
    if let Some(path) = path.filter(|path| path.step() == Step::Subprogramme) {
        let below = specifics(conn, report, path)?;
        known.nodes.extend(below.nodes);
        known.read.extend(below.read);
    }
    Ok(known)
}

/// One stored line by its key; none where the scope holds no such line.
pub(super) fn stored_line(
    conn: &mut Conn,
    scope: &Scope,
    report: &Published,
    path: Path,
) -> Result<Option<Node>, StorageError> {
    let key = LineKey { system: System::Ac, budget: report.budget, administrator: path.administrator() };
    if !scope.contains(&key) {
        return Ok(None);
    }
    let parent = path.parent().map(Path::packed).unwrap_or_default();
    let row: Option<LineRow> = lines::table
        .left_join(names::table)
        .filter(lines::report_id.eq(report.id).and(lines::parent.eq(parent)))
        .filter(lines::path.eq(path.packed()))
        .select(LineRow::as_select())
        .first(conn)
        .optional()?;
    let Some(Read { nodes, read }) = row.map(|row| known(std::iter::once(row))).transpose()? else {
        return Ok(None);
    };
    for (path, administrator) in read {
        guard(scope, report, path, administrator)?;
    }
    Ok(nodes.into_iter().next())
}

/// The specifics of a subprogramme.
fn specifics(conn: &mut Conn, report: &Published, parent: Path) -> Result<Read, StorageError> {
    let found = composition_of(conn, report, parent)?;
    let mut known = Read { nodes: Vec::new(), read: Vec::new() };
    let Some((administrator, composition)) = found else { return Ok(known) };
    known.read.push((parent, Some(administrator)));
    for (specific, measures) in composition.iter() {
        let corrupt = |_| StorageError::Corrupt { table: "compositions", id: parent.to_string() };
        let path = parent.child(specific).map_err(corrupt)?;
        known.nodes.push(Node { path, name: None, measures: *measures, is_leaf: true });
    }
    Ok(known)
}

fn composition_of(
    conn: &mut Conn,
    report: &Published,
    parent: Path,
) -> Result<Option<(AdministratorCode, Composition)>, StorageError> {
    let row: Option<(i16, Vec<u8>)> = compositions::table
        .filter(compositions::report_id.eq(report.id).and(compositions::path.eq(parent.packed())))
        .select((compositions::administrator, compositions::composition))
        .first(conn)
        .optional()?;
    row.map(|(code, bytes)| Ok((administrator(code, "compositions")?, super::packing::unpack(&bytes)?)))
        .transpose()
}

/// The lines of one administrator, and the totals above them that they alone make.
fn computed_nodes(
    conn: &mut Conn,
    scope: &Scope,
    report: &Published,
    only: AdministratorCode,
) -> Result<Read, StorageError> {
    let places = match report.part {
        Part::Main => regrouped::places(conn, scope, report, only)?,
        Part::Economic | Part::Investments | Part::Groups | Part::Administrators => Vec::new(),
    };
    let mut query = lines::table
        .left_join(names::table)
        .filter(lines::report_id.eq(report.id))
        .filter(lines::administrator.eq(number(only)))
        .select(LineRow::as_select())
        .into_boxed();
    if report.part == Part::Main {
        let packed = places.iter().map(|place| place.packed()).collect::<Vec<_>>();
        let parents = places.iter().filter_map(|place| place.parent()).map(Path::packed).collect::<Vec<_>>();
        query = query.filter(one_of(lines::parent, parents)).filter(one_of(lines::path, packed));
    }
    let mut known = known(query.load(conn)?.into_iter())?;
    known.nodes.retain(|node| node.path.step() == Step::Administrator);
    let leaves = known.nodes.iter().map(|node| (node.path, node.measures));
    let totals = roll_up(leaves).map_err(|_| StorageError::TooMuch)?;
    let above = totals.into_iter().filter(|(path, _)| path.administrator().is_none());
    known.nodes.extend(above.map(|(path, measures)| Node { path, name: None, measures, is_leaf: false }));
    Ok(known)
}

fn known(rows: impl Iterator<Item = LineRow>) -> Result<Read, StorageError> {
    let mut known = Read { nodes: Vec::new(), read: Vec::new() };
    for row in rows {
        let owner = row.administrator.map(|code| administrator(code, "lines")).transpose()?;
        let node = Node::try_from(row)?;
        known.read.push((node.path, owner));
        known.nodes.push(node);
    }
    Ok(known)
}

pub(super) fn number(administrator: AdministratorCode) -> i16 {
    i16::try_from(administrator.number()).unwrap_or_default()
}

pub(super) fn administrator(code: i16, table: &'static str) -> Result<AdministratorCode, StorageError> {
    let number = u16::try_from(code).ok().and_then(AdministratorCode::from_number);
    number.ok_or_else(|| StorageError::Corrupt { table, id: code.to_string() })
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = lines)]
pub(super) struct LineRow {
    path: i64,
    is_leaf: bool,
    administrator: Option<i16>,
    utv: i64,
    utch: i64,
    plg: i64,
    plgp: i64,
    plgo: i64,
    obz: i64,
    sumrg: i64,
    #[diesel(select_expression = names::ru.nullable())]
    name: Option<String>,
}

impl TryFrom<LineRow> for Node {
    type Error = StorageError;

    fn try_from(row: LineRow) -> Result<Node, StorageError> {
        let path = Path::unpack(row.path)
            .map_err(|_| StorageError::Corrupt { table: "lines", id: row.path.to_string() })?;
        let measures = Measures {
            utv: Tiyn(row.utv),
            utch: Tiyn(row.utch),
            plg: Tiyn(row.plg),
            plgp: Tiyn(row.plgp),
            plgo: Tiyn(row.plgo),
            obz: Tiyn(row.obz),
            sumrg: Tiyn(row.sumrg),
        };
        Ok(Node { path, name: row.name, measures, is_leaf: row.is_leaf })
    }
}
