//! Appending on PostgreSQL: everything of a transaction in one way there and back. Knows no tree and no event.

use diesel::prelude::*;
use diesel::sql_types::{Array, BigInt, Binary, Nullable, Text, Timestamp};

use super::Row;

#[diesel::declare_sql_function]
#[allow(
    clippy::too_many_arguments,
    reason = "as many columns have the rows of an entry, of a hash and of the head"
)]
extern "SQL" {
    fn journal_append(
        before: BigInt,
        size: BigInt,
        root: Binary,
        idx: Array<BigInt>,
        leaf: Array<Binary>,
        at: Array<Timestamp>,
        code: Array<Text>,
        actor_person: Array<Nullable<BigInt>>,
        actor_body: Array<Nullable<BigInt>>,
        application: Array<Nullable<BigInt>>,
        person: Array<Nullable<BigInt>>,
        body: Array<Nullable<BigInt>>,
        positions: Array<BigInt>,
        hashes: Array<Binary>,
    ) -> BigInt;
}

/// Stores entries and hashes, and saves the head where its size still is `before`; gives how many heads were saved.
pub(super) fn append(
    pg: &mut PgConnection,
    before: i64,
    (size, root): (i64, [u8; 32]),
    rows: Vec<Row>,
    hashes: Vec<(u64, [u8; 32])>,
) -> QueryResult<usize> {
    let leaves: Vec<&[u8]> = rows.iter().map(|row| row.1.as_slice()).collect();
    let codes: Vec<&str> = rows.iter().map(|row| row.3.as_str()).collect();
    let positions: Vec<i64> = hashes.iter().map(|(position, _)| *position as i64).collect();
    let hashes: Vec<&[u8]> = hashes.iter().map(|(_, hash)| hash.as_slice()).collect();
    let numbers = |of: fn(&Row) -> Option<i64>| rows.iter().map(of).collect::<Vec<_>>();
    let saved: i64 = diesel::select(journal_append(
        before,
        size,
        root.as_slice(),
        rows.iter().map(|row| row.0).collect::<Vec<_>>(),
        leaves,
        rows.iter().map(|row| row.2).collect::<Vec<_>>(),
        codes,
        numbers(|row| row.4),
        numbers(|row| row.5),
        numbers(|row| row.6),
        numbers(|row| row.7),
        numbers(|row| row.8),
        positions,
        hashes,
    ))
    .get_result(pg)?;
    Ok(usize::try_from(saved).unwrap_or_default())
}
