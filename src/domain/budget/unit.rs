//! In what unit amounts are shown, and how they are printed.

use crate::domain::money::Tiyn;

/// The unit of the amounts of one page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Thousand tenge, as in form 7-ОИБ; exact to the tiyn.
    #[default]
    Thousand,
    /// Million tenge, one decimal.
    Million,
    /// Billion tenge, one decimal.
    Billion,
}

/// Separates groups of three digits, so that a number never breaks over two lines.
const GROUP: char = '\u{a0}';

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

    /// An amount in this unit: groups of three, a decimal comma, a true minus.
    ///
    /// Thousands are exact, without zeros at the end (`23 106 551 975,464`); the others are rounded half away from
    /// zero to one decimal.
    pub fn print(self, amount: Tiyn) -> String {
        let tiyn = u128::from(amount.0.unsigned_abs());
        let (whole, fraction) = match self {
            Unit::Thousand => {
                (tiyn / 100_000, format!("{:05}", tiyn % 100_000).trim_end_matches('0').to_owned())
            }
            Unit::Million => one_decimal(tiyn, 100_000_000),
            Unit::Billion => one_decimal(tiyn, 100_000_000_000),
        };
        let zero = whole == 0 && fraction.bytes().all(|b| b == b'0');
        let minus = if amount.0 < 0 && !zero { "−" } else { "" };
        let comma = if fraction.is_empty() { "" } else { "," };
        format!("{minus}{}{comma}{fraction}", grouped(whole))
    }
}

fn one_decimal(tiyn: u128, unit: u128) -> (u128, String) {
    let tenths = (tiyn * 10 + unit / 2) / unit;
    (tenths / 10, (tenths % 10).to_string())
}

fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(GROUP);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_as_the_form_prints_them() {
        let check = |unit: Unit, tiyn: i64, expect: &str| {
            assert_eq!(unit.print(Tiyn(tiyn)).replace(GROUP, " "), expect);
        };
        check(Unit::Thousand, 2_310_655_197_546_400, "23 106 551 975,464");
        check(Unit::Thousand, 2_331_615_848_700_000, "23 316 158 487");
        check(Unit::Thousand, 0, "0");
        check(Unit::Thousand, 1, "0,00001");
        check(Unit::Thousand, -100_000, "−1");
        check(Unit::Million, 2_310_655_197_546_400, "23 106 552,0");
        check(Unit::Million, -4_999_999, "0,0");
        check(Unit::Million, -5_000_000, "−0,1");
        check(Unit::Billion, 2_310_655_197_546_400, "23 106,6");
        check(Unit::Billion, i64::MIN, "−92 233 720,4");
    }

    #[test]
    fn codes_lead_back_to_their_units() {
        for unit in Unit::ALL {
            assert_eq!(Unit::parse(unit.code()), Some(unit));
        }
        assert_eq!(Unit::parse("trillion"), None);
    }
}
