//! Fictitious facts in any number, for trials of size and speed: the real lists of codes, nobody's figures.
//!
//! The same wish gives the same facts, month after month of one budget after the other, and no more than one budget is
//! held at a time. Expenditure goes down to specifics, receipts to their specifics; V = I − II − III − IV, VII = −V,
//! balances carry over; every few hundred lines something is odd. It knows no database and no file.

mod amounts;
mod leaves;
mod names;
mod places;
mod plan;
#[cfg(test)]
mod tests;

use std::ops::ControlFlow;

use crate::domain::budget::{Fact, Period};
use crate::domain::scope::BudgetKey;
use leaves::Leaves;
pub(super) use places::spent;
pub use plan::{NotPossible, Plan};

/// What is wished for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// How many facts, within one per cent.
    pub facts: u64,
    /// The seed.
    pub seed: u64,
    /// How many years.
    pub years: u16,
    /// The last of them.
    pub last: u16,
}

/// Where a report's facts go.
pub type Taker<'a> = dyn FnMut(BudgetKey, Period, &mut [Fact]) -> ControlFlow<()> + 'a;

impl Plan {
    /// Makes everything that is planned; stops where the taker breaks off.
    pub fn make(&self, take: &mut Taker<'_>) -> ControlFlow<()> {
        let mut facts = Vec::new();
        for (budget, size) in self.budgets() {
            let leaves = Leaves::of(self.seed(), *budget, *size);
            let mut opening = leaves.opening();
            for year in self.years() {
                let year_of = leaves.year(year);
                for month in 1..=12 {
                    let Ok(period) = Period::new(year, month) else { continue };
                    facts.clear();
                    let closing = year_of.month(month, opening, &mut facts);
                    take(*budget, period, &mut facts)?;
                    if month == 12 {
                        opening = closing;
                    }
                }
            }
        }
        ControlFlow::Continue(())
    }
}
