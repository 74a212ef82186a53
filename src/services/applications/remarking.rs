//! What is said at once of people who are named: access that they hold already (R9.3, R9.4).

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::domain::application::Application;
use crate::domain::application::remarks::{Remark, remarks};
use crate::domain::grant::Grant;
use crate::domain::iin_bin::Iin;
use crate::storage::{Conn, StorageError, grants};

/// Remarks by the number of the person; nobody without a remark is in it.
pub type Remarks = BTreeMap<Iin, Vec<Remark>>;

/// The remarks on these people, where they are named in this application.
pub(super) fn on<'a>(
    conn: &mut Conn,
    application: &Application,
    people: impl Iterator<Item = &'a Iin>,
    at: DateTime<Utc>,
) -> Result<Remarks, StorageError> {
    let mut held: BTreeMap<Iin, Vec<Grant>> = BTreeMap::new();
    for (iin, grant) in grants::of_numbers(conn, &people.collect::<Vec<_>>())? {
        held.entry(iin).or_default().push(grant);
    }
    let said = held.into_iter().map(|(iin, held)| {
        let said = remarks(application.body, &application.systems, &held, at);
        (iin, said)
    });
    Ok(said.filter(|(_, said)| !said.is_empty()).collect())
}
