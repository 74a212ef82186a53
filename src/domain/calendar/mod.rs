//! Working days and the count of a deadline that explains itself (R9). A calendar is a value passed in: it knows
//! nothing of the clock, and a day outside its years is an error, never a guess.

mod draft;
mod edition;
mod holidays;
mod national_day;
#[cfg(test)]
mod tests;

pub use draft::{Draft, NotMarked, Wish};
pub use edition::{BadAct, Edition, LegalAct, Marked, MarkedDays, number_of};
pub use holidays::Holiday;
pub use national_day::{day_of, end_of_day, start_of_day};

use chrono::{Datelike, NaiveDate, Weekday};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Why a day is, or is not, a working day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayKind {
    /// An ordinary working day.
    Working,
    /// An ordinary Saturday or Sunday.
    Weekend,
    /// A holiday on its own date, whatever the day of the week.
    Holiday(Holiday),
    /// A weekday off because the holiday fell on a weekend.
    CarriedOver(Holiday),
    /// A weekday off by order of the government, worked on another day instead.
    MovedDayOff {
        /// The weekend day on which it is worked.
        worked_on: NaiveDate,
    },
    /// A weekend day worked by order of the government.
    MovedWorkingDay {
        /// The weekday that is off in exchange.
        instead_of: NaiveDate,
    },
    /// A weekday off by order, worked on no other day.
    OrderedDayOff,
    /// A weekend day worked by order, in exchange for nothing.
    OrderedWorkingDay,
}

impl DayKind {
    /// True for the days that a deadline counts.
    pub const fn is_working(self) -> bool {
        match self {
            DayKind::Working | DayKind::MovedWorkingDay { .. } | DayKind::OrderedWorkingDay => true,
            DayKind::Weekend
            | DayKind::Holiday(_)
            | DayKind::CarriedOver(_)
            | DayKind::MovedDayOff { .. }
            | DayKind::OrderedDayOff => false,
        }
    }

    /// The code of the kind, for catalogues and machine-readable answers.
    pub const fn code(self) -> &'static str {
        match self {
            DayKind::Working => "working",
            DayKind::Weekend => "weekend",
            DayKind::Holiday(_) => "holiday",
            DayKind::CarriedOver(_) => "carried-over",
            DayKind::MovedDayOff { .. } => "moved-day-off",
            DayKind::MovedWorkingDay { .. } => "moved-working-day",
            DayKind::OrderedDayOff => "ordered-day-off",
            DayKind::OrderedWorkingDay => "ordered-working-day",
        }
    }
}

/// The day lies outside the years that the calendar covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the calendar of working days does not cover {on}")]
pub struct NotCovered {
    /// The day that was asked for.
    pub on: NaiveDate,
}

/// A period of working days, day by day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The day of the event; itself not counted.
    pub from: NaiveDate,
    /// Every day after the event up to the last one, those that are off included.
    pub days: Vec<CountedDay>,
    /// The period ends at the end of this day.
    pub due_on: NaiveDate,
}

/// One day of a count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountedDay {
    /// Which day.
    pub on: NaiveDate,
    /// Why it counts, or does not.
    pub kind: DayKind,
    /// Its number in the period, where it counts.
    pub number: Option<u32>,
}

/// The working days of some whole years.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    version: String,
    years: RangeInclusive<i32>,
    exceptions: BTreeMap<NaiveDate, DayKind>,
}

impl Calendar {
    /// The calendar that the portal is delivered with: 2023–2028. Kurban Ait after 2026 is an estimate.
    pub fn built_in() -> Calendar {
        Edition::delivered().calendar()
    }

    /// Names this state of the calendar; stored beside each date computed from it.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The years covered, each from 1 January to 31 December.
    pub fn years(&self) -> RangeInclusive<i32> {
        self.years.clone()
    }

    /// The last day of these years.
    pub fn last_day(&self) -> NaiveDate {
        NaiveDate::from_ymd_opt(*self.years.end(), 12, 31).unwrap_or(NaiveDate::MAX)
    }

    /// Why the day is, or is not, a working day.
    pub fn kind_of(&self, on: NaiveDate) -> Result<DayKind, NotCovered> {
        if !self.years.contains(&on.year()) {
            return Err(NotCovered { on });
        }
        Ok(self.exceptions.get(&on).copied().unwrap_or_else(|| ordinary(on)))
    }

    /// True where the day is worked.
    pub fn is_working(&self, on: NaiveDate) -> Result<bool, NotCovered> {
        self.kind_of(on).map(DayKind::is_working)
    }

    /// The last working day up to a day, that day included.
    pub fn last_working_day(&self, until: NaiveDate) -> Result<NaiveDate, NotCovered> {
        let mut on = until;
        while !self.is_working(on)? {
            on = on.pred_opt().ok_or(NotCovered { on })?;
        }
        Ok(on)
    }

    /// Counts a period of working days from an event.
    ///
    /// Civil Code, articles 172–176: the period starts on the day after the event, whatever its hour, and ends at the
    /// end of its last day. The trap: an event on a day off counts from that same calendar day all the same.
    pub fn count(&self, from: NaiveDate, working_days: u32) -> Result<Count, NotCovered> {
        self.kind_of(from)?;
        let mut count = Count { from, days: Vec::new(), due_on: from };
        let mut counted = 0;
        for on in from.iter_days().skip(1) {
            if counted == working_days {
                break;
            }
            let kind = self.kind_of(on)?;
            counted += u32::from(kind.is_working());
            count.days.push(CountedDay { on, kind, number: kind.is_working().then_some(counted) });
            count.due_on = on;
        }
        Ok(count)
    }

    /// How many working days lie after one day, up to and including another; none where the other is not later.
    pub fn working_days_between(&self, after: NaiveDate, until: NaiveDate) -> Result<u32, NotCovered> {
        self.kind_of(after)?;
        self.kind_of(until)?;
        let days = after.iter_days().skip(1).take_while(|on| *on <= until);
        days.map(|on| self.is_working(on).map(u32::from)).sum()
    }
}

/// What the day would be if nobody had celebrated or moved anything.
fn ordinary(on: NaiveDate) -> DayKind {
    match on.weekday() {
        Weekday::Sat | Weekday::Sun => DayKind::Weekend,
        Weekday::Mon | Weekday::Tue | Weekday::Wed | Weekday::Thu | Weekday::Fri => DayKind::Working,
    }
}
