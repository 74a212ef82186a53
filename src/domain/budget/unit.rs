//! In what unit amounts are shown, and with how many decimals.

use super::holder::BudgetKind;
use crate::domain::money::Tiyn;

/// The unit of the amounts of one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Thousand tenge, as in form 7-ОИБ; exact to the tiyn.
    Thousand,
    /// Million tenge, one decimal.
    Million,
    /// Billion tenge, one decimal.
    Billion,
}

impl Unit {
    /// In the order of the switch.
    pub const ALL: [Unit; 3] = [Unit::Thousand, Unit::Million, Unit::Billion];

    /// The code used in addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Unit::Thousand => "thousand",
            Unit::Million => "million",
            Unit::Billion => "billion",
        }
    }

    /// The unit of a code.
    pub fn parse(code: &str) -> Option<Unit> {
        Unit::ALL.into_iter().find(|unit| unit.code() == code)
    }

    /// The unit in which a budget of this kind is shown unless another is asked for: the figures of the large ones are
    /// too long for a page in thousands.
    pub const fn usual(kind: BudgetKind) -> Unit {
        match kind {
            BudgetKind::Republican | BudgetKind::Aggregate | BudgetKind::Region => Unit::Million,
            BudgetKind::District | BudgetKind::Rural => Unit::Thousand,
        }
    }

    /// Of how many tiyn the unit is a power of ten.
    pub const fn scale(self) -> u32 {
        match self {
            Unit::Thousand => 5,
            Unit::Million => 8,
            Unit::Billion => 11,
        }
    }

    /// How many decimals an amount is written with: thousands are exact, without zeros at the end
    /// (`23 106 551 975,464`); the others have one.
    pub fn decimals(self, amount: Tiyn) -> u32 {
        match self {
            Unit::Thousand => (0..5).find(|kept| amount.0 % 10_i64.pow(5 - kept) == 0).unwrap_or(5),
            Unit::Million | Unit::Billion => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_exact_and_have_no_zeros_at_the_end() {
        let check = |unit: Unit, tiyn: i64, decimals: u32| {
            assert_eq!(unit.decimals(Tiyn(tiyn)), decimals, "{tiyn}");
        };
        check(Unit::Thousand, 2_310_655_197_546_400, 3);
        check(Unit::Thousand, 2_331_615_848_700_000, 0);
        check(Unit::Thousand, 0, 0);
        check(Unit::Thousand, 1, 5);
        check(Unit::Thousand, -150_000, 1);
        check(Unit::Million, 2_310_655_197_546_400, 1);
        check(Unit::Billion, 0, 1);
    }

    #[test]
    fn codes_lead_back_to_their_units() {
        for unit in Unit::ALL {
            assert_eq!(Unit::parse(unit.code()), Some(unit));
        }
        assert_eq!(Unit::parse("trillion"), None);
    }
}
