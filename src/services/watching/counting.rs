//! What is counted for those who watch the portal.

use chrono::{DateTime, Utc};

use super::{Beat, Loads};
use crate::domain::calendar::day_of;
use crate::domain::deadline::Period;
use crate::storage::budget::BudgetDb;
use crate::storage::holds::{Listing, count as holds};
use crate::storage::outbox::{Standing, standing};
use crate::storage::{Db, StorageError, journal, promises};

/// Counts of one moment.
#[derive(Clone, Debug)]
pub struct Counted {
    /// Steps of the ministry (R9.1) and of the integrator (R9.2) whose last day is over.
    pub overdue: [(Period, usize); 2],
    /// Suspensions that wait for a decision.
    pub open_holds: i64,
    /// Letters that have not left.
    pub letters: Standing,
    /// Entries of the journal.
    pub journal: u64,
    /// Looks that this process answered.
    pub looks: u64,
    /// When this process last saw to due facts.
    pub swept_at: Option<DateTime<Utc>>,
    /// Published loads of figures; none where no budget is kept.
    pub loads: Vec<Loads>,
}

/// Counts everything.
pub async fn count(
    db: &Db,
    budget: Option<&BudgetDb>,
    sweep: &Beat,
    at: DateTime<Utc>,
) -> Result<Counted, StorageError> {
    let loads = match budget {
        Some(budget) => budget.loads().await?,
        None => Vec::new(),
    };
    let (looks, swept_at) = (db.looks_answered(), sweep.last());
    db.read(move |conn| {
        let open = promises::open(conn)?;
        let overdue = [Period::Considering, Period::Granting].map(|period| {
            let late = open.iter().filter(|promise| {
                promise.deadline.period() == period && promise.deadline.is_overdue_on(day_of(at))
            });
            (period, late.count())
        });
        Ok(Counted {
            overdue,
            open_holds: holds(conn, Listing::Pending)?,
            letters: standing(conn)?,
            journal: journal::size(conn)?,
            looks,
            swept_at,
            loads,
        })
    })
    .await
}
