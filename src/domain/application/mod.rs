//! The application of a body for access (R8) and its life: states here, verbs by capability in the files below. Who may
//! say a verb is decided by `access`; each verb takes the permit, the instant, and the version that was shown.

mod columns;
mod considering;
mod deciding;
mod employee;
#[cfg(test)]
pub(in crate::domain) mod examples;
mod granting;
#[cfg(test)]
mod model;
mod number;
mod paper;
pub mod remarks;
mod scan;
mod state;
pub mod table;
#[cfg(test)]
mod tests;
mod version;
mod writing;

pub use considering::{ConsiderRefusal, ReturnRefusal};
pub use deciding::{Act, LateReasonMissing, Mismatch, Reason, Unbound, Verdict};
pub use employee::{Employee, EmployeeFields, Fault, Field};
pub use granting::GrantRefusal;
pub use number::{NotANumber, Number};
pub use paper::{BadPaper, Paper, RegisterRefusal};
pub use scan::{NotAScan, ScanKind};
pub use state::{Decision, Holder, Stage, State};
pub use version::{NotAVersion, Version};
pub use writing::{Incomplete, NotWritable, SubmitRefusal, WithdrawRefusal};

use super::calendar::end_of_day;
use super::ids::{ApplicationId, BodyId, EmployeeLineId};
use super::system::System;
use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeSet;

/// One row of the annex table: one employee, decided separately.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmployeeLine {
    /// The line's identifier.
    pub id: EmployeeLineId,
    /// Who, and what for.
    pub employee: Employee,
    /// What was decided so far.
    pub decision: Decision,
}

/// The body of the application is closed: whoever takes over applies anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the body ended on {last_day}")]
pub struct BodyClosed {
    /// The last day of the body.
    pub last_day: NaiveDate,
}

/// An application in the form of the annex.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// Its identifier.
    pub id: ApplicationId,
    /// Its number, given when it is first submitted; nobody outside the body sees an application without one.
    pub number: Option<Number>,
    /// The body that applies.
    pub body: BodyId,
    /// The systems that are underlined.
    pub systems: BTreeSet<System>,
    /// The table of employees, in its order.
    pub lines: Vec<EmployeeLine>,
    /// The paper on which it rests, where it came through document management.
    pub paper: Option<Paper>,
    /// Where it stands.
    pub state: State,
    /// The last day of its body, where its closure was announced.
    pub body_last_day: Option<NaiveDate>,
}

impl Application {
    /// An empty form.
    pub fn draft(id: ApplicationId, body: BodyId) -> Application {
        let state = State::Draft;
        Application {
            id,
            number: None,
            body,
            systems: BTreeSet::new(),
            lines: Vec::new(),
            paper: None,
            state,
            body_last_day: None,
        }
    }

    /// True once some line reached the integrator, whatever happened to it afterwards.
    pub fn was_forwarded(&self) -> bool {
        self.lines.iter().any(|line| line.decision.reached_the_integrator())
    }

    /// Refuses whatever would be in favour of a body that is closed: it can still be refused, returned or taken back.
    fn check_body(&self, at: DateTime<Utc>) -> Result<(), BodyClosed> {
        match self.body_last_day.filter(|last_day| at >= end_of_day(*last_day)) {
            Some(last_day) => Err(BodyClosed { last_day }),
            None => Ok(()),
        }
    }

    /// The lines that the integrator's step needs; the others are not shown to the operator.
    pub fn forwarded_lines(&self) -> impl Iterator<Item = &EmployeeLine> {
        self.lines.iter().filter(|line| line.decision.reached_the_integrator())
    }
}
