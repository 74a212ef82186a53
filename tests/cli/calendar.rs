//! `qarau calendar explain` counts as the order does, and says why (R9.1).

use crate::program::{run, text};

fn check(from: &str, working_days: &str, code: i32, last: &str) {
    let ended = run(&["calendar", "explain", "--from", from, "--working-days", working_days], &[]);
    assert_eq!((ended.code, ended.said.lines().last()), (code, Some(last)), "{}", ended.said);
}

#[test]
fn the_count_ends_with_the_due_date() {
    check("2025-12-31", "2", 0, "due: 2026-01-06");
    // A Sunday that is worked by order of the government.
    check("2025-01-02", "1", 0, "due: 2025-01-05");
    check("2026-11-19", "2", 0, "due: 2026-11-23");
}

#[test]
fn a_087_every_day_has_its_line_and_years_without_a_calendar_are_not_guessed() {
    let ended = run(&["calendar", "explain", "--from", "2025-12-31", "--working-days", "2"], &[]);
    ended.assert(0, "2026-01-03 Sat  skipped, weekend").assert(0, "2026-01-05 Mon  day 1, working day");
    assert_eq!(ended.said.lines().count(), 8, "{}", ended.said);
    let ended = run(&["calendar", "explain", "--from", "2028-12-29", "--working-days", "3"], &[]);
    ended.assert(1, "calendar 2023-2028/1");
}

#[test]
fn wrong_use_is_said_to_be_wrong_use() {
    for wrong in
        [["--from", "yesterday", "--working-days", "2"], ["--from", "2026-01-01", "--working-days", "0"]]
    {
        run(&[&["calendar", "explain"], &wrong[..]].concat(), &[]).assert(2, "--");
    }
}

/// The portal's own calendar counts where one is named.
#[test]
fn a_portals_own_calendar_counts() {
    let place = tempfile::tempdir().expect("a folder");
    let dir = text(place.path());
    run(&["migrate", "--data-dir", dir], &[]).assert(0, "");
    let explain = ["calendar", "explain", "--from", "2025-12-31", "--working-days", "2", "--data-dir", dir];
    let ended = run(&explain, &[]);
    assert_eq!((ended.code, ended.said.lines().last()), (0, Some("due: 2026-01-06")), "{}", ended.said);
}
