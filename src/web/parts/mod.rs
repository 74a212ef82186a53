//! Parts of pages: fields, tags, cards, tables … each a small struct with its template in `templates/parts/`.
//!
//! A page holds parts ready to show and writes `{{ part }}`; all of them stand on `/demo/components`. Parts know words
//! and shapes, never what a page is about; they escape what they show, so they are marked as safe to include.

mod chart;
mod deadline;
mod fields;
mod figures;
mod lists;
mod moving;
mod notices;
mod signing;

pub use chart::{Chart, Series, Style};
pub use deadline::{DeadlineClock, standing_tag, taken_tag};
pub use fields::{Choice, Faults, Field, Width};
pub use figures::{Cell, FigureRow, Figures, Head, HeadSort, OnPhone};
pub use lists::{Happening, SummaryCard, SummaryRow, Task, TaskList, Timeline};
pub use moving::{AsDrawn, FilterBar, PagePath, Pagination, Tabs};
pub use notices::{Banner, Empty, ErrorSummary, Panel, Tag, Tone};
pub use signing::{Signing, SigningForm};

/// A way to another page.
#[derive(Clone, Debug)]
pub struct Link {
    /// Where it leads.
    pub href: String,
    /// Its words.
    pub words: String,
    /// What it is about, read aloud after the words where they alone would not tell ("Change" — what?).
    pub about: String,
}

impl Link {
    /// A link whose words tell all.
    pub fn new(href: impl ToString, words: impl Into<String>) -> Link {
        Link { href: href.to_string(), words: words.into(), about: String::new() }
    }

    /// Says what it is about to those who hear it out of its place.
    pub fn about(self, about: impl Into<String>) -> Link {
        Link { about: about.into(), ..self }
    }
}

/// Each of these writes only its own template, which escapes every value.
macro_rules! escaped_by_their_templates {
    ($($part:ty),+ $(,)?) => {$(impl askama::filters::HtmlSafe for $part {})+};
}

escaped_by_their_templates!(
    AsDrawn<'_>,
    Banner,
    Chart,
    DeadlineClock,
    Empty,
    ErrorSummary,
    Field,
    Figures,
    FilterBar,
    PagePath,
    Pagination,
    Panel,
    Signing,
    SummaryCard,
    Tabs,
    Tag,
    TaskList,
    Timeline,
);

#[cfg(test)]
mod tests;
