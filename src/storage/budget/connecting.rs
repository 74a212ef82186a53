//! Connections that can only read: read mode is a property of the connection, not a promise (R5).

use diesel::connection::SimpleConnection;
use diesel::r2d2::{ConnectionManager, CustomizeConnection, Pool};
use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types};

use crate::storage::conn::ConnPool;
use crate::storage::db::read_from;
use crate::storage::{Conn, DatabaseUrl, Fails, StorageError};

/// The budget database as the portal sees it: nothing can be written through it.
#[derive(Clone)]
pub struct BudgetDb {
    readers: ConnPool,
}

impl BudgetDb {
    /// Opens the database for reading; it must exist, with its schema (see [`super::migrate`]).
    pub fn open(url: &DatabaseUrl) -> Result<BudgetDb, StorageError> {
        let address = match url {
            DatabaseUrl::Sqlite(path) if !path.exists() => {
                return Err(StorageError::Unavailable(format!("{} does not exist", path.display())));
            }
            DatabaseUrl::Sqlite(path) => read_only_address(&path.display().to_string()),
            DatabaseUrl::Postgres(url) => url.clone(),
        };
        let readers = Pool::builder()
            .max_size(4)
            .min_idle(Some(1))
            .connection_timeout(std::time::Duration::from_secs(10))
            .connection_customizer(Box::new(ReadOnly))
            .build(ConnectionManager::new(address))
            .map_err(|error| StorageError::Unavailable(error.to_string()))?;
        Ok(BudgetDb { readers })
    }

    /// Reads one consistent state.
    pub async fn read<T, E>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: Fails,
    {
        read_from(&self.readers, work).await
    }
}

/// SQLite's own address for a file that is opened without the right to write.
fn read_only_address(path: &str) -> String {
    let path = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{path}?mode=ro")
}

#[derive(Debug)]
struct ReadOnly;

#[derive(QueryableByName)]
struct QueryOnly {
    #[diesel(sql_type = sql_types::Integer)]
    query_only: i32,
}

impl CustomizeConnection<Conn, diesel::r2d2::Error> for ReadOnly {
    fn on_acquire(&self, conn: &mut Conn) -> Result<(), diesel::r2d2::Error> {
        read_only(conn).map_err(diesel::r2d2::Error::QueryError)
    }
}

/// Here too belongs what guards each statement against our own bugs: an authorizer on SQLite, row level security on
/// PostgreSQL.
fn read_only(conn: &mut Conn) -> diesel::QueryResult<()> {
    match conn {
        Conn::Postgres(pg) => pg.batch_execute(
            "SET default_transaction_read_only = on; SET TIME ZONE 'UTC'; SET statement_timeout = '10s'",
        ),
        Conn::Sqlite(sqlite) => {
            sqlite.batch_execute(
                "PRAGMA busy_timeout = 10000; PRAGMA query_only = ON; PRAGMA trusted_schema = OFF;",
            )?;
            let taken =
                sql_query("SELECT query_only FROM pragma_query_only").get_result::<QueryOnly>(sqlite)?;
            if taken.query_only == 1 {
                Ok(())
            } else {
                let why = "SQLite did not take query_only";
                Err(diesel::result::Error::QueryBuilderError(why.into()))
            }
        }
    }
}
