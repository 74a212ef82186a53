//! What those who decide must know of an employee beyond the application: other grants, and earlier refusals.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use crate::domain::application::{Application, EmployeeLine};
use crate::domain::body::Body;
use crate::domain::calendar::day_of;
use crate::domain::grant::Grant;
use crate::domain::iin_bin::Iin;
pub use crate::storage::applications::Refusal;
use crate::storage::applications::refusals;
use crate::storage::{Conn, StorageError, bodies, grants};

/// Grants that came from other applications, each with the body for which it was given; refusals in other applications.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The grants, past ones too.
    pub grants: Vec<(Grant, Body)>,
    /// The refusals, the latest first.
    pub refusals: Vec<Refusal>,
}

/// What is known, by the number of the person; nobody of whom nothing is known is in it.
pub(super) fn of(
    conn: &mut Conn,
    application: &Application,
    lines: &[EmployeeLine],
    at: DateTime<Utc>,
) -> Result<BTreeMap<Iin, Known>, StorageError> {
    let numbers: Vec<&Iin> = lines.iter().map(|line| &line.employee.iin).collect();
    let mut known: BTreeMap<Iin, Known> = BTreeMap::new();
    for (iin, grant) in grants::of_numbers(conn, &numbers)? {
        if grant.application != application.id {
            let body = bodies::get(conn, grant.body, day_of(at))?;
            known.entry(iin).or_default().grants.push((grant, body));
        }
    }
    for (iin, refusal) in refusals(conn, &numbers, application.id)? {
        known.entry(iin).or_default().refusals.push(refusal);
    }
    Ok(known)
}
