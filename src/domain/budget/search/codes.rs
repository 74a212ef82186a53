//! Codes as people write them: `406.001.015`, `01 1 406`, a whole code of receipts `101201`. Most of them stand in no list.

use super::Meant;
use super::index::{departmental, descend, roots};
use crate::domain::budget::Path;
use crate::domain::budget::section::Classification;
use crate::domain::scope::BudgetKey;

/// Everything that a text of digits may stand for; nothing where there is a word in it.
pub(super) fn read(folded: &str) -> Vec<Meant> {
    let groups: Vec<&str> = folded.split(' ').collect();
    if !groups.iter().all(|group| group.bytes().all(|digit| digit.is_ascii_digit())) {
        return Vec::new();
    }
    let mut meant: Vec<Meant> = Path::parse(&groups.join(".")).ok().map(Meant::Line).into_iter().collect();
    if let [code] = groups[..] {
        meant.extend(BudgetKey::parse(code).ok().map(Meant::Budget));
    }
    for widths in [&[3, 3, 3, 3][..], &[3, 3, 3], &[3, 3], &[3]] {
        meant.extend(cut(&groups, widths).and_then(|steps| departmental(&steps)));
    }
    let functional = [&[2, 1, 3, 3, 3, 3][..], &[2, 1, 3, 3, 3], &[2, 1, 3, 3], &[2, 1, 3], &[2, 1], &[2]];
    let receipts = [&[1, 2, 1, 2][..], &[1, 2, 1], &[1, 2]];
    for (classification, widths) in
        [(Classification::Functional, functional.as_slice()), (Classification::Receipts, receipts.as_slice())]
    {
        for steps in widths.iter().filter_map(|widths| cut(&groups, widths)) {
            let paths = roots(classification).filter_map(|root| descend(root, &steps));
            meant.extend(paths.map(Meant::Line));
        }
    }
    meant
}

/// The codes of so many digits each, written apart or in one piece.
fn cut(groups: &[&str], widths: &[usize]) -> Option<Vec<u16>> {
    let apart =
        groups.len() == widths.len() && groups.iter().zip(widths).all(|(group, width)| group.len() == *width);
    match groups {
        _ if apart => groups.iter().map(|group| group.parse().ok()).collect(),
        // Three digits in one piece are one code.
        [whole] if whole.len() > 3 && whole.len() == widths.iter().sum::<usize>() => {
            let mut rest = *whole;
            let code = |width: &usize| {
                let (code, after) = rest.split_at(*width);
                rest = after;
                code.parse().ok()
            };
            widths.iter().map(code).collect()
        }
        _ => None,
    }
}
