//! Renewal (R9.3): offered from 60 days before the end, one application filled in, a year that follows the old one; and the
//! reminders before the end, each once whatever stops in between.

use chrono::TimeDelta;
use qarau::domain::application::Reason;
use qarau::domain::grant::Grant;
use qarau::domain::ids::ApplicationId;
use qarau::domain::system::System;
use qarau::services::applications::{considering, granting};
use qarau::services::holds::deciding::Verdict;
use qarau::services::sweep::Round;
use qarau::storage::grants;

use crate::support::{Browser, Page, TestPortal};

const AC: &[System] = &[System::Ac];
const BODY: &str = "aqmola-audit";
const BUDGET: &str = "/budget/ac?budget=110000000&period=2026-10";
const NOTHING: Round = Round { told: 0, skipped: 0 };

fn held(portal: &TestPortal, person: &str) -> Vec<Grant> {
    let person = portal.person(person, BODY).id;
    portal.read(move |conn| grants::of_person(conn, person))
}

fn forward(portal: &TestPortal, id: ApplicationId) {
    let (app, at, reviewer) = (&portal.app, portal.now(), portal.account("reviewer", "ministry"));
    let (shown, verdicts) = portal.accept_all(id);
    let decided = considering::decide(&app.db, &app.calendar, &reviewer, id, shown, verdicts, None, at);
    portal.wait(decided).expect("forwarded");
}

fn grant(portal: &TestPortal, id: ApplicationId, late: Option<&str>) {
    let (app, at, operator) = (&portal.app, portal.now(), portal.account("operator", "integrator"));
    let (shown, verdicts) = portal.accept_all(id);
    let late = late.map(|words| Reason::parse(words).expect("a reason"));
    portal.wait(granting::decide(&app.db, &operator, id, shown, verdicts, late, at)).expect("granted");
}

/// Begins by the page what is ticked there, with everybody else who can be ticked.
fn begin<'b, 'p>(officer: &'b Browser<'p>) -> (Page<'b, 'p>, ApplicationId) {
    let page = officer.get("/renewal");
    let boxes: Vec<(String, String)> = page
        .all("#renew-ac input[type=checkbox]")
        .iter()
        .map(|one| {
            let of = |name: &str| one.attr(name).expect("a box").to_owned();
            (of("name"), of("value"))
        })
        .collect();
    let form = boxes.iter().fold(page.form("#renew-ac"), |form, (name, value)| form.tick(name, value));
    let begun = form.submit();
    begun.assert_ok();
    let id = begun.path.rsplit('/').next().expect("a number").parse().expect("a number");
    (begun, id)
}

/// Friday, 20 November 2026: the year ends on 20 November 2027, a Saturday.
#[test]
fn r9_3_a_renewed_year_follows_the_old_one_to_the_microsecond() {
    let portal = TestPortal::with_figures();
    portal.granted(BODY, AC);
    portal.sign_in("auditor", BODY).get(BUDGET).assert_ok();
    portal.go("2027-09-20T23:59:59");
    portal.sign_in("officer", BODY).get("/renewal").assert_ok().assert_has(".empty");
    portal.go("2027-09-21T10:00:00");
    let officer = portal.sign_in("officer", BODY);
    officer.get("/").assert_says("60 күн ішінде аяқталады").assert_has(".waits a[href='/renewal']");
    let page = officer.get("/renewal");
    page.assert_says("2027 жылғы 20 қараша").assert_says("20.11.2026").assert_says("пайдаланылмаған");
    page.assert_says("оқытудан өтті: 2026 жылғы 20 қараша");
    assert_eq!(page.count("#renew-ac input[checked]"), 0, "nobody looked for 45 days");
    page.form("#renew-ac").submit().assert_status(422).assert_has(".error-summary");
    let (begun, id) = begin(&officer);
    begun.assert_says("мемлекеттік аудит").assert_says("бас маман");
    // The second click, and another page that was open.
    officer.get("/renewal").assert_lacks("#renew-ac").assert_says("жоба");
    let auditor = portal.person("auditor", BODY).id.to_string();
    let again = page.form("#renew-ac").tick("ac", &auditor).submit();
    again.assert_status(409).assert_says("өтінім басталған");

    portal.submit(BODY, id);
    let reviewer = portal.sign_in("reviewer", "ministry");
    reviewer.get(&format!("/considering/{id}")).assert_says("Қолжетімділік жалғасады").assert_says("2028");
    forward(&portal, id);
    grant(&portal, id, None);
    for person in ["auditor", "auditor2"] {
        let held = held(&portal, person);
        let [next, old] = &held[..] else { panic!("two grants: {held:?}") };
        assert_eq!(next.term.opens_at(), old.term.ends_at());
        assert_eq!(next.term.last_day().to_string(), "2028-11-20");
    }
    let told: Vec<String> = portal
        .letters()
        .into_iter()
        .filter(|letter| letter.address.starts_with("auditor@") && letter.body.contains("2028"))
        .map(|letter| letter.subject)
        .collect();
    assert_eq!(told.len(), 1, "{told:?}");
    let operator = portal.sign_in("operator", "integrator");
    operator.get(&format!("/granting/{id}")).assert_says("2028");
    let auditor = portal.sign_in("auditor", BODY);
    auditor.get("/").assert_says("әлі басталған жоқ");
    auditor.get(BUDGET).assert_ok();
    portal.sign_in("officer", BODY).get("/renewal").assert_has(".empty");

    for (now, open) in [("2027-11-20T23:59:59.999999", 1), ("2027-11-21T00:00:00", 0)] {
        portal.go(now);
        let held = held(&portal, "auditor");
        let states: Vec<&str> = held.iter().map(|grant| grant.state_now(portal.now()).code()).collect();
        assert_eq!(states.iter().position(|state| *state == "open"), Some(open), "{now}: {states:?}");
        assert_eq!(states.iter().filter(|state| **state == "open").count(), 1, "{now}: {states:?}");
        portal.accept_duties("auditor", BODY);
        portal.sign_in("auditor", BODY).get(BUDGET).assert_ok();
    }
    portal.go("2028-11-20T23:59:59");
    portal.sign_in("auditor", BODY).get(BUDGET).assert_ok();
    portal.go("2028-11-21T00:00:00");
    portal.sign_in("auditor", BODY).get(BUDGET).assert_status(403).assert_says("мерзімі аяқталды");
}

#[test]
fn what_expired_meanwhile_or_was_blocked_is_followed_by_nothing() {
    let portal = TestPortal::new();
    portal.granted(BODY, AC);
    portal.go("2027-11-17T10:00:00");
    let officer = portal.sign_in("officer", BODY);
    // Whoever is suspended or blocked is not offered.
    let hold = portal.held("auditor2", BODY);
    assert_eq!(officer.get("/renewal").count("#renew-ac input[type=checkbox]"), 1);
    portal.decide(hold, Verdict::Block);
    assert_eq!(officer.get("/renewal").count("#renew-ac input[type=checkbox]"), 1);
    let (_, id) = begin(&officer);
    portal.submit(BODY, id);
    forward(&portal, id);
    portal.go("2027-11-22T10:00:00");
    grant(&portal, id, Some("Жүйе істемеді"));
    let held = held(&portal, "auditor");
    assert_eq!(
        (held[0].term.opens_at(), held[0].term.last_day().to_string()),
        (portal.now(), "2028-11-22".into())
    );
}

#[test]
fn nobody_renews_people_of_another_body_or_what_was_not_offered() {
    let portal = TestPortal::new();
    portal.granted(BODY, AC);
    portal.granted("almaty-audit", AC);
    portal.go("2027-10-20T10:00:00");
    let officer = portal.sign_in("officer", BODY);
    let page = officer.get("/renewal");
    let foreign = portal.person("auditor", "almaty-audit").id.to_string();
    for garbage in [foreign.as_str(), "0", "x", "99999"] {
        page.form("#renew-ac").forge("ac", garbage).submit().assert_status(409);
    }
    let own = portal.person("auditor", BODY).id.to_string();
    // Nobody's access to planning ends: the boxes of another form are not read, and its own name nobody.
    for systems in ["sp", "ac_sp", "ac_ac_sp", "xx", ""] {
        page.form("#renew-ac").tick("ac", &own).forge("systems", systems).submit().assert_status(422);
    }
    for (systems, field) in [("sp", "sp"), ("ac_sp", "ac_sp")] {
        let form = page.form("#renew-ac").forge("systems", systems).forge(field, &own);
        form.submit().assert_status(409);
    }
    officer.get("/applications").assert_lacks("tbody tr:nth-child(2)");
    assert_eq!(portal.sign_in("auditor", BODY).get_once("/renewal").status, 403);
    assert_eq!(officer.get_once("/renewal?x=1").status, 400);
}

#[test]
fn access_that_is_not_used_is_shown_to_the_body() {
    let portal = TestPortal::with_figures();
    portal.granted(BODY, AC);
    let look = |browser: &Browser<'_>| assert_eq!(browser.get(BUDGET).status, 200);
    portal.go("2026-12-01T10:00:00");
    look(&portal.sign_in("auditor", BODY));
    portal.go("2027-01-04T10:00:00");
    let officer = portal.sign_in("officer", BODY);
    // The other auditor never looked since 20 November.
    let rows = officer.get("/people").texts(".records tbody tr");
    assert_eq!(rows.iter().filter(|row| row.contains("бастап пайдаланылмаған")).count(), 1, "{rows:?}");
    officer.get("/").assert_says("1 қызметкер қолжетімділігін 45 күн бойы пайдаланбаған");
    portal.go("2027-01-15T10:00:00");
    let officer = portal.sign_in("officer", BODY);
    let rows = officer.get("/people").texts(".records tbody tr");
    assert_eq!(rows.iter().filter(|row| row.contains("бастап пайдаланылмаған")).count(), 2, "{rows:?}");
    look(&portal.sign_in("auditor", BODY));
    let rows = officer.get("/people").texts(".records tbody tr");
    assert_eq!(rows.iter().filter(|row| row.contains("бастап пайдаланылмаған")).count(), 1, "{rows:?}");
}

/// The addresses to which letters about an end went since the last time.
fn told(portal: &TestPortal, seen: &mut usize) -> Vec<String> {
    let ending = |subject: &str| subject.contains("аяқталып келеді") || subject.contains("подходит к концу");
    let mut all: Vec<String> = portal
        .letters()
        .into_iter()
        .filter(|letter| ending(&letter.subject))
        .map(|letter| letter.address)
        .collect();
    let mut new = all.split_off(*seen);
    *seen += new.len();
    new.sort();
    new
}

/// Bodies say in the summer that everybody works there, so that nothing but the end of access is told in autumn.
fn attested(portal: &TestPortal, bodies: &[&str]) {
    portal.go("2027-07-01T09:00:00");
    portal.sweep();
    bodies.iter().for_each(|body| portal.attest(body));
}

const EVERYBODY: [&str; 4] = ["auditor2", "auditor", "head", "officer"];

fn everybody() -> Vec<String> {
    EVERYBODY.map(|who| format!("{who}@{BODY}.example.kz")).into()
}

/// thirty, fourteen, seven days and one day before, each once.
#[test]
fn a_093_each_reminder_before_the_end_goes_out_once() {
    let portal = TestPortal::new();
    portal.granted(BODY, AC);
    attested(&portal, &[BODY]);
    let mut seen = 0;
    for (now, expect) in [
        ("2027-10-20T12:00:00", false),
        ("2027-10-21T08:59:59", false),
        ("2027-10-21T09:00:00", true),
        ("2027-10-21T18:00:00", false),
        ("2027-10-22T09:00:00", false),
        ("2027-11-06T09:00:00", true),
        ("2027-11-13T10:00:00", true),
        ("2027-11-14T10:00:00", false),
        ("2027-11-19T09:00:00", true),
        ("2027-11-20T09:00:00", false),
        ("2027-11-21T09:00:00", false),
    ] {
        portal.go(now);
        // Two people and one body; another process that looks at the same time finds nothing.
        let round = portal.sweep();
        assert_eq!(round.told, if expect { 3 } else { 0 }, "{now}");
        assert_eq!(portal.sweep(), NOTHING, "{now}");
        assert_eq!(told(&portal, &mut seen), if expect { everybody() } else { Vec::new() }, "{now}");
    }
    let administrator = portal.sign_in("administrator", "ministry");
    assert_eq!(administrator.get("/journal?code=ending_reminded").count("tbody tr"), 12);
}

/// after downtime only the latest past reminder tells; no storm, and nothing at night.
#[test]
fn a_174_after_downtime_everybody_hears_once() {
    let portal = TestPortal::new();
    for body in [BODY, "almaty-audit", "audit-chamber"] {
        portal.granted(body, &System::ALL);
    }
    attested(&portal, &[BODY, "almaty-audit", "audit-chamber"]);
    let mut seen = 0;
    // A week of downtime over the first reminders.
    portal.go("2027-10-28T10:00:00");
    assert_eq!(portal.sweep(), Round { told: 9, skipped: 0 });
    assert_eq!(told(&portal, &mut seen).len(), 12, "one letter for both systems");
    // Down over two more; back at night, then in the morning.
    portal.go("2027-11-15T03:00:00");
    assert_eq!(portal.sweep(), Round { told: 0, skipped: 9 });
    portal.go("2027-11-15T09:00:00");
    assert_eq!(portal.sweep(), Round { told: 9, skipped: 0 });
    assert_eq!(told(&portal, &mut seen).len(), 12);
    // Down until everything is over: nobody is reminded of what has ended.
    portal.go("2027-11-25T10:00:00");
    assert_eq!(portal.sweep(), NOTHING);
    assert_eq!(told(&portal, &mut seen), Vec::<String>::new());
}

/// several processes remind once.
#[test]
fn a_160_processes_together_remind_once() {
    let portal = TestPortal::new();
    portal.granted(BODY, AC);
    attested(&portal, &[BODY]);
    portal.go("2027-10-21T10:00:00");
    let sweeps: Vec<_> = (0..4).map(|number| portal.sweeper(&format!("process {number}"))).collect();
    let rounds: u32 = std::thread::scope(|scope| {
        let run = |sweep: qarau::services::sweep::Sweep| {
            let runtime = rocket::tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(sweep.round()).expect("swept").told
        };
        let threads: Vec<_> = sweeps.into_iter().map(|sweep| scope.spawn(move || run(sweep))).collect();
        threads.into_iter().map(|thread| thread.join().expect("joined")).sum()
    });
    assert_eq!(rounds + portal.sweep().told, 3);
    assert_eq!(told(&portal, &mut 0), everybody());
}

#[test]
fn nobody_is_reminded_of_what_is_followed_suspended_or_blocked() {
    let portal = TestPortal::new();
    portal.granted(BODY, AC);
    let mut seen = 0;
    portal.held("auditor2", BODY);
    portal.go("2027-10-21T10:00:00");
    portal.sweep();
    assert_eq!(
        told(&portal, &mut seen),
        ["auditor", "head", "officer"].map(|who| format!("{who}@{BODY}.example.kz"))
    );
    let officer = portal.sign_in("officer", BODY);
    let (_, id) = begin(&officer);
    portal.submit(BODY, id);
    forward(&portal, id);
    portal.advance(TimeDelta::hours(1));
    grant(&portal, id, None);
    for now in ["2027-11-06T10:00:00", "2027-11-13T10:00:00", "2027-11-19T10:00:00"] {
        portal.go(now);
        portal.sweep();
        assert_eq!(told(&portal, &mut seen), Vec::<String>::new(), "{now}");
    }
}
