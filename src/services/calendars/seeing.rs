//! The working behind promised days: by the calendar that they were counted with, and what a corrected one would give.

use chrono::{DateTime, NaiveDate, Utc};

use super::Calendars;
use crate::domain::calendar::{Count, number_of};
use crate::domain::deadline::Standing;
use crate::domain::promise::Promise;
use crate::storage::{Conn, StorageError};

/// A promise with its working.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Working {
    /// The promise.
    pub promise: Promise,
    /// How it was counted, day by day; none where its calendar is not known.
    pub count: Option<Count>,
    /// How it stands now, or stood when the step was taken; none outside the calendar's years.
    pub standing: Option<Standing>,
    /// What the newest calendar would give, where that is another day.
    pub correction: Option<Correction>,
}

/// A promise as a later edition would count it. The promise stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// The name of that edition.
    pub calendar: String,
    /// Its day.
    pub due_on: NaiveDate,
}

/// The working of each promise.
pub fn workings(
    conn: &mut Conn,
    calendars: &Calendars,
    promises: Vec<Promise>,
    at: DateTime<Utc>,
) -> Result<Vec<Working>, StorageError> {
    let current = calendars.current(conn)?;
    let mut workings = Vec::with_capacity(promises.len());
    for promise in promises {
        let deadline = &promise.deadline;
        let own = if deadline.calendar_version() == current.version() {
            Some(current.clone())
        } else {
            match number_of(deadline.calendar_version()) {
                Some(number) => Some(calendars.edition(conn, number)?),
                None => None,
            }
        };
        let now = deadline.counted_by(&current).ok().filter(|count| count.due_on != deadline.due_on());
        let correction =
            now.map(|count| Correction { calendar: current.version().to_owned(), due_on: count.due_on });
        workings.push(Working {
            count: own.and_then(|own| deadline.counted_by(&own).ok()),
            standing: promise.standing_at(at, &current).ok(),
            correction,
            promise,
        });
    }
    Ok(workings)
}
