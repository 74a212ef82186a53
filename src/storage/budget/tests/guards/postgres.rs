//! PostgreSQL: the owner, the settings of a scope, and the reader that is refused. Nothing to try on SQLite.

use super::*;

/// A loaded database, if the test run names a server.
fn on_server() -> Option<Fixture> {
    let fixture = loaded();
    matches!(fixture.url, DatabaseUrl::Postgres(_)).then_some(fixture)
}

#[tokio::test]
async fn a_036_a_scope_of_empty_settings_holds_nothing() {
    let Some(fixture) = on_server() else { return };
    let db = fixture.portal();
    let all = [("system", "ac"), ("first_budget", "0"), ("last_budget", "~"), ("administrator", "any")];
    for missing in ["nothing", "system", "first_budget", "last_budget", "administrator"] {
        for empty in [Some("''"), None] {
            let set = all.iter().map(|(name, value)| match (*name == missing, empty) {
                (false, _) => format!("SET LOCAL qarau.{name} = '{value}';"),
                (true, Some(empty)) => format!("SET LOCAL qarau.{name} = {empty};"),
                (true, None) => String::new(),
            });
            let set: String = set.collect();
            let rows = db.read_unscoped(move |conn| {
                conn.batch_execute(&set)?;
                all_lines(conn)
            });
            let rows = rows.await.expect("lines").len();
            assert_eq!(rows, if missing == "nothing" { 39 } else { 0 }, "without {missing} ({empty:?})");
        }
    }
}

#[tokio::test]
async fn a_060_the_owner_sees_nothing_either_until_it_says_that_it_loads() {
    let Some(fixture) = on_server() else { return };
    let mut plain = fixture.url.pool(1).expect("a pool").get().expect("a connection");
    assert!(everything(&mut plain).expect("counts").iter().all(|(_, rows)| *rows == 0));
    assert!(plain.batch_execute("INSERT INTO names (id, ru) VALUES (99, 'x')").is_err());
    let found = LoaderDb::open(&fixture.url).expect("open").read(everything).await.expect("counts");
    assert!(found.contains(&("lines", 39)) && found.contains(&("names", 16)), "{found:?}");
}

#[tokio::test]
async fn a_060_saying_that_it_loads_opens_nothing_to_the_reader() {
    let Some(fixture) = on_server() else { return };
    let db = fixture.portal();
    let found = db.read_unscoped(|conn| {
        conn.batch_execute("SET LOCAL qarau.loading = 'on'")?;
        everything(conn)
    });
    assert!(found.await.expect("counts").iter().all(|(_, rows)| *rows == 0));
}

/// The transaction of a look is read-only, and so is the session; what the role may not do stays refused without both.
#[tokio::test]
async fn a_057_the_role_may_write_nothing_even_where_the_transaction_could() {
    let Some(fixture) = on_server() else { return };
    let mut reader = fixture.reader.pool(1).expect("a pool").get().expect("a connection");
    for statement in [
        "INSERT INTO names (id, ru) VALUES (99, 'x')",
        "UPDATE lines SET sumrg = 0",
        "DELETE FROM lines",
        "TRUNCATE lines",
        "DROP TABLE lines",
        "ALTER TABLE lines DISABLE ROW LEVEL SECURITY",
        "CREATE TABLE x (y int)",
        "CREATE TEMPORARY TABLE lines (x int)",
        "CREATE SCHEMA x",
        "COPY lines TO PROGRAM 'cat'",
        "SET ROLE qarau_test_owner",
    ] {
        let why = reader.batch_execute(statement).expect_err(statement).to_string();
        let known = ["permission denied", "must be"];
        assert!(known.iter().any(|words| why.contains(words)), "{statement}: {why}");
    }
}

/// What `open` says of a reader of the test's own, after somebody who may has run the statements; `%` is its role.
fn refusal(statements: &str) -> Option<String> {
    let fixture = on_server()?;
    let DatabaseUrl::Postgres(url) = &fixture.url else { return None };
    let (place, name) = url.rsplit_once('/').expect("a URL of a database");
    let role = name.replace("budget", "reader");
    let (_, host) = place.split_once('@').expect("a URL that names who signs in");
    let reader = DatabaseUrl::Postgres(format!("postgres://{role}@{host}/{name}"));
    let run = |statements: &str| fixture.database.run_unbound(&statements.replace('%', &role));
    run("CREATE ROLE % LOGIN");
    assert_eq!(admit_reader(&fixture.url, &reader).expect("admitted"), Some(role.clone()));
    assert!(BudgetDb::open(&reader).is_ok(), "before");
    run(statements);
    let opened = BudgetDb::open(&reader).map(|_| ());
    run("REASSIGN OWNED BY % TO qarau_test_owner; DROP OWNED BY %; DROP ROLE %");
    match opened {
        Err(StorageError::Unguarded(faults)) => Some(faults.replace(&role, "%")),
        Err(other) => panic!("{statements}: {other}"),
        Ok(()) => panic!("{statements}: nothing was said"),
    }
}

fn check(statements: &str, expect: &[&str]) {
    let Some(said) = refusal(statements) else { return };
    for expected in expect {
        assert!(said.contains(expected), "{statements}\n{said}\nlacks {expected}");
    }
}

#[test]
fn a_060_a_reader_that_is_more_than_a_reader_is_refused_with_what_mends_it() {
    check("ALTER ROLE % SUPERUSER", &["the role % is SUPERUSER: ALTER ROLE % NOSUPERUSER"]);
    check("ALTER ROLE % BYPASSRLS", &["the role % is BYPASSRLS: ALTER ROLE % NOBYPASSRLS"]);
    check("ALTER ROLE % CREATEROLE REPLICATION", &["NOCREATEROLE", "NOREPLICATION"]);
    check(
        "GRANT qarau_test_owner TO %",
        &["% is a member of qarau_test_owner: REVOKE qarau_test_owner FROM %"],
    );
    check("GRANT pg_write_all_data TO %", &["% is a member of pg_write_all_data"]);
}

#[test]
fn a_060_a_reader_that_owns_something_is_refused() {
    check("ALTER TABLE lines OWNER TO %", &["% owns lines: name a role in budget_reader_url"]);
    check(
        "DO $$ BEGIN EXECUTE 'ALTER DATABASE ' || current_database() || ' OWNER TO %'; END $$",
        &["% owns the database"],
    );
}

#[test]
fn a_060_a_reader_that_may_write_is_refused() {
    check("GRANT INSERT ON names TO PUBLIC", &["% may write names: REVOKE INSERT, UPDATE"]);
    check("GRANT UPDATE (sumrg) ON lines TO %", &["% may write lines"]);
    check("GRANT TRUNCATE ON lines TO %", &["% may write lines"]);
    check("GRANT CREATE ON SCHEMA public TO %", &["% may create in the schema public"]);
    check(
        "DO $$ BEGIN EXECUTE 'GRANT TEMPORARY ON DATABASE ' || current_database() || ' TO PUBLIC'; END $$",
        &["% may create in the database: REVOKE CREATE, TEMPORARY"],
    );
}

#[test]
fn a_060_a_table_that_shows_rows_without_a_scope_is_refused() {
    check("ALTER TABLE lines NO FORCE ROW LEVEL SECURITY", &["lines shows rows without a scope"]);
    check("ALTER TABLE lines DISABLE ROW LEVEL SECURITY", &["lines shows rows without a scope"]);
    check("CREATE TABLE later (x int); GRANT SELECT ON later TO %", &["later shows rows without a scope"]);
    check("CREATE VIEW every AS SELECT * FROM lines; GRANT SELECT ON every TO %", &["every shows rows"]);
    check(
        "CREATE POLICY wide ON lines USING (true)",
        &["the policy wide opens lines: DROP POLICY wide ON lines"],
    );
    check(
        "CREATE FUNCTION peep() RETURNS bigint SECURITY DEFINER LANGUAGE sql AS 'SELECT count(*) FROM lines'",
        &["% may call peep() with the rights of another"],
    );
    check(
        "GRANT SELECT ON reports TO %",
        &["% reads every column of reports: REVOKE SELECT ON reports FROM"],
    );
    check(
        "REVOKE SELECT ON lines FROM %",
        &["% cannot read lines: run qarau migrate, or GRANT SELECT ON lines TO %"],
    );
}

#[test]
fn a_060_the_loader_itself_is_no_reader() {
    let Some(fixture) = on_server() else { return };
    assert_eq!(admit_reader(&fixture.url, &fixture.url).expect("nothing to do"), None);
    assert!(matches!(BudgetDb::open(&fixture.url), Err(StorageError::Unguarded(_))));
}

#[test]
fn a_reader_without_a_role_is_told_to_make_one() {
    let Some(fixture) = on_server() else { return };
    let DatabaseUrl::Postgres(url) = &fixture.url else { return };
    let nobody = DatabaseUrl::Postgres(url.replace("qarau_test_owner@", "nobody_at_all@"));
    let why = admit_reader(&fixture.url, &nobody).expect_err("no such role").to_string();
    assert!(why.contains("CREATE ROLE"), "{why}");
}
