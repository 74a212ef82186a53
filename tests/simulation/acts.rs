//! Applications: written, signed, considered, granted; in time, late, returned, refused.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate, TimeDelta};
use qarau::domain::application::{
    Application, ConsiderRefusal, Employee, EmployeeFields, GrantRefusal, Reason, ReturnRefusal, Stage,
    State, Verdict,
};
use qarau::domain::calendar::{day_of, start_of_day};
use qarau::domain::ids::{ApplicationId, EmployeeLineId, PersonId};
use qarau::domain::iin_bin::Iin;
use qarau::services::applications::granting::NotGranted;
use qarau::services::applications::tables::{self, Given as Table, Sight};
use qarau::services::applications::{Refused, considering, granting, submitting, writing};
use qarau::storage::{Failure, applications, grants};

use crate::country::{AUDITORS, BODIES, BROWSER, Country, ORIGIN, iin};
use crate::ledger::Given;

const HEADINGS: &str = "№\tФамилия\tИмя\tОтчество\tИИН\tДолжность\tСтруктурное подразделение\tQR-код\tТелефон\tЭлектронная почта\tЦель доступа";

type Verdicts = Vec<(EmployeeLineId, Verdict)>;

pub fn reason() -> Reason {
    Reason::parse("Қызметтік қажеттілік").expect("a reason")
}

impl Country {
    /// Each body applies for everybody on a day of its own, and everybody is trained and accepts the duties.
    pub fn the_year_before(&mut self, first: NaiveDate) {
        for number in 0..BODIES {
            let day = first - Days::new(362) + Days::new(number as u64 * 355 / BODIES as u64);
            let at = start_of_day(day) + TimeDelta::hours(10) + TimeDelta::minutes(number as i64 % 2 * 40);
            self.go_to(at);
            let id = self.draft_from_a_table(number);
            self.submit(number, id);
            self.consider(id, &Verdict::Accept);
            self.give_access(id, &Verdict::Accept);
            self.train_whoever_waits(100);
            self.accept_in_bulk(number);
        }
    }

    fn draft_from_a_table(&mut self, number: usize) -> ApplicationId {
        let head = self.applicants[number].head.clone();
        let (who, systems) = (self.account(&head), self.applicants[number].systems.iter().copied().collect());
        let at = self.tick();
        let id = self.wait(writing::begin(&self.db, &who, systems, at)).expect("a draft");
        let mut rows = vec![HEADINGS.to_owned()];
        for n in 1..=AUDITORS {
            self.numbers += 1;
            let (iin, who) = (iin(self.numbers), self.numbers);
            rows.push(format!(
                "{n}\tСерікбаева\tАйгүл\t\t{}\tАудитор\tБөлім\thttps://qyzmet.example.kz/q/{n}\t8 (7172) 75-00-00\t{who}@body.example.kz\tАудит",
                iin.as_str()
            ));
        }
        let at = self.tick();
        self.wait(tables::keep(&self.db, &who, id, Table::Text(rows.join("\n")), at)).expect("a table");
        let found = self.wait(tables::find(&self.db, &who, id, at)).expect("found");
        let (table, _) = found.expect("a table that waits");
        let sight =
            Sight { version: table.version(), rows: table.rows.iter().map(|row| row.number).collect() };
        let taken = self.wait(tables::take(&self.db, &who, id, sight, at)).expect("taken");
        assert_eq!((taken.added, taken.left), (AUDITORS, 0));
        id
    }

    /// A body asks for one or two people more: new ones, or somebody whose access is over.
    pub fn ask_for_more(&mut self, number: usize) {
        let head = self.applicants[number].head.clone();
        let (who, systems) = (self.account(&head), self.applicants[number].systems.iter().copied().collect());
        let mut people: BTreeSet<Iin> = BTreeSet::new();
        self.numbers += 1;
        people.insert(iin(self.numbers));
        let at = self.now();
        let over = |country: &Country, id: &PersonId| {
            !country.ledger.has_access(*id, at)
                && !country.ledger.is_held(*id)
                && !country.asked_back.contains(id)
        };
        let back = self.auditors.iter().filter(|(id, (body, _))| *body == number && over(self, id));
        let back: Vec<_> = back.take(2).map(|(id, (_, who))| (*id, who.person.iin.clone())).collect();
        for (id, iin) in back {
            // The second of two applications at a time for one person would be refused.
            self.asked_back.insert(id);
            people.insert(iin);
        }
        let at = self.tick();
        let id = self.wait(writing::begin(&self.db, &who, systems, at)).expect("a draft");
        for one in people {
            self.numbers += usize::from(one != iin(self.numbers));
            let email = format!("{}@body.example.kz", one.as_str().get(6..).expect("digits"));
            let fields = EmployeeFields {
                surname: "Серікбаева",
                given: "Айгүл",
                patronymic: "",
                iin: one.as_str(),
                position: "Аудитор",
                unit: "Бөлім",
                qr: "https://qyzmet.example.kz/q/7",
                phone: "+7 7172 75 00 00",
                email: &email,
                purpose: "Аудит",
            };
            let employee = Employee::parse(&fields).expect("an employee");
            let at = self.tick();
            self.wait(writing::add_employee(&self.db, &who, id, employee, at)).expect("added");
        }
        self.submit(number, id);
    }

    /// The head signs and sends; the ministry has two working days from then (R9.1).
    pub fn submit(&mut self, number: usize, id: ApplicationId) {
        let head = self.applicants[number].head.clone();
        let (who, at) = (self.account(&head), self.tick());
        let asked = submitting::ask(&self.db, ORIGIN, BROWSER, &who, id, at);
        let challenge = self.wait(asked).expect("a text to sign");
        let cms = self.sign(number, &head, &challenge.content);
        let (anchors, calendars, address) = (&self.anchors, &self.calendars, &challenge.address);
        let sent = submitting::answer(&self.db, anchors, calendars, BROWSER, &who, id, address, &cms, at);
        self.wait(sent).expect("sent");
        self.ledger.steps.insert(id, (Stage::Ministry, self.in_two_working_days()));
    }

    fn in_two_working_days(&self) -> NaiveDate {
        let mut day = self.today();
        for _ in 0..2 {
            day = day + Days::new(1);
            while !self.calendar.is_working(day).expect("a covered day") {
                day = day + Days::new(1);
            }
        }
        day
    }

    fn application(&self, id: ApplicationId) -> Application {
        self.read(move |conn| applications::find(conn, id)).expect("an application")
    }

    /// A step that is taken after its day needs a reason (R9); none is taken without.
    fn taken(&mut self, id: ApplicationId) -> bool {
        let (_, due_on) = self.ledger.steps.remove(&id).expect("a step that waited");
        let is_late = due_on < self.today();
        self.ledger.taken.push((id, is_late));
        self.figures.late += u64::from(is_late);
        is_late
    }

    /// The ministry decides on everybody, the last of them by this verdict.
    pub fn consider(&mut self, id: ApplicationId, last: &Verdict) {
        let reviewer = self.reviewers[self.chance.below(2)].clone();
        let (who, at, application) = (self.account(&reviewer), self.tick(), self.application(id));
        let verdicts = verdicts(application.lines.iter().map(|line| line.id), last);
        let version = application.version();
        let decide = |late| {
            let (db, calendars) = (&self.db, &self.calendars);
            self.wait(considering::decide(db, calendars, &who, id, version, verdicts.clone(), late, at))
        };
        let is_late = self.ledger.steps[&id].1 < self.today();
        if is_late {
            let refused = decide(None);
            assert!(
                matches!(
                    refused,
                    Err(Failure::Refused(Refused::Rule(ConsiderRefusal::LateReasonMissing(_))))
                ),
                "{id} is considered late without a reason: {refused:?}"
            );
        }
        let decided = decide(is_late.then(reason)).expect("considered");
        self.taken(id);
        if matches!(decided.state, State::Forwarded { .. }) {
            self.ledger.steps.insert(id, (Stage::Integrator, self.in_two_working_days()));
        }
    }

    pub fn return_for_correction(&mut self, id: ApplicationId) {
        let reviewer = self.reviewers[self.chance.below(2)].clone();
        let (who, at, application) = (self.account(&reviewer), self.tick(), self.application(id));
        let version = application.version();
        let return_it = |late| {
            let back = considering::return_for_correction(&self.db, &who, id, version, reason(), late, at);
            self.wait(back)
        };
        let is_late = self.ledger.steps[&id].1 < self.today();
        if is_late {
            let refused = return_it(None);
            let missing = |why: &ReturnRefusal| matches!(why, ReturnRefusal::LateReasonMissing(_));
            assert!(
                matches!(&refused, Err(Failure::Refused(Refused::Rule(why))) if missing(why)),
                "{refused:?}"
            );
        }
        return_it(is_late.then(reason)).expect("returned");
        self.taken(id);
        let body = application.body;
        let number = self.applicants.iter().position(|one| one.body.id == body).expect("an applicant");
        self.ledger.returned.push((number, id));
    }

    /// The integrator decides; whoever is suspended or left meanwhile is refused.
    pub fn give_access(&mut self, id: ApplicationId, last: &Verdict) {
        let operator = self.operators[self.chance.below(2)].clone();
        let (who, at, application) = (self.account(&operator), self.tick(), self.application(id));
        let mut verdicts = verdicts(application.forwarded_lines().map(|line| line.id), last);
        let is_late = self.ledger.steps[&id].1 < self.today();
        let decide = |verdicts: &Verdicts, late| {
            self.wait(granting::decide(&self.db, &who, id, application.version(), verdicts.clone(), late, at))
        };
        if is_late {
            let refused = decide(&verdicts, None);
            let missing =
                |why: &NotGranted| matches!(why, NotGranted::Refusal(GrantRefusal::LateReasonMissing(_)));
            assert!(
                matches!(&refused, Err(Failure::Refused(Refused::Rule(why))) if missing(why)),
                "{refused:?}"
            );
        }
        loop {
            let stopped = match decide(&verdicts, is_late.then(reason)) {
                Ok(_) => break,
                Err(Failure::Refused(Refused::Rule(
                    NotGranted::Suspended(line) | NotGranted::Left(line),
                ))) => line,
                Err(other) => panic!("{id} at {at}: {other:?}"),
            };
            let verdict = verdicts.iter_mut().find(|(line, _)| *line == stopped).expect("its line");
            assert_eq!(verdict.1, Verdict::Accept, "refused already");
            verdict.1 = Verdict::Refuse(reason());
        }
        self.taken(id);
        let body = application.body;
        let number = self.applicants.iter().position(|one| one.body.id == body).expect("an applicant");
        for grant in self.read(move |conn| grants::of_application(conn, id)) {
            let (person, system) = (grant.person, grant.system);
            self.meet(number, person);
            assert!(!self.ledger.is_held(person), "{person} is held and was given access");
            let (opens_at, last_day) = self.ledger.year(person, system, at);
            assert_eq!(
                (grant.term.opens_at(), grant.term.last_day()),
                (opens_at, last_day),
                "R9.3: the year of {person}, given on {}",
                day_of(at)
            );
            self.figures.renewed += u64::from(opens_at > at);
            self.ledger.give(grant.id, Given { person, system, given_at: at, opens_at, last_day });
        }
    }

    /// What the ministry and the integrator do on a working day about what lies with them.
    pub fn take_steps(&mut self) {
        let waiting: Vec<(ApplicationId, Stage)> =
            self.ledger.steps.iter().map(|(id, (stage, _))| (*id, *stage)).collect();
        for (id, stage) in waiting {
            if !self.chance.percent(55) {
                continue;
            }
            let last = match self.chance.percent(8) {
                true => Verdict::Refuse(reason()),
                false => Verdict::Accept,
            };
            match stage {
                Stage::Ministry if self.chance.percent(6) => self.return_for_correction(id),
                Stage::Ministry => self.consider(id, &last),
                Stage::Integrator => self.give_access(id, &last),
            }
        }
        for (number, id) in std::mem::take(&mut self.ledger.returned) {
            match self.chance.percent(50) {
                true => self.submit(number, id),
                false => self.ledger.returned.push((number, id)),
            }
        }
    }
}

/// In favour of everybody but the last, on whom it is as given.
fn verdicts(lines: impl Iterator<Item = EmployeeLineId>, last: &Verdict) -> Verdicts {
    let mut verdicts: Verdicts = lines.map(|line| (line, Verdict::Accept)).collect();
    if let Some((_, verdict)) = verdicts.last_mut() {
        *verdict = last.clone();
    }
    verdicts
}
