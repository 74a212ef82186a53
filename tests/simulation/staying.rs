//! What keeps access: trainings (R13), duties of use (R15), renewals before the end (R9.3).

use std::collections::{BTreeMap, BTreeSet};

use chrono::Days;
use qarau::domain::duties::EDITION;
use qarau::domain::ids::PersonId;
use qarau::domain::journal::{Actor, Event};
use qarau::domain::system::System;
use qarau::domain::training::{Outcome, Taught};
use qarau::services::applications::renewing;
use qarau::services::{duties, training};
use qarau::storage::{StorageError, duties as kept};

use crate::country::{BODIES, Country};

impl Country {
    /// A training for everybody who waits for one; so many of a hundred pass.
    pub fn train_whoever_waits(&mut self, pass: usize) {
        let at = self.now();
        let waiting: BTreeSet<PersonId> = self
            .ledger
            .grants
            .values()
            .filter(|given| {
                !self.ledger.passed.contains_key(&given.person)
                    || given.given_at > at - chrono::TimeDelta::days(60)
            })
            .filter(|given| self.ledger.state(given, at) == "awaiting-training")
            .map(|given| given.person)
            .collect();
        if waiting.is_empty() {
            return;
        }
        let operator = self.operators[0].clone();
        let (who, at, today) = (self.account(&operator), self.tick(), self.today());
        let (place, taught) =
            ("Астана".to_owned(), if self.chance.percent(50) { Taught::Kk } else { Taught::Ru });
        let entered = training::enter(&self.db, &self.calendars, &who, self.course, taught, today, place, at);
        let held = self.wait(entered).expect("a training");
        let mut outcomes = Vec::new();
        for person in waiting {
            let outcome = match self.chance.percent(pass) {
                true => Outcome::Passed,
                false if self.chance.percent(50) => Outcome::Failed,
                false => Outcome::Absent,
            };
            outcomes.push((person, outcome));
            self.ledger.touched.insert(person);
            if outcome == Outcome::Passed {
                self.ledger.passed.entry(person).or_default().push(today);
            }
        }
        self.wait(training::record(&self.db, &who, held, outcomes, at)).expect("written down");
        self.ledger.unreported.push((held, today));
    }

    /// Reports of trainings, some late (R13.2).
    pub fn report_trainings(&mut self) {
        for (held, on) in std::mem::take(&mut self.ledger.unreported) {
            if !self.chance.percent(25) {
                self.ledger.unreported.push((held, on));
                continue;
            }
            let operator = self.operators[1].clone();
            let (who, at) = (self.account(&operator), self.tick());
            let reported = self.wait(training::report(&self.db, &self.calendars, &who, held, at));
            let reported = reported.expect("reported");
            let in_time = self.calendar.count(on, 5).expect("covered").due_on >= self.today();
            assert_eq!(reported.late_days.is_none(), in_time, "R13.2: {held} of {on}");
        }
    }

    /// Everybody of a body who has access, in one write.
    pub fn accept_in_bulk(&mut self, number: usize) {
        let at = self.tick();
        let people: Vec<PersonId> =
            self.auditors.iter().filter(|(_, (body, _))| *body == number).map(|(id, _)| *id).collect();
        let (all, body) = (people.clone(), self.applicants[number].body.id);
        let accepted = self.db.write(at, move |tx| {
            for person in all.iter().copied() {
                kept::insert(tx, person, EDITION)?;
                let event = Event::DutiesAccepted { person, edition: EDITION.to_owned() };
                tx.journal(Actor::Person { person, body }, event)?;
            }
            Ok::<_, StorageError>(())
        });
        self.wait(accepted).expect("accepted");
        self.ledger.duties.extend(people.into_iter().map(|person| (person, at)));
    }

    /// Some of those who have access accept the duties, for the first time or again.
    pub fn accept_duties(&mut self) {
        let at = self.now();
        let (duties, year) = (&self.ledger.duties, chrono::TimeDelta::days(350));
        let old = |id: &PersonId| duties.get(id).is_none_or(|on| at - *on > year);
        let asked = self.auditors.keys().copied().filter(old);
        let mut asked: Vec<PersonId> = asked.filter(|id| self.ledger.has_access(*id, at)).collect();
        for _ in 0..asked.len().min(6) {
            let person = asked.swap_remove(self.chance.below(asked.len()));
            let (who, at) = (self.auditors[&person].1.clone(), self.tick());
            self.wait(duties::accept(&self.db, &who, at)).expect("accepted");
            self.ledger.duties.insert(person, at);
            self.ledger.touched.insert(person);
        }
    }

    /// Bodies renew what is offered to them; now and then somebody is forgotten, and new people are asked for.
    pub fn apply(&mut self) {
        let (today, soon) = (self.today(), self.today() + Days::new(50));
        let mut ending = BTreeSet::new();
        for (person, (number, _)) in self.auditors.iter().filter(|(id, _)| !is_forgotten(**id)) {
            let last = self.ledger.grants_of(*person).map(|(_, given)| given.last_day).max();
            if last.is_some_and(|day| today <= day && day <= soon) {
                ending.insert(*number);
            }
        }
        for number in ending {
            if self.chance.percent(5) {
                self.renew(number);
            }
        }
        if self.chance.percent(40) {
            let number = self.chance.below(BODIES);
            self.ask_for_more(number);
        }
    }

    fn renew(&mut self, number: usize) {
        let head = self.applicants[number].head.clone();
        let (who, at) = (self.account(&head), self.tick());
        let offered = self.wait(renewing::offered(&self.db, &who, at)).expect("offered");
        let mut by_systems: BTreeMap<BTreeSet<System>, BTreeSet<PersonId>> = BTreeMap::new();
        for one in offered.into_iter().filter(|one| one.under_way.is_none()) {
            let person = one.person.id;
            assert!(!self.ledger.is_held(person), "{person} is suspended and offered for renewal");
            assert!(self.ledger.has_access(person, at), "access of {person} is over and offered for renewal");
            if !is_forgotten(person) {
                by_systems.entry(one.systems()).or_default().insert(person);
            }
        }
        for (systems, people) in by_systems {
            let at = self.tick();
            let begun = self.wait(renewing::begin(&self.db, &who, systems, people, at)).expect("a renewal");
            self.submit(number, begun);
        }
    }
}

/// Whose year ends because nobody asks for another.
fn is_forgotten(person: PersonId) -> bool {
    person.0 % 14 == 0
}
