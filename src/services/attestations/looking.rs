//! Looking at attestations: a body at its own, the ministry's administrator at everybody's. Such looks show personal data or
//! what bodies failed to do, so each is an entry of the journal (P7.4).

use chrono::{DateTime, NaiveDate, Utc};

use super::unsaid;
use crate::domain::access::{Attest, SeeAttestations, check};
use crate::domain::attestation::{Attestation, HalfYear, Listed, Version};
use crate::domain::body::Body;
use crate::domain::calendar::day_of;
use crate::domain::deadline::Standing;
use crate::domain::grant::{Grant, GrantState};
use crate::domain::ids::PersonId;
use crate::domain::journal::Event;
use crate::domain::person::Person;
pub use crate::services::applications::looking::Never;
use crate::services::applications::{Outcome, refused};
use crate::services::calendars::Calendars;
use crate::services::holds::looking::USES;
use crate::services::journal::Name;
use crate::services::sessions::SignedIn;
use crate::storage::{Conn, Db, Failure, StorageError, attestations, bodies, grants, journal, people};

/// How many people a body confirms by one form, and how many bodies a page of the list shows.
pub const PAGE: u32 = 50;

/// Somebody about whom the body is asked.
#[derive(Debug)]
pub struct Asked {
    /// Who.
    pub person: Person,
    /// What they may see, each with its state now.
    pub grants: Vec<(Grant, GrantState)>,
    /// When they last looked at figures.
    pub used_at: Option<DateTime<Utc>>,
    /// Whether silence suspends them already.
    pub silenced: bool,
}

/// What a body is asked, as its page shows it.
#[derive(Debug)]
pub struct Shown {
    /// The newest that it was asked.
    pub attestation: Attestation,
    /// How its last day stands; none once it was answered, or beyond the calendar.
    pub standing: Option<Standing>,
    /// About whom: the first of those who wait, by name.
    pub people: Vec<Asked>,
    /// How many wait after these.
    pub more: usize,
    /// What the form is bound to.
    pub version: Version,
    /// How many were confirmed.
    pub confirmed: u64,
    /// By whom the last of them.
    pub by: Option<Name>,
}

/// The page of a body.
#[derive(Debug)]
pub struct Own {
    /// What it was asked last; nothing before the first time.
    pub shown: Option<Shown>,
    /// When it will be asked next; none beyond the calendar.
    pub next: Option<DateTime<Utc>>,
}

/// What one's own body is asked.
pub async fn own(db: &Db, calendars: &Calendars, who: &SignedIn, at: DateTime<Utc>) -> Outcome<Own, Never> {
    let (actor, calendars) = (who.actor.clone(), calendars.clone());
    db.write(at, move |tx| {
        let body = actor.body();
        let permit = check(&actor, Attest, &body).map_err(refused)?;
        let calendar = calendars.current(tx.conn())?;
        let this = HalfYear::of(day_of(at)).asked_at(&calendar).ok().filter(|asked_at| at < *asked_at);
        let after = HalfYear::of(day_of(at)).next().asked_at(&calendar).ok();
        let shown = match attestations::last_of(tx.conn(), body)? {
            None => None,
            Some(attestation) => {
                let (people, more) = asked(tx.conn(), &attestation, at)?;
                let by = match attestation.attested {
                    None => None,
                    Some((_, by)) => Some(name(tx.conn(), by, at)?),
                };
                let due = (more > 0 || !people.is_empty()).then_some(&attestation.due);
                Some(Shown {
                    standing: due.and_then(|due| due.standing_on(day_of(at), &calendar).ok()),
                    version: Version::of(attestation.id, &listed(&people)),
                    confirmed: attestations::confirmed(tx.conn(), attestation.id)?,
                    by,
                    people,
                    more,
                    attestation,
                })
            }
        };
        let people = shown.as_ref().map_or(0, |shown| shown.people.len() as i64);
        tx.journal(permit.actor(), Event::PeopleLooked { body, people })?;
        Ok::<_, Failure<_>>(Own { shown, next: this.or(after) })
    })
    .await
}

/// The first of those about whom a body has to say something, by name, and how many come after them.
pub(super) fn asked(
    conn: &mut Conn,
    attestation: &Attestation,
    at: DateTime<Utc>,
) -> Result<(Vec<Asked>, usize), StorageError> {
    let waiting = unsaid(conn, std::slice::from_ref(attestation), at)?.remove(&attestation.id);
    let waiting = waiting.unwrap_or_default();
    let mut everybody: Vec<Person> =
        waiting.iter().map(|person| people::get(conn, *person)).collect::<Result<_, _>>()?;
    everybody.sort_by(|a, b| (&a.name, a.id).cmp(&(&b.name, b.id)));
    let more = everybody.len().saturating_sub(PAGE as usize);
    let mut asked = Vec::new();
    for person in everybody.into_iter().take(PAGE as usize) {
        let mut held = grants::of_person(conn, person.id)?;
        held.retain(|grant| grant.body == attestation.body && grant.term.last_day() >= day_of(at));
        asked.push(Asked {
            used_at: journal::last_by(conn, person.id, USES)?,
            silenced: held
                .iter()
                .flat_map(|grant| &grant.holds)
                .any(|hold| hold.is_pending() && hold.cause.is_silence()),
            grants: held.into_iter().map(|grant| (grant.clone(), grant.state_now(at))).collect(),
            person,
        });
    }
    Ok((asked, more))
}

/// What the version is made of: whom the page shows, with what access.
pub(super) fn listed(asked: &[Asked]) -> Vec<Listed> {
    let access = |(grant, state): &(Grant, GrantState)| {
        format!("{} {} {}", grant.system.code(), grant.term.last_day(), state.code())
    };
    let one = |asked: &Asked| Listed {
        person: asked.person.id,
        described: format!("{}\n{}", asked.person.name.full(), asked.person.position),
        access: asked.grants.iter().map(access).collect(),
    };
    asked.iter().map(one).collect()
}

/// A body in the ministry's list.
#[derive(Debug)]
pub struct OfBody {
    /// What it was asked.
    pub attestation: Attestation,
    /// The body.
    pub body: Body,
    /// How its day stands; how it stood, where it answered. None beyond the calendar.
    pub standing: Option<Standing>,
    /// How many people wait still.
    pub waiting: usize,
    /// Who confirmed the last.
    pub by: Option<Name>,
}

/// A page of the ministry's list.
#[derive(Debug)]
pub struct Overview {
    /// The half-years among which may be chosen, the newest first.
    pub half_years: Vec<HalfYear>,
    /// The one that is shown.
    pub shown: Option<HalfYear>,
    /// Bodies that answered or have still to, what is due first coming first.
    pub bodies: Vec<OfBody>,
    /// How many pages there are, at least one.
    pub pages: u32,
}

/// Which bodies answered for a half-year and which did not; none asks for the newest. A body for which nobody is left to wait,
/// and that confirmed nobody either, had nothing to say.
pub async fn list(
    db: &Db,
    calendars: &Calendars,
    who: &SignedIn,
    half_year: Option<HalfYear>,
    page: u32,
    at: DateTime<Utc>,
) -> Outcome<Overview, Never> {
    let (actor, calendars) = (who.actor.clone(), calendars.clone());
    db.write(at, move |tx| {
        let permit = check(&actor, SeeAttestations, &()).map_err(refused)?;
        let calendar = calendars.current(tx.conn())?;
        let half_years = attestations::half_years(tx.conn())?;
        let shown = half_year.or(half_years.first().copied());
        let (mut asked, begun) = match shown {
            Some(half_year) => (
                attestations::of_half_year(tx.conn(), half_year)?,
                attestations::begun(tx.conn(), half_year)?,
            ),
            None => Default::default(),
        };
        let waiting = unsaid(tx.conn(), &asked, at)?;
        asked.retain(|one| begun.contains(&one.id) || waiting.contains_key(&one.id));
        asked.sort_by_key(|one| (one.attested.is_some(), one.due.due_on(), one.body));
        let pages = asked.len().max(1).div_ceil(PAGE as usize);
        let after = (page.saturating_sub(1) as usize).saturating_mul(PAGE as usize);
        let mut found = Vec::new();
        for attestation in asked.into_iter().skip(after).take(PAGE as usize) {
            let on = day_of(attestation.attested.map_or(at, |(attested_at, _)| attested_at));
            let by = match attestation.attested {
                None => None,
                Some((_, by)) => Some(name(tx.conn(), by, at)?),
            };
            found.push(OfBody {
                body: bodies::get(tx.conn(), attestation.body, day_of(at))?,
                standing: attestation.due.standing_on(on, &calendar).ok(),
                waiting: waiting.get(&attestation.id).map_or(0, Vec::len),
                by,
                attestation,
            });
        }
        let filter = shown.map_or_else(String::new, HalfYear::code);
        tx.journal(permit.actor(), Event::AttestationsLooked { filter, entries: found.len() as i64 })?;
        let pages = u32::try_from(pages).unwrap_or(u32::MAX);
        Ok::<_, Failure<_>>(Overview { half_years, shown, bodies: found, pages })
    })
    .await
}

/// What waits, for a desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Waiting {
    /// For a body's writers: how many people they have still to confirm or report, and by which day.
    People {
        /// How many.
        count: u64,
        /// The last day for it, perhaps over.
        due_on: NaiveDate,
    },
    /// For the ministry's administrator: how many bodies are overdue.
    Bodies(u64),
}

/// What waits for somebody: nothing for those whom attestations do not concern, and for writers who have nobody left to confirm.
pub async fn waiting(db: &Db, who: &SignedIn, at: DateTime<Utc>) -> Result<Option<Waiting>, StorageError> {
    let (body, today) = (who.body.id, day_of(at));
    if check(&who.actor, SeeAttestations, &()).is_ok() {
        let overdue = db.read(move |conn| {
            let Some(last) = attestations::half_years(conn)?.into_iter().next() else { return Ok(0) };
            let mut asked = attestations::of_half_year(conn, last)?;
            asked.retain(|one| one.due.is_overdue_on(today));
            Ok::<_, StorageError>(unsaid(conn, &asked, at)?.len() as u64)
        });
        return Ok(Some(Waiting::Bodies(overdue.await?)));
    }
    if check(&who.actor, Attest, &body).is_err() {
        return Ok(None);
    }
    db.read(move |conn| {
        let Some(last) = attestations::last_of(conn, body)? else { return Ok(None) };
        let due_on = last.due.due_on();
        let waiting = unsaid(conn, std::slice::from_ref(&last), at)?.remove(&last.id);
        Ok(waiting.map(|people| Waiting::People { count: people.len() as u64, due_on }))
    })
    .await
}

fn name(conn: &mut Conn, by: PersonId, at: DateTime<Utc>) -> Result<Name, StorageError> {
    let person = people::get(conn, by)?;
    let body = bodies::get(conn, person.body, day_of(at))?.name;
    Ok(Name { person: person.name, body, absent: None })
}
