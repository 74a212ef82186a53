//! What a report says of its own soundness: where it comes from, and which of its totals are not the sums of their lines.

use diesel::prelude::*;

use super::loading::SourceFile;
use super::months::Published;
use super::reading::{contains_system, guard, number};
use super::schema::{differences as found, reports, sources};
use crate::domain::budget::{Difference, Measure, Path};
use crate::domain::money::Tiyn;
use crate::domain::scope::Scope;
use crate::storage::{Conn, StorageError};

/// The totals of a report that are not the sums of what stands below them, as far as their lines are inside the scope.
pub fn differences(
    conn: &mut Conn,
    scope: &Scope,
    report: &Published,
) -> Result<Vec<Difference>, StorageError> {
    if !contains_system(scope) || !scope.sees_budget(&report.budget) {
        return Ok(Vec::new());
    }
    let mut query = found::table
        .filter(found::report_id.eq(report.id))
        .order((found::path, found::measure))
        .select((found::path, found::measure, found::stated, found::found))
        .into_boxed();
    if let Some(only) = scope.reach().administrator() {
        query = query.filter(found::administrator.eq(number(only)));
    }
    let rows: Vec<(i64, String, i64, i64)> = query.load(conn)?;
    let mut differences = Vec::with_capacity(rows.len());
    for (path, measure, total, sum) in rows {
        let corrupt = || StorageError::Corrupt { table: "differences", id: format!("{} {path}", report.id) };
        let path = Path::unpack(path).map_err(|_| corrupt())?;
        let measure = Measure::ALL.into_iter().find(|known| known.code() == measure).ok_or_else(corrupt)?;
        guard(scope, report, path, path.administrator())?;
        differences.push(Difference { path, measure, total: Tiyn(total), sum: Tiyn(sum) });
    }
    Ok(differences)
}

/// The file that a report was read from; nothing outside the scope.
pub fn origin(
    conn: &mut Conn,
    scope: &Scope,
    report: &Published,
) -> Result<Option<SourceFile>, StorageError> {
    if !contains_system(scope) || !scope.sees_budget(&report.budget) {
        return Ok(None);
    }
    let row: Option<(String, String, i64)> = reports::table
        .inner_join(sources::table.on(sources::id.eq(reports::source_id)))
        .filter(reports::id.eq(report.id))
        .select((sources::name, sources::sha256, sources::row_count))
        .first(conn)
        .optional()?;
    row.map(|(name, sha256, rows)| {
        let corrupt = |_| StorageError::Corrupt { table: "sources", id: name.clone() };
        Ok(SourceFile { rows: u64::try_from(rows).map_err(corrupt)?, name, sha256 })
    })
    .transpose()
}
