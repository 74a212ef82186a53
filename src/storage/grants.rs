//! Grants: who may look at which system, and for how long.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::one_of::{MOST, one_of};
use super::schema::{body_closures, grants, people};
use super::{Conn, StorageError, Tx, conn::natively, holds, trainings};
use crate::domain::calendar::day_of;
use crate::domain::grant::{Grant, Term};
use crate::domain::hold::Hold;
use crate::domain::ids::{ApplicationId, BodyId, EmployeeLineId, GrantId, PersonId};
use crate::domain::iin_bin::Iin;
use crate::domain::system::System;
use crate::domain::training::Pass;

/// A grant before it has a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewGrant {
    /// Whose.
    pub person: PersonId,
    /// For work in which body.
    pub body: BodyId,
    /// To which system.
    pub system: System,
    /// By which application.
    pub application: ApplicationId,
    /// For which of its lines.
    pub line: EmployeeLineId,
    /// From when to when.
    pub term: Term,
    /// By which operator.
    pub given_by: PersonId,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = grants)]
struct Row {
    id: i64,
    person_id: i64,
    body_id: i64,
    system: String,
    application_id: i64,
    opens_at: NaiveDateTime,
    last_day: NaiveDate,
}

/// The closure of a grant's body, where one stands.
macro_rules! standing_closure {
    () => {
        body_closures::body_id.eq(grants::body_id).and(body_closures::withdrawn_at.is_null())
    };
}

/// Gives a grant.
pub fn insert(tx: &mut Tx<'_>, new: &NewGrant) -> Result<GrantId, StorageError> {
    let id: i64 = diesel::insert_into(grants::table)
        .values((
            grants::person_id.eq(new.person.0),
            grants::body_id.eq(new.body.0),
            grants::system.eq(new.system.code()),
            grants::application_id.eq(new.application.0),
            grants::line_id.eq(new.line.0),
            grants::opens_at.eq(new.term.opens_at().naive_utc()),
            grants::last_day.eq(new.term.last_day()),
            grants::given_by.eq(new.given_by.0),
        ))
        .returning(grants::id)
        .get_result(tx.conn())?;
    Ok(GrantId(id))
}

/// All grants of somebody, past ones too, the one that ends last coming first.
pub fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<Grant>, StorageError> {
    of_people(conn, &[person])
}

/// All grants of some people, past ones too, the one that ends last coming first.
pub fn of_people(conn: &mut Conn, people: &[PersonId]) -> Result<Vec<Grant>, StorageError> {
    let mut rows: Vec<(Row, Option<NaiveDate>)> = Vec::new();
    for some in people.chunks(MOST) {
        let of_them = grants::table
            .left_join(body_closures::table.on(standing_closure!()))
            .filter(one_of(grants::person_id, some.iter().map(|person| person.0)))
            .select((Row::as_select(), body_closures::last_day.nullable()));
        rows.extend(of_them.load(conn)?);
    }
    rows.sort_by_key(|(row, _)| std::cmp::Reverse((row.last_day, row.id)));
    let (holds, passes) = (holds::of_people(conn, people)?, trainings::passes_of(conn, people)?);
    whole(rows, &holds, &passes)
}

/// The same of one person whose holds are known: every one of them, oldest first. Each request asks this.
pub fn of_held(conn: &mut Conn, person: PersonId, holds: Vec<Hold>) -> Result<Vec<Grant>, StorageError> {
    let rows: Vec<(Row, Option<NaiveDate>)> = natively!(conn, own => grants::table
        .left_join(body_closures::table.on(standing_closure!()))
        .filter(grants::person_id.eq(person.0))
        .order((grants::last_day.desc(), grants::id.desc()))
        .select((Row::as_select(), body_closures::last_day.nullable()))
        .load(own))?;
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let passes = trainings::passes_of_person(conn, person)?;
    whole(rows, &BTreeMap::from([(person, holds)]), &BTreeMap::from([(person, passes)]))
}

/// Whose access ends from one day to another and goes on no longer: person, body, last day. Whether it is open is not asked.
pub fn last_days(
    conn: &mut Conn,
    from: NaiveDate,
    until: NaiveDate,
) -> Result<Vec<(PersonId, BodyId, NaiveDate)>, StorageError> {
    let columns = (grants::person_id, grants::body_id, grants::system, grants::last_day);
    let from_on = grants::table.filter(grants::last_day.ge(from)).select(columns);
    let rows: Vec<(i64, i64, String, NaiveDate)> = from_on.load(conn)?;
    let mut last: BTreeMap<(i64, i64, String), NaiveDate> = BTreeMap::new();
    for (person, body, system, day) in rows {
        let known = last.entry((person, body, system)).or_insert(day);
        *known = day.max(*known);
    }
    let soon = last.into_iter().filter(|(_, day)| *day <= until);
    Ok(soon.map(|((person, body, _), day)| (PersonId(person), BodyId(body), day)).collect())
}

/// Whose year, for which body, covers an instant; whether it was stopped is not asked.
pub fn covering(conn: &mut Conn, at: DateTime<Utc>) -> Result<Vec<(BodyId, PersonId)>, StorageError> {
    let rows: Vec<(i64, i64)> = grants::table
        .filter(grants::opens_at.le(at.naive_utc()).and(grants::last_day.ge(day_of(at))))
        .select((grants::body_id, grants::person_id))
        .distinct()
        .load(conn)?;
    Ok(rows.into_iter().map(|(body, person)| (BodyId(body), PersonId(person))).collect())
}

/// The last grant that was given at all; none of it is older than a hold that is placed now.
pub(super) fn last(conn: &mut Conn) -> Result<GrantId, StorageError> {
    let last: Option<i64> = grants::table.select(diesel::dsl::max(grants::id)).first(conn)?;
    Ok(GrantId(last.unwrap_or_default()))
}

/// The grants of everybody with one of these numbers, in whatever body, past ones too.
pub fn of_numbers(conn: &mut Conn, numbers: &[&Iin]) -> Result<Vec<(Iin, Grant)>, StorageError> {
    let mut found = Vec::new();
    for some in numbers.chunks(MOST) {
        let rows: Vec<(Row, Option<NaiveDate>, String)> = grants::table
            .inner_join(people::table.on(people::id.eq(grants::person_id)))
            .left_join(body_closures::table.on(standing_closure!()))
            .filter(people::iin.eq_any(some.iter().map(|iin| iin.as_str().to_owned()).collect::<Vec<_>>()))
            .order(grants::id)
            .select((Row::as_select(), body_closures::last_day.nullable(), people::iin))
            .load(conn)?;
        let (rows, numbers): (Vec<(Row, Option<NaiveDate>)>, Vec<String>) =
            rows.into_iter().map(|(row, last_day, iin)| ((row, last_day), iin)).unzip();
        let people: Vec<PersonId> = rows.iter().map(|(row, _)| PersonId(row.person_id)).collect();
        let (holds, passes) = (holds::of_people(conn, &people)?, trainings::passes_of(conn, &people)?);
        for (grant, iin) in whole(rows, &holds, &passes)?.into_iter().zip(numbers) {
            let corrupt = |_| StorageError::Corrupt { table: "people", id: grant.person.to_string() };
            found.push((Iin::from_certificate(&iin).map_err(corrupt)?, grant));
        }
    }
    Ok(found)
}

/// Everybody with a grant for one of these systems whose year is not over on a day.
pub fn holders(conn: &mut Conn, systems: &[System], today: NaiveDate) -> Result<Vec<PersonId>, StorageError> {
    let found: Vec<i64> = grants::table
        .filter(grants::system.eq_any(systems.iter().map(|system| system.code()).collect::<Vec<_>>()))
        .filter(grants::last_day.ge(today))
        .select(grants::person_id)
        .distinct()
        .order(grants::person_id)
        .load(conn)?;
    Ok(found.into_iter().map(PersonId).collect())
}

/// The grants that came from an application.
pub fn of_application(conn: &mut Conn, id: ApplicationId) -> Result<Vec<Grant>, StorageError> {
    let of_it = grants::table.filter(grants::application_id.eq(id.0));
    let people: Vec<i64> = of_it.select(grants::person_id).distinct().load(conn)?;
    let people: Vec<PersonId> = people.into_iter().map(PersonId).collect();
    let mut found = of_people(conn, &people)?;
    found.retain(|grant| grant.application == id);
    found.sort_by_key(|grant| grant.id);
    Ok(found)
}

fn term(row: &Row) -> Result<Term, StorageError> {
    let corrupt = |_| StorageError::Corrupt { table: "grants", id: row.id.to_string() };
    Term::kept(row.opens_at.and_utc(), row.last_day).map_err(corrupt)
}

/// Grants, each with the last day of its body where that is closed, and with what became of their people: holds, and trainings
/// that count for each. Whether a pass counts depends on all years that were given for a system, so these must be all grants
/// of each person.
fn whole(
    rows: Vec<(Row, Option<NaiveDate>)>,
    holds: &BTreeMap<PersonId, Vec<Hold>>,
    passes: &BTreeMap<PersonId, Vec<Pass>>,
) -> Result<Vec<Grant>, StorageError> {
    let mut terms: BTreeMap<(i64, String), Vec<Term>> = BTreeMap::new();
    for (row, _) in &rows {
        terms.entry((row.person_id, row.system.clone())).or_default().push(term(row)?);
    }
    terms.values_mut().for_each(|terms| terms.sort_by_key(Term::opens_at));
    let grant = |(row, body_last_day): (Row, Option<NaiveDate>)| {
        let corrupt = || StorageError::Corrupt { table: "grants", id: row.id.to_string() };
        let (person, term) = (PersonId(row.person_id), term(&row)?);
        let system = System::parse(&row.system).ok_or_else(corrupt)?;
        let mut passes = passes.get(&person).cloned().unwrap_or_default();
        if let Some(all) = terms.get(&(row.person_id, row.system.clone())) {
            passes.retain(|pass| pass.counts_for(system, &term, all));
        }
        Ok(Grant {
            id: GrantId(row.id),
            person,
            body: BodyId(row.body_id),
            system,
            application: ApplicationId(row.application_id),
            term,
            holds: holds.get(&person).cloned().unwrap_or_default(),
            passes,
            body_last_day,
        })
    };
    rows.into_iter().map(grant).collect()
}
