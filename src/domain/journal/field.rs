//! How one value of an entry is written: as text that reads back to the same value.

use chrono::NaiveDate;

use crate::domain::body::BodyKind;
use crate::domain::budget::Aspect;
use crate::domain::ids::{
    ApplicationId, AttestationId, BodyId, CourseId, EmployeeLineId, FeedId, GrantId, HoldId, PersonId,
    SavedLookId, SubstitutionId, TrainingId,
};
use crate::domain::iin_bin::Bin;
use crate::domain::person::Role;
use crate::domain::system::System;

/// A value of an entry. `text` must be injective and `parse` its inverse.
pub trait Field: Sized {
    /// The canonical text.
    fn text(&self) -> String;
    /// The value of a canonical text.
    fn parse(text: &str) -> Option<Self>;
}

/// A SHA-256 digest, written as 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest(pub [u8; 32]);

impl Digest {
    /// The digest of some bytes.
    pub fn of(bytes: &[u8]) -> Digest {
        use sha2::Digest as _;
        Digest(sha2::Sha256::digest(bytes).into())
    }
}

impl std::fmt::Debug for Digest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text())
    }
}

impl Field for Digest {
    fn text(&self) -> String {
        self.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn parse(text: &str) -> Option<Digest> {
        if text.len() != 64 || !text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return None;
        }
        let mut bytes = [0; 32];
        for (i, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[2 * i..2 * i + 2], 16).ok()?;
        }
        Some(Digest(bytes))
    }
}

impl Field for String {
    fn text(&self) -> String {
        self.clone()
    }

    fn parse(text: &str) -> Option<String> {
        Some(text.to_owned())
    }
}

impl Field for i64 {
    fn text(&self) -> String {
        self.to_string()
    }

    fn parse(text: &str) -> Option<i64> {
        text.parse().ok().filter(|number: &i64| number.to_string() == text)
    }
}

impl Field for NaiveDate {
    fn text(&self) -> String {
        self.format("%Y-%m-%d").to_string()
    }

    fn parse(text: &str) -> Option<NaiveDate> {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|day| day.text() == text)
    }
}

/// Nothing is the empty text, something is its text after an equals sign.
impl<T: Field> Field for Option<T> {
    fn text(&self) -> String {
        self.as_ref().map(|value| format!("={}", value.text())).unwrap_or_default()
    }

    fn parse(text: &str) -> Option<Option<T>> {
        if text.is_empty() {
            return Some(None);
        }
        text.strip_prefix('=').and_then(T::parse).map(Some)
    }
}

/// Codes separated by spaces.
macro_rules! coded {
    ($($name:ty),+) => {$(
        impl Field for $name {
            fn text(&self) -> String {
                self.code().to_owned()
            }

            fn parse(text: &str) -> Option<$name> {
                <$name>::parse(text)
            }
        }

        impl Field for Vec<$name> {
            fn text(&self) -> String {
                self.iter().map(|value| value.code()).collect::<Vec<_>>().join(" ")
            }

            fn parse(text: &str) -> Option<Vec<$name>> {
                text.split_terminator(' ').map(<$name>::parse).collect()
            }
        }
    )+};
}
coded!(System, Role, BodyKind, Aspect);

macro_rules! id_field {
    ($($name:ident),+) => {$(
        impl Field for $name {
            fn text(&self) -> String {
                self.to_string()
            }

            fn parse(text: &str) -> Option<$name> {
                text.parse().ok()
            }
        }
    )+};
}
id_field!(
    ApplicationId,
    AttestationId,
    BodyId,
    CourseId,
    EmployeeLineId,
    FeedId,
    TrainingId,
    GrantId,
    HoldId,
    PersonId,
    SavedLookId,
    SubstitutionId
);

impl Field for Bin {
    fn text(&self) -> String {
        self.as_str().to_owned()
    }

    fn parse(text: &str) -> Option<Bin> {
        Bin::from_certificate(text).ok()
    }
}
