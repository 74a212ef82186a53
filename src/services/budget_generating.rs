//! A fictitious country's figures for demonstrations and tests, stored like any load and marked as nobody's.

use chrono::{DateTime, NaiveDate, Utc};
use sha2::{Digest, Sha256};

use crate::domain::budget::{Period, Plan, PlanYears, Report, Stage};
use crate::domain::scope::BudgetKey;
use crate::gateways::fictitious_budget::{self, Extent};
use crate::storage::budget::{Format, SourceFile, load, migrate};
use crate::storage::{DatabaseUrl, StorageError};

/// The seed of the demonstration: everybody sees the same country.
pub const SEED: u64 = 270;

/// How many months before they are handed over: neither side waits long for the other.
const AHEAD: usize = 16;

/// The months of a demonstration on a day: of this year and the two before, up to the last that has ended.
pub fn months_on(today: NaiveDate) -> Option<(Period, Period)> {
    use chrono::Datelike;
    let end_of_last = today.with_day(1)?.pred_opt()?;
    let last =
        Period::new(u16::try_from(end_of_last.year()).ok()?, u8::try_from(end_of_last.month()).ok()?).ok()?;
    let first = Period::new(last.year().checked_sub(2)?, 1).ok()?;
    Some((first, last))
}

/// Makes and stores the budgets of the whole country for the months of a demonstration.
pub fn generate_country(url: &DatabaseUrl, at: DateTime<Utc>, today: NaiveDate) -> Result<u64, StorageError> {
    let Some((first, last)) = months_on(today) else { return Ok(0) };
    generate(url, at, &Extent::country(first, last))
}

/// Makes and stores the budgets of an extent; returns the number of lines.
pub fn generate(url: &DatabaseUrl, at: DateTime<Utc>, extent: &Extent) -> Result<u64, StorageError> {
    migrate(url)?;
    let name = format!("fictitious {} – {}, seed {SEED}", extent.first, extent.last);
    let sha256 = Sha256::digest(&name).iter().map(|byte| format!("{byte:02x}")).collect();
    load(url, Format::Fictitious, at, |loading| {
        loading.source(&SourceFile { name, sha256, rows: 0 })?;
        loading.names(&fictitious_budget::names(&extent.budgets))?;
        let mut lines = 0;
        std::thread::scope(|threads| {
            let (made, ready) = std::sync::mpsc::sync_channel::<Result<Made, StorageError>>(AHEAD);
            threads.spawn(move || {
                // The receiver goes away when storing fails; then there is nothing left to make.
                let mut budgets = extent.budgets.iter();
                while let Some(budget) = budgets.next()
                    && made.send(of_budget(*budget, extent)).is_ok()
                {}
            });
            for made in ready {
                let Made { reports, plans } = made?;
                for report in reports {
                    loading.report(&report)?;
                    lines += u64::try_from(report.lines.len()).unwrap_or_default();
                }
                for plan in plans {
                    loading.plan(&plan)?;
                    lines += u64::try_from(plan.lines.len()).unwrap_or_default();
                }
            }
            Ok(lines)
        })
    })
}

/// What one budget has.
struct Made {
    reports: Vec<Report>,
    plans: Vec<Plan>,
}

fn of_budget(budget: BudgetKey, extent: &Extent) -> Result<Made, StorageError> {
    let reports = fictitious_budget::reports(SEED, budget, extent.first, extent.last);
    let plan = |(years, stage)| fictitious_budget::plan(SEED, budget, years, stage).transpose();
    let plans: Result<Vec<Plan>, _> = stages(extent.last).into_iter().filter_map(plan).collect();
    Ok(Made {
        reports: reports.map_err(|_| StorageError::TooMuch)?,
        plans: plans.map_err(|_| StorageError::TooMuch)?,
    })
}

/// The approved plan of the year under way, and every stage of the one that is being made.
fn stages(last: Period) -> Vec<(PlanYears, Stage)> {
    let now = PlanYears::from(last.year()).map(|years| (years, Stage::Approved));
    let next = PlanYears::from(last.year() + 1);
    now.into_iter().chain(next.into_iter().flat_map(|years| Stage::ALL.map(|stage| (years, stage)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_demonstration_ends_with_the_last_finished_month() {
        let check = |today: &str, first: &str, last: &str| {
            let (from, to) = months_on(today.parse().expect("a day")).expect("months");
            assert_eq!((from.to_string().as_str(), to.to_string().as_str()), (first, last), "{today}");
        };
        check("2026-11-20", "2024-01", "2026-10");
        check("2026-12-31", "2024-01", "2026-11");
        check("2027-01-01", "2024-01", "2026-12");
        check("2027-02-01", "2025-01", "2027-01");
    }
}
