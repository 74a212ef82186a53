//! The published tables of working days, known counts, and the properties of every count.

use super::*;
use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

/// The weekdays off of a year, as the Ministry of Labour publishes them, against what the rule gives.
#[track_caller]
fn check_year(year: i32, published: &[(u32, &[u32])]) {
    let calendar = Calendar::built_in();
    let computed: Vec<NaiveDate> = NaiveDate::from_ymd_opt(year, 1, 1)
        .expect("a date")
        .iter_days()
        .take_while(|on| on.year() == year)
        .filter(|on| ordinary(*on) == DayKind::Working && !calendar.is_working(*on).expect("covered"))
        .collect();
    let published: Vec<NaiveDate> = published
        .iter()
        .flat_map(|(month, days)| {
            days.iter().map(|d| NaiveDate::from_ymd_opt(year, *month, *d).expect("a date"))
        })
        .collect();
    assert_eq!(computed, published, "{year}");
}

#[test]
fn weekdays_off_are_those_of_the_published_tables() {
    check_year(
        2023,
        &[
            (1, &[2, 3]),
            (3, &[8, 21, 22, 23]),
            (5, &[1, 8, 9]),
            (6, &[28]),
            (7, &[6, 7]),
            (8, &[30]),
            (10, &[25]),
            (12, &[18]),
        ],
    );
    check_year(
        2024,
        &[
            (1, &[1, 2]),
            (3, &[8, 21, 22, 25]),
            (5, &[1, 7, 8, 9]),
            (7, &[8]),
            (8, &[30]),
            (10, &[25]),
            (12, &[16]),
        ],
    );
    check_year(
        2025,
        &[
            (1, &[1, 2, 3, 7]),
            (3, &[10, 21, 24, 25]),
            (5, &[1, 7, 9]),
            (6, &[6]),
            (7, &[7]),
            (9, &[1]),
            (10, &[27]),
            (12, &[16]),
        ],
    );
    check_year(
        2026,
        &[(1, &[1, 2, 7]), (3, &[9, 23, 24, 25]), (5, &[1, 7, 11, 27]), (7, &[6]), (10, &[26]), (12, &[16])],
    );
    check_year(
        2027,
        &[(1, &[1, 4, 7]), (3, &[8, 15, 22, 23, 24]), (5, &[3, 7, 10]), (7, &[6]), (10, &[25]), (12, &[16])],
    );
    check_year(
        2028,
        &[
            (1, &[3, 4, 7]),
            (3, &[8, 15, 21, 22, 23]),
            (5, &[1, 5, 8, 9]),
            (7, &[6]),
            (10, &[25]),
            (12, &[18]),
        ],
    );
}

#[test]
fn each_day_says_why() {
    let check = |on: &str, kind| assert_eq!(Calendar::built_in().kind_of(day(on)), Ok(kind), "{on}");
    check("2026-11-20", DayKind::Working);
    check("2026-11-21", DayKind::Weekend);
    check("2026-12-16", DayKind::Holiday(Holiday::IndependenceDay));
    check("2026-03-22", DayKind::Holiday(Holiday::Nauryz));
    check("2026-03-25", DayKind::CarriedOver(Holiday::Nauryz));
    check("2025-01-03", DayKind::MovedDayOff { worked_on: day("2025-01-05") });
    check("2025-01-05", DayKind::MovedWorkingDay { instead_of: day("2025-01-03") });
    check("2023-07-01", DayKind::MovedWorkingDay { instead_of: day("2023-07-07") });
    check("2024-05-04", DayKind::MovedWorkingDay { instead_of: day("2024-05-08") });
    // Neither Orthodox Christmas nor Kurban Ait is carried over.
    check("2023-01-07", DayKind::Holiday(Holiday::OrthodoxChristmas));
    check("2023-01-09", DayKind::Working);
    check("2024-06-16", DayKind::Holiday(Holiday::KurbanAit));
    check("2024-06-17", DayKind::Working);
    // Constitution Day: the last 30 August was in 2025, the first 15 March is in 2027.
    check("2025-08-30", DayKind::Holiday(Holiday::ConstitutionDay));
    check("2026-08-31", DayKind::Working);
    check("2026-03-16", DayKind::Working);
    check("2027-03-15", DayKind::Holiday(Holiday::ConstitutionDay));
}

#[test]
fn known_due_dates() {
    let check = |situation: &str, from: &str, working_days, due_on: &str| {
        let count = Calendar::built_in().count(day(from), working_days).expect("covered");
        assert_eq!(count.due_on, day(due_on), "{situation}");
    };
    check("R9.1: Thursday, then Friday and Monday", "2026-11-19", 2, "2026-11-23");
    check("R9.1: a Friday evening counts from that Friday", "2026-11-20", 2, "2026-11-24");
    check("R9.1: what came on a Saturday counts from that Saturday", "2026-11-21", 2, "2026-11-24");
    check("R9.1: over the New Year", "2025-12-31", 2, "2026-01-06");
    check("R9.1: a Sunday worked by order of the government", "2025-01-02", 1, "2025-01-05");
    check("R9.1: a Saturday worked by order of the government", "2023-06-29", 2, "2023-07-01");
    check("R9.2: the eve of Nauryz", "2026-03-20", 2, "2026-03-27");
    check("R9.4: over Independence Day", "2026-12-14", 3, "2026-12-18");
    check("nothing to count", "2026-11-21", 0, "2026-11-21");
}

#[test]
fn a_count_shows_its_working() {
    let count = Calendar::built_in().count(day("2026-11-19"), 2).expect("covered");
    let shown: Vec<_> = count.days.iter().map(|d| (d.on.day(), d.kind, d.number)).collect();
    let expect = [
        (20, DayKind::Working, Some(1)),
        (21, DayKind::Weekend, None),
        (22, DayKind::Weekend, None),
        (23, DayKind::Working, Some(2)),
    ];
    assert_eq!(shown, expect);
    assert_eq!(count.from, day("2026-11-19"));
}

#[test]
fn outside_its_years_the_calendar_refuses_to_guess() {
    let calendar = Calendar::built_in();
    for on in ["2022-12-31", "2029-01-01"] {
        assert_eq!(calendar.kind_of(day(on)), Err(NotCovered { on: day(on) }));
        assert_eq!(calendar.count(day(on), 1), Err(NotCovered { on: day(on) }));
        let inside = day("2026-11-20");
        assert_eq!(calendar.working_days_between(day(on), inside), Err(NotCovered { on: day(on) }));
        assert_eq!(calendar.working_days_between(inside, day(on)), Err(NotCovered { on: day(on) }));
    }
    assert_eq!(calendar.count(day("2028-12-29"), 1), Err(NotCovered { on: day("2029-01-01") }));
    assert_eq!(calendar.count(day("2026-11-20"), u32::MAX), Err(NotCovered { on: day("2029-01-01") }));
    assert_eq!(calendar.version(), "2023-2028/1");
    assert_eq!(calendar.years(), 2023..=2028);
}

#[test]
fn the_day_of_an_instant_is_the_nations_day() {
    let check = |at: &str, on: &str| assert_eq!(day_of(instant(at)), day(on), "{at}");
    check("2026-11-20T18:59:59.999999Z", "2026-11-20");
    check("2026-11-20T19:00:00Z", "2026-11-21");
    check("2026-12-31T19:00:00Z", "2027-01-01");
    check("2024-02-29T18:30:00Z", "2024-02-29");
    assert_eq!(start_of_day(day("2026-11-20")), instant("2026-11-19T19:00:00Z"));
    assert_eq!(end_of_day(day("2026-11-20")), instant("2026-11-20T19:00:00Z"));
}

#[test]
fn codes_are_unique() {
    let codes: std::collections::BTreeSet<_> = Holiday::ALL.map(Holiday::code).into();
    assert_eq!(codes.len(), Holiday::ALL.len());
}

proptest! {
    #[test]
    fn every_count_keeps_its_promises(offset in 0..2100i64, working_days in 0..30u32) {
        let calendar = Calendar::built_in();
        let from = day("2023-01-01") + TimeDelta::days(offset);
        let count = calendar.count(from, working_days).expect("covered");
        let numbered: Vec<_> = count.days.iter().filter_map(|d| Some((d.on, d.number?))).collect();
        // Exactly the working days are numbered, one after the other, and the last of them is the due date.
        prop_assert!(count.days.iter().all(|d| d.kind.is_working() == d.number.is_some()));
        prop_assert!(numbered.iter().map(|(_, n)| *n).eq(1..=working_days));
        prop_assert_eq!(numbered.last().map_or(from, |(on, _)| *on), count.due_on);
        // No day is left out, and the period is never shorter than its number of days.
        prop_assert!(count.days.iter().map(|d| d.on).eq(from.iter_days().skip(1).take(count.days.len())));
        prop_assert!(count.due_on >= from + TimeDelta::days(i64::from(working_days)));
        prop_assert_eq!(calendar.working_days_between(from, count.due_on), Ok(working_days));
    }

    #[test]
    fn counting_is_monotone(offset in 0..2100i64, later in 0..40i64, working_days in 0..20u32) {
        let calendar = Calendar::built_in();
        let from = day("2023-01-01") + TimeDelta::days(offset);
        let due_on = |from, n| calendar.count(from, n).expect("covered").due_on;
        prop_assert!(due_on(from, working_days) < due_on(from, working_days + 1));
        prop_assert!(due_on(from, working_days) <= due_on(from + TimeDelta::days(later), working_days));
    }

    #[test]
    fn an_instant_lies_inside_its_day(seconds in 1_672_531_200i64..1_861_920_000, nanos in 0..1_000_000_000u32) {
        let at = DateTime::from_timestamp(seconds, nanos).expect("an instant");
        prop_assert!(start_of_day(day_of(at)) <= at && at < end_of_day(day_of(at)));
    }
}
