//! What became of a plan from one stage to another, line by line.

use std::collections::BTreeMap;

use super::Amounts;
use crate::domain::budget::path::Path;
use crate::domain::budget::report::TooMuch;

/// One line in two stages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compared {
    /// Where it stands.
    pub path: Path,
    /// In the earlier stage; none where the line came later.
    pub before: Option<Amounts>,
    /// In the later stage; none where the line was dropped.
    pub after: Option<Amounts>,
    /// The later less the earlier.
    pub difference: Amounts,
}

/// What became of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// The later stage has it alone.
    Added,
    /// The earlier stage has it alone.
    Dropped,
    /// Other amounts.
    Changed,
    /// The same amounts.
    Same,
}

impl Compared {
    /// One line, before and after.
    pub fn new(path: Path, before: Option<Amounts>, after: Option<Amounts>) -> Result<Compared, TooMuch> {
        let difference = after.unwrap_or_default().checked_sub(&before.unwrap_or_default());
        Ok(Compared { path, before, after, difference: difference.ok_or(TooMuch { path })? })
    }

    /// What became of it.
    pub fn change(&self) -> Change {
        match (self.before, self.after) {
            (None, _) => Change::Added,
            (Some(_), None) => Change::Dropped,
            (Some(before), Some(after)) if before == after => Change::Same,
            (Some(_), Some(_)) => Change::Changed,
        }
    }
}

/// Each line that stands in one of two lists or in both, in the order of paths.
pub fn compare(
    before: impl IntoIterator<Item = (Path, Amounts)>,
    after: impl IntoIterator<Item = (Path, Amounts)>,
) -> Result<Vec<Compared>, TooMuch> {
    let mut lines: BTreeMap<Path, (Option<Amounts>, Option<Amounts>)> = BTreeMap::new();
    for (path, amounts) in before {
        lines.entry(path).or_default().0 = Some(amounts);
    }
    for (path, amounts) in after {
        lines.entry(path).or_default().1 = Some(amounts);
    }
    lines.into_iter().map(|(path, (before, after))| Compared::new(path, before, after)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Tiyn;
    use proptest::prelude::*;

    fn path(code: u16) -> Path {
        Path::parse(&format!("2.01.1.{code}")).expect("a path")
    }

    fn amounts(first: i64) -> Amounts {
        Amounts([Tiyn(first), Tiyn(first), Tiyn(2 * first)])
    }

    #[test]
    fn a_line_is_added_dropped_changed_or_the_same() {
        let lines = |lines: &[(u16, i64)]| -> Vec<_> {
            lines.iter().map(|(code, first)| (path(*code), amounts(*first))).collect()
        };
        let found = compare(lines(&[(101, 5), (102, 6), (103, 7)]), lines(&[(101, 5), (103, 4), (104, 8)]));
        let shown: Vec<_> =
            found.expect("compared").iter().map(|line| (line.path, line.change(), line.difference)).collect();
        let expect = [
            (path(101), Change::Same, amounts(0)),
            (path(102), Change::Dropped, amounts(-6)),
            (path(103), Change::Changed, amounts(-3)),
            (path(104), Change::Added, amounts(8)),
        ];
        assert_eq!(shown, expect);
        let least = Amounts([Tiyn(i64::MIN), Tiyn::ZERO, Tiyn::ZERO]);
        assert_eq!(Compared::new(path(101), Some(least), None), Err(TooMuch { path: path(101) }));
    }

    proptest! {
        #[test]
        fn differences_of_lines_add_up_to_the_difference_of_totals(
            before in prop::collection::btree_map(101..120_u16, -1000..1000_i64, 0..15),
            after in prop::collection::btree_map(101..120_u16, -1000..1000_i64, 0..15),
        ) {
            let lines = |of: &std::collections::BTreeMap<u16, i64>| -> Vec<_> {
                of.iter().map(|(code, first)| (path(*code), amounts(*first))).collect()
            };
            let found = compare(lines(&before), lines(&after)).expect("compared");
            let sum: i64 = found.iter().map(|line| line.difference.0[0].0).sum();
            prop_assert_eq!(sum, after.values().sum::<i64>() - before.values().sum::<i64>());
        }
    }
}
