//! Who a request comes from, asked of the database each time: the person, the body, the roles of this moment.

use chrono::{DateTime, TimeDelta, Utc};

use crate::domain::access::Actor;
use crate::domain::body::Body;
use crate::domain::calendar;
use crate::domain::hold::roles_while_held;
use crate::domain::ids::PersonId;
use crate::domain::journal::{Digest, Event};
use crate::domain::person::Person;
use crate::storage::{Conn, Db, StorageError, bodies, holds, people, sessions};

/// A session that is not used ends after this time.
pub const IDLE: TimeDelta = TimeDelta::minutes(30);
/// Every session ends after this time.
pub const LONGEST: TimeDelta = TimeDelta::hours(12);
/// The last use is written down no more often than this.
const SEEN_EVERY: TimeDelta = TimeDelta::minutes(1);

/// Somebody who is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The person, with the roles of this moment.
    pub person: Person,
    /// The person's body.
    pub body: Body,
    /// Whom the rules ask about.
    pub actor: Actor,
}

/// The person behind a session token; nobody where the session ended, idled out or the person holds no role.
///
/// A session whose times lie in the future (a clock set back) is not accepted either.
pub async fn find(db: &Db, token: &str, at: DateTime<Utc>) -> Result<Option<SignedIn>, StorageError> {
    let token = Digest::of(token.as_bytes());
    let found = db
        .read(move |conn| {
            let Some(session) = sessions::find(conn, &token)?.filter(|session| is_live(session, at)) else {
                return Ok::<_, StorageError>(None);
            };
            let person = people::get(conn, session.person)?;
            let person = at_present(conn, person)?;
            if person.roles.is_empty() {
                return Ok(None);
            }
            let body = bodies::get(conn, person.body, calendar::day_of(at))?;
            match Actor::new(person.id, body.id, body.seat.kind(), person.roles.clone()) {
                Ok(actor) => Ok(Some((session, SignedIn { person, body, actor }))),
                Err(conflict) => {
                    tracing::error!(person = person.id.0, %conflict, "roles of the registry contradict each other");
                    Ok(None)
                }
            }
        })
        .await?;
    let Some((session, signed_in)) = found else { return Ok(None) };
    if at - session.seen_at >= SEEN_EVERY {
        db.upkeep(move |conn| sessions::touch(conn, &token, at)).await?;
    }
    Ok(Some(signed_in))
}

/// Somebody with the roles that they may use now: whose access is held is told so, and nothing more (R9.4).
pub(super) fn at_present(conn: &mut Conn, person: Person) -> Result<Person, StorageError> {
    if !holds::is_held(conn, person.id)? {
        return Ok(person);
    }
    Ok(Person { roles: roles_while_held(&person.roles), ..person })
}

fn is_live(session: &sessions::Session, at: DateTime<Utc>) -> bool {
    session.ended_at.is_none()
        && (TimeDelta::zero()..LONGEST).contains(&(at - session.started_at))
        && (TimeDelta::zero()..IDLE).contains(&(at - session.seen_at))
}

/// Ends a session; ending it twice changes nothing.
pub async fn end(db: &Db, token: &str, signed_in: &SignedIn, at: DateTime<Utc>) -> Result<(), StorageError> {
    let token = Digest::of(token.as_bytes());
    let (actor, person): (_, PersonId) = ((&signed_in.actor).into(), signed_in.person.id);
    db.write(at, move |tx| {
        sessions::end(tx, &token)?;
        tx.journal(actor, Event::SignedOut { person })?;
        Ok::<_, StorageError>(())
    })
    .await
}
