//! Bodies in words: kind, place, standing.

use chrono::NaiveDate;

use crate::domain::body::{Body, BodyKind};
use crate::domain::budget::reference;
use crate::domain::names::BadText;
use crate::domain::person::Role;
use crate::domain::region::{AdministratorCode, Kato};
use crate::domain::registry::BadDay;
use crate::web::frame::Frame;
use crate::web::parts::{Tag, Tone};

/// What a body is in the sense of R2.
pub fn kind(frame: &Frame, kind: BodyKind) -> String {
    frame.t(match kind {
        BodyKind::HighestRepresentative => "body-kind-highest-representative",
        BodyKind::Maslikhat => "body-kind-maslikhat",
        BodyKind::SupremeAuditChamber => "body-kind-supreme-audit-chamber",
        BodyKind::RevisionCommission => "body-kind-revision-commission",
        BodyKind::InternalAuditAuthority => "body-kind-internal-audit-authority",
        BodyKind::CentralInternalAudit => "body-kind-central-internal-audit",
        BodyKind::LocalInternalAudit => "body-kind-local-internal-audit",
        BodyKind::PoliceInternalAudit => "body-kind-police-internal-audit",
        BodyKind::Ministry => "body-kind-ministry",
        BodyKind::PlanningBody => "body-kind-planning-body",
        BodyKind::Integrator => "body-kind-integrator",
    })
}

/// A role that is kept on the page of a body.
pub fn role(frame: &Frame, role: Role) -> String {
    frame.t(match role {
        Role::Head => "body-role-head",
        Role::Officer => "body-role-officer",
        Role::Auditor | Role::Reviewer | Role::Administrator | Role::Planner | Role::Operator => {
            "body-role-other"
        }
    })
}

/// Its region, by code and name.
pub fn region(frame: &Frame, kato: Kato) -> String {
    let name = reference::place(kato).map(|place| place.label.get(frame.lang).0);
    name.map_or_else(|| kato.code(), |name| format!("{name} ({kato})"))
}

/// Its administrator of budget programmes, by code and name.
pub fn administrator(frame: &Frame, code: AdministratorCode) -> String {
    let name = reference::administrator(code).map(|label| label.get(frame.lang).0);
    name.map_or_else(|| code.code(), |name| format!("{} «{name}»", code.code()))
}

/// Region or administrator, where the kind has one.
pub fn place(frame: &Frame, body: &Body) -> String {
    let region = body.seat.region().map(|kato| region(frame, kato));
    let administrator = body.seat.administrator().map(|code| administrator(frame, code));
    region.or(administrator).unwrap_or_else(|| frame.t("body-everywhere"))
}

/// Whether it is in being, ends, or is closed.
pub fn standing(frame: &Frame, body: &Body, today: NaiveDate) -> Tag {
    match body.last_day {
        None => Tag::new(Tone::Good, frame.t("body-in-being")),
        Some(last_day) if body.is_closed_on(today) => {
            Tag::new(Tone::Ended, frame.t1("body-closed", "day", frame.short(last_day)))
        }
        Some(last_day) => Tag::new(Tone::Warn, frame.t1("body-ends", "day", frame.short(last_day))),
    }
}

/// Why a text can't be taken.
pub fn bad_text(frame: &Frame, bad: BadText) -> String {
    frame.t(match bad {
        BadText::Empty => "body-text-missing",
        BadText::TooLong => "body-text-too-long",
        BadText::Invisible => "body-text-invisible",
    })
}

/// Why a day can't be taken.
pub fn bad_day(frame: &Frame, bad: BadDay) -> String {
    frame.t(match bad {
        BadDay::Past => "body-day-past",
        BadDay::TooFar => "body-day-too-far",
    })
}
