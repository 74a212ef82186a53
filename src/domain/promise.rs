//! What an application was promised: the deadline of one step, kept for ever, with the moment at which the step was taken.

use super::calendar::{Calendar, NotCovered, day_of};
use super::deadline::{Deadline, Standing};
use super::ids::{ApplicationId, PromiseId};
use chrono::{DateTime, Utc};

/// The deadline of one step of one application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    /// Its number.
    pub id: PromiseId,
    /// To which application it was made.
    pub application: ApplicationId,
    /// By when.
    pub deadline: Deadline,
    /// When it was made.
    pub promised_at: DateTime<Utc>,
    /// When the step was taken, or taken back; none while it is waited for.
    pub ended_at: Option<DateTime<Utc>>,
}

impl Promise {
    /// How it stands at an instant: once the step was taken, how it stood then.
    pub fn standing_at(&self, at: DateTime<Utc>, calendar: &Calendar) -> Result<Standing, NotCovered> {
        self.deadline.standing_on(day_of(self.ended_at.unwrap_or(at)), calendar)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::deadline::Period;

    #[test]
    fn a_step_that_was_taken_stands_as_on_its_own_day() {
        let calendar = Calendar::built_in();
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("an instant");
        let from = "2026-11-20".parse().expect("a date");
        let mut promise = Promise {
            id: PromiseId(1),
            application: ApplicationId(1),
            deadline: Deadline::promised(Period::Considering, from, &calendar).expect("covered"),
            promised_at: at("2026-11-20T05:00:00Z"),
            ended_at: None,
        };
        let much_later = at("2027-03-01T05:00:00Z");
        assert!(matches!(promise.standing_at(much_later, &calendar), Ok(Standing::Overdue { .. })));
        // The last instant of Tuesday, and the first of Wednesday.
        promise.ended_at = Some(at("2026-11-24T18:59:59.999999Z"));
        assert_eq!(promise.standing_at(much_later, &calendar), Ok(Standing::DueToday));
        promise.ended_at = Some(at("2026-11-24T19:00:00Z"));
        assert_eq!(promise.standing_at(much_later, &calendar), Ok(Standing::Overdue { working_days: 1 }));
    }
}
