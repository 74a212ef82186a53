//! Lists that are not tables: facts in a card, tasks, what happened.

use askama::Template;

use super::{Link, Tag, Tone};

/// Facts about one thing, with ways to change them.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/summary_card.html")]
pub struct SummaryCard {
    title: String,
    tag: Option<Tag>,
    links: Vec<Link>,
    rows: Vec<SummaryRow>,
}

/// One fact.
#[derive(Clone, Debug)]
pub struct SummaryRow {
    /// What it is.
    pub key: String,
    /// What is known; lines stay lines.
    pub value: String,
    /// Where it can be changed.
    pub change: Option<Link>,
}

impl SummaryCard {
    /// A card with a title; an empty title leaves the bare list.
    pub fn new(title: impl Into<String>) -> SummaryCard {
        SummaryCard { title: title.into(), tag: None, links: Vec::new(), rows: Vec::new() }
    }

    /// Shows a state beside the title.
    pub fn tag(self, tag: Tag) -> SummaryCard {
        SummaryCard { tag: Some(tag), ..self }
    }

    /// Adds something that can be done with the whole.
    pub fn link(mut self, link: Link) -> SummaryCard {
        self.links.push(link);
        self
    }

    /// Adds a fact.
    pub fn row(mut self, key: impl Into<String>, value: impl Into<String>) -> SummaryCard {
        self.rows.push(SummaryRow { key: key.into(), value: value.into(), change: None });
        self
    }

    /// The facts.
    pub fn rows(&self) -> &[SummaryRow] {
        &self.rows
    }

    /// Adds a fact that can be changed.
    pub fn row_with(mut self, key: impl Into<String>, value: impl Into<String>, change: Link) -> SummaryCard {
        self.rows.push(SummaryRow { key: key.into(), value: value.into(), change: Some(change) });
        self
    }
}

/// What is to be done, and how far each has come.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/task_list.html")]
pub struct TaskList {
    /// The tasks in their order.
    pub tasks: Vec<Task>,
}

/// One task.
#[derive(Clone, Debug)]
pub struct Task {
    /// Where it is done; none while it can't be begun.
    pub href: Option<String>,
    /// What is to be done.
    pub label: String,
    /// An explanation.
    pub hint: String,
    /// How far it has come.
    pub tag: Tag,
}

/// What happened, the latest first.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/timeline.html")]
pub struct Timeline {
    /// The happenings, the latest first.
    pub happenings: Vec<Happening>,
}

/// One happening.
#[derive(Clone, Debug)]
pub struct Happening {
    /// What happened.
    pub title: String,
    /// By whom.
    pub by: String,
    /// When, as written in the page's language.
    pub at: String,
    /// More words.
    pub text: String,
    /// How it stands out.
    pub tone: Tone,
}
