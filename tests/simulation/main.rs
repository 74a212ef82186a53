//! A year of 200 bodies and 3 000 people, told day by day through the use cases, with what must always hold asserted every
//! evening. The acts are drawn by a seeded generator; what is expected is kept beside them (`ledger`), from the paragraphs and
//! not from the program's own answers.
//!
//! On SQLite alone; how long it takes on a PostgreSQL server was not measured, and what differs between the two is tried by
//! `tests/portal`. The year before is told without its days, and its duties of use are entered in bulk, one write a body;
//! everything else goes through `services`. Each evening those are asked about whom something happened, those whose year ends
//! about now, a fixed sample and a part of the others that moves on; everybody is asked at the middle of the year and at its end.
//!
//! Three times in it every body is asked who still works there; one of forty is silent to the end.
//!
//! Kept out of the story: two applications at a time for one person whose access is over. The second is refused at granting
//! (`tests/portal/granting.rs`); see `Country::ask_for_more`.
#![allow(
    clippy::expect_used,
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::wildcard_enum_match_arm
)]

mod acts;
mod attesting;
mod chance;
mod checks;
mod country;
mod ending;
mod ledger;
mod staying;

use std::time::Instant;

use chrono::{Days, NaiveDate};

use country::Country;

/// Another seed is another year.
const SEED: u64 = 20_270_301;
const DAYS: u64 = 365;
const FIRST: NaiveDate = NaiveDate::from_ymd_opt(2027, 3, 1).expect("a day");
/// The portal stands still for a week, beside single days by chance.
const STILL: std::ops::Range<u64> = 200..207;

#[test]
fn r9_a_year_of_grants_in_which_every_end_has_its_reason() {
    let begun = Instant::now();
    let mut country = Country::founded(SEED, FIRST);
    country.the_year_before(FIRST);
    println!("{:?} until the first day", begun.elapsed());
    for number in 0..DAYS {
        let day = FIRST + Days::new(number);
        let stands_still = STILL.contains(&number) || country.chance.percent(4);
        country.begin_day(day);
        if !stands_still {
            country.morning();
            country.working_hours();
        }
        country.evening(number == DAYS / 2 || number + 1 == DAYS);
    }
    country.close();
    println!("{DAYS} days: {}, {:?}", country.figures, begun.elapsed());
}
