//! Everybody who can be played, as the registry knows them now.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Demo, NotSigned};
use crate::domain::body::Body;
use crate::domain::calendar::day_of;
use crate::domain::grant::Grant;
use crate::domain::ids::PersonId;
use crate::domain::person::{Person, Role};
use crate::storage::applications::{self, Wanted};
use crate::storage::{Conn, StorageError, bodies, grants, people};

/// Somebody who can be played.
#[derive(Clone, Debug)]
pub struct Someone {
    /// The person.
    pub person: Person,
    /// The person's body.
    pub body: Body,
    /// Every grant the person has or had.
    pub grants: Vec<Grant>,
    /// For a head, where the newest application of the body stands: the code of its state.
    pub newest: Option<String>,
}

impl Demo {
    /// Everybody who holds a role, in the order of roles and of entry into the registry.
    pub async fn people(&self, at: DateTime<Utc>) -> Result<Vec<Someone>, StorageError> {
        let today = day_of(at);
        let all = move |conn: &mut Conn| {
            everybody(conn)?.into_iter().map(|person| someone(conn, person, today)).collect()
        };
        self.db.read(all).await
    }

    pub(super) async fn someone(&self, id: PersonId, at: DateTime<Utc>) -> Result<Someone, NotSigned> {
        let today = day_of(at);
        let found = self.db.read(move |conn| {
            let person = everybody(conn)?.into_iter().find(|person| person.id == id);
            person.map(|person| someone(conn, person, today)).transpose()
        });
        found.await?.ok_or(NotSigned::Nobody)
    }
}

fn everybody(conn: &mut Conn) -> Result<Vec<Person>, StorageError> {
    let mut found: Vec<Person> = Vec::new();
    for role in Role::ALL {
        for person in people::with_role(conn, role)? {
            if found.iter().all(|known| known.id != person.id) {
                found.push(person);
            }
        }
    }
    Ok(found)
}

fn someone(conn: &mut Conn, person: Person, today: NaiveDate) -> Result<Someone, StorageError> {
    let body = bodies::get(conn, person.body, today)?;
    let grants = grants::of_person(conn, person.id)?;
    let newest = match person.roles.contains(&Role::Head) {
        true => applications::list(conn, Wanted::OfBody(body.id))?.into_iter().next(),
        false => None,
    };
    let newest = newest.map(|application| application.state.code().to_owned());
    Ok(Someone { person, body, grants, newest })
}
