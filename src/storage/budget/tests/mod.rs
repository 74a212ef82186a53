//! The budget database on whichever backend the test run names: loading, versions, refusals, scopes.

mod controls;
mod extent;
mod guards;
mod names;
mod planning;
mod signs;
mod trees;

use chrono::{DateTime, Utc};
use diesel::connection::SimpleConnection;

use super::*;
use crate::domain::body::{Body, BodyKind, Seat};
use crate::domain::budget::{Line, Measures, Part, Path, Period, Report};
use crate::domain::grant::{Grant, Term};
use crate::domain::ids::{ApplicationId, BodyId, GrantId, PersonId};
use crate::domain::iin_bin::Bin;
use crate::domain::money::Tiyn;
use crate::domain::names::LocalName;
use crate::domain::region::{AdministratorCode, Kato};
use crate::domain::scope::{BudgetKey, LineKey, Scope};
use crate::domain::system::System;
use crate::domain::training::examples::trained;
use crate::storage::{Conn, DatabaseUrl, StorageError, test_database as database};

const REPUBLICAN: &str = "republican";
const AKMOLA: &str = "110000000";
const AKTOBE: &str = "150000000";

/// An empty budget database of the test's own.
struct Fixture {
    url: DatabaseUrl,
    /// For the portal's role.
    reader: DatabaseUrl,
    database: database::TestDatabase,
}

fn fixture() -> Fixture {
    let url = |text: &str| text.parse::<DatabaseUrl>().expect("a database");
    let reader = |text: &str| url(&database::reader_of(text));
    let database = database::TestDatabase::new("budget", |text| {
        migrate(&url(text)).expect("migrated");
        admit_reader(&url(text), &reader(text)).expect("admitted");
    });
    Fixture { url: url(database.url()), reader: reader(database.url()), database }
}

fn at() -> DateTime<Utc> {
    "2026-11-20T06:00:00Z".parse().expect("an instant")
}

fn budget(code: &str) -> BudgetKey {
    BudgetKey::parse(code).expect("a budget")
}

fn path(text: &str) -> Path {
    Path::parse(text).unwrap_or_else(|why| panic!("{text}: {why}"))
}

fn report(code: &str, period: &str, lines: &[(&str, i64)]) -> Report {
    let line = |(index, (text, executed)): (usize, &(&str, i64))| Line {
        path: path(text),
        name: Some(format!("Имя {text}")),
        measures: Measures { utv: Tiyn(1000), sumrg: Tiyn(*executed), ..Measures::default() },
        source_line: u64::try_from(index).expect("few lines") + 2,
    };
    let period = Period::parse(period).expect("a period");
    Report {
        budget: budget(code),
        period,
        part: Part::Main,
        lines: lines.iter().enumerate().map(line).collect(),
    }
}

/// Two administrators in two groups, and receipts, which belong to no administrator.
fn two_administrators(code: &str, period: &str) -> Report {
    let (own, other) = if code == REPUBLICAN { ("406", "217") } else { ("252", "253") };
    let line = |start: &str, code: &str| format!("{start}.{code}");
    report(
        code,
        period,
        &[
            ("1", 500),
            ("1.1", 500),
            ("1.1.1", 500),
            ("1.1.1.01", 500),
            ("1.1.1.01.1", 500),
            ("2", 30),
            ("2.01", 18),
            ("2.01.2", 18),
            (&line("2.01.2", own), 7),
            (&line("2.01.2", other), 11),
            ("2.03", 12),
            ("2.03.1", 12),
            (&line("2.03.1", own), 12),
        ],
    )
}

fn police_audit() -> Scope {
    scope(BodyKind::PoliceInternalAudit, Some(AKTOBE), None, System::Ac)
}

impl Fixture {
    fn load(&self, reports: &[Report]) {
        self.load_at(at(), reports);
    }

    fn load_at(&self, at: DateTime<Utc>, reports: &[Report]) {
        let done: Result<(), StorageError> = load(&self.url, Format::OpenBudget, at, |loading| {
            loading.source(&SourceFile { name: "a.csv".into(), sha256: "0".repeat(64), rows: 1 })?;
            reports.iter().try_for_each(|report| loading.report(report))
        });
        done.expect("loaded");
    }

    /// The portal's way.
    fn portal(&self) -> BudgetDb {
        BudgetDb::open(&self.reader).expect("open")
    }

    /// Reads as the portal does.
    async fn read_as<T: Send + 'static>(
        &self,
        scope: Scope,
        work: impl FnOnce(&mut Conn, &Scope) -> Result<T, StorageError> + Send + 'static,
    ) -> Result<T, StorageError> {
        self.portal().read_as(&scope, move |conn| work(conn, &scope)).await
    }

    /// Reads as those do who load.
    async fn read_all<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, StorageError> + Send + 'static,
    ) -> Result<T, StorageError> {
        LoaderDb::open(&self.url).expect("open").read(work).await
    }

    async fn executed(&self, scope: Scope, code: &str, period: &str, at: &str) -> Option<i64> {
        let (budget, path) = (budget(code), path(at));
        let period = Period::parse(period).expect("a period");
        let view = self.read_as(scope, move |conn, scope| {
            let Some(report) = published(conn, scope, &budget, period, Part::Main, Known::Now)? else {
                return Ok(None);
            };
            view(conn, scope, &report, Some(path))
        });
        view.await.expect("a view").and_then(|view| view.node).map(|node| node.measures.sumrg.0)
    }
}

fn scope(kind: BodyKind, region: Option<&str>, administrator: Option<&str>, system: System) -> Scope {
    let region = region.map(|code| Kato::parse(code).expect("a region"));
    let administrator = administrator.map(|code| AdministratorCode::parse(code).expect("a code"));
    let body = Body {
        id: BodyId(3),
        bin: Bin::from_certificate("050340001230").expect("twelve digits"),
        seat: Seat::new(kind, region, administrator).expect("a seat"),
        name: LocalName { kk: "Орган".into(), ru: "Орган".into(), en: "Body".into() },
        last_day: None,
    };
    let grant = Grant {
        id: GrantId(1),
        person: PersonId(2),
        body: body.id,
        system,
        application: ApplicationId(4),
        term: Term::year_from(at()),
        holds: Vec::new(),
        passes: trained(),
        body_last_day: None,
    };
    Scope::of(&body, &grant.state_at(at()).open().expect("open")).expect("a scope")
}

fn chamber() -> Scope {
    scope(BodyKind::SupremeAuditChamber, None, None, System::Ac)
}

#[test]
fn the_schema_goes_up_down_and_up() {
    let fixture = fixture();
    unmigrate(&fixture.url).expect("down");
    assert_ne!(migrate(&fixture.url).expect("up").0, 0);
    assert_eq!(migrate(&fixture.url).expect("up").0, 0);
}

#[tokio::test]
async fn r6_1_sees_stored_totals() {
    let fixture = fixture();
    fixture.load(&[two_administrators(REPUBLICAN, "2024-12"), two_administrators(AKMOLA, "2024-12")]);
    for (at, executed) in [("2", Some(30)), ("1.1", Some(500)), ("2.01.2.217", Some(11)), ("2.02", None)] {
        assert_eq!(fixture.executed(chamber(), REPUBLICAN, "2024-12", at).await, executed, "{at}");
    }
    assert_eq!(fixture.executed(chamber(), REPUBLICAN, "2024-11", "2").await, None, "not reported");
    let budgets = fixture.read_as(chamber(), budgets).await.expect("budgets");
    assert_eq!(budgets, [budget(REPUBLICAN), budget(AKMOLA)]);
}

#[tokio::test]
async fn r6_3_sees_totals_of_its_own_lines_and_nothing_else() {
    let fixture = fixture();
    fixture.load(&[two_administrators(REPUBLICAN, "2024-12"), two_administrators(AKMOLA, "2024-12")]);
    let own = || scope(BodyKind::CentralInternalAudit, None, Some("406"), System::Ac);
    let expect = [
        ("2", Some(19)),
        ("2.01", Some(7)),
        ("2.01.2", Some(7)),
        ("2.01.2.406", Some(7)),
        ("2.03", Some(12)),
        ("2.01.2.217", None),
        ("1", None),
        ("1.1.1.01.1", None),
    ];
    for (at, executed) in expect {
        assert_eq!(fixture.executed(own(), REPUBLICAN, "2024-12", at).await, executed, "{at}");
    }
    assert_eq!(fixture.executed(own(), AKMOLA, "2024-12", "2").await, None);
    let budgets = fixture.read_as(own(), budgets).await.expect("budgets");
    assert_eq!(budgets, [budget(REPUBLICAN)]);
}

#[tokio::test]
async fn r6_5_sees_the_police_of_its_oblast_and_no_other() {
    let fixture = fixture();
    fixture.load(&[two_administrators(AKMOLA, "2024-12"), two_administrators(AKTOBE, "2024-12")]);
    let own = || scope(BodyKind::PoliceInternalAudit, Some(AKMOLA), None, System::Ac);
    assert_eq!(fixture.executed(own(), AKMOLA, "2024-12", "2").await, Some(19));
    assert_eq!(fixture.executed(own(), AKTOBE, "2024-12", "2").await, None);
    assert_eq!(fixture.executed(own(), AKMOLA, "2024-12", "2.01.2.253").await, None);
    let budgets = fixture.read_as(own(), budgets).await.expect("budgets");
    assert_eq!(budgets, [budget(AKMOLA)]);
}

#[tokio::test]
async fn a_grant_for_planning_opens_no_execution() {
    let fixture = fixture();
    fixture.load(&[two_administrators(REPUBLICAN, "2024-12")]);
    let planning = || scope(BodyKind::SupremeAuditChamber, None, None, System::Sp);
    assert_eq!(fixture.executed(planning(), REPUBLICAN, "2024-12", "2").await, None);
    assert_eq!(fixture.read_as(planning(), budgets).await.expect("budgets"), []);
}

#[tokio::test]
async fn a_second_load_is_the_next_version_and_readers_see_it() {
    let fixture = fixture();
    fixture.load(&[report(REPUBLICAN, "2024-12", &[("2", 1)]), report(REPUBLICAN, "2024-11", &[("2", 5)])]);
    fixture.load(&[report(REPUBLICAN, "2024-12", &[("2", 2)])]);
    assert_eq!(fixture.executed(chamber(), REPUBLICAN, "2024-12", "2").await, Some(2));
    assert_eq!(fixture.executed(chamber(), REPUBLICAN, "2024-11", "2").await, Some(5));
    let months = fixture
        .read_as(chamber(), |conn, scope| months(conn, scope, &BudgetKey::Republican, Part::Main, Known::Now))
        .await
        .expect("months");
    let months: Vec<_> = months.iter().map(|m| (m.period.to_string(), m.version)).collect();
    assert_eq!(months, [("2024-11".to_owned(), 1), ("2024-12".to_owned(), 2)]);
    let held = fixture.read_all(holdings).await.expect("holdings");
    assert_eq!(held.iter().map(|holding| holding.report.version).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(fixture.read_all(loaded_files).await.expect("files").len(), 2);
}

#[tokio::test]
async fn a_load_that_fails_leaves_the_old_figures_serving() {
    let fixture = fixture();
    fixture.load(&[report(REPUBLICAN, "2024-12", &[("2", 1)])]);
    let failed: Result<(), StorageError> = load(&fixture.url, Format::OpenBudget, at(), |loading| {
        loading.source(&SourceFile { name: "b.csv".into(), sha256: "1".repeat(64), rows: 1 })?;
        loading.report(&report(REPUBLICAN, "2024-12", &[("2", 2)]))?;
        Err(StorageError::TooMuch)
    });
    assert!(failed.is_err());
    assert_eq!(fixture.executed(chamber(), REPUBLICAN, "2024-12", "2").await, Some(1));
    assert_eq!(fixture.read_all(loaded_files).await.expect("files").len(), 1);
}

#[test]
fn what_was_loaded_never_changes_even_for_the_loader() {
    let fixture = fixture();
    fixture.load(&[report(REPUBLICAN, "2024-12", &[("2", 1)])]);
    for table in ["loads", "sources", "names", "reports", "lines"] {
        let column = if table == "lines" { "report_id" } else { "id" };
        for statement in [format!("DELETE FROM {table}"), format!("UPDATE {table} SET {column} = 7")] {
            let mut conn = connecting::for_loading(&fixture.url).expect("a connection");
            let changed = conn.batch_execute(&statement);
            assert!(changed.is_err_and(|why| why.to_string().contains("never changes")), "{statement}");
        }
    }
}

#[test]
fn a_budget_database_that_is_not_there_is_said_so() {
    let nowhere = DatabaseUrl::Sqlite("/nowhere/budget.db".into());
    assert!(matches!(BudgetDb::open(&nowhere), Err(StorageError::Unavailable(_))));
}

#[tokio::test]
async fn a_page_can_be_asked_as_it_was_known() {
    let fixture = fixture();
    let load_at = |moment: &str, executed: i64| {
        let at = moment.parse().expect("an instant");
        let done: Result<(), StorageError> = load(&fixture.url, Format::OpenBudget, at, |loading| {
            loading.source(&SourceFile { name: "a.csv".into(), sha256: "0".repeat(64), rows: 1 })?;
            loading.report(&report(REPUBLICAN, "2024-12", &[("2", executed)]))
        });
        done.expect("loaded");
    };
    load_at("2025-01-20T06:00:00Z", 1);
    load_at("2025-03-10T06:00:00Z", 2);
    let versions = async |known: Known| {
        let months = fixture.read_as(chamber(), move |conn, scope| {
            months(conn, scope, &BudgetKey::Republican, Part::Main, known)
        });
        months.await.expect("months").iter().map(|month| month.version).collect::<Vec<_>>()
    };
    let by = |moment: &str| Known::By(moment.parse().expect("an instant"));
    assert_eq!(versions(Known::Now).await, [2]);
    assert_eq!(versions(by("2025-03-03T18:59:59Z")).await, [1]);
    assert_eq!(versions(by("2025-03-10T06:00:00Z")).await, [2]);
    assert_eq!(versions(by("2025-01-20T05:59:59Z")).await, [] as [i32; 0]);
}

#[tokio::test]
async fn what_a_killed_load_left_is_seen_by_nobody_and_swept_by_the_next() {
    let fixture = fixture();
    fixture.load(&[report(REPUBLICAN, "2024-12", &[("2", 1)])]);
    {
        let mut conn = connecting::for_loading(&fixture.url).expect("a connection");
        conn.batch_execute(
            "INSERT INTO loads (id, format, loaded_at) VALUES (2, 'package', '2026-11-20 06:00:00');
             INSERT INTO sources (id, load_id, name, sha256, row_count) SELECT 2, 2, 'b.csv', sha256, 1 FROM sources;
             INSERT INTO reports SELECT 2, 2, 2, budget, year, month, part, 2, 1, 1, 0, 0, 0 FROM reports;
             INSERT INTO lines SELECT 2, parent, path, administrator, is_leaf, 9, 9, 9, 9, 9, 9, 9, name_id, 1 FROM lines",
        )
        .expect("left behind");
    }
    assert_eq!(fixture.executed(chamber(), REPUBLICAN, "2024-12", "2").await, Some(1));
    fixture.load(&[report(REPUBLICAN, "2024-12", &[("2", 3)])]);
    assert_eq!(fixture.executed(chamber(), REPUBLICAN, "2024-12", "2").await, Some(3));
    let held = fixture.read_all(holdings).await.expect("holdings");
    assert_eq!(
        held.iter().map(|holding| (holding.report.version, holding.lines)).collect::<Vec<_>>(),
        [(2, 1)]
    );
}

#[test]
fn loads_take_turns() {
    let fixture = fixture();
    if matches!(fixture.url, DatabaseUrl::Postgres(_)) {
        // There the second waits for the first.
        return;
    }
    let outer: Result<(), StorageError> = load(&fixture.url, Format::OpenBudget, at(), |_| {
        let inner: Result<(), StorageError> = load(&fixture.url, Format::OpenBudget, at(), |_| Ok(()));
        assert!(matches!(inner, Err(StorageError::Unavailable(why)) if why.contains("another load")));
        Ok(())
    });
    outer.expect("loaded");
}
