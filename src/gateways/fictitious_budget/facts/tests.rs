//! As many facts as wished for, the same each time, and figures that could be.

use super::*;
use crate::domain::budget::rollup::report_of_facts;
use crate::domain::budget::{Bearer, BudgetKind, Measures, Part, Path, Section, reference};
use crate::domain::money::Tiyn;

fn wish(facts: u64) -> Wish {
    Wish { facts, seed: 7, years: 5, last: 2025 }
}

fn made(wish: &Wish) -> Vec<(BudgetKey, Period, Vec<Fact>)> {
    let mut made = Vec::new();
    let plan = Plan::of(wish).expect("possible");
    let _ = plan.make(&mut |budget, period, facts| {
        made.push((budget, period, facts.to_vec()));
        ControlFlow::Continue(())
    });
    let count: usize = made.iter().map(|(_, _, facts)| facts.len()).sum();
    assert_eq!(count as u64, plan.facts(), "a plan is kept");
    made
}

#[test]
fn there_are_as_many_as_wished_for() {
    for facts in [3_000, 20_000, 123_457, 400_000] {
        let wish = wish(facts);
        let count: usize = made(&wish).iter().map(|(_, _, facts)| facts.len()).sum();
        assert!((count as u64).abs_diff(facts) * 100 <= facts, "{count} of {facts}");
    }
    for facts in [0, 2_999, 1_000_000_001] {
        assert!(matches!(Plan::of(&wish(facts)), Err(NotPossible::Facts { .. })), "{facts}");
    }
    for (years, last) in [(0, 2025), (27, 2025), (1, 2100)] {
        assert!(matches!(Plan::of(&Wish { years, last, ..wish(20_000) }), Err(NotPossible::Years { .. })));
    }
}

#[test]
fn the_same_wish_gives_the_same_and_another_seed_something_else() {
    let first = made(&wish(20_000));
    assert!(first == made(&wish(20_000)));
    assert!(first != made(&Wish { seed: 8, ..wish(20_000) }));
}

#[test]
fn a_large_wish_holds_every_region_and_district_in_all_years() {
    let plan = Plan::of(&wish(50_000_000)).expect("possible");
    assert_eq!(plan.facts().abs_diff(50_000_000) / 30, 0);
    let of_kind = |kind| plan.budgets().iter().filter(|(budget, _)| budget.kind() == kind).count();
    assert_eq!((of_kind(BudgetKind::Republican), of_kind(BudgetKind::Region)), (1, 20));
    assert!(of_kind(BudgetKind::District) >= 202);
    assert_eq!(plan.years().collect::<Vec<_>>(), [2021, 2022, 2023, 2024, 2025]);
}

/// A few of every oblast beside a million facts, two thousand beside ten; the same seed chooses the same.
#[test]
fn rural_districts_come_with_the_number_of_facts() {
    let rural = |facts: u64, seed: u64| -> Vec<BudgetKey> {
        let plan = Plan::of(&Wish { seed, ..wish(facts) }).expect("possible");
        let all = plan.budgets().iter().map(|(budget, _)| *budget);
        all.filter(|budget| budget.kind() == BudgetKind::Rural).collect()
    };
    let oblasts = |budgets: &[BudgetKey]| {
        let top = |budget: &BudgetKey| budget.code()[..2].to_owned();
        budgets.iter().map(top).collect::<std::collections::BTreeSet<_>>().len()
    };
    assert_eq!(rural(100_000, 7), []);
    let (million, ten) = (rural(1_000_000, 7), rural(10_000_000, 7));
    assert_eq!((million.len(), oblasts(&million)), (23, 17));
    assert!((2_000..2_600).contains(&ten.len()), "{}", ten.len());
    assert_eq!(ten.iter().collect::<std::collections::HashSet<_>>().len(), ten.len());
    assert_eq!(ten[..million.len()], million[..], "more facts keep those that fewer have");
    assert_eq!(rural(1_000_000, 7), million);
    assert_ne!(rural(1_000_000, 8), million);
}

#[test]
fn what_is_made_up_has_a_name_in_every_language() {
    let plan = Plan::of(&wish(1_000_000)).expect("possible");
    let names = plan.names();
    let named: std::collections::HashSet<Bearer> = names.iter().map(|given| given.bearer).collect();
    assert_eq!(named.len(), names.len(), "nothing is named twice");
    assert!(names.iter().all(|given| given.name.all().count() == 3));
    for (budget, _) in plan.budgets().iter().filter(|(budget, _)| budget.kind() == BudgetKind::Rural) {
        let BudgetKey::Local(place) = budget else { panic!("{budget:?} is of no place") };
        assert!(named.contains(&Bearer::Place(*place)), "{place}");
    }
    let _ = plan.make(&mut |_, _, facts| {
        for path in facts.iter().flat_map(|fact| fact.path.trail()) {
            let is_named = Bearer::of(path).is_none_or(|bearer| named.contains(&bearer));
            assert!(reference::label(path).is_some() || is_named, "{path}");
        }
        ControlFlow::Break(())
    });
}

#[test]
fn reports_reconcile_and_use_known_codes_down_to_specifics() {
    let mut opening: std::collections::HashMap<BudgetKey, (u16, Tiyn)> = std::collections::HashMap::new();
    for (budget, period, mut facts) in made(&wish(200_000)) {
        let before: Vec<Path> = facts.iter().map(|fact| fact.path).collect();
        let report = report_of_facts(budget, period, Part::Main, &mut facts).expect("a report");
        assert!(facts.iter().map(|fact| fact.path).eq(before), "facts come in the order of paths");
        assert_eq!(report.differences(), Ok(Vec::new()));
        let at = |section| report.measures(Path::of(section)).unwrap_or_default();
        let executed = |section| at(section).sumrg.0;
        let deficit = executed(Section::Receipts) - executed(Section::Expenditure);
        assert_eq!(executed(Section::Deficit), deficit);
        assert_eq!(executed(Section::Financing), -deficit);
        assert!(executed(Section::ClosingBalance) >= 0);
        let (year, closing) = (period.year(), at(Section::ClosingBalance).sumrg);
        if let Some((before, carried)) = opening.get(&budget)
            && *before + 1 == year
        {
            assert_eq!(at(Section::OpeningBalance).sumrg, *carried, "{period}");
        }
        if period.month() == 12 {
            opening.insert(budget, (year, closing));
        }
        for fact in facts.iter().filter(|fact| fact.path.section().has_lines()) {
            assert!(fact.path.is_deepest(), "{}", fact.path);
            let known = fact.path.trail().into_iter().filter(|path| path.level() <= 3);
            for path in known {
                assert!(reference::label(path).is_some(), "{path}");
            }
        }
    }
}

#[test]
fn execution_grows_over_the_year_and_nothing_is_paid_that_was_not_promised() {
    let mut last: std::collections::HashMap<(BudgetKey, Path), Measures> = std::collections::HashMap::new();
    let mut odd = 0;
    for (budget, period, facts) in made(&wish(200_000)) {
        if period.month() == 1 {
            last.clear();
        }
        for fact in facts.iter().filter(|fact| fact.path.section() == Section::Expenditure) {
            let Measures { obz, sumrg, plg, .. } = fact.measures;
            assert!(obz >= sumrg, "{} {period}", fact.path);
            let before = last.insert((budget, fact.path), fact.measures).unwrap_or_default();
            assert!(sumrg >= before.sumrg, "{} {period}", fact.path);
            odd += usize::from(period.month() == 12 && sumrg > plg);
        }
    }
    assert!(odd > 0, "something is odd");
}
