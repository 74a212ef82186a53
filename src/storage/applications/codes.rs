//! The E-Qyzmet codes of employee lines: what E-Qyzmet said of each, and on whose cards the same code stands.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use crate::domain::eqyzmet::{Use, Verdict};
use crate::domain::ids::{ApplicationId, BodyId, EmployeeLineId};
use crate::domain::iin_bin::Iin;
use crate::domain::journal::Digest;
use crate::storage::schema::{applications, employee_lines, qr_codes};
use crate::storage::{Conn, StorageError, Tx};

/// States in which somebody still has to decide.
const OPEN: [&str; 4] = ["draft", "submitted", "returned", "forwarded"];

/// The code of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checked {
    /// What E-Qyzmet said, seen together with the other cards.
    pub verdict: Verdict,
    /// When it was asked last.
    pub asked_at: Option<DateTime<Utc>>,
}

/// A code about which E-Qyzmet is to be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Whose card it stands on.
    pub line: EmployeeLineId,
    /// The application of that line.
    pub application: ApplicationId,
    /// The body that applies.
    pub body: BodyId,
    /// The person whom the card names.
    pub iin: Iin,
    /// The text of the code.
    pub text: String,
    /// What was said of it last.
    pub verdict: Verdict,
}

/// Keeps the code of a line that was written, or written anew: nobody has asked about it yet.
pub(super) fn write(conn: &mut Conn, line: EmployeeLineId, text: &str) -> Result<(), StorageError> {
    forget(conn, line)?;
    diesel::insert_into(qr_codes::table)
        .values((
            qr_codes::line_id.eq(line.0),
            qr_codes::digest.eq(digest(text)),
            qr_codes::verdict.eq(NOT_ASKED.code()),
        ))
        .execute(conn)?;
    Ok(())
}

const NOT_ASKED: Verdict = Verdict::Unchecked(crate::domain::eqyzmet::Unchecked::NotAsked);

/// Forgets the code of a line that is taken out.
pub(super) fn forget(conn: &mut Conn, line: EmployeeLineId) -> Result<(), StorageError> {
    diesel::delete(qr_codes::table.find(line.0)).execute(conn)?;
    Ok(())
}

/// How the codes of an application stand. A code counts as another person's where that person's card is in an application
/// of the same body, or in one that was sent: what others merely draft is nobody's business.
pub fn of_application(
    conn: &mut Conn,
    id: ApplicationId,
) -> Result<BTreeMap<EmployeeLineId, Checked>, StorageError> {
    type Own = (i64, Vec<u8>, String, Option<NaiveDateTime>, String, i64);
    let own: Vec<Own> = qr_codes::table
        .inner_join(employee_lines::table.inner_join(applications::table))
        .filter(employee_lines::application_id.eq(id.0))
        .select((
            qr_codes::line_id,
            qr_codes::digest,
            qr_codes::verdict,
            qr_codes::asked_at,
            employee_lines::iin,
            applications::body_id,
        ))
        .load(conn)?;
    let digests: Vec<&[u8]> = own.iter().map(|own| own.1.as_slice()).collect();
    let held: Vec<(Vec<u8>, String, i64, Option<String>)> = qr_codes::table
        .inner_join(employee_lines::table.inner_join(applications::table))
        .filter(qr_codes::digest.eq_any(digests))
        .select((qr_codes::digest, employee_lines::iin, applications::body_id, applications::number))
        .load(conn)?;
    let mut holders: BTreeMap<&[u8], Vec<(&str, i64, bool)>> = BTreeMap::new();
    for (digest, iin, body, number) in &held {
        holders.entry(digest).or_default().push((iin, *body, number.is_some()));
    }
    own.iter()
        .map(|(line, digest, verdict, asked_at, iin, body)| {
            let others = holders.get(digest.as_slice()).map(Vec::as_slice).unwrap_or_default();
            let shared = others.iter().any(|(other, of, sent)| other != iin && (of == body || *sent));
            let used = if shared { Use::Shared } else { Use::Alone };
            let asked_at = asked_at.map(|at| at.and_utc());
            let verdict = read(*line, verdict)?.with(used);
            Ok((EmployeeLineId(*line), Checked { verdict, asked_at }))
        })
        .collect()
}

/// Codes of open applications about which nobody asked, and those that got no answer at an earlier time than
/// `again_before`; of one application, or of all.
pub fn waiting(
    conn: &mut Conn,
    of: Option<ApplicationId>,
    again_before: DateTime<Utc>,
    most: i64,
) -> Result<Vec<Waiting>, StorageError> {
    let of = of.map_or(0..=i64::MAX, |id| id.0..=id.0);
    let unanswered = qr_codes::verdict.eq_any(["no-answer", "not-connected"]);
    let rows: Vec<(i64, i64, i64, String, String, String)> = qr_codes::table
        .inner_join(employee_lines::table.inner_join(applications::table))
        .filter(applications::state.eq_any(OPEN))
        .filter(employee_lines::application_id.between(of.start(), of.end()))
        .filter(
            qr_codes::verdict
                .eq(NOT_ASKED.code())
                .or(unanswered.and(qr_codes::asked_at.lt(again_before.naive_utc()).assume_not_null())),
        )
        .order((qr_codes::verdict.eq(NOT_ASKED.code()).desc(), qr_codes::asked_at, qr_codes::line_id))
        .limit(most)
        .select((
            qr_codes::line_id,
            employee_lines::application_id,
            applications::body_id,
            employee_lines::iin,
            employee_lines::qr,
            qr_codes::verdict,
        ))
        .load(conn)?;
    let waiting = |(line, application, body, iin, text, verdict): (i64, i64, i64, String, String, String)| {
        let iin =
            Iin::from_certificate(&iin).map_err(|_: crate::domain::iin_bin::NotANumber| corrupt(line))?;
        Ok(Waiting {
            line: EmployeeLineId(line),
            application: ApplicationId(application),
            body: BodyId(body),
            iin,
            text,
            verdict: read(line, &verdict)?,
        })
    };
    rows.into_iter().map(waiting).collect()
}

/// Writes down what E-Qyzmet said. False where the card was written anew meanwhile: the answer is about another code.
pub fn answered(tx: &mut Tx<'_>, asked: &Waiting, verdict: Verdict) -> Result<bool, StorageError> {
    let at = tx.at();
    mark(tx.conn(), asked, verdict, at)
}

/// Writes down that nothing new was said, which is no act of anybody.
pub fn asked_again(conn: &mut Conn, asked: &Waiting, at: DateTime<Utc>) -> Result<(), StorageError> {
    mark(conn, asked, asked.verdict, at).map(drop)
}

fn mark(conn: &mut Conn, asked: &Waiting, verdict: Verdict, at: DateTime<Utc>) -> Result<bool, StorageError> {
    let same = qr_codes::table.find(asked.line.0).filter(qr_codes::digest.eq(digest(&asked.text)));
    let changed = diesel::update(same)
        .set((qr_codes::verdict.eq(verdict.code()), qr_codes::asked_at.eq(at.naive_utc())))
        .execute(conn)?;
    Ok(changed == 1)
}

fn digest(text: &str) -> Vec<u8> {
    Digest::of(text.as_bytes()).0.to_vec()
}

fn read(line: i64, verdict: &str) -> Result<Verdict, StorageError> {
    Verdict::parse(verdict).ok_or_else(|| corrupt(line))
}

fn corrupt(line: i64) -> StorageError {
    StorageError::Corrupt { table: "qr_codes", id: line.to_string() }
}
