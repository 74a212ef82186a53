//! The schema: embedded migrations, one set for each database, with the same names.

use std::collections::HashSet;

use diesel::backend::Backend;
use diesel::connection::SimpleConnection;
use diesel::migration::MigrationSource;
use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{Conn, DatabaseUrl, StorageError};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES: EmbeddedMigrations = embed_migrations!("migrations/postgres");

/// Held while migrating, so that two processes do not do it at once.
const POSTGRES_LOCK: i64 = 0x5141_5241_5501;

/// How many migrations have not run yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pending(pub usize);

/// The migrations of one database on both backends.
pub(super) struct Steps {
    pub(super) sqlite: EmbeddedMigrations,
    pub(super) postgres: EmbeddedMigrations,
}

const PORTAL: Steps = Steps { sqlite: SQLITE, postgres: POSTGRES };

/// Counts the migrations that have not run.
pub fn pending(url: &DatabaseUrl) -> Result<Pending, StorageError> {
    PORTAL.pending(url)
}

/// Runs the migrations that have not run; another process that does the same is waited for.
pub fn migrate(url: &DatabaseUrl) -> Result<Pending, StorageError> {
    PORTAL.migrate(url)
}

/// Undoes every migration: for the test that goes up, down and up again.
pub fn unmigrate(url: &DatabaseUrl) -> Result<(), StorageError> {
    PORTAL.unmigrate(url)
}

/// Counts the migrations that have not run, over a connection that can only read.
pub(super) fn missing(conn: &mut Conn) -> Result<Pending, StorageError> {
    let ran = sql_query("SELECT version FROM __diesel_schema_migrations").load::<Ran>(conn)?;
    let ran: HashSet<String> = ran.into_iter().map(|Ran { version }| version).collect();
    let all: Vec<String> = match conn {
        Conn::Postgres(_) => versions::<diesel::pg::Pg>(&POSTGRES)?,
        Conn::Sqlite(_) => versions::<diesel::sqlite::Sqlite>(&SQLITE)?,
    };
    Ok(Pending(all.iter().filter(|version| !ran.contains(*version)).count()))
}

#[derive(QueryableByName)]
struct Ran {
    #[diesel(sql_type = sql_types::Text)]
    version: String,
}

fn versions<DB: Backend>(all: &EmbeddedMigrations) -> Result<Vec<String>, StorageError> {
    let all = MigrationSource::<DB>::migrations(all).map_err(unavailable)?;
    Ok(all.iter().map(|migration| migration.name().version().to_string()).collect())
}

impl Steps {
    pub(super) fn pending(self, url: &DatabaseUrl) -> Result<Pending, StorageError> {
        let mut conn = url.pool(1)?.get().map_err(unavailable)?;
        let pending = match &mut *conn {
            Conn::Postgres(pg) => pg.pending_migrations(self.postgres).map(|list| list.len()),
            Conn::Sqlite(sqlite) => sqlite.pending_migrations(self.sqlite).map(|list| list.len()),
        };
        pending.map(Pending).map_err(unavailable)
    }

    pub(super) fn migrate(self, url: &DatabaseUrl) -> Result<Pending, StorageError> {
        let mut conn = url.pool(1)?.get().map_err(unavailable)?;
        let ran = match &mut *conn {
            Conn::Postgres(pg) => {
                pg.batch_execute(&format!(
                    "SET statement_timeout = 0; SELECT pg_advisory_lock({POSTGRES_LOCK})"
                ))?;
                let ran = pg.run_pending_migrations(self.postgres).map(|list| list.len());
                pg.batch_execute(&format!("SELECT pg_advisory_unlock({POSTGRES_LOCK})"))?;
                ran
            }
            Conn::Sqlite(sqlite) => {
                sqlite.batch_execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; COMMIT")?;
                sqlite.run_pending_migrations(self.sqlite).map(|list| list.len())
            }
        };
        ran.map(Pending).map_err(unavailable)
    }

    pub(super) fn unmigrate(self, url: &DatabaseUrl) -> Result<(), StorageError> {
        let mut conn = url.pool(1)?.get().map_err(unavailable)?;
        match &mut *conn {
            Conn::Postgres(pg) => pg.revert_all_migrations(self.postgres).map(drop),
            Conn::Sqlite(sqlite) => sqlite.revert_all_migrations(self.sqlite).map(drop),
        }
        .map_err(unavailable)
    }
}

/// The names of the embedded migrations of both databases.
pub fn names() -> Result<(Vec<String>, Vec<String>), StorageError> {
    let sqlite = MigrationSource::<diesel::sqlite::Sqlite>::migrations(&SQLITE).map_err(unavailable)?;
    let postgres = MigrationSource::<diesel::pg::Pg>::migrations(&POSTGRES).map_err(unavailable)?;
    Ok((
        sqlite.iter().map(|migration| migration.name().to_string()).collect(),
        postgres.iter().map(|migration| migration.name().to_string()).collect(),
    ))
}

fn unavailable(error: impl std::fmt::Display) -> StorageError {
    StorageError::Unavailable(error.to_string())
}
