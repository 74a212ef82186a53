//! Search by code or name in Kazakh, Russian or English, over the classification and the places that have budgets.
//!
//! The lists are folded once and kept in memory. They tell what may be meant; whether it stands in a report, and inside a
//! scope, is for whoever holds figures to say: nothing found here may be shown before that.

mod codes;
mod index;
#[cfg(test)]
mod tests;

use super::Path;
use super::reference::fold;
use crate::domain::scope::BudgetKey;

pub use index::{candidates, of_bearer};

/// Fewer letters and digits than this would find half of everything.
pub const LEAST: usize = 2;

/// Longer than any name that is searched for by hand, in letters.
pub const LONGEST: usize = 100;

/// What is searched for, folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    folded: String,
}

/// Nothing is searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAQuery {
    /// Fewer than [`LEAST`] letters or digits.
    #[error("too short")]
    TooShort,
    /// More than [`LONGEST`] letters.
    #[error("too long")]
    TooLong,
}

impl Query {
    /// Folds a text; signs that are neither letters nor digits only set words apart.
    pub fn parse(text: &str) -> Result<Query, NotAQuery> {
        if text.chars().count() > LONGEST {
            return Err(NotAQuery::TooLong);
        }
        let folded = fold(text);
        if folded.chars().filter(|letter| *letter != ' ').count() < LEAST {
            return Err(NotAQuery::TooShort);
        }
        Ok(Query { folded })
    }

    /// How many letters and digits, with single spaces between words.
    pub fn length(&self) -> usize {
        self.folded.chars().count()
    }

    /// A word, or the beginning of one, that stands in every folded name that fits.
    pub fn longest_word(&self) -> &str {
        self.folded.split(' ').max_by_key(|word| word.len()).unwrap_or_default()
    }

    /// How well a folded name fits.
    pub fn name(&self, folded: &str) -> Option<Rank> {
        let asked = self.folded.as_str();
        match folded.find(asked) {
            Some(0) => Some(Rank::Name),
            Some(at) if folded[..at].ends_with(' ') => Some(Rank::Word),
            Some(_) if folded.contains(&format!(" {asked}")) => Some(Rank::Word),
            Some(_) => Some(Rank::Inside),
            None => self.words(folded).then_some(Rank::Words),
        }
    }

    /// Each word of the query begins a word of the name, in any order.
    fn words(&self, folded: &str) -> bool {
        let mut asked = self.folded.split(' ');
        self.folded.contains(' ') && asked.all(|word| folded.split(' ').any(|other| other.starts_with(word)))
    }

    /// How well a code fits, its steps set apart by spaces: `01 1`.
    fn code(&self, code: &str) -> Option<Rank> {
        if code == self.folded {
            return Some(Rank::Code);
        }
        code.starts_with(&self.folded).then_some(Rank::CodePrefix)
    }
}

/// How well something fits, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// Its whole code.
    Code,
    /// The beginning of its code.
    CodePrefix,
    /// The beginning of its name.
    Name,
    /// The beginning of a word of its name.
    Word,
    /// Each word begins some word of its name.
    Words,
    /// Somewhere inside its name.
    Inside,
}

/// What is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Meant {
    /// A line of the report.
    Line(Path),
    /// A budget.
    Budget(BudgetKey),
}
