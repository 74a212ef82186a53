//! What is expected: who was given what, stopped, trained, and which steps wait. Counted here anew from the paragraphs; it
//! must not ask the program what it makes of them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, Months, NaiveDate, Utc};
use qarau::domain::application::Stage;
use qarau::domain::calendar::{day_of, start_of_day};
use qarau::domain::ids::{ApplicationId, GrantId, HoldId, PersonId, TrainingId};
use qarau::domain::system::System;

/// A grant as it must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Given {
    pub person: PersonId,
    pub system: System,
    pub given_at: DateTime<Utc>,
    pub opens_at: DateTime<Utc>,
    pub last_day: NaiveDate,
}

/// What stopped somebody.
#[derive(Clone, Copy, Debug)]
pub struct Held {
    pub person: PersonId,
    pub since: DateTime<Utc>,
    pub is_separation: bool,
    /// Reported or recorded after its three working days.
    pub is_late: bool,
    pub decided: Option<(DateTime<Utc>, Decided)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decided {
    Blocked,
    Restored,
}

/// Everything expected.
#[derive(Default)]
pub struct Ledger {
    pub grants: BTreeMap<GrantId, Given>,
    pub of_person: BTreeMap<PersonId, Vec<GrantId>>,
    pub holds: BTreeMap<HoldId, Held>,
    pub held: BTreeMap<PersonId, Vec<HoldId>>,
    pub passed: BTreeMap<PersonId, Vec<NaiveDate>>,
    pub duties: BTreeMap<PersonId, DateTime<Utc>>,
    /// Applications that wait for a step, and until which day.
    pub steps: BTreeMap<ApplicationId, (Stage, NaiveDate)>,
    /// Steps that were taken, in order, and whether late.
    pub taken: Vec<(ApplicationId, bool)>,
    /// Applications that lie with their body for correction, by the number of the body.
    pub returned: Vec<(usize, ApplicationId)>,
    /// Events of a personnel record whose day is still to come.
    pub later: Vec<(PersonId, NaiveDate)>,
    /// Trainings to be reported.
    pub unreported: Vec<(TrainingId, NaiveDate)>,
    /// Whom each body, by its number, was asked about and has not confirmed, and until which day it may be silent.
    pub asked: BTreeMap<usize, (NaiveDate, BTreeSet<PersonId>)>,
    /// Those about whom something happened today.
    pub touched: BTreeSet<PersonId>,
}

fn a_year_on(day: NaiveDate) -> NaiveDate {
    day + Months::new(12)
}

impl Given {
    pub fn ends_at(&self) -> DateTime<Utc> {
        start_of_day(self.last_day + Days::new(1))
    }
}

impl Ledger {
    /// The grants of somebody.
    pub fn grants_of(&self, person: PersonId) -> impl Iterator<Item = (GrantId, &Given)> {
        self.of_person.get(&person).into_iter().flatten().map(|id| (*id, &self.grants[id]))
    }

    pub fn holds_of(&self, person: PersonId) -> impl Iterator<Item = &Held> {
        self.held.get(&person).into_iter().flatten().map(|id| &self.holds[id])
    }

    pub fn is_held(&self, person: PersonId) -> bool {
        self.holds_of(person).any(|held| held.decided.is_none())
    }

    /// Whether the body reported, and the ministry has not decided.
    pub fn has_left(&self, person: PersonId) -> bool {
        self.holds_of(person).any(|held| held.is_separation && held.decided.is_none())
    }

    pub fn blocked_at(&self, given: &Given) -> Option<DateTime<Utc>> {
        let over = |held: &Held| {
            let (at, decided) = held.decided?;
            (decided == Decided::Blocked && given.given_at <= held.since).then_some(at)
        };
        self.holds_of(given.person).filter_map(over).min()
    }

    /// R13.1: within the year before access opens or later, or kept from the year that this one follows.
    fn is_trained(&self, given: &Given) -> bool {
        let passed = self.passed.get(&given.person).map(Vec::as_slice).unwrap_or_default();
        let since = day_of(given.opens_at) - Months::new(12);
        let own = passed.iter().any(|held_on| *held_on >= since);
        let before = |other: &Given| {
            other.system == given.system
                && other.opens_at < given.opens_at
                && given.opens_at <= other.ends_at()
        };
        own || self.grants_of(given.person).any(|(_, other)| before(other) && self.is_trained(other))
    }

    /// The code of the state of a grant, with the reason of its end.
    pub fn state(&self, given: &Given, at: DateTime<Utc>) -> &'static str {
        let waits = |held: &Held| held.decided.is_none() && given.given_at <= held.since;
        match self.blocked_at(given) {
            Some(blocked) if blocked < given.ends_at() => "blocked",
            _ if at >= given.ends_at() => "expired",
            _ if self.holds_of(given.person).any(waits) => "suspended",
            _ if at < given.opens_at => "not-yet",
            _ if !self.is_trained(given) => "awaiting-training",
            _ => "open",
        }
    }

    /// Whether a grant may still be used, now or later.
    pub fn lives(&self, given: &Given, at: DateTime<Utc>) -> bool {
        !["blocked", "expired"].contains(&self.state(given, at))
    }

    pub fn has_access(&self, person: PersonId, at: DateTime<Utc>) -> bool {
        self.grants_of(person).any(|(_, given)| self.lives(given, at))
    }

    /// Whether somebody must be shown figures of a system: an open grant, and the duties of this year accepted (R15).
    pub fn may_look(&self, person: PersonId, system: System, at: DateTime<Utc>) -> bool {
        let accepted = self
            .duties
            .get(&person)
            .is_some_and(|on| at < start_of_day(a_year_on(day_of(*on)) + Days::new(1)));
        accepted
            && self
                .grants_of(person)
                .any(|(_, given)| given.system == system && self.state(given, at) == "open")
    }

    /// The year that must be given now (R9.3): it follows what ends within 60 days, or begins today.
    pub fn year(&self, person: PersonId, system: System, at: DateTime<Utc>) -> (DateTime<Utc>, NaiveDate) {
        let alive = |given: &&Given| given.system == system && self.lives(given, at);
        let last =
            self.grants_of(person).map(|(_, given)| given).filter(alive).max_by_key(|given| given.last_day);
        match last {
            Some(last) if last.last_day - Days::new(60) <= day_of(at) => {
                (last.ends_at(), a_year_on(last.last_day))
            }
            _ => (at, a_year_on(day_of(at))),
        }
    }

    pub fn give(&mut self, id: GrantId, given: Given) {
        self.touched.insert(given.person);
        assert!(self.grants.insert(id, given).is_none(), "{id:?} was given before");
        self.of_person.entry(given.person).or_default().push(id);
    }

    pub fn hold(&mut self, id: HoldId, held: Held) {
        self.touched.insert(held.person);
        assert!(self.holds.insert(id, held).is_none(), "{id:?} was placed before");
        self.held.entry(held.person).or_default().push(id);
    }
}
