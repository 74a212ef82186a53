//! Feeds of the personnel record: what each said of people of the portal, and what was made of it. Nothing is kept of people
//! whom the portal does not know.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::schema::{feed_parts, feeds, recorded};
use super::{Conn, StorageError, Tx};
use crate::domain::access::{DecidePart, Permit};
use crate::domain::application::Reason;
use crate::domain::hold::Ending;
use crate::domain::ids::{BodyId, FeedId, HoldId, PersonId, RecordedId};
use crate::domain::journal::Digest;
use crate::domain::personnel::{Decided, Feed, Finding, Part, Recorded, Said, Share, Word};

#[derive(Queryable, Selectable)]
#[diesel(table_name = feeds)]
struct FeedRow {
    id: i64,
    lines: i64,
    unknown: i64,
    kept_at: NaiveDateTime,
    kept_by: Option<i64>,
    taken_at: Option<NaiveDateTime>,
    taken_by: Option<i64>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = recorded)]
struct Row {
    id: i64,
    feed_id: i64,
    line: i64,
    person_id: i64,
    body_id: i64,
    ending: String,
    ended_on: NaiveDate,
    document: String,
    finding: String,
    hold_id: Option<i64>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = feed_parts)]
struct PartRow {
    feed_id: i64,
    body_id: i64,
    found: i64,
    with_access: i64,
    decision: Option<String>,
    decided_at: Option<NaiveDateTime>,
    decided_by: Option<i64>,
    reason: Option<String>,
}

/// Keeps a feed that was checked, with what would be made of each event now.
pub fn keep(
    tx: &mut Tx<'_>,
    content: &Digest,
    (lines, unknown): (u32, u32),
    by: Option<PersonId>,
    said: &[(&Said, Finding)],
) -> Result<FeedId, StorageError> {
    let at = tx.at().naive_utc();
    let id: i64 = diesel::insert_into(feeds::table)
        .values((
            feeds::sha256.eq(content.0.as_slice()),
            feeds::lines.eq(i64::from(lines)),
            feeds::unknown.eq(i64::from(unknown)),
            feeds::kept_at.eq(at),
            feeds::kept_by.eq(by.map(|by| by.0)),
        ))
        .returning(feeds::id)
        .get_result(tx.conn())?;
    for (said, finding) in said {
        diesel::insert_into(recorded::table)
            .values((
                recorded::feed_id.eq(id),
                recorded::line.eq(i64::from(said.line)),
                recorded::person_id.eq(said.person.0),
                recorded::body_id.eq(said.body.0),
                recorded::ending.eq(said.ending.code()),
                recorded::ended_on.eq(said.ended_on),
                recorded::document.eq(&said.document),
                recorded::finding.eq(finding.code()),
            ))
            .execute(tx.conn())?;
    }
    Ok(FeedId(id))
}

/// Throws away a feed that took no effect; false where there is none.
pub fn drop_checked(tx: &mut Tx<'_>, id: FeedId) -> Result<bool, StorageError> {
    let checked: i64 =
        feeds::table.find(id.0).filter(feeds::taken_at.is_null()).count().get_result(tx.conn())?;
    if checked == 0 {
        return Ok(false);
    }
    diesel::delete(recorded::table.filter(recorded::feed_id.eq(id.0))).execute(tx.conn())?;
    Ok(diesel::delete(feeds::table.find(id.0)).execute(tx.conn())? == 1)
}

/// Notes that a feed takes effect in this transaction, and which parts of it wait.
pub fn take(
    tx: &mut Tx<'_>,
    id: FeedId,
    by: Option<PersonId>,
    stopped: &BTreeMap<BodyId, Share>,
) -> Result<(), StorageError> {
    let at = tx.at().naive_utc();
    diesel::update(feeds::table.find(id.0))
        .set((feeds::taken_at.eq(at), feeds::taken_by.eq(by.map(|by| by.0))))
        .execute(tx.conn())?;
    for (body, share) in stopped {
        diesel::insert_into(feed_parts::table)
            .values((
                feed_parts::feed_id.eq(id.0),
                feed_parts::body_id.eq(body.0),
                feed_parts::found.eq(i64::from(share.found)),
                feed_parts::with_access.eq(i64::from(share.with_access)),
            ))
            .execute(tx.conn())?;
    }
    Ok(())
}

/// Writes down what was made of an event.
pub fn find_that(
    tx: &mut Tx<'_>,
    id: RecordedId,
    finding: Finding,
    hold: Option<HoldId>,
) -> Result<(), StorageError> {
    diesel::update(recorded::table.find(id.0))
        .set((recorded::finding.eq(finding.code()), recorded::hold_id.eq(hold.map(|hold| hold.0))))
        .execute(tx.conn())?;
    Ok(())
}

/// Writes down what the second person decided.
pub fn decide(tx: &mut Tx<'_>, _permit: &Permit<DecidePart>, part: &Part) -> Result<(), StorageError> {
    let Some(decided) = &part.decided else { return Ok(()) };
    diesel::update(feed_parts::table.find((part.feed.0, part.body.0)))
        .set((
            feed_parts::decision.eq(decided.word.code()),
            feed_parts::decided_at.eq(decided.at.naive_utc()),
            feed_parts::decided_by.eq(decided.by.0),
            feed_parts::reason.eq(decided.reason.as_str()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// A feed by its number.
pub fn find(conn: &mut Conn, id: FeedId) -> Result<Option<Feed>, StorageError> {
    let row: Option<FeedRow> = feeds::table.find(id.0).select(FeedRow::as_select()).first(conn).optional()?;
    row.map(Feed::try_from).transpose()
}

/// The feed with this content.
pub fn with_content(conn: &mut Conn, content: &Digest) -> Result<Option<Feed>, StorageError> {
    let same = feeds::table.filter(feeds::sha256.eq(content.0.as_slice()));
    let row: Option<FeedRow> = same.select(FeedRow::as_select()).first(conn).optional()?;
    row.map(Feed::try_from).transpose()
}

/// Feeds, newest first, after so many newer ones.
pub fn list(conn: &mut Conn, after: i64, most: i64) -> Result<Vec<Feed>, StorageError> {
    let rows: Vec<FeedRow> = feeds::table
        .order(feeds::id.desc())
        .offset(after)
        .limit(most)
        .select(FeedRow::as_select())
        .load(conn)?;
    rows.into_iter().map(Feed::try_from).collect()
}

/// How many feeds there are.
pub fn count(conn: &mut Conn) -> Result<i64, StorageError> {
    Ok(feeds::table.count().get_result(conn)?)
}

/// How many events of a feed came to what.
pub fn counts(conn: &mut Conn, feed: FeedId) -> Result<BTreeMap<Finding, u64>, StorageError> {
    let rows: Vec<(String, i64)> = recorded::table
        .filter(recorded::feed_id.eq(feed.0))
        .group_by(recorded::finding)
        .select((recorded::finding, diesel::dsl::count_star()))
        .load(conn)?;
    let read = |(code, count): (String, i64)| {
        let finding = Finding::parse(&code).ok_or_else(|| corrupt("recorded", &code))?;
        Ok((finding, count.unsigned_abs()))
    };
    rows.into_iter().map(read).collect()
}

/// The events of a feed, in the order of the file.
pub fn of_feed(conn: &mut Conn, feed: FeedId) -> Result<Vec<Recorded>, StorageError> {
    let own = recorded::table.filter(recorded::feed_id.eq(feed.0)).order((recorded::line, recorded::id));
    let rows: Vec<Row> = own.select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Recorded::try_from).collect()
}

/// An event by its number.
pub fn event(conn: &mut Conn, id: RecordedId) -> Result<Option<Recorded>, StorageError> {
    let row: Option<Row> = recorded::table.find(id.0).select(Row::as_select()).first(conn).optional()?;
    row.map(Recorded::try_from).transpose()
}

/// Events that wait for their day, up to a day.
pub fn later(conn: &mut Conn, until: NaiveDate) -> Result<Vec<Recorded>, StorageError> {
    let due = recorded::table.filter(recorded::finding.eq(Finding::Later.code()));
    let due = due.filter(recorded::ended_on.le(until)).inner_join(feeds::table);
    let due = due.filter(feeds::taken_at.is_not_null()).order(recorded::id);
    let rows: Vec<Row> = due.select(Row::as_select()).load(conn)?;
    rows.into_iter().map(Recorded::try_from).collect()
}

/// What other feeds said that took effect, and that was seen to.
pub fn seen(
    conn: &mut Conn,
    except: Option<FeedId>,
) -> Result<BTreeSet<(PersonId, Ending, NaiveDate)>, StorageError> {
    let moot = [Finding::WithoutAccess.code(), Finding::Outdated.code()];
    let rows: Vec<(i64, String, NaiveDate)> = recorded::table
        .inner_join(feeds::table)
        .filter(feeds::taken_at.is_not_null())
        .filter(recorded::finding.ne(moot[0]).and(recorded::finding.ne(moot[1])))
        .filter(recorded::feed_id.ne(except.map_or(0, |feed| feed.0)))
        .select((recorded::person_id, recorded::ending, recorded::ended_on))
        .load(conn)?;
    let read = |(person, ending, on): (i64, String, NaiveDate)| {
        Ok((PersonId(person), Ending::parse(&ending).ok_or_else(|| corrupt("recorded", &ending))?, on))
    };
    rows.into_iter().map(read).collect()
}

/// The last day on which powers of somebody ended as a feed said that took effect, where they had no access then.
pub fn ended_without_access(conn: &mut Conn, person: PersonId) -> Result<Option<NaiveDate>, StorageError> {
    let own = recorded::table.inner_join(feeds::table).filter(recorded::person_id.eq(person.0));
    let moot = own.filter(recorded::finding.eq(Finding::WithoutAccess.code()));
    let last = moot.filter(feeds::taken_at.is_not_null()).order(recorded::ended_on.desc());
    Ok(last.select(recorded::ended_on).first(conn).optional()?)
}

/// The parts of a feed that waited or wait for a second person.
pub fn parts(conn: &mut Conn, feed: FeedId) -> Result<Vec<Part>, StorageError> {
    let own = feed_parts::table.filter(feed_parts::feed_id.eq(feed.0)).order(feed_parts::body_id);
    let rows: Vec<PartRow> = own.select(PartRow::as_select()).load(conn)?;
    rows.into_iter().map(Part::try_from).collect()
}

/// How many parts of all feeds wait for a second person.
pub fn parts_waiting(conn: &mut Conn) -> Result<i64, StorageError> {
    Ok(feed_parts::table.filter(feed_parts::decision.is_null()).count().get_result(conn)?)
}

fn corrupt(table: &'static str, id: impl ToString) -> StorageError {
    StorageError::Corrupt { table, id: id.to_string() }
}

impl TryFrom<FeedRow> for Feed {
    type Error = StorageError;

    fn try_from(row: FeedRow) -> Result<Feed, StorageError> {
        let count = |number: i64| u32::try_from(number).map_err(|_| corrupt("feeds", row.id));
        Ok(Feed {
            id: FeedId(row.id),
            lines: count(row.lines)?,
            unknown: count(row.unknown)?,
            kept_at: row.kept_at.and_utc(),
            kept_by: row.kept_by.map(PersonId),
            taken: row.taken_at.map(|at| (at.and_utc(), row.taken_by.map(PersonId))),
        })
    }
}

impl TryFrom<Row> for Recorded {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Recorded, StorageError> {
        let corrupt = || corrupt("recorded", row.id);
        Ok(Recorded {
            id: RecordedId(row.id),
            feed: FeedId(row.feed_id),
            said: Said {
                line: u32::try_from(row.line).map_err(|_| corrupt())?,
                person: PersonId(row.person_id),
                body: BodyId(row.body_id),
                ending: Ending::parse(&row.ending).ok_or_else(corrupt)?,
                ended_on: row.ended_on,
                document: row.document.clone(),
            },
            finding: Finding::parse(&row.finding).ok_or_else(corrupt)?,
            hold: row.hold_id.map(HoldId),
        })
    }
}

impl TryFrom<PartRow> for Part {
    type Error = StorageError;

    fn try_from(row: PartRow) -> Result<Part, StorageError> {
        let corrupt = || corrupt("feed_parts", row.feed_id);
        let count = |number: i64| u32::try_from(number).map_err(|_| corrupt());
        let decided = match (row.decision, row.decided_at, row.decided_by, row.reason) {
            (None, None, None, None) => None,
            (Some(word), Some(at), Some(by), Some(reason)) => Some(Decided {
                word: Word::parse(&word).ok_or_else(corrupt)?,
                at: at.and_utc(),
                by: PersonId(by),
                reason: Reason::parse(&reason).map_err(|_| corrupt())?,
            }),
            _ => return Err(corrupt()),
        };
        Ok(Part {
            feed: FeedId(row.feed_id),
            body: BodyId(row.body_id),
            share: Share { found: count(row.found)?, with_access: count(row.with_access)? },
            decided,
        })
    }
}
