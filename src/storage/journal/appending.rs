//! Appending within one transaction: the edge of the hash tree is read once, grows in memory, and the head is saved once.

use diesel::prelude::*;

use super::{broken, frontier, positions, row};
use crate::domain::journal::Entry;
use crate::domain::journal::tree::Frontier;
use crate::storage::one_of::one_of;
use crate::storage::schema::{journal_entries, journal_hashes, journal_head};
use crate::storage::{Conn, StorageError};

/// How many hashes one statement stores.
const AT_ONCE: usize = 500;

/// What one transaction appends; nothing of it may be committed before [`Appending::save`].
#[derive(Clone, Default)]
pub(in crate::storage) struct Appending {
    edge: Option<Edge>,
    grown: Option<Grown>,
}

/// How far the tree had grown with a transaction that is committed. The head says whether it still ends there.
#[derive(Clone)]
pub(in crate::storage) struct Edge(Frontier);

#[derive(Clone)]
struct Grown {
    /// The size of the tree before this transaction.
    before: i64,
    frontier: Frontier,
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
        let grown = match &mut self.grown {
            Some(grown) => grown,
            None => self.grown.insert(Grown::read(conn, self.edge.take())?),
        };
        grown.append(conn, entry)
    }

    /// Makes the head that of the tree as it is now, and gives its edge. At the end of the transaction.
    pub(in crate::storage) fn save(self, conn: &mut Conn) -> Result<Option<Edge>, StorageError> {
        let Some(Grown { before, frontier, hashes }) = self.grown else { return Ok(self.edge) };
        let root = frontier.root().map_err(broken)?;
        store(conn, &hashes)?;
        let saved = diesel::update(journal_head::table.filter(journal_head::size.eq(before)))
            .set((journal_head::size.eq(frontier.size() as i64), journal_head::root.eq(root.as_slice())))
            .execute(conn)?;
        if saved == 1 { Ok(Some(Edge(frontier))) } else { Err(StorageError::JournalBroken) }
    }
}

impl Grown {
    fn read(conn: &mut Conn, edge: Option<Edge>) -> Result<Grown, StorageError> {
        let head = journal_head::table.select((journal_head::size, journal_head::root));
        let (before, root): (i64, Vec<u8>) = head.first(conn)?;
        let size = u64::try_from(before).map_err(|_| StorageError::JournalBroken)?;
        if let Some(Edge(frontier)) = edge
            && frontier.size() == size
            && frontier.root().map_err(broken)?.as_slice() == root
        {
            return Ok(Grown { before, frontier, hashes: Vec::new() });
        }
        let kept: Vec<(i64, Vec<u8>)> = journal_hashes::table
            .filter(one_of(journal_hashes::position, positions(size)))
            .select((journal_hashes::position, journal_hashes::hash))
            .load(conn)?;
        Ok(Grown { before, frontier: frontier(size, kept)?, hashes: Vec::new() })
    }

    fn append(&mut self, conn: &mut Conn, entry: &Entry) -> Result<u64, StorageError> {
        let index = self.frontier.size();
        let row = row(index as i64, entry);
        // The row first: what is refused must not have grown the tree.
        use journal_entries::dsl;
        diesel::insert_into(journal_entries::table)
            .values((
                dsl::idx.eq(row.0),
                dsl::leaf.eq(&row.1),
                dsl::at.eq(row.2),
                dsl::code.eq(row.3),
                dsl::actor_person.eq(row.4),
                dsl::actor_body.eq(row.5),
                dsl::application.eq(row.6),
                dsl::person.eq(row.7),
                dsl::body.eq(row.8),
            ))
            .execute(conn)?;
        self.hashes.extend(self.frontier.append(&row.1).map_err(broken)?);
        Ok(index)
    }
}

/// One statement for many rows spares PostgreSQL the way there and back; SQLite has no way to go.
fn store(conn: &mut Conn, hashes: &[(u64, [u8; 32])]) -> Result<(), StorageError> {
    let row = |(position, hash): &(u64, [u8; 32])| {
        (journal_hashes::position.eq(*position as i64), journal_hashes::hash.eq(hash.to_vec()))
    };
    let insert = diesel::insert_into(journal_hashes::table);
    match conn {
        Conn::Postgres(pg) => {
            for hashes in hashes.chunks(AT_ONCE) {
                insert.values(hashes.iter().map(row).collect::<Vec<_>>()).execute(pg)?;
            }
        }
        Conn::Sqlite(sqlite) => {
            for hash in hashes {
                insert.values(row(hash)).execute(sqlite)?;
            }
        }
    }
    Ok(())
}
