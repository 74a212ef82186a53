//! A transaction that writes: the connection, the instant, and the journal.

use chrono::{DateTime, Utc};

use super::{Conn, StorageError, journal};
use crate::domain::journal::{Actor, Entry, Event};

/// What the closure of [`super::Db::write`] works with.
pub struct Tx<'a> {
    conn: &'a mut Conn,
    at: DateTime<Utc>,
    journalled: bool,
}

impl<'a> Tx<'a> {
    pub(super) fn new(conn: &'a mut Conn, at: DateTime<Utc>) -> Tx<'a> {
        Tx { conn, at, journalled: false }
    }

    /// The connection, inside the transaction.
    pub fn conn(&mut self) -> &mut Conn {
        self.conn
    }

    /// The instant of the act.
    pub fn at(&self) -> DateTime<Utc> {
        self.at
    }

    /// Appends an entry to the journal; it is durable when the transaction is. Returns its index.
    pub fn journal(&mut self, actor: Actor, event: Event) -> Result<u64, StorageError> {
        let index = journal::append(self.conn, &Entry { at: self.at, actor, event })?;
        self.journalled = true;
        Ok(index)
    }

    pub(super) fn has_journalled(&self) -> bool {
        self.journalled
    }
}
