//! The bodies and people of the year, and how they come to the use cases: with a session, and a signature where one is asked.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use qarau::clock::Clock;
use qarau::domain::access::Actor;
use qarau::domain::body::{Body, BodyKind};
use qarau::domain::calendar::{Calendar, day_of, start_of_day};
use qarau::domain::ids::{CourseId, PersonId};
use qarau::domain::iin_bin::{Bin, Iin, check_digit};
use qarau::domain::journal::{Actor as By, Digest, Event};
use qarau::domain::person::{Person, Role};
use qarau::domain::system::System;
use qarau::gateways::certificates::Anchors;
use qarau::gateways::demo_authority::{Attachment, DemoAuthority, Identity, Post};
use qarau::services::calendars::{self, Calendars};
use qarau::services::registry;
use qarau::services::sessions::{self, SignedIn};
use qarau::services::sweep::Sweep;
use qarau::services::training;
use qarau::storage::{Conn, Db, StorageError, bodies, migrate, people, sessions as kept};

use crate::chance::Chance;
use crate::checks::{Figures, Letters};
use crate::ledger::Ledger;

pub const BODIES: usize = 200;
/// Beside a head, an officer and a deputy.
pub const AUDITORS: usize = 12;
pub const ORIGIN: &str = "https://portal.example.kz";
pub const BROWSER: &str = "the browser of the year";

const REGIONS: [&str; 20] = [
    "10", "11", "15", "19", "23", "27", "31", "33", "35", "39", "43", "47", "55", "59", "61", "62", "63",
    "71", "75", "79",
];
const KINDS: [BodyKind; 4] = [
    BodyKind::RevisionCommission,
    BodyKind::Maslikhat,
    BodyKind::LocalInternalAudit,
    BodyKind::PoliceInternalAudit,
];

/// A body that applies.
pub struct Applicant {
    pub body: Body,
    pub head: Person,
    pub officer: Person,
    pub deputy: Person,
    pub systems: Vec<System>,
    /// Until which day the deputy stands in for the officer.
    pub deputy_until: Option<NaiveDate>,
}

/// Everybody, and the hour.
pub struct Country {
    pub db: Db,
    pub calendars: Calendars,
    pub calendar: Calendar,
    pub anchors: Anchors,
    authority: DemoAuthority,
    pub runtime: tokio::runtime::Runtime,
    clock: Clock,
    pub chance: Chance,
    pub ledger: Ledger,
    pub letters: Letters,
    pub figures: Figures,
    pub applicants: Vec<Applicant>,
    pub reviewers: Vec<Person>,
    pub operators: Vec<Person>,
    pub administrator: Person,
    /// Who suspends at the ministry: whoever does so does not decide on it.
    pub second: Person,
    /// Those who look, with the number of their body.
    pub auditors: BTreeMap<PersonId, (usize, SignedIn)>,
    pub course: CourseId,
    pub sweep: Sweep,
    /// Those whom their body asked for again after their access was over.
    pub asked_back: BTreeSet<PersonId>,
    tokens: BTreeMap<PersonId, String>,
    /// How many people have a number.
    pub numbers: usize,
    _folder: tempfile::TempDir,
}

impl Country {
    /// The registry, a year before the first day.
    pub fn founded(seed: u64, first: NaiveDate) -> Country {
        let folder = tempfile::tempdir().expect("a folder");
        let at = start_of_day(first - Days::new(364)) + TimeDelta::hours(9);
        let url = format!("sqlite:{}", folder.path().join("year.db").display()).parse().expect("a database");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        migrate(&url).expect("migrated");
        let db = Db::open(&url).expect("opened");
        let (bodies_csv, staff_csv) = (bodies_csv(), staff_csv());
        let found = runtime.block_on(async {
            calendars::begin(&db, at).await.expect("a calendar");
            registry::import_bodies(&db, bodies_csv.as_bytes(), at).await.expect("bodies");
            registry::import_staff(&db, staff_csv.as_bytes(), at).await.expect("staff");
            let found = db.read(move |conn| {
                let mut all = Vec::new();
                for n in 0..BODIES + 2 {
                    let body = bodies::find_by_bin(conn, &bin(n), day_of(at))?.expect("a body");
                    all.push((people::of_body(conn, body.id)?, body));
                }
                Ok::<_, StorageError>(all)
            });
            found.await.expect("everybody")
        });
        let with = |people: &[Person], role: Role| -> Vec<Person> {
            people.iter().filter(|person| person.roles.contains(&role)).cloned().collect()
        };
        let applicant = |(number, (people, body)): (usize, &(Vec<Person>, Body))| Applicant {
            body: body.clone(),
            head: with(people, Role::Head)[0].clone(),
            officer: with(people, Role::Officer)[0].clone(),
            deputy: with(people, Role::Officer)[1].clone(),
            systems: if number % 5 == 0 { System::ALL.into() } else { vec![System::Ac] },
            deputy_until: None,
        };
        let applicants = found[..BODIES].iter().enumerate().map(applicant).collect();
        let (ministry, integrator) = (&found[BODIES].0, &found[BODIES + 1].0);
        let authority = DemoAuthority::open(&folder.path().join("keys"), at).expect("an authority");
        let clock = Clock::fixed(at);
        let calendars = Calendars::default();
        let sweep = Sweep {
            db: db.clone(),
            calendars: calendars.clone(),
            clock: clock.clone(),
            holder: "the process of the year".to_owned(),
            beat: Default::default(),
        };
        let mut country = Country {
            calendar: runtime.block_on(calendars.now(&db)).expect("a calendar"),
            calendars,
            anchors: Anchors::from_pem(&authority.anchors().expect("certificates")).expect("anchors"),
            authority,
            clock,
            chance: Chance::new(seed),
            ledger: Ledger::default(),
            letters: Letters::default(),
            figures: Figures::default(),
            applicants,
            reviewers: with(ministry, Role::Reviewer),
            administrator: with(ministry, Role::Administrator)[0].clone(),
            second: with(ministry, Role::Administrator)[1].clone(),
            operators: with(integrator, Role::Operator),
            auditors: BTreeMap::new(),
            course: CourseId(0),
            sweep,
            asked_back: BTreeSet::new(),
            tokens: BTreeMap::new(),
            numbers: 3 * BODIES + 10,
            db,
            runtime,
            _folder: folder,
        };
        let operator = country.account(&country.operators[0].clone());
        let added = training::add_course(
            &country.db,
            &operator,
            "Жүйелермен жұмыс".to_owned(),
            "Работа в системах".to_owned(),
            System::ALL.into(),
            at,
        );
        country.course = country.runtime.block_on(added).expect("a course");
        country
    }

    pub fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    pub fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, StorageError> + Send + 'static,
    ) -> T {
        self.wait(self.db.read(work)).expect("the database is read")
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub fn today(&self) -> NaiveDate {
        day_of(self.now())
    }

    pub fn is_working(&self) -> bool {
        self.calendar.is_working(self.today()).expect("a covered day")
    }

    /// No two acts happen at one instant.
    pub fn tick(&mut self) -> DateTime<Utc> {
        self.clock.advance(TimeDelta::milliseconds(700));
        self.figures.acts += 1;
        self.now()
    }

    pub fn go_to(&mut self, at: DateTime<Utc>) {
        let by = at - self.now();
        assert!(by > TimeDelta::zero(), "time goes on");
        self.clock.advance(by);
        self.tokens.clear();
    }

    pub fn begin_day(&mut self, day: NaiveDate) {
        self.go_to(start_of_day(day) + TimeDelta::hours(9) + TimeDelta::minutes(1));
        self.ledger.touched.clear();
    }

    /// Somebody with a session of today, asked about at this instant.
    pub fn account(&mut self, person: &Person) -> SignedIn {
        let at = self.now();
        let token = match self.tokens.get(&person.id) {
            Some(token) => token.clone(),
            None => {
                let (token, id, body) = (format!("{} {at}", person.id), person.id, person.body);
                let digest = Digest::of(token.as_bytes());
                let begun = self.db.write(at, move |tx| {
                    kept::insert(tx, &digest, id, None)?;
                    let event = Event::SignedIn { person: id, body, certificate: "00".to_owned() };
                    tx.journal(By::Person { person: id, body }, event)?;
                    Ok::<_, StorageError>(())
                });
                self.wait(begun).expect("a session");
                self.tokens.insert(person.id, token.clone());
                token
            }
        };
        let found = self.wait(sessions::find(&self.db, &token, None, at)).expect("asked");
        found.unwrap_or_else(|| panic!("{} is not signed in at {at}", person.id))
    }

    /// Signs a text with somebody's key.
    pub fn sign(&self, number: usize, person: &Person, content: &[u8]) -> Vec<u8> {
        let body = &self.applicants[number].body;
        let post = if person.roles.contains(&Role::Head) { Post::Head } else { Post::Employee };
        let (iin, name) = (person.iin.clone(), person.name.clone());
        let identity =
            Identity { iin, name, bin: body.bin.clone(), organization: body.name.kk.clone(), post };
        let key = self.authority.key_of(&identity, self.now()).expect("a key");
        key.sign(content, Attachment::Attached, self.now()).expect("signed")
    }

    /// Notes somebody who was given access.
    pub fn meet(&mut self, number: usize, id: PersonId) {
        if self.auditors.contains_key(&id) {
            return;
        }
        let person = self.read(move |conn| people::get(conn, id));
        let body = self.applicants[number].body.clone();
        let actor = Actor::new(id, body.id, body.seat.kind(), person.roles.clone()).expect("fitting roles");
        self.auditors.insert(id, (number, SignedIn { person, body, actor, absent: Vec::new() }));
    }

    /// Somebody of those who look; none where chance names nobody that is wanted.
    pub fn anybody(&mut self, wanted: impl Fn(&Ledger, PersonId) -> bool) -> Option<PersonId> {
        let everybody: Vec<PersonId> = self.auditors.keys().copied().collect();
        let drawn: Vec<PersonId> = (0..20).map(|_| everybody[self.chance.below(everybody.len())]).collect();
        drawn.into_iter().find(|id| wanted(&self.ledger, *id))
    }
}

fn bodies_csv() -> String {
    let mut csv = "kind,bin,name_kk,name_ru,name_en,valid_from,region,administrator\n".to_owned();
    for n in 0..BODIES + 2 {
        let (kind, region) = match n {
            BODIES => (BodyKind::Ministry, String::new()),
            n if n > BODIES => (BodyKind::Integrator, String::new()),
            n => (KINDS[n / REGIONS.len() % KINDS.len()], format!("{}0000000", REGIONS[n % REGIONS.len()])),
        };
        let bin = bin(n);
        csv +=
            &format!("{},{},орган {n},орган {n},body {n},2020-01-01,{region},\n", kind.code(), bin.as_str());
    }
    csv
}

fn staff_csv() -> String {
    let mut csv = "bin,iin,surname,name,patronymic,position,email,lang,roles\n".to_owned();
    let mut number = 0;
    for n in 0..BODIES + 2 {
        let roles: &[Role] = match n {
            BODIES => &[Role::Reviewer, Role::Reviewer, Role::Administrator, Role::Administrator],
            n if n > BODIES => &[Role::Operator, Role::Operator],
            _ => &[Role::Head, Role::Officer, Role::Officer],
        };
        for role in roles {
            number += 1;
            csv += &format!(
                "{},{},Серікбаев,Асан,,маман,{number}@body.example.kz,kk,{}\n",
                bin(n).as_str(),
                iin(number).as_str(),
                role.code()
            );
        }
    }
    csv
}

fn bin(n: usize) -> Bin {
    let digits = (0..50).map(|step| format!("05014{:06}", n * 50 + step));
    let mut numbers =
        digits.filter_map(|digits| Some(format!("{digits}{}", check_digit(digits.as_bytes())?)));
    numbers.find_map(|number| Bin::parse(&number).ok()).expect("a BIN")
}

/// The number of somebody, never that of somebody else.
pub fn iin(n: usize) -> Iin {
    let digits = (0..).map(|skip| format!("79{:02}{:02}3{n:04}", n % 12 + 1, (n + skip) % 28 + 1));
    let mut numbers =
        digits.filter_map(|digits| Some(format!("{digits}{}", check_digit(digits.as_bytes())?)));
    numbers.find_map(|number| Iin::parse(&number).ok()).expect("an IIN")
}
