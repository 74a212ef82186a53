//! What the applying body does: writes, signs and sends, corrects and sends again, takes back (R8).

use super::{Act, Application, BodyClosed, Number, State, Unbound};
use crate::domain::access::{Permit, Sign, Write};
use crate::domain::calendar::{Calendar, NotCovered, day_of};
use crate::domain::deadline::{Deadline, Period};
use crate::domain::ids::EmployeeLineId;
use std::collections::BTreeSet;

/// The form can't be changed now.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a {} application can't be changed", present.code())]
pub struct NotWritable {
    /// Where it stands.
    pub present: State,
}

/// What the form still lacks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Incomplete {
    /// No system is underlined.
    #[error("no system is chosen")]
    NoSystem,
    /// The table is empty.
    #[error("no employee is named")]
    NoEmployee,
    /// The same person stands in the table twice.
    #[error("the employee of line {0} is named before")]
    SamePerson(EmployeeLineId),
}

/// Why an application was not sent to the ministry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SubmitRefusal {
    /// It does not wait for this: only a draft is submitted, only a returned application is submitted again.
    #[error("a {} application can't be sent so", present.code())]
    NotWaiting {
        /// Where it stands.
        present: State,
    },
    /// Not this application, or not as it is now.
    #[error(transparent)]
    Unbound(#[from] Unbound),
    /// The form lacks something.
    #[error(transparent)]
    Incomplete(#[from] Incomplete),
    /// The deadline can't be counted.
    #[error(transparent)]
    Calendar(#[from] NotCovered),
    /// The body is closed.
    #[error(transparent)]
    BodyClosed(#[from] BodyClosed),
}

/// Why an application was not taken back.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WithdrawRefusal {
    /// It is decided, or was taken back before.
    #[error("a {} application can't be taken back", present.code())]
    Decided {
        /// Where it stands.
        present: State,
    },
    /// Not this application, or not as it is now.
    #[error(transparent)]
    Unbound(#[from] Unbound),
}

impl Application {
    /// Checks that the body may change systems and employees: before the form is sent, and when it was returned.
    pub fn check_writable(&self) -> Result<(), NotWritable> {
        match &self.state {
            State::Draft | State::Returned { .. } => Ok(()),
            State::Submitted { .. }
            | State::Forwarded { .. }
            | State::Refused { .. }
            | State::Granted { .. }
            | State::Withdrawn { .. } => Err(NotWritable { present: self.state.clone() }),
        }
    }

    /// Whether its body may begin another from it: it was taken back or refused, and came from the body itself.
    pub fn may_be_begun_anew(&self) -> bool {
        match &self.state {
            State::Refused { .. } | State::Withdrawn { .. } => self.paper.is_none(),
            State::Draft
            | State::Submitted { .. }
            | State::Forwarded { .. }
            | State::Returned { .. }
            | State::Granted { .. } => false,
        }
    }

    /// What the form lacks for being sent: at least one system, at least one employee, nobody twice.
    pub fn check_complete(&self) -> Result<(), Incomplete> {
        if self.systems.is_empty() {
            return Err(Incomplete::NoSystem);
        }
        if self.lines.is_empty() {
            return Err(Incomplete::NoEmployee);
        }
        let mut named = BTreeSet::new();
        match self.lines.iter().find(|line| !named.insert(&line.employee.iin)) {
            Some(line) => Err(Incomplete::SamePerson(line.id)),
            None => Ok(()),
        }
    }

    /// The head sends a draft to the ministry under a new number, and the two working days of R9.1 begin.
    pub fn submit(
        self,
        permit: &Permit<Sign>,
        act: Act,
        number: Number,
        calendar: &Calendar,
    ) -> Result<Application, SubmitRefusal> {
        match &self.state {
            State::Draft => {
                let sent = self.sent(permit, act, calendar)?;
                Ok(Application { number: Some(number), ..sent })
            }
            State::Submitted { .. }
            | State::Forwarded { .. }
            | State::Returned { .. }
            | State::Refused { .. }
            | State::Granted { .. }
            | State::Withdrawn { .. } => Err(SubmitRefusal::NotWaiting { present: self.state }),
        }
    }

    /// The head sends a returned application again under its old number; the two working days begin anew.
    pub fn resubmit(
        self,
        permit: &Permit<Sign>,
        act: Act,
        calendar: &Calendar,
    ) -> Result<Application, SubmitRefusal> {
        match &self.state {
            State::Returned { .. } => self.sent(permit, act, calendar),
            State::Draft
            | State::Submitted { .. }
            | State::Forwarded { .. }
            | State::Refused { .. }
            | State::Granted { .. }
            | State::Withdrawn { .. } => Err(SubmitRefusal::NotWaiting { present: self.state }),
        }
    }

    fn sent(
        self,
        permit: &Permit<Sign>,
        act: Act,
        calendar: &Calendar,
    ) -> Result<Application, SubmitRefusal> {
        self.bound(permit, &act)?;
        self.check_body(act.at)?;
        self.check_complete()?;
        let considering = Deadline::promised(Period::Considering, day_of(act.at), calendar)?;
        Ok(Application { state: State::Submitted { at: act.at, by: permit.by(), considering }, ..self })
    }

    /// The body takes its application back, until everything is decided.
    pub fn withdraw(self, permit: &Permit<Write>, act: Act) -> Result<Application, WithdrawRefusal> {
        match &self.state {
            State::Draft | State::Submitted { .. } | State::Forwarded { .. } | State::Returned { .. } => {
                self.bound(permit, &act)?;
                Ok(Application { state: State::Withdrawn { at: act.at, by: permit.by() }, ..self })
            }
            State::Refused { .. } | State::Granted { .. } | State::Withdrawn { .. } => {
                Err(WithdrawRefusal::Decided { present: self.state })
            }
        }
    }
}
