//! The registry of bodies and their names with dates.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::schema::{bodies, body_names};
use super::{Conn, StorageError, Tx, closures};
use crate::domain::body::{Body, BodyKind, Seat};
use crate::domain::ids::BodyId;
use crate::domain::iin_bin::Bin;
use crate::domain::names::LocalName;
use crate::domain::region::{AdministratorCode, Kato};
use crate::domain::registry::{DatedName, named_on};

type Row = (i64, String, String, Option<String>, Option<String>, NaiveDateTime, i64);

/// Enters a body under its first name, as the next registration of its number.
pub fn insert(
    tx: &mut Tx<'_>,
    bin: &Bin,
    seat: &Seat,
    name: &LocalName,
    from_on: NaiveDate,
) -> Result<BodyId, StorageError> {
    let at = tx.at().naive_utc();
    let before: i64 = bodies::table.filter(bodies::bin.eq(bin.as_str())).count().get_result(tx.conn())?;
    let id: i64 = diesel::insert_into(bodies::table)
        .values((
            bodies::kind.eq(seat.kind().code()),
            bodies::bin.eq(bin.as_str()),
            bodies::region.eq(seat.region().map(Kato::code)),
            bodies::administrator.eq(seat.administrator().map(AdministratorCode::code)),
            bodies::registered_at.eq(at),
            bodies::registration.eq(before + 1),
        ))
        .returning(bodies::id)
        .get_result(tx.conn())?;
    insert_name(tx, BodyId(id), name, from_on)?;
    Ok(BodyId(id))
}

/// Gives a body another name from a day on; the name before ends the day before.
pub fn rename(
    tx: &mut Tx<'_>,
    body: BodyId,
    name: &LocalName,
    from_on: NaiveDate,
) -> Result<(), StorageError> {
    diesel::update(body_names::table)
        .filter(body_names::body_id.eq(body.0).and(body_names::until_on.is_null()))
        .set(body_names::until_on.eq(from_on.pred_opt()))
        .execute(tx.conn())?;
    insert_name(tx, body, name, from_on)
}

fn insert_name(
    tx: &mut Tx<'_>,
    body: BodyId,
    name: &LocalName,
    from_on: NaiveDate,
) -> Result<(), StorageError> {
    diesel::insert_into(body_names::table)
        .values((
            body_names::body_id.eq(body.0),
            body_names::kk.eq(&name.kk),
            body_names::ru.eq(&name.ru),
            body_names::en.eq(&name.en),
            body_names::from_on.eq(from_on),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The body that was registered last with a BIN, with its name on a day: those before it are closed.
pub fn find_by_bin(conn: &mut Conn, bin: &Bin, on: NaiveDate) -> Result<Option<Body>, StorageError> {
    let registered = bodies::table.filter(bodies::bin.eq(bin.as_str())).order(bodies::registration.desc());
    let row: Option<Row> = registered.first(conn).optional()?;
    row.map(|row| body(conn, row, on)).transpose()
}

/// A body by its number, with its name on a day.
pub fn get(conn: &mut Conn, id: BodyId, on: NaiveDate) -> Result<Body, StorageError> {
    let row: Row = bodies::table.find(id.0).first(conn)?;
    body(conn, row, on)
}

/// A body by a number that may be no body's, with its name on a day.
pub fn by_number(conn: &mut Conn, id: BodyId, on: NaiveDate) -> Result<Option<Body>, StorageError> {
    let row: Option<Row> = bodies::table.find(id.0).first(conn).optional()?;
    row.map(|row| body(conn, row, on)).transpose()
}

/// All bodies, with their names on a day, in the order of entry.
pub fn list(conn: &mut Conn, on: NaiveDate) -> Result<Vec<Body>, StorageError> {
    let rows: Vec<Row> = bodies::table.order(bodies::id).load(conn)?;
    rows.into_iter().map(|row| body(conn, row, on)).collect()
}

/// The names of a body, oldest first.
pub fn names(conn: &mut Conn, id: BodyId) -> Result<Vec<DatedName>, StorageError> {
    let rows: Vec<(String, String, String, NaiveDate, Option<NaiveDate>)> = body_names::table
        .filter(body_names::body_id.eq(id.0))
        .order(body_names::from_on)
        .select((body_names::kk, body_names::ru, body_names::en, body_names::from_on, body_names::until_on))
        .load(conn)?;
    let dated =
        |(kk, ru, en, from_on, until_on)| DatedName { name: LocalName { kk, ru, en }, from_on, until_on };
    Ok(rows.into_iter().map(dated).collect())
}

fn body(
    conn: &mut Conn,
    (id, kind, bin, region, administrator, ..): Row,
    on: NaiveDate,
) -> Result<Body, StorageError> {
    let names = names(conn, BodyId(id))?;
    let last_day = closures::last_day(conn, BodyId(id))?;
    whole((id, kind, bin, region, administrator), &names, last_day, on)
}

pub(super) fn whole(
    (id, kind, bin, region, administrator): (i64, String, String, Option<String>, Option<String>),
    names: &[DatedName],
    last_day: Option<NaiveDate>,
    on: NaiveDate,
) -> Result<Body, StorageError> {
    let corrupt = || StorageError::Corrupt { table: "bodies", id: id.to_string() };
    let region = region.map(|code| Kato::parse(&code)).transpose().map_err(|_| corrupt())?;
    let administrator =
        administrator.map(|code| AdministratorCode::parse(&code)).transpose().map_err(|_| corrupt())?;
    let kind = BodyKind::parse(&kind).ok_or_else(corrupt)?;
    let dated = named_on(names, on).ok_or_else(corrupt)?;
    Ok(Body {
        id: BodyId(id),
        bin: Bin::from_certificate(&bin).map_err(|_| corrupt())?,
        seat: Seat::new(kind, region, administrator).map_err(|_| corrupt())?,
        name: dated.name.clone(),
        last_day,
    })
}
