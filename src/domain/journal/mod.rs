//! The journal: every act and every look, as typed entries with canonical bytes and an RFC 6962 hash tree.
//!
//! The bytes are a promise for years: an entry once written must read back the same in every later version. They are
//! therefore made by hand here, never by a serialization library.

mod declaring;
mod encoding;
mod event;
mod field;
pub mod tree;

pub use declaring::Subject;
pub use encoding::Damaged;
pub use event::Event;
pub use field::{Digest, Field};

use chrono::{DateTime, Utc};

use super::ids::{BodyId, PersonId};

/// Who acted or looked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Actor {
    /// The portal itself, or a command on the server.
    System,
    /// Somebody who is not signed in.
    Anonymous,
    /// A signed-in person, for a body.
    Person {
        /// Who.
        person: PersonId,
        /// For which body.
        body: BodyId,
    },
    /// A signed-in person by the right of somebody absent.
    Substitute {
        /// Who.
        person: PersonId,
        /// For which body.
        body: BodyId,
        /// On behalf of whom.
        absent: PersonId,
    },
}

/// One entry of the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// When, to the microsecond.
    pub at: DateTime<Utc>,
    /// By whom.
    pub actor: Actor,
    /// What.
    pub event: Event,
}

impl Entry {
    /// The canonical bytes, the leaf of the tree. Two different entries never have equal bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        encoding::encode(self)
    }

    /// Reads canonical bytes back; anything that `to_bytes` would not have written is damage.
    pub fn from_bytes(bytes: &[u8]) -> Result<Entry, Damaged> {
        let entry = encoding::decode(bytes)?;
        if entry.to_bytes() == bytes { Ok(entry) } else { Err(Damaged::NotCanonical) }
    }
}
