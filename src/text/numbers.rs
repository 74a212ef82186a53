//! How numbers are written: `1 234,5` in Kazakh and Russian, `1,234.5` in English. Exact: no floating point.

use crate::domain::lang::Lang;

/// Narrow no-break space: groups of thousands never break over a line.
const GROUP: &str = "\u{202f}";

/// A true minus sign, as wide as a digit.
const MINUS: &str = "\u{2212}";

/// A whole number with its groups of thousands.
pub fn integer(lang: Lang, value: impl Into<i128>) -> String {
    fixed(lang, value.into(), 0, 0)
}

/// `value` / 10^`scale`, rounded half away from zero to `decimals` places: tiyn as thousand tenge are
/// `fixed(lang, tiyn, 5, 1)`, basis points as per cent `fixed(lang, points, 2, 1)`.
pub fn fixed(lang: Lang, value: i128, scale: u32, decimals: u32) -> String {
    let magnitude = rounded(value.unsigned_abs(), scale, decimals);
    let unit = 10_u128.pow(decimals);
    let (whole, rest) = (magnitude / unit, magnitude % unit);
    let (group, point) = marks(lang);
    let sign = if value < 0 && magnitude != 0 { MINUS } else { "" };
    let whole = grouped(whole, group);
    match decimals {
        0 => format!("{sign}{whole}"),
        _ => format!("{sign}{whole}{point}{rest:0width$}", width = decimals as usize),
    }
}

/// What [`fixed`] writes, read back: units of the last printed place, and how many decimals there are. None where it is
/// no such text.
pub fn read(lang: Lang, text: &str) -> Option<(i64, u32)> {
    let (group, point) = marks(lang);
    let (whole, rest) = text.split_once(point).unwrap_or((text, ""));
    let sign = if whole.starts_with(MINUS) { "-" } else { "" };
    let digits = whole.trim_start_matches(MINUS).replace(group, "") + rest;
    let units = format!("{sign}{digits}").parse().ok()?;
    let decimals = u32::try_from(rest.len()).ok()?;
    let is_own = fixed(lang, i128::from(units), decimals, decimals) == text;
    is_own.then_some((units, decimals))
}

/// What stands between groups of thousands, and before decimals.
const fn marks(lang: Lang) -> (&'static str, &'static str) {
    match lang {
        Lang::Kk | Lang::Ru => (GROUP, ","),
        Lang::En => (",", "."),
    }
}

/// `value` / 10^`scale` in units of the last printed place.
fn rounded(value: u128, scale: u32, decimals: u32) -> u128 {
    if scale <= decimals {
        return value * 10_u128.pow(decimals - scale);
    }
    let unit = 10_u128.pow(scale - decimals);
    (value + unit / 2) / unit
}

fn grouped(whole: u128, group: &str) -> String {
    let digits = whole.to_string();
    let mut out = String::with_capacity(digits.len() * 2);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push_str(group);
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_as_each_language_writes_them() {
        let check = |lang, (value, scale, decimals), expect: &str| {
            assert_eq!(fixed(lang, value, scale, decimals), expect, "{value} / 10^{scale}");
        };
        check(Lang::Kk, (12_345, 1, 1), "1\u{202f}234,5");
        check(Lang::Ru, (12_345, 1, 1), "1\u{202f}234,5");
        check(Lang::En, (12_345, 1, 1), "1,234.5");
        check(Lang::Ru, (2_310_655_197_546_400, 5, 3), "23\u{202f}106\u{202f}551\u{202f}975,464");
        check(Lang::Ru, (2_310_655_197_546_400, 5, 1), "23\u{202f}106\u{202f}551\u{202f}975,5");
        check(Lang::En, (0, 5, 1), "0.0");
        check(Lang::En, (999, 0, 0), "999");
        check(Lang::En, (1_000, 0, 0), "1,000");
        check(Lang::En, (7, 0, 2), "7.00");
    }

    #[test]
    fn what_is_no_figure_is_not_read() {
        for words in ["", "—", "1 234", "1,5,5", "01", "-1", "есепте жоқ", "\u{2212}0"] {
            assert_eq!(read(Lang::Ru, words), None, "{words}");
        }
        assert_eq!(read(Lang::En, "1,234.50"), Some((123_450, 2)));
        assert_eq!(read(Lang::Kk, "\u{2212}0,5"), Some((-5, 1)));
    }

    proptest::proptest! {
        #[test]
        fn a_figure_is_read_as_it_was_written(value in i64::MIN..i64::MAX, decimals in 0_u32..6, lang in 0..3_usize) {
            let lang = Lang::ALL[lang];
            let written = fixed(lang, i128::from(value), decimals, decimals);
            proptest::prop_assert_eq!(read(lang, &written), Some((value, decimals)));
        }
    }

    #[test]
    fn rounding_is_half_away_from_zero_and_leaves_no_negative_zero() {
        let check = |value, expect: &str| assert_eq!(fixed(Lang::En, value, 2, 1), expect, "{value}");
        check(105, "1.1");
        check(-105, "\u{2212}1.1");
        check(104, "1.0");
        check(-4, "0.0");
        check(-5, "\u{2212}0.1");
        check(995, "10.0");
    }
}
