//! One connection type over both databases, and what each new connection is made to promise.

use std::path::PathBuf;
use std::str::FromStr;

use diesel::connection::SimpleConnection;
use diesel::r2d2::{ConnectionManager, CustomizeConnection, Pool};
use diesel::{PgConnection, QueryableByName, RunQueryDsl, SqliteConnection, sql_query, sql_types};

use super::StorageError;
use super::budget::prepare_handles;

/// A connection to one of the two databases.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// PostgreSQL. First, because SQLite takes any text for a path.
    Postgres(PgConnection),
    /// SQLite.
    Sqlite(SqliteConnection),
}

/// Runs something over the database's own connection. Diesel then knows a statement by its type; over the common connection
/// it writes the text of a statement out at each run, which for what every request asks takes longer than the answer.
macro_rules! natively {
    ($conn:expr, $own:ident => $run:expr) => {
        match $conn {
            $crate::storage::Conn::Postgres($own) => $run,
            $crate::storage::Conn::Sqlite($own) => $run,
        }
    };
}
pub(in crate::storage) use natively;

pub(super) type ConnPool = Pool<ConnectionManager<Conn>>;

/// Where a database is.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A SQLite file.
    Sqlite(PathBuf),
    /// A PostgreSQL database by its URL, which may hold a password.
    Postgres(String),
}

/// The text names no database that the portal can use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a database is sqlite:PATH or postgres://…")]
pub struct NotADatabaseUrl;

impl FromStr for DatabaseUrl {
    type Err = NotADatabaseUrl;

    fn from_str(text: &str) -> Result<DatabaseUrl, NotADatabaseUrl> {
        if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            return Ok(DatabaseUrl::Postgres(text.to_owned()));
        }
        match text.strip_prefix("sqlite:") {
            Some(path) if !path.is_empty() => Ok(DatabaseUrl::Sqlite(PathBuf::from(path))),
            _ => Err(NotADatabaseUrl),
        }
    }
}

impl std::fmt::Debug for DatabaseUrl {
    /// Never shows a password.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            DatabaseUrl::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            DatabaseUrl::Postgres(url) => {
                write!(f, "postgres://…@{}", url.rsplit('@').next().unwrap_or_default())
            }
        }
    }
}

impl DatabaseUrl {
    /// A pool of at most `size` connections, each made to keep the promises of this module.
    pub(super) fn pool(&self, size: u32) -> Result<ConnPool, StorageError> {
        let url = match self {
            DatabaseUrl::Sqlite(path) => {
                prepare_handles()?;
                path.display().to_string()
            }
            DatabaseUrl::Postgres(url) => url.clone(),
        };
        Pool::builder()
            .max_size(size)
            .min_idle(Some(1))
            // A file does not go away; a server does, and the next question finds out before it is asked.
            .test_on_check_out(matches!(self, DatabaseUrl::Postgres(_)))
            .connection_timeout(std::time::Duration::from_secs(10))
            .connection_customizer(Box::new(Promises))
            .build(ConnectionManager::new(url))
            .map_err(|error| StorageError::Unavailable(error.to_string()))
    }
}

#[derive(Debug)]
struct Promises;

impl CustomizeConnection<Conn, diesel::r2d2::Error> for Promises {
    fn on_acquire(&self, conn: &mut Conn) -> Result<(), diesel::r2d2::Error> {
        match conn {
            Conn::Postgres(pg) => pg.batch_execute(
                "SET TIME ZONE 'UTC'; SET statement_timeout = '30s'; SET lock_timeout = '10s'",
            ),
            Conn::Sqlite(sqlite) => durable(sqlite),
        }
        .map_err(diesel::r2d2::Error::QueryError)
    }
}

#[derive(QueryableByName)]
struct Pragmas {
    #[diesel(sql_type = sql_types::Text)]
    journal_mode: String,
    #[diesel(sql_type = sql_types::Integer)]
    synchronous: i32,
    #[diesel(sql_type = sql_types::Integer)]
    foreign_keys: i32,
}

/// FULL lost no acknowledged commit in simulated power cuts, NORMAL lost hundreds; a pragma that did not take is an error.
fn durable(sqlite: &mut SqliteConnection) -> diesel::QueryResult<()> {
    sqlite.batch_execute(
        "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;",
    )?;
    let pragmas = sql_query(
        "SELECT journal_mode, synchronous, foreign_keys
         FROM pragma_journal_mode, pragma_synchronous, pragma_foreign_keys",
    )
    .get_result::<Pragmas>(sqlite)?;
    if pragmas.journal_mode == "wal" && pragmas.synchronous == 2 && pragmas.foreign_keys == 1 {
        Ok(())
    } else {
        let why = "SQLite did not take WAL, synchronous=FULL and foreign_keys=ON";
        Err(diesel::result::Error::QueryBuilderError(why.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_databases() {
        assert_eq!("sqlite:a.db".parse(), Ok(DatabaseUrl::Sqlite("a.db".into())));
        assert!(matches!("postgres://u:secret@h/d".parse(), Ok(DatabaseUrl::Postgres(_))));
        for garbage in ["", "sqlite:", "mysql://x", "a.db"] {
            assert_eq!(garbage.parse::<DatabaseUrl>(), Err(NotADatabaseUrl));
        }
        let url: DatabaseUrl = "postgres://u:secret@h/d".parse().expect("a database");
        assert!(!format!("{url:?}").contains("secret"));
    }
}
