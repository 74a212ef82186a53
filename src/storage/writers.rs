//! The connections that write: given out in the order in which they were asked for, and the turn at the journal.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::r2d2::{ConnectionManager, PooledConnection};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::conn::ConnPool;
use super::db::begun;
use super::{Conn, DatabaseUrl, Fails, StorageError};

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

impl Turn {
    /// How its transaction begins.
    ///
    /// On PostgreSQL whoever appends to the journal, in any process, holds a table that nobody reads: appends are in a row
    /// anyway, and a lock that is taken before the snapshot of the transaction spares the serialization failures.
    const fn begin(self, conn: &Conn) -> &'static str {
        match (self, conn) {
            (Turn::NotNeeded, Conn::Postgres(_)) => "BEGIN ISOLATION LEVEL SERIALIZABLE",
            (Turn::Taken, Conn::Postgres(_)) => {
                "BEGIN ISOLATION LEVEL SERIALIZABLE; LOCK TABLE journal_turn IN EXCLUSIVE MODE"
            }
            (Turn::NotNeeded | Turn::Taken, Conn::Sqlite(_)) => "BEGIN IMMEDIATE",
        }
    }
}

/// The connections that write: one on SQLite, which has one writer anyway; several on PostgreSQL.
///
/// The pool itself knows no order: whoever gives a connection back and asks again at once may get it again for ever.
#[derive(Clone)]
pub(super) struct Writers {
    connections: Connections,
    places: Arc<Semaphore>,
}

/// The right to one of the connections.
pub(super) struct Place {
    connections: Connections,
    _permit: OwnedSemaphorePermit,
}

pub(super) type Connection = PooledConnection<ConnectionManager<Conn>>;

/// The pool, and what was used last and is used again first: the pool would ask a server whether it is there before each use.
#[derive(Clone)]
struct Connections {
    pool: ConnPool,
    kept: Arc<Mutex<Vec<Connection>>>,
}

impl Connections {
    /// A connection whose transaction has begun.
    fn begun(&self, turn: Turn) -> Result<Connection, StorageError> {
        // The server may have gone away since: then another connection is there, or nothing can be written.
        if let Some(mut kept) = self.kept().pop()
            && kept.batch_execute(turn.begin(&kept)).is_ok()
        {
            return Ok(kept);
        }
        let mut conn = connection(&self.pool)?;
        conn.batch_execute(turn.begin(&conn))?;
        Ok(conn)
    }

    /// Nothing that could panic is done while this is held.
    fn kept(&self) -> MutexGuard<'_, Vec<Connection>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Writers {
    pub(super) fn open(url: &DatabaseUrl) -> Result<Writers, StorageError> {
        let size: u8 = match url {
            DatabaseUrl::Sqlite(_) => 1,
            DatabaseUrl::Postgres(_) => 4,
        };
        let connections = Connections { pool: url.pool(size.into())?, kept: Arc::default() };
        Ok(Writers { connections, places: Arc::new(Semaphore::new(size.into())) })
    }

    /// Waits until it is this caller's turn to have a connection.
    pub(super) async fn place(&self) -> Result<Place, StorageError> {
        match tokio::time::timeout(PATIENCE, self.places.clone().acquire_owned()).await {
            Ok(Ok(permit)) => Ok(Place { connections: self.connections.clone(), _permit: permit }),
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
        let mut pause = Duration::from_millis(5);
        for _ in 1..ATTEMPTS {
            match self.once(turn, &mut work) {
                Err(error) if error.is_contended() => std::thread::sleep(pause),
                done => return done,
            }
            pause *= 3;
        }
        self.once(turn, &mut work)
    }

    fn once<T, E: Fails>(&self, turn: Turn, work: impl FnMut(&mut Conn) -> Result<T, E>) -> Result<T, E> {
        // While it is in use it is not kept: a panic takes it along.
        let mut conn = self.connections.begun(turn)?;
        let done = begun(&mut conn, work);
        self.connections.kept().push(conn);
        done
    }
}

pub(super) fn connection(pool: &ConnPool) -> Result<Connection, StorageError> {
    pool.get().map_err(|error| StorageError::Unavailable(error.to_string()))
}
