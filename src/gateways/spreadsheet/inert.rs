//! Words that no spreadsheet program takes for a formula.

use std::borrow::Cow;

use crate::domain::names::is_invisible;

/// What a formula can begin with, in narrow and in full width.
const BEGINS_A_FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// True for words that would be read as a formula, also behind white space and characters that nobody sees.
pub(super) fn is_formula(words: &str) -> bool {
    let seen = |c: &char| !c.is_whitespace() && !is_invisible(*c);
    words.chars().find(seen).is_some_and(|first| BEGINS_A_FORMULA.contains(&first))
}

/// The words on one line, without characters that nobody sees.
pub(super) fn on_one_line(words: &str) -> Cow<'_, str> {
    if !words.contains(is_invisible) {
        return Cow::Borrowed(words);
    }
    let parts = words.split(is_invisible).filter(|part| !part.is_empty());
    Cow::Owned(parts.collect::<Vec<_>>().join(" "))
}

/// The words with an apostrophe before them where they would be a formula: spreadsheet programs take it as "these are words".
pub(super) fn inert(words: &str) -> Cow<'_, str> {
    let formula = is_formula(words);
    let words = on_one_line(words);
    if formula { Cow::Owned(format!("'{words}")) } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_become_words() {
        let check = |words: &str, expect: &str| assert_eq!(inert(words), expect, "{words:?}");
        check("Білім беру", "Білім беру");
        check("01 Оборона - всего", "01 Оборона - всего");
        check("=1+1", "'=1+1");
        check("+1", "'+1");
        check("-1", "'-1");
        check("@SUM(A1)", "'@SUM(A1)");
        check("  =1", "'  =1");
        check("\u{a0}=1", "'\u{a0}=1");
        check("\t=1", "'=1");
        check("\r=1", "'=1");
        check("\0=1", "'=1");
        check("\u{feff}=1", "'=1");
        check("＝1+1", "'＝1+1");
        check("－1", "'－1");
        check("a\n=1", "a =1");
        check("a\u{85}\0b", "a b");
        check("\u{202e}txt", "txt");
        check("− и +", "− и +");
    }

    proptest! {
        #[test]
        fn nothing_that_is_written_begins_a_formula(words in "[ \\t\\r\\n\\x00=+@＝－\u{200b}\u{feff}a-]{0,6}") {
            let written = inert(&words);
            prop_assert!(!is_formula(&written) && !written.contains(is_invisible), "{written:?}");
        }
    }
}
