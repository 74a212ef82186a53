//! Challenges to sign: asked for by one browser, answered once, soon, by that browser.

use chrono::{DateTime, NaiveDate, SecondsFormat, TimeDelta, Utc};

use crate::domain::hold::Ending;
use crate::domain::ids::{ApplicationId, PersonId};
use crate::domain::journal::Digest;
use crate::domain::signature::{SignatureFault, Signer};
use crate::gateways::certificates::{self, Anchors};
use crate::gateways::randomness::{self, NoRandomness};
use crate::services::sessions::SignedIn;
use crate::storage::challenges::{self, Challenge};
use crate::storage::{Db, Failure, StorageError, Tx};

/// How long a challenge can be answered.
pub const TIME_TO_ANSWER: TimeDelta = TimeDelta::minutes(10);
/// How many unanswered challenges are kept before new ones are refused.
pub const MOST_OPEN: i64 = 10_000;

/// What a signature is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Signing in (R11).
    SignIn,
    /// Sending an application to the ministry (R8).
    Submission(ApplicationId),
    /// Reporting that somebody's powers ended: who, on which day, how (R9.4).
    Separation(PersonId, NaiveDate, Ending),
}

impl Purpose {
    fn code(self) -> String {
        match self {
            Purpose::SignIn => "sign-in".to_owned(),
            Purpose::Submission(id) => format!("submission:{id}"),
            Purpose::Separation(person, on, ending) => format!("separation:{person}:{on}:{}", ending.code()),
        }
    }

    fn parse(code: &str) -> Option<Purpose> {
        match code.split_once(':') {
            None => (code == "sign-in").then_some(Purpose::SignIn),
            Some(("submission", id)) => id.parse().ok().map(Purpose::Submission),
            Some(("separation", about)) => {
                let (person, about) = about.split_once(':')?;
                let (on, ending) = about.split_once(':')?;
                Some(Purpose::Separation(person.parse().ok()?, on.parse().ok()?, Ending::parse(ending)?))
            }
            Some(_) => None,
        }
    }
}

/// Why no challenge was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoChallenge {
    /// Too many are waiting for an answer.
    #[error("too many challenges are waiting for an answer")]
    TooMany,
    /// No random bytes.
    #[error(transparent)]
    NoRandomness(#[from] NoRandomness),
}

/// Why an answer is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoAnswer {
    /// No such challenge, another browser's, another purpose, answered before, or too late: one answer for all.
    #[error("the challenge can't be answered")]
    Gone,
    /// The signature proves nothing.
    #[error(transparent)]
    Signature(#[from] SignatureFault),
}

impl NoAnswer {
    /// The stable code for the journal and the catalogues.
    pub fn code(self) -> &'static str {
        match self {
            NoAnswer::Gone => "challenge_gone",
            NoAnswer::Signature(fault) => fault.code(),
        }
    }
}

/// Gives a browser a text to sign. `statement` says what is signed; it becomes part of the signed bytes.
pub async fn ask(
    db: &Db,
    origin: &str,
    browser: &str,
    purpose: Purpose,
    statement: &str,
    at: DateTime<Utc>,
) -> Result<Challenge, Failure<NoChallenge>> {
    let refused = |error: NoRandomness| Failure::Refused(NoChallenge::NoRandomness(error));
    let nonce = randomness::token().map_err(refused)?;
    let issued = at.to_rfc3339_opts(SecondsFormat::Secs, true);
    let purpose = purpose.code();
    let content = format!(
        "qarau-challenge-1\norigin: {origin}\npurpose: {purpose}\nissued: {issued}\nnonce: {nonce}\n{statement}"
    );
    let challenge = Challenge {
        id: crate::domain::ids::ChallengeId(0),
        address: randomness::token().map_err(refused)?,
        browser: Digest::of(browser.as_bytes()),
        purpose,
        content: content.into_bytes(),
        issued_at: at,
        expires_at: at + TIME_TO_ANSWER,
        answered_at: None,
    };
    db.upkeep(move |conn| {
        if challenges::sweep(conn, at)? >= MOST_OPEN {
            return Err(Failure::Refused(NoChallenge::TooMany));
        }
        challenges::insert(conn, &challenge)?;
        Ok(challenge.clone())
    })
    .await
}

/// The challenge at an address, while this browser may answer it.
pub async fn find(
    db: &Db,
    address: &str,
    browser: &str,
    at: DateTime<Utc>,
) -> Result<Option<(Purpose, Challenge)>, StorageError> {
    let (address, browser) = (address.to_owned(), Digest::of(browser.as_bytes()));
    db.read(move |conn| {
        let challenge =
            challenges::find(conn, &address)?.filter(|challenge| is_open(challenge, &browser, at));
        Ok(challenge.and_then(|challenge| Some((Purpose::parse(&challenge.purpose)?, challenge))))
    })
    .await
}

/// True where this address was once given to this browser, whatever became of the challenge.
pub async fn was_given(db: &Db, address: &str, browser: &str) -> Result<bool, StorageError> {
    let (address, browser) = (address.to_owned(), Digest::of(browser.as_bytes()));
    db.read(move |conn| {
        Ok(challenges::find(conn, &address)?.is_some_and(|challenge| challenge.browser == browser))
    })
    .await
}

fn is_open(challenge: &Challenge, browser: &Digest, at: DateTime<Utc>) -> bool {
    challenge.browser == *browser
        && challenge.answered_at.is_none()
        && (challenge.issued_at..challenge.expires_at).contains(&at)
}

/// Uses up the challenge in the transaction of the act that it is for, and says who signed.
///
/// Whatever the signature, the challenge is answered with this; the caller journals the outcome either way.
pub fn answer(
    tx: &mut Tx<'_>,
    anchors: &Anchors,
    address: &str,
    browser: &str,
    purpose: Purpose,
    cms: &[u8],
) -> Result<Result<(Signer, Challenge), NoAnswer>, StorageError> {
    let at = tx.at();
    let browser = Digest::of(browser.as_bytes());
    let found = challenges::find(tx.conn(), address)?
        .filter(|challenge| is_open(challenge, &browser, at) && challenge.purpose == purpose.code());
    let Some(challenge) = found else { return Ok(Err(NoAnswer::Gone)) };
    if !challenges::answer(tx, challenge.id)? {
        return Ok(Err(NoAnswer::Gone));
    }
    let signer = certificates::verify(cms, &challenge.content, anchors, at).map_err(NoAnswer::Signature);
    Ok(signer.map(|signer| (signer, challenge)))
}

/// Why a signature does not count as that of the signed-in person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotTheirs {
    /// The challenge or the signature is not accepted.
    #[error(transparent)]
    Answer(#[from] NoAnswer),
    /// Somebody else's signature, or one for another body.
    #[error("the signature is not that of the signed-in person")]
    AnotherSigner,
}

/// The same where somebody is signed in: only the signature of that person for that body counts (R11).
pub fn answer_of(
    tx: &mut Tx<'_>,
    anchors: &Anchors,
    address: &str,
    browser: &str,
    purpose: Purpose,
    cms: &[u8],
    who: &SignedIn,
) -> Result<Result<(Signer, Challenge), NotTheirs>, StorageError> {
    Ok(match answer(tx, anchors, address, browser, purpose, cms)? {
        Ok((signer, _)) if signer.iin != who.person.iin || signer.bin != who.body.bin => {
            Err(NotTheirs::AnotherSigner)
        }
        answered => answered.map_err(NotTheirs::Answer),
    })
}
