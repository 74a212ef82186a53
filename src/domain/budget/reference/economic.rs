//! The economic classification: categories, classes, specifics. It knows no functional classification.
//!
//! Which category a specific belongs to is read from the list, never computed from its digits.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{Label, Standing, lines, row, versions};

/// A category (one digit), a class (two) or a specific (three) of the economic classification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Economic {
    /// The code.
    pub code: u16,
    /// The name.
    pub label: Label,
    /// The class of a specific, the category of a class; nothing above a category.
    pub parent: Option<u16>,
    /// Whether code and name were found in a published list.
    pub standing: Standing,
}

static ECONOMIC: LazyLock<BTreeMap<u16, Economic>> =
    LazyLock::new(|| lines(versions::ECONOMIC).filter_map(read).map(|entry| (entry.code, entry)).collect());

fn read(line: &'static str) -> Option<Economic> {
    let (code, label) = row(line)?;
    let mut fields = line.split(';').skip(4);
    let parent = Some(fields.next()?).filter(|code| !code.is_empty()).map(str::parse).transpose().ok()?;
    Some(Economic { code: code.parse().ok()?, label, parent, standing: Standing::parse(fields.next()?)? })
}

/// Categories, then classes, then specifics, each by code.
pub fn all() -> impl Iterator<Item = &'static Economic> {
    ECONOMIC.values()
}

/// All specifics, by code.
pub fn specifics() -> impl Iterator<Item = &'static Economic> {
    ECONOMIC.range(100..).map(|(_, entry)| entry)
}

/// A category, a class or a specific by its code.
pub fn find(code: u16) -> Option<&'static Economic> {
    ECONOMIC.get(&code)
}

/// The class of a specific.
pub fn class(specific: u16) -> Option<u16> {
    find(specific).filter(|entry| entry.code >= 100)?.parent
}

/// The category of a specific.
pub fn category(specific: u16) -> Option<u16> {
    find(class(specific)?)?.parent
}
