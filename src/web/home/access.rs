//! What somebody may look at, why and until when; and the same of a body's people, for its writers.

use crate::domain::body::Body;
use crate::domain::grant::{Grant, GrantState};
use crate::domain::ids::PersonId;
use crate::services::holds::looking;
use crate::web::frame::Frame;
use crate::web::parts::{Link, SummaryCard, Tag};
use crate::web::{record, urls};

/// So many people stand on the desk; the list has all.
pub(super) const MOST: usize = 10;

/// Somebody of the body.
pub(super) struct Colleague {
    pub id: PersonId,
    pub name: String,
    pub position: String,
    pub access: Vec<(String, Tag, String)>,
    pub used: String,
    pub unused: Option<Tag>,
}

impl Colleague {
    pub(super) fn new(frame: &Frame, one: &looking::Colleague) -> Colleague {
        let access = one.grants.iter().map(|(grant, state)| {
            let until = frame.t1("people-until", "day", frame.short(grant.term.last_day()));
            (record::system(frame, grant.system), record::grant_tag(frame, state), until)
        });
        Colleague {
            id: one.person.id,
            name: one.person.name.full(),
            position: one.person.position.clone(),
            access: access.collect(),
            used: one.used_at.map_or_else(|| frame.t("people-never-used"), |at| frame.moment(at)),
            unused: record::unused_tag(frame, one.unused_since),
        }
    }
}

/// One's own access to a system.
pub(super) fn held(frame: &Frame, body: &Body, (grant, state): &(Grant, GrantState)) -> SummaryCard {
    let system = record::system(frame, grant.system);
    let card = SummaryCard::new(system.clone())
        .tag(record::grant_tag(frame, state))
        .row(frame.t("grant-from"), frame.moment(grant.term.opens_at()))
        .row(frame.t("grant-until"), frame.date(grant.term.last_day()));
    // What is over opens nothing.
    let is_over = matches!(state, GrantState::Blocked { .. } | GrantState::Expired { .. });
    let card = match body.id == grant.body && !is_over {
        true => card.row(frame.t("grant-scope"), record::scope(frame, body)),
        false => card,
    };
    let whose = |lang| urls::certificate(grant.id, lang);
    let card = record::certificate_links(frame, &system, whose).into_iter().fold(card, SummaryCard::link);
    match state {
        GrantState::Open(_) => {
            card.link(Link::new(urls::budget(grant.system), frame.t("desk-look")).about(system))
        }
        GrantState::Suspended { since, .. } | GrantState::Blocked { since, .. } => {
            card.row(frame.t("grant-held-since"), frame.moment(since))
        }
        GrantState::AwaitingTraining => {
            card.link(Link::new(urls::trainings(), frame.t("training-title")).about(system))
        }
        GrantState::NotYet { .. } | GrantState::BodyClosed { .. } | GrantState::Expired { .. } => card,
    }
}
