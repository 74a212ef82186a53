//! What a demonstration has and a real portal never does: everybody's keys, a country of fictitious people, a story that
//! is under way, a clock that is moved. Everything goes through the same services as in production.

mod clock;
mod country;
mod keys;
mod people;
mod story;

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Utc};

pub use clock::{ClockRefused, last_instant, shift, until_next_morning};
pub use country::fill as fill_registry;
pub use keys::{NotPlayed, NotSigned};
pub use people::Someone;
pub use story::{NotTold, tell as tell_story};

use super::outbox::{Outbox, ShownLetter};
use crate::gateways::certificates::{Anchors, BadAnchors};
use crate::gateways::demo_authority::{DemoAuthority, DemoAuthorityError};
use crate::storage::{Db, StorageError};

/// The file by which a directory is known as a demonstration's.
pub const MARKER: &str = "qarau-demo.txt";
/// The folder of the demo authority and of everybody's keys, inside the data directory.
pub const KEYS: &str = "keys";

/// The demonstration's own part of a portal.
pub struct Demo {
    db: Db,
    authority: DemoAuthority,
    anchors: Anchors,
    outbox: Outbox,
    inserted: Mutex<Option<Someone>>,
}

/// Why a demonstration can't be had.
#[derive(Debug, thiserror::Error)]
pub enum NoDemo {
    /// The demo authority can't work.
    #[error(transparent)]
    Authority(#[from] DemoAuthorityError),
    /// The authority's own certificates are not accepted.
    #[error(transparent)]
    Anchors(#[from] BadAnchors),
}

impl Demo {
    /// The demonstration whose authority and keys lie in a folder; the authority is founded where there is none.
    pub fn open(outbox: Outbox, keys: &Path, at: DateTime<Utc>) -> Result<Demo, NoDemo> {
        let authority = DemoAuthority::open(keys, at)?;
        let anchors = Anchors::from_pem(&authority.anchors()?)?;
        Ok(Demo { db: outbox.db.clone(), authority, anchors, outbox, inserted: Mutex::new(None) })
    }

    /// The certificates of the demo authority.
    pub fn anchors(&self) -> Anchors {
        self.anchors.clone()
    }

    /// True where one of these authorities is a demonstration's.
    pub fn issued(anchors: &Anchors) -> bool {
        let is_demo = |(_, text): &(String, String)| text.starts_with("QARAU DEMO");
        anchors.as_slice().iter().any(|anchor| anchor.subject.attributes.iter().any(is_demo))
    }

    /// How many letters there are.
    pub async fn count_letters(&self) -> Result<i64, StorageError> {
        self.outbox.count().await
    }

    /// Letters after so many newer ones, newest first.
    pub async fn letters(&self, after: i64, most: i64) -> Result<Vec<ShownLetter>, StorageError> {
        self.outbox.written(after, most).await
    }

    /// Whose key the signing program holds.
    pub fn inserted(&self) -> Option<Someone> {
        self.inserted.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
