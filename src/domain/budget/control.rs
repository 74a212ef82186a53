//! Control totals: what a summary states against what the trees of the same budgets add up to. It knows no storage, and
//! says of no side that it is right.

use std::collections::BTreeMap;

use super::measures::{Measure, Measures};
use super::path::{Path, Step};
use super::report::{Difference, TooMuch};
use super::rollup::{Departmental, is_spending};
use super::section::Section;

/// Figures by place of a summary.
pub type Totals = BTreeMap<Path, Measures>;

/// What is spent by functional group, from the groups of all trees: expenditure, credits, assets bought, loans repaid.
pub fn by_group(lines: impl Iterator<Item = (Path, Measures)>) -> Result<Totals, TooMuch> {
    let root = Path::of(Section::Groups);
    let mut totals = Totals::new();
    for (path, measures) in lines {
        let group = path.codes().last().and_then(|code| root.child(*code).ok());
        if let Some(group) = group.filter(|_| path.step() == Step::Group && is_spending(path)) {
            add(&mut totals, [root, group], &measures)?;
        }
    }
    Ok(totals)
}

/// What is spent by administrator, over all trees.
pub fn by_administrator(spenders: &[Departmental]) -> Result<Totals, TooMuch> {
    let root = Path::of(Section::Administrators);
    let mut totals = Totals::new();
    for spender in spenders {
        if let Ok(path) = root.child(spender.administrator.number()) {
            add(&mut totals, [root, path], &spender.measures)?;
        }
    }
    Ok(totals)
}

fn add(totals: &mut Totals, paths: [Path; 2], measures: &Measures) -> Result<(), TooMuch> {
    for path in paths {
        let total = totals.entry(path).or_default();
        *total = total.checked_add(measures).ok_or(TooMuch { path })?;
    }
    Ok(())
}

/// Every figure in which the two differ, in the order of places; what one side lacks counts as nothing there.
pub fn compare(stated: &Totals, found: &Totals) -> Vec<Difference> {
    let mut paths: Vec<Path> = stated.keys().chain(found.keys()).copied().collect();
    paths.sort_unstable();
    paths.dedup();
    let mut differences = Vec::new();
    for path in paths {
        let of = |side: &Totals| side.get(&path).copied().unwrap_or_default();
        let (stated, found) = (of(stated), of(found));
        let pairs = Measure::ALL.map(|measure| (measure, stated.get(measure), found.get(measure)));
        let differing = pairs.into_iter().filter(|(_, stated, found)| stated != found);
        differences.extend(differing.map(|(measure, total, sum)| Difference { path, measure, total, sum }));
    }
    differences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Tiyn;

    fn path(text: &str) -> Path {
        Path::parse(text).unwrap_or_else(|why| panic!("{text}: {why}"))
    }

    fn executed(tiyn: i64) -> Measures {
        Measures { sumrg: Tiyn(tiyn), ..Measures::default() }
    }

    fn totals(lines: &[(&str, i64)]) -> Totals {
        lines.iter().map(|(text, tiyn)| (path(text), executed(*tiyn))).collect()
    }

    #[test]
    fn a_group_is_what_all_sections_spend_in_it() {
        let lines =
            [("2.07", 5), ("3.1.07", 3), ("4.1.13", 2), ("7.2.16", 9), ("3.2.5", 100), ("2.07.1", 100)];
        let found = by_group(lines.iter().map(|(text, tiyn)| (path(text), executed(*tiyn)))).expect("sums");
        assert_eq!(found, totals(&[("groups", 19), ("groups.07", 8), ("groups.13", 2), ("groups.16", 9)]));
    }

    #[test]
    fn both_sides_are_asked_for_every_figure() {
        let stated = totals(&[("groups", 10), ("groups.01", 6), ("groups.02", 4), ("groups.03", 0)]);
        let found = totals(&[("groups", 10), ("groups.01", 7), ("groups.04", 4)]);
        let shown: Vec<_> = compare(&stated, &found)
            .into_iter()
            .map(|found| (found.path.to_string(), found.total.0, found.sum.0))
            .collect();
        let expect = [("groups.01", 6, 7), ("groups.02", 4, 0), ("groups.04", 0, 4)];
        assert_eq!(shown, expect.map(|(text, stated, found)| (text.to_owned(), stated, found)));
        assert_eq!(compare(&found, &found), []);
    }
}
