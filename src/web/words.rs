//! A page's way to words, numbers and dates in its language. Knows nothing of who asks: what is drawn with it alone is the
//! same for everybody who may see it.

use std::borrow::Borrow;
use std::fmt::Display;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};

use crate::domain::calendar;
use crate::domain::lang::Lang;
use crate::text::{self, Arg, dates, numbers};

/// The words of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Words {
    /// Which.
    pub lang: Lang,
}

impl Words {
    /// A text.
    pub fn t(&self, key: &str) -> String {
        text::text(self.lang, key)
    }

    /// A text with one value, shown as it is.
    pub fn t1(&self, key: &str, name: &str, value: impl Display) -> String {
        text::text_with(self.lang, key, &[(name, Arg::Text(&value.to_string()))])
    }

    /// A text with two values, shown as they are.
    pub fn t2(
        &self,
        key: &str,
        name: &str,
        value: impl Display,
        name2: &str,
        value2: impl Display,
    ) -> String {
        let (value, value2) = (value.to_string(), value2.to_string());
        text::text_with(self.lang, key, &[(name, Arg::Text(&value)), (name2, Arg::Text(&value2))])
    }

    /// A text with `{ $count }` in its right plural form.
    pub fn n<'a>(&self, key: &str, count: impl Into<Arg<'a>>) -> String {
        let count = ("count", count.into());
        text::text_with(self.lang, key, &[count])
    }

    /// A day in full.
    pub fn date(&self, day: impl Borrow<NaiveDate>) -> String {
        dates::date(self.lang, *day.borrow())
    }

    /// A day for tables.
    pub fn short(&self, day: impl Borrow<NaiveDate>) -> String {
        dates::short(self.lang, *day.borrow())
    }

    /// A day with its weekday, for deadlines.
    pub fn day(&self, day: impl Borrow<NaiveDate>) -> String {
        dates::day(self.lang, *day.borrow())
    }

    /// A month of a year; months count from 1.
    pub fn month(&self, year: impl Borrow<i32>, month: impl Borrow<u32>) -> String {
        dates::month(self.lang, *year.borrow(), *month.borrow())
    }

    /// The name of a month alone; months count from 1.
    pub fn month_name(&self, month: impl Borrow<u32>) -> &'static str {
        dates::month_name(self.lang, *month.borrow())
    }

    /// An instant in national time, to the minute.
    pub fn moment(&self, at: impl Borrow<DateTime<Utc>>) -> String {
        let day = calendar::day_of(*at.borrow());
        let national = day.and_time(NaiveTime::MIN) + (*at.borrow() - calendar::start_of_day(day));
        dates::moment(self.lang, national)
    }

    /// A whole number.
    pub fn number(&self, number: impl Display) -> String {
        let number = number.to_string();
        number.parse::<i128>().map_or(number, |number| numbers::integer(self.lang, number))
    }

    /// `value` / 10^`scale` with so many decimals.
    pub fn fixed(&self, value: impl Into<i128>, scale: u32, decimals: u32) -> String {
        numbers::fixed(self.lang, value.into(), scale, decimals)
    }
}
