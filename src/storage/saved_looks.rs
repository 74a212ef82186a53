//! Saved looks, each one person's own: another's number is no number at all.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::schema::saved_looks;
use super::{Conn, StorageError, Tx};
use crate::domain::access::{KeepLooks, Permit};
use crate::domain::budget::{Path, Period};
use crate::domain::ids::{PersonId, SavedLookId};
use crate::domain::saved::{LookName, SavedLook, SavedView, Seen};
use crate::domain::scope::BudgetKey;
use crate::domain::system::System;

#[derive(Queryable, Selectable)]
#[diesel(table_name = saved_looks)]
struct Row {
    id: i64,
    person_id: i64,
    name: String,
    address: String,
    system: String,
    budget: String,
    period: String,
    path: Option<String>,
    known_on: Option<NaiveDate>,
    seen_last: String,
    seen_versions: i64,
    saved_at: NaiveDateTime,
}

/// Keeps a look for whoever is permitted to keep looks.
pub fn insert(
    tx: &mut Tx<'_>,
    permit: &Permit<KeepLooks>,
    name: &LookName,
    view: &SavedView,
    seen: Seen,
) -> Result<SavedLookId, StorageError> {
    let id: i64 = diesel::insert_into(saved_looks::table)
        .values((
            saved_looks::person_id.eq(permit.by().0),
            saved_looks::name.eq(name.as_str()),
            saved_looks::address.eq(&view.address),
            saved_looks::system.eq(view.system.code()),
            saved_looks::budget.eq(view.budget.code()),
            saved_looks::period.eq(view.period.to_string()),
            saved_looks::path.eq(view.path.map(|path| path.to_string())),
            saved_looks::known_on.eq(view.known),
            saved_looks::seen_last.eq(seen.last.to_string()),
            saved_looks::seen_versions.eq(seen.versions),
            saved_looks::saved_at.eq(tx.at().naive_utc()),
        ))
        .returning(saved_looks::id)
        .get_result(tx.conn())?;
    Ok(SavedLookId(id))
}

/// All looks of somebody, by name.
pub fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<SavedLook>, StorageError> {
    let rows: Vec<Row> = saved_looks::table
        .filter(saved_looks::person_id.eq(person.0))
        .order(saved_looks::id)
        .select(Row::as_select())
        .load(conn)?;
    let mut looks = rows.into_iter().map(SavedLook::try_from).collect::<Result<Vec<_>, _>>()?;
    // In one order on every database, whatever it takes for the order of letters.
    looks.sort_by(|one, other| (one.name.as_str(), one.id).cmp(&(other.name.as_str(), other.id)));
    Ok(looks)
}

/// One look of somebody.
pub fn find(conn: &mut Conn, person: PersonId, id: SavedLookId) -> Result<Option<SavedLook>, StorageError> {
    let own = saved_looks::table.filter(saved_looks::id.eq(id.0).and(saved_looks::person_id.eq(person.0)));
    let row: Option<Row> = own.select(Row::as_select()).first(conn).optional()?;
    row.map(SavedLook::try_from).transpose()
}

/// Gives a look another name.
pub fn rename(
    tx: &mut Tx<'_>,
    permit: &Permit<KeepLooks>,
    id: SavedLookId,
    name: &LookName,
) -> Result<(), StorageError> {
    let own = saved_looks::table.filter(saved_looks::id.eq(id.0)).filter(of(permit));
    diesel::update(own).set(saved_looks::name.eq(name.as_str())).execute(tx.conn())?;
    Ok(())
}

/// Notes what was there to be seen.
pub fn saw(
    tx: &mut Tx<'_>,
    permit: &Permit<KeepLooks>,
    id: SavedLookId,
    seen: Seen,
) -> Result<(), StorageError> {
    let own = saved_looks::table.filter(saved_looks::id.eq(id.0)).filter(of(permit));
    diesel::update(own)
        .set((saved_looks::seen_last.eq(seen.last.to_string()), saved_looks::seen_versions.eq(seen.versions)))
        .execute(tx.conn())?;
    Ok(())
}

/// Forgets a look.
pub fn delete(tx: &mut Tx<'_>, permit: &Permit<KeepLooks>, id: SavedLookId) -> Result<(), StorageError> {
    let own = saved_looks::table.filter(saved_looks::id.eq(id.0)).filter(of(permit));
    diesel::delete(own).execute(tx.conn())?;
    Ok(())
}

fn of(permit: &Permit<KeepLooks>) -> diesel::dsl::Eq<saved_looks::person_id, i64> {
    saved_looks::person_id.eq(permit.by().0)
}

impl TryFrom<Row> for SavedLook {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<SavedLook, StorageError> {
        let corrupt = || StorageError::Corrupt { table: "saved_looks", id: row.id.to_string() };
        let path = row.path.as_deref().map(Path::parse).transpose().map_err(|_| corrupt())?;
        Ok(SavedLook {
            id: SavedLookId(row.id),
            person: PersonId(row.person_id),
            name: LookName::parse(&row.name).map_err(|_| corrupt())?,
            view: SavedView {
                system: System::parse(&row.system).ok_or_else(corrupt)?,
                budget: BudgetKey::parse(&row.budget).map_err(|_| corrupt())?,
                period: Period::parse(&row.period).map_err(|_| corrupt())?,
                path,
                known: row.known_on,
                address: row.address.clone(),
            },
            seen: Seen {
                last: Period::parse(&row.seen_last).map_err(|_| corrupt())?,
                versions: row.seen_versions,
            },
            saved_at: row.saved_at.and_utc(),
        })
    }
}
