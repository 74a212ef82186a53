//! Entering a body, giving it another name, closing it, and taking a closure back: one transaction each, with the letters to
//! its writers.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};

use super::{NotKept, Sight, load, rule, tell_writers};
use crate::domain::access::{KeepRegistry, check};
use crate::domain::application::Reason;
use crate::domain::calendar::{LegalAct, day_of};
use crate::domain::ids::BodyId;
use crate::domain::journal::{Event, Field as _};
use crate::domain::names::LocalName;
use crate::domain::notice::Notice;
use crate::domain::registry::{
    self, CloseRefusal, Known, NewClosure, RegisterRefusal, Registering, RenameRefusal, WithdrawRefusal,
};
use crate::services::applications::{Outcome, Refused, refused};
use crate::services::sessions::SignedIn;
use crate::storage::{Db, Failure, bodies, closures};

/// Enters a body.
pub async fn register(
    db: &Db,
    who: &SignedIn,
    new: Registering,
    at: DateTime<Utc>,
) -> Outcome<BodyId, RegisterRefusal> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        let permit = check(&actor, KeepRegistry, &()).map_err(refused)?;
        let known = bodies::find_by_bin(tx.conn(), &new.bin, day_of(at))?;
        let checked = new.check(known.as_ref(), day_of(at));
        checked.map_err(|why| Failure::Refused(Refused::Rule(why)))?;
        let body = bodies::insert(tx, &new.bin, &new.seat, &new.name, new.from_on)?;
        let (kind, bin) = (new.seat.kind(), new.bin.clone());
        tx.journal(permit.actor(), Event::BodyRegistered { body, kind, bin })?;
        Ok(body)
    })
    .await
}

/// Gives a body another name from a day on.
pub async fn rename(
    db: &Db,
    who: &SignedIn,
    id: BodyId,
    shown: Sight,
    name: LocalName,
    from_on: NaiveDate,
    at: DateTime<Utc>,
) -> Outcome<(), NotKept<RenameRefusal>> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        let (body, permit) = load(tx.conn(), &actor, id, shown, at)?;
        let names = bodies::names(tx.conn(), id)?;
        registry::rename(&body, &names, &name, from_on, day_of(at)).map_err(rule)?;
        bodies::rename(tx, id, &name, from_on)?;
        tx.journal(permit.actor(), Event::BodyRenamed { body: id, from_on })?;
        tell_writers(tx, id, &Notice::BodyRenamed { body: id, from_on })?;
        Ok(())
    })
    .await
}

/// What ends a body, as it is entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closing {
    /// Its last day.
    pub last_day: NaiveDate,
    /// By which act.
    pub act: LegalAct,
    /// Who takes over.
    pub successors: BTreeSet<BodyId>,
}

/// Enters that a body ends.
pub async fn close(
    db: &Db,
    who: &SignedIn,
    id: BodyId,
    shown: Sight,
    closing: Closing,
    at: DateTime<Utc>,
) -> Outcome<(), NotKept<CloseRefusal>> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        let (body, permit) = load(tx.conn(), &actor, id, shown, at)?;
        let mut successors = Vec::with_capacity(closing.successors.len());
        for successor in &closing.successors {
            let found = bodies::by_number(tx.conn(), *successor, day_of(at))?;
            successors.push(found.ok_or(Failure::Refused(Refused::NotThere))?);
        }
        let awaiting = closures::naming(tx.conn(), id)?;
        let known = Known { successors: &successors, awaiting: &awaiting };
        let act = closing.act.clone();
        let new = NewClosure::announce(&permit, &body, known, closing.last_day, act, at).map_err(rule)?;
        closures::insert(tx, &permit, &new)?;
        let numbers: Vec<String> = new.successors.iter().map(ToString::to_string).collect();
        let signed_on = new.act.on.map(|day| day.text()).unwrap_or_default();
        let event = Event::BodyClosureAnnounced {
            body: id,
            last_day: new.last_day,
            act: format!("{} {signed_on}", new.act.number.as_deref().unwrap_or_default()),
            successors: numbers.join(" "),
        };
        tx.journal(permit.actor(), event)?;
        tell_writers(tx, id, &Notice::BodyClosing { body: id, last_day: new.last_day })?;
        Ok(())
    })
    .await
}

/// Takes back that a body ends, until its last day is over.
pub async fn withdraw(
    db: &Db,
    who: &SignedIn,
    id: BodyId,
    shown: Sight,
    reason: Reason,
    at: DateTime<Utc>,
) -> Outcome<(), NotKept<WithdrawRefusal>> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        let (_body, permit) = load(tx.conn(), &actor, id, shown, at)?;
        let standing = closures::standing(tx.conn(), id)?;
        let closure = standing.ok_or_else(|| rule(WithdrawRefusal::Withdrawn))?;
        let withdrawn = closure.withdraw(&permit, reason.clone(), at).map_err(rule)?;
        let last_day = withdrawn.last_day;
        if let Some(withdrawal) = &withdrawn.withdrawn {
            closures::withdraw(tx, &permit, withdrawn.id, withdrawal)?;
        }
        let reason = reason.to_string();
        tx.journal(permit.actor(), Event::BodyClosureWithdrawn { body: id, last_day, reason })?;
        tell_writers(tx, id, &Notice::BodyStays { body: id })?;
        Ok(())
    })
    .await
}
