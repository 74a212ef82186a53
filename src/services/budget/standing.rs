//! What can be seen of a budget, without a figure: for telling the owner of a saved look that it has become different.

use super::opened::Opened;
use super::rights::rights;
use super::{Onlooker, Place};
use crate::domain::saved::Seen;
use crate::domain::scope::Scope;
use crate::domain::system::System;
use crate::storage::{Conn, StorageError};

/// What somebody may see now; nothing where no grant is open.
pub fn scope_of(onlooker: Onlooker<'_>, system: System) -> Option<Scope> {
    rights(onlooker, system).ok().map(|(scope, _)| scope)
}

/// For each place the last month and the versions of its budget; nothing where the scope holds nothing of it.
pub async fn standing(
    onlooker: Onlooker<'_>,
    scope: Scope,
    places: Vec<Place>,
) -> Result<Vec<Option<Seen>>, StorageError> {
    let Some(figures) = onlooker.figures else { return Ok(vec![None; places.len()]) };
    let read = move |conn: &mut Conn| places.iter().map(|place| seen(conn, &scope, place)).collect();
    figures.read_as(&scope, read).await
}

fn seen(conn: &mut Conn, scope: &Scope, place: &Place) -> Result<Option<Seen>, StorageError> {
    let reports = Opened::new(conn, scope, place.budget, place.known).reports(place.path)?;
    let Some((last, _)) = reports.last_key_value() else { return Ok(None) };
    let versions = reports.range(..=place.period).map(|(_, report)| i64::from(report.version)).sum();
    Ok(Some(Seen { last: *last, versions }))
}
