//! Where a specific stands in the economic classification.

use std::collections::BTreeMap;

use super::composition::Composition;
use super::measures::Measures;
use super::path::Path;
use super::section::Section;

/// The place of a specific below the economic tree: category, class (its first two digits), specific.
///
/// Categories by the first digit: 1 current costs (1–3), 2 capital costs (4), 3 budget credits (5), 4 financial assets
/// bought (6), 5 loans repaid (7), 6 obligations under public-private partnership (8).
pub fn place_of(specific: u16) -> Option<Path> {
    let category = match specific / 100 {
        1..=3 => 1,
        4 => 2,
        5 => 3,
        6 => 4,
        7 => 5,
        8 => 6,
        _ => return None,
    };
    let path = Path::of(Section::Economic).child(category).ok()?;
    path.child(specific / 10).ok()?.child(specific).ok()
}

/// The economic tree of a composition: categories, classes and specifics with their sums. None where a specific has no
/// place in it, or a sum leaves the range of amounts.
pub fn tree(composition: &Composition) -> Option<BTreeMap<Path, Measures>> {
    let mut tree: BTreeMap<Path, Measures> = BTreeMap::new();
    for (specific, measures) in composition.iter() {
        for path in place_of(specific)?.trail() {
            let sum = tree.entry(path).or_default();
            *sum = sum.checked_add(measures)?;
        }
    }
    Some(tree)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Tiyn;

    #[test]
    fn a_tree_adds_up() {
        let executed = |tiyn| Measures { sumrg: Tiyn(tiyn), ..Measures::default() };
        let composition: Composition =
            [(111, executed(3)), (112, executed(4)), (414, executed(5))].into_iter().collect();
        let tree = tree(&composition).expect("a tree");
        let shown: Vec<_> = tree.iter().map(|(path, sum)| (path.to_string(), sum.sumrg.0)).collect();
        let expect = [
            ("economic", 12),
            ("economic.1", 7),
            ("economic.1.11", 7),
            ("economic.1.11.111", 3),
            ("economic.1.11.112", 4),
            ("economic.2", 5),
            ("economic.2.41", 5),
            ("economic.2.41.414", 5),
        ];
        assert_eq!(shown, expect.map(|(path, sum)| (path.to_owned(), sum)));
        assert!(super::tree(&[(999, executed(1))].into_iter().collect()).is_none());
    }

    #[test]
    fn each_specific_stands_in_its_category() {
        let check = |specific: u16, expect: Option<&str>| {
            assert_eq!(place_of(specific).map(|path| path.to_string()).as_deref(), expect, "{specific}");
        };
        check(111, Some("economic.1.11.111"));
        check(339, Some("economic.1.33.339"));
        check(431, Some("economic.2.43.431"));
        check(511, Some("economic.3.51.511"));
        check(711, Some("economic.5.71.711"));
        check(99, None);
        check(911, None);
    }
}
