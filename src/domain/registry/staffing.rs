//! Heads and officers of the bodies that apply: the administrator enters them and ends their roles. Auditors come by
//! applications alone (R8), and the people of ministry and integrator are entered by whoever runs the portal.

use crate::domain::body::Body;
use crate::domain::person::{Conflict, Person, Role, check_duties, check_roles};
use chrono::NaiveDate;

/// The roles that are kept on the page of a body.
pub const KEPT_ROLES: [Role; 2] = [Role::Head, Role::Officer];

/// Why somebody is not given a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AppointRefusal {
    /// The body does not apply for access, or the role is not kept here.
    #[error("such a role is not given here")]
    KeptElsewhere,
    /// The body is closed.
    #[error("the body ended on {0}")]
    Closed(NaiveDate),
    /// Nobody gives a role to themself.
    #[error("nobody gives a role to themself")]
    Oneself,
    /// They hold it already, and everything else is as it was entered.
    #[error("they hold this role already")]
    Held,
    /// Separation of duties, over all the bodies where they work.
    #[error(transparent)]
    Conflict(#[from] Conflict),
}

/// All the roles that somebody has in a body with one that they are given or hold already; `elsewhere` are those in other bodies that are in being.
pub fn appoint(
    body: &Body,
    held: &[Role],
    elsewhere: &[Role],
    role: Role,
    today: NaiveDate,
) -> Result<Vec<Role>, AppointRefusal> {
    if !body.seat.kind().may_apply() || !KEPT_ROLES.contains(&role) {
        return Err(AppointRefusal::KeptElsewhere);
    }
    if let Some(last_day) = body.last_day.filter(|_| body.is_closed_on(today)) {
        return Err(AppointRefusal::Closed(last_day));
    }
    let new = Some(role).filter(|role| !held.contains(role));
    let roles: Vec<Role> = held.iter().copied().chain(new).collect();
    check_roles(body.seat.kind(), &roles)?;
    check_duties(&roles.iter().chain(elsewhere).copied().collect::<Vec<_>>())?;
    // The ministry's and the integrator's people write no applications, which their offices decide on.
    let decides = |role: &&Role| matches!(role, Role::Reviewer | Role::Administrator | Role::Operator);
    match elsewhere.iter().find(decides) {
        Some(other) => Err(Conflict::TwoDuties { first: *other, second: role }.into()),
        None => Ok(roles),
    }
}

/// Why a role is not ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EndRoleRefusal {
    /// They do not hold it, or it is not kept here.
    #[error("they hold no such role")]
    NotHeld,
    /// Without a head nobody signs for the body (annex): the next head is entered first. Whoever must not act until then is
    /// suspended, which takes effect at once.
    #[error("the body would have no head")]
    LastHead,
}

/// What is left of somebody's roles; `free` are the people of the body whose access is not held.
pub fn end_role(
    body: &Body,
    person: &Person,
    role: Role,
    free: &[Person],
    today: NaiveDate,
) -> Result<Vec<Role>, EndRoleRefusal> {
    if !KEPT_ROLES.contains(&role) || !person.roles.contains(&role) {
        return Err(EndRoleRefusal::NotHeld);
    }
    let heads = |other: &Person| other.id != person.id && other.roles.contains(&Role::Head);
    if role == Role::Head && !body.is_closed_on(today) && !free.iter().any(heads) {
        return Err(EndRoleRefusal::LastHead);
    }
    Ok(person.roles.iter().copied().filter(|held| *held != role).collect())
}
