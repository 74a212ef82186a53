//! Saved looks: addresses that somebody named, and what has become different since they looked there.

use super::budget::{Path, Period};
use super::ids::{PersonId, SavedLookId};
use super::names::{BadText, line};
use super::scope::BudgetKey;
use super::system::System;
use chrono::{DateTime, NaiveDate, Utc};

/// So many looks may one person keep: a list that can be read.
pub const MOST: usize = 50;

/// The name that somebody gave a look: one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookName(String);

impl LookName {
    /// The longest, in characters.
    pub const MOST: usize = 100;

    /// Reads a line of text.
    pub fn parse(text: &str) -> Result<LookName, BadText> {
        line(text, LookName::MOST).map(LookName)
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A saved look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedLook {
    /// Its number.
    pub id: SavedLookId,
    /// Whose.
    pub person: PersonId,
    /// How they call it.
    pub name: LookName,
    /// Where it leads.
    pub view: SavedView,
    /// What could be seen there when it was saved or last opened.
    pub seen: Seen,
    /// Since when it is kept.
    pub saved_at: DateTime<Utc>,
}

/// Where a saved look leads: the whole address, and the part of it that figures depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    /// The address within the portal, in its one canonical form.
    pub address: String,
    /// In which system.
    pub system: System,
    /// Whose budget.
    pub budget: BudgetKey,
    /// Which month.
    pub period: Period,
    /// Which line; none above the sections.
    pub path: Option<Path>,
    /// As known at the end of this day; none: as known now.
    pub known: Option<NaiveDate>,
}

/// What could be seen of a budget, inside a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The last reported month.
    pub last: Period,
    /// Versions of the months up to the look's own, added up: any revision and any month filled in makes it larger.
    pub versions: i64,
}

/// What has become different since somebody looked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// A later month is reported.
    pub month: Option<Period>,
    /// Figures of the look's month, or of months before it, were revised.
    pub revised: bool,
}

impl News {
    /// True where there is something to tell.
    pub fn is_some(&self) -> bool {
        self.month.is_some() || self.revised
    }
}

impl Seen {
    /// What has become different, when this can be seen now.
    pub fn news(&self, now: &Seen) -> News {
        News { month: (now.last > self.last).then_some(now.last), revised: now.versions != self.versions }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(last: &str, versions: i64) -> Seen {
        Seen { last: Period::parse(last).expect("a period"), versions }
    }

    #[test]
    fn a_later_month_and_a_revision_are_news() {
        let check = |now: Seen, month: Option<&str>, revised: bool| {
            let news = seen("2026-08", 8).news(&now);
            assert_eq!(
                (news.month.map(|month| month.to_string()).as_deref(), news.revised),
                (month, revised)
            );
            assert_eq!(news.is_some(), month.is_some() || revised);
        };
        check(seen("2026-08", 8), None, false);
        check(seen("2026-10", 8), Some("2026-10"), false);
        check(seen("2026-08", 9), None, true);
        check(seen("2026-09", 10), Some("2026-09"), true);
        // A scope that became smaller may hold less than before; that is no new month.
        check(seen("2026-07", 7), None, true);
    }

    #[test]
    fn a_name_is_one_visible_line() {
        assert_eq!(LookName::parse("  Полиция \n Акмолы ").expect("a name").as_str(), "Полиция Акмолы");
        assert_eq!(LookName::parse(" "), Err(BadText::Empty));
        assert_eq!(LookName::parse("a\u{202e}b"), Err(BadText::Invisible));
        assert_eq!(LookName::parse(&"ә".repeat(101)), Err(BadText::TooLong));
    }
}
