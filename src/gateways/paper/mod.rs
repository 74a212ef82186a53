//! Documents on A4, as PDF: paragraphs, facts, tables whose heads are repeated, codes, and what is said of signatures. The
//! same document gives the same bytes. Must not know what a document is about.
//!
//! The font is DejaVu Serif Condensed, which has every Kazakh letter; its licence is beside this file.

mod drawing;
mod face;
mod flow;
mod table;
#[cfg(test)]
mod tests;

use chrono::NaiveDateTime;

pub use table::{Cell, Column, Table};

/// How the sheet lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// On its short side.
    Portrait,
    /// On its long side, for wide tables.
    Landscape,
}

/// A piece of a document, below the one before.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Small lines in the upper right corner: of what this is an annex.
    Corner(Vec<String>),
    /// Lines in the right half: to whom and from whom.
    Right(Vec<String>),
    /// The name of the document, in the middle.
    Title(String),
    /// What it is about, in the middle below the name.
    Subtitle(String),
    /// The name of a part.
    Heading(String),
    /// A paragraph.
    Text(String),
    /// One of several things to choose, underlined where it is chosen.
    Choice(Chosen, String),
    /// Names of facts, and the facts.
    Facts(Vec<(String, String)>),
    /// A table.
    Table(Table),
    /// A place to the left, and a name at the right end of a line: who signs.
    Signer(String, String),
    /// Lines in a frame: what is said of a signature. Never divided between pages.
    Stamp(Vec<String>),
    /// A code with lines beside it.
    Code(String, Vec<String>),
}

/// Whether a thing was chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chosen {
    /// It was.
    Yes,
    /// It was not.
    No,
}

/// A document.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// Its name, for programs and the foot of each page.
    pub title: String,
    /// BCP 47 code of its language.
    pub lang: &'static str,
    /// How its sheets lie.
    pub shape: Shape,
    /// When it was made, in national time.
    pub at: NaiveDateTime,
    /// The words of a page's number: `{page}` and `{pages}` stand for the numbers.
    pub page: String,
    /// What is said at the foot of each page, beside its number.
    pub foot: String,
    /// Its pieces, from the top.
    pub blocks: Vec<Block>,
}

/// A document that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the document could not be written: {0}")]
pub struct NotPrinted(String);

/// The document as a PDF file.
pub fn pdf(document: &Document) -> Result<Vec<u8>, NotPrinted> {
    let faces = face::Faces::load().ok_or_else(|| NotPrinted("the font does not read".to_owned()))?;
    drawing::draw(document, &faces, flow::pages(document, &faces))
}
