//! Renewing access that ends soon (R9.3): whose, with their last use; one draft for the chosen people, filled in with what is
//! known of them. It goes through both stages like any application.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};

use super::looking::Never;
use super::{Outcome, refused, rule};
use crate::domain::access::{Apply, SeePeople, check};
use crate::domain::application::{Application, Employee, Number};
use crate::domain::grant::Grant;
use crate::domain::ids::{ApplicationId, BodyId, PersonId};
use crate::domain::journal::Event;
use crate::domain::person::Person;
use crate::domain::renewal::{UNUSED_DAYS, ending};
use crate::domain::system::System;
use crate::services::holds::looking::USES;
use crate::services::sessions::SignedIn;
use crate::storage::applications::{self, Wanted};
use crate::storage::{Conn, Db, Failure, StorageError, grants, journal, people};

/// Somebody whose access ends soon.
#[derive(Clone, Debug)]
pub struct Ending {
    /// Who.
    pub person: Person,
    /// What ends, with its last day.
    pub ends: BTreeMap<System, NaiveDate>,
    /// The training that counts for each of these and that a year without a gap keeps (R13.1); none where it is not passed.
    pub passed: BTreeMap<System, Option<NaiveDate>>,
    /// When they last looked at figures.
    pub used_at: Option<DateTime<Utc>>,
    /// An application for them that is not decided yet: with its number, once it was sent.
    pub under_way: Option<(ApplicationId, Option<Number>)>,
}

impl Ending {
    /// The systems that end.
    pub fn systems(&self) -> BTreeSet<System> {
        self.ends.keys().copied().collect()
    }

    /// True where they looked at figures lately.
    pub fn is_in_use(&self, at: DateTime<Utc>) -> bool {
        self.used_at.is_some_and(|used_at| (at - used_at).num_days() < UNUSED_DAYS)
    }
}

/// Why no renewal begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RenewRefusal {
    /// Nobody was chosen.
    #[error("nobody was chosen")]
    Nobody,
    /// Somebody is not offered any more: an application is under way, or their access changed.
    #[error("somebody is not offered any more")]
    Stale,
}

/// Whose access ends soon in one's own body, what ends first coming first.
pub async fn offered(db: &Db, who: &SignedIn, at: DateTime<Utc>) -> Outcome<Vec<Ending>, Never> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        check(&actor, Apply, &()).map_err(refused)?;
        let body = actor.body();
        let permit = check(&actor, SeePeople, &body).map_err(refused)?;
        let offered = of_body(tx.conn(), body, at)?;
        let people = offered.len() as i64;
        tx.journal(permit.actor(), Event::PeopleLooked { body, people })?;
        Ok::<_, Failure<_>>(offered)
    })
    .await
}

/// How many people's access ends soon, and the first last day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ends {
    /// How many people.
    pub people: u64,
    /// The first last day.
    pub first_on: Option<NaiveDate>,
}

/// How many people's access ends soon without an application under way, for a body's writers.
pub async fn waiting(db: &Db, who: &SignedIn, at: DateTime<Utc>) -> Result<Option<Ends>, StorageError> {
    if check(&who.actor, Apply, &()).is_err() {
        return Ok(None);
    }
    let body = who.body.id;
    let mut offered = db.read(move |conn| of_body(conn, body, at)).await?;
    offered.retain(|one| one.under_way.is_none());
    let first_on = offered.iter().flat_map(|one| one.ends.values()).min().copied();
    Ok(Some(Ends { people: offered.len() as u64, first_on }))
}

/// Begins one draft for these systems and people, filled in as last known.
pub async fn begin(
    db: &Db,
    who: &SignedIn,
    systems: BTreeSet<System>,
    chosen: BTreeSet<PersonId>,
    at: DateTime<Utc>,
) -> Outcome<ApplicationId, RenewRefusal> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        let permit = check(&actor, Apply, &()).map_err(refused)?;
        if chosen.is_empty() || systems.is_empty() {
            return Err(rule(RenewRefusal::Nobody));
        }
        let (body, by) = (actor.body(), permit.actor());
        let mut offered = of_body(tx.conn(), body, at)?;
        offered.retain(|one| {
            chosen.contains(&one.person.id) && one.under_way.is_none() && one.systems() == systems
        });
        if offered.len() != chosen.len() {
            return Err(rule(RenewRefusal::Stale));
        }
        let id = applications::insert(tx, body, &systems, actor.person())?;
        let asked = systems.iter().copied().collect();
        tx.journal(by, Event::ApplicationBegun { application: id, body, systems: asked })?;
        for one in offered {
            let employee = last_known(tx.conn(), &one.person)?;
            let line = applications::add_line(tx, id, &employee)?;
            tx.journal(by, Event::EmployeeAdded { application: id, line })?;
        }
        Ok(id)
    })
    .await
}

/// Somebody as the body described them when access was given last.
fn last_known(conn: &mut Conn, person: &Person) -> Result<Employee, StorageError> {
    let known = applications::last_granted(conn, &person.iin, person.body)?;
    known.ok_or_else(|| StorageError::Corrupt { table: "grants", id: person.id.to_string() })
}

fn of_body(conn: &mut Conn, body: BodyId, at: DateTime<Utc>) -> Result<Vec<Ending>, StorageError> {
    let mut offered = Vec::new();
    let people = people::of_body(conn, body)?;
    let numbers: Vec<PersonId> = people.iter().map(|person| person.id).collect();
    let held = grants::of_people(conn, &numbers)?;
    for person in people {
        let ends = ending(held.iter().filter(|grant| grant.person == person.id), body, at);
        if !ends.is_empty() {
            let used_at = journal::last_by(conn, person.id, USES)?;
            let passed = ends.iter().map(|(system, day)| {
                let is_it = |grant: &&Grant| {
                    (grant.person, grant.body) == (person.id, body)
                        && (grant.system, grant.term.last_day()) == (*system, *day)
                };
                (*system, held.iter().filter(is_it).filter_map(|grant| grant.passed_on(at)).max())
            });
            let passed = passed.collect();
            offered.push(Ending { person, ends, passed, used_at, under_way: None });
        }
    }
    if offered.is_empty() {
        return Ok(offered);
    }
    let mut undecided = applications::list(conn, Wanted::OfBody(body))?;
    undecided.retain(|application: &Application| application.state.holder().is_some());
    for one in &mut offered {
        let asks = |application: &&Application| {
            let same = |system: &System| application.systems.contains(system);
            one.ends.keys().any(same)
                && application.lines.iter().any(|line| line.employee.iin == one.person.iin)
        };
        one.under_way = undecided.iter().find(asks).map(|found| (found.id, found.number));
    }
    offered.sort_by_key(|one| one.ends.values().min().copied());
    Ok(offered)
}
