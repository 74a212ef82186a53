//! A whole portal of a test's own. When the test is over, its journal is re-read and its letters are looked through.

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use diesel::connection::SimpleConnection;
use qarau::app::App;
use qarau::clock::Clock;
use qarau::domain::budget::{Given, Line, Measures, Part, Path, Period, Report};
use qarau::domain::calendar::day_of;
use qarau::domain::iin_bin::Bin;
use qarau::domain::journal::{Actor, Digest, Event};
use qarau::domain::money::Tiyn;
use qarau::domain::person::Person;
use qarau::domain::scope::BudgetKey;
use qarau::gateways::certificates::Anchors;
use qarau::gateways::demo_authority::DemoAuthority;
use qarau::gateways::fictitious_budget::Extent;
use qarau::gateways::mail::{Letter, Mailer};
use qarau::services::budget_generating::generate;
use qarau::services::calendars::{self, Calendars};
use qarau::services::demo::{Demo, tell_story};
use qarau::services::outbox::Outbox;
use qarau::services::registry;
use qarau::services::sweep::{Round, Sweep};
use qarau::storage::budget::{BudgetDb, Format, SourceFile, admit_reader, load};
use qarau::storage::{self, Conn, DatabaseUrl, Db, StorageError, bodies, journal, migrate, people, sessions};
use qarau::web::{Mode, Site, Token};
use rocket::local::blocking::Client;

use super::browser::Browser;
use super::registry::{BodyOf, address, bodies_csv, staff_csv};
use super::years::years;
use crate::database::{TestDatabase, backend, reader_of};

/// Friday, 20 November 2026, 10:00 in Kazakhstan: the instant at which stories begin.
const START: &str = "2026-11-20T05:00:00Z";

/// A portal with a database of its own.
pub struct TestPortal {
    /// Rocket, without a network.
    pub client: Client,
    /// What it is made of.
    pub app: Arc<App>,
    /// The authority whose signatures the portal accepts.
    pub authority: DemoAuthority,
    outbox: Outbox,
    runtime: tokio::runtime::Runtime,
    /// Where figures are loaded to.
    figures: Option<String>,
    _places: Vec<TestDatabase>,
    _keys: tempfile::TempDir,
}

impl TestPortal {
    /// A production portal with the bodies and people of the tests.
    pub fn new() -> TestPortal {
        TestPortal::of("portal", Mode::Real, "https://portal.example.kz", None)
    }

    /// A demonstration: plain http on loopback, and the pages that only a demonstration has.
    pub fn demo() -> TestPortal {
        TestPortal::of("portal", Mode::Demo, "http://127.0.0.1:8000", None)
    }

    /// A demonstration with its own country, whose story is under way.
    pub fn story() -> TestPortal {
        TestPortal::of("story", Mode::Demo, "http://127.0.0.1:8000", None)
    }

    /// A production portal with figures of a small fictitious country: see [`figures`].
    pub fn with_figures() -> TestPortal {
        let figures = TestDatabase::new("figures", |url| figures(url, START.parse().expect("an instant")));
        TestPortal::of("portal", Mode::Real, "https://portal.example.kz", Some(figures))
    }

    /// A production portal with these reports, as one load; portals of one kind have the same.
    pub fn with_reports(kind: &str, reports: Vec<Report>) -> TestPortal {
        let figures =
            TestDatabase::new(kind, |url| loaded(url, &reports, START.parse().expect("an instant")));
        TestPortal::of("portal", Mode::Real, "https://portal.example.kz", Some(figures))
    }

    /// The same, with names that a load gave.
    pub fn with_names(kind: &str, reports: Vec<Report>, names: &[Given]) -> TestPortal {
        let at = START.parse().expect("an instant");
        let figures = TestDatabase::new(kind, |url| {
            loaded(url, &reports, at);
            named(&url.parse().expect("a database"), names, at);
        });
        TestPortal::of("portal", Mode::Real, "https://portal.example.kz", Some(figures))
    }

    /// A production portal with three years of figures down to specifics: see [`years`].
    pub fn with_years() -> TestPortal {
        let figures = TestDatabase::new("years", years);
        TestPortal::of("portal", Mode::Real, "https://portal.example.kz", Some(figures))
    }

    /// A production portal whose counts may be read with a token of this digest.
    pub fn watched(token: Digest) -> TestPortal {
        TestPortal::built("portal", Mode::Real, "https://portal.example.kz", None, Some(token))
    }

    fn of(kind: &str, mode: Mode, origin: &str, figures: Option<TestDatabase>) -> TestPortal {
        TestPortal::built(kind, mode, origin, figures, None)
    }

    fn built(
        kind: &str,
        mode: Mode,
        origin: &str,
        figures: Option<TestDatabase>,
        metrics_token: Option<Digest>,
    ) -> TestPortal {
        println!("{}", backend());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let start = START.parse().expect("an instant");
        let place = TestDatabase::new(kind, |url| match kind {
            "story" => runtime.block_on(told(url, start)),
            _ => runtime.block_on(peopled(url, start)),
        });
        let db = Db::open(&place.url().parse().expect("a database")).expect("opened");
        let clock = Clock::fixed(start);
        let site = Site {
            origin: origin.to_owned(),
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 8000)),
            mode,
            client_address_header: None,
            signers: vec!["wss://127.0.0.1:13579".to_owned()],
            metrics_token,
        };
        let outbox = Outbox {
            db: db.clone(),
            mailer: Mailer::memory(),
            clock: clock.clone(),
            portal: origin.to_owned(),
        };
        let keys = tempfile::tempdir().expect("a folder of keys");
        let authority = DemoAuthority::open(keys.path(), start).expect("an authority");
        let anchors = Anchors::from_pem(&authority.anchors().expect("certificates")).expect("anchors");
        let app = match mode {
            Mode::Real => App::new(site, clock, db, anchors),
            Mode::Demo => {
                let demo = Demo::open(outbox.clone(), keys.path(), start).expect("a demonstration");
                App::demo(site, clock, Arc::new(demo), db)
            }
        };
        let app = Arc::new(match &figures {
            Some(place) => {
                let reader = reader_of(place.url()).parse().expect("a database");
                app.with_budget(BudgetDb::open(&reader).expect("opened"))
            }
            None => app,
        });
        let client = Client::untracked(qarau::web::rocket(app.clone())).expect("a portal");
        let loaded_to = figures.as_ref().map(|place| place.url().to_owned());
        let places = std::iter::once(place).chain(figures).collect();
        TestPortal {
            client,
            app,
            authority,
            outbox,
            runtime,
            figures: loaded_to,
            _places: places,
            _keys: keys,
        }
    }

    /// Runs asynchronous work to its end.
    pub fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }

    /// Reads the database.
    pub fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, StorageError> + Send + 'static,
    ) -> T {
        self.wait(self.app.db.read(work)).expect("the database is read")
    }

    /// What time it is in the portal.
    pub fn now(&self) -> DateTime<Utc> {
        self.app.clock.now()
    }

    /// Loads figures, as the operator does.
    pub fn load(&self, reports: &[Report]) {
        let url = self.figures.as_deref().expect("a portal with figures").parse().expect("a database");
        let loaded: Result<(), StorageError> = load(&url, Format::OpenBudget, self.now(), |loading| {
            loading.source(&SourceFile { name: "a.csv".into(), sha256: "0".repeat(64), rows: 1 })?;
            reports.iter().try_for_each(|report| loading.report(report))
        });
        loaded.expect("loaded");
    }

    /// Loads names alone, as the operator does with a list of places.
    pub fn load_names(&self, names: &[Given]) {
        let url = self.figures.as_deref().expect("a portal with figures").parse().expect("a database");
        named(&url, names, self.now());
    }

    /// Moves the clock to an instant of the country: `go("2027-01-04T10:00:00")`.
    pub fn go(&self, now: &str) {
        let at: DateTime<Utc> = format!("{now}+05:00").parse().expect("an instant");
        self.advance(at - self.now());
    }

    /// Lets time pass.
    pub fn advance(&self, by: TimeDelta) {
        assert!(self.app.clock.advance(by), "a clock of tests is movable");
    }

    /// Where the portal's database is.
    pub fn url(&self) -> &str {
        self._places[0].url()
    }

    /// Another process over the same databases, with connections of its own.
    pub fn twin(&self) -> Twin {
        let db = Db::open(&self.url().parse().expect("a database")).expect("opened");
        let anchors = Anchors::from_pem(&self.authority.anchors().expect("certificates")).expect("anchors");
        let mut app = App::new(self.app.site.clone(), self.app.clock.clone(), db, anchors);
        if let Some(place) = &self.figures {
            app = app
                .with_budget(BudgetDb::open(&reader_of(place).parse().expect("a database")).expect("opened"));
        }
        let site = app.site.clone();
        let client = Client::untracked(qarau::web::rocket(Arc::new(app))).expect("a portal");
        Twin { client, site }
    }

    /// Makes the database one that a newer program finds: its last migration has not run.
    pub fn forget_migration(&self) {
        let forgotten = self.app.db.upkeep(|conn| {
            let last = "DELETE FROM __diesel_schema_migrations WHERE version = (SELECT max(version) FROM __diesel_schema_migrations)";
            Ok::<_, StorageError>(conn.batch_execute(last)?)
        });
        self.wait(forgotten).expect("forgotten");
    }

    /// The secret of a new session.
    pub fn session_of(&self, person: &str, body: &str) -> String {
        self.session(person, body)
    }

    /// A browser in which nobody is signed in.
    pub fn visitor(&self) -> Browser<'_> {
        Browser::new(&self.client, &self.app.site)
    }

    /// A browser in which somebody is signed in: `sign_in("head", "aqmola-audit")`. The session is made without a
    /// signature; how a signature makes one is a story of its own.
    pub fn sign_in(&self, person: &str, body: &str) -> Browser<'_> {
        let browser = self.visitor();
        browser.hold_session(&self.session(person, body));
        browser
    }

    /// Begins a session and gives its secret.
    pub(super) fn session(&self, person: &str, body: &str) -> String {
        let person = self.person(person, body);
        let token = Token::random().expect("randomness");
        let digest = Digest::of(token.secret().as_bytes());
        let begun = self.app.db.write(self.now(), move |tx| {
            sessions::insert(tx, &digest, person.id, None)?;
            let actor = Actor::Person { person: person.id, body: person.body };
            let event =
                Event::SignedIn { person: person.id, body: person.body, certificate: "00".to_owned() };
            tx.journal(actor, event)?;
            Ok::<_, StorageError>(())
        });
        self.wait(begun).expect("a session");
        token.secret().to_owned()
    }

    /// The business identification number of a body.
    pub fn bin(&self, body: &str) -> Bin {
        BodyOf::named(body).bin()
    }

    /// Takes every role from somebody, whose sessions stay as they are.
    pub fn dismiss(&self, person: &str, body: &str) {
        let person = self.person(person, body).id;
        let dismissed = self.app.db.write(self.now(), move |tx| {
            people::set_roles(tx, person, &[])?;
            tx.journal(Actor::System, Event::RolesChanged { person, roles: Vec::new() })?;
            Ok::<_, StorageError>(())
        });
        self.wait(dismissed).expect("dismissed");
    }

    /// Somebody of the registry.
    pub fn person(&self, person: &str, body: &str) -> Person {
        let (bin, address) = (BodyOf::named(body).bin(), address(person, body));
        let today = day_of(self.now());
        let everybody = self.read(move |conn| {
            let body = bodies::find_by_bin(conn, &bin, today)?;
            body.map_or(Ok(Vec::new()), |body| people::of_body(conn, body.id))
        });
        let found = everybody.into_iter().find(|person| person.email.as_deref() == Some(&address));
        found.unwrap_or_else(|| panic!("nobody is called {person} of {body}"))
    }

    /// Sees to what is due now.
    pub fn sweep(&self) -> Round {
        self.wait(self.sweeper("the process of the test").round()).expect("swept")
    }

    /// What sees to due facts, under the name of a process.
    pub fn sweeper(&self, holder: &str) -> Sweep {
        let (db, calendars, clock) = (self.app.db.clone(), self.app.calendar.clone(), self.app.clock.clone());
        Sweep { db, calendars, clock, holder: holder.to_owned(), beat: self.app.sweep.clone() }
    }

    /// Delivers what the outbox holds, and gives all letters so far.
    pub fn letters(&self) -> Vec<Letter> {
        self.wait(self.outbox.deliver_due()).expect("the outbox is delivered");
        self.outbox.mailer.carried()
    }
}

/// Another process: see [`TestPortal::twin`].
pub struct Twin {
    client: Client,
    site: Site,
}

impl Twin {
    /// A browser that asks this process.
    pub fn browser(&self) -> Browser<'_> {
        Browser::new(&self.client, &self.site)
    }
}

/// What every story begins with: the schema, and the bodies and people of the tests.
async fn peopled(url: &str, at: DateTime<Utc>) {
    let url: DatabaseUrl = url.parse().expect("a database");
    migrate(&url).expect("migrated");
    let db = Db::open(&url).expect("opened");
    calendars::begin(&db, at).await.expect("a calendar");
    registry::import_bodies(&db, bodies_csv().as_bytes(), at).await.expect("bodies");
    registry::import_staff(&db, staff_csv().as_bytes(), at).await.expect("staff");
}

/// The republican budget, Akmola oblast with the district of Akkol, Almaty: August and October 2026.
fn figures(url: &str, at: DateTime<Utc>) {
    let reader = reader_of(url).parse().expect("a database");
    let url: DatabaseUrl = url.parse().expect("a database");
    let budgets = ["republican", "110000000", "113200000", "750000000"];
    for month in ["2026-08", "2026-10"] {
        let month = Period::parse(month).expect("a month");
        let budgets = budgets.map(|code| BudgetKey::parse(code).expect("a budget")).into();
        generate(&url, at, &Extent { first: month, last: month, budgets }).expect("figures");
    }
    admit_reader(&url, &reader).expect("admitted");
}

fn loaded(url: &str, reports: &[Report], at: DateTime<Utc>) {
    let reader = reader_of(url).parse().expect("a database");
    let url: DatabaseUrl = url.parse().expect("a database");
    storage::budget::migrate(&url).expect("migrated");
    let done: Result<(), StorageError> = load(&url, Format::OpenBudget, at, |loading| {
        loading.source(&SourceFile { name: "all.csv".into(), sha256: "0".repeat(64), rows: 1 })?;
        reports.iter().try_for_each(|report| loading.report(report))
    });
    done.expect("loaded");
    admit_reader(&url, &reader).expect("admitted");
}

fn named(url: &DatabaseUrl, names: &[Given], at: DateTime<Utc>) {
    let done: Result<(), StorageError> = load(url, Format::Package, at, |loading| {
        loading.source(&SourceFile { name: "places.csv".into(), sha256: "0".repeat(64), rows: 1 })?;
        loading.names(names)
    });
    done.expect("loaded");
}

/// A report of lines that were paid without any plan: paths, and million tenge.
pub fn paid(code: &str, period: &str, lines: &[(&str, i64)]) -> Report {
    let line = |(path, millions): &(&str, i64)| Line {
        path: Path::parse(path).expect("a path"),
        name: None,
        measures: Measures { sumrg: Tiyn(millions * 100_000_000), ..Measures::default() },
        source_line: 1,
    };
    Report {
        budget: BudgetKey::parse(code).expect("a budget"),
        period: Period::parse(period).expect("a month"),
        part: Part::Main,
        lines: lines.iter().map(line).collect(),
    }
}

/// The story of the demonstration, told on the day of `at`.
pub async fn told(url: &str, at: DateTime<Utc>) {
    let url: DatabaseUrl = url.parse().expect("a database");
    migrate(&url).expect("migrated");
    let (db, mailer) = (Db::open(&url).expect("opened"), Mailer::memory());
    let outbox = Outbox { db, mailer, clock: Clock::fixed(at), portal: "http://127.0.0.1:8000".to_owned() };
    let keys = tempfile::tempdir().expect("a folder of keys");
    let demo = Demo::open(outbox, keys.path(), at).expect("a demonstration");
    tell_story(&demo, &Calendars::default(), at, |_, _| {}).await.unwrap_or_else(|why| panic!("{at}: {why}"));
}

impl Drop for TestPortal {
    /// Every entry of the journal reads back and hashes to the stored root; every letter could leave, and none holds an
    /// identification number.
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let verified = self.read(|conn| journal::verify(conn, |_| {}));
        assert!(verified.is_ok(), "the journal does not verify: {verified:?}");
        let round = self.wait(self.outbox.deliver_due()).expect("the outbox is delivered");
        assert_eq!((round.given_up, round.postponed), (0, 0), "letters that could not leave");
        for letter in self.outbox.mailer.carried() {
            let mut run = 0;
            let words = format!("{} {}", letter.subject, letter.body);
            let longest = words
                .chars()
                .map(|c| {
                    run = if c.is_ascii_digit() { run + 1 } else { 0 };
                    run
                })
                .max();
            assert!(longest < Some(12), "a letter holds an identification number: {}", letter.body);
        }
    }
}
