//! Every code of every list with its name, to be looked through by code or by words.

use std::sync::LazyLock;

use super::{Label, fold, lines, row, versions};

/// A code of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name of the list, as in [`versions::ListVersion`].
    pub list: &'static str,
    /// The code, as the list writes it.
    pub code: &'static str,
    /// The name.
    pub label: Label,
    /// True where no published list confirms it.
    pub is_unconfirmed: bool,
}

/// An entry, and its names as search compares them.
static ENTRIES: LazyLock<Vec<(Entry, String)>> = LazyLock::new(|| {
    let lists = versions::lists().into_iter().filter(|(name, _)| *name != "crosswalk");
    lists.flat_map(|(list, text)| lines(text).filter_map(move |line| read(list, line))).collect()
});

fn read(list: &'static str, line: &'static str) -> Option<(Entry, String)> {
    let (code, label) = row(line)?;
    let words = fold(&[label.kk.unwrap_or_default(), label.ru, label.en.unwrap_or_default()].join(" | "));
    Some((Entry { list, code, label, is_unconfirmed: line.ends_with(";unconfirmed") }, words))
}

/// The entries whose code begins with the text, or one of whose names holds its words, in the order of the lists.
///
/// Nothing is asked for by a text without letters and digits, so nothing is found.
pub fn search(text: &str) -> Vec<Entry> {
    let (code, words) = (text.trim(), fold(text));
    let found = |(entry, names): &&(Entry, String)| {
        !words.is_empty() && (entry.code.starts_with(code) || names.contains(&words))
    };
    ENTRIES.iter().filter(found).map(|(entry, _)| *entry).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<String> {
        search(text).iter().map(|entry| format!("{} {}", entry.list, entry.code)).collect()
    }

    #[test]
    fn entries_are_found_by_code_and_by_words_of_any_language() {
        assert!(codes("406").contains(&"administrators 406".to_owned()));
        assert!(codes("01.2").starts_with(&["functions 01.2".to_owned()]));
        assert!(codes("КОРГАНЫС").contains(&"functions 02".to_owned()), "Қорғаныс, folded");
        assert!(codes("оборона").contains(&"functions 02".to_owned()));
        assert!(codes("defence").contains(&"functions 02".to_owned()));
    }

    #[test]
    fn nothing_is_found_where_nothing_is_asked() {
        for text in ["", " ", "–", "%", "no such words anywhere"] {
            assert_eq!(search(text), [], "{text:?}");
        }
    }
}
