//! Substitution for the days of an absence: naming, ending, who stands in today, and who is told what concerns a role.

use chrono::{DateTime, Utc};

use super::applications::looking::Never;
use super::applications::{Outcome, Refused, refused};
use super::sessions::SignedIn;
use crate::domain::access::{EndSubstitution, NameSubstitute, SeeSubstitutions, StandingIn, check};
use crate::domain::body::Body;
use crate::domain::calendar::day_of;
use crate::domain::hold::roles_while_held;
use crate::domain::ids::{PersonId, SubstitutionId};
use crate::domain::journal::Event;
use crate::domain::person::{Person, Role};
use crate::domain::substitution::{
    Absence, Basis, Circumstances, NameRefusal, NewSubstitution, Substitution, lendable,
};
use crate::storage::{Conn, Db, Failure, StorageError, bodies, holds, people, substitutions};

/// How many a page shows.
const MOST: i64 = 200;

/// A substitution with names.
#[derive(Clone, Debug)]
pub struct Listed {
    /// What was named.
    pub substitution: Substitution,
    /// The body of both.
    pub body: Body,
    /// Who is absent.
    pub absent: Person,
    /// Who stands in.
    pub substitute: Person,
    /// Whether the one who looks may end it now.
    pub may_end: bool,
}

/// Substitutions of one's body, of all bodies for the ministry's administrator; those that stand or will stand first.
pub async fn list(db: &Db, who: &SignedIn, at: DateTime<Utc>) -> Outcome<Vec<Listed>, Never> {
    check(&who.actor, SeeSubstitutions, &()).map_err(refused)?;
    let who = who.clone();
    let listed = db.read(move |conn| {
        let everywhere = who.actor.is_any(&[Role::Administrator]);
        let kept = substitutions::list(conn, (!everywhere).then_some(who.body.id), MOST)?;
        let mut listed = Vec::with_capacity(kept.len());
        for substitution in kept {
            let may_end =
                substitution.is_ahead(at) && check(&who.actor, EndSubstitution, &substitution).is_ok();
            listed.push(Listed {
                body: bodies::get(conn, substitution.body, day_of(at))?,
                absent: people::get(conn, substitution.absent)?,
                substitute: people::get(conn, substitution.substitute)?,
                may_end,
                substitution,
            });
        }
        listed.sort_by_key(|one| !one.substitution.is_ahead(at));
        Ok::<_, StorageError>(listed)
    });
    Ok(listed.await?)
}

/// Somebody who may be absent, with the colleagues who may stand in.
#[derive(Clone, Debug)]
pub struct Choosing {
    /// Who may be absent.
    pub absent: Person,
    /// Colleagues of the same body, by name.
    pub colleagues: Vec<Person>,
}

/// Who may stand in for somebody.
pub async fn choosing(db: &Db, who: &SignedIn, absent: PersonId) -> Outcome<Choosing, Never> {
    let who = who.clone();
    db.read(move |conn| {
        let absent = people::by_number(conn, absent)?.ok_or(Failure::Refused(Refused::NotThere))?;
        check(&who.actor, NameSubstitute, &absent).map_err(refused)?;
        let mut colleagues = people::of_body(conn, absent.body)?;
        colleagues.retain(|one| one.id != absent.id && one.id != who.person.id);
        Ok(Choosing { absent, colleagues })
    })
    .await
}

/// Names a substitute.
#[allow(clippy::too_many_arguments, reason = "a substitution is all of these")]
pub async fn name(
    db: &Db,
    who: &SignedIn,
    absent: PersonId,
    substitute: PersonId,
    days: Absence,
    basis: Basis,
    at: DateTime<Utc>,
) -> Outcome<(), NameRefusal> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        let not_there = || Failure::Refused(Refused::NotThere);
        let absent = people::by_number(tx.conn(), absent)?.ok_or_else(not_there)?;
        let permit = check(&actor, NameSubstitute, &absent).map_err(refused)?;
        let substitute = people::by_number(tx.conn(), substitute)?.ok_or_else(not_there)?;
        let today = day_of(at);
        let mut others = Vec::new();
        for person in [absent.id, substitute.id] {
            for other in substitutions::around(tx.conn(), person, today)? {
                let roles = people::get(tx.conn(), other.absent)?.roles;
                others.push((other, roles));
            }
        }
        let everywhere = people::everywhere(tx.conn(), &substitute.iin, today)?;
        let held: Vec<Role> = everywhere.into_iter().flat_map(|person| person.roles).collect();
        let kind = bodies::get(tx.conn(), absent.body, today)?.seat.kind();
        let known = Circumstances { kind, held: &held, others: &others };
        let new = NewSubstitution::name(&permit, &absent, &substitute, &known, days, basis.clone(), at)
            .map_err(|why| Failure::Refused(Refused::Rule(why)))?;
        let substitution = substitutions::insert(tx, &new)?;
        let event = Event::SubstituteNamed {
            substitution,
            substitute: new.substitute,
            absent: new.absent,
            first_day: days.first,
            last_day: days.last,
            basis: basis.as_str().to_owned(),
        };
        tx.journal(permit.actor(), event)?;
        Ok(())
    })
    .await
}

/// Ends a substitution from this instant on; one that has ended is not there any more.
pub async fn end(db: &Db, who: &SignedIn, id: SubstitutionId, at: DateTime<Utc>) -> Outcome<(), NameRefusal> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        let found = substitutions::find(tx.conn(), id)?.filter(|one| one.is_ahead(at));
        let one = found.ok_or(Failure::Refused(Refused::NotThere))?;
        let permit = check(&actor, EndSubstitution, &one).map_err(refused)?;
        substitutions::end(tx, &permit)?;
        let (substitute, absent) = (one.substitute, one.absent);
        tx.journal(permit.actor(), Event::SubstitutionEnded { substitution: id, substitute, absent })?;
        Ok(())
    })
    .await
}

/// For whom somebody stands in at an instant, with what each of them may do at that moment: nothing comes from somebody whose
/// own access is held.
pub(super) fn standing_in(
    conn: &mut Conn,
    person: PersonId,
    at: DateTime<Utc>,
) -> Result<Vec<(Person, StandingIn)>, StorageError> {
    let mut found = Vec::new();
    for substitution in substitutions::of_substitute(conn, person, at)? {
        let absent = people::get(conn, substitution.absent)?;
        let roles = match holds::is_relieved(conn, absent.id)? {
            true => roles_while_held(&absent.roles),
            false => absent.roles.clone(),
        };
        let lent = substitution.lends(&roles);
        if !lent.roles.is_empty() {
            found.push((absent, lent));
        }
    }
    Ok(found)
}

/// Everybody to whom what concerns a role is told: those who hold it, and their substitutes of the day.
pub(super) fn told_as(conn: &mut Conn, role: Role, at: DateTime<Utc>) -> Result<Vec<Person>, StorageError> {
    let holders = people::with_role(conn, role)?;
    with_substitutes(conn, holders, &[role], at)
}

/// The heads and officers of a body, and their substitutes of the day.
pub(super) fn writers(
    conn: &mut Conn,
    body: crate::domain::ids::BodyId,
    at: DateTime<Utc>,
) -> Result<Vec<Person>, StorageError> {
    let writes = [Role::Head, Role::Officer];
    let mut holders = people::of_body(conn, body)?;
    holders.retain(|person| person.roles.iter().any(|role| writes.contains(role)));
    with_substitutes(conn, holders, &writes, at)
}

fn with_substitutes(
    conn: &mut Conn,
    mut holders: Vec<Person>,
    roles: &[Role],
    at: DateTime<Utc>,
) -> Result<Vec<Person>, StorageError> {
    for one in substitutions::at_instant(conn, at)? {
        let lends = |person: &&Person| {
            person.id == one.absent && lendable(&person.roles).iter().any(|role| roles.contains(role))
        };
        if holders.iter().any(|person| person.id == one.substitute) || !holders.iter().any(|p| lends(&p)) {
            continue;
        }
        let substitute = people::get(conn, one.substitute)?;
        holders.push(substitute);
    }
    Ok(holders)
}
