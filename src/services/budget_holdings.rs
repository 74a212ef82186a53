//! What is loaded, for the operator at the command line: budgets with their months, gaps, versions, and files.

use std::collections::BTreeMap;

use crate::domain::budget::Period;
use crate::domain::scope::BudgetKey;
use crate::storage::StorageError;
pub use crate::storage::budget::LoadedFile;
use crate::storage::budget::{Holding, LoaderDb, holdings, loaded_files};

/// One budget and its months.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetStatus {
    /// Whose budget.
    pub budget: BudgetKey,
    /// The oldest month.
    pub first: Period,
    /// The newest month.
    pub last: Period,
    /// Months between them that are not reported.
    pub missing: Vec<Period>,
    /// Months that are held.
    pub months: usize,
    /// The highest version of a month.
    pub version: i32,
    /// Lines of the newest versions.
    pub lines: i64,
    /// Sections that differ from the sum of what stands below them, measure by measure.
    pub differences: i64,
}

/// Everything that is loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// By budget.
    pub budgets: Vec<BudgetStatus>,
    /// Newest load first.
    pub files: Vec<LoadedFile>,
}

/// Reads what is loaded.
pub async fn status(db: &LoaderDb) -> Result<Status, StorageError> {
    let read = |conn: &mut crate::storage::Conn| Ok((holdings(conn)?, loaded_files(conn)?));
    let (held, files) = db.read::<_, StorageError>(read).await?;
    let mut by_budget: BTreeMap<BudgetKey, Vec<Holding>> = BTreeMap::new();
    for holding in held {
        by_budget.entry(holding.budget).or_default().push(holding);
    }
    Ok(Status { budgets: by_budget.into_values().filter_map(|held| budget_status(&held)).collect(), files })
}

fn budget_status(held: &[Holding]) -> Option<BudgetStatus> {
    let (first, last) = (held.first()?, held.last()?);
    let reported = |period: &Period| held.iter().any(|holding| holding.period == *period);
    Some(BudgetStatus {
        budget: first.budget,
        first: first.period,
        last: last.period,
        missing: first.period.to(last.period).filter(|period| !reported(period)).collect(),
        months: held.len(),
        version: held.iter().map(|holding| holding.version).max()?,
        lines: held.iter().map(|holding| holding.lines).sum(),
        differences: held.iter().map(|holding| holding.differences).sum(),
    })
}
