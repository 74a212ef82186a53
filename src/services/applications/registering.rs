//! An application that came on paper: a clerk of the ministry enters it, keeps the scan, and registers it (R8, R9.1).

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, Utc};

use super::considering::tell_applicants;
use super::{Outcome, Refused, load, refused, rule};
use crate::domain::access::{EnterPaper, Register, SeeEveryEmployee, Write, check};
use crate::domain::application::{
    Act, Application, NotWritable, Paper, RegisterRefusal, ScanKind, State, Version,
};
use crate::domain::body::Body;
use crate::domain::calendar::day_of;
use crate::domain::ids::{ApplicationId, BodyId};
use crate::domain::journal::{Actor, Digest, Event};
use crate::domain::notice::Notice;
use crate::domain::person::Role;
use crate::domain::system::System;
use crate::services::calendars::Calendars;
use crate::services::sessions::SignedIn;
use crate::services::substitutions::told_as;
use crate::storage::papers::{self, Scan};
use crate::storage::{Db, Failure, Tx, applications, bodies, outbox};

/// Why a paper is not entered so.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PaperRefusal {
    /// It is registered already, or no paper at all.
    #[error(transparent)]
    NotWritable(#[from] NotWritable),
    /// No such body applies for access.
    #[error("no such body applies")]
    NoSuchBody,
}

/// The bodies that may apply, by their names today, for somebody who enters papers.
pub async fn applicants(db: &Db, who: &SignedIn, at: DateTime<Utc>) -> Outcome<Vec<Body>, PaperRefusal> {
    check(&who.actor, EnterPaper, &()).map_err(refused)?;
    let mut all = db.read(move |conn| bodies::list(conn, day_of(at))).await?;
    all.retain(|body| body.seat.kind().may_apply() && !body.is_closed_on(day_of(at)));
    Ok(all)
}

/// Begins entering a paper of a body.
pub async fn begin(
    db: &Db,
    who: &SignedIn,
    body: BodyId,
    systems: BTreeSet<System>,
    paper: Paper,
    at: DateTime<Utc>,
) -> Outcome<ApplicationId, PaperRefusal> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        let permit = check(&actor, EnterPaper, &()).map_err(refused)?;
        let known = bodies::by_number(tx.conn(), body, day_of(at))?;
        let applies = |known: &Body| known.seat.kind().may_apply() && !known.is_closed_on(day_of(at));
        if !known.is_some_and(|known| applies(&known)) {
            return Err(rule(PaperRefusal::NoSuchBody));
        }
        let application = applications::insert(tx, body, &systems, permit.by())?;
        papers::put(tx, application, &paper)?;
        let systems = systems.iter().copied().collect();
        let (outgoing, received_on) = (paper.outgoing.clone(), paper.received_on);
        let event = Event::PaperEntered { application, body, systems, outgoing, received_on };
        tx.journal(permit.actor(), event)?;
        Ok(application)
    })
    .await
}

/// Writes the particulars of a paper anew, before it is registered.
pub async fn correct(
    db: &Db,
    who: &SignedIn,
    id: ApplicationId,
    paper: Paper,
    at: DateTime<Utc>,
) -> Outcome<(), PaperRefusal> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        let by = entered(tx, &actor, id)?;
        papers::put(tx, id, &paper)?;
        let (outgoing, received_on) = (paper.outgoing.clone(), paper.received_on);
        tx.journal(by, Event::PaperCorrected { application: id, outgoing, received_on })?;
        Ok(())
    })
    .await
}

/// Keeps the scan of a paper, before it is registered.
pub async fn keep_scan(
    db: &Db,
    who: &SignedIn,
    id: ApplicationId,
    kind: ScanKind,
    content: Vec<u8>,
    at: DateTime<Utc>,
) -> Outcome<(), PaperRefusal> {
    let (actor, scan) = (who.actor.clone(), Scan { kind, content });
    db.write(at, move |tx| {
        let by = entered(tx, &actor, id)?;
        let bytes = scan.content.len() as i64;
        let digest = papers::put_scan(tx, id, actor.person(), &scan)?;
        tx.journal(by, Event::PaperScanKept { application: id, scan: digest, bytes })?;
        Ok(())
    })
    .await
}

/// The scan, for somebody who may see every employee of the application; the look is journalled (P7.4).
pub async fn scan(
    db: &Db,
    who: &SignedIn,
    id: ApplicationId,
    at: DateTime<Utc>,
) -> Outcome<(Application, Scan), PaperRefusal> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        let (application, _permit) = load(tx.conn(), &actor, SeeEveryEmployee, id)?;
        let scan = papers::scan(tx.conn(), id)?.ok_or(Failure::Refused(Refused::NotThere))?;
        let digest = Digest::of(&scan.content);
        tx.journal((&actor).into(), Event::PaperScanLooked { application: id, scan: digest })?;
        Ok((application, scan))
    })
    .await
}

/// Registers a paper: it gets its number, and lies with the ministry since the day of its receipt.
pub async fn register(
    db: &Db,
    calendars: &Calendars,
    who: &SignedIn,
    id: ApplicationId,
    shown: Version,
    at: DateTime<Utc>,
) -> Outcome<Application, RegisterRefusal> {
    let (actor, calendars) = (who.actor.clone(), calendars.clone());
    db.write(at, move |tx| {
        let (application, permit) = load(tx.conn(), &actor, Register, id)?;
        if application.being_registered().is_none() {
            return Err(rule(RegisterRefusal::NotWaiting { present: application.state }));
        }
        let number = applications::next_number(tx, day_of(at).year())?;
        let calendar = calendars.current(tx.conn())?;
        let sent = application.register(&permit, Act { at, shown }, number, &calendar).map_err(rule)?;
        applications::save(tx, &sent)?;
        let (Some(paper), State::Submitted { considering, .. }) = (&sent.paper, &sent.state) else {
            return Err(super::corrupt(id).into());
        };
        papers::put(tx, id, paper)?;
        let due_on = considering.due_on();
        let scan = paper.scan.ok_or_else(|| super::corrupt(id))?;
        let event = Event::PaperRegistered {
            application: id,
            number: number.to_string(),
            systems: sent.systems.iter().copied().collect(),
            employees: sent.lines.len() as i64,
            outgoing: paper.outgoing.clone(),
            received_on: paper.received_on,
            scan,
            due_on,
        };
        tx.journal(permit.actor(), event)?;
        tell_applicants(tx, &sent, &Notice::ApplicationSubmitted { application: id, due_on })?;
        for reviewer in told_as(tx.conn(), Role::Reviewer, at)? {
            outbox::put(tx, reviewer.id, &Notice::ApplicationArrived { application: id, due_on })?;
        }
        Ok(sent)
    })
    .await
}

/// An application that is being entered from paper, for whoever may write in it.
fn entered(
    tx: &mut Tx<'_>,
    actor: &crate::domain::access::Actor,
    id: ApplicationId,
) -> Outcome<Actor, PaperRefusal> {
    let (application, permit) = load(tx.conn(), actor, Write, id)?;
    application.check_writable().map_err(rule)?;
    match application.being_registered() {
        Some(_) => Ok(permit.actor()),
        None => Err(rule(NotWritable { present: application.state })),
    }
}
