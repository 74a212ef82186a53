//! Reading and writing: the only two doors to the database, both away from the async workers.

use std::time::Duration;

use chrono::{DateTime, Utc};
use diesel::connection::SimpleConnection;

use super::conn::ConnPool;
use super::{Conn, DatabaseUrl, Fails, StorageError, Tx};

/// Held on PostgreSQL by whoever appends to the journal, in any process: appends are in a row anyway, and taking turns
/// before the snapshot of the transaction spares the serialization failures.
const JOURNAL_TURN: i64 = 0x5141_5241_5502;

/// Whether a transaction waits for its turn at the journal.
#[derive(Clone, Copy)]
enum Turn {
    Taken,
    NotNeeded,
}

/// How often a write in conflict with others is tried before it is given up.
const ATTEMPTS: u32 = 6;

/// The portal's database.
#[derive(Clone)]
pub struct Db {
    readers: ConnPool,
    /// One connection on SQLite, which has one writer anyway; several on PostgreSQL.
    writers: ConnPool,
}

impl Db {
    /// Opens the database, whose schema must be up to date (see [`super::migrate`]).
    pub fn open(url: &DatabaseUrl) -> Result<Db, StorageError> {
        let (readers, writers) = match url {
            DatabaseUrl::Sqlite(_) => (2, 1),
            DatabaseUrl::Postgres(_) => (4, 4),
        };
        Ok(Db { readers: url.pool(readers)?, writers: url.pool(writers)? })
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
        read_from(&self.readers, work).await
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
            let mut tx = Tx::new(conn, at);
            let done = work(&mut tx)?;
            if tx.has_journalled() { Ok(done) } else { Err(StorageError::NotJournalled.into()) }
        })
        .await
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
        mut work: impl FnMut(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: Fails,
    {
        let pool = self.writers.clone();
        blocking(move || {
            let mut conn = connection(&pool)?;
            let begin = match &*conn {
                Conn::Postgres(_) => "BEGIN ISOLATION LEVEL SERIALIZABLE",
                Conn::Sqlite(_) => "BEGIN IMMEDIATE",
            };
            let mut pause = Duration::from_millis(5);
            for _ in 1..ATTEMPTS {
                match in_turn(&mut conn, turn, |conn| within(conn, begin, &mut work)) {
                    Err(error) if error.is_contended() => std::thread::sleep(pause),
                    done => return done,
                }
                pause *= 3;
            }
            in_turn(&mut conn, turn, |conn| within(conn, begin, &mut work))
        })
        .await
    }
}

/// Reads one consistent state over a connection of a pool.
pub(super) async fn read_from<T, E>(
    pool: &ConnPool,
    work: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
) -> Result<T, E>
where
    T: Send + 'static,
    E: Fails,
{
    let pool = pool.clone();
    blocking(move || {
        let mut conn = connection(&pool)?;
        let begin = match &*conn {
            Conn::Postgres(_) => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
            Conn::Sqlite(_) => "BEGIN DEFERRED",
        };
        within(&mut conn, begin, work)
    })
    .await
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

fn connection(
    pool: &ConnPool,
) -> Result<diesel::r2d2::PooledConnection<diesel::r2d2::ConnectionManager<Conn>>, StorageError> {
    pool.get().map_err(|error| StorageError::Unavailable(error.to_string()))
}

fn in_turn<T, E: From<StorageError>>(
    conn: &mut Conn,
    turn: Turn,
    work: impl FnOnce(&mut Conn) -> Result<T, E>,
) -> Result<T, E> {
    match (turn, &*conn) {
        (Turn::NotNeeded, _) | (Turn::Taken, Conn::Sqlite(_)) => work(conn),
        (Turn::Taken, Conn::Postgres(_)) => {
            conn.batch_execute(&format!("SELECT pg_advisory_lock({JOURNAL_TURN})"))
                .map_err(StorageError::from)?;
            let held = Held(conn);
            work(held.0)
        }
    }
}

struct Held<'a>(&'a mut Conn);

impl Drop for Held<'_> {
    fn drop(&mut self) {
        if let Err(error) = self.0.batch_execute(&format!("SELECT pg_advisory_unlock({JOURNAL_TURN})")) {
            tracing::warn!(%error, "giving back the turn at the journal failed");
        }
    }
}

/// Runs `work` between `begin` and COMMIT; whatever else happens, also a panic, rolls back.
pub(super) fn within<T, E: From<StorageError>>(
    conn: &mut Conn,
    begin: &str,
    work: impl FnOnce(&mut Conn) -> Result<T, E>,
) -> Result<T, E> {
    conn.batch_execute(begin).map_err(StorageError::from)?;
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
