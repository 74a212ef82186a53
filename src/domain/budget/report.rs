//! A whole report: every line of one budget for one month, and whether its totals reconcile.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::measures::{Measure, Measures};
use super::path::Path;
use super::period::Period;
use super::section::{Part, Section, Sign};
use crate::domain::money::Tiyn;
use crate::domain::scope::BudgetKey;

/// One line of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<F = Measures> {
    /// Where it stands.
    pub path: Path,
    /// Its Russian name, as reported, with white space folded; none where the source gives codes alone.
    pub name: Option<String>,
    /// Its figures.
    pub measures: F,
    /// The line of the source file that it was read from, counted from 1.
    pub source_line: u64,
}

/// Every line of one part of one budget's report for one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Whose budget.
    pub budget: BudgetKey,
    /// For which month.
    pub period: Period,
    /// Which part of the report.
    pub part: Part,
    /// The lines, in the order of the source.
    pub lines: Vec<Line>,
}

/// A total that is not the sum of what stands below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The line with the total.
    pub path: Path,
    /// In which measure.
    pub measure: Measure,
    /// What the line says.
    pub total: Tiyn,
    /// What the lines below add up to.
    pub sum: Tiyn,
}

/// A sum left the range of amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the lines below {path} add up to more than an amount can hold")]
pub struct TooMuch {
    /// Below which line.
    pub path: Path,
}

impl Report {
    /// The paths that have other lines below them.
    pub fn parents(&self) -> HashSet<Path> {
        self.lines.iter().filter_map(|line| line.path.parent()).collect()
    }

    /// Every total that is not the sum of its children, in the order of the report.
    ///
    /// Sections III, IV and VII set their second heading against the first; being a balance of the two, they state no
    /// obligations, and a zero there is no total. Section VII also holds balances that stand outside its lines, so its
    /// own total is not asked at all. By economic category neither the approved nor the refined budget is stated.
    pub fn differences(&self) -> Result<Vec<Difference>, TooMuch> {
        if self.is_computed() {
            return Ok(Vec::new());
        }
        let sums = sums_below(self.lines.iter().map(|line| (line.path, line.measures)))?;
        let mut differences = Vec::new();
        for line in self.lines.iter().filter(|line| line.path != Path::of(Section::Financing)) {
            let Some(below) = sums.get(&line.path) else { continue };
            for measure in Measure::ALL {
                let (total, sum) = (line.measures.get(measure), below.get(measure));
                if total != sum && !is_unstated(line.path, measure, total, sum) {
                    differences.push(Difference { path: line.path, measure, total, sum });
                }
            }
        }
        Ok(differences)
    }

    /// True where lines stand in order and no total is stated: then each was made from the lines below it.
    fn is_computed(&self) -> bool {
        self.lines.windows(2).all(|pair| {
            let stated = pair[0].source_line > 0 && pair[0].path.holds(&pair[1].path);
            pair[0].path < pair[1].path && !stated
        })
    }

    /// The figures of one line.
    pub fn measures(&self, path: Path) -> Option<Measures> {
        self.lines.iter().find(|line| line.path == path).map(|line| line.measures)
    }
}

/// True where either the line or the lines below it do not state a measure, so that the two are not to be compared.
fn is_unstated(path: Path, measure: Measure, total: Tiyn, sum: Tiyn) -> bool {
    let balance = is_balance(path) && is_of_obligations(measure) && total == Tiyn::ZERO;
    let by_category = path == Path::of(Section::Economic) && is_of_the_law(measure) && sum == Tiyn::ZERO;
    balance || by_category
}

fn is_balance(path: Path) -> bool {
    path.level() == 0 && path.section().sign(2) == Sign::Minus
}

/// What the law and its amendments say, before the year plan is made of it.
fn is_of_the_law(measure: Measure) -> bool {
    matches!(measure, Measure::Approved | Measure::Refined)
}

fn is_of_obligations(measure: Measure) -> bool {
    matches!(measure, Measure::PlanByObligations | Measure::Obligations)
}

/// For each line that has children, the sum of its children.
pub fn sums_below(lines: impl Iterator<Item = (Path, Measures)>) -> Result<HashMap<Path, Measures>, TooMuch> {
    let mut sums: HashMap<Path, Measures> = HashMap::new();
    for (path, measures) in lines {
        let Some(parent) = path.parent() else { continue };
        let sum = sums.entry(parent).or_default();
        *sum = signed_add(path, sum, &measures).ok_or(TooMuch { path: parent })?;
    }
    Ok(sums)
}

/// What a line states beyond the lines directly below it; nothing where they add up.
///
/// In section VII that is the balances used; elsewhere the source rounded.
pub fn rest(
    path: Path,
    total: &Measures,
    below: impl Iterator<Item = (Path, Measures)>,
) -> Result<Option<Measures>, TooMuch> {
    let sums = sums_below(below)?;
    let Some(sum) = sums.get(&path) else { return Ok(None) };
    let mut rest = total.checked_sub(sum).ok_or(TooMuch { path })?;
    let Measures { utv, utch, plgo, obz, .. } = &mut rest;
    for (measure, beyond) in [
        (Measure::Approved, utv),
        (Measure::Refined, utch),
        (Measure::PlanByObligations, plgo),
        (Measure::Obligations, obz),
    ] {
        if is_unstated(path, measure, total.get(measure), sum.get(measure)) {
            *beyond = Tiyn::ZERO;
        }
    }
    Ok((rest != Measures::default()).then_some(rest))
}

/// Totals of every path from the section down, computed from deepest lines alone, in the order of the report.
pub fn roll_up(leaves: impl Iterator<Item = (Path, Measures)>) -> Result<BTreeMap<Path, Measures>, TooMuch> {
    let mut totals: BTreeMap<Path, Measures> = BTreeMap::new();
    for (leaf, measures) in leaves {
        for path in leaf.trail() {
            let total = totals.entry(path).or_default();
            let below_heading = path.level() == 0 && leaf.level() > 0;
            let sum = if below_heading {
                let heading = leaf.trail().get(1).copied().unwrap_or(leaf);
                signed_add(heading, total, &measures)
            } else {
                total.checked_add(&measures)
            };
            *total = sum.ok_or(TooMuch { path })?;
        }
    }
    Ok(totals)
}

/// Adds a child's figures to its parent's, with the sign that the child has there.
fn signed_add(child: Path, sum: &Measures, measures: &Measures) -> Option<Measures> {
    match child.sign_in_parent() {
        Sign::Plus => sum.checked_add(measures),
        Sign::Minus => sum.checked_sub(measures),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(path: &str, executed: i64) -> Line {
        let measures = Measures { sumrg: Tiyn(executed), ..Measures::default() };
        let path = Path::parse(path).unwrap_or_else(|why| panic!("{path}: {why}"));
        Line { path, name: None, measures, source_line: 1 }
    }

    fn check(lines: &[(&str, i64)], expect: &[(&str, i64, i64)]) {
        let report = Report {
            budget: BudgetKey::Republican,
            period: Period::parse("2024-12").expect("a period"),
            part: Part::Main,
            lines: lines.iter().map(|(path, executed)| line(path, *executed)).collect(),
        };
        let found = report.differences().expect("sums");
        let found: Vec<_> = found.iter().map(|d| (d.path.to_string(), d.total.0, d.sum.0)).collect();
        let expect: Vec<_> =
            expect.iter().map(|(path, total, sum)| (path.to_string(), *total, *sum)).collect();
        assert_eq!(found, expect);
    }

    #[test]
    fn totals_are_the_sums_of_their_children() {
        check(&[("2", 7), ("2.01", 7), ("2.01.1", 7), ("2.01.1.101", 3), ("2.01.1.406", 4)], &[]);
        check(
            &[("2", 7), ("2.01", 7), ("2.01.1", 8), ("2.01.1.101", 3), ("2.01.1.406", 4)],
            &[("2.01", 7, 8), ("2.01.1", 8, 7)],
        );
    }

    #[test]
    fn repayments_are_set_against_credits() {
        check(&[("3", 6), ("3.1", 10), ("3.2", 4), ("5", -1), ("used", 9)], &[]);
        check(&[("3", 14), ("3.1", 10), ("3.2", 4)], &[("3", 14, 6)]);
        check(&[("7", 100), ("7.1", 10), ("7.2", 4)], &[]);
    }

    #[test]
    fn a_balance_states_no_obligations() {
        let with = |path: &str, obz: i64| {
            let mut line = line(path, 1);
            line.measures.obz = Tiyn(obz);
            line
        };
        let differences = |lines: Vec<Line>| {
            let period = Period::parse("2024-12").expect("a period");
            let report = Report { budget: BudgetKey::Republican, period, part: Part::Main, lines };
            report.differences().expect("sums").len()
        };
        assert_eq!(differences(vec![with("3", 0), with("3.1", 5)]), 0);
        assert_eq!(differences(vec![with("3", 1), with("3.1", 5)]), 1);
        assert_eq!(differences(vec![with("2", 0), with("2.01", 5)]), 1);
    }

    #[test]
    fn by_economic_category_the_law_is_not_stated() {
        let approved = |path: &str, utv: i64| {
            let mut line = line(path, 1);
            line.measures.utv = Tiyn(utv);
            line
        };
        let check = |root: (&str, i64), below: (&str, i64), differences: usize, rest_of_utv: Option<i64>| {
            let lines = vec![approved(root.0, root.1), approved(below.0, below.1)];
            let total = lines[0].clone();
            let under = [(lines[1].path, lines[1].measures)].into_iter();
            let found = rest(total.path, &total.measures, under).expect("sums");
            assert_eq!(found.map(|rest| rest.utv.0), rest_of_utv, "{root:?}");
            let period = Period::parse("2024-12").expect("a period");
            let report = Report { budget: BudgetKey::Republican, period, part: Part::Economic, lines };
            assert_eq!(report.differences().expect("sums").len(), differences, "{root:?}");
        };
        check(("economic", 9), ("economic.1", 0), 0, None);
        check(("economic", 9), ("economic.1", 8), 1, Some(1));
        check(("groups", 9), ("groups.01", 0), 1, Some(9));
    }

    #[test]
    fn the_rest_is_what_a_line_states_beyond_its_children() {
        let rest_of = |total: &Line, below: &[Line]| {
            let below = below.iter().map(|line| (line.path, line.measures));
            rest(total.path, &total.measures, below).expect("sums").map(|rest| (rest.sumrg.0, rest.obz.0))
        };
        assert_eq!(rest_of(&line("2", 7), &[line("2.01", 4), line("2.02", 3)]), None);
        assert_eq!(rest_of(&line("2", 7), &[line("2.01", 4), line("2.02", 2)]), Some((1, 0)));
        assert_eq!(rest_of(&line("7", 7), &[line("7.1", 9), line("7.2", 4)]), Some((2, 0)));
        assert_eq!(rest_of(&line("5", 7), &[]), None);
        let mut credits = line("3.1", 5);
        credits.measures.obz = Tiyn(5);
        assert_eq!(rest_of(&line("3", 5), &[credits]), None, "a balance states no obligations");
    }

    #[test]
    fn a_roll_up_knows_the_leaves_alone() {
        let leaves = [("2.01.1.406", 4), ("2.03.1.406", 5), ("3.1.10.1.406", 7), ("3.2.5.01.1", 2)];
        let leaves = leaves.map(|(path, executed)| line(path, executed));
        let totals = roll_up(leaves.iter().map(|line| (line.path, line.measures))).expect("sums");
        let executed = |path| totals.get(&Path::parse(path).expect("a path")).map(|m| m.sumrg.0);
        assert_eq!(executed("2"), Some(9));
        assert_eq!(executed("2.01.1"), Some(4));
        assert_eq!(executed("3"), Some(5));
        assert_eq!(executed("3.2.5"), Some(2));
        assert_eq!(executed("1"), None);
    }
}
