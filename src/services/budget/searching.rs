//! Searching a budget's month, and the budgets of the scope, by code or name.
//!
//! A search is a look and stands in the journal. What was typed does not: it may be somebody's name, and a name in the
//! journal could never be taken out again. How long it was and how much was found tells a walk through all codes from a
//! question.

use std::collections::BTreeSet;

use super::looking::record;
use super::opened::{known, places_of};
use super::rights::rights;
use super::{Closed, Done, Onlooker, Place, Refused, Right, refuse};
use crate::domain::budget::search::{Meant, Query};
use crate::domain::budget::{Bearer, Names, Part, Path};
use crate::domain::journal::Event;
use crate::domain::scope::BudgetKey;
use crate::storage::budget::{Hit, given_names, months, search};

/// What a search found.
#[derive(Clone, Debug)]
pub struct Searched {
    /// Why this may be seen.
    pub right: Right,
    /// The best hits.
    pub hits: Vec<Found>,
    /// True where there may be more.
    pub has_more: bool,
    /// What loads call them, and the place that is searched.
    pub names: Names,
}

/// A line or a budget.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A line of the report, with its Russian name where our lists lack it.
    Line(Path, Option<String>),
    /// A budget of the scope.
    Budget(BudgetKey),
}

/// Searches the report of a place, whatever its line: at most so many hits.
pub async fn find_by_words(
    onlooker: Onlooker<'_>,
    place: Place,
    query: Query,
    most: usize,
) -> Done<Searched> {
    let (scope, right) = rights(onlooker, place.system)?;
    let Some(figures) = onlooker.figures else { return refuse(Refused::Closed(Closed::NoData(right))) };
    let length = query.length();
    let (found, has_more, names) = figures
        .read_as(&scope, move |conn| {
            let months = months(conn, &scope, &place.budget, Part::Main, known(place.known))?;
            if months.is_empty() {
                return refuse(Refused::NotThere);
            }
            let report = months.into_iter().find(|report| report.period == place.period);
            let known = known(place.known);
            let mut found: Vec<Hit> = match report {
                Some(report) => search(conn, &scope, &report, &query, known, most.saturating_add(1))?,
                None => Vec::new(),
            };
            let has_more = found.len() > most;
            found.truncate(most);
            let names = given_names(conn, &scope, bearers(&found, place.budget), known)?;
            Ok((found, has_more, names))
        })
        .await?;
    let entry = Event::BudgetSearched {
        grant: right.grant,
        system: place.system,
        budget: place.budget.code(),
        period: place.period.to_string(),
        length: i64::try_from(length).unwrap_or(i64::MAX),
        hits: i64::try_from(found.len()).unwrap_or(i64::MAX),
    };
    record(onlooker, place.system, scope, entry).await?;
    let hits = found
        .into_iter()
        .map(|hit| match hit.meant {
            Meant::Line(path) => Found::Line(path, hit.name),
            Meant::Budget(budget) => Found::Budget(budget),
        })
        .collect();
    Ok(Searched { right, hits, has_more, names })
}

/// What the names of hits belong to, and the places of their budgets and of the one that is searched.
fn bearers(hits: &[Hit], searched: BudgetKey) -> BTreeSet<Bearer> {
    let mut budgets = vec![searched];
    let mut bearers = BTreeSet::new();
    for hit in hits {
        match hit.meant {
            Meant::Line(path) => bearers.extend(Bearer::of(path)),
            Meant::Budget(budget) => budgets.push(budget),
        }
    }
    bearers.extend(places_of(&budgets));
    bearers
}
