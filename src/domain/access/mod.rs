//! Who may do what to what: actor × action × resource → [`Permit`] or [`Denied`]. What a verb then makes of a resource,
//! and whether its state allows that, is the resource's own matter.

mod actions;
#[cfg(test)]
mod tests;

pub use actions::{
    Apply, Attest, Consider, DecideHold, DecidePart, EndSubstitution, EnterPaper, Explain, GiveAccess,
    KeepCourses, KeepLooks, KeepMail, KeepPersonnel, KeepRegistry, Look, NameSubstitute, Oversee,
    ReadJournal, Register, ReportSeparation, See, SeeAttestations, SeeEveryEmployee, SeeHold, SeeHolds,
    SeePeople, SeePerson, SeeQueue, SeeServiceLevels, SeeSubstitutions, SeeSystemRoles, SeeTrainings, Sign,
    Suspend, TakeCertificate, Train, Write,
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
    standing_in: Vec<StandingIn>,
}

/// For whom somebody acts today: an absent person, with the roles that the substitute has from them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingIn {
    /// Who is absent.
    pub absent: PersonId,
    /// What the substitute may do for them.
    pub roles: Vec<Role>,
}

impl Actor {
    /// An actor whose roles fit the body and one another; a registry that says otherwise gives no rights at all.
    pub fn new(person: PersonId, body: BodyId, kind: BodyKind, roles: Vec<Role>) -> Result<Actor, Conflict> {
        check_roles(kind, &roles)?;
        Ok(Actor { person, body, kind, roles, standing_in: Vec::new() })
    }

    /// The same with what they may do for people who are absent; all of it must fit together.
    pub fn standing_in_for(self, standing_in: Vec<StandingIn>) -> Result<Actor, Conflict> {
        let lent = standing_in.iter().flat_map(|one| one.roles.iter().copied());
        check_roles(self.kind, &self.roles.iter().copied().chain(lent).collect::<Vec<_>>())?;
        Ok(Actor { standing_in, ..self })
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

    /// True where they have one of these roles, of their own or for somebody absent.
    pub fn is_any(&self, roles: &[Role]) -> bool {
        let lent = self.standing_in.iter().flat_map(|one| &one.roles);
        self.roles.iter().chain(lent).any(|role| roles.contains(role))
    }

    /// The same person with nothing but roles of their own.
    fn alone(&self) -> Actor {
        Actor { standing_in: Vec::new(), ..self.clone() }
    }

    /// The same person with their own roles and those of one absent person.
    fn for_one(&self, one: &StandingIn) -> Actor {
        Actor { standing_in: vec![one.clone()], ..self.clone() }
    }

    /// True where one of these roles is their own: what is lent is not lent further.
    fn owns_any(&self, roles: &[Role]) -> bool {
        self.roles.iter().any(|role| roles.contains(role))
    }

    /// For whom they may act today.
    fn absent_people(&self) -> impl Iterator<Item = PersonId> {
        self.standing_in.iter().map(|one| one.absent)
    }

    fn needs(&self, any_of: &'static [Role]) -> Result<(), Denied> {
        if self.is_any(any_of) { Ok(()) } else { Err(Denied::RoleMissing { any_of }) }
    }
}

impl From<&Actor> for journal::Actor {
    fn from(actor: &Actor) -> journal::Actor {
        let (person, body) = (actor.person, actor.body);
        match actor.standing_in.first().filter(|_| actor.roles.is_empty()) {
            Some(one) => journal::Actor::Substitute { person, body, absent: one.absent },
            None => journal::Actor::Person { person, body },
        }
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
    absent: Option<PersonId>,
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

    /// Who acts, for the journal: on behalf of whom, where the right is that of somebody absent.
    pub fn actor(&self) -> journal::Actor {
        match self.absent {
            None => journal::Actor::Person { person: self.by, body: self.body },
            Some(absent) => journal::Actor::Substitute { person: self.by, body: self.body, absent },
        }
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
    /// Whoever brought a feed of the personnel record is not the second person that its stopped parts wait for.
    #[error("whoever brought a feed does not release its parts")]
    OwnFeed,
    /// Whoever suspended somebody does not decide on it alone (R9.4).
    #[error("whoever placed a hold does not decide on it")]
    OwnHold,
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
            | Denied::OwnFeed
            | Denied::OwnHold
            | Denied::Oneself => false,
        }
    }
}

/// Whether the actor may do this to that.
pub fn check<A: Action>(actor: &Actor, action: A, on: &A::On) -> Result<Permit<A>, Denied> {
    action.rule(actor, on)?;
    let suffices = |alone: &Actor| action.rule(alone, on).is_ok();
    // A right of one's own is used before one that is lent.
    let absent = match actor.standing_in.is_empty() || suffices(&actor.alone()) {
        true => None,
        false => actor.standing_in.iter().find(|one| suffices(&actor.for_one(one))).map(|one| one.absent),
    };
    Ok(Permit { by: actor.person, body: actor.body, absent, action, on: A::key(on) })
}
