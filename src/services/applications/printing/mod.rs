//! Papers: an application in the form of the annex (R8), what was decided on it, the certificate of a grant; as PDF, in
//! Kazakh or Russian. Who may look may take it away, and taking it is an entry of the journal (P7.4).

mod annex;
mod certificate;
mod decision;
mod words;

use chrono::{DateTime, Utc};

use super::looking::visible_part;
use super::{Outcome, Refused, load, refused};
use crate::domain::access::{See, TakeCertificate, check};
use crate::domain::application::{Application, Decision};
use crate::domain::body::Body;
use crate::domain::calendar::day_of;
use crate::domain::grant::Grant;
use crate::domain::ids::{ApplicationId, EmployeeLineId, GrantId};
use crate::domain::journal::{Digest, Event};
use crate::domain::lang::Lang;
use crate::domain::person::Person;
use crate::gateways::paper::{self, Document, NotPrinted};
use crate::services::journal::{Step, steps};
use crate::services::sessions::SignedIn;
use crate::storage::applications::Submission;
use crate::storage::{Conn, Db, Failure, StorageError, applications, bodies, grants, journal, people};

/// A paper about an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paper {
    /// The application itself, in the form of the annex.
    Application,
    /// What was decided on it.
    Decision,
}

impl Paper {
    /// The code in addresses and the journal.
    pub const fn code(self) -> &'static str {
        match self {
            Paper::Application => "application",
            Paper::Decision => "decision",
        }
    }

    /// The paper of a code.
    pub fn parse(code: &str) -> Option<Paper> {
        [Paper::Application, Paper::Decision].into_iter().find(|paper| paper.code() == code)
    }
}

/// A language of papers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperLang {
    /// Kazakh.
    Kk,
    /// Russian.
    Ru,
}

impl PaperLang {
    /// Both, the language of the state first.
    pub const ALL: [PaperLang; 2] = [PaperLang::Kk, PaperLang::Ru];

    /// The language of the catalogues.
    pub const fn lang(self) -> Lang {
        match self {
            PaperLang::Kk => Lang::Kk,
            PaperLang::Ru => Lang::Ru,
        }
    }

    /// The language of a code.
    pub fn parse(code: &str) -> Option<PaperLang> {
        PaperLang::ALL.into_iter().find(|lang| lang.lang().code() == code)
    }
}

/// A paper that is ready.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    /// As the file should be called.
    pub name: String,
    /// The PDF file.
    pub bytes: Vec<u8>,
}

/// Why there is no paper.
#[derive(Debug, thiserror::Error)]
pub enum NoPaper {
    /// Nothing was decided yet, or no access was given.
    #[error("there is nothing to print yet")]
    NothingYet,
    /// A fault of ours.
    #[error(transparent)]
    NotPrinted(#[from] NotPrinted),
    /// A fault of ours.
    #[error("printing stopped: {0}")]
    Stopped(String),
}

/// What papers are made from.
struct Told {
    application: Application,
    body: Body,
    /// What the head signed last, and who that is.
    signed: Option<(Submission, Person)>,
    /// What happened to the application, oldest first.
    steps: Vec<Step>,
    at: DateTime<Utc>,
}

/// The events that papers tell of.
const TOLD: [&str; 6] = [
    "application_submitted",
    "paper_registered",
    "application_forwarded",
    "application_returned",
    "application_refused",
    "application_granted",
];

/// A paper about an application, for whoever may see it, with the employees whom they may see.
pub async fn of_application(
    db: &Db,
    who: &SignedIn,
    id: ApplicationId,
    paper: Paper,
    lang: PaperLang,
    at: DateTime<Utc>,
) -> Outcome<Printed, NoPaper> {
    let actor = who.actor.clone();
    let told = db.read(move |conn| {
        let (application, _permit) = load(conn, &actor, See, id)?;
        let told = told(conn, visible_part(&actor, application), at)?;
        Ok::<_, Failure<Refused<NoPaper>>>(told)
    });
    let told = told.await?;
    let document = match paper {
        Paper::Application => annex::document(&told, lang.lang()),
        Paper::Decision => decision::document(&told, lang.lang()).ok_or(no(NoPaper::NothingYet))?,
    };
    let printed = print(document).await?;
    let (actor, content) = (who.actor.clone(), Digest::of(&printed.bytes));
    db.look(at, move |tx| {
        load(tx.conn(), &actor, See, id)?;
        let (paper, lang) = (paper.code().to_owned(), lang.lang().code().to_owned());
        tx.journal((&actor).into(), Event::ApplicationPrinted { application: id, paper, lang, content })?;
        Ok::<_, Failure<Refused<NoPaper>>>(())
    })
    .await?;
    Ok(printed)
}

/// The certificate of an employee of an application, for whoever may see that application.
pub async fn of_employee(
    db: &Db,
    who: &SignedIn,
    id: ApplicationId,
    line: EmployeeLineId,
    lang: PaperLang,
    at: DateTime<Utc>,
) -> Outcome<Printed, NoPaper> {
    let actor = who.actor.clone();
    let found = db.read(move |conn| {
        let (application, _permit) = load(conn, &actor, See, id)?;
        let application = visible_part(&actor, application);
        let own =
            application.lines.iter().find(|own| own.id == line).ok_or(Failure::Refused(Refused::NotThere))?;
        if own.decision != Decision::Granted {
            return Err(no(NoPaper::NothingYet));
        }
        let person = people::find(conn, &own.employee.iin, application.body)?;
        let grant = match person {
            Some(person) => of_person(conn, id, &person)?.into_iter().next(),
            None => None,
        };
        grant.ok_or(no(NoPaper::NothingYet))
    });
    certificate(db, who, found.await?, lang, at).await
}

/// The certificate of a grant, for its holder.
pub async fn of_grant(
    db: &Db,
    who: &SignedIn,
    id: GrantId,
    lang: PaperLang,
    at: DateTime<Utc>,
) -> Outcome<Printed, NoPaper> {
    let (actor, person) = (who.actor.clone(), who.person.id);
    let found = db.read(move |conn| {
        let own = grants::of_person(conn, person)?.into_iter().find(|grant| grant.id == id);
        let own = own.ok_or(Failure::Refused(Refused::NotThere))?;
        check(&actor, TakeCertificate, &own).map_err(refused)?;
        Ok::<_, Failure<Refused<NoPaper>>>(own)
    });
    certificate(db, who, found.await?, lang, at).await
}

/// What a person was given by one application is one certificate.
async fn certificate(
    db: &Db,
    who: &SignedIn,
    grant: Grant,
    lang: PaperLang,
    at: DateTime<Utc>,
) -> Outcome<Printed, NoPaper> {
    let (application, person) = (grant.application, grant.person);
    let read = db.read(move |conn| {
        let holder = people::get(conn, person)?;
        let given = of_person(conn, application, &holder)?;
        let found = applications::find(conn, application)?.ok_or(Failure::Refused(Refused::NotThere))?;
        Ok::<_, Failure<Refused<NoPaper>>>((told(conn, found, at)?, holder, given))
    });
    let (told, holder, given) = read.await?;
    let printed = print(certificate::document(&told, &holder, &given, lang.lang())).await?;
    let (actor, content) = (who.actor.clone(), Digest::of(&printed.bytes));
    let lang = lang.lang().code().to_owned();
    db.look(at, move |tx| {
        if check(&actor, TakeCertificate, &grant).is_err() {
            load::<See, NoPaper>(tx.conn(), &actor, See, application)?;
        }
        let event =
            Event::CertificatePrinted { grant: grant.id, application, person, lang: lang.clone(), content };
        tx.journal((&actor).into(), event)?;
        Ok::<_, Failure<Refused<NoPaper>>>(())
    })
    .await?;
    Ok(printed)
}

fn told(conn: &mut Conn, application: Application, at: DateTime<Utc>) -> Result<Told, StorageError> {
    let signed = match applications::submission(conn, application.id)? {
        Some(signed) => {
            let person = people::get(conn, signed.person)?;
            Some((signed, person))
        }
        None => None,
    };
    let mut kept = Vec::new();
    for code in TOLD {
        let wanted = journal::Wanted {
            application: Some(application.id),
            code: Some(code),
            most: 100,
            ..journal::Wanted::default()
        };
        kept.extend(journal::list(conn, &wanted)?);
    }
    kept.sort_by_key(|kept| kept.index);
    let steps = steps(conn, kept, at)?;
    let body = bodies::get(conn, application.body, day_of(at))?;
    Ok(Told { application, body, signed, steps, at })
}

fn of_person(conn: &mut Conn, id: ApplicationId, person: &Person) -> Result<Vec<Grant>, StorageError> {
    let mut given = grants::of_application(conn, id)?;
    given.retain(|grant| grant.person == person.id);
    Ok(given)
}

async fn print(document: Document) -> Outcome<Printed, NoPaper> {
    let name = format!("{}.pdf", document.title);
    let bytes = tokio::task::spawn_blocking(move || paper::pdf(&document)).await;
    let bytes = bytes.map_err(|stopped| no(NoPaper::Stopped(stopped.to_string())))?;
    Ok(Printed { name, bytes: bytes.map_err(|why| no(why.into()))? })
}

fn no(why: NoPaper) -> Failure<Refused<NoPaper>> {
    Failure::Refused(Refused::Rule(why))
}
