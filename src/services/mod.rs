//! Second floor: use cases. One use case loads, asks the domain, saves and journals, in one transaction.
//!
//! Knows nothing of HTTP or HTML. Instants are handed in.

pub mod applications;
<<<<<<< HEAD
pub mod budget_generating;
pub mod budget_holdings;
pub mod budget_loading;
pub mod desk;
=======
pub mod demo;
>>>>>>> 5e4267b (Make a fictitious country whose story is under way: qarau demo; start production with qarau serve)
pub mod journal;
pub mod outbox;
pub mod registry;
pub mod sessions;
pub mod sign_in;
pub mod signing;

pub use crate::storage::{Failure, StorageError};
