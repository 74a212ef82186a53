//! Second floor: use cases. One use case loads, asks the domain, saves and journals, in one transaction.
//!
//! Knows nothing of HTTP or HTML. Instants are handed in.

pub mod journal;
pub mod outbox;
pub mod registry;
pub mod sessions;

pub use crate::storage::{Failure, StorageError};
