//! The one way to figures: open the books inside the scope, read, append the look to the journal, and only then answer.

use chrono::{DateTime, Utc};

use super::drawing::Facts;
use super::opened::Opened;
use super::rights::{rights, rights_now};
use super::{Closed, Done, Onlooker, Place, Refused, Right, refuse};
use crate::domain::budget::{Aspect, Names, Part, Period};
use crate::domain::calendar::day_of;
use crate::domain::journal::{Entry, Event};
use crate::domain::scope::{BudgetKey, Paragraph, Scope};
use crate::domain::system::System;
use crate::storage::Conn;
use crate::storage::budget::{Published, around};

/// What one look shows.
#[derive(Clone, Debug)]
pub struct Looked<T> {
    /// The paragraph that gives the right.
    pub paragraph: Paragraph,
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

impl Place {
    /// A day that is still to come can't be asked for what was known on it.
    pub(super) fn check_known(&self, at: DateTime<Utc>) -> Done<()> {
        if self.known.is_some_and(|day| day > day_of(at)) { refuse(Refused::NotYetKnown) } else { Ok(()) }
    }

    /// The entry of a look at it.
    pub(super) fn looked_at(&self, aspect: Aspect, facts: &Facts) -> Event {
        Event::BudgetLooked {
            grant: facts.right.grant,
            system: self.system,
            budget: self.budget.code(),
            period: self.period.to_string(),
            path: self.path.map(|path| path.to_string()).unwrap_or_default(),
            aspect,
            version: facts.version,
            lines: facts.lines,
        }
    }
}

/// Looks at one place from one side, and writes down that somebody did.
pub(super) async fn look<T: Send + 'static>(
    onlooker: Onlooker<'_>,
    place: Place,
    aspect: Aspect,
    read: impl FnOnce(&mut Opened<'_>) -> Done<Counted<T>> + Send + 'static,
) -> Done<(Right, Looked<T>)> {
    place.check_known(onlooker.at())?;
    let (scope, right) = rights(onlooker, place.system)?;
    let Some(figures) = onlooker.figures else { return refuse(Refused::Closed(Closed::NoData(right))) };
    let (looked, lines) = figures.read_as(&scope, move |conn| open(conn, &scope, place, read)).await?;
    let facts = Facts {
        right,
        version: looked.published.as_ref().map_or(0, |published| i64::from(published.version)),
        period: Some(place.period),
        lines: i64::try_from(lines).unwrap_or(i64::MAX),
    };
    record(onlooker, place.system, scope, place.looked_at(aspect, &facts)).await?;
    Ok((right, looked))
}

/// Writes down a look, unless the right to it has ended meanwhile: only then it may be answered.
pub(super) async fn record(onlooker: Onlooker<'_>, system: System, scope: Scope, event: Event) -> Done<()> {
    let (who, at) = (onlooker.who.clone(), onlooker.at());
    let entry = Entry { at, actor: (&who.actor).into(), event };
    // The right must still stand when the entry does.
    let again = move |conn: &mut Conn| match rights_now(conn, &who, system, at)? {
        (still, _) if still == scope => Ok(()),
        _ => refuse(Refused::NotThere),
    };
    onlooker.db.enter(entry, onlooker.standing.entries, again).await?;
    Ok(())
}

/// Reads one place of the books that the scope holds.
pub(super) fn open<T>(
    conn: &mut Conn,
    scope: &Scope,
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
    let paragraph = scope.paragraph();
    let names = opened.names(&around)?;
    Ok((Looked { paragraph, around, months, published, revised, names, shown }, lines))
}
