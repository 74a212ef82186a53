//! A migrated database of a test's own: a SQLite file, or a PostgreSQL database where `QARAU_TEST_DATABASE` names a
//! server. It knows no table; whoever asks hands over how to migrate. Used by the library's tests and the others alike.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection, QueryableByName, RunQueryDsl, sql_query, sql_types};

/// The role that the tests' databases belong to on a server, and one that may only look; no superusers, whom nothing binds.
const OWNER: &str = "qarau_test_owner";
const READER: &str = "qarau_test_reader";

/// Held while a template is made, so that many tests make it once.
const TEMPLATE_TURN: i64 = 0x5141_5241_5599;

/// A database that disappears with this value.
pub struct TestDatabase {
    url: String,
    _folder: tempfile::TempDir,
    on_server: Option<(String, String)>,
}

impl TestDatabase {
    /// A copy of what `migrate` makes of an empty database. `kind` names the schema: `portal`, `budget`.
    pub fn new(kind: &str, migrate: impl Fn(&str)) -> TestDatabase {
        let folder = tempfile::tempdir().expect("a temporary folder");
        match server() {
            None => {
                let file = folder.path().join(format!("{kind}.db"));
                std::fs::copy(sqlite_template(kind, &migrate), &file).expect("a copy of the template");
                TestDatabase { url: format!("sqlite:{}", file.display()), _folder: folder, on_server: None }
            }
            Some(server) => {
                let name = format!("qarau_{kind}_{}", number());
                let mut conn = connect(&server);
                let template = postgres_template(&mut conn, &server, kind, &migrate);
                run(&mut conn, &format!("CREATE DATABASE {name} TEMPLATE {template} OWNER {OWNER}"));
                // What a role may do with a database is not copied with it.
                run(
                    &mut conn,
                    &format!(
                        "REVOKE ALL ON DATABASE {name} FROM PUBLIC; GRANT CONNECT ON DATABASE {name} TO PUBLIC"
                    ),
                );
                TestDatabase {
                    url: sibling(&server, OWNER, &name),
                    _folder: folder,
                    on_server: Some((server, name)),
                }
            }
        }
    }

    /// Its URL, as the configuration takes it.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Runs statements as somebody whom nothing binds: on a server the superuser.
    #[allow(dead_code, reason = "not every set of tests changes what its owner may not")]
    pub fn run_unbound(&self, statements: &str) {
        match &self.on_server {
            Some((server, name)) => {
                let (before, _) = server.rsplit_once('/').expect("a URL of a PostgreSQL database");
                run(&mut connect(&format!("{before}/{name}")), statements);
            }
            None => {
                let file = self.url.strip_prefix("sqlite:").expect("a file");
                let mut conn = diesel::SqliteConnection::establish(file).expect("the file");
                conn.batch_execute(statements).unwrap_or_else(|error| panic!("{statements}: {error}"));
            }
        }
    }
}

/// The URL of the same database for somebody who may only look; the database has yet to admit them.
#[allow(dead_code, reason = "not every set of tests reads as the portal does")]
pub fn reader_of(url: &str) -> String {
    url.replacen(&format!("//{OWNER}@"), &format!("//{READER}@"), 1)
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.on_server {
            run(&mut connect(server), &format!("DROP DATABASE {name} WITH (FORCE)"));
        }
    }
}

/// The PostgreSQL server that the tests run on, if they do; `tests/run` names one.
#[allow(clippy::disallowed_methods, reason = "the test run says by its environment which database is tried")]
fn server() -> Option<String> {
    std::env::var("QARAU_TEST_DATABASE").ok()
}

/// The name of the database that is tried, for the first line of a test run.
#[allow(dead_code, reason = "not every set of tests prints it")]
pub fn backend() -> &'static str {
    if server().is_some() { "PostgreSQL" } else { "SQLite" }
}

/// Made beside its place and moved there: two processes that make it at once do no harm.
fn sqlite_template(kind: &str, migrate: &impl Fn(&str)) -> PathBuf {
    let place = std::env::temp_dir().join(format!("{}.db", template_name(kind)));
    if !place.exists() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let making = folder.path().join("template.db");
        migrate(&format!("sqlite:{}", making.display()));
        std::fs::rename(&making, &place).expect("the template is moved to its place");
    }
    place
}

fn postgres_template(conn: &mut PgConnection, server: &str, kind: &str, migrate: &impl Fn(&str)) -> String {
    let template = template_name(kind);
    run(conn, &format!("SELECT pg_advisory_lock({TEMPLATE_TURN})"));
    let there = sql_query("SELECT count(*) AS number FROM pg_database WHERE datname = $1")
        .bind::<sql_types::Text, _>(&template)
        .get_result::<Counted>(conn)
        .expect("the databases of the server");
    if there.number == 0 {
        let making = format!("{template}_making");
        run(conn, &format!("DROP DATABASE IF EXISTS {making} WITH (FORCE)"));
        for role in [OWNER, READER] {
            run(
                conn,
                &format!(
                    "DO $$ BEGIN CREATE ROLE {role} LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$"
                ),
            );
        }
        run(conn, &format!("CREATE DATABASE {making} OWNER {OWNER}"));
        migrate(&sibling(server, OWNER, &making));
        // Connections of a pool that was just dropped may still be closing.
        run(
            conn,
            &format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{making}'"),
        );
        run(conn, &format!("ALTER DATABASE {making} RENAME TO {template}"));
    }
    run(conn, &format!("SELECT pg_advisory_unlock({TEMPLATE_TURN})"));
    template
}

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = sql_types::BigInt)]
    number: i64,
}

/// Other migrations or another build make another template.
fn template_name(kind: &str) -> String {
    let mut hasher = DefaultHasher::new();
    let program = std::env::current_exe().expect("the test's own program");
    program.metadata().and_then(|about| about.modified()).expect("when it was built").hash(&mut hasher);
    program.hash(&mut hasher);
    hash_folder(&Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations"), &mut hasher);
    format!("qarau_template_{kind}_{:016x}", hasher.finish())
}

fn hash_folder(folder: &Path, hasher: &mut DefaultHasher) {
    let entries = std::fs::read_dir(folder).expect("the migrations");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        path.hash(hasher);
        if path.is_dir() {
            hash_folder(&path, hasher);
        } else {
            std::fs::read(&path).expect("a migration").hash(hasher);
        }
    }
}

/// A number that no other test of this machine has at the moment.
fn number() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

/// The URL of another database on the same server, for another role: `postgres://somebody@host/name`.
fn sibling(server: &str, role: &str, name: &str) -> String {
    let (before, _) = server.rsplit_once('/').expect("a URL of a PostgreSQL database");
    let (_, host) = before.split_once('@').expect("a URL that names who signs in");
    format!("postgres://{role}@{host}/{name}")
}

fn connect(url: &str) -> PgConnection {
    PgConnection::establish(url).unwrap_or_else(|error| panic!("{url}: {error}"))
}

fn run(conn: &mut PgConnection, statement: &str) {
    conn.batch_execute(statement).unwrap_or_else(|error| panic!("{statement}: {error}"));
}
