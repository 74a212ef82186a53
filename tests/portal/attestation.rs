//! Attestation once a half-year: asked on the first working morning, answered over the list that was shown, reminded once, and
//! what silence causes and a word said later gives back; each once, whatever stops and starts in between.

use qarau::domain::grant::GrantState;
use qarau::domain::hold::{Cause, Hold};
use qarau::domain::ids::PersonId;
use qarau::domain::system::System;
use qarau::services::attestations::{Waiting, waiting};
use qarau::services::holds::deciding::Verdict;
use qarau::services::sweep::Round;
use qarau::storage::{grants, holds, journal};

use crate::support::{Browser, Page, TestPortal};

const AC: &[System] = &[System::Ac];
const BODY: &str = "aqmola-audit";
const BUDGET: &str = "/budget/ac?budget=110000000&period=2026-10";
const NOTHING: Round = Round { told: 0, skipped: 0 };

/// Asked on Tuesday, 5 January; due on the 20th; silence suspends at the end of 3 February.
const ASKED: &str = "2027-01-05T09:00:00";
const REMINDED: &str = "2027-01-19T09:00:00";
const LAST_DAY: &str = "2027-01-20T23:59:59.999999";
const OVERDUE: &str = "2027-01-21T09:00:00";
const LAST_SILENT: &str = "2027-02-03T23:59:59.999999";
const SILENCED: &str = "2027-02-04T00:00:00";

/// Moves the clock there and sweeps.
fn swept(portal: &TestPortal, now: &str) -> Round {
    portal.go(now);
    portal.sweep()
}

fn asked() -> TestPortal {
    let portal = TestPortal::new();
    portal.granted(BODY, AC);
    assert_eq!(swept(&portal, ASKED), Round { told: 1, skipped: 0 });
    portal
}

/// The addresses to which letters with these words in their subject went.
fn told(portal: &TestPortal, words: &[&str]) -> Vec<String> {
    let letters = portal.letters().into_iter();
    let mut told: Vec<String> = letters
        .filter(|letter| words.iter().any(|words| letter.subject.contains(words)))
        .map(|letter| letter.address)
        .collect();
    told.sort();
    told
}

const ASK: &[&str] = &["Қызметкерлерді растау:", "Подтверждение работников:"];
const REMIND: &[&str] = &["растау мерзімі таяды", "срок подтверждения"];
const ESCALATE: &[&str] = &["қызметкерлерін растамады"];
const SILENCE: &[&str] = &["Расталмаған қызметкерлердің", "Доступ неподтверждённых"];

fn writers() -> [String; 2] {
    ["head", "officer"].map(|who| format!("{who}@{BODY}.example.kz"))
}

fn state(portal: &TestPortal, person: &str) -> &'static str {
    let (id, now) = (portal.person(person, BODY).id, portal.now());
    let held = portal.read(move |conn| grants::of_person(conn, id));
    match held[0].state_now(now) {
        GrantState::Open(_) => "open",
        GrantState::Suspended { .. } => "suspended",
        GrantState::AwaitingTraining => "awaiting training",
        GrantState::NotYet { .. } => "not yet",
        GrantState::Blocked { .. } => "blocked",
        GrantState::BodyClosed { .. } => "body closed",
        GrantState::Expired { .. } => "expired",
    }
}

fn holds_of(portal: &TestPortal, person: &str) -> Vec<Hold> {
    let id = portal.person(person, BODY).id;
    portal.read(move |conn| holds::of_person(conn, id))
}

fn ids(portal: &TestPortal) -> [PersonId; 2] {
    ["auditor", "auditor2"].map(|who| portal.person(who, BODY).id)
}

fn confirmed<'b, 'p>(page: &Page<'b, 'p>, people: &[PersonId]) -> Page<'b, 'p> {
    let form = people.iter().fold(page.form("#attestation"), |form, id| form.tick("people", &id.to_string()));
    form.submit()
}

fn desk(portal: &TestPortal, who: &str, body: &str) -> Option<Waiting> {
    let account = portal.account(who, body);
    portal.wait(waiting(&portal.app.db, &account, portal.now())).expect("asked")
}

fn entries(portal: &TestPortal, code: &'static str) -> usize {
    portal.read(move |conn| journal::of_kinds(conn, &[code])).len()
}

#[test]
fn a_body_is_asked_on_the_first_working_morning_and_says_who_works_there() {
    let portal = TestPortal::new();
    portal.granted(BODY, AC);
    let officer = portal.sign_in("officer", BODY);
    officer.get("/attestation").assert_ok().assert_has(".empty").assert_says("05.01.2027");
    for quiet in
        ["2026-12-31T23:59:59", "2027-01-01T00:00:00", "2027-01-04T12:00:00", "2027-01-05T08:59:59.999999"]
    {
        assert_eq!(swept(&portal, quiet), NOTHING, "{quiet}");
    }
    assert_eq!(desk(&portal, "head", BODY), None);
    assert_eq!(swept(&portal, ASKED), Round { told: 1, skipped: 0 });
    assert_eq!(portal.sweep(), NOTHING);
    assert_eq!(told(&portal, ASK), writers());
    let due_on = "2027-01-20".parse().expect("a date");
    assert_eq!(desk(&portal, "head", BODY), Some(Waiting::People { count: 2, due_on }));
    assert_eq!(desk(&portal, "administrator", "ministry"), Some(Waiting::Bodies(0)));
    assert_eq!(desk(&portal, "head", "almaty-audit"), None, "nobody of that body has access");
    assert_eq!(desk(&portal, "auditor", BODY), None);

    let officer = portal.sign_in("officer", BODY);
    let page = officer.get("/attestation");
    page.assert_ok()
        .assert_says("2027 жылғы 20 қаңтар")
        .assert_says("04.02.2027, 00:00")
        .assert_says("маман");
    page.assert_says("Талдамалық").assert_has("#silence");
    assert_eq!(page.count("#attestation tbody tr"), 2);
    // Nobody is ticked beforehand, and saying nothing of somebody is no answer.
    assert_eq!(page.count("#attestation input[checked]"), 0);
    let [one, two] = ids(&portal);
    let unsaid = confirmed(&page, &[one]);
    unsaid.assert_status(422).assert_has(&format!(".error-summary a[href='#people-{two}']"));
    assert_eq!(unsaid.count("#attestation input[checked]"), 1, "what was ticked stays ticked");
    assert_eq!(entries(&portal, "attestation_made"), 0);
    let done = confirmed(&page, &[one, two]);
    done.assert_ok().assert_has(".empty").assert_says("расталды").assert_lacks("#attestation");
    assert_eq!((entries(&portal, "attestation_made"), desk(&portal, "head", BODY)), (1, None));
    // The second click, and the head who had the page open.
    confirmed(&page, &[one, two]).assert_status(409);
    assert_eq!(entries(&portal, "attestation_made"), 1);
    for later in [REMINDED, OVERDUE, SILENCED] {
        assert_eq!(swept(&portal, later), NOTHING, "{later}");
    }
    assert_eq!(state(&portal, "auditor"), "open");
    let ministry = portal.sign_in("administrator", "ministry");
    ministry.get("/attestations").assert_says("05.01.2027").assert_says("Мерзімінде");
    // The next half-year asks again.
    assert_eq!(swept(&portal, "2027-07-01T09:00:00").told, 1);
    assert_eq!(told(&portal, ASK).len(), 4);
}

#[test]
fn whoever_left_is_reported_and_the_list_that_moved_confirms_nobody() {
    let portal = asked();
    let [one, two] = ids(&portal);
    let officer = portal.sign_in("officer", BODY);
    let page = officer.get("/attestation");
    // Suspended in the meantime: what was shown is not so any more.
    let hold = portal.held("auditor2", BODY);
    let stale = confirmed(&page, &[one, two]);
    stale.assert_status(409).assert_says("тізім өзгерді").assert_has("#attestation");
    assert_eq!(entries(&portal, "attestation_made"), 0);
    let page = officer.get("/attestation");
    page.assert_says("тоқтатыла тұрды");
    page.assert_has(&format!("a[href='/people/{two}/separation']"));
    // Reported (here: decided by the ministry as well): nothing is to be said of them any more.
    portal.decide(hold, Verdict::Block);
    let page = officer.get("/attestation");
    assert_eq!(page.count("#attestation tbody tr"), 1);
    confirmed(&page, &[one]).assert_ok().assert_has(".empty");
    assert_eq!(desk(&portal, "head", BODY), None);
}

#[test]
fn a_body_for_which_nobody_is_left_is_neither_asked_nor_reminded_nor_listed() {
    let portal = TestPortal::new();
    portal.granted(BODY, AC);
    portal.granted("almaty-audit", AC);
    let block = |body: &str| {
        for who in ["auditor", "auditor2"] {
            let hold = portal.held(who, body);
            portal.decide(hold, Verdict::Block);
        }
    };
    block("almaty-audit");
    portal.letters();
    assert_eq!(swept(&portal, ASKED).told, 1, "one body has people");
    block(BODY);
    for later in [REMINDED, OVERDUE, SILENCED] {
        assert_eq!(swept(&portal, later), NOTHING, "{later}");
    }
    let administrator = portal.sign_in("administrator", "ministry");
    administrator.get("/attestations").assert_ok().assert_has(".empty");
    assert_eq!(desk(&portal, "administrator", "ministry"), Some(Waiting::Bodies(0)));
    assert_eq!(told(&portal, REMIND).len() + told(&portal, ESCALATE).len() + told(&portal, SILENCE).len(), 0);
}

#[test]
fn whoever_was_given_access_after_the_first_day_is_not_asked_about() {
    let portal = TestPortal::new();
    portal.go("2027-01-03T10:00:00");
    portal.granted(BODY, AC);
    assert_eq!(swept(&portal, ASKED).told, 0);
    assert_eq!(desk(&portal, "head", BODY), None);
    portal.sign_in("head", BODY).get("/attestation").assert_has(".empty").assert_says("01.07.2027");
}

#[test]
fn silence_is_reminded_once_told_once_and_suspends_and_a_late_word_gives_access_back() {
    let portal = TestPortal::with_figures();
    portal.granted(BODY, AC);
    swept(&portal, ASKED);
    assert_eq!(swept(&portal, REMINDED), Round { told: 1, skipped: 0 });
    assert_eq!(told(&portal, REMIND), writers());
    for quiet in ["2027-01-20T09:00:00", LAST_DAY, "2027-01-21T08:59:59"] {
        assert_eq!(swept(&portal, quiet), NOTHING, "{quiet}");
    }
    assert_eq!(swept(&portal, OVERDUE), Round { told: 1, skipped: 0 });
    assert_eq!(told(&portal, ESCALATE), ["administrator@ministry.example.kz"]);
    assert_eq!(desk(&portal, "administrator", "ministry"), Some(Waiting::Bodies(1)));
    let ministry = portal.sign_in("administrator", "ministry");
    ministry
        .get("/attestations")
        .assert_says("kk aqmola-audit")
        .assert_says("2027 жылғы 3 ақпан")
        .assert_has(".tag--bad");

    // To the microsecond.
    assert_eq!(swept(&portal, LAST_SILENT), NOTHING);
    assert_eq!(state(&portal, "auditor"), "open");
    portal.sign_in("auditor", BODY).get(BUDGET).assert_ok();
    let earlier = portal.sign_in("auditor", BODY);
    let suspended = portal.held("auditor2", BODY);
    assert_eq!(swept(&portal, SILENCED), Round { told: 1, skipped: 0 });
    assert_eq!(portal.sweep(), NOTHING);
    assert_eq!(["auditor", "auditor2"].map(|who| state(&portal, who)), ["suspended"; 2]);
    assert_eq!(earlier.get_once("/record").status, 303, "the session ended");
    let told_of_it = told(&portal, SILENCE);
    assert_eq!(told_of_it[0], "administrator@ministry.example.kz");
    assert_eq!(told_of_it[1..], writers());
    let own: Vec<_> =
        portal.letters().into_iter().filter(|letter| letter.body.contains("растаған жоқ")).collect();
    assert!(own.iter().any(|letter| letter.address.starts_with("auditor@")));
    let closed = portal.sign_in("auditor", BODY);
    closed.get(BUDGET).assert_status(403).assert_says("үндеген жоқ").assert_says("растаған сәтте");
    let hold = holds_of(&portal, "auditor")[0].id;
    let administrator = portal.sign_in("administrator", "ministry");
    administrator.get(&format!("/holds/{hold}")).assert_says("2027 жылғы 3 ақпан").assert_says("үндеген жоқ");

    // The head, late: silence is lifted in the same transaction, the suspension by the head stays.
    portal.go("2027-02-08T11:00:00");
    let head = portal.sign_in("head", BODY);
    let page = head.get("/attestation");
    page.assert_says("растау болмағандықтан");
    confirmed(&page, &ids(&portal)).assert_ok().assert_has(".empty");
    assert_eq!(["auditor", "auditor2"].map(|who| state(&portal, who)), ["open", "suspended"]);
    portal.accept_duties("auditor", BODY);
    portal.sign_in("auditor", BODY).get(BUDGET).assert_ok();
    assert!(holds_of(&portal, "auditor2").iter().any(|hold| hold.id == suspended && hold.is_pending()));
    administrator_sees(&portal, hold);
    assert_eq!(entries(&portal, "person_attested"), 2);
    assert_eq!(swept(&portal, "2027-02-09T09:00:00"), NOTHING);
    assert_eq!(told(&portal, &["Органыңыз Сізді растады"]).len(), 2);
    let ministry = portal.sign_in("administrator", "ministry");
    ministry.get("/attestations").assert_says("13 жұмыс күні кеш");
}

fn administrator_sees(portal: &TestPortal, hold: qarau::domain::ids::HoldId) {
    let administrator = portal.sign_in("administrator", "ministry");
    let page = administrator.get(&format!("/holds/{hold}"));
    page.assert_ok().assert_says("орган растады").assert_lacks("#confirmation");
}

/// down across everything; asked in the morning with all its days; down again to the end.
#[test]
fn a_090_what_fell_due_while_the_portal_stood_still_takes_effect_once() {
    let portal = TestPortal::new();
    portal.granted(BODY, AC);
    // Back on a Saturday in February: asked on Monday morning, with ten days of its own.
    assert_eq!(swept(&portal, "2027-02-06T12:00:00"), NOTHING);
    assert_eq!(swept(&portal, "2027-02-08T09:00:00").told, 1);
    let due_on = "2027-02-22".parse().expect("a date");
    assert_eq!(desk(&portal, "head", BODY), Some(Waiting::People { count: 2, due_on }));
    // Down over the reminder, the last day, the ministry's morning and the end of silence (9 March): nobody is reminded of
    // what is over, the rest takes effect once.
    assert_eq!(swept(&portal, "2027-03-20T12:00:00"), Round { told: 1, skipped: 1 });
    assert_eq!(told(&portal, REMIND), Vec::<String>::new());
    assert_eq!(state(&portal, "auditor"), "suspended");
    let hold = &holds_of(&portal, "auditor")[0];
    assert_eq!(hold.since, portal.now(), "nothing is stopped backwards");
    let Cause::NotAttested { silent_on } = hold.cause else { panic!("{hold:?}") };
    assert_eq!(silent_on.to_string(), "2027-03-09");
    assert_eq!(swept(&portal, "2027-03-22T08:00:00"), NOTHING);
    let rounds = swept(&portal, "2027-03-29T09:00:00");
    assert_eq!((rounds, told(&portal, ESCALATE).len()), (Round { told: 1, skipped: 0 }, 1));
    assert_eq!(portal.sweep(), NOTHING);
}

/// several processes ask once, and suspend once.
#[test]
fn a_160_processes_together_ask_and_suspend_once() {
    let portal = TestPortal::new();
    for body in [BODY, "almaty-audit", "audit-chamber"] {
        portal.granted(body, AC);
    }
    let together = |portal: &TestPortal| -> u32 {
        let sweeps: Vec<_> = (0..4).map(|number| portal.sweeper(&format!("process {number}"))).collect();
        let told: u32 = std::thread::scope(|scope| {
            let run = |sweep: qarau::services::sweep::Sweep| {
                let runtime =
                    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
                runtime.block_on(sweep.round()).expect("swept").told
            };
            let threads: Vec<_> = sweeps.into_iter().map(|sweep| scope.spawn(move || run(sweep))).collect();
            threads.into_iter().map(|thread| thread.join().expect("joined")).sum()
        });
        told + portal.sweep().told
    };
    portal.go(ASKED);
    assert_eq!(together(&portal), 3);
    assert_eq!(told(&portal, ASK).len(), 6);
    portal.go(OVERDUE);
    assert_eq!((together(&portal), told(&portal, ESCALATE).len()), (1, 1), "one letter for three bodies");
    portal.go(SILENCED);
    assert_eq!(together(&portal), 3);
    assert_eq!((entries(&portal, "person_unattested"), entries(&portal, "attestation_silence")), (6, 3));
    assert_eq!(told(&portal, SILENCE).len(), 9);
}

#[test]
fn nobody_without_the_right_answers_and_garbage_confirms_nobody() {
    let portal = asked();
    let [one, _] = ids(&portal);
    for (who, body) in [("auditor", BODY), ("reviewer", "ministry"), ("operator", "integrator")] {
        assert_eq!(portal.sign_in(who, body).get_once("/attestation").status, 403, "{who}");
        assert_eq!(portal.sign_in(who, body).get_once("/attestations").status, 403, "{who}");
    }
    assert_eq!(portal.sign_in("administrator", "ministry").get_once("/attestation").status, 403);
    assert_eq!(portal.sign_in("head", BODY).get_once("/attestations").status, 403);
    // The head of another body has nothing to say of these, whatever the form holds.
    let officer = portal.sign_in("officer", BODY);
    let page = officer.get("/attestation");
    let foreign: Browser<'_> = portal.sign_in("head", "almaty-audit");
    foreign.get("/attestation").assert_has(".empty").assert_lacks("#attestation");
    let version = page.value("#attestation input[name=version]");
    let fields = [("csrf", foreign.mark()), ("version", version.clone()), ("people", one.to_string())];
    let fields = fields.map(|(name, value)| (name.to_owned(), value)).to_vec();
    foreign.post("/attestation", crate::support::Body::Fields(fields)).assert_status(409);
    let stranger = portal.person("auditor", "almaty-audit").id.to_string();
    for garbage in ["0", "x", "-1", "99999", stranger.as_str()] {
        page.form("#attestation").forge("people", garbage).submit().assert_status(409);
    }
    for garbage in ["", "x", &"0".repeat(64), &version.to_uppercase()] {
        let form = page.form("#attestation").tick("people", &one.to_string()).forge("version", garbage);
        form.submit().assert_status(409);
    }
    page.form("#attestation").submit().assert_status(422);
    assert_eq!((entries(&portal, "attestation_made"), officer.get_once("/attestation?x=1").status), (0, 400));
    let administrator = portal.sign_in("administrator", "ministry");
    for garbage in ["half_year=2027", "half_year=2027-3", "half_year=", "page=x", "x=1", "page=1&page=1"] {
        assert_eq!(administrator.get_once(&format!("/attestations?{garbage}")).status, 400, "{garbage}");
    }
    for nothing in ["half_year=2026-2", "page=0", "page=2"] {
        assert_eq!(administrator.get_once(&format!("/attestations?{nothing}")).status, 404, "{nothing}");
    }
    administrator.get("/attestations?half_year=2027-1").assert_ok().assert_says("kk aqmola-audit");
}

#[test]
fn whoever_stands_in_for_the_officer_answers_and_nobody_confirms_themself() {
    let portal = asked();
    portal.substitution("officer", "auditor2", BODY);
    let substitute = portal.sign_in("auditor2", BODY);
    let page = substitute.get("/attestation");
    assert_eq!(page.count("#attestation tbody tr"), 2);
    assert_eq!(page.count("#attestation input[type=checkbox]"), 1, "one's own line is a colleague's");
    let [one, two] = ids(&portal);
    page.form("#attestation").forge("people", &two.to_string()).submit().assert_status(409);
    let done = confirmed(&page, &[one]);
    done.assert_ok().assert_lacks("#attestation input[type=checkbox]");
    let due_on = "2027-01-20".parse().expect("a date");
    assert_eq!(desk(&portal, "head", BODY), Some(Waiting::People { count: 1, due_on }));
    let page = portal.sign_in("head", BODY);
    // The colleague's line is done when they left as well: nothing waits, and the list says so.
    let (hold, ministry) = (portal.held("auditor2", BODY), portal.sign_in("administrator", "ministry"));
    ministry.get("/attestations").assert_says("3 ақпан");
    portal.decide(hold, Verdict::Block);
    ministry.get("/attestations").assert_says("ешкім қалмады").assert_silent_about("3 ақпан");
    page.get("/attestation").assert_has(".empty").assert_says("ешкім қалмады");
    assert_eq!(desk(&portal, "head", BODY), None);
}

/// Silence strips nobody of an office, or a body whose writers have access themselves could not speak any more.
#[test]
fn whom_silence_suspends_keeps_the_office_and_a_colleague_confirms() {
    let portal = asked();
    assert_eq!(swept(&portal, SILENCED).told, 1);
    portal.substitution("officer", "auditor2", BODY);
    let [one, two] = ids(&portal);
    let substitute = portal.sign_in("auditor2", BODY);
    substitute.get(BUDGET).assert_silent_about("<table");
    confirmed(&substitute.get("/attestation"), &[one]).assert_ok();
    assert_eq!(["auditor", "auditor2"].map(|who| state(&portal, who)), ["open", "suspended"]);
    confirmed(&portal.sign_in("head", BODY).get("/attestation"), &[two]).assert_ok().assert_has(".empty");
    assert_eq!(state(&portal, "auditor2"), "open");
}
