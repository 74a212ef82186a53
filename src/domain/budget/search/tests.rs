//! What a query may mean, in every spelling, and in which order.

use super::*;
use proptest::prelude::*;

fn meant(text: &str) -> Vec<String> {
    let query = Query::parse(text).unwrap_or_else(|why| panic!("{text}: {why}"));
    let shown = |(_, meant)| match meant {
        Meant::Line(path) => path.to_string(),
        Meant::Budget(budget) => budget.code(),
    };
    candidates(&query).into_iter().map(shown).collect()
}

#[track_caller]
fn first(text: &str, expect: &str) {
    let found = meant(text);
    assert_eq!(found.first().map(String::as_str), Some(expect), "{text}: {found:?}");
}

#[track_caller]
fn holds(text: &str, expect: &str) {
    let found = meant(text);
    assert!(found.iter().any(|found| found == expect), "{text}: {found:?}");
}

#[test]
fn codes_are_read_as_people_write_them() {
    first("406", "departmental.406");
    first("2.01.2.406", "2.01.2.406");
    first("406.001", "departmental.406.001");
    first("406-001-015", "departmental.406.001.015");
    holds("406001", "departmental.406.001");
    holds("01.2", "2.01.2");
    holds("01 2 406 001", "2.01.2.406.001");
    holds("101201", "1.1.1.01.2.01");
    holds("1.01.2", "1.1.1.01.2");
    holds("111", "economic.1.11.111");
    first("110000000", "110000000");
    holds("1132", "113200000");
}

/// composed or not, capital or small, Kazakh or Russian letters.
#[test]
fn a_104_a_105_names_are_found_in_any_spelling() {
    for same in ["білім", "БІЛІМ", "билим", "Бiлiм".replace('i', "і").as_str()] {
        holds(same, "2.04");
    }
    let composed = meant("Ақкөл ауданы");
    assert!(!composed.is_empty());
    assert_eq!(meant("акколь район"), meant("АККОЛЬ  РАЙОН"));
    assert_eq!(meant("Аягоз рай"), meant("Аягоз раи\u{306}"));
    first("Алматы қаласы", "750000000");
    holds("г. Алматы", "750000000");
    holds("министерство здравоохранения", "departmental.226");
    first("республиканский бюд", "republican");
}

/// signs that a database would take for something are signs between words.
#[test]
fn a_106_signs_are_harmless() {
    let plain = meant("білім беру");
    for strange in ["білім%беру", "білім_беру", "'білім' \"беру\"", "білім\\беру*", "білім; беру--"]
    {
        assert_eq!(meant(strange), plain, "{strange}");
    }
    for nothing in ["", "%", "__", "a", "1", "' \"", "%%%%%%", "\u{306}\u{306}"] {
        assert_eq!(Query::parse(nothing), Err(NotAQuery::TooShort), "{nothing:?}");
    }
    assert_eq!(Query::parse(&"а".repeat(101)), Err(NotAQuery::TooLong));
}

#[test]
fn the_better_fit_comes_first() {
    let rank = |asked: &str, name: &str| Query::parse(asked).expect("a query").name(name);
    assert_eq!(rank("бюджет", "бюджет района"), Some(Rank::Name));
    assert_eq!(rank("бюджет", "ревизор бюджетный"), Some(Rank::Word));
    assert_eq!(rank("юдж", "бюджет"), Some(Rank::Inside));
    assert_eq!(rank("дж бюджет", "бюджет"), None);
    assert_eq!(rank("район бюдж", "бюджет района"), Some(Rank::Words));
    assert_eq!(rank("ет", "совет бюджет ет"), Some(Rank::Word), "the beginning of a later word is better");
    assert_eq!(rank("слон", "бюджет"), None);
    let query = Query::parse("01").expect("a query");
    assert_eq!(
        (query.code("01"), query.code("01 2"), query.code("10")),
        (Some(Rank::Code), Some(Rank::CodePrefix), None)
    );
}

proptest! {
    #[test]
    fn any_text_is_answered_without_a_panic_and_nothing_twice(text in "\\PC{0,30}") {
        if let Ok(query) = Query::parse(&text) {
            let found = candidates(&query);
            let once: std::collections::HashSet<_> = found.iter().map(|(_, meant)| *meant).collect();
            prop_assert_eq!(once.len(), found.len());
            prop_assert!(found.windows(2).all(|pair| pair[0].0 <= pair[1].0));
        }
    }
}
