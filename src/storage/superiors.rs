//! Whom an overdue step is escalated to: one named person for each stage.

use diesel::prelude::*;

use super::schema::superiors;
use super::{Conn, StorageError, Tx};
use crate::domain::access::{KeepRegistry, Permit};
use crate::domain::application::Stage;
use crate::domain::ids::PersonId;

/// The superior of a stage, where one was named.
pub fn find(conn: &mut Conn, stage: Stage) -> Result<Option<PersonId>, StorageError> {
    let found: Option<i64> =
        superiors::table.find(stage.code()).select(superiors::person_id).first(conn).optional()?;
    Ok(found.map(PersonId))
}

/// Names the superior of a stage, or nobody.
pub fn name(
    tx: &mut Tx<'_>,
    permit: &Permit<KeepRegistry>,
    stage: Stage,
    person: Option<PersonId>,
) -> Result<(), StorageError> {
    let (at, by) = (tx.at().naive_utc(), permit.by().0);
    diesel::delete(superiors::table.find(stage.code())).execute(tx.conn())?;
    let Some(person) = person else { return Ok(()) };
    diesel::insert_into(superiors::table)
        .values((
            superiors::stage.eq(stage.code()),
            superiors::person_id.eq(person.0),
            superiors::named_at.eq(at),
            superiors::named_by.eq(by),
        ))
        .execute(tx.conn())?;
    Ok(())
}
