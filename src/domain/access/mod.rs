//! Who may do what to what: actor × action × resource → [`Permit`] or [`Denied`]. What a verb then makes of a resource,
//! and whether its state allows that, is the resource's own matter.

mod actions;
#[cfg(test)]
mod tests;

pub use actions::{
    Apply, Consider, DecideHold, EnterPaper, GiveAccess, KeepLooks, KeepMail, KeepRegistry, Look,
    ReadJournal, Register, ReportSeparation, See, SeeEveryEmployee, SeeHold, SeeHolds, SeePeople, SeePerson,
    SeeQueue, SeeServiceLevels, Sign, Suspend, TakeCertificate, Write,
};

use super::body::BodyKind;
use super::ids::{BodyId, PersonId};
use super::journal;
use super::person::{Conflict, Role, check_roles};

/// A signed-in person as the registry knows them at this moment; made anew for each request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    person: PersonId,
    body: BodyId,
    kind: BodyKind,
    roles: Vec<Role>,
}

impl Actor {
    /// An actor whose roles fit the body and one another; a registry that says otherwise gives no rights at all.
    pub fn new(person: PersonId, body: BodyId, kind: BodyKind, roles: Vec<Role>) -> Result<Actor, Conflict> {
        check_roles(kind, &roles)?;
        Ok(Actor { person, body, kind, roles })
    }

    /// Who.
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// The body for which they act.
    pub fn body(&self) -> BodyId {
        self.body
    }

    /// The kind of that body.
    pub fn kind(&self) -> BodyKind {
        self.kind
    }

    /// Their roles there.
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// True where they have one of these roles.
    pub fn is_any(&self, roles: &[Role]) -> bool {
        roles.iter().any(|role| self.roles.contains(role))
    }

    fn needs(&self, any_of: &'static [Role]) -> Result<(), Denied> {
        if self.is_any(any_of) { Ok(()) } else { Err(Denied::RoleMissing { any_of }) }
    }
}

impl From<&Actor> for journal::Actor {
    fn from(actor: &Actor) -> journal::Actor {
        journal::Actor::Person { person: actor.person, body: actor.body }
    }
}

/// Something that may be permitted.
pub trait Action: Copy {
    /// What it is done to.
    type On: ?Sized;
    /// What names that thing in a permit.
    type Key: Copy;

    /// The name of the thing.
    fn key(on: &Self::On) -> Self::Key;

    /// The rule.
    fn rule(self, actor: &Actor, on: &Self::On) -> Result<(), Denied>;
}

/// Proof that this person may do this to this thing. Made only by [`check`]; storage that changes something demands it.
#[derive(Debug, PartialEq, Eq)]
pub struct Permit<A: Action> {
    by: PersonId,
    body: BodyId,
    action: A,
    on: A::Key,
}

impl<A: Action> Permit<A> {
    /// Who may.
    pub fn by(&self) -> PersonId {
        self.by
    }

    /// For which body.
    pub fn body(&self) -> BodyId {
        self.body
    }

    /// Do what.
    pub fn action(&self) -> A {
        self.action
    }

    /// To what.
    pub fn on(&self) -> A::Key {
        self.on
    }
}

/// Why somebody may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Denied {
    /// The thing lies outside their rights: they may not learn that it exists.
    #[error("outside one's rights")]
    OutsideRights,
    /// They know of it, but this takes another role.
    #[error("this takes another role")]
    RoleMissing {
        /// The roles, any of which would do.
        any_of: &'static [Role],
    },
    /// Nobody decides on an application of their own body.
    #[error("nobody decides on an application of their own body")]
    OwnApplication,
    /// Whoever registered an application that came on paper does not consider it.
    #[error("whoever registered an application does not consider it")]
    OwnRegistration,
    /// Nobody reports, suspends or restores themself (R9.4).
    #[error("nobody ends or restores their own access")]
    Oneself,
}

impl Denied {
    /// True where the answer must be the same as for a thing that does not exist (404, not 403).
    pub const fn looks_absent(self) -> bool {
        match self {
            Denied::OutsideRights => true,
            Denied::RoleMissing { .. }
            | Denied::OwnApplication
            | Denied::OwnRegistration
            | Denied::Oneself => false,
        }
    }
}

/// Whether the actor may do this to that.
pub fn check<A: Action>(actor: &Actor, action: A, on: &A::On) -> Result<Permit<A>, Denied> {
    action.rule(actor, on)?;
    Ok(Permit { by: actor.person, body: actor.body, action, on: A::key(on) })
}
