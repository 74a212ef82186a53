//! The first page of somebody who is signed in: what waits for them, and what they may look at.

use chrono::{DateTime, Utc};

use super::applications::looking::{Listed, Never, own, queue};
use super::applications::{Outcome, Refused, renewing};
use super::calendars::Calendars;
use super::holds::looking::{self, Tally};
use super::personnel;
use super::sessions::SignedIn;
use crate::domain::application::{Holder, Stage};
use crate::domain::deadline::Standing;
use crate::domain::grant::{Grant, GrantState};
use crate::storage::{Db, Failure, StorageError, grants};

/// What waits at a stage.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    /// All applications that wait.
    pub all: u64,
    /// Of these, due today.
    pub due_today: u64,
    /// Of these, overdue.
    pub overdue: u64,
}

/// A desk. What somebody has no right to is absent, not zero.
#[derive(Debug, Default)]
pub struct Desk {
    /// One's grants with their states now: open ones first, by system, the one that ends last coming first.
    pub grants: Vec<(Grant, GrantState)>,
    /// Applications of one's body that are not sent yet or came back.
    pub unsent: Option<u64>,
    /// Applications of one's body that lie with the ministry or the integrator.
    pub under_way: Option<u64>,
    /// The ministry's queue.
    pub considering: Option<Waiting>,
    /// The integrator's queue.
    pub granting: Option<Waiting>,
    /// Suspensions that wait for the ministry's decision, and how many reports came late.
    pub holds: Option<(u64, u64)>,
    /// Parts of files of the personnel record that wait for a second person.
    pub feed_parts: Option<u64>,
    /// How many of one's own people have access that ends soon, without an application under way.
    pub renewals: Option<u64>,
    /// The people of one's own body, by what they may see.
    pub people: Option<Tally>,
}

/// The desk of somebody at an instant.
pub async fn show(
    db: &Db,
    calendars: &Calendars,
    who: &SignedIn,
    at: DateTime<Utc>,
) -> Result<Desk, StorageError> {
    let person = who.person.id;
    let held = db.read(move |conn| grants::of_person(conn, person)).await?;
    let own = allowed(own(db, calendars, who, at).await)?;
    let lying_with = |holders: &[Holder]| {
        let lies = |listed: &&Listed| {
            listed.application.state.holder().is_some_and(|holder| holders.contains(&holder))
        };
        own.as_ref().map(|own| own.iter().filter(lies).count() as u64)
    };
    let mut grants: Vec<_> = held.into_iter().map(|grant| (grant.clone(), grant.state_now(at))).collect();
    grants.sort_by_key(|(grant, state)| (!matches!(state, GrantState::Open(_)), grant.system));
    Ok(Desk {
        grants,
        unsent: lying_with(&[Holder::Body]),
        under_way: lying_with(&[Holder::Ministry, Holder::Integrator]),
        considering: waiting(queue(db, calendars, who, Stage::Ministry, at).await)?,
        granting: waiting(queue(db, calendars, who, Stage::Integrator, at).await)?,
        holds: looking::waiting(db, who).await?,
        renewals: renewing::waiting(db, who, at).await?,
        feed_parts: personnel::looking::waiting(db, who).await?,
        people: looking::tally(db, who, at).await?,
    })
}

fn waiting(queue: Outcome<Vec<Listed>, Never>) -> Result<Option<Waiting>, StorageError> {
    let count = |queue: Vec<Listed>| {
        let standing = |wanted: fn(&Standing) -> bool| {
            queue.iter().filter(|listed| listed.standing.as_ref().is_some_and(wanted)).count() as u64
        };
        Waiting {
            all: queue.len() as u64,
            due_today: standing(|standing| matches!(standing, Standing::DueToday)),
            overdue: standing(|standing| matches!(standing, Standing::Overdue { .. })),
        }
    };
    Ok(allowed(queue)?.map(count))
}

/// What was refused for want of rights is absent from the desk.
fn allowed<T>(found: Outcome<T, Never>) -> Result<Option<T>, StorageError> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(Failure::Refused(Refused::NotThere | Refused::Denied(_))) => Ok(None),
        Err(Failure::Refused(Refused::Rule(never))) => match never {},
        Err(Failure::Storage(error)) => Err(error),
    }
}
