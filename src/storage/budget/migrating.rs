//! The schema of the budget database.

use diesel_migrations::{EmbeddedMigrations, embed_migrations};

use crate::storage::migrating::{Pending, Steps};
use crate::storage::{DatabaseUrl, StorageError};

const STEPS: Steps = Steps { sqlite: SQLITE, postgres: POSTGRES };
const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/budget-sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/budget-postgres");

/// Runs the migrations that have not run. Where there are none, nobody who reads is disturbed.
pub fn migrate(url: &DatabaseUrl) -> Result<Pending, StorageError> {
    match STEPS.pending(url)? {
        Pending(0) => Ok(Pending(0)),
        Pending(_) => STEPS.migrate(url),
    }
}

/// Undoes every migration: for the test that goes up, down and up again.
pub fn unmigrate(url: &DatabaseUrl) -> Result<(), StorageError> {
    STEPS.unmigrate(url)
}
