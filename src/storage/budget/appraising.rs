//! Risk signs, found while figures are loaded. The reports of a budget arrive month after month, so its year is kept in
//! hand; months that an earlier load brought are read back. A month that is loaded again changes what the later months of
//! its year are asked, so they are appraised again too: a new appraisal, of this load, beside the old one.

use std::collections::{BTreeMap, HashMap};

use diesel::prelude::*;

use super::rows::{code, insert};
use super::schema::{appraisals, lines, reports, signs};
use crate::domain::budget::signs::{LineYear, is_asked};
use crate::domain::budget::{Measures, Part, Path, Report};
use crate::domain::money::Tiyn;
use crate::storage::{Conn, StorageError};

/// One budget's year while its months arrive.
pub(super) struct YearInHand {
    budget: String,
    year: i16,
    /// The first month that this load brought.
    first: i16,
    reports: BTreeMap<i16, i64>,
    lines: HashMap<i64, Known>,
}

struct Known {
    administrator: i16,
    name_id: Option<i64>,
    year: LineYear,
}

#[derive(Insertable)]
#[diesel(table_name = appraisals)]
struct NewAppraisal<'a> {
    id: i64,
    load_id: i64,
    report_id: i64,
    budget: &'a str,
    year: i16,
    month: i16,
}

#[derive(Insertable)]
#[diesel(table_name = signs, treat_none_as_default_value = false)]
struct NewSign {
    appraisal_id: i64,
    path: i64,
    kind: &'static str,
    report_id: i64,
    administrator: i16,
    year: i16,
    month: i16,
    amount: i64,
    name_id: Option<i64>,
}

impl YearInHand {
    /// A year of which nothing has arrived.
    pub(super) fn new(budget: String, year: i16) -> YearInHand {
        YearInHand { budget, year, first: 12, reports: BTreeMap::new(), lines: HashMap::new() }
    }

    /// True where a month of a budget belongs here and is not here yet.
    pub(super) fn takes(&self, budget: &str, year: i16, month: i16) -> bool {
        self.budget == budget && self.year == year && !self.reports.contains_key(&month)
    }

    /// Takes a month that this load brings.
    pub(super) fn add(&mut self, month: i16, report_id: i64, report: &Report, names: &HashMap<String, i64>) {
        self.first = self.first.min(month);
        self.reports.insert(month, report_id);
        for line in report.lines.iter().filter(|line| is_asked(line.path)) {
            let name_id = line.name.as_deref().and_then(|name| names.get(name)).copied();
            let administrator = code(line.path.administrator()).unwrap_or_default();
            self.line(month, line.path.packed(), administrator, name_id, line.measures);
        }
    }

    fn line(&mut self, month: i16, path: i64, administrator: i16, name_id: Option<i64>, measures: Measures) {
        let known = || Known { administrator, name_id, year: LineYear::default() };
        let line = self.lines.entry(path).or_insert_with(known);
        line.name_id = name_id.or(line.name_id);
        line.year.report(number(month), measures);
    }

    /// Reads back the months that this load did not bring, each in the version that is the newest so far.
    pub(super) fn complete(
        &mut self,
        conn: &mut Conn,
        version_of: impl Fn(&str, i16, i16) -> Option<i32>,
    ) -> Result<(), StorageError> {
        for month in 1..=12 {
            let version = version_of(&self.budget, self.year, month);
            let Some(version) = version.filter(|_| !self.reports.contains_key(&month)) else { continue };
            let report_id: i64 = reports::table
                .filter(reports::budget.eq(&self.budget).and(reports::part.eq(Part::Main.code())))
                .filter(reports::year.eq(self.year).and(reports::month.eq(month)))
                .filter(reports::version.eq(version))
                .select(reports::id)
                .first(conn)?;
            self.reports.insert(month, report_id);
            for row in stored(conn, report_id)? {
                let corrupt = |_| StorageError::Corrupt { table: "lines", id: row.path.to_string() };
                if is_asked(Path::unpack(row.path).map_err(corrupt)?) {
                    self.line(
                        month,
                        row.path,
                        row.administrator.unwrap_or_default(),
                        row.name_id,
                        row.measures(),
                    );
                }
            }
        }
        Ok(())
    }

    /// Stores what is found in each month from the first that this load brought; returns the number of rows.
    pub(super) fn appraise(
        &self,
        conn: &mut Conn,
        load_id: i64,
        last_id: &mut i64,
    ) -> Result<usize, StorageError> {
        let mut rows = 0;
        for (month, report_id) in self.reports.range(self.first..) {
            *last_id += 1;
            let (id, report_id, month) = (*last_id, *report_id, *month);
            let appraisal =
                NewAppraisal { id, load_id, report_id, budget: &self.budget, year: self.year, month };
            insert!(conn, appraisals::table, &[appraisal]);
            let mut found: Vec<NewSign> = Vec::new();
            for (path, line) in &self.lines {
                found.extend(line.year.signs(number(month)).into_iter().map(|sign| NewSign {
                    appraisal_id: id,
                    path: *path,
                    kind: sign.kind.code(),
                    report_id,
                    administrator: line.administrator,
                    year: self.year,
                    month,
                    amount: sign.amount.0,
                    name_id: line.name_id,
                }));
            }
            // In the order of the primary key, so that storing appends.
            found.sort_unstable_by_key(|sign| (sign.path, sign.kind));
            insert!(conn, signs::table, &found);
            rows += found.len() + 1;
        }
        Ok(rows)
    }
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = lines)]
struct Stored {
    path: i64,
    administrator: Option<i16>,
    utv: i64,
    utch: i64,
    plg: i64,
    plgp: i64,
    plgo: i64,
    obz: i64,
    sumrg: i64,
    name_id: Option<i64>,
}

impl Stored {
    fn measures(&self) -> Measures {
        Measures {
            utv: Tiyn(self.utv),
            utch: Tiyn(self.utch),
            plg: Tiyn(self.plg),
            plgp: Tiyn(self.plgp),
            plgo: Tiyn(self.plgo),
            obz: Tiyn(self.obz),
            sumrg: Tiyn(self.sumrg),
        }
    }
}

fn stored(conn: &mut Conn, report_id: i64) -> Result<Vec<Stored>, StorageError> {
    let of_report = lines::table.filter(lines::report_id.eq(report_id));
    let owned = of_report.filter(lines::administrator.is_not_null());
    Ok(owned.select(Stored::as_select()).load(conn)?)
}

fn number(month: i16) -> u8 {
    u8::try_from(month).unwrap_or_default()
}
