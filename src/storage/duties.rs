//! Who accepted the duties of use, and when (R15).

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::schema::duty_acceptances;
use super::{Conn, StorageError, Tx, conn::natively};
use crate::domain::duties::Acceptance;
use crate::domain::ids::PersonId;

/// The last acceptance of somebody.
pub fn last(conn: &mut Conn, person: PersonId) -> Result<Option<Acceptance>, StorageError> {
    let row: Option<(String, NaiveDateTime)> = natively!(conn, own => duty_acceptances::table
        .filter(duty_acceptances::person_id.eq(person.0))
        .order(duty_acceptances::id.desc())
        .select((duty_acceptances::edition, duty_acceptances::accepted_at))
        .first(own))
    .optional()?;
    Ok(row.map(|(edition, at)| Acceptance { at: at.and_utc(), edition }))
}

/// The last acceptance of somebody up to an instant.
pub fn last_by(
    conn: &mut Conn,
    person: PersonId,
    at: DateTime<Utc>,
) -> Result<Option<Acceptance>, StorageError> {
    let row: Option<(String, NaiveDateTime)> = duty_acceptances::table
        .filter(duty_acceptances::person_id.eq(person.0))
        .filter(duty_acceptances::accepted_at.le(at.naive_utc()))
        .order(duty_acceptances::id.desc())
        .select((duty_acceptances::edition, duty_acceptances::accepted_at))
        .first(conn)
        .optional()?;
    Ok(row.map(|(edition, at)| Acceptance { at: at.and_utc(), edition }))
}

/// Keeps an acceptance of this instant.
pub fn insert(tx: &mut Tx<'_>, person: PersonId, edition: &str) -> Result<(), StorageError> {
    let at = tx.at().naive_utc();
    diesel::insert_into(duty_acceptances::table)
        .values((
            duty_acceptances::person_id.eq(person.0),
            duty_acceptances::edition.eq(edition),
            duty_acceptances::accepted_at.eq(at),
        ))
        .execute(tx.conn())?;
    Ok(())
}
