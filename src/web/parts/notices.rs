//! What stands out: tags, banners, the error summary, the confirmation, the empty list.

use askama::Template;

use super::Link;
use crate::web::words::Words;

/// How something stands. Never told by colour alone: words always come with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to notice.
    Plain,
    /// Under way, somebody's turn.
    Active,
    /// Done, open, in order.
    Good,
    /// Look at this soon.
    Warn,
    /// Refused, overdue, blocked.
    Bad,
    /// Over: expired, withdrawn.
    Ended,
}

impl Tone {
    /// The end of its CSS class.
    pub fn class(self) -> &'static str {
        match self {
            Tone::Plain => "plain",
            Tone::Active => "active",
            Tone::Good => "good",
            Tone::Warn => "warn",
            Tone::Bad => "bad",
            Tone::Ended => "ended",
        }
    }
}

/// A state in one or two words.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/tag.html")]
pub struct Tag {
    tone: Tone,
    words: String,
}

impl Tag {
    /// A tag.
    pub fn new(tone: Tone, words: impl Into<String>) -> Tag {
        Tag { tone, words: words.into() }
    }
}

/// A notice above the page's content.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/banner.html")]
pub struct Banner {
    tone: Tone,
    title: String,
    text: String,
    links: Vec<Link>,
}

impl Banner {
    /// A notice with a title alone.
    pub fn new(tone: Tone, title: impl Into<String>) -> Banner {
        Banner { tone, title: title.into(), text: String::new(), links: Vec::new() }
    }

    /// Adds an explanation.
    pub fn text(self, text: impl Into<String>) -> Banner {
        Banner { text: text.into(), ..self }
    }

    /// Adds a way on.
    pub fn link(mut self, link: Link) -> Banner {
        self.links.push(link);
        self
    }
}

/// All faults of a form, at the top of the page; it takes the focus, with or without JavaScript.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/error_summary.html")]
pub struct ErrorSummary {
    pub(super) title: String,
    /// Each leads to its field, in the same words as there.
    pub(super) faults: Vec<Link>,
}

/// "It is done": what, under which number, and what happens next.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/panel.html")]
pub struct Panel {
    title: String,
    number_label: String,
    number: String,
    next: String,
}

impl Panel {
    /// A confirmation.
    pub fn new(title: impl Into<String>) -> Panel {
        Panel { title: title.into(), number_label: String::new(), number: String::new(), next: String::new() }
    }

    /// Adds the number under which it is kept.
    pub fn number(self, label: impl Into<String>, number: impl ToString) -> Panel {
        Panel { number_label: label.into(), number: number.to_string(), ..self }
    }

    /// Adds what happens next, and by when.
    pub fn next(self, next: impl Into<String>) -> Panel {
        Panel { next: next.into(), ..self }
    }
}

/// A list with nothing in it: why, and what can be done.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/empty.html")]
pub struct Empty {
    title: String,
    text: String,
    link: Option<Link>,
}

impl Empty {
    /// Says that there is nothing, and why.
    pub fn new(title: impl Into<String>, text: impl Into<String>) -> Empty {
        Empty { title: title.into(), text: text.into(), link: None }
    }

    /// Adds a way on.
    pub fn link(self, link: Link) -> Empty {
        Empty { link: Some(link), ..self }
    }
}

impl ErrorSummary {
    pub(super) fn new(say: &Words, faults: Vec<Link>) -> ErrorSummary {
        ErrorSummary { title: say.t("form-problem"), faults }
    }
}
