//! Signing in with the electronic signature of the body's legal entity (R11).

use chrono::{DateTime, TimeDelta, Utc};

use super::sessions as sessions_of;
use super::signing::{self, NoAnswer, NoChallenge, Purpose};
use super::substitutions::standing_in;
use crate::domain::calendar;
use crate::domain::ids::{BodyId, PersonId};
use crate::domain::journal::{Actor, Digest, Event};
use crate::domain::lang::Lang;
use crate::domain::person::{Person, Role};
use crate::domain::presence::Network;
use crate::domain::signature::Signer;
use crate::gateways::certificates::Anchors;
use crate::gateways::randomness;
use crate::storage::challenges::Challenge;
use crate::storage::people::NewPerson;
use crate::storage::{Db, Failure, StorageError, Tx, bodies, holds, people, sessions};

/// Why a sign-in is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignInRefused {
    /// The challenge or the signature is not accepted.
    #[error(transparent)]
    Answer(#[from] NoAnswer),
    /// The body is not registered, or the person is not on its list, or holds no role: one answer for all.
    #[error("the signer is not registered")]
    NotRegistered,
    /// The body is closed; said to every signer of that legal entity alike.
    #[error("the body is closed")]
    BodyClosed(BodyId),
    /// No random bytes for a session.
    #[error(transparent)]
    NoRandomness(#[from] randomness::NoRandomness),
}

impl SignInRefused {
    /// The stable code for the journal and the catalogues.
    pub fn code(self) -> &'static str {
        match self {
            SignInRefused::Answer(no) => no.code(),
            SignInRefused::NotRegistered => "not_registered",
            SignInRefused::BodyClosed(_) => "body_closed",
            SignInRefused::NoRandomness(_) => "no_randomness",
        }
    }
}

/// How long it is known that a session was, and from where it was used.
const KEPT: TimeDelta = TimeDelta::days(90);

/// A session that has just begun.
#[derive(Clone, Debug)]
pub struct Started {
    /// The session token, for the browser's cookie alone.
    pub token: String,
    /// Who signed in.
    pub person: PersonId,
    /// The language in which the person wants the portal.
    pub lang: Lang,
}

/// Gives a browser the text to sign.
pub async fn ask(
    db: &Db,
    origin: &str,
    browser: &str,
    at: DateTime<Utc>,
) -> Result<Challenge, Failure<NoChallenge>> {
    signing::ask(db, origin, browser, Purpose::SignIn, "", at).await
}

/// Accepts the signed text and begins a session; a refusal is journalled too, except to a browser that asked for no
/// challenge: strangers can't make the journal grow.
pub async fn answer(
    db: &Db,
    anchors: &Anchors,
    address: &str,
    browser: &str,
    cms: &[u8],
    from: Option<Network>,
    at: DateTime<Utc>,
) -> Result<Started, Failure<SignInRefused>> {
    if !signing::was_given(db, address, browser).await? {
        return Err(Failure::Refused(NoAnswer::Gone.into()));
    }
    let token = randomness::token().map_err(|error| Failure::Refused(error.into()))?;
    let (anchors, address, browser, cms) =
        (anchors.clone(), address.to_owned(), browser.to_owned(), cms.to_vec());
    let started = db
        .write(at, move |tx| {
            let answered = signing::answer(tx, &anchors, &address, &browser, Purpose::SignIn, &cms)?;
            let person = match answered {
                Ok((signer, _)) => registered(tx, &signer)?.map(|person| (signer, person)),
                Err(no) => Err(SignInRefused::Answer(no)),
            };
            match person {
                Ok((signer, person)) => begin(tx, &signer, &person, &token, from.as_ref()).map(Ok),
                Err(refused) => {
                    tx.journal(Actor::Anonymous, Event::SignInRefused { cause: refused.code().to_owned() })?;
                    Ok::<_, StorageError>(Err(refused))
                }
            }
        })
        .await?;
    started.map_err(Failure::Refused)
}

fn begin(
    tx: &mut Tx<'_>,
    signer: &Signer,
    person: &Person,
    token: &str,
    from: Option<&Network>,
) -> Result<Started, StorageError> {
    let at = tx.at();
    sessions::forget(tx.conn(), at, KEPT)?;
    sessions::insert(tx, &Digest::of(token.as_bytes()), person.id, from)?;
    let certificate = signer.certificate_serial.clone();
    let actor = Actor::Person { person: person.id, body: person.body };
    tx.journal(actor, Event::SignedIn { person: person.id, body: person.body, certificate })?;
    Ok(Started { token: token.to_owned(), person: person.id, lang: person.lang })
}

/// The registered person behind a signature. The person is IIN + body, so somebody whose roles ended stays refused
/// whatever certificate comes; only a head whom the registry has never seen is entered as the head of a registered body.
fn registered(tx: &mut Tx<'_>, signer: &Signer) -> Result<Result<Person, SignInRefused>, StorageError> {
    let today = calendar::day_of(tx.at());
    let Some(body) = bodies::find_by_bin(tx.conn(), &signer.bin, today)? else {
        return Ok(Err(SignInRefused::NotRegistered));
    };
    if body.is_closed_on(today) {
        return Ok(Err(SignInRefused::BodyClosed(body.id)));
    }
    let known = people::find(tx.conn(), &signer.iin, body.id)?;
    let at = tx.at();
    let present = match known {
        Some(person) => {
            let holds = holds::of_person(tx.conn(), person.id)?;
            let standing_in = standing_in(tx.conn(), person.id, at)?;
            Some(sessions_of::at_present(person, &holds, standing_in).person)
        }
        None => None,
    };
    match present {
        Some(person) if person.roles.is_empty() => Ok(Err(SignInRefused::NotRegistered)),
        Some(person) => Ok(Ok(person)),
        None if signer.is_head() && body.seat.kind().may_apply() => {
            let new = NewPerson {
                body: body.id,
                iin: signer.iin.clone(),
                name: signer.name.clone(),
                position: String::new(),
                email: None,
                lang: Lang::Kk,
            };
            let person = people::insert(tx, &new)?;
            people::set_roles(tx, person, &[Role::Head])?;
            let roles = vec![Role::Head];
            tx.journal(Actor::System, Event::PersonRegistered { person, body: body.id, roles })?;
            Ok(Ok(people::get(tx.conn(), person)?))
        }
        None => Ok(Err(SignInRefused::NotRegistered)),
    }
}
