//! Service levels: how long the steps of applications took, measured in working hours and working days, against what
//! R9.1 and R9.2 promise. Computed from what happened; nothing here decides anything.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

use super::application::Stage;
use super::calendar::{Calendar, NotCovered, day_of, start_of_day};
use super::ids::{ApplicationId, BodyId};

/// The hours of a working day in state bodies, without the break: 9:00–13:00 and 14:30–18:30, eight hours.
const HOURS: [(NaiveTime, NaiveTime); 2] = [(clock(9, 0), clock(13, 0)), (clock(14, 30), clock(18, 30))];

const fn clock(hour: u32, minute: u32) -> NaiveTime {
    match NaiveTime::from_hms_opt(hour, minute, 0) {
        Some(time) => time,
        None => NaiveTime::MIN,
    }
}

/// What happened to an application, as far as the steps are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// It came to a stage, with the last day promised.
    Came {
        /// To which.
        stage: Stage,
        /// The last day of the step.
        due_on: NaiveDate,
    },
    /// It left the stage where it lay, decided or returned; where it goes on, it comes to the next at the same instant.
    Left,
    /// Its body took it back: the step was never completed, and is not measured.
    TakenBack,
}

/// One step of one application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Of which application.
    pub application: ApplicationId,
    /// The applying body.
    pub body: BodyId,
    /// Whose step.
    pub stage: Stage,
    /// When it came.
    pub began_at: DateTime<Utc>,
    /// When it left; nothing while it lies there.
    pub ended_at: Option<DateTime<Utc>>,
    /// The last day promised.
    pub due_on: NaiveDate,
}

/// The steps that events make, in the order in which they began. Events come in their order.
pub fn steps(
    events: impl IntoIterator<Item = (ApplicationId, BodyId, DateTime<Utc>, Happened)>,
) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut open: BTreeMap<ApplicationId, usize> = BTreeMap::new();
    let mut taken_back = Vec::new();
    for (application, body, at, happened) in events {
        match happened {
            Happened::Came { stage, due_on } => {
                open.insert(application, steps.len());
                steps.push(Step { application, body, stage, began_at: at, ended_at: None, due_on });
            }
            Happened::Left => {
                if let Some(step) = open.remove(&application).and_then(|index| steps.get_mut(index)) {
                    step.ended_at = Some(at);
                }
            }
            Happened::TakenBack => taken_back.extend(open.remove(&application)),
        }
    }
    let mut index = 0;
    steps.retain(|_| {
        index += 1;
        !taken_back.contains(&(index - 1))
    });
    steps
}

/// Working time between two instants: the hours of working days, the break and days off left out.
pub fn working_time(
    from: DateTime<Utc>,
    until: DateTime<Utc>,
    calendar: &Calendar,
) -> Result<TimeDelta, NotCovered> {
    let mut worked = TimeDelta::zero();
    for day in day_of(from).iter_days().take_while(|day| *day <= day_of(until)) {
        if !calendar.is_working(day)? {
            continue;
        }
        for (opens, closes) in HOURS {
            let at = |time: NaiveTime| start_of_day(day) + (time - NaiveTime::MIN);
            let spent = until.min(at(closes)) - from.max(at(opens));
            worked += spent.max(TimeDelta::zero());
        }
    }
    Ok(worked)
}

/// Figures of some steps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Level {
    /// Completed by the last day promised.
    pub in_time: usize,
    /// Completed after it.
    pub late: usize,
    /// Not completed yet.
    pub open: usize,
    /// Of these, past their last day.
    pub overdue: usize,
    /// Of what was completed: working time in minutes.
    pub minutes: Option<Percentiles>,
    /// Of what was completed: working days, counted as the order counts them.
    pub days: Option<Percentiles>,
}

/// The value that half, nine tenths and nineteen twentieths of all do not exceed (nearest rank).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Percentiles {
    /// 50 %.
    pub median: i64,
    /// 90 %.
    pub p90: i64,
    /// 95 %.
    pub p95: i64,
}

impl Percentiles {
    /// Of some values; of none there are none.
    pub fn of(mut values: Vec<i64>) -> Option<Percentiles> {
        values.sort_unstable();
        let at = |percent: usize| {
            let rank = (values.len() * percent).div_ceil(100).max(1);
            values.get(rank - 1).copied()
        };
        Some(Percentiles { median: at(50)?, p90: at(90)?, p95: at(95)? })
    }
}

impl Level {
    /// The figures of some steps as they stand at an instant.
    pub fn of<'a>(
        steps: impl IntoIterator<Item = &'a Step>,
        calendar: &Calendar,
        at: DateTime<Utc>,
    ) -> Result<Level, NotCovered> {
        let mut level = Level::default();
        let (mut minutes, mut days) = (Vec::new(), Vec::new());
        for step in steps {
            let Some(ended_at) = step.ended_at else {
                level.open += 1;
                level.overdue += usize::from(day_of(at) > step.due_on);
                continue;
            };
            if day_of(ended_at) > step.due_on {
                level.late += 1;
            } else {
                level.in_time += 1;
            }
            minutes.push(working_time(step.began_at, ended_at, calendar)?.num_minutes());
            days.push(i64::from(calendar.working_days_between(day_of(step.began_at), day_of(ended_at))?));
        }
        level.minutes = Percentiles::of(minutes);
        level.days = Percentiles::of(days);
        Ok(level)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        format!("{text}:00+05:00").parse().expect("an instant")
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn working_time_is_that_of_working_days_without_the_break() {
        let calendar = Calendar::built_in();
        let check = |from: &str, until: &str, minutes: i64| {
            let worked = working_time(at(from), at(until), &calendar).expect("covered");
            assert_eq!(worked.num_minutes(), minutes, "{from} – {until}");
        };
        check("2026-11-20T09:00", "2026-11-20T18:30", 480);
        check("2026-11-20T12:00", "2026-11-20T15:00", 90);
        check("2026-11-20T13:10", "2026-11-20T14:20", 0);
        check("2026-11-20T18:00", "2026-11-23T09:15", 45);
        check("2026-11-21T10:00", "2026-11-22T18:00", 0);
        check("2026-11-20T23:59", "2026-11-23T00:01", 0);
        // A Sunday worked by order counts.
        check("2025-01-05T09:00", "2025-01-05T10:00", 60);
        check("2026-11-20T10:00", "2026-11-20T09:00", 0);
        assert!(working_time(at("2031-01-01T09:00"), at("2031-01-01T10:00"), &calendar).is_err());
    }

    #[test]
    fn percentiles_are_values_that_happened() {
        let of = |values: &[i64]| Percentiles::of(values.to_vec()).map(|p| (p.median, p.p90, p.p95));
        assert_eq!(of(&[]), None);
        assert_eq!(of(&[7]), Some((7, 7, 7)));
        assert_eq!(of(&[3, 1, 2, 4]), Some((2, 4, 4)));
        let hundred: Vec<i64> = (1..=100).rev().collect();
        assert_eq!(of(&hundred), Some((50, 90, 95)));
    }

    #[test]
    fn steps_follow_from_what_happened() {
        let (one, other) = (ApplicationId(1), ApplicationId(2));
        let body = BodyId(3);
        let due = day("2026-11-24");
        let came = |stage| Happened::Came { stage, due_on: due };
        let events = [
            (one, body, at("2026-11-20T10:00"), came(Stage::Ministry)),
            (other, body, at("2026-11-20T11:00"), came(Stage::Ministry)),
            (one, body, at("2026-11-25T12:00"), Happened::Left),
            (one, body, at("2026-11-25T12:00"), came(Stage::Integrator)),
            (other, body, at("2026-11-25T13:00"), Happened::TakenBack),
            (other, body, at("2026-11-25T13:00"), Happened::Left),
        ];
        let steps = steps(events);
        assert_eq!(steps.len(), 2, "what was taken back is not measured");
        let level = |stage| {
            let of = steps.iter().filter(|step| step.stage == stage);
            Level::of(of, &Calendar::built_in(), at("2026-11-26T09:00")).expect("covered")
        };
        let ministry = level(Stage::Ministry);
        assert_eq!((ministry.in_time, ministry.late, ministry.open, ministry.overdue), (0, 1, 0, 0));
        assert_eq!(ministry.days.map(|days| days.median), Some(3));
        let integrator = level(Stage::Integrator);
        assert_eq!((integrator.open, integrator.overdue, integrator.minutes), (1, 1, None));
    }
}
