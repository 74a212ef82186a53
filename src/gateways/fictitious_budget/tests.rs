//! Fictitious figures reconcile, repeat, and hold the oddities that their table names.

use super::oddities::PLANTED;
use super::*;
use crate::domain::budget::path::Step;
use crate::domain::budget::signs::{Kind, LineYear};

fn period(text: &str) -> Period {
    Period::parse(text).expect("a period")
}

fn made(code: &str, first: &str, last: &str) -> Vec<Report> {
    let budget = BudgetKey::parse(code).expect("a budget");
    reports(7, budget, period(first), period(last)).expect("reports")
}

#[test]
fn totals_reconcile_in_every_kind_of_budget() {
    for code in [
        "republican",
        "110000000",
        "350000000",
        "620000000",
        "750000000",
        "790000000",
        "113200000",
        "631000000",
        "113230000",
    ] {
        for report in made(code, "2024-01", "2026-10") {
            assert_eq!(report.differences(), Ok(Vec::new()), "{code} {}", report.period);
            let at = |text: &str| report.measures(Path::parse(text).expect("a path")).unwrap_or_default();
            let executed = |text: &str| at(text).sumrg.0;
            let deficit = executed("1") - executed("2") - executed("3") - executed("4");
            assert_eq!(executed("5"), deficit, "{code} {}", report.period);
            assert_eq!(executed("7"), -deficit);
            assert_eq!(executed("7"), executed("7.1") - executed("7.2") + executed("used"));
            assert_eq!(executed("closing"), executed("opening") - executed("used"));
            assert!(executed("closing") >= 0, "{code} {} {}", report.period, executed("closing"));
        }
    }
}

#[test]
fn balances_carry_over_from_year_to_year_whatever_the_first_month_is() {
    let all = made("110000000", "2024-01", "2026-10");
    let balance = |report: &Report, section| report.measures(Path::of(section)).expect("a balance").sumrg;
    assert_eq!(balance(&all[11], Section::ClosingBalance), balance(&all[12], Section::OpeningBalance));
    assert_eq!(made("110000000", "2024-07", "2026-10"), all[6..]);
}

#[test]
fn execution_grows_through_the_year_and_stays_within_the_plan() {
    for code in ["republican", "110000000", "113200000"] {
        let year = made(code, "2025-01", "2025-12");
        for months in year.windows(2) {
            for line in months[1].lines.iter().filter(|line| line.path.administrator().is_some()) {
                let before = months[0].measures(line.path).unwrap_or_default();
                assert!(line.measures.sumrg >= before.sumrg, "{code} {}", line.path);
                assert!(line.measures.obz >= line.measures.sumrg, "{code} {}", line.path);
            }
        }
    }
}

#[test]
fn the_country_has_every_budget_once() {
    let extent = Extent::country(period("2024-01"), period("2026-10"));
    assert_eq!(extent.budgets.len(), 1 + 20 + 207 + 9);
    let once: std::collections::BTreeSet<&BudgetKey> = extent.budgets.iter().collect();
    assert_eq!(once.len(), extent.budgets.len());
    for budget in &extent.budgets {
        let month = reports(7, *budget, extent.last, extent.last).expect("reports");
        let [report] = &month[..] else { panic!("{} has no report", budget.code()) };
        let named = report.lines.iter().filter(|line| line.name.is_some());
        assert!(named.clone().count() > 15, "{}", budget.code());
        assert!(named.into_iter().all(|line| reference::label(line.path).is_some()), "{}", budget.code());
    }
}

#[test]
fn the_last_year_goes_down_to_specifics_and_its_totals_are_the_same() {
    for code in ["republican", "110000000", "750000000", "113200000", "113230000"] {
        let all = made(code, "2024-01", "2026-10");
        let specifics =
            |report: &Report| report.lines.iter().filter(|line| line.path.step() == Step::Specific).count();
        assert!(all[..24].iter().all(|report| specifics(report) == 0), "{code}");
        assert!(all[24..].iter().all(|report| specifics(report) > 20), "{code}");
        // The same months, made as if later ones followed: they stop at administrators.
        let shallow = &made(code, "2024-01", "2027-12")[24..34];
        for (deep, shallow) in all[24..].iter().zip(shallow) {
            assert_eq!(specifics(shallow), 0);
            for line in &shallow.lines {
                let place = format!("{code} {} {}", deep.period, line.path);
                assert_eq!(deep.measures(line.path), Some(line.measures), "{place}");
                let is_split = deep.lines.iter().any(|below| below.path.parent() == Some(line.path));
                assert!(is_split || line.path.step() != Step::Administrator, "{place}");
            }
            assert!(deep.lines.is_sorted_by_key(|line| line.path));
        }
    }
}

/// What is planted is told by its own sign at the end of the year, and by no other.
#[test]
fn what_is_planted_is_found_by_its_sign() {
    for (code, path, oddity) in PLANTED {
        let path = Path::parse(path).expect("a path");
        let mut year = LineYear::default();
        for report in made(code, "2025-01", "2025-12") {
            let line = report.measures(path).unwrap_or_else(|| panic!("{code} has no {path}"));
            year.report(report.period.month(), line);
        }
        let found: Vec<Kind> = year.signs(12).into_iter().map(|sign| sign.kind).collect();
        assert_eq!(found, [oddity.sign()], "{code} {path}: {year:?}");
    }
}

#[test]
fn the_size_is_that_of_the_real_country() {
    let year = made("republican", "2024-12", "2024-12");
    let expenditure = year[0].measures(Path::of(Section::Expenditure)).expect("section II").sumrg;
    let trillions = expenditure.0 / 100 / 1_000_000_000_000;
    assert!((21..=26).contains(&trillions), "{trillions} trillion tenge");
}
