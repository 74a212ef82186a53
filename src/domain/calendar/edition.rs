//! A kept version of the calendar: its years, each day that is not what its day of the week makes it, and the act behind
//! it. An edition is never changed; a correction is the next edition.

use super::{Calendar, DayKind, Holiday, NotCovered, holidays};
use crate::domain::names::{BadText, line};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// The act that makes a day what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegalAct {
    /// Its title.
    pub title: String,
    /// Its number; none where the portal was delivered without it.
    pub number: Option<String>,
    /// When it was signed; none where the portal was delivered without it.
    pub on: Option<NaiveDate>,
}

impl LegalAct {
    /// The longest title, in characters.
    pub const LONGEST_TITLE: usize = 300;
    /// The longest number, in characters.
    pub const LONGEST_NUMBER: usize = 60;

    /// An act as an administrator names it: title, number and date, all three.
    pub fn new(title: &str, number: &str, on: NaiveDate) -> Result<LegalAct, BadAct> {
        let title = line(title, Self::LONGEST_TITLE).map_err(BadAct::Title)?;
        // Pages put the sign before the number.
        let number = number.trim_start().trim_start_matches('№');
        let number = line(number, Self::LONGEST_NUMBER).map_err(BadAct::Number)?;
        Ok(LegalAct { title, number: Some(number), on: Some(on) })
    }

    fn known(title: &str, number: Option<&str>, on: Option<(i32, u32, u32)>) -> LegalAct {
        let on = on.and_then(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day));
        LegalAct { title: title.to_owned(), number: number.map(str::to_owned), on }
    }

    /// The act behind a day of the calendar that the portal is delivered with.
    fn behind(kind: DayKind, on: NaiveDate) -> LegalAct {
        use chrono::Datelike as _;
        match kind {
            DayKind::Holiday(_) => LegalAct::known(
                "«Қазақстан Республикасындағы мерекелер туралы» Қазақстан Республикасының Заңы",
                Some("267-II"),
                Some((2001, 12, 13)),
            ),
            DayKind::CarriedOver(_) | DayKind::Working | DayKind::Weekend => LegalAct::known(
                "Қазақстан Республикасының Еңбек кодексі, 84, 85-баптар",
                Some("414-V"),
                Some((2015, 11, 23)),
            ),
            DayKind::MovedDayOff { .. }
            | DayKind::MovedWorkingDay { .. }
            | DayKind::OrderedDayOff
            | DayKind::OrderedWorkingDay => LegalAct::known(
                "Демалыс күндерін ауыстыру туралы бұйрық",
                (on.year() == 2025).then_some("G24G0000436"),
                None,
            ),
        }
    }
}

/// Why words name no act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadAct {
    /// Its title.
    #[error("title: {0}")]
    Title(BadText),
    /// Its number.
    #[error("number: {0}")]
    Number(BadText),
}

/// What a day is, and by which act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// What it is.
    pub kind: DayKind,
    /// The act behind it.
    pub act: LegalAct,
}

/// The marked days of a calendar.
pub type MarkedDays = BTreeMap<NaiveDate, Marked>;

/// A version of the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    number: u32,
    years: RangeInclusive<i32>,
    days: MarkedDays,
}

impl Edition {
    /// An edition as it was kept.
    pub fn kept(number: u32, years: RangeInclusive<i32>, days: MarkedDays) -> Edition {
        Edition { number, years, days }
    }

    /// The first edition: what the portal is delivered with.
    pub fn delivered() -> Edition {
        let years = 2023..=2028;
        Edition { number: 1, days: by_law(&years), years }
    }

    /// Its number, from 1.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Its name, kept beside each promise counted by it: years and number.
    pub fn name(&self) -> String {
        format!("{}-{}/{}", self.years.start(), self.years.end(), self.number)
    }

    /// The years covered.
    pub fn years(&self) -> RangeInclusive<i32> {
        self.years.clone()
    }

    /// The marked days.
    pub fn days(&self) -> &MarkedDays {
        &self.days
    }

    /// What counts.
    pub fn calendar(&self) -> Calendar {
        let exceptions = self.days.iter().map(|(on, marked)| (*on, marked.kind)).collect();
        Calendar { version: self.name(), years: self.years.clone(), exceptions }
    }

    /// What a day is.
    pub fn kind_of(&self, on: NaiveDate) -> Result<DayKind, NotCovered> {
        self.calendar().kind_of(on)
    }
}

/// The number in the name of a version.
pub fn number_of(name: &str) -> Option<u32> {
    name.rsplit_once('/')?.1.parse().ok()
}

/// The days of some years as the law alone makes them.
pub(super) fn by_law(years: &RangeInclusive<i32>) -> MarkedDays {
    let marked = |(on, kind)| (on, Marked { kind, act: LegalAct::behind(kind, on) });
    holidays::exceptions(years).into_iter().map(marked).collect()
}

impl DayKind {
    /// The kind of a code, the holiday and the other day that belong to it; parts that make none give none.
    pub fn from_parts(code: &str, holiday: Option<Holiday>, other: Option<NaiveDate>) -> Option<DayKind> {
        match (code, holiday, other) {
            ("working", None, None) => Some(DayKind::Working),
            ("weekend", None, None) => Some(DayKind::Weekend),
            ("holiday", Some(holiday), None) => Some(DayKind::Holiday(holiday)),
            ("carried-over", Some(holiday), None) => Some(DayKind::CarriedOver(holiday)),
            ("moved-day-off", None, Some(worked_on)) => Some(DayKind::MovedDayOff { worked_on }),
            ("moved-working-day", None, Some(instead_of)) => Some(DayKind::MovedWorkingDay { instead_of }),
            ("ordered-day-off", None, None) => Some(DayKind::OrderedDayOff),
            ("ordered-working-day", None, None) => Some(DayKind::OrderedWorkingDay),
            _ => None,
        }
    }

    /// The holiday that it is for.
    pub const fn holiday(self) -> Option<Holiday> {
        match self {
            DayKind::Holiday(holiday) | DayKind::CarriedOver(holiday) => Some(holiday),
            DayKind::Working
            | DayKind::Weekend
            | DayKind::MovedDayOff { .. }
            | DayKind::MovedWorkingDay { .. }
            | DayKind::OrderedDayOff
            | DayKind::OrderedWorkingDay => None,
        }
    }

    /// The day that it was exchanged with.
    pub const fn partner(self) -> Option<NaiveDate> {
        match self {
            DayKind::MovedDayOff { worked_on: day } | DayKind::MovedWorkingDay { instead_of: day } => {
                Some(day)
            }
            DayKind::Working
            | DayKind::Weekend
            | DayKind::Holiday(_)
            | DayKind::CarriedOver(_)
            | DayKind::OrderedDayOff
            | DayKind::OrderedWorkingDay => None,
        }
    }
}
