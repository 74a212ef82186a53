//! The end of access before its year is over (R9.4): reported, suspended, blocked, restored; and that the very next click is
//! refused.

use chrono::TimeDelta;
use qarau::domain::application::Reason;
use qarau::domain::budget::{Path, Period};
use qarau::domain::scope::BudgetKey;
use qarau::domain::system::System;
use qarau::gateways::demo_authority::Attachment;
use qarau::services::Failure;
use qarau::services::applications::Refused;
use qarau::services::applications::granting::{self, NotGranted};
use qarau::services::budget::{
    self, Closed, FileFormat, FileSheet, Onlooker, Place, Standing, Taking, Wanted,
};
use qarau::services::holds::deciding::{self, Verdict};
use qarau::storage::{StorageError, grants, holds, journal};

use crate::support::{Body, Browser, Page, TestPortal};

const AC: &[System] = &[System::Ac];
const BUDGET: &str = "/budget/ac?budget=110000000&period=2026-10";
const BODY: &str = "aqmola-audit";

fn reason() -> Reason {
    Reason::parse("Қате хабарлама").expect("a reason")
}

/// Reports by the pages of the officer that somebody's powers ended.
fn report<'b, 'p>(officer: &'b Browser<'p>, person: &str, day: &str) -> Page<'b, 'p> {
    let id = officer.portal_person(person);
    let form = officer.get(&format!("/people/{id}/separation"));
    form.form("main form").set("ended_on", day).set("ending", "dismissal").submit()
}

fn sign<'b, 'p>(
    portal: &TestPortal,
    browser: &'b Browser<'p>,
    page: &Page<'b, 'p>,
    who: &str,
) -> Page<'b, 'p> {
    let href = page.all("a[download]")[0].attr("href").expect("a file").to_owned();
    let text = browser.get(&href);
    let cms = portal.key(who, BODY).sign(&text.bytes, Attachment::Attached, portal.now()).expect("signed");
    page.form("form.signing").attach("file", "report.cms", "application/octet-stream", &cms).submit()
}

/// The number of somebody, as the list of people leads to it.
trait Numbers {
    fn portal_person(&self, name: &str) -> String;
}

impl Numbers for Browser<'_> {
    fn portal_person(&self, name: &str) -> String {
        let page = self.get("/people");
        let links = page.all(".records th a");
        let found = links.iter().find(|link| link.text().collect::<String>().ends_with(&format!(" {name}")));
        let href = found.expect("somebody of the list").attr("href").expect("a link");
        href.trim_start_matches("/people/").to_owned()
    }
}

fn codes(portal: &TestPortal) -> Vec<String> {
    let wanted = journal::Wanted { most: 30, ..journal::Wanted::default() };
    let kept = portal.read(move |conn| journal::list(conn, &wanted));
    kept.into_iter().rev().map(|kept| kept.entry.event.code().to_owned()).collect()
}

#[test]
fn r9_4_the_next_click_of_a_dismissed_employee_is_refused_and_the_ministry_blocks() {
    let portal = TestPortal::with_figures();
    portal.granted(BODY, AC);
    let auditor = portal.sign_in("auditor", BODY);
    auditor.get(BUDGET).assert_ok().assert_has(".figures");
    let officer = portal.sign_in("officer", BODY);
    officer.get("/people").assert_ok().assert_says("ашық").assert_says("2027");

    let signing = report(&officer, "auditor", "2026-11-19");
    signing.assert_ok().assert_has("details[open]").assert_says("өкілеттіктері тоқтатылған күн");
    signing
        .form("form.signing")
        .attach("file", "", "application/octet-stream", b"")
        .submit()
        .assert_status(422);
    auditor.get(BUDGET).assert_ok();
    let hold = sign(&portal, &officer, &signing, "officer");
    hold.assert_ok().assert_says("қызметтен босатылды").assert_lacks("#confirmation");

    // The session is gone, and so is the right of whoever signs in again.
    assert_eq!(auditor.get_once(BUDGET).status, 303);
    let again = portal.sign_in("auditor", BODY);
    let closed = again.get(BUDGET);
    closed
        .assert_status(403)
        .assert_says("тоқтатыла тұрды")
        .assert_says("органыңыз")
        .assert_lacks(".figures");
    again.get("/").assert_says("тоқтатыла тұрды");
    officer.get("/people").assert_says("тоқтатыла тұрды");
    // The letter of the training passed names a grant by its number, which is 1 too.
    let of_hold = |subject: &str| subject.contains("№ 1") && !subject.starts_with("Көрсеткіштер ашылды");
    let told = portal.letters().into_iter().filter(|letter| of_hold(&letter.subject));
    let mut told: Vec<String> = told.map(|letter| letter.address).collect();
    told.sort();
    let expect =
        ["administrator@ministry", "auditor@aqmola-audit", "head@aqmola-audit", "officer@aqmola-audit"];
    assert_eq!(told, expect.map(|address| format!("{address}.example.kz")));

    let administrator = portal.sign_in("administrator", "ministry");
    administrator.get("/").assert_says("шешім күтеді");
    let hold = administrator.get("/holds").click(".records th a");
    hold.assert_says("мерзімінде").assert_has("#confirmation");
    let blocked = hold.form("#confirmation").submit();
    blocked.assert_ok().assert_says("бұғатталды").assert_lacks("#confirmation");
    let again = portal.sign_in("auditor", BODY);
    again.get(BUDGET).assert_status(403).assert_says("бұғатталды").assert_lacks(".figures");
    administrator.get("/holds").assert_has(".empty").assert_has("#delays");
    administrator.get("/holds?list=decided").assert_says("бұғатталды");
    let codes = codes(&portal);
    for code in ["powers_ended_reported", "person_blocked", "holds_looked", "people_looked"] {
        assert!(codes.iter().any(|kept| kept == code), "{code}: {codes:?}");
    }
}

#[test]
fn r9_4_a_late_report_shows_its_working_days() {
    let portal = TestPortal::new();
    portal.granted(BODY, AC);
    let officer = portal.sign_in("officer", BODY);
    // Thursday 12 November: due on Tuesday 17; today is Friday 20.
    let signing = report(&officer, "auditor", "2026-11-12");
    sign(&portal, &officer, &signing, "officer").assert_ok().assert_says("3 жұмыс күніне");
    let administrator = portal.sign_in("administrator", "ministry");
    let late = administrator.get("/holds?list=late");
    late.assert_says("3 жұмыс күніне");
    late.click(".records th a").form("#confirmation").submit().assert_ok();
    let delays = administrator.get("/holds").texts("#delays td");
    assert_eq!(delays, ["1", "6", "6"]);
    // What is garbage is no filter.
    administrator.get("/holds?list=all").assert_status(400);
    administrator.get("/holds?page=0").assert_status(404);
    administrator.get("/holds?page=2").assert_status(404);
}

#[test]
fn a_report_with_faults_comes_back_and_a_foreign_signature_suspends_nobody() {
    let portal = TestPortal::new();
    portal.granted(BODY, AC);
    let officer = portal.sign_in("officer", BODY);
    let early = report(&officer, "auditor", "2026-11-21");
    early.assert_status(422).assert_has(".error-summary a[href='#ended_on']");
    assert_eq!(early.value("#ended_on"), "2026-11-21");
    report(&officer, "auditor", "1999-01-01").assert_status(422).assert_has(".error-summary");
    report(&officer, "auditor", "").assert_status(422).assert_has(".error-summary");
    let signing = report(&officer, "auditor", "2026-11-20");
    sign(&portal, &officer, &signing, "head").assert_status(422).assert_says("Хабарлама қабылданбады");
    let person = portal.person("auditor", BODY).id;
    assert!(portal.read(move |conn| holds::of_person(conn, person)).is_empty());
    assert!(codes(&portal).iter().any(|code| code == "report_refused"));
    // A text that was used up is gone; another one for somebody else does not serve.
    let first = report(&officer, "auditor", "2026-11-20");
    let second = report(&officer, "auditor2", "2026-11-20");
    let href = second.all("a[download]")[0].attr("href").expect("a file").to_owned();
    let text = officer.get(&href);
    let cms =
        portal.key("officer", BODY).sign(&text.bytes, Attachment::Attached, portal.now()).expect("signed");
    let crossed =
        first.form("form.signing").attach("file", "x.cms", "application/octet-stream", &cms).submit();
    crossed.assert_status(422);
    assert!(portal.read(move |conn| holds::of_person(conn, person)).is_empty());
    // Said twice: the second finds the first.
    let (one, two) = (report(&officer, "auditor", "2026-11-20"), report(&officer, "auditor", "2026-11-19"));
    sign(&portal, &officer, &one, "officer").assert_ok();
    sign(&portal, &officer, &two, "officer").assert_status(409).assert_says("№ 1");
}

#[test]
fn a_head_suspends_ones_own_and_the_administrator_anybody_but_oneself() {
    let portal = TestPortal::new();
    let head = portal.sign_in("head", BODY);
    let (own, foreign) = (portal.person("auditor", BODY).id, portal.person("auditor", "almaty-audit").id);
    let me = portal.person("head", BODY).id;
    let empty = head.get(&format!("/people/{own}/suspension")).form("main form").submit();
    empty.assert_status(422).assert_has(".error-summary a[href='#reason']");
    let form = head.get(&format!("/people/{own}/suspension")).form("main form");
    form.set("reason", "Қызметтік тексеру").submit().assert_ok().assert_says("Қызметтік тексеру");
    assert_eq!(head.get_once(&format!("/people/{foreign}")).status, 404);
    assert_eq!(head.get_once(&format!("/people/{me}/suspension")).status, 403);
    let officer = portal.sign_in("officer", BODY);
    assert_eq!(officer.get_once(&format!("/people/{own}/suspension")).status, 403);

    // A suspended head signs nothing and keeps nobody's access.
    let administrator = portal.sign_in("administrator", "ministry");
    let form = administrator.get(&format!("/people/{me}/suspension")).form("main form");
    form.set("reason", "Қызметтік тексеру").submit().assert_ok();
    assert_eq!(head.get_once("/people").status, 303);
    let again = portal.sign_in("head", BODY);
    assert_eq!(again.get_once("/people").status, 303);
    let itself = portal.person("administrator", "ministry").id;
    assert_eq!(administrator.get_once(&format!("/people/{itself}/suspension")).status, 403);
    let ministry = administrator.get("/people");
    ministry.assert_ok().assert_has("select[name=body]");
    // Whoever suspended somebody does not decide on it, nor whoever stands in for them today.
    let hold = administrator.get("/holds?list=pending").click(".records tr:last-child th a");
    hold.assert_lacks("#confirmation").assert_has("#own-hold");
    let confirmation = format!("{}/confirmation", hold.path);
    assert_eq!(administrator.get_once(&format!("{}/restoration", hold.path)).status, 403);
    let marked = |browser: &Browser<'_>| Body::Fields(vec![("csrf".to_owned(), browser.mark())]);
    assert_eq!(administrator.post_once(&confirmation, marked(&administrator)).status, 403);
    let other = portal.second_administrator();
    let (absent, substitute) = (itself, portal.person("reviewer2", "ministry").id);
    portal.dismiss("reviewer2", "ministry");
    let naming = other.get(&format!("/people/{absent}/substitution")).form("main form");
    let naming = naming.set("substitute", &substitute.to_string()).set("basis", "№ 1");
    naming.set("first", "2026-11-20").set("last", "2026-11-20").submit().assert_ok();
    let stand_in = portal.sign_in("reviewer2", "ministry");
    stand_in.get(&hold.path).assert_ok().assert_lacks("#confirmation").assert_has("#own-hold");
    assert_eq!(stand_in.post_once(&confirmation, marked(&stand_in)).status, 403);
    // Another administrator restores: as before.
    let hold = other.get(&hold.path);
    hold.assert_has("#confirmation").assert_lacks("#own-hold");
    let restore = hold.click("#confirmation a");
    restore.form("main form").submit().assert_status(422);
    let restored = restore.form("main form").set("reason", "Тексеру аяқталды").submit();
    restored.assert_ok().assert_says("қалпына келтірілді").assert_says("Тексеру аяқталды");
    portal.sign_in("head", BODY).get("/people").assert_ok();
}

/// expired, suspended, blocked and not given are four different pages, none with a figure.
#[test]
fn a_053_each_state_of_access_is_said_in_its_own_words_on_every_page_of_figures() {
    let portal = TestPortal::with_figures();
    portal.granted(BODY, AC);
    let routes: Vec<String> = portal
        .client
        .rocket()
        .routes()
        .filter(|route| route.uri.path().starts_with("/budget/<system>"))
        .map(|route| route.uri.path().replace("<system>", "ac").replace("<kind>", "december"))
        .collect();
    let check = |words: &str| {
        let auditor = portal.sign_in("auditor", BODY);
        for route in &routes {
            let page = auditor.get_once(route);
            assert!(!(200..300).contains(&page.status), "{route}: {}", page.status);
            page.assert_lacks(".figures");
        }
        auditor.get(BUDGET).assert_status(403).assert_says(words);
    };
    let hold = portal.held("auditor", BODY);
    check("тоқтатыла тұрды");
    portal.decide(hold, Verdict::Restore(reason()));
    portal.sign_in("auditor", BODY).get(BUDGET).assert_ok().assert_has(".figures");
    let hold = portal.held("auditor", BODY);
    portal.decide(hold, Verdict::Block);
    check("бұғатталды");
    let other = portal.sign_in("auditor2", BODY);
    other.get(BUDGET).assert_ok();
    portal.advance(TimeDelta::days(366));
    let expired = portal.sign_in("auditor2", BODY);
    expired.get(BUDGET).assert_status(403).assert_says("мерзімі аяқталды");
    check("бұғатталды");
}

/// of two who decide together one does; the other is shown what was decided.
#[test]
fn a_071_block_and_restoration_together_give_one_decision() {
    let portal = TestPortal::new();
    portal.granted(BODY, AC);
    for _ in 0..4 {
        let (hold, at) = (portal.held("auditor2", BODY), portal.now());
        let administrator = portal.account("administrator", "ministry");
        let decide = |verdict| deciding::decide(&portal.app.db, &administrator, hold, verdict, at);
        let (blocked, restored) = portal
            .wait(async { rocket::tokio::join!(decide(Verdict::Block), decide(Verdict::Restore(reason()))) });
        assert_eq!(usize::from(blocked.is_ok()) + usize::from(restored.is_ok()), 1);
        let person = portal.person("auditor2", BODY).id;
        let kept = portal.read(move |conn| holds::of_person(conn, person));
        assert_eq!(kept.last().map(|hold| hold.blocked_at().is_some()), Some(blocked.is_ok()));
    }
    let (hold, browser) = (portal.held("auditor", BODY), portal.sign_in("administrator", "ministry"));
    let page = browser.get(&format!("/holds/{hold}"));
    portal.decide(hold, Verdict::Restore(reason()));
    page.form("#confirmation").submit().assert_status(409).assert_says("қалпына келтірілді");
}

/// what was looked at before the block is not taken away after it.
#[test]
fn a_073_an_extract_under_way_is_refused_once_access_is_suspended() {
    let portal = TestPortal::with_figures();
    portal.granted(BODY, AC);
    let who = portal.account("auditor", BODY);
    let standing = portal.wait(Standing::of(&portal.app.db, &who, portal.now())).expect("asked");
    let onlooker = Onlooker {
        db: &portal.app.db,
        figures: portal.app.budget.as_ref(),
        shelf: &portal.app.shelf,
        who: &who,
        standing: &standing,
    };
    let place = Place {
        system: System::Ac,
        budget: BudgetKey::parse("110000000").expect("a budget"),
        period: Period::parse("2026-10").expect("a month"),
        path: Path::parse("2").ok(),
        known: None,
    };
    let look = || portal.wait(budget::told_lines(onlooker, place, Wanted::default()));
    let (right, _) = look().expect("looked");
    let taking = || Taking { place, right, version: 1, address: BUDGET.to_owned(), format: FileFormat::Csv };
    let sheet = FileSheet::default();
    assert!(portal.wait(budget::take(onlooker, taking(), &sheet)).is_ok());
    portal.held("auditor", BODY);
    let refused = portal.wait(budget::take(onlooker, taking(), &sheet));
    assert!(
        matches!(refused, Err(Failure::Refused(budget::Refused::Closed(Closed::Suspended(..))))),
        "{refused:?}"
    );
    // A look that began before the suspension and is written down after it is refused by the same question.
    let looked = look();
    assert!(
        matches!(looked, Err(Failure::Refused(budget::Refused::Closed(Closed::Suspended(..))))),
        "{looked:?}"
    );
}

/// a clock that is set back opens nothing that was suspended or blocked.
#[test]
fn a_089_a_clock_set_back_revives_no_grant() {
    let portal = TestPortal::with_figures();
    portal.granted(BODY, AC);
    portal.advance(TimeDelta::hours(2));
    let hold = portal.held("auditor", BODY);
    portal.advance(TimeDelta::hours(-1));
    portal.sign_in("auditor", BODY).get(BUDGET).assert_status(403).assert_says("тоқтатыла тұрды");
    portal.decide(hold, Verdict::Block);
    portal.sign_in("auditor", BODY).get(BUDGET).assert_status(403);
    portal.advance(TimeDelta::days(300));
    portal.sign_in("auditor", BODY).get(BUDGET).assert_status(403).assert_says("бұғатталды");
}

#[test]
fn whoever_is_suspended_is_given_nothing_and_after_a_block_a_new_application_opens() {
    let portal = TestPortal::with_figures();
    portal.granted(BODY, AC);
    let id = portal.forwarded(BODY, AC);
    let hold = portal.held("auditor", BODY);
    let operator = portal.account("operator", "integrator");
    let give = || {
        let (shown, verdicts) = portal.accept_all(id);
        portal.wait(granting::decide(&portal.app.db, &operator, id, shown, verdicts, None, portal.now()))
    };
    let refused = give();
    assert!(matches!(refused, Err(Failure::Refused(Refused::Rule(NotGranted::Suspended(_))))), "{refused:?}");
    portal.decide(hold, Verdict::Block);
    portal.sign_in("auditor", BODY).get(BUDGET).assert_status(403);
    portal.advance(TimeDelta::seconds(1));
    assert!(give().is_ok());
    portal.sign_in("auditor", BODY).get(BUDGET).assert_ok().assert_has(".figures");
    let (person, at) = (portal.person("auditor", BODY).id, portal.now());
    let states = portal.read(move |conn| {
        let held = grants::of_person(conn, person)?;
        Ok::<_, StorageError>(held.iter().map(|grant| grant.state_at(at).code()).collect::<Vec<_>>())
    });
    assert_eq!(states, ["open", "blocked"]);
}
