//! Taking over people of a body that ended: whoever had access on its last day is written into one application of the
//! successor, which begins as any other. Their codes are given anew, because a code names the body (R8).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::looking::Never;
use super::{Outcome, load, refused, rule};
use crate::domain::access::{Apply, Write, check};
use crate::domain::application::Field;
use crate::domain::application::table::{Cells, Row, Table};
use crate::domain::calendar::end_of_day;
use crate::domain::grant::{Grant, GrantState};
use crate::domain::ids::{ApplicationId, BodyId};
use crate::domain::journal::{Digest, Event};
use crate::domain::names::LocalName;
use crate::domain::person::Person;
use crate::domain::registry::Closure;
use crate::domain::system::System;
use crate::services::sessions::SignedIn;
use crate::storage::{
    Conn, Db, StorageError, applications, bodies, closures, employee_tables, grants, people,
};

/// People of one body that ended who had access to the same systems.
#[derive(Clone, Debug)]
pub struct Offer {
    /// The body that ended.
    pub predecessor: BodyId,
    /// Its last name.
    pub name: LocalName,
    /// To what they had access on its last day.
    pub systems: BTreeSet<System>,
    /// Who.
    pub people: Vec<Person>,
    closure: Closure,
}

/// Nobody is offered so: they have access again, or never were.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nobody is offered so")]
pub struct NotOffered;

/// Whom one's own body may take over.
pub async fn offered(db: &Db, who: &SignedIn, at: DateTime<Utc>) -> Outcome<Vec<Offer>, Never> {
    check(&who.actor, Apply, &()).map_err(refused)?;
    let body = who.body.id;
    Ok(db.read(move |conn| offers(conn, body, at)).await?)
}

/// Begins a draft with a table of the people of an offer; while that draft is being written, asking again leads to it.
pub async fn begin(
    db: &Db,
    who: &SignedIn,
    predecessor: BodyId,
    systems: BTreeSet<System>,
    at: DateTime<Utc>,
) -> Outcome<ApplicationId, NotOffered> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        let permit = check(&actor, Apply, &()).map_err(refused)?;
        let (body, by) = (actor.body(), permit.actor());
        let offer = offers(tx.conn(), body, at)?
            .into_iter()
            .find(|offer| offer.predecessor == predecessor && offer.systems == systems)
            .ok_or_else(|| rule::<_, NotOffered>(NotOffered))?;
        let codes: Vec<&str> = systems.iter().map(|system| system.code()).collect();
        let about = format!("takeover\n{}\n{body}\n{}", offer.closure.id, codes.join(" "));
        let mut form = Digest::of(about.as_bytes());
        while let Some(begun) = applications::begun_by(tx.conn(), &form)? {
            let (before, permit) = load(tx.conn(), &actor, Write, begun)?;
            if before.check_writable().is_ok() {
                tx.journal(permit.actor(), Event::ApplicationLooked { application: begun })?;
                return Ok(begun);
            }
            form = Digest::of(format!("{about}\n{begun}").as_bytes());
        }
        let application = applications::insert(tx, body, &systems, permit.by())?;
        applications::keep_form(tx, &form, application)?;
        let systems = systems.iter().copied().collect();
        tx.journal(by, Event::ApplicationBegun { application, body, systems })?;
        let table = table(&offer.people);
        employee_tables::put(tx, application, permit.by(), &table)?;
        let rows = table.rows.len() as i64;
        // No row is whole: each lacks at least its code.
        tx.journal(by, Event::EmployeeTableKept { application, rows, faulty: rows })?;
        Ok(application)
    })
    .await
}

/// What is known of people, in rows that lack everything else.
fn table(people: &[Person]) -> Table {
    let row = |(number, person): (u32, &Person)| {
        let mut cells = Cells::default();
        cells.put(Field::Surname, &person.name.surname);
        cells.put(Field::Given, &person.name.given);
        cells.put(Field::Patronymic, person.name.patronymic.clone().unwrap_or_default());
        cells.put(Field::Iin, person.iin.as_str());
        cells.put(Field::Position, &person.position);
        Row { number, cells }
    };
    Table { rows: (1..).zip(people).take(Table::MOST).map(row).collect(), ignored: Vec::new() }
}

fn offers(conn: &mut Conn, body: BodyId, at: DateTime<Utc>) -> Result<Vec<Offer>, StorageError> {
    let mut offers = Vec::new();
    for closure in closures::naming(conn, body)?.into_iter().filter(|closure| closure.is_in_effect(at)) {
        let last = end_of_day(closure.last_day) - TimeDelta::microseconds(1);
        let mut by_systems: BTreeMap<BTreeSet<System>, Vec<Person>> = BTreeMap::new();
        for person in people::of_body(conn, closure.body)? {
            let held = grants::of_numbers(conn, &[&person.iin])?;
            let there =
                held.iter().filter(|(_, grant)| grant.body == closure.body && had_access(grant, last));
            let systems: BTreeSet<System> = there.map(|(_, grant)| grant.system).collect();
            let again = |system: &System| {
                let same = |grant: &Grant| grant.body == body && grant.system == *system;
                held.iter().any(|(_, grant)| same(grant) && !grant.state_now(at).is_over())
            };
            if !systems.iter().all(again) {
                by_systems.entry(systems).or_default().push(person);
            }
        }
        let name = bodies::get(conn, closure.body, closure.last_day)?.name;
        offers.extend(by_systems.into_iter().map(|(systems, people)| Offer {
            predecessor: closure.body,
            name: name.clone(),
            systems,
            people,
            closure: closure.clone(),
        }));
    }
    Ok(offers)
}

/// Suspended access is not taken over: the ministry decides about it first.
fn had_access(grant: &Grant, at: DateTime<Utc>) -> bool {
    match grant.state_at(at) {
        GrantState::Open(_) | GrantState::AwaitingTraining => true,
        GrantState::NotYet { .. }
        | GrantState::Suspended { .. }
        | GrantState::Blocked { .. }
        | GrantState::BodyClosed { .. }
        | GrantState::Expired { .. } => false,
    }
}
