//! Challenges: texts that somebody is asked to sign, each answered once.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::challenges;
use super::{Conn, StorageError, Tx};
use crate::domain::ids::ChallengeId;
use crate::domain::journal::Digest;

/// A challenge as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// Its number.
    pub id: ChallengeId,
    /// Its unguessable address.
    pub address: String,
    /// Digest of the cookie of the browser that asked for it.
    pub browser: Digest,
    /// What signing it means.
    pub purpose: String,
    /// The exact bytes to sign.
    pub content: Vec<u8>,
    /// From when.
    pub issued_at: DateTime<Utc>,
    /// Until when, exclusive.
    pub expires_at: DateTime<Utc>,
    /// When it was answered.
    pub answered_at: Option<DateTime<Utc>>,
}

/// Keeps a new challenge.
pub fn insert(conn: &mut Conn, new: &Challenge) -> Result<(), StorageError> {
    diesel::insert_into(challenges::table)
        .values((
            challenges::address.eq(&new.address),
            challenges::browser.eq(new.browser.0.as_slice()),
            challenges::purpose.eq(&new.purpose),
            challenges::content.eq(&new.content),
            challenges::issued_at.eq(new.issued_at.naive_utc()),
            challenges::expires_at.eq(new.expires_at.naive_utc()),
        ))
        .execute(conn)?;
    Ok(())
}

#[derive(Queryable)]
struct Row {
    id: i64,
    address: String,
    browser: Vec<u8>,
    purpose: String,
    content: Vec<u8>,
    issued_at: chrono::NaiveDateTime,
    expires_at: chrono::NaiveDateTime,
    answered_at: Option<chrono::NaiveDateTime>,
}

/// The challenge at an address.
pub fn find(conn: &mut Conn, address: &str) -> Result<Option<Challenge>, StorageError> {
    let row: Option<Row> =
        challenges::table.filter(challenges::address.eq(address)).first(conn).optional()?;
    row.map(|row| {
        let corrupt = |_| StorageError::Corrupt { table: "challenges", id: row.id.to_string() };
        Ok(Challenge {
            id: ChallengeId(row.id),
            browser: Digest(row.browser.try_into().map_err(corrupt)?),
            address: row.address,
            purpose: row.purpose,
            content: row.content,
            issued_at: row.issued_at.and_utc(),
            expires_at: row.expires_at.and_utc(),
            answered_at: row.answered_at.map(|at| at.and_utc()),
        })
    })
    .transpose()
}

/// Uses a challenge up; false where somebody was faster.
pub fn answer(tx: &mut Tx<'_>, id: ChallengeId) -> Result<bool, StorageError> {
    let at = tx.at().naive_utc();
    let answered = diesel::update(challenges::table)
        .filter(challenges::id.eq(id.0).and(challenges::answered_at.is_null()))
        .set(challenges::answered_at.eq(at))
        .execute(tx.conn())?;
    Ok(answered == 1)
}

/// Forgets what has expired and counts what is left.
pub fn sweep(conn: &mut Conn, at: DateTime<Utc>) -> Result<i64, StorageError> {
    diesel::delete(challenges::table.filter(challenges::expires_at.lt(at.naive_utc()))).execute(conn)?;
    Ok(challenges::table.count().get_result(conn)?)
}
