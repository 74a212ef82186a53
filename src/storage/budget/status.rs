//! What is loaded, for those who load: whole budgets, so never for a page of the explorer.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::loading::{Format, SourceFile};
use super::reading::{budget, period};
use super::schema::{loads, reports, sources};
use crate::domain::budget::Period;
use crate::domain::scope::BudgetKey;
use crate::storage::{Conn, StorageError};

/// A budget's report for a month, in its newest version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// Whose budget.
    pub budget: BudgetKey,
    /// For which month.
    pub period: Period,
    /// The newest version.
    pub version: i32,
    /// How many lines it has.
    pub lines: i64,
    /// How many of its sections are not the sum of what stands below them, measure by measure.
    pub differences: i64,
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

/// The newest version of every budget and month.
pub fn holdings(conn: &mut Conn) -> Result<Vec<Holding>, StorageError> {
    let rows: Vec<(String, i16, i16, i32, i64, i64)> = reports::table
        .order((reports::budget, reports::year, reports::month, reports::version.desc()))
        .select((
            reports::budget,
            reports::year,
            reports::month,
            reports::version,
            reports::line_count,
            reports::difference_count,
        ))
        .load(conn)?;
    let mut holdings: Vec<Holding> = Vec::new();
    for (code, year, month, version, lines, differences) in rows {
        let corrupt = || StorageError::Corrupt { table: "reports", id: code.clone() };
        let holding = Holding {
            budget: budget(&code)?,
            period: period(year, month).ok_or_else(corrupt)?,
            version,
            lines,
            differences,
        };
        let newer = holdings.last().map(|last| (last.budget, last.period));
        if newer != Some((holding.budget, holding.period)) {
            holdings.push(holding);
        }
    }
    holdings.sort_by_key(|holding| (holding.budget, holding.period));
    Ok(holdings)
}

/// Every file that was loaded, newest load first.
pub fn loaded_files(conn: &mut Conn) -> Result<Vec<LoadedFile>, StorageError> {
    let rows: Vec<(i64, NaiveDateTime, String, String, String, i64)> = sources::table
        .inner_join(loads::table)
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
