//! Duties of use (R15): accepted before the first look and again each year.

use super::calendar::day_of;
use super::grant::Term;
use chrono::{DateTime, NaiveDate, Utc};

/// The words that are accepted; with other words everybody accepts anew.
pub const EDITION: &str = "2026-11-20";

/// That somebody accepted the duties.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// When.
    pub at: DateTime<Utc>,
    /// Which words.
    pub edition: String,
}

impl Acceptance {
    /// Whether it still holds at an instant: one year, counted as that of a grant (R9.3), and the same words. An acceptance
    /// that lies ahead of a clock set back is none.
    pub fn holds_at(&self, at: DateTime<Utc>) -> bool {
        self.edition == EDITION && self.at <= at && at < Term::year_from(self.at).ends_at()
    }

    /// The last day on which it holds.
    pub fn last_day(&self) -> NaiveDate {
        Term::year_from(self.at).last_day()
    }

    /// The day on which it was given.
    pub fn on(&self) -> NaiveDate {
        day_of(self.at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r15_duties_are_accepted_each_year_and_with_each_edition() {
        let instant = |text: &str| text.parse::<DateTime<Utc>>().expect("an instant");
        let accepted = Acceptance { at: instant("2026-11-20T05:00:00Z"), edition: EDITION.to_owned() };
        let check = |at: &str, holds: bool| assert_eq!(accepted.holds_at(instant(at)), holds, "{at}");
        check("2026-11-20T04:59:59.999999Z", false);
        check("2026-11-20T05:00:00Z", true);
        check("2027-11-20T18:59:59.999999Z", true);
        check("2027-11-20T19:00:00Z", false);
        let older = Acceptance { edition: "2025-06-10".to_owned(), ..accepted };
        assert!(!older.holds_at(instant("2026-11-21T05:00:00Z")));
    }
}
