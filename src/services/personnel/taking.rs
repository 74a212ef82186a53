//! A feed takes effect: planned anew over what the portal knows at this instant, and done in one transaction.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::{Bringer, Registry, administrators, place, worker};
use crate::domain::calendar::{Calendar, day_of};
use crate::domain::hold::PlaceRefusal;
use crate::domain::ids::{FeedId, RecordedId};
use crate::domain::journal::{Actor, Event};
use crate::domain::notice::Notice;
use crate::domain::personnel::{Brake, Finding, Plan, Recorded, Said, plan};
use crate::services::applications::{Outcome, Refused};
use crate::services::calendars::Calendars;
use crate::services::holds;
use crate::storage::{Db, Failure, StorageError, Tx, outbox, people, personnel};

/// What a feed did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effect {
    /// How many people are suspended by it.
    pub suspended: u64,
    /// How many are suspended on a day to come.
    pub later: u64,
    /// How many wait for a second person.
    pub stopped: u64,
}

/// Why a feed took no effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTaken {
    /// It took effect before; nothing changes.
    #[error("it took effect before")]
    Already,
    /// Somebody can't be suspended: the calendar was shortened since the file was checked.
    #[error(transparent)]
    Refusal(#[from] PlaceRefusal),
}

/// Lets a feed that was checked take effect, once.
pub async fn take(
    db: &Db,
    calendars: &Calendars,
    brake: Brake,
    by: &Bringer,
    id: FeedId,
    at: DateTime<Utc>,
) -> Outcome<Effect, NotTaken> {
    by.may()?;
    let (by, calendars) = (by.clone(), calendars.clone());
    db.write(at, move |tx| {
        let feed = personnel::find(tx.conn(), id)?.ok_or(Failure::Refused(Refused::NotThere))?;
        if feed.taken.is_some() {
            return Err(Failure::Refused(Refused::Rule(NotTaken::Already)));
        }
        let calendar = calendars.current(tx.conn())?;
        let recorded = personnel::of_feed(tx.conn(), id)?;
        let (planned, effect) = apply(tx, id, &recorded, Some(brake), &calendar)?
            .map_err(|why| Failure::Refused(Refused::Rule(why.into())))?;
        personnel::take(tx, id, by.person(), &planned.stopped)?;
        let (suspended, stopped) = (effect.suspended as i64, effect.stopped as i64);
        tx.journal(by.actor(), Event::FeedTaken { feed: id, suspended, stopped })?;
        for administrator in administrators(tx.conn(), at)? {
            if effect.suspended > 0 {
                outbox::put(tx, administrator, &Notice::FeedTaken { feed: id })?;
            }
            let brought = [feed.kept_by, by.person()].contains(&Some(administrator));
            if !planned.stopped.is_empty() && !brought {
                outbox::put(tx, administrator, &Notice::FeedStopped { feed: id })?;
            }
        }
        Ok(effect)
    })
    .await
}

/// Plans events over what is known now and does what the plan says.
pub(super) fn apply(
    tx: &mut Tx<'_>,
    feed: FeedId,
    recorded: &[Recorded],
    brake: Option<Brake>,
    calendar: &Calendar,
) -> Result<Result<(Plan, Effect), PlaceRefusal>, StorageError> {
    let at = tx.at();
    let said: Vec<Said> = recorded.iter().map(|one| one.said.clone()).collect();
    let bodies: BTreeSet<_> = said.iter().map(|said| said.body).collect();
    let registry = Registry::of(tx.conn(), &bodies, at)?;
    let seen = personnel::seen(tx.conn(), Some(feed))?;
    let planned = plan(&said, &registry.workers, &seen, &registry.with_access, brake, at);
    let mut effect = Effect::default();
    for (one, finding) in recorded.iter().zip(&planned.findings) {
        let mut hold = None;
        match (finding, registry.workers.get(&one.said.person)) {
            (Finding::Suspended, Some(worker)) => {
                match place(tx, feed, worker, &one.said, calendar)? {
                    Ok(placed) => hold = Some(placed.id),
                    Err(why) => return Ok(Err(why)),
                }
                effect.suspended += 1;
            }
            (Finding::Later, _) => effect.later += 1,
            (Finding::Stopped, _) => effect.stopped += 1,
            (Finding::Suspended, None)
            | (
                Finding::Rejected
                | Finding::Reported
                | Finding::Seen
                | Finding::Outdated
                | Finding::WithoutAccess,
                _,
            ) => {}
        }
        personnel::find_that(tx, one.id, *finding, hold)?;
    }
    Ok(Ok((planned, effect)))
}

/// The day of an event came: access is suspended, unless there is nothing to stop any more. False where it is no longer
/// waited for.
pub fn due(tx: &mut Tx<'_>, id: RecordedId, calendar: &Calendar) -> Result<bool, StorageError> {
    let (at, found) = (tx.at(), personnel::event(tx.conn(), id)?);
    let due = |one: &Recorded| one.finding == Finding::Later && one.said.ended_on <= day_of(at);
    let Some(one) = found.filter(due) else { return Ok(false) };
    let (feed, person) = (one.feed, people::get(tx.conn(), one.said.person)?);
    let worker = worker(tx.conn(), person, at)?;
    let workers = [(one.said.person, worker.clone())].into();
    let said = std::slice::from_ref(&one.said);
    let planned = plan(said, &workers, &BTreeSet::new(), &[].into(), None, at);
    let finding = planned.findings.first().copied().unwrap_or(Finding::WithoutAccess);
    match finding {
        Finding::Suspended => {
            let Ok(hold) = place(tx, feed, &worker, &one.said, calendar)? else { return Ok(false) };
            personnel::find_that(tx, id, finding, Some(hold.id))?;
            holds::tell_administrators(tx, &hold)?;
        }
        Finding::Later
        | Finding::Stopped
        | Finding::Rejected
        | Finding::Reported
        | Finding::Seen
        | Finding::Outdated
        | Finding::WithoutAccess => {
            personnel::find_that(tx, id, finding, None)?;
            tx.journal(Actor::System, Event::RecordedPassed { feed, person: one.said.person })?;
        }
    }
    Ok(true)
}
