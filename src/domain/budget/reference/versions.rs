//! The lists themselves and which version of each is carried: what a page of sources shows.

/// A list and where it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListVersion {
    /// The name of the list, also the key of its title: `economic`.
    pub name: &'static str,
    /// The day of the version, `2026-11-20`.
    pub version: &'static str,
    /// Where codes and Russian names come from, in English.
    pub source: &'static str,
    /// Lines of the list.
    pub rows: usize,
    /// Of them, those that no published list confirms.
    pub unconfirmed: usize,
}

pub(super) static ADMINISTRATORS: &str = include_str!("administrators.csv");
pub(super) static CROSSWALK: &str = include_str!("crosswalk.csv");
pub(super) static DISTRICTS: &str = include_str!("districts.csv");
pub(super) static ECONOMIC: &str = include_str!("economic.csv");
pub(super) static FUNCTIONS: &str = include_str!("functions.csv");
pub(super) static PROGRAMMES: &str = include_str!("programmes.csv");
pub(super) static RECEIPTS: &str = include_str!("receipts.csv");
pub(super) static REGIONS: &str = include_str!("regions.csv");
pub(super) static SECTIONS: &str = include_str!("sections.csv");

/// The lists by name, in the order in which they are shown.
pub(super) fn lists() -> [(&'static str, &'static str); 9] {
    [
        ("sections", SECTIONS),
        ("functions", FUNCTIONS),
        ("administrators", ADMINISTRATORS),
        ("programmes", PROGRAMMES),
        ("economic", ECONOMIC),
        ("receipts", RECEIPTS),
        ("crosswalk", CROSSWALK),
        ("regions", REGIONS),
        ("districts", DISTRICTS),
    ]
}

/// What is carried, in the order of the classification, then places.
pub fn versions() -> Vec<ListVersion> {
    lists().into_iter().map(|(name, text)| version(name, text)).collect()
}

fn version(name: &'static str, text: &'static str) -> ListVersion {
    let remark = |key: &str| {
        text.lines().find_map(|line| line.strip_prefix("# ")?.strip_prefix(key)?.strip_prefix(": "))
    };
    ListVersion {
        name,
        version: remark("version").unwrap_or_default(),
        source: remark("source").unwrap_or_default(),
        rows: super::lines(text).count(),
        unconfirmed: super::lines(text).filter(|line| line.ends_with(";unconfirmed")).count(),
    }
}
