//! Letters leave: due ones are leased, written in the language of the addressee, carried, and marked. A letter can leave
//! twice (a crash between carrying and marking), so it says what is so and asks for nothing by itself.

mod letter;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use crate::clock::Clock;
use crate::domain::ids::OutboxId;
use crate::gateways::mail::{MailError, Mailer};
use crate::storage::outbox::{self, Fate, Waiting};
use crate::storage::{Db, StorageError};

/// How long whoever took a letter may hold it.
const LEASE: TimeDelta = TimeDelta::minutes(2);

/// Pauses after each attempt that failed; after the last one the letter is given up.
const PAUSES: [TimeDelta; 6] = [
    TimeDelta::seconds(30),
    TimeDelta::minutes(2),
    TimeDelta::minutes(10),
    TimeDelta::hours(1),
    TimeDelta::hours(4),
    TimeDelta::hours(12),
];

/// How often the outbox is looked at.
const PULSE: Duration = Duration::from_secs(1);

/// Delivers the outbox of one portal.
#[derive(Clone)]
pub struct Outbox {
    /// The portal's database.
    pub db: Db,
    /// How letters leave.
    pub mailer: Mailer,
    /// What time it is.
    pub clock: Clock,
    /// The origin that browsers use, for the link in a letter.
    pub portal: String,
}

/// What one round did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// Letters that left.
    pub sent: u32,
    /// Letters that are tried again later.
    pub postponed: u32,
    /// Letters that are not tried again.
    pub given_up: u32,
}

/// A letter as the demo's mail page shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownLetter {
    /// Its number.
    pub id: OutboxId,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// To whom.
    pub name: String,
    /// To which address, where known.
    pub address: Option<String>,
    /// Language of the letter.
    pub lang: crate::domain::lang::Lang,
    /// Subject.
    pub subject: String,
    /// Body.
    pub body: String,
    /// What became of it.
    pub fate: Fate,
}

impl Outbox {
    /// Delivers whatever is due, for ever. Several portals over one database share the work by leases.
    pub async fn keep_delivering(self) {
        loop {
            match self.deliver_due().await {
                Ok(round) if round == Round::default() => {}
                Ok(round) => tracing::info!(round.sent, round.postponed, round.given_up, "letters"),
                Err(error) => tracing::warn!(%error, "the outbox was not delivered"),
            }
            tokio::time::sleep(PULSE).await;
        }
    }

    /// Delivers what is due now.
    pub async fn deliver_due(&self) -> Result<Round, StorageError> {
        let mut round = Round::default();
        while let Some(waiting) = self.lease().await? {
            match self.carry(&waiting).await {
                Ok(()) => {
                    self.mark(waiting.id, outbox::sent).await?;
                    round.sent += 1;
                }
                Err(MailError::Later(error)) if self.pause(&waiting).is_some() => {
                    let due_at = self.clock.now() + self.pause(&waiting).unwrap_or_default();
                    let fault = error.to_string();
                    self.db.upkeep(move |conn| outbox::postpone(conn, waiting.id, due_at, &fault)).await?;
                    round.postponed += 1;
                }
                Err(error) => {
                    let fault = error.to_string();
                    tracing::warn!(letter = waiting.id.0, %fault, "a letter is given up");
                    self.mark(waiting.id, move |conn, id, at| outbox::give_up(conn, id, at, &fault)).await?;
                    round.given_up += 1;
                }
            }
        }
        Ok(round)
    }

    /// How many letters there are.
    pub async fn count(&self) -> Result<i64, StorageError> {
        self.db.read(outbox::count).await
    }

    /// Letters after so many newer ones, newest first, written out as they are or will be carried.
    pub async fn written(&self, after: i64, most: i64) -> Result<Vec<ShownLetter>, StorageError> {
        let letters = self.db.read(move |conn| outbox::list(conn, after, most)).await?;
        let shown = |(waiting, fate): (Waiting, Fate)| {
            let name = waiting.name.full();
            let (subject, body) = letter::words(&waiting, &self.portal);
            let Waiting { id, written_at, address, lang, .. } = waiting;
            ShownLetter { id, written_at, name, address, lang, subject, body, fate }
        };
        Ok(letters.into_iter().map(shown).collect())
    }

    async fn lease(&self) -> Result<Option<Waiting>, StorageError> {
        let at = self.clock.now();
        self.db.upkeep(move |conn| outbox::lease(conn, at, at + LEASE)).await
    }

    async fn carry(&self, waiting: &Waiting) -> Result<(), MailError> {
        let letter = letter::write(waiting, &self.portal)
            .ok_or_else(|| MailError::Unfit("the addressee has no address".to_owned()))?;
        let mailer = self.mailer.clone();
        let carrying = tokio::task::spawn_blocking(move || mailer.carry(&letter));
        carrying.await.unwrap_or_else(|stopped| Err(MailError::Later(stopped.to_string())))
    }

    fn pause(&self, waiting: &Waiting) -> Option<TimeDelta> {
        let failed = usize::try_from(waiting.attempts).unwrap_or(usize::MAX);
        PAUSES.get(failed.saturating_sub(1)).copied()
    }

    async fn mark(
        &self,
        id: OutboxId,
        how: impl Fn(&mut crate::storage::Conn, OutboxId, DateTime<Utc>) -> Result<(), StorageError>
        + Send
        + 'static,
    ) -> Result<(), StorageError> {
        let at = self.clock.now();
        self.db.upkeep(move |conn| how(conn, id, at)).await
    }
}

#[cfg(test)]
mod tests;
