//! Applications from the annex to the grant (R8, R9), split by who acts.

pub mod checking;
pub mod considering;
pub mod granting;
pub mod knowing;
pub mod looking;
pub mod printing;
pub mod registering;
pub mod remarking;
pub mod renewing;
pub mod submitting;
pub mod tables;
pub mod taking_over;
pub mod writing;

use crate::domain::access::{Action, Actor, Denied, Permit, See, check};
use crate::domain::application::Application;
use crate::domain::ids::ApplicationId;
use crate::storage::{Conn, Failure, StorageError, applications};

/// Why an act on an application did not happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused<R> {
    /// There is no such application, or it is not theirs: never tell which.
    NotThere,
    /// The person may see the application, and may not do this.
    Denied(Denied),
    /// The application itself refuses; the rule says why.
    Rule(R),
}

/// The outcome of an act on an application.
pub type Outcome<T, R> = Result<T, Failure<Refused<R>>>;

/// A refusal for want of rights; what may not be known of is not there.
pub(in crate::services) fn refused<R>(denied: Denied) -> Failure<Refused<R>> {
    Failure::Refused(if denied.looks_absent() { Refused::NotThere } else { Refused::Denied(denied) })
}

pub(super) fn rule<R, S: From<R>>(why: R) -> Failure<Refused<S>> {
    Failure::Refused(Refused::Rule(why.into()))
}

/// An application with the permit for what somebody wants to do with it.
fn load<A, R>(
    conn: &mut Conn,
    actor: &Actor,
    action: A,
    id: ApplicationId,
) -> Outcome<(Application, Permit<A>), R>
where
    A: Action<On = Application>,
{
    let found = applications::find(conn, id)?.ok_or(Failure::Refused(Refused::NotThere))?;
    check(actor, See, &found).map_err(refused)?;
    let permit = check(actor, action, &found).map_err(refused)?;
    Ok((found, permit))
}

fn corrupt(id: ApplicationId) -> StorageError {
    StorageError::Corrupt { table: "applications", id: id.to_string() }
}
