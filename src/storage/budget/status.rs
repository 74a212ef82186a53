//! What is loaded, for those who load: whole budgets, so never for a page of the explorer.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::loading::{Format, SourceFile};
use super::months::{budget, period};
use super::schema::{loads, publications, reports, sources};
use crate::domain::budget::{Part, Period};
use crate::domain::scope::BudgetKey;
use crate::storage::{Conn, StorageError};

/// A part of a budget's report for a month, in its newest version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// Whose budget.
    pub budget: BudgetKey,
    /// For which month.
    pub period: Period,
    /// Which part.
    pub part: Part,
    /// The newest version.
    pub version: i32,
    /// How many lines it has.
    pub lines: i64,
    /// How many totals are not what they should be, measure by measure.
    pub differences: i64,
    /// Receipts executed, in tiyn: a control total.
    pub receipts_executed: Option<i64>,
    /// Expenditure executed, in tiyn: a control total.
    pub expenditure_executed: Option<i64>,
}

/// A file that was loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadedFile {
    /// Number of the load.
    pub load: i64,
    /// When.
    pub loaded_at: DateTime<Utc>,
    /// In which format.
    pub format: Format,
    /// The file.
    pub file: SourceFile,
}

/// The newest published version of every budget, month and part.
pub fn holdings(conn: &mut Conn) -> Result<Vec<Holding>, StorageError> {
    let rows: Vec<Row> = reports::table
        .inner_join(loads::table.inner_join(publications::table))
        .order((reports::budget, reports::year, reports::month, reports::part, reports::version.desc()))
        .select(Row::as_select())
        .load(conn)?;
    let mut holdings: Vec<Holding> = Vec::new();
    for row in rows {
        let holding = Holding::try_from(row)?;
        let newer = holdings.last().map(|last| (last.budget, last.period, last.part));
        if newer != Some((holding.budget, holding.period, holding.part)) {
            holdings.push(holding);
        }
    }
    holdings.sort_by_key(|holding| (holding.budget, holding.period, holding.part));
    Ok(holdings)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = reports)]
struct Row {
    budget: String,
    year: i16,
    month: i16,
    part: String,
    version: i32,
    line_count: i64,
    difference_count: i64,
    receipts_executed: Option<i64>,
    expenditure_executed: Option<i64>,
}

impl TryFrom<Row> for Holding {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Holding, StorageError> {
        let corrupt = || StorageError::Corrupt { table: "reports", id: row.budget.clone() };
        Ok(Holding {
            budget: budget(&row.budget)?,
            period: period(row.year, row.month).ok_or_else(corrupt)?,
            part: Part::parse(&row.part).ok_or_else(corrupt)?,
            version: row.version,
            lines: row.line_count,
            differences: row.difference_count,
            receipts_executed: row.receipts_executed,
            expenditure_executed: row.expenditure_executed,
        })
    }
}

/// Every file that was loaded, newest load first.
pub fn loaded_files(conn: &mut Conn) -> Result<Vec<LoadedFile>, StorageError> {
    let rows: Vec<(i64, NaiveDateTime, String, String, String, i64)> = sources::table
        .inner_join(loads::table.inner_join(publications::table))
        .order((loads::id.desc(), sources::id))
        .select((
            loads::id,
            loads::loaded_at,
            loads::format,
            sources::name,
            sources::sha256,
            sources::row_count,
        ))
        .load(conn)?;
    rows.into_iter()
        .map(|(load, loaded_at, format, name, sha256, rows)| {
            let corrupt = || StorageError::Corrupt { table: "loads", id: load.to_string() };
            Ok(LoadedFile {
                load,
                loaded_at: loaded_at.and_utc(),
                format: Format::parse(&format).ok_or_else(corrupt)?,
                file: SourceFile { name, sha256, rows: u64::try_from(rows).map_err(|_| corrupt())? },
            })
        })
        .collect()
}
