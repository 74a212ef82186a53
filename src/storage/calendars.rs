//! Published editions of the calendar, which nothing changes any more, and the draft of the next one.

use std::ops::RangeInclusive;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::schema::{calendar_days, calendar_draft_days, calendar_drafts, calendar_versions};
use super::{Conn, StorageError, Tx};
use crate::domain::access::{KeepRegistry, Permit};
use crate::domain::calendar::{DayKind, Draft, Edition, Holiday, LegalAct, Marked, MarkedDays};
use crate::domain::ids::PersonId;

/// A published edition, without its days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    /// Its number.
    pub number: u32,
    /// The years that it covers.
    pub years: RangeInclusive<i32>,
    /// When it was published.
    pub at: DateTime<Utc>,
    /// By whom; nobody where the portal was delivered with it.
    pub by: Option<PersonId>,
}

type Row = (i64, i64, i64, NaiveDateTime, Option<i64>);
type DayRow =
    (NaiveDate, String, Option<String>, Option<NaiveDate>, String, Option<String>, Option<NaiveDate>);

/// The number of the newest edition; none before the portal's first start.
pub fn newest(conn: &mut Conn) -> Result<Option<u32>, StorageError> {
    let number: Option<i64> =
        calendar_versions::table.select(diesel::dsl::max(calendar_versions::number)).first(conn)?;
    number.map(|number| u32::try_from(number).map_err(|_| corrupt(number))).transpose()
}

/// An edition with its days.
pub fn find(conn: &mut Conn, number: u32) -> Result<Option<Edition>, StorageError> {
    let number = i64::from(number);
    let row: Option<Row> = calendar_versions::table.find(number).first(conn).optional()?;
    let Some(row) = row else { return Ok(None) };
    let days: Vec<DayRow> = calendar_days::table
        .filter(calendar_days::version.eq(number))
        .select((
            calendar_days::on_day,
            calendar_days::kind,
            calendar_days::holiday,
            calendar_days::other_day,
            calendar_days::act_title,
            calendar_days::act_number,
            calendar_days::act_on,
        ))
        .load(conn)?;
    let published = published(row)?;
    Ok(Some(Edition::kept(published.number, published.years, marked_days(days)?)))
}

/// All editions, newest first.
pub fn list(conn: &mut Conn) -> Result<Vec<Published>, StorageError> {
    let rows: Vec<Row> = calendar_versions::table.order(calendar_versions::number.desc()).load(conn)?;
    rows.into_iter().map(published).collect()
}

/// Publishes an edition; `by` nobody where it is the one that the portal is delivered with.
pub fn insert(
    tx: &mut Tx<'_>,
    edition: &Edition,
    by: Option<&Permit<KeepRegistry>>,
) -> Result<(), StorageError> {
    let (at, years) = (tx.at().naive_utc(), edition.years());
    let version = i64::from(edition.number());
    diesel::insert_into(calendar_versions::table)
        .values((
            calendar_versions::number.eq(version),
            calendar_versions::first_year.eq(i64::from(*years.start())),
            calendar_versions::last_year.eq(i64::from(*years.end())),
            calendar_versions::published_at.eq(at),
            calendar_versions::published_by.eq(by.map(|permit| permit.by().0)),
        ))
        .execute(tx.conn())?;
    for (on, Marked { kind, act }) in edition.days() {
        diesel::insert_into(calendar_days::table)
            .values((
                calendar_days::version.eq(version),
                calendar_days::on_day.eq(on),
                calendar_days::kind.eq(kind.code()),
                calendar_days::holiday.eq(kind.holiday().map(Holiday::code)),
                calendar_days::other_day.eq(kind.partner()),
                calendar_days::act_title.eq(&act.title),
                calendar_days::act_number.eq(act.number.as_deref()),
                calendar_days::act_on.eq(act.on),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// The draft of the edition after this one, where somebody began it.
pub fn draft(conn: &mut Conn, based_on: u32) -> Result<Option<Draft>, StorageError> {
    let row: Option<(i64, i64)> = calendar_drafts::table.find(i64::from(based_on)).first(conn).optional()?;
    let Some((_, last_year)) = row else { return Ok(None) };
    let days: Vec<DayRow> = calendar_draft_days::table.load(conn)?;
    let last_year = i32::try_from(last_year).map_err(|_| corrupt(i64::from(based_on)))?;
    Ok(Some(Draft { based_on, last_year, changes: marked_days(days)? }))
}

/// Keeps a draft in the place of the one before.
pub fn save_draft(
    tx: &mut Tx<'_>,
    _permit: &Permit<KeepRegistry>,
    draft: &Draft,
) -> Result<(), StorageError> {
    forget_draft(tx)?;
    diesel::insert_into(calendar_drafts::table)
        .values((
            calendar_drafts::based_on.eq(i64::from(draft.based_on)),
            calendar_drafts::last_year.eq(i64::from(draft.last_year)),
        ))
        .execute(tx.conn())?;
    for (on, Marked { kind, act }) in &draft.changes {
        diesel::insert_into(calendar_draft_days::table)
            .values((
                calendar_draft_days::on_day.eq(on),
                calendar_draft_days::kind.eq(kind.code()),
                calendar_draft_days::holiday.eq(kind.holiday().map(Holiday::code)),
                calendar_draft_days::other_day.eq(kind.partner()),
                calendar_draft_days::act_title.eq(&act.title),
                calendar_draft_days::act_number.eq(act.number.as_deref()),
                calendar_draft_days::act_on.eq(act.on),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Forgets the draft.
pub fn forget_draft(tx: &mut Tx<'_>) -> Result<(), StorageError> {
    diesel::delete(calendar_draft_days::table).execute(tx.conn())?;
    diesel::delete(calendar_drafts::table).execute(tx.conn())?;
    Ok(())
}

fn corrupt(number: i64) -> StorageError {
    StorageError::Corrupt { table: "calendar_versions", id: number.to_string() }
}

fn published((number, first, last, at, by): Row) -> Result<Published, StorageError> {
    let year = |year: i64| i32::try_from(year).map_err(|_| corrupt(number));
    Ok(Published {
        number: u32::try_from(number).map_err(|_| corrupt(number))?,
        years: year(first)?..=year(last)?,
        at: at.and_utc(),
        by: by.map(PersonId),
    })
}

fn marked_days(rows: Vec<DayRow>) -> Result<MarkedDays, StorageError> {
    let marked = |(on, kind, holiday, other, title, number, act_on): DayRow| {
        let corrupt = || StorageError::Corrupt { table: "calendar_days", id: on.to_string() };
        let holiday = holiday.map(|code| Holiday::parse(&code).ok_or_else(corrupt)).transpose()?;
        let kind = DayKind::from_parts(&kind, holiday, other).ok_or_else(corrupt)?;
        Ok((on, Marked { kind, act: LegalAct { title, number, on: act_on } }))
    };
    rows.into_iter().map(marked).collect()
}
