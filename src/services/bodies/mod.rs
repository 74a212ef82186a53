//! The registry of bodies as the ministry's administrator keeps it (R2): looked at, entered, named, closed, staffed. What was
//! entered is never edited: a change is another entry with its day, and a page that was overtaken changes nothing.

pub mod keeping;
pub mod looking;
pub mod staffing;

use chrono::{DateTime, Utc};

use super::applications::{Outcome, Refused, refused};
use super::substitutions::writers;
use crate::domain::access::{Actor, KeepRegistry, Permit, check};
use crate::domain::body::Body;
use crate::domain::calendar::day_of;
use crate::domain::ids::BodyId;
use crate::domain::notice::Notice;
use crate::storage::{Conn, Failure, StorageError, Tx, bodies, journal, outbox};

/// The entries that make up the record of a body.
const RECORD: &[&str] = &[
    "body_registered",
    "body_renamed",
    "body_closure_announced",
    "body_closure_withdrawn",
    "role_given",
    "official_corrected",
    "role_ended",
];

/// How far the record of a body was written when it was shown: whoever changes it says what they saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sight(u64);

impl Sight {
    /// As a form carries it.
    pub fn parse(text: &str) -> Option<Sight> {
        text.parse().ok().map(Sight)
    }
}

impl std::fmt::Display for Sight {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Why the record of a body stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotKept<R> {
    /// Somebody changed it since it was shown.
    #[error("the record has changed since it was shown")]
    Stale,
    /// The rule says why.
    #[error(transparent)]
    Rule(#[from] R),
}

fn sight(conn: &mut Conn, body: BodyId) -> Result<Sight, StorageError> {
    Ok(Sight(journal::about_body(conn, body, RECORD, 1)?.first().map_or(0, |kept| kept.index + 1)))
}

/// A body as it was shown, for somebody who may change its record.
fn load<R>(
    conn: &mut Conn,
    actor: &Actor,
    id: BodyId,
    shown: Sight,
    at: DateTime<Utc>,
) -> Outcome<(Body, Permit<KeepRegistry>), NotKept<R>> {
    let permit = check(actor, KeepRegistry, &()).map_err(refused)?;
    let body = bodies::by_number(conn, id, day_of(at))?.ok_or(Failure::Refused(Refused::NotThere))?;
    if sight(conn, id)? != shown {
        return Err(Failure::Refused(Refused::Rule(NotKept::Stale)));
    }
    Ok((body, permit))
}

fn rule<R>(why: R) -> Failure<Refused<NotKept<R>>> {
    Failure::Refused(Refused::Rule(NotKept::Rule(why)))
}

fn tell_writers(tx: &mut Tx<'_>, body: BodyId, notice: &Notice) -> Result<(), StorageError> {
    let at = tx.at();
    for person in writers(tx.conn(), body, at)? {
        outbox::put(tx, person.id, notice)?;
    }
    Ok(())
}
