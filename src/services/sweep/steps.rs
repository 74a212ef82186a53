//! Reminders and escalations of the steps of applications: reviewers for the ministry's promise, operators for the
//! integrator's, and the named superior once it is broken.

use chrono::{DateTime, Utc};

use super::{Planned, Step, treated, unseen};
use crate::domain::application::Stage;
use crate::domain::calendar::Calendar;
use crate::domain::deadline::Period;
use crate::domain::due::{DueFact, DueKind, Treatment};
use crate::domain::ids::{PersonId, PromiseId};
use crate::domain::journal::{Actor, Event};
use crate::domain::notice::Notice;
use crate::domain::person::Role;
use crate::domain::promise::Promise;
use crate::services::substitutions::told_as;
use crate::storage::{Conn, StorageError, Tx, outbox, promises, superiors};

const KINDS: [DueKind; 3] = [DueKind::DueTomorrow, DueKind::DueToday, DueKind::Overdue];

/// What is due about the steps that are waited for.
pub(super) fn plan(
    conn: &mut Conn,
    calendar: &Calendar,
    at: DateTime<Utc>,
) -> Result<Vec<Planned>, StorageError> {
    let promises = promises::open(conn)?;
    let facts = promises.iter().flat_map(|promise| promise.facts(calendar));
    let planned = treated(facts, calendar, at);
    unseen(conn, &KINDS, planned)
}

/// Reminds or escalates, and enters it; false where the step was taken in the meantime.
pub(super) fn apply(
    tx: &mut Tx<'_>,
    fact: &DueFact,
    step: Step,
    treatment: Treatment,
) -> Result<bool, StorageError> {
    let found = promises::find(tx.conn(), PromiseId(fact.subject))?;
    let Some(promise) = found.filter(|promise| promise.ended_at.is_none()) else { return Ok(false) };
    let (application, due_on) = (promise.application, promise.deadline.due_on());
    let Some(stage) = stage(&promise) else { return Ok(false) };
    let at = tx.at();
    let (stage_code, occasion) = (stage.code().to_owned(), fact.kind.code().to_owned());
    let told = match (step, treatment) {
        (_, Treatment::Skip) => Vec::new(),
        (Step::Reminder, Treatment::Tell) => whose_step(tx.conn(), stage, at)?,
        (Step::Escalation, Treatment::Tell) => superiors_of(tx.conn(), stage, at)?,
    };
    let notice = match step {
        Step::Reminder => Notice::StepDue { application, due_on },
        Step::Escalation => Notice::StepOverdue { application, due_on },
    };
    for person in &told {
        outbox::put(tx, *person, &notice)?;
    }
    let (stage, many) = (stage_code, told.len() as i64);
    let event = match step {
        Step::Reminder => Event::StepReminded { application, stage, due_on, occasion, told: many },
        Step::Escalation => {
            let person = told.first().copied().filter(|_| told.len() == 1);
            Event::StepEscalated { application, stage, due_on, person, told: many }
        }
    };
    tx.journal(Actor::System, event)?;
    Ok(true)
}

fn stage(promise: &Promise) -> Option<Stage> {
    match promise.deadline.period() {
        Period::Considering => Some(Stage::Ministry),
        Period::Granting => Some(Stage::Integrator),
        Period::Separation | Period::TrainingReport | Period::Attestation | Period::Silence => None,
    }
}

/// Those who must take the step.
fn whose_step(conn: &mut Conn, stage: Stage, at: DateTime<Utc>) -> Result<Vec<PersonId>, StorageError> {
    let role = match stage {
        Stage::Ministry => Role::Reviewer,
        Stage::Integrator => Role::Operator,
    };
    Ok(told_as(conn, role, at)?.into_iter().map(|person| person.id).collect())
}

/// The named superior; where none is named, the ministry's administrators, who keep overdue steps.
fn superiors_of(conn: &mut Conn, stage: Stage, at: DateTime<Utc>) -> Result<Vec<PersonId>, StorageError> {
    match superiors::find(conn, stage)? {
        Some(superior) => Ok(vec![superior]),
        None => Ok(told_as(conn, Role::Administrator, at)?.into_iter().map(|person| person.id).collect()),
    }
}
