//! What money is made of: figures by specific of the economic classification.

use std::collections::BTreeMap;

use super::measures::Measures;
use super::path::{Path, Step};

/// Figures by specific, three digits each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Composition {
    parts: BTreeMap<u16, Measures>,
}

/// A sum left the range of amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("more than an amount can hold")]
pub struct Overflow;

impl Composition {
    /// Adds figures of a specific.
    pub fn add(&mut self, specific: u16, measures: &Measures) -> Result<(), Overflow> {
        let part = self.parts.entry(specific).or_default();
        *part = part.checked_add(measures).ok_or(Overflow)?;
        Ok(())
    }

    /// Adds all of another.
    pub fn merge(&mut self, other: &Composition) -> Result<(), Overflow> {
        other.iter().try_for_each(|(specific, measures)| self.add(specific, measures))
    }

    /// The specifics in their order.
    pub fn iter(&self) -> impl Iterator<Item = (u16, &Measures)> {
        self.parts.iter().map(|(specific, measures)| (*specific, measures))
    }

    /// True where no specific is known.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    /// How many specifics there are.
    pub fn len(&self) -> usize {
        self.parts.len()
    }

    /// The figures of one specific.
    pub fn get(&self, specific: u16) -> Option<&Measures> {
        self.parts.get(&specific)
    }
}

impl FromIterator<(u16, Measures)> for Composition {
    fn from_iter<T: IntoIterator<Item = (u16, Measures)>>(parts: T) -> Composition {
        Composition { parts: parts.into_iter().collect() }
    }
}

/// The specific that a path ends with.
pub fn specific_of(path: Path) -> Option<u16> {
    (path.step() == Step::Specific).then(|| path.codes().last().copied()).flatten()
}
