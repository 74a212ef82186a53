//! Looking at feeds and what came of them, for the ministry's administrator. Their pages show personal data, so each look is
//! an entry of the journal (P7.4).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::refused;
use crate::domain::access::{DecidePart, KeepPersonnel, check};
use crate::domain::body::Body;
use crate::domain::calendar::day_of;
use crate::domain::ids::{FeedId, PersonId};
use crate::domain::journal::Event;
use crate::domain::person::Person;
use crate::domain::personnel::{Feed, Finding, Part, Recorded};
pub use crate::services::applications::looking::Never;
use crate::services::applications::{Outcome, Refused};
use crate::services::journal::Name;
use crate::services::sessions::SignedIn;
use crate::storage::{Conn, Db, Failure, StorageError, bodies, people, personnel};

/// How many feeds a page shows.
pub const PAGE: u32 = 50;

/// A feed with how many of its events came to what.
#[derive(Debug)]
pub struct Counted {
    /// The feed.
    pub feed: Feed,
    /// Who brought it; nobody where the command line did.
    pub by: Option<Name>,
    /// How many came to what.
    pub counts: BTreeMap<Finding, u64>,
    /// How many of its parts wait for a second person.
    pub waiting: usize,
}

/// An event with whom it is about.
#[derive(Debug)]
pub struct Listed {
    /// The event.
    pub recorded: Recorded,
    /// About whom.
    pub person: Person,
    /// Where.
    pub body: Body,
}

/// A part with its body and who decided.
#[derive(Debug)]
pub struct ShownPart {
    /// The part.
    pub part: Part,
    /// The body.
    pub body: Body,
    /// Who decided.
    pub by: Option<Name>,
    /// True where whoever looks may decide now.
    pub may_decide: bool,
}

/// A feed with everything in it.
#[derive(Debug)]
pub struct Shown {
    /// The feed.
    pub counted: Counted,
    /// Its events about people of the portal.
    pub events: Vec<Listed>,
    /// The parts that waited or wait.
    pub parts: Vec<ShownPart>,
}

/// A page of the feeds, newest first, and how many pages there are.
pub async fn list(
    db: &Db,
    who: &SignedIn,
    page: u32,
    at: DateTime<Utc>,
) -> Outcome<(Vec<Counted>, u32), Never> {
    check(&who.actor, KeepPersonnel, &()).map_err(refused)?;
    db.read(move |conn| {
        let after = i64::from(page.saturating_sub(1)) * i64::from(PAGE);
        let feeds = personnel::list(conn, after, i64::from(PAGE))?;
        let pages = personnel::count(conn)?.max(1).unsigned_abs().div_ceil(u64::from(PAGE));
        let shown: Vec<Counted> =
            feeds.into_iter().map(|feed| counted(conn, feed, at)).collect::<Result<_, _>>()?;
        Ok::<_, Failure<_>>((shown, u32::try_from(pages).unwrap_or(u32::MAX)))
    })
    .await
}

/// One feed.
pub async fn show(db: &Db, who: &SignedIn, id: FeedId, at: DateTime<Utc>) -> Outcome<Shown, Never> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        let permit = check(&actor, KeepPersonnel, &()).map_err(refused)?;
        let feed = personnel::find(tx.conn(), id)?.ok_or(Failure::Refused(Refused::NotThere))?;
        let may = check(&actor, DecidePart, &feed).is_ok();
        let mut events = Vec::new();
        for recorded in personnel::of_feed(tx.conn(), id)? {
            let person = people::get(tx.conn(), recorded.said.person)?;
            let body = bodies::get(tx.conn(), recorded.said.body, day_of(at))?;
            events.push(Listed { recorded, person, body });
        }
        let mut parts = Vec::new();
        for part in personnel::parts(tx.conn(), id)? {
            let body = bodies::get(tx.conn(), part.body, day_of(at))?;
            let by = name(tx.conn(), part.decided.as_ref().map(|decided| decided.by), at)?;
            parts.push(ShownPart { may_decide: may && part.decided.is_none(), part, body, by });
        }
        let counted = counted(tx.conn(), feed, at)?;
        let people = events.len() as i64;
        tx.journal(permit.actor(), Event::FeedLooked { feed: id, people })?;
        Ok::<_, Failure<_>>(Shown { counted, events, parts })
    })
    .await
}

/// How many parts of all feeds wait for a second person, for the ministry's administrator.
pub async fn waiting(db: &Db, who: &SignedIn) -> Result<Option<u64>, StorageError> {
    if check(&who.actor, KeepPersonnel, &()).is_err() {
        return Ok(None);
    }
    db.read(|conn| Ok::<_, StorageError>(Some(personnel::parts_waiting(conn)?.unsigned_abs()))).await
}

fn counted(conn: &mut Conn, feed: Feed, at: DateTime<Utc>) -> Result<Counted, StorageError> {
    let parts = personnel::parts(conn, feed.id)?;
    Ok(Counted {
        by: name(conn, feed.kept_by, at)?,
        counts: personnel::counts(conn, feed.id)?,
        waiting: parts.iter().filter(|part| part.decided.is_none()).count(),
        feed,
    })
}

fn name(conn: &mut Conn, by: Option<PersonId>, at: DateTime<Utc>) -> Result<Option<Name>, StorageError> {
    let Some(by) = by else { return Ok(None) };
    let person = people::get(conn, by)?;
    let body = bodies::get(conn, person.body, day_of(at))?.name;
    Ok(Some(Name { person: person.name, body, absent: None }))
}
