//! Feeds and what was made of their events, in words.

use crate::domain::hold::Ending;
use crate::domain::personnel::{Column, Fault, Finding, Wrong};
use crate::services::journal::Name;
use crate::web::frame::Frame;
use crate::web::parts::{Tag, Tone};

/// What was made of an event.
pub fn finding(frame: &Frame, finding: Finding) -> String {
    match finding {
        Finding::Suspended => frame.t("finding-suspended"),
        Finding::Later => frame.t("finding-later"),
        Finding::Stopped => frame.t("finding-stopped"),
        Finding::Rejected => frame.t("finding-rejected"),
        Finding::Reported => frame.t("finding-reported"),
        Finding::Seen => frame.t("finding-seen"),
        Finding::Outdated => frame.t("finding-outdated"),
        Finding::WithoutAccess => frame.t("finding-without-access"),
    }
}

/// The same, standing out as it should.
pub fn tag(frame: &Frame, found: Finding) -> Tag {
    let tone = match found {
        Finding::Suspended | Finding::Later => Tone::Warn,
        Finding::Stopped => Tone::Bad,
        Finding::Rejected | Finding::WithoutAccess => Tone::Ended,
        Finding::Reported | Finding::Seen | Finding::Outdated => Tone::Plain,
    };
    Tag::new(tone, finding(frame, found))
}

/// What happened to somebody.
pub fn ending(frame: &Frame, ending: Ending) -> String {
    match ending {
        Ending::Dismissal => frame.t("ending-dismissal"),
        Ending::Transfer => frame.t("ending-transfer"),
        Ending::Other => frame.t("ending-other"),
    }
}

/// Who brought a feed.
pub fn by(frame: &Frame, by: Option<&Name>) -> String {
    by.map_or_else(|| frame.t("feed-by-command"), |name| name.person.short())
}

/// What is wrong with a line, and how to put it right.
pub fn fault(frame: &Frame, fault: &Fault) -> String {
    let words = match fault.wrong {
        Wrong::Header => frame.t("feed-fault-header"),
        Wrong::Unreadable => frame.t("feed-fault-unreadable"),
        Wrong::Number => frame.t("feed-fault-number"),
        Wrong::Event => frame.t("feed-fault-event"),
        Wrong::Date => frame.t("feed-fault-date"),
        Wrong::NotCovered => frame.t("feed-fault-not-covered"),
        Wrong::Document => frame.t("feed-fault-document"),
        Wrong::TooLong => frame.n("feed-fault-too-long", crate::domain::personnel::MOST_LINES),
    };
    match fault.column.map(Column::name) {
        Some(column) => format!("{column}: {words}"),
        None => words,
    }
}
