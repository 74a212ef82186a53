//! The ministry considers (R9.1): forwards, refuses, returns.

use chrono::{DateTime, Utc};

use super::{Outcome, load, rule};
use crate::domain::access::Consider;
use crate::domain::application::{
    Act, Application, ConsiderRefusal, Reason, ReturnRefusal, Stage, State, Verdict, Version,
};
use crate::domain::ids::{ApplicationId, EmployeeLineId};
use crate::domain::journal::{Actor, Event};
use crate::domain::notice::Notice;
use crate::domain::person::Role;
use crate::services::calendars::Calendars;
use crate::services::sessions::SignedIn;
use crate::services::substitutions::{told_as, writers};
use crate::storage::{Db, StorageError, Tx, applications, outbox};

/// Decides on every employee: forwarded to the integrator, or refused with a reason.
#[allow(clippy::too_many_arguments, reason = "a decision is all of these")]
pub async fn decide(
    db: &Db,
    calendars: &Calendars,
    who: &SignedIn,
    id: ApplicationId,
    shown: Version,
    verdicts: Vec<(EmployeeLineId, Verdict)>,
    late: Option<Reason>,
    at: DateTime<Utc>,
) -> Outcome<Application, ConsiderRefusal> {
    let (actor, calendars) = (who.actor.clone(), calendars.clone());
    db.write(at, move |tx| {
        let (application, permit) = load(tx.conn(), &actor, Consider, id)?;
        let act = Act { at, shown };
        let calendar = calendars.current(tx.conn())?;
        let decided =
            application.consider(&permit, act, verdicts.clone(), late.clone(), &calendar).map_err(rule)?;
        applications::save(tx, &decided)?;
        let journal_actor = permit.actor();
        journal_lines(tx, journal_actor, Stage::Ministry, &decided)?;
        let late = late.as_ref().map(ToString::to_string);
        match &decided.state {
            State::Forwarded { granting, .. } => {
                let due_on = granting.due_on();
                tx.journal(journal_actor, Event::ApplicationForwarded { application: id, due_on, late })?;
                tell_applicants(tx, &decided, &Notice::ApplicationForwarded { application: id, due_on })?;
                for operator in told_as(tx.conn(), Role::Operator, at)? {
                    outbox::put(tx, operator.id, &Notice::ApplicationArrived { application: id, due_on })?;
                }
            }
            State::Draft
            | State::Submitted { .. }
            | State::Returned { .. }
            | State::Refused { .. }
            | State::Granted { .. }
            | State::Withdrawn { .. } => {
                let stage = Stage::Ministry.code().to_owned();
                tx.journal(journal_actor, Event::ApplicationRefused { application: id, stage, late })?;
                tell_applicants(tx, &decided, &Notice::ApplicationRefused { application: id })?;
            }
        }
        Ok(decided)
    })
    .await
}

/// Returns the application to its body for correction.
pub async fn return_for_correction(
    db: &Db,
    who: &SignedIn,
    id: ApplicationId,
    shown: Version,
    reason: Reason,
    late: Option<Reason>,
    at: DateTime<Utc>,
) -> Outcome<Application, ReturnRefusal> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        let (application, permit) = load(tx.conn(), &actor, Consider, id)?;
        let act = Act { at, shown };
        let returned =
            application.return_for_correction(&permit, act, reason.clone(), late.clone()).map_err(rule)?;
        applications::save(tx, &returned)?;
        let late = late.as_ref().map(ToString::to_string);
        let event = Event::ApplicationReturned { application: id, reason: reason.to_string(), late };
        tx.journal(permit.actor(), event)?;
        tell_applicants(tx, &returned, &Notice::ApplicationReturned { application: id })?;
        Ok(returned)
    })
    .await
}

/// One entry for each employee whom a stage decided on.
pub(super) fn journal_lines(
    tx: &mut Tx<'_>,
    actor: Actor,
    stage: Stage,
    decided: &Application,
) -> Result<(), StorageError> {
    for line in decided.lines.iter().filter(|line| line.decision.stage() == Some(stage)) {
        let (application, line, decision) = (decided.id, line.id, &line.decision);
        let reason = decision.reason().map(ToString::to_string);
        let decision = decision.code().to_owned();
        tx.journal(actor, Event::EmployeeDecided { application, line, decision, reason })?;
    }
    Ok(())
}

/// Tells the heads and officers of the applying body.
pub(super) fn tell_applicants(
    tx: &mut Tx<'_>,
    about: &Application,
    notice: &Notice,
) -> Result<(), StorageError> {
    let at = tx.at();
    for person in writers(tx.conn(), about.body, at)? {
        outbox::put(tx, person.id, notice)?;
    }
    Ok(())
}
