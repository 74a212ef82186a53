//! Reminders before access ends (R9.3): one letter to each person and one to the writers of each body on a morning, however
//! many grants it is about; none where the next year is given already.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, Utc};

use super::{Planned, Whose};
use crate::domain::calendar::day_of;
use crate::domain::due::{DueFact, DueKind, Treatment};
use crate::domain::ids::{BodyId, GrantId, PersonId};
use crate::domain::journal::{Actor, Event};
use crate::domain::notice::Notice;
use crate::domain::renewal::{REMINDED_DAYS, ending, reminders, treatments};
use crate::domain::system::System;
use crate::services::substitutions::writers;
use crate::storage::{Conn, StorageError, Tx, due_facts, grants, outbox, people};

/// What is due about grants that end soon.
pub(super) fn plan(conn: &mut Conn, at: DateTime<Utc>) -> Result<Vec<Planned>, StorageError> {
    let (today, first) = (day_of(at), REMINDED_DAYS.into_iter().max().unwrap_or_default());
    let until = today.checked_add_days(Days::new(first.unsigned_abs())).unwrap_or(today);
    let (mut by_person, mut by_body) = (BTreeMap::new(), BTreeMap::new());
    for (person, body, last_day) in grants::last_days(conn, today, until)? {
        by_person.entry(person.0).or_insert_with(BTreeSet::new).insert(last_day);
        by_body.entry(body.0).or_insert_with(BTreeSet::new).insert(last_day);
    }
    let mut planned = of_kind(conn, DueKind::AccessEnds, &by_person, at)?;
    planned.extend(of_kind(conn, DueKind::PeopleEnd, &by_body, at)?);
    Ok(planned)
}

fn of_kind(
    conn: &mut Conn,
    kind: DueKind,
    last_days: &BTreeMap<i64, BTreeSet<NaiveDate>>,
    at: DateTime<Utc>,
) -> Result<Vec<Planned>, StorageError> {
    let subjects: Vec<i64> = last_days.keys().copied().collect();
    let mut seen: BTreeMap<i64, BTreeSet<DateTime<Utc>>> = BTreeMap::new();
    for (subject, due_at) in due_facts::seen_to(conn, kind, &subjects)? {
        seen.entry(subject).or_default().insert(due_at);
    }
    let of_one = |(subject, days): (&i64, &BTreeSet<NaiveDate>)| {
        let seen = seen.get(subject).cloned().unwrap_or_default();
        treatments(&reminders(kind, *subject, days), &seen, at)
    };
    Ok(last_days.iter().flat_map(of_one).collect())
}

/// What ends first: the day, the systems, one of the grants.
type First = (NaiveDate, BTreeSet<System>, GrantId);

/// Reminds, and enters it; nobody is told where access was suspended or renewed in the meantime.
pub(super) fn apply(
    tx: &mut Tx<'_>,
    fact: &DueFact,
    whose: Whose,
    treatment: Treatment,
) -> Result<bool, StorageError> {
    let at = tx.at();
    let (person, body, told) = match whose {
        Whose::Own => {
            let person = people::get(tx.conn(), PersonId(fact.subject))?;
            let told = vec![person.id];
            (vec![person.id], person.body, told)
        }
        Whose::OfTheBody => {
            let body = BodyId(fact.subject);
            let people = people::of_body(tx.conn(), body)?.into_iter().map(|person| person.id).collect();
            let told = writers(tx.conn(), body, at)?.into_iter().map(|person| person.id).collect();
            (people, body, told)
        }
    };
    let first = first(tx.conn(), &person, body, at)?;
    let (until_on, told) = match (&first, treatment) {
        (Some((day, systems, grant)), Treatment::Tell) => {
            let (grant, systems, until_on) = (*grant, systems.iter().copied().collect(), *day);
            let notice = match whose {
                Whose::Own => Notice::AccessEnding { grant, systems, until_on },
                Whose::OfTheBody => Notice::PeopleEnding { grant, systems, until_on },
            };
            for person in &told {
                outbox::put(tx, *person, &notice)?;
            }
            (Some(until_on), told.len() as i64)
        }
        (first, _) => (first.as_ref().map(|(day, ..)| *day), 0),
    };
    let person = matches!(whose, Whose::Own).then_some(PersonId(fact.subject));
    tx.journal(Actor::System, Event::EndingReminded { person, body, until_on, told })?;
    Ok(true)
}

fn first(
    conn: &mut Conn,
    people: &[PersonId],
    body: BodyId,
    at: DateTime<Utc>,
) -> Result<Option<First>, StorageError> {
    let mut first: Option<First> = None;
    for person in people {
        let held = grants::of_person(conn, *person)?;
        for (system, day) in ending(&held, body, at) {
            let of_it = |grant: &&crate::domain::grant::Grant| {
                grant.system == system && grant.body == body && grant.term.last_day() == day
            };
            let Some(grant) = held.iter().find(of_it).map(|grant| grant.id) else { continue };
            match &mut first {
                Some((known, systems, _)) if *known == day => drop(systems.insert(system)),
                Some((known, ..)) if *known < day => {}
                Some(_) | None => first = Some((day, [system].into(), grant)),
            }
        }
    }
    Ok(first)
}
