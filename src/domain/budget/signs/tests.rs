//! Each sign as a table: when it is told, and how much is at stake. Amounts in million tenge.

use super::*;
use proptest::prelude::*;

const MILLION: i64 = 100_000_000;

fn year(months: &[(u8, Measures)]) -> LineYear {
    let mut year = LineYear::default();
    months.iter().for_each(|(month, measures)| year.report(*month, *measures));
    year
}

fn figures(amounts: [i64; 7]) -> Measures {
    let [utv, utch, plg, plgp, plgo, obz, sumrg] = amounts.map(|amount| Tiyn(amount * MILLION));
    Measures { utv, utch, plg, plgp, plgo, obz, sumrg }
}

/// What is at stake in the last of the months, in million tenge.
#[track_caller]
fn check(kind: Kind, months: &[(u8, Measures)], expect: Option<i64>) {
    let last = months.last().map_or(1, |(month, _)| *month);
    let found = year(months).amount(kind, last).map(|amount| amount.0 / MILLION);
    assert_eq!(found, expect, "{months:?}");
}

#[test]
fn less_than_half_of_the_period_plan() {
    let at = |plgp, sumrg| [(6, figures([0, 0, 100, plgp, 0, 0, sumrg]))];
    check(Kind::UnderHalf, &at(80, 39), Some(41));
    check(Kind::UnderHalf, &at(80, 40), None);
    check(Kind::UnderHalf, &at(80, -5), Some(85));
    check(Kind::UnderHalf, &at(0, 0), None);
    check(Kind::UnderHalf, &at(-10, -20), None);
    let little = Measures { plgp: Tiyn(MILLION - 1), ..Measures::default() };
    check(Kind::UnderHalf, &[(6, little)], None);
}

#[test]
fn december_takes_more_than_a_third() {
    let paid = |month, sumrg| (month, figures([100, 100, 100, 100, 0, 0, sumrg]));
    check(Kind::December, &[paid(11, 59), paid(12, 90)], Some(1));
    check(Kind::December, &[paid(11, 60), paid(12, 90)], None);
    check(Kind::December, &[paid(1, 0), paid(11, 0), paid(12, 90)], Some(60));
    check(Kind::December, &[paid(10, 0), paid(12, 90)], None);
    check(Kind::December, &[paid(12, 90)], None);
    check(Kind::December, &[paid(10, 20), paid(11, 90)], None);
    check(Kind::December, &[paid(11, -90), paid(12, -20)], None);
}

#[test]
fn more_than_the_corrected_budget() {
    let at = |plg, sumrg| [(9, figures([0, 0, plg, 1, 0, 0, sumrg]))];
    check(Kind::AboveCorrected, &at(100, 104), Some(4));
    check(Kind::AboveCorrected, &at(100, 100), None);
    check(Kind::AboveCorrected, &at(0, 7), None);
}

#[test]
fn payments_where_nothing_is_planned() {
    let at = |plgp, sumrg| [(9, figures([0, 0, 0, plgp, 0, 0, sumrg]))];
    check(Kind::WithoutPlan, &at(0, 7), Some(7));
    check(Kind::WithoutPlan, &at(1, 7), None);
    check(Kind::WithoutPlan, &at(0, 0), None);
    check(Kind::WithoutPlan, &at(0, -7), None);
}

#[test]
fn more_than_three_amendments() {
    let plg = |month, plg| (month, figures([1000, 0, plg, 0, 0, 0, 0]));
    let months = [plg(1, 1000), plg(2, 1080), plg(3, 1020), plg(4, 1020), plg(6, 1070), plg(7, 1120)];
    check(Kind::ManyAmendments, &months, Some(80 + 60 + 50 + 50));
    check(Kind::ManyAmendments, &months[..5], None);
    // The first month is compared with the approved budget; a change of less than five per cent does not count.
    check(Kind::ManyAmendments, &[plg(1, 1100), plg(2, 1000), plg(3, 1100), plg(5, 1000)], Some(400));
    check(Kind::ManyAmendments, &[plg(1, 1049), plg(2, 1000), plg(3, 1100), plg(5, 1000), plg(6, 951)], None);
}

#[test]
fn unpaid_obligations_grow() {
    let open = |month, obz, sumrg| (month, figures([0, 0, 0, 0, 0, obz, sumrg]));
    check(Kind::GrowingUnpaid, &[open(3, 10, 8), open(4, 20, 17), open(5, 40, 36)], Some(4));
    check(Kind::GrowingUnpaid, &[open(3, 10, 8), open(4, 20, 17), open(5, 41, 37)], None);
    check(Kind::GrowingUnpaid, &[open(3, 10, 7), open(4, 20, 17), open(5, 40, 30)], None);
    check(Kind::GrowingUnpaid, &[open(4, 20, 17), open(5, 40, 30)], None);
    // A gap is no month; the reported ones before and after it follow each other.
    check(Kind::GrowingUnpaid, &[open(1, 10, 8), open(4, 20, 17), open(9, 40, 30)], Some(10));
    check(Kind::GrowingUnpaid, &[open(3, 0, 8), open(4, 20, 17), open(5, 40, 30)], None);
}

#[test]
fn a_month_that_is_not_reported_has_no_sign() {
    let year = year(&[(3, figures([0, 0, 0, 80, 0, 0, 1]))]);
    assert_eq!(year.signs(3).len(), 1);
    assert!(year.signs(2).is_empty() && year.signs(4).is_empty());
}

#[test]
fn signs_are_told_of_administrators_programmes_and_subprogrammes_that_spend() {
    let asked = |text: &str| is_asked(Path::parse(text).expect("a path"));
    for yes in ["2.01.1.406", "2.01.1.406.001", "2.01.1.406.001.015", "3.1.10.1.406", "7.2.16.1.217"] {
        assert!(asked(yes), "{yes}");
    }
    for no in [
        "2",
        "2.01.1",
        "2.01.1.406.001.000",
        "2.01.1.406.001.015.111",
        "1.1.1.01",
        "departmental.406",
        "investments.01.217",
    ] {
        assert!(!asked(no), "{no}");
    }
}

#[test]
fn codes_lead_back_to_their_kinds() {
    for kind in Kind::ALL {
        assert_eq!(Kind::parse(kind.code()), Some(kind));
    }
    assert_eq!(Kind::parse("Under-half"), None);
}

proptest! {
    /// What comes later, and the order in which months arrive, change nothing of a month.
    #[test]
    fn a_month_knows_nothing_of_later_ones(months in prop::collection::btree_map(1..13_u8, any::<[i32; 7]>(), 0..12), asked in 1..13_u8) {
        let months: Vec<(u8, Measures)> = months.into_iter().map(|(month, amounts)| (month, figures(amounts.map(i64::from)))).collect();
        let known: Vec<_> = months.iter().copied().filter(|(month, _)| *month <= asked).collect();
        let backwards: Vec<_> = months.iter().rev().copied().collect();
        prop_assert_eq!(year(&known).signs(asked), year(&backwards).signs(asked));
        prop_assert!(year(&months).signs(asked).iter().all(|sign| sign.amount >= LEAST_AMOUNT));
    }

    #[test]
    fn no_figure_is_too_large(months in prop::collection::vec((1..13_u8, any::<[i64; 7]>()), 0..12)) {
        let mut year = LineYear::default();
        for (month, [utv, utch, plg, plgp, plgo, obz, sumrg]) in months {
            let of = |amount| Tiyn(amount);
            year.report(month, Measures { utv: of(utv), utch: of(utch), plg: of(plg), plgp: of(plgp), plgo: of(plgo), obz: of(obz), sumrg: of(sumrg) });
        }
        for month in 1..13 {
            prop_assert!(year.signs(month).len() <= Kind::ALL.len());
        }
    }
}
