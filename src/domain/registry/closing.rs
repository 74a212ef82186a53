//! The end of a body by an act: its last day, and the bodies that take over. From the beginning of the day after, nobody acts
//! for it and its grants are ended; whoever it employed is given access anew, by an application of the successor (R8, R9.3).

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};

use super::{BadDay, ahead};
use crate::domain::access::{KeepRegistry, Permit};
use crate::domain::application::Reason;
use crate::domain::body::Body;
use crate::domain::calendar::{LegalAct, day_of, end_of_day};
use crate::domain::ids::{BodyId, ClosureId, PersonId};

/// What ends a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    /// Its number.
    pub id: ClosureId,
    /// The body that ends.
    pub body: BodyId,
    /// Its last day.
    pub last_day: NaiveDate,
    /// By which act.
    pub act: LegalAct,
    /// Who takes over, where anybody does.
    pub successors: Vec<BodyId>,
    /// When it was entered.
    pub announced_at: DateTime<Utc>,
    /// By whom.
    pub announced_by: PersonId,
    /// That it was taken back before it took effect.
    pub withdrawn: Option<Withdrawal>,
}

/// Who took a closure back, when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Withdrawal {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: PersonId,
    /// Why.
    pub reason: Reason,
}

/// A closure before it has a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewClosure {
    /// The body that ends.
    pub body: BodyId,
    /// Its last day.
    pub last_day: NaiveDate,
    /// By which act.
    pub act: LegalAct,
    /// Who takes over.
    pub successors: BTreeSet<BodyId>,
    /// By whom it is entered.
    pub by: PersonId,
}

/// What else is known when a body is to end.
#[derive(Clone, Copy, Debug)]
pub struct Known<'k> {
    /// The bodies named as successors, as the registry has them.
    pub successors: &'k [Body],
    /// Closures that stand and name the ending body as a successor.
    pub awaiting: &'k [Closure],
}

/// Why a body does not end so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CloseRefusal {
    /// The ministry, the planning body and the integrator are named by acts of their own (R2.2–R2.4).
    #[error("a body of this kind is not closed here")]
    KeptElsewhere,
    /// It ends already.
    #[error("the body ends on {last_day} already")]
    AlreadyEnding {
        /// Its last day.
        last_day: NaiveDate,
    },
    /// The day.
    #[error(transparent)]
    Day(#[from] BadDay),
    /// The act is signed later than today.
    #[error("the act is of a later day")]
    ActLater,
    /// It can't follow itself.
    #[error("a body does not succeed itself")]
    Itself,
    /// The successor can't apply for access (R2.5, R2.6).
    #[error("body {0} can't apply for access")]
    CannotApply(BodyId),
    /// The successor ends no later than the body that it is to follow: the days of a chain of successors only grow, so that it
    /// never leads back.
    #[error("body {body} ends on {last_day} itself")]
    SuccessorEnds {
        /// The successor.
        body: BodyId,
        /// Its last day.
        last_day: NaiveDate,
    },
    /// Another body that ends no earlier names this one as its successor.
    #[error("body {body}, which ends on {last_day}, names this one as its successor")]
    Awaited {
        /// The other body.
        body: BodyId,
        /// Its last day.
        last_day: NaiveDate,
    },
}

/// Why a closure is not taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WithdrawRefusal {
    /// It was taken back before.
    #[error("it was taken back before")]
    Withdrawn,
    /// It took effect: the body is registered anew instead.
    #[error("the body is closed")]
    InEffect,
}

impl NewClosure {
    /// A body ends with a day, by an act.
    pub fn announce(
        permit: &Permit<KeepRegistry>,
        body: &Body,
        known: Known<'_>,
        last_day: NaiveDate,
        act: LegalAct,
        at: DateTime<Utc>,
    ) -> Result<NewClosure, CloseRefusal> {
        if !body.seat.kind().may_apply() {
            return Err(CloseRefusal::KeptElsewhere);
        }
        if let Some(last_day) = body.last_day {
            return Err(CloseRefusal::AlreadyEnding { last_day });
        }
        ahead(last_day, day_of(at))?;
        if act.on.is_some_and(|signed_on| signed_on > day_of(at)) {
            return Err(CloseRefusal::ActLater);
        }
        for successor in known.successors {
            if successor.id == body.id {
                return Err(CloseRefusal::Itself);
            }
            if !successor.seat.kind().may_apply() {
                return Err(CloseRefusal::CannotApply(successor.id));
            }
            if let Some(own) = successor.last_day.filter(|own| *own <= last_day) {
                return Err(CloseRefusal::SuccessorEnds { body: successor.id, last_day: own });
            }
        }
        let awaits = |other: &&Closure| other.withdrawn.is_none() && other.last_day >= last_day;
        if let Some(other) = known.awaiting.iter().find(awaits) {
            return Err(CloseRefusal::Awaited { body: other.body, last_day: other.last_day });
        }
        let successors = known.successors.iter().map(|successor| successor.id).collect();
        Ok(NewClosure { body: body.id, last_day, act, successors, by: permit.by() })
    }
}

impl Closure {
    /// True once the body is no longer, unless this was taken back.
    pub fn is_in_effect(&self, at: DateTime<Utc>) -> bool {
        self.withdrawn.is_none() && at >= end_of_day(self.last_day)
    }

    /// Takes it back, until the end of the body's last day.
    pub fn withdraw(
        self,
        permit: &Permit<KeepRegistry>,
        reason: Reason,
        at: DateTime<Utc>,
    ) -> Result<Closure, WithdrawRefusal> {
        if self.withdrawn.is_some() {
            return Err(WithdrawRefusal::Withdrawn);
        }
        if self.is_in_effect(at) {
            return Err(WithdrawRefusal::InEffect);
        }
        Ok(Closure { withdrawn: Some(Withdrawal { at, by: permit.by(), reason }), ..self })
    }
}
