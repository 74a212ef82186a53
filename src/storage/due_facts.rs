//! Facts that fell due and were seen to: each once, whoever looked and how often.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::schema::due_facts;
use super::{Conn, StorageError, Tx};
use crate::domain::due::{DueFact, DueKind, Treatment};

/// Which facts of a kind about these subjects were seen to.
pub fn seen_to(
    conn: &mut Conn,
    kind: DueKind,
    subjects: &[i64],
) -> Result<BTreeSet<(i64, DateTime<Utc>)>, StorageError> {
    let rows: Vec<(i64, NaiveDateTime)> = due_facts::table
        .filter(due_facts::kind.eq(kind.code()))
        .filter(due_facts::subject.eq_any(subjects))
        .select((due_facts::subject, due_facts::due_at))
        .load(conn)?;
    Ok(rows.into_iter().map(|(subject, at)| (subject, at.and_utc())).collect())
}

/// Notes that a fact is seen to in this transaction; false where it was before.
pub fn see_to(tx: &mut Tx<'_>, fact: &DueFact, treatment: Treatment) -> Result<bool, StorageError> {
    let (at, due_at) = (tx.at().naive_utc(), fact.due_at.naive_utc());
    let same = due_facts::table
        .filter(due_facts::kind.eq(fact.kind.code()))
        .filter(due_facts::subject.eq(fact.subject))
        .filter(due_facts::due_at.eq(due_at));
    let there: i64 = same.count().get_result(tx.conn())?;
    if there > 0 {
        return Ok(false);
    }
    let outcome = match treatment {
        Treatment::Tell => "told",
        Treatment::Skip => "skipped",
    };
    diesel::insert_into(due_facts::table)
        .values((
            due_facts::kind.eq(fact.kind.code()),
            due_facts::subject.eq(fact.subject),
            due_facts::due_at.eq(due_at),
            due_facts::seen_to_at.eq(at),
            due_facts::outcome.eq(outcome),
        ))
        .execute(tx.conn())?;
    Ok(true)
}
