//! Checking the E-Qyzmet codes of employees (R8). E-Qyzmet is asked outside any transaction, and no decision waits for
//! it: what it says is written down, journalled and shown, and people decide.

use std::time::Duration;

use chrono::{DateTime, TimeDelta};

use crate::clock::Clock;
use crate::domain::calendar::day_of;
use crate::domain::eqyzmet::{Certificate, Unchecked, Verdict};
use crate::domain::ids::ApplicationId;
use crate::domain::journal::{Actor, Digest, Event};
pub use crate::gateways::eqyzmet::Register;
pub use crate::storage::applications::codes::Checked;
use crate::storage::applications::codes::{self, Waiting};
use crate::storage::{Db, Failure, StorageError, bodies};

/// After how long E-Qyzmet is asked again where it did not answer.
const AGAIN: TimeDelta = TimeDelta::minutes(15);

/// How often codes are looked for that wait.
const PULSE: Duration = Duration::from_secs(2);

/// How long nothing is asked after E-Qyzmet did not answer.
const REST: Duration = Duration::from_secs(60);

/// How many codes of one application are asked about while its writer waits.
const AT_ONCE: i64 = 2;

/// How many codes are taken up in one round.
const ROUND: i64 = 50;

/// What checks the codes of one portal.
#[derive(Clone)]
pub struct Checking {
    /// The portal's database.
    pub db: Db,
    /// What time it is.
    pub clock: Clock,
    /// How E-Qyzmet is reached.
    pub register: Register,
}

/// The card was written anew while E-Qyzmet was asked.
struct Overtaken;

impl Checking {
    /// Checks whatever waits, for ever.
    pub async fn keep_checking(self) {
        loop {
            let pause = match self.check_waiting().await {
                Ok(Some(Unchecked::NoAnswer)) => REST,
                Ok(_) => PULSE,
                Err(error) => {
                    tracing::warn!(%error, "codes of E-Qyzmet were not checked");
                    REST
                }
            };
            tokio::time::sleep(pause).await;
        }
    }

    /// Checks what waits now; stops where E-Qyzmet does not answer, and says so.
    pub async fn check_waiting(&self) -> Result<Option<Unchecked>, StorageError> {
        self.check(None, ROUND).await
    }

    /// Checks the codes that somebody has just written into an application, so that they are told at once. Whatever
    /// goes wrong is left to [`Checking::keep_checking`].
    pub async fn check_written(&self, application: ApplicationId) {
        if let Err(error) = self.check(Some(application), AT_ONCE).await {
            tracing::warn!(%error, "codes of E-Qyzmet were not checked at once");
        }
    }

    async fn check(&self, of: Option<ApplicationId>, most: i64) -> Result<Option<Unchecked>, StorageError> {
        let again_before = match self.register {
            // Nothing changes by asking again.
            Register::Absent => DateTime::UNIX_EPOCH,
            Register::Http(_) => self.clock.now() - AGAIN,
        };
        let waiting = self.db.read(move |conn| codes::waiting(conn, of, again_before, most)).await?;
        for asked in waiting {
            let (register, text) = (self.register.clone(), asked.text.clone());
            let answer = tokio::task::spawn_blocking(move || register.ask(&text)).await;
            let answer = answer.unwrap_or(Err(Unchecked::NoAnswer));
            let silent = answer == Err(Unchecked::NoAnswer);
            self.keep(asked, answer).await?;
            if silent {
                return Ok(Some(Unchecked::NoAnswer));
            }
        }
        Ok(None)
    }

    async fn keep(&self, asked: Waiting, answer: Result<Certificate, Unchecked>) -> Result<(), StorageError> {
        let at = self.clock.now();
        let body = asked.body;
        let bin = self.db.read(move |conn| bodies::get(conn, body, day_of(at))).await?.bin;
        let verdict = Verdict::of(answer, &asked.iin, &bin);
        if verdict == asked.verdict {
            return self.db.upkeep(move |conn| codes::asked_again(conn, &asked, at)).await;
        }
        let kept = self.db.write(at, move |tx| {
            if !codes::answered(tx, &asked, verdict)? {
                return Err(Failure::Refused(Overtaken));
            }
            let (application, line) = (asked.application, asked.line);
            let seen = codes::of_application(tx.conn(), application)?;
            let verdict = seen.get(&line).map_or(verdict, |checked| checked.verdict).code().to_owned();
            let code = Digest::of(asked.text.as_bytes());
            tx.journal(Actor::System, Event::QrChecked { application, line, code, verdict })?;
            Ok(())
        });
        match kept.await {
            Ok(()) | Err(Failure::Refused(Overtaken)) => Ok(()),
            Err(Failure::Storage(error)) => Err(error),
        }
    }
}
