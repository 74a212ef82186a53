//! From facts to a whole report, and from a report to what pages ask for: totals of every path, each administrator's
//! departmental total, its places, and its composition by specific. Done once, when figures are loaded.

use std::collections::BTreeMap;

use super::composition::{Composition, specific_of};
use super::figures::Figures;
use super::measures::Measures;
use super::path::{Path, Step};
use super::period::Period;
use super::report::{Line, Report, TooMuch};
use super::section::{Classification, Part, Section, Sign};
use crate::domain::region::AdministratorCode;
use crate::domain::scope::BudgetKey;

/// One figure of a source: as deep in the classification as the source knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact<F = Measures> {
    /// Where it stands.
    pub path: Path,
    /// Its figures.
    pub measures: F,
    /// The line of the source that it was read from, counted from 1.
    pub source_line: u64,
}

/// Facts do not make a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadFacts {
    /// The same place is stated twice.
    #[error("{path} is stated twice")]
    Twice {
        /// Which.
        path: Path,
        /// The line that states it again.
        source_line: u64,
    },
    /// A place and something below it are both stated, so that one of them would be counted twice.
    #[error("{path} is stated, and so is something below it")]
    AboveAnother {
        /// The upper one.
        path: Path,
        /// Its line.
        source_line: u64,
    },
    /// Totals leave the range of amounts.
    #[error(transparent)]
    TooMuch(#[from] TooMuch),
}

impl BadFacts {
    /// The line of the source to look at; 0 where all of them are meant.
    pub fn source_line(&self) -> u64 {
        match self {
            BadFacts::Twice { source_line, .. } | BadFacts::AboveAnother { source_line, .. } => *source_line,
            BadFacts::TooMuch(_) => 0,
        }
    }
}

/// What an administrator of budget programmes spends, wherever it stands in the functional classification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departmental {
    /// Who.
    pub administrator: AdministratorCode,
    /// Over all its places.
    pub measures: Measures,
    /// Its lines in the functional classification.
    pub places: Vec<Path>,
    /// By specific; empty where the source knows none.
    pub composition: Composition,
}

/// A report whose totals are the sums of its facts; lines stand in the order of paths.
pub fn report_of_facts(
    budget: BudgetKey,
    period: Period,
    part: Part,
    facts: &mut [Fact],
) -> Result<Report, BadFacts> {
    Ok(Report { budget, period, part, lines: lines_of_facts(facts)? })
}

/// The facts and every total above them, in the order of paths.
pub fn lines_of_facts<F: Figures>(facts: &mut [Fact<F>]) -> Result<Vec<Line<F>>, BadFacts> {
    facts.sort_unstable_by_key(|fact| fact.path);
    let mut lines: Vec<Line<F>> = Vec::with_capacity(facts.len() + facts.len() / 2 + 8);
    // Indexes into `lines` of the path from the section down to the last fact.
    let mut open: Vec<usize> = Vec::with_capacity(Path::DEEPEST + 1);
    for fact in facts.iter() {
        while let Some(last) = open.last().copied() {
            let above = lines[last].path;
            if above == fact.path {
                return Err(BadFacts::Twice { path: above, source_line: fact.source_line });
            }
            if above.holds(&fact.path) {
                break;
            }
            close(&mut lines, &mut open)?;
        }
        if let Some(last) = open.last().map(|index| &lines[*index])
            && last.source_line > 0
        {
            return Err(BadFacts::AboveAnother { path: last.path, source_line: last.source_line });
        }
        let known = open.len();
        for path in (known..=fact.path.level()).map(|level| fact.path.cut(level)) {
            open.push(lines.len());
            lines.push(Line { path, name: None, measures: F::default(), source_line: 0 });
        }
        if let Some(line) = open.last().and_then(|index| lines.get_mut(*index)) {
            line.measures = fact.measures;
            line.source_line = fact.source_line;
        }
    }
    while !open.is_empty() {
        close(&mut lines, &mut open)?;
    }
    count_used_balances(&mut lines)?;
    Ok(lines)
}

/// The financing holds the balances used, which stand as a row of their own.
fn count_used_balances<F: Figures>(lines: &mut Vec<Line<F>>) -> Result<(), TooMuch> {
    let at = |section| move |line: &Line<F>| line.path == Path::of(section);
    let Some(used) = lines.iter().find(|line| at(Section::UsedBalances)(line)).map(|line| line.measures)
    else {
        return Ok(());
    };
    let path = Path::of(Section::Financing);
    match lines.iter_mut().find(|line| at(Section::Financing)(line)) {
        Some(financing) => financing.measures = financing.measures.plus(&used).ok_or(TooMuch { path })?,
        None => {
            let place = lines.partition_point(|line| line.path < path);
            lines.insert(place, Line { path, name: None, measures: used, source_line: 0 });
        }
    }
    Ok(())
}

/// Adds the last open line to the one above it.
fn close<F: Figures>(lines: &mut [Line<F>], open: &mut Vec<usize>) -> Result<(), TooMuch> {
    let (Some(done), Some(above)) = (open.pop(), open.last().copied()) else { return Ok(()) };
    let (path, measures) = (lines[done].path, lines[done].measures);
    let sum = &mut lines[above].measures;
    let added = match path.sign_in_parent() {
        Sign::Plus => sum.plus(&measures),
        Sign::Minus => sum.minus(&measures),
    };
    *sum = added.ok_or(TooMuch { path: lines[above].path })?;
    Ok(())
}

/// What each administrator spends, in the order of their codes.
pub fn departmental(report: &Report) -> Result<Vec<Departmental>, TooMuch> {
    let mut found: BTreeMap<AdministratorCode, Departmental> = BTreeMap::new();
    for line in &report.lines {
        let Some(administrator) = line.path.administrator().filter(|_| is_spending(line.path)) else {
            continue;
        };
        let is_place = line.path.step() == Step::Administrator;
        let specific = specific_of(line.path);
        if !is_place && specific.is_none() {
            continue;
        }
        let (measures, composition) = (Measures::default(), Composition::default());
        let entry = found.entry(administrator).or_insert_with(|| Departmental {
            administrator,
            measures,
            places: Vec::new(),
            composition,
        });
        let too_much = TooMuch { path: line.path };
        match specific {
            Some(specific) => entry.composition.add(specific, &line.measures).map_err(|_| too_much)?,
            None => {
                entry.measures = entry.measures.checked_add(&line.measures).ok_or(too_much)?;
                entry.places.push(line.path);
            }
        }
    }
    Ok(found.into_values().collect())
}

/// True in the functional trees: expenditure, credits, financial assets bought, loans repaid.
pub fn is_spending(path: Path) -> bool {
    match (path.section(), path.codes().first()) {
        (Section::Expenditure, _) => true,
        (section, Some(heading)) if section.is_of_form() => {
            let index = usize::from(*heading).wrapping_sub(1);
            section.headings().get(index) == Some(&Classification::Functional)
        }
        (_, Some(_) | None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::budget::report::roll_up;
    use crate::domain::money::Tiyn;
    use proptest::prelude::*;

    fn path(text: &str) -> Path {
        Path::parse(text).unwrap_or_else(|why| panic!("{text}: {why}"))
    }

    fn report(facts: &[(&str, i64)]) -> Result<Report, BadFacts> {
        let mut facts: Vec<Fact> = (1..)
            .zip(facts)
            .map(|(source_line, (text, executed))| Fact {
                path: path(text),
                measures: Measures { sumrg: Tiyn(*executed), ..Measures::default() },
                source_line,
            })
            .collect();
        let period = Period::parse("2025-03").expect("a period");
        report_of_facts(BudgetKey::Republican, period, Part::Main, &mut facts)
    }

    #[test]
    fn facts_make_every_total_once() {
        let made = report(&[
            ("2.01.1.406.001.015.111", 3),
            ("2.01.1.101.001.000.111", 5),
            ("2.01.1.406.001.015.121", 4),
            ("3.2.5.01.1.01", 2),
            ("3.1.10.1.406.006.000.511", 9),
            ("opening", 7),
            ("7.1.7.01.1", 20),
            ("7.2.16.1.217", 6),
            ("used", 1),
        ]);
        let made = made.expect("a report");
        let shown: Vec<_> =
            made.lines.iter().map(|line| (line.path.to_string(), line.measures.sumrg.0)).collect();
        let at = |text: &str| shown.iter().find(|(path, _)| path == text).map(|(_, executed)| *executed);
        assert_eq!(at("2"), Some(12));
        assert_eq!(at("2.01.1.406"), Some(7));
        assert_eq!(at("2.01.1.406.001.015"), Some(7));
        assert_eq!(at("3"), Some(7), "repayments are set against credits");
        assert_eq!(at("opening"), Some(7));
        assert_eq!(at("7"), Some(15), "loans received less repaid, and balances used");
        assert_eq!(made.differences(), Ok(Vec::new()));
        let departments = departmental(&made).expect("sums");
        let shown: Vec<_> = departments
            .iter()
            .map(|found| {
                (
                    found.administrator.number(),
                    found.measures.sumrg.0,
                    found.places.len(),
                    found.composition.len(),
                )
            })
            .collect();
        assert_eq!(shown, [(101, 5, 1, 1), (217, 6, 1, 0), (406, 16, 2, 3)]);
    }

    #[test]
    fn nothing_is_counted_twice() {
        let twice = report(&[("2.01.1.406.001", 3), ("2.01.1.406.001", 4)]);
        assert_eq!(twice, Err(BadFacts::Twice { path: path("2.01.1.406.001"), source_line: 2 }));
        let above = report(&[("2.01.1.406.001.015", 3), ("2.01.1.406.001.015.111", 4)]);
        assert_eq!(above, Err(BadFacts::AboveAnother { path: path("2.01.1.406.001.015"), source_line: 1 }));
        let most = report(&[("2.01.1.406", i64::MAX), ("2.01.1.407", 1)]);
        assert_eq!(most, Err(BadFacts::TooMuch(TooMuch { path: path("2.01.1") })));
    }

    proptest! {
        #[test]
        fn totals_are_those_of_the_plain_roll_up(picked in prop::collection::btree_map((1..4_u16, 1..3_u16, 101..104_u16, 1..3_u16, 111..114_u16), -50..50_i64, 0..40)) {
            let facts: Vec<(String, i64)> = picked
                .iter()
                .map(|((group, subgroup, administrator, programme, specific), executed)| {
                    (format!("2.{group:02}.{subgroup}.{administrator}.{programme:03}.000.{specific}"), *executed)
                })
                .collect();
            let facts: Vec<(&str, i64)> = facts.iter().map(|(path, executed)| (path.as_str(), *executed)).collect();
            let made = report(&facts).expect("a report");
            let leaves = facts.iter().map(|(text, executed)| (path(text), Measures { sumrg: Tiyn(*executed), ..Measures::default() }));
            let expect: Vec<_> = roll_up(leaves).expect("sums").into_iter().collect();
            let shown: Vec<_> = made.lines.iter().map(|line| (line.path, line.measures)).collect();
            prop_assert_eq!(shown, expect);
        }
    }
}
