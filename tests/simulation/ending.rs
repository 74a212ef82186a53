//! What ends access before its year is over (R9.4): reports in time and late, the personnel record, suspensions, decisions.

use chrono::{Days, NaiveDate};
use qarau::domain::calendar::day_of;
use qarau::domain::hold::{Ending, Hold};
use qarau::domain::ids::{HoldId, PersonId};
use qarau::domain::personnel::Brake;
use qarau::domain::substitution::{Absence, Basis};
use qarau::services::holds::deciding::{self, Verdict};
use qarau::services::holds::reporting::{self, Reported};
use qarau::services::holds::suspending;
use qarau::services::personnel::{Bringer, checking, taking};
use qarau::services::substitutions;
use qarau::storage::holds;

use crate::acts::reason;
use crate::country::{Applicant, BODIES, BROWSER, Country, ORIGIN};
use crate::ledger::{Decided, Held, Ledger};

impl Country {
    pub fn note(&mut self, hold: &Hold) {
        let ended_on = hold.cause.separation().map(|separation| separation.ended_on);
        let due_on = ended_on.map(|day| self.calendar.count(day, 3).expect("covered").due_on);
        let is_late = due_on.is_some_and(|due_on| due_on < day_of(hold.since));
        let said = hold.cause.separation().and_then(|separation| separation.late_days);
        assert_eq!(said.is_some(), is_late, "R9.4: powers ended on {ended_on:?}, known on {}", self.today());
        let (person, since) = (hold.person, hold.since);
        assert_eq!(since, self.now(), "a hold counts from the act");
        let held = Held { person, since, is_separation: ended_on.is_some(), is_late, decided: None };
        self.ledger.hold(hold.id, held);
    }

    /// Somebody left, and the body reports it: in time or late, by its officer or whoever stands in.
    pub fn report(&mut self) {
        let at = self.now();
        let free = |ledger: &Ledger, id| ledger.has_access(id, at) && !ledger.is_held(id);
        let Some(person) = self.anybody(free) else { return };
        let days = if self.chance.percent(30) { 6 + self.chance.below(20) } else { self.chance.below(3) };
        let number = self.auditors[&person].0;
        let applicant = &self.applicants[number];
        let stands_in = applicant.deputy_until.is_some_and(|last| self.today() <= last);
        let by = if stands_in { applicant.deputy.clone() } else { applicant.officer.clone() };
        let (who, at) = (self.account(&by), self.tick());
        assert_eq!(who.absent.len(), usize::from(stands_in), "R9.4: whoever stands in today");
        let ending = Ending::ALL[self.chance.below(3)];
        let reported = Reported { person, ended_on: self.today() - Days::new(days as u64), ending };
        let asked = reporting::ask(&self.db, &self.calendars, ORIGIN, BROWSER, &who, reported, at);
        let challenge = self.wait(asked).expect("a text to sign");
        let cms = self.sign(number, &by, &challenge.content);
        let (anchors, calendars, address) = (&self.anchors, &self.calendars, &challenge.address);
        let hold =
            reporting::answer(&self.db, anchors, calendars, BROWSER, &who, reported, address, &cms, at);
        let hold = self.wait(hold).expect("reported");
        self.note(&hold);
    }

    /// A head or the ministry suspends somebody at once.
    pub fn suspend(&mut self) {
        let at = self.now();
        let free = |ledger: &Ledger, id| ledger.has_access(id, at) && !ledger.is_held(id);
        let Some(person) = self.anybody(free) else { return };
        let by = match self.chance.percent(60) {
            true => self.applicants[self.auditors[&person].0].head.clone(),
            false => self.second.clone(),
        };
        let (who, at) = (self.account(&by), self.tick());
        let hold = self.wait(suspending::suspend(&self.db, &who, person, reason(), at)).expect("suspended");
        self.note(&hold);
    }

    /// The administrator decides on what waits: most who left are blocked, most suspensions are lifted.
    pub fn decide_holds(&mut self) {
        let pending = self.ledger.holds.iter().filter(|(_, held)| held.decided.is_none());
        let pending: Vec<(HoldId, bool)> = pending.map(|(id, held)| (*id, held.is_separation)).collect();
        for (id, is_separation) in pending {
            if !self.chance.percent(35) {
                continue;
            }
            let administrator = self.administrator.clone();
            let (who, at) = (self.account(&administrator), self.tick());
            let (verdict, decided) = match self.chance.percent(if is_separation { 85 } else { 30 }) {
                true => (Verdict::Block, Decided::Blocked),
                false => (Verdict::Restore(reason()), Decided::Restored),
            };
            self.wait(deciding::decide(&self.db, &who, id, verdict, at)).expect("decided");
            let held = self.ledger.holds.get_mut(&id).expect("a hold");
            held.decided = Some((at, decided));
            let person = held.person;
            self.ledger.touched.insert(person);
        }
    }

    /// A file of the personnel record: people whom nobody reported, some of whom leave on a day to come.
    pub fn feed(&mut self) {
        let (at, today) = (self.now(), self.today());
        let mut csv = "IIN,BIN,event,date,document\n".to_owned();
        let (mut left, mut later): (Vec<PersonId>, Vec<(PersonId, NaiveDate)>) = Default::default();
        for _ in 0..3 {
            let named: Vec<PersonId> = left.iter().copied().chain(later.iter().map(|(id, _)| *id)).collect();
            // Whom the body asked for after the event it knows better, so the record says nothing new of them.
            let quiet = |ledger: &Ledger, id: PersonId| {
                ledger.has_access(id, at)
                    && ledger.holds_of(id).next().is_none()
                    && ledger.grants_of(id).all(|(_, given)| day_of(given.given_at) + Days::new(30) < today)
                    && !ledger.later.iter().any(|(other, _)| *other == id)
                    && !named.contains(&id)
            };
            let Some(person) = self.anybody(quiet) else { continue };
            let (_, who) = &self.auditors[&person];
            let (iin, bin) = (who.person.iin.as_str().to_owned(), who.body.bin.as_str().to_owned());
            let day = match self.chance.percent(35) {
                true => today + Days::new(1 + self.chance.below(6) as u64),
                false => today - Days::new(self.chance.below(9) as u64),
            };
            csv += &format!("{iin},{bin},dismissal,{day},№ 7-ж\n");
            if day > today { later.push((person, day)) } else { left.push(person) }
        }
        let (at, by, brake) = (self.tick(), Bringer::CommandLine, Brake::default());
        if left.is_empty() && later.is_empty() {
            return;
        }
        let kept = checking::keep(&self.db, &self.calendars, brake, &by, csv.as_bytes(), at);
        let feed = self.wait(kept).expect("a feed").feed();
        let effect = self.wait(taking::take(&self.db, &self.calendars, brake, &by, feed, at)).expect("taken");
        let expected = (left.len() as u64, later.len() as u64, 0);
        assert_eq!((effect.suspended, effect.later, effect.stopped), expected, "on {today}: {csv}");
        for person in left {
            self.found_held(person);
        }
        self.ledger.later.extend(later);
    }

    /// Whoever the personnel record stopped just now.
    fn found_held(&mut self, person: PersonId) {
        let held = self.read(move |conn| holds::of_person(conn, person));
        let new: Vec<&Hold> = held.iter().filter(|hold| !self.ledger.holds.contains_key(&hold.id)).collect();
        assert_eq!(new.len(), 1, "{person} left by the personnel record, on {}", self.today());
        let hold = new[0].clone();
        self.note(&hold);
    }

    /// Those whose recorded day came: this morning's sweep stopped them, unless there was nothing to stop any more.
    pub fn recorded_days(&mut self) {
        let (today, at) = (self.today(), self.now());
        let (due, later): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.ledger.later).into_iter().partition(|(_, day)| *day <= today);
        self.ledger.later = later;
        for (person, day) in due {
            let known = |held: &Held| held.is_separation;
            let is_known = self.ledger.holds_of(person).any(known);
            let renewed = |country: &Country| {
                country
                    .ledger
                    .grants_of(person)
                    .any(|(_, given)| day_of(given.given_at) + Days::new(30) >= day)
            };
            if is_known || renewed(self) {
                // The body said so itself, or asked for them meanwhile: whatever was made of it is read.
                let held = self.read(move |conn| holds::of_person(conn, person));
                let new = held.into_iter().filter(|hold| !self.ledger.holds.contains_key(&hold.id));
                new.collect::<Vec<_>>().iter().for_each(|hold| self.note(hold));
            } else if self.ledger.has_access(person, at) {
                self.found_held(person);
            }
        }
    }

    /// An officer is absent for some days; the head names the deputy.
    pub fn name_a_substitute(&mut self) {
        let number = self.chance.below(BODIES);
        let today = self.today();
        let Applicant { head, officer, deputy, deputy_until, .. } = &self.applicants[number];
        if deputy_until.is_some_and(|last| today <= last) {
            return;
        }
        let (head, absent, substitute) = (head.clone(), officer.id, deputy.id);
        let (who, at) = (self.account(&head), self.tick());
        let last = today + Days::new(3 + self.chance.below(20) as u64);
        let basis = Basis::parse("№ 1").expect("a basis");
        let days = Absence { first: today, last };
        let named = substitutions::name(&self.db, &who, absent, substitute, days, basis, at);
        self.wait(named).expect("named");
        self.applicants[number].deputy_until = Some(last);
    }
}
