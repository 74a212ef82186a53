//! Roles set up in the systems (R6), and which grant rests on which.

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::schema::{grants, system_role_grants, system_roles};
use super::{Conn, StorageError, Tx};
use crate::domain::ids::{ApplicationId, GrantId, PersonId};
use crate::domain::system_role::SystemRole;

/// A role as it was set up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its name in the system.
    pub code: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// By which operator.
    pub created_by: PersonId,
    /// For which application it was needed first.
    pub application: ApplicationId,
    /// How many grants rest on it, past ones too.
    pub grants: i64,
}

/// Sets a role up where it is not there yet; true where it was not.
pub fn ensure(
    tx: &mut Tx<'_>,
    role: &SystemRole,
    application: ApplicationId,
    by: PersonId,
) -> Result<bool, StorageError> {
    let known = system_roles::table.find(role.code()).count().get_result::<i64>(tx.conn())?;
    if known > 0 {
        return Ok(false);
    }
    let at = tx.at().naive_utc();
    diesel::insert_into(system_roles::table)
        .values((
            system_roles::code.eq(role.code()),
            system_roles::system.eq(role.system.code()),
            system_roles::paragraph.eq(role.paragraph.code()),
            system_roles::created_at.eq(at),
            system_roles::created_by.eq(by.0),
            system_roles::application_id.eq(application.0),
        ))
        .execute(tx.conn())?;
    Ok(true)
}

/// Writes down on which role a grant rests.
pub fn give(tx: &mut Tx<'_>, role: &SystemRole, grant: GrantId) -> Result<(), StorageError> {
    diesel::insert_into(system_role_grants::table)
        .values((system_role_grants::grant_id.eq(grant.0), system_role_grants::code.eq(role.code())))
        .execute(tx.conn())?;
    Ok(())
}

type Row = (String, NaiveDateTime, i64, i64);

/// The roles on which the grants of an application rest.
pub fn of_application(conn: &mut Conn, id: ApplicationId) -> Result<Vec<Kept>, StorageError> {
    let rows: Vec<Row> = system_roles::table
        .inner_join(system_role_grants::table.inner_join(grants::table))
        .filter(grants::application_id.eq(id.0))
        .select((
            system_roles::code,
            system_roles::created_at,
            system_roles::created_by,
            system_roles::application_id,
        ))
        .distinct()
        .order(system_roles::code)
        .load(conn)?;
    rows.into_iter().map(|row| kept(conn, row)).collect()
}

/// All roles, by name.
pub fn list(conn: &mut Conn) -> Result<Vec<Kept>, StorageError> {
    let rows: Vec<Row> = system_roles::table
        .select((
            system_roles::code,
            system_roles::created_at,
            system_roles::created_by,
            system_roles::application_id,
        ))
        .order(system_roles::code)
        .load(conn)?;
    rows.into_iter().map(|row| kept(conn, row)).collect()
}

fn kept(conn: &mut Conn, (code, created_at, by, application): Row) -> Result<Kept, StorageError> {
    let grants: i64 =
        system_role_grants::table.filter(system_role_grants::code.eq(&code)).count().get_result(conn)?;
    Ok(Kept {
        code,
        created_at: created_at.and_utc(),
        created_by: PersonId(by),
        application: ApplicationId(application),
        grants,
    })
}
