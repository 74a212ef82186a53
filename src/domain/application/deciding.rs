//! What both decisions have in common: the act, its reasons, the verdict on each line, lateness.

use super::{Application, Decision, EmployeeLine, Version};
use crate::domain::access::{Action, Permit};
use crate::domain::calendar::day_of;
use crate::domain::deadline::Deadline;
use crate::domain::ids::{ApplicationId, EmployeeLineId};
use crate::domain::names::{BadText, line};
use chrono::{DateTime, Utc};
use std::collections::BTreeMap;

/// When a verb is said, and to what: the version that its speaker had on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act {
    /// The instant.
    pub at: DateTime<Utc>,
    /// The version that was shown.
    pub shown: Version,
}

/// A reason in words, never empty.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reason(String);

impl Reason {
    /// The longest reason, in characters.
    pub const MOST: usize = 1000;

    /// Reads a reason.
    pub fn parse(text: &str) -> Result<Reason, BadText> {
        line(text, Reason::MOST).map(Reason)
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Reason {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// What is said of one employee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The ministry forwards, the integrator gives access.
    Accept,
    /// Refused, with the reason.
    Refuse(Reason),
}

/// The act does not belong to this application as it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unbound {
    /// The permit is for another application.
    #[error("the permit is for another application")]
    ForeignPermit,
    /// The application has changed since it was shown.
    #[error("the application has changed since it was shown")]
    Stale,
}

/// Verdicts and lines don't match one to one; nothing was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mismatch {
    /// A line has no verdict.
    #[error("line {0} is not decided")]
    Undecided(EmployeeLineId),
    /// A line has two.
    #[error("line {0} is decided twice")]
    Twice(EmployeeLineId),
    /// No such line waits for this decision: one foreign line refuses the whole list.
    #[error("no line {0} waits for this decision")]
    NotWaiting(EmployeeLineId),
}

/// The deadline has passed, and whoever completes a late step states the reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the step is late and its reason is missing")]
pub struct LateReasonMissing;

impl Application {
    /// Checks that a permit and the version shown belong to this application as it is.
    pub(super) fn bound<A: Action<Key = ApplicationId>>(
        &self,
        permit: &Permit<A>,
        act: &Act,
    ) -> Result<(), Unbound> {
        if permit.on() != self.id {
            return Err(Unbound::ForeignPermit);
        }
        if act.shown != self.version() { Err(Unbound::Stale) } else { Ok(()) }
    }
}

/// The reason for lateness: demanded where the step is late, dropped where it is not.
pub(super) fn lateness(
    deadline: &Deadline,
    act: &Act,
    reason: Option<Reason>,
) -> Result<Option<Reason>, LateReasonMissing> {
    if deadline.is_overdue_on(day_of(act.at)) { reason.ok_or(LateReasonMissing).map(Some) } else { Ok(None) }
}

/// Decides every line that stands at `waiting`, each exactly once; the other lines stay as they are.
pub(super) fn decide(
    lines: Vec<EmployeeLine>,
    waiting: &Decision,
    verdicts: Vec<(EmployeeLineId, Verdict)>,
    decision: fn(Verdict) -> Decision,
) -> Result<Vec<EmployeeLine>, Mismatch> {
    let mut by_line = BTreeMap::new();
    for (line, verdict) in verdicts {
        if by_line.insert(line, verdict).is_some() {
            return Err(Mismatch::Twice(line));
        }
    }
    let decided = lines.into_iter().map(|line| {
        if line.decision != *waiting {
            return Ok(line);
        }
        let verdict = by_line.remove(&line.id).ok_or(Mismatch::Undecided(line.id))?;
        Ok(EmployeeLine { decision: decision(verdict), ..line })
    });
    let decided = decided.collect::<Result<Vec<_>, Mismatch>>()?;
    match by_line.into_keys().next() {
        Some(line) => Err(Mismatch::NotWaiting(line)),
        None => Ok(decided),
    }
}
