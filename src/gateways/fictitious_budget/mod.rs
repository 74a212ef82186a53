//! A fictitious country's budgets for demonstrations: the real classification, real proportions, nobody's figures.
//!
//! The same seed gives the same figures. Totals are the sums of their children, V = I − II − III − IV, VII = −V, balances
//! carry over from year to year; a budget's own receipts are completed by transfers. Oddities are planted (see
//! [`oddities`]) so that signs of risk have something to find. It knows no database.

mod balance;
mod dice;
pub mod facts;
mod leaves;
pub mod oddities;
mod plans;
mod proportions;
mod rural;
mod splitting;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::domain::budget::report::TooMuch;
use crate::domain::budget::{BudgetKind, Line, Measures, Part, Path, Period, Report, Section, reference};
use crate::domain::money::Tiyn;
use crate::domain::scope::BudgetKey;
pub use plans::plan;
use proportions::Proportions;
pub use rural::names;
use splitting::Splits;

/// Which budgets and months are made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extent {
    /// The first month; years are made from their January on, so that balances carry over.
    pub first: Period,
    /// The last month.
    pub last: Period,
    /// The budgets.
    pub budgets: Vec<BudgetKey>,
}

impl Extent {
    /// The republican budget, every region, every district and city of oblast significance, and some rural districts.
    ///
    /// Districts in cities of republican significance have no budgets of their own.
    pub fn country(first: Period, last: Period) -> Extent {
        let rural = rural::of_the_country().map(BudgetKey::Local);
        Extent { first, last, budgets: down_to_districts().chain(rural).collect() }
    }
}

/// The republican budget, regions, districts and cities of oblast significance: each that the country has.
fn down_to_districts() -> impl Iterator<Item = BudgetKey> {
    let regions = reference::regions().iter();
    let districts = reference::districts().iter().filter(|place| !is_in_city(&BudgetKey::Local(place.kato)));
    let local = regions.chain(districts).map(|place| BudgetKey::Local(place.kato));
    std::iter::once(BudgetKey::Republican).chain(local)
}

fn is_in_city(budget: &BudgetKey) -> bool {
    match budget {
        BudgetKey::Republican | BudgetKey::State | BudgetKey::AllLocal => false,
        BudgetKey::Local(place) => place.kind() == crate::domain::region::RegionKind::City,
    }
}

/// All reports of one budget, oldest first.
pub fn reports(seed: u64, budget: BudgetKey, first: Period, last: Period) -> Result<Vec<Report>, TooMuch> {
    let Some(proportions) = Proportions::of(&budget) else { return Ok(Vec::new()) };
    let mut opening = proportions.opening();
    let (mut reports, mut splits) = (Vec::new(), Splits::of(seed, budget));
    let deep_from = deep_from(last);
    for year in first.year()..=last.year() {
        let year = leaves::Year::new(seed, budget, &proportions, year);
        for month in 1..=12 {
            let Ok(period) = Period::new(year.number, month) else { continue };
            let wanted = first <= period && period <= last;
            if !wanted && month < 12 {
                continue;
            }
            let lines = balance::complete(&year.month(month), &budget, opening, month)?;
            let closing = lines.get(&Path::of(Section::ClosingBalance)).map(|closing| closing.sumrg);
            if wanted {
                let splits = (period >= deep_from).then_some(&mut splits);
                reports.push(report(budget, period, lines, splits));
            }
            if month == 12 {
                opening = closing.unwrap_or_default();
            }
        }
    }
    Ok(reports)
}

/// The last year goes down to specifics, and while it is young the one before; years before stop at administrators, as
/// the real exports do.
fn deep_from(last: Period) -> Period {
    let year = if last.month() < 4 { last.year() - 1 } else { last.year() };
    Period::new(year, 1).unwrap_or(last)
}

fn report(
    budget: BudgetKey,
    period: Period,
    totals: BTreeMap<Path, Measures>,
    mut splits: Option<&mut Splits>,
) -> Report {
    let mut lines = Vec::with_capacity(totals.len());
    let mut totals = totals.into_iter().peekable();
    while let Some((path, measures)) = totals.next() {
        let name = Some(reference::label(path).map_or_else(|| path.last_code(), |label| label.ru.to_owned()));
        lines.push((path, name, measures));
        let is_deepest = !totals.peek().is_some_and(|(next, _)| path.holds(next));
        if let Some(splits) = splits.as_mut().filter(|_| is_deepest) {
            let below = splits.below(path, &measures).into_iter();
            lines.extend(below.map(|(path, measures)| (path, None, measures)));
        }
    }
    let line = |(source_line, (path, name, measures))| Line { path, name, measures, source_line };
    Report { budget, period, part: Part::Main, lines: (1..).zip(lines).map(line).collect() }
}

/// The kind of budget decides its template.
fn kind(budget: &BudgetKey) -> BudgetKind {
    budget.kind()
}

const THOUSAND_TENGE: i64 = 100_000;

fn per_mille(amount: i64, share: i64) -> i64 {
    let amount = i128::from(amount) * i128::from(share) / 1000;
    i64::try_from(amount).unwrap_or(i64::MAX)
}

fn thousands(amount: i64) -> Tiyn {
    Tiyn(amount / THOUSAND_TENGE * THOUSAND_TENGE)
}
