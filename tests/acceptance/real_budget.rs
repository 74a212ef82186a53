//! Every row of every real file is in the database, equal to the tiyn: trees, summaries, investments.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::known;
use qarau::domain::body::{Body, BodyKind, Seat};
use qarau::domain::budget::{Measure, Path};
use qarau::domain::grant::{Grant, Term};
use qarau::domain::ids::{ApplicationId, BodyId, GrantId, PersonId};
use qarau::domain::iin_bin::Bin;
use qarau::domain::names::LocalName;
use qarau::domain::scope::Scope;
use qarau::domain::system::System;
use qarau::domain::training::Pass;
use qarau::gateways::open_budget::{Contents, contents_of_file};
use qarau::services::budget_loading::{execute, plan};
use qarau::storage::budget::{BudgetDb, Known, Published, View, months, view};
use qarau::storage::{Conn, DatabaseUrl, StorageError};

const FOLDER: &str = "../shared/data/budget-gov-kz";

/// All files; nothing, and said aloud, where the real data are not here.
fn files() -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(FOLDER) else {
        eprintln!("SKIPPED: {FOLDER} is not here, so the real exports were not tried");
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut files: Vec<PathBuf> = paths.filter(|path| contents_of_file(&name(path)).is_some()).collect();
    files.sort();
    files
}

fn name(path: &std::path::Path) -> String {
    path.file_name().expect("a name").to_string_lossy().into_owned()
}

pub fn whole_republic() -> Scope {
    let body = Body {
        id: BodyId(1),
        bin: Bin::from_certificate("050340001230").expect("twelve digits"),
        seat: Seat::new(BodyKind::SupremeAuditChamber, None, None).expect("a seat"),
        name: LocalName { kk: "Палата".into(), ru: "Палата".into(), en: "Chamber".into() },
        last_day: None,
    };
    let at = "2026-11-20T06:00:00Z".parse().expect("an instant");
    let (person, application) = (PersonId(1), ApplicationId(1));
    let (system, term) = (System::Ac, Term::year_from(at));
    let opens_at = term.opens_at();
    let pass = Pass { systems: [system].into(), held_on: opens_at.date_naive(), from: opens_at, until: None };
    let (holds, passes) = (Vec::new(), vec![pass]);
    let grant = Grant {
        id: GrantId(1),
        person,
        body: body.id,
        system,
        application,
        term,
        holds,
        passes,
        body_last_day: None,
    };
    Scope::of(&body, &grant.state_at(at).open().expect("open")).expect("a scope")
}

/// Month, names from the section down, the seven figures in tiyn.
type Row = (String, Vec<String>, [i64; 7]);

/// Thousand tenge to tiyn, independently of the program: five decimals, rounded.
fn tiyn(text: &str) -> i64 {
    let (whole, fraction) = text.split_once('.').expect("a decimal point");
    let digits: String = fraction.chars().chain("000000".chars()).take(6).collect();
    let magnitude: i64 = format!("{}{digits}", whole.trim_start_matches('-')).parse().expect("digits");
    let rounded = (magnitude + 5) / 10;
    if whole.starts_with('-') { -rounded } else { rounded }
}

fn folded(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    name.replace("Hал", "Нал").replace("републиканского", "республиканского")
}

fn rows_of_file(path: &std::path::Path) -> Vec<Row> {
    let text = std::fs::read_to_string(path).expect("a readable file");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(text.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let column = |name: &str| header.iter().position(|column| column == name).expect("a column");
    let (id, month, label) = (column("id"), column("month"), column("name"));
    let parent = header.iter().position(|column| column == "parent_id");
    let figures = Measure::ALL.map(|measure| column(measure.code()));
    let mut names: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.expect("a row");
        let month = record[month].to_owned();
        let mut trail = match parent {
            Some(parent) => {
                let above = record[parent].strip_suffix(".0").unwrap_or_default().to_owned();
                names.get(&(month.clone(), above)).cloned().unwrap_or_default()
            }
            None if &record[label] == "Итого" => Vec::new(),
            None => vec!["Итого".to_owned()],
        };
        trail.push(folded(&record[label]));
        names.insert((month.clone(), record[id].to_owned()), trail.clone());
        let (number, year) = month.split_once('.').expect("a month");
        rows.push((format!("{year}-{number}"), trail, figures.map(|column| tiyn(&record[column]))));
    }
    rows.sort();
    rows
}

fn rows_of_database(conn: &mut Conn, scope: &Scope, contents: Contents) -> Result<Vec<Row>, StorageError> {
    let mut rows = Vec::new();
    for report in months(conn, scope, &contents.budget, contents.part, Known::Now)? {
        descend(conn, scope, &report, None, &[], &mut rows)?;
    }
    rows.sort();
    Ok(rows)
}

fn descend(
    conn: &mut Conn,
    scope: &Scope,
    report: &Published,
    path: Option<Path>,
    above: &[String],
    rows: &mut Vec<Row>,
) -> Result<(), StorageError> {
    let View { children, .. } = view(conn, scope, report, path)?.expect("a line that was just seen");
    for child in children {
        let trail = [above, &[child.name.clone().unwrap_or_default()]].concat();
        let figures = Measure::ALL.map(|measure| child.measures.get(measure).0);
        rows.push((report.period.to_string(), trail.clone(), figures));
        if !child.is_leaf {
            descend(conn, scope, report, Some(child.path), &trail, rows)?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn every_row_of_every_real_file_is_in_the_database_to_the_tiyn() {
    let files = files();
    if files.is_empty() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let url = DatabaseUrl::Sqlite(folder.path().join("budget.db"));
    let plan = plan(&files, &mut |_| ()).unwrap_or_else(|faulty| panic!("{faulty:?}"));
    let at = "2026-11-20T06:00:00Z".parse().expect("an instant");
    let loaded = execute(&url, &plan, at, &mut |_| ()).expect("loaded");
    eprintln!("{} files, {} budget months, {} rows", loaded.files, loaded.reports, loaded.rows);
    let db = BudgetDb::open(&url).expect("open");
    let mut compared = 0;
    for file in &files {
        let expect = rows_of_file(file);
        let contents = contents_of_file(&name(file)).expect("known");
        let rows = db
            .read_as(&whole_republic(), move |conn| rows_of_database(conn, &whole_republic(), contents))
            .await
            .expect("rows");
        assert_eq!(rows.len(), expect.len(), "{}", file.display());
        for (row, expect) in rows.iter().zip(&expect) {
            assert_eq!(row, expect, "{}", file.display());
        }
        compared += u64::try_from(rows.len()).expect("few rows");
    }
    assert_eq!(compared, loaded.rows);
    known::totals_stand(&db).await;
    known::summaries_are_compared(&db).await;
}
