//! The columns of the tables of lines: form 7-ОИБ, or a month beside the two years before. What a line has in each.

use super::values::Value;
use crate::domain::budget::section::{Classification, Sign};
use crate::domain::budget::{Measures, Path, Percent, Section};
use crate::domain::money::Tiyn;
use crate::services::budget::Years;

/// A column, also one to sort by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Column {
    /// The line itself, in the order of the classification.
    #[default]
    Line,
    Approved,
    Refined,
    Corrected,
    PlanByPayments,
    PlanByObligations,
    Obligations,
    Unpaid,
    Executed,
    OfPeriod,
    OfYear,
    /// Executed one year before, and what changed since.
    YearBefore,
    Change,
    ChangePercent,
    /// The same for two years before.
    TwoYearsBefore,
    ChangeOfTwo,
    ChangePercentOfTwo,
}

/// The figures of a row: of the page's month, and of the same month one and two years before.
#[derive(Clone, Copy, Debug)]
pub(super) struct RowFigures {
    pub(super) path: Path,
    pub(super) now: Option<Measures>,
    pub(super) before: [Then; 2],
}

/// A line in an earlier year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Then {
    NotReported,
    /// The report ends above the line: what it had is not told.
    NotTold,
    NoLine,
    Figures(Measures),
}

impl Column {
    const ALL: [Column; 17] = [
        Column::Line,
        Column::Approved,
        Column::Refined,
        Column::Corrected,
        Column::PlanByPayments,
        Column::PlanByObligations,
        Column::Obligations,
        Column::Unpaid,
        Column::Executed,
        Column::OfPeriod,
        Column::OfYear,
        Column::YearBefore,
        Column::Change,
        Column::ChangePercent,
        Column::TwoYearsBefore,
        Column::ChangeOfTwo,
        Column::ChangePercentOfTwo,
    ];

    /// The columns of a table below a place, after that of the lines. Receipts have no obligations.
    pub(super) fn of_table(years: Years, path: Option<Path>) -> &'static [Column] {
        use Column::{
            Approved, Change, ChangeOfTwo, ChangePercent, ChangePercentOfTwo, Corrected, Executed,
            Obligations, OfPeriod, OfYear, PlanByObligations, PlanByPayments, Refined, TwoYearsBefore,
            Unpaid, YearBefore,
        };
        match (years, path.is_some_and(is_receipts)) {
            (Years::One, false) => &[
                Approved,
                Refined,
                Corrected,
                PlanByPayments,
                PlanByObligations,
                Obligations,
                Unpaid,
                Executed,
                OfPeriod,
                OfYear,
            ],
            (Years::One, true) => &[Approved, Refined, Corrected, PlanByPayments, Executed, OfPeriod, OfYear],
            (Years::Three, _) => &[
                Corrected,
                Executed,
                YearBefore,
                Change,
                ChangePercent,
                TwoYearsBefore,
                ChangeOfTwo,
                ChangePercentOfTwo,
            ],
        }
    }

    /// The word in addresses: abbreviations of the treasury's exports where there are some.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Column::Line => "line",
            Column::Approved => "utv",
            Column::Refined => "utch",
            Column::Corrected => "plg",
            Column::PlanByPayments => "plgp",
            Column::PlanByObligations => "plgo",
            Column::Obligations => "obz",
            Column::Unpaid => "unpaid",
            Column::Executed => "sumrg",
            Column::OfPeriod => "period",
            Column::OfYear => "year",
            Column::YearBefore => "before1",
            Column::Change => "change1",
            Column::ChangePercent => "percent1",
            Column::TwoYearsBefore => "before2",
            Column::ChangeOfTwo => "change2",
            Column::ChangePercentOfTwo => "percent2",
        }
    }

    /// The column of a word.
    pub(super) fn parse(code: &str) -> Option<Column> {
        Column::ALL.into_iter().find(|column| column.code() == code)
    }

    /// What a line has here.
    pub(super) fn value(self, row: &RowFigures) -> Value {
        let [one, two] = row.before;
        let measure = |of: fn(&Measures) -> Value| row.now.as_ref().map_or(Value::NoLine, of);
        let obligation = |of: fn(&Measures) -> Value| {
            if is_receipts(row.path) { Value::NotApplicable } else { measure(of) }
        };
        match self {
            Column::Line => Value::NotApplicable,
            Column::Approved if is_unstated(row.path, row.now.map(|now| now.utv)) => Value::NotApplicable,
            Column::Refined if is_unstated(row.path, row.now.map(|now| now.utch)) => Value::NotApplicable,
            Column::Approved => measure(|now| Value::Amount(now.utv)),
            Column::Refined => measure(|now| Value::Amount(now.utch)),
            Column::Corrected => measure(|now| Value::Amount(now.plg)),
            Column::PlanByPayments => measure(|now| Value::Amount(now.plgp)),
            Column::PlanByObligations => obligation(|now| Value::Amount(now.plgo)),
            Column::Obligations => obligation(|now| Value::Amount(now.obz)),
            // A balance sets payments against receipts, but has the obligations of the payments alone.
            Column::Unpaid if is_balance(row.path) => Value::NotApplicable,
            Column::Unpaid => obligation(|now| now.unpaid().map_or(Value::NotApplicable, Value::Amount)),
            Column::Executed => measure(|now| Value::Amount(now.sumrg)),
            Column::OfPeriod => measure(|now| now.of_period_plan().map_or(Value::NoPlan, Value::Share)),
            Column::OfYear => measure(|now| now.of_year_plan().map_or(Value::NoPlan, Value::Share)),
            Column::YearBefore => one.executed(),
            Column::TwoYearsBefore => two.executed(),
            Column::Change => change(row.now, one),
            Column::ChangeOfTwo => change(row.now, two),
            Column::ChangePercent => change_percent(row.now, one),
            Column::ChangePercentOfTwo => change_percent(row.now, two),
        }
    }
}

impl Then {
    /// True where nobody knows whether there was a line, so that nothing can be compared or added up.
    pub(super) const fn is_untold(self) -> bool {
        matches!(self, Then::NotReported | Then::NotTold)
    }

    fn executed(self) -> Value {
        match self {
            Then::NotReported => Value::NotReported,
            Then::NotTold => Value::NotTold,
            Then::NoLine => Value::NoLine,
            Then::Figures(measures) => Value::Amount(measures.sumrg),
        }
    }
}

/// A line that one of the two years lacks has changed by all that it has in the other.
fn change(now: Option<Measures>, then: Then) -> Value {
    let executed = |measures: Option<Measures>| measures.map(|measures| measures.sumrg).unwrap_or_default();
    let then = match then {
        Then::NotReported => return Value::NotReported,
        Then::NotTold => return Value::NotTold,
        Then::NoLine => None,
        Then::Figures(measures) => Some(measures),
    };
    executed(now).checked_sub(executed(then)).map_or(Value::NotApplicable, Value::Amount)
}

fn change_percent(now: Option<Measures>, then: Then) -> Value {
    let base = match then {
        Then::NotReported => return Value::NotReported,
        Then::NotTold => return Value::NotTold,
        Then::NoLine => return Value::NotApplicable,
        Then::Figures(measures) => measures.sumrg,
    };
    let Value::Amount(change) = change(now, then) else { return Value::NotApplicable };
    Value::share(Percent::of(change, base))
}

/// True for sections that set one heading against another.
fn is_balance(path: Path) -> bool {
    path.level() == 0 && path.section().sign(2) == Sign::Minus
}

/// The source states the approved and the refined budget of no economic category, and writes zero there.
fn is_unstated(path: Path, amount: Option<Tiyn>) -> bool {
    path.section() == Section::Economic && amount == Some(Tiyn::ZERO)
}

/// True for lines that have no obligations: receipts, repayments, sales, loans received, balances.
pub(super) fn is_receipts(path: Path) -> bool {
    let heading = path.codes().first().and_then(|heading| usize::from(*heading).checked_sub(1));
    let classification = heading.and_then(|index| path.section().headings().get(index));
    match path.section() {
        Section::Receipts
        | Section::UsedBalances
        | Section::OpeningBalance
        | Section::ClosingBalance
        | Section::ReferenceBalance
        | Section::OfExternalLoans => true,
        Section::NetLending | Section::FinancialAssets | Section::Financing => {
            classification == Some(&Classification::Receipts)
        }
        Section::Expenditure
        | Section::Deficit
        | Section::NonOilDeficit
        | Section::Departmental
        | Section::Economic
        | Section::Investments
        | Section::Groups
        | Section::Administrators => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn executed(tiyn: i64) -> Measures {
        Measures { sumrg: Tiyn(tiyn), ..Measures::default() }
    }

    #[test]
    fn a_change_is_told_only_of_what_was_reported() {
        let check = |now: Option<i64>, then: Then, change: Value, percent: Value| {
            let path = Path::parse("2.01").expect("a path");
            let row = RowFigures { path, now: now.map(executed), before: [then, Then::NotReported] };
            assert_eq!((Column::Change.value(&row), Column::ChangePercent.value(&row)), (change, percent));
            assert_eq!(Column::ChangeOfTwo.value(&row), Value::NotReported);
        };
        let (amount, share) = (|tiyn| Value::Amount(Tiyn(tiyn)), |tenths| Value::Share(Percent(tenths)));
        check(Some(150), Then::Figures(executed(100)), amount(50), share(500));
        check(Some(50), Then::Figures(executed(100)), amount(-50), share(-500));
        check(Some(50), Then::Figures(executed(0)), amount(50), Value::NotApplicable);
        check(Some(50), Then::NoLine, amount(50), Value::NotApplicable);
        check(None, Then::Figures(executed(100)), amount(-100), share(-1000));
        check(Some(50), Then::NotReported, Value::NotReported, Value::NotReported);
        check(Some(50), Then::NotTold, Value::NotTold, Value::NotTold);
    }

    #[test]
    fn receipts_have_no_obligations() {
        let check = |path: &str, expect: bool| {
            assert_eq!(is_receipts(Path::parse(path).expect("a path")), expect, "{path}");
        };
        check("1.1.1", true);
        check("2.01", false);
        check("3", false);
        check("3.1.10", false);
        check("3.2.5", true);
        check("7.1.7", true);
        check("7.2.16", false);
        check("opening", true);
        check("economic.1", false);
    }

    #[test]
    fn codes_lead_back_to_their_columns() {
        for column in Column::ALL {
            assert_eq!(Column::parse(column.code()), Some(column));
        }
        assert_eq!(Column::parse("executed"), None);
    }
}
