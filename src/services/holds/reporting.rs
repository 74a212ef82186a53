//! The body reports that powers ended (R9.4), signed with its electronic signature. What is signed names the employee, the
//! day and how; the same three stand in the purpose of the challenge, so a signature for one report never makes another.

use chrono::{DateTime, NaiveDate, Utc};

use super::super::applications::{Outcome, Refused};
use super::{load, place, rule};
use crate::domain::access::ReportSeparation;
use crate::domain::body::Body;
use crate::domain::hold::{Ending, Hold, NewHold, PlaceRefusal, Separation};
use crate::domain::ids::PersonId;
use crate::domain::journal::{Actor, Digest, Event};
use crate::domain::lang::Lang;
use crate::domain::person::Person;
use crate::gateways::certificates::Anchors;
use crate::services::calendars::Calendars;
use crate::services::sessions::SignedIn;
use crate::services::signing::{self, NoAnswer, NoChallenge, NotTheirs, Purpose};
use crate::storage::challenges::Challenge;
use crate::storage::holds::Report;
use crate::storage::{Conn, Db, Failure, StorageError, Tx, holds};
use crate::text::{dates, text};

/// What is reported about somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reported {
    /// About whom.
    pub person: PersonId,
    /// The day on which the powers ended.
    pub ended_on: NaiveDate,
    /// How.
    pub ending: Ending,
}

impl Reported {
    fn purpose(self) -> Purpose {
        Purpose::Separation(self.person, self.ended_on, self.ending)
    }
}

/// Why a report can't be signed now.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSignable {
    /// The rule refuses.
    #[error(transparent)]
    Refusal(#[from] PlaceRefusal),
    /// No challenge was given.
    #[error(transparent)]
    NoChallenge(#[from] NoChallenge),
}

/// Why a signed report is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotReported {
    /// The challenge or the signature is not accepted.
    #[error(transparent)]
    Answer(#[from] NoAnswer),
    /// Somebody else's signature.
    #[error("the signature is not that of the signed-in person")]
    AnotherSigner,
    /// The rule refuses.
    #[error(transparent)]
    Refusal(#[from] PlaceRefusal),
}

impl From<NotTheirs> for NotReported {
    fn from(not: NotTheirs) -> NotReported {
        match not {
            NotTheirs::Answer(no) => NotReported::Answer(no),
            NotTheirs::AnotherSigner => NotReported::AnotherSigner,
        }
    }
}

/// Gives the browser of a head or officer the report to sign.
pub async fn ask(
    db: &Db,
    calendars: &Calendars,
    origin: &str,
    browser: &str,
    who: &SignedIn,
    reported: Reported,
    at: DateTime<Utc>,
) -> Outcome<Challenge, NotSignable> {
    let (asking, calendars) = (who.clone(), calendars.clone());
    let person = db
        .read(move |conn| {
            let (person, ..) = read(conn, &calendars, &asking, reported, at)
                .map_err(|failure| failure.map(into_rule::<PlaceRefusal, NotSignable>))?;
            Ok::<_, Failure<Refused<NotSignable>>>(person)
        })
        .await?;
    let statement = statement(&person, &who.body, reported);
    let asked = signing::ask(db, origin, browser, reported.purpose(), &statement, at).await;
    asked.map_err(|failure| failure.map(|why| Refused::Rule(NotSignable::NoChallenge(why))))
}

/// Accepts the signed report: the employee's access is suspended in the same transaction. A refused signature is
/// journalled too.
#[allow(clippy::too_many_arguments, reason = "an answered challenge is all of these")]
pub async fn answer(
    db: &Db,
    anchors: &Anchors,
    calendars: &Calendars,
    browser: &str,
    who: &SignedIn,
    reported: Reported,
    address: &str,
    cms: &[u8],
    at: DateTime<Utc>,
) -> Outcome<Hold, NotReported> {
    let (anchors, calendars, who) = (anchors.clone(), calendars.clone(), who.clone());
    let (browser, address, cms) = (browser.to_owned(), address.to_owned(), cms.to_vec());
    let placed = db
        .write(at, move |tx| {
            let (person, new, by) = read(tx.conn(), &calendars, &who, reported, at)
                .map_err(|failure| failure.map(into_rule::<PlaceRefusal, NotReported>))?;
            let purpose = reported.purpose();
            let (signer, challenge) =
                match signing::answer_of(tx, &anchors, &address, &browser, purpose, &cms, &who)? {
                    Ok(signed) => signed,
                    Err(not) => return Ok(Err(refuse(tx, &who, reported, not.into())?)),
                };
            if !challenge.content.ends_with(statement(&person, &who.body, reported).as_bytes()) {
                return Ok(Err(refuse(tx, &who, reported, NotReported::Answer(NoAnswer::Gone))?));
            }
            let hold = place(tx, &new)?;
            let signed = Digest::of(&challenge.content);
            let certificate = signer.certificate_serial.clone();
            let report = Report {
                certificate: certificate.clone(),
                content: challenge.content,
                signature: cms.clone(),
            };
            holds::insert_report(tx, hold.id, &report)?;
            let separation = new.cause.separation();
            let event = Event::PowersEndedReported {
                hold: hold.id,
                person: hold.person,
                body: hold.body,
                ended_on: reported.ended_on,
                ending: reported.ending.code().to_owned(),
                late_days: separation.and_then(|separation| separation.late_days).map(i64::from),
                signed,
                certificate,
            };
            tx.journal(by, event)?;
            Ok::<_, Failure<Refused<NotReported>>>(Ok(hold))
        })
        .await?;
    placed.map_err(|why| Failure::Refused(Refused::Rule(why)))
}

/// The employee and the hold that the report would place now.
fn read(
    conn: &mut Conn,
    calendars: &Calendars,
    who: &SignedIn,
    reported: Reported,
    at: DateTime<Utc>,
) -> Outcome<(Person, NewHold, Actor), PlaceRefusal> {
    let (person, permit) = load(conn, &who.actor, ReportSeparation, reported.person)?;
    let calendar = calendars.current(conn)?;
    let separation = Separation::known(reported.ended_on, reported.ending, at, &calendar)
        .map_err(rule::<PlaceRefusal, PlaceRefusal>)?;
    let held = holds::of_person(conn, reported.person)?;
    let new = NewHold::report(&permit, &person, &held, separation, at)
        .map_err(rule::<PlaceRefusal, PlaceRefusal>)?;
    Ok((person, new, permit.actor()))
}

fn into_rule<R, S: From<R>>(refused: Refused<R>) -> Refused<S> {
    match refused {
        Refused::NotThere => Refused::NotThere,
        Refused::Denied(denied) => Refused::Denied(denied),
        Refused::Rule(why) => Refused::Rule(why.into()),
    }
}

fn refuse(
    tx: &mut Tx<'_>,
    who: &SignedIn,
    reported: Reported,
    why: NotReported,
) -> Result<NotReported, StorageError> {
    let cause = match &why {
        NotReported::Answer(no) => no.code(),
        NotReported::AnotherSigner => "another_signer",
        NotReported::Refusal(_) => "refused",
    };
    let event = Event::ReportRefused { person: reported.person, cause: cause.to_owned() };
    tx.journal((&who.actor).into(), event)?;
    Ok(why)
}

/// The report in the words that are signed, in the language of the state.
pub fn statement(person: &Person, body: &Body, reported: Reported) -> String {
    let ending = match reported.ending {
        Ending::Dismissal => text(Lang::Kk, "ending-dismissal"),
        Ending::Transfer => text(Lang::Kk, "ending-transfer"),
        Ending::Other => text(Lang::Kk, "ending-other"),
    };
    format!(
        "Қазақстан Республикасының Қаржы министрлігіне\n\
         Мемлекеттік орган: {}, БСН {}\n\
         Төмендегі қызметкердің өкілеттіктері тоқтатылғаны туралы хабарлаймыз және оның қолжетімділігін бұғаттауды сұраймыз.\n\
         қызметкер: {} | ЖСН {} | {}\n\
         өкілеттіктері тоқтатылған күн: {}\nсебебі: {ending}\n",
        body.name.kk,
        body.bin.as_str(),
        person.name.full(),
        person.iin.as_str(),
        person.position,
        dates::date(Lang::Kk, reported.ended_on),
    )
}
