//! Deadlines: the day by which a step is due, and how it stands on a day. A promised day is computed once and kept
//! with the version of the calendar that gave it; a later calendar does not move it.

use super::calendar::{Calendar, Count, NotCovered};
use chrono::NaiveDate;

/// A period that the order sets in working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// R9.1: the ministry considers an application.
    Considering,
    /// R9.2: the integrator gives the permission, from the day on which the application reached it.
    Granting,
    /// R9.4: the body reports that an employee's powers ended.
    Separation,
    /// R13.2: the integrator reports a training to the ministry.
    TrainingReport,
    /// Decision: a body says once a half-year who still works there.
    Attestation,
    /// Decision: its silence goes on so long before it suspends access.
    Silence,
}

impl Period {
    /// Its length.
    pub const fn working_days(self) -> u32 {
        match self {
            Period::Considering | Period::Granting => 2,
            Period::Separation => 3,
            Period::TrainingReport => 5,
            Period::Attestation | Period::Silence => 10,
        }
    }

    /// The code used in storage.
    pub const fn code(self) -> &'static str {
        match self {
            Period::Considering => "considering",
            Period::Granting => "granting",
            Period::Separation => "separation",
            Period::TrainingReport => "training_report",
            Period::Attestation => "attestation",
            Period::Silence => "silence",
        }
    }

    /// The period of a code.
    pub fn parse(code: &str) -> Option<Period> {
        let all = [
            Period::Considering,
            Period::Granting,
            Period::Separation,
            Period::TrainingReport,
            Period::Attestation,
            Period::Silence,
        ];
        all.into_iter().find(|p| p.code() == code)
    }

    /// The paragraph that sets it.
    pub const fn paragraph(self) -> &'static str {
        match self {
            Period::Considering => "R9.1",
            Period::Granting => "R9.2",
            Period::Separation => "R9.4",
            Period::TrainingReport => "R13.2",
            Period::Attestation | Period::Silence => "R9.3",
        }
    }
}

/// The last day of a period, as promised.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Deadline {
    period: Period,
    from_on: NaiveDate,
    due_on: NaiveDate,
    calendar_version: String,
}

/// How a deadline stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// The last day is still to come.
    InTime {
        /// Working days from tomorrow to the last day, that day included.
        working_days_left: u32,
    },
    /// This is the last day.
    DueToday,
    /// The last day is over.
    Overdue {
        /// Working days since, today included; none while only days off have passed.
        working_days: u32,
    },
}

impl Deadline {
    /// Promises the last day of a period that starts after `from`.
    pub fn promised(period: Period, from: NaiveDate, calendar: &Calendar) -> Result<Deadline, NotCovered> {
        let due_on = calendar.count(from, period.working_days())?.due_on;
        Ok(Deadline { period, from_on: from, due_on, calendar_version: calendar.version().to_owned() })
    }

    /// A deadline that was promised and stored before.
    pub fn kept(period: Period, from_on: NaiveDate, due_on: NaiveDate, calendar_version: String) -> Deadline {
        Deadline { period, from_on, due_on, calendar_version }
    }

    /// The period that it ends.
    pub fn period(&self) -> Period {
        self.period
    }

    /// The day of the event, itself not counted.
    pub fn from_on(&self) -> NaiveDate {
        self.from_on
    }

    /// The last day; the period ends at its end.
    pub fn due_on(&self) -> NaiveDate {
        self.due_on
    }

    /// The version of the calendar that gave the day.
    pub fn calendar_version(&self) -> &str {
        &self.calendar_version
    }

    /// Its working by a calendar: by its own it ends on the promised day, by a corrected one perhaps on another. The
    /// promise stands either way.
    pub fn counted_by(&self, calendar: &Calendar) -> Result<Count, NotCovered> {
        calendar.count(self.from_on, self.period.working_days())
    }

    /// True once the last day is over, on a day off too.
    pub fn is_overdue_on(&self, day: NaiveDate) -> bool {
        self.due_on < day
    }

    /// How the deadline stands: the one function behind the due date, the age and the colour of every list.
    pub fn standing_on(&self, day: NaiveDate, calendar: &Calendar) -> Result<Standing, NotCovered> {
        let between = |after, until| calendar.working_days_between(after, until);
        Ok(match day.cmp(&self.due_on) {
            std::cmp::Ordering::Less => Standing::InTime { working_days_left: between(day, self.due_on)? },
            std::cmp::Ordering::Equal => Standing::DueToday,
            std::cmp::Ordering::Greater => Standing::Overdue { working_days: between(self.due_on, day)? },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::{Draft, Edition, LegalAct, Wish};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn what_the_order_promises() {
        let check = |period, from: &str, due_on: &str| {
            let deadline = Deadline::promised(period, day(from), &Calendar::built_in()).expect("covered");
            let kept = Deadline::kept(period, day(from), day(due_on), "2023-2028/1".to_owned());
            assert_eq!(deadline, kept, "{period:?}");
            assert_eq!(Period::parse(period.code()), Some(period));
        };
        check(Period::Considering, "2026-11-19", "2026-11-23");
        check(Period::Granting, "2026-11-20", "2026-11-24");
        check(Period::Separation, "2026-11-20", "2026-11-25");
        assert!(Deadline::promised(Period::Considering, day("2028-12-29"), &Calendar::built_in()).is_err());
    }

    #[test]
    fn a_corrected_calendar_counts_otherwise_and_moves_nothing() {
        let edition = Edition::delivered();
        let promise =
            Deadline::promised(Period::Considering, day("2026-11-19"), &edition.calendar()).expect("covered");
        let act = LegalAct::new("Бұйрық", "1", day("2026-11-20")).expect("an act");
        let draft =
            Draft::of(&edition).mark(&edition, day("2026-11-23"), Wish::DayOff, &act).expect("marked");
        let corrected = draft.published(&edition).calendar();
        assert_eq!(promise.counted_by(&corrected).map(|count| count.due_on), Ok(day("2026-11-24")));
        assert_eq!((promise.due_on(), promise.calendar_version()), (day("2026-11-23"), "2023-2028/1"));
    }

    #[test]
    fn a_deadline_on_each_day_around_it() {
        let older = "an older calendar".to_owned();
        let deadline = Deadline::kept(Period::Considering, day("2026-11-18"), day("2026-11-20"), older);
        let check = |on: &str, standing: Standing| {
            assert_eq!(deadline.standing_on(day(on), &Calendar::built_in()), Ok(standing), "{on}");
            let overdue = matches!(standing, Standing::Overdue { .. });
            assert_eq!(deadline.is_overdue_on(day(on)), overdue, "{on}");
        };
        check("2026-11-14", Standing::InTime { working_days_left: 5 });
        check("2026-11-18", Standing::InTime { working_days_left: 2 });
        check("2026-11-19", Standing::InTime { working_days_left: 1 });
        check("2026-11-20", Standing::DueToday);
        check("2026-11-21", Standing::Overdue { working_days: 0 });
        check("2026-11-23", Standing::Overdue { working_days: 1 });
        check("2026-12-18", Standing::Overdue { working_days: 19 });
        assert!(deadline.standing_on(day("2029-01-01"), &Calendar::built_in()).is_err());
    }
}
