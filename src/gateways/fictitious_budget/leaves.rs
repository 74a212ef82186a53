//! The deepest lines of a budget through one year: what is planned, promised and paid by the end of each month.

use super::dice::{about, roll};
use super::oddities::{Oddity, oddity_of};
use super::proportions::{Leaf, Level, Proportions, profile};
use super::{per_mille, thousands};
use crate::domain::budget::{Measures, Path, Section};
use crate::domain::money::Tiyn;
use crate::domain::scope::BudgetKey;

/// The year whose proportions the templates have.
const BASE_YEAR: u16 = 2024;

/// One budget's lines in one year.
pub(super) struct Year {
    pub(super) number: u16,
    leaves: Vec<LeafYear>,
}

struct LeafYear {
    path: Path,
    receipts: bool,
    approved: i64,
    corrected: i64,
    executed: i64,
    profile: [i64; 12],
    oddity: Option<Oddity>,
}

impl Year {
    pub(super) fn new(seed: u64, budget: BudgetKey, proportions: &Proportions, number: u16) -> Year {
        let budget_number = about(&budget.code());
        let leaf = |leaf: &Leaf| {
            let asked = [budget_number, about(&leaf.path.to_string()), u64::from(number)];
            leaf_year(seed, &asked, leaf, proportions.level, number, oddity_of(&budget, leaf.path))
        };
        Year { number, leaves: proportions.leaves.iter().map(leaf).collect() }
    }

    /// The approved budget of the year; nothing where nothing is planned.
    pub(super) fn approved(&self) -> impl Iterator<Item = (Path, i64)> {
        self.leaves.iter().map(|leaf| match leaf.oddity {
            Some(Oddity::WithoutPlan) => (leaf.path, 0),
            Some(
                Oddity::LateDecember
                | Oddity::UnderHalf
                | Oddity::AboveCorrected
                | Oddity::ManyAmendments
                | Oddity::GrowingUnpaid,
            )
            | None => (leaf.path, leaf.approved),
        })
    }

    /// The figures at the end of a month.
    pub(super) fn month(&self, month: u8) -> Vec<(Path, Measures)> {
        self.leaves.iter().map(|leaf| (leaf.path, leaf.measures(month))).collect()
    }
}

fn leaf_year(
    seed: u64,
    asked: &[u64; 3],
    leaf: &Leaf,
    level: Level,
    number: u16,
    oddity: Option<Oddity>,
) -> LeafYear {
    let [budget, path, year] = *asked;
    let chance = |what: u64, sides: u64| {
        i64::try_from(roll(seed, &[budget, path, year, what], sides)).unwrap_or_default()
    };
    let receipts = leaf.path.section() == Section::Receipts || leaf.path.administrator().is_none();
    let growth = 1000 + 80 * (i64::from(number) - i64::from(BASE_YEAR));
    let approved = per_mille(per_mille(leaf.approved, growth), 930 + chance(1, 141));
    let corrected = per_mille(approved, leaf.corrected + chance(2, 41) - 20);
    let executed = if receipts {
        per_mille(corrected, leaf.executed + chance(3, 61) - 30)
    } else {
        per_mille(corrected, (leaf.executed - chance(3, 16)).min(1000))
    };
    // Money leaves a little later here than there, always in December at last.
    let late = 1000 - chance(4, 60);
    let mut profile = profile(level, leaf.path);
    profile.iter_mut().take(11).for_each(|share| *share = *share * late / 1000);
    LeafYear {
        path: leaf.path,
        receipts,
        approved: thousands(approved).0,
        corrected: thousands(corrected).0,
        executed,
        profile,
        oddity,
    }
}

impl LeafYear {
    fn measures(&self, month: u8) -> Measures {
        let share = self.profile.get(usize::from(month) - 1).copied().unwrap_or(1000);
        // The budget is corrected in spring and in autumn.
        let step = (self.corrected - self.approved) / 2;
        let plg = match month {
            1..4 => self.approved,
            4..10 => self.approved + step,
            _ => self.corrected,
        };
        let utch = self.approved + per_mille(plg - self.approved, 800);
        let last = month == 12;
        let planned =
            |share: i64| if last { self.corrected } else { per_mille(self.corrected, share.min(1000)) };
        let plgp = planned(if share == 0 { 0 } else { share * 103 / 100 + 3 });
        let plgo = planned(if share == 0 { 0 } else { share * 110 / 100 + 10 });
        let sumrg = per_mille(self.executed, share) / 100 * 100;
        let mut measures = Measures {
            utv: Tiyn(self.approved),
            utch: thousands(utch),
            plg: thousands(plg),
            plgp: thousands(plgp),
            plgo: if self.receipts { Tiyn::ZERO } else { thousands(plgo) },
            obz: Tiyn::ZERO,
            sumrg: Tiyn(sumrg),
        };
        if !self.receipts {
            let open = (measures.plgo.0 - sumrg).max(0);
            measures.obz = Tiyn(sumrg + per_mille(open, 700) / 100 * 100);
        }
        match self.oddity {
            Some(oddity) => oddity.applied(measures, self.corrected, month),
            None => measures,
        }
    }
}
