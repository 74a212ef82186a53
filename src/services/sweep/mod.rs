//! Seeing to what falls due by time alone. A round plans over what it reads (the domain says what is due at an instant) and
//! sees to each fact in a transaction of its own, which notes the fact: it happens once across restarts and processes.
//!
//! A new kind of fact is a variant of [`DueKind`], its plan in `plan`, and what is done about it in `apply`.

mod attesting;
mod ending;
mod recorded;
mod reports;
mod steps;

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::calendars::Calendars;
use super::watching::Beat;
use crate::clock::Clock;
use crate::domain::calendar::{Calendar, NotCovered};
use crate::domain::due::{DueFact, DueKind, Treatment};
use crate::storage::{Conn, Db, Failure, StorageError, Tx, due_facts, leases};

/// How often it is looked.
const PULSE: Duration = Duration::from_secs(5);
/// The name of the lease of whoever sweeps.
const LEASE: &str = "sweep";
/// How long whoever began may take.
const HOLD: TimeDelta = TimeDelta::seconds(60);

/// Sweeps the portal's due facts.
#[derive(Clone)]
pub struct Sweep {
    /// The portal's database.
    pub db: Db,
    /// What working days are counted by.
    pub calendars: Calendars,
    /// What time it is.
    pub clock: Clock,
    /// A name that no other process over this database has.
    pub holder: String,
    /// When a round last ended.
    pub beat: Arc<Beat>,
}

/// What one round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Facts of which people were told.
    pub told: u32,
    /// Facts whose day was over.
    pub skipped: u32,
}

/// Why a planned fact was left alone; everything that was done in its transaction is undone.
enum Left {
    /// Somebody else saw to it, or it is no longer waited for.
    Alone,
    /// Another process holds the lease now.
    Deposed,
}

type Planned = (DueFact, Treatment);

impl Sweep {
    /// Looks again and again, for ever.
    pub async fn keep_sweeping(self) {
        loop {
            match self.round().await {
                Ok(round) if round == Round::default() => {}
                Ok(round) => tracing::info!(round.told, round.skipped, "due facts"),
                Err(error) => tracing::warn!(%error, "due facts were not seen to"),
            }
            tokio::time::sleep(PULSE).await;
        }
    }

    /// Sees to everything that is due now.
    pub async fn round(&self) -> Result<Round, StorageError> {
        let at = self.clock.now();
        let round = self.round_at(at).await?;
        self.beat.strike(at);
        Ok(round)
    }

    async fn round_at(&self, at: DateTime<Utc>) -> Result<Round, StorageError> {
        let calendars = self.calendars.clone();
        let planned = self.db.read(move |conn| plan(conn, &calendars, at)).await?;
        let mut round = Round::default();
        if planned.is_empty() {
            return Ok(round);
        }
        let holder = self.holder.clone();
        let taken = self.db.upkeep(move |conn| leases::take(conn, LEASE, &holder, at, at + HOLD)).await?;
        let Some(token) = taken else { return Ok(round) };
        for (fact, treatment) in planned {
            match self.see_to(fact, treatment, token, at).await {
                Ok(()) => match treatment {
                    Treatment::Tell => round.told += 1,
                    Treatment::Skip => round.skipped += 1,
                },
                Err(Failure::Refused(Left::Alone)) => {}
                Err(Failure::Refused(Left::Deposed)) => break,
                Err(Failure::Storage(error)) => return Err(error),
            }
        }
        Ok(round)
    }

    async fn see_to(
        &self,
        fact: DueFact,
        treatment: Treatment,
        token: i64,
        at: DateTime<Utc>,
    ) -> Result<(), Failure<Left>> {
        let calendars = self.calendars.clone();
        self.db
            .write(at, move |tx| {
                if !leases::is_held(tx.conn(), LEASE, token)? {
                    return Err(Failure::Refused(Left::Deposed));
                }
                if !due_facts::see_to(tx, &fact, treatment)? || !apply(tx, &calendars, &fact, treatment)? {
                    return Err(Failure::Refused(Left::Alone));
                }
                Ok(())
            })
            .await
    }
}

/// What is due and was not seen to, in the order of its nominal time.
fn plan(conn: &mut Conn, calendars: &Calendars, at: DateTime<Utc>) -> Result<Vec<Planned>, StorageError> {
    let calendar = calendars.current(conn)?;
    let mut planned = steps::plan(conn, &calendar, at)?;
    planned.extend(recorded::plan(conn, &calendar, at)?);
    planned.extend(ending::plan(conn, at)?);
    planned.extend(reports::plan(conn, &calendar, at)?);
    planned.extend(attesting::plan(conn, &calendar, at)?);
    planned.sort_by_key(|(fact, _)| *fact);
    Ok(planned)
}

/// Does what a fact asks for; false where it is no longer waited for.
fn apply(
    tx: &mut Tx<'_>,
    calendars: &Calendars,
    fact: &DueFact,
    treatment: Treatment,
) -> Result<bool, StorageError> {
    match fact.kind {
        DueKind::DueTomorrow | DueKind::DueToday => steps::apply(tx, fact, Step::Reminder, treatment),
        DueKind::Overdue => steps::apply(tx, fact, Step::Escalation, treatment),
        DueKind::PowersEnd => recorded::apply(tx, calendars, fact),
        DueKind::AccessEnds => ending::apply(tx, fact, Whose::Own, treatment),
        DueKind::PeopleEnd => ending::apply(tx, fact, Whose::OfTheBody, treatment),
        DueKind::ReportDueTomorrow | DueKind::ReportDueToday => {
            reports::apply(tx, fact, Step::Reminder, treatment)
        }
        DueKind::ReportOverdue => reports::apply(tx, fact, Step::Escalation, treatment),
        DueKind::AttestationAsked => attesting::ask(tx, calendars, fact),
        DueKind::AttestationReminder => attesting::remind(tx, fact, treatment),
        DueKind::AttestationOverdue => attesting::escalate(tx, fact),
        DueKind::AttestationSilence => attesting::suspend(tx, fact),
    }
}

/// What is done about a step.
#[derive(Clone, Copy)]
enum Step {
    Reminder,
    Escalation,
}

/// Whose access ends soon.
#[derive(Clone, Copy)]
enum Whose {
    Own,
    OfTheBody,
}

/// What is to be done now about facts; what lies beyond the calendar waits for it.
fn treated(
    facts: impl IntoIterator<Item = Result<DueFact, NotCovered>>,
    calendar: &Calendar,
    at: DateTime<Utc>,
) -> Vec<Planned> {
    let mut planned = Vec::new();
    for fact in facts {
        match fact.and_then(|fact| Ok((fact, fact.treatment_at(at, calendar)?))) {
            Ok((fact, Some(treatment))) => planned.push((fact, treatment)),
            Ok((_, None)) => {}
            Err(gap) => tracing::debug!(%gap, "a due fact beyond the calendar"),
        }
    }
    planned
}

/// What was not seen to: once about one subject, whatever instant a calendar corrected in the meantime would name.
fn unseen(conn: &mut Conn, kinds: &[DueKind], planned: Vec<Planned>) -> Result<Vec<Planned>, StorageError> {
    let mut left = planned;
    for kind in kinds {
        let of_kind = |(fact, _): &&Planned| fact.kind == *kind;
        let subjects: Vec<i64> = left.iter().filter(of_kind).map(|(fact, _)| fact.subject).collect();
        if subjects.is_empty() {
            continue;
        }
        let seen = due_facts::seen_to(conn, *kind, &subjects)?;
        let is_seen = |fact: &DueFact| seen.iter().any(|(subject, _)| *subject == fact.subject);
        left.retain(|(fact, _)| fact.kind != *kind || !is_seen(fact));
    }
    Ok(left)
}
