//! How dates are written in each language. Days and national local times come in; nothing here knows today.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Weekday};

use crate::domain::lang::Lang;

const MONTHS_KK: [&str; 12] = [
    "қаңтар",
    "ақпан",
    "наурыз",
    "сәуір",
    "мамыр",
    "маусым",
    "шілде",
    "тамыз",
    "қыркүйек",
    "қазан",
    "қараша",
    "желтоқсан",
];
const MONTHS_RU: [&str; 12] = [
    "январь",
    "февраль",
    "март",
    "апрель",
    "май",
    "июнь",
    "июль",
    "август",
    "сентябрь",
    "октябрь",
    "ноябрь",
    "декабрь",
];
const MONTHS_RU_OF: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];
const MONTHS_EN: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// In full: «2026 жылғы 20 қараша», «20 ноября 2026 г.», "20 November 2026".
pub fn date(lang: Lang, day: NaiveDate) -> String {
    let (year, month, number) = (day.year(), day.month0() as usize, day.day());
    match lang {
        Lang::Kk => format!("{year} жылғы {number} {}", MONTHS_KK[month]),
        Lang::Ru => format!("{number}\u{a0}{} {year}\u{a0}г.", MONTHS_RU_OF[month]),
        Lang::En => format!("{number}\u{a0}{} {year}", MONTHS_EN[month]),
    }
}

/// For tables: `20.11.2026`, in English `20 Nov 2026`.
pub fn short(lang: Lang, day: NaiveDate) -> String {
    let (year, month, number) = (day.year(), day.month(), day.day());
    match lang {
        Lang::Kk | Lang::Ru => format!("{number:02}.{month:02}.{year}"),
        Lang::En => format!("{number}\u{a0}{:.3}\u{a0}{year}", MONTHS_EN[day.month0() as usize]),
    }
}

/// With its weekday, for deadlines: `жм, 20.11.2026`, `пт, 20.11.2026`, `Fri 20 Nov 2026`.
pub fn day(lang: Lang, day: NaiveDate) -> String {
    let comma = match lang {
        Lang::Kk | Lang::Ru => ",",
        Lang::En => "",
    };
    format!("{}{comma}\u{a0}{}", weekday(lang, day.weekday()), short(lang, day))
}

/// A month of a year: «2026 жылғы қараша», «ноябрь 2026 г.», "November 2026". `month` counts from 1.
pub fn month(lang: Lang, year: i32, month: u32) -> String {
    let index = (month.clamp(1, 12) - 1) as usize;
    match lang {
        Lang::Kk => format!("{year} жылғы {}", MONTHS_KK[index]),
        Lang::Ru => format!("{} {year}\u{a0}г.", MONTHS_RU[index]),
        Lang::En => format!("{} {year}", MONTHS_EN[index]),
    }
}

/// The name of a month alone, as in a table's head. `month` counts from 1.
pub fn month_name(lang: Lang, month: u32) -> &'static str {
    let index = (month.clamp(1, 12) - 1) as usize;
    match lang {
        Lang::Kk => MONTHS_KK[index],
        Lang::Ru => MONTHS_RU[index],
        Lang::En => MONTHS_EN[index],
    }
}

/// National local time to the minute: `20.11.2026, 14:05`.
pub fn moment(lang: Lang, at: NaiveDateTime) -> String {
    format!("{},\u{a0}{}", short(lang, at.date()), at.format("%H:%M"))
}

/// The short name of a weekday.
pub fn weekday(lang: Lang, weekday: Weekday) -> &'static str {
    let names = match lang {
        Lang::Kk => ["дс", "сс", "ср", "бс", "жм", "сб", "жс"],
        Lang::Ru => ["пн", "вт", "ср", "чт", "пт", "сб", "вс"],
        Lang::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    };
    names[weekday.num_days_from_monday() as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_each_language_writes_them() {
        let friday = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap();
        let check = |expect: &str, text: String| assert_eq!(text.replace('\u{a0}', " "), expect);
        check("2026 жылғы 20 қараша", date(Lang::Kk, friday));
        check("20 ноября 2026 г.", date(Lang::Ru, friday));
        check("20 November 2026", date(Lang::En, friday));
        check("жм, 20.11.2026", day(Lang::Kk, friday));
        check("пт, 20.11.2026", day(Lang::Ru, friday));
        check("Fri 20 Nov 2026", day(Lang::En, friday));
        check("2026 жылғы қараша", month(Lang::Kk, 2026, 11));
        check("ноябрь 2026 г.", month(Lang::Ru, 2026, 11));
        check("20.11.2026, 14:05", moment(Lang::Ru, friday.and_hms_opt(14, 5, 0).unwrap()));
        check("5 May 2026", short(Lang::En, NaiveDate::from_ymd_opt(2026, 5, 5).unwrap()));
    }
}
