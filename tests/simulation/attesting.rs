//! Once a half-year every body says who still works there; those that are silent lose access until they speak.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use qarau::domain::attestation::HalfYear;
use qarau::domain::calendar::day_of;
use qarau::domain::hold::{Cause, Hold};
use qarau::domain::ids::PersonId;
use qarau::services::attestations::{looking, making};
use qarau::storage::{attestations, holds};

use crate::country::{BODIES, Country};
use crate::ledger::Decided;

impl Country {
    /// Whom a body must be asked about this morning: who had access on the first day of the half-year, and has it.
    fn must_be_asked(&self, number: usize, half_year: HalfYear) -> BTreeSet<PersonId> {
        let (first, now) = (half_year.begins_at(), self.now());
        let had = |id: &PersonId| {
            self.ledger.grants_of(*id).any(|(_, given)| {
                let blocked = self.ledger.blocked_at(given).is_some_and(|blocked| blocked <= first);
                given.opens_at <= first && first < given.ends_at() && !blocked
            })
        };
        let own = self.auditors.iter().filter(|(_, (of, _))| *of == number).map(|(id, _)| *id);
        own.filter(|id| had(id) && self.is_unsaid(*id, now)).collect()
    }

    fn is_unsaid(&self, id: PersonId, at: chrono::DateTime<chrono::Utc>) -> bool {
        let has = |given: &crate::ledger::Given| {
            !["not-yet", "blocked", "expired"].contains(&self.ledger.state(given, at))
        };
        self.ledger.grants_of(id).any(|(_, given)| has(given)) && !self.ledger.has_left(id)
    }

    /// What this morning's sweep asked and suspended.
    pub fn silences(&mut self) {
        let (now, today) = (self.now(), self.today());
        let half_year = HalfYear::of(today);
        let asked = self.read(move |conn| attestations::of_half_year(conn, half_year));
        for one in asked.iter().filter(|one| one.asked_at == now) {
            let number = self.applicants.iter().position(|of| of.body.id == one.body).expect("a body");
            let due_on = self.calendar.count(today, 10).expect("covered").due_on;
            let silent_on = self.calendar.count(due_on, 10).expect("covered").due_on;
            assert_eq!((one.due.due_on(), one.silence.due_on()), (due_on, silent_on));
            let expected = self.must_be_asked(number, half_year);
            let id = one.id;
            let listed = self.read(move |conn| attestations::unconfirmed(conn, &[id]));
            let listed: BTreeSet<PersonId> = listed.into_values().flatten().collect();
            assert_eq!(listed, expected, "whom body {number} is asked about on {today}");
            self.ledger.asked.insert(number, (silent_on, expected));
        }
        let over: Vec<usize> = self
            .ledger
            .asked
            .iter()
            .filter(|(_, (silent_on, people))| *silent_on < today && !people.is_empty())
            .map(|(number, _)| *number)
            .collect();
        for number in over {
            self.silenced(number);
        }
    }

    /// Everybody of a silent body about whom it had to say something is suspended, once.
    fn silenced(&mut self, number: usize) {
        let (silent_on, people) = self.ledger.asked[&number].clone();
        let now = self.now();
        for id in people {
            let held = self.read(move |conn| holds::of_person(conn, id));
            let by_silence: Vec<&Hold> =
                held.iter().filter(|hold| hold.cause == Cause::NotAttested { silent_on }).collect();
            assert!(by_silence.len() <= 1, "{id} is suspended twice for one silence");
            let known = by_silence.iter().any(|hold| self.ledger.holds.contains_key(&hold.id));
            match by_silence.first() {
                Some(hold) if !known => self.note(&(*hold).clone()),
                Some(_) => {}
                // It ended with the silent day, or was over by then; whoever is back since then was not there to suspend.
                None => assert!(
                    !self.is_unsaid(id, now) || self.was_elsewhere(id, silent_on),
                    "{id} was not confirmed by {silent_on} and is not suspended on {}",
                    self.today()
                ),
            }
        }
    }

    fn was_elsewhere(&self, id: PersonId, silent_on: NaiveDate) -> bool {
        self.ledger.holds_of(id).any(|held| {
            held.decided.is_some_and(|(at, _)| day_of(at) > silent_on) || day_of(held.since) > silent_on
        }) || self.ledger.grants_of(id).any(|(_, given)| day_of(given.given_at) > silent_on)
    }

    /// Bodies answer in the ten days, one of forty only when its people are suspended.
    pub fn attest(&mut self) {
        for number in 0..BODIES {
            let Some((silent_on, people)) = self.ledger.asked.get(&number) else { continue };
            let silent = number % 40 == 7 && self.today() <= *silent_on + Days::new(4);
            if people.is_empty() || silent || !self.chance.percent(30) {
                continue;
            }
            let head = self.applicants[number].head.clone();
            let (who, at) = (self.account(&head), self.tick());
            let own = self.wait(looking::own(&self.db, &self.calendars, &who, at)).expect("a page");
            let shown = own.shown.expect("it was asked");
            let ticked: BTreeSet<PersonId> = shown.people.iter().map(|one| one.person.id).collect();
            let waiting = people_waiting(self, number);
            assert_eq!(ticked, waiting, "whom body {number} sees on {}", self.today());
            self.ledger.asked.get_mut(&number).expect("asked").1.clear();
            if ticked.is_empty() {
                continue;
            }
            let made = making::attest(&self.db, &who, shown.version, ticked.clone(), at);
            assert_eq!(self.wait(made).expect("attested").left, 0);
            for id in ticked {
                self.ledger.touched.insert(id);
                let held = self.read(move |conn| holds::of_person(conn, id));
                for hold in held.iter().filter(|hold| hold.cause.is_silence()) {
                    let known = self.ledger.holds.get_mut(&hold.id).expect("a hold");
                    known.decided.get_or_insert((at, Decided::Restored));
                    assert!(!hold.is_pending(), "{id} is confirmed and suspended");
                }
            }
        }
    }
}

fn people_waiting(country: &Country, number: usize) -> BTreeSet<PersonId> {
    let (_, people) = &country.ledger.asked[&number];
    people.iter().copied().filter(|id| country.is_unsaid(*id, country.now())).collect()
}
