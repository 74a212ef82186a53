//! What happened to an application, from its entries in the journal: the steps that matter to everybody who reads it.

use crate::domain::journal::Event;
use crate::domain::names::PersonName;
use crate::services::applications::looking::{Shown, Step};
use crate::web::frame::Frame;
use crate::web::parts::{Banner, Happening, Timeline, Tone};

/// The milestones, the latest first. Changes of a draft and decisions on single employees are told elsewhere.
pub fn milestones(frame: &Frame, shown: &Shown) -> Timeline {
    Timeline { happenings: shown.history.iter().rev().filter_map(|step| happening(frame, step)).collect() }
}

/// Who brought the application where it stands, for somebody who came too late with a form.
pub fn who_was_faster(frame: &Frame, shown: &Shown) -> Banner {
    let moved = |step: &&Step| {
        !matches!(step.entry.event, Event::PromiseRecounted { .. } | Event::StepEscalated { .. })
    };
    let last = shown.history.iter().rev().filter(moved).find_map(|step| happening(frame, step));
    let text = last.map_or_else(String::new, |last| format!("{}: {}, {}", last.title, last.by, last.at));
    Banner::new(Tone::Bad, frame.t("stale-title")).text(format!("{} {text}", frame.t("stale-text")))
}

#[allow(clippy::wildcard_enum_match_arm, reason = "a story tells its milestones and nothing else")]
fn happening(frame: &Frame, step: &Step) -> Option<Happening> {
    let late = |late: &Option<String>| late.as_ref().map(|late| frame.t1("story-late", "reason", late));
    let due = |due_on| Some(frame.t1("story-due", "day", frame.date(due_on)));
    let (tone, title, lines) = match &step.entry.event {
        Event::ApplicationBegun { .. } => (Tone::Plain, "story-begun", [None, None]),
        Event::PaperEntered { .. } => (Tone::Plain, "story-paper-entered", [None, None]),
        Event::PaperRegistered { due_on, outgoing, received_on, .. } => {
            let day = frame.date(received_on);
            let basis = frame.t2("story-paper-basis", "number", outgoing, "day", day);
            (Tone::Active, "story-paper-registered", [Some(basis), due(*due_on)])
        }
        Event::ApplicationSubmitted { due_on, .. } => (Tone::Active, "story-submitted", [due(*due_on), None]),
        Event::ApplicationWithdrawn { .. } => (Tone::Plain, "story-withdrawn", [None, None]),
        Event::ApplicationForwarded { due_on, late: why, .. } => {
            (Tone::Active, "story-forwarded", [due(*due_on), late(why)])
        }
        Event::ApplicationReturned { reason, late: why, .. } => {
            (Tone::Warn, "story-returned", [Some(frame.t1("story-reason", "reason", reason)), late(why)])
        }
        Event::ApplicationRefused { stage, late: why, .. } => match stage.as_str() {
            "ministry" => (Tone::Bad, "story-refused-ministry", [late(why), None]),
            _ => (Tone::Bad, "story-refused-integrator", [late(why), None]),
        },
        Event::ApplicationGranted { late: why, .. } => (Tone::Good, "story-granted", [late(why), None]),
        Event::StepEscalated { due_on, .. } => {
            let day = frame.t1("story-due-was", "day", frame.date(due_on));
            (Tone::Bad, "story-escalated", [Some(day), None])
        }
        Event::PromiseRecounted { kept_on, counted_on, calendar, .. } => {
            let counted = counted_on.map_or_else(|| frame.t("none"), |day| frame.date(day));
            let words = frame.t2("story-recounted-days", "kept", frame.date(kept_on), "counted", counted);
            let title = frame.t1("story-recounted", "calendar", calendar);
            return Some(told(frame, step, Tone::Warn, title, words));
        }
        _ => return None,
    };
    let words = lines.into_iter().flatten().collect::<Vec<_>>().join("\n");
    Some(told(frame, step, tone, frame.t(title), words))
}

fn told(frame: &Frame, step: &Step, tone: Tone, title: String, text: String) -> Happening {
    let by = step
        .by
        .as_ref()
        .map(|by| format!("{}, {}", by.signed(frame.lang, PersonName::short), by.body.get(frame.lang)));
    Happening { title, by: by.unwrap_or_default(), at: frame.moment(step.entry.at), text, tone }
}
