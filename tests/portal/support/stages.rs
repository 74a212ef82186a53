//! Applications as far as a story needs them: begun, sent, forwarded, granted. Goes through the use cases, not the pages.

use qarau::domain::application::{Application, Employee, EmployeeFields, Reason, Verdict, Version};
use qarau::domain::calendar::day_of;
use qarau::domain::ids::{
    ApplicationId, EmployeeLineId, FeedId, HoldId, PersonId, SubstitutionId, TrainingId,
};
use qarau::domain::iin_bin::Iin;
use qarau::domain::person::{Person, Role};
use qarau::domain::substitution::{Absence, Basis};
use qarau::domain::system::System;
use qarau::domain::training::{Outcome, Taught};
use qarau::gateways::demo_authority::{Attachment, Credential, Identity, Post};
use qarau::services::applications::submitting::NotSubmitted;
use qarau::services::applications::{Outcome as Done, considering, granting, submitting, writing};
use qarau::services::holds::{deciding, suspending};
use qarau::services::personnel::{Bringer, checking, taking};
use qarau::services::sessions::{self, SignedIn};
use qarau::services::{attestations, duties, registry, substitutions, training};
use qarau::storage::{self, applications, holds, personnel};

use super::browser::Browser;
use super::portal::TestPortal;
use super::registry::BodyOf;

/// The browser of use cases that are not reached through a page.
pub const BROWSER: &str = "the browser of the story";

impl TestPortal {
    /// Signs somebody in again in a browser whose session ended.
    pub fn sign_in_again(&self, browser: &Browser<'_>, person: &str, body: &str) {
        browser.hold_session(&self.session(person, body));
    }

    /// Somebody as the use cases know them.
    pub fn account(&self, person: &str, body: &str) -> SignedIn {
        let token = self.session(person, body);
        let found = self.wait(sessions::find(&self.app.db, &token, None, self.now())).expect("a session");
        found.unwrap_or_else(|| panic!("{person} of {body} is not signed in"))
    }

    /// The signing key of somebody.
    pub fn key(&self, person: &str, body: &str) -> Credential {
        let Person { iin, name, roles, .. } = self.person(person, body);
        let post = if roles.contains(&Role::Head) { Post::Head } else { Post::Employee };
        let identity =
            Identity { iin, name, bin: BodyOf::named(body).bin(), organization: body.to_owned(), post };
        self.authority.key_of(&identity, self.now()).expect("a key")
    }

    /// A draft of a body, for its registered auditors: `auditor`, then `auditor2`.
    pub fn draft(&self, body: &str, systems: &[System]) -> ApplicationId {
        let (db, at, head) = (&self.app.db, self.now(), self.account("head", body));
        let id =
            self.wait(writing::begin(db, &head, systems.iter().copied().collect(), at)).expect("a draft");
        for auditor in ["auditor", "auditor2"] {
            let employee = employee(&self.person(auditor, body).iin, auditor);
            self.wait(writing::add_employee(db, &head, id, employee, at)).expect("an employee");
        }
        id
    }

    /// A draft that its head signed and sent.
    pub fn submitted(&self, body: &str, systems: &[System]) -> ApplicationId {
        let id = self.draft(body, systems);
        self.submit(body, id);
        id
    }

    /// Signs an application and sends it.
    pub fn submit(&self, body: &str, id: ApplicationId) {
        self.wait(self.signed(body, id).send(self)).expect("sent");
    }

    /// An application that its head has signed and not sent yet.
    pub fn signed(&self, body: &str, id: ApplicationId) -> Signed {
        self.signed_by("head", body, id)
    }

    /// An application that somebody of its body has signed and not sent yet.
    pub fn signed_by(&self, who: &str, body: &str, id: ApplicationId) -> Signed {
        let (app, at, head) = (&self.app, self.now(), self.account(who, body));
        let asked = submitting::ask(&app.db, &app.site.origin, BROWSER, &head, id, at);
        let challenge = self.wait(asked).expect("a text to sign");
        let cms = self.key(who, body).sign(&challenge.content, Attachment::Attached, at).expect("signed");
        Signed { id, head, address: challenge.address, cms }
    }

    /// An application that the ministry forwarded for everybody.
    pub fn forwarded(&self, body: &str, systems: &[System]) -> ApplicationId {
        let id = self.submitted(body, systems);
        let (app, at, reviewer) = (&self.app, self.now(), self.account("reviewer", "ministry"));
        let (shown, verdicts) = self.accept_all(id);
        let decided = considering::decide(&app.db, &app.calendar, &reviewer, id, shown, verdicts, None, at);
        self.wait(decided).expect("forwarded");
        id
    }

    /// An application on which everybody was given access.
    pub fn granted(&self, body: &str, systems: &[System]) -> ApplicationId {
        let id = self.forwarded(body, systems);
        let (app, at, operator) = (&self.app, self.now(), self.account("operator", "integrator"));
        let (shown, verdicts) = self.accept_all(id);
        self.wait(granting::decide(&app.db, &operator, id, shown, verdicts, None, at)).expect("granted");
        for auditor in ["auditor", "auditor2"] {
            self.train(auditor, body);
            self.accept_duties(auditor, body);
        }
        id
    }

    /// Lets somebody pass a training for both systems, held today.
    pub fn train(&self, person: &str, body: &str) {
        let (held, at, operator) = (self.training(), self.now(), self.account("operator", "integrator"));
        let passed = vec![(self.person(person, body).id, Outcome::Passed)];
        self.wait(training::record(&self.app.db, &operator, held, passed, at)).expect("passed");
        let reported = training::report(&self.app.db, &self.app.calendar, &operator, held, at);
        self.wait(reported).expect("reported");
    }

    /// A training for both systems, held today, that is not reported yet.
    pub fn training(&self) -> TrainingId {
        let (app, at, operator) = (&self.app, self.now(), self.account("operator", "integrator"));
        let (kk, ru) = ("Талдау жүйесімен жұмыс".to_owned(), "Работа в системах".to_owned());
        let course = self.wait(training::add_course(&app.db, &operator, kk, ru, System::ALL.into(), at));
        let (course, place) = (course.expect("a course"), "Астана".to_owned());
        let entered =
            training::enter(&app.db, &app.calendar, &operator, course, Taught::Kk, day_of(at), place, at);
        self.wait(entered).expect("a training")
    }

    /// Lets somebody accept the duties of use.
    pub fn accept_duties(&self, person: &str, body: &str) {
        let (at, account) = (self.now(), self.account(person, body));
        self.wait(duties::accept(&self.app.db, &account, at)).expect("accepted");
    }

    /// A body says of everybody about whom it is asked that they work there.
    pub fn attest(&self, body: &str) {
        let (app, at, head) = (&self.app, self.now(), self.account("head", body));
        let own = self.wait(attestations::looking::own(&app.db, &app.calendar, &head, at)).expect("a page");
        let shown = own.shown.expect("the body was asked");
        let everybody = shown.people.iter().map(|one| one.person.id).collect();
        let made = attestations::making::attest(&app.db, &head, shown.version, everybody, at);
        assert_eq!(self.wait(made).expect("attested").left, 0);
    }

    /// A second administrator of the ministry: `second`.
    pub fn second_administrator(&self) -> Browser<'_> {
        let (bin, iin) = (self.bin("ministry"), "850615400125");
        let csv = format!(
            "bin,iin,surname,name,patronymic,position,email,lang,roles\n\
             {},{iin},ministry,second,,маман,second@ministry.example.kz,kk,administrator\n",
            bin.as_str()
        );
        let imported = self.wait(registry::import_staff(&self.app.db, csv.as_bytes(), self.now()));
        assert!(imported.is_ok(), "a second administrator");
        self.sign_in("second", "ministry")
    }

    /// Somebody whom the head of the body suspended, and about whom nothing is decided yet.
    pub fn held(&self, person: &str, body: &str) -> HoldId {
        let (id, at, head) = (self.person(person, body).id, self.now(), self.account("head", body));
        let held = self.read(move |conn| holds::of_person(conn, id));
        if let Some(hold) = held.iter().find(|hold| hold.is_pending()) {
            return hold.id;
        }
        let reason = Reason::parse("Қызметтік тексеру").expect("a reason");
        self.wait(suspending::suspend(&self.app.db, &head, id, reason, at)).expect("suspended").id
    }

    /// A substitution that stands, for an officer of a body.
    pub fn substitution(&self, absent: &str, substitute: &str, body: &str) -> SubstitutionId {
        let (absent, substitute) = (self.person(absent, body).id, self.person(substitute, body).id);
        let (at, head) = (self.now(), self.account("head", body));
        let around = self.read(move |conn| storage::substitutions::around(conn, absent, day_of(at)));
        if let Some(one) = around.first() {
            return one.id;
        }
        let days = Absence { first: day_of(at), last: day_of(at) };
        let basis = Basis::parse("№ 1").expect("a basis");
        self.wait(substitutions::name(&self.app.db, &head, absent, substitute, days, basis, at))
            .expect("named");
        self.read(move |conn| storage::substitutions::around(conn, absent, day_of(at)))[0].id
    }

    /// Decides on a suspension: another administrator than the one who placed it.
    pub fn decide(&self, hold: HoldId, verdict: deciding::Verdict) {
        let first = self.person("administrator", "ministry").id;
        let placed_by = self.read(move |conn| holds::find(conn, hold)).and_then(|hold| hold.placed_by);
        let (at, administrator) = match placed_by == Some(first) {
            true => {
                self.second_administrator();
                (self.now(), self.account("second", "ministry"))
            }
            false => (self.now(), self.account("administrator", "ministry")),
        };
        self.wait(deciding::decide(&self.app.db, &administrator, hold, verdict, at)).expect("decided");
    }

    /// Somebody on whom no hold waits.
    pub fn free(&self, person: &str, body: &str) -> PersonId {
        let id = self.person(person, body).id;
        let held = self.read(move |conn| holds::of_person(conn, id));
        for hold in held.iter().filter(|hold| hold.is_pending()) {
            let reason = Reason::parse("Қате").expect("a reason");
            self.decide(hold.id, deciding::Verdict::Restore(reason));
        }
        id
    }

    /// A file of the personnel record that names too many of a body, brought by the command line; checked, and perhaps taken.
    pub fn feed(&self, body: &str, taken: bool) -> FeedId {
        let (app, at, by) = (&self.app, self.now(), Bringer::CommandLine);
        // Each another day to come, so that none was seen before.
        let last = self.read(|conn| personnel::list(conn, 0, 1));
        let last = last.first().map_or(0, |feed| feed.id.0.unsigned_abs());
        let day = day_of(at) + chrono::Days::new(1 + last);
        let mut csv = "IIN,BIN,event,date,document\n".to_owned();
        for person in ["officer", "auditor", "auditor2"] {
            let (iin, bin) = (self.person(person, body).iin, self.bin(body));
            csv += &format!("{},{},other,{day},№ 7-ж\n", iin.as_str(), bin.as_str());
        }
        let kept = checking::keep(&app.db, &app.calendar, app.brake, &by, csv.as_bytes(), at);
        let feed = self.wait(kept).expect("a feed").feed();
        if taken {
            let done = taking::take(&app.db, &app.calendar, app.brake, &by, feed, at);
            assert_eq!(self.wait(done).expect("taken").stopped, 3);
        }
        feed
    }

    /// An application as it is stored.
    pub fn application(&self, id: ApplicationId) -> Application {
        self.read(move |conn| applications::find(conn, id)).expect("an application")
    }

    /// What a page shows now, and a verdict in favour of each line.
    pub fn accept_all(&self, id: ApplicationId) -> (Version, Vec<(EmployeeLineId, Verdict)>) {
        let application = self.application(id);
        (application.version(), application.lines.iter().map(|line| (line.id, Verdict::Accept)).collect())
    }
}

/// A signed application on its way.
pub struct Signed {
    id: ApplicationId,
    head: SignedIn,
    address: String,
    cms: Vec<u8>,
}

impl Signed {
    /// Sends it.
    pub async fn send(self, portal: &TestPortal) -> Done<Application, NotSubmitted> {
        let (app, at) = (&portal.app, portal.now());
        let Signed { id, head, address, cms } = self;
        let (anchors, calendar) = (&app.anchors, &app.calendar);
        submitting::answer(&app.db, anchors, calendar, BROWSER, &head, id, &address, &cms, at).await
    }
}

/// An employee as the annex describes one.
pub fn employee(iin: &Iin, name: &str) -> Employee {
    let email = format!("{name}@example.kz");
    let fields = EmployeeFields {
        surname: "Серікбаева",
        given: name,
        patronymic: "",
        iin: iin.as_str(),
        position: "бас маман",
        unit: "Бюджет аудиті бөлімі",
        qr: &format!("https://qyzmet.example.kz/q/{name}"),
        phone: "+7 7172 75 00 00",
        email: &email,
        purpose: "мемлекеттік аудит",
    };
    Employee::parse(&fields).expect("an employee")
}

/// The card of an employee as it is typed into the form of the annex.
pub fn card(iin: &str) -> Vec<(&'static str, String)> {
    [
        ("surname", "Серікбаева"),
        ("given", "Айгүл"),
        ("patronymic", "Нұрланқызы"),
        ("iin", iin),
        ("position", "Бас аудитор"),
        ("unit", "Бюджет аудиті бөлімі"),
        ("qr", "https://qyzmet.example.kz/q/7"),
        ("phone", "8 (7172) 75-00-00"),
        ("email", "a.serikbayeva@aqmola-audit.gov.kz"),
        ("purpose", "Облыс бюджетінің атқарылу аудиті"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .into()
}
