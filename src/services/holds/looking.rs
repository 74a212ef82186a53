//! Looking at people and their holds: one's own people for a body, everybody for the ministry's administrator. Such looks
//! show personal data, so each is an entry of the journal (P7.4).

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::super::applications::looking::Never;
use super::super::applications::{Outcome, Refused};
use super::{load, refused};
use crate::domain::access::{
    Actor, DecideHold, Denied, Explain, NameSubstitute, ReportSeparation, SeeHold, SeeHolds, SeePeople,
    SeePerson, Suspend, check,
};
use crate::domain::body::Body;
use crate::domain::calendar::day_of;
use crate::domain::grant::{Grant, GrantState};
use crate::domain::hold::{Hold, median_and_worst};
use crate::domain::ids::{BodyId, HoldId, PersonId};
use crate::domain::journal::Event;
use crate::domain::person::Person;
use crate::domain::renewal::unused_since;
use crate::domain::substitution::lendable;
use crate::services::calendars::Calendars;
use crate::services::journal::Name;
use crate::services::sessions::SignedIn;
pub use crate::storage::holds::Listing;
use crate::storage::{Conn, Db, Failure, StorageError, bodies, grants, holds, journal, people};

/// How many people or holds a page shows.
pub const PAGE: u32 = 50;

/// What counts as use of a grant.
pub(in crate::services) const USES: &[&str] =
    &["budget_looked", "plan_looked", "largest_signs_looked", "budget_searched", "budget_extracted"];

/// Somebody with what they may see.
#[derive(Debug)]
pub struct Known {
    /// Who.
    pub person: Person,
    /// Where.
    pub body: Body,
    /// Their grants, past ones too, the one that ends last coming first, each with its state now.
    pub grants: Vec<(Grant, GrantState)>,
    /// Every hold, oldest first.
    pub holds: Vec<Hold>,
    /// When they last looked at figures.
    pub used_at: Option<DateTime<Utc>>,
    /// Since when open access is not used, where that is long ago.
    pub unused_since: Option<NaiveDate>,
    /// What whoever looks may do.
    pub may: May,
}

/// What somebody may do about somebody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct May {
    /// Report that powers ended.
    pub report: bool,
    /// Suspend at once.
    pub suspend: bool,
    /// Have explained what they see and saw.
    pub explain: bool,
    /// Name a substitute for their absence.
    pub name_substitute: bool,
}

/// A page of a list.
#[derive(Debug)]
pub struct Page<T> {
    /// What it shows.
    pub shown: Vec<T>,
    /// How many pages the list has, at least one.
    pub pages: u32,
}

/// A hold with whom it is about.
#[derive(Debug)]
pub struct Listed {
    /// The hold.
    pub hold: Hold,
    /// About whom.
    pub person: Person,
    /// Where.
    pub body: Body,
}

/// A hold with its story.
#[derive(Debug)]
pub struct Shown {
    /// The hold, about whom, where.
    pub listed: Listed,
    /// Who placed it; nobody where a personnel record said it.
    pub placed_by: Option<Name>,
    /// Who decided on it.
    pub decided_by: Option<Name>,
    /// True where whoever looks may decide on it now.
    pub may_decide: bool,
    /// True where it waits for somebody else to decide, because whoever looks placed it, or stands in for whoever did.
    pub is_own: bool,
}

/// How long it took a body and the ministry to block whoever left.
#[derive(Debug)]
pub struct Delay {
    /// The body.
    pub body: Body,
    /// How many were blocked.
    pub blocked: u32,
    /// Working days from the end of powers to the block: the middle.
    pub median_days: u32,
    /// The worst.
    pub worst_days: u32,
}

/// A page of the people of a body; none: of one's own.
pub async fn of_body(
    db: &Db,
    who: &SignedIn,
    body: Option<BodyId>,
    page: u32,
    at: DateTime<Utc>,
) -> Outcome<Page<Known>, Never> {
    let (who, body) = (who.clone(), body.unwrap_or(who.body.id));
    db.write(at, move |tx| {
        check(&who.actor, SeePeople, &body).map_err(refused)?;
        let everybody = people::of_body(tx.conn(), body)?;
        let pages = pages(everybody.len() as i64);
        let after = (page.saturating_sub(1) as usize).saturating_mul(PAGE as usize);
        let mut shown = Vec::new();
        for person in everybody.into_iter().skip(after).take(PAGE as usize) {
            shown.push(known(tx.conn(), &who.actor, person, at)?);
        }
        let event = Event::PeopleLooked { body, people: shown.len() as i64 };
        tx.journal((&who.actor).into(), event)?;
        Ok::<_, Failure<_>>(Page { shown, pages })
    })
    .await
}

/// The bodies among which the ministry's administrator may choose; nothing for anybody else.
pub async fn bodies_to_choose(db: &Db, who: &SignedIn, at: DateTime<Utc>) -> Result<Vec<Body>, StorageError> {
    if check(&who.actor, SeeHolds, &()).is_err() {
        return Ok(Vec::new());
    }
    db.read(move |conn| bodies::list(conn, day_of(at))).await
}

/// One person.
pub async fn person(db: &Db, who: &SignedIn, id: PersonId, at: DateTime<Utc>) -> Outcome<Known, Never> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        let (person, _permit) = load(tx.conn(), &actor, SeePerson, id)?;
        let known = known(tx.conn(), &actor, person, at)?;
        tx.journal((&actor).into(), Event::PersonLooked { person: id })?;
        Ok::<_, Failure<_>>(known)
    })
    .await
}

fn known(conn: &mut Conn, actor: &Actor, person: Person, at: DateTime<Utc>) -> Result<Known, StorageError> {
    let held = grants::of_person(conn, person.id)?;
    let used_at = journal::last_by(conn, person.id, USES)?;
    Ok(Known {
        unused_since: held.iter().filter_map(|grant| unused_since(grant, used_at, at)).max(),
        body: bodies::get(conn, person.body, day_of(at))?,
        grants: held.into_iter().map(|grant| (grant.clone(), grant.state_now(at))).collect(),
        holds: holds::of_person(conn, person.id)?,
        used_at,
        may: May {
            report: check(actor, ReportSeparation, &person).is_ok(),
            suspend: check(actor, Suspend, &person).is_ok(),
            explain: check(actor, Explain, &person).is_ok(),
            name_substitute: !lendable(&person.roles).is_empty()
                && check(actor, NameSubstitute, &person).is_ok(),
        },
        person,
    })
}

/// A page of the holds of a list.
pub async fn list(
    db: &Db,
    who: &SignedIn,
    wanted: Listing,
    page: u32,
    at: DateTime<Utc>,
) -> Outcome<Page<Listed>, Never> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        check(&actor, SeeHolds, &()).map_err(refused)?;
        let after = i64::from(page.saturating_sub(1)) * i64::from(PAGE);
        let found = holds::list(tx.conn(), wanted, after, i64::from(PAGE))?;
        let shown: Vec<Listed> =
            found.into_iter().map(|hold| listed(tx.conn(), hold, at)).collect::<Result<_, _>>()?;
        let pages = pages(holds::count(tx.conn(), wanted)?);
        let filter = match wanted {
            Listing::Pending => "pending",
            Listing::Late => "late",
            Listing::Decided => "decided",
        };
        let event = Event::HoldsLooked { filter: filter.to_owned(), entries: shown.len() as i64 };
        tx.journal((&actor).into(), event)?;
        Ok::<_, Failure<_>>(Page { shown, pages })
    })
    .await
}

/// How many wait for the ministry's decision, for its administrator.
pub async fn waiting(db: &Db, who: &SignedIn) -> Result<Option<(u64, u64)>, StorageError> {
    if check(&who.actor, SeeHolds, &()).is_err() {
        return Ok(None);
    }
    let counted = db.read(|conn| {
        let count = |conn: &mut Conn, wanted| holds::count(conn, wanted).map(i64::unsigned_abs);
        Ok::<_, StorageError>((count(conn, Listing::Pending)?, count(conn, Listing::Late)?))
    });
    counted.await.map(Some)
}

/// Somebody of one's own body, as they stand now.
#[derive(Debug)]
pub struct Colleague {
    /// Who.
    pub person: Person,
    /// Their last grant for each system, with its state now.
    pub grants: Vec<(Grant, GrantState)>,
    /// When they last looked at figures.
    pub used_at: Option<DateTime<Utc>>,
    /// Since when open access is not used, where that is long ago.
    pub unused_since: Option<NaiveDate>,
}

impl Colleague {
    /// True where access was given and training is missing (R13.1).
    pub fn awaits_training(&self) -> bool {
        self.grants.iter().any(|(_, state)| matches!(state, GrantState::AwaitingTraining))
    }

    /// Those who need something first: who can't look now though their year runs, then who does not look, then whose
    /// year ends first.
    fn order(&self) -> (bool, bool, Option<NaiveDate>) {
        let stopped = |(_, state): &(Grant, GrantState)| match state {
            GrantState::AwaitingTraining | GrantState::Suspended { .. } => true,
            GrantState::Open(_)
            | GrantState::NotYet { .. }
            | GrantState::Blocked { .. }
            | GrantState::BodyClosed { .. }
            | GrantState::Expired { .. } => false,
        };
        let needs = self.grants.iter().any(stopped);
        let ends_on = self.grants.iter().map(|(grant, _)| grant.term.last_day()).min();
        (!needs, self.unused_since.is_none(), ends_on)
    }
}

/// The people of one's own body who have or had access, for its writers; those who need something first.
pub async fn colleagues(
    db: &Db,
    who: &SignedIn,
    at: DateTime<Utc>,
) -> Result<Option<Vec<Colleague>>, StorageError> {
    let (actor, body) = (who.actor.clone(), who.body.id);
    if check(&actor, SeePeople, &body).is_err() || check(&actor, SeeHolds, &()).is_ok() {
        return Ok(None);
    }
    let found = db.write(at, move |tx| {
        let people = people::of_body(tx.conn(), body)?;
        let numbers: Vec<PersonId> = people.iter().map(|person| person.id).collect();
        let mut last: BTreeMap<PersonId, Vec<(Grant, GrantState)>> = BTreeMap::new();
        for grant in grants::of_people(tx.conn(), &numbers)? {
            let known = last.entry(grant.person).or_default();
            if grant.body == body && !known.iter().any(|(other, _)| other.system == grant.system) {
                known.push((grant.clone(), grant.state_now(at)));
            }
        }
        let mut colleagues = Vec::new();
        for person in people {
            let Some(grants) = last.remove(&person.id).filter(|grants| !grants.is_empty()) else { continue };
            let used_at = journal::last_by(tx.conn(), person.id, USES)?;
            let unused_since = grants.iter().filter_map(|(grant, _)| unused_since(grant, used_at, at)).max();
            colleagues.push(Colleague { person, grants, used_at, unused_since });
        }
        colleagues.sort_by_key(Colleague::order);
        let event = Event::PeopleLooked { body, people: colleagues.len() as i64 };
        tx.journal((&actor).into(), event)?;
        Ok::<_, StorageError>(colleagues)
    });
    found.await.map(Some)
}

/// One hold, for the ministry's administrator or the writers of its body.
pub async fn hold(db: &Db, who: &SignedIn, id: HoldId, at: DateTime<Utc>) -> Outcome<Shown, Never> {
    let actor = who.actor.clone();
    db.write(at, move |tx| {
        let hold = holds::find(tx.conn(), id)?.ok_or(Failure::Refused(Refused::NotThere))?;
        check(&actor, SeeHold, &hold).map_err(refused)?;
        let may = check(&actor, DecideHold, &hold).map(drop);
        let may_decide = hold.is_pending() && may.is_ok();
        let is_own = hold.is_pending() && may == Err(Denied::OwnHold);
        let decided = hold.decision.taken().map(|(_, by)| by);
        let (placed_by, decided_by) = (name(tx.conn(), hold.placed_by, at)?, name(tx.conn(), decided, at)?);
        let listed = listed(tx.conn(), hold, at)?;
        tx.journal((&actor).into(), Event::PersonLooked { person: listed.person.id })?;
        Ok::<_, Failure<_>>(Shown { listed, placed_by, decided_by, may_decide, is_own })
    })
    .await
}

/// For each body that had somebody blocked after their powers ended: working days until the block, the worst first.
pub async fn delays(
    db: &Db,
    calendars: &Calendars,
    who: &SignedIn,
    at: DateTime<Utc>,
) -> Outcome<Vec<Delay>, Never> {
    let (actor, calendars) = (who.actor.clone(), calendars.clone());
    db.read(move |conn| {
        check(&actor, SeeHolds, &()).map_err(refused)?;
        let calendar = calendars.current(conn)?;
        let mut by_body: BTreeMap<_, Vec<u32>> = BTreeMap::new();
        for hold in holds::blocked_separations(conn)? {
            if let Some(Ok(days)) = hold.days_to_block(&calendar) {
                by_body.entry(hold.body).or_default().push(days);
            }
        }
        let mut delays = Vec::with_capacity(by_body.len());
        for (body, days) in by_body {
            let blocked = u32::try_from(days.len()).unwrap_or(u32::MAX);
            if let Some((median_days, worst_days)) = median_and_worst(days) {
                let body = bodies::get(conn, body, day_of(at))?;
                delays.push(Delay { body, blocked, median_days, worst_days });
            }
        }
        delays.sort_by_key(|delay| std::cmp::Reverse((delay.worst_days, delay.median_days)));
        Ok::<_, Failure<_>>(delays)
    })
    .await
}

fn listed(conn: &mut Conn, hold: Hold, at: DateTime<Utc>) -> Result<Listed, StorageError> {
    let (person, body) = (people::get(conn, hold.person)?, bodies::get(conn, hold.body, day_of(at))?);
    Ok(Listed { hold, person, body })
}

fn name(conn: &mut Conn, by: Option<PersonId>, at: DateTime<Utc>) -> Result<Option<Name>, StorageError> {
    let Some(by) = by else { return Ok(None) };
    let person = people::get(conn, by)?;
    let body = bodies::get(conn, person.body, day_of(at))?.name;
    Ok(Some(Name { person: person.name, body, absent: None }))
}

fn pages(entries: i64) -> u32 {
    u32::try_from(entries.max(1).unsigned_abs().div_ceil(u64::from(PAGE))).unwrap_or(u32::MAX)
}
