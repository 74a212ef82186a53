//! Why somebody sees what they see, or does not: their grants at an instant, the paragraph, what is missing, and what they
//! looked at on that day. For oneself; for the ministry's administrator about anybody, in the past too.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::applications::looking::Never;
use super::applications::{Outcome, Refused, refused};
use super::holds::looking::USES;
use super::journal::{Step, steps};
use super::sessions::{ClosedBody, SignedIn, closed};
use crate::domain::access::{Explain, check};
use crate::domain::body::Body;
use crate::domain::calendar::{day_of, end_of_day, start_of_day};
use crate::domain::grant::{Grant, GrantState};
use crate::domain::ids::PersonId;
use crate::domain::journal::Event;
use crate::domain::person::Person;
use crate::storage::{Db, Failure, bodies, duties, grants, journal, people};

/// How many looks of a day a page shows.
const MOST: i64 = 100;

/// What somebody could see at an instant, and why.
#[derive(Debug)]
pub struct Explained {
    /// Who.
    pub person: Person,
    /// Their body as it was called and placed on that day.
    pub body: Body,
    /// That the body was closed then, and who took over.
    pub closed: Option<ClosedBody>,
    /// The day that was asked about.
    pub day: NaiveDate,
    /// The instant that the answer is about: now, or the end of that day.
    pub at: DateTime<Utc>,
    /// Every grant that existed then, with its state; the one that ends last coming first.
    pub grants: Vec<(Grant, GrantState)>,
    /// Whether the duties of use were accepted then (R15).
    pub duties_hold: bool,
    /// What they looked at on that day, the latest first.
    pub looks: Vec<Step>,
    /// Whether there were more.
    pub has_more: bool,
}

/// Explains somebody's access on a day; a day to come is not there. Being asked about somebody is an entry.
pub async fn explain(
    db: &Db,
    who: &SignedIn,
    id: PersonId,
    day: Option<NaiveDate>,
    now: DateTime<Utc>,
) -> Outcome<Explained, Never> {
    let (actor, today) = (who.actor.clone(), day_of(now));
    let day = day.unwrap_or(today);
    if day > today {
        return Err(Failure::Refused(Refused::NotThere));
    }
    db.write(now, move |tx| {
        let not_there = || Failure::Refused(Refused::NotThere);
        let person = people::by_number(tx.conn(), id)?.ok_or_else(not_there)?;
        check(&actor, Explain, &person).map_err(refused)?;
        let names = bodies::names(tx.conn(), person.body)?;
        if names.first().is_none_or(|first| day < first.from_on) {
            return Err(not_there());
        }
        let at = if day == today { now } else { end_of_day(day) - TimeDelta::microseconds(1) };
        let mut held = grants::of_person(tx.conn(), id)?;
        // What was given later did not exist then; a year that follows another is shown once it has begun.
        held.retain(|grant| day == today || grant.term.opens_at() <= at);
        let mut kept =
            journal::by_person(tx.conn(), id, USES, (start_of_day(day), end_of_day(day)), MOST + 1)?;
        let has_more = kept.len() as i64 > MOST;
        kept.truncate(MOST as usize);
        let duties_hold =
            duties::last_by(tx.conn(), id, at)?.is_some_and(|acceptance| acceptance.holds_at(at));
        let explained = Explained {
            body: bodies::get(tx.conn(), person.body, day)?,
            closed: closed(tx.conn(), person.body, at)?,
            grants: held.into_iter().map(|grant| (grant.clone(), grant.state_at(at))).collect(),
            looks: steps(tx.conn(), kept, now)?,
            person,
            duties_hold,
            has_more,
            day,
            at,
        };
        let looks = explained.looks.len() as i64;
        tx.journal((&actor).into(), Event::AccessExplained { person: id, on: day, looks })?;
        Ok::<_, Failure<_>>(explained)
    })
    .await
}
