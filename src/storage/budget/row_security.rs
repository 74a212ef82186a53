//! PostgreSQL's side of the guard: who the reader may be, proved before anything is served, and how it is admitted.

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, QueryResult, QueryableByName, RunQueryDsl, sql_query, sql_types};

use super::connecting::for_loading;
use super::guarded::{TABLES, columns};
use crate::storage::{Conn, DatabaseUrl, StorageError};

/// What stands in the way of serving, with the SQL that mends it.
#[derive(QueryableByName)]
struct Fault {
    #[diesel(sql_type = sql_types::Text)]
    fault: String,
    #[diesel(sql_type = sql_types::Text)]
    mend: String,
}

/// What the questions are asked of: the reader, what the database has beside PostgreSQL's own, and what must be readable.
const FACTS: &str = "
    WITH me AS (SELECT quote_ident(rolname) AS name, pg_roles.* FROM pg_roles WHERE rolname = current_user),
    spaces AS (
        SELECT * FROM pg_namespace
        WHERE nspname NOT IN ('pg_catalog', 'information_schema') AND nspname !~ '^pg_(toast|temp)'
    ),
    tables AS (
        SELECT c.*, c.oid::regclass::text AS name,
            has_table_privilege(c.oid, 'SELECT') OR has_any_column_privilege(c.oid, 'SELECT') AS readable
        FROM pg_class c JOIN spaces ON spaces.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
    )";

/// Who the reader is; each question gives a row for each fault.
const OF_THE_ROLE: [&str; 5] = [
    "SELECT 'PostgreSQL ' || current_setting('server_version') || ' is too old' AS fault,
        'use PostgreSQL 15 or newer' AS mend
     WHERE current_setting('server_version_num')::int < 150000",
    "SELECT 'the role ' || name || ' is ' || says AS fault, 'ALTER ROLE ' || name || ' NO' || says AS mend
     FROM me, LATERAL (VALUES (rolsuper, 'SUPERUSER'), (rolbypassrls, 'BYPASSRLS'), (rolcreaterole, 'CREATEROLE'),
        (rolcreatedb, 'CREATEDB'), (rolreplication, 'REPLICATION')) AS attributes (has, says) WHERE has",
    "SELECT session_user || ' has put on the role ' || name AS fault, 'sign in as ' || name AS mend
     FROM me WHERE session_user <> current_user",
    "SELECT name || ' is a member of ' || member.roleid::regrole AS fault,
        'REVOKE ' || member.roleid::regrole || ' FROM ' || name AS mend
     FROM me JOIN pg_auth_members member ON member.member = me.oid",
    "SELECT me.name || ' owns ' || string_agg(thing, ', ') AS fault,
        'name a role in budget_reader_url that owns nothing, as deploy/postgres.sql makes one' AS mend
     FROM me JOIN (
        SELECT relowner, name FROM tables UNION ALL SELECT nspowner, 'the schema ' || quote_ident(nspname) FROM spaces
        UNION ALL SELECT datdba, 'the database' FROM pg_database WHERE datname = current_database()
     ) AS things (owner, thing) ON owner = me.oid GROUP BY me.name",
];

/// What the reader may do. Not asked of a role that is the wrong one anyway: what mends these would harm it.
const OF_ITS_RIGHTS: [&str; 9] = [
    "SELECT me.name || ' may write ' || tables.name AS fault, 'REVOKE INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON '
        || tables.name || ' FROM PUBLIC, ' || me.name AS mend
     FROM me, tables WHERE has_table_privilege(tables.oid, 'INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER')
        OR has_any_column_privilege(tables.oid, 'INSERT, UPDATE, REFERENCES')",
    "SELECT me.name || ' may create in the schema ' || quote_ident(nspname) AS fault,
        'REVOKE CREATE ON SCHEMA ' || quote_ident(nspname) || ' FROM PUBLIC, ' || me.name AS mend
     FROM me, spaces WHERE has_schema_privilege(spaces.oid, 'CREATE')",
    "SELECT me.name || ' may create in the database' AS fault, 'REVOKE CREATE, TEMPORARY ON DATABASE '
        || quote_ident(current_database()) || ' FROM PUBLIC, ' || me.name AS mend
     FROM me WHERE has_database_privilege(current_database(), 'CREATE, TEMPORARY')",
    "SELECT tables.name || ' shows rows without a scope' AS fault,
        'REVOKE SELECT ON ' || tables.name || ' FROM PUBLIC, ' || me.name AS mend
     FROM me, tables WHERE readable AND CASE
        WHEN relkind IN ('r', 'p') THEN NOT (relrowsecurity AND relforcerowsecurity)
        WHEN relkind = 'v' THEN NOT coalesce(reloptions @> '{security_invoker=true,security_barrier=true}', false)
        ELSE true END",
    "SELECT 'the policy ' || quote_ident(polname) || ' opens ' || tables.name AS fault,
        'DROP POLICY ' || quote_ident(polname) || ' ON ' || tables.name AS mend
     FROM me, pg_policy JOIN tables ON tables.oid = polrelid
     WHERE readable AND polpermissive AND polname <> 'scope' AND (0 = ANY (polroles) OR me.oid = ANY (polroles))",
    "SELECT me.name || ' may call ' || pg_proc.oid::regprocedure || ' with the rights of another' AS fault,
        'REVOKE EXECUTE ON FUNCTION ' || pg_proc.oid::regprocedure || ' FROM PUBLIC, ' || me.name AS mend
     FROM me, pg_proc JOIN spaces ON spaces.oid = pronamespace
     WHERE prosecdef AND has_function_privilege(pg_proc.oid, 'EXECUTE')",
    "SELECT me.name || ' cannot read ' || wanted AS fault, 'run qarau migrate, or GRANT SELECT ON ' || wanted || ' TO ' || me.name AS mend
     FROM me, unnest($1) AS wanted
     WHERE to_regclass(wanted) IS NULL OR NOT has_any_column_privilege(to_regclass(wanted), 'SELECT')",
    "SELECT me.name || ' reads every column of ' || whole AS fault,
        'REVOKE SELECT ON ' || whole || ' FROM PUBLIC, ' || me.name || ', then run qarau migrate' AS mend
     FROM me, unnest($2) AS whole WHERE has_table_privilege(to_regclass(whole), 'SELECT')",
    "SELECT setting || ' is not set for the connection' AS fault, 'let nothing between the portal and PostgreSQL change it' AS mend
     FROM (VALUES ('default_transaction_read_only', 'off'), ('statement_timeout', '0')) AS settings (setting, unset)
     WHERE current_setting(setting) = unset",
];

/// Proves that the reader can do nothing but look through the policies.
pub(super) fn verify(pg: &mut PgConnection) -> Result<(), StorageError> {
    let mut faults = ask(pg, &OF_THE_ROLE)?;
    if faults.is_empty() {
        faults = ask(pg, &OF_ITS_RIGHTS)?;
    }
    if faults.is_empty() {
        return Ok(());
    }
    let lines = faults.iter().map(|Fault { fault, mend }| format!("  - {fault}: {mend}"));
    Err(StorageError::Unguarded(lines.collect::<Vec<_>>().join("\n")))
}

fn ask(pg: &mut PgConnection, questions: &[&str]) -> QueryResult<Vec<Fault>> {
    type Names = sql_types::Array<sql_types::Text>;
    let wanted: Vec<&str> = TABLES.iter().map(|(table, _)| *table).collect();
    let in_part: Vec<&str> = wanted.iter().filter(|table| columns(table).is_some()).copied().collect();
    let mut faults = Vec::new();
    for question in questions {
        let asked = format!("{FACTS} SELECT answer.* FROM ({question}) AS answer, (SELECT $1, $2) AS asked");
        let asked = sql_query(asked).bind::<Names, _>(&wanted).bind::<Names, _>(&in_part);
        faults.extend(asked.load::<Fault>(pg)?);
    }
    Ok(faults)
}

/// Lets the role of the reader's URL look, and nobody but the owner create anything; tells the role's name.
///
/// Nothing to do on SQLite, or where the reader is the loader itself: such a portal refuses to serve.
pub fn admit_reader(loader: &DatabaseUrl, reader: &DatabaseUrl) -> Result<Option<String>, StorageError> {
    let (DatabaseUrl::Postgres(reader), Conn::Postgres(pg)) = (reader, &mut *for_loading(loader)?) else {
        return Ok(None);
    };
    let (reader, here) = (Place::of(&mut connect(reader)?)?, Place::of(pg)?);
    if reader.role == here.role {
        return Ok(None);
    }
    let (Place { schema, database, .. }, role) = (here, reader.role);
    let granted = TABLES.iter().map(|(table, _)| match columns(table) {
        Some(columns) => {
            format!("REVOKE SELECT ON {table} FROM {role}; GRANT SELECT ({columns}) ON {table} TO {role};")
        }
        None => format!("GRANT SELECT ON {table} TO {role};"),
    });
    pg.batch_execute(&format!(
        "GRANT USAGE ON SCHEMA {schema} TO {role}; {}
         REVOKE CREATE, TEMPORARY ON DATABASE {database} FROM PUBLIC",
        granted.collect::<String>()
    ))?;
    Ok(Some(role))
}

/// Where a connection is and as whom, each name as SQL takes it.
#[derive(QueryableByName)]
struct Place {
    #[diesel(sql_type = sql_types::Text)]
    role: String,
    #[diesel(sql_type = sql_types::Text)]
    schema: String,
    #[diesel(sql_type = sql_types::Text)]
    database: String,
}

impl Place {
    fn of(pg: &mut PgConnection) -> QueryResult<Place> {
        let names = "SELECT quote_ident(current_user) AS role, quote_ident(current_schema()) AS schema,
                            quote_ident(current_database()) AS database";
        sql_query(names).get_result(pg)
    }
}

fn connect(reader: &str) -> Result<PgConnection, StorageError> {
    PgConnection::establish(reader).map_err(|error| {
        let first = "its role comes first: CREATE ROLE qarau_reader LOGIN PASSWORD '…'";
        StorageError::Unavailable(format!("as the reader: {error} ({first})"))
    })
}
