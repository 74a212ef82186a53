//! What ends bodies. Entered once, taken back at most once, never deleted; of a body one stands at a time.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::one_of::{MOST, one_of};
use super::schema::{body_closures, body_successors};
use super::{Conn, StorageError, Tx};
use crate::domain::access::{KeepRegistry, Permit};
use crate::domain::application::Reason;
use crate::domain::calendar::LegalAct;
use crate::domain::ids::{BodyId, ClosureId, PersonId};
use crate::domain::registry::{Closure, NewClosure, Withdrawal};

#[derive(Queryable, Selectable)]
#[diesel(table_name = body_closures)]
struct Row {
    id: i64,
    body_id: i64,
    last_day: NaiveDate,
    act_title: String,
    act_number: String,
    act_on: NaiveDate,
    announced_at: NaiveDateTime,
    announced_by: i64,
    withdrawn_at: Option<NaiveDateTime>,
    withdrawn_by: Option<i64>,
    withdrawn_reason: Option<String>,
}

/// Keeps a new one.
pub fn insert(
    tx: &mut Tx<'_>,
    permit: &Permit<KeepRegistry>,
    new: &NewClosure,
) -> Result<ClosureId, StorageError> {
    let at = tx.at().naive_utc();
    let id: i64 = diesel::insert_into(body_closures::table)
        .values((
            body_closures::body_id.eq(new.body.0),
            body_closures::last_day.eq(new.last_day),
            body_closures::act_title.eq(&new.act.title),
            body_closures::act_number.eq(new.act.number.as_deref().unwrap_or_default()),
            body_closures::act_on.eq(new.act.on.unwrap_or(new.last_day)),
            body_closures::announced_at.eq(at),
            body_closures::announced_by.eq(permit.by().0),
        ))
        .returning(body_closures::id)
        .get_result(tx.conn())?;
    for successor in &new.successors {
        diesel::insert_into(body_successors::table)
            .values((body_successors::closure_id.eq(id), body_successors::body_id.eq(successor.0)))
            .execute(tx.conn())?;
    }
    Ok(ClosureId(id))
}

/// Writes down that one was taken back.
pub fn withdraw(
    tx: &mut Tx<'_>,
    _permit: &Permit<KeepRegistry>,
    id: ClosureId,
    withdrawal: &Withdrawal,
) -> Result<(), StorageError> {
    diesel::update(body_closures::table.find(id.0).filter(body_closures::withdrawn_at.is_null()))
        .set((
            body_closures::withdrawn_at.eq(withdrawal.at.naive_utc()),
            body_closures::withdrawn_by.eq(withdrawal.by.0),
            body_closures::withdrawn_reason.eq(withdrawal.reason.as_str()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// The last day of a body, where its closure stands.
pub(super) fn last_day(conn: &mut Conn, body: BodyId) -> Result<Option<NaiveDate>, StorageError> {
    let standing = body_closures::table
        .filter(body_closures::body_id.eq(body.0).and(body_closures::withdrawn_at.is_null()));
    Ok(standing.select(body_closures::last_day).first(conn).optional()?)
}

/// The last days of those of some bodies whose closures stand.
pub(super) fn last_days(
    conn: &mut Conn,
    bodies: BTreeSet<BodyId>,
) -> Result<BTreeMap<BodyId, NaiveDate>, StorageError> {
    let bodies: Vec<BodyId> = bodies.into_iter().collect();
    let mut last_days = BTreeMap::new();
    for some in bodies.chunks(MOST) {
        let rows: Vec<(i64, NaiveDate)> = body_closures::table
            .filter(one_of(body_closures::body_id, some.iter().map(|body| body.0)))
            .filter(body_closures::withdrawn_at.is_null())
            .select((body_closures::body_id, body_closures::last_day))
            .load(conn)?;
        last_days.extend(rows.into_iter().map(|(body, last_day)| (BodyId(body), last_day)));
    }
    Ok(last_days)
}

/// All of a body, the one that was entered last coming first.
pub fn of_body(conn: &mut Conn, body: BodyId) -> Result<Vec<Closure>, StorageError> {
    let rows: Vec<Row> = body_closures::table
        .filter(body_closures::body_id.eq(body.0))
        .order(body_closures::id.desc())
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(|row| closure(conn, row)).collect()
}

/// The one that stands, where a body ends or has ended.
pub fn standing(conn: &mut Conn, body: BodyId) -> Result<Option<Closure>, StorageError> {
    Ok(of_body(conn, body)?.into_iter().find(|closure| closure.withdrawn.is_none()))
}

/// Those that stand and name a body as a successor, in the order of their days.
pub fn naming(conn: &mut Conn, successor: BodyId) -> Result<Vec<Closure>, StorageError> {
    let rows: Vec<Row> = body_closures::table
        .inner_join(body_successors::table)
        .filter(body_successors::body_id.eq(successor.0).and(body_closures::withdrawn_at.is_null()))
        .order((body_closures::last_day, body_closures::id))
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(|row| closure(conn, row)).collect()
}

fn closure(conn: &mut Conn, row: Row) -> Result<Closure, StorageError> {
    let corrupt = || StorageError::Corrupt { table: "body_closures", id: row.id.to_string() };
    let successors: Vec<i64> = body_successors::table
        .filter(body_successors::closure_id.eq(row.id))
        .order(body_successors::body_id)
        .select(body_successors::body_id)
        .load(conn)?;
    let withdrawn = match (row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason) {
        (Some(at), Some(by), Some(reason)) => {
            let reason = Reason::parse(&reason).map_err(|_| corrupt())?;
            Some(Withdrawal { at: at.and_utc(), by: PersonId(by), reason })
        }
        (None, None, None) => None,
        _ => return Err(corrupt()),
    };
    Ok(Closure {
        id: ClosureId(row.id),
        body: BodyId(row.body_id),
        last_day: row.last_day,
        act: LegalAct { title: row.act_title, number: Some(row.act_number), on: Some(row.act_on) },
        successors: successors.into_iter().map(BodyId).collect(),
        announced_at: row.announced_at.and_utc(),
        announced_by: PersonId(row.announced_by),
        withdrawn,
    })
}
