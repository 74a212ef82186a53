//! Places with very many lines below them: what pages ask of all those lines at once, found when a report is loaded.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::composition::{Composition, Overflow};
use super::path::{Path, Step};
use super::rollup::is_spending;
use super::section::Section;
use crate::domain::money::Tiyn;

/// From how many lines on a place is large; the lines of others are read when they are asked for.
pub const MANY: usize = 200;

/// How many of the biggest lines are kept.
pub const BIGGEST: usize = 10;

/// A place with many lines below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LargePlace {
    /// Where.
    pub path: Path,
    /// Of the lines below it that have none below themselves the biggest, by what was executed; the biggest first.
    pub biggest: Vec<Path>,
    /// What is spent there by specific; empty where the report knows none.
    pub composition: Composition,
}

/// The large places of a report: `lines` in the order of paths with what was executed, specifics not among them but in
/// `compositions`, by the line they stand below.
pub fn large_places(
    lines: &[(Path, Tiyn)],
    compositions: &BTreeMap<Path, Composition>,
) -> Result<Vec<LargePlace>, Overflow> {
    if lines.len() < MANY {
        return Ok(Vec::new());
    }
    let mut made: Vec<(Path, Composition)> =
        compositions.iter().map(|(path, composition)| (*path, composition.clone())).collect();
    let (mut large, mut ends) = (Vec::new(), Vec::<(Path, Tiyn)>::new());
    // The lines that lead to the one in hand, and how many ends came before each.
    let mut open: Vec<(Path, usize)> = Vec::with_capacity(Path::DEEPEST + 1);
    for (index, (path, executed)) in lines.iter().enumerate() {
        close(path, &mut open, &ends, &mut made, &mut large)?;
        match lines.get(index + 1) {
            Some((next, _)) if path.holds(next) => open.push((*path, ends.len())),
            Some(_) | None => ends.push((*path, *executed)),
        }
    }
    while let Some((path, before)) = open.pop() {
        keep(path, ends.get(before..).unwrap_or_default(), &mut made, &mut large)?;
    }
    let spent = |(path, _): &&(Path, Tiyn)| {
        path.administrator().is_some() && path.step() != Step::Administrator && is_spending(*path)
    };
    let spent: Vec<(Path, Tiyn)> = ends.iter().filter(spent).copied().collect();
    if spent.len() >= MANY {
        let mut composition = Composition::default();
        made.iter().try_for_each(|(_, part)| composition.merge(part))?;
        let path = Path::of(Section::Departmental);
        large.push(LargePlace { path, biggest: biggest(&spent), composition });
    }
    Ok(large)
}

/// Closes what is open and does not hold the path.
fn close(
    path: &Path,
    open: &mut Vec<(Path, usize)>,
    ends: &[(Path, Tiyn)],
    made: &mut Vec<(Path, Composition)>,
    large: &mut Vec<LargePlace>,
) -> Result<(), Overflow> {
    while let Some((above, before)) = open.pop_if(|(above, _)| !above.holds(path)) {
        keep(above, ends.get(before..).unwrap_or_default(), made, large)?;
    }
    Ok(())
}

/// Keeps a place if it is large. Its composition takes the place of those it is made of, so that each is added once.
fn keep(
    path: Path,
    ends: &[(Path, Tiyn)],
    made: &mut Vec<(Path, Composition)>,
    large: &mut Vec<LargePlace>,
) -> Result<(), Overflow> {
    if ends.len() < MANY {
        return Ok(());
    }
    let from = made.partition_point(|(below, _)| *below < path);
    let to = from + made.get(from..).unwrap_or_default().partition_point(|(below, _)| path.holds(below));
    let mut composition = Composition::default();
    for (_, part) in made.drain(from..to) {
        composition.merge(&part)?;
    }
    made.insert(from, (path, composition.clone()));
    large.push(LargePlace { path, biggest: biggest(ends), composition });
    Ok(())
}

fn biggest(ends: &[(Path, Tiyn)]) -> Vec<Path> {
    let mut ends: Vec<(Reverse<Tiyn>, Path)> =
        ends.iter().map(|(path, executed)| (Reverse(*executed), *path)).collect();
    if ends.len() > BIGGEST {
        ends.select_nth_unstable(BIGGEST);
        ends.truncate(BIGGEST);
    }
    ends.sort_unstable();
    ends.into_iter().map(|(_, path)| path).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::budget::Measures;
    use crate::domain::budget::report::roll_up;

    fn executed(amount: i64) -> Measures {
        Measures { sumrg: Tiyn(amount), ..Measures::default() }
    }

    #[test]
    fn a_large_place_tells_what_its_lines_tell() {
        let programme = |group: u16, programme: u16| {
            Path::parse(&format!("2.{group:02}.1.406.{programme:03}.000")).expect("a path")
        };
        let all = |(group, many): (u16, u16)| (1..=many).map(move |number| programme(group, number));
        let ends: Vec<Path> = [(1, 150), (2, 150), (3, 260)].into_iter().flat_map(all).collect();
        let amounts = || ends.iter().zip(1..).map(|(path, amount)| (*path, executed(amount * 37 % 101)));
        let lines: Vec<(Path, Tiyn)> = roll_up(amounts())
            .expect("sums")
            .into_iter()
            .map(|(path, measures)| (path, measures.sumrg))
            .collect();
        let compositions: BTreeMap<Path, Composition> =
            amounts().map(|(path, measures)| (path, [(111, measures)].into_iter().collect())).collect();
        let large = large_places(&lines, &compositions).expect("sums");
        let places: Vec<String> = large.iter().map(|place| place.path.to_string()).collect();
        assert_eq!(places, ["2.03.1.406", "2.03.1", "2.03", "2", "departmental"]);
        for place in &large {
            let is_all = place.path.section() == Section::Departmental;
            let mut expect: Vec<_> = amounts().filter(|(path, _)| is_all || place.path.holds(path)).collect();
            let sum: i64 = expect.iter().map(|(_, measures)| measures.sumrg.0).sum();
            expect.sort_by_key(|(path, measures)| (Reverse(measures.sumrg), *path));
            let expect: Vec<Path> = expect.into_iter().map(|(path, _)| path).take(BIGGEST).collect();
            assert_eq!(place.biggest, expect, "{}", place.path);
            assert_eq!(place.composition.get(111), Some(&executed(sum)), "{}", place.path);
        }
        assert_eq!(large_places(&lines[..MANY - 1], &compositions), Ok(Vec::new()));
    }
}
