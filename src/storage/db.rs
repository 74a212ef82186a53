//! Reading and writing: the only doors to the database, all away from the async workers.

use chrono::{DateTime, Utc};
use diesel::connection::SimpleConnection;

use super::grouping::Looks;
use super::journal::Appending;
use super::migrating::{Pending, missing};
use super::readers::{Readers, at_once};
use super::writers::{Turn, Writers};
use super::{Conn, DatabaseUrl, Fails, StorageError, Tx};
use crate::domain::journal::Entry;

/// The portal's database.
#[derive(Clone)]
pub struct Db {
    readers: Readers,
    writers: Writers,
    looks: Looks,
}

impl Db {
    /// Opens the database, whose schema must be up to date (see [`super::migrate`]).
    pub fn open(url: &DatabaseUrl) -> Result<Db, StorageError> {
        let (readers, writers) = (Readers::over(url.pool(at_once(url))?)?, Writers::open(url)?);
        Ok(Db { readers, looks: Looks::open(writers.clone())?, writers })
    }

    /// Counts the migrations that have not run.
    pub async fn pending(&self) -> Result<Pending, StorageError> {
        self.read(missing).await
    }

    /// How many looks were answered since it was opened.
    pub fn looks_answered(&self) -> u64 {
        self.looks.answered()
    }

    /// Reads one consistent state.
    pub async fn read<T, E>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: Fails,
    {
        self.readers.read(work).await
    }

    /// One act or look: a transaction whose closure appends at least one journal entry.
    ///
    /// The closure may run several times, so it must have no effect outside the database; effects are outbox rows.
    pub async fn write<T, E>(
        &self,
        at: DateTime<Utc>,
        mut work: impl FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: Fails,
    {
        self.attempt(Turn::Taken, move |conn| {
            let mut tx = Tx::new(conn, at, Appending::default());
            let done = work(&mut tx)?;
            tx.into_journalled()?.save(conn)?;
            Ok(done)
        })
        .await
    }

    /// One look: as [`Db::write`], in a transaction that it may share with other looks.
    ///
    /// What its closure returns is released after the commit. It journals last: what others of its transaction appended
    /// is not counted yet by [`super::journal::size`].
    pub async fn look<T, E>(
        &self,
        at: DateTime<Utc>,
        work: impl FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: Fails,
    {
        self.looks.look(at, work).await
    }

    /// Enters one look at what was seen while the journal had `size` entries, in a transaction that it may share with others.
    ///
    /// Where anything but looks was entered since, or another process entered anything, `again` asks in this transaction
    /// whether it may still be shown; it must not write. Returns the index of the entry, after the commit.
    pub async fn enter<E: Fails>(
        &self,
        entry: Entry,
        size: u64,
        again: impl FnMut(&mut Conn) -> Result<(), E> + Send + 'static,
    ) -> Result<u64, E> {
        self.looks.enter(entry, size, again).await
    }

    /// Changes rows that are no act of anybody: leases, last-seen times, challenges that nobody answered.
    pub async fn upkeep<T, E>(
        &self,
        work: impl FnMut(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: Fails,
    {
        self.attempt(Turn::NotNeeded, work).await
    }

    async fn attempt<T, E>(
        &self,
        turn: Turn,
        work: impl FnMut(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: Fails,
    {
        let place = self.writers.place().await?;
        blocking(move || place.attempt(turn, work)).await
    }
}

async fn blocking<T, E>(work: impl FnOnce() -> Result<T, E> + Send + 'static) -> Result<T, E>
where
    T: Send + 'static,
    E: Fails,
{
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(stopped) if stopped.is_panic() => std::panic::resume_unwind(stopped.into_panic()),
        Err(stopped) => Err(StorageError::Unavailable(stopped.to_string()).into()),
    }
}

/// Runs `work` in the transaction that has begun, up to its COMMIT; whatever else happens, also a panic, rolls back.
pub(super) fn begun<T, E: From<StorageError>>(
    conn: &mut Conn,
    work: impl FnOnce(&mut Conn) -> Result<T, E>,
) -> Result<T, E> {
    let mut open = RollBack { conn, committed: false };
    let done = work(open.conn)?;
    open.conn.batch_execute("COMMIT").map_err(StorageError::from)?;
    open.committed = true;
    Ok(done)
}

struct RollBack<'a> {
    conn: &'a mut Conn,
    committed: bool,
}

impl Drop for RollBack<'_> {
    fn drop(&mut self) {
        if !self.committed
            && let Err(error) = self.conn.batch_execute("ROLLBACK")
        {
            tracing::warn!(%error, "rolling back failed");
        }
    }
}
