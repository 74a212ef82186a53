//! What applications were promised. A promise is written down when an application is, and never moved.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::schema::promises;
use super::{Conn, StorageError, Tx};
use crate::domain::application::Application;
use crate::domain::deadline::{Deadline, Period};
use crate::domain::ids::{ApplicationId, PromiseId};
use crate::domain::promise::Promise;

#[derive(Queryable, Selectable)]
#[diesel(table_name = promises)]
struct Row {
    id: i64,
    application_id: i64,
    period: String,
    from_on: NaiveDate,
    due_on: NaiveDate,
    calendar: String,
    promised_at: NaiveDateTime,
    ended_at: Option<NaiveDateTime>,
}

/// Ends what an application no longer waits for, and keeps what it waits for now; doing so again changes nothing.
pub(super) fn follow(tx: &mut Tx<'_>, application: &Application) -> Result<(), StorageError> {
    let Some((since, _)) = application.state.since() else { return Ok(()) };
    let (id, since) = (application.id.0, since.naive_utc());
    let deadline = application.state.deadline();
    let period = deadline.map_or("", |deadline| deadline.period().code());
    let open = promises::table.filter(promises::application_id.eq(id)).filter(promises::ended_at.is_null());
    let present = promises::promised_at.eq(since).and(promises::period.eq(period));
    diesel::update(open.filter(diesel::dsl::not(present)))
        .set(promises::ended_at.eq(since))
        .execute(tx.conn())?;
    let there: i64 = open.filter(present).count().get_result(tx.conn())?;
    let Some(deadline) = deadline.filter(|_| there == 0) else { return Ok(()) };
    diesel::insert_into(promises::table)
        .values((
            promises::application_id.eq(id),
            promises::period.eq(deadline.period().code()),
            promises::from_on.eq(deadline.from_on()),
            promises::due_on.eq(deadline.due_on()),
            promises::calendar.eq(deadline.calendar_version()),
            promises::promised_at.eq(since),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Everything that an application was promised, oldest first.
pub fn of_application(conn: &mut Conn, id: ApplicationId) -> Result<Vec<Promise>, StorageError> {
    let own = promises::table.filter(promises::application_id.eq(id.0)).order(promises::id);
    let rows: Vec<Row> = own.select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Promise::try_from).collect()
}

/// The day on which an application reached the ministry, as its present round counts.
pub fn received_on(conn: &mut Conn, id: ApplicationId) -> Result<Option<NaiveDate>, StorageError> {
    let promised = of_application(conn, id)?.into_iter();
    let considered = promised.filter(|promise| promise.deadline.period() == Period::Considering);
    Ok(considered.map(|promise| promise.deadline.from_on()).max())
}

/// A promise by its number.
pub fn find(conn: &mut Conn, id: PromiseId) -> Result<Option<Promise>, StorageError> {
    let row: Option<Row> = promises::table.find(id.0).select(Row::as_select()).first(conn).optional()?;
    row.map(Promise::try_from).transpose()
}

/// What is waited for now, what is due first coming first.
pub fn open(conn: &mut Conn) -> Result<Vec<Promise>, StorageError> {
    let open = promises::table.filter(promises::ended_at.is_null()).order((promises::due_on, promises::id));
    let rows: Vec<Row> = open.select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Promise::try_from).collect()
}

/// Promises that counted one of the days from `first` to `last`, or would have counted on over it, newest first.
pub fn counted_over(
    conn: &mut Conn,
    first: NaiveDate,
    last: NaiveDate,
) -> Result<Vec<Promise>, StorageError> {
    let over = promises::table.filter(promises::from_on.lt(last)).filter(promises::due_on.ge(first));
    let rows: Vec<Row> = over.order(promises::id.desc()).select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Promise::try_from).collect()
}

impl TryFrom<Row> for Promise {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Promise, StorageError> {
        let corrupt = || StorageError::Corrupt { table: "promises", id: row.id.to_string() };
        let period = Period::parse(&row.period).ok_or_else(corrupt)?;
        Ok(Promise {
            id: PromiseId(row.id),
            application: ApplicationId(row.application_id),
            deadline: Deadline::kept(period, row.from_on, row.due_on, row.calendar),
            promised_at: row.promised_at.and_utc(),
            ended_at: row.ended_at.map(|at| at.and_utc()),
        })
    }
}
