//! Letters waiting to leave: written in the transaction of the act, leased by whoever carries them. Must not know how a
//! letter is worded or carried.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::schema::{applications, outbox, people};
use super::{Conn, StorageError, Tx};
use crate::domain::access::{KeepMail, Permit};
use crate::domain::application::Number;
use crate::domain::ids::{
    ApplicationId, AttestationId, BodyId, FeedId, GrantId, HoldId, OutboxId, PersonId, TrainingId,
};
use crate::domain::lang::Lang;
use crate::domain::names::PersonName;
use crate::domain::notice::{About, Notice};
use crate::domain::system::System;

/// A letter of the outbox with its addressee as the registry knows them now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its number.
    pub id: OutboxId,
    /// The same for the same notice of the same act to the same person.
    pub dedup: String,
    /// What it says.
    pub notice: Notice,
    /// The number under which people know the application, once it was sent.
    pub number: Option<Number>,
    /// When the act happened.
    pub written_at: DateTime<Utc>,
    /// How often it was leased, this time included.
    pub attempts: u32,
    /// Name of the addressee.
    pub name: PersonName,
    /// Address of the addressee, where known.
    pub address: Option<String>,
    /// Language of the addressee.
    pub lang: Lang,
}

/// What became of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It leaves at the next attempt.
    Waiting,
    /// It left.
    Sent(DateTime<Utc>),
    /// It will not be tried again, and why.
    GivenUp(DateTime<Utc>, String),
}

impl Fate {
    /// The code in catalogues.
    pub const fn code(&self) -> &'static str {
        match self {
            Fate::Waiting => "waiting",
            Fate::Sent(_) => "sent",
            Fate::GivenUp(..) => "given-up",
        }
    }
}

/// Puts a notice into the outbox, once for each act and person: the closure of a write may run twice.
pub fn put(tx: &mut Tx<'_>, to: PersonId, notice: &Notice) -> Result<(), StorageError> {
    let at = tx.at();
    let about = notice.about();
    let number = |is_about: bool| is_about.then_some(about.number());
    // One act may tell somebody the same with different days: of years that end differently.
    let day = notice.day().map_or_else(String::new, |day| format!(".{day}"));
    let dedup = format!("{}.{}.{to}.{}{day}", notice.code(), about.number(), at.timestamp_micros());
    let there: i64 = outbox::table.filter(outbox::dedup.eq(&dedup)).count().get_result(tx.conn())?;
    if there > 0 {
        return Ok(());
    }
    let systems = notice.systems().iter().map(|system| system.code()).collect::<Vec<_>>().join(",");
    diesel::insert_into(outbox::table)
        .values((
            outbox::dedup.eq(dedup),
            outbox::person_id.eq(to.0),
            outbox::notice.eq(notice.code()),
            outbox::application_id.eq(number(matches!(about, About::Application(_)))),
            outbox::hold_id.eq(number(matches!(about, About::Hold(_)))),
            outbox::feed_id.eq(number(matches!(about, About::Feed(_)))),
            outbox::grant_id.eq(number(matches!(about, About::Grant(_)))),
            outbox::attestation_id.eq(number(matches!(about, About::Attestation(_)))),
            outbox::training_id.eq(number(matches!(about, About::Training(_)))),
            outbox::body_id.eq(number(matches!(about, About::Body(_)))),
            outbox::day.eq(notice.day()),
            outbox::systems.eq(Some(systems).filter(|codes| !codes.is_empty())),
            outbox::written_at.eq(at.naive_utc()),
            outbox::due_at.eq(at.naive_utc()),
        ))
        .execute(tx.conn())?;
    Ok(())
}

/// Takes the oldest letter that is due and that nobody else holds, until `until`.
pub fn lease(
    conn: &mut Conn,
    at: DateTime<Utc>,
    until: DateTime<Utc>,
) -> Result<Option<Waiting>, StorageError> {
    let now = at.naive_utc();
    let due: Option<i64> = outbox::table
        .filter(outbox::sent_at.is_null())
        .filter(outbox::given_up_at.is_null())
        .filter(outbox::due_at.le(now))
        .filter(outbox::leased_until.is_null().or(outbox::leased_until.le(now)))
        .order(outbox::id)
        .select(outbox::id)
        .first(conn)
        .optional()?;
    let Some(id) = due else { return Ok(None) };
    diesel::update(outbox::table.find(id))
        .set((outbox::leased_until.eq(until.naive_utc()), outbox::attempts.eq(outbox::attempts + 1)))
        .execute(conn)?;
    let row: Row = addressed().filter(outbox::id.eq(id)).select(Row::as_select()).first(conn)?;
    Waiting::try_from(row).map(Some)
}

/// How the outbox stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Letters that have not left and were not given up.
    pub waiting: i64,
    /// When the oldest of them was written.
    pub oldest: Option<DateTime<Utc>>,
    /// Letters that were given up.
    pub given_up: i64,
}

/// How the outbox stands now.
pub fn standing(conn: &mut Conn) -> Result<Standing, StorageError> {
    let waiting = outbox::table.filter(outbox::sent_at.is_null()).filter(outbox::given_up_at.is_null());
    let oldest: Option<NaiveDateTime> =
        waiting.select(diesel::dsl::min(outbox::written_at)).get_result(conn)?;
    Ok(Standing {
        waiting: waiting.count().get_result(conn)?,
        oldest: oldest.map(|at| at.and_utc()),
        given_up: outbox::table.filter(outbox::given_up_at.is_not_null()).count().get_result(conn)?,
    })
}

/// The letter left.
pub fn sent(conn: &mut Conn, id: OutboxId, at: DateTime<Utc>) -> Result<(), StorageError> {
    diesel::update(outbox::table.find(id.0).filter(outbox::sent_at.is_null()))
        .set((outbox::sent_at.eq(at.naive_utc()), outbox::fault.eq(None::<String>)))
        .execute(conn)?;
    Ok(())
}

/// The letter did not leave and is tried again at `due_at`.
pub fn postpone(
    conn: &mut Conn,
    id: OutboxId,
    due_at: DateTime<Utc>,
    fault: &str,
) -> Result<(), StorageError> {
    diesel::update(outbox::table.find(id.0).filter(outbox::sent_at.is_null()))
        .set((
            outbox::due_at.eq(due_at.naive_utc()),
            outbox::leased_until.eq(None::<NaiveDateTime>),
            outbox::fault.eq(fault),
        ))
        .execute(conn)?;
    Ok(())
}

/// The letter is not tried again.
pub fn give_up(conn: &mut Conn, id: OutboxId, at: DateTime<Utc>, fault: &str) -> Result<(), StorageError> {
    diesel::update(outbox::table.find(id.0).filter(outbox::sent_at.is_null()))
        .set((outbox::given_up_at.eq(at.naive_utc()), outbox::fault.eq(fault)))
        .execute(conn)?;
    Ok(())
}

/// How many letters were ever written.
pub fn count(conn: &mut Conn) -> Result<i64, StorageError> {
    Ok(outbox::table.count().get_result(conn)?)
}

/// Letters with what became of each, newest first, after so many newer ones.
pub fn list(conn: &mut Conn, after: i64, most: i64) -> Result<Vec<(Waiting, Fate)>, StorageError> {
    let rows = addressed().order(outbox::id.desc()).offset(after).limit(most);
    letters(rows.select(Row::as_select()).load(conn)?)
}

/// Letters that were given up, the last one first.
pub fn given_up(conn: &mut Conn, most: i64) -> Result<Vec<(Waiting, Fate)>, StorageError> {
    let rows = addressed().filter(outbox::given_up_at.is_not_null());
    let rows = rows.order((outbox::given_up_at.desc(), outbox::id.desc())).limit(most);
    letters(rows.select(Row::as_select()).load(conn)?)
}

/// How many letters were given up.
pub fn count_given_up(conn: &mut Conn) -> Result<u64, StorageError> {
    let count: i64 = outbox::table.filter(outbox::given_up_at.is_not_null()).count().get_result(conn)?;
    Ok(count.unsigned_abs())
}

/// Lets a letter that was given up wait again, and tells to whom it goes; nothing where it was not given up.
pub fn send_again(
    tx: &mut Tx<'_>,
    _permit: &Permit<KeepMail>,
    id: OutboxId,
) -> Result<Option<PersonId>, StorageError> {
    let at = tx.at().naive_utc();
    let dead = outbox::table.find(id.0).filter(outbox::given_up_at.is_not_null());
    let person: Option<i64> = dead.select(outbox::person_id).first(tx.conn()).optional()?;
    diesel::update(dead)
        .set((
            outbox::given_up_at.eq(None::<NaiveDateTime>),
            outbox::leased_until.eq(None::<NaiveDateTime>),
            outbox::attempts.eq(0),
            outbox::due_at.eq(at),
        ))
        .execute(tx.conn())?;
    Ok(person.map(PersonId))
}

fn letters(rows: Vec<Row>) -> Result<Vec<(Waiting, Fate)>, StorageError> {
    rows.into_iter()
        .map(|row| {
            let fate = row.fate();
            Ok((Waiting::try_from(row)?, fate))
        })
        .collect()
}

#[diesel::dsl::auto_type]
fn addressed() -> _ {
    outbox::table.inner_join(people::table).left_join(applications::table)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = outbox)]
struct Row {
    id: i64,
    dedup: String,
    notice: String,
    application_id: Option<i64>,
    hold_id: Option<i64>,
    feed_id: Option<i64>,
    grant_id: Option<i64>,
    attestation_id: Option<i64>,
    training_id: Option<i64>,
    body_id: Option<i64>,
    day: Option<NaiveDate>,
    systems: Option<String>,
    written_at: NaiveDateTime,
    attempts: i32,
    sent_at: Option<NaiveDateTime>,
    given_up_at: Option<NaiveDateTime>,
    fault: Option<String>,
    #[diesel(embed)]
    subject: Option<Subject>,
    #[diesel(embed)]
    addressee: Addressee,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = applications)]
struct Subject {
    number: Option<String>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = people)]
struct Addressee {
    surname: String,
    given: String,
    patronymic: Option<String>,
    email: Option<String>,
    lang: String,
    letter_lang: Option<String>,
}

impl Row {
    fn fate(&self) -> Fate {
        match (self.sent_at, self.given_up_at) {
            (Some(at), _) => Fate::Sent(at.and_utc()),
            (None, Some(at)) => Fate::GivenUp(at.and_utc(), self.fault.clone().unwrap_or_default()),
            (None, None) => Fate::Waiting,
        }
    }
}

impl TryFrom<Row> for Waiting {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Waiting, StorageError> {
        let corrupt = || StorageError::Corrupt { table: "outbox", id: row.id.to_string() };
        let codes = row.systems.as_deref().unwrap_or_default().split(',').filter(|code| !code.is_empty());
        let systems: Option<Vec<System>> = codes.map(System::parse).collect();
        let application = row.application_id.map(|id| About::Application(ApplicationId(id)));
        let about = application
            .or(row.hold_id.map(|id| About::Hold(HoldId(id))))
            .or(row.feed_id.map(|id| About::Feed(FeedId(id))))
            .or(row.grant_id.map(|id| About::Grant(GrantId(id))))
            .or(row.attestation_id.map(|id| About::Attestation(AttestationId(id))))
            .or(row.training_id.map(|id| About::Training(TrainingId(id))))
            .or(row.body_id.map(|id| About::Body(BodyId(id))))
            .ok_or_else(corrupt)?;
        let notice = systems
            .and_then(|systems| Notice::from_parts(&row.notice, about, row.day, systems))
            .ok_or_else(corrupt)?;
        let number = row.subject.and_then(|subject| subject.number);
        Ok(Waiting {
            id: OutboxId(row.id),
            notice,
            number: number.map(|number| number.parse()).transpose().map_err(|_| corrupt())?,
            written_at: row.written_at.and_utc(),
            attempts: u32::try_from(row.attempts).map_err(|_| corrupt())?,
            lang: Lang::parse(row.addressee.letter_lang.as_ref().unwrap_or(&row.addressee.lang))
                .ok_or_else(corrupt)?,
            dedup: row.dedup,
            name: PersonName {
                surname: row.addressee.surname,
                given: row.addressee.given,
                patronymic: row.addressee.patronymic,
            },
            address: row.addressee.email,
        })
    }
}
