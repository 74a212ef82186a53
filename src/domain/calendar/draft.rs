//! The next edition while it is being written: changes to the present one, each with its act, until they are published
//! together. A pair of moved days is always changed as a pair.

use super::edition::by_law;
use super::{DayKind, Edition, LegalAct, Marked, MarkedDays, NotCovered, ordinary};
use crate::domain::calendar::Holiday;
use crate::domain::journal::{Digest, Field as _};
use chrono::{Datelike, NaiveDate};
use std::fmt::Write as _;

/// What a day is to become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// What its day of the week makes it.
    Ordinary,
    /// A holiday on its own date.
    Holiday(Holiday),
    /// A weekday off for a holiday that falls on a weekend.
    CarriedOver(Holiday),
    /// A weekday off, worked on a weekend day instead.
    MovedTo(NaiveDate),
    /// A weekday off by order, worked on no other day.
    DayOff,
    /// A weekend day worked by order, in exchange for nothing.
    WorkingDay,
}

/// Why a day can't become that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotMarked {
    /// The calendar does not cover the day.
    #[error(transparent)]
    NotCovered(#[from] NotCovered),
    /// Only a weekday can be that.
    #[error("{0} is no weekday")]
    NotAWeekday(NaiveDate),
    /// Only a Saturday or a Sunday can be that.
    #[error("{0} is no weekend day")]
    NotAWeekend(NaiveDate),
    /// It is that already, by the same act.
    #[error("{0} is that already")]
    Same(NaiveDate),
}

/// Changes that wait to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The number of the edition that they change.
    pub based_on: u32,
    /// The last year that the next edition covers.
    pub last_year: i32,
    /// The changed days.
    pub changes: MarkedDays,
}

impl Draft {
    /// No change yet.
    pub fn of(edition: &Edition) -> Draft {
        Draft { based_on: edition.number(), last_year: *edition.years().end(), changes: MarkedDays::new() }
    }

    /// True where publishing would change nothing.
    pub fn is_empty(&self, edition: &Edition) -> bool {
        self.changes.is_empty() && self.last_year == *edition.years().end()
    }

    /// The edition that publishing would make.
    pub fn published(&self, edition: &Edition) -> Edition {
        let (first, last) = edition.years().into_inner();
        let mut days = edition.days().clone();
        if self.last_year > last {
            let added = by_law(&(last + 1..=self.last_year));
            days.extend(added.into_iter().filter(|(on, _)| on.year() > last));
        }
        days.extend(self.changes.clone());
        Edition::kept(edition.number() + 1, first..=self.last_year, days)
    }

    /// Covers one more year, with the holidays that the law alone gives it.
    pub fn with_next_year(self) -> Draft {
        Draft { last_year: self.last_year + 1, ..self }
    }

    /// Makes a day something else, by an act. A day that was exchanged with another sets that one free.
    pub fn mark(
        mut self,
        edition: &Edition,
        on: NaiveDate,
        wish: Wish,
        act: &LegalAct,
    ) -> Result<Draft, NotMarked> {
        let before = self.published(edition);
        let kind = match wish {
            Wish::Ordinary => ordinary(on),
            Wish::Holiday(holiday) => DayKind::Holiday(holiday),
            Wish::CarriedOver(holiday) => weekday(on).map(|()| DayKind::CarriedOver(holiday))?,
            Wish::MovedTo(worked_on) => {
                weekday(on)?;
                weekend(worked_on)?;
                DayKind::MovedDayOff { worked_on }
            }
            Wish::DayOff => weekday(on).map(|()| DayKind::OrderedDayOff)?,
            Wish::WorkingDay => weekend(on).map(|()| DayKind::OrderedWorkingDay)?,
        };
        let was = before.kind_of(on)?;
        if was == kind && before.days().get(&on).is_none_or(|marked| marked.act == *act) {
            return Err(NotMarked::Same(on));
        }
        let other = kind.partner().map(|other| before.kind_of(other).map(|was| (other, was))).transpose()?;
        for free in [was.partner(), other.and_then(|(_, was)| was.partner())].into_iter().flatten() {
            self.changes.insert(free, Marked { kind: ordinary(free), act: act.clone() });
        }
        self.changes.insert(on, Marked { kind, act: act.clone() });
        if let Some((other, _)) = other {
            let kind = DayKind::MovedWorkingDay { instead_of: on };
            self.changes.insert(other, Marked { kind, act: act.clone() });
        }
        Ok(self)
    }

    /// Takes the change of a day back, and that of every day which was exchanged with it.
    pub fn take_back(mut self, edition: &Edition, on: NaiveDate) -> Draft {
        let mut days = vec![on];
        while let Some(day) = days.pop() {
            let Some(changed) = self.changes.remove(&day) else { continue };
            let was = edition.days().get(&day).and_then(|marked| marked.kind.partner());
            days.extend([changed.kind.partner(), was].into_iter().flatten());
        }
        self
    }

    /// What names exactly this draft: whoever publishes says which one was read.
    pub fn mark_of_all(&self) -> String {
        let mut all = format!("{}\n{}\n", self.based_on, self.last_year);
        for (on, Marked { kind, act }) in &self.changes {
            let (holiday, partner) = (kind.holiday().map(Holiday::code), kind.partner());
            // Titles hold no line end, so no two drafts read alike.
            let _ = writeln!(all, "{on} {} {holiday:?} {partner:?} {act:?}", kind.code());
        }
        Digest::of(all.as_bytes()).text()
    }
}

fn weekday(on: NaiveDate) -> Result<(), NotMarked> {
    if ordinary(on) == DayKind::Working { Ok(()) } else { Err(NotMarked::NotAWeekday(on)) }
}

fn weekend(on: NaiveDate) -> Result<(), NotMarked> {
    if ordinary(on) == DayKind::Weekend { Ok(()) } else { Err(NotMarked::NotAWeekend(on)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn act() -> LegalAct {
        LegalAct::new("Демалыс күндерін ауыстыру туралы", "500", day("2026-11-10")).expect("an act")
    }

    fn marked(changes: &[(&str, Wish)]) -> Result<(Edition, Draft, Edition), NotMarked> {
        let edition = Edition::delivered();
        let mut draft = Draft::of(&edition);
        for (on, wish) in changes {
            draft = draft.mark(&edition, day(on), *wish, &act())?;
        }
        let published = draft.published(&edition);
        Ok((edition, draft, published))
    }

    #[test]
    fn the_delivered_edition_is_the_built_in_calendar() {
        assert_eq!(Edition::delivered().calendar(), super::super::Calendar::built_in());
    }

    #[test]
    fn a_moved_day_is_a_pair_and_moves_the_count() {
        let (edition, draft, next) =
            marked(&[("2026-11-23", Wish::MovedTo(day("2026-11-21")))]).expect("marked");
        assert_eq!(
            next.kind_of(day("2026-11-21")),
            Ok(DayKind::MovedWorkingDay { instead_of: day("2026-11-23") })
        );
        let due = |edition: &Edition| edition.calendar().count(day("2026-11-19"), 2).expect("covered").due_on;
        assert_eq!((due(&edition), due(&next)), (day("2026-11-23"), day("2026-11-21")));
        assert_eq!(next.name(), "2023-2028/2");
        assert!(draft.take_back(&edition, day("2026-11-21")).is_empty(&edition));
    }

    #[test]
    fn a_day_of_a_pair_that_becomes_something_else_sets_the_other_free() {
        let (edition, draft, next) = marked(&[("2025-01-05", Wish::Ordinary)]).expect("marked");
        assert_eq!(next.kind_of(day("2025-01-05")), Ok(DayKind::Weekend));
        assert_eq!(next.kind_of(day("2025-01-03")), Ok(DayKind::Working));
        let (_, _, again) = marked(&[
            ("2026-11-23", Wish::MovedTo(day("2026-11-21"))),
            ("2026-11-24", Wish::MovedTo(day("2026-11-21"))),
        ])
        .expect("marked");
        assert_eq!(again.kind_of(day("2026-11-23")), Ok(DayKind::Working));
        assert!(draft.take_back(&edition, day("2025-01-03")).is_empty(&edition));
    }

    #[test]
    fn what_a_day_can_not_become() {
        let check =
            |on: &str, wish, why: NotMarked| assert_eq!(marked(&[(on, wish)]).map(drop), Err(why), "{on}");
        check("2026-11-21", Wish::DayOff, NotMarked::NotAWeekday(day("2026-11-21")));
        check("2026-11-20", Wish::WorkingDay, NotMarked::NotAWeekend(day("2026-11-20")));
        let moved = Wish::MovedTo(day("2026-11-24"));
        check("2026-11-23", moved, NotMarked::NotAWeekend(day("2026-11-24")));
        check("2026-11-20", Wish::Ordinary, NotMarked::Same(day("2026-11-20")));
        check("2029-03-08", Wish::DayOff, NotMarked::NotCovered(NotCovered { on: day("2029-03-08") }));
        let beyond = NotMarked::NotCovered(NotCovered { on: day("2029-01-06") });
        check("2028-12-29", Wish::MovedTo(day("2029-01-06")), beyond);
    }

    #[test]
    fn a_day_corrected_after_the_fact_says_by_which_act() {
        let (_, _, next) = marked(&[("2026-10-26", Wish::Ordinary)]).expect("marked");
        assert_eq!(next.kind_of(day("2026-10-26")), Ok(DayKind::Working));
        assert_eq!(next.days()[&day("2026-10-26")].act, act());
    }

    #[test]
    fn the_next_year_has_the_holidays_of_the_law() {
        let edition = Edition::delivered();
        let draft = Draft::of(&edition).with_next_year();
        let next = draft.published(&edition);
        assert_eq!(next.kind_of(day("2029-03-15")), Ok(DayKind::Holiday(Holiday::ConstitutionDay)));
        assert_eq!(next.kind_of(day("2029-01-09")), Ok(DayKind::Working));
        assert_eq!(next.name(), "2023-2029/2");
        // No day of the years before is touched.
        assert!(edition.days().iter().all(|(on, marked)| next.days().get(on) == Some(marked)));
        let kurban_ait = draft.mark(&edition, day("2029-04-24"), Wish::Holiday(Holiday::KurbanAit), &act());
        assert!(kurban_ait.is_ok());
    }

    #[test]
    fn every_change_gives_another_mark() {
        let edition = Edition::delivered();
        let empty = Draft::of(&edition);
        let one = empty.clone().mark(&edition, day("2026-11-23"), Wish::DayOff, &act()).expect("marked");
        let title = LegalAct { title: "x".to_owned(), ..act() };
        let other = empty.clone().mark(&edition, day("2026-11-23"), Wish::DayOff, &title).expect("marked");
        let marks = [
            empty.mark_of_all(),
            one.mark_of_all(),
            other.mark_of_all(),
            empty.with_next_year().mark_of_all(),
        ];
        let unique: std::collections::BTreeSet<_> = marks.iter().collect();
        assert_eq!(unique.len(), 4);
    }
}
