//! Attestation once a half-year: which of a body's people with access still work there. Asked, reminded and suspended by the
//! sweep; answered here by the head, the officer or whoever stands in for them, in their own session and without a signature of
//! its own: what ends access for good, the report that powers ended, is signed (R9.4).

pub mod looking;
pub mod making;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

pub use looking::{Waiting, waiting};

use crate::domain::attestation::{Attestation, waits};
use crate::domain::grant::Grant;
use crate::domain::ids::{AttestationId, PersonId};
use crate::storage::{Conn, StorageError, attestations, grants};

/// What each of some people was given, past grants too.
pub(super) fn held_by(
    conn: &mut Conn,
    people: &[PersonId],
) -> Result<BTreeMap<PersonId, Vec<Grant>>, StorageError> {
    let mut held: BTreeMap<PersonId, Vec<Grant>> = BTreeMap::new();
    for grant in grants::of_people(conn, people)? {
        held.entry(grant.person).or_default().push(grant);
    }
    Ok(held)
}

/// About whom each of these bodies has still to say that they work there; those that have nobody left are not in it.
pub(super) fn unsaid(
    conn: &mut Conn,
    asked: &[Attestation],
    at: DateTime<Utc>,
) -> Result<BTreeMap<AttestationId, Vec<PersonId>>, StorageError> {
    let open: Vec<AttestationId> =
        asked.iter().filter(|one| one.attested.is_none()).map(|one| one.id).collect();
    let mut found = attestations::unconfirmed(conn, &open)?;
    let everybody: Vec<PersonId> = found.values().flatten().copied().collect();
    let held = held_by(conn, &everybody)?;
    for one in asked {
        if let Some(people) = found.get_mut(&one.id) {
            people.retain(|person| held.get(person).is_some_and(|held| waits(held, one.body, at)));
        }
    }
    found.retain(|_, people| !people.is_empty());
    Ok(found)
}
