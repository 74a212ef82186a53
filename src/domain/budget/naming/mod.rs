//! Names that come with the data: what a load says that a place or a code of the classification is called.
//!
//! A code is called the same wherever it stands, so a name belongs to the code and not to one of its places. Whether
//! somebody may learn a name is decided by who sees what bears it: nothing here knows a scope.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::economic::place_of;
use super::path::Step;
use super::{Path, Section};
use crate::domain::lang::Lang;
use crate::domain::names::{BadText, line};
use crate::domain::region::{AdministratorCode, Kato};

/// What bears a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bearer {
    /// A place.
    Place(Kato),
    /// A code of the classification, as the one path under which it stands for itself: see [`Bearer::of`].
    Code(Path),
}

/// The number names nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a place and not a code of the classification")]
pub struct NotABearer;

/// Codes of KATO have nine digits; a packed path is a larger number than any of them.
const LAST_PLACE: i64 = 999_999_999;

impl Bearer {
    /// The code that a line bears: groups and subgroups as those of section II, an administrator and what it spends on by
    /// the administrator, receipts as those of the first heading, specifics by the economic classification.
    ///
    /// None for sections and headings, which go by our words alone, and for specifics of which nobody knows the class.
    pub fn of(line: Path) -> Option<Bearer> {
        let (root, steps) = match line.step() {
            Step::Section | Step::Heading => return None,
            Step::Group => (Path::of(Section::Expenditure), 1),
            Step::Subgroup => (Path::of(Section::Expenditure), 2),
            Step::Administrator => (Path::of(Section::Departmental), 1),
            Step::Programme => (Path::of(Section::Departmental), 2),
            Step::Subprogramme => (Path::of(Section::Departmental), 3),
            Step::Category => (receipts()?, 1),
            Step::Class => (receipts()?, 2),
            Step::Subclass => (receipts()?, 3),
            Step::ReceiptSpecific => (receipts()?, 4),
            Step::EconomicCategory => (Path::of(Section::Economic), 1),
            Step::EconomicClass => (Path::of(Section::Economic), 2),
            Step::Specific => return place_of(*line.codes().last()?).map(Bearer::Code),
        };
        let codes = line.codes().get(line.level().checked_sub(steps)?..)?;
        codes.iter().try_fold(root, |path, code| path.child(*code)).ok().map(Bearer::Code)
    }

    /// One number for storage.
    pub fn number(self) -> i64 {
        match self {
            Bearer::Place(place) => i64::from(place.number()),
            Bearer::Code(path) => path.packed(),
        }
    }

    /// Reads exactly what [`Bearer::number`] gives.
    pub fn parse(number: i64) -> Result<Bearer, NotABearer> {
        if number <= LAST_PLACE {
            return Kato::parse(&number.to_string()).map(Bearer::Place).map_err(|_| NotABearer);
        }
        let path = Path::unpack(number).map_err(|_| NotABearer)?;
        Bearer::of(path).filter(|bearer| *bearer == Bearer::Code(path)).ok_or(NotABearer)
    }

    /// The place; none of a code.
    pub fn place(self) -> Option<Kato> {
        match self {
            Bearer::Place(place) => Some(place),
            Bearer::Code(_) => None,
        }
    }

    /// The administrator whose money the code is about; none of places, groups, receipts and specifics.
    pub fn administrator(self) -> Option<AdministratorCode> {
        match self {
            Bearer::Place(_) => None,
            Bearer::Code(path) => path.administrator(),
        }
    }
}

fn receipts() -> Option<Path> {
    Path::of(Section::Receipts).child(1).ok()
}

/// A name in the languages in which it is known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GivenName {
    /// Kazakh, where known.
    pub kk: Option<String>,
    /// Russian.
    pub ru: String,
    /// English, where known.
    pub en: Option<String>,
}

impl GivenName {
    /// The longest name that is accepted, in characters.
    pub const MOST: usize = 500;

    /// The name in a language, or in Russian; with the language that it is in.
    pub fn get(&self, lang: Lang) -> (&str, Lang) {
        let known = match lang {
            Lang::Kk => self.kk.as_deref(),
            Lang::Ru => None,
            Lang::En => self.en.as_deref(),
        };
        known.map_or((self.ru.as_str(), Lang::Ru), |name| (name, lang))
    }

    /// The name in every language.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.kk.as_deref().into_iter().chain(Some(self.ru.as_str())).chain(self.en.as_deref())
    }
}

/// One name as it is written in a source: trimmed, on one line, nothing invisible in it.
pub fn written(text: &str) -> Result<String, BadText> {
    line(text, GivenName::MOST)
}

/// What a load says that something is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Given {
    /// What is named.
    pub bearer: Bearer,
    /// Its name.
    pub name: GivenName,
    /// Line of the source, from 1; 0 where there is none.
    pub source_line: u64,
}

/// The given names of what one page shows, and of nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names(BTreeMap<Bearer, GivenName>);

impl Names {
    /// What something is called.
    pub fn of(&self, bearer: Bearer) -> Option<&GivenName> {
        self.0.get(&bearer)
    }

    /// What a place is called.
    pub fn place(&self, place: Kato) -> Option<&GivenName> {
        self.of(Bearer::Place(place))
    }

    /// What a line is called.
    pub fn line(&self, line: Path) -> Option<&GivenName> {
        self.of(Bearer::of(line)?)
    }
}

impl FromIterator<(Bearer, GivenName)> for Names {
    /// Of two names of the same the last counts.
    fn from_iter<T: IntoIterator<Item = (Bearer, GivenName)>>(names: T) -> Names {
        Names(names.into_iter().collect())
    }
}

impl FromIterator<Names> for Names {
    fn from_iter<T: IntoIterator<Item = Names>>(names: T) -> Names {
        names.into_iter().flat_map(|Names(names)| names).collect()
    }
}
