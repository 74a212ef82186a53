//! The registry of bodies as the ministry's administrator keeps it: names with dates, closure with successors, heads and
//! officers. Pure: whether a body is in being is a question asked with a day, and no job has to end anything.

mod closing;
mod naming;
mod staffing;
#[cfg(test)]
mod tests;

pub use closing::{CloseRefusal, Closure, Known, NewClosure, WithdrawRefusal, Withdrawal};
pub use naming::{DatedName, RegisterRefusal, Registering, RenameRefusal, named_on, rename};
pub use staffing::{AppointRefusal, EndRoleRefusal, KEPT_ROLES, appoint, end_role};

use chrono::{Days, NaiveDate};

/// So far ahead a change of the registry may be entered.
pub const FARTHEST: Days = Days::new(366);

/// The first day that can stand in the registry: that of the independence of the state.
pub fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(1991, 12, 16).unwrap_or_default()
}

/// Why a day can't be that of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadDay {
    /// It is over: what people were told stays as it was.
    #[error("the day is over")]
    Past,
    /// Later than [`FARTHEST`].
    #[error("the day is too far ahead")]
    TooFar,
}

/// Checks that a change may take effect on a day.
fn ahead(on: NaiveDate, today: NaiveDate) -> Result<(), BadDay> {
    if on < today {
        return Err(BadDay::Past);
    }
    let farthest = today.checked_add_days(FARTHEST).unwrap_or(today);
    if on > farthest { Err(BadDay::TooFar) } else { Ok(()) }
}
