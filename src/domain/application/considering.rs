//! What the ministry does (R9.1): considers each employee and forwards, or returns the whole for correction.

use super::deciding::{decide, lateness};
use super::{
    Act, Application, BodyClosed, Decision, LateReasonMissing, Mismatch, Reason, Stage, State, Unbound,
    Verdict,
};
use crate::domain::access::{Consider, Permit};
use crate::domain::calendar::{Calendar, NotCovered, day_of};
use crate::domain::deadline::{Deadline, Period};
use crate::domain::ids::EmployeeLineId;

/// Why an application was not considered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConsiderRefusal {
    /// It does not lie with the ministry; where a colleague was faster, the state says who.
    #[error("a {} application is not under consideration", present.code())]
    NotUnderConsideration {
        /// Where it stands.
        present: State,
    },
    /// Not this application, or not as it is now.
    #[error(transparent)]
    Unbound(#[from] Unbound),
    /// Late without a reason.
    #[error(transparent)]
    LateReasonMissing(#[from] LateReasonMissing),
    /// Not every employee was decided exactly once.
    #[error(transparent)]
    Mismatch(#[from] Mismatch),
    /// The integrator's deadline can't be counted.
    #[error(transparent)]
    Calendar(#[from] NotCovered),
    /// The body is closed.
    #[error(transparent)]
    BodyClosed(#[from] BodyClosed),
}

/// Why an application was not returned.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReturnRefusal {
    /// It does not lie with the ministry; where a colleague was faster, the state says who.
    #[error("a {} application is not under consideration", present.code())]
    NotUnderConsideration {
        /// Where it stands.
        present: State,
    },
    /// Not this application, or not as it is now.
    #[error(transparent)]
    Unbound(#[from] Unbound),
    /// Late without a reason.
    #[error(transparent)]
    LateReasonMissing(#[from] LateReasonMissing),
}

impl Application {
    /// A reviewer decides every employee. With at least one forwarded, the application goes to the integrator and the
    /// integrator's two working days begin (R9.2); otherwise it is refused.
    pub fn consider(
        self,
        permit: &Permit<Consider>,
        act: Act,
        verdicts: Vec<(EmployeeLineId, Verdict)>,
        late: Option<Reason>,
        calendar: &Calendar,
    ) -> Result<Application, ConsiderRefusal> {
        let Some(considering) = self.under_consideration() else {
            return Err(ConsiderRefusal::NotUnderConsideration { present: self.state });
        };
        self.bound(permit, &act)?;
        let late = lateness(considering, &act, late)?;
        let (at, by, body) = (act.at, permit.by(), self.check_body(act.at));
        let lines = decide(self.lines, &Decision::Pending, verdicts, |verdict| match verdict {
            Verdict::Accept => Decision::Forwarded,
            Verdict::Refuse(reason) => Decision::RefusedByMinistry { reason },
        })?;
        let state = if lines.iter().any(|line| line.decision == Decision::Forwarded) {
            body?;
            let granting = Deadline::promised(Period::Granting, day_of(at), calendar)?;
            State::Forwarded { at, by, granting, late }
        } else {
            State::Refused { at, by, stage: Stage::Ministry, late }
        };
        Ok(Application { lines, state, ..self })
    }

    /// A reviewer sends the application back, saying what to correct. That ends the ministry's step, so it may be late.
    pub fn return_for_correction(
        self,
        permit: &Permit<Consider>,
        act: Act,
        reason: Reason,
        late: Option<Reason>,
    ) -> Result<Application, ReturnRefusal> {
        let Some(considering) = self.under_consideration() else {
            return Err(ReturnRefusal::NotUnderConsideration { present: self.state });
        };
        self.bound(permit, &act)?;
        let late = lateness(considering, &act, late)?;
        Ok(Application { state: State::Returned { at: act.at, by: permit.by(), reason, late }, ..self })
    }

    fn under_consideration(&self) -> Option<&Deadline> {
        match &self.state {
            State::Submitted { considering, .. } => Some(considering),
            State::Draft
            | State::Forwarded { .. }
            | State::Returned { .. }
            | State::Refused { .. }
            | State::Granted { .. }
            | State::Withdrawn { .. } => None,
        }
    }
}
