//! Reminders of reports of trainings (R13.2): the operators the working day before and on the day, the ministry's administrators
//! the morning after it is overdue.

use chrono::{DateTime, Utc};

use super::{Planned, Step, treated, unseen};
use crate::domain::calendar::Calendar;
use crate::domain::due::{DueFact, DueKind, Treatment};
use crate::domain::ids::TrainingId;
use crate::domain::journal::{Actor, Event};
use crate::domain::notice::Notice;
use crate::domain::person::Role;
use crate::services::substitutions::told_as;
use crate::storage::{Conn, StorageError, Tx, outbox, trainings};

const KINDS: [DueKind; 3] = [DueKind::ReportDueTomorrow, DueKind::ReportDueToday, DueKind::ReportOverdue];

/// What is due about trainings that are not reported.
pub(super) fn plan(
    conn: &mut Conn,
    calendar: &Calendar,
    at: DateTime<Utc>,
) -> Result<Vec<Planned>, StorageError> {
    let unreported = trainings::unreported(conn)?;
    let planned = treated(unreported.iter().flat_map(|training| training.facts(calendar)), calendar, at);
    unseen(conn, &KINDS, planned)
}

/// Reminds or tells the ministry, and enters it; false where it was reported in the meantime.
pub(super) fn apply(
    tx: &mut Tx<'_>,
    fact: &DueFact,
    step: Step,
    treatment: Treatment,
) -> Result<bool, StorageError> {
    let at = tx.at();
    let found = trainings::find(tx.conn(), TrainingId(fact.subject))?;
    let Some(held) = found.filter(|training| training.reported_at.is_none()) else { return Ok(false) };
    let (training, due_on) = (held.id, held.report_due.due_on());
    let (role, notice) = match step {
        Step::Reminder => (Role::Operator, Notice::TrainingReportDue { training, due_on }),
        Step::Escalation => (Role::Administrator, Notice::TrainingReportOverdue { training, due_on }),
    };
    let told = match treatment {
        Treatment::Tell => told_as(tx.conn(), role, at)?,
        Treatment::Skip => Vec::new(),
    };
    for person in &told {
        outbox::put(tx, person.id, &notice)?;
    }
    let (occasion, told) = (fact.kind.code().to_owned(), told.len() as i64);
    tx.journal(Actor::System, Event::TrainingReportTold { training, due_on, occasion, told })?;
    Ok(true)
}
