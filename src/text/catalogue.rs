//! The catalogues: a key and a language give a text. Knows nothing of pages.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};

use super::numbers;
use crate::domain::lang::Lang;

/// One line per area: it is read from `templates/text/<kk|ru|en>/<area>.ftl`.
macro_rules! areas {
    ($($area:literal),+ $(,)?) => {
        fn sources(lang: Lang) -> &'static [&'static str] {
            match lang {
                Lang::Kk => &[$(include_str!(concat!("../../templates/text/kk/", $area, ".ftl"))),+],
                Lang::Ru => &[$(include_str!(concat!("../../templates/text/ru/", $area, ".ftl"))),+],
                Lang::En => &[$(include_str!(concat!("../../templates/text/en/", $area, ".ftl"))),+],
            }
        }
        #[cfg(test)]
        const AREAS: &[&str] = &[$($area),+];
    };
}

areas! {
    "application",
    "applications",
    "attestation",
    "bodies",
    "budget",
    "calendar",
    "classification",
    "common",
    "components",
    "deciding",
    "demo",
    "desk",
    "eqyzmet",
    "errors",
    "extract",
    "holds",
    "journal",
    "levels",
    "paper",
    "letters",
    "oversight",
    "personnel",
    "planning",
    "registering",
    "renewal",
    "saved",
    "search",
    "quality",
    "sign_in",
    "signing",
    "signs",
    "substitutions",
    "system_roles",
    "superiors",
    "table",
    "training",
    "why",
}

/// A value put into a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arg<'a> {
    /// Words, put in as they are.
    Text(&'a str),
    /// A count: chooses the plural form and is written with its groups of thousands.
    Count(i64),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Arg::Text(text)
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Arg::Text(text)
    }
}

macro_rules! counts {
    ($($number:ty),+) => {$(
        impl From<$number> for Arg<'_> {
            fn from(count: $number) -> Self {
                Arg::Count(i64::try_from(count).unwrap_or(i64::MAX))
            }
        }
        impl From<&$number> for Arg<'_> {
            fn from(count: &$number) -> Self {
                Arg::from(*count)
            }
        }
    )+};
}

counts!(i64, i32, u32, u64, usize);

/// The text of a key. A key that does not exist fails where debug assertions are on, and shows itself in production.
pub fn text(lang: Lang, key: &str) -> String {
    text_with(lang, key, &[])
}

/// The text of a key with values in it.
pub fn text_with(lang: Lang, key: &str, args: &[(&str, Arg<'_>)]) -> String {
    let bundle = bundle(lang);
    let pattern = bundle.get_message(key).and_then(|message| message.value());
    debug_assert!(pattern.is_some(), "no text {key:?} in {lang:?}");
    let Some(pattern) = pattern else {
        tracing::warn!(key, lang = lang.code(), "a text is missing");
        return key.to_owned();
    };
    let mut values = FluentArgs::with_capacity(args.len());
    for (name, arg) in args {
        match arg {
            Arg::Text(text) => values.set(*name, FluentValue::from(*text)),
            Arg::Count(count) => values.set(*name, FluentValue::from(*count)),
        }
    }
    let mut faults = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&values), &mut faults).into_owned();
    debug_assert!(faults.is_empty(), "text {key:?} in {lang:?}: {faults:?}");
    if !faults.is_empty() {
        tracing::warn!(key, lang = lang.code(), ?faults, "a text could not be filled in");
    }
    // A date in Russian ends with a stop of its own, which also ends the sentence.
    if lang == Lang::Ru && text.contains("г..") { text.replace("г..", "г.") } else { text }
}

fn bundle(lang: Lang) -> &'static FluentBundle<FluentResource> {
    static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 3]> = LazyLock::new(|| Lang::ALL.map(load));
    let [kk, ru, en] = &*BUNDLES;
    match lang {
        Lang::Kk => kk,
        Lang::Ru => ru,
        Lang::En => en,
    }
}

fn load(lang: Lang) -> FluentBundle<FluentResource> {
    let locale = lang.code().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // The marks would come along into titles, mail subjects and copied figures.
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match lang {
        Lang::Kk => |value, _| number(Lang::Kk, value),
        Lang::Ru => |value, _| number(Lang::Ru, value),
        Lang::En => |value, _| number(Lang::En, value),
    }));
    for source in sources(lang) {
        let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(readable, faults)| {
            debug_assert!(false, "catalogue {lang:?}: {faults:?}");
            tracing::warn!(lang = lang.code(), ?faults, "a catalogue has unreadable lines");
            readable
        });
        let added = bundle.add_resource(resource);
        debug_assert!(added.is_ok(), "catalogue {lang:?}: {added:?}");
        if let Err(faults) = added {
            tracing::warn!(lang = lang.code(), ?faults, "a catalogue repeats a key");
        }
    }
    bundle
}

/// Counts are whole numbers; anything else keeps Fluent's own form.
fn number(lang: Lang, value: &FluentValue<'_>) -> Option<String> {
    let FluentValue::Number(number) = value else { return None };
    number.as_string().parse().ok().map(|whole: i64| numbers::integer(lang, whole))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    /// Every key of a catalogue with the variables that its text names.
    fn keys(lang: Lang) -> BTreeMap<String, BTreeSet<String>> {
        let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (source, area) in sources(lang).iter().zip(AREAS) {
            let mut key = String::new();
            for line in source.lines().filter(|line| !line.starts_with('#')) {
                if let Some((name, _)) =
                    line.split_once(" =").filter(|_| line.starts_with(char::is_alphabetic))
                {
                    key = name.to_owned();
                    let twice = found.insert(key.clone(), BTreeSet::new()).is_some();
                    assert!(!twice, "{area}.ftl in {lang:?} repeats {key}");
                }
                let variables = line.split('$').skip(1).map(|rest| {
                    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '-');
                    rest[..end.unwrap_or(rest.len())].to_owned()
                });
                found.entry(key.clone()).or_default().extend(variables);
            }
        }
        found.remove("");
        found
    }

    #[test]
    fn every_text_is_in_three_languages_with_the_same_variables() {
        let kk = keys(Lang::Kk);
        for lang in [Lang::Ru, Lang::En] {
            let other = keys(lang);
            let alone = |a: &BTreeMap<String, _>, b: &BTreeMap<String, _>| {
                a.keys().filter(|key| !b.contains_key(*key)).cloned().collect::<Vec<_>>()
            };
            assert_eq!(alone(&kk, &other), Vec::<String>::new(), "missing in {lang:?}");
            assert_eq!(alone(&other, &kk), Vec::<String>::new(), "missing in Kk");
            for (key, variables) in &kk {
                assert_eq!(variables, &other[key], "variables of {key} in {lang:?}");
            }
        }
    }

    #[test]
    fn every_catalogue_is_read_whole() {
        for lang in Lang::ALL {
            for key in keys(lang).keys() {
                assert!(bundle(lang).get_message(key).is_some(), "{key} in {lang:?}");
            }
        }
    }

    #[test]
    fn a_date_at_the_end_of_a_russian_sentence_stops_once() {
        let words = text_with(Lang::Ru, "why-expired", &[("day", "30 сентября 2026 г.".into())]);
        assert!(words.contains("2026 г. Нужна"), "{words}");
    }

    #[test]
    fn counts_take_the_plural_form_of_the_language() {
        let check = |lang, count: i64, expect: &str| {
            assert_eq!(text_with(lang, "count-working-days", &[("count", count.into())]), expect);
        };
        check(Lang::Ru, 1, "1 рабочий день");
        check(Lang::Ru, 2, "2 рабочих дня");
        check(Lang::Ru, 5, "5 рабочих дней");
        check(Lang::Ru, 11, "11 рабочих дней");
        check(Lang::Ru, 21, "21 рабочий день");
        check(Lang::Ru, 1_112, "1\u{202f}112 рабочих дней");
        check(Lang::Kk, 1, "1 жұмыс күні");
        check(Lang::Kk, 5, "5 жұмыс күні");
        check(Lang::En, 1, "1 working day");
        check(Lang::En, 1_200, "1,200 working days");
    }

    #[test]
    #[should_panic(expected = "no text \"no-such-key\"")]
    fn a_missing_key_fails_a_test() {
        text(Lang::Kk, "no-such-key");
    }
}
