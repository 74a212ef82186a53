//! Individual (IIN) and business (BIN) identification numbers: twelve digits with a check digit.

/// Why a text is not an identification number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotANumber {
    /// Not exactly twelve ASCII digits.
    #[error("an identification number has twelve digits")]
    NotTwelveDigits,
    /// The twelfth digit does not follow from the other eleven.
    #[error("the check digit does not match")]
    CheckDigit,
    /// The fifth digit says that it belongs to the other kind of number.
    #[error("this number belongs to the other kind")]
    WrongKind,
}

macro_rules! number {
    ($(#[$doc:meta])* $name:ident, $kind:expr) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Reads a number typed by hand or imported: twelve digits, right kind, right check digit.
            pub fn parse(text: &str) -> Result<Self, NotANumber> {
                let number = Self::from_certificate(text)?;
                let kind: fn(u8) -> bool = $kind;
                if !kind(text.as_bytes()[4]) {
                    return Err(NotANumber::WrongKind);
                }
                if check_digit(text.as_bytes()) != Some(text.as_bytes()[11] - b'0') {
                    return Err(NotANumber::CheckDigit);
                }
                Ok(number)
            }

            /// Takes a number out of a certificate or our own storage: twelve digits.
            ///
            /// The check digit is not asked for here: certificates of the test authority have wrong ones.
            pub fn from_certificate(text: &str) -> Result<Self, NotANumber> {
                if text.len() != 12 || !text.bytes().all(|b| b.is_ascii_digit()) {
                    return Err(NotANumber::NotTwelveDigits);
                }
                Ok(Self(text.to_owned()))
            }

            /// The twelve digits.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The first two and the last two digits, the rest hidden.
            pub fn masked(&self) -> String {
                format!("{}••••••••{}", &self.0[..2], &self.0[10..])
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.masked())
            }
        }
    };
}

number!(
    /// The number of a person (kk ЖСН, ru ИИН). `Debug` prints it masked, so that it reaches no log.
    Iin,
    |fifth| fifth <= b'3'
);
number!(
    /// The number of a legal entity (kk БСН, ru БИН).
    Bin,
    |fifth| (b'4'..=b'6').contains(&fifth)
);

impl Iin {
    /// The date of birth that the number states, where the seventh digit names a century and the date exists.
    pub fn born_on(&self) -> Option<chrono::NaiveDate> {
        let century = match self.0.as_bytes()[6] {
            b'1' | b'2' => 1800,
            b'3' | b'4' => 1900,
            b'5' | b'6' => 2000,
            _ => return None,
        };
        let part = |from: usize| self.0[from..from + 2].parse::<u32>().ok();
        chrono::NaiveDate::from_ymd_opt(century + i32::try_from(part(0)?).ok()?, part(2)?, part(4)?)
    }

    /// The sex that the number states, where the seventh digit names a century.
    pub fn sex(&self) -> Option<Sex> {
        match self.0.as_bytes()[6] {
            b'1' | b'3' | b'5' => Some(Sex::Male),
            b'2' | b'4' | b'6' => Some(Sex::Female),
            _ => None,
        }
    }
}

/// The sex that an IIN states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    /// kk әйел, ru женский.
    Female,
    /// kk ер, ru мужской.
    Male,
}

impl Sex {
    /// The code used in catalogues.
    pub const fn code(self) -> &'static str {
        match self {
            Sex::Female => "female",
            Sex::Male => "male",
        }
    }
}

/// The check digit of the first eleven digits; nothing where the number is never issued.
///
/// Weights 1…11 modulo 11; where that gives 10, weights 3…11,1,2; where that gives 10 again, the number is not used.
pub fn check_digit(digits: &[u8]) -> Option<u8> {
    let sum = |weight: fn(usize) -> u32| {
        digits.iter().take(11).enumerate().map(|(i, b)| weight(i) * u32::from(b - b'0')).sum::<u32>() % 11
    };
    let first = sum(|i| i as u32 + 1);
    let check = if first == 10 { sum(|i| (i as u32 + 2) % 11 + 1) } else { first };
    u8::try_from(check).ok().filter(|digit| *digit < 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digit_of_known_numbers() {
        // The numbers of the test authority's certificates are wrong; these are the right ones.
        assert_eq!(check_digit(b"12345678901"), Some(3));
        assert_eq!(check_digit(b"12345678902"), Some(5));
    }

    #[test]
    fn a_certificate_may_carry_a_wrong_check_digit_but_a_typed_number_may_not() {
        assert!(Iin::from_certificate("123456789011").is_ok());
        assert_eq!(Iin::parse("850615300120"), Err(NotANumber::CheckDigit));
        for garbage in ["", "12345678901", "1234567890123", "12345678901a", "１２３４５６７８９０１２"]
        {
            assert_eq!(Iin::parse(garbage), Err(NotANumber::NotTwelveDigits), "{garbage}");
        }
    }

    #[test]
    fn a_bin_is_no_iin() {
        let with_check = |eleven: &str| {
            let check = check_digit(eleven.as_bytes()).expect("issued");
            format!("{eleven}{check}")
        };
        let bin = with_check("05034000123");
        assert!(Bin::parse(&bin).is_ok());
        assert_eq!(Iin::parse(&bin), Err(NotANumber::WrongKind));
        let iin = with_check("85061530012");
        assert!(Iin::parse(&iin).is_ok());
        assert_eq!(Bin::parse(&iin), Err(NotANumber::WrongKind));
        assert_eq!(Iin::parse(&iin).expect("valid").born_on(), chrono::NaiveDate::from_ymd_opt(1985, 6, 15));
    }

    #[test]
    fn the_seventh_digit_tells_century_and_sex() {
        let check = |seventh: char, born: Option<&str>, sex| {
            let iin = Iin::from_certificate(&format!("000229{seventh}00001")).expect("twelve digits");
            assert_eq!(
                (iin.born_on().map(|day| day.to_string()).as_deref(), iin.sex()),
                (born, sex),
                "{seventh}"
            );
        };
        check('0', None, None);
        check('1', None, Some(Sex::Male)); // 1800 had no 29 February
        check('4', None, Some(Sex::Female));
        check('5', Some("2000-02-29"), Some(Sex::Male));
        check('6', Some("2000-02-29"), Some(Sex::Female));
        check('7', None, None);
    }

    #[test]
    fn debug_output_hides_the_person() {
        let iin = Iin::from_certificate("850615300123").expect("twelve digits");
        assert_eq!(format!("{iin:?}"), "85••••••••23");
    }
}
