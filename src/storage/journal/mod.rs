//! The journal's rows: appending in the transaction of the act, reading back, and re-reading everything.

mod appending;
mod postgres;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

pub(super) use self::appending::{Appending, Edge};
use super::schema::{journal_entries, journal_hashes, journal_head};
use super::{Conn, StorageError};
use crate::domain::ids::{ApplicationId, BodyId, PersonId};
use crate::domain::journal::tree::{BrokenTree, Frontier};
use crate::domain::journal::{Actor, Damaged, Entry};

/// An entry with its place in the journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its index, from zero.
    pub index: u64,
    /// The entry.
    pub entry: Entry,
}

/// Which entries a page asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only this kind of act or look.
    pub code: Option<&'static str>,
    /// None of this kind.
    pub except: Option<&'static str>,
    /// Only about this application.
    pub application: Option<ApplicationId>,
    /// Only by this person or about this person.
    pub concerning: Option<PersonId>,
    /// Only what others, people or the portal, did about this person.
    pub by_others: Option<PersonId>,
    /// Only by this person.
    pub by: Option<PersonId>,
    /// Only since this instant.
    pub since: Option<DateTime<Utc>>,
    /// Only entries below this index.
    pub before: Option<u64>,
    /// At most this many.
    pub most: i64,
}

/// The first thing wrong with the journal.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// The indexes have a hole or the entry stands in another's place.
    #[error("entry {0} is missing")]
    Missing(u64),
    /// The leaf does not read.
    #[error("entry {0} is damaged: {1}")]
    Damaged(u64, Damaged),
    /// The leaf is not the one that was hashed.
    #[error("entry {0} was changed after it was written")]
    Changed(u64),
    /// The columns beside the leaf say something else.
    #[error("the index columns of entry {0} contradict it")]
    Columns(u64),
    /// Hashes or head do not follow from the entries up to this one.
    #[error("the hash tree does not follow from the entries up to {0}")]
    Tree(u64),
}

impl Fault {
    /// The index of the entry that it names.
    pub fn entry(&self) -> u64 {
        match self {
            Fault::Missing(index)
            | Fault::Damaged(index, _)
            | Fault::Changed(index)
            | Fault::Columns(index)
            | Fault::Tree(index) => *index,
        }
    }
}

/// What a complete re-reading found in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Number of entries.
    pub size: u64,
    /// Root hash over them.
    pub root: [u8; 32],
}

type Row =
    (i64, Vec<u8>, NaiveDateTime, String, Option<i64>, Option<i64>, Option<i64>, Option<i64>, Option<i64>);

fn row(index: i64, entry: &Entry) -> Row {
    let (actor_person, actor_body) = match entry.actor {
        Actor::System | Actor::Anonymous => (None, None),
        Actor::Person { person, body } | Actor::Substitute { person, body, .. } => {
            (Some(person.0), Some(body.0))
        }
    };
    let subject = entry.event.subject();
    (
        index,
        entry.to_bytes(),
        entry.at.naive_utc(),
        entry.event.code().to_owned(),
        actor_person,
        actor_body,
        subject.application.map(|id| id.0),
        subject.person.map(|id| id.0),
        subject.body.map(|id| id.0),
    )
}

/// Entries, newest first.
pub fn list(conn: &mut Conn, wanted: &Wanted) -> Result<Vec<Kept>, StorageError> {
    let query = chosen(wanted)
        .select((journal_entries::idx, journal_entries::leaf))
        .order(journal_entries::idx.desc())
        .limit(wanted.most);
    query.load::<(i64, Vec<u8>)>(conn)?.into_iter().map(kept).collect()
}

/// How many entries there are of a kind that is asked for.
pub fn count(conn: &mut Conn, wanted: &Wanted) -> Result<u64, StorageError> {
    let count: i64 = chosen(wanted).count().get_result(conn)?;
    Ok(count.unsigned_abs())
}

fn chosen<'a>(wanted: &Wanted) -> journal_entries::BoxedQuery<'a, <Conn as Connection>::Backend> {
    let mut query = journal_entries::table.into_boxed();
    if let Some(code) = wanted.code {
        query = query.filter(journal_entries::code.eq(code));
    }
    if let Some(code) = wanted.except {
        query = query.filter(journal_entries::code.ne(code));
    }
    if let Some(id) = wanted.application {
        query = query.filter(journal_entries::application.eq(id.0));
    }
    if let Some(id) = wanted.concerning {
        query = query.filter(journal_entries::actor_person.eq(id.0).or(journal_entries::person.eq(id.0)));
    }
    if let Some(index) = wanted.before {
        query = query.filter(journal_entries::idx.lt(i64::try_from(index).unwrap_or(i64::MAX)));
    }
    if let Some(id) = wanted.by_others {
        let not_by = journal_entries::actor_person.ne(id.0).or(journal_entries::actor_person.is_null());
        query = query.filter(journal_entries::person.eq(id.0).and(not_by.assume_not_null()));
    }
    if let Some(id) = wanted.by {
        query = query.filter(journal_entries::actor_person.eq(id.0));
    }
    if let Some(since) = wanted.since {
        query = query.filter(journal_entries::at.ge(since.naive_utc()));
    }
    query
}

/// All entries of some kinds, oldest first.
pub fn of_kinds(conn: &mut Conn, codes: &[&'static str]) -> Result<Vec<Kept>, StorageError> {
    let query = journal_entries::table
        .select((journal_entries::idx, journal_entries::leaf))
        .filter(journal_entries::code.eq_any(codes))
        .order(journal_entries::idx);
    query.load::<(i64, Vec<u8>)>(conn)?.into_iter().map(kept).collect()
}

/// Entries of some kinds about a body, newest first.
pub fn about_body(
    conn: &mut Conn,
    body: BodyId,
    codes: &[&'static str],
    most: i64,
) -> Result<Vec<Kept>, StorageError> {
    let rows: Vec<(i64, Vec<u8>)> = journal_entries::table
        .filter(journal_entries::body.eq(body.0).and(journal_entries::code.eq_any(codes)))
        .select((journal_entries::idx, journal_entries::leaf))
        .order(journal_entries::idx.desc())
        .limit(most)
        .load(conn)?;
    rows.into_iter().map(kept).collect()
}

/// How many entries there are.
pub fn size(conn: &mut Conn) -> Result<u64, StorageError> {
    let size: i64 = journal_head::table.select(journal_head::size).first(conn)?;
    u64::try_from(size).map_err(|_| StorageError::JournalBroken)
}

/// When somebody last did one of these things.
pub fn last_by(
    conn: &mut Conn,
    person: PersonId,
    codes: &[&str],
) -> Result<Option<DateTime<Utc>>, StorageError> {
    let own = journal_entries::table
        .filter(journal_entries::actor_person.eq(person.0).and(journal_entries::code.eq_any(codes)))
        .select(journal_entries::at)
        .order(journal_entries::idx.desc());
    Ok(own.first::<NaiveDateTime>(conn).optional()?.map(|at| at.and_utc()))
}

/// What somebody did of these kinds in a stretch of time, the latest first.
pub fn by_person(
    conn: &mut Conn,
    person: PersonId,
    codes: &[&str],
    (from, until): (DateTime<Utc>, DateTime<Utc>),
    most: i64,
) -> Result<Vec<Kept>, StorageError> {
    let rows: Vec<(i64, Vec<u8>)> = journal_entries::table
        .filter(journal_entries::actor_person.eq(person.0).and(journal_entries::code.eq_any(codes)))
        .filter(journal_entries::at.ge(from.naive_utc()).and(journal_entries::at.lt(until.naive_utc())))
        .select((journal_entries::idx, journal_entries::leaf))
        .order(journal_entries::idx.desc())
        .limit(most)
        .load(conn)?;
    rows.into_iter().map(kept).collect()
}

/// Re-reads every entry and every hash and names the first that is not as it was written; `seen` is told the progress.
pub fn verify(conn: &mut Conn, mut seen: impl FnMut(u64)) -> Result<Result<Verified, Fault>, StorageError> {
    const PAGE: i64 = 2_000;
    let (size, root): (i64, Vec<u8>) =
        journal_head::table.select((journal_head::size, journal_head::root)).first(conn)?;
    let mut tree = Frontier::default();
    loop {
        let rows: Vec<Row> = journal_entries::table
            .filter(journal_entries::idx.ge(tree.size() as i64))
            .order(journal_entries::idx)
            .limit(PAGE)
            .load(conn)?;
        if rows.is_empty() {
            break;
        }
        for stored in rows {
            if let Err(fault) = check(conn, &mut tree, stored)? {
                return Ok(Err(fault));
            }
        }
        seen(tree.size());
    }
    let last = tree.size().saturating_sub(1);
    if (tree.size() as i64) < size {
        return Ok(Err(Fault::Missing(tree.size())));
    }
    let found = tree.root().map_err(broken)?;
    let hashes: i64 = journal_hashes::table.count().get_result(conn)?;
    if tree.size() as i64 != size || root != found || hashes as u64 != Frontier::stored_hashes(tree.size()) {
        return Ok(Err(Fault::Tree(last)));
    }
    Ok(Ok(Verified { size: tree.size(), root: found }))
}

fn check(conn: &mut Conn, tree: &mut Frontier, stored: Row) -> Result<Result<(), Fault>, StorageError> {
    let index = tree.size();
    if stored.0 as u64 != index {
        return Ok(Err(Fault::Missing(index)));
    }
    let hashes = tree.append(&stored.1).map_err(broken)?;
    let first = hashes.first().map(|(position, _)| *position as i64).unwrap_or_default();
    let kept: Vec<Vec<u8>> = journal_hashes::table
        .filter(journal_hashes::position.between(first, first + hashes.len() as i64 - 1))
        .order(journal_hashes::position)
        .select(journal_hashes::hash)
        .load(conn)?;
    if kept.first().map(Vec::as_slice) != hashes.first().map(|(_, hash)| hash.as_slice()) {
        return Ok(Err(Fault::Changed(index)));
    }
    let entry = match Entry::from_bytes(&stored.1) {
        Ok(entry) => entry,
        Err(damage) => return Ok(Err(Fault::Damaged(index, damage))),
    };
    if row(stored.0, &entry) != stored {
        return Ok(Err(Fault::Columns(index)));
    }
    if !kept.iter().eq(hashes.iter().map(|(_, hash)| hash.as_slice())) {
        return Ok(Err(Fault::Tree(index)));
    }
    Ok(Ok(()))
}

fn kept((index, leaf): (i64, Vec<u8>)) -> Result<Kept, StorageError> {
    let corrupt = || StorageError::Corrupt { table: "journal_entries", id: index.to_string() };
    let entry = Entry::from_bytes(&leaf).map_err(|_: Damaged| corrupt())?;
    Ok(Kept { index: u64::try_from(index).map_err(|_| corrupt())?, entry })
}

fn positions(size: u64) -> Vec<i64> {
    Frontier::positions(size).into_iter().map(|position| position as i64).collect()
}

fn frontier(size: u64, kept: Vec<(i64, Vec<u8>)>) -> Result<Frontier, StorageError> {
    let mut hashes = BTreeMap::new();
    for (position, hash) in kept {
        let hash = hash.try_into().map_err(|_| StorageError::JournalBroken)?;
        hashes.insert(position as u64, hash);
    }
    Frontier::new(size, hashes).map_err(broken)
}

fn broken(_: BrokenTree) -> StorageError {
    StorageError::JournalBroken
}

#[cfg(test)]
mod tests;
