//! Suspending somebody at once, with a reason: a head one of the body's own, the ministry's administrator anybody.

use chrono::{DateTime, Utc};

use super::super::applications::Outcome;
use super::{load, place, rule};
use crate::domain::access::Suspend;
use crate::domain::application::Reason;
use crate::domain::hold::{Hold, NewHold, PlaceRefusal};
use crate::domain::ids::PersonId;
use crate::domain::journal::Event;
use crate::services::sessions::SignedIn;
use crate::storage::{Db, holds};

/// Suspends somebody from this instant on.
pub async fn suspend(
    db: &Db,
    who: &SignedIn,
    id: PersonId,
    reason: Reason,
    at: DateTime<Utc>,
) -> Outcome<Hold, PlaceRefusal> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        let (person, permit) = load(tx.conn(), &actor, Suspend, id)?;
        let held = holds::of_person(tx.conn(), id)?;
        let new = NewHold::suspend(&permit, &person, &held, reason.clone(), at).map_err(rule)?;
        let hold = place(tx, &new)?;
        let (person, body, reason) = (hold.person, hold.body, reason.to_string());
        tx.journal(permit.actor(), Event::PersonSuspended { hold: hold.id, person, body, reason })?;
        Ok(hold)
    })
    .await
}
