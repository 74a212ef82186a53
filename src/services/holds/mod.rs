//! The end of access before its year is over (R9.4): reported by the body, suspended by head or ministry, decided by the
//! ministry's administrator. What belongs together happens in one transaction: the hold, the end of the sessions, the
//! letters, the entry of the journal.

pub mod deciding;
pub mod looking;
pub mod reporting;
pub mod suspending;

use super::applications::{Outcome, Refused, refused};
use super::substitutions::{told_as, writers};
use crate::domain::access::{Action, Actor, Permit, SeePerson, check};
use crate::domain::calendar::day_of;
use crate::domain::hold::{Hold, NewHold};
use crate::domain::ids::{BodyId, PersonId};
use crate::domain::notice::Notice;
use crate::domain::person::{Person, Role};
use crate::storage::{Conn, Failure, StorageError, Tx, holds, outbox, people, sessions};

fn rule<R, S: From<R>>(why: R) -> Failure<Refused<S>> {
    Failure::Refused(Refused::Rule(why.into()))
}

/// Somebody with the permit for what is to be done about them.
fn load<A, R>(conn: &mut Conn, actor: &Actor, action: A, id: PersonId) -> Outcome<(Person, Permit<A>), R>
where
    A: Action<On = Person>,
{
    let person = people::by_number(conn, id)?.ok_or(Failure::Refused(Refused::NotThere))?;
    check(actor, SeePerson, &person).map_err(refused)?;
    let permit = check(actor, action, &person).map_err(refused)?;
    Ok((person, permit))
}

/// Places a hold, and tells everybody concerned.
fn place(tx: &mut Tx<'_>, new: &NewHold) -> Result<Hold, StorageError> {
    let hold = stop(tx, new)?;
    tell_administrators(tx, &hold)?;
    Ok(hold)
}

/// Places a hold: from this instant on nothing is open, no session goes on, and the person and the body are told.
pub(super) fn stop(tx: &mut Tx<'_>, new: &NewHold) -> Result<Hold, StorageError> {
    let hold = holds::insert(tx, new)?;
    sessions::end_all(tx, hold.person)?;
    outbox::put(tx, hold.person, &Notice::AccessSuspended { hold: hold.id, on: day_of(hold.since) })?;
    tell_writers(tx, hold.body, hold.person, &Notice::HoldPlaced { hold: hold.id })?;
    Ok(hold)
}

/// Tells the ministry's administrators that a hold waits for them.
pub(super) fn tell_administrators(tx: &mut Tx<'_>, hold: &Hold) -> Result<(), StorageError> {
    let at = tx.at();
    for administrator in told_as(tx.conn(), Role::Administrator, at)? {
        if administrator.id != hold.person {
            outbox::put(tx, administrator.id, &Notice::HoldPlaced { hold: hold.id })?;
        }
    }
    Ok(())
}

/// Tells the heads and officers of a body, but not the one whom it is about.
pub(super) fn tell_writers(
    tx: &mut Tx<'_>,
    body: BodyId,
    about: PersonId,
    notice: &Notice,
) -> Result<(), StorageError> {
    let at = tx.at();
    for person in writers(tx.conn(), body, at)? {
        if person.id != about {
            outbox::put(tx, person.id, notice)?;
        }
    }
    Ok(())
}
