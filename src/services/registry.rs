//! Entering bodies and staff from files: everything or nothing, and nothing twice.

use chrono::{DateTime, Utc};

use crate::domain::calendar;
use crate::domain::journal::{Actor, Event};
use crate::domain::person::{Role, check_duties, check_roles};
use crate::gateways::registry_files::{self, BodyLine, LineFault, StaffLine};
use crate::storage::people::NewPerson;
use crate::storage::{Db, Failure, StorageError, Tx, bodies, people};

/// What an import did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// New in the registry.
    pub added: u64,
    /// Changed.
    pub changed: u64,
    /// There already, the same.
    pub unchanged: u64,
}

enum Outcome {
    Added,
    Changed,
    Unchanged,
}

/// What entering one line gave: an outcome or its fault, unless the storage failed.
type Entered = Result<Result<Outcome, LineFault>, StorageError>;

/// Why a file was refused: all its faults.
pub type Faults = Vec<LineFault>;

/// Enters bodies. A body that is there already may get a new name from a later day, and nothing else.
pub async fn import_bodies(db: &Db, file: &[u8], at: DateTime<Utc>) -> Result<Imported, Failure<Faults>> {
    let lines = registry_files::bodies(file).map_err(Failure::Refused)?;
    import(db, lines, at, body).await
}

/// Enters people with their roles; people who are there already get the name, post, address and roles of the file.
pub async fn import_staff(db: &Db, file: &[u8], at: DateTime<Utc>) -> Result<Imported, Failure<Faults>> {
    let lines = registry_files::staff(file).map_err(Failure::Refused)?;
    import(db, lines, at, person).await
}

async fn import<L: Clone + Send + 'static>(
    db: &Db,
    lines: Vec<L>,
    at: DateTime<Utc>,
    enter: fn(&mut Tx<'_>, &L) -> Entered,
) -> Result<Imported, Failure<Faults>> {
    db.write(at, move |tx| {
        let (mut imported, mut faults) = (Imported::default(), Vec::new());
        for line in &lines {
            match enter(tx, line)? {
                Ok(Outcome::Added) => imported.added += 1,
                Ok(Outcome::Changed) => imported.changed += 1,
                Ok(Outcome::Unchanged) => imported.unchanged += 1,
                Err(fault) => faults.push(fault),
            }
        }
        tx.journal(Actor::System, Event::RegistryImported { lines: lines.len() as i64 })?;
        if faults.is_empty() { Ok(imported) } else { Err(Failure::Refused(faults)) }
    })
    .await
}

fn body(tx: &mut Tx<'_>, line: &BodyLine) -> Entered {
    let Some(known) = bodies::find_by_bin(tx.conn(), &line.bin, line.valid_from)? else {
        let body = bodies::insert(tx, &line.bin, &line.seat, &line.name, line.valid_from)?;
        let (kind, bin) = (line.seat.kind(), line.bin.clone());
        tx.journal(Actor::System, Event::BodyRegistered { body, kind, bin })?;
        return Ok(Ok(Outcome::Added));
    };
    let fault =
        |column, what: &str| LineFault { line: line.line, column: Some(column), what: what.to_owned() };
    if known.seat != line.seat {
        return Ok(Err(fault("bin", "registered with another kind, region or administrator")));
    }
    if known.name == line.name {
        return Ok(Ok(Outcome::Unchanged));
    }
    if let Some(last_day) = known.last_day {
        return Ok(Err(fault("bin", &format!("the body ends on {last_day}; it gets no other name"))));
    }
    let names = bodies::names(tx.conn(), known.id)?;
    if names.last().is_some_and(|last| last.from_on >= line.valid_from) {
        return Ok(Err(fault("valid_from", "the present name begins on this day or later")));
    }
    bodies::rename(tx, known.id, &line.name, line.valid_from)?;
    tx.journal(Actor::System, Event::BodyRenamed { body: known.id, from_on: line.valid_from })?;
    Ok(Ok(Outcome::Changed))
}

fn person(tx: &mut Tx<'_>, line: &StaffLine) -> Entered {
    let fault = |column, what: String| LineFault { line: line.line, column: Some(column), what };
    let today = calendar::day_of(tx.at());
    let Some(body) = bodies::find_by_bin(tx.conn(), &line.bin, today)? else {
        return Ok(Err(fault("bin", "no such body in the registry".to_owned())));
    };
    if body.is_closed_on(today) {
        return Ok(Err(fault("bin", "the body is closed".to_owned())));
    }
    if let Err(conflict) = check_roles(body.seat.kind(), &line.roles) {
        return Ok(Err(fault("roles", conflict.to_string())));
    }
    // Separation of duties holds for the human being, in whatever bodies.
    for other in people::everywhere(tx.conn(), &line.iin, today)?.iter().filter(|other| other.body != body.id)
    {
        let both: Vec<Role> = other.roles.iter().chain(&line.roles).copied().collect();
        if let Err(conflict) = check_duties(&both) {
            return Ok(Err(fault("roles", format!("with the roles held in another body: {conflict}"))));
        }
    }
    let new = NewPerson {
        body: body.id,
        iin: line.iin.clone(),
        name: line.name.clone(),
        position: line.position.clone(),
        email: line.email.clone(),
        lang: line.lang,
    };
    let Some(known) = people::find(tx.conn(), &line.iin, body.id)? else {
        let person = people::insert(tx, &new)?;
        people::set_roles(tx, person, &line.roles)?;
        tx.journal(
            Actor::System,
            Event::PersonRegistered { person, body: body.id, roles: line.roles.clone() },
        )?;
        return Ok(Ok(Outcome::Added));
    };
    let same = (&known.name, &known.position, &known.email, known.lang)
        == (&new.name, &new.position, &new.email, new.lang);
    let same_roles =
        known.roles.len() == line.roles.len() && known.roles.iter().all(|role| line.roles.contains(role));
    if same && same_roles {
        return Ok(Ok(Outcome::Unchanged));
    }
    people::save(tx, known.id, &new)?;
    people::set_roles(tx, known.id, &line.roles)?;
    tx.journal(Actor::System, Event::RolesChanged { person: known.id, roles: line.roles.clone() })?;
    Ok(Ok(Outcome::Changed))
}
