//! A hold: what stops a person's grants before their year is over (R9.4). Placed at once, when the body reports that
//! powers ended or when somebody is suspended; final only when the ministry's administrator confirms. What a hold did
//! stays readable for ever: an instant inside a hold that was lifted later was an instant without access.

#[cfg(test)]
mod tests;

use super::access::{Attest, DecideHold, Permit, ReportSeparation, Suspend};
use super::application::Reason;
use super::calendar::{Calendar, NotCovered, day_of};
use super::deadline::{Deadline, Period, Standing};
use super::ids::{BodyId, GrantId, HoldId, PersonId};
use super::person::{Person, Role};
use chrono::{DateTime, NaiveDate, Utc};

/// How powers ended (R9.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ending {
    /// The employee was dismissed.
    Dismissal,
    /// The employee moved to another post.
    Transfer,
    /// In another way.
    Other,
}

impl Ending {
    /// All of them, in the order of the regulation.
    pub const ALL: [Ending; 3] = [Ending::Dismissal, Ending::Transfer, Ending::Other];

    /// The code used in storage, forms and the journal.
    pub const fn code(self) -> &'static str {
        match self {
            Ending::Dismissal => "dismissal",
            Ending::Transfer => "transfer",
            Ending::Other => "other",
        }
    }

    /// The ending of a code.
    pub fn parse(code: &str) -> Option<Ending> {
        Ending::ALL.into_iter().find(|ending| ending.code() == code)
    }
}

/// That powers ended, and how the report stands against its three working days (R9.4).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Separation {
    /// The day on which the powers ended, itself not counted.
    pub ended_on: NaiveDate,
    /// How.
    pub ending: Ending,
    /// By when it had to be reported.
    pub deadline: Deadline,
    /// Working days by which the report came after that; none where it came in time. Zero where only days off lay between.
    pub late_days: Option<u32>,
}

impl Separation {
    /// A separation that becomes known at an instant.
    pub fn known(
        ended_on: NaiveDate,
        ending: Ending,
        at: DateTime<Utc>,
        calendar: &Calendar,
    ) -> Result<Separation, PlaceRefusal> {
        if day_of(at) < ended_on {
            return Err(PlaceRefusal::NotYetEnded);
        }
        let deadline = Deadline::promised(Period::Separation, ended_on, calendar)?;
        let late_days = match deadline.standing_on(day_of(at), calendar)? {
            Standing::InTime { .. } | Standing::DueToday => None,
            Standing::Overdue { working_days } => Some(working_days),
        };
        Ok(Separation { ended_on, ending, deadline, late_days })
    }
}

/// Why somebody's access is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// Powers ended (R9.4).
    PowersEnded(Separation),
    /// Suspended at once, whatever became of the powers.
    Suspended {
        /// Why.
        reason: Reason,
    },
    /// The body did not say in time that they work there (see [`attestation`](super::attestation)).
    NotAttested {
        /// The last day on which it could have; access ended with that day, nominally.
        silent_on: NaiveDate,
    },
}

impl Cause {
    /// The code in catalogues and storage: how powers ended, `suspended`, or `not_attested`.
    pub const fn code(&self) -> &'static str {
        match self {
            Cause::PowersEnded(separation) => separation.ending.code(),
            Cause::Suspended { .. } => "suspended",
            Cause::NotAttested { .. } => "not_attested",
        }
    }

    /// The separation, where powers ended.
    pub const fn separation(&self) -> Option<&Separation> {
        match self {
            Cause::PowersEnded(separation) => Some(separation),
            Cause::Suspended { .. } | Cause::NotAttested { .. } => None,
        }
    }

    /// True where nothing but the silence of the body is meant.
    pub const fn is_silence(&self) -> bool {
        matches!(self, Cause::NotAttested { .. })
    }

    /// True where both are of one kind: a second hold of it would say nothing new.
    fn is_like(&self, other: &Cause) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// What the ministry, or the body that had been silent, made of a hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Nothing yet: access is suspended.
    Pending,
    /// Confirmed: access is blocked for good.
    Blocked {
        /// When.
        at: DateTime<Utc>,
        /// By whom.
        by: PersonId,
    },
    /// Lifted: access is as before.
    Lifted {
        /// When.
        at: DateTime<Utc>,
        /// By whom.
        by: PersonId,
        /// Why.
        reason: Reason,
    },
    /// The body said that the person works there after all: access is as before.
    Attested {
        /// When.
        at: DateTime<Utc>,
        /// By whom.
        by: PersonId,
    },
}

impl Decision {
    /// The code in catalogues and storage.
    pub const fn code(&self) -> &'static str {
        match self {
            Decision::Pending => "pending",
            Decision::Blocked { .. } => "blocked",
            Decision::Lifted { .. } => "lifted",
            Decision::Attested { .. } => "attested",
        }
    }

    /// When and by whom it was decided.
    pub const fn taken(&self) -> Option<(DateTime<Utc>, PersonId)> {
        match self {
            Decision::Pending => None,
            Decision::Blocked { at, by }
            | Decision::Lifted { at, by, .. }
            | Decision::Attested { at, by } => Some((*at, *by)),
        }
    }
}

/// A hold before it has a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewHold {
    /// On whose access.
    pub person: PersonId,
    /// In which body.
    pub body: BodyId,
    /// Why.
    pub cause: Cause,
    /// The first instant without access.
    pub since: DateTime<Utc>,
    /// By whom; nobody where a personnel record said it, or a body said nothing.
    pub placed_by: Option<PersonId>,
}

/// A hold on what a person may see for a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// Its number.
    pub id: HoldId,
    /// On whose access.
    pub person: PersonId,
    /// In which body.
    pub body: BodyId,
    /// Why.
    pub cause: Cause,
    /// The first instant without access.
    pub since: DateTime<Utc>,
    /// By whom; nobody where a personnel record said it.
    pub placed_by: Option<PersonId>,
    /// The last grant that the portal had given when the hold was placed: later ones are not touched by it.
    pub last_grant: GrantId,
    /// What the ministry made of it.
    pub decision: Decision,
}

/// Why no hold was placed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PlaceRefusal {
    /// The permit is for another person.
    #[error("the permit is for another person")]
    ForeignPermit,
    /// Such a hold waits for the ministry already.
    #[error("such a hold waits already: {0}")]
    AlreadyHeld(HoldId),
    /// The day is still to come: powers that have not ended give access.
    #[error("the powers have not ended yet")]
    NotYetEnded,
    /// The deadline of the report can't be counted.
    #[error(transparent)]
    Calendar(#[from] NotCovered),
}

/// Why a hold was not decided.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecideRefusal {
    /// The permit is for another hold.
    #[error("the permit is for another hold")]
    ForeignPermit,
    /// A colleague was faster.
    #[error("the hold is {} already", present.code())]
    AlreadyDecided {
        /// What was decided.
        present: Decision,
    },
}

impl NewHold {
    /// The body reports that powers ended (R9.4).
    pub fn report(
        permit: &Permit<ReportSeparation>,
        person: &Person,
        held: &[Hold],
        separation: Separation,
        at: DateTime<Utc>,
    ) -> Result<NewHold, PlaceRefusal> {
        NewHold::place(permit.on(), Some(permit.by()), person, held, Cause::PowersEnded(separation), at)
    }

    /// A personnel record says that powers ended (R9.4): nobody of the portal's people does.
    pub fn recorded(
        person: &Person,
        held: &[Hold],
        separation: Separation,
        at: DateTime<Utc>,
    ) -> Result<NewHold, PlaceRefusal> {
        NewHold::place(person.id, None, person, held, Cause::PowersEnded(separation), at)
    }

    /// Somebody is suspended at once.
    pub fn suspend(
        permit: &Permit<Suspend>,
        person: &Person,
        held: &[Hold],
        reason: Reason,
        at: DateTime<Utc>,
    ) -> Result<NewHold, PlaceRefusal> {
        NewHold::place(permit.on(), Some(permit.by()), person, held, Cause::Suspended { reason }, at)
    }

    /// A body was silent about one of its people: nobody suspends, time does.
    pub fn unattested(
        person: &Person,
        held: &[Hold],
        silent_on: NaiveDate,
        at: DateTime<Utc>,
    ) -> Result<NewHold, PlaceRefusal> {
        NewHold::place(person.id, None, person, held, Cause::NotAttested { silent_on }, at)
    }

    fn place(
        permitted: PersonId,
        placed_by: Option<PersonId>,
        person: &Person,
        held: &[Hold],
        cause: Cause,
        at: DateTime<Utc>,
    ) -> Result<NewHold, PlaceRefusal> {
        if permitted != person.id {
            return Err(PlaceRefusal::ForeignPermit);
        }
        let waits =
            |hold: &&Hold| hold.person == person.id && hold.is_pending() && hold.cause.is_like(&cause);
        if let Some(hold) = held.iter().find(waits) {
            return Err(PlaceRefusal::AlreadyHeld(hold.id));
        }
        Ok(NewHold { person: person.id, body: person.body, cause, since: at, placed_by })
    }
}

impl Hold {
    /// True until the ministry decides.
    pub const fn is_pending(&self) -> bool {
        matches!(self.decision, Decision::Pending)
    }

    /// True for grants that were there when the hold was placed, also for those whose year begins later. Whoever is given
    /// access after a block, by a new application, has it.
    pub fn covers(&self, grant: GrantId) -> bool {
        grant <= self.last_grant
    }

    /// True from the instant of the hold to that of the decision, which itself is not counted.
    pub fn suspends_at(&self, at: DateTime<Utc>) -> bool {
        self.since <= at && self.decision.taken().is_none_or(|(decided, _)| at < decided)
    }

    /// The first instant of the block, where it was confirmed.
    pub const fn blocked_at(&self) -> Option<DateTime<Utc>> {
        match self.decision {
            Decision::Blocked { at, .. } => Some(at),
            Decision::Pending | Decision::Lifted { .. } | Decision::Attested { .. } => None,
        }
    }

    /// The administrator confirms: access is blocked for good.
    pub fn confirm(self, permit: &Permit<DecideHold>, at: DateTime<Utc>) -> Result<Hold, DecideRefusal> {
        self.decide(permit, |since| Decision::Blocked { at: at.max(since), by: permit.by() })
    }

    /// The administrator restores access, saying why.
    pub fn lift(
        self,
        permit: &Permit<DecideHold>,
        reason: Reason,
        at: DateTime<Utc>,
    ) -> Result<Hold, DecideRefusal> {
        self.decide(permit, |since| Decision::Lifted { at: at.max(since), by: permit.by(), reason })
    }

    /// The body confirms somebody whom its silence had suspended. Holds of another cause are not its to lift.
    pub fn attest(self, permit: &Permit<Attest>, at: DateTime<Utc>) -> Option<Hold> {
        let is_theirs = self.is_pending() && self.cause.is_silence();
        let may = permit.on() == self.body && permit.by() != self.person;
        let decision = Decision::Attested { at: at.max(self.since), by: permit.by() };
        (is_theirs && may).then_some(Hold { decision, ..self })
    }

    /// A decision is never older than its hold, also after a clock that was set back.
    fn decide(
        self,
        permit: &Permit<DecideHold>,
        decision: impl FnOnce(DateTime<Utc>) -> Decision,
    ) -> Result<Hold, DecideRefusal> {
        if permit.on() != self.id {
            return Err(DecideRefusal::ForeignPermit);
        }
        match self.decision {
            Decision::Pending => Ok(Hold { decision: decision(self.since), ..self }),
            present @ (Decision::Blocked { .. } | Decision::Lifted { .. } | Decision::Attested { .. }) => {
                Err(DecideRefusal::AlreadyDecided { present })
            }
        }
    }

    /// Working days from the end of powers to the block (R9.4); none where powers did not end or nothing is blocked.
    pub fn days_to_block(&self, calendar: &Calendar) -> Option<Result<u32, NotCovered>> {
        let (separation, blocked) = (self.cause.separation()?, self.blocked_at()?);
        Some(calendar.working_days_between(separation.ended_on, day_of(blocked)))
    }
}

/// The last day on which powers of somebody ended, as the ministry confirmed. An application that reached it on that day or
/// before asked for somebody who has left since, whatever stage it lies at: it gives nothing any more (R9.4).
pub fn powers_ended_on(holds: &[Hold]) -> Option<NaiveDate> {
    let confirmed = holds.iter().filter(|hold| hold.blocked_at().is_some());
    confirmed.filter_map(|hold| Some(hold.cause.separation()?.ended_on)).max()
}

/// True while somebody may not act for their body: not where the body alone was silent about them, or nobody could speak for it.
pub fn relieves(holds: &[Hold]) -> bool {
    holds.iter().any(|hold| hold.is_pending() && !hold.cause.is_silence())
}

/// What is left of somebody's roles while their access is held: nobody signs, decides or keeps anything, and whoever looks
/// at the budget is still told why it is closed.
pub fn roles_while_held(roles: &[Role]) -> Vec<Role> {
    roles.iter().copied().filter(|role| *role == Role::Auditor).collect()
}

/// The middle and the worst of some numbers of days; of an even number of them the lower of the two in the middle.
pub fn median_and_worst(mut days: Vec<u32>) -> Option<(u32, u32)> {
    days.sort_unstable();
    Some((*days.get(days.len().checked_sub(1)? / 2)?, *days.last()?))
}
