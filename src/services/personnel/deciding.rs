//! The second person releases or rejects the part of a feed that names too many of one body, with a reason.

use chrono::{DateTime, Utc};

use super::refused;
use super::taking::{Effect, apply};
use crate::domain::access::{DecidePart, KeepPersonnel, check};
use crate::domain::application::Reason;
use crate::domain::hold::PlaceRefusal;
use crate::domain::ids::{BodyId, FeedId};
use crate::domain::journal::Event;
use crate::domain::personnel::{Finding, PartRefusal, Recorded, Word};
use crate::services::applications::{Outcome, Refused};
use crate::services::calendars::Calendars;
use crate::services::sessions::SignedIn;
use crate::storage::{Db, Failure, personnel};

/// Why a part was not decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotDecided {
    /// The rule refuses.
    #[error(transparent)]
    Part(#[from] PartRefusal),
    /// Somebody can't be suspended.
    #[error(transparent)]
    Refusal(#[from] PlaceRefusal),
}

/// Decides on a part; the first decision stands. What is released is planned over what is known now.
#[allow(clippy::too_many_arguments, reason = "a decision is all of these")]
pub async fn decide(
    db: &Db,
    calendars: &Calendars,
    who: &SignedIn,
    (id, body): (FeedId, BodyId),
    word: Word,
    reason: Reason,
    at: DateTime<Utc>,
) -> Outcome<Effect, NotDecided> {
    let (actor, calendars) = (who.actor.clone(), calendars.clone());
    db.write(at, move |tx| {
        check(&actor, KeepPersonnel, &()).map_err(refused)?;
        let feed = personnel::find(tx.conn(), id)?.ok_or(Failure::Refused(Refused::NotThere))?;
        let part = personnel::parts(tx.conn(), id)?.into_iter().find(|part| part.body == body);
        let part = part.ok_or(Failure::Refused(Refused::NotThere))?;
        let permit = check(&actor, DecidePart, &feed).map_err(refused)?;
        let rule = |why: NotDecided| Failure::Refused(Refused::Rule(why));
        let decided = part.decide(&permit, word, reason.clone(), at).map_err(|why| rule(why.into()))?;
        personnel::decide(tx, &permit, &decided)?;
        let mut own = personnel::of_feed(tx.conn(), id)?;
        own.retain(|one: &Recorded| one.said.body == body && one.finding == Finding::Stopped);
        let effect = match word {
            Word::Release => {
                let calendar = calendars.current(tx.conn())?;
                let done = apply(tx, id, &own, None, &calendar)?;
                done.map_err(|why| rule(why.into()))?.1
            }
            Word::Reject => {
                for one in &own {
                    personnel::find_that(tx, one.id, Finding::Rejected, None)?;
                }
                Effect::default()
            }
        };
        let (decision, reason) = (word.code().to_owned(), reason.to_string());
        tx.journal(permit.actor(), Event::FeedPartDecided { feed: id, body, decision, reason })?;
        Ok(effect)
    })
    .await
}
