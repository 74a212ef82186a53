//! How many facts each budget gets, so that all of them together are as many as wished for.

use std::collections::BTreeMap;

use super::Wish;
use crate::domain::budget::{BudgetKind, Period};
use crate::domain::region::Kato;
use crate::domain::scope::BudgetKey;
use crate::gateways::fictitious_budget::dice::roll;
use crate::gateways::fictitious_budget::{down_to_districts, rural};

/// Facts of the smallest report: three receipts, two of expenditure, and the five that follow from them.
pub(super) const LEAST: u64 = 10;
/// Facts of the largest plan; whoever wants more wants more than the classification has room for.
const MOST: u64 = 1_000_000_000;

/// The wish can't be granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotPossible {
    /// Too few or too many facts.
    #[error("{facts} facts can't be made of {years} years: at least {least}, at most {MOST}")]
    Facts {
        /// How many were wished for.
        facts: u64,
        /// Of how many years.
        years: u16,
        /// The fewest of which a share of a per cent can be told.
        least: u64,
    },
    /// Reports begin in 2000 and end in 2099.
    #[error("{years} years up to {last} are not within 2000 to 2099")]
    Years {
        /// How many.
        years: u16,
        /// The last.
        last: u16,
    },
}

/// Which budgets are made, and how many facts each has in a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    seed: u64,
    first: u16,
    last: u16,
    budgets: Vec<(BudgetKey, u64)>,
}

impl Plan {
    /// Shares a wish out among budgets: the republican one, regions, districts, rural districts, as many as get a report
    /// worth the name.
    pub fn of(wish: &Wish) -> Result<Plan, NotPossible> {
        let Wish { facts, seed, years, last } = *wish;
        let first = (last + 1).checked_sub(years).filter(|_| years > 0);
        let bounds = first.and_then(|first| Some((Period::new(first, 1).ok()?, Period::new(last, 12).ok()?)));
        let Some((from, to)) = bounds else { return Err(NotPossible::Years { years, last }) };
        let months = u64::from(years) * 12;
        let least = months * LEAST * 5;
        if !(least..=MOST).contains(&facts) {
            return Err(NotPossible::Facts { facts, years, least });
        }
        let a_month = (facts + months / 2) / months;
        let count = usize::try_from(a_month / LEAST).unwrap_or(usize::MAX);
        let rural = rural_districts(seed).take(rural_count(a_month)).map(BudgetKey::Local);
        let budgets: Vec<BudgetKey> = down_to_districts().chain(rural).take(count).collect();
        Ok(Plan { seed, first: from.year(), last: to.year(), budgets: shares(&budgets, a_month) })
    }

    /// How many facts are made.
    pub fn facts(&self) -> u64 {
        let a_month: u64 = self.budgets.iter().map(|(_, size)| size).sum();
        a_month * 12 * (u64::from(self.last - self.first) + 1)
    }

    /// In one line, for whoever asks where the figures come from.
    pub fn name(&self) -> String {
        format!("fictitious {} – {}, {} facts, seed {}", self.first, self.last, self.facts(), self.seed)
    }

    pub(super) fn seed(&self) -> u64 {
        self.seed
    }

    pub(super) fn years(&self) -> impl Iterator<Item = u16> + use<> {
        self.first..=self.last
    }

    pub(super) fn budgets(&self) -> &[(BudgetKey, u64)] {
        &self.budgets
    }
}

/// How many rural districts there are: a few beside a million facts, so that reports stay longer than their overhead, and
/// thousands beside ten million.
fn rural_count(a_month: u64) -> usize {
    let count = (a_month / 800).max(a_month.saturating_sub(15_000) / 70);
    usize::try_from(count).unwrap_or(usize::MAX)
}

/// Rural districts in the order in which they come: oblasts take turns, and within them districts, in an order of chance.
fn rural_districts(seed: u64) -> impl Iterator<Item = Kato> {
    let mut of_oblasts: BTreeMap<Kato, Vec<Kato>> = BTreeMap::new();
    for district in rural::hosts() {
        of_oblasts.entry(district.top()).or_default().push(district);
    }
    for districts in of_oblasts.values_mut() {
        districts.sort_by_cached_key(|district| roll(seed, &[u64::from(district.number()), 9], u64::MAX));
    }
    let longest = of_oblasts.values().map(Vec::len).max().unwrap_or_default();
    let turn = |turn: usize| of_oblasts.values().filter_map(move |districts| districts.get(turn).copied());
    let order: Vec<Kato> = (0..longest).flat_map(turn).collect();
    (1..=rural::MOST).flat_map(move |number| {
        let order = order.clone();
        order.into_iter().filter_map(move |district| rural::of_district(district, number))
    })
}

/// Everybody gets the least, the rest goes by weight, and what rounding leaves goes to the first.
fn shares(budgets: &[BudgetKey], a_month: u64) -> Vec<(BudgetKey, u64)> {
    let all: u64 = budgets.iter().map(weight).sum();
    let rest = a_month - LEAST * budgets.len() as u64;
    let mut shares: Vec<(BudgetKey, u64)> =
        budgets.iter().map(|budget| (*budget, LEAST + rest * weight(budget) / all.max(1))).collect();
    let given: u64 = shares.iter().map(|(_, size)| size).sum();
    if let Some((_, first)) = shares.first_mut() {
        *first += a_month - given;
    }
    shares
}

fn weight(budget: &BudgetKey) -> u64 {
    match budget.kind() {
        BudgetKind::Republican => 60,
        BudgetKind::Region => 30,
        BudgetKind::District => 4,
        BudgetKind::Rural | BudgetKind::Aggregate => 1,
    }
}
