//! What the personnel record (E-Qyzmet) says of people who left or moved, held against what the portal knows (R9.4): who is
//! suspended, whom the body reported itself, and where so many of one body stand in one feed that a second person is asked.

mod feed;
mod lines;
#[cfg(test)]
mod tests;

pub use feed::{Decided, Feed, Part, PartRefusal, Recorded, Word};
pub use lines::{Column, Fault, Line, MOST_LINES, RawLine, Wrong, read};

use std::collections::{BTreeMap, BTreeSet};

use super::calendar::day_of;
use super::grant::Grant;
use super::hold::{Ending, Hold};
use super::ids::{BodyId, PersonId};
use super::person::{Person, Role};
use super::substitution::Substitution;
use chrono::{DateTime, NaiveDate, Utc};

/// How many of one body's people may stand in one feed before its part waits for a second person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brake {
    /// More than this share of the body's people with access, in percent.
    pub share: u32,
    /// Fewer than this many never wait.
    pub least: u32,
}

impl Default for Brake {
    fn default() -> Brake {
        Brake { share: 20, least: 3 }
    }
}

impl Brake {
    /// True where so many of so many with access are too many at once.
    pub fn stops(self, found: u32, with_access: u32) -> bool {
        found >= self.least && u64::from(found) * 100 > u64::from(self.share) * u64::from(with_access)
    }
}

/// What a feed says of somebody whom the portal knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The line of the file.
    pub line: u32,
    /// Of whom.
    pub person: PersonId,
    /// Of which body.
    pub body: BodyId,
    /// What happened.
    pub ending: Ending,
    /// When the powers ended, or will end.
    pub ended_on: NaiveDate,
    /// The act behind it.
    pub document: String,
}

impl Said {
    /// What makes two of them the same event, in whatever feeds they stand.
    pub fn key(&self) -> (PersonId, Ending, NaiveDate) {
        (self.person, self.ending, self.ended_on)
    }
}

/// Somebody of a body, as far as a feed may concern them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worker {
    /// Who.
    pub person: Person,
    /// Their grants, past ones too, with every hold.
    pub grants: Vec<Grant>,
    /// Their holds.
    pub holds: Vec<Hold>,
    /// The last day on which their body asked for access for them, where it was given.
    pub asked_on: Option<NaiveDate>,
    /// For whom they stand in or will, whatever they are themselves.
    pub stands_in: Vec<Substitution>,
}

impl Worker {
    /// True where there is something to stop: a grant whose year is not over and that is not blocked, an office, or standing
    /// in for somebody who has one.
    pub fn has_access(&self, at: DateTime<Utc>) -> bool {
        self.grants.iter().any(|grant| !grant.state_now(at).is_over())
            || self.person.roles.iter().any(|role| *role != Role::Auditor)
            || self.stands_in.iter().any(|one| one.is_ahead(at))
    }

    fn finding(&self, ending: Ending, ended_on: NaiveDate, at: DateTime<Utc>) -> Finding {
        let known = |hold: &Hold| match hold.cause.separation() {
            // The ministry decided about this very day before, whoever reported it.
            Some(separation) => {
                hold.is_pending() || (separation.ended_on, separation.ending) == (ended_on, ending)
            }
            None => false,
        };
        if !self.has_access(at) {
            Finding::WithoutAccess
        } else if self.holds.iter().any(known) {
            Finding::Reported
        } else if self.asked_on.is_some_and(|asked_on| ended_on < asked_on) {
            Finding::Outdated
        } else if ended_on > day_of(at) {
            Finding::Later
        } else {
            Finding::Suspended
        }
    }
}

/// What is made of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Finding {
    /// Nobody had reported it: access is suspended.
    Suspended,
    /// Its day is still to come: access is suspended on that day.
    Later,
    /// It waits for a second person, with its body's part.
    Stopped,
    /// A second person rejected it, with its body's part.
    Rejected,
    /// The body reported it itself, or the ministry decided on it before.
    Reported,
    /// The same event, or another about the same person, came before and was seen to.
    Seen,
    /// It is older than the application by which the body asked for the present access.
    Outdated,
    /// There is no access to stop.
    WithoutAccess,
}

impl Finding {
    /// All of them, in the order in which people read them.
    pub const ALL: [Finding; 8] = [
        Finding::Stopped,
        Finding::Suspended,
        Finding::Later,
        Finding::Rejected,
        Finding::Reported,
        Finding::Seen,
        Finding::Outdated,
        Finding::WithoutAccess,
    ];

    /// The code used in storage and catalogues.
    pub const fn code(self) -> &'static str {
        match self {
            Finding::Suspended => "suspended",
            Finding::Later => "later",
            Finding::Stopped => "stopped",
            Finding::Rejected => "rejected",
            Finding::Reported => "reported",
            Finding::Seen => "seen",
            Finding::Outdated => "outdated",
            Finding::WithoutAccess => "without_access",
        }
    }

    /// The finding of a code.
    pub fn parse(code: &str) -> Option<Finding> {
        Finding::ALL.into_iter().find(|finding| finding.code() == code)
    }

    /// True where access is stopped by it, now or on its day.
    pub const fn stops_access(self) -> bool {
        match self {
            Finding::Suspended | Finding::Later => true,
            Finding::Stopped
            | Finding::Rejected
            | Finding::Reported
            | Finding::Seen
            | Finding::Outdated
            | Finding::WithoutAccess => false,
        }
    }
}

/// The part of a feed about one body, where it has anybody to suspend.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// How many of its people with access the feed would stop.
    pub found: u32,
    /// How many there are.
    pub with_access: u32,
}

/// What a feed comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// Each event with what is made of it, in the order of the file.
    pub findings: Vec<Finding>,
    /// The bodies whose part waits for a second person.
    pub stopped: BTreeMap<BodyId, Share>,
}

/// What is made of each event at an instant. `seen` are the events of earlier feeds that were seen to; `with_access` counts
/// the people of each body with access. The brake of nobody stops nothing: a second person released the part.
///
/// Of several new events about one person the one that ends the powers first counts; the others say nothing new.
pub fn plan(
    said: &[Said],
    workers: &BTreeMap<PersonId, Worker>,
    seen: &BTreeSet<(PersonId, Ending, NaiveDate)>,
    with_access: &BTreeMap<BodyId, u32>,
    brake: Option<Brake>,
    at: DateTime<Utc>,
) -> Plan {
    let mut findings: Vec<Finding> = said
        .iter()
        .map(|one| match workers.get(&one.person) {
            Some(_) if seen.contains(&one.key()) => Finding::Seen,
            Some(worker) => worker.finding(one.ending, one.ended_on, at),
            None => Finding::WithoutAccess,
        })
        .collect();
    let mut first: BTreeMap<PersonId, usize> = BTreeMap::new();
    for (index, one) in said.iter().enumerate().filter(|(index, _)| findings[*index].stops_access()) {
        let earliest = first.entry(one.person).or_insert(index);
        if one.ended_on < said[*earliest].ended_on {
            *earliest = index;
        }
    }
    for (index, finding) in findings.iter_mut().enumerate().filter(|(_, finding)| finding.stops_access()) {
        if first.get(&said[index].person) != Some(&index) {
            *finding = Finding::Seen;
        }
    }
    let mut found: BTreeMap<BodyId, u32> = BTreeMap::new();
    for index in first.values() {
        *found.entry(said[*index].body).or_default() += 1;
    }
    let share = |(body, found): (BodyId, u32)| {
        let share = Share { found, with_access: with_access.get(&body).copied().unwrap_or_default() };
        brake.is_some_and(|brake| brake.stops(share.found, share.with_access)).then_some((body, share))
    };
    let stopped: BTreeMap<BodyId, Share> = found.into_iter().filter_map(share).collect();
    for (index, finding) in findings.iter_mut().enumerate() {
        if finding.stops_access() && stopped.contains_key(&said[index].body) {
            *finding = Finding::Stopped;
        }
    }
    Plan { findings, stopped }
}
