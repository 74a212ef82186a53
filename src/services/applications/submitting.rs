//! Signing an application and sending it to the ministry (R8). What is signed is the application as it stands, in words;
//! its version is among them, so a signature for one state never sends another.

use chrono::{DateTime, Datelike, Utc};

use super::considering::tell_applicants;
use super::{Outcome, Refused, load, rule};
use crate::domain::access::Sign;
use crate::domain::application::{Act, Application, Incomplete, NotWritable, State, SubmitRefusal};
use crate::domain::body::Body;
use crate::domain::calendar::day_of;
use crate::domain::ids::ApplicationId;
use crate::domain::journal::{Actor, Digest, Event};
use crate::domain::lang::Lang;
use crate::domain::notice::Notice;
use crate::domain::person::Role;
use crate::gateways::certificates::Anchors;
use crate::services::calendars::Calendars;
use crate::services::sessions::SignedIn;
use crate::services::signing::{self, NoAnswer, NoChallenge, NotTheirs, Purpose};
use crate::services::substitutions::told_as;
use crate::storage::applications::Submission;
use crate::storage::challenges::Challenge;
use crate::storage::{Db, Failure, StorageError, Tx, applications, outbox};
use crate::text::text;

/// Why an application can't be signed now.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSignable {
    /// It was sent or decided already.
    #[error(transparent)]
    NotWritable(#[from] NotWritable),
    /// Something is missing in it.
    #[error(transparent)]
    Incomplete(#[from] Incomplete),
    /// No challenge was given.
    #[error(transparent)]
    NoChallenge(#[from] NoChallenge),
}

/// Why a signed application is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSubmitted {
    /// The challenge or the signature is not accepted.
    #[error(transparent)]
    Answer(#[from] NoAnswer),
    /// Somebody else's signature.
    #[error("the signature is not that of the signed-in person")]
    AnotherSigner,
    /// The application itself refuses; also where it changed after it was shown for signing.
    #[error(transparent)]
    Refusal(#[from] SubmitRefusal),
}

impl From<NotTheirs> for NotSubmitted {
    fn from(not: NotTheirs) -> NotSubmitted {
        match not {
            NotTheirs::Answer(no) => NotSubmitted::Answer(no),
            NotTheirs::AnotherSigner => NotSubmitted::AnotherSigner,
        }
    }
}

/// Gives the head's browser the application's text to sign.
pub async fn ask(
    db: &Db,
    origin: &str,
    browser: &str,
    who: &SignedIn,
    id: ApplicationId,
    at: DateTime<Utc>,
) -> Outcome<Challenge, NotSignable> {
    let actor = who.actor.clone();
    let application = db
        .read(move |conn| {
            let (application, _permit) = load(conn, &actor, Sign, id)?;
            application.check_writable().map_err(rule)?;
            application.check_complete().map_err(rule)?;
            Ok::<_, Failure<Refused<NotSignable>>>(application)
        })
        .await?;
    let statement = statement(&application, &who.body);
    let asked = signing::ask(db, origin, browser, Purpose::Submission(id), &statement, at).await;
    asked.map_err(|failure| failure.map(|why| Refused::Rule(NotSignable::NoChallenge(why))))
}

/// Accepts the signed text and sends the application; a refused signature is journalled too.
#[allow(clippy::too_many_arguments, reason = "an answered challenge is all of these")]
pub async fn answer(
    db: &Db,
    anchors: &Anchors,
    calendars: &Calendars,
    browser: &str,
    who: &SignedIn,
    id: ApplicationId,
    address: &str,
    cms: &[u8],
    at: DateTime<Utc>,
) -> Outcome<Application, NotSubmitted> {
    let (anchors, calendars, who) = (anchors.clone(), calendars.clone(), who.clone());
    let (browser, address, cms) = (browser.to_owned(), address.to_owned(), cms.to_vec());
    let sent = db
        .write(at, move |tx| {
            let (application, permit) = load(tx.conn(), &who.actor, Sign, id)?;
            let purpose = Purpose::Submission(id);
            let (signer, challenge) =
                match signing::answer_of(tx, &anchors, &address, &browser, purpose, &cms, &who)? {
                    Ok(signed) => signed,
                    Err(not) => return refuse(tx, &who, id, not.into()).map(Err),
                };
            let statement = statement(&application, &who.body);
            if !challenge.content.ends_with(statement.as_bytes()) {
                let stale = SubmitRefusal::Unbound(crate::domain::application::Unbound::Stale);
                return refuse(tx, &who, id, NotSubmitted::Refusal(stale)).map(Err);
            }
            let act = Act { at, shown: application.version() };
            let calendar = calendars.current(tx.conn())?;
            let sent = match application.state {
                State::Returned { .. } => application.resubmit(&permit, act, &calendar),
                State::Draft
                | State::Submitted { .. }
                | State::Forwarded { .. }
                | State::Refused { .. }
                | State::Granted { .. }
                | State::Withdrawn { .. } => {
                    let number = applications::next_number(tx, day_of(at).year())?;
                    application.submit(&permit, act, number, &calendar)
                }
            }
            .map_err(rule::<_, NotSubmitted>)?;
            applications::save(tx, &sent)?;
            let certificate = signer.certificate_serial.clone();
            let (person, content) = (who.person.id, challenge.content);
            let digest = Digest::of(&content);
            let kept =
                Submission { person, at, certificate: certificate.clone(), content, signature: cms.clone() };
            applications::insert_submission(tx, id, &kept)?;
            announce(tx, permit.actor(), &sent, digest, certificate)?;
            Ok(Ok(sent))
        })
        .await?;
    sent.map_err(|why| Failure::Refused(Refused::Rule(why)))
}

/// Whether this signature sent the application before: the answer of the first click was lost on the way.
pub async fn was_sent_with(
    db: &Db,
    who: &SignedIn,
    id: ApplicationId,
    cms: &[u8],
) -> Outcome<bool, NotSubmitted> {
    let (actor, cms) = (who.actor.clone(), cms.to_vec());
    db.read(move |conn| {
        load(conn, &actor, Sign, id)?;
        Ok::<_, Failure<_>>(applications::was_sent_with(conn, id, &cms)?)
    })
    .await
}

fn refuse(
    tx: &mut Tx<'_>,
    who: &SignedIn,
    application: ApplicationId,
    why: NotSubmitted,
) -> Result<NotSubmitted, Failure<Refused<NotSubmitted>>> {
    let cause = match &why {
        NotSubmitted::Answer(no) => no.code(),
        NotSubmitted::AnotherSigner => "another_signer",
        NotSubmitted::Refusal(_) => "stale",
    };
    tx.journal((&who.actor).into(), Event::SignatureRefused { application, cause: cause.to_owned() })?;
    Ok(why)
}

fn announce(
    tx: &mut Tx<'_>,
    by: Actor,
    sent: &Application,
    signed: Digest,
    certificate: String,
) -> Result<(), StorageError> {
    let (Some(deadline), Some(number)) = (sent.state.deadline(), sent.number) else {
        return Err(super::corrupt(sent.id));
    };
    let (application, due_on) = (sent.id, deadline.due_on());
    let at = tx.at();
    tx.journal(
        by,
        Event::ApplicationSubmitted {
            application,
            number: number.to_string(),
            systems: sent.systems.iter().copied().collect(),
            employees: sent.lines.len() as i64,
            due_on,
            signed,
            certificate,
        },
    )?;
    tell_applicants(tx, sent, &Notice::ApplicationSubmitted { application, due_on })?;
    for reviewer in told_as(tx.conn(), Role::Reviewer, at)? {
        outbox::put(tx, reviewer.id, &Notice::ApplicationArrived { application, due_on })?;
    }
    Ok(())
}

/// The application in the words that its head signs: the annex of the order in the language of the state, with the
/// version of the record.
pub fn statement(application: &Application, body: &Body) -> String {
    let systems: Vec<String> = application
        .systems
        .iter()
        .map(|system| text(Lang::Kk, &format!("system-{}", system.code())))
        .collect();
    let mut statement = format!(
        "Қазақстан Республикасының Қаржы министрлігіне\n\
         өтінім: {}\nнұсқа: {}\nөтінім беруші орган: {}, БСН {}\n\
         Қызметтік міндеттерін орындау үшін төмендегі қызметкерлерге оқу режимінде қолжетімділік беруді сұраймыз.\n\
         жүйелер: {}\nқызметкерлер: {}\n",
        application.id,
        application.version(),
        body.name.kk,
        body.bin.as_str(),
        systems.join("; "),
        application.lines.len(),
    );
    for (place, line) in (1..).zip(&application.lines) {
        let employee = &line.employee;
        statement.push_str(&format!(
            "{place}. {} | ЖСН {} | {} | {} | E-Qyzmet: {} | {} | {} | мақсаты: {}\n",
            employee.name.full(),
            employee.iin.as_str(),
            employee.position,
            employee.unit,
            employee.qr,
            employee.phone.as_str(),
            employee.email.as_str(),
            employee.purpose,
        ));
    }
    statement
}
