//! What the integrator does (R9.2): gives access to each forwarded employee, or refuses with a reason.

use super::deciding::{decide, lateness};
use super::{
    Act, Application, BodyClosed, Decision, LateReasonMissing, Mismatch, Reason, Stage, State, Unbound,
    Verdict,
};
use crate::domain::access::{GiveAccess, Permit};
use crate::domain::ids::EmployeeLineId;
use crate::domain::system::System;

/// Why access was not given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GrantRefusal {
    /// It does not lie with the integrator; where a colleague was faster, the state says who.
    #[error("a {} application does not wait for access", present.code())]
    NotForwarded {
        /// Where it stands.
        present: State,
    },
    /// Not this application, or not as it is now.
    #[error(transparent)]
    Unbound(#[from] Unbound),
    /// Late without a reason.
    #[error(transparent)]
    LateReasonMissing(#[from] LateReasonMissing),
    /// Not every forwarded employee was decided exactly once.
    #[error(transparent)]
    Mismatch(#[from] Mismatch),
    /// The body is closed.
    #[error(transparent)]
    BodyClosed(#[from] BodyClosed),
}

impl Application {
    /// An operator decides every forwarded employee. Answers with the application and the grants to make: one for each
    /// employee who was given access and each system asked for, their year beginning at `act.at` (R9.3).
    pub fn grant(
        self,
        permit: &Permit<GiveAccess>,
        act: Act,
        verdicts: Vec<(EmployeeLineId, Verdict)>,
        late: Option<Reason>,
    ) -> Result<(Application, Vec<(EmployeeLineId, System)>), GrantRefusal> {
        let granting = match &self.state {
            State::Forwarded { granting, .. } => granting,
            State::Draft
            | State::Submitted { .. }
            | State::Returned { .. }
            | State::Refused { .. }
            | State::Granted { .. }
            | State::Withdrawn { .. } => return Err(GrantRefusal::NotForwarded { present: self.state }),
        };
        self.bound(permit, &act)?;
        let late = lateness(granting, &act, late)?;
        let (at, by, body) = (act.at, permit.by(), self.check_body(act.at));
        let lines = decide(self.lines, &Decision::Forwarded, verdicts, |verdict| match verdict {
            Verdict::Accept => Decision::Granted,
            Verdict::Refuse(reason) => Decision::RefusedByIntegrator { reason },
        })?;
        let given = lines.iter().filter(|line| line.decision == Decision::Granted);
        let grants: Vec<_> =
            given.flat_map(|line| self.systems.iter().map(|system| (line.id, *system))).collect();
        let state = if grants.is_empty() {
            State::Refused { at, by, stage: Stage::Integrator, late }
        } else {
            body?;
            State::Granted { at, by, late }
        };
        Ok((Application { lines, state, ..self }, grants))
    }
}
