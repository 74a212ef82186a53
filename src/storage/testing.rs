//! A fresh database for the tests of the floors above the domain. Compiled for tests only.

use chrono::{DateTime, Utc};
use diesel::prelude::*;

use super::schema::{bodies, people};
use super::test_database::TestDatabase;
use super::{Db, StorageError, migrate};
use crate::domain::ids::PersonId;
use crate::domain::lang::Lang;

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
