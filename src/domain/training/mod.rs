//! Training (R12, R13): courses in Kazakh and Russian, the sessions in which they are held, what became of each person, and the
//! report to the ministry. Whoever was given access and has not passed sees the training and no figure (R13.1).

#[cfg(test)]
pub mod examples {
    //! Somebody who passed long ago.
    use super::{Pass, System};
    use chrono::{DateTime, Utc};

    /// A pass for both systems, as old as the clock.
    pub fn trained() -> Vec<Pass> {
        let from = DateTime::<Utc>::UNIX_EPOCH;
        vec![Pass { systems: System::ALL.into(), held_on: from.date_naive(), from, until: None }]
    }
}
#[cfg(test)]
mod tests;

use super::access::{Permit, Train};
use super::calendar::{Calendar, NotCovered, day_of};
use super::deadline::{Deadline, Period, Standing};
use super::grant::Term;
use super::ids::{CourseId, PersonId, TrainingId};
use super::lang::Lang;
use super::names::{BadText, line};
use super::system::System;
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use std::collections::BTreeSet;

/// What the integrator teaches, for one or both systems.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// Its number.
    pub id: CourseId,
    /// Its title in Kazakh.
    pub kk: String,
    /// Its title in Russian.
    pub ru: String,
    /// Work in which systems it prepares for.
    pub systems: BTreeSet<System>,
}

impl Course {
    /// The longest title, in characters.
    pub const MOST: usize = 200;

    /// Reads a title.
    pub fn title(text: &str) -> Result<String, BadText> {
        line(text, Course::MOST)
    }

    /// The title as a reader of a language sees it; readers of English see the Kazakh one.
    pub fn called(&self, lang: Lang) -> &str {
        match lang {
            Lang::Kk | Lang::En => &self.kk,
            Lang::Ru => &self.ru,
        }
    }
}

/// The language in which a course is held (R12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Taught {
    /// Kazakh.
    Kk,
    /// Russian.
    Ru,
}

impl Taught {
    /// Both, the language of the state first.
    pub const ALL: [Taught; 2] = [Taught::Kk, Taught::Ru];

    /// The code used in storage and forms.
    pub const fn code(self) -> &'static str {
        match self {
            Taught::Kk => "kk",
            Taught::Ru => "ru",
        }
    }

    /// The language of a code.
    pub fn parse(code: &str) -> Option<Taught> {
        Taught::ALL.into_iter().find(|taught| taught.code() == code)
    }
}

/// A course held on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Training {
    /// Its number.
    pub id: TrainingId,
    /// Which course.
    pub course: CourseId,
    /// In which language.
    pub taught: Taught,
    /// On which day.
    pub held_on: NaiveDate,
    /// Where, or under which address.
    pub place: String,
    /// By when the integrator reports it to the ministry (R13.2).
    pub report_due: Deadline,
    /// When it was entered.
    pub entered_at: DateTime<Utc>,
    /// When it was reported.
    pub reported_at: Option<DateTime<Utc>>,
    /// Working days by which the report came late.
    pub late_days: Option<u32>,
}

/// What became of somebody in a training.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Attended and passed.
    Passed,
    /// Attended and did not pass.
    Failed,
    /// Did not come.
    Absent,
}

impl Outcome {
    /// All of them.
    pub const ALL: [Outcome; 3] = [Outcome::Passed, Outcome::Failed, Outcome::Absent];

    /// The code used in storage, forms and the journal.
    pub const fn code(self) -> &'static str {
        match self {
            Outcome::Passed => "passed",
            Outcome::Failed => "failed",
            Outcome::Absent => "absent",
        }
    }

    /// The outcome of a code.
    pub fn parse(code: &str) -> Option<Outcome> {
        Outcome::ALL.into_iter().find(|outcome| outcome.code() == code)
    }
}

/// Why a training can't be entered, filled in or reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrainRefusal {
    /// The permit is for something else.
    #[error("the permit is for another training")]
    ForeignPermit,
    /// Its day is still to come.
    #[error("its day is still to come")]
    NotHeld,
    /// Its day lies so far back that nobody could report it.
    #[error("its day lies more than a year back")]
    TooLongAgo,
    /// It was reported; what the ministry was told is not changed.
    #[error("it was reported")]
    Reported,
    /// Nobody's outcome is written down.
    #[error("nobody's outcome is written down")]
    NobodyThere,
    /// Somebody has no access to be trained for.
    #[error("person {0} has no access to be trained for")]
    NoAccess(PersonId),
    /// The calendar does not reach so far.
    #[error(transparent)]
    Calendar(#[from] NotCovered),
}

impl Training {
    /// By when a training of a day is reported, for one that is entered at an instant.
    pub fn promised(
        held_on: NaiveDate,
        at: DateTime<Utc>,
        calendar: &Calendar,
    ) -> Result<Deadline, TrainRefusal> {
        let year_before = day_of(at).with_year(day_of(at).year() - 1).unwrap_or(held_on);
        if held_on < year_before {
            return Err(TrainRefusal::TooLongAgo);
        }
        Ok(Deadline::promised(Period::TrainingReport, held_on, calendar)?)
    }

    /// Whether outcomes may be written down: once it was held, until it is reported.
    pub fn check_open(&self, permit: &Permit<Train>, at: DateTime<Utc>) -> Result<(), TrainRefusal> {
        if permit.on() != self.id {
            return Err(TrainRefusal::ForeignPermit);
        }
        if self.reported_at.is_some() {
            return Err(TrainRefusal::Reported);
        }
        if day_of(at) < self.held_on { Err(TrainRefusal::NotHeld) } else { Ok(()) }
    }

    /// Reports it (R13.2), with the outcomes that were written down.
    pub fn report(
        self,
        permit: &Permit<Train>,
        outcomes: usize,
        at: DateTime<Utc>,
        calendar: &Calendar,
    ) -> Result<Training, TrainRefusal> {
        self.check_open(permit, at)?;
        if outcomes == 0 {
            return Err(TrainRefusal::NobodyThere);
        }
        let late_days = match self.report_due.standing_on(day_of(at), calendar)? {
            Standing::InTime { .. } | Standing::DueToday => None,
            Standing::Overdue { working_days } => Some(working_days),
        };
        Ok(Training { reported_at: Some(at), late_days, ..self })
    }
}

/// That somebody passed: known from an instant on, until it was corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pass {
    /// For work in which systems.
    pub systems: BTreeSet<System>,
    /// On which day.
    pub held_on: NaiveDate,
    /// From when it was written down.
    pub from: DateTime<Utc>,
    /// When it was corrected.
    pub until: Option<DateTime<Utc>>,
}

impl Pass {
    /// Whether it is known at an instant.
    pub fn stands_at(&self, at: DateTime<Utc>) -> bool {
        self.from <= at && self.until.is_none_or(|until| at < until)
    }

    /// Whether it counts for a term of a system, among all terms of that person for it.
    ///
    /// R13.1 and its decision: training comes before work, and a renewal keeps it. So a pass counts where it was made within
    /// the year before access opens or later, and where it counted for a term that this one follows without a gap.
    pub fn counts_for(&self, system: System, term: &Term, all: &[Term]) -> bool {
        if !self.systems.contains(&system) {
            return false;
        }
        let opens_on = day_of(term.opens_at());
        let year_before = opens_on.with_year(opens_on.year() - 1).or_else(|| opens_on.pred_opt());
        if year_before.is_none_or(|earliest| self.held_on >= earliest) {
            return true;
        }
        let before = all
            .iter()
            .filter(|earlier| earlier.opens_at() < term.opens_at() && term.opens_at() <= earlier.ends_at());
        before.into_iter().any(|earlier| self.counts_for(system, earlier, all))
    }
}
