//! Letters as people see them: each chooses the language of theirs; the ministry's administrator sees those that were given
//! up, and sends them again. Must not carry any.

use chrono::{DateTime, Utc};

use super::sessions::SignedIn;
use crate::domain::access::{Denied, KeepMail, Permit, check};
use crate::domain::ids::OutboxId;
use crate::domain::journal::Event;
use crate::domain::lang::Lang;
use crate::domain::names::PersonName;
use crate::storage::outbox::{self, Fate};
use crate::storage::{Db, Failure, StorageError, people};

/// How many letters a page shows.
pub const PAGE: i64 = 50;

/// A letter that was given up, without what it says: a name, what it is about, and why it did not leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undelivered {
    /// Its number.
    pub id: OutboxId,
    /// To whom.
    pub name: PersonName,
    /// The code of what it tells.
    pub notice: &'static str,
    /// The number of the application that it tells of.
    pub number: String,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// When it was given up.
    pub given_up_at: DateTime<Utc>,
    /// Why it did not leave.
    pub fault: String,
}

/// Why nothing was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// There is no such letter, or it was not given up.
    NotThere,
    /// The ministry's administrator keeps the mail.
    Denied(Denied),
}

/// The letters that were given up, newest first.
pub async fn undelivered(db: &Db, who: &SignedIn) -> Result<Vec<Undelivered>, Failure<Refused>> {
    permit(who)?;
    let letters = db.read(|conn| outbox::given_up(conn, PAGE)).await?;
    let shown = |(waiting, fate): (outbox::Waiting, Fate)| match fate {
        Fate::GivenUp(given_up_at, fault) => Some(Undelivered {
            id: waiting.id,
            name: waiting.name,
            notice: waiting.notice.code(),
            number: waiting.number.map_or_else(String::new, |number| number.to_string()),
            written_at: waiting.written_at,
            given_up_at,
            fault,
        }),
        Fate::Waiting | Fate::Sent(_) => None,
    };
    Ok(letters.into_iter().filter_map(shown).collect())
}

/// How many letters were given up, for the ministry's administrator.
pub async fn given_up(db: &Db, who: &SignedIn) -> Result<Option<u64>, StorageError> {
    if permit(who).is_err() {
        return Ok(None);
    }
    db.read(outbox::count_given_up).await.map(Some)
}

/// Lets a letter that was given up wait again, as if it had just been written.
pub async fn send_again(
    db: &Db,
    who: &SignedIn,
    id: OutboxId,
    at: DateTime<Utc>,
) -> Result<(), Failure<Refused>> {
    let who = who.clone();
    db.write(at, move |tx| {
        let permit = permit(&who)?;
        let person = outbox::send_again(tx, &permit, id)?.ok_or(Failure::Refused(Refused::NotThere))?;
        tx.journal((&who.actor).into(), Event::LetterSentAgain { letter: id.0, person })?;
        Ok(())
    })
    .await
}

/// Chooses the language of one's own letters.
pub async fn choose_language(
    db: &Db,
    who: &SignedIn,
    lang: Lang,
    at: DateTime<Utc>,
) -> Result<(), StorageError> {
    let who = who.clone();
    db.write(at, move |tx| {
        let person = who.person.id;
        people::choose_letter_lang(tx, person, lang)?;
        let lang = lang.code().to_owned();
        tx.journal((&who.actor).into(), Event::LetterLanguageChosen { person, lang })?;
        Ok(())
    })
    .await
}

fn permit(who: &SignedIn) -> Result<Permit<KeepMail>, Failure<Refused>> {
    check(&who.actor, KeepMail, &()).map_err(|denied| Failure::Refused(Refused::Denied(denied)))
}
