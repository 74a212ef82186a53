//! Events of the personnel record whose day was still to come when their feed took effect: on that day access ends (R9.4).

use chrono::{DateTime, Utc};

use super::Planned;
use crate::domain::calendar::{Calendar, day_of, start_of_day};
use crate::domain::due::{DueFact, DueKind};
use crate::domain::ids::RecordedId;
use crate::services::calendars::Calendars;
use crate::services::personnel::taking;
use crate::storage::{Conn, StorageError, Tx, personnel};

/// The events whose day came.
pub(super) fn plan(
    conn: &mut Conn,
    calendar: &Calendar,
    at: DateTime<Utc>,
) -> Result<Vec<Planned>, StorageError> {
    let fact = |on, subject| DueFact { due_at: start_of_day(on), kind: DueKind::PowersEnd, subject };
    let due = personnel::later(conn, day_of(at))?;
    let facts = due.into_iter().map(|one| fact(one.said.ended_on, one.id.0));
    Ok(facts.filter_map(|fact| Some((fact, fact.treatment_at(at, calendar).ok().flatten()?))).collect())
}

/// Suspends; false where the event is no longer waited for.
pub(super) fn apply(tx: &mut Tx<'_>, calendars: &Calendars, fact: &DueFact) -> Result<bool, StorageError> {
    let calendar = calendars.current(tx.conn())?;
    taking::due(tx, RecordedId(fact.subject), &calendar)
}
