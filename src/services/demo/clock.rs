//! The movable clock: forward only, each move in the journal, which also remembers how far it was moved.

use chrono::{DateTime, TimeDelta, Utc};

use super::Demo;
use crate::clock::Clock;
use crate::domain::calendar::{Calendar, NotCovered, day_of, start_of_day};
use crate::domain::journal::{Actor, Event};
use crate::storage::journal::{self, Wanted};
use crate::storage::{Db, Failure, StorageError};

/// When offices open.
const MORNING: TimeDelta = TimeDelta::hours(9);

/// Why the clock was not moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClockRefused {
    /// Entries of the journal stand in the order of time, so time never goes back.
    #[error("time never goes back")]
    Back,
    /// Beyond the calendar no deadline could be counted.
    #[error(transparent)]
    NotCovered(#[from] NotCovered),
    /// This clock can't be moved.
    #[error("this clock can't be moved")]
    Fixed,
}

impl Demo {
    /// Moves the clock forward, and tells the new time.
    pub async fn move_clock(
        &self,
        clock: &Clock,
        calendar: &Calendar,
        by: TimeDelta,
        actor: Actor,
    ) -> Result<DateTime<Utc>, Failure<ClockRefused>> {
        let refused = Failure::Refused;
        if by <= TimeDelta::zero() {
            return Err(refused(ClockRefused::Back));
        }
        let seconds = by.num_seconds();
        let at = clock.now() + TimeDelta::seconds(seconds);
        // A few working days ahead must be countable, or no application could be sent.
        calendar.count(day_of(at), 4).map_err(|gap| refused(gap.into()))?;
        self.db
            .write(at, move |tx| {
                tx.journal(actor, Event::DemoClockMoved { seconds })?;
                Ok::<_, StorageError>(())
            })
            .await?;
        if !clock.advance(TimeDelta::seconds(seconds)) {
            return Err(refused(ClockRefused::Fixed));
        }
        Ok(clock.now())
    }
}

/// How long it is until the next working morning.
pub fn until_next_morning(calendar: &Calendar, at: DateTime<Utc>) -> Result<TimeDelta, NotCovered> {
    let next = calendar.count(day_of(at), 1)?.due_on;
    Ok(start_of_day(next) + MORNING - at)
}

/// How far the clock was moved before the portal was stopped.
pub async fn shift(db: &Db) -> Result<TimeDelta, StorageError> {
    let moved = Event::DemoClockMoved { seconds: 0 }.code();
    let wanted = Wanted { code: Some(moved), most: i64::MAX, ..Wanted::default() };
    let moves = db.read(move |conn| journal::list(conn, &wanted)).await?;
    let seconds = moves
        .iter()
        .map(|kept| if let Event::DemoClockMoved { seconds } = kept.entry.event { seconds } else { 0 });
    Ok(TimeDelta::seconds(seconds.sum()))
}

/// When the last entry of the journal was written.
pub async fn last_instant(db: &Db) -> Result<Option<DateTime<Utc>>, StorageError> {
    let wanted = Wanted { most: 1, ..Wanted::default() };
    let last = db.read(move |conn| journal::list(conn, &wanted)).await?;
    Ok(last.first().map(|kept| kept.entry.at))
}
