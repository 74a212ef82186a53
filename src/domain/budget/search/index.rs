//! The folded lists, and what they hold for a query.

use std::sync::LazyLock;

use super::{Meant, Query, Rank, codes};
use crate::domain::budget::economic::place_of;
use crate::domain::budget::reference::{
    self, Label, administrators, districts, economic, fold, programmes, regions,
};
use crate::domain::budget::section::{Classification, Section};
use crate::domain::budget::{Bearer, Path};
use crate::domain::scope::BudgetKey;

struct Entry {
    code: String,
    names: Vec<String>,
    meant: Vec<Meant>,
}

static INDEX: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let mut index = Vec::new();
    index.extend(tree(Classification::Functional, reference::functions()));
    index.extend(administrators().filter_map(|office| {
        let meant = departmental(&[office.code.number()])?;
        Some(entry(&office.code.code(), office.label, vec![meant]))
    }));
    index.extend(programmes::named().filter_map(|(administrator, codes, label)| {
        let steps: Vec<u16> = std::iter::once(administrator.number()).chain(codes).collect();
        let meant = departmental(&steps)?;
        let code: Vec<String> = steps.iter().map(|code| format!("{code:03}")).collect();
        Some(entry(&code.join(" "), label, vec![meant]))
    }));
    index.extend(economic::all().filter_map(|item| {
        let path = economic_path(item.code)?;
        Some(entry(&path.last_code(), item.label, vec![Meant::Line(path)]))
    }));
    index.extend(tree(Classification::Receipts, reference::receipts()));
    index.push(entry("", REPUBLICAN, vec![Meant::Budget(BudgetKey::Republican)]));
    index.extend(regions().iter().chain(districts()).map(|place| {
        entry(&place.kato.code(), place.label, vec![Meant::Budget(BudgetKey::Local(place.kato))])
    }));
    index
});

const REPUBLICAN: Label =
    Label {
        kk: Some("Республикалық бюджет"), ru: "Республиканский бюджет", en: Some("Republican budget")
    };

/// What may be meant by a name that a load gave.
pub fn of_bearer(bearer: Bearer) -> Vec<Meant> {
    let code = match bearer {
        Bearer::Place(place) => return vec![Meant::Budget(BudgetKey::Local(place))],
        Bearer::Code(code) => code,
    };
    let (classification, steps) = match code.section().direct() {
        Some(classification) => (classification, code.codes()),
        None => (Classification::Receipts, code.codes().get(1..).unwrap_or_default()),
    };
    match classification {
        Classification::Functional | Classification::Receipts => {
            roots(classification).filter_map(|root| descend(root, steps)).map(Meant::Line).collect()
        }
        Classification::Departmental | Classification::Economic | Classification::Investments => {
            vec![Meant::Line(code)]
        }
    }
}

/// What may be meant, the best first, each once.
pub fn candidates(query: &Query) -> Vec<(Rank, Meant)> {
    let mut found: Vec<(Rank, usize, Meant)> = Vec::new();
    let read = codes::read(&query.folded);
    let first = read.len();
    found.extend(read.into_iter().enumerate().map(|(order, meant)| (Rank::Code, order, meant)));
    for (order, entry) in (first..).zip(INDEX.iter()) {
        let names = entry.names.iter().filter_map(|name| query.name(name));
        if let Some(rank) = query.code(&entry.code).into_iter().chain(names).min() {
            found.extend(entry.meant.iter().map(|meant| (rank, order, *meant)));
        }
    }
    found.sort();
    let mut known = std::collections::HashSet::new();
    found.retain(|(_, _, meant)| known.insert(*meant));
    found.into_iter().map(|(rank, _, meant)| (rank, meant)).collect()
}

fn entry(code: &str, label: Label, meant: Vec<Meant>) -> Entry {
    let names = [label.kk, Some(label.ru), label.en];
    Entry { code: code.to_owned(), names: names.into_iter().flatten().map(fold).collect(), meant }
}

/// A list whose codes are the steps below the roots of a classification.
fn tree(
    classification: Classification,
    list: impl Iterator<Item = (&'static str, Label)>,
) -> impl Iterator<Item = Entry> {
    list.map(move |(code, label)| {
        let steps: Vec<u16> = code.split('.').filter_map(|step| step.parse().ok()).collect();
        let paths = roots(classification).filter_map(|root| descend(root, &steps));
        entry(&code.replace('.', " "), label, paths.map(Meant::Line).collect())
    })
}

/// Where a classification begins.
pub(super) fn roots(classification: Classification) -> impl Iterator<Item = Path> {
    Section::ALL.into_iter().filter(|section| section.is_of_form()).flat_map(move |section| {
        let direct = (section.direct() == Some(classification)).then(|| Path::of(section));
        let below = (1..).zip(section.headings()).filter(move |(_, heading)| **heading == classification);
        direct.into_iter().chain(below.filter_map(move |(number, _)| Path::of(section).child(number).ok()))
    })
}

pub(super) fn descend(root: Path, steps: &[u16]) -> Option<Path> {
    steps.iter().try_fold(root, |path, code| path.child(*code)).ok()
}

pub(super) fn departmental(steps: &[u16]) -> Option<Meant> {
    descend(Path::of(Section::Departmental), steps).map(Meant::Line)
}

fn economic_path(code: u16) -> Option<Path> {
    let root = Path::of(Section::Economic);
    match code {
        100.. => place_of(code),
        10.. => descend(root, &[economic::find(code)?.parent?, code]),
        _ => descend(root, &[code]),
    }
}
