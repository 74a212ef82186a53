//! The first page of somebody who is signed in: what waits for them, what they may look at, what is known of their own use.

use chrono::{DateTime, Days, Utc};

use super::applications::looking::{Listed, Never, overdue, own, queue};
use super::applications::{Outcome, Refused, renewing};
use super::attestations::{self, looking::Waiting};
use super::calendars::Calendars;
use super::holds::looking::{self, Colleague};
use super::journal::{Traces, traces};
use super::sessions::SignedIn;
use super::{duties, letters, oversight, personnel, training};
use crate::domain::application::{Holder, Stage};
use crate::domain::calendar::day_of;
use crate::domain::desk::{Matter, Task, sort};
use crate::domain::grant::{Grant, GrantState};
use crate::domain::person::Role;
use crate::storage::{Db, Failure, StorageError, grants};

/// So many days before its end the calendar is on the administrator's desk: days of the next year are not known earlier.
const CALENDAR_DAYS: u64 = 60;

/// A desk. What somebody has no right to is absent, not zero.
#[derive(Debug, Default)]
pub struct Desk {
    /// What may wait for them, what presses most first; with nothing of some.
    pub tasks: Vec<Task>,
    /// One's grants with their states now: open ones first, by system, the one that ends last coming first.
    pub grants: Vec<(Grant, GrantState)>,
    /// Applications of one's body that lie with the ministry or the integrator.
    pub under_way: Option<u64>,
    /// The people of one's own body, those who need something first.
    pub people: Option<Vec<Colleague>>,
    /// What one took away, and who looked at one's own data, for those who look at the budget.
    pub traces: Option<Traces>,
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
    let mut grants: Vec<_> = held.into_iter().map(|grant| (grant.clone(), grant.state_now(at))).collect();
    grants.sort_by_key(|(grant, state)| (!matches!(state, GrantState::Open(_)), grant.system));
    let mut desk = Desk { grants, people: looking::colleagues(db, who, at).await?, ..Desk::default() };
    let own = allowed(own(db, calendars, who, at).await)?;
    let lying_with = |holders: &[Holder]| {
        let lies = |listed: &&Listed| {
            listed.application.state.holder().is_some_and(|holder| holders.contains(&holder))
        };
        own.as_ref().map(|own| own.iter().filter(lies).count() as u64)
    };
    desk.under_way = lying_with(&[Holder::Ministry, Holder::Integrator]);
    let mut tasks: Vec<Task> = Vec::new();
    tasks.extend(lying_with(&[Holder::Body]).map(|unsent| Task::new(Matter::Unsent, unsent)));
    steps(db, calendars, who, at, &mut tasks).await?;
    overseen(db, calendars, who, at, &mut tasks).await?;
    match attestations::looking::waiting(db, who, at).await? {
        Some(Waiting::People { count, due_on }) => {
            tasks.push(Task::new(Matter::Attestation, count).due_on(Some(due_on)));
        }
        Some(Waiting::Bodies(late)) => tasks.push(Task::new(Matter::Attestation, late).overdue(late)),
        None => {}
    }
    if let Some(offered) = renewing::waiting(db, who, at).await? {
        tasks.push(Task::new(Matter::Endings, offered.people).due_on(offered.first_on));
    }
    if let Some((count, due_on)) = training::reports_due(db, who).await? {
        tasks.push(Task::new(Matter::TrainingReports, count).due_on(due_on));
    }
    if let Some(people) = &desk.people {
        let count = |is: fn(&&Colleague) -> bool| people.iter().filter(is).count() as u64;
        tasks.push(Task::new(Matter::Untrained, count(|one| one.awaits_training())));
        tasks.push(Task::new(Matter::Unused, count(|one| one.unused_since.is_some())));
    }
    if who.actor.is_any(&[Role::Auditor]) {
        desk.traces = Some(traces(db, who, at).await?);
        let waits = |(_, state): &&(Grant, GrantState)| matches!(state, GrantState::AwaitingTraining);
        tasks.push(Task::new(Matter::OwnTraining, desk.grants.iter().filter(waits).count() as u64));
        let is_open = desk.grants.iter().any(|(_, state)| matches!(state, GrantState::Open(_)));
        let has_accepted = db.read(move |conn| duties::hold(conn, person, at)).await?;
        tasks.push(Task::new(Matter::OwnDuties, u64::from(is_open && !has_accepted)));
    }
    sort(&mut tasks, day_of(at));
    Ok(Desk { tasks, ..desk })
}

/// Steps of applications: those of one's own office, and what is over at any for the administrator.
async fn steps(
    db: &Db,
    calendars: &Calendars,
    who: &SignedIn,
    at: DateTime<Utc>,
    tasks: &mut Vec<Task>,
) -> Result<(), StorageError> {
    let offices = [
        (Stage::Ministry, Matter::Considering, Role::Reviewer),
        (Stage::Integrator, Matter::Granting, Role::Operator),
    ];
    for (stage, matter, role) in offices {
        if who.actor.is_any(&[role])
            && let Some(queue) = allowed(queue(db, calendars, who, stage, at).await)?
        {
            let due = |listed: &Listed| listed.application.state.deadline().map(|deadline| deadline.due_on());
            let overdue = queue.iter().filter(|one| due(one).is_some_and(|day| day < day_of(at))).count();
            let first = queue.iter().filter_map(due).min();
            tasks.push(Task::new(matter, queue.len() as u64).due_on(first).overdue(overdue as u64));
        }
    }
    Ok(())
}

/// What the ministry's administrator watches over.
async fn overseen(
    db: &Db,
    calendars: &Calendars,
    who: &SignedIn,
    at: DateTime<Utc>,
    tasks: &mut Vec<Task>,
) -> Result<(), StorageError> {
    let Some(overdue) = allowed(overdue(db, calendars, who, at).await)? else { return Ok(()) };
    let over = overdue.len() as u64;
    tasks.push(Task::new(Matter::OverdueSteps, over).overdue(over));
    if let Some((pending, late)) = looking::waiting(db, who).await? {
        tasks.push(Task::new(Matter::Suspensions, pending));
        tasks.push(Task::new(Matter::LateReports, late));
    }
    let parts = personnel::looking::waiting(db, who).await?.unwrap_or_default();
    tasks.push(Task::new(Matter::FeedParts, parts));
    let present = oversight::present(db, who, at).await?.unwrap_or_default();
    tasks.push(Task::new(Matter::Networks, present));
    let ends = oversight::ends(db, who, at).await?.unwrap_or_default();
    tasks.push(Task::new(Matter::Endings, ends.people).due_on(ends.first_on));
    tasks.push(Task::new(Matter::Letters, letters::given_up(db, who).await?.unwrap_or_default()));
    let last = calendars.now(db).await?.last_day();
    let ends_soon = day_of(at).checked_add_days(Days::new(CALENDAR_DAYS)) >= Some(last);
    tasks.push(Task::new(Matter::Calendar, u64::from(ends_soon)).due_on(Some(last)));
    Ok(())
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
