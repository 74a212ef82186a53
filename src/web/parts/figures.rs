//! Tables of figures: aligned, with a head that stays, a totals row, and a way to read them on a phone.

use askama::Template;

/// A table of figures.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/figures.html")]
pub struct Figures {
    /// Unique on the page.
    pub id: &'static str,
    /// What the figures are.
    pub caption: String,
    /// In what they are given: "thousand tenge".
    pub unit: String,
    /// Head of the first column.
    pub corner: Head,
    /// Heads of the other columns.
    pub columns: Vec<Head>,
    /// The rows.
    pub rows: Vec<FigureRow>,
    /// Their sum, where a sum means something.
    pub total: Option<FigureRow>,
    /// How it is read on a phone.
    pub on_phone: OnPhone,
}

/// The head of a column.
#[derive(Clone, Debug)]
pub struct Head {
    /// Its words.
    pub words: String,
    /// How it sorts the table, where it can.
    pub sort: Option<HeadSort>,
}

/// How the head of a column sorts the table.
#[derive(Clone, Debug)]
pub struct HeadSort {
    /// Where the table is sorted by this column, or the other way round where it is already.
    pub href: String,
    /// How the table is sorted by it now: `ascending`, `descending`, `none`.
    pub now: &'static str,
}

impl From<String> for Head {
    fn from(words: String) -> Head {
        Head { words, sort: None }
    }
}

impl HeadSort {
    fn mark(&self) -> &'static str {
        match self.now {
            "ascending" => "▲",
            "descending" => "▼",
            _ => "",
        }
    }
}

/// How a wide table is read on a phone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnPhone {
    /// Pushed sideways under a first column that stays: many columns to compare.
    Scroll,
    /// Each row becomes a block: few columns.
    Stack,
}

impl OnPhone {
    fn class(&self) -> &'static str {
        match self {
            OnPhone::Scroll => "figures--scroll",
            OnPhone::Stack => "figures--stack",
        }
    }
}

/// One row.
#[derive(Clone, Debug, Default)]
pub struct FigureRow {
    /// Code of the classification, shown before the name.
    pub code: String,
    /// Name.
    pub label: String,
    /// The name's language, where it is not the page's.
    pub lang: Option<&'static str>,
    /// Where it opens.
    pub href: Option<String>,
    /// Depth, from 0.
    pub level: u8,
    /// One for each column.
    pub cells: Vec<Cell>,
}

impl FigureRow {
    /// Each cell with the head of its column, where that must be said at the cell.
    fn headed<'a>(&'a self, columns: &'a [Head], on_phone: &OnPhone) -> Vec<(&'a str, &'a Cell)> {
        let head = |head: &'a Head| match on_phone {
            OnPhone::Scroll => "",
            OnPhone::Stack => head.words.as_str(),
        };
        columns.iter().map(head).zip(&self.cells).collect()
    }
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A figure as written in the page's language.
    Figure(String),
    /// No figure, in words: never an empty cell, never a zero that nobody reported.
    Missing(String),
}
