//! The calendar for the ministry's administrator: editions, a year with the act behind each day, the next edition. Must not
//! count anything.

pub(super) mod draft;
pub(super) mod editions;
mod form;

use rocket::{Route, routes};

use super::error::WebError;
use super::frame::Frame;
use crate::domain::calendar::{DayKind, LegalAct};
use crate::services::Failure;
use crate::services::calendars::keeping::Refused;

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    routes![
        editions::index,
        editions::show,
        draft::show,
        draft::mark,
        draft::take_back,
        draft::add_year,
        draft::publish,
    ]
}

fn refused(failure: Failure<Refused>) -> WebError {
    match failure {
        Failure::Refused(Refused::NotThere) => WebError::NotFound,
        Failure::Refused(Refused::Denied(denied)) => denied.into(),
        Failure::Refused(Refused::Day(_) | Refused::Stale) => WebError::Conflict,
        Failure::Storage(error) => error.into(),
    }
}

/// What a day is, in words.
fn kind(frame: &Frame, kind: DayKind) -> String {
    let holiday = |holiday: &str| frame.t(&format!("holiday-{holiday}"));
    match kind {
        DayKind::Working => frame.t("calendar-working"),
        DayKind::Weekend => frame.t("day-weekend"),
        DayKind::Holiday(named) => holiday(named.code()),
        DayKind::CarriedOver(named) => frame.t1("day-carried-over", "holiday", holiday(named.code())),
        DayKind::MovedDayOff { worked_on } => frame.t1("day-moved-off", "day", frame.short(worked_on)),
        DayKind::MovedWorkingDay { instead_of } => {
            frame.t1("day-moved-working", "day", frame.short(instead_of))
        }
        DayKind::OrderedDayOff => frame.t("day-ordered-off"),
        DayKind::OrderedWorkingDay => frame.t("day-ordered-working"),
    }
}

/// An act in words: title, number, date.
fn act(frame: &Frame, act: &LegalAct) -> String {
    let number = act.number.as_deref().map(|number| format!("№ {number}"));
    let unknown = || frame.t("calendar-act-unknown");
    let on = act.on.map_or_else(unknown, |on| frame.short(on));
    [Some(act.title.clone()), number, Some(on)].into_iter().flatten().collect::<Vec<_>>().join(", ")
}
