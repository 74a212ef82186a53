//! Loads that were published: that there were any, and when. The one thing that is told without a scope.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::loading::Format;
use super::schema::{loads, publications};
use crate::storage::conn::natively;
use crate::storage::{Conn, StorageError};

/// Published loads of one format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loads {
    /// What their sources were.
    pub format: Format,
    /// How many there were.
    pub published: i64,
    /// When the last was published.
    pub last: DateTime<Utc>,
}

/// Which state the budget is in: as long as it is the same, every question has the same answer, because what was loaded
/// never changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct State {
    published: i64,
    last: Option<NaiveDateTime>,
}

/// The state that a read sees.
pub fn state(conn: &mut Conn) -> Result<State, StorageError> {
    let count = (diesel::dsl::count_star(), diesel::dsl::max(publications::published_at));
    let (published, last) = natively!(conn, own => publications::table.select(count).first(own))?;
    Ok(State { published, last })
}

pub(super) fn published_loads(conn: &mut Conn) -> Result<Vec<Loads>, StorageError> {
    let rows: Vec<(String, NaiveDateTime)> = loads::table
        .inner_join(publications::table)
        .order(publications::published_at)
        .select((loads::format, publications::published_at))
        .load(conn)?;
    let mut found: BTreeMap<String, Loads> = BTreeMap::new();
    for (code, at) in rows {
        let corrupt = || StorageError::Corrupt { table: "loads", id: code.clone() };
        let (format, last) = (Format::parse(&code).ok_or_else(corrupt)?, at.and_utc());
        let loads = found.entry(code).or_insert(Loads { format, published: 0, last });
        loads.published += 1;
        loads.last = last;
    }
    Ok(found.into_values().collect())
}
