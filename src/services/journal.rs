//! Reading the journal; reading it is an entry too.

use chrono::{DateTime, Utc};

use super::sessions::SignedIn;
use crate::domain::journal::Event;
use crate::storage::journal::{self, Fault, Kept, Verified, Wanted};
use crate::storage::{Db, StorageError};

/// Re-reads every entry and every hash; `progress` is told the number of entries seen.
pub async fn verify(
    db: &Db,
    progress: impl FnMut(u64) + Send + 'static,
) -> Result<Result<Verified, Fault>, StorageError> {
    db.read(move |conn| journal::verify(conn, progress)).await
}

/// A page of the journal for the ministry's administrator; `filter` is how the address says what was asked.
pub async fn look(
    db: &Db,
    who: &SignedIn,
    wanted: Wanted,
    filter: String,
    at: DateTime<Utc>,
) -> Result<Vec<Kept>, StorageError> {
    let actor = (&who.actor).into();
    db.write(at, move |tx| {
        let found = journal::list(tx.conn(), &wanted)?;
        tx.journal(actor, Event::JournalLooked { filter: filter.clone(), entries: found.len() as i64 })?;
        Ok::<_, StorageError>(found)
    })
    .await
}

/// What somebody did and what was done about them, newest first: everybody may see their own.
pub async fn own_record(
    db: &Db,
    who: &SignedIn,
    before: Option<u64>,
    most: i64,
    at: DateTime<Utc>,
) -> Result<Vec<Kept>, StorageError> {
    let (actor, person) = ((&who.actor).into(), who.person.id);
    let wanted = Wanted { concerning: Some(person), before, most, ..Wanted::default() };
    db.write(at, move |tx| {
        let found = journal::list(tx.conn(), &wanted)?;
        tx.journal(actor, Event::RecordLooked { person })?;
        Ok::<_, StorageError>(found)
    })
    .await
}
