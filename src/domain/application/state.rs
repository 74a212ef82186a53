//! Where an application and each of its lines stand. Overdue is no state: it is a question to the deadline.

use super::deciding::Reason;
use crate::domain::deadline::Deadline;
use crate::domain::ids::PersonId;
use chrono::{DateTime, Utc};

/// Where an application stands, with who brought it there and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Being written.
    Draft,
    /// Signed and sent to the ministry.
    Submitted {
        /// When it reached the ministry.
        at: DateTime<Utc>,
        /// The head who signed.
        by: PersonId,
        /// R9.1.
        considering: Deadline,
    },
    /// Considered; at least one employee goes on to the integrator.
    Forwarded {
        /// When it reached the integrator.
        at: DateTime<Utc>,
        /// The reviewer.
        by: PersonId,
        /// R9.2.
        granting: Deadline,
        /// Why the ministry was late, where it was.
        late: Option<Reason>,
    },
    /// Sent back for correction.
    Returned {
        /// When.
        at: DateTime<Utc>,
        /// The reviewer.
        by: PersonId,
        /// What is to be corrected.
        reason: Reason,
        /// Why the ministry was late, where it was.
        late: Option<Reason>,
    },
    /// Every employee was refused; each line says why.
    Refused {
        /// When.
        at: DateTime<Utc>,
        /// Who refused the last of them.
        by: PersonId,
        /// Whose decision that was.
        stage: Stage,
        /// Why the step was late, where it was.
        late: Option<Reason>,
    },
    /// Access was given to at least one employee.
    Granted {
        /// When.
        at: DateTime<Utc>,
        /// The operator.
        by: PersonId,
        /// Why the integrator was late, where it was.
        late: Option<Reason>,
    },
    /// Taken back by the body before it was decided.
    Withdrawn {
        /// When.
        at: DateTime<Utc>,
        /// By whom.
        by: PersonId,
    },
}

/// The two steps of a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stage {
    /// The ministry considers (R9.1).
    Ministry,
    /// The integrator gives access (R9.2).
    Integrator,
}

/// With whom an application lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Holder {
    /// The applying body.
    Body,
    /// The ministry.
    Ministry,
    /// The integrator.
    Integrator,
}

impl State {
    /// The code used in storage and catalogues.
    pub const fn code(&self) -> &'static str {
        match self {
            State::Draft => "draft",
            State::Submitted { .. } => "submitted",
            State::Forwarded { .. } => "forwarded",
            State::Returned { .. } => "returned",
            State::Refused { .. } => "refused",
            State::Granted { .. } => "granted",
            State::Withdrawn { .. } => "withdrawn",
        }
    }

    /// Who brought it here and when; nobody for a draft.
    pub const fn since(&self) -> Option<(DateTime<Utc>, PersonId)> {
        match *self {
            State::Draft => None,
            State::Submitted { at, by, .. }
            | State::Forwarded { at, by, .. }
            | State::Returned { at, by, .. }
            | State::Refused { at, by, .. }
            | State::Granted { at, by, .. }
            | State::Withdrawn { at, by } => Some((at, by)),
        }
    }

    /// Whose turn it is; nobody's once it is decided or withdrawn.
    pub const fn holder(&self) -> Option<Holder> {
        match self {
            State::Draft | State::Returned { .. } => Some(Holder::Body),
            State::Submitted { .. } => Some(Holder::Ministry),
            State::Forwarded { .. } => Some(Holder::Integrator),
            State::Refused { .. } | State::Granted { .. } | State::Withdrawn { .. } => None,
        }
    }

    /// The deadline of the step that is waited for.
    pub const fn deadline(&self) -> Option<&Deadline> {
        match self {
            State::Submitted { considering: deadline, .. } | State::Forwarded { granting: deadline, .. } => {
                Some(deadline)
            }
            State::Draft
            | State::Returned { .. }
            | State::Refused { .. }
            | State::Granted { .. }
            | State::Withdrawn { .. } => None,
        }
    }
}

impl Stage {
    /// The code used in storage and catalogues.
    pub const fn code(self) -> &'static str {
        match self {
            Stage::Ministry => "ministry",
            Stage::Integrator => "integrator",
        }
    }

    /// The stage of a code.
    pub fn parse(code: &str) -> Option<Stage> {
        [Stage::Ministry, Stage::Integrator].into_iter().find(|stage| stage.code() == code)
    }
}

/// What was decided about one employee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Nothing yet.
    Pending,
    /// The ministry sent it on to the integrator.
    Forwarded,
    /// The ministry refused.
    RefusedByMinistry {
        /// Why.
        reason: Reason,
    },
    /// The integrator gave access.
    Granted,
    /// The integrator refused.
    RefusedByIntegrator {
        /// Why.
        reason: Reason,
    },
}

impl Decision {
    /// The code used in storage and catalogues.
    pub const fn code(&self) -> &'static str {
        match self {
            Decision::Pending => "pending",
            Decision::Forwarded => "forwarded",
            Decision::RefusedByMinistry { .. } => "refused-by-ministry",
            Decision::Granted => "granted",
            Decision::RefusedByIntegrator { .. } => "refused-by-integrator",
        }
    }

    /// Why it was refused, where it was.
    pub const fn reason(&self) -> Option<&Reason> {
        match self {
            Decision::RefusedByMinistry { reason } | Decision::RefusedByIntegrator { reason } => Some(reason),
            Decision::Pending | Decision::Forwarded | Decision::Granted => None,
        }
    }

    /// Whose decision it is; none while nobody decided.
    pub const fn stage(&self) -> Option<Stage> {
        match self {
            Decision::Pending => None,
            Decision::Forwarded | Decision::RefusedByMinistry { .. } => Some(Stage::Ministry),
            Decision::Granted | Decision::RefusedByIntegrator { .. } => Some(Stage::Integrator),
        }
    }

    pub(super) const fn reached_the_integrator(&self) -> bool {
        match self {
            Decision::Forwarded | Decision::Granted | Decision::RefusedByIntegrator { .. } => true,
            Decision::Pending | Decision::RefusedByMinistry { .. } => false,
        }
    }
}
