//! Whom overdue steps are escalated to: somebody of the ministry for its step, somebody of the integrator for the other.

use chrono::{DateTime, Utc};

use super::sessions::SignedIn;
use crate::domain::access::{Denied, KeepRegistry, Permit, check};
use crate::domain::application::Stage;
use crate::domain::body::BodyKind;
use crate::domain::calendar::day_of;
use crate::domain::ids::PersonId;
use crate::domain::journal::Event;
use crate::domain::person::Person;
use crate::storage::{Conn, Db, Failure, StorageError, bodies, people, superiors};

/// Who may be named for a stage, and who is.
#[derive(Clone, Debug)]
pub struct Candidates {
    /// The stage.
    pub stage: Stage,
    /// The people of its body, by name.
    pub people: Vec<Person>,
    /// Who is named.
    pub named: Option<PersonId>,
}

/// Why nobody was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The ministry's administrator names superiors.
    Denied(Denied),
    /// Nobody of that body has this number.
    NotTheirs,
    /// Everything is so already.
    Same,
}

/// The stages with those who may be named.
pub async fn list(db: &Db, who: &SignedIn, at: DateTime<Utc>) -> Result<Vec<Candidates>, Failure<Refused>> {
    permit(who)?;
    let listed = db.read(move |conn| {
        let of = |stage| candidates(conn, stage, at);
        [Stage::Ministry, Stage::Integrator].into_iter().map(of).collect::<Result<Vec<_>, StorageError>>()
    });
    Ok(listed.await?)
}

/// Names the superiors of stages, or nobody; each that changes is an entry of its own.
pub async fn name(
    db: &Db,
    who: &SignedIn,
    wanted: Vec<(Stage, Option<PersonId>)>,
    at: DateTime<Utc>,
) -> Result<(), Failure<Refused>> {
    let who = who.clone();
    db.write(at, move |tx| {
        let (permit, mut changed) = (permit(&who)?, 0);
        for (stage, person) in wanted.iter().copied() {
            let candidates = candidates(tx.conn(), stage, at)?;
            if person.is_some_and(|wanted| !candidates.people.iter().any(|one| one.id == wanted)) {
                return Err(Failure::Refused(Refused::NotTheirs));
            }
            if candidates.named == person {
                continue;
            }
            superiors::name(tx, &permit, stage, person)?;
            let stage = stage.code().to_owned();
            tx.journal(permit.actor(), Event::SuperiorNamed { stage, person })?;
            changed += 1;
        }
        if changed == 0 { Err(Failure::Refused(Refused::Same)) } else { Ok(()) }
    })
    .await
}

fn candidates(conn: &mut Conn, stage: Stage, at: DateTime<Utc>) -> Result<Candidates, StorageError> {
    let kind = match stage {
        Stage::Ministry => BodyKind::Ministry,
        Stage::Integrator => BodyKind::Integrator,
    };
    let mut candidates = Candidates { stage, people: Vec::new(), named: superiors::find(conn, stage)? };
    for body in bodies::list(conn, day_of(at))?.iter().filter(|body| body.seat.kind() == kind) {
        candidates.people.extend(people::of_body(conn, body.id)?);
    }
    Ok(candidates)
}

fn permit(who: &SignedIn) -> Result<Permit<KeepRegistry>, Failure<Refused>> {
    check(&who.actor, KeepRegistry, &()).map_err(|denied| Failure::Refused(Refused::Denied(denied)))
}
