//! The integrator gives access (R9.2) for a calendar year (R9.3): grants, one for each person and system. A year follows what the
//! person has open there and ends soon.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};

use super::considering::{journal_lines, tell_applicants};
use super::{Outcome, Refused, corrupt, load, rule};
use crate::domain::access::GiveAccess;
use crate::domain::application::{
    Act, Application, EmployeeLine, GrantRefusal, Reason, Stage, Verdict, Version,
};
use crate::domain::calendar::day_of;
use crate::domain::grant::{Grant, Term};
use crate::domain::hold::powers_ended_on;
use crate::domain::ids::{ApplicationId, EmployeeLineId, PersonId};
use crate::domain::journal::{Actor, Event};
use crate::domain::lang::Lang;
use crate::domain::notice::Notice;
use crate::domain::person::{Conflict, Role, check_duties};
use crate::domain::system::System;
use crate::domain::system_role::SystemRole;
use crate::services::sessions::SignedIn;
use crate::services::system_roles;
use crate::storage::grants::{self, NewGrant};
use crate::storage::people::{self, NewPerson};
use crate::storage::{
    self, Conn, Db, Failure, StorageError, Tx, applications, bodies, holds, outbox, personnel, promises,
};

/// Why access is not given.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotGranted {
    /// The application refuses.
    #[error(transparent)]
    Refusal(#[from] GrantRefusal),
    /// The employee has another duty that nobody combines with looking (product: separation of duties).
    #[error("line {0}: {1}")]
    Duties(EmployeeLineId, Conflict),
    /// The employee's access is suspended: the ministry decides first (R9.4).
    #[error("line {0}: access is suspended")]
    Suspended(EmployeeLineId),
    /// The employee's powers ended after the application came in: a new application is needed (R9.4).
    #[error("line {0}: powers ended since the application came in")]
    Left(EmployeeLineId),
    /// Another application that was under way at the same time has given the employee this access.
    #[error("line {0}: access was given by another application meanwhile")]
    GivenMeanwhile(EmployeeLineId),
}

/// Decides on every forwarded employee: access, or a refusal with a reason.
pub async fn decide(
    db: &Db,
    who: &SignedIn,
    id: ApplicationId,
    shown: Version,
    verdicts: Vec<(EmployeeLineId, Verdict)>,
    late: Option<Reason>,
    at: DateTime<Utc>,
) -> Outcome<Application, NotGranted> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        let (application, permit) = load(tx.conn(), &actor, GiveAccess, id)?;
        let act = Act { at, shown };
        let (decided, given) =
            application.grant(&permit, act, verdicts.clone(), late.clone()).map_err(rule)?;
        applications::save(tx, &decided)?;
        let by = permit.actor();
        journal_lines(tx, by, Stage::Integrator, &decided)?;
        let late = late.as_ref().map(ToString::to_string);
        if given.is_empty() {
            let stage = Stage::Integrator.code().to_owned();
            tx.journal(by, Event::ApplicationRefused { application: id, stage, late })?;
            tell_applicants(tx, &decided, &Notice::ApplicationRefused { application: id })?;
            return Ok(decided);
        }
        tx.journal(by, Event::ApplicationGranted { application: id, late })?;
        let roles = roles(tx, by, &decided, permit.by())?;
        let mut opened: BTreeMap<(PersonId, NaiveDate), Vec<System>> = BTreeMap::new();
        let mut days: BTreeMap<NaiveDate, BTreeSet<System>> = BTreeMap::new();
        for (line, system) in given {
            let line = decided.lines.iter().find(|own| own.id == line).ok_or_else(|| corrupt(id))?;
            let person = enter(tx, by, &decided, line)?;
            let held = grants::of_person(tx.conn(), person)?;
            if given_meanwhile(tx.conn(), &held, &decided, system, at)? {
                return Err(Failure::Refused(Refused::Rule(NotGranted::GivenMeanwhile(line.id))));
            }
            let term = Term::given(&held, decided.body, system, at);
            let role = roles.get(&system).ok_or_else(|| corrupt(id))?;
            give(tx, by, &decided, line.id, person, role, term, permit.by())?;
            opened.entry((person, term.last_day())).or_default().push(system);
            days.entry(term.last_day()).or_default().insert(system);
        }
        let notice = |systems, until_on| Notice::AccessGranted { application: id, systems, until_on };
        for ((person, until_on), systems) in opened {
            outbox::put(tx, person, &notice(systems, until_on))?;
        }
        for (until_on, systems) in days {
            tell_applicants(tx, &decided, &notice(systems.into_iter().collect(), until_on))?;
        }
        Ok(decided)
    })
    .await
}

/// The roles in the systems asked for, set up where they were not (R6).
fn roles(
    tx: &mut Tx<'_>,
    actor: Actor,
    decided: &Application,
    by: PersonId,
) -> Result<BTreeMap<System, SystemRole>, StorageError> {
    let today = day_of(tx.at());
    let seat = bodies::get(tx.conn(), decided.body, today)?.seat;
    let mut roles = BTreeMap::new();
    for system in decided.systems.iter().copied() {
        let role = system_roles::ensure(tx, actor, &seat, system, decided.id, by)?;
        roles.insert(system, role.ok_or_else(|| corrupt(decided.id))?);
    }
    Ok(roles)
}

#[allow(clippy::too_many_arguments, reason = "a grant is all of these")]
fn give(
    tx: &mut Tx<'_>,
    actor: Actor,
    decided: &Application,
    line: EmployeeLineId,
    person: PersonId,
    role: &SystemRole,
    term: Term,
    given_by: PersonId,
) -> Result<(), StorageError> {
    let (application, body, system, until_on) = (decided.id, decided.body, role.system, term.last_day());
    let grant = grants::insert(tx, &NewGrant { person, body, system, application, line, term, given_by })?;
    tx.journal(actor, Event::GrantGiven { grant, application, person, body, system, until_on })?;
    storage::system_roles::give(tx, role, grant)?;
    Ok(())
}

/// The person of a line, entered as an auditor of the applying body where the registry does not know them as one.
fn enter(
    tx: &mut Tx<'_>,
    actor: Actor,
    decided: &Application,
    line: &EmployeeLine,
) -> Outcome<PersonId, NotGranted> {
    let employee = &line.employee;
    let today = day_of(tx.at());
    let everywhere = people::everywhere(tx.conn(), &employee.iin, today)?;
    let held = everywhere.iter().flat_map(|person| &person.roles).copied();
    let duties: Vec<Role> = held.chain([Role::Auditor]).collect();
    if let Err(conflict) = check_duties(&duties) {
        return Err(Failure::Refused(Refused::Rule(NotGranted::Duties(line.id, conflict))));
    }
    let known = everywhere.into_iter().find(|person| person.body == decided.body);
    if let Some(person) = &known
        && holds::is_held(tx.conn(), person.id)?
    {
        return Err(Failure::Refused(Refused::Rule(NotGranted::Suspended(line.id))));
    }
    if let Some(person) = &known
        && has_left(tx.conn(), person.id, decided.id)?
    {
        return Err(Failure::Refused(Refused::Rule(NotGranted::Left(line.id))));
    }
    if let Some(person) = &known
        && person.roles.contains(&Role::Auditor)
    {
        return Ok(person.id);
    }
    let person = match &known {
        Some(person) => person.id,
        None => {
            let new = NewPerson {
                body: decided.body,
                iin: employee.iin.clone(),
                name: employee.name.clone(),
                position: employee.position.clone(),
                email: Some(employee.email.as_str().to_owned()),
                lang: Lang::Kk,
            };
            people::insert(tx, &new)?
        }
    };
    let roles: Vec<Role> =
        known.map(|person| person.roles).unwrap_or_default().into_iter().chain([Role::Auditor]).collect();
    people::set_roles(tx, person, &roles)?;
    tx.journal(actor, Event::PersonRegistered { person, body: decided.body, roles })?;
    Ok(person)
}

/// True where a living grant of the body for the system was given while this application was under way: one person has one
/// year at a time (R9.3).
fn given_meanwhile(
    conn: &mut Conn,
    held: &[Grant],
    decided: &Application,
    system: System,
    at: DateTime<Utc>,
) -> Result<bool, StorageError> {
    let promised = promises::of_application(conn, decided.id)?;
    let Some(received_at) = promised.iter().map(|promise| promise.promised_at).min() else {
        return Ok(false);
    };
    let same = held.iter().filter(|grant| (grant.body, grant.system) == (decided.body, system));
    for grant in same.filter(|grant| grant.application != decided.id) {
        let over = grant.state_now(at).is_over();
        let by = applications::find(conn, grant.application)?;
        let given_at = by.and_then(|by| by.state.since()).map(|(given_at, _)| given_at);
        if !over && given_at.is_some_and(|given_at| received_at < given_at) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// True where powers of somebody ended, by a confirmed report or a personnel record, since an application came in.
fn has_left(conn: &mut Conn, person: PersonId, application: ApplicationId) -> Result<bool, StorageError> {
    let Some(received_on) = promises::received_on(conn, application)? else { return Ok(false) };
    let confirmed = powers_ended_on(&holds::of_person(conn, person)?);
    let recorded = personnel::ended_without_access(conn, person)?;
    Ok(confirmed.max(recorded).is_some_and(|ended_on| ended_on >= received_on))
}
