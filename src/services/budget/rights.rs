//! What somebody may see at an instant, and why; or why nothing.

use chrono::{DateTime, Utc};

use super::{Closed, Done, Office, Onlooker, Refused, Right, refuse};
use crate::domain::access::{Look, check};
use crate::domain::duties::Acceptance;
use crate::domain::grant::{Grant, GrantState};
use crate::domain::hold::Hold;
use crate::domain::ids::HoldId;
use crate::domain::scope::Scope;
use crate::domain::system::System;
use crate::services::duties;
use crate::services::sessions::SignedIn;
use crate::storage::{self, Conn, Db, Failure, StorageError, grants, holds, journal, people};

/// What somebody may see, asked of the database at the beginning of a request with who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    execution: Result<(Scope, Right), Refused>,
    planning: Result<(Scope, Right), Refused>,
    /// How many entries the journal had then: whatever changes a right is an entry.
    pub(super) entries: u64,
    /// When that was.
    pub(super) at: DateTime<Utc>,
}

impl Standing {
    /// As it is now, of somebody with these holds, who last accepted the duties so, in a state of the database in which the journal has so many entries.
    pub(in crate::services) fn now(
        conn: &mut Conn,
        who: &SignedIn,
        holds: Vec<Hold>,
        accepted: Option<&Acceptance>,
        entries: u64,
        at: DateTime<Utc>,
    ) -> Result<Standing, StorageError> {
        let held = grants::of_held(conn, who.person.id, holds)?;
        let accepted = accepted.is_some_and(|accepted| accepted.holds_at(at));
        let mut of = |system| match of_system(conn, who, &held, accepted, system, at) {
            Ok(right) => Ok(Ok(right)),
            Err(Failure::Refused(refused)) => Ok(Err(refused)),
            Err(Failure::Storage(error)) => Err(error),
        };
        let (execution, planning) = (of(System::Ac)?, of(System::Sp)?);
        Ok(Standing { execution, planning, entries, at })
    }

    /// As it is now, for somebody who is known already.
    pub async fn of(db: &Db, who: &SignedIn, at: DateTime<Utc>) -> Result<Standing, StorageError> {
        let who = who.clone();
        db.read(move |conn| {
            let holds = holds::of_person(conn, who.person.id)?;
            let accepted = storage::duties::last(conn, who.person.id)?;
            let entries = journal::size(conn)?;
            Standing::now(conn, &who, holds, accepted.as_ref(), entries, at)
        })
        .await
    }
}

/// The scope and what gives it, as of the onlooker's instant.
pub(super) fn rights(onlooker: Onlooker<'_>, system: System) -> Done<(Scope, Right)> {
    let standing = onlooker.standing;
    match system {
        System::Ac => standing.execution,
        System::Sp => standing.planning,
    }
    .map_err(Failure::Refused)
}

/// The scope and what gives it, at an instant; or why there is none.
pub(super) fn rights_now(
    conn: &mut Conn,
    who: &SignedIn,
    system: System,
    at: DateTime<Utc>,
) -> Done<(Scope, Right)> {
    let held = grants::of_person(conn, who.person.id)?;
    let accepted = duties::hold(conn, who.person.id, at)?;
    of_system(conn, who, &held, accepted, system, at)
}

fn of_system(
    conn: &mut Conn,
    who: &SignedIn,
    held: &[Grant],
    accepted: bool,
    system: System,
    at: DateTime<Utc>,
) -> Done<(Scope, Right)> {
    let held: Vec<&Grant> =
        held.iter().filter(|grant| grant.system == system && grant.body == who.body.id).collect();
    let mut open = held.iter().filter_map(|grant| grant.state_now(at).open());
    let Some(open) = open.next() else {
        let why = why_closed(conn, &held, at)?;
        return refuse(Refused::Closed(why));
    };
    if !accepted {
        return refuse(Refused::Closed(Closed::DutiesOpen));
    }
    check(&who.actor, Look, &open).map_err(|denied| Failure::Refused(Refused::Denied(denied)))?;
    let scope =
        Scope::of(&who.body, &open).map_err(|_| Failure::Refused(Refused::Closed(Closed::NoGrant)))?;
    Ok((scope, Right { grant: open.id(), last_day: open.last_day(), paragraph: scope.paragraph() }))
}

fn why_closed(conn: &mut Conn, held: &[&Grant], at: DateTime<Utc>) -> Result<Closed, StorageError> {
    // The one that ends last comes first: it tells most about today.
    Ok(match held.first().map(|grant| grant.state_now(at)) {
        Some(GrantState::NotYet { opens_at }) => Closed::NotYet(opens_at),
        Some(GrantState::BodyClosed { last_day }) => Closed::BodyClosed(last_day),
        Some(GrantState::Expired { last_day }) => Closed::Expired(last_day),
        Some(GrantState::Suspended { since, hold }) => Closed::Suspended(since, office_of(conn, hold)?),
        Some(GrantState::Blocked { since, .. }) => Closed::Blocked(since),
        Some(GrantState::AwaitingTraining) => Closed::AwaitingTraining,
        Some(GrantState::Open(_)) | None => Closed::NoGrant,
    })
}

/// Which office placed a hold.
fn office_of(conn: &mut Conn, hold: HoldId) -> Result<Office, StorageError> {
    let Some(hold) = holds::find(conn, hold)? else { return Ok(Office::Record) };
    let Some(by) = hold.placed_by else {
        return Ok(if hold.cause.is_silence() { Office::Silence } else { Office::Record });
    };
    Ok(if people::get(conn, by)?.body == hold.body { Office::Body } else { Office::Ministry })
}
