//! A reporting month. Figures of a period run from 1 January to the end of its month.

use chrono::NaiveDate;

/// A month of a year between 2000 and 2099.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    year: u16,
    month: u8,
}

/// The text is not a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a period is a year and a month: 2024-12")]
pub struct NotAPeriod;

impl Period {
    /// A month by its numbers.
    pub const fn new(year: u16, month: u8) -> Result<Period, NotAPeriod> {
        if year < 2000 || year > 2099 || month < 1 || month > 12 {
            return Err(NotAPeriod);
        }
        Ok(Period { year, month })
    }

    /// Reads exactly what `Display` prints.
    pub fn parse(text: &str) -> Result<Period, NotAPeriod> {
        let (year, month) = text.split_once('-').ok_or(NotAPeriod)?;
        Period::from_digits(year, month)
    }

    /// Reads a year of four digits and a month of two.
    pub fn from_digits(year: &str, month: &str) -> Result<Period, NotAPeriod> {
        let digits = |text: &str, len: usize| text.len() == len && text.bytes().all(|b| b.is_ascii_digit());
        if !digits(year, 4) || !digits(month, 2) {
            return Err(NotAPeriod);
        }
        match (year.parse(), month.parse()) {
            (Ok(year), Ok(month)) => Period::new(year, month),
            (Err(_), _) | (_, Err(_)) => Err(NotAPeriod),
        }
    }

    /// The year.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// The month after.
    pub const fn next(self) -> Result<Period, NotAPeriod> {
        if self.month == 12 { Period::new(self.year + 1, 1) } else { Period::new(self.year, self.month + 1) }
    }

    /// The month before in the same year; nothing before January, whose figures are those of the month alone.
    pub const fn before_in_year(self) -> Option<Period> {
        if self.month == 1 { None } else { Some(Period { year: self.year, month: self.month - 1 }) }
    }

    /// So many months back from this one, itself first.
    pub fn back(self, months: usize) -> Vec<Period> {
        let before = |period: &Period| match period.before_in_year() {
            Some(before) => Some(before),
            None => Period::new(period.year.saturating_sub(1), 12).ok(),
        };
        std::iter::successors(Some(self), before).take(months).collect()
    }

    /// The same month so many years earlier.
    pub const fn years_before(self, years: u16) -> Result<Period, NotAPeriod> {
        Period::new(self.year.saturating_sub(years), self.month)
    }

    /// The last day of the month: the day that the figures stand for.
    pub fn last_day(self) -> Option<NaiveDate> {
        let next = self.next().ok()?;
        NaiveDate::from_ymd_opt(i32::from(next.year), u32::from(next.month), 1)?.pred_opt()
    }

    /// All months from this one to another, both included.
    pub fn to(self, last: Period) -> impl Iterator<Item = Period> {
        std::iter::successors(Some(self), |period| period.next().ok())
            .take_while(move |period| *period <= last)
    }
}

impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}-{:02}", self.year, self.month)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_before() {
        let period = |text: &str| Period::parse(text).expect("a period");
        assert_eq!(period("2024-12").before_in_year(), Some(period("2024-11")));
        assert_eq!(period("2024-01").before_in_year(), None);
        assert_eq!(period("2024-01").back(2), [period("2024-01"), period("2023-12")]);
        assert_eq!(period("2024-02").years_before(2), Ok(period("2022-02")));
        assert_eq!(period("2000-02").years_before(1), Err(NotAPeriod));
    }

    #[test]
    fn only_the_printed_form_is_a_period() {
        let december = Period::parse("2024-12").expect("a period");
        assert_eq!((december.year(), december.month(), december.to_string().as_str()), (2024, 12, "2024-12"));
        for garbage in [
            "",
            "2024",
            "2024-1",
            "2024-13",
            "2024-00",
            "24-12",
            "12.2024",
            "+024-12",
            "1999-12",
            "2024-12-01",
            "٢٠٢٤-12",
        ] {
            assert_eq!(Period::parse(garbage), Err(NotAPeriod), "{garbage:?}");
        }
    }

    #[test]
    fn a_month_ends_on_its_last_day() {
        let check = |text: &str, day: &str| {
            let last = Period::parse(text).expect("a period").last_day().expect("a day");
            assert_eq!(last.to_string(), day);
        };
        check("2024-02", "2024-02-29");
        check("2025-02", "2025-02-28");
        check("2024-12", "2024-12-31");
    }

    #[test]
    fn months_follow_each_other_over_the_new_year() {
        let period = |text| Period::parse(text).expect("a period");
        let months: Vec<String> = period("2023-11").to(period("2024-02")).map(|p| p.to_string()).collect();
        assert_eq!(months, ["2023-11", "2023-12", "2024-01", "2024-02"]);
        assert_eq!(period("2024-02").to(period("2024-01")).count(), 0);
    }
}
