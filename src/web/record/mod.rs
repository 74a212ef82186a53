//! An application as people see it at every desk: its words, cards, clock and story. Decides nothing, and knows no form.

mod access;
mod cards;
mod lists;
mod outcome;
mod papers;
mod queue;
mod remarks;
mod story;

pub use access::{grant_tag, grant_words, unused_tag};
pub use cards::{born, decision_card, earlier_clocks, employee_card, facts, paper_words, waiting_clock};
pub use lists::{Row, records};
pub use outcome::{ruled, seen};
pub use papers::{Papers, certificate_links};
pub use queue::Queue;
pub use remarks::remarks;
pub use story::{milestones, who_was_faster};

use std::collections::BTreeSet;

use super::frame::Frame;
use super::parts::{Tag, Tone};
use crate::domain::application::{Application, Decision, Holder, State};
use crate::domain::body::Body;
use crate::domain::system::System;
use crate::domain::system_role::SystemRole;
use crate::services::applications::looking::Shown;
use crate::services::scope_words;
use crate::services::system_roles::Recorded;

/// Its number, or that it has none yet.
pub fn number(frame: &Frame, application: &Application) -> String {
    application.number.map_or_else(|| frame.t("application-unnumbered"), |number| number.to_string())
}

/// Its state in words.
pub fn state_tag(frame: &Frame, state: &State) -> Tag {
    let tone = match state {
        State::Draft => Tone::Plain,
        State::Submitted { .. } | State::Forwarded { .. } => Tone::Active,
        State::Returned { .. } => Tone::Warn,
        State::Refused { .. } => Tone::Bad,
        State::Granted { .. } => Tone::Good,
        State::Withdrawn { .. } => Tone::Ended,
    };
    Tag::new(tone, frame.t(&format!("state-{}", state.code())))
}

/// What was decided about an employee, in words.
pub fn decision_tag(frame: &Frame, decision: &Decision) -> Tag {
    let tone = match decision {
        Decision::Pending => Tone::Plain,
        Decision::Forwarded => Tone::Active,
        Decision::Granted => Tone::Good,
        Decision::RefusedByMinistry { .. } | Decision::RefusedByIntegrator { .. } => Tone::Bad,
    };
    Tag::new(tone, frame.t(&format!("decision-{}", decision.code())))
}

/// With whom it lies; a paper that is being entered lies with the ministry's clerk.
pub fn holder(frame: &Frame, application: &Application) -> String {
    let holder = match (application.state.holder(), application.being_registered()) {
        (Some(Holder::Body), Some(_)) => Some(Holder::Ministry),
        (holder, _) => holder,
    };
    frame.t(match holder {
        Some(Holder::Body) => "holder-body",
        Some(Holder::Ministry) => "holder-ministry",
        Some(Holder::Integrator) => "holder-integrator",
        None => "holder-nobody",
    })
}

/// The systems that are asked for, one a line.
pub fn systems(frame: &Frame, systems: &BTreeSet<System>) -> String {
    let names: Vec<String> =
        systems.iter().map(|system| frame.t(&format!("system-{}", system.code()))).collect();
    if names.is_empty() { frame.t("application-no-system") } else { names.join("\n") }
}

/// What R6 gives a body to see, with the paragraph.
pub fn scope(frame: &Frame, body: &Body) -> String {
    scope_words::scope(frame.lang, body)
}

/// A system by its short name.
pub fn system(frame: &Frame, system: System) -> String {
    match system {
        System::Ac => frame.t("system-ac"),
        System::Sp => frame.t("system-sp"),
    }
}

/// The roles in the systems on which access rests, with what each came from; before access is given, which they will be (R6).
pub fn system_roles(frame: &Frame, shown: &Shown) -> String {
    let since = |role: &Recorded| {
        let day = frame.moment(role.kept.created_at);
        let number = role.number.map_or_else(|| frame.t("none"), |number| number.to_string());
        format!("{}: {}", role.kept.code, frame.t2("role-since", "day", day, "number", number))
    };
    let wanted = |system: &System| Some(SystemRole::of(&shown.body.seat, *system)?.code());
    let roles: Vec<String> = match shown.roles.is_empty() {
        true => shown.application.systems.iter().filter_map(wanted).collect(),
        false => shown.roles.iter().map(since).collect(),
    };
    roles.join("\n")
}
