//! The rows that a report becomes: lines down to the subprogramme, compositions below them, administrators rolled up.

use std::collections::{BTreeMap, HashMap};

use diesel::prelude::*;

use super::loading::{stored, stored_year};
use super::packing::pack;
use super::schema::{administrators, compositions, differences, large_places, lines, reports};
use crate::domain::budget::composition::specific_of;
use crate::domain::budget::large::{LargePlace, large_places as large_places_of};
use crate::domain::budget::report::Difference;
use crate::domain::budget::rollup::departmental;
use crate::domain::budget::{Composition, Departmental, Line, Measures, Path, Report, Section};
use crate::domain::region::AdministratorCode;
use crate::storage::{Conn, StorageError};

/// Rows of one INSERT: PostgreSQL takes 65,535 values in one statement.
pub(super) const BATCH: usize = 2_000;

/// Many rows at a time spare PostgreSQL its round trips; on SQLite a prepared statement per row is as fast.
macro_rules! insert {
    ($conn:expr, $table:expr, $rows:expr) => {
        match &mut *$conn {
            Conn::Postgres(pg) => {
                for batch in $rows.chunks($crate::storage::budget::rows::BATCH) {
                    diesel::insert_into($table).values(batch).execute(pg)?;
                }
            }
            Conn::Sqlite(sqlite) => {
                for row in $rows {
                    diesel::insert_into($table).values(row).execute(sqlite)?;
                }
            }
        }
    };
}
pub(super) use insert;

/// The rows of reports.
#[derive(Default)]
pub(super) struct Rows {
    reports: Vec<NewReport>,
    lines: Vec<NewLine>,
    compositions: Vec<NewComposition>,
    administrators: Vec<NewAdministrator>,
    large_places: Vec<NewLargePlace>,
    differences: Vec<NewDifference>,
}

/// What a report is called in storage.
#[derive(Clone, Debug)]
pub(super) struct ReportKey {
    pub(super) id: i64,
    pub(super) load_id: i64,
    pub(super) source_id: i64,
    pub(super) version: i32,
}

#[derive(Insertable)]
#[diesel(table_name = reports, treat_none_as_default_value = false)]
struct NewReport {
    id: i64,
    load_id: i64,
    source_id: i64,
    budget: String,
    year: i16,
    month: i16,
    part: &'static str,
    version: i32,
    line_count: i64,
    leaf_count: i64,
    difference_count: i64,
    receipts_executed: Option<i64>,
    expenditure_executed: Option<i64>,
}

#[derive(Insertable)]
#[diesel(table_name = lines, treat_none_as_default_value = false)]
struct NewLine {
    report_id: i64,
    parent: i64,
    path: i64,
    administrator: Option<i16>,
    is_leaf: bool,
    utv: i64,
    utch: i64,
    plg: i64,
    plgp: i64,
    plgo: i64,
    obz: i64,
    sumrg: i64,
    name_id: Option<i64>,
    source_line: i64,
}

#[derive(Insertable)]
#[diesel(table_name = compositions, treat_none_as_default_value = false)]
struct NewComposition {
    report_id: i64,
    path: i64,
    administrator: i16,
    composition: Vec<u8>,
}

#[derive(Insertable)]
#[diesel(table_name = administrators, treat_none_as_default_value = false)]
struct NewAdministrator {
    report_id: i64,
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

#[derive(Insertable)]
#[diesel(table_name = large_places)]
struct NewLargePlace {
    report_id: i64,
    path: i64,
    biggest: String,
    composition: Vec<u8>,
}

#[derive(Insertable)]
#[diesel(table_name = differences, treat_none_as_default_value = false)]
struct NewDifference {
    report_id: i64,
    kind: &'static str,
    path: i64,
    administrator: Option<i16>,
    measure: &'static str,
    stated: i64,
    found: i64,
}

impl Rows {
    /// The rows of a report under a number.
    pub(super) fn of(
        key: &ReportKey,
        report: &Report,
        names: &HashMap<String, i64>,
    ) -> Result<Rows, StorageError> {
        let report_id = key.id;
        let mut order: Vec<&Line> = report.lines.iter().collect();
        order.sort_by_key(|line| line.path.packed());
        let mut rows = Rows { lines: Vec::with_capacity(order.len()), ..Rows::default() };
        let mut leaves = 0_usize;
        let mut stored_lines = Vec::with_capacity(order.len());
        let mut specifics: BTreeMap<Path, Composition> = BTreeMap::new();
        for (index, line) in order.iter().enumerate() {
            let is_leaf = !order.get(index + 1).is_some_and(|next| line.path.holds(&next.path));
            leaves += usize::from(is_leaf);
            match (specific_of(line.path), line.path.parent()) {
                (Some(specific), Some(parent)) if parent.administrator().is_some() => {
                    let composition = specifics.entry(parent).or_default();
                    composition.add(specific, &line.measures).map_err(|_| StorageError::TooMuch)?;
                }
                (Some(_) | None, _) => {
                    let name = line.name.as_deref().and_then(|name| names.get(name)).copied();
                    stored_lines.push((line.path, line.measures.sumrg));
                    rows.lines.push(new_line(report_id, line, is_leaf, name));
                }
            }
        }
        // In the order of the primary key, so that storing appends.
        rows.lines.sort_unstable_by_key(|line| (line.parent, line.path));
        let packed = specifics.iter().filter_map(|(path, composition)| {
            Some(NewComposition {
                report_id,
                path: path.packed(),
                administrator: code(path.administrator())?,
                composition: pack(composition),
            })
        });
        rows.compositions = packed.collect();
        let large = large_places_of(&stored_lines, &specifics).map_err(|_| StorageError::TooMuch)?;
        rows.large_places = large.iter().map(|place| new_large_place(report_id, place)).collect();
        let departments = departmental(report).map_err(|_| StorageError::TooMuch)?;
        rows.administrators =
            departments.iter().map(|department| new_administrator(report_id, department)).collect();
        let found = report.differences().map_err(|_| StorageError::TooMuch)?;
        rows.differences = found.iter().map(|difference| new_difference(report_id, difference)).collect();
        rows.reports.push(new_report(key, report, leaves, found.len()));
        Ok(rows)
    }

    /// Adds the rows of reports that follow these.
    pub(super) fn append(&mut self, mut next: Rows) {
        self.reports.append(&mut next.reports);
        self.lines.append(&mut next.lines);
        self.compositions.append(&mut next.compositions);
        self.administrators.append(&mut next.administrators);
        self.large_places.append(&mut next.large_places);
        self.differences.append(&mut next.differences);
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.reports.len()
            + self.lines.len()
            + self.compositions.len()
            + self.administrators.len()
            + self.large_places.len()
            + self.differences.len()
    }

    /// The administrators that have lines.
    pub(super) fn administrators(&self) -> impl Iterator<Item = i16> {
        self.administrators.iter().map(|row| row.administrator)
    }

    /// Stores all of them.
    pub(super) fn insert(&self, conn: &mut Conn) -> Result<(), StorageError> {
        insert!(conn, reports::table, &self.reports);
        insert!(conn, lines::table, &self.lines);
        insert!(conn, compositions::table, &self.compositions);
        insert!(conn, administrators::table, &self.administrators);
        insert!(conn, large_places::table, &self.large_places);
        insert!(conn, differences::table, &self.differences);
        Ok(())
    }
}

fn new_report(key: &ReportKey, report: &Report, leaves: usize, differences: usize) -> NewReport {
    let executed = |section| report.measures(Path::of(section)).map(|measures| measures.sumrg.0);
    NewReport {
        id: key.id,
        load_id: key.load_id,
        source_id: key.source_id,
        budget: report.budget.code(),
        year: stored_year(report),
        month: i16::from(report.period.month()),
        part: report.part.code(),
        version: key.version,
        line_count: stored(report.lines.len()),
        leaf_count: stored(leaves),
        difference_count: stored(differences),
        receipts_executed: executed(Section::Receipts),
        expenditure_executed: executed(Section::Expenditure),
    }
}

fn new_line(report_id: i64, line: &Line, is_leaf: bool, name_id: Option<i64>) -> NewLine {
    let Measures { utv, utch, plg, plgp, plgo, obz, sumrg } = line.measures;
    NewLine {
        report_id,
        parent: line.path.parent().map(Path::packed).unwrap_or_default(),
        path: line.path.packed(),
        administrator: code(line.path.administrator()),
        is_leaf,
        utv: utv.0,
        utch: utch.0,
        plg: plg.0,
        plgp: plgp.0,
        plgo: plgo.0,
        obz: obz.0,
        sumrg: sumrg.0,
        name_id,
        source_line: stored(line.source_line),
    }
}

fn new_administrator(report_id: i64, department: &Departmental) -> NewAdministrator {
    let Measures { utv, utch, plg, plgp, plgo, obz, sumrg } = department.measures;
    let places: Vec<String> = department.places.iter().map(Path::to_string).collect();
    NewAdministrator {
        report_id,
        administrator: code(Some(department.administrator)).unwrap_or_default(),
        utv: utv.0,
        utch: utch.0,
        plg: plg.0,
        plgp: plgp.0,
        plgo: plgo.0,
        obz: obz.0,
        sumrg: sumrg.0,
        places: places.join(" "),
        composition: pack(&department.composition),
    }
}

fn new_large_place(report_id: i64, place: &LargePlace) -> NewLargePlace {
    let biggest: Vec<String> = place.biggest.iter().map(Path::to_string).collect();
    NewLargePlace {
        report_id,
        path: place.path.packed(),
        biggest: biggest.join(" "),
        composition: pack(&place.composition),
    }
}

fn new_difference(report_id: i64, difference: &Difference) -> NewDifference {
    NewDifference {
        report_id,
        kind: "children",
        path: difference.path.packed(),
        administrator: code(difference.path.administrator()),
        measure: difference.measure.code(),
        stated: difference.total.0,
        found: difference.sum.0,
    }
}

pub(super) fn code(administrator: Option<AdministratorCode>) -> Option<i16> {
    administrator.and_then(|code| i16::try_from(code.number()).ok())
}
