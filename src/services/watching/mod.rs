//! For those who run the portal: whether it can serve, and what is counted of its work. Of nobody in particular, and no
//! figure of a budget.

mod counting;
mod readiness;

use std::sync::atomic::{AtomicI64, Ordering};

use chrono::{DateTime, Utc};

pub use crate::storage::budget::Loads;
pub use counting::{Counted, count};
pub use readiness::{Unready, faults};

/// When something that happens again and again last happened in this process.
#[derive(Debug, Default)]
pub struct Beat(AtomicI64);

impl Beat {
    /// It has just happened.
    pub fn strike(&self, at: DateTime<Utc>) {
        self.0.store(at.timestamp(), Ordering::Relaxed);
    }

    /// When it did, to the second; nothing before the first time.
    pub fn last(&self) -> Option<DateTime<Utc>> {
        match self.0.load(Ordering::Relaxed) {
            0 => None,
            seconds => DateTime::from_timestamp(seconds, 0),
        }
    }
}
