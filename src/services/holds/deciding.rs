//! The ministry's administrator decides on a hold: blocked for good, or restored with a reason (R9.4).

use chrono::{DateTime, Utc};

use super::super::applications::{Outcome, Refused};
use super::{refused, rule, tell_writers};
use crate::domain::access::{DecideHold, SeeHold, check};
use crate::domain::application::Reason;
use crate::domain::calendar::day_of;
use crate::domain::hold::{DecideRefusal, Hold, roles_while_held};
use crate::domain::ids::HoldId;
use crate::domain::journal::{Actor, Event};
use crate::domain::notice::Notice;
use crate::services::sessions::SignedIn;
use crate::storage::{Db, Failure, StorageError, Tx, holds, outbox, people, sessions};

/// What the administrator says of a hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Access is blocked for good.
    Block,
    /// Access is as before.
    Restore(Reason),
}

/// Decides on a hold; the first decision stands.
pub async fn decide(
    db: &Db,
    who: &SignedIn,
    id: HoldId,
    verdict: Verdict,
    at: DateTime<Utc>,
) -> Outcome<Hold, DecideRefusal> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        let hold = holds::find(tx.conn(), id)?.ok_or(Failure::Refused(Refused::NotThere))?;
        check(&actor, SeeHold, &hold).map_err(refused)?;
        let permit = check(&actor, DecideHold, &hold).map_err(refused)?;
        let by = permit.actor();
        let (person, body) = (hold.person, hold.body);
        let decided = match &verdict {
            Verdict::Block => hold.confirm(&permit, at),
            Verdict::Restore(reason) => hold.lift(&permit, reason.clone(), at),
        };
        let decided = decided.map_err(rule)?;
        holds::decide(tx, &permit, &decided)?;
        let notice = match &verdict {
            Verdict::Block => {
                tx.journal(by, Event::PersonBlocked { hold: id, person, body })?;
                end_roles(tx, by, &decided)?;
                Notice::AccessBlocked { hold: id, on: day_of(at) }
            }
            Verdict::Restore(reason) => {
                let reason = reason.to_string();
                tx.journal(by, Event::AccessRestored { hold: id, person, body, reason })?;
                Notice::AccessRestored { hold: id, on: day_of(at) }
            }
        };
        outbox::put(tx, person, &notice)?;
        tell_writers(tx, body, person, &Notice::HoldDecided { hold: id })?;
        Ok(decided)
    })
    .await
}

/// Whoever is blocked has no office any more; looking is all that is left, and tells why nothing is open.
fn end_roles(tx: &mut Tx<'_>, by: Actor, blocked: &Hold) -> Result<(), StorageError> {
    let person = people::get(tx.conn(), blocked.person)?;
    let left = roles_while_held(&person.roles);
    if left != person.roles {
        people::set_roles(tx, person.id, &left)?;
        tx.journal(by, Event::RolesChanged { person: person.id, roles: left })?;
    }
    sessions::end_all(tx, person.id)?;
    Ok(())
}
