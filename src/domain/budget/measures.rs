//! The seven measures of form 7-ОИБ and what the form computes from them. Planned and executed are never added.

use crate::domain::money::Tiyn;

/// The figures of one line, cumulative from 1 January.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Measures {
    /// Approved budget of the year (ru утверждённый).
    pub utv: Tiyn,
    /// Refined budget of the year (ru уточнённый).
    pub utch: Tiyn,
    /// Corrected budget of the year (ru скорректированный): the year plan.
    pub plg: Tiyn,
    /// Plan for the period by payments: the period plan.
    pub plgp: Tiyn,
    /// Plan for the period by obligations; zero for receipts.
    pub plgo: Tiyn,
    /// Obligations accepted; zero for receipts.
    pub obz: Tiyn,
    /// Receipts executed, or obligations paid.
    pub sumrg: Tiyn,
}

/// The name of one of the seven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// `utv`
    Approved,
    /// `utch`
    Refined,
    /// `plg`
    Corrected,
    /// `plgp`
    PlanByPayments,
    /// `plgo`
    PlanByObligations,
    /// `obz`
    Obligations,
    /// `sumrg`
    Executed,
}

impl Measure {
    /// All seven, in the order of the form.
    pub const ALL: [Measure; 7] = [
        Measure::Approved,
        Measure::Refined,
        Measure::Corrected,
        Measure::PlanByPayments,
        Measure::PlanByObligations,
        Measure::Obligations,
        Measure::Executed,
    ];

    /// The abbreviation that the treasury's exports use.
    pub const fn code(self) -> &'static str {
        match self {
            Measure::Approved => "utv",
            Measure::Refined => "utch",
            Measure::Corrected => "plg",
            Measure::PlanByPayments => "plgp",
            Measure::PlanByObligations => "plgo",
            Measure::Obligations => "obz",
            Measure::Executed => "sumrg",
        }
    }
}

impl Measures {
    /// One of the seven.
    pub const fn get(&self, measure: Measure) -> Tiyn {
        match measure {
            Measure::Approved => self.utv,
            Measure::Refined => self.utch,
            Measure::Corrected => self.plg,
            Measure::PlanByPayments => self.plgp,
            Measure::PlanByObligations => self.plgo,
            Measure::Obligations => self.obz,
            Measure::Executed => self.sumrg,
        }
    }

    /// Applies one operation to each pair of like measures; nothing where one of the seven leaves the range.
    fn zip(&self, other: &Measures, op: fn(Tiyn, Tiyn) -> Option<Tiyn>) -> Option<Measures> {
        Some(Measures {
            utv: op(self.utv, other.utv)?,
            utch: op(self.utch, other.utch)?,
            plg: op(self.plg, other.plg)?,
            plgp: op(self.plgp, other.plgp)?,
            plgo: op(self.plgo, other.plgo)?,
            obz: op(self.obz, other.obz)?,
            sumrg: op(self.sumrg, other.sumrg)?,
        })
    }

    /// Each measure added to its like.
    pub fn checked_add(&self, other: &Measures) -> Option<Measures> {
        self.zip(other, Tiyn::checked_add)
    }

    /// Each measure less its like.
    pub fn checked_sub(&self, other: &Measures) -> Option<Measures> {
        self.zip(other, Tiyn::checked_sub)
    }

    /// The figures of a month alone: what has grown since the month before. The budgets of the year stay what they are.
    pub fn since(&self, before: &Measures) -> Option<Measures> {
        let grown = self.checked_sub(before)?;
        Some(Measures { utv: self.utv, utch: self.utch, plg: self.plg, ..grown })
    }

    /// Column 9: obligations accepted and not paid. None where no obligations are kept, as for receipts.
    pub fn unpaid(&self) -> Option<Tiyn> {
        if self.obz == Tiyn::ZERO { None } else { self.obz.checked_sub(self.sumrg) }
    }

    /// Column 11: executed, in per cent of the plan for the period by payments. None without a plan.
    pub fn of_period_plan(&self) -> Option<Percent> {
        Percent::of(self.sumrg, self.plgp)
    }

    /// Column 12: executed, in per cent of the corrected budget of the year. None without a plan.
    pub fn of_year_plan(&self) -> Option<Percent> {
        Percent::of(self.sumrg, self.plg)
    }
}

/// A share in tenths of one per cent, rounded half away from zero from the exact fraction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(pub i64);

impl Percent {
    /// What part of `whole` the `part` is. None where the whole is zero or the share has no sensible size.
    pub fn of(part: Tiyn, whole: Tiyn) -> Option<Percent> {
        if whole == Tiyn::ZERO {
            return None;
        }
        let (part, whole) = (i128::from(part.0) * 1000, i128::from(whole.0));
        let magnitude = (part.abs() * 2 + whole.abs()) / (whole.abs() * 2);
        let tenths = if (part < 0) == (whole < 0) { magnitude } else { -magnitude };
        i64::try_from(tenths).ok().map(Percent)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_share_has_one_decimal_and_no_plan_has_no_share() {
        let check = |part: i64, whole: i64, expect: Option<i64>| {
            let share = Percent::of(Tiyn(part), Tiyn(whole)).map(|share| share.0);
            assert_eq!(share, expect, "{part} of {whole}");
        };
        check(0, 0, None);
        check(5, 0, None);
        check(0, 5, Some(0));
        check(1, 3, Some(333));
        check(2, 3, Some(667));
        check(1, 2000, Some(1));
        check(1, 2001, Some(0));
        check(-1, 2000, Some(-1));
        check(-1, -2000, Some(1));
        check(2_310_655_197_546_400, 2_347_830_265_300_000, Some(984));
        check(i64::MAX, 1, None);
    }

    #[test]
    fn receipts_have_no_obligations_to_be_unpaid() {
        let paid = Measures { obz: Tiyn(70), sumrg: Tiyn(50), ..Measures::default() };
        assert_eq!(paid.unpaid(), Some(Tiyn(20)));
        assert_eq!(Measures { sumrg: Tiyn(50), ..Measures::default() }.unpaid(), None);
    }

    #[test]
    fn a_month_alone_is_what_has_grown() {
        let of = |year: i64, grown: i64| Measures {
            utv: Tiyn(year),
            plg: Tiyn(year + 1),
            plgp: Tiyn(grown),
            sumrg: Tiyn(grown * 2),
            ..Measures::default()
        };
        assert_eq!(of(7, 50).since(&of(6, 20)), Some(of(7, 30)));
    }

    proptest! {
        #[test]
        fn the_printed_share_is_within_half_a_tenth(part in -1_000_000_000_i64..1_000_000_000, whole in 1_i64..1_000_000_000) {
            let Percent(tenths) = Percent::of(Tiyn(part), Tiyn(whole)).expect("a share");
            let error = (i128::from(tenths) * i128::from(whole) - i128::from(part) * 1000).abs();
            prop_assert!(error * 2 <= i128::from(whole));
        }
    }
}
