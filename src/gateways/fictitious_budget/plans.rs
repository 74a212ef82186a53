//! Plans of a fictitious country: what execution begins with, as planned for three years. The first year of an approved plan
//! is the approved budget of that year; a draft plans a little more or less, lacks some lines and has some that are dropped.

use std::collections::BTreeMap;

use super::balance;
use super::dice::{about, roll};
use super::leaves::Year;
use super::proportions::Proportions;
use super::{per_mille, thousands};
use crate::domain::budget::path::Step;
use crate::domain::budget::reference::programmes;
use crate::domain::budget::rollup::BadFacts;
use crate::domain::budget::{Amounts, BudgetKind, Fact, Measures, Path, Plan, PlanYears, Section, Stage};
use crate::domain::money::Tiyn;
use crate::domain::scope::BudgetKey;

/// What running an office is made of, per mille; the rest is other current spending.
const RUNNING: [(u16, i64); 2] = [(111, 620), (159, 240)];
const THE_REST: u16 = 161;
/// A purpose that some drafts have and no later stage.
const DROPPED: u16 = 169;

/// One stage of a budget's plan; none where the place has no budget of its own.
pub fn plan(seed: u64, budget: BudgetKey, years: PlanYears, stage: Stage) -> Result<Option<Plan>, BadFacts> {
    let Some(proportions) = Proportions::of(&budget) else { return Ok(None) };
    let years_of_three = years.all().map(|year| Year::new(seed, budget, &proportions, year));
    let [first, second, third] = years_of_three.each_ref().map(|year| year.approved());
    let dice = Dice { seed, budget: about(&budget.code()), year: u64::from(years.first()), stage };
    let leaves: Vec<(Path, Measures)> = first
        .zip(second)
        .zip(third)
        .filter_map(|(((path, first), (_, second)), (_, third))| {
            let amounts = dice.drafted(path, [first, second, third])?;
            Some((path, carried(amounts)))
        })
        .collect();
    let lines = balance::complete(&leaves, &budget, Tiyn::ZERO, 12)?;
    let mut facts = Vec::with_capacity(lines.len() * 4);
    let mut below = lines.keys().skip(1).copied().map(Some).chain([None]);
    for (path, measures) in &lines {
        let is_leaf = !below.next().flatten().is_some_and(|next| path.holds(&next));
        if is_leaf && is_planned(*path) {
            facts.extend(dice.deepened(&budget, *path, amounts(measures)));
        }
    }
    let mut facts: Vec<Fact<Amounts>> = (1..)
        .zip(facts)
        .map(|(source_line, (path, amounts))| Fact {
            path,
            measures: Amounts(amounts.map(Tiyn)),
            source_line,
        })
        .collect();
    Plan::of_facts(budget, years, stage, &mut facts).map(Some)
}

/// The arithmetic of sections and transfers is that of execution: three of its measures carry the three years.
fn carried([first, second, third]: [i64; 3]) -> Measures {
    Measures { utv: Tiyn(first), utch: Tiyn(second), plg: Tiyn(third), ..Measures::default() }
}

fn amounts(measures: &Measures) -> [i64; 3] {
    [measures.utv.0, measures.utch.0, measures.plg.0]
}

/// Balances of money are no plan, and financing follows from what stands in it.
fn is_planned(path: Path) -> bool {
    ![Section::Financing, Section::OpeningBalance, Section::ClosingBalance].map(Path::of).contains(&path)
}

struct Dice {
    seed: u64,
    budget: u64,
    year: u64,
    stage: Stage,
}

impl Dice {
    fn roll(&self, path: Path, what: u64, sides: u64) -> i64 {
        let asked = [self.budget, path.packed().unsigned_abs(), self.year, what];
        i64::try_from(roll(self.seed, &asked, sides)).unwrap_or_default()
    }

    /// What this stage plans for a line that is approved at last; none where it came later or has nothing.
    fn drafted(&self, path: Path, approved: [i64; 3]) -> Option<[i64; 3]> {
        let (unknown, spread) = match self.stage {
            Stage::Draft => (2, 90),
            Stage::Submitted => (1, 30),
            Stage::Approved => (0, 0),
        };
        let came_later = path.administrator().is_some() && self.roll(path, 1, 40) < unknown;
        let share = 1000 - spread / 2 + self.roll(path, 2, 1000) * spread / 1000;
        let planned = approved.map(|amount| thousands(per_mille(amount, share)).0);
        (!came_later && planned != [0; 3]).then_some(planned)
    }

    /// Large budgets plan down to specifics; the others, as far as administrators.
    fn deepened(&self, budget: &BudgetKey, path: Path, amounts: [i64; 3]) -> BTreeMap<Path, [i64; 3]> {
        let is_deep = match budget.kind() {
            BudgetKind::Republican | BudgetKind::Region => path.section() == Section::Expenditure,
            BudgetKind::Aggregate | BudgetKind::District | BudgetKind::Rural => false,
        };
        let deeper = if is_deep { self.programmes(path, amounts) } else { None };
        deeper.unwrap_or_else(|| BTreeMap::from([(path, amounts)]))
    }

    /// A programme by which the administrator is known, and the running of its office by specifics.
    fn programmes(&self, place: Path, amounts: [i64; 3]) -> Option<BTreeMap<Path, [i64; 3]>> {
        let administrator = place.administrator().filter(|_| place.step() == Step::Administrator)?;
        let mut left = amounts;
        let mut take = |share: i64| {
            std::array::from_fn(|year| {
                let part = thousands(per_mille(amounts[year], share)).0;
                left[year] -= part;
                part
            })
        };
        let mut lines = BTreeMap::new();
        let known = programmes::known().find(|(of, number, _)| *of == administrator && *number != 1);
        let mut whole = 1000;
        if let Some((_, number, _)) = known {
            let share = 300 + self.roll(place, 3, 400);
            lines.insert(place.child(number).ok()?, take(share));
            whole -= share;
        }
        let running = place.child(1).and_then(|programme| programme.child(0)).ok()?;
        for (specific, share) in RUNNING {
            lines.insert(running.child(specific).ok()?, take(whole * share / 1000));
        }
        if self.stage == Stage::Draft && self.roll(place, 4, 15) == 0 {
            lines.insert(running.child(DROPPED).ok()?, take(whole / 20));
        }
        lines.insert(running.child(THE_REST).ok()?, left);
        Some(lines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::budget::plan::{Change, compare};
    use crate::domain::budget::{Period, reference};

    fn made(code: &str, stage: Stage) -> Plan {
        let budget = BudgetKey::parse(code).expect("a budget");
        let years = PlanYears::from(2026).expect("years");
        plan(7, budget, years, stage).expect("sums").expect("a plan")
    }

    fn at(plan: &Plan, text: &str) -> [i64; 3] {
        let line = plan.lines.iter().find(|line| line.path.to_string() == text);
        line.map(|line| line.measures.0.map(|amount| amount.0)).unwrap_or_default()
    }

    #[test]
    fn sections_reconcile_in_every_kind_of_budget_and_stage() {
        for code in ["republican", "110000000", "750000000", "113200000"] {
            for stage in Stage::ALL {
                let plan = made(code, stage);
                for year in 0..3 {
                    let section = |text: &str| at(&plan, text)[year];
                    let deficit = section("1") - section("2") - section("3") - section("4");
                    assert_eq!(section("5"), deficit, "{code} {stage:?}");
                    assert_eq!(section("7"), -deficit, "{code} {stage:?}");
                }
                let named = |path: Path| reference::label(path).is_some();
                assert!(plan.lines.iter().all(|line| named(line.path)), "{code} {stage:?}");
            }
        }
    }

    #[test]
    fn an_approved_plan_begins_with_the_approved_budget_of_its_year() {
        for code in ["republican", "110000000", "113200000"] {
            let budget = BudgetKey::parse(code).expect("a budget");
            let month = Period::parse("2026-01").expect("a period");
            let report = super::super::reports(7, budget, month, month).expect("reports").remove(0);
            let plan = made(code, Stage::Approved);
            // Plan and execution go further down each in its own way.
            let is_of_both = |step: Step| {
                !matches!(step, Step::Programme | Step::Subprogramme | Step::Specific | Step::ReceiptSpecific)
            };
            let shared = report.lines.iter().filter(|line| is_of_both(line.path.step()));
            for line in shared.filter(|line| line.measures.utv != Tiyn::ZERO) {
                assert_eq!(at(&plan, &line.path.to_string())[0], line.measures.utv.0, "{code} {}", line.path);
            }
        }
    }

    #[test]
    fn from_stage_to_stage_lines_are_added_dropped_and_changed() {
        let lines =
            |stage| made("republican", stage).lines.into_iter().map(|line| (line.path, line.measures));
        let found = compare(lines(Stage::Draft), lines(Stage::Approved)).expect("compared");
        for change in [Change::Added, Change::Dropped, Change::Changed] {
            assert!(found.iter().any(|line| line.change() == change), "{change:?}");
        }
        assert_eq!(made("republican", Stage::Draft), made("republican", Stage::Draft), "chance repeats");
    }
}
