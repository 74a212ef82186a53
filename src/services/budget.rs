//! Looking at the budget: one look is one scoped read and one entry of the journal, answered after the entry is durable.
//!
//! Rights are asked of the database at each look (R5, R6): the grant and its dates, the body and its place.

use chrono::{DateTime, NaiveDate, Utc};

use super::sessions::SignedIn;
use crate::domain::access::{Denied, Look, check};
use crate::domain::budget::report::rest;
use crate::domain::budget::{Measures, Part, Path, Period};
use crate::domain::grant::{Grant, GrantState};
use crate::domain::ids::GrantId;
use crate::domain::journal::Event;
use crate::domain::scope::{BudgetKey, Paragraph, Scope};
use crate::domain::system::System;
use crate::storage::budget::{BudgetDb, Known, View, budgets, months, view};
pub use crate::storage::budget::{Format, Node, Published};
use crate::storage::{Conn, Db, Failure, StorageError, grants};

/// What somebody wants to see, as far as the address says it.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// In which system.
    pub system: System,
    /// Whose budget; none: the first of the scope.
    pub budget: Option<BudgetKey>,
    /// Which month; none: the last that is reported.
    pub period: Option<Period>,
    /// Where in the report, or as near to it as this report has a line.
    pub near: Option<Path>,
}

/// One exact place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// In which system.
    pub system: System,
    /// Whose budget.
    pub budget: BudgetKey,
    /// Which month.
    pub period: Period,
    /// Where in the report; none: all sections.
    pub path: Option<Path>,
}

/// What gives somebody the right to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Right {
    /// The grant.
    pub grant: GrantId,
    /// Its last day.
    pub last_day: NaiveDate,
    /// The paragraph that says what the body may see.
    pub paragraph: Paragraph,
}

/// Why nobody is shown anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// There is no grant for this system.
    NoGrant,
    /// The grant opens later.
    NotYet(DateTime<Utc>),
    /// The grant's year is over.
    Expired(NaiveDate),
    /// The grant is open; the system holds no data yet.
    NoData(Right),
}

/// Why a look did not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// No such budget or line, or outside the scope: never tell which.
    NotThere,
    /// Looking takes the role of an auditor.
    Denied(Denied),
    /// Nothing is open to this person.
    Closed(Closed),
}

/// What one look shows.
#[derive(Clone, Debug)]
pub struct Looked {
    /// Why this may be seen.
    pub right: Right,
    /// The budgets of the scope.
    pub budgets: Vec<BudgetKey>,
    /// The months of this budget that are reported, oldest first.
    pub months: Vec<Period>,
    /// The report; none where the month is not reported.
    pub report: Option<Reported>,
}

/// A place of a report.
#[derive(Clone, Debug)]
pub struct Reported {
    /// Which version, from when, from where.
    pub published: Published,
    /// The line itself; none above the sections.
    pub node: Option<Node>,
    /// The lines directly below.
    pub children: Vec<Node>,
    /// What the line states beyond them.
    pub rest: Option<Measures>,
}

type Done<T> = Result<T, Failure<Refused>>;

/// Completes a wish to an exact place. Shows no figure, so it is not yet a look.
pub async fn find(
    db: &Db,
    budget: Option<&BudgetDb>,
    who: &SignedIn,
    wish: Wish,
    at: DateTime<Utc>,
) -> Done<Place> {
    let (scope, right) = rights(db, who, wish.system, at).await?;
    let Some(budget) = budget else { return refuse(Refused::Closed(Closed::NoData(right))) };
    budget.read_as(&scope, move |conn| complete(conn, &scope, right, wish)).await
}

fn complete(conn: &mut Conn, scope: &Scope, right: Right, wish: Wish) -> Done<Place> {
    let budgets = budgets(conn, scope)?;
    let Some(first) = budgets.first() else { return refuse(Refused::Closed(Closed::NoData(right))) };
    let budget = wish.budget.unwrap_or(*first);
    let months = if budgets.contains(&budget) {
        months(conn, scope, &budget, Part::Main, Known::Now)?
    } else {
        Vec::new()
    };
    let Some(last) = months.last() else { return refuse(Refused::NotThere) };
    let period = wish.period.unwrap_or(last.period);
    let report = months.iter().find(|published| published.period == period);
    let mut path = wish.near;
    while let (Some(report), Some(place)) = (report, path) {
        if view(conn, scope, report, path)?.is_some() {
            break;
        }
        path = place.parent();
    }
    Ok(Place { system: wish.system, budget, period, path })
}

/// Looks at one place, and writes down that somebody did.
pub async fn look(
    db: &Db,
    budget: Option<&BudgetDb>,
    who: &SignedIn,
    place: Place,
    at: DateTime<Utc>,
) -> Done<Looked> {
    let (scope, right) = rights(db, who, place.system, at).await?;
    let Some(budget) = budget else { return refuse(Refused::Closed(Closed::NoData(right))) };
    let looked = budget.read_as(&scope, move |conn| read(conn, &scope, right, place)).await?;
    let entry = Event::BudgetLooked {
        grant: right.grant,
        system: place.system,
        budget: place.budget.code(),
        period: place.period.to_string(),
        path: place.path.map(|path| path.to_string()).unwrap_or_default(),
        version: looked.report.as_ref().map_or(0, |report| i64::from(report.published.version)),
        lines: looked.report.as_ref().map_or(0, |report| report.children.len() as i64),
    };
    let who = who.clone();
    db.look(at, move |tx| {
        // The right must still stand when the entry does.
        let (still, _) = rights_now(tx.conn(), &who, place.system, at)?;
        if still != scope {
            return refuse(Refused::NotThere);
        }
        tx.journal((&who.actor).into(), entry.clone())?;
        Ok(())
    })
    .await?;
    Ok(looked)
}

fn read(conn: &mut Conn, scope: &Scope, right: Right, place: Place) -> Done<Looked> {
    let budgets = budgets(conn, scope)?;
    if !budgets.contains(&place.budget) {
        return refuse(Refused::NotThere);
    }
    let reported = months(conn, scope, &place.budget, Part::Main, Known::Now)?;
    let months = reported.iter().map(|published| published.period).collect();
    let published = reported.into_iter().find(|published| published.period == place.period);
    let report = match published {
        None => None,
        Some(published) => {
            let found = view(conn, scope, &published, place.path)?;
            Some(reported_place(published, found.ok_or(Failure::Refused(Refused::NotThere))?)?)
        }
    };
    Ok(Looked { right, budgets, months, report })
}

fn reported_place(published: Published, View { node, children }: View) -> Result<Reported, StorageError> {
    let below = children.iter().map(|child| (child.path, child.measures));
    let rest = match &node {
        Some(node) => rest(node.path, &node.measures, below).map_err(|_| StorageError::TooMuch)?,
        None => None,
    };
    Ok(Reported { published, node, children, rest })
}

async fn rights(db: &Db, who: &SignedIn, system: System, at: DateTime<Utc>) -> Done<(Scope, Right)> {
    let who = who.clone();
    db.read(move |conn| rights_now(conn, &who, system, at)).await
}

/// The scope and what gives it, at an instant; or why there is none.
fn rights_now(conn: &mut Conn, who: &SignedIn, system: System, at: DateTime<Utc>) -> Done<(Scope, Right)> {
    let mut held = grants::of_person(conn, who.person.id)?;
    held.retain(|grant| grant.system == system && grant.body == who.body.id);
    let mut open = held.iter().filter_map(|grant| grant.state_at(at).open());
    let Some(open) = open.next() else { return refuse(Refused::Closed(why_closed(&held, at))) };
    check(&who.actor, Look, &open).map_err(|denied| Failure::Refused(Refused::Denied(denied)))?;
    let scope =
        Scope::of(&who.body, &open).map_err(|_| Failure::Refused(Refused::Closed(Closed::NoGrant)))?;
    Ok((scope, Right { grant: open.id(), last_day: open.last_day(), paragraph: scope.paragraph() }))
}

fn why_closed(held: &[Grant], at: DateTime<Utc>) -> Closed {
    // The one that ends last comes first: it tells most about today.
    match held.first().map(|grant| grant.state_at(at)) {
        Some(GrantState::NotYet { opens_at }) => Closed::NotYet(opens_at),
        Some(GrantState::Expired { last_day }) => Closed::Expired(last_day),
        Some(GrantState::Open(_)) | None => Closed::NoGrant,
    }
}

fn refuse<T>(why: Refused) -> Done<T> {
    Err(Failure::Refused(why))
}
