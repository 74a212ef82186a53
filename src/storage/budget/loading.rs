//! Loading: the only way in. All of one load is one transaction, so a load that fails leaves the old figures serving.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use diesel::connection::SimpleConnection;
use diesel::dsl::max;
use diesel::prelude::*;

use super::schema::{lines, loads, names, reports, sources};
use crate::domain::budget::{Line, Path, Report, Section};
use crate::domain::region::AdministratorCode;
use crate::storage::db::within;
use crate::storage::{Conn, DatabaseUrl, Fails, StorageError};

/// Held on PostgreSQL while loading: one load at a time, as on SQLite.
const LOAD_TURN: i64 = 0x5141_5241_5503;

/// Rows of one INSERT: PostgreSQL takes 65,535 values in one statement.
const BATCH: usize = 2_000;

/// What the sources of a load were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The export of the state portal "Open budgets".
    OpenBudget,
    /// Made by this program for demonstrations: nobody's figures.
    Fictitious,
}

impl Format {
    /// The code used in storage and on the command line.
    pub const fn code(self) -> &'static str {
        match self {
            Format::OpenBudget => "open-budget",
            Format::Fictitious => "fictitious",
        }
    }

    /// The format of a code.
    pub fn parse(code: &str) -> Option<Format> {
        [Format::OpenBudget, Format::Fictitious].into_iter().find(|format| format.code() == code)
    }
}

/// Where figures come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Name without folders.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// How many rows it has.
    pub rows: u64,
}

/// A load under way.
pub struct Loading<'a> {
    conn: &'a mut Conn,
    load_id: i64,
    source_id: i64,
    report_id: i64,
    name_id: i64,
    names: HashMap<String, i64>,
    versions: HashMap<(String, i16, i16), i32>,
}

/// Runs one load; it is visible to readers as a whole, or not at all.
pub fn load<T, E: Fails>(
    url: &DatabaseUrl,
    format: Format,
    at: DateTime<Utc>,
    work: impl FnOnce(&mut Loading<'_>) -> Result<T, E>,
) -> Result<T, E> {
    let unavailable = |error: String| StorageError::Unavailable(error);
    let mut conn = url.pool(1)?.get().map_err(|error| unavailable(error.to_string()))?;
    let begin = match &*conn {
        Conn::Postgres(_) => "BEGIN",
        Conn::Sqlite(_) => "BEGIN IMMEDIATE",
    };
    within(&mut conn, begin, |conn| work(&mut Loading::start(conn, format, at)?))
}

#[derive(Insertable)]
#[diesel(table_name = lines, treat_none_as_default_value = false)]
struct NewLine<'a> {
    report_id: i64,
    parent: String,
    path: String,
    level: i16,
    is_leaf: bool,
    administrator: Option<String>,
    utv: i64,
    utch: i64,
    plg: i64,
    plgp: i64,
    plgo: i64,
    obz: i64,
    sumrg: i64,
    name_id: &'a i64,
    source_line: i32,
}

impl<'a> Loading<'a> {
    fn start(conn: &'a mut Conn, format: Format, at: DateTime<Utc>) -> Result<Loading<'a>, StorageError> {
        if let Conn::Postgres(pg) = &mut *conn {
            pg.batch_execute(&format!("SELECT pg_advisory_xact_lock({LOAD_TURN})"))?;
        }
        let load_id = loads::table.select(max(loads::id)).first::<Option<i64>>(conn)?.unwrap_or(0) + 1;
        diesel::insert_into(loads::table)
            .values((
                loads::id.eq(load_id),
                loads::format.eq(format.code()),
                loads::loaded_at.eq(at.naive_utc()),
            ))
            .execute(conn)?;
        let names: HashMap<String, i64> =
            names::table.select((names::ru, names::id)).load(conn)?.into_iter().collect();
        let versions: Vec<(String, i16, i16, Option<i32>)> = reports::table
            .group_by((reports::budget, reports::year, reports::month))
            .select((reports::budget, reports::year, reports::month, max(reports::version)))
            .load(conn)?;
        let newest = |(budget, year, month, version): (_, _, _, Option<i32>)| {
            ((budget, year, month), version.unwrap_or_default())
        };
        Ok(Loading {
            load_id,
            source_id: sources::table.select(max(sources::id)).first::<Option<i64>>(conn)?.unwrap_or(0),
            report_id: reports::table.select(max(reports::id)).first::<Option<i64>>(conn)?.unwrap_or(0),
            name_id: names.values().max().copied().unwrap_or(0),
            names,
            versions: versions.into_iter().map(newest).collect(),
            conn,
        })
    }

    /// Begins a source; the reports that follow come from it.
    pub fn source(&mut self, file: &SourceFile) -> Result<(), StorageError> {
        self.source_id += 1;
        diesel::insert_into(sources::table)
            .values((
                sources::id.eq(self.source_id),
                sources::load_id.eq(self.load_id),
                sources::name.eq(&file.name),
                sources::sha256.eq(&file.sha256),
                sources::row_count.eq(stored(file.rows)),
            ))
            .execute(self.conn)?;
        Ok(())
    }

    /// Adds a report of the source, as the next version of its budget and month.
    pub fn report(&mut self, report: &Report) -> Result<(), StorageError> {
        self.report_id += 1;
        let (year, month) = (stored_year(report), i16::from(report.period.month()));
        let budget = report.budget.code();
        let version = self.versions.entry((budget.clone(), year, month)).or_default();
        *version += 1;
        let parents = report.parents();
        let leaves = report.lines.iter().filter(|line| !parents.contains(&line.path)).count();
        let differences = report.differences().map_err(|_| StorageError::TooMuch)?;
        let executed = |section| report.measures(Path::of(section)).map(|measures| measures.sumrg.0);
        diesel::insert_into(reports::table)
            .values((
                reports::id.eq(self.report_id),
                reports::source_id.eq(self.source_id),
                reports::budget.eq(budget),
                reports::year.eq(year),
                reports::month.eq(month),
                reports::version.eq(*version),
                reports::line_count.eq(stored(report.lines.len())),
                reports::leaf_count.eq(stored(leaves)),
                reports::difference_count.eq(stored(differences.len())),
                reports::receipts_executed.eq(executed(Section::Receipts)),
                reports::expenditure_executed.eq(executed(Section::Expenditure)),
            ))
            .execute(self.conn)?;
        for name in report.lines.iter().filter_map(|line| line.name.as_deref()) {
            self.learn(name)?;
        }
        let rows: Vec<NewLine<'_>> = report
            .lines
            .iter()
            .filter_map(|line| Some((line, self.names.get(line.name.as_deref()?)?)))
            .map(|(line, name)| new_line(self.report_id, line, !parents.contains(&line.path), name))
            .collect();
        insert_lines(self.conn, &rows)
    }

    fn learn(&mut self, name: &str) -> Result<(), StorageError> {
        if self.names.contains_key(name) {
            return Ok(());
        }
        self.name_id += 1;
        diesel::insert_into(names::table)
            .values((names::id.eq(self.name_id), names::ru.eq(name)))
            .execute(self.conn)?;
        self.names.insert(name.to_owned(), self.name_id);
        Ok(())
    }
}

/// Many rows at a time spare PostgreSQL its round trips; on SQLite a prepared statement per row is as fast.
fn insert_lines(conn: &mut Conn, rows: &[NewLine<'_>]) -> Result<(), StorageError> {
    match conn {
        Conn::Postgres(pg) => {
            for batch in rows.chunks(BATCH) {
                diesel::insert_into(lines::table).values(batch).execute(pg)?;
            }
        }
        Conn::Sqlite(sqlite) => {
            for row in rows {
                diesel::insert_into(lines::table).values(row).execute(sqlite)?;
            }
        }
    }
    Ok(())
}

fn new_line<'a>(report_id: i64, line: &Line, is_leaf: bool, name_id: &'a i64) -> NewLine<'a> {
    let measures = &line.measures;
    NewLine {
        report_id,
        parent: line.path.parent().map(|parent| parent.to_string()).unwrap_or_default(),
        path: line.path.to_string(),
        level: i16::try_from(line.path.level()).unwrap_or(i16::MAX),
        is_leaf,
        administrator: line.path.administrator().map(AdministratorCode::code),
        utv: measures.utv.0,
        utch: measures.utch.0,
        plg: measures.plg.0,
        plgp: measures.plgp.0,
        plgo: measures.plgo.0,
        obz: measures.obz.0,
        sumrg: measures.sumrg.0,
        name_id,
        source_line: i32::try_from(line.source_line).unwrap_or(i32::MAX),
    }
}

fn stored(count: impl TryInto<i64>) -> i64 {
    count.try_into().unwrap_or(i64::MAX)
}

fn stored_year(report: &Report) -> i16 {
    i16::try_from(report.period.year()).unwrap_or(i16::MAX)
}
