//! The columns that an application's state stands in.

use super::{Row, codes};
use crate::domain::application::{Application, Reason, Stage, State};
use crate::domain::deadline::{Deadline, Period};
use crate::domain::ids::PersonId;

pub(super) fn columns(application: &Application) -> Row {
    let state = &application.state;
    let (stage, reason, late) = match state {
        State::Draft | State::Submitted { .. } | State::Withdrawn { .. } => (None, None, None),
        State::Forwarded { late, .. } | State::Granted { late, .. } => (None, None, late.as_ref()),
        State::Returned { reason, late, .. } => (None, Some(reason), late.as_ref()),
        State::Refused { stage, late, .. } => (Some(*stage), None, late.as_ref()),
    };
    Row {
        id: application.id.0,
        body_id: application.body.0,
        number: application.number.map(|number| number.to_string()),
        systems: codes(&application.systems),
        state: state.code().to_owned(),
        state_at: state.since().map(|(at, _)| at.naive_utc()),
        state_by: state.since().map(|(_, by)| by.0),
        due_on: state.deadline().map(Deadline::due_on),
        calendar: state.deadline().map(|deadline| deadline.calendar_version().to_owned()),
        stage: stage.map(|stage| stage.code().to_owned()),
        reason: reason.map(ToString::to_string),
        late_reason: late.map(ToString::to_string),
        due_from: state.deadline().map(Deadline::from_on),
    }
}

/// The state, or nothing where the columns hold none.
pub(super) fn read(row: Row) -> Option<State> {
    let text = |text: Option<String>| text.map(|text| Reason::parse(&text).ok());
    let late = match text(row.late_reason) {
        Some(read) => Some(read?),
        None => None,
    };
    let since = row.state_at.zip(row.state_by).map(|(at, by)| (at.and_utc(), PersonId(by)));
    let counted = row.due_from.zip(row.due_on).zip(row.calendar);
    let deadline =
        |period| counted.map(|((from_on, due_on), version)| Deadline::kept(period, from_on, due_on, version));
    if row.state == "draft" {
        return Some(State::Draft);
    }
    let (at, by) = since?;
    match row.state.as_str() {
        "submitted" => Some(State::Submitted { at, by, considering: deadline(Period::Considering)? }),
        "forwarded" => Some(State::Forwarded { at, by, granting: deadline(Period::Granting)?, late }),
        "returned" => Some(State::Returned { at, by, reason: text(row.reason)??, late }),
        "refused" => Some(State::Refused { at, by, stage: Stage::parse(&row.stage?)?, late }),
        "granted" => Some(State::Granted { at, by, late }),
        "withdrawn" => Some(State::Withdrawn { at, by }),
        _ => None,
    }
}
