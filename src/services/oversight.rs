//! What the ministry's administrator watches over all bodies: access that ends soon, and people whose sessions are used from
//! two networks at once (R15). Such lists show personal data, so each look at one is an entry of the journal (P7.4).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

use super::applications::looking::Never;
use super::applications::renewing::Ends;
use super::applications::{Outcome, refused};
use super::sessions::{IDLE, SignedIn};
use crate::domain::access::{Oversee, check};
use crate::domain::body::Body;
use crate::domain::calendar::day_of;
use crate::domain::grant::{Grant, RENEWABLE_DAYS};
use crate::domain::ids::{BodyId, PersonId};
use crate::domain::journal::Event;
use crate::domain::person::Person;
use crate::domain::presence::{AtOnce, Used, at_once};
use crate::domain::renewal::ending;
use crate::domain::system::System;
use crate::storage::{Conn, Db, Failure, StorageError, bodies, grants, people, sessions};

/// How far back two networks at once are shown.
pub const WATCHED_DAYS: i64 = 30;

/// Somebody whose access ends soon.
#[derive(Debug)]
pub struct Ending {
    /// Who.
    pub person: Person,
    /// The systems that end, each with its last day.
    pub ends: BTreeMap<System, NaiveDate>,
}

/// A body with its people whose access ends soon, what ends first coming first.
#[derive(Debug)]
pub struct EndingIn {
    /// The body.
    pub body: Body,
    /// Its people.
    pub people: Vec<Ending>,
}

/// Somebody who was in two networks at once.
#[derive(Debug)]
pub struct Seen {
    /// Who.
    pub person: Person,
    /// Of which body.
    pub body: Body,
    /// From where, and when.
    pub at_once: AtOnce,
}

type Found = BTreeMap<BodyId, Vec<(PersonId, BTreeMap<System, NaiveDate>)>>;

/// Whose access ends soon in all bodies, and that nothing follows.
pub async fn endings(db: &Db, who: &SignedIn, at: DateTime<Utc>) -> Outcome<Vec<EndingIn>, Never> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        check(&actor, Oversee, &()).map_err(refused)?;
        let mut listed = Vec::new();
        for (body, found) in find(tx.conn(), at)? {
            let body = bodies::get(tx.conn(), body, day_of(at))?;
            let mut people = Vec::with_capacity(found.len());
            for (person, ends) in found {
                people.push(Ending { person: people::get(tx.conn(), person)?, ends });
            }
            people.sort_by_key(|one| one.ends.values().min().copied());
            listed.push(EndingIn { body, people });
        }
        listed.sort_by_key(|one| one.people.first().and_then(|first| first.ends.values().min().copied()));
        let people = listed.iter().map(|one| one.people.len() as i64).sum();
        tx.journal((&actor).into(), Event::EndingsLooked { people })?;
        Ok::<_, Failure<_>>(listed)
    })
    .await
}

/// How many people's access ends soon, for the administrator's desk.
pub async fn ends(db: &Db, who: &SignedIn, at: DateTime<Utc>) -> Result<Option<Ends>, StorageError> {
    if check(&who.actor, Oversee, &()).is_err() {
        return Ok(None);
    }
    let found = db.read(move |conn| find(conn, at)).await?;
    let all: Vec<_> = found.into_values().flatten().collect();
    let first_on = all.iter().flat_map(|(_, ends)| ends.values()).min().copied();
    Ok(Some(Ends { people: all.len() as u64, first_on }))
}

fn find(conn: &mut Conn, at: DateTime<Utc>) -> Result<Found, StorageError> {
    let today = day_of(at);
    let until = today.checked_add_days(Days::new(RENEWABLE_DAYS)).unwrap_or(today);
    let candidates: BTreeSet<PersonId> =
        grants::last_days(conn, today, until)?.into_iter().map(|(person, ..)| person).collect();
    let candidates: Vec<PersonId> = candidates.into_iter().collect();
    let mut held: BTreeMap<(BodyId, PersonId), Vec<Grant>> = BTreeMap::new();
    for grant in grants::of_people(conn, &candidates)? {
        held.entry((grant.body, grant.person)).or_default().push(grant);
    }
    let mut found = Found::new();
    for ((body, person), grants) in held {
        let ends = ending(&grants, body, at);
        if !ends.is_empty() {
            found.entry(body).or_default().push((person, ends));
        }
    }
    Ok(found)
}

/// Who was in two networks at once in the last [`WATCHED_DAYS`], the latest first.
pub async fn presences(db: &Db, who: &SignedIn, at: DateTime<Utc>) -> Outcome<Vec<Seen>, Never> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        check(&actor, Oversee, &()).map_err(refused)?;
        let mut seen = Vec::new();
        for (person, at_once) in together(tx.conn(), at - TimeDelta::days(WATCHED_DAYS))? {
            let person = people::get(tx.conn(), person)?;
            seen.push(Seen { body: bodies::get(tx.conn(), person.body, day_of(at))?, person, at_once });
        }
        seen.sort_by_key(|one| std::cmp::Reverse(one.at_once.last_at));
        tx.journal((&actor).into(), Event::PresencesLooked { people: seen.len() as i64 })?;
        Ok::<_, Failure<_>>(seen)
    })
    .await
}

/// How many people were in two networks at once within a day, for the administrator's desk.
pub async fn present(db: &Db, who: &SignedIn, at: DateTime<Utc>) -> Result<Option<u64>, StorageError> {
    if check(&who.actor, Oversee, &()).is_err() {
        return Ok(None);
    }
    let seen = db.read(move |conn| together(conn, at - TimeDelta::days(1))).await?;
    Ok(Some(seen.len() as u64))
}

fn together(conn: &mut Conn, since: DateTime<Utc>) -> Result<Vec<(PersonId, AtOnce)>, StorageError> {
    let mut by_person: BTreeMap<PersonId, Vec<Used>> = BTreeMap::new();
    for (person, used) in sessions::used_since(conn, since)? {
        by_person.entry(person).or_default().push(used);
    }
    Ok(by_person.into_iter().filter_map(|(person, uses)| Some((person, at_once(&uses, IDLE)?))).collect())
}
