//! Who stands in for whom, on which days. Named once, ended once, never deleted.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::schema::substitutions;
use super::{Conn, StorageError, Tx};
use crate::domain::access::{EndSubstitution, Permit};
use crate::domain::calendar::day_of;
use crate::domain::ids::{BodyId, PersonId, SubstitutionId};
use crate::domain::substitution::{Absence, Basis, NewSubstitution, Substitution};

#[derive(Queryable, Selectable)]
#[diesel(table_name = substitutions)]
struct Row {
    id: i64,
    body_id: i64,
    absent_id: i64,
    substitute_id: i64,
    first_day: NaiveDate,
    last_day: NaiveDate,
    basis: String,
    named_at: NaiveDateTime,
    named_by: i64,
    ended_at: Option<NaiveDateTime>,
}

/// Keeps a new one.
pub fn insert(tx: &mut Tx<'_>, new: &NewSubstitution) -> Result<SubstitutionId, StorageError> {
    let at = tx.at().naive_utc();
    let id: i64 = diesel::insert_into(substitutions::table)
        .values((
            substitutions::body_id.eq(new.body.0),
            substitutions::absent_id.eq(new.absent.0),
            substitutions::substitute_id.eq(new.substitute.0),
            substitutions::first_day.eq(new.days.first),
            substitutions::last_day.eq(new.days.last),
            substitutions::basis.eq(new.basis.as_str()),
            substitutions::named_at.eq(at),
            substitutions::named_by.eq(new.named_by.0),
        ))
        .returning(substitutions::id)
        .get_result(tx.conn())?;
    Ok(SubstitutionId(id))
}

/// Ends one from this instant on.
pub fn end(tx: &mut Tx<'_>, permit: &Permit<EndSubstitution>) -> Result<(), StorageError> {
    let at = tx.at().naive_utc();
    diesel::update(substitutions::table.find(permit.on().0))
        .set((substitutions::ended_at.eq(at), substitutions::ended_by.eq(permit.by().0)))
        .execute(tx.conn())?;
    Ok(())
}

/// Ends every one in which somebody stands in, from this instant on; each with whom they stood in for.
pub fn end_of_substitute(
    tx: &mut Tx<'_>,
    person: PersonId,
    by: PersonId,
) -> Result<Vec<(SubstitutionId, PersonId)>, StorageError> {
    let (at, today) = (tx.at().naive_utc(), day_of(tx.at()));
    let ahead = substitutions::table
        .filter(substitutions::substitute_id.eq(person.0).and(substitutions::ended_at.is_null()))
        .filter(substitutions::last_day.ge(today));
    let rows: Vec<Row> = ahead.order(substitutions::id).select(Row::as_select()).load(tx.conn())?;
    diesel::update(ahead)
        .set((substitutions::ended_at.eq(at), substitutions::ended_by.eq(by.0)))
        .execute(tx.conn())?;
    Ok(rows.into_iter().map(|row| (SubstitutionId(row.id), PersonId(row.absent_id))).collect())
}

/// One by its number.
pub fn find(conn: &mut Conn, id: SubstitutionId) -> Result<Option<Substitution>, StorageError> {
    let row: Option<Row> = substitutions::table.find(id.0).select(Row::as_select()).first(conn).optional()?;
    row.map(Substitution::try_from).transpose()
}

/// Those by which somebody stands in at an instant. What has ended stays ended, whatever the clock says.
pub fn of_substitute(
    conn: &mut Conn,
    person: PersonId,
    at: DateTime<Utc>,
) -> Result<Vec<Substitution>, StorageError> {
    let day = day_of(at);
    let rows: Vec<Row> = substitutions::table
        .filter(substitutions::substitute_id.eq(person.0).and(substitutions::ended_at.is_null()))
        .filter(substitutions::first_day.le(day).and(substitutions::last_day.ge(day)))
        .order(substitutions::id)
        .select(Row::as_select())
        .load(conn)?;
    standing(rows, at)
}

/// Those that stand at an instant, of everybody.
pub fn at_instant(conn: &mut Conn, at: DateTime<Utc>) -> Result<Vec<Substitution>, StorageError> {
    let day = day_of(at);
    let rows: Vec<Row> = substitutions::table
        .filter(substitutions::ended_at.is_null())
        .filter(substitutions::first_day.le(day).and(substitutions::last_day.ge(day)))
        .order(substitutions::id)
        .select(Row::as_select())
        .load(conn)?;
    standing(rows, at)
}

/// Those that have not ended, in which somebody appears as absent or as a substitute.
pub fn around(
    conn: &mut Conn,
    person: PersonId,
    today: NaiveDate,
) -> Result<Vec<Substitution>, StorageError> {
    let either = substitutions::substitute_id.eq(person.0).or(substitutions::absent_id.eq(person.0));
    let rows: Vec<Row> = substitutions::table
        .filter(substitutions::ended_at.is_null().and(substitutions::last_day.ge(today)))
        .filter(either)
        .order(substitutions::id)
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Substitution::try_from).collect()
}

/// All of a body, or of every body, the newest first.
pub fn list(conn: &mut Conn, body: Option<BodyId>, most: i64) -> Result<Vec<Substitution>, StorageError> {
    let mut query = substitutions::table
        .select(Row::as_select())
        .order((substitutions::last_day.desc(), substitutions::id.desc()))
        .limit(most)
        .into_boxed();
    if let Some(body) = body {
        query = query.filter(substitutions::body_id.eq(body.0));
    }
    let rows: Vec<Row> = query.load(conn)?;
    rows.into_iter().map(Substitution::try_from).collect()
}

fn standing(rows: Vec<Row>, at: DateTime<Utc>) -> Result<Vec<Substitution>, StorageError> {
    let mut all: Vec<Substitution> =
        rows.into_iter().map(Substitution::try_from).collect::<Result<_, _>>()?;
    all.retain(|one| one.stands_at(at));
    Ok(all)
}

impl TryFrom<Row> for Substitution {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Substitution, StorageError> {
        let corrupt = || StorageError::Corrupt { table: "substitutions", id: row.id.to_string() };
        Ok(Substitution {
            id: SubstitutionId(row.id),
            body: BodyId(row.body_id),
            absent: PersonId(row.absent_id),
            substitute: PersonId(row.substitute_id),
            days: Absence { first: row.first_day, last: row.last_day },
            basis: Basis::parse(&row.basis).map_err(|_| corrupt())?,
            named_at: row.named_at.and_utc(),
            named_by: PersonId(row.named_by),
            ended_at: row.ended_at.map(|at| at.and_utc()),
        })
    }
}
