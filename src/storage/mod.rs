//! First floor: rows. Turns rows into domain values and back, and nothing else; Diesel lives here only.
//!
//! Every write goes through [`Db::write`], which is one transaction with at least one journal entry inside; looks share
//! transactions ([`Db::look`]).

pub mod applications;
pub mod arrivals;
pub mod attestations;
pub mod bodies;
pub mod budget;
pub mod calendars;
pub mod challenges;
pub mod closures;
mod conn;
mod db;
pub mod due_facts;
pub mod duties;
pub mod employee_tables;
mod error;
pub mod grants;
mod grouping;
pub mod holds;
pub mod journal;
pub mod leases;
mod migrating;
mod one_of;
pub mod outbox;
pub mod papers;
pub mod people;
pub mod personnel;
pub mod promises;
mod readers;
pub mod saved_looks;
mod schema;
pub mod sessions;
pub mod substitutions;
pub mod superiors;
pub mod system_roles;
pub mod trainings;
mod tx;
mod writers;

pub use conn::{Conn, DatabaseUrl, NotADatabaseUrl};
pub use db::Db;
pub use error::{Fails, Failure, StorageError};
pub use migrating::{Pending, migrate, names, pending, unmigrate};
pub use tx::Tx;

#[cfg(test)]
#[path = "../../tests/support/database.rs"]
mod test_database;
#[cfg(test)]
pub(crate) mod testing;
