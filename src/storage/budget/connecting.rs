//! The two ways to the budget: the portal's, which can only read and shows nothing without a scope (R5, R6), and the
//! loader's, which is for no page.

use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::r2d2::{ConnectionManager, CustomizeConnection, Error, Pool, PooledConnection};

use super::guarded::TABLES;
use super::guarding::prepare_handles;
use super::published::{Loads, published_loads};
use super::schema::budgets;
use super::scoping::Sight;
use super::{row_security, scoping};
use crate::domain::scope::Scope;
use crate::storage::readers::{Readers, at_once};
use crate::storage::{Conn, DatabaseUrl, Fails, StorageError};

/// The budget database as the portal sees it: nothing can be written through it, nothing is seen without a scope.
#[derive(Clone)]
pub struct BudgetDb {
    readers: Readers,
}

impl BudgetDb {
    /// Opens the database for reading; it must exist, with its schema (see [`super::migrate`]).
    ///
    /// Refuses a database whose own guards are weaker than they should be: [`StorageError::Unguarded`].
    pub fn open(url: &DatabaseUrl) -> Result<BudgetDb, StorageError> {
        BudgetDb::with_connections(url, at_once(url))
    }

    pub(super) fn with_connections(url: &DatabaseUrl, most: u32) -> Result<BudgetDb, StorageError> {
        let address = match url {
            DatabaseUrl::Sqlite(path) => {
                must_exist(url)?;
                prepare_handles()?;
                read_only_address(&path.display().to_string())
            }
            DatabaseUrl::Postgres(url) => url.clone(),
        };
        let readers = Pool::builder()
            .max_size(most)
            .min_idle(Some(1))
            .test_on_check_out(matches!(url, DatabaseUrl::Postgres(_)))
            .connection_timeout(Duration::from_secs(10))
            .connection_customizer(Box::new(ReadOnly))
            .build(ConnectionManager::new(address))
            .map_err(unavailable)?;
        if let Conn::Postgres(pg) = &mut *readers.get().map_err(unavailable)? {
            row_security::verify(pg)?;
        }
        Ok(BudgetDb { readers: Readers::over(readers)? })
    }

    /// Reads one consistent state of what the scope holds; the database itself shows no other row.
    pub async fn read_as<T, E>(
        &self,
        scope: &Scope,
        work: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: Fails,
    {
        self.read_with(Sight::Scope(*scope), work).await
    }

    /// Published loads, by format: that there were any, and when. Tells of no budget.
    pub async fn loads(&self) -> Result<Vec<Loads>, StorageError> {
        self.read_with(Sight::Loads, published_loads).await
    }

    pub(super) async fn read_with<T, E>(
        &self,
        sight: Sight,
        work: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: Fails,
    {
        self.readers
            .read_after(scoping::statement(&sight), move |conn| {
                let _held = scoping::hold(conn, sight);
                work(conn)
            })
            .await
    }

    /// Proves again, as at the opening, that the database shows and takes no more than it should, and that it has every
    /// table; [`StorageError::Unguarded`] where it does.
    pub async fn verify(&self) -> Result<(), StorageError> {
        self.readers.read(verify).await
    }

    /// Reads without a scope, as a fault of ours would: tests prove that there is nothing to see.
    #[cfg(test)]
    pub(super) async fn read_unscoped<T, E>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: Fails,
    {
        self.readers.read(work).await
    }
}

/// The budget database as those see it who load: whole, and for the command line alone.
pub struct LoaderDb {
    readers: Readers,
}

impl LoaderDb {
    /// Opens the database that figures are loaded into; it must exist.
    pub fn open(url: &DatabaseUrl) -> Result<LoaderDb, StorageError> {
        must_exist(url)?;
        Ok(LoaderDb { readers: Readers::over(url.pool(1)?)? })
    }

    /// Reads one consistent state of everything.
    pub async fn read<T, E>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: Fails,
    {
        self.readers
            .read(|conn| {
                open_to_the_loader(conn)?;
                work(conn)
            })
            .await
    }
}

/// A connection for loading.
pub(super) fn for_loading(
    url: &DatabaseUrl,
) -> Result<PooledConnection<ConnectionManager<Conn>>, StorageError> {
    let mut conn = url.pool(1)?.get().map_err(unavailable)?;
    open_to_the_loader(&mut conn)?;
    Ok(conn)
}

/// On PostgreSQL row level security binds the owner too, until it says that it is loading.
fn open_to_the_loader(conn: &mut Conn) -> Result<(), StorageError> {
    match conn {
        Conn::Postgres(pg) => Ok(pg.batch_execute("SET qarau.loading = 'on'")?),
        // Many pages are written once each: the default of 2 MB would hand them to the log one by one.
        Conn::Sqlite(sqlite) => Ok(sqlite.batch_execute("PRAGMA cache_size = -32768")?),
    }
}

fn must_exist(url: &DatabaseUrl) -> Result<(), StorageError> {
    match url {
        DatabaseUrl::Sqlite(path) if !path.exists() => {
            Err(StorageError::Unavailable(format!("{} does not exist", path.display())))
        }
        DatabaseUrl::Sqlite(_) | DatabaseUrl::Postgres(_) => Ok(()),
    }
}

/// SQLite's own address for a file that is opened without the right to write.
fn read_only_address(path: &str) -> String {
    let path = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{path}?mode=ro")
}

#[derive(Debug)]
struct ReadOnly;

impl CustomizeConnection<Conn, Error> for ReadOnly {
    fn on_acquire(&self, conn: &mut Conn) -> Result<(), Error> {
        match conn {
            // A policy makes a query look dear, and compiling it would take longer than any page.
            Conn::Postgres(pg) => pg.batch_execute(
                "SET default_transaction_read_only = on; SET TIME ZONE 'UTC'; SET statement_timeout = '10s';
                 SET jit = off",
            ),
            Conn::Sqlite(sqlite) => scoping::teach(sqlite).and_then(|()| guarded(sqlite)),
        }
        .map_err(Error::QueryError)
    }
}

fn verify(conn: &mut Conn) -> Result<(), StorageError> {
    match conn {
        Conn::Postgres(pg) => row_security::verify(pg)?,
        Conn::Sqlite(sqlite) => {
            guarded(sqlite).map_err(|error| StorageError::Unguarded(error.to_string()))?;
        }
    }
    for (table, _) in TABLES {
        conn.batch_execute(&format!("SELECT 1 FROM {table} WHERE 1 = 0"))?;
    }
    let seen: i64 = budgets::table.count().get_result(conn)?;
    if seen > 0 {
        return Err(StorageError::Unguarded("budgets are shown without a scope".to_owned()));
    }
    Ok(())
}

/// A handle that would do any of this was opened without its guard: it is not used.
fn guarded(sqlite: &mut diesel::SqliteConnection) -> diesel::QueryResult<()> {
    for forbidden in ["ATTACH ':memory:' AS other", "PRAGMA query_only", "SELECT count(*) FROM sqlite_schema"]
    {
        if sqlite.batch_execute(forbidden).is_ok() {
            let why = format!("SQLite did not refuse: {forbidden}");
            return Err(diesel::result::Error::QueryBuilderError(why.into()));
        }
    }
    Ok(())
}

fn unavailable(error: impl std::fmt::Display) -> StorageError {
    StorageError::Unavailable(error.to_string())
}

#[cfg(test)]
mod tests {
    use diesel::{Connection, SqliteConnection};

    use super::*;

    #[test]
    fn a_057_a_handle_that_was_opened_without_its_guard_is_not_used() {
        let mut plain = SqliteConnection::establish(":memory:").expect("a handle");
        let why = guarded(&mut plain).expect_err("refused").to_string();
        assert!(why.contains("SQLite did not refuse: ATTACH"), "{why}");
    }
}
