//! What can go wrong below the use cases.

use std::sync::Arc;

use diesel::result::{DatabaseErrorKind, Error as DieselError};

/// A failure of the storage itself, never a refusal by a rule.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// A query failed.
    #[error("query failed: {0}")]
    Query(#[source] DieselError),
    /// A unique value was there already.
    #[error("a row with this unique value exists already: {0}")]
    Conflict(String),
    /// Other transactions were in the way every time; trying again later may succeed.
    #[error("the transaction was in conflict with others")]
    Contended,
    /// A row that no version of the portal wrote.
    #[error("row {id} of {table} does not read")]
    Corrupt {
        /// The table.
        table: &'static str,
        /// Its key.
        id: String,
    },
    /// No connection.
    #[error("the database can't be reached: {0}")]
    Unavailable(String),
    /// The database of the budget would show or take more than it may; each line says what, and the SQL that mends it.
    #[error("the database of the budget would give the portal more than a look:\n{0}")]
    Unguarded(String),
    /// The stored hashes of the journal contradict its size: writing stops.
    #[error("the journal's stored hashes do not fit its size")]
    JournalBroken,
    /// A row outside the scope of who asks was about to leave the database's side: a fault of ours, never shown.
    #[error("a row outside the scope was stopped")]
    OutOfScope,
    /// Amounts add up to more than an amount can hold.
    #[error("amounts add up to more than an amount can hold")]
    TooMuch,
    /// The closure of a write appended no journal entry.
    #[error("a write without a journal entry was refused")]
    NotJournalled,
    /// The transaction that several looks shared failed.
    #[error("the transaction of a group of looks failed: {0}")]
    Group(#[source] Arc<StorageError>),
}

impl StorageError {
    /// What each look of a group is told when their transaction failed.
    pub(super) fn of_group(error: &Arc<StorageError>) -> StorageError {
        match &**error {
            StorageError::Contended => StorageError::Contended,
            StorageError::Unavailable(why) => StorageError::Unavailable(why.clone()),
            StorageError::Query(_)
            | StorageError::Conflict(_)
            | StorageError::Corrupt { .. }
            | StorageError::JournalBroken
            | StorageError::OutOfScope
            | StorageError::Unguarded(_)
            | StorageError::TooMuch
            | StorageError::NotJournalled
            | StorageError::Group(_) => StorageError::Group(error.clone()),
        }
    }
}

impl From<DieselError> for StorageError {
    #[allow(clippy::wildcard_enum_match_arm, reason = "Diesel's errors, of which three matter here")]
    fn from(error: DieselError) -> StorageError {
        match error {
            DieselError::DatabaseError(DatabaseErrorKind::UniqueViolation, info) => {
                StorageError::Conflict(info.message().to_owned())
            }
            DieselError::DatabaseError(DatabaseErrorKind::SerializationFailure, _) => StorageError::Contended,
            DieselError::DatabaseError(_, info) if is_contention(info.message()) => StorageError::Contended,
            other => StorageError::Query(other),
        }
    }
}

/// Diesel has no kind for these two.
fn is_contention(message: &str) -> bool {
    message.contains("deadlock detected") || message.contains("database is locked")
}

/// Why a use case did not happen: refused by a rule, or the storage failed.
#[derive(Debug)]
pub enum Failure<R> {
    /// A rule said no; `R` says which and why.
    Refused(R),
    /// The storage failed.
    Storage(StorageError),
}

impl<R> Failure<R> {
    /// The same failure with the refusal in other words.
    pub fn map<S>(self, words: impl FnOnce(R) -> S) -> Failure<S> {
        match self {
            Failure::Refused(refusal) => Failure::Refused(words(refusal)),
            Failure::Storage(error) => Failure::Storage(error),
        }
    }
}

impl<R> From<StorageError> for Failure<R> {
    fn from(error: StorageError) -> Failure<R> {
        Failure::Storage(error)
    }
}

impl<R> From<DieselError> for Failure<R> {
    fn from(error: DieselError) -> Failure<R> {
        Failure::Storage(error.into())
    }
}

/// What a closure of [`super::Db`] may fail with.
pub trait Fails: From<StorageError> + Send + 'static {
    /// True where another attempt may succeed.
    fn is_contended(&self) -> bool;
}

impl Fails for StorageError {
    fn is_contended(&self) -> bool {
        matches!(self, StorageError::Contended)
    }
}

impl<R: Send + 'static> Fails for Failure<R> {
    fn is_contended(&self) -> bool {
        matches!(self, Failure::Storage(StorageError::Contended))
    }
}
