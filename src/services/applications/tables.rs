//! Employees from a table: read and kept, checked, corrected, and taken only when somebody says so.

use chrono::{DateTime, Utc};

use super::remarking::{self, Remarks};
use super::{Outcome, load, rule};
use crate::domain::access::{Permit, Write};
use crate::domain::application::table::{NotATable, Row, Table};
use crate::domain::application::{Application, NotWritable};
use crate::domain::ids::ApplicationId;
use crate::domain::iin_bin::Iin;
use crate::domain::journal::Event;
use crate::gateways::spreadsheet::{self, Sheet};
use crate::services::sessions::SignedIn;
use crate::storage::{Db, Failure, Tx, applications, employee_tables};

pub use crate::gateways::spreadsheet::{BYTES, FileFormat, NotRead, NotWritten};

/// A table as somebody gives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Pasted.
    Text(String),
    /// A file.
    File(Vec<u8>),
}

/// Why a table is not kept, corrected or taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableRefusal {
    /// The application is not a draft, nor returned for correction.
    #[error(transparent)]
    NotWritable(#[from] NotWritable),
    /// It can't be read.
    #[error(transparent)]
    NotRead(#[from] NotRead),
    /// It is no table of employees.
    #[error(transparent)]
    NotATable(#[from] NotATable),
    /// No table waits: it was taken or thrown away.
    #[error("no table waits")]
    Gone,
    /// Another table waits, or this one was corrected meanwhile.
    #[error("the table has changed since it was shown")]
    Stale,
}

/// What came of taking a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// So many employees were added.
    pub added: usize,
    /// So many rows wait for correction.
    pub left: usize,
}

impl Given {
    fn cells(self) -> Result<Vec<Vec<String>>, NotRead> {
        match self {
            Given::Text(text) => spreadsheet::read_text(&text),
            Given::File(bytes) => spreadsheet::read_file(&bytes),
        }
    }
}

/// What a form had before it when it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sight {
    /// The version of the table.
    pub version: String,
    /// The numbers of the rows that stood in the form.
    pub rows: Vec<u32>,
}

/// An empty table with the headings of the annex, to be filled in by a spreadsheet program.
pub fn template(
    format: FileFormat,
    name: String,
    caption: String,
    headings: Vec<String>,
    at: DateTime<Utc>,
) -> Result<Vec<u8>, NotWritten> {
    let table = spreadsheet::Table { caption, columns: headings, rows: Vec::new() };
    let sheet = Sheet { name, about: Vec::new(), tables: vec![table] };
    match format {
        FileFormat::Csv => spreadsheet::csv(&sheet),
        FileFormat::Xlsx => spreadsheet::xlsx(&sheet, at),
    }
}

/// Rows as text to be corrected: headings, then each row after its number, with tabs between the cells.
pub fn as_text<'a>(headings: &[String], rows: impl Iterator<Item = &'a Row>) -> String {
    let cell = |text: &str| match text.contains(['"', '\t', '\n', '\r']) {
        true => format!("\"{}\"", text.replace('"', "\"\"")),
        false => text.to_owned(),
    };
    let mut lines = vec![format!("№\t{}", headings.join("\t"))];
    for row in rows {
        let cells: Vec<String> = row.cells.0.iter().map(|text| cell(text)).collect();
        lines.push(format!("{}\t{}", row.number, cells.join("\t")));
    }
    lines.join("\n")
}

type Changing<'a, 'b> = (&'a mut Tx<'b>, &'a Application, &'a Permit<Write>);

/// Reads a table and keeps it for checking; one that waited before gives way.
pub async fn keep(
    db: &Db,
    who: &SignedIn,
    id: ApplicationId,
    given: Given,
    at: DateTime<Utc>,
) -> Outcome<(), TableRefusal> {
    let actor = who.actor.clone();
    let read = db.read(move |conn| {
        let (application, _permit) = load(conn, &actor, Write, id)?;
        application.check_writable().map_err(rule)?;
        let sheet = given.cells().map_err(rule)?;
        Table::read(&sheet).map_err(rule::<_, TableRefusal>)
    });
    let table = read.await?;
    change(db, who, id, at, move |(tx, application, permit)| put(tx, application, permit, &table)).await
}

/// The table of an application that waits to be taken, with what is said of the people in it.
pub async fn find(
    db: &Db,
    who: &SignedIn,
    id: ApplicationId,
    at: DateTime<Utc>,
) -> Outcome<Option<(Table, Remarks)>, TableRefusal> {
    let actor = who.actor.clone();
    db.read(move |conn| {
        let (application, _permit) = load(conn, &actor, Write, id)?;
        let Some(table) = employee_tables::find(conn, id)? else { return Ok::<_, Failure<_>>(None) };
        let people: Vec<Iin> =
            table.check(&application).into_iter().filter_map(|row| Some(row.read.ok()?.iin)).collect();
        let remarks = remarking::on(conn, &application, people.iter(), at)?;
        Ok(Some((table, remarks)))
    })
    .await
}

/// Puts corrected rows, as text, in the place of those that were shown.
pub async fn correct(
    db: &Db,
    who: &SignedIn,
    id: ApplicationId,
    shown: Sight,
    rows: String,
    at: DateTime<Utc>,
) -> Outcome<(), TableRefusal> {
    let sheet = Given::Text(rows).cells().map_err(rule)?;
    let rows = Table::read_again(&sheet).map_err(rule)?;
    change(db, who, id, at, move |(tx, application, permit)| {
        let waiting = waiting(tx, id, &shown)?;
        let table = waiting.corrected(&shown.rows, rows.clone()).map_err(rule)?;
        put(tx, application, permit, &table)
    })
    .await
}

/// Takes every row that is right; the others stay for correction.
pub async fn take(
    db: &Db,
    who: &SignedIn,
    id: ApplicationId,
    shown: Sight,
    at: DateTime<Utc>,
) -> Outcome<Taken, TableRefusal> {
    change(db, who, id, at, move |(tx, application, permit)| {
        let table = waiting(tx, id, &shown)?;
        let mut added = 0;
        let mut left = Vec::new();
        for checked in table.check(application) {
            match checked.read {
                Ok(employee) => {
                    applications::add_line(tx, id, &employee)?;
                    added += 1;
                }
                Err(_) => left.push(checked.row.clone()),
            }
        }
        let taken = Taken { added, left: left.len() };
        match left.is_empty() {
            true => employee_tables::remove(tx, id)?,
            false => employee_tables::put(tx, id, permit.by(), &Table { rows: left, ..table })?,
        }
        Ok((taken, Event::EmployeesAdded { application: id, employees: added as i64 }))
    })
    .await
}

/// Throws the table away.
pub async fn drop(
    db: &Db,
    who: &SignedIn,
    id: ApplicationId,
    at: DateTime<Utc>,
) -> Outcome<(), TableRefusal> {
    change(db, who, id, at, move |(tx, _application, _permit)| {
        employee_tables::find(tx.conn(), id)?.ok_or_else(|| rule(TableRefusal::Gone))?;
        employee_tables::remove(tx, id)?;
        Ok(((), Event::EmployeeTableDropped { application: id }))
    })
    .await
}

/// The table that waits, where it is still the one that was shown.
fn waiting(tx: &mut Tx<'_>, id: ApplicationId, shown: &Sight) -> Outcome<Table, TableRefusal> {
    let table = employee_tables::find(tx.conn(), id)?.ok_or_else(|| rule(TableRefusal::Gone))?;
    if table.version() == shown.version { Ok(table) } else { Err(rule(TableRefusal::Stale)) }
}

fn put(
    tx: &mut Tx<'_>,
    application: &Application,
    permit: &Permit<Write>,
    table: &Table,
) -> Outcome<((), Event), TableRefusal> {
    employee_tables::put(tx, application.id, permit.by(), table)?;
    let faulty = table.check(application).iter().filter(|checked| checked.read.is_err()).count() as i64;
    let rows = table.rows.len() as i64;
    Ok(((), Event::EmployeeTableKept { application: application.id, rows, faulty }))
}

async fn change<T: Send + 'static>(
    db: &Db,
    who: &SignedIn,
    id: ApplicationId,
    at: DateTime<Utc>,
    mut how: impl FnMut(Changing<'_, '_>) -> Outcome<(T, Event), TableRefusal> + Send + 'static,
) -> Outcome<T, TableRefusal> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        let (application, permit) = load(tx.conn(), &actor, Write, id)?;
        application.check_writable().map_err(rule)?;
        let (done, event) = how((tx, &application, &permit))?;
        tx.journal(permit.actor(), event)?;
        Ok(done)
    })
    .await
}
