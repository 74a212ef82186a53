//! Whether the portal can serve, asked anew each time. What a fault says is for a page that anybody may see: no address, no
//! name of a role, no error of a driver; those are in the log.

use std::time::Duration;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use crate::domain::calendar::day_of;
use crate::services::calendars::Calendars;
use crate::storage::budget::BudgetDb;
use crate::storage::{Db, Pending, StorageError};

/// How long a database may take to answer.
const PATIENCE: Duration = Duration::from_secs(3);

/// How far ahead working days must be known: steps, reports and renewals are counted within it.
const AHEAD: TimeDelta = TimeDelta::days(60);

/// Why the portal cannot serve as it should.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unready {
    /// The portal's own database.
    #[error("the portal's database does not answer")]
    Database,
    /// Its schema is older than the program.
    #[error("{0} migrations of the portal's database have not run: qarau migrate")]
    Migrations(usize),
    /// The budget is kept nowhere.
    #[error("no budget is kept")]
    NoBudget,
    /// The budget's database.
    #[error("the budget's database does not answer, or its migrations have not run")]
    Budget,
    /// It would show or take more than it should.
    #[error("the budget's database is guarded less than it should be: the log says in what")]
    Unguarded,
    /// Due days can't be counted much further.
    #[error("the calendar of working days ends on {0}")]
    Calendar(NaiveDate),
}

/// Everything that is in the way; nothing where the portal can serve.
pub async fn faults(
    db: &Db,
    budget: Option<&BudgetDb>,
    calendars: &Calendars,
    at: DateTime<Utc>,
) -> Vec<Unready> {
    let mut faults = Vec::new();
    match in_time(db.pending()).await {
        Ok(Pending(0)) => faults.extend(calendar(db, calendars, at).await),
        Ok(Pending(missing)) => faults.push(Unready::Migrations(missing)),
        Err(error) => faults.push(told(Unready::Database, &error)),
    }
    match budget {
        None => faults.push(Unready::NoBudget),
        Some(budget) => match in_time(budget.verify()).await {
            Ok(()) => {}
            Err(error @ StorageError::Unguarded(_)) => faults.push(told(Unready::Unguarded, &error)),
            Err(error) => faults.push(told(Unready::Budget, &error)),
        },
    }
    faults
}

async fn calendar(db: &Db, calendars: &Calendars, at: DateTime<Utc>) -> Option<Unready> {
    let ahead = day_of(at) + AHEAD;
    match in_time(calendars.now(db)).await {
        Ok(calendar) if calendar.is_working(ahead).is_ok() => None,
        Ok(calendar) => {
            let last = NaiveDate::from_ymd_opt(*calendar.years().end(), 12, 31).unwrap_or(ahead);
            Some(Unready::Calendar(last))
        }
        Err(error) => Some(told(Unready::Database, &error)),
    }
}

async fn in_time<T>(answer: impl Future<Output = Result<T, StorageError>>) -> Result<T, StorageError> {
    match tokio::time::timeout(PATIENCE, answer).await {
        Ok(answered) => answered,
        Err(elapsed) => Err(StorageError::Unavailable(elapsed.to_string())),
    }
}

fn told(fault: Unready, error: &StorageError) -> Unready {
    tracing::warn!(%error, "not ready: {fault}");
    fault
}
