//! Applications with their employee lines, and what their heads signed.

pub mod codes;
mod line;
mod state;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::schema::papers as paper_rows;
use super::schema::{application_numbers, applications, begun_forms, employee_lines, submissions};
use super::{Conn, StorageError, Tx, closures, papers, promises};
use crate::domain::application::{Application, Employee, Number, Stage};
use crate::domain::ids::{ApplicationId, BodyId, EmployeeLineId, PersonId};
use crate::domain::iin_bin::Iin;
use crate::domain::journal::{Digest, Field as _};
use crate::domain::system::System;

#[derive(Queryable, Selectable, AsChangeset)]
#[diesel(table_name = applications)]
#[diesel(treat_none_as_null = true)]
struct Row {
    #[diesel(skip_update)]
    id: i64,
    #[diesel(skip_update)]
    body_id: i64,
    number: Option<String>,
    systems: String,
    state: String,
    state_at: Option<NaiveDateTime>,
    state_by: Option<i64>,
    due_on: Option<NaiveDate>,
    calendar: Option<String>,
    stage: Option<String>,
    reason: Option<String>,
    late_reason: Option<String>,
    due_from: Option<NaiveDate>,
}

/// What a list of applications asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// All of a body, newest first.
    OfBody(BodyId),
    /// Under consideration by the ministry, what is due first coming first.
    UnderConsideration,
    /// Waiting for the integrator, what is due first coming first.
    WaitingForAccess,
    /// Those that came on paper, the latest first.
    OnPaper {
        /// At most so many.
        most: i64,
    },
    /// Done with by a stage, or withdrawn after they were sent, what happened last coming first.
    Decided {
        /// Whose desk it left.
        by: Stage,
        /// After so many.
        skip: i64,
        /// At most so many.
        most: i64,
    },
}

/// Begins a draft.
pub fn insert(
    tx: &mut Tx<'_>,
    body: BodyId,
    systems: &BTreeSet<System>,
    by: PersonId,
) -> Result<ApplicationId, StorageError> {
    let at = tx.at().naive_utc();
    let id: i64 = diesel::insert_into(applications::table)
        .values((
            applications::body_id.eq(body.0),
            applications::systems.eq(codes(systems)),
            applications::state.eq("draft"),
            applications::started_at.eq(at),
            applications::started_by.eq(by.0),
        ))
        .returning(applications::id)
        .get_result(tx.conn())?;
    Ok(ApplicationId(id))
}

/// The application that a form began, where it began one.
pub fn begun_by(conn: &mut Conn, form: &Digest) -> Result<Option<ApplicationId>, StorageError> {
    let found = begun_forms::table.find(form.text()).select(begun_forms::application_id);
    Ok(found.first(conn).optional()?.map(ApplicationId))
}

/// Remembers which form began an application.
pub fn keep_form(tx: &mut Tx<'_>, form: &Digest, id: ApplicationId) -> Result<(), StorageError> {
    diesel::insert_into(begun_forms::table)
        .values((begun_forms::digest.eq(form.text()), begun_forms::application_id.eq(id.0)))
        .execute(tx.conn())?;
    Ok(())
}

/// Whether this signature sent the application.
pub fn was_sent_with(conn: &mut Conn, id: ApplicationId, signature: &[u8]) -> Result<bool, StorageError> {
    let found = submissions::table
        .filter(submissions::application_id.eq(id.0).and(submissions::signature.eq(signature)));
    Ok(found.count().get_result::<i64>(conn)? > 0)
}

/// Writes down the present state, systems, number and decisions of an application, and what it is promised.
pub fn save(tx: &mut Tx<'_>, application: &Application) -> Result<(), StorageError> {
    let row = state::columns(application);
    diesel::update(applications::table.find(application.id.0)).set(&row).execute(tx.conn())?;
    for line in &application.lines {
        diesel::update(employee_lines::table.find(line.id.0))
            .set((
                employee_lines::decision.eq(line.decision.code()),
                employee_lines::reason.eq(line.decision.reason().map(ToString::to_string)),
            ))
            .execute(tx.conn())?;
    }
    promises::follow(tx, application)
}

/// Adds an employee.
pub fn add_line(
    tx: &mut Tx<'_>,
    id: ApplicationId,
    employee: &Employee,
) -> Result<EmployeeLineId, StorageError> {
    line::insert(tx.conn(), id, employee)
}

/// Writes down an employee anew.
pub fn save_line(tx: &mut Tx<'_>, line: EmployeeLineId, employee: &Employee) -> Result<(), StorageError> {
    line::save(tx.conn(), line, employee)
}

/// Takes an employee out of a draft.
pub fn remove_line(tx: &mut Tx<'_>, line: EmployeeLineId) -> Result<(), StorageError> {
    codes::forget(tx.conn(), line)?;
    diesel::delete(employee_lines::table.find(line.0)).execute(tx.conn())?;
    Ok(())
}

/// An application by its number in storage.
pub fn find(conn: &mut Conn, id: ApplicationId) -> Result<Option<Application>, StorageError> {
    let row = applications::table.find(id.0).select(Row::as_select()).first(conn).optional()?;
    row.map(|row| application(conn, row)).transpose()
}

/// Applications of a list.
pub fn list(conn: &mut Conn, wanted: Wanted) -> Result<Vec<Application>, StorageError> {
    let all = applications::table.select(Row::as_select());
    let rows: Vec<Row> = match wanted {
        Wanted::OfBody(body) => {
            all.filter(applications::body_id.eq(body.0)).order(applications::id.desc()).load(conn)?
        }
        Wanted::UnderConsideration => all
            .filter(applications::state.eq("submitted"))
            .order((applications::due_on, applications::state_at, applications::id))
            .load(conn)?,
        Wanted::WaitingForAccess => all
            .filter(applications::state.eq("forwarded"))
            .order((applications::due_on, applications::state_at, applications::id))
            .load(conn)?,
        Wanted::OnPaper { most } => {
            let newest = paper_rows::table.order(paper_rows::application_id.desc()).limit(most);
            let ids: Vec<i64> = newest.select(paper_rows::application_id).load(conn)?;
            all.filter(applications::id.eq_any(ids)).order(applications::id.desc()).load(conn)?
        }
        Wanted::Decided { by, skip, most } => all
            .filter(applications::number.is_not_null())
            .filter(applications::state.eq_any(match by {
                Stage::Ministry => vec!["forwarded", "refused", "granted", "returned", "withdrawn"],
                Stage::Integrator => vec!["refused", "granted", "withdrawn"],
            }))
            .order((applications::state_at.desc(), applications::id.desc()))
            .limit(most)
            .offset(skip)
            .load(conn)?,
    };
    rows.into_iter().map(|row| application(conn, row)).collect()
}

/// A refusal of somebody in some application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The number of the application.
    pub number: Number,
    /// Whose decision it was.
    pub stage: Stage,
    /// Why.
    pub reason: String,
}

type RefusalRow = (i64, String, String, Option<String>, Option<String>);

/// Refusals of these people in applications other than this one, the latest application first.
pub fn refusals(
    conn: &mut Conn,
    numbers: &[&Iin],
    except: ApplicationId,
) -> Result<Vec<(Iin, Refusal)>, StorageError> {
    let numbers: Vec<&str> = numbers.iter().map(|iin| iin.as_str()).collect();
    let rows: Vec<RefusalRow> = employee_lines::table
        .inner_join(applications::table)
        .filter(employee_lines::iin.eq_any(numbers))
        .filter(employee_lines::application_id.ne(except.0))
        .filter(employee_lines::decision.like("refused-by-%"))
        .order(employee_lines::id.desc())
        .select((
            employee_lines::id,
            employee_lines::iin,
            employee_lines::decision,
            employee_lines::reason,
            applications::number,
        ))
        .load(conn)?;
    let refusal = |(id, iin, decision, reason, number): RefusalRow| {
        let corrupt = || StorageError::Corrupt { table: "employee_lines", id: id.to_string() };
        let number = number.and_then(|number| number.parse().ok()).ok_or_else(corrupt)?;
        let stage = decision.strip_prefix("refused-by-").and_then(Stage::parse).ok_or_else(corrupt)?;
        let iin = Iin::from_certificate(&iin).map_err(|_| corrupt())?;
        Ok((iin, Refusal { number, stage, reason: reason.unwrap_or_default() }))
    };
    rows.into_iter().map(refusal).collect()
}

/// Somebody as the last application of a body described them by which access was given.
pub fn last_granted(conn: &mut Conn, iin: &Iin, body: BodyId) -> Result<Option<Employee>, StorageError> {
    Ok(line::last_granted(conn, iin, body)?.map(|line| line.employee))
}

/// The body of each application.
pub fn bodies(conn: &mut Conn) -> Result<BTreeMap<ApplicationId, BodyId>, StorageError> {
    let rows: Vec<(i64, i64)> =
        applications::table.select((applications::id, applications::body_id)).load(conn)?;
    Ok(rows.into_iter().map(|(id, body)| (ApplicationId(id), BodyId(body))).collect())
}

/// The next number of a year; numbers follow each other without a gap because they are taken in the act's transaction.
pub fn next_number(tx: &mut Tx<'_>, year: i32) -> Result<Number, StorageError> {
    let key = i64::from(year);
    let last: Option<i64> =
        application_numbers::table.find(key).select(application_numbers::last).first(tx.conn()).optional()?;
    let next = last.unwrap_or(0) + 1;
    if last.is_none() {
        diesel::insert_into(application_numbers::table)
            .values((application_numbers::year.eq(key), application_numbers::last.eq(next)))
            .execute(tx.conn())?;
    } else {
        diesel::update(application_numbers::table.find(key))
            .set(application_numbers::last.eq(next))
            .execute(tx.conn())?;
    }
    let corrupt = |_| StorageError::Corrupt { table: "application_numbers", id: year.to_string() };
    Ok(Number { year, sequence: u32::try_from(next).map_err(corrupt)? })
}

/// What a head signed when sending an application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Submission {
    /// Who signed.
    pub person: PersonId,
    /// When.
    pub at: DateTime<Utc>,
    /// Serial number of the certificate.
    pub certificate: String,
    /// The exact bytes that were signed.
    pub content: Vec<u8>,
    /// The CMS signature as it came.
    pub signature: Vec<u8>,
}

/// Keeps what was signed.
pub fn insert_submission(
    tx: &mut Tx<'_>,
    id: ApplicationId,
    signed: &Submission,
) -> Result<(), StorageError> {
    diesel::insert_into(submissions::table)
        .values((
            submissions::application_id.eq(id.0),
            submissions::person_id.eq(signed.person.0),
            submissions::at.eq(signed.at.naive_utc()),
            submissions::certificate.eq(&signed.certificate),
            submissions::content.eq(&signed.content),
            submissions::signature.eq(&signed.signature),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// What was signed last, where the application was ever sent.
pub fn submission(conn: &mut Conn, id: ApplicationId) -> Result<Option<Submission>, StorageError> {
    type Kept = (i64, NaiveDateTime, String, Vec<u8>, Vec<u8>);
    let kept: Option<Kept> = submissions::table
        .filter(submissions::application_id.eq(id.0))
        .order(submissions::id.desc())
        .select((
            submissions::person_id,
            submissions::at,
            submissions::certificate,
            submissions::content,
            submissions::signature,
        ))
        .first(conn)
        .optional()?;
    Ok(kept.map(|(person, at, certificate, content, signature)| Submission {
        person: PersonId(person),
        at: at.and_utc(),
        certificate,
        content,
        signature,
    }))
}

fn codes(systems: &BTreeSet<System>) -> String {
    systems.iter().copied().collect::<Vec<_>>().text()
}

fn application(conn: &mut Conn, row: Row) -> Result<Application, StorageError> {
    let id = ApplicationId(row.id);
    let corrupt = || StorageError::Corrupt { table: "applications", id: id.to_string() };
    let lines = line::of_application(conn, id)?;
    let systems = Vec::<System>::parse(&row.systems).ok_or_else(corrupt)?.into_iter().collect();
    let number = row.number.as_deref().map(str::parse).transpose().map_err(|_| corrupt())?;
    let body = BodyId(row.body_id);
    let state = state::read(row).ok_or_else(corrupt)?;
    let paper = papers::find(conn, id)?;
    let body_last_day = closures::last_day(conn, body)?;
    Ok(Application { id, number, body, systems, lines, paper, state, body_last_day })
}
