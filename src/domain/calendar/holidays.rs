//! The holidays of Kazakhstan and what follows from them: the law on holidays (No. 267-II of 13 December 2001), the
//! Labour Code, and the government's orders that move a day off.

use super::{DayKind, ordinary};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// A holiday; its name is a text of the catalogues.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holiday {
    /// 1 and 2 January.
    NewYear,
    /// 7 January. A day off that is never carried over.
    OrthodoxChristmas,
    /// 8 March.
    WomensDay,
    /// 30 August until 2025, 15 March from 2027.
    ConstitutionDay,
    /// 21 to 23 March.
    Nauryz,
    /// 1 May.
    UnityDay,
    /// 7 May.
    DefenderDay,
    /// 9 May.
    VictoryDay,
    /// 6 July.
    CapitalDay,
    /// 25 October.
    RepublicDay,
    /// 16 December.
    IndependenceDay,
    /// The first day of Kurban Ait. A day off that is never carried over.
    KurbanAit,
}

impl Holiday {
    /// All holidays, in the order of the year.
    pub const ALL: [Holiday; 12] = [
        Holiday::NewYear,
        Holiday::OrthodoxChristmas,
        Holiday::WomensDay,
        Holiday::ConstitutionDay,
        Holiday::Nauryz,
        Holiday::UnityDay,
        Holiday::DefenderDay,
        Holiday::VictoryDay,
        Holiday::CapitalDay,
        Holiday::RepublicDay,
        Holiday::IndependenceDay,
        Holiday::KurbanAit,
    ];

    /// The code, for catalogues and machine-readable answers.
    pub const fn code(self) -> &'static str {
        match self {
            Holiday::NewYear => "new-year",
            Holiday::OrthodoxChristmas => "orthodox-christmas",
            Holiday::WomensDay => "womens-day",
            Holiday::ConstitutionDay => "constitution-day",
            Holiday::Nauryz => "nauryz",
            Holiday::UnityDay => "unity-day",
            Holiday::DefenderDay => "defender-day",
            Holiday::VictoryDay => "victory-day",
            Holiday::CapitalDay => "capital-day",
            Holiday::RepublicDay => "republic-day",
            Holiday::IndependenceDay => "independence-day",
            Holiday::KurbanAit => "kurban-ait",
        }
    }

    /// The holiday of a code.
    pub fn parse(code: &str) -> Option<Holiday> {
        Holiday::ALL.into_iter().find(|holiday| holiday.code() == code)
    }

    /// True where a holiday on a weekend makes the next working day a day off.
    const fn carries_over(self) -> bool {
        !matches!(self, Holiday::OrthodoxChristmas | Holiday::KurbanAit)
    }
}

/// Holiday, month, day, the years in which it is celebrated then, as the law stands.
const CELEBRATED: [(Holiday, u32, u32, RangeInclusive<i32>); 15] = [
    (Holiday::NewYear, 1, 1, 2023..=i32::MAX),
    (Holiday::NewYear, 1, 2, 2023..=i32::MAX),
    (Holiday::OrthodoxChristmas, 1, 7, 2023..=i32::MAX),
    (Holiday::WomensDay, 3, 8, 2023..=i32::MAX),
    (Holiday::ConstitutionDay, 3, 15, 2027..=i32::MAX),
    (Holiday::Nauryz, 3, 21, 2023..=i32::MAX),
    (Holiday::Nauryz, 3, 22, 2023..=i32::MAX),
    (Holiday::Nauryz, 3, 23, 2023..=i32::MAX),
    (Holiday::UnityDay, 5, 1, 2023..=i32::MAX),
    (Holiday::DefenderDay, 5, 7, 2023..=i32::MAX),
    (Holiday::VictoryDay, 5, 9, 2023..=i32::MAX),
    (Holiday::CapitalDay, 7, 6, 2023..=i32::MAX),
    (Holiday::ConstitutionDay, 8, 30, 2023..=2025),
    (Holiday::RepublicDay, 10, 25, 2023..=i32::MAX),
    (Holiday::IndependenceDay, 12, 16, 2023..=i32::MAX),
];

/// Year, month, day of Kurban Ait; 2027 and 2028 are estimates.
const KURBAN_AIT: [(i32, u32, u32); 6] =
    [(2023, 6, 28), (2024, 6, 16), (2025, 6, 6), (2026, 5, 27), (2027, 5, 16), (2028, 5, 5)];

/// A month and a day of it.
type MonthDay = (u32, u32);

/// Year, the weekday off, the weekend day worked instead.
const MOVED: [(i32, MonthDay, MonthDay); 3] =
    [(2023, (7, 7), (7, 1)), (2024, (5, 8), (5, 4)), (2025, (1, 3), (1, 5))];

/// Every day of these years that is not what its day of the week makes it.
pub(super) fn exceptions(years: &RangeInclusive<i32>) -> BTreeMap<NaiveDate, DayKind> {
    let mut days = BTreeMap::new();
    let holidays = holidays(years);
    days.extend(holidays.iter().map(|(on, holiday)| (*on, DayKind::Holiday(*holiday))));
    for (year, off, worked) in MOVED.into_iter().filter(|(year, ..)| years.contains(year)) {
        let on = |(month, day)| NaiveDate::from_ymd_opt(year, month, day);
        if let (Some(instead_of), Some(worked_on)) = (on(off), on(worked)) {
            days.insert(instead_of, DayKind::MovedDayOff { worked_on });
            days.insert(worked_on, DayKind::MovedWorkingDay { instead_of });
        }
    }
    // Cumulative: two holidays on a weekend take the next two working days that nothing else has taken.
    for (on, holiday) in holidays {
        if holiday.carries_over() && ordinary(on) == DayKind::Weekend {
            let free = |day: &NaiveDate| ordinary(*day) == DayKind::Working && !days.contains_key(day);
            if let Some(next) = on.iter_days().find(free) {
                days.insert(next, DayKind::CarriedOver(holiday));
            }
        }
    }
    days
}

/// The holidays of these years by date.
fn holidays(years: &RangeInclusive<i32>) -> BTreeMap<NaiveDate, Holiday> {
    let fixed = years.clone().flat_map(|year| {
        CELEBRATED.into_iter().filter(move |(.., celebrated)| celebrated.contains(&year)).filter_map(
            move |(holiday, month, day, _)| Some((NaiveDate::from_ymd_opt(year, month, day)?, holiday)),
        )
    });
    let covered = KURBAN_AIT.into_iter().filter(|(year, ..)| years.contains(year));
    let kurban_ait = covered.filter_map(|(year, month, day)| {
        Some((NaiveDate::from_ymd_opt(year, month, day)?, Holiday::KurbanAit))
    });
    fixed.chain(kurban_ait).collect()
}
