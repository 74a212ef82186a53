//! What a report says of its own soundness: where it comes from, and which of its totals are not the sums of their lines.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::loading::SourceFile;
use super::months::Published;
use super::reading::{contains_system, guard, number};
use super::schema::{differences as found, reports, sources};
use crate::domain::budget::{Difference, Measure, Path};
use crate::domain::money::Tiyn;
use crate::domain::scope::Scope;
use crate::storage::one_of::one_of;
use crate::storage::{Conn, StorageError};

/// What a report says of its own soundness.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sound {
    /// The file that it was read from.
    pub origin: Option<SourceFile>,
    /// The totals that are not the sums of what stands below them, as far as their lines are inside the scope.
    pub differences: Vec<Difference>,
}

/// What reports say of their own soundness, in their order; nothing of what is outside the scope.
pub fn sound(conn: &mut Conn, scope: &Scope, reports: &[Published]) -> Result<Vec<Sound>, StorageError> {
    let inside = |report: &&Published| contains_system(scope) && scope.sees_budget(&report.budget);
    let inside: BTreeMap<i64, &Published> =
        reports.iter().filter(inside).map(|report| (report.id, report)).collect();
    let mut origins = origins(conn, &inside)?;
    let mut differences = differences(conn, scope, &inside)?;
    let of_one = |report: &Published| Sound {
        origin: origins.remove(&report.id),
        differences: differences.remove(&report.id).unwrap_or_default(),
    };
    Ok(reports.iter().map(of_one).collect())
}

fn differences(
    conn: &mut Conn,
    scope: &Scope,
    reports: &BTreeMap<i64, &Published>,
) -> Result<BTreeMap<i64, Vec<Difference>>, StorageError> {
    let mut query = found::table
        .filter(one_of(found::report_id, reports.keys().copied()))
        .order((found::report_id, found::path, found::measure))
        .select((found::report_id, found::path, found::measure, found::stated, found::found))
        .into_boxed();
    if let Some(only) = scope.reach().administrator() {
        query = query.filter(found::administrator.eq(number(only)));
    }
    let rows: Vec<(i64, i64, String, i64, i64)> = query.load(conn)?;
    let mut differences: BTreeMap<i64, Vec<Difference>> = BTreeMap::new();
    for (id, path, measure, total, sum) in rows {
        let corrupt = || StorageError::Corrupt { table: "differences", id: format!("{id} {path}") };
        let report = reports.get(&id).ok_or_else(corrupt)?;
        let path = Path::unpack(path).map_err(|_| corrupt())?;
        let measure = Measure::ALL.into_iter().find(|known| known.code() == measure).ok_or_else(corrupt)?;
        guard(scope, report, path, path.administrator())?;
        let difference = Difference { path, measure, total: Tiyn(total), sum: Tiyn(sum) };
        differences.entry(id).or_default().push(difference);
    }
    Ok(differences)
}

fn origins(
    conn: &mut Conn,
    reports: &BTreeMap<i64, &Published>,
) -> Result<BTreeMap<i64, SourceFile>, StorageError> {
    let rows: Vec<(i64, String, String, i64)> = reports::table
        .inner_join(sources::table.on(sources::id.eq(reports::source_id)))
        .filter(one_of(reports::id, reports.keys().copied()))
        .select((reports::id, sources::name, sources::sha256, sources::row_count))
        .load(conn)?;
    let origin = |(id, name, sha256, rows): (i64, String, String, i64)| {
        let corrupt = |_| StorageError::Corrupt { table: "sources", id: name.clone() };
        Ok((id, SourceFile { rows: u64::try_from(rows).map_err(corrupt)?, name, sha256 }))
    };
    rows.into_iter().map(origin).collect()
}
