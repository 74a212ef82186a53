//! Access in words, wherever people and their grants are shown: expired, suspended, blocked are different words everywhere.

use chrono::NaiveDate;

use crate::domain::grant::GrantState;
use crate::web::frame::Frame;
use crate::web::parts::{Tag, Tone};

/// The state of a grant.
pub fn grant_words(frame: &Frame, state: &GrantState) -> String {
    match state {
        GrantState::Open(_) => frame.t("grant-open"),
        GrantState::NotYet { .. } => frame.t("grant-not-yet"),
        GrantState::AwaitingTraining => frame.t("grant-awaiting-training"),
        GrantState::Suspended { .. } => frame.t("grant-suspended"),
        GrantState::Blocked { .. } => frame.t("grant-blocked"),
        GrantState::BodyClosed { .. } => frame.t("grant-body-closed"),
        GrantState::Expired { .. } => frame.t("grant-expired"),
    }
}

/// The state of a grant, as it stands out.
pub fn grant_tag(frame: &Frame, state: &GrantState) -> Tag {
    let tone = match state {
        GrantState::Open(_) => Tone::Good,
        GrantState::NotYet { .. } => Tone::Plain,
        GrantState::AwaitingTraining | GrantState::Suspended { .. } => Tone::Warn,
        GrantState::Blocked { .. } => Tone::Bad,
        GrantState::BodyClosed { .. } | GrantState::Expired { .. } => Tone::Ended,
    };
    Tag::new(tone, grant_words(frame, state))
}

/// That open access is not used for long.
pub fn unused_tag(frame: &Frame, since: Option<NaiveDate>) -> Option<Tag> {
    since.map(|day| Tag::new(Tone::Warn, frame.t1("people-unused-since", "day", frame.short(day))))
}
