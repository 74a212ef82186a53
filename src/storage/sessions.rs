//! Sessions: who is signed in. A session holds no rights, only who it is.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::prelude::*;

use super::schema::sessions;
use super::{Conn, StorageError, Tx};
use crate::domain::ids::PersonId;
use crate::domain::journal::Digest;

/// A session as stored; the token itself is never stored, only its digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Session {
    /// Whose.
    pub person: PersonId,
    /// Since when.
    pub started_at: DateTime<Utc>,
    /// When it was last used.
    pub seen_at: DateTime<Utc>,
    /// When it was ended.
    pub ended_at: Option<DateTime<Utc>>,
}

/// Begins a session.
pub fn insert(tx: &mut Tx<'_>, token: &Digest, person: PersonId) -> Result<(), StorageError> {
    let at = tx.at().naive_utc();
    diesel::insert_into(sessions::table)
        .values((
            sessions::token.eq(token.0.as_slice()),
            sessions::person_id.eq(person.0),
            sessions::started_at.eq(at),
            sessions::seen_at.eq(at),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The session of a token.
pub fn find(conn: &mut Conn, token: &Digest) -> Result<Option<Session>, StorageError> {
    let row: Option<(i64, chrono::NaiveDateTime, chrono::NaiveDateTime, Option<chrono::NaiveDateTime>)> =
        sessions::table
            .filter(sessions::token.eq(token.0.as_slice()))
            .select((sessions::person_id, sessions::started_at, sessions::seen_at, sessions::ended_at))
            .first(conn)
            .optional()?;
    Ok(row.map(|(person, started_at, seen_at, ended_at)| Session {
        person: PersonId(person),
        started_at: started_at.and_utc(),
        seen_at: seen_at.and_utc(),
        ended_at: ended_at.map(|at| at.and_utc()),
    }))
}

/// Notes that a session was used.
pub fn touch(conn: &mut Conn, token: &Digest, at: DateTime<Utc>) -> Result<(), StorageError> {
    diesel::update(sessions::table)
        .filter(sessions::token.eq(token.0.as_slice()).and(sessions::seen_at.lt(at.naive_utc())))
        .set(sessions::seen_at.eq(at.naive_utc()))
        .execute(conn)?;
    Ok(())
}

/// Ends a session; true where it was open.
pub fn end(tx: &mut Tx<'_>, token: &Digest) -> Result<bool, StorageError> {
    let at = tx.at().naive_utc();
    let ended = diesel::update(sessions::table)
        .filter(sessions::token.eq(token.0.as_slice()).and(sessions::ended_at.is_null()))
        .set(sessions::ended_at.eq(at))
        .execute(tx.conn())?;
    Ok(ended == 1)
}

/// Ends every session of somebody.
pub fn end_all(tx: &mut Tx<'_>, person: PersonId) -> Result<usize, StorageError> {
    let at = tx.at().naive_utc();
    let ended = diesel::update(sessions::table)
        .filter(sessions::person_id.eq(person.0).and(sessions::ended_at.is_null()))
        .set(sessions::ended_at.eq(at))
        .execute(tx.conn())?;
    Ok(ended)
}

/// Forgets sessions that ended or were last used longer ago than `age`.
pub fn forget(conn: &mut Conn, at: DateTime<Utc>, age: TimeDelta) -> Result<usize, StorageError> {
    let before = (at - age).naive_utc();
    Ok(diesel::delete(sessions::table.filter(sessions::seen_at.lt(before))).execute(conn)?)
}
