//! Sessions: who is signed in, and from which networks. A session holds no rights, only who it is.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use diesel::prelude::*;

use super::schema::{session_networks, sessions};
use super::{Conn, StorageError, Tx};
use crate::domain::ids::PersonId;
use crate::domain::journal::Digest;
use crate::domain::presence::{Network, Used};

/// A session as stored; the token itself is never stored, only its digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its number.
    pub number: i64,
    /// Whose.
    pub person: PersonId,
    /// Since when.
    pub started_at: DateTime<Utc>,
    /// When it was last used.
    pub seen_at: DateTime<Utc>,
    /// When it was ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// From which network it was last used; none where that is not known.
    pub network: Option<Network>,
}

/// Begins a session.
pub fn insert(
    tx: &mut Tx<'_>,
    token: &Digest,
    person: PersonId,
    network: Option<&Network>,
) -> Result<(), StorageError> {
    let at = tx.at();
    let number: i64 = diesel::insert_into(sessions::table)
        .values((
            sessions::token.eq(token.0.as_slice()),
            sessions::person_id.eq(person.0),
            sessions::started_at.eq(at.naive_utc()),
            sessions::seen_at.eq(at.naive_utc()),
            sessions::network.eq(network.map(Network::as_str).unwrap_or_default()),
        ))
        .returning(sessions::id)
        .get_result(tx.conn())?;
    match network {
        Some(network) => note(tx.conn(), number, network, at),
        None => Ok(()),
    }
}

/// The session of a token.
pub fn find(conn: &mut Conn, token: &Digest) -> Result<Option<Session>, StorageError> {
    let row: Option<Row> = sessions::table
        .filter(sessions::token.eq(token.0.as_slice()))
        .select(COLUMNS)
        .first(conn)
        .optional()?;
    Ok(row.map(session))
}

pub(super) type Row = (i64, i64, NaiveDateTime, NaiveDateTime, Option<NaiveDateTime>, String);

type Columns = (
    sessions::id,
    sessions::person_id,
    sessions::started_at,
    sessions::seen_at,
    sessions::ended_at,
    sessions::network,
);

pub(super) const COLUMNS: Columns = (
    sessions::id,
    sessions::person_id,
    sessions::started_at,
    sessions::seen_at,
    sessions::ended_at,
    sessions::network,
);

pub(super) fn session((number, person, started_at, seen_at, ended_at, network): Row) -> Session {
    Session {
        number,
        person: PersonId(person),
        started_at: started_at.and_utc(),
        seen_at: seen_at.and_utc(),
        ended_at: ended_at.map(|at| at.and_utc()),
        network: (!network.is_empty()).then(|| Network::kept(network)),
    }
}

/// Notes that a session was used, and from which network.
pub fn touch(
    conn: &mut Conn,
    number: i64,
    network: Option<&Network>,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    diesel::update(sessions::table.find(number).filter(sessions::seen_at.le(at.naive_utc())))
        .set((
            sessions::seen_at.eq(at.naive_utc()),
            sessions::network.eq(network.map(Network::as_str).unwrap_or_default()),
        ))
        .execute(conn)?;
    match network {
        Some(network) => note(conn, number, network, at),
        None => Ok(()),
    }
}

fn note(conn: &mut Conn, number: i64, network: &Network, at: DateTime<Utc>) -> Result<(), StorageError> {
    let at = at.naive_utc();
    let known = session_networks::table
        .filter(session_networks::session_id.eq(number).and(session_networks::network.eq(network.as_str())));
    let noted: i64 = known.count().get_result(conn)?;
    if noted == 0 {
        diesel::insert_into(session_networks::table)
            .values((
                session_networks::session_id.eq(number),
                session_networks::network.eq(network.as_str()),
                session_networks::first_at.eq(at),
                session_networks::last_at.eq(at),
            ))
            .execute(conn)?;
    } else {
        diesel::update(known.filter(session_networks::last_at.lt(at)))
            .set(session_networks::last_at.eq(at))
            .execute(conn)?;
    }
    Ok(())
}

/// From where sessions were used since a moment, by person.
pub fn used_since(conn: &mut Conn, since: DateTime<Utc>) -> Result<Vec<(PersonId, Used)>, StorageError> {
    type Row = (i64, i64, String, NaiveDateTime, NaiveDateTime, Option<NaiveDateTime>);
    let rows: Vec<Row> = session_networks::table
        .inner_join(sessions::table)
        .filter(session_networks::last_at.ge(since.naive_utc()))
        .order((sessions::person_id, session_networks::id))
        .select((
            sessions::person_id,
            sessions::id,
            session_networks::network,
            session_networks::first_at,
            session_networks::last_at,
            sessions::ended_at,
        ))
        .load(conn)?;
    let used = |(person, session, network, first_at, last_at, ended_at): Row| {
        let (first_at, last_at) = (first_at.and_utc(), last_at.and_utc());
        let ended_at = ended_at.map(|at| at.and_utc());
        (PersonId(person), Used { session, network: Network::kept(network), first_at, last_at, ended_at })
    };
    Ok(rows.into_iter().map(used).collect())
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

/// Forgets sessions that ended or were last used longer ago than `age`, and from where they were used.
pub fn forget(conn: &mut Conn, at: DateTime<Utc>, age: TimeDelta) -> Result<usize, StorageError> {
    let before = (at - age).naive_utc();
    let old = sessions::table.filter(sessions::seen_at.lt(before));
    diesel::delete(
        session_networks::table.filter(session_networks::session_id.eq_any(old.select(sessions::id))),
    )
    .execute(conn)?;
    Ok(diesel::delete(old).execute(conn)?)
}
