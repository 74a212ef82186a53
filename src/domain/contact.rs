//! Telephone numbers and e-mail addresses, as typed into a form and kept in one canonical form.

/// A telephone number of Kazakhstan: `+7` and ten digits. `Debug` hides it, so that it reaches no log.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Phone(String);

/// The text is not a telephone number of Kazakhstan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a telephone number has ten digits after +7 or 8")]
pub struct NotAPhone;

impl Phone {
    /// Reads `+7 (7172) 75-00-00`, `87172750000` and the like.
    pub fn parse(text: &str) -> Result<Phone, NotAPhone> {
        let bare: String = text.chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '-' | '(' | ')')).collect();
        let digits = bare.strip_prefix("+7").or_else(|| bare.strip_prefix(['7', '8'])).ok_or(NotAPhone)?;
        if digits.len() != 10 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NotAPhone);
        }
        Ok(Phone(format!("+7{digits}")))
    }

    /// `+7` and ten digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// An e-mail address of the plain kind: nothing in it needs quoting in a header. `Debug` hides it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Email(String);

/// The text is not an e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address")]
pub struct NotAnEmail;

impl Email {
    /// Reads `name@host.domain`; letter case of the host is folded.
    pub fn parse(text: &str) -> Result<Email, NotAnEmail> {
        let (name, host) = text.trim().split_once('@').ok_or(NotAnEmail)?;
        let word = |part: &str, most: usize, others: &[u8]| {
            (1..=most).contains(&part.len())
                && part.bytes().all(|b| b.is_ascii_alphanumeric() || others.contains(&b))
                && !part.starts_with('-')
                && !part.ends_with('-')
        };
        let fits = name.len() <= 64
            && host.len() <= 253
            && name.split('.').all(|part| word(part, 64, b"_%+-"))
            && host.contains('.')
            && host.split('.').all(|label| word(label, 63, b"-"));
        if fits { Ok(Email(format!("{name}@{}", host.to_ascii_lowercase()))) } else { Err(NotAnEmail) }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

macro_rules! hidden {
    ($($name:ident),+) => {$(impl std::fmt::Debug for $name {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(concat!(stringify!($name), "(…)"))
        }
    })+};
}
hidden!(Phone, Email);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones() {
        for text in ["+7 (7172) 75-00-00", "8 7172 75 00 00", "77172750000", "+77172750000"] {
            assert_eq!(Phone::parse(text).map(|p| p.0), Ok("+77172750000".to_owned()), "{text}");
        }
        for garbage in [
            "",
            "75-00-00",
            "+1 202 555 0100 11",
            "+7717275000",
            "+771727500001",
            "+7717275000a",
            "8٧172750000",
        ] {
            assert_eq!(Phone::parse(garbage), Err(NotAPhone), "{garbage:?}");
        }
    }

    #[test]
    fn emails() {
        let check = |text: &str, expect: &str| {
            assert_eq!(Email::parse(text).map(|e| e.0), Ok(expect.to_owned()), "{text}");
        };
        check(" a.serikbayeva@Minfin.GOV.kz ", "a.serikbayeva@minfin.gov.kz");
        check("A_1+x@mail.kz", "A_1+x@mail.kz");
        for garbage in [
            "",
            "a",
            "@b.kz",
            "a@",
            "a@b",
            "a@b@c.kz",
            "a b@c.kz",
            "a@b..kz",
            ".a@b.kz",
            "a.@b.kz",
            "a@-b.kz",
            "-a@b.kz",
            "a@b.kz\r\nBcc: c@d.kz",
            "\"a\"@b.kz",
            "<a@b.kz>",
            "a,b@c.kz",
            "a@[127.0.0.1]",
            "ә@b.kz",
        ] {
            assert_eq!(Email::parse(garbage), Err(NotAnEmail), "{garbage:?}");
        }
        assert_eq!(Email::parse(&format!("{}@b.kz", "a".repeat(65))), Err(NotAnEmail));
    }

    #[test]
    fn debug_output_hides_the_person() {
        let phone = Phone::parse("87172750000").expect("a phone");
        let email = Email::parse("a@b.kz").expect("an address");
        assert_eq!(format!("{phone:?} {email:?}"), "Phone(…) Email(…)");
    }
}
