//! One load at a time, whoever starts it: numbers of loads and versions are given without gaps or clashes.

use std::fs::{File, TryLockError};

use diesel::connection::SimpleConnection;

use crate::storage::{Conn, DatabaseUrl, StorageError};

/// Held on PostgreSQL as an advisory lock of the session; on SQLite as a lock on a file beside the database, which the
/// system takes back from a process that dies.
const LOAD_TURN: i64 = 0x5141_5241_5503;

/// The turn to load, given back when dropped or with the connection.
pub(super) struct Turn {
    _file: Option<File>,
}

impl Turn {
    /// Takes the turn; another load under way is an error on SQLite and is waited for on PostgreSQL.
    pub(super) fn take(url: &DatabaseUrl, conn: &mut Conn) -> Result<Turn, StorageError> {
        match (url, conn) {
            (DatabaseUrl::Sqlite(path), _) => {
                let unavailable = |error: std::io::Error| StorageError::Unavailable(error.to_string());
                let file = File::create(path.with_added_extension("loading")).map_err(unavailable)?;
                match file.try_lock() {
                    Ok(()) => Ok(Turn { _file: Some(file) }),
                    Err(TryLockError::WouldBlock) => {
                        Err(StorageError::Unavailable("another load is under way".to_owned()))
                    }
                    Err(TryLockError::Error(error)) => Err(unavailable(error)),
                }
            }
            (DatabaseUrl::Postgres(_), conn) => {
                conn.batch_execute(&format!("SELECT pg_advisory_lock({LOAD_TURN})"))?;
                Ok(Turn { _file: None })
            }
        }
    }
}
