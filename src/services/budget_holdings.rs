//! What is loaded, for the operator at the command line: budgets with their months and gaps, every report with its
//! control totals, files.

use std::collections::BTreeMap;

use crate::domain::budget::{Part, Period};
use crate::domain::scope::BudgetKey;
use crate::storage::StorageError;
pub use crate::storage::budget::{Compared, Holding, LoadedFile};
use crate::storage::budget::{LoaderDb, holdings, loaded_files};

/// One part of the reports of one budget, over its months.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetStatus {
    /// Whose budget.
    pub budget: BudgetKey,
    /// Which part.
    pub part: Part,
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
    /// Totals that differ from the sum of what stands below them, measure by measure.
    pub differences: i64,
    /// Where it is a summary: what came of comparing it with the trees.
    pub controls: Controls,
}

/// What came of comparing the months of a summary with the trees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Controls {
    /// Figures that were compared.
    pub figures: usize,
    /// Of them, those that differ.
    pub differences: usize,
    /// Months that could not be compared, because trees are missing or none add up to the summary.
    pub not_compared: usize,
}

/// Everything that is loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// By budget and part.
    pub budgets: Vec<BudgetStatus>,
    /// Every report, in its newest version.
    pub reports: Vec<Holding>,
    /// Newest load first.
    pub files: Vec<LoadedFile>,
}

/// Reads what is loaded.
pub async fn status(db: &LoaderDb) -> Result<Status, StorageError> {
    let read = |conn: &mut crate::storage::Conn| Ok((holdings(conn)?, loaded_files(conn)?));
    let (reports, files) = db.read::<_, StorageError>(read).await?;
    let mut by_part: BTreeMap<(BudgetKey, Part), Vec<&Holding>> = BTreeMap::new();
    for holding in &reports {
        by_part.entry((holding.report.budget, holding.report.part)).or_default().push(holding);
    }
    let budgets = by_part.into_iter().filter_map(|(key, held)| budget_status(key, &held)).collect();
    Ok(Status { budgets, reports, files })
}

fn budget_status((budget, part): (BudgetKey, Part), held: &[&Holding]) -> Option<BudgetStatus> {
    let (first, last) = (held.first()?.report.period, held.last()?.report.period);
    let reported = |period: &Period| held.iter().any(|holding| holding.report.period == *period);
    Some(BudgetStatus {
        budget,
        part,
        first,
        last,
        missing: first.to(last).filter(|period| !reported(period)).collect(),
        months: held.len(),
        version: held.iter().map(|holding| holding.report.version).max()?,
        lines: held.iter().map(|holding| holding.lines).sum(),
        differences: held.iter().map(|holding| holding.differences).sum(),
        controls: controls(held),
    })
}

fn controls(held: &[&Holding]) -> Controls {
    let mut all = Controls::default();
    for compared in held.iter().filter_map(|holding| holding.compared.as_ref()) {
        match compared {
            Compared::Trees { figures, differences } => {
                all.figures += figures;
                all.differences += differences.len();
            }
            Compared::NotHeld { .. } | Compared::NoTrees => all.not_compared += 1,
        }
    }
    all
}
