//! From instants to days of the country and back. One fixed offset: it does not ask the machine's time-zone tables,
//! stale copies of which still say +06:00.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

/// UTC+5, the whole country's time since 1 March 2024 (Asia/Almaty). Earlier instants are read by it too.
const OFFSET: TimeDelta = TimeDelta::hours(5);

/// The day that it is in the country at this instant.
pub fn day_of(at: DateTime<Utc>) -> NaiveDate {
    (at.naive_utc() + OFFSET).date()
}

/// The first instant of the day.
pub fn start_of_day(day: NaiveDate) -> DateTime<Utc> {
    (day.and_time(NaiveTime::MIN) - OFFSET).and_utc()
}

/// The first instant that no longer belongs to the day: a period that ends "at the end of the day" ends before it.
pub fn end_of_day(day: NaiveDate) -> DateTime<Utc> {
    start_of_day(day) + TimeDelta::days(1)
}
