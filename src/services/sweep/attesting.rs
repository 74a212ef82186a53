//! What falls due about attestations: bodies are asked at the beginning of a half-year, reminded once, told of to the ministry
//! together, and their silence suspends. Only bodies for which somebody still waits are planned, so nobody gets an empty letter.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::{Planned, treated, unseen};
use crate::domain::attestation::{Attestation, HalfYear, had_access, overdue_subject, promised, waits};
use crate::domain::calendar::{Calendar, day_of};
use crate::domain::due::{DueFact, DueKind, Treatment};
use crate::domain::hold::NewHold;
use crate::domain::ids::{AttestationId, BodyId, PersonId};
use crate::domain::journal::{Actor, Event};
use crate::domain::notice::Notice;
use crate::domain::person::Role;
use crate::services::attestations::{held_by, unsaid};
use crate::services::calendars::Calendars;
use crate::services::substitutions::{told_as, writers};
use crate::storage::{Conn, StorageError, Tx, attestations, grants, holds, outbox, people, sessions};

const KINDS: [DueKind; 3] =
    [DueKind::AttestationReminder, DueKind::AttestationOverdue, DueKind::AttestationSilence];

/// What is due about attestations.
pub(super) fn plan(
    conn: &mut Conn,
    calendar: &Calendar,
    at: DateTime<Utc>,
) -> Result<Vec<Planned>, StorageError> {
    let mut planned = asking(conn, calendar, at)?;
    let Some(last) = attestations::half_years(conn)?.into_iter().next() else { return Ok(planned) };
    let mut open = attestations::of_half_year(conn, last)?;
    open.retain(|one| one.attested.is_none());
    let due = |facts: &[&Attestation]| {
        let facts = facts.iter().flat_map(|one| match one.facts(calendar) {
            Ok(facts) => facts.into_iter().map(Ok).collect(),
            Err(gap) => vec![Err(gap)],
        });
        let treated: BTreeMap<DueFact, Treatment> = treated(facts, calendar, at).into_iter().collect();
        treated.into_iter().collect::<Vec<Planned>>()
    };
    let known = unseen(conn, &KINDS, due(&open.iter().collect::<Vec<_>>()))?;
    if known.is_empty() {
        return Ok(planned);
    }
    let waiting = unsaid(conn, &open, at)?;
    let still: Vec<&Attestation> = open.iter().filter(|one| waiting.contains_key(&one.id)).collect();
    let still = due(&still);
    planned.extend(known.into_iter().filter(|one| still.contains(one)));
    Ok(planned)
}

/// Bodies that were not asked yet, once the half-year's first working morning came.
fn asking(conn: &mut Conn, calendar: &Calendar, at: DateTime<Utc>) -> Result<Vec<Planned>, StorageError> {
    let half_year = HalfYear::of(day_of(at));
    let fact = |body: BodyId| {
        let due_at = half_year.asked_at(calendar);
        due_at.map(|due_at| DueFact { due_at, kind: DueKind::AttestationAsked, subject: body.0 })
    };
    if treated([fact(BodyId(0))], calendar, at).is_empty() {
        return Ok(Vec::new());
    }
    let asked = attestations::of_half_year(conn, half_year)?;
    let asked: BTreeSet<BodyId> = asked.into_iter().map(|one| one.body).collect();
    let mut covered = grants::covering(conn, half_year.begins_at())?;
    covered.retain(|(body, _)| !asked.contains(body));
    let everybody: Vec<PersonId> = covered.iter().map(|(_, person)| *person).collect();
    let held = held_by(conn, &everybody)?;
    let is_asked = |(body, person): &&(BodyId, PersonId)| {
        let of_them = held.get(person);
        of_them.is_some_and(|held| had_access(held, *body, half_year) && waits(held, *body, at))
    };
    let bodies: BTreeSet<BodyId> = covered.iter().filter(is_asked).map(|(body, _)| *body).collect();
    Ok(treated(bodies.into_iter().map(fact), calendar, at))
}

/// Asks a body; its days count from this one, so that nobody has fewer because the portal stood still.
pub(super) fn ask(tx: &mut Tx<'_>, calendars: &Calendars, fact: &DueFact) -> Result<bool, StorageError> {
    let (at, body) = (tx.at(), BodyId(fact.subject));
    let half_year = HalfYear::of(day_of(at));
    let everybody: Vec<PersonId> =
        people::of_body(tx.conn(), body)?.into_iter().map(|person| person.id).collect();
    let mut held = held_by(tx.conn(), &everybody)?;
    held.retain(|_, held| had_access(held, body, half_year) && waits(held, body, at));
    let calendar = calendars.current(tx.conn())?;
    let (false, Ok((due, silence))) = (held.is_empty(), promised(at, &calendar)) else { return Ok(false) };
    let asked: Vec<PersonId> = held.into_keys().collect();
    let attestation = attestations::insert(tx, body, half_year, (&due, &silence), &asked)?;
    let (due_on, silent_on) = (due.due_on(), silence.due_on());
    let told = tell(tx, body, &Notice::AttestationAsked { attestation, due_on })?;
    let people = asked.len() as i64;
    let event = Event::AttestationAsked { attestation, body, due_on, silent_on, people, told };
    tx.journal(Actor::System, event)?;
    Ok(true)
}

/// Reminds a body's writers.
pub(super) fn remind(tx: &mut Tx<'_>, fact: &DueFact, treatment: Treatment) -> Result<bool, StorageError> {
    let Some((one, _)) = still_waiting(tx, fact)? else { return Ok(false) };
    let (attestation, body, due_on) = (one.id, one.body, one.due.due_on());
    let told = match treatment {
        Treatment::Tell => tell(tx, body, &Notice::AttestationDue { attestation, due_on })?,
        Treatment::Skip => 0,
    };
    tx.journal(Actor::System, Event::AttestationReminded { attestation, body, due_on, told })?;
    Ok(true)
}

/// Tells the ministry's administrators, once for all bodies that should have answered by a day.
pub(super) fn escalate(tx: &mut Tx<'_>, fact: &DueFact) -> Result<bool, StorageError> {
    let at = tx.at();
    let Some(last) = attestations::half_years(tx.conn())?.into_iter().next() else { return Ok(false) };
    let mut late = attestations::of_half_year(tx.conn(), last)?;
    late.retain(|one| overdue_subject(one.due.due_on()) == fact.subject);
    let waiting = unsaid(tx.conn(), &late, at)?;
    late.retain(|one| waiting.contains_key(&one.id));
    let Some(first) = late.first() else { return Ok(false) };
    let due_on = first.due.due_on();
    let told = tell_ministry(tx, &Notice::AttestationsOverdue { attestation: first.id, due_on })?;
    let bodies = late.len() as i64;
    tx.journal(Actor::System, Event::AttestationsOverdue { due_on, bodies, told })?;
    Ok(true)
}

/// Suspends everybody about whom a body was silent to the end, and whom no earlier silence suspends already.
pub(super) fn suspend(tx: &mut Tx<'_>, fact: &DueFact) -> Result<bool, StorageError> {
    let at = tx.at();
    let Some((one, silent)) = still_waiting(tx, fact)? else { return Ok(false) };
    let (attestation, body, silent_on) = (one.id, one.body, one.silence.due_on());
    let mut suspended = 0;
    for person in silent {
        let (person, held) = (people::get(tx.conn(), person)?, holds::of_person(tx.conn(), person)?);
        let Ok(new) = NewHold::unattested(&person, &held, silent_on, at) else { continue };
        let hold = holds::insert(tx, &new)?.id;
        sessions::end_all(tx, person.id)?;
        outbox::put(tx, person.id, &Notice::AccessUnattested { hold, on: silent_on })?;
        tx.journal(Actor::System, Event::PersonUnattested { hold, person: person.id, body, silent_on })?;
        suspended += 1;
    }
    let notice = Notice::AttestationSilence { attestation, on: silent_on };
    let told = match suspended {
        0 => 0,
        _ => tell(tx, body, &notice)? + tell_ministry(tx, &notice)?,
    };
    let event = Event::AttestationSilence { attestation, body, silent_on, people: suspended, told };
    tx.journal(Actor::System, event)?;
    Ok(true)
}

/// What a body was asked, with those about whom it has not said anything; none where nobody waits any more.
fn still_waiting(
    tx: &mut Tx<'_>,
    fact: &DueFact,
) -> Result<Option<(Attestation, Vec<PersonId>)>, StorageError> {
    let at = tx.at();
    let Some(one) = attestations::find(tx.conn(), AttestationId(fact.subject))? else { return Ok(None) };
    let waiting = unsaid(tx.conn(), std::slice::from_ref(&one), at)?.remove(&one.id);
    Ok(waiting.map(|waiting| (one, waiting)))
}

fn tell(tx: &mut Tx<'_>, body: BodyId, notice: &Notice) -> Result<i64, StorageError> {
    let at = tx.at();
    let told = writers(tx.conn(), body, at)?;
    told.iter().try_for_each(|person| outbox::put(tx, person.id, notice))?;
    Ok(told.len() as i64)
}

fn tell_ministry(tx: &mut Tx<'_>, notice: &Notice) -> Result<i64, StorageError> {
    let at = tx.at();
    let told = told_as(tx.conn(), Role::Administrator, at)?;
    told.iter().try_for_each(|person| outbox::put(tx, person.id, notice))?;
    Ok(told.len() as i64)
}
