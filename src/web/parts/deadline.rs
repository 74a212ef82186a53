//! A deadline with its working: every day from the event to the last one, and why it counts or does not.

use askama::Template;

use super::{Tag, Tone};
use crate::domain::calendar::{Count, CountedDay, DayKind};
use crate::domain::deadline::Standing;
use crate::web::words::Words;

/// How a deadline stands, in words: the same in lists and on the clock.
pub fn standing_tag(say: &Words, standing: Standing) -> Tag {
    match standing {
        Standing::InTime { working_days_left } => {
            Tag::new(Tone::Active, say.n("deadline-in-time", working_days_left))
        }
        Standing::DueToday => Tag::new(Tone::Warn, say.t("deadline-today")),
        Standing::Overdue { working_days: 0 } => Tag::new(Tone::Bad, say.t("deadline-just-over")),
        Standing::Overdue { working_days } => Tag::new(Tone::Bad, say.n("deadline-overdue", working_days)),
    }
}

/// How a deadline stood when the step was taken, in words.
pub fn taken_tag(say: &Words, standing: Standing) -> Tag {
    match standing {
        Standing::InTime { .. } | Standing::DueToday => Tag::new(Tone::Good, say.t("deadline-taken-in-time")),
        Standing::Overdue { working_days: 0 } => Tag::new(Tone::Bad, say.t("deadline-taken-just-late")),
        Standing::Overdue { working_days } => Tag::new(Tone::Bad, say.n("deadline-taken-late", working_days)),
    }
}

/// The count of a deadline, day by day.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/deadline.html")]
pub struct DeadlineClock {
    title: String,
    tag: Option<Tag>,
    event: String,
    from: String,
    from_words: String,
    due_label: String,
    due: String,
    days: Vec<ClockDay>,
    notes: Vec<String>,
}

#[derive(Clone, Debug)]
struct ClockDay {
    day: String,
    words: String,
    class: &'static str,
}

impl DeadlineClock {
    /// `event` names what started the count ("received"); `standing` is none once the step was taken.
    pub fn new(
        say: &Words,
        title: impl Into<String>,
        event: impl Into<String>,
        count: &Count,
        standing: Option<Standing>,
    ) -> DeadlineClock {
        DeadlineClock {
            title: title.into(),
            tag: standing.map(|standing| standing_tag(say, standing)),
            event: event.into(),
            from: say.day(count.from),
            from_words: say.t("deadline-not-counted"),
            due_label: say.t("deadline-due"),
            due: say.date(count.due_on),
            days: count.days.iter().map(|day| ClockDay::new(say, day, count)).collect(),
            notes: Vec::new(),
        }
    }

    /// Shows how it stands in other words.
    pub fn tag(self, tag: Option<Tag>) -> DeadlineClock {
        DeadlineClock { tag, ..self }
    }

    /// Says more below the days.
    pub fn note(mut self, words: impl Into<String>) -> DeadlineClock {
        self.notes.push(words.into());
        self
    }
}

impl ClockDay {
    fn new(say: &Words, day: &CountedDay, count: &Count) -> ClockDay {
        let words = match day.kind {
            DayKind::Working => String::new(),
            DayKind::Weekend => say.t("day-weekend"),
            DayKind::Holiday(holiday) => say.t(&format!("holiday-{}", holiday.code())),
            DayKind::CarriedOver(holiday) => {
                let name = say.t(&format!("holiday-{}", holiday.code()));
                say.t1("day-carried-over", "holiday", name)
            }
            DayKind::MovedDayOff { worked_on } => say.t1("day-moved-off", "day", say.short(worked_on)),
            DayKind::MovedWorkingDay { instead_of } => {
                say.t1("day-moved-working", "day", say.short(instead_of))
            }
            DayKind::OrderedDayOff => say.t("day-ordered-off"),
            DayKind::OrderedWorkingDay => say.t("day-ordered-working"),
        };
        let number = day.number.map(|number| say.t1("day-number", "number", number));
        let parts = [number.unwrap_or_default(), words];
        let class = match (day.on == count.due_on, day.number) {
            (true, _) => "due",
            (false, Some(_)) => "counted",
            (false, None) => "skipped",
        };
        let words = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
        ClockDay { day: say.day(day.on), words, class }
    }
}
