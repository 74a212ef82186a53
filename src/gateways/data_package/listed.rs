//! Codes against the lists carried in the program: what must be there is a fault, what a list may lack is a notice.

use std::collections::{BTreeMap, HashSet};

use super::Faults;
use crate::domain::budget::composition::specific_of;
use crate::domain::budget::economic::place_of;
use crate::domain::budget::path::Step;
use crate::domain::budget::reference::economic;
use crate::domain::budget::{Bearer, Line, Path, reference};
use crate::domain::region::Kato;
use crate::domain::scope::BudgetKey;

/// A code that our lists do not know; the figures are taken all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What is not known: places, subgroups, administrators and so on.
    pub what: &'static str,
    /// How many.
    pub count: usize,
    /// The first of them.
    pub first: Vec<String>,
}

/// How many examples a notice names.
const EXAMPLES: usize = 5;

/// What was met so far.
#[derive(Default)]
pub(super) struct Listed {
    known: HashSet<i64>,
    /// What the package itself names.
    named: HashSet<Bearer>,
    /// By code, true once met.
    specifics: Vec<bool>,
    unknown: BTreeMap<&'static str, (usize, Vec<String>)>,
}

impl Listed {
    /// The package names something; false where it did so before.
    pub(super) fn name(&mut self, bearer: Bearer) -> bool {
        self.named.insert(bearer)
    }

    /// True for a place that our lists know or the package names.
    pub(super) fn knows(&self, place: Kato) -> bool {
        reference::place(place).is_some() || self.named.contains(&Bearer::Place(place))
    }

    fn is_named(&self, path: Path) -> bool {
        Bearer::of(path).is_some_and(|bearer| self.named.contains(&bearer))
    }

    /// A budget that is met for the first time: its region must be one; what is wrong with it otherwise.
    pub(super) fn budget(&mut self, budget: BudgetKey) -> Option<String> {
        let BudgetKey::Local(place) = budget else { return None };
        if reference::place(place.top()).is_none() {
            return Some(format!("{place} lies in no region of the classifier KATO"));
        }
        if !self.knows(place) {
            self.note("places", place.to_string());
        }
        None
    }

    /// The lines of a report or a plan: groups and categories must be known.
    pub(super) fn lines<F>(&mut self, lines: &[Line<F>], file: &str, faults: &mut Faults) {
        for line in lines {
            if let Some(specific) = specific_of(line.path) {
                self.specific(specific);
                continue;
            }
            let Some((what, rule)) = rule(line.path) else { continue };
            if !self.known.insert(line.path.packed()) || reference::label(line.path).is_some() {
                continue;
            }
            match rule {
                Rule::MustBeKnown => {
                    faults.at(
                        file,
                        first_below(lines, line.path),
                        format!("{}: {what} has no such code", line.path),
                    );
                }
                Rule::MayBeNew if self.is_named(line.path) => {}
                Rule::MayBeNew => self.note(what, line.path.to_string()),
            }
        }
    }

    fn specific(&mut self, code: u16) {
        let place = usize::from(code);
        if self.specifics.len() <= place {
            self.specifics.resize(place + 1, false);
        }
        let met = self.specifics.get_mut(place).is_none_or(|met| std::mem::replace(met, true));
        let is_known =
            || economic::find(code).is_some() || place_of(code).is_some_and(|path| self.is_named(path));
        if !met && !is_known() {
            self.note("specifics", code.to_string());
        }
    }

    fn note(&mut self, what: &'static str, code: String) {
        let (count, first) = self.unknown.entry(what).or_default();
        if !first.contains(&code) {
            *count += 1;
            if first.len() < EXAMPLES {
                first.push(code);
            }
        }
    }

    pub(super) fn notices(self) -> Vec<Notice> {
        let notice = |(what, (count, first))| Notice { what, count, first };
        self.unknown.into_iter().map(notice).collect()
    }
}

enum Rule {
    MustBeKnown,
    MayBeNew,
}

/// Which list a line is looked up in; of receipts' specifics and of subprogrammes there is none worth asking.
fn rule(path: Path) -> Option<(&'static str, Rule)> {
    match path.step() {
        Step::Group => Some(("the functional classification", Rule::MustBeKnown)),
        Step::Category => Some(("the classification of receipts", Rule::MustBeKnown)),
        Step::Subgroup => Some(("functional subgroups", Rule::MayBeNew)),
        Step::Administrator => Some(("administrators", Rule::MayBeNew)),
        Step::Programme => Some(("programmes", Rule::MayBeNew)),
        Step::Class => Some(("classes of receipts", Rule::MayBeNew)),
        Step::Subclass => Some(("subclasses of receipts", Rule::MayBeNew)),
        Step::Section
        | Step::Heading
        | Step::Subprogramme
        | Step::Specific
        | Step::ReceiptSpecific
        | Step::EconomicCategory
        | Step::EconomicClass => None,
    }
}

/// The line of the source that states something below a path.
fn first_below<F>(lines: &[Line<F>], path: Path) -> u64 {
    let stated = lines.iter().filter(|line| line.source_line > 0 && path.holds(&line.path));
    stated.map(|line| line.source_line).min().unwrap_or_default()
}
