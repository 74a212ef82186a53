//! The only reader of the system clock. Everything else is handed an instant.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, TimeDelta, Timelike, Utc};

/// Where instants come from.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The system clock: production.
    System,
    /// The system clock moved by a number of seconds: the demo, where time can be moved.
    Shifted(Arc<AtomicI64>),
    /// An instant that moves only when told to: tests.
    Fixed(Arc<Mutex<DateTime<Utc>>>),
}

impl Clock {
    /// A movable clock that begins at the present.
    pub fn shifted() -> Clock {
        Clock::Shifted(Arc::default())
    }

    /// A clock that stands still at `at`.
    pub fn fixed(at: DateTime<Utc>) -> Clock {
        Clock::Fixed(Arc::new(Mutex::new(at)))
    }

    /// The present instant, in whole microseconds: what both databases keep.
    #[allow(clippy::disallowed_methods, reason = "this is the one place that reads the clock")]
    pub fn now(&self) -> DateTime<Utc> {
        let at = match self {
            Clock::System => Utc::now(),
            Clock::Shifted(seconds) => {
                let shift = TimeDelta::seconds(seconds.load(Ordering::Relaxed));
                Utc::now().checked_add_signed(shift).unwrap_or(DateTime::<Utc>::MAX_UTC)
            }
            Clock::Fixed(at) => *at.lock().unwrap_or_else(PoisonError::into_inner),
        };
        at.with_nanosecond(at.nanosecond() / 1_000 * 1_000).unwrap_or(at)
    }

    /// Moves a demo or test clock; the system clock can't be moved and says so with `false`.
    pub fn advance(&self, by: TimeDelta) -> bool {
        match self {
            Clock::System => return false,
            Clock::Shifted(seconds) => {
                seconds.fetch_add(by.num_seconds(), Ordering::Relaxed);
            }
            Clock::Fixed(at) => {
                let mut at = at.lock().unwrap_or_else(PoisonError::into_inner);
                *at = at.checked_add_signed(by).unwrap_or(*at);
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fixed_clock_moves_only_when_told() {
        let start = DateTime::from_timestamp(1_800_000_000, 0).expect("an instant");
        let clock = Clock::fixed(start);
        assert_eq!(clock.now(), start);
        assert!(clock.advance(TimeDelta::days(2)));
        assert_eq!(clock.now(), start + TimeDelta::days(2));
        assert!(!Clock::System.advance(TimeDelta::days(2)));
    }
}
