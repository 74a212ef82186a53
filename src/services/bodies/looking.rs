//! Looking at the registry: all bodies, and the record of one, for the ministry's administrator.

use chrono::{DateTime, Utc};

use super::{RECORD, Sight, sight};
use crate::domain::access::{KeepRegistry, check};
use crate::domain::body::{Body, BodyKind};
use crate::domain::budget::reference::fold;
use crate::domain::calendar::day_of;
use crate::domain::grant::GrantState;
use crate::domain::ids::BodyId;
use crate::domain::journal::Event;
use crate::domain::names::LocalName;
use crate::domain::person::{Person, Role};
use crate::domain::registry::{Closure, DatedName, KEPT_ROLES};
use crate::services::applications::looking::Never;
use crate::services::applications::{Outcome, Refused, refused};
use crate::services::journal::{Step, steps};
use crate::services::sessions::SignedIn;
use crate::storage::{
    Conn, Db, Failure, StorageError, bodies, closures, grants, journal, people, substitutions,
};

pub use crate::storage::people::HeldRole;

/// How many entries of its record the page of a body shows.
const MOST: i64 = 100;

/// Which bodies a list asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Of this kind alone.
    pub kind: Option<BodyKind>,
    /// With these words in the Kazakh or the Russian name, or these digits in the number.
    pub text: String,
}

/// A body of the list.
#[derive(Clone, Debug)]
pub struct Listed {
    /// The body, by its name today.
    pub body: Body,
    /// How many heads it has.
    pub heads: u64,
    /// How many officers.
    pub officers: u64,
}

/// Whether somebody keeps the registry at all.
pub fn may_keep(who: &SignedIn) -> Outcome<(), Never> {
    check(&who.actor, KeepRegistry, &()).map(|_permit| ()).map_err(refused)
}

/// All bodies that were asked for, by kind and in the order of entry; those in being first.
pub async fn list(db: &Db, who: &SignedIn, asked: Asked, at: DateTime<Utc>) -> Outcome<Vec<Listed>, Never> {
    check(&who.actor, KeepRegistry, &()).map_err(refused)?;
    let listed = db.read(move |conn| {
        let (today, words) = (day_of(at), fold(&asked.text));
        let mut all = bodies::list(conn, today)?;
        all.retain(|body| asked.kind.is_none_or(|kind| body.seat.kind() == kind) && has(body, &words));
        all.sort_by_key(|body| (body.is_closed_on(today), body.seat.kind()));
        let counted = people::counted(conn, &KEPT_ROLES)?;
        let count = |body: BodyId, role| counted.get(&(body, role)).copied().unwrap_or_default();
        let listed = |body: Body| Listed {
            heads: count(body.id, Role::Head),
            officers: count(body.id, Role::Officer),
            body,
        };
        Ok::<_, StorageError>(all.into_iter().map(listed).collect())
    });
    Ok(listed.await?)
}

fn has(body: &Body, words: &str) -> bool {
    let named = |name: &str| {
        let name = fold(name);
        words.split(' ').all(|word| name.contains(word))
    };
    named(&body.name.kk) || named(&body.name.ru) || body.bin.as_str().contains(words)
}

/// Somebody who stands in for a colleague today.
#[derive(Clone, Debug)]
pub struct StandsIn {
    /// Who.
    pub substitute: Person,
    /// For whom.
    pub absent: Person,
    /// Until which day.
    pub until_on: chrono::NaiveDate,
}

/// Everything that the registry says of a body.
#[derive(Clone, Debug)]
pub struct Record {
    /// The body, by its name today.
    pub body: Body,
    /// Its names, oldest first.
    pub names: Vec<DatedName>,
    /// What ends it or was to end it, the latest first.
    pub closures: Vec<Closure>,
    /// The names today of whoever takes over by the closure that stands.
    pub successors: Vec<(BodyId, LocalName)>,
    /// Bodies whose standing closures name this one, with their last days.
    pub predecessors: Vec<(Closure, LocalName)>,
    /// Heads and officers, past ones too.
    pub officials: Vec<HeldRole>,
    /// Who stands in for whom today.
    pub substitutes: Vec<StandsIn>,
    /// How many of its people have open access.
    pub open: usize,
    /// Its record in the journal, the latest first.
    pub story: Vec<Step>,
    /// How far the record was written.
    pub sight: Sight,
}

impl Record {
    /// The closure that stands.
    pub fn closure(&self) -> Option<&Closure> {
        self.closures.iter().find(|closure| closure.withdrawn.is_none())
    }
}

/// The record of a body; the look at its people is journalled.
pub async fn show(db: &Db, who: &SignedIn, id: BodyId, at: DateTime<Utc>) -> Outcome<Record, Never> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        let permit = check(&actor, KeepRegistry, &()).map_err(refused)?;
        let body = bodies::by_number(tx.conn(), id, day_of(at))?;
        let body = body.ok_or(Failure::Refused(Refused::NotThere))?;
        let record = record(tx.conn(), body, at)?;
        let people = record.officials.len() as i64;
        tx.journal(permit.actor(), Event::PeopleLooked { body: id, people })?;
        Ok::<_, Failure<_>>(record)
    })
    .await
}

/// The bodies that may take over from another: those that apply for access and do not end.
pub async fn heirs(db: &Db, who: &SignedIn, of: BodyId, at: DateTime<Utc>) -> Outcome<Vec<Body>, Never> {
    check(&who.actor, KeepRegistry, &()).map_err(refused)?;
    let mut all = db.read(move |conn| bodies::list(conn, day_of(at))).await?;
    all.retain(|body| body.id != of && body.seat.kind().may_apply() && !body.is_closed_on(day_of(at)));
    Ok(all)
}

fn record(conn: &mut Conn, body: Body, at: DateTime<Utc>) -> Result<Record, StorageError> {
    let (id, today) = (body.id, day_of(at));
    let closures = closures::of_body(conn, id)?;
    let mut successors = Vec::new();
    let standing = closures.iter().find(|closure| closure.withdrawn.is_none());
    for successor in standing.map(|closure| closure.successors.clone()).unwrap_or_default() {
        successors.push((successor, bodies::get(conn, successor, today)?.name));
    }
    let mut predecessors = Vec::new();
    for closure in closures::naming(conn, id)? {
        let name = bodies::get(conn, closure.body, today)?.name;
        predecessors.push((closure, name));
    }
    let mut substitutes = Vec::new();
    for one in substitutions::at_instant(conn, at)?.into_iter().filter(|one| one.body == id) {
        substitutes.push(StandsIn {
            substitute: people::get(conn, one.substitute)?,
            absent: people::get(conn, one.absent)?,
            until_on: one.days.last,
        });
    }
    let mut open = 0;
    for person in people::of_body(conn, id)? {
        let held = grants::of_person(conn, person.id)?;
        open += usize::from(held.iter().any(|grant| matches!(grant.state_now(at), GrantState::Open(_))));
    }
    let kept = journal::about_body(conn, id, RECORD, MOST)?;
    Ok(Record {
        names: bodies::names(conn, id)?,
        closures,
        successors,
        predecessors,
        officials: people::held_roles(conn, id, &KEPT_ROLES)?,
        substitutes,
        open,
        story: steps(conn, kept, at)?,
        sight: sight(conn, id)?,
        body,
    })
}
