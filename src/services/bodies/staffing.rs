//! Heads and officers: entered with a role, and ended at once, with every session of that person in the same transaction.

use chrono::{DateTime, Utc};

use super::{NotKept, Sight, load, rule};
use crate::domain::application::Reason;
use crate::domain::calendar::day_of;
use crate::domain::ids::{BodyId, PersonId};
use crate::domain::iin_bin::Iin;
use crate::domain::journal::Event;
use crate::domain::lang::Lang;
use crate::domain::names::PersonName;
use crate::domain::person::{Person, Role};
use crate::domain::registry::{AppointRefusal, EndRoleRefusal, appoint, end_role};
use crate::services::applications::{Outcome, Refused};
use crate::services::sessions::SignedIn;
use crate::storage::people::NewPerson;
use crate::storage::{Conn, Db, Failure, StorageError, Tx, holds, people, sessions, substitutions};

/// Somebody as the administrator enters them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Official {
    /// Individual identification number.
    pub iin: Iin,
    /// Name.
    pub name: PersonName,
    /// Post.
    pub position: String,
    /// Address for notices.
    pub email: String,
    /// Language of notices.
    pub lang: Lang,
    /// What they become.
    pub role: Role,
}

impl Official {
    fn is_like(&self, person: &Person) -> bool {
        (&person.name, &person.position, person.email.as_deref(), person.lang)
            == (&self.name, &self.position, Some(self.email.as_str()), self.lang)
    }
}

/// Gives somebody a role in a body; whoever the body has already gets the name, post and address of the form.
pub async fn give(
    db: &Db,
    who: &SignedIn,
    id: BodyId,
    shown: Sight,
    official: Official,
    at: DateTime<Utc>,
) -> Outcome<(), NotKept<AppointRefusal>> {
    let (actor, own) = (who.actor.clone(), who.person.iin.clone());
    let absent: Vec<Iin> = who.absent.iter().map(|absent| absent.iin.clone()).collect();
    db.write(at, move |tx| {
        let (body, permit) = load(tx.conn(), &actor, id, shown, at)?;
        if own == official.iin || absent.contains(&official.iin) {
            return Err(rule(AppointRefusal::Oneself));
        }
        let elsewhere = people::everywhere(tx.conn(), &official.iin, day_of(at))?;
        let elsewhere: Vec<Role> =
            elsewhere.into_iter().filter(|other| other.body != id).flat_map(|other| other.roles).collect();
        let known = people::find(tx.conn(), &official.iin, id)?;
        let held = known.as_ref().map(|person| person.roles.clone()).unwrap_or_default();
        let roles = appoint(&body, &held, &elsewhere, official.role, day_of(at)).map_err(rule)?;
        let corrects = held.contains(&official.role);
        if corrects && known.as_ref().is_some_and(|person| official.is_like(person)) {
            return Err(rule(AppointRefusal::Held));
        }
        let person = entered(tx, id, known.map(|person| person.id), &official)?;
        people::set_roles(tx, person, &roles)?;
        let event = match corrects {
            true => Event::OfficialCorrected { person, body: id },
            false => Event::RoleGiven { person, body: id, roles: vec![official.role] },
        };
        tx.journal(permit.actor(), event)?;
        Ok(())
    })
    .await
}

fn entered(
    tx: &mut Tx<'_>,
    body: BodyId,
    known: Option<PersonId>,
    official: &Official,
) -> Result<PersonId, StorageError> {
    let new = NewPerson {
        body,
        iin: official.iin.clone(),
        name: official.name.clone(),
        position: official.position.clone(),
        email: Some(official.email.clone()),
        lang: official.lang,
    };
    match known {
        Some(person) => people::save(tx, person, &new).map(|()| person),
        None => people::insert(tx, &new),
    }
}

/// Ends a role of somebody, and every session of theirs.
#[allow(clippy::too_many_arguments, reason = "the end of a role is all of these")]
pub async fn end(
    db: &Db,
    who: &SignedIn,
    id: BodyId,
    shown: Sight,
    person: PersonId,
    role: Role,
    reason: Reason,
    at: DateTime<Utc>,
) -> Outcome<(), NotKept<EndRoleRefusal>> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        let (body, permit) = load(tx.conn(), &actor, id, shown, at)?;
        let found = people::by_number(tx.conn(), person)?.filter(|person| person.body == id);
        let found = found.ok_or(Failure::Refused(Refused::NotThere))?;
        let free = free(tx.conn(), id)?;
        let left = end_role(&body, &found, role, &free, day_of(at)).map_err(rule)?;
        people::set_roles(tx, person, &left)?;
        sessions::end_all(tx, person)?;
        if left.is_empty() {
            // Whoever has no role of their own any more stands in for nobody either.
            for (substitution, absent) in substitutions::end_of_substitute(tx, person, permit.by())? {
                let event = Event::SubstitutionEnded { substitution, substitute: person, absent };
                tx.journal(permit.actor(), event)?;
            }
        }
        let (roles, reason) = (vec![role], reason.to_string());
        tx.journal(permit.actor(), Event::RoleEnded { person, body: id, roles, reason })?;
        Ok(())
    })
    .await
}

/// The people of a body whose access is not held.
fn free(conn: &mut Conn, body: BodyId) -> Result<Vec<Person>, StorageError> {
    let mut free = Vec::new();
    for person in people::of_body(conn, body)? {
        if !holds::is_held(conn, person.id)? {
            free.push(person);
        }
    }
    Ok(free)
}
