//! The duties of use (R15): accepted before the first look and again each year.

use chrono::{DateTime, Utc};

use super::sessions::SignedIn;
use crate::domain::access::{Denied, KeepLooks, check};
use crate::domain::duties::{Acceptance, EDITION};
use crate::domain::ids::PersonId;
use crate::domain::journal::Event;
use crate::storage::{Conn, Db, Failure, StorageError, duties};

/// The acceptance that holds now, for somebody who looks at the budget.
pub async fn own(db: &Db, who: &SignedIn, at: DateTime<Utc>) -> Result<Option<Acceptance>, Failure<Denied>> {
    check(&who.actor, KeepLooks, &()).map_err(Failure::Refused)?;
    let person = who.person.id;
    let last = db.read(move |conn| duties::last(conn, person)).await?;
    Ok(last.filter(|acceptance| acceptance.holds_at(at)))
}

/// Accepts the duties for a year; accepting them again while they hold begins a new year.
pub async fn accept(db: &Db, who: &SignedIn, at: DateTime<Utc>) -> Result<(), Failure<Denied>> {
    let (actor, person) = (who.actor.clone(), who.person.id);
    db.write(at, move |tx| {
        check(&actor, KeepLooks, &()).map_err(Failure::Refused)?;
        duties::insert(tx, person, EDITION)?;
        tx.journal((&actor).into(), Event::DutiesAccepted { person, edition: EDITION.to_owned() })?;
        Ok(())
    })
    .await
}

/// Whether somebody may look as far as the duties go.
pub(super) fn hold(conn: &mut Conn, person: PersonId, at: DateTime<Utc>) -> Result<bool, StorageError> {
    Ok(duties::last(conn, person)?.is_some_and(|acceptance| acceptance.holds_at(at)))
}
