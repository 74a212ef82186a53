//! A body says who still works there. Whom its silence had suspended has access again in the same transaction, so that nobody
//! waits for the ministry because their body was late.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::looking::{asked, listed};
use super::unsaid;
use crate::domain::access::{Attest, check};
use crate::domain::attestation::{AttestRefusal, Version};
use crate::domain::calendar::day_of;
use crate::domain::ids::PersonId;
use crate::domain::journal::Event;
use crate::domain::notice::Notice;
use crate::services::applications::{Outcome, refused, rule};
use crate::services::sessions::SignedIn;
use crate::storage::{Db, attestations, holds, outbox};

/// What a form did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Made {
    /// How many people it confirmed.
    pub confirmed: usize,
    /// How many wait still.
    pub left: usize,
}

/// Confirms the people who were ticked on a list that was shown.
pub async fn attest(
    db: &Db,
    who: &SignedIn,
    shown: Version,
    ticked: BTreeSet<PersonId>,
    at: DateTime<Utc>,
) -> Outcome<Made, AttestRefusal> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        let body = actor.body();
        let permit = check(&actor, Attest, &body).map_err(refused)?;
        let last = attestations::last_of(tx.conn(), body)?.filter(|last| last.attested.is_none());
        let last = last.ok_or(rule(AttestRefusal::NothingAsked))?;
        let (people, _) = asked(tx.conn(), &last, at)?;
        if people.is_empty() {
            return Err(rule(AttestRefusal::NothingAsked));
        }
        let confirmed: Vec<PersonId> =
            last.confirm(&permit, &listed(&people), shown, &ticked).map_err(rule)?.into_iter().collect();
        attestations::confirm(tx, &permit, last.id, &confirmed)?;
        for person in &confirmed {
            for hold in holds::of_person(tx.conn(), *person)? {
                let Some(attested) = hold.attest(&permit, at) else { continue };
                holds::attest(tx, &permit, &attested)?;
                let (hold, on) = (attested.id, day_of(at));
                outbox::put(tx, *person, &Notice::AccessAttested { hold, on })?;
                tx.journal(permit.actor(), Event::PersonAttested { hold, person: *person, body })?;
            }
        }
        let left = unsaid(tx.conn(), std::slice::from_ref(&last), at)?.remove(&last.id);
        let left = left.map_or(0, |left| left.len());
        if left == 0 {
            attestations::complete(tx, &permit, last.id)?;
        }
        let event = Event::AttestationMade {
            attestation: last.id,
            body,
            people: confirmed.len() as i64,
            left: left as i64,
            list: shown.0,
        };
        tx.journal(permit.actor(), event)?;
        Ok(Made { confirmed: confirmed.len(), left })
    })
    .await
}
