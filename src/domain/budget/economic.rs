//! Where a specific stands in the economic classification.

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

#[cfg(test)]
mod tests {
    use super::*;

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
