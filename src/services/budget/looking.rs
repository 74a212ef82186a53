//! The one way to figures: open the books inside the scope, read, append the look to the journal, and only then answer.

use super::opened::Opened;
use super::rights::{rights, rights_now};
use super::{Closed, Done, Onlooker, Place, Refused, Right, refuse};
use crate::domain::budget::{Aspect, Names, Part, Period};
use crate::domain::calendar::day_of;
use crate::domain::journal::Event;
use crate::domain::scope::{BudgetKey, Scope};
use crate::domain::system::System;
use crate::storage::Conn;
use crate::storage::budget::{Published, around};

/// What one look shows.
#[derive(Clone, Debug)]
pub struct Looked<T> {
    /// Why this may be seen.
    pub right: Right,
    /// The budgets of the scope above, beside and directly inside this one, and this one.
    pub around: Vec<BudgetKey>,
    /// The reported months of this budget, oldest first.
    pub months: Vec<Period>,
    /// The report of the month; none where it is not reported.
    pub published: Option<Published>,
    /// The newest version of the month, where an older one is shown because a day was asked for.
    pub revised: Option<Published>,
    /// What loads call the places and lines of the page.
    pub names: Names,
    /// What the page is about.
    pub shown: T,
}

/// What was read for a page, and how many lines it shows.
pub(super) type Counted<T> = (T, usize);

/// Looks at one place from one side, and writes down that somebody did.
pub(super) async fn look<T: Send + 'static>(
    onlooker: Onlooker<'_>,
    place: Place,
    aspect: Aspect,
    read: impl FnOnce(&mut Opened<'_>) -> Done<Counted<T>> + Send + 'static,
) -> Done<Looked<T>> {
    if place.known.is_some_and(|day| day > day_of(onlooker.at)) {
        return refuse(Refused::NotYetKnown);
    }
    let (scope, right) = rights(onlooker, place.system).await?;
    let Some(figures) = onlooker.figures else { return refuse(Refused::Closed(Closed::NoData(right))) };
    let (looked, lines) = figures.read_as(&scope, move |conn| open(conn, &scope, right, place, read)).await?;
    let entry = Event::BudgetLooked {
        grant: right.grant,
        system: place.system,
        budget: place.budget.code(),
        period: place.period.to_string(),
        path: place.path.map(|path| path.to_string()).unwrap_or_default(),
        aspect,
        version: looked.published.as_ref().map_or(0, |published| i64::from(published.version)),
        lines: i64::try_from(lines).unwrap_or(i64::MAX),
    };
    record(onlooker, place.system, scope, entry).await?;
    Ok(looked)
}

/// Writes down a look, unless the right to it has ended meanwhile: only then it may be answered.
pub(super) async fn record(onlooker: Onlooker<'_>, system: System, scope: Scope, entry: Event) -> Done<()> {
    let (who, at) = (onlooker.who.clone(), onlooker.at);
    onlooker
        .db
        .look(at, move |tx| {
            // The right must still stand when the entry does.
            let (still, _) = rights_now(tx.conn(), &who, system, at)?;
            if still != scope {
                return refuse(Refused::NotThere);
            }
            tx.journal((&who.actor).into(), entry.clone())?;
            Ok(())
        })
        .await
}

fn open<T>(
    conn: &mut Conn,
    scope: &Scope,
    right: Right,
    place: Place,
    read: impl FnOnce(&mut Opened<'_>) -> Done<Counted<T>>,
) -> Done<Counted<Looked<T>>> {
    let mut opened = Opened::new(conn, scope, place.budget, place.known);
    let reports = opened.reports(place.path)?;
    let today = match place.known {
        None => reports.clone(),
        Some(_) => Opened::new(opened.conn, scope, place.budget, None).reports(place.path)?,
    };
    // What one administrator has no line in is not told to be reported or not.
    let is_main = place.path.is_none_or(|path| path.section().part() == Part::Main);
    let is_told = is_main || scope.reach().administrator().is_none();
    if today.is_empty() || !is_told && !today.contains_key(&place.period) {
        return refuse(Refused::NotThere);
    }
    let (shown, lines) = read(&mut opened)?;
    let published = reports.get(&place.period).cloned();
    let revised = today.get(&place.period).filter(|newest| Some(*newest) != published.as_ref()).cloned();
    let months: Vec<Period> = reports.keys().copied().collect();
    let around = around(opened.conn, scope, &place.budget)?;
    let names = opened.names(&around)?;
    Ok((Looked { right, around, months, published, revised, names, shown }, lines))
}
