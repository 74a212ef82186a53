//! Keeping the calendar: the ministry's administrator changes days in a draft, each with the act behind it, sees which
//! promises would have been counted otherwise, and publishes the next edition. No promise moves.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::{journal, kept};
use crate::domain::access::{Denied, KeepRegistry, Permit, check};
use crate::domain::application::Number;
use crate::domain::calendar::{Draft, Edition, LegalAct, NotMarked, Wish, day_of};
use crate::domain::ids::PersonId;
use crate::domain::journal::Event;
use crate::domain::names::{LocalName, PersonName};
use crate::domain::promise::Promise;
use crate::services::sessions::SignedIn;
pub use crate::storage::calendars::Published;
use crate::storage::{
    Conn, Db, Failure, StorageError, Tx, applications, bodies, calendars, people, promises,
};

/// Why nothing was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// There is no such edition.
    NotThere,
    /// The calendar is kept by the ministry's administrator.
    Denied(Denied),
    /// The day can't become that.
    Day(NotMarked),
    /// The draft is no longer as it was shown, or was published; or there is nothing to publish.
    Stale,
}

type Done<T> = Result<T, Failure<Refused>>;

/// The calendar as its keeper finds it.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The editions, newest first, with the names of those who published them.
    pub editions: Vec<(Published, Option<PersonName>)>,
    /// How many days of the next edition are changed already.
    pub drafted: usize,
}

/// The next edition while it is written.
#[derive(Clone, Debug)]
pub struct Drafted {
    /// The edition that is in force.
    pub edition: Edition,
    /// The changes.
    pub draft: Draft,
    /// Which promises would have been counted otherwise, newest first.
    pub otherwise: Vec<Otherwise>,
}

/// A promise that the next edition would count otherwise.
#[derive(Clone, Debug)]
pub struct Otherwise {
    /// The promise, which stands.
    pub promise: Promise,
    /// The application's number.
    pub number: Option<Number>,
    /// The applying body.
    pub body: LocalName,
    /// The day that the next edition would give; none where it does not cover the count.
    pub due_on: Option<NaiveDate>,
}

/// Editions and draft.
pub async fn overview(db: &Db, who: &SignedIn) -> Done<Overview> {
    permit(who)?;
    let read = db.read(move |conn| {
        let mut names: BTreeMap<PersonId, PersonName> = BTreeMap::new();
        let mut editions = Vec::new();
        for published in calendars::list(conn)? {
            let by = match published.by {
                Some(by) if !names.contains_key(&by) => Some(people::get(conn, by)?.name),
                Some(by) => names.get(&by).cloned(),
                None => None,
            };
            if let (Some(id), Some(name)) = (published.by, &by) {
                names.insert(id, name.clone());
            }
            editions.push((published, by));
        }
        let newest = editions.first().map(|(published, _)| published.number);
        let draft = newest.map(|newest| calendars::draft(conn, newest)).transpose()?.flatten();
        Ok::<_, StorageError>(Overview { editions, drafted: draft.map_or(0, |draft| draft.changes.len()) })
    });
    Ok(read.await?)
}

/// One edition.
pub async fn edition(db: &Db, who: &SignedIn, number: u32) -> Done<Edition> {
    permit(who)?;
    let found = db.read(move |conn| calendars::find(conn, number)).await?;
    found.ok_or(Failure::Refused(Refused::NotThere))
}

/// The draft, with what it would have counted otherwise.
pub async fn draft(db: &Db, who: &SignedIn, at: DateTime<Utc>) -> Done<Drafted> {
    permit(who)?;
    db.read(move |conn| {
        let (edition, draft) = present(conn)?;
        let otherwise = otherwise(conn, &edition, &draft, at)?;
        Ok(Drafted { edition, draft, otherwise })
    })
    .await
}

/// Changes a day of the draft.
pub async fn mark(
    db: &Db,
    who: &SignedIn,
    on: NaiveDate,
    wish: Wish,
    act: LegalAct,
    at: DateTime<Utc>,
) -> Done<()> {
    change(db, who, at, move |edition, draft| {
        let draft = draft.mark(edition, on, wish, &act).map_err(|why| Failure::Refused(Refused::Day(why)))?;
        let kind = draft.changes.get(&on).map_or("", |marked| marked.kind.code()).to_owned();
        Ok((draft, Event::CalendarDayDrafted { on, kind }))
    })
    .await
}

/// Takes the change of a day back.
pub async fn take_back(db: &Db, who: &SignedIn, on: NaiveDate, at: DateTime<Utc>) -> Done<()> {
    change(db, who, at, move |edition, draft| {
        if !draft.changes.contains_key(&on) {
            return Err(Failure::Refused(Refused::Stale));
        }
        Ok((draft.take_back(edition, on), Event::CalendarDayTakenBack { on }))
    })
    .await
}

/// Lets the next edition cover one more year.
pub async fn add_year(db: &Db, who: &SignedIn, year: i32, at: DateTime<Utc>) -> Done<()> {
    change(db, who, at, move |_, draft| {
        if draft.last_year + 1 != year {
            return Err(Failure::Refused(Refused::Stale));
        }
        Ok((draft.with_next_year(), Event::CalendarYearDrafted { year: i64::from(year) }))
    })
    .await
}

/// Publishes the draft that was shown as the next edition; each promise still waited for that it would have counted
/// otherwise gets an entry of its own, and keeps its day.
pub async fn publish(db: &Db, who: &SignedIn, shown: String, at: DateTime<Utc>) -> Done<Edition> {
    let who = who.clone();
    db.write(at, move |tx| {
        let permit = permit(&who)?;
        let (edition, draft) = present(tx.conn())?;
        if draft.is_empty(&edition) || draft.mark_of_all() != shown {
            return Err(Failure::Refused(Refused::Stale));
        }
        let next = draft.published(&edition);
        let otherwise = otherwise(tx.conn(), &edition, &draft, at)?;
        calendars::insert(tx, &next, Some(&permit))?;
        calendars::forget_draft(tx)?;
        let actor = permit.actor();
        journal(tx, actor, &next, draft.changes.len(), otherwise.len())?;
        for Otherwise { promise, due_on, .. } in otherwise {
            if promise.ended_at.is_none() {
                let (application, calendar) = (promise.application, next.name());
                let (kept_on, counted_on) = (promise.deadline.due_on(), due_on);
                tx.journal(actor, Event::PromiseRecounted { application, kept_on, counted_on, calendar })?;
            }
        }
        Ok(next)
    })
    .await
}

async fn change(
    db: &Db,
    who: &SignedIn,
    at: DateTime<Utc>,
    how: impl Fn(&Edition, Draft) -> Done<(Draft, Event)> + Send + 'static,
) -> Done<()> {
    let who = who.clone();
    db.write(at, move |tx: &mut Tx<'_>| {
        let permit = permit(&who)?;
        let (edition, draft) = present(tx.conn())?;
        let (draft, event) = how(&edition, draft)?;
        calendars::save_draft(tx, &permit, &draft)?;
        tx.journal(permit.actor(), event)?;
        Ok(())
    })
    .await
}

/// The edition in force and the draft of the next one.
fn present(conn: &mut Conn) -> Done<(Edition, Draft)> {
    let number = calendars::newest(conn)?.ok_or(Failure::Refused(Refused::NotThere))?;
    let edition = kept(conn, number)?;
    let draft = calendars::draft(conn, number)?.unwrap_or_else(|| Draft::of(&edition));
    Ok((edition, draft))
}

/// The promises that the draft would have counted otherwise than the edition in force.
fn otherwise(
    conn: &mut Conn,
    edition: &Edition,
    draft: &Draft,
    at: DateTime<Utc>,
) -> Result<Vec<Otherwise>, StorageError> {
    let (Some(first), Some(last)) = (draft.changes.keys().next(), draft.changes.keys().next_back()) else {
        return Ok(Vec::new());
    };
    let (now, next) = (edition.calendar(), draft.published(edition).calendar());
    let mut found = Vec::new();
    for promise in promises::counted_over(conn, *first, *last)? {
        let by = |calendar| promise.deadline.counted_by(calendar).map(|count| count.due_on).ok();
        let due_on = by(&next);
        if due_on == by(&now) {
            continue;
        }
        let Some(application) = applications::find(conn, promise.application)? else { continue };
        let body = bodies::get(conn, application.body, day_of(at))?.name;
        found.push(Otherwise { promise, number: application.number, body, due_on });
    }
    Ok(found)
}

fn permit(who: &SignedIn) -> Done<Permit<KeepRegistry>> {
    check(&who.actor, KeepRegistry, &()).map_err(|denied| Failure::Refused(Refused::Denied(denied)))
}
