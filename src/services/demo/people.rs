//! Everybody who can be played, as the registry knows them now.

use chrono::{DateTime, Utc};

use super::Demo;
use crate::domain::body::Body;
use crate::domain::calendar::day_of;
use crate::domain::grant::Grant;
use crate::domain::person::{Person, Role};
use crate::storage::{StorageError, bodies, grants, people};

/// Somebody who can be played.
#[derive(Clone, Debug)]
pub struct Someone {
    /// The person.
    pub person: Person,
    /// The person's body.
    pub body: Body,
    /// Every grant the person has or had.
    pub grants: Vec<Grant>,
}

impl Demo {
    /// Everybody who holds a role, in the order of roles and of entry into the registry.
    pub async fn people(&self, at: DateTime<Utc>) -> Result<Vec<Someone>, StorageError> {
        let today = day_of(at);
        self.db
            .read(move |conn| {
                let mut found: Vec<Someone> = Vec::new();
                for role in Role::ALL {
                    for person in people::with_role(conn, role)? {
                        if found.iter().any(|known| known.person.id == person.id) {
                            continue;
                        }
                        let body = bodies::get(conn, person.body, today)?;
                        let grants = grants::of_person(conn, person.id)?;
                        found.push(Someone { person, body, grants });
                    }
                }
                Ok::<_, StorageError>(found)
            })
            .await
    }
}
