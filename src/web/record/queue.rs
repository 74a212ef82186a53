//! The queue of a step: how much is overdue and due today, then everything, what is due first coming first.

use askama::Template;

use super::Row;
use super::lists::tone;
use crate::services::applications::looking::Listed;
use crate::web::frame::Frame;
use crate::web::parts::Tone;

/// What waits at a desk: how much of it is overdue and due today, then everything, what is due first coming first.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/queue.html")]
pub struct Queue {
    caption: String,
    heads: Heads,
    tally: Vec<Tally>,
    rows: Vec<Row>,
}

#[derive(Clone, Debug)]
struct Heads {
    due: String,
    application: String,
    employees: String,
    systems: String,
    since: String,
}

#[derive(Clone, Debug)]
struct Tally {
    tone: &'static str,
    count: String,
    words: String,
}

impl Queue {
    /// The queue; `rows` in the order of their due dates.
    pub fn new(frame: &Frame, caption: String, listed: &[Listed], rows: Vec<Row>) -> Queue {
        let count =
            |wanted: Tone| listed.iter().filter(|l| l.standing.map_or(Tone::Plain, tone) == wanted).count();
        let tally =
            [(Tone::Bad, "queue-overdue"), (Tone::Warn, "queue-due-today"), (Tone::Plain, "queue-in-time")];
        Queue {
            caption,
            heads: Heads {
                due: frame.t("queue-due"),
                application: frame.t("queue-application"),
                employees: frame.t("queue-employees"),
                systems: frame.t("application-systems"),
                since: frame.t("queue-since"),
            },
            tally: tally
                .map(|(tone, key)| Tally {
                    tone: tone.class(),
                    count: frame.number(count(tone)),
                    words: frame.t(key),
                })
                .into(),
            rows,
        }
    }
}

impl askama::filters::HtmlSafe for Queue {}
