//! Second floor: use cases. One use case loads, asks the domain, saves and journals, in one transaction.
//!
//! Knows nothing of HTTP or HTML. Instants are handed in.

pub mod applications;
pub mod attestations;
pub mod bodies;
pub mod budget;
pub mod budget_generating;
pub mod budget_holdings;
pub mod budget_loading;
pub mod budget_streaming;
pub mod calendars;
pub mod demo;
pub mod desk;
pub mod duties;
pub mod holds;
pub mod journal;
pub mod letters;
pub mod outbox;
pub mod oversight;
pub mod personnel;
pub mod qr_pictures;
pub mod registry;
pub mod saved_looks;
pub mod scope_words;
pub mod service_levels;
pub mod sessions;
pub mod sign_in;
pub mod signing;
pub mod substitutions;
pub mod superiors;
pub mod sweep;
pub mod system_roles;
pub mod training;
pub mod watching;
pub mod why;

pub use crate::gateways::randomness::token as random_token;
pub use crate::storage::{Failure, StorageError};
