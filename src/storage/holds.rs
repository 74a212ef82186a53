//! Holds: what stops somebody's grants (R9.4). Placed once, decided once, never deleted.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::one_of::{MOST, one_of};
use super::schema::{holds, separation_reports};
use super::{Conn, StorageError, Tx, grants};
use crate::domain::access::{Attest, DecideHold, Permit};
use crate::domain::application::Reason;
use crate::domain::deadline::{Deadline, Period};
use crate::domain::hold::{Cause, Decision, Ending, Hold, NewHold, Separation, relieves};
use crate::domain::ids::{BodyId, GrantId, HoldId, PersonId};

/// The signed words of a body that powers ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Serial number of the certificate, hexadecimal.
    pub certificate: String,
    /// The bytes that were signed.
    pub content: Vec<u8>,
    /// The signature, as it came.
    pub signature: Vec<u8>,
}

/// Which holds a list asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Listing {
    /// Those that the ministry has still to decide, the oldest first.
    Pending,
    /// Those that were reported late, the newest first.
    Late,
    /// Those that were decided, the newest first.
    Decided,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = holds)]
struct Row {
    id: i64,
    person_id: i64,
    body_id: i64,
    cause: String,
    ended_on: Option<NaiveDate>,
    due_on: Option<NaiveDate>,
    calendar: Option<String>,
    late_days: Option<i64>,
    reason: Option<String>,
    since: NaiveDateTime,
    placed_by: Option<i64>,
    last_grant: i64,
    decision: String,
    decided_at: Option<NaiveDateTime>,
    decided_by: Option<i64>,
    decided_reason: Option<String>,
    silent_on: Option<NaiveDate>,
}

/// Places a hold on every grant that was given so far.
pub fn insert(tx: &mut Tx<'_>, new: &NewHold) -> Result<Hold, StorageError> {
    let last_grant = grants::last(tx.conn())?;
    let separation = new.cause.separation();
    let reason = match &new.cause {
        Cause::Suspended { reason } => Some(reason.as_str()),
        Cause::PowersEnded(_) | Cause::NotAttested { .. } => None,
    };
    let silent_on = match new.cause {
        Cause::NotAttested { silent_on } => Some(silent_on),
        Cause::PowersEnded(_) | Cause::Suspended { .. } => None,
    };
    let id: i64 = diesel::insert_into(holds::table)
        .values((
            holds::person_id.eq(new.person.0),
            holds::body_id.eq(new.body.0),
            holds::cause.eq(new.cause.code()),
            holds::ended_on.eq(separation.map(|s| s.ended_on)),
            holds::due_on.eq(separation.map(|s| s.deadline.due_on())),
            holds::calendar.eq(separation.map(|s| s.deadline.calendar_version())),
            holds::late_days.eq(separation.and_then(|s| s.late_days).map(i64::from)),
            holds::reason.eq(reason),
            holds::silent_on.eq(silent_on),
            holds::since.eq(new.since.naive_utc()),
            holds::placed_by.eq(new.placed_by.map(|by| by.0)),
            holds::last_grant.eq(last_grant.0),
            holds::decision.eq(Decision::Pending.code()),
        ))
        .returning(holds::id)
        .get_result(tx.conn())?;
    get(tx.conn(), HoldId(id))
}

/// Keeps the signed report behind a hold.
pub fn insert_report(tx: &mut Tx<'_>, hold: HoldId, report: &Report) -> Result<(), StorageError> {
    diesel::insert_into(separation_reports::table)
        .values((
            separation_reports::hold_id.eq(hold.0),
            separation_reports::certificate.eq(&report.certificate),
            separation_reports::content.eq(&report.content),
            separation_reports::signature.eq(&report.signature),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Writes down what the ministry decided.
pub fn decide(tx: &mut Tx<'_>, _permit: &Permit<DecideHold>, decided: &Hold) -> Result<(), StorageError> {
    save(tx, decided)
}

/// Writes down that the body confirmed whom its silence had suspended.
pub fn attest(tx: &mut Tx<'_>, _permit: &Permit<Attest>, decided: &Hold) -> Result<(), StorageError> {
    save(tx, decided)
}

fn save(tx: &mut Tx<'_>, decided: &Hold) -> Result<(), StorageError> {
    let taken = decided.decision.taken();
    let reason = match &decided.decision {
        Decision::Lifted { reason, .. } => Some(reason.as_str()),
        Decision::Pending | Decision::Blocked { .. } | Decision::Attested { .. } => None,
    };
    diesel::update(holds::table.find(decided.id.0))
        .set((
            holds::decision.eq(decided.decision.code()),
            holds::decided_at.eq(taken.map(|(at, _)| at.naive_utc())),
            holds::decided_by.eq(taken.map(|(_, by)| by.0)),
            holds::decided_reason.eq(reason),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// A hold by its number.
pub fn find(conn: &mut Conn, id: HoldId) -> Result<Option<Hold>, StorageError> {
    let row: Option<Row> = holds::table.find(id.0).select(Row::as_select()).first(conn).optional()?;
    row.map(Hold::try_from).transpose()
}

fn get(conn: &mut Conn, id: HoldId) -> Result<Hold, StorageError> {
    find(conn, id)?.ok_or_else(|| StorageError::Corrupt { table: "holds", id: id.to_string() })
}

/// Every hold on somebody, oldest first.
pub fn of_person(conn: &mut Conn, person: PersonId) -> Result<Vec<Hold>, StorageError> {
    // Not a list of one: each request asks this, and Diesel would write the statement out each time.
    let held = holds::table.filter(holds::person_id.eq(person.0)).order(holds::id);
    let rows: Vec<Row> = held.select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Hold::try_from).collect()
}

/// Every hold on some people, oldest first.
pub fn of_people(
    conn: &mut Conn,
    people: &[PersonId],
) -> Result<BTreeMap<PersonId, Vec<Hold>>, StorageError> {
    let mut held: BTreeMap<PersonId, Vec<Hold>> = BTreeMap::new();
    for some in people.chunks(MOST) {
        let rows: Vec<Row> = holds::table
            .filter(one_of(holds::person_id, some.iter().map(|person| person.0)))
            .order(holds::id)
            .select(Row::as_select())
            .load(conn)?;
        for row in rows {
            let hold = Hold::try_from(row)?;
            held.entry(hold.person).or_default().push(hold);
        }
    }
    Ok(held)
}

/// True while the ministry has still to decide about somebody.
pub fn is_held(conn: &mut Conn, person: PersonId) -> Result<bool, StorageError> {
    let held = holds::table.filter(holds::person_id.eq(person.0));
    let pending = held.filter(holds::decision.eq(Decision::Pending.code()));
    let count: i64 = pending.count().get_result(conn)?;
    Ok(count > 0)
}

/// True while somebody may not act for their body: not where the body alone was silent about them, or nobody could speak for it.
pub fn is_relieved(conn: &mut Conn, person: PersonId) -> Result<bool, StorageError> {
    Ok(relieves(&of_person(conn, person)?))
}

/// Holds of a list, after so many others.
pub fn list(conn: &mut Conn, wanted: Listing, after: i64, most: i64) -> Result<Vec<Hold>, StorageError> {
    let (decision, pending) = (holds::decision, Decision::Pending.code());
    let all = holds::table.select(Row::as_select()).offset(after).limit(most);
    let rows: Vec<Row> = match wanted {
        Listing::Pending => all.filter(decision.eq(pending)).order(holds::id).load(conn)?,
        Listing::Late => all.filter(holds::late_days.is_not_null()).order(holds::id.desc()).load(conn)?,
        Listing::Decided => {
            all.filter(decision.ne(pending)).order((holds::decided_at.desc(), holds::id.desc())).load(conn)?
        }
    };
    rows.into_iter().map(Hold::try_from).collect()
}

/// How many holds a list has.
pub fn count(conn: &mut Conn, wanted: Listing) -> Result<i64, StorageError> {
    let (decision, pending) = (holds::decision, Decision::Pending.code());
    let all = holds::table.count();
    Ok(match wanted {
        Listing::Pending => all.filter(decision.eq(pending)).get_result(conn)?,
        Listing::Late => all.filter(holds::late_days.is_not_null()).get_result(conn)?,
        Listing::Decided => all.filter(decision.ne(pending)).get_result(conn)?,
    })
}

/// Every separation after which access was blocked, by body.
pub fn blocked_separations(conn: &mut Conn) -> Result<Vec<Hold>, StorageError> {
    let rows: Vec<Row> = holds::table
        .filter(holds::decision.eq("blocked").and(holds::ended_on.is_not_null()))
        .order((holds::body_id, holds::id))
        .select(Row::as_select())
        .load(conn)?;
    rows.into_iter().map(Hold::try_from).collect()
}

impl TryFrom<Row> for Hold {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Hold, StorageError> {
        let id = row.id;
        read(row).ok_or_else(|| StorageError::Corrupt { table: "holds", id: id.to_string() })
    }
}

fn read(row: Row) -> Option<Hold> {
    let words = |text: Option<String>| Reason::parse(&text?).ok();
    let cause = match (Ending::parse(&row.cause), row.ended_on, row.silent_on) {
        (Some(ending), Some(ended_on), None) => {
            let (due_on, calendar) = row.due_on.zip(row.calendar)?;
            let deadline = Deadline::kept(Period::Separation, ended_on, due_on, calendar);
            let late_days = row.late_days.map(u32::try_from).transpose().ok()?;
            Cause::PowersEnded(Separation { ended_on, ending, deadline, late_days })
        }
        (None, None, None) => Cause::Suspended { reason: words(row.reason)? },
        (None, None, Some(silent_on)) => Cause::NotAttested { silent_on },
        (Some(_), _, _) | (None, Some(_), _) => return None,
    };
    let taken = row.decided_at.zip(row.decided_by).map(|(at, by)| (at.and_utc(), PersonId(by)));
    let decision = match (row.decision.as_str(), taken) {
        ("pending", None) => Decision::Pending,
        ("blocked", Some((at, by))) => Decision::Blocked { at, by },
        ("attested", Some((at, by))) => Decision::Attested { at, by },
        ("lifted", Some((at, by))) => Decision::Lifted { at, by, reason: words(row.decided_reason)? },
        _ => return None,
    };
    Some(Hold {
        id: HoldId(row.id),
        person: PersonId(row.person_id),
        body: BodyId(row.body_id),
        cause,
        since: row.since.and_utc(),
        placed_by: row.placed_by.map(PersonId),
        last_grant: GrantId(row.last_grant),
        decision,
    })
}
