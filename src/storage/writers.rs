//! The connections that write: given out in the order in which they were asked for, and the turn at the journal.

use std::sync::Arc;
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::r2d2::{ConnectionManager, PooledConnection};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::conn::ConnPool;
use super::db::within;
use super::{Conn, DatabaseUrl, Fails, StorageError};

/// Held on PostgreSQL by whoever appends to the journal, in any process: appends are in a row anyway, and taking turns
/// before the snapshot of the transaction spares the serialization failures.
const JOURNAL_TURN: i64 = 0x5141_5241_5502;

/// How often a write in conflict with others is tried before it is given up.
const ATTEMPTS: u32 = 6;

/// How long anybody waits for a connection that writes.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// Whether a transaction waits for its turn at the journal.
#[derive(Clone, Copy)]
pub(super) enum Turn {
    Taken,
    NotNeeded,
}

/// The connections that write: one on SQLite, which has one writer anyway; several on PostgreSQL.
///
/// The pool itself knows no order: whoever gives a connection back and asks again at once may get it again for ever.
#[derive(Clone)]
pub(super) struct Writers {
    pool: ConnPool,
    places: Arc<Semaphore>,
}

/// The right to one of the connections.
pub(super) struct Place {
    pool: ConnPool,
    _permit: OwnedSemaphorePermit,
}

impl Writers {
    pub(super) fn open(url: &DatabaseUrl) -> Result<Writers, StorageError> {
        let size: u8 = match url {
            DatabaseUrl::Sqlite(_) => 1,
            DatabaseUrl::Postgres(_) => 4,
        };
        Ok(Writers { pool: url.pool(size.into())?, places: Arc::new(Semaphore::new(size.into())) })
    }

    /// Waits until it is this caller's turn to have a connection.
    pub(super) async fn place(&self) -> Result<Place, StorageError> {
        match tokio::time::timeout(PATIENCE, self.places.clone().acquire_owned()).await {
            Ok(Ok(permit)) => Ok(Place { pool: self.pool.clone(), _permit: permit }),
            Ok(Err(closed)) => Err(StorageError::Unavailable(closed.to_string())),
            Err(elapsed) => Err(StorageError::Unavailable(elapsed.to_string())),
        }
    }
}

impl Place {
    /// One transaction, tried again while others are in its way. Blocks.
    pub(super) fn attempt<T, E: Fails>(
        self,
        turn: Turn,
        mut work: impl FnMut(&mut Conn) -> Result<T, E>,
    ) -> Result<T, E> {
        let mut conn = connection(&self.pool)?;
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
    }
}

pub(super) fn connection(pool: &ConnPool) -> Result<PooledConnection<ConnectionManager<Conn>>, StorageError> {
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
