//! The calendar that the portal counts by: its newest published edition, asked for in the transaction that counts. Kept in
//! memory is only what never changes: an edition under its number.

pub mod keeping;
mod seeing;

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};

pub use seeing::{Correction, Working, workings};

use crate::domain::calendar::{Calendar, Edition};
use crate::domain::journal::{Actor, Event};
use crate::storage::{Conn, Db, StorageError, Tx, calendars};

/// Where use cases take the calendar from.
#[derive(Clone, Debug, Default)]
pub struct Calendars(Arc<Mutex<Option<Arc<Known>>>>);

/// An edition that was read before.
#[derive(Debug)]
struct Known {
    number: u32,
    calendar: Calendar,
}

impl Calendars {
    /// The calendar of this moment.
    pub fn current(&self, conn: &mut Conn) -> Result<Calendar, StorageError> {
        // Before the first start there is only what the portal is delivered with, which the first start publishes.
        let Some(number) = calendars::newest(conn)? else { return Ok(Calendar::built_in()) };
        self.edition(conn, number)
    }

    /// The calendar of an edition.
    pub fn edition(&self, conn: &mut Conn, number: u32) -> Result<Calendar, StorageError> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(known) = known.filter(|known| known.number == number) {
            return Ok(known.calendar.clone());
        }
        let calendar = kept(conn, number)?.calendar();
        let known = Arc::new(Known { number, calendar: calendar.clone() });
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(known);
        Ok(calendar)
    }

    /// The calendar of this moment, for whoever is not in a transaction.
    pub async fn now(&self, db: &Db) -> Result<Calendar, StorageError> {
        let calendars = self.clone();
        db.read(move |conn| calendars.current(conn)).await
    }
}

/// Publishes what the portal is delivered with as the first edition, where none was published yet.
pub async fn begin(db: &Db, at: DateTime<Utc>) -> Result<(), StorageError> {
    if db.read(calendars::newest).await?.is_some() {
        return Ok(());
    }
    let begun = db.write(at, move |tx| {
        if calendars::newest(tx.conn())?.is_some() {
            return Err(StorageError::Conflict("the first edition of the calendar".to_owned()));
        }
        let edition = Edition::delivered();
        calendars::insert(tx, &edition, None)?;
        journal(tx, Actor::System, &edition, edition.days().len(), 0)
    });
    match begun.await {
        // Another process was faster with the same.
        Err(StorageError::Conflict(_)) => Ok(()),
        done => done,
    }
}

fn kept(conn: &mut Conn, number: u32) -> Result<Edition, StorageError> {
    let corrupt = || StorageError::Corrupt { table: "calendar_versions", id: number.to_string() };
    calendars::find(conn, number)?.ok_or_else(corrupt)
}

fn journal(
    tx: &mut Tx<'_>,
    actor: Actor,
    edition: &Edition,
    days: usize,
    promises: usize,
) -> Result<(), StorageError> {
    let (days, promises) = (days as i64, promises as i64);
    tx.journal(actor, Event::CalendarPublished { calendar: edition.name(), days, promises })?;
    Ok(())
}
