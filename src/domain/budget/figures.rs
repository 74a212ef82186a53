//! What a line of the classification can hold: figures that are added up column by column.

use super::measures::Measures;

/// The figures of one line. Sums leave nothing out and say where they leave the range of amounts.
pub trait Figures: Copy + Default + PartialEq {
    /// Each figure added to its like.
    fn plus(&self, other: &Self) -> Option<Self>;
    /// Each figure less its like.
    fn minus(&self, other: &Self) -> Option<Self>;
}

impl Figures for Measures {
    fn plus(&self, other: &Measures) -> Option<Measures> {
        self.checked_add(other)
    }

    fn minus(&self, other: &Measures) -> Option<Measures> {
        self.checked_sub(other)
    }
}
