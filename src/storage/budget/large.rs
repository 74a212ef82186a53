//! What was rolled up of places with very many lines below them, when their report was loaded.

use diesel::prelude::*;

use super::months::Published;
use super::packing::unpack;
use super::reading::contains_system;
use super::schema::large_places;
use crate::domain::budget::{Composition, Path};
use crate::domain::scope::Scope;
use crate::storage::{Conn, StorageError};

#[derive(Queryable, Selectable)]
#[diesel(table_name = large_places)]
pub(super) struct LargePlace {
    biggest: String,
    composition: Vec<u8>,
}

impl LargePlace {
    /// Its biggest lines, the biggest first.
    pub(super) fn biggest(&self) -> Result<Vec<Path>, StorageError> {
        let corrupt = |_| StorageError::Corrupt { table: "large_places", id: self.biggest.clone() };
        self.biggest.split(' ').map(Path::parse).collect::<Result<_, _>>().map_err(corrupt)
    }

    /// What it is made of.
    pub(super) fn composition(&self) -> Result<Composition, StorageError> {
        unpack(&self.composition)
    }
}

/// Nothing of a place that is not large, of a report that was loaded before this was rolled up, and in a scope that sees a
/// part of the report: for it everything is made from the lines that it sees.
pub(super) fn large_place(
    conn: &mut Conn,
    scope: &Scope,
    report: &Published,
    path: Path,
) -> Result<Option<LargePlace>, StorageError> {
    let is_whole = scope.reach().administrator().is_none();
    if !is_whole || !contains_system(scope) || !scope.sees_budget(&report.budget) {
        return Ok(None);
    }
    Ok(large_places::table
        .filter(large_places::report_id.eq(report.id).and(large_places::path.eq(path.packed())))
        .select(LargePlace::as_select())
        .first(conn)
        .optional()?)
}
