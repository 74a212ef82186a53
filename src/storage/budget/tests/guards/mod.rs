//! What the database itself refuses and hides, on whichever backend the test run names: as if every check above it failed.

mod postgres;
mod sqlite;

use diesel::prelude::*;
use diesel::{sql_query, sql_types};

use super::names::{OKRUG, code, place};
use super::planning::two_spenders;
use super::trees::{down_to_specifics, large};
use super::*;
use crate::domain::budget::Stage;

fn loaded() -> Fixture {
    let fixture = fixture();
    let reports = [REPUBLICAN, AKMOLA, AKTOBE].map(|code| two_administrators(code, "2024-12"));
    fixture.load(&reports);
    fixture
}

fn central_audit() -> Scope {
    scope(BodyKind::CentralInternalAudit, None, Some("406"), System::Ac)
}

fn maslikhat() -> Scope {
    scope(BodyKind::Maslikhat, Some(AKMOLA), None, System::Ac)
}

fn planning() -> Scope {
    scope(BodyKind::SupremeAuditChamber, None, None, System::Sp)
}

#[derive(QueryableByName)]
struct Rows {
    #[diesel(sql_type = sql_types::BigInt)]
    rows: i64,
}

/// Rows of each table that a query without any condition finds.
fn everything(conn: &mut Conn) -> Result<Vec<(&'static str, i64)>, StorageError> {
    let count = |(table, _): &(&'static str, guarded::Guard)| {
        let rows = sql_query(format!("SELECT count(*) AS rows FROM {table}")).get_result::<Rows>(conn)?;
        Ok((*table, rows.rows))
    };
    guarded::TABLES.iter().map(count).collect()
}

/// Budget and administrator of every line that Diesel finds, in order: a cached statement without any condition.
fn all_lines(conn: &mut Conn) -> Result<Vec<(String, Option<i16>)>, StorageError> {
    use schema::{lines, reports};
    let query = lines::table.inner_join(reports::table).select((reports::budget, lines::administrator));
    Ok(query.order((reports::budget, lines::path)).load(conn)?)
}

async fn seen(db: &BudgetDb, scope: &Scope) -> Vec<(String, Option<i16>)> {
    db.read_as(scope, all_lines).await.expect("lines")
}

fn assert_only(seen: &[(String, Option<i16>)], rows: usize, budget: &str, administrator: Option<i16>) {
    assert_eq!(seen.len(), rows, "{seen:?}");
    for (of, by) in seen {
        assert_eq!(of, budget);
        assert!(administrator.is_none() || *by == administrator, "{by:?}");
    }
}

#[tokio::test]
async fn a_060_without_a_scope_no_table_shows_a_row() {
    let fixture = loaded();
    fixture.load(&[large(AKMOLA)]);
    fixture.load(&[down_to_specifics(), report(AKTOBE, "2024-11", &[("2.01.2.252", 1_000_000_000)])]);
    fixture.load_plans("2026-10-01T06:00:00Z", &[two_spenders(AKMOLA, Stage::Draft)]);
    fixture.load_names("2026-10-01T06:00:00Z", &[place(OKRUG, "Округ"), code("2.01.2.252.001", "Программа")]);
    let found = fixture.portal().read_unscoped(everything).await.expect("counts");
    assert_eq!(found.len(), guarded::TABLES.len());
    assert!(found.iter().all(|(_, rows)| *rows == 0), "{found:?}");
    let found = fixture.portal().read_as(&chamber(), everything).await.expect("counts");
    assert!(found.iter().all(|(table, rows)| (*rows > 0) != table.starts_with("plan")), "{found:?}");
    let found = fixture.portal().read_as(&planning(), everything).await.expect("counts");
    let shown: Vec<_> = found.into_iter().filter(|(_, rows)| *rows > 0).map(|(table, _)| table).collect();
    assert_eq!(
        shown,
        ["plans", "plan_lines", "plan_administrators", "given_names", "loads", "publications", "names"]
    );
}

#[tokio::test]
async fn a_060_what_is_told_without_a_scope_tells_of_no_budget() {
    let fixture = loaded();
    fixture.load_plans("2026-10-01T06:00:00Z", &[two_spenders(AKMOLA, Stage::Draft)]);
    let db = fixture.portal();
    let found = db.read_with(scoping::Sight::Loads, everything).await.expect("counts");
    let shown: Vec<_> = found.into_iter().filter(|(_, rows)| *rows > 0).map(|(table, _)| table).collect();
    assert_eq!(shown, ["loads", "publications", "names"]);
    let loads = db.loads().await.expect("loads");
    assert_eq!(loads.iter().map(|loads| loads.published).sum::<i64>(), 2);
    db.verify().await.expect("guarded");
}

#[tokio::test]
async fn a_060_the_database_shows_what_the_scope_holds_and_no_row_more() {
    let fixture = loaded();
    let db = fixture.portal();
    assert_eq!(seen(&db, &chamber()).await.len(), 39);
    assert_only(&seen(&db, &maslikhat()).await, 13, AKMOLA, None);
    assert_only(&seen(&db, &central_audit()).await, 2, REPUBLICAN, Some(406));
    assert_only(&seen(&db, &police_audit()).await, 2, AKTOBE, Some(252));
    assert_eq!(seen(&db, &planning()).await, []);
    let planning = planning();
    let sources = db.read_as(&planning, |conn| {
        Ok::<_, StorageError>(schema::sources::table.count().get_result::<i64>(conn)?)
    });
    assert_eq!(sources.await.expect("a count"), 0, "not even that something was loaded");
}

#[derive(Clone, Debug, PartialEq, QueryableByName)]
struct Keyed {
    #[diesel(sql_type = sql_types::Text)]
    budget: String,
    #[diesel(sql_type = sql_types::Nullable<sql_types::SmallInt>)]
    administrator: Option<i16>,
}

/// The keys of all lines of execution, or of planning.
fn keys(conn: &mut Conn, system: System) -> Result<Vec<Keyed>, StorageError> {
    Ok(sql_query(match system {
        System::Ac => {
            "SELECT budget, administrator FROM lines JOIN reports ON id = report_id ORDER BY budget, path"
        }
        System::Sp => {
            "SELECT budget, administrator FROM plan_lines JOIN plans ON id = plan_id ORDER BY budget, path"
        }
    })
    .load(conn)?)
}

/// The conditions of the database say in ranges of codes what the domain says in rules: nothing may fall between.
#[tokio::test]
async fn a_060_the_database_agrees_with_the_domain_on_every_row() {
    let fixture = fixture();
    let places =
        [AKMOLA, "113200000", "113220101", AKTOBE, "103220000", "710000000", "711110000", "750000000"];
    let budgets: Vec<&str> = [REPUBLICAN, "state", "local"].into_iter().chain(places).collect();
    let police = |code: &str| if code.starts_with('7') { "2.03.1.352" } else { "2.03.1.252" };
    let lines = |code: &&str| {
        report(code, "2024-12", &[("1", 1), ("2.03.1", 1), (police(code), 1), ("2.03.1.406", 1)])
    };
    fixture.load(&budgets.iter().map(lines).collect::<Vec<_>>());
    let plans = |code: &&str| {
        planning::plan(code, Stage::Draft, &[("1.1.1.01.1", 1), (police(code), 1), ("2.03.1.406", 1)])
    };
    fixture.load_plans("2026-11-20T06:00:00Z", &budgets.iter().map(plans).collect::<Vec<_>>());
    let bodies = [
        (BodyKind::HighestRepresentative, None, None),
        (BodyKind::CentralInternalAudit, None, Some("406")),
        (BodyKind::CentralInternalAudit, None, Some("217")),
    ]
    .into_iter()
    .chain(places.map(|place| (BodyKind::Maslikhat, Some(place), None)))
    .chain([AKMOLA, AKTOBE, "710000000"].map(|place| (BodyKind::PoliceInternalAudit, Some(place), None)));
    let db = fixture.portal();
    for system in System::ALL {
        let all = fixture.read_all(move |conn| keys(conn, system)).await.expect("keys");
        assert!(all.len() >= 4 * budgets.len());
        for (kind, region, administrator) in bodies.clone() {
            for asking in System::ALL {
                let scope = scope(kind, region, administrator, asking);
                let inside = |row: &&Keyed| {
                    let number = row.administrator.map(|number| u16::try_from(number).expect("three digits"));
                    let administrator = number.and_then(AdministratorCode::from_number);
                    scope.contains(&LineKey { system, budget: budget(&row.budget), administrator })
                };
                let expect: Vec<_> = all.iter().filter(inside).cloned().collect();
                let found = db.read_as(&scope, move |conn| keys(conn, system)).await.expect("keys");
                assert_eq!(
                    found, expect,
                    "{kind:?} {region:?} {administrator:?} of {asking:?} in {system:?}"
                );
            }
        }
    }
}

/// A table that is forgotten cannot be read; this says so before a page does.
#[tokio::test]
async fn every_table_has_its_guard() {
    let fixture = fixture();
    #[derive(QueryableByName)]
    struct Table {
        #[diesel(sql_type = sql_types::Text)]
        name: String,
    }
    let tables = fixture.read_all(|conn| {
        let listed = match conn {
            Conn::Postgres(_) => {
                "SELECT tablename::text AS name FROM pg_tables WHERE schemaname = current_schema()"
            }
            Conn::Sqlite(_) => {
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            }
        };
        Ok(sql_query(listed).load::<Table>(conn)?)
    });
    for Table { name } in tables.await.expect("tables") {
        let guarded = guarded::is_table(&name) || name == "__diesel_schema_migrations";
        assert!(guarded, "{name}: guarded.rs and the migration row_security");
    }
}

/// Totals and counts of whole reports are for those who load: a scope of one administrator would learn of the others.
#[tokio::test]
async fn a_060_totals_of_whole_reports_are_out_of_reach() {
    let fixture = loaded();
    let db = fixture.portal();
    for column in
        ["line_count", "leaf_count", "difference_count", "receipts_executed", "expenditure_executed"]
    {
        let query = format!("SELECT count({column}) AS rows FROM reports");
        let count = move |conn: &mut Conn| Ok(sql_query(query).get_result::<Rows>(conn)?.rows);
        let why: StorageError = db.read_as(&chamber(), count).await.expect_err(column);
        let why = why.to_string();
        assert!(why.contains("no such column") || why.contains("permission denied"), "{column}: {why}");
    }
}

/// What was rolled up over all lines of a report is for whom may see all of them.
#[tokio::test]
async fn a_060_what_was_rolled_up_from_a_whole_report_is_not_shown_to_who_sees_a_part() {
    let fixture = fixture();
    fixture.load(&[large(AKTOBE)]);
    let db = fixture.portal();
    let rows =
        |conn: &mut Conn| Ok::<_, StorageError>(schema::large_places::table.count().get_result::<i64>(conn)?);
    for (scope, expect) in [(chamber(), 5), (police_audit(), 0), (maslikhat(), 0), (planning(), 0)] {
        assert_eq!(db.read_as(&scope, rows).await.expect("a count"), expect, "{scope:?}");
    }
}

/// `security.md` §4: what is allowed is decided when a statement is prepared, so one that was prepared for somebody else
/// must not bring their rows. Diesel keeps the statement of `all_lines`.
#[tokio::test]
async fn a_060_a_cached_statement_shows_the_rows_of_the_scope_of_the_moment() {
    let fixture = loaded();
    let db = BudgetDb::with_connections(&fixture.reader, 1).expect("open");
    for _ in 0..3 {
        assert_eq!(seen(&db, &chamber()).await.len(), 39);
        assert_eq!(db.read_unscoped(all_lines).await.expect("lines"), []);
        assert_only(&seen(&db, &maslikhat()).await, 13, AKMOLA, None);
        assert_only(&seen(&db, &police_audit()).await, 2, AKTOBE, Some(252));
    }
}

#[tokio::test]
async fn a_060_the_next_user_of_a_connection_sees_nothing_after_an_error_or_a_panic() {
    let fixture = loaded();
    let db = BudgetDb::with_connections(&fixture.reader, 1).expect("open");
    let failed = db.read_as(&chamber(), |_| Err::<(), _>(StorageError::TooMuch)).await;
    assert!(matches!(failed, Err(StorageError::TooMuch)));
    assert_eq!(db.read_unscoped(all_lines).await.expect("lines"), []);
    let (panicking, whole) = (db.clone(), chamber());
    let panicked = tokio::spawn(async move {
        panicking.read_as(&whole, |_| -> Result<(), StorageError> { panic!("in the middle of a read") }).await
    });
    assert!(panicked.await.is_err_and(|stopped| stopped.is_panic()));
    // The same thread of the pool of threads and the same connection serve again.
    for _ in 0..20 {
        assert_eq!(db.read_unscoped(all_lines).await.expect("lines"), []);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_060_scopes_side_by_side_do_not_mix() {
    let fixture = loaded();
    let db = fixture.portal();
    let look = |scope: Scope, rows: usize| {
        let db = db.clone();
        tokio::spawn(async move {
            for _ in 0..25 {
                assert_eq!(seen(&db, &scope).await.len(), rows);
            }
        })
    };
    let looks = [look(chamber(), 39), look(maslikhat(), 13), look(police_audit(), 2), look(planning(), 0)];
    for looking in looks {
        looking.await.expect("its own rows alone");
    }
}

#[tokio::test]
async fn a_057_the_database_refuses_every_write_of_the_portal() {
    let fixture = loaded();
    let db = fixture.portal();
    for statement in [
        "INSERT INTO names (id, ru) VALUES (99, 'x')",
        "UPDATE lines SET sumrg = 0",
        "DELETE FROM lines",
        "DROP TABLE lines",
        "ALTER TABLE lines ADD COLUMN x INT",
        "CREATE TABLE x (y INT)",
        "CREATE TEMPORARY TABLE x (y INT)",
        "CREATE VIEW x AS SELECT 1",
        "CREATE INDEX x ON lines (path)",
        "WITH gone AS (SELECT 1) DELETE FROM names",
    ] {
        for scope in [Some(chamber()), None] {
            let write = move |conn: &mut Conn| Ok::<_, StorageError>(conn.batch_execute(statement)?);
            let wrote = match scope {
                Some(scope) => db.read_as(&scope, write).await,
                None => db.read_unscoped(write).await,
            };
            assert!(wrote.is_err(), "{statement}");
        }
    }
    assert_eq!(seen(&db, &chamber()).await.len(), 39);
    assert_eq!(fixture.executed(chamber(), REPUBLICAN, "2024-12", "2").await, Some(30));
}
