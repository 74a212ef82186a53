//! The roles that the integrator set up in the systems (R6): who holds them is the grants' matter.

use super::sessions::SignedIn;
use crate::domain::access::{Denied, SeeSystemRoles, check};
use crate::domain::application::Number;
use crate::domain::body::Seat;
use crate::domain::ids::{ApplicationId, PersonId};
use crate::domain::journal::{Actor, Event};
use crate::domain::names::PersonName;
use crate::domain::system::System;
use crate::domain::system_role::SystemRole;
use crate::storage::system_roles::{self, Kept};
use crate::storage::{Conn, Db, Failure, StorageError, Tx, applications, people};

/// A role with the names of what it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// What is kept of it.
    pub kept: Kept,
    /// Who set it up.
    pub by: PersonName,
    /// The number of the application that needed it first.
    pub number: Option<Number>,
}

/// All roles, for those who grant and those who supervise.
pub async fn list(db: &Db, who: &SignedIn) -> Result<Vec<Recorded>, Failure<Denied>> {
    check(&who.actor, SeeSystemRoles, &()).map_err(Failure::Refused)?;
    Ok(db
        .read(|conn| {
            let kept = system_roles::list(conn)?;
            kept.into_iter().map(|kept| recorded(conn, kept)).collect::<Result<Vec<_>, StorageError>>()
        })
        .await?)
}

/// The roles on which the grants of an application rest.
pub(super) fn of_application(conn: &mut Conn, id: ApplicationId) -> Result<Vec<Recorded>, StorageError> {
    let kept = system_roles::of_application(conn, id)?;
    kept.into_iter().map(|kept| recorded(conn, kept)).collect()
}

/// The role of a body in a system, set up and entered where nobody needed it before.
pub(super) fn ensure(
    tx: &mut Tx<'_>,
    actor: Actor,
    seat: &Seat,
    system: System,
    application: ApplicationId,
    by: PersonId,
) -> Result<Option<SystemRole>, StorageError> {
    let Some(role) = SystemRole::of(seat, system) else { return Ok(None) };
    if system_roles::ensure(tx, &role, application, by)? {
        tx.journal(actor, Event::SystemRoleCreated { role: role.code(), application })?;
    }
    Ok(Some(role))
}

fn recorded(conn: &mut Conn, kept: Kept) -> Result<Recorded, StorageError> {
    let number = applications::find(conn, kept.application)?.and_then(|application| application.number);
    Ok(Recorded { by: people::get(conn, kept.created_by)?.name, number, kept })
}
