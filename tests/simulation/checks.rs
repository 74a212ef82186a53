//! What must hold every evening, every morning and at the end.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{Days, NaiveDate};
use qarau::domain::application::Stage;
use qarau::domain::deadline::Standing;
use qarau::domain::ids::{ApplicationId, PersonId};
use qarau::domain::journal::Event;
use qarau::domain::notice::Notice;
use qarau::domain::system::System;
use qarau::services::applications::looking;
use qarau::services::budget::{self, Onlooker, scope_of};
use qarau::services::holds::looking as held;
use qarau::services::sweep::Round;
use qarau::storage::{grants, journal, outbox};

use crate::country::Country;
use crate::ledger::Decided;

/// Counted over the year.
#[derive(Default)]
pub struct Figures {
    pub acts: u64,
    pub looks: u64,
    pub opened: u64,
    pub late: u64,
    pub overdue: u64,
    pub told: u64,
    pub renewed: u64,
    entries: u64,
    people: usize,
    grants: usize,
    holds: usize,
    states: BTreeMap<&'static str, u64>,
}

impl std::fmt::Display for Figures {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Figures {
            acts,
            looks,
            opened,
            late,
            overdue,
            told,
            renewed,
            entries,
            people,
            grants,
            holds,
            states,
        } = self;
        write!(
            f,
            "{people} people, {acts} acts, {grants} grants of which {renewed} follow another, {holds} holds, \
             {late} late steps, {overdue} seen on lists of overdue steps, {told} reminders, {looks} looks tried of \
             which {opened} were open, states seen {states:?}, {entries} entries of the journal"
        )
    }
}

/// What was sent so far.
#[derive(Default)]
pub struct Letters {
    many: i64,
    seen: BTreeSet<String>,
    reminded: BTreeSet<(String, NaiveDate)>,
}

const MOST: i64 = 100_000;

impl Country {
    /// What falls due by time is seen to, once, and nobody is told of what is over.
    pub fn morning(&mut self) {
        self.letters.many = self.read(outbox::count);
        let round = self.wait(self.sweep.round()).expect("swept");
        self.figures.told += u64::from(round.told);
        if self.chance.percent(10) {
            let again = self.wait(self.sweep.round()).expect("swept");
            assert_eq!(again, Round::default(), "nothing is seen to twice");
        }
        self.silences();
        self.recorded_days();
        let (many, at, today) = (self.letters.many, self.now(), self.today());
        let new = self.read(move |conn| {
            let most = (outbox::count(conn)? - many).min(MOST);
            outbox::list(conn, 0, most)
        });
        for (letter, _) in new {
            assert!(self.letters.seen.insert(letter.dedup.clone()), "sent twice: {letter:?}");
            match &letter.notice {
                Notice::AccessEnding { grant, until_on, .. }
                | Notice::PeopleEnding { grant, until_on, .. } => {
                    let given = self.ledger.grants[grant];
                    assert_eq!(given.last_day, *until_on, "{letter:?}");
                    assert!(self.ledger.lives(&given, at), "told of what is over: {letter:?}");
                    let held_now = self.ledger.is_held(given.person);
                    assert!(!held_now, "told of what is suspended: {letter:?}");
                    let follows = |other: &crate::ledger::Given| {
                        other.system == given.system && other.opens_at == given.ends_at()
                    };
                    let renewed = self.ledger.grants_of(given.person).any(|(_, other)| follows(other));
                    assert!(!renewed, "told of what is renewed: {letter:?}");
                    let address = letter.address.clone().unwrap_or_default();
                    let first = self.letters.reminded.insert((address, today));
                    assert!(first, "two reminders on one morning: {letter:?}");
                }
                Notice::StepDue { application, due_on } => {
                    self.waits(*application, *due_on);
                    assert!(today <= *due_on, "reminded after the day: {letter:?}");
                }
                Notice::StepOverdue { application, due_on } => {
                    self.waits(*application, *due_on);
                    assert!(today > *due_on, "escalated before the day is over: {letter:?}");
                }
                _ => {}
            }
        }
    }

    fn waits(&self, id: ApplicationId, due_on: NaiveDate) {
        let step = self.ledger.steps.get(&id).map(|(_, due_on)| *due_on);
        assert_eq!(step, Some(due_on), "told of a step of {id} that does not wait");
    }

    /// What people do on this day.
    pub fn working_hours(&mut self) {
        if self.chance.percent(60) {
            self.report();
        }
        if !self.is_working() {
            return;
        }
        self.take_steps();
        if self.chance.percent(40) {
            self.train_whoever_waits(85);
        }
        self.report_trainings();
        self.accept_duties();
        self.apply();
        if self.chance.percent(30) {
            self.suspend();
        }
        if self.chance.percent(20) {
            self.feed();
        }
        if self.chance.percent(30) {
            self.name_a_substitute();
        }
        self.decide_holds();
        self.attest();
    }

    /// Asks about everybody of whom something is expected to have changed, a fixed sample, and some of the others.
    pub fn evening(&mut self, everybody: bool) {
        let (at, today) = (self.now(), self.today());
        let number = (today - NaiveDate::default()).num_days().unsigned_abs() as usize;
        let ends = |id: &PersonId| {
            let about = |day: NaiveDate| day == today || day + Days::new(1) == today;
            self.ledger.grants_of(*id).any(|(_, given)| about(given.last_day))
        };
        let asked: Vec<PersonId> = self
            .auditors
            .keys()
            .enumerate()
            .filter(|(place, id)| {
                everybody
                    || place % 200 == 0
                    || (place + number).is_multiple_of(200)
                    || self.ledger.touched.contains(id)
                    || ends(id)
            })
            .map(|(_, id)| *id)
            .collect();
        self.states(&asked);
        for id in asked {
            let (number, who) = &self.auditors[&id];
            let asked_for = &self.applicants[*number].systems;
            // A system that the body never asked for opens to nobody of it; that is tried of the fewer.
            let others = id.0 % 10 == 0;
            for system in System::ALL.into_iter().filter(|system| others || asked_for.contains(system)) {
                let standing = self.wait(budget::Standing::of(&self.db, who, at)).expect("asked");
                let shelf = Arc::default();
                let onlooker =
                    Onlooker { db: &self.db, figures: None, shelf: &shelf, who, standing: &standing };
                let scope = scope_of(onlooker, system);
                let may = self.ledger.may_look(id, system, at);
                assert_eq!(scope.is_some(), may, "{id} looks at {system:?} at {at}");
                self.figures.looks += 1;
                self.figures.opened += u64::from(may);
            }
        }
        self.overdue();
    }

    /// Every grant is in the state that it must be in, with the reason of its end, and never two are open.
    fn states(&mut self, asked: &[PersonId]) {
        let (at, ids) = (self.now(), asked.to_vec());
        let found = self.read(move |conn| {
            ids.into_iter().map(|id| Ok((id, grants::of_person(conn, id)?))).collect::<Result<Vec<_>, _>>()
        });
        for (id, held) in found {
            assert_eq!(held.len(), self.ledger.grants_of(id).count(), "what {id} was given");
            let mut open = BTreeSet::new();
            for grant in held {
                let (state, given) = (grant.state_now(at), self.ledger.grants[&grant.id]);
                let term = (grant.term.opens_at(), grant.term.last_day());
                assert_eq!(term, (given.opens_at, given.last_day), "the year of {:?}", grant.id);
                assert_eq!(
                    state.code(),
                    self.ledger.state(&given, at),
                    "{:?} of {id} at {at}: {given:?}",
                    grant.id
                );
                *self.figures.states.entry(state.code()).or_default() += 1;
                if state.open().is_some() {
                    assert!(open.insert((grant.body, grant.system)), "{id} has two open grants at {at}");
                }
            }
        }
    }

    /// The lists of the two desks: every step that is overdue, and nothing else; and what waits for the administrator.
    fn overdue(&mut self) {
        let (at, today) = (self.now(), self.today());
        for (stage, who) in
            [(Stage::Ministry, self.reviewers[0].clone()), (Stage::Integrator, self.operators[0].clone())]
        {
            let who = self.account(&who);
            let listed =
                self.wait(looking::queue(&self.db, &self.calendars, &who, stage, at)).expect("a queue");
            let is_overdue = |one: &&looking::Listed| matches!(one.standing, Some(Standing::Overdue { .. }));
            let shown: BTreeSet<_> = listed.iter().filter(is_overdue).map(|one| one.application.id).collect();
            let of_stage = self.ledger.steps.iter().filter(|(_, (at_stage, _))| *at_stage == stage);
            let (all, late): (Vec<_>, Vec<_>) = (
                of_stage.clone().map(|(id, _)| *id).collect(),
                of_stage.filter(|(_, (_, due_on))| *due_on < today).map(|(id, _)| *id).collect(),
            );
            assert_eq!(shown, late.iter().copied().collect(), "overdue on {today}");
            let everything: BTreeSet<_> = listed.iter().map(|one| one.application.id).collect();
            assert_eq!(everything, all.into_iter().collect(), "what waits on {today}");
            self.figures.overdue += late.len() as u64;
        }
        let administrator = self.administrator.clone();
        let who = self.account(&administrator);
        let waiting = self.wait(held::waiting(&self.db, &who)).expect("counted").expect("an administrator");
        let pending = self.ledger.holds.values().filter(|held| held.decided.is_none()).count() as u64;
        let late = self.ledger.holds.values().filter(|held| held.is_late).count() as u64;
        assert_eq!(waiting, (pending, late), "suspensions that wait and late reports on {today}");
    }

    /// The journal verifies and has an entry for each grant, hold and decision; each late step says its reason.
    pub fn close(&mut self) {
        let verified = self.read(|conn| journal::verify(conn, |_| {}));
        self.figures.entries = verified.expect("the journal verifies").size;
        let codes = [
            "grant_given",
            "powers_ended_reported",
            "person_suspended",
            "powers_ended_recorded",
            "person_unattested",
            "person_attested",
            "person_blocked",
            "access_restored",
            "application_forwarded",
            "application_returned",
            "application_refused",
            "application_granted",
        ];
        let kept = self.read(move |conn| journal::of_kinds(conn, &codes));
        let (mut given, mut placed, mut decided, mut taken) =
            (BTreeSet::new(), BTreeSet::new(), BTreeMap::new(), Vec::new());
        for one in kept {
            match one.entry.event {
                Event::GrantGiven { grant, .. } => drop(given.insert(grant)),
                Event::PowersEndedReported { hold, .. }
                | Event::PersonSuspended { hold, .. }
                | Event::PowersEndedRecorded { hold, .. }
                | Event::PersonUnattested { hold, .. } => drop(placed.insert(hold)),
                Event::PersonBlocked { hold, .. } => drop(decided.insert(hold, Decided::Blocked)),
                Event::AccessRestored { hold, .. } => drop(decided.insert(hold, Decided::Restored)),
                Event::PersonAttested { hold, .. } => drop(decided.insert(hold, Decided::Restored)),
                Event::ApplicationForwarded { application, late, .. }
                | Event::ApplicationReturned { application, late, .. }
                | Event::ApplicationRefused { application, late, .. }
                | Event::ApplicationGranted { application, late } => {
                    taken.push((application, late.is_some()))
                }
                other => panic!("not asked for: {other:?}"),
            }
        }
        let ledger = &self.ledger;
        assert!(given.iter().eq(ledger.grants.keys()), "each grant has its entry");
        assert!(placed.iter().eq(ledger.holds.keys()), "each hold has its entry");
        let expected: BTreeMap<_, _> =
            ledger.holds.iter().filter_map(|(id, held)| Some((*id, held.decided?.1))).collect();
        assert_eq!(decided, expected, "each decision has its entry");
        assert_eq!(taken, ledger.taken, "each step has its entry, a late one with its reason");
        self.figures.grants = ledger.grants.len();
        self.figures.holds = ledger.holds.len();
        self.figures.people = self.auditors.len() + 3 * self.applicants.len() + 6;
    }
}
