//! Canonical bytes of an entry: a version byte, then length-prefixed fields in fixed order.
//!
//! `1 | at | actor | person | body | code | field…`, each part a 32-bit big-endian length and that many bytes of UTF-8;
//! the number of fields follows from the code.

use chrono::DateTime;

use super::{Actor, Entry, Event};
use crate::domain::ids::{BodyId, PersonId};
use crate::domain::journal::field::Field;

const VERSION: u8 = 1;
const LONGEST: usize = 1 << 20;

/// Why bytes are not an entry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Damaged {
    /// The first byte is not a version that this program knows.
    #[error("unknown version of the entry")]
    Version,
    /// The bytes end inside a part, or a part is longer than any entry.
    #[error("the entry is cut off")]
    CutOff,
    /// A part is not UTF-8.
    #[error("the entry is not text")]
    NotText,
    /// A code that this program does not know.
    #[error("unknown event {0:?}")]
    UnknownEvent(String),
    /// A field that does not read.
    #[error("field {0} does not read")]
    Field(&'static str),
    /// More fields than the event has.
    #[error("too many fields")]
    TooManyFields,
    /// It reads, but would be written otherwise.
    #[error("the entry is not in its canonical form")]
    NotCanonical,
}

pub(super) fn encode(entry: &Entry) -> Vec<u8> {
    let (actor, person, body) = match entry.actor {
        Actor::System => ("system".to_owned(), None, None),
        Actor::Anonymous => ("anonymous".to_owned(), None, None),
        Actor::Person { person, body } => ("person".to_owned(), Some(person), Some(body)),
        Actor::Substitute { person, body, absent } => (format!("for {absent}"), Some(person), Some(body)),
    };
    let head = [
        entry.at.timestamp_micros().text(),
        actor,
        person.text(),
        body.text(),
        entry.event.code().to_owned(),
    ];
    let mut bytes = vec![VERSION];
    for part in head.into_iter().chain(entry.event.fields().into_iter().map(|(_, text)| text)) {
        let length = u32::try_from(part.len()).unwrap_or(u32::MAX);
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(part.as_bytes());
    }
    bytes
}

pub(super) fn decode(bytes: &[u8]) -> Result<Entry, Damaged> {
    let Some((&VERSION, mut rest)) = bytes.split_first() else {
        return Err(Damaged::Version);
    };
    let mut parts = Vec::new();
    while !rest.is_empty() {
        let (length, tail) = rest.split_first_chunk::<4>().ok_or(Damaged::CutOff)?;
        let length = u32::from_be_bytes(*length) as usize;
        if length > LONGEST || length > tail.len() {
            return Err(Damaged::CutOff);
        }
        let (part, tail) = tail.split_at(length);
        parts.push(String::from_utf8(part.to_vec()).map_err(|_| Damaged::NotText)?);
        rest = tail;
    }
    let [at, actor, person, body, code, fields @ ..] = parts.as_slice() else {
        return Err(Damaged::CutOff);
    };
    let at = i64::parse(at).and_then(DateTime::from_timestamp_micros).ok_or(Damaged::Field("at"))?;
    let person = Option::<PersonId>::parse(person).ok_or(Damaged::Field("actor"))?;
    let body = Option::<BodyId>::parse(body).ok_or(Damaged::Field("actor"))?;
    let actor = match (actor.as_str(), person, body) {
        ("system", None, None) => Actor::System,
        ("anonymous", None, None) => Actor::Anonymous,
        ("person", Some(person), Some(body)) => Actor::Person { person, body },
        (actor, Some(person), Some(body)) => {
            let absent = actor.strip_prefix("for ").and_then(|number| number.parse().ok());
            Actor::Substitute { person, body, absent: absent.ok_or(Damaged::Field("actor"))? }
        }
        (_, _, _) => return Err(Damaged::Field("actor")),
    };
    Ok(Entry { at, actor, event: Event::from_fields(code, fields)? })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::person::Role;

    fn entry(seconds: i64, cause: &str) -> Entry {
        Entry {
            at: DateTime::from_timestamp(seconds, 7_000).expect("an instant"),
            actor: Actor::Person { person: PersonId(7), body: BodyId(3) },
            event: Event::SignInRefused { cause: cause.to_owned() },
        }
    }

    #[test]
    fn the_bytes_of_an_entry_are_a_promise() {
        let bytes = entry(1_763_600_000, "expired").to_bytes();
        let expect = "\u{1}\0\0\0\u{10}1763600000000007\0\0\0\u{6}person\0\0\0\u{2}=7\0\0\0\u{2}=3\0\0\0\u{f}sign_in_refused\0\0\0\u{7}expired";
        assert_eq!(String::from_utf8_lossy(&bytes), expect);
    }

    #[test]
    fn who_acts_for_whom_reads_back() {
        let substitute = Actor::Substitute { person: PersonId(7), body: BodyId(3), absent: PersonId(12) };
        let entry = Entry { actor: substitute, ..entry(0, "") };
        assert_eq!(Entry::from_bytes(&entry.to_bytes()), Ok(entry.clone()));
        let text = String::from_utf8(entry.to_bytes()).expect("text").replace("for 12", "for 0x");
        assert_eq!(Entry::from_bytes(text.as_bytes()), Err(Damaged::Field("actor")));
    }

    #[test]
    fn lists_and_nothing_read_back() {
        for roles in [vec![], vec![Role::Head], vec![Role::Head, Role::Auditor]] {
            let event = Event::PersonRegistered { person: PersonId(1), body: BodyId(2), roles };
            let entry = Entry { event, ..entry(0, "") };
            assert_eq!(Entry::from_bytes(&entry.to_bytes()), Ok(entry));
        }
    }

    #[test]
    fn damage_has_a_name() {
        let good = entry(5, "x").to_bytes();
        assert_eq!(Entry::from_bytes(&[]), Err(Damaged::Version));
        assert_eq!(Entry::from_bytes(&[9]), Err(Damaged::Version));
        assert_eq!(Entry::from_bytes(&good[..good.len() - 1]), Err(Damaged::CutOff));
        let longer = [good.as_slice(), &[0, 0, 0, 0]].concat();
        assert_eq!(Entry::from_bytes(&longer), Err(Damaged::TooManyFields));
    }

    proptest! {
        /// two different entries never have equal bytes, because bytes read back to their entry.
        #[test]
        fn bytes_read_back(seconds in 0i64..4_000_000_000, cause in any::<String>()) {
            let entry = entry(seconds, &cause);
            prop_assert_eq!(Entry::from_bytes(&entry.to_bytes()), Ok(entry));
        }

        /// Whatever the bytes, reading them neither panics nor accepts a second spelling.
        #[test]
        fn garbage_is_never_an_entry(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(Entry::from_bytes(&bytes).is_err());
        }

        #[test]
        fn one_changed_byte_never_reads_as_the_same_entry(position in 0usize..60, to in any::<u8>()) {
            let entry = entry(1_763_600_000, "expired");
            let mut bytes = entry.to_bytes();
            let position = position % bytes.len();
            prop_assume!(bytes[position] != to);
            bytes[position] = to;
            prop_assert_ne!(Entry::from_bytes(&bytes), Ok(entry));
        }
    }
}
