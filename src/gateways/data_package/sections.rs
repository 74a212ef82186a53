//! The list of sections that a package carries for other programs: what each is called, and which way its money goes.

use super::lines::quoted;
use crate::domain::budget::section::Classification;
use crate::domain::budget::{Path, Section, reference};

/// The rows of the list.
pub(super) fn section_rows() -> String {
    let mut rows = String::new();
    for section in Section::ALL.into_iter().filter(|section| *section != Section::Departmental) {
        let headings = (1..).zip(section.headings());
        let below = headings.map(|(heading, classification)| (heading, Some(*classification)));
        for (heading, classification) in std::iter::once((0, section.direct())).chain(below) {
            let path = Path::of(section).child(heading).unwrap_or(Path::of(section));
            let label = reference::label(path);
            let heading = if heading == 0 { String::new() } else { heading.to_string() };
            let (kk, ru) = (label.and_then(|label| label.kk), label.map(|label| label.ru));
            let direction = direction(section, classification);
            rows.push_str(&format!(
                "{},{heading},{direction},{},{}\n",
                section.code(),
                quoted(kk.unwrap_or_default()),
                quoted(ru.unwrap_or_default())
            ));
        }
    }
    rows
}

fn direction(section: Section, classification: Option<Classification>) -> &'static str {
    match classification {
        Some(Classification::Receipts) => "revenue",
        Some(
            Classification::Functional
            | Classification::Departmental
            | Classification::Economic
            | Classification::Investments,
        ) => "expenditure",
        None if section == Section::Receipts => "revenue",
        None => "",
    }
}
