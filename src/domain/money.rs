//! Money in whole tiyn (1/100 tenge). Never a floating-point number.

/// An amount in tiyn; negative for deficits and returns. The range of `i64` is 92 quadrillion tenge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tiyn(pub i64);

/// Why a text is not an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotAnAmount {
    /// Something other than an optional minus, digits and one decimal point.
    #[error("not a number")]
    NotANumber,
    /// More than 92 quadrillion tenge.
    #[error("number out of range")]
    OutOfRange,
    /// Further from a whole tiyn than the noise of a double-precision number explains.
    #[error("not a whole number of tiyn")]
    NotWholeTiyn,
}

/// Tiyn in a thousand tenge: the unit of the reports.
pub const TIYN_PER_THOUSAND_TENGE: i64 = 100_000;

impl Tiyn {
    /// No money.
    pub const ZERO: Tiyn = Tiyn(0);

    /// Reads an amount in thousand tenge, as the open-budget export writes it (`23106551975.464`).
    ///
    /// The export went through double-precision numbers, so `595943214.3199999` means `595943214.32`: what lies
    /// within a hundredth of a tiyn of a whole one is rounded to it, anything else is an error.
    pub fn from_thousand_tenge(text: &str) -> Result<Tiyn, NotAnAmount> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !all_digits(whole) || !all_digits(fraction) {
            return Err(NotAnAmount::NotANumber);
        }
        if whole.len() > 15 {
            return Err(NotAnAmount::OutOfRange);
        }
        // Seven decimals of a thousand tenge are hundredths of a tiyn; the eighth decides the rounding.
        let mut scaled: i128 = 0;
        for digit in whole.bytes().chain(fraction.bytes().chain(std::iter::repeat(b'0')).take(7)) {
            scaled = scaled * 10 + i128::from(digit - b'0');
        }
        let tiyn = (scaled + 50) / 100;
        if (scaled - tiyn * 100).abs() > 1 {
            return Err(NotAnAmount::NotWholeTiyn);
        }
        let tiyn = i64::try_from(tiyn).map_err(|_| NotAnAmount::OutOfRange)?;
        Ok(Tiyn(if negative { -tiyn } else { tiyn }))
    }

    /// Reads an exact decimal of tenge with at most two digits after the point, as the data package writes it
    /// (`23106551975464.00`).
    pub fn from_tenge(text: &[u8]) -> Result<Tiyn, NotAnAmount> {
        let (negative, digits) = match text.strip_prefix(b"-") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let point = digits.iter().position(|byte| *byte == b'.');
        let (whole, fraction) = match point {
            Some(at) => (&digits[..at], &digits[at + 1..]),
            None => (digits, &b"00"[..]),
        };
        let all_digits = |part: &[u8]| !part.is_empty() && part.iter().all(u8::is_ascii_digit);
        if !all_digits(whole) || !all_digits(fraction) {
            return Err(NotAnAmount::NotANumber);
        }
        if fraction.len() > 2 {
            return Err(NotAnAmount::NotWholeTiyn);
        }
        if whole.len() > 17 {
            return Err(NotAnAmount::OutOfRange);
        }
        let number = |part: &[u8]| part.iter().fold(0_u64, |sum, digit| sum * 10 + u64::from(digit - b'0'));
        let cents = if fraction.len() == 1 { number(fraction) * 10 } else { number(fraction) };
        // At most nineteen digits, which is within the range of u64.
        let magnitude = number(whole) * 100 + cents;
        let tiyn = if negative {
            0_i64.checked_sub_unsigned(magnitude)
        } else {
            0_i64.checked_add_unsigned(magnitude)
        };
        tiyn.map(Tiyn).ok_or(NotAnAmount::OutOfRange)
    }

    /// Appends what [`Tiyn::from_tenge`] reads, always with two digits after the point.
    pub fn write_tenge(self, text: &mut Vec<u8>) {
        if self.0 < 0 {
            text.push(b'-');
        }
        let mut digits = [b'0'; 20];
        let (mut rest, mut at) = (self.0.unsigned_abs(), digits.len());
        while rest > 0 || at > digits.len() - 3 {
            at -= 1;
            digits[at] = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        let (whole, cents) = digits[at..].split_at(digits.len() - at - 2);
        text.extend_from_slice(whole);
        text.push(b'.');
        text.extend_from_slice(cents);
    }

    /// The sum, or nothing where it leaves the range.
    pub fn checked_add(self, other: Tiyn) -> Option<Tiyn> {
        self.0.checked_add(other.0).map(Tiyn)
    }

    /// The difference, or nothing where it leaves the range.
    pub fn checked_sub(self, other: Tiyn) -> Option<Tiyn> {
        self.0.checked_sub(other.0).map(Tiyn)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn thousand_tenge_are_read_to_the_tiyn() {
        let check =
            |text: &str, tiyn: i64| assert_eq!(Tiyn::from_thousand_tenge(text), Ok(Tiyn(tiyn)), "{text}");
        check("23106551975.464", 2_310_655_197_546_400);
        check("23316158487.0", 2_331_615_848_700_000);
        check("23316158487", 2_331_615_848_700_000);
        check("0.0", 0);
        check("-55970.71282", -5_597_071_282);
        check("595943214.3199999", 59_594_321_432_000);
        check("10633063.200000001", 1_063_306_320_000);
        check("0.00001", 1);
    }

    #[test]
    fn what_is_not_a_number_of_tiyn_is_refused() {
        let check = |text: &str, why| assert_eq!(Tiyn::from_thousand_tenge(text), Err(why), "{text:?}");
        for text in ["", "-", ".", "1.", ".5", "1,5", "1e5", "NaN", "+1", " 1", "1 ", "1.2.3", "٣"] {
            check(text, NotAnAmount::NotANumber);
        }
        check("0.000005", NotAnAmount::NotWholeTiyn);
        check("9999999999999999", NotAnAmount::OutOfRange);
    }

    #[test]
    fn tenge_have_two_digits_after_the_point() {
        let check = |text: &str, tiyn: i64| {
            assert_eq!(Tiyn::from_tenge(text.as_bytes()), Ok(Tiyn(tiyn)), "{text}");
        };
        check("0", 0);
        check("-0.00", 0);
        check("12.5", 1250);
        check("-12.05", -1205);
        check("92233720368547758.07", i64::MAX);
        check("-92233720368547758.08", i64::MIN);
        let refuse = |text: &str, why| assert_eq!(Tiyn::from_tenge(text.as_bytes()), Err(why), "{text:?}");
        for text in ["", "-", ".", "1.", ".5", "1,5", "1e5", "NaN", "+1", " 1", "1 ", "1.2.3", "--1", "٣"] {
            refuse(text, NotAnAmount::NotANumber);
        }
        refuse("0.001", NotAnAmount::NotWholeTiyn);
        refuse("92233720368547758.08", NotAnAmount::OutOfRange);
        refuse("100000000000000000", NotAnAmount::OutOfRange);
        refuse("99999999999999999.99", NotAnAmount::OutOfRange);
    }

    proptest! {
        #[test]
        fn tenge_are_read_as_they_were_written(tiyn in any::<i64>()) {
            let mut text = Vec::new();
            Tiyn(tiyn).write_tenge(&mut text);
            prop_assert_eq!(Tiyn::from_tenge(&text), Ok(Tiyn(tiyn)));
            prop_assert_eq!(text.iter().rev().nth(2), Some(&b'.'));
        }
    }
}
