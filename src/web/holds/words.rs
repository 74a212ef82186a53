//! Grants and holds in words.

use crate::domain::grant::{Grant, GrantState};
use crate::domain::hold::{Cause, Decision, Ending, Hold, Separation};
use crate::web::frame::Frame;
use crate::web::parts::{SummaryCard, Tag, Tone};
use crate::web::record::{grant_tag, system};

/// A grant with its dates.
pub fn grant_card(frame: &Frame, grant: &Grant, state: &GrantState) -> SummaryCard {
    let card = SummaryCard::new(system(frame, grant.system))
        .tag(grant_tag(frame, state))
        .row(frame.t("grant-from"), frame.moment(grant.term.opens_at()))
        .row(frame.t("grant-until"), frame.date(grant.term.last_day()));
    match state {
        GrantState::Suspended { since, .. } | GrantState::Blocked { since, .. } => {
            card.row(frame.t("grant-held-since"), frame.moment(since))
        }
        GrantState::BodyClosed { last_day } => {
            card.row(frame.t("why-because"), frame.t1("why-body-closed", "day", frame.date(last_day)))
        }
        GrantState::Open(_)
        | GrantState::AwaitingTraining
        | GrantState::NotYet { .. }
        | GrantState::Expired { .. } => card,
    }
}

/// How powers ended.
pub fn ending(frame: &Frame, ending: Ending) -> String {
    match ending {
        Ending::Dismissal => frame.t("ending-dismissal"),
        Ending::Transfer => frame.t("ending-transfer"),
        Ending::Other => frame.t("ending-other"),
    }
}

/// Why access is held.
pub fn cause(frame: &Frame, cause: &Cause) -> String {
    match cause {
        Cause::PowersEnded(separation) => {
            let day = frame.date(separation.ended_on);
            frame.t2("hold-powers-ended", "day", day, "ending", ending(frame, separation.ending))
        }
        Cause::Suspended { reason } => frame.t1("hold-suspended", "reason", reason),
        Cause::NotAttested { silent_on } => frame.t1("hold-not-attested", "day", frame.date(silent_on)),
    }
}

/// What the ministry made of a hold.
pub fn decision_tag(frame: &Frame, hold: &Hold) -> Tag {
    match hold.decision {
        Decision::Pending => Tag::new(Tone::Warn, frame.t("hold-pending")),
        Decision::Blocked { .. } => Tag::new(Tone::Bad, frame.t("hold-blocked")),
        Decision::Lifted { .. } => Tag::new(Tone::Good, frame.t("hold-lifted")),
        Decision::Attested { .. } => Tag::new(Tone::Good, frame.t("hold-attested")),
    }
}

/// By how much a report was late.
pub fn late_tag(frame: &Frame, separation: &Separation) -> Option<Tag> {
    let words = match separation.late_days? {
        0 => frame.t("hold-just-late"),
        days => frame.n("hold-late", days),
    };
    Some(Tag::new(Tone::Bad, words))
}
