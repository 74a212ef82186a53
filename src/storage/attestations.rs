//! What bodies are asked once a half-year, and whom they confirmed. The days are kept as they were told; nothing is deleted.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::schema::{attestations, attested_people};
use super::{Conn, StorageError, Tx};
use crate::domain::access::{Attest, Permit};
use crate::domain::attestation::{Attestation, HalfYear};
use crate::domain::deadline::{Deadline, Period};
use crate::domain::ids::{AttestationId, BodyId, PersonId};

#[derive(Queryable, Selectable)]
#[diesel(table_name = attestations)]
struct Row {
    id: i64,
    body_id: i64,
    half_year: NaiveDate,
    asked_on: NaiveDate,
    due_on: NaiveDate,
    silent_on: NaiveDate,
    calendar: String,
    asked_at: NaiveDateTime,
    attested_at: Option<NaiveDateTime>,
    attested_by: Option<i64>,
}

/// Keeps what a body is asked in this transaction, and about whom.
pub fn insert(
    tx: &mut Tx<'_>,
    body: BodyId,
    half_year: HalfYear,
    (due, silence): (&Deadline, &Deadline),
    people: &[PersonId],
) -> Result<AttestationId, StorageError> {
    let at = tx.at().naive_utc();
    let id: i64 = diesel::insert_into(attestations::table)
        .values((
            attestations::body_id.eq(body.0),
            attestations::half_year.eq(half_year.first_day()),
            attestations::asked_on.eq(due.from_on()),
            attestations::due_on.eq(due.due_on()),
            attestations::silent_on.eq(silence.due_on()),
            attestations::calendar.eq(due.calendar_version()),
            attestations::asked_at.eq(at),
        ))
        .returning(attestations::id)
        .get_result(tx.conn())?;
    for person in people {
        let row = (attested_people::attestation_id.eq(id), attested_people::person_id.eq(person.0));
        diesel::insert_into(attested_people::table).values(row).execute(tx.conn())?;
    }
    Ok(AttestationId(id))
}

/// Writes down whom a body confirmed.
pub fn confirm(
    tx: &mut Tx<'_>,
    permit: &Permit<Attest>,
    id: AttestationId,
    people: &[PersonId],
) -> Result<(), StorageError> {
    let at = tx.at().naive_utc();
    for person in people {
        diesel::update(attested_people::table.find((id.0, person.0)))
            .set((attested_people::confirmed_at.eq(at), attested_people::confirmed_by.eq(permit.by().0)))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Writes down that nobody waits any more.
pub fn complete(tx: &mut Tx<'_>, permit: &Permit<Attest>, id: AttestationId) -> Result<(), StorageError> {
    let at = tx.at().naive_utc();
    diesel::update(attestations::table.find(id.0))
        .set((attestations::attested_at.eq(at), attestations::attested_by.eq(permit.by().0)))
        .execute(tx.conn())?;
    Ok(())
}

/// One of them.
pub fn find(conn: &mut Conn, id: AttestationId) -> Result<Option<Attestation>, StorageError> {
    let row: Option<Row> = attestations::table.find(id.0).select(Row::as_select()).first(conn).optional()?;
    row.map(Attestation::try_from).transpose()
}

/// What a body was asked last.
pub fn last_of(conn: &mut Conn, body: BodyId) -> Result<Option<Attestation>, StorageError> {
    let row: Option<Row> = attestations::table
        .filter(attestations::body_id.eq(body.0))
        .order(attestations::half_year.desc())
        .select(Row::as_select())
        .first(conn)
        .optional()?;
    row.map(Attestation::try_from).transpose()
}

/// The half-years for which bodies were asked, the newest first.
pub fn half_years(conn: &mut Conn) -> Result<Vec<HalfYear>, StorageError> {
    let days: Vec<NaiveDate> = attestations::table
        .select(attestations::half_year)
        .distinct()
        .order(attestations::half_year.desc())
        .load(conn)?;
    let half = |day: NaiveDate| {
        let corrupt = || StorageError::Corrupt { table: "attestations", id: day.to_string() };
        HalfYear::beginning(day).ok_or_else(corrupt)
    };
    days.into_iter().map(half).collect()
}

/// What every body was asked for a half-year, by the number of the body.
pub fn of_half_year(conn: &mut Conn, half_year: HalfYear) -> Result<Vec<Attestation>, StorageError> {
    let rows: Vec<Row> = attestations::table
        .filter(attestations::half_year.eq(half_year.first_day()))
        .order(attestations::body_id)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Attestation::try_from).collect()
}

/// The people of each of these who were not confirmed.
pub fn unconfirmed(
    conn: &mut Conn,
    ids: &[AttestationId],
) -> Result<BTreeMap<AttestationId, Vec<PersonId>>, StorageError> {
    let mut found: BTreeMap<AttestationId, Vec<PersonId>> = BTreeMap::new();
    for some in ids.chunks(500) {
        let numbers: Vec<i64> = some.iter().map(|id| id.0).collect();
        let rows: Vec<(i64, i64)> = attested_people::table
            .filter(attested_people::attestation_id.eq_any(numbers))
            .filter(attested_people::confirmed_at.is_null())
            .order((attested_people::attestation_id, attested_people::person_id))
            .select((attested_people::attestation_id, attested_people::person_id))
            .load(conn)?;
        for (id, person) in rows {
            found.entry(AttestationId(id)).or_default().push(PersonId(person));
        }
    }
    Ok(found)
}

/// How many people of it were confirmed.
pub fn confirmed(conn: &mut Conn, id: AttestationId) -> Result<u64, StorageError> {
    let of_it = attested_people::table.filter(attested_people::attestation_id.eq(id.0));
    let count: i64 = of_it.filter(attested_people::confirmed_at.is_not_null()).count().get_result(conn)?;
    Ok(count.unsigned_abs())
}

/// Which bodies confirmed anybody for a half-year.
pub fn begun(conn: &mut Conn, half_year: HalfYear) -> Result<BTreeSet<AttestationId>, StorageError> {
    let of_it = attested_people::table
        .inner_join(attestations::table)
        .filter(attestations::half_year.eq(half_year.first_day()))
        .filter(attested_people::confirmed_at.is_not_null());
    let ids: Vec<i64> = of_it.select(attested_people::attestation_id).distinct().load(conn)?;
    Ok(ids.into_iter().map(AttestationId).collect())
}

impl TryFrom<Row> for Attestation {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Attestation, StorageError> {
        let corrupt = || StorageError::Corrupt { table: "attestations", id: row.id.to_string() };
        Ok(Attestation {
            id: AttestationId(row.id),
            body: BodyId(row.body_id),
            half_year: HalfYear::beginning(row.half_year).ok_or_else(corrupt)?,
            due: Deadline::kept(Period::Attestation, row.asked_on, row.due_on, row.calendar.clone()),
            silence: Deadline::kept(Period::Silence, row.due_on, row.silent_on, row.calendar),
            asked_at: row.asked_at.and_utc(),
            attested: row.attested_at.zip(row.attested_by).map(|(at, by)| (at.and_utc(), PersonId(by))),
        })
    }
}
