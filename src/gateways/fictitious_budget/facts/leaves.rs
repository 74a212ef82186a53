//! The lines of one budget through all years: which they are, how large, and how their year runs.

use super::places::{RUNNING, places, receipts, spent, subprogrammes};
use super::plan::LEAST;
use crate::domain::budget::path::NotAPath;
use crate::domain::budget::{Path, Section};
use crate::domain::money::Tiyn;
use crate::domain::scope::BudgetKey;
use crate::gateways::fictitious_budget::dice::{about, roll};
use crate::gateways::fictitious_budget::oddities::Oddity;
use crate::gateways::fictitious_budget::proportions::Proportions;

/// How a line's money leaves through the year.
#[derive(Clone, Copy)]
pub(super) enum Course {
    /// Month by month alike.
    Even,
    /// In the second half.
    Late,
}

/// One line.
pub(super) struct Leaf {
    pub(super) path: Path,
    /// Approved in the base year, in tiyn.
    pub(super) approved: i64,
    pub(super) course: Course,
    pub(super) oddity: Option<Oddity>,
    /// What the dice of its years are asked about.
    pub(super) about: u64,
}

/// All lines of a budget but those that follow from them, in the order of paths.
pub(super) struct Leaves {
    pub(super) seed: u64,
    pub(super) lines: Vec<Leaf>,
    expenditure: i64,
}

/// What a budget whose size is not known spends: a billion tenge.
const SOME: i64 = 100_000_000_000;
/// Lines that a place has about.
const OF_A_PLACE: usize = 25;
/// Lines of receipts that one subclass can have.
const OF_A_SUBCLASS: usize = 60;

impl Leaves {
    pub(super) fn of(seed: u64, budget: BudgetKey, size: u64) -> Leaves {
        let budget_number = about(&budget.code());
        let dice = |what: &[u64], sides: u64| {
            let asked: Vec<u64> = std::iter::once(budget_number).chain(what.iter().copied()).collect();
            roll(seed, &asked, sides)
        };
        let lines = usize::try_from(size.saturating_sub(LEAST / 2)).unwrap_or(usize::MAX);
        let subclasses = receipts(&budget);
        let of_receipts = (lines / 20).clamp(3, subclasses.len() * OF_A_SUBCLASS).min(lines);
        let mut paths = receipt_paths(&subclasses, of_receipts);
        paths.extend(spending_paths(&budget, lines - of_receipts, &dice));
        let weighed: Vec<(Path, i64)> = paths
            .into_iter()
            .map(|(path, weight)| {
                let spread = 1 + dice(&[code(path), 1], 40) * dice(&[code(path), 2], 25);
                (path, weight * i64::try_from(spread).unwrap_or(1))
            })
            .collect();
        let is_receipt = |path: &Path| path.section() == Section::Receipts;
        let sum = |receipts: bool| -> i64 {
            let of = weighed.iter().filter(|(path, _)| is_receipt(path) == receipts);
            of.map(|(_, weight)| weight).sum::<i64>().max(1)
        };
        let (received, spent, expenditure) = (sum(true), sum(false), expenditure(&budget));
        let leaf = |(path, weight): (Path, i64)| {
            // Loans and balances make up for the receipts that are missing.
            let part =
                if is_receipt(&path) { (expenditure / 100 * 98, received) } else { (expenditure, spent) };
            let approved =
                i64::try_from(i128::from(part.0) * i128::from(weight) / i128::from(part.1)).unwrap_or(0);
            let about = roll(seed, &[budget_number, code(path)], u64::MAX);
            Leaf { path, approved, course: course(path), oddity: oddity(path, about), about }
        };
        Leaves { seed, lines: weighed.into_iter().map(leaf).collect(), expenditure }
    }

    /// Balances at the beginning of the first year: one per cent of the expenditure.
    pub(super) fn opening(&self) -> Tiyn {
        Tiyn(self.expenditure / 100)
    }
}

fn code(path: Path) -> u64 {
    path.packed().unsigned_abs()
}

fn expenditure(budget: &BudgetKey) -> i64 {
    let Some(proportions) = Proportions::of(budget) else { return SOME };
    let spent = proportions.leaves.iter().filter(|leaf| leaf.path.section() == Section::Expenditure);
    spent.map(|leaf| leaf.approved).sum()
}

/// Receipts of a subclass, shared out among its specifics.
fn receipt_paths(subclasses: &[(Path, i64)], lines: usize) -> Vec<(Path, i64)> {
    let taken = subclasses.len().min(lines);
    let shares = spread(lines, taken);
    let specifics = |((path, weight), share): (&(Path, i64), usize)| {
        let (path, weight) = (*path, *weight);
        (1..)
            .take(share)
            .filter_map(move |specific| Some((path.child(specific).ok()?, weight)))
            .collect::<Vec<_>>()
    };
    subclasses.iter().zip(shares).flat_map(specifics).collect()
}

/// So many things on so many heaps, as evenly as can be, the first heaps having one more.
fn spread(things: usize, heaps: usize) -> impl Iterator<Item = usize> {
    (0..heaps).map(move |heap| things / heaps + usize::from(heap < things % heaps))
}

/// Specifics of programmes of some of the administrators' places.
fn spending_paths(budget: &BudgetKey, lines: usize, dice: &impl Fn(&[u64], u64) -> u64) -> Vec<(Path, i64)> {
    let mut all = places(budget);
    let taken = (lines / OF_A_PLACE).clamp(1, all.len().max(1));
    all.sort_by_cached_key(|path| dice(&[code(*path), 3], u64::MAX));
    all.truncate(taken);
    all.sort();
    let mut paths = Vec::with_capacity(lines);
    for (place, share) in all.iter().zip(spread(lines, all.len())) {
        let end = paths.len() + share;
        let weight = 1 + i64::try_from(dice(&[code(*place), 4], 50)).unwrap_or_default();
        let mut programme = 1;
        while paths.len() < end
            && let Ok(path) = place.child(programme)
        {
            let left = end - paths.len();
            paths.extend(
                programme_paths(budget, path, dice)
                    .into_iter()
                    .flatten()
                    .take(left)
                    .map(|path| (path, weight)),
            );
            programme += if share > 1000 {
                1
            } else {
                1 + u16::try_from(dice(&[code(path), 5], 4)).unwrap_or_default()
            };
        }
    }
    paths
}

/// The specifics of one programme, in their order.
fn programme_paths(
    budget: &BudgetKey,
    programme: Path,
    dice: &impl Fn(&[u64], u64) -> u64,
) -> Result<Vec<Path>, NotAPath> {
    let is_running = programme.codes().last() == Some(&1);
    let several = !is_running && dice(&[code(programme), 6], 10) < 3;
    let below = if several { subprogrammes(budget) } else { &[0] };
    let specifics = if is_running { &RUNNING[..] } else { spent() };
    let mut paths = Vec::new();
    for subprogramme in below {
        let path = programme.child(*subprogramme)?;
        let wanted = if is_running { specifics.len() } else { 3 + dice(&[code(path), 7], 8) as usize };
        // A step through the list that takes about as many as wanted, from a place that chance gives.
        let step = (specifics.len() / wanted.max(1)).max(1);
        let first = dice(&[code(path), 8], step as u64) as usize;
        for specific in specifics.iter().skip(first).step_by(step) {
            paths.push(path.child(*specific)?);
        }
    }
    Ok(paths)
}

/// Capital expenditure and transfers for it run late.
fn course(path: Path) -> Course {
    let is_capital =
        path.section() == Section::Expenditure && path.codes().last().is_some_and(|code| *code >= 400);
    if is_capital { Course::Late } else { Course::Even }
}

fn oddity(path: Path, about: u64) -> Option<Oddity> {
    if path.section() == Section::Receipts {
        return None;
    }
    match about % 1000 {
        0..5 => Some(Oddity::LateDecember),
        5..8 => Some(Oddity::UnderHalf),
        8..9 => Some(Oddity::AboveCorrected),
        9..10 => Some(Oddity::WithoutPlan),
        10..11 => Some(Oddity::ManyAmendments),
        11..13 => Some(Oddity::GrowingUnpaid),
        _ => None,
    }
}
