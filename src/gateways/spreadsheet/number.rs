//! Figures as decimal fractions, and which of them a spreadsheet program keeps exactly.

/// A decimal fraction: so many units of its last decimal. `Number { units: -15, decimals: 1 }` is −1.5.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    /// How many units of the last decimal.
    pub units: i64,
    /// How many decimals there are.
    pub decimals: u32,
}

/// Decimal digits that a spreadsheet program keeps: it counts in double precision, and drops the sixteenth digit.
const KEPT: usize = 15;

impl Number {
    /// True where a spreadsheet program shows every digit: not more than fifteen between the first and the last that is
    /// not zero. What has more is written as words, because it would be rounded without anybody being told.
    pub fn is_kept(self) -> bool {
        let digits = self.units.unsigned_abs().to_string();
        digits.trim_end_matches('0').len() <= KEPT
    }

    /// The figure without groups of thousands, with all its decimals.
    pub fn plain(self, point: char) -> String {
        let sign = if self.units < 0 { "-" } else { "" };
        let decimals = self.decimals as usize;
        let digits = format!("{:0width$}", self.units.unsigned_abs(), width = decimals + 1);
        let (whole, rest) = digits.split_at(digits.len() - decimals);
        if rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}{point}{rest}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn figures_are_written_plainly() {
        let check = |units: i64, decimals: u32, expect: &str| {
            assert_eq!(Number { units, decimals }.plain(','), expect);
        };
        check(0, 0, "0");
        check(0, 2, "0,00");
        check(-15, 1, "-1,5");
        check(-5, 2, "-0,05");
        check(23_106_551_975_464, 3, "23106551975,464");
        check(i64::MIN, 5, "-92233720368547,75808");
    }

    #[test]
    fn more_than_fifteen_digits_are_not_kept() {
        let check =
            |units: i64, kept: bool| assert_eq!(Number { units, decimals: 5 }.is_kept(), kept, "{units}");
        check(0, true);
        check(2_310_655_197_546_400, true);
        check(999_999_999_999_999, true);
        check(9_999_999_999_999_990, true);
        check(2_310_655_197_546_401, false);
        check(i64::MIN, false);
    }

    proptest! {
        #[test]
        fn what_is_kept_is_shown_in_fifteen_digits_of_a_double(units in any::<i64>(), zeros in 0_u32..10, decimals in 0_u32..6) {
            let number = Number { units: units / 10_i64.pow(zeros) * 10_i64.pow(zeros), decimals };
            let double: f64 = number.plain('.').parse().expect("a number");
            let shown = format!("{:.14e}", double.abs());
            let digits: String = shown.split('e').next().unwrap_or_default().replace('.', "");
            let exact = number.units.unsigned_abs().to_string();
            let same = digits.trim_end_matches('0') == exact.trim_end_matches('0');
            prop_assert!(!number.is_kept() || same || number.units == 0, "{shown} {exact}");
        }
    }
}
