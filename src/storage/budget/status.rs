//! What is loaded, for those who load: whole budgets, so never for a page of the explorer.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::controls::{Compared, compare_all};
use super::loading::{Format, SourceFile};
use super::months::{Known, Published, PublishedRow};
use super::schema::{loads, publications, reports, sources};
use crate::storage::{Conn, StorageError};

/// A part of a budget's report for a month, in its newest version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holding {
    /// The report.
    pub report: Published,
    /// How many lines it has.
    pub lines: i64,
    /// How many totals are not what they should be, measure by measure.
    pub differences: i64,
    /// Receipts executed, in tiyn: a control total.
    pub receipts_executed: Option<i64>,
    /// Expenditure executed, in tiyn: a control total.
    pub expenditure_executed: Option<i64>,
    /// What came of comparing it with the trees, where it is a summary.
    pub compared: Option<Compared>,
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
    let rows: Vec<(PublishedRow, Figures)> = reports::table
        .inner_join(loads::table.inner_join(publications::table))
        .order((reports::budget, reports::year, reports::month, reports::part, reports::version.desc()))
        .select((PublishedRow::as_select(), Figures::as_select()))
        .load(conn)?;
    let mut holdings: Vec<Holding> = Vec::new();
    for (row, figures) in rows {
        let report = Published::try_from(row)?;
        let key = |report: &Published| (report.budget, report.period, report.part);
        if holdings.last().is_none_or(|last| key(&last.report) != key(&report)) {
            let Figures { line_count, difference_count, receipts_executed, expenditure_executed } = figures;
            holdings.push(Holding {
                compared: compare_all(conn, &report, Known::Now, None)?,
                report,
                lines: line_count,
                differences: difference_count,
                receipts_executed,
                expenditure_executed,
            });
        }
    }
    holdings.sort_by_key(|holding| (holding.report.budget, holding.report.period, holding.report.part));
    Ok(holdings)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = reports)]
struct Figures {
    line_count: i64,
    difference_count: i64,
    receipts_executed: Option<i64>,
    expenditure_executed: Option<i64>,
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
