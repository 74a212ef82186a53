//! Lines split further down: administrators into programmes, subprogrammes and specifics, subclasses of receipts into
//! theirs. Shares are drawn once for a line, so that each month shows the same parts; what is split adds up exactly.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::dice::{about, roll};
use super::facts::spent;
use crate::domain::budget::path::Step;
use crate::domain::budget::reference::{label, programmes};
use crate::domain::budget::{BudgetKind, Measures, Path, Section};
use crate::domain::money::Tiyn;
use crate::domain::region::AdministratorCode;
use crate::domain::scope::BudgetKey;

/// Programmes that the lists know, by administrator.
static KNOWN: LazyLock<HashMap<AdministratorCode, Vec<u16>>> = LazyLock::new(|| {
    let mut known: HashMap<AdministratorCode, Vec<u16>> = HashMap::new();
    for (administrator, programme, _) in programmes::known() {
        let list = known.entry(administrator).or_default();
        if !list.contains(&programme) {
            list.push(programme);
        }
    }
    known
});

/// What running an office is made of, with weights.
const RUNNING: [(u16, u64); 7] =
    [(111, 600), (121, 50), (122, 30), (124, 20), (151, 70), (159, 160), (161, 30)];

/// The parts of one budget's lines.
pub(super) struct Splits {
    seed: u64,
    budget: u64,
    kind: BudgetKind,
    /// The deepest lines below a line with their weights, in the order of paths.
    parts: HashMap<Path, Vec<(Path, u64)>>,
}

impl Splits {
    pub(super) fn of(seed: u64, budget: BudgetKey) -> Splits {
        Splits { seed, budget: about(&budget.code()), kind: budget.kind(), parts: HashMap::new() }
    }

    /// The lines below a line, in the order of paths; none where the lists know nothing below it.
    pub(super) fn below(&mut self, path: Path, measures: &Measures) -> Vec<(Path, Measures)> {
        if !self.parts.contains_key(&path) {
            let parts = self.drawn(path);
            self.parts.insert(path, parts);
        }
        let parts = self.parts.get(&path).map(Vec::as_slice).unwrap_or_default();
        let mut lines: Vec<(Path, Measures)> = Vec::with_capacity(parts.len() * 2);
        for ((part, _), amounts) in parts.iter().zip(shared(parts, measures)) {
            for level in path.level() + 1..=part.level() {
                let line = part.cut(level);
                match lines.iter_mut().find(|(known, _)| *known == line) {
                    Some((_, sum)) => *sum = sum.checked_add(&amounts).unwrap_or(*sum),
                    None => lines.push((line, amounts)),
                }
            }
        }
        lines
    }

    fn chance(&self, path: Path, what: u64, sides: u64) -> u64 {
        roll(self.seed, &[self.budget, path.packed().unsigned_abs(), what], sides)
    }

    fn drawn(&self, path: Path) -> Vec<(Path, u64)> {
        let mut parts = match (path.step(), path.section()) {
            (Step::Administrator, Section::Expenditure) => self.programmes(path),
            (Step::Administrator, Section::NetLending) => only(path, &[6, 0, 511]),
            (Step::Administrator, Section::FinancialAssets) => only(path, &[6, 0, 611]),
            (Step::Administrator, Section::Financing) => only(path, &[13, 0, 711]),
            (Step::Subclass, _) => {
                let known = (1..100).filter_map(|specific| path.child(specific).ok());
                let known = known.filter(|specific| label(*specific).is_some());
                known.map(|specific| (specific, 100 + self.chance(specific, 1, 900))).collect()
            }
            (_, _) => Vec::new(),
        };
        parts.sort_unstable_by_key(|(part, _)| *part);
        parts.dedup_by_key(|(part, _)| *part);
        parts
    }

    fn programmes(&self, place: Path) -> Vec<(Path, u64)> {
        let is_large = matches!(self.kind, BudgetKind::Republican | BudgetKind::Region);
        let count = if is_large { 2 + self.chance(place, 2, 3) } else { 2 };
        let known = place.administrator().and_then(|administrator| KNOWN.get(&administrator));
        let mut codes = vec![1];
        codes.extend(known.into_iter().flatten().filter(|code| **code != 1).take(2));
        let numbers =
            (0..count).filter_map(|number| u16::try_from(3 + self.chance(place, 10 + number, 40)).ok());
        let missing = usize::try_from(count).unwrap_or_default().saturating_sub(codes.len());
        codes.extend(numbers.take(missing).collect::<Vec<u16>>());
        codes.sort_unstable();
        codes.dedup();
        codes
            .into_iter()
            .filter_map(|code| place.child(code).ok())
            .flat_map(|path| self.specifics(path))
            .collect()
    }

    fn specifics(&self, programme: Path) -> Vec<(Path, u64)> {
        let is_running = programme.codes().last() == Some(&1);
        let weight = 100 + self.chance(programme, 3, if is_running { 300 } else { 900 });
        let several = !is_running && self.chance(programme, 4, 10) < 2;
        let below: &[u16] = match (self.kind, several) {
            (BudgetKind::Republican | BudgetKind::Aggregate, true) => &[4, 16],
            (BudgetKind::Republican | BudgetKind::Aggregate, false) => &[0],
            (BudgetKind::Region | BudgetKind::District | BudgetKind::Rural, true) => &[11, 15],
            (BudgetKind::Region | BudgetKind::District | BudgetKind::Rural, false) => &[15],
        };
        let mut parts = Vec::new();
        for path in below.iter().filter_map(|code| programme.child(*code).ok()) {
            let mut add =
                |specific: u16, of: u64| parts.extend(path.child(specific).map(|path| (path, weight * of)));
            if is_running {
                RUNNING.into_iter().for_each(|(specific, of)| add(specific, of));
                continue;
            }
            let all = spent();
            for number in 0..2 + self.chance(path, 5, 3) {
                let place =
                    usize::try_from(self.chance(path, 20 + number, all.len() as u64)).unwrap_or_default();
                all.get(place).into_iter().for_each(|specific| add(*specific, 200 + 100 * number));
            }
        }
        parts
    }
}

/// One line all the way down.
fn only(path: Path, codes: &[u16]) -> Vec<(Path, u64)> {
    let deepest = codes.iter().try_fold(path, |path, code| path.child(*code));
    deepest.map(|path| (path, 1)).into_iter().collect()
}

/// Figures shared out by weight in whole thousands, paid and promised ones in whole tenge; the rest is the heaviest's.
fn shared(parts: &[(Path, u64)], measures: &Measures) -> Vec<Measures> {
    let all: i128 = parts.iter().map(|(_, weight)| i128::from(*weight)).sum();
    let share = |amount: Tiyn, weight: u64, unit: i64| {
        let part = i128::from(amount.0) * i128::from(weight) / all.max(1);
        Tiyn(i64::try_from(part).unwrap_or_default() / unit * unit)
    };
    const THOUSAND: i64 = super::THOUSAND_TENGE;
    const TENGE: i64 = 100;
    let mut shares: Vec<Measures> = parts
        .iter()
        .map(|(_, weight)| Measures {
            utv: share(measures.utv, *weight, THOUSAND),
            utch: share(measures.utch, *weight, THOUSAND),
            plg: share(measures.plg, *weight, THOUSAND),
            plgp: share(measures.plgp, *weight, THOUSAND),
            plgo: share(measures.plgo, *weight, THOUSAND),
            obz: share(measures.obz, *weight, TENGE),
            sumrg: share(measures.sumrg, *weight, TENGE),
        })
        .collect();
    let given = shares.iter().try_fold(Measures::default(), |sum, part| sum.checked_add(part));
    let rest = given.and_then(|given| measures.checked_sub(&given));
    let heaviest = (0..parts.len()).max_by_key(|place| parts[*place].1);
    if let (Some(rest), Some(heaviest)) = (rest, heaviest.and_then(|place| shares.get_mut(place))) {
        *heaviest = heaviest.checked_add(&rest).unwrap_or(*heaviest);
    }
    shares
}
