//! What can be seen of a budget, without a figure: for telling the owner of a saved look that it has become different.

use super::opened::Opened;
use super::rights::rights;
use super::{Onlooker, Place};
use crate::domain::budget::Names;
use crate::domain::saved::Seen;
use crate::domain::scope::{BudgetKey, Scope};
use crate::domain::system::System;
use crate::storage::budget::{PlaceList, place_lists, view};
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

/// What loads call the budgets of places, and the line of each where its report has it: as far as the scope holds them.
pub async fn names_of(
    onlooker: Onlooker<'_>,
    scope: Scope,
    places: impl Iterator<Item = Place>,
) -> Result<Names, StorageError> {
    let Some(figures) = onlooker.figures else { return Ok(Names::default()) };
    let places: Vec<Place> = places.collect();
    let read = move |conn: &mut Conn| places.iter().map(|place| names(conn, &scope, place)).collect();
    figures.read_as(&scope, read).await
}

/// What loads call the budget and the line of one place, as far as somebody may see it now.
pub async fn names_at(onlooker: Onlooker<'_>, place: Place) -> Result<Names, StorageError> {
    match scope_of(onlooker, place.system) {
        Some(scope) => names_of(onlooker, scope, std::iter::once(place)).await,
        None => Ok(Names::default()),
    }
}

/// Where the names of places come from that somebody may see now, in either system.
pub async fn lists_of_places(onlooker: Onlooker<'_>) -> Result<Vec<PlaceList>, StorageError> {
    let Some(figures) = onlooker.figures else { return Ok(Vec::new()) };
    for system in System::ALL {
        if let Some(scope) = scope_of(onlooker, system) {
            return figures.read_as(&scope, move |conn| place_lists(conn, &scope)).await;
        }
    }
    Ok(Vec::new())
}

fn names(conn: &mut Conn, scope: &Scope, place: &Place) -> Result<Names, StorageError> {
    let mut opened = Opened::new(conn, scope, place.budget, place.known);
    let held: Vec<BudgetKey> = match place.system {
        System::Ac if opened.reports(None)?.is_empty() => return Ok(Names::default()),
        System::Ac => vec![place.budget],
        System::Sp => Vec::new(),
    };
    let report = opened.reports(place.path)?.get(&place.period).cloned();
    if let (Some(path), Some(report)) = (place.path, report)
        && view(opened.conn, scope, &report, Some(path))?.is_some()
    {
        opened.mention(path.trail());
    }
    opened.names(&held)
}

fn seen(conn: &mut Conn, scope: &Scope, place: &Place) -> Result<Option<Seen>, StorageError> {
    let reports = Opened::new(conn, scope, place.budget, place.known).reports(place.path)?;
    let Some((last, _)) = reports.last_key_value() else { return Ok(None) };
    let versions = reports.range(..=place.period).map(|(_, report)| i64::from(report.version)).sum();
    Ok(Some(Seen { last: *last, versions }))
}
