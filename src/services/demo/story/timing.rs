//! When the acts of the plot happen, seen from the day on which it is told: in working hours of working days, all before
//! that day.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

use super::plot::{Deed, Episode, Start};
use crate::domain::calendar::{Calendar, NotCovered, start_of_day};

/// The registry is filled so many days before the story is told.
const BEGINNING: u64 = 800;
/// Working days ahead that must be countable for the story's last deadlines.
const AHEAD: u32 = 4;

/// One act with its instant.
#[derive(Clone, Copy, Debug)]
pub struct Act {
    /// When.
    pub at: DateTime<Utc>,
    /// The episode that it belongs to, by its place in the plot.
    pub episode: usize,
    /// What is done.
    pub deed: Deed,
}

/// All acts in the order of time.
pub fn schedule(plot: &[Episode], calendar: &Calendar, today: NaiveDate) -> Result<Vec<Act>, NotCovered> {
    calendar.count(today, AHEAD)?;
    let mut acts = Vec::new();
    for (episode, Episode { start, steps, .. }) in plot.iter().enumerate() {
        let begun_on = start.day(calendar, today)?;
        for &(after, deed) in *steps {
            let day = calendar.count(begun_on, after)?.due_on;
            let at = start_of_day(day) + TimeDelta::minutes(deed.minute() + episode as i64);
            acts.push(Act { at, episode, deed });
        }
    }
    acts.sort_by_key(|act| act.at);
    Ok(acts)
}

/// The instant at which bodies and staff are entered.
pub fn beginning(calendar: &Calendar, today: NaiveDate) -> Result<DateTime<Utc>, NotCovered> {
    let day = today - Days::new(BEGINNING);
    calendar.kind_of(day)?;
    Ok(start_of_day(day))
}

impl Start {
    fn day(self, calendar: &Calendar, today: NaiveDate) -> Result<NaiveDate, NotCovered> {
        let (from, mut wanted) = match self {
            Start::WorkingDaysAgo(days) => (today - Days::new(1), days),
            Start::DaysAgo(days) => (today - Days::new(days), 1),
        };
        let mut day = from;
        loop {
            wanted -= u32::from(calendar.is_working(day)?);
            if wanted == 0 {
                return Ok(day);
            }
            day = day - Days::new(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::plot::EPISODES;
    use super::*;
    use crate::domain::calendar::day_of;
    use crate::domain::grant::Term;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn the_story_can_be_told_on_every_day_that_the_calendar_covers() {
        let calendar = Calendar::built_in();
        let last = day("2028-12-25");
        for today in day("2026-01-01").iter_days().take_while(|today| *today <= last) {
            let acts = schedule(EPISODES, &calendar, today).unwrap_or_else(|gap| panic!("{today}: {gap}"));
            assert!(acts.is_sorted_by_key(|act| act.at));
            assert!(acts.iter().all(|act| day_of(act.at) < today), "{today}: nothing happens in the future");
            assert!(acts[0].at > beginning(&calendar, today).expect("covered"), "{today}");
            let granted = acts.iter().filter(|act| matches!(act.deed, Deed::Grant { .. }));
            let ends: Vec<NaiveDate> = granted.map(|act| Term::year_from(act.at).last_day()).collect();
            let soon = today..today + Days::new(30);
            assert!(ends.iter().any(|end| soon.contains(end)), "{today}: some access ends within 30 days");
            assert!(ends.iter().any(|end| *end < today), "{today}: some access is over");
        }
    }

    #[test]
    fn beyond_the_calendar_the_story_is_refused() {
        let gap = schedule(EPISODES, &Calendar::built_in(), day("2028-12-31")).expect_err("not covered");
        assert_eq!(gap.on, day("2029-01-01"));
        assert!(beginning(&Calendar::built_in(), day("2025-01-01")).is_err());
    }
}
