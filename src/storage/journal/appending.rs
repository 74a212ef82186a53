//! Appending within one transaction: the edge of the hash tree is read once, grows in memory, and the head is saved once.

use diesel::prelude::*;

use super::{Row, broken, frontier, positions, postgres, row};
use crate::domain::journal::Entry;
use crate::domain::journal::tree::Frontier;
use crate::storage::conn::natively;
use crate::storage::one_of::one_of;
use crate::storage::schema::{journal_entries, journal_hashes, journal_head};
use crate::storage::{Conn, StorageError};

/// What one transaction appends; nothing of it may be committed before [`Appending::save`].
#[derive(Clone, Default)]
pub(in crate::storage) struct Appending {
    edge: Option<Edge>,
    grown: Option<Grown>,
}

/// How far the tree had grown with a transaction that is committed. The head says whether it still ends there.
#[derive(Clone)]
pub(in crate::storage) struct Edge {
    frontier: Frontier,
    /// The size since which whoever keeps this edge appended alone.
    alone_since: u64,
}

#[derive(Clone)]
struct Grown {
    /// The size of the tree before this transaction.
    before: i64,
    edge: Edge,
    /// Not yet stored.
    rows: Vec<Row>,
    /// Not yet stored.
    hashes: Vec<(u64, [u8; 32])>,
}

impl From<Option<Edge>> for Appending {
    fn from(edge: Option<Edge>) -> Appending {
        Appending { edge, grown: None }
    }
}

impl Appending {
    /// Appends an entry and returns its index; only [`crate::storage::Tx::journal`] calls it.
    pub(in crate::storage) fn append(&mut self, conn: &mut Conn, entry: &Entry) -> Result<u64, StorageError> {
        let grown = self.grown(conn)?;
        let row = row(grown.edge.frontier.size() as i64, entry);
        // The row first: what is refused must not have grown the tree.
        insert(conn, &row)?;
        grown.grow(&row)
    }

    /// Appends an entry whose row is stored with those of others by [`Appending::save`], and returns its index.
    pub(in crate::storage) fn keep(&mut self, conn: &mut Conn, entry: &Entry) -> Result<u64, StorageError> {
        let grown = self.grown(conn)?;
        let row = row(grown.edge.frontier.size() as i64, entry);
        let index = grown.grow(&row)?;
        grown.rows.push(row);
        Ok(index)
    }

    /// True where whoever keeps the edge has appended alone since the journal had `size` entries.
    pub(in crate::storage) fn alone_since(
        &mut self,
        conn: &mut Conn,
        size: u64,
    ) -> Result<bool, StorageError> {
        Ok(self.grown(conn)?.edge.alone_since <= size)
    }

    /// Makes the head that of the tree as it is now, and gives its edge. At the end of the transaction.
    pub(in crate::storage) fn save(self, conn: &mut Conn) -> Result<Option<Edge>, StorageError> {
        let Some(Grown { before, edge, rows, hashes }) = self.grown else { return Ok(self.edge) };
        if edge.frontier.size() == before.unsigned_abs() {
            // Looked at, and nothing appended.
            return Ok(Some(edge));
        }
        let head = (edge.frontier.size() as i64, edge.frontier.root().map_err(broken)?);
        let saved = match conn {
            Conn::Postgres(pg) => postgres::append(pg, before, head, rows, hashes)?,
            Conn::Sqlite(sqlite) => store(sqlite, before, head, &rows, &hashes)?,
        };
        if saved == 1 { Ok(Some(edge)) } else { Err(StorageError::JournalBroken) }
    }

    fn grown(&mut self, conn: &mut Conn) -> Result<&mut Grown, StorageError> {
        let grown = match self.grown.take() {
            Some(grown) => grown,
            None => Grown::read(conn, self.edge.take())?,
        };
        Ok(self.grown.insert(grown))
    }
}

impl Grown {
    fn read(conn: &mut Conn, edge: Option<Edge>) -> Result<Grown, StorageError> {
        let head = journal_head::table.select((journal_head::size, journal_head::root));
        let (before, root): (i64, Vec<u8>) = natively!(conn, own => head.first(own))?;
        let size = u64::try_from(before).map_err(|_| StorageError::JournalBroken)?;
        let grown = |edge| Grown { before, edge, rows: Vec::new(), hashes: Vec::new() };
        if let Some(edge) = edge
            && edge.frontier.size() == size
            && edge.frontier.root().map_err(broken)?.as_slice() == root
        {
            return Ok(grown(edge));
        }
        let kept: Vec<(i64, Vec<u8>)> = journal_hashes::table
            .filter(one_of(journal_hashes::position, positions(size)))
            .select((journal_hashes::position, journal_hashes::hash))
            .load(conn)?;
        Ok(grown(Edge { frontier: frontier(size, kept)?, alone_since: size }))
    }

    fn grow(&mut self, row: &Row) -> Result<u64, StorageError> {
        let index = self.edge.frontier.size();
        self.hashes.extend(self.edge.frontier.append(&row.1).map_err(broken)?);
        Ok(index)
    }
}

/// The values of a row, for an insertion.
macro_rules! values {
    ($row:expr) => {{
        use journal_entries::dsl;
        let (idx, leaf, at, code, actor_person, actor_body, application, person, body) = $row;
        (
            dsl::idx.eq(idx),
            dsl::leaf.eq(leaf),
            dsl::at.eq(at),
            dsl::code.eq(code),
            dsl::actor_person.eq(actor_person),
            dsl::actor_body.eq(actor_body),
            dsl::application.eq(application),
            dsl::person.eq(person),
            dsl::body.eq(body),
        )
    }};
}

fn insert(conn: &mut Conn, row: &Row) -> Result<(), StorageError> {
    diesel::insert_into(journal_entries::table).values(values!(row)).execute(conn)?;
    Ok(())
}

/// Statements of its own for each row: SQLite has no way to go, and keeps them compiled.
fn store(
    sqlite: &mut SqliteConnection,
    before: i64,
    (size, root): (i64, [u8; 32]),
    rows: &[Row],
    hashes: &[(u64, [u8; 32])],
) -> QueryResult<usize> {
    for row in rows {
        diesel::insert_into(journal_entries::table).values(values!(row)).execute(sqlite)?;
    }
    for (position, hash) in hashes {
        diesel::insert_into(journal_hashes::table)
            .values((journal_hashes::position.eq(*position as i64), journal_hashes::hash.eq(hash.as_slice())))
            .execute(sqlite)?;
    }
    diesel::update(journal_head::table.filter(journal_head::size.eq(before)))
        .set((journal_head::size.eq(size), journal_head::root.eq(root.as_slice())))
        .execute(sqlite)
}
