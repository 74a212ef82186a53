//! Names of places and of the classification, carried in the program: our own lists in `*.csv` beside this file.
//!
//! A name that is not known in a language is shown in Russian and says so; nothing here is a figure.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::path::{Path, Step};
use crate::domain::lang::Lang;
use crate::domain::region::{AdministratorCode, Kato};

/// A name in the languages in which it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Label {
    /// Kazakh, where known.
    pub kk: Option<&'static str>,
    /// Russian.
    pub ru: &'static str,
    /// English, where known.
    pub en: Option<&'static str>,
}

impl Label {
    /// The name in a language, or in Russian; with the language that it is in.
    pub fn get(&self, lang: Lang) -> (&'static str, Lang) {
        let known = match lang {
            Lang::Kk => self.kk,
            Lang::Ru => None,
            Lang::En => self.en,
        };
        known.map_or((self.ru, Lang::Ru), |name| (name, lang))
    }
}

/// A place that has a budget or lies in one that has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its code.
    pub kato: Kato,
    /// Its name.
    pub label: Label,
}

type List = BTreeMap<&'static str, Label>;

/// Code, kk, ru, en (missing at the end of a line where the list has none); `#` starts a remark.
fn read(text: &'static str) -> List {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(row).collect()
}

fn row(line: &'static str) -> Option<(&'static str, Label)> {
    let mut fields = line.split(';');
    let (code, kk, ru) = (fields.next()?, fields.next()?, fields.next()?);
    let known = |name: &'static str| (!name.is_empty()).then_some(name);
    Some((code, Label { kk: known(kk), ru, en: fields.next().and_then(known) }))
}

static SECTIONS: LazyLock<List> = LazyLock::new(|| read(include_str!("sections.csv")));
static FUNCTIONS: LazyLock<List> = LazyLock::new(|| read(include_str!("functions.csv")));
static RECEIPTS: LazyLock<List> = LazyLock::new(|| read(include_str!("receipts.csv")));
static ADMINISTRATORS: LazyLock<List> = LazyLock::new(|| read(include_str!("administrators.csv")));
static REGIONS: LazyLock<Vec<Place>> = LazyLock::new(|| places(include_str!("regions.csv")));
static DISTRICTS: LazyLock<Vec<Place>> = LazyLock::new(|| places(include_str!("districts.csv")));

fn places(text: &'static str) -> Vec<Place> {
    let place = |(code, label)| Kato::parse(code).ok().map(|kato| Place { kato, label });
    read(text).into_iter().filter_map(place).collect()
}

/// Oblasts, cities of republican significance and the capital, by code.
pub fn regions() -> &'static [Place] {
    &REGIONS
}

/// Districts, cities of oblast significance and districts in cities, by code.
pub fn districts() -> &'static [Place] {
    &DISTRICTS
}

/// A place by its code.
pub fn place(kato: Kato) -> Option<&'static Place> {
    let list = if kato.is_top() { regions() } else { districts() };
    list.binary_search_by_key(&kato, |place| place.kato).ok().and_then(|index| list.get(index))
}

/// An administrator's name.
pub fn administrator(code: AdministratorCode) -> Option<Label> {
    ADMINISTRATORS.get(code.code().as_str()).copied()
}

/// The codes of all known administrators.
pub fn administrators() -> impl Iterator<Item = (AdministratorCode, Label)> {
    ADMINISTRATORS.iter().filter_map(|(code, label)| Some((AdministratorCode::parse(code).ok()?, *label)))
}

/// The name of a step of the classification.
pub fn label(path: Path) -> Option<Label> {
    match path.step() {
        Step::Section | Step::Heading => SECTIONS.get(path.to_string().as_str()),
        Step::Group => FUNCTIONS.get(path.last_code().as_str()),
        Step::Subgroup => FUNCTIONS.get(tail(path, 2).as_str()),
        Step::Administrator => ADMINISTRATORS.get(path.last_code().as_str()),
        Step::Category => RECEIPTS.get(path.last_code().as_str()),
        Step::Class => RECEIPTS.get(tail(path, 2).as_str()),
        Step::Subclass => RECEIPTS.get(tail(path, 3).as_str()),
        Step::Programme
        | Step::Subprogramme
        | Step::Specific
        | Step::ReceiptSpecific
        | Step::EconomicCategory
        | Step::EconomicClass => None,
    }
    .copied()
}

/// The last codes of a path, as a code of the lists.
fn tail(path: Path, steps: usize) -> String {
    let trail = path.trail();
    let codes: Vec<String> = trail.iter().rev().take(steps).rev().map(|step| step.last_code()).collect();
    codes.join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_lists_is_read() {
        let check = |text: &'static str, rows: usize| {
            let lines = text.lines().filter(|line| !line.starts_with('#'));
            for line in lines.clone() {
                let (_, label) = row(line).unwrap_or_else(|| panic!("{line}"));
                assert!(!label.ru.is_empty(), "{line}");
                let latin = |name: &str| name.chars().any(|c| c.is_ascii_alphabetic() && !"IVX".contains(c));
                assert!(!latin(label.ru) && !label.kk.is_some_and(latin), "{line}");
            }
            assert_eq!((lines.count(), read(text).len()), (rows, rows), "no code stands twice");
        };
        check(include_str!("sections.csv"), 25);
        check(include_str!("functions.csv"), 78);
        check(include_str!("receipts.csv"), 78);
        check(include_str!("administrators.csv"), 238);
        check(include_str!("regions.csv"), 20);
        check(include_str!("districts.csv"), 213);
        assert_eq!((regions().len(), districts().len()), (20, 213));
    }

    #[test]
    fn every_district_lies_in_a_region_of_the_list() {
        for district in districts() {
            assert!(place(district.kato.top()).is_some(), "{}", district.kato);
            assert_eq!(place(district.kato), Some(district));
        }
    }

    #[test]
    fn names_by_path_in_three_languages() {
        let check = |path: &str, lang: Lang, expect: &str, shown: Lang| {
            let label = label(Path::parse(path).expect("a path")).unwrap_or_else(|| panic!("{path}"));
            assert_eq!(label.get(lang), (expect, shown), "{path}");
        };
        check("2", Lang::Kk, "II. Шығындар", Lang::Kk);
        check("2.01", Lang::Kk, "Жалпы сипаттағы мемлекеттік қызметтер", Lang::Kk);
        check("2.01.2", Lang::Ru, "Финансовая деятельность", Lang::Ru);
        check("2.01.2.406", Lang::Kk, "Қазақстан Республикасының Жоғары аудиторлық палатасы", Lang::Kk);
        check("2.01.2.406", Lang::En, "Высшая аудиторская палата Республики Казахстан", Lang::Ru);
        check("1.1.1.01.2", Lang::En, "Personal income tax", Lang::En);
        check("7.2.16.1", Lang::Kk, "Қарыздарды өтеу", Lang::Kk);
        check("3.2.5.01", Lang::Ru, "Погашение бюджетных кредитов", Lang::Ru);
        check("used", Lang::En, "Balances of budget money used", Lang::En);
    }
}
