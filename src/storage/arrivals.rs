//! Who comes with a request, in one question: the session of a token with its person, the body of the person, and how far the
//! journal has grown. Every request begins with it.

use chrono::{NaiveDate, NaiveDateTime};
use diesel::dsl::exists;
use diesel::prelude::*;

use super::schema::{
    bodies, body_closures, body_names, duty_acceptances, holds, journal_head, people, person_roles, sessions,
    substitutions,
};
use super::sessions::Session;
use super::{Conn, StorageError, conn::natively};
use crate::domain::body::Body;
use crate::domain::duties::Acceptance;
use crate::domain::journal::Digest;
use crate::domain::names::LocalName;
use crate::domain::person::Person;
use crate::domain::registry::DatedName;

/// A session with what stands behind it.
#[derive(Clone, Debug)]
pub struct Arrival {
    /// The session.
    pub session: Session,
    /// Whose, with the roles of this moment.
    pub person: Person,
    /// Where the person works, with its name on the day that was asked for.
    pub body: Body,
    /// Whether there ever was a hold on the person.
    pub was_held: bool,
    /// Whether the person was named a substitute, and that has not been ended.
    pub stands_in: bool,
    /// How the person last accepted the duties of use.
    pub accepted: Option<Acceptance>,
    /// How many entries the journal has.
    pub entries: u64,
}

type BodyRow = (i64, String, String, Option<String>, Option<String>);
type NameRow = (String, String, String, NaiveDate, Option<NaiveDate>);
type Row = (
    super::sessions::Row,
    super::people::Row,
    BodyRow,
    NameRow,
    Option<NaiveDate>,
    Option<(i64, String)>,
    (bool, bool, Option<String>, Option<NaiveDateTime>, i64),
);

/// A column of the last acceptance of the duties by the person.
macro_rules! last_accepted {
    ($column:expr) => {
        duty_acceptances::table
            .filter(duty_acceptances::person_id.eq(people::id))
            .order(duty_acceptances::id.desc())
            .select($column)
            .limit(1)
            .single_value()
    };
}

/// What stands behind a token on a day; nothing where it is no session's.
pub fn find(conn: &mut Conn, token: &Digest, on: NaiveDate) -> Result<Option<Arrival>, StorageError> {
    let closed = body_closures::body_id.eq(bodies::id).and(body_closures::withdrawn_at.is_null());
    let held = person_roles::person_id.eq(people::id).and(person_roles::until_at.is_null());
    let holds = exists(holds::table.filter(holds::person_id.eq(people::id)));
    let named = substitutions::substitute_id.eq(people::id).and(substitutions::ended_at.is_null());
    // A row for each name of the body and each role of the person: few.
    let rows: Vec<Row> = natively!(conn, own => sessions::table
        .inner_join(people::table.on(people::id.eq(sessions::person_id)))
        .inner_join(bodies::table.on(bodies::id.eq(people::body_id)))
        .inner_join(body_names::table.on(body_names::body_id.eq(bodies::id)))
        // There is one. Always true, in words that Diesel can keep the statement of.
        .inner_join(journal_head::table.on(journal_head::size.ge(0)))
        .left_join(body_closures::table.on(closed))
        .left_join(person_roles::table.on(held))
        .filter(sessions::token.eq(token.0.as_slice()))
        .order((body_names::from_on, person_roles::id))
        .select((
            super::sessions::COLUMNS,
            super::people::Row::as_select(),
            (bodies::id, bodies::kind, bodies::bin, bodies::region, bodies::administrator),
            (body_names::kk, body_names::ru, body_names::en, body_names::from_on, body_names::until_on),
            body_closures::last_day.nullable(),
            (person_roles::id, person_roles::role).nullable(),
            (
                holds,
                exists(substitutions::table.filter(named)),
                last_accepted!(duty_acceptances::edition),
                last_accepted!(duty_acceptances::accepted_at),
                journal_head::size,
            ),
        ))
        .load(own))?;
    let (mut names, mut roles): (Vec<DatedName>, Vec<(i64, String)>) = (Vec::new(), Vec::new());
    let mut first = None;
    for (session, person, body, (kk, ru, en, from_on, until_on), last_day, role, known) in rows {
        if names.last().is_none_or(|known| known.from_on != from_on) {
            names.push(DatedName { name: LocalName { kk, ru, en }, from_on, until_on });
        }
        roles.extend(role.filter(|role| !roles.contains(role)));
        first.get_or_insert((session, person, body, last_day, known));
    }
    let Some((session, person, body, last_day, (was_held, stands_in, edition, accepted_at, entries))) = first
    else {
        return Ok(None);
    };
    let roles: Vec<String> = roles.into_iter().map(|(_, role)| role).collect();
    Ok(Some(Arrival {
        session: super::sessions::session(session),
        person: super::people::whole(person, &roles)?,
        body: super::bodies::whole(body, &names, last_day, on)?,
        was_held,
        stands_in,
        accepted: edition.zip(accepted_at).map(|(edition, at)| Acceptance { at: at.and_utc(), edition }),
        entries: u64::try_from(entries).map_err(|_| StorageError::JournalBroken)?,
    }))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use diesel::connection::InstrumentationEvent;

    use super::*;
    use crate::storage::testing::fresh;

    /// It is asked at each request; to compile a join of seven tables takes longer than to run it.
    #[tokio::test]
    async fn the_question_of_every_request_is_compiled_once() {
        let (db, _place) = fresh();
        let compiled = Arc::new(AtomicUsize::new(0));
        let count = compiled.clone();
        let asked = move |conn: &mut Conn| {
            let listen = move |event: InstrumentationEvent<'_>| {
                if let InstrumentationEvent::CacheQuery { .. } = event {
                    count.fetch_add(1, Ordering::Relaxed);
                }
            };
            match conn {
                Conn::Sqlite(sqlite) => sqlite.set_instrumentation(listen),
                Conn::Postgres(pg) => pg.set_instrumentation(listen),
            }
            let day = NaiveDate::from_ymd_opt(2026, 11, 20).expect("a day");
            for _ in 0..3 {
                assert!(find(conn, &Digest::of(b"nobody's"), day)?.is_none());
            }
            Ok::<_, StorageError>(())
        };
        db.read(asked).await.expect("read");
        assert_eq!(compiled.load(Ordering::Relaxed), 1, "kept when it was asked first");
    }
}
