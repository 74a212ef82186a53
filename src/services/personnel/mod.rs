//! Feeds of the personnel record (E-Qyzmet): checked first, then taken in one transaction with every suspension it brings; a
//! part that names too many of one body waits for a second person (R9.4). Events of a day to come wait for their day.

pub mod checking;
pub mod deciding;
pub mod looking;
pub mod taking;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use crate::domain::access::{self, KeepPersonnel, check};
use crate::domain::calendar::{Calendar, NotCovered, day_of};
use crate::domain::hold::{Hold, NewHold, PlaceRefusal, Separation};
use crate::domain::ids::{BodyId, FeedId, PersonId};
use crate::domain::journal::{Actor, Event};
use crate::domain::person::{Person, Role};
use crate::domain::personnel::{Said, Worker};
use crate::services::applications::{Outcome, refused};
use crate::services::holds;
use crate::services::substitutions::told_as;
use crate::storage::{self, Conn, StorageError, Tx, grants, people, promises};

/// Who brings a feed.
#[derive(Clone, Debug)]
pub enum Bringer {
    /// The ministry's administrator, by the pages.
    Person(access::Actor),
    /// Whoever may run commands.
    CommandLine,
}

impl Bringer {
    /// Whether they may bring one at all.
    pub fn may<R>(&self) -> Outcome<(), R> {
        match self {
            Bringer::Person(actor) => check(actor, KeepPersonnel, &()).map(drop).map_err(refused),
            Bringer::CommandLine => Ok(()),
        }
    }

    fn person(&self) -> Option<PersonId> {
        match self {
            Bringer::Person(actor) => Some(actor.person()),
            Bringer::CommandLine => None,
        }
    }

    fn actor(&self) -> Actor {
        match self {
            Bringer::Person(actor) => {
                check(actor, KeepPersonnel, &()).map_or_else(|_| actor.into(), |permit| permit.actor())
            }
            Bringer::CommandLine => Actor::System,
        }
    }
}

/// Everybody of the bodies that a feed names.
#[derive(Default)]
struct Registry {
    workers: BTreeMap<PersonId, Worker>,
    with_access: BTreeMap<BodyId, u32>,
}

impl Registry {
    fn of(conn: &mut Conn, bodies: &BTreeSet<BodyId>, at: DateTime<Utc>) -> Result<Registry, StorageError> {
        let mut registry = Registry::default();
        for body in bodies {
            for person in people::of_body(conn, *body)? {
                let worker = worker(conn, person, at)?;
                *registry.with_access.entry(*body).or_default() += u32::from(worker.has_access(at));
                registry.workers.insert(worker.person.id, worker);
            }
        }
        Ok(registry)
    }
}

fn worker(conn: &mut Conn, person: Person, at: DateTime<Utc>) -> Result<Worker, StorageError> {
    let (grants, mut asked_on) = (grants::of_person(conn, person.id)?, None);
    for grant in &grants {
        asked_on = asked_on.max(promises::received_on(conn, grant.application)?);
    }
    let holds = storage::holds::of_person(conn, person.id)?;
    let mut stands_in = storage::substitutions::around(conn, person.id, day_of(at))?;
    stands_in.retain(|one| one.substitute == person.id);
    Ok(Worker { grants, holds, asked_on, stands_in, person })
}

/// Why an event does not suspend now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPlaced {
    /// The calendar was shortened since the feed was checked.
    #[error(transparent)]
    Calendar(#[from] NotCovered),
    /// The rule refuses.
    #[error(transparent)]
    Refusal(#[from] PlaceRefusal),
}

/// Suspends somebody as the record says: the hold, the end of the sessions, letters to the person and the body's writers, the
/// entry of the journal.
fn place(
    tx: &mut Tx<'_>,
    feed: FeedId,
    worker: &Worker,
    said: &Said,
    calendar: &Calendar,
) -> Result<Result<Hold, PlaceRefusal>, StorageError> {
    let at = tx.at();
    let new = Separation::known(said.ended_on, said.ending, at, calendar)
        .and_then(|separation| NewHold::recorded(&worker.person, &worker.holds, separation, at));
    let new = match new {
        Ok(new) => new,
        Err(why) => return Ok(Err(why)),
    };
    let hold = holds::stop(tx, &new)?;
    let event = Event::PowersEndedRecorded {
        hold: hold.id,
        person: hold.person,
        body: hold.body,
        feed,
        ended_on: said.ended_on,
        ending: said.ending.code().to_owned(),
        late_days: hold.cause.separation().and_then(|separation| separation.late_days).map(i64::from),
    };
    tx.journal(Actor::System, event)?;
    Ok(Ok(hold))
}

fn administrators(conn: &mut Conn, at: DateTime<Utc>) -> Result<Vec<PersonId>, StorageError> {
    Ok(told_as(conn, Role::Administrator, at)?.into_iter().map(|person| person.id).collect())
}
