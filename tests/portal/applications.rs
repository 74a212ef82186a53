//! From the annex to the grant through the use cases: who is told what, what stands in the journal, which signature counts.

use qarau::domain::access::See;
use qarau::domain::application::{Reason, Stage, Verdict};
use qarau::domain::journal::Event;
use qarau::domain::system::System;
use qarau::gateways::demo_authority::Attachment;
use qarau::services::applications::looking::Desk;
use qarau::services::applications::submitting::{self, NotSubmitted};
use qarau::services::applications::{Refused, considering, granting, looking, writing};
use qarau::services::signing::NoAnswer;
use qarau::storage::{Failure, grants, journal};

use crate::support::{BROWSER, TestPortal, employee};

/// The codes of the journal's entries about an application, oldest first.
fn entries(portal: &TestPortal, id: qarau::domain::ids::ApplicationId) -> Vec<&'static str> {
    let wanted = journal::Wanted { application: Some(id), most: 1_000, ..journal::Wanted::default() };
    let kept = portal.read(move |conn| journal::list(conn, &wanted));
    kept.into_iter().rev().map(|kept| kept.entry.event.code()).collect()
}

#[test]
fn r9_one_is_forwarded_and_granted_the_other_refused_and_everybody_is_told() {
    let portal = TestPortal::new();
    let (app, at) = (&portal.app, portal.now());
    let id = portal.submitted("aqmola-audit", &[System::Ac]);
    let letters = portal.letters();
    let told = |person: &str, words: &str| {
        letters.iter().any(|letter| letter.address.starts_with(person) && letter.subject.contains(words))
    };
    assert!(told("head@aqmola-audit", "2026-000001 нөмірлі өтінім қабылданды"), "{letters:?}");
    assert!(told("officer@aqmola-audit", "Заявка № 2026-000001 принята"));
    assert!(
        told("reviewer@ministry", "нөмірлі өтінім шешім күтуде")
            && told("reviewer2@ministry", "шешім күтуде")
    );
    assert_eq!(letters.len(), 4);

    let reviewer = portal.account("reviewer", "ministry");
    let (shown, mut verdicts) = portal.accept_all(id);
    verdicts[1].1 =
        Verdict::Refuse(Reason::parse("Лауазымы қолжетімділікті талап етпейді").expect("a reason"));
    let decided = considering::decide(&app.db, &app.calendar, &reviewer, id, shown, verdicts, None, at);
    portal.wait(decided).expect("forwarded");

    let operator = portal.account("operator", "integrator");
    let (shown, verdicts) = portal.accept_all(id);
    let forwarded = vec![verdicts[0].clone()];
    portal.wait(granting::decide(&app.db, &operator, id, shown, forwarded, None, at)).expect("granted");

    let (auditor, other) =
        (portal.person("auditor", "aqmola-audit").id, portal.person("auditor2", "aqmola-audit").id);
    let held = portal.read(move |conn| grants::of_person(conn, auditor));
    assert_eq!(held.len(), 1);
    assert_eq!(held[0].term.last_day().to_string(), "2027-11-20");
    assert!(portal.read(move |conn| grants::of_person(conn, other)).is_empty());

    let letters = portal.letters();
    let granted: Vec<&str> = letters
        .iter()
        .filter(|letter| {
            letter.subject.contains("Қолжетімділік берілді") || letter.subject.contains("Доступ предоставлен")
        })
        .map(|letter| letter.address.as_str())
        .collect();
    let mut granted = granted;
    granted.sort_unstable();
    assert_eq!(
        granted,
        [
            "auditor@aqmola-audit.example.kz",
            "head@aqmola-audit.example.kz",
            "officer@aqmola-audit.example.kz"
        ]
    );
    let codes = entries(&portal, id);
    for code in [
        "application_begun",
        "application_submitted",
        "application_forwarded",
        "application_granted",
        "grant_given",
    ] {
        assert_eq!(codes.iter().filter(|known| **known == code).count(), 1, "{code} in {codes:?}");
    }
}

/// what was changed after it was shown for signing is not sent, and the attempt stands in the journal.
#[test]
fn a_026_a_signature_for_one_state_never_sends_another() {
    let portal = TestPortal::new();
    let (app, at, head) = (&portal.app, portal.now(), portal.account("head", "aqmola-audit"));
    let id = portal.draft("aqmola-audit", &[System::Ac]);
    let asked = submitting::ask(&app.db, &app.site.origin, BROWSER, &head, id, at);
    let challenge = portal.wait(asked).expect("a text to sign");
    let third = employee(&portal.person("officer", "aqmola-audit").iin, "third");
    portal.wait(writing::add_employee(&app.db, &head, id, third, at)).expect("added");

    let cms = portal
        .key("head", "aqmola-audit")
        .sign(&challenge.content, Attachment::Attached, at)
        .expect("signed");
    let answer = |cms: Vec<u8>, browser: &'static str| {
        let address = challenge.address.clone();
        let head = head.clone();
        portal.wait(async move {
            submitting::answer(&app.db, &app.anchors, &app.calendar, browser, &head, id, &address, &cms, at)
                .await
        })
    };
    let refused = answer(cms.clone(), BROWSER).expect_err("stale");
    assert!(matches!(refused, Failure::Refused(Refused::Rule(NotSubmitted::Refusal(_)))), "{refused:?}");
    let again = answer(cms, BROWSER).expect_err("used up");
    assert!(
        matches!(again, Failure::Refused(Refused::Rule(NotSubmitted::Answer(NoAnswer::Gone)))),
        "{again:?}"
    );
    assert_eq!(portal.application(id).state.code(), "draft");
    assert_eq!(entries(&portal, id).iter().filter(|code| **code == "signature_refused").count(), 2);
    assert!(portal.letters().is_empty());
}

/// the answer of another browser, of another person and of a body's employee sends nothing.
#[test]
fn a_002_only_the_heads_own_answer_from_the_browser_that_asked_counts() {
    let portal = TestPortal::new();
    let (app, at, head) = (&portal.app, portal.now(), portal.account("head", "aqmola-audit"));
    let id = portal.draft("aqmola-audit", &[System::Ac]);
    for (browser, signer, body) in [
        ("another browser", "head", "aqmola-audit"),
        (BROWSER, "head", "almaty-audit"),
        (BROWSER, "officer", "aqmola-audit"),
        (BROWSER, "reviewer", "ministry"),
    ] {
        let asked = submitting::ask(&app.db, &app.site.origin, BROWSER, &head, id, at);
        let challenge = portal.wait(asked).expect("a text to sign");
        let cms =
            portal.key(signer, body).sign(&challenge.content, Attachment::Attached, at).expect("signed");
        let address = &challenge.address;
        let answered =
            submitting::answer(&app.db, &app.anchors, &app.calendar, browser, &head, id, address, &cms, at);
        let refused = portal.wait(answered).expect_err("refused");
        assert!(matches!(refused, Failure::Refused(Refused::Rule(_))), "{signer} of {body}: {refused:?}");
    }
    assert_eq!(portal.application(id).state.code(), "draft");
}

/// what is not theirs is not there, for reading as for changing.
#[test]
fn a_030_another_bodys_application_is_not_there() {
    let portal = TestPortal::new();
    let (app, at) = (&portal.app, portal.now());
    let id = portal.draft("aqmola-audit", &[System::Ac]);
    for (person, body, desk) in [
        ("head", "almaty-audit", Desk::Body),
        ("officer", "parliament", Desk::Body),
        ("auditor", "aqmola-audit", Desk::Body),
        ("reviewer", "ministry", Desk::Stage(Stage::Ministry)),
        ("operator", "integrator", Desk::Stage(Stage::Integrator)),
        ("planner", "planning", Desk::Body),
    ] {
        let who = portal.account(person, body);
        let looked = portal.wait(looking::show(&app.db, &app.calendar, &who, desk, See, id, at));
        let nothing = matches!(looked, Err(Failure::Refused(Refused::NotThere | Refused::Denied(_))));
        assert!(nothing, "{person} of {body}");
        let changed = portal.wait(writing::choose_systems(&app.db, &who, id, System::ALL.into(), at));
        assert!(matches!(changed, Err(Failure::Refused(Refused::NotThere))), "{person} of {body}");
    }
    assert_eq!(entries(&portal, id).iter().filter(|code| **code == "application_looked").count(), 0);
}

#[test]
fn each_look_at_an_application_is_in_the_journal_before_it_is_answered() {
    let portal = TestPortal::new();
    let id = portal.submitted("aqmola-audit", &[System::Ac]);
    let reviewer = portal.account("reviewer", "ministry");
    let (db, calendar) = (&portal.app.db, &portal.app.calendar);
    let desk = Desk::Stage(Stage::Ministry);
    let shown = portal.wait(looking::show(db, calendar, &reviewer, desk, See, id, portal.now()));
    assert!(shown.expect("shown").may.consider);
    let newest =
        portal.read(|conn| journal::list(conn, &journal::Wanted { most: 1, ..journal::Wanted::default() }));
    assert_eq!(newest[0].entry.event, Event::ApplicationLooked { application: id });
    let queue =
        looking::queue(&portal.app.db, &portal.app.calendar, &reviewer, Stage::Ministry, portal.now());
    assert_eq!(portal.wait(queue).expect("a queue").len(), 1);
}
