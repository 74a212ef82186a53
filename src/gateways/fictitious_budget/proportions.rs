//! Proportions carried in the program: how large each line of a template is, and how the year runs.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{kind, per_mille};
use crate::domain::budget::{BudgetKind, Path};
use crate::domain::money::Tiyn;
use crate::domain::region::{Kato, RegionKind};
use crate::domain::scope::BudgetKey;

/// One line of a template.
#[derive(Clone, Copy)]
pub(super) struct Leaf {
    pub(super) path: Path,
    /// Approved in the base year, in tiyn.
    pub(super) approved: i64,
    /// Corrected, per mille of approved.
    pub(super) corrected: i64,
    /// Executed, per mille of corrected.
    pub(super) executed: i64,
}

/// The template of one budget.
pub(super) struct Proportions {
    pub(super) leaves: Vec<Leaf>,
    pub(super) level: Level,
}

/// Whose year it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Republican,
    Local,
}

const MILLION_TENGE: i64 = 100_000_000;

impl Proportions {
    /// None where the place has no budget of its own.
    pub(super) fn of(budget: &BudgetKey) -> Option<Proportions> {
        let (template, size, level): (_, i64, _) = match (budget, kind(budget)) {
            (BudgetKey::Republican, _) => {
                (include_str!("republican.csv"), 100_000 * MILLION_TENGE, Level::Republican)
            }
            (BudgetKey::State | BudgetKey::AllLocal, _) => return None,
            (
                BudgetKey::Local(place),
                BudgetKind::Republican | BudgetKind::Aggregate | BudgetKind::Region,
            ) => {
                let template = match place.kind() {
                    RegionKind::City => include_str!("city.csv"),
                    RegionKind::Oblast => include_str!("oblast.csv"),
                };
                (template, SIZES.get(place)?.0, Level::Local)
            }
            (BudgetKey::Local(place), BudgetKind::District) => {
                (include_str!("district.csv"), district_size(*place)?, Level::Local)
            }
            (BudgetKey::Local(place), BudgetKind::Rural) => {
                // About a fiftieth of what its district spends, no two alike.
                let fiftieth = district_size(place.around()?)? / 50;
                let share = 600 + i64::from(place.number() / 1_000 * 37 % 900);
                (include_str!("rural.csv"), per_mille(fiftieth, share), Level::Local)
            }
        };
        Some(Proportions { leaves: leaves(template, size), level })
    }

    /// Balances at the beginning of the first year: one per cent of the expenditure.
    pub(super) fn opening(&self) -> Tiyn {
        let expenditure = self.leaves.iter().filter(|leaf| leaf.path.section().code() == "2");
        Tiyn(per_mille(expenditure.map(|leaf| leaf.approved).sum(), 10))
    }
}

/// Sizes are per 100 000 of `size`; the republican template, of which the size is 100 000 million, is in millions.
fn leaves(template: &str, size: i64) -> Vec<Leaf> {
    let leaf = |line: &str| {
        let mut fields = line.split(';');
        let path = Path::parse(fields.next()?).ok()?;
        let mut number = || fields.next()?.parse::<i64>().ok();
        let (share, corrected, executed) = (number()?, number()?, number()?);
        let approved = i64::try_from(i128::from(size) * i128::from(share) / 100_000).ok()?;
        Some(Leaf { path, approved, corrected, executed })
    };
    template.lines().filter_map(leaf).collect()
}

/// Expenditure of each region and of the districts in it, in tiyn.
static SIZES: LazyLock<BTreeMap<Kato, (i64, i64)>> = LazyLock::new(|| {
    let size = |line: &str| {
        let mut fields = line.split(';');
        let place = Kato::parse(fields.next()?).ok()?;
        let mut billions = || fields.next()?.parse::<i64>().ok().map(|number| number * 1000 * MILLION_TENGE);
        Some((place, (billions()?, billions()?)))
    };
    include_str!("regions.csv").lines().filter_map(size).collect()
});

/// A district's part of what its region's districts spend; cities weigh three times as much.
fn district_size(place: Kato) -> Option<i64> {
    let districts = crate::domain::budget::reference::districts();
    let weight = |kato: Kato| {
        let code = kato.code();
        if code[2..].starts_with(['0', '1', '2']) { 3 } else { 1 }
    };
    let siblings = districts.iter().filter(|other| other.kato.top() == place.top());
    let all: i64 = siblings.map(|sibling| weight(sibling.kato)).sum();
    let (_, of_districts) = SIZES.get(&place.top())?;
    (*of_districts > 0).then(|| of_districts / all.max(1) * weight(place))
}

/// What is executed by the end of each month, per mille of the year.
pub(super) fn profile(level: Level, path: Path) -> [i64; 12] {
    let trail = path.trail();
    let by_heading = trail.get(1).and_then(|top| PROFILES.get(&(level, *top)));
    by_heading.copied().unwrap_or([80, 165, 250, 335, 415, 500, 585, 665, 750, 835, 915, 1000])
}

static PROFILES: LazyLock<BTreeMap<(Level, Path), [i64; 12]>> = LazyLock::new(|| {
    let profile = |line: &str| {
        let mut fields = line.split(';');
        let level = match fields.next()? {
            "republican" => Level::Republican,
            "local" => Level::Local,
            _ => return None,
        };
        let path = Path::parse(fields.next()?).ok()?;
        let shares: Vec<i64> = fields.filter_map(|field| field.parse().ok()).collect();
        Some(((level, path), shares.try_into().ok()?))
    };
    include_str!("months.csv").lines().filter_map(profile).collect()
});
