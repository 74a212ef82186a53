//! A fresh database for the tests of the floors above the domain. Compiled for tests only.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::{applications, bodies, people};
use super::test_database::TestDatabase;
use super::{Db, StorageError, Tx, migrate};
use crate::domain::ids::{ApplicationId, PersonId};
use crate::domain::lang::Lang;
use crate::domain::system::System;

/// An opened, migrated, empty database; the second value keeps it alive.
pub(crate) fn fresh() -> (Db, TestDatabase) {
    let place = TestDatabase::new("portal", |url| {
        migrate(&url.parse().expect("a database")).expect("migrated");
    });
    let db = Db::open(&place.url().parse().expect("a database")).expect("opened");
    (db, place)
}

/// Somebody to write to, in a body that needs no more than to exist.
pub(crate) async fn person(db: &Db, lang: Lang, email: Option<&str>) -> PersonId {
    let email = email.map(str::to_owned);
    let id = db.upkeep(move |conn| {
        let bodies: i64 = bodies::table.count().get_result(conn)?;
        let at = DateTime::<Utc>::UNIX_EPOCH.naive_utc();
        let number = format!("{bodies:012}");
        let body: i64 = diesel::insert_into(bodies::table)
            .values((bodies::kind.eq("ministry"), bodies::bin.eq(&number), bodies::registered_at.eq(at)))
            .returning(bodies::id)
            .get_result(conn)?;
        let id: i64 = diesel::insert_into(people::table)
            .values((
                people::body_id.eq(body),
                people::iin.eq(&number),
                people::surname.eq("Серікбаева"),
                people::given.eq("Айгүл"),
                people::position.eq("—"),
                people::email.eq(email.as_deref()),
                people::lang.eq(lang.code()),
                people::registered_at.eq(at),
            ))
            .returning(people::id)
            .get_result(conn)?;
        Ok::<_, StorageError>(PersonId(id))
    });
    id.await.expect("a person")
}

/// An application with a number, begun by somebody.
pub(crate) fn application(tx: &mut Tx<'_>, by: PersonId) -> Result<ApplicationId, StorageError> {
    let body = super::people::get(tx.conn(), by)?.body;
    let number = super::applications::next_number(tx, 2027)?;
    let id = super::applications::insert(tx, body, &System::ALL.into(), by)?;
    diesel::update(applications::table.find(id.0))
        .set(applications::number.eq(number.to_string()))
        .execute(tx.conn())?;
    Ok(id)
}
