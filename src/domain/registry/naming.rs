//! Entering a body, and its names: each begins on a day and ends on the day before the next.

use chrono::NaiveDate;

use super::{BadDay, ahead, first_day};
use crate::domain::body::{Body, Seat};
use crate::domain::iin_bin::Bin;
use crate::domain::names::LocalName;

/// A name with the days on which it is the name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedName {
    /// The name.
    pub name: LocalName,
    /// Its first day.
    pub from_on: NaiveDate,
    /// Its last day; none while it is in use.
    pub until_on: Option<NaiveDate>,
}

/// The name on a day. Before its first day a body goes by its first name.
pub fn named_on(names: &[DatedName], on: NaiveDate) -> Option<&DatedName> {
    names.iter().rev().find(|dated| dated.from_on <= on).or(names.first())
}

/// Why a body gets no other name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RenameRefusal {
    /// The day.
    #[error(transparent)]
    Day(#[from] BadDay),
    /// The last name begins on that day or later.
    #[error("the last name begins on {0}")]
    NotAfter(NaiveDate),
    /// It is called so already.
    #[error("the name is the same")]
    Same,
    /// The body ends before that day.
    #[error("the body ends on {0}")]
    Ends(NaiveDate),
}

/// Whether a body may be called otherwise from a day on.
pub fn rename(
    body: &Body,
    names: &[DatedName],
    name: &LocalName,
    from_on: NaiveDate,
    today: NaiveDate,
) -> Result<(), RenameRefusal> {
    ahead(from_on, today)?;
    if let Some(last_day) = body.last_day.filter(|last_day| *last_day < from_on) {
        return Err(RenameRefusal::Ends(last_day));
    }
    match names.last() {
        Some(last) if last.from_on >= from_on => Err(RenameRefusal::NotAfter(last.from_on)),
        Some(last) if last.name == *name => Err(RenameRefusal::Same),
        Some(_) | None => Ok(()),
    }
}

/// What is entered of a new body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registering {
    /// Its business identification number.
    pub bin: Bin,
    /// Kind, region and administrator.
    pub seat: Seat,
    /// Its name.
    pub name: LocalName,
    /// Since when it is called so.
    pub from_on: NaiveDate,
}

/// Why a body is not entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegisterRefusal {
    /// The ministry, the planning body and the integrator are entered by whoever runs the portal (R2.2–R2.4).
    #[error("a body of this kind is not entered here")]
    KeptElsewhere,
    /// The day of its name.
    #[error(transparent)]
    Day(#[from] BadDay),
    /// A body in being has this number.
    #[error("body {0} has this number")]
    Registered(crate::domain::ids::BodyId),
}

impl Registering {
    /// Whether it may be entered beside the body that had its number last. A number or a seat that was entered wrongly is not
    /// corrected: that body is closed, and after its last day the right one is entered, with the same number where that was right.
    pub fn check(&self, known: Option<&Body>, today: NaiveDate) -> Result<(), RegisterRefusal> {
        if !self.seat.kind().may_apply() {
            return Err(RegisterRefusal::KeptElsewhere);
        }
        if self.from_on < first_day() {
            return Err(RegisterRefusal::Day(BadDay::Past));
        }
        ahead(self.from_on.max(today), today)?;
        match known {
            Some(known) if !known.is_closed_on(today) => Err(RegisterRefusal::Registered(known.id)),
            Some(_) | None => Ok(()),
        }
    }
}
