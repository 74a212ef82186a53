//! Leases: of several processes over one database, one at a time does a work. Each holder gets a higher token; whoever
//! writes under a lease shows it, so one that was taken over in the meantime writes nothing.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::schema::leases;
use super::{Conn, StorageError};

/// Takes a lease until `until`, or keeps it where `holder` has it already; nothing while somebody else holds it.
pub fn take(
    conn: &mut Conn,
    name: &str,
    holder: &str,
    at: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Option<i64>, StorageError> {
    let held: Option<(String, i64, NaiveDateTime)> = leases::table
        .find(name)
        .select((leases::holder, leases::token, leases::until))
        .first(conn)
        .optional()?;
    let until = leases::until.eq(until.naive_utc());
    match held {
        None => {
            let new = (leases::name.eq(name), leases::holder.eq(holder), leases::token.eq(1), until);
            diesel::insert_into(leases::table).values(new).execute(conn)?;
            Ok(Some(1))
        }
        Some((by, token, _)) if by == holder => {
            diesel::update(leases::table.find(name)).set(until).execute(conn)?;
            Ok(Some(token))
        }
        Some((_, token, ends)) if ends <= at.naive_utc() => {
            let taken = (leases::holder.eq(holder), leases::token.eq(token + 1), until);
            diesel::update(leases::table.find(name)).set(taken).execute(conn)?;
            Ok(Some(token + 1))
        }
        Some(_) => Ok(None),
    }
}

/// True while this token is the newest.
pub fn is_held(conn: &mut Conn, name: &str, token: i64) -> Result<bool, StorageError> {
    let newest: Option<i64> = leases::table.find(name).select(leases::token).first(conn).optional()?;
    Ok(newest == Some(token))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::testing::fresh;
    use chrono::TimeDelta;

    #[tokio::test]
    async fn one_holds_a_lease_and_a_later_holder_has_a_higher_token() {
        let (db, _place) = fresh();
        let start = DateTime::from_timestamp(1_800_000_000, 0).expect("an instant");
        let take_at = |holder: &'static str, after: i64| {
            let (db, at) = (db.clone(), start + TimeDelta::seconds(after));
            async move {
                let until = at + TimeDelta::seconds(60);
                db.upkeep(move |conn| take(conn, "sweep", holder, at, until)).await.expect("asked")
            }
        };
        assert_eq!(take_at("a", 0).await, Some(1));
        assert_eq!(take_at("b", 1).await, None);
        assert_eq!(take_at("a", 30).await, Some(1));
        assert_eq!(take_at("b", 89).await, None);
        assert_eq!(take_at("b", 90).await, Some(2));
        assert!(!db.read(|conn| is_held(conn, "sweep", 1)).await.expect("asked"));
        assert!(db.read(|conn| is_held(conn, "sweep", 2)).await.expect("asked"));
        assert_eq!(take_at("a", 91).await, None);
    }
}
