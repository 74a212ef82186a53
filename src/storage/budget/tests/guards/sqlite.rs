//! SQLite: what the authorizer refuses, and that the views before the tables cost no scan. Nothing to try on PostgreSQL.

use super::*;

fn in_a_file() -> Option<(Fixture, BudgetDb)> {
    let fixture = loaded();
    let db = fixture.portal();
    matches!(fixture.url, DatabaseUrl::Sqlite(_)).then_some((fixture, db))
}

/// Runs statements under the widest scope; the error where they were refused.
async fn refused(db: &BudgetDb, statement: &'static str) -> Option<String> {
    let done =
        db.read_as(&chamber(), move |conn| Ok::<_, StorageError>(conn.batch_execute(statement)?)).await;
    done.err().map(|error| error.to_string())
}

#[tokio::test]
async fn a_057_no_statement_opens_a_door_past_the_authorizer() {
    let Some((fixture, db)) = in_a_file() else { return };
    for statement in [
        "ATTACH 'budget.db' AS again",
        "ATTACH ':memory:' AS again",
        "DETACH main",
        "PRAGMA query_only = OFF",
        "PRAGMA writable_schema = ON",
        "PRAGMA trusted_schema = ON",
        "PRAGMA table_info(lines)",
        "SELECT * FROM pragma_table_info('lines')",
        "VACUUM",
        "VACUUM INTO 'copy.db'",
        "ANALYZE",
        "REINDEX",
        "SAVEPOINT here",
        "CREATE TEMP VIEW lines AS SELECT 1",
        "CREATE TEMP TRIGGER t INSTEAD OF INSERT ON lines BEGIN SELECT 1; END",
        "DROP VIEW temp.lines",
        "CREATE VIRTUAL TABLE temp.x USING fts5(y)",
        "SELECT load_extension('x')",
        "SELECT diesel_manage_updated_at('lines')",
        "SELECT sqlite_version()",
        "SELECT * FROM json_each('[1]')",
        "SELECT * FROM dbstat",
    ] {
        let why = refused(&db, statement).await.unwrap_or_else(|| panic!("{statement}: nobody refused"));
        let known = ["not authorized", "prohibited", "too many attached", "within a transaction", "no such"];
        assert!(known.iter().any(|words| why.contains(words)), "{statement}: {why}");
    }
    assert_eq!(fixture.executed(chamber(), REPUBLICAN, "2024-12", "2").await, Some(30));
}

#[tokio::test]
async fn a_060_a_table_is_not_read_past_its_view() {
    let Some((_fixture, db)) = in_a_file() else { return };
    for statement in [
        "SELECT * FROM main.lines",
        "SELECT count(*) FROM main.lines",
        "SELECT 1 FROM main.lines",
        "SELECT rowid FROM main.reports",
        "SELECT (SELECT sum(sumrg) FROM main.lines) FROM lines",
        "SELECT * FROM lines WHERE EXISTS (SELECT 1 FROM main.lines)",
        "SELECT * FROM (SELECT * FROM main.lines) AS lines",
        // SQLite calls such a query by its own name when it asks the authorizer.
        "WITH lines AS (SELECT * FROM main.lines) SELECT * FROM lines",
        "WITH RECURSIVE lines (x) AS (SELECT sumrg FROM main.lines UNION SELECT x FROM lines) SELECT * FROM lines",
        "SELECT * FROM sqlite_schema",
        "SELECT * FROM sqlite_temp_schema",
        "SELECT name FROM main.sqlite_master",
    ] {
        let why = refused(&db, statement).await.unwrap_or_else(|| panic!("{statement}: nobody refused"));
        assert!(why.contains("prohibited") || why.contains("not authorized"), "{statement}: {why}");
    }
    assert_eq!(refused(&db, "WITH mine AS (SELECT * FROM lines) SELECT sum(sumrg) FROM mine").await, None);
}

#[derive(QueryableByName)]
struct Plan {
    #[diesel(sql_type = sql_types::Text)]
    detail: String,
}

async fn plan(db: &BudgetDb, query: &'static str) -> Vec<String> {
    let whole = chamber();
    let rows = db.read_as(&whole, move |conn| {
        Ok::<_, StorageError>(sql_query(format!("EXPLAIN QUERY PLAN {query}")).load::<Plan>(conn)?)
    });
    rows.await.expect("a plan").into_iter().map(|row| row.detail).collect()
}

#[tokio::test]
async fn the_views_are_seen_through_and_rows_are_found_by_their_keys() {
    let Some((_fixture, db)) = in_a_file() else { return };
    for (query, key) in [
        ("SELECT path, sumrg FROM lines WHERE report_id = 1 AND parent = 2", "report_id=? AND parent=?"),
        ("SELECT ru FROM lines JOIN names ON id = name_id WHERE report_id = 1 AND parent = 0", "(id=?)"),
        ("SELECT sumrg FROM lines WHERE report_id = 1 AND parent = 2 AND path = 3", "AND path=?"),
        ("SELECT sumrg FROM lines WHERE report_id IN (1, 2, 3) AND parent = 2 AND path = 3", "AND path=?"),
        ("SELECT composition FROM compositions WHERE report_id = 1 AND path = 3", "report_id=? AND path=?"),
        (
            "SELECT sumrg FROM administrators WHERE report_id IN (1, 2) AND administrator = 406",
            "report_id=? AND administrator=?",
        ),
        (
            "SELECT version FROM reports JOIN loads ON loads.id = load_id JOIN publications USING (load_id)
             WHERE budget = 'republican' AND part = 'main' ORDER BY year, month, version",
            "budget=?",
        ),
        ("SELECT budget FROM budget_administrators WHERE administrator = 406", "administrator=?"),
        ("SELECT name FROM sources WHERE id = 1", "source_id=?"),
        (
            "SELECT ru FROM given_names JOIN loads ON loads.id = load_id JOIN publications USING (load_id)
             WHERE bearer IN (113230000, 113232000) ORDER BY load_id",
            "bearer=?",
        ),
    ] {
        let plan = plan(&db, query).await;
        assert!(plan.iter().any(|line| line.contains(key)), "{query}: {plan:#?}");
        assert!(
            !plan.iter().any(|line| (line.starts_with("SCAN") && line != "SCAN CONSTANT ROW")
                || line.contains("MATERIALIZE")),
            "{query}: {plan:#?}"
        );
    }
}
