//! A transaction that writes: the connection, the instant, and the journal.

use chrono::{DateTime, Utc};

use super::journal::Appending;
use super::{Conn, StorageError};
use crate::domain::journal::{Actor, Entry, Event};

/// What the closures of [`super::Db::write`] and [`super::Db::look`] work with.
pub struct Tx<'a> {
    conn: &'a mut Conn,
    at: DateTime<Utc>,
    appending: Appending,
    journalled: bool,
}

impl<'a> Tx<'a> {
    pub(super) fn new(conn: &'a mut Conn, at: DateTime<Utc>, appending: Appending) -> Tx<'a> {
        Tx { conn, at, appending, journalled: false }
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
        let index = self.appending.append(self.conn, &Entry { at: self.at, actor, event })?;
        self.journalled = true;
        Ok(index)
    }

    /// What is to be saved before the transaction ends; an error where nothing was journalled.
    pub(super) fn into_journalled(self) -> Result<Appending, StorageError> {
        if self.journalled { Ok(self.appending) } else { Err(StorageError::NotJournalled) }
    }
}
