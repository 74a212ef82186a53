//! Names of places and of the classification, carried in the program: our own lists in `*.csv` beside this file.
//!
//! A name that is not known in a language is shown in Russian and says so; nothing here is a figure.

pub mod administrators;
pub mod crosswalk;
pub mod economic;
pub mod entries;
mod fold;
mod places;
pub mod programmes;
#[cfg(test)]
mod tests;
pub mod versions;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::path::{Path, Step};
use crate::domain::lang::Lang;

pub use administrators::{Administrator, Level, administrator, administrators, office};
pub use fold::fold;
pub use places::{Place, districts, nearest, place, regions};
pub use versions::{ListVersion, versions};

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

/// Whether a code and its name were found in a published list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Found, and the same.
    Confirmed,
    /// Known from use only; pages say so.
    Unconfirmed,
}

impl Standing {
    fn parse(word: &str) -> Option<Standing> {
        match word {
            "confirmed" => Some(Standing::Confirmed),
            "unconfirmed" => Some(Standing::Unconfirmed),
            _ => None,
        }
    }
}

type List = BTreeMap<&'static str, Label>;

/// Code, kk, ru, en (missing at the end of a line where the list has none); `#` starts a remark.
fn read(text: &'static str) -> List {
    lines(text).filter_map(row).collect()
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#'))
}

fn row(line: &'static str) -> Option<(&'static str, Label)> {
    let mut fields = line.split(';');
    let (code, kk, ru) = (fields.next()?, fields.next()?, fields.next()?);
    let known = |name: &'static str| (!name.is_empty()).then_some(name);
    Some((code, Label { kk: known(kk), ru, en: fields.next().and_then(known) }))
}

static SECTIONS: LazyLock<List> = LazyLock::new(|| read(versions::SECTIONS));
static FUNCTIONS: LazyLock<List> = LazyLock::new(|| read(versions::FUNCTIONS));
static RECEIPTS: LazyLock<List> = LazyLock::new(|| read(versions::RECEIPTS));

/// The name of a step of the classification.
pub fn label(path: Path) -> Option<Label> {
    let code = path.codes().last().copied().unwrap_or_default();
    match path.step() {
        Step::Section | Step::Heading => SECTIONS.get(path.to_string().as_str()).copied(),
        Step::Group => FUNCTIONS.get(path.last_code().as_str()).copied(),
        Step::Subgroup => FUNCTIONS.get(tail(path, 2).as_str()).copied(),
        Step::Administrator => administrator(path.administrator()?),
        Step::Programme => programmes::programme(path.administrator()?, code),
        Step::Subprogramme => {
            let programme = path.parent()?.codes().last().copied()?;
            programmes::subprogramme(path.administrator()?, programme, code)
        }
        Step::Category => receipt(&path.last_code()),
        Step::Class => receipt(&tail(path, 2)),
        Step::Subclass => receipt(&tail(path, 3)),
        Step::ReceiptSpecific => receipt(&tail(path, 4)),
        Step::EconomicCategory | Step::EconomicClass | Step::Specific => {
            economic::find(code).map(|entry| entry.label)
        }
    }
}

/// Groups and subgroups, by code: `01`, `01.2`.
pub fn functions() -> impl Iterator<Item = (&'static str, Label)> {
    FUNCTIONS.iter().map(|(code, label)| (*code, *label))
}

/// Categories, classes, subclasses and specifics of receipts, by code: `1.01.2.01`.
pub fn receipts() -> impl Iterator<Item = (&'static str, Label)> {
    RECEIPTS.iter().map(|(code, label)| (*code, *label))
}

/// The name of a category, class, subclass or specific of receipts: `1.01.2.01`.
pub fn receipt(code: &str) -> Option<Label> {
    RECEIPTS.get(code).copied()
}

/// The last codes of a path, as a code of the lists.
fn tail(path: Path, steps: usize) -> String {
    let trail = path.trail();
    let codes: Vec<String> = trail.iter().rev().take(steps).rev().map(|step| step.last_code()).collect();
    codes.join(".")
}
