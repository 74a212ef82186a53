//! The planned budget: what is to be received and spent in three years, as drafted, submitted and approved.
//!
//! Planning and execution are different systems with grants of their own (R4): nothing here knows a figure of execution.

mod amounts;
mod comparing;

use std::collections::BTreeMap;

use super::path::{Path, Step};
use super::report::{Line, TooMuch};
use super::rollup::{BadFacts, Fact, is_spending, lines_of_facts};
use super::section::Sign;
use crate::domain::region::AdministratorCode;
use crate::domain::scope::BudgetKey;

pub use amounts::Amounts;
pub use comparing::{Change, Compared, compare};

/// How far a plan has come. Each stage is a document of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Drafted by the planners.
    Draft,
    /// Submitted to the representative body.
    Submitted,
    /// Approved by it.
    Approved,
}

impl Stage {
    /// In their order.
    pub const ALL: [Stage; 3] = [Stage::Draft, Stage::Submitted, Stage::Approved];

    /// The code used in storage and addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Stage::Draft => "draft",
            Stage::Submitted => "submitted",
            Stage::Approved => "approved",
        }
    }

    /// The stage of a code.
    pub fn parse(code: &str) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| stage.code() == code)
    }
}

/// The three years of a plan, named by the first of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlanYears(u16);

impl PlanYears {
    /// Three years from this one on; none outside 2000 to 2099.
    pub const fn from(first: u16) -> Option<PlanYears> {
        if 2000 <= first && first <= 2097 { Some(PlanYears(first)) } else { None }
    }

    /// Reads the four digits of the first year.
    pub fn parse(text: &str) -> Option<PlanYears> {
        let is_year = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
        if is_year { text.parse().ok().and_then(PlanYears::from) } else { None }
    }

    /// The first year.
    pub const fn first(self) -> u16 {
        self.0
    }

    /// All three.
    pub const fn all(self) -> [u16; 3] {
        [self.0, self.0 + 1, self.0 + 2]
    }
}

impl std::fmt::Display for PlanYears {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// One stage of one budget's plan, with every line and total.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Whose budget.
    pub budget: BudgetKey,
    /// For which years.
    pub years: PlanYears,
    /// How far it has come.
    pub stage: Stage,
    /// The lines, in the order of paths.
    pub lines: Vec<Line<Amounts>>,
}

/// What an administrator of budget programmes is to spend, wherever it stands in the functional classification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spender {
    /// Who.
    pub administrator: AdministratorCode,
    /// Over all its places.
    pub amounts: Amounts,
    /// Its lines in the functional classification.
    pub places: Vec<Path>,
}

impl Plan {
    /// A plan whose totals are the sums of its facts.
    pub fn of_facts(
        budget: BudgetKey,
        years: PlanYears,
        stage: Stage,
        facts: &mut [Fact<Amounts>],
    ) -> Result<Plan, BadFacts> {
        Ok(Plan { budget, years, stage, lines: lines_of_facts(facts)? })
    }

    /// What each administrator is to spend, in the order of their codes.
    pub fn spenders(&self) -> Result<Vec<Spender>, TooMuch> {
        let mut found: BTreeMap<AdministratorCode, Spender> = BTreeMap::new();
        let spending =
            |line: &&Line<Amounts>| line.path.step() == Step::Administrator && is_spending(line.path);
        for line in self.lines.iter().filter(spending) {
            let Some(administrator) = line.path.administrator() else { continue };
            let none = || Spender { administrator, amounts: Amounts::default(), places: Vec::new() };
            let spender = found.entry(administrator).or_insert_with(none);
            let sum = spender.amounts.checked_add(&line.measures);
            spender.amounts = sum.ok_or(TooMuch { path: line.path })?;
            spender.places.push(line.path);
        }
        Ok(found.into_values().collect())
    }
}

/// What a line plans beyond the lines directly below it: the balances used, which are part of the financing and stand
/// outside its lines. None where nothing is left, or nothing stands below.
pub fn beyond(
    path: Path,
    planned: &Amounts,
    below: impl IntoIterator<Item = (Path, Amounts)>,
) -> Result<Option<Amounts>, TooMuch> {
    let (mut rest, mut is_alone) = (*planned, true);
    for (line, amounts) in below {
        is_alone = false;
        let left = match line.sign_in_parent() {
            Sign::Plus => rest.checked_sub(&amounts),
            Sign::Minus => rest.checked_add(&amounts),
        };
        rest = left.ok_or(TooMuch { path })?;
    }
    Ok((!is_alone && rest != Amounts::default()).then_some(rest))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Tiyn;

    fn path(text: &str) -> Path {
        Path::parse(text).unwrap_or_else(|why| panic!("{text}: {why}"))
    }

    fn plan(facts: &[(&str, [i64; 3])]) -> Result<Plan, BadFacts> {
        let mut facts: Vec<Fact<Amounts>> = (1..)
            .zip(facts)
            .map(|(source_line, (text, amounts))| Fact {
                path: path(text),
                measures: Amounts(amounts.map(Tiyn)),
                source_line,
            })
            .collect();
        let years = PlanYears::from(2027).expect("years");
        Plan::of_facts(BudgetKey::Republican, years, Stage::Draft, &mut facts)
    }

    #[test]
    fn a_plan_is_named_by_the_first_of_its_three_years() {
        let years = PlanYears::parse("2027").expect("years");
        assert_eq!((years.to_string().as_str(), years.all()), ("2027", [2027, 2028, 2029]));
        for garbage in ["", "27", "1999", "2098", "02027", "+202", "2027-2029", "٢٠٢٧"] {
            assert_eq!(PlanYears::parse(garbage), None, "{garbage:?}");
        }
        for stage in Stage::ALL {
            assert_eq!(Stage::parse(stage.code()), Some(stage));
        }
        assert_eq!(Stage::parse("Draft"), None);
    }

    #[test]
    fn facts_make_every_total_of_each_year_once() {
        let made = plan(&[
            ("1.1.1.01.2", [90, 91, 92]),
            ("2.01.1.101.001.000.111", [5, 6, 7]),
            ("2.01.1.406.001", [3, 0, 1]),
            ("2.03.1.406", [10, 20, 30]),
            ("3.1.10.1.406.006", [9, 9, 9]),
            ("3.2.5.01.1", [2, 3, 4]),
            ("used", [1, 0, 0]),
        ]);
        let made = made.expect("a plan");
        let at = |text: &str| {
            let line = made.lines.iter().find(|line| line.path == path(text));
            line.map(|line| line.measures.0.map(|amount| amount.0))
        };
        assert_eq!(at("2"), Some([18, 26, 38]));
        assert_eq!(at("2.01.1"), Some([8, 6, 8]));
        assert_eq!(at("3"), Some([7, 6, 5]), "repayments are set against credits");
        assert_eq!(at("7"), Some([1, 0, 0]), "balances used are financing");
        assert!(made.lines.is_sorted_by_key(|line| line.path));
        let spenders = made.spenders().expect("sums");
        let shown: Vec<_> = spenders
            .iter()
            .map(|found| {
                (found.administrator.number(), found.amounts.0.map(|amount| amount.0), found.places.len())
            })
            .collect();
        assert_eq!(shown, [(101, [5, 6, 7], 1), (406, [22, 29, 40], 3)]);
    }

    #[test]
    fn financing_plans_balances_beyond_its_lines() {
        let line = |text: &str, first: i64| (path(text), Amounts([Tiyn(first), Tiyn(0), Tiyn(0)]));
        let (financing, planned) = line("7", 9);
        let lines = [line("7.1", 10), line("7.2", 4)];
        assert_eq!(beyond(financing, &planned, lines), Ok(Some(line("7", 3).1)));
        assert_eq!(beyond(financing, &planned, [line("7.1", 13), line("7.2", 4)]), Ok(None));
        assert_eq!(beyond(financing, &planned, []), Ok(None));
    }

    #[test]
    fn nothing_is_planned_twice() {
        let twice = plan(&[("2.01.1.406", [1, 1, 1]), ("2.01.1.406", [1, 1, 1])]);
        assert_eq!(twice, Err(BadFacts::Twice { path: path("2.01.1.406"), source_line: 2 }));
        let most = plan(&[("2.01.1.406", [0, i64::MAX, 0]), ("2.01.1.407", [0, 1, 0])]);
        assert!(matches!(most, Err(BadFacts::TooMuch(_))), "{most:?}");
        assert!(plan(&[]).expect("an empty plan").lines.is_empty());
    }
}
