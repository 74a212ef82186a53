//! Writing an application: a draft, its systems, its employees; taking it back.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use super::{Outcome, Refused, load, refused, rule};
use crate::domain::access::{Apply, Write, check};
use crate::domain::application::{Act, Application, Employee, NotWritable, Version, WithdrawRefusal};
use crate::domain::ids::{ApplicationId, EmployeeLineId};
use crate::domain::journal::{Digest, Event};
use crate::domain::system::System;
use crate::services::sessions::SignedIn;
use crate::storage::{Db, Failure, Tx, applications};

/// Why a draft can't be changed so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WriteRefusal {
    /// It is not a draft, nor returned for correction.
    #[error(transparent)]
    NotWritable(#[from] NotWritable),
    /// The same employee was added before, to the letter: the second click.
    #[error("this employee was added before")]
    Before,
    /// Another line of the application names the same person.
    #[error("this person is in the application already")]
    SamePerson,
}

/// Begins a draft for one's own body.
pub async fn begin(
    db: &Db,
    who: &SignedIn,
    systems: BTreeSet<System>,
    at: DateTime<Utc>,
) -> Outcome<ApplicationId, WriteRefusal> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        let permit = check(&actor, Apply, &()).map_err(refused)?;
        let (body, by) = (actor.body(), actor.person());
        let application = applications::insert(tx, body, &systems, by)?;
        let systems = systems.iter().copied().collect();
        tx.journal(permit.actor(), Event::ApplicationBegun { application, body, systems })?;
        Ok(application)
    })
    .await
}

/// Why a form begins no draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BeginRefusal {
    /// It began this one before: the second click, or the same form sent again after the connection was lost.
    #[error("the form began application {0}")]
    Before(ApplicationId),
    /// It began a draft before, and asks for something else now.
    #[error("the form began another application")]
    Another,
}

/// Begins a draft for one's own body, one for each form.
pub async fn begin_once(
    db: &Db,
    who: &SignedIn,
    form: &str,
    systems: BTreeSet<System>,
    at: DateTime<Utc>,
) -> Outcome<ApplicationId, BeginRefusal> {
    let actor = who.actor.clone();
    let form = Digest::of(format!("{}\n{form}", actor.person()).as_bytes());
    let begun = db.write(at, move |tx| {
        let permit = check(&actor, Apply, &()).map_err(refused)?;
        if let Some(id) = applications::begun_by(tx.conn(), &form)? {
            let (before, _permit) = load(tx.conn(), &actor, Write, id)?;
            let same = before.systems == systems;
            return Err(rule(if same { BeginRefusal::Before(id) } else { BeginRefusal::Another }));
        }
        let (body, by) = (actor.body(), actor.person());
        let application = applications::insert(tx, body, &systems, by)?;
        applications::keep_form(tx, &form, application)?;
        let systems = systems.iter().copied().collect();
        tx.journal(permit.actor(), Event::ApplicationBegun { application, body, systems })?;
        Ok(application)
    });
    match begun.await {
        Err(Failure::Refused(Refused::Rule(BeginRefusal::Before(id)))) => Ok(id),
        begun => begun,
    }
}

/// Begins a draft with everything of an application that was taken back or refused, to be corrected and sent anew. While that
/// draft is being written, asking again leads to it.
pub async fn begin_anew(
    db: &Db,
    who: &SignedIn,
    source: ApplicationId,
    at: DateTime<Utc>,
) -> Outcome<ApplicationId, WriteRefusal> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        let (old, permit) = load(tx.conn(), &actor, Write, source)?;
        if !old.may_be_begun_anew() {
            return Err(rule(WriteRefusal::NotWritable(NotWritable { present: old.state })));
        }
        let mut form = Digest::of(format!("anew\n{source}").as_bytes());
        while let Some(begun) = applications::begun_by(tx.conn(), &form)? {
            let (before, permit) = load(tx.conn(), &actor, Write, begun)?;
            if before.check_writable().is_ok() {
                tx.journal(permit.actor(), Event::ApplicationLooked { application: begun })?;
                return Ok(begun);
            }
            form = Digest::of(format!("anew\n{source}\n{begun}").as_bytes());
        }
        let (body, systems) = (old.body, old.systems.iter().copied().collect());
        let application = applications::insert(tx, body, &old.systems, permit.by())?;
        applications::keep_form(tx, &form, application)?;
        tx.journal(permit.actor(), Event::ApplicationBegun { application, body, systems })?;
        for employee in old.lines.into_iter().map(|line| line.employee) {
            let line = applications::add_line(tx, application, &employee)?;
            tx.journal(permit.actor(), Event::EmployeeAdded { application, line })?;
        }
        Ok(application)
    })
    .await
}

/// Changes the systems asked for.
pub async fn choose_systems(
    db: &Db,
    who: &SignedIn,
    id: ApplicationId,
    systems: BTreeSet<System>,
    at: DateTime<Utc>,
) -> Outcome<(), WriteRefusal> {
    change(db, who, id, at, move |tx, application| {
        let changed = Application { systems: systems.clone(), ..application };
        applications::save(tx, &changed)?;
        let systems = systems.iter().copied().collect();
        Ok(Event::ApplicationSystemsChosen { application: id, systems })
    })
    .await
}

/// Adds an employee.
pub async fn add_employee(
    db: &Db,
    who: &SignedIn,
    id: ApplicationId,
    employee: Employee,
    at: DateTime<Utc>,
) -> Outcome<(), WriteRefusal> {
    let added = change(db, who, id, at, move |tx, application| {
        if application.lines.iter().any(|line| line.employee == employee) {
            return Err(rule(WriteRefusal::Before));
        }
        refuse_twice(&application, &employee, None)?;
        let line = applications::add_line(tx, id, &employee)?;
        Ok(Event::EmployeeAdded { application: id, line })
    });
    match added.await {
        Err(Failure::Refused(Refused::Rule(WriteRefusal::Before))) => Ok(()),
        added => added,
    }
}

/// Writes an employee anew.
pub async fn change_employee(
    db: &Db,
    who: &SignedIn,
    id: ApplicationId,
    line: EmployeeLineId,
    employee: Employee,
    at: DateTime<Utc>,
) -> Outcome<(), WriteRefusal> {
    change(db, who, id, at, move |tx, application| {
        own_line(&application, line)?;
        refuse_twice(&application, &employee, Some(line))?;
        applications::save_line(tx, line, &employee)?;
        Ok(Event::EmployeeChanged { application: id, line })
    })
    .await
}

/// Takes an employee out.
pub async fn remove_employee(
    db: &Db,
    who: &SignedIn,
    id: ApplicationId,
    line: EmployeeLineId,
    at: DateTime<Utc>,
) -> Outcome<(), WriteRefusal> {
    change(db, who, id, at, move |tx, application| {
        own_line(&application, line)?;
        applications::remove_line(tx, line)?;
        Ok(Event::EmployeeRemoved { application: id, line })
    })
    .await
}

/// Takes an application back, while it is not decided.
pub async fn withdraw(
    db: &Db,
    who: &SignedIn,
    id: ApplicationId,
    shown: Version,
    at: DateTime<Utc>,
) -> Outcome<(), WithdrawRefusal> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        let (application, permit) = load(tx.conn(), &actor, Write, id)?;
        let withdrawn = application.withdraw(&permit, Act { at, shown }).map_err(rule)?;
        applications::save(tx, &withdrawn)?;
        tx.journal(permit.actor(), Event::ApplicationWithdrawn { application: id })?;
        Ok(())
    })
    .await
}

async fn change(
    db: &Db,
    who: &SignedIn,
    id: ApplicationId,
    at: DateTime<Utc>,
    mut how: impl FnMut(&mut Tx<'_>, Application) -> Outcome<Event, WriteRefusal> + Send + 'static,
) -> Outcome<(), WriteRefusal> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        let (application, permit) = load(tx.conn(), &actor, Write, id)?;
        application.check_writable().map_err(rule)?;
        let event = how(tx, application)?;
        tx.journal(permit.actor(), event)?;
        Ok(())
    })
    .await
}

/// A line of another application is not there.
fn own_line(application: &Application, line: EmployeeLineId) -> Outcome<(), WriteRefusal> {
    let found = application.lines.iter().any(|own| own.id == line);
    found.then_some(()).ok_or(Failure::Refused(Refused::NotThere))
}

fn refuse_twice(
    application: &Application,
    employee: &Employee,
    except: Option<EmployeeLineId>,
) -> Outcome<(), WriteRefusal> {
    let twice =
        application.lines.iter().any(|line| line.employee.iin == employee.iin && Some(line.id) != except);
    if twice { Err(Failure::Refused(Refused::Rule(WriteRefusal::SamePerson))) } else { Ok(()) }
}
