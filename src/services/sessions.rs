//! Who a request comes from, asked of the database each time: the person, the body, the roles of this moment.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::budget::Standing;
use super::substitutions::standing_in;
use crate::domain::access::{Actor, StandingIn};
use crate::domain::body::Body;
use crate::domain::calendar;
use crate::domain::duties::Acceptance;
use crate::domain::hold::{Hold, relieves, roles_while_held};
use crate::domain::ids::{BodyId, PersonId};
use crate::domain::journal::{Digest, Event};
use crate::domain::names::LocalName;
use crate::domain::person::{Person, Role};
use crate::domain::presence::Network;
use crate::storage::arrivals::{self, Arrival};
use crate::storage::sessions::Session;
use crate::storage::{Conn, Db, StorageError, bodies, closures, holds, people, sessions};

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
    /// For whom they stand in today.
    pub absent: Vec<Person>,
}

/// The person behind a session token; nobody where the session ended, idled out, the person holds no role or the body is
/// closed.
///
/// A session whose times lie in the future (a clock set back) is not accepted either.
pub async fn find(
    db: &Db,
    token: &str,
    from: Option<Network>,
    at: DateTime<Utc>,
) -> Result<Option<SignedIn>, StorageError> {
    let token = Digest::of(token.as_bytes());
    let found = db.read(move |conn| found(conn, &token, at)).await?;
    let Some(Found { session, who, .. }) = found else { return Ok(None) };
    note_use(db, &session, from, at).await?;
    Ok(Some(who))
}

/// The same person with what they may see of the budget, both read from one state of the database.
pub async fn arrive(
    db: &Db,
    token: &str,
    from: Option<Network>,
    at: DateTime<Utc>,
) -> Result<Option<(SignedIn, Standing)>, StorageError> {
    let token = Digest::of(token.as_bytes());
    let found = db.read(move |conn| match found(conn, &token, at)? {
        Some(Found { session, who, holds, accepted, entries }) => {
            let standing = Standing::now(conn, &who, holds, accepted.as_ref(), entries, at)?;
            Ok(Some((session, who, standing)))
        }
        None => Ok::<_, StorageError>(None),
    });
    let Some((session, who, standing)) = found.await? else { return Ok(None) };
    note_use(db, &session, from, at).await?;
    Ok(Some((who, standing)))
}

/// Somebody who comes with a live session.
struct Found {
    session: Session,
    who: SignedIn,
    /// Every hold on them, oldest first.
    holds: Vec<Hold>,
    /// How they last accepted the duties of use.
    accepted: Option<Acceptance>,
    /// How many entries the journal has.
    entries: u64,
}

fn found(conn: &mut Conn, token: &Digest, at: DateTime<Utc>) -> Result<Option<Found>, StorageError> {
    let Some(Arrival { session, person, body, was_held, stands_in, accepted, entries }) =
        arrivals::find(conn, token, calendar::day_of(at))?
    else {
        return Ok(None);
    };
    if !is_live(&session, at) {
        return Ok(None);
    }
    let holds = if was_held { holds::of_person(conn, person.id)? } else { Vec::new() };
    let standing_in = if stands_in { standing_in(conn, person.id, at)? } else { Vec::new() };
    let Present { person, own, absent, lent } = at_present(person, &holds, standing_in);
    if person.roles.is_empty() {
        return Ok(None);
    }
    if body.is_closed_on(calendar::day_of(at)) {
        return Ok(None);
    }
    let actor = Actor::new(person.id, body.id, body.seat.kind(), own);
    match actor.and_then(|actor| actor.standing_in_for(lent)) {
        Ok(actor) => Ok(Some(Found {
            session,
            who: SignedIn { person, body, actor, absent },
            holds,
            accepted,
            entries,
        })),
        Err(conflict) => {
            tracing::error!(person = person.id.0, %conflict, "roles of the registry contradict each other");
            Ok(None)
        }
    }
}

async fn note_use(
    db: &Db,
    session: &Session,
    from: Option<Network>,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    if at - session.seen_at >= SEEN_EVERY || from.is_some() && from != session.network {
        let number = session.number;
        db.upkeep(move |conn| sessions::touch(conn, number, from.as_ref(), at)).await?;
    }
    Ok(())
}

/// A body that is closed, as its people are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClosedBody {
    /// Its last name.
    pub name: LocalName,
    /// Its last day.
    pub last_day: NaiveDate,
    /// Who took over.
    pub successors: Vec<LocalName>,
}

/// The closed body behind a session token that would live otherwise: its people are told so at the next request.
pub async fn closed_body(
    db: &Db,
    token: &str,
    at: DateTime<Utc>,
) -> Result<Option<ClosedBody>, StorageError> {
    let token = Digest::of(token.as_bytes());
    db.read(move |conn| {
        let Some(session) = sessions::find(conn, &token)?.filter(|session| is_live(session, at)) else {
            return Ok(None);
        };
        let person = people::get(conn, session.person)?;
        closed(conn, person.body, at)
    })
    .await
}

/// What is told of a body where it is closed.
pub async fn closed_body_of(
    db: &Db,
    body: BodyId,
    at: DateTime<Utc>,
) -> Result<Option<ClosedBody>, StorageError> {
    db.read(move |conn| closed(conn, body, at)).await
}

/// What is told of a body where it is closed at an instant.
pub(super) fn closed(
    conn: &mut Conn,
    body: BodyId,
    at: DateTime<Utc>,
) -> Result<Option<ClosedBody>, StorageError> {
    let Some(closure) = closures::standing(conn, body)?.filter(|closure| closure.is_in_effect(at)) else {
        return Ok(None);
    };
    let today = calendar::day_of(at);
    let mut successors = Vec::with_capacity(closure.successors.len());
    for successor in closure.successors {
        successors.push(bodies::get(conn, successor, today)?.name);
    }
    let name = bodies::get(conn, body, closure.last_day)?.name;
    Ok(Some(ClosedBody { name, last_day: closure.last_day, successors }))
}

/// Somebody as they may act at an instant.
pub(super) struct Present {
    /// The person, with every role that they may use, lent ones too.
    pub person: Person,
    /// The roles of their own among these.
    pub own: Vec<Role>,
    /// For whom they stand in.
    pub absent: Vec<Person>,
    /// With what.
    pub lent: Vec<StandingIn>,
}

/// Somebody with the roles that they may use now: whose access is held is told so, and nothing more (R9.4); whoever stands
/// in for an absent colleague has that colleague's roles too.
pub(super) fn at_present(person: Person, holds: &[Hold], standing_in: Vec<(Person, StandingIn)>) -> Present {
    if relieves(holds) {
        let own = roles_while_held(&person.roles);
        let person = Person { roles: own.clone(), ..person };
        return Present { person, own, absent: Vec::new(), lent: Vec::new() };
    }
    let (absent, lent): (Vec<_>, Vec<_>) = standing_in.into_iter().unzip();
    let own = person.roles.clone();
    let mut roles = own.clone();
    for role in lent.iter().flat_map(|one: &StandingIn| &one.roles) {
        if !roles.contains(role) {
            roles.push(*role);
        }
    }
    Present { person: Person { roles, ..person }, own, absent, lent }
}

fn is_live(session: &Session, at: DateTime<Utc>) -> bool {
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
