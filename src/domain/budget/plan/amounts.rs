//! The amounts of one line of a plan: one for each of its three years.

use crate::domain::budget::figures::Figures;
use crate::domain::budget::measures::Percent;
use crate::domain::money::Tiyn;

/// Planned for the first, the second and the third year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Amounts(pub [Tiyn; 3]);

impl Amounts {
    fn zip(&self, other: &Amounts, op: fn(Tiyn, Tiyn) -> Option<Tiyn>) -> Option<Amounts> {
        let (Amounts([a, b, c]), Amounts([d, e, f])) = (self, other);
        Some(Amounts([op(*a, *d)?, op(*b, *e)?, op(*c, *f)?]))
    }

    /// Each year added to its like.
    pub fn checked_add(&self, other: &Amounts) -> Option<Amounts> {
        self.zip(other, Tiyn::checked_add)
    }

    /// Each year less its like.
    pub fn checked_sub(&self, other: &Amounts) -> Option<Amounts> {
        self.zip(other, Tiyn::checked_sub)
    }

    /// By how much the second year is more than the first, and the third than the second, in per cent of the earlier;
    /// none where nothing is planned for the earlier, or where it is a deficit, of which no share makes sense.
    pub fn growth(&self) -> [Option<Percent>; 2] {
        let Amounts([first, second, third]) = *self;
        [(first, second), (second, third)].map(|(earlier, later)| {
            let more = later.checked_sub(earlier).filter(|_| earlier > Tiyn::ZERO)?;
            Percent::of(more, earlier)
        })
    }
}

impl Figures for Amounts {
    fn plus(&self, other: &Amounts) -> Option<Amounts> {
        self.checked_add(other)
    }

    fn minus(&self, other: &Amounts) -> Option<Amounts> {
        self.checked_sub(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_is_told_from_year_to_year() {
        let check = |amounts: [i64; 3], expect: [Option<i64>; 2]| {
            let growth = Amounts(amounts.map(Tiyn)).growth();
            assert_eq!(growth.map(|share| share.map(|share| share.0)), expect, "{amounts:?}");
        };
        check([100, 110, 99], [Some(100), Some(-100)]);
        check([3, 4, 4], [Some(333), Some(0)]);
        check([0, 5, 0], [None, Some(-1000)]);
        check([-10, -5, 5], [None, None]);
    }
}
