//! Letters as people feel them: in the language that each chose, given up where they can't leave, sent again by hand, and
//! never in the way of a decision.

use chrono::TimeDelta;
use qarau::domain::journal::{Actor, Event};
use qarau::domain::system::System;
use qarau::storage::{StorageError, people};

use crate::support::TestPortal;

#[test]
fn everybody_chooses_the_language_of_their_letters() {
    let portal = TestPortal::new();
    let reviewer = portal.sign_in("reviewer", "ministry");
    let page = reviewer.get("/letters");
    assert_eq!(page.attr("input[name=lang][checked]", "value"), "kk");
    page.form("main form").set("lang", "en").submit().assert_ok();
    assert_eq!(reviewer.get("/letters").attr("input[name=lang][checked]", "value"), "en");
    page.form("main form").forge("lang", "de").submit().assert_status(422);
    portal.submitted("aqmola-audit", &[System::Ac]);
    let letters = portal.letters();
    let to = |name: &str| letters.iter().find(|letter| letter.address.starts_with(name)).expect("a letter");
    assert!(to("reviewer@").subject.contains("awaits a decision"));
    assert!(to("reviewer2@").subject.contains("шешім күтуде"));
    assert!(to("reviewer@").html.contains("<html lang=\"en\">"));
}

#[test]
fn a_letter_that_was_given_up_is_shown_and_sent_again() {
    let portal = TestPortal::new();
    let reader = portal.person("reviewer2", "ministry");
    let without_address = |address: Option<&'static str>| {
        let reader = reader.clone();
        let changed = portal.app.db.write(portal.now(), move |tx| {
            let (body, iin, name) = (reader.body, reader.iin.clone(), reader.name.clone());
            let (position, email) = (reader.position.clone(), address.map(str::to_owned));
            let new = people::NewPerson { body, iin, name, position, email, lang: reader.lang };
            people::save(tx, reader.id, &new)?;
            tx.journal(Actor::System, Event::RegistryImported { lines: 1 })?;
            Ok::<_, StorageError>(())
        });
        portal.wait(changed).expect("changed");
    };
    let admin = portal.sign_in("administrator", "ministry");
    admin.get("/letters/undelivered").assert_ok().assert_has(".empty");
    without_address(None);
    // The act is done, whatever becomes of its letters.
    let id = portal.submitted("aqmola-audit", &[System::Ac]);
    assert_eq!(portal.application(id).state.code(), "submitted");
    portal.letters();
    let page = admin.get("/letters/undelivered");
    assert_eq!(page.count(".records tbody tr"), 1);
    page.assert_says("2026-000001").assert_silent_about("@ministry.example.kz");
    without_address(Some("reviewer2@ministry.example.kz"));
    portal.advance(TimeDelta::minutes(1));
    page.form(".records form").submit().assert_ok().assert_has(".empty");
    assert!(portal.letters().iter().any(|letter| letter.address.starts_with("reviewer2@")));
    // It left: there is nothing to send again.
    page.form(".records form").submit().assert_status(404);
    assert_eq!(admin.get("/journal?code=letter_sent_again").count("tbody tr"), 1);
}

#[test]
fn the_demos_letters_come_page_by_page() {
    let portal = TestPortal::story();
    let visitor = portal.visitor();
    let first = visitor.get("/demo/mail");
    assert_eq!(first.count(".letter"), 20);
    let second = first.click(".pagination a[rel=next]");
    second.assert_ok();
    assert_ne!(first.text(".letter"), second.text(".letter"));
    for garbage in ["0", "x", "9999", "-1", ""] {
        let status = visitor.get(&format!("/demo/mail?page={garbage}")).status;
        assert!(matches!(status, 400 | 404), "{garbage}: {status}");
    }
}
