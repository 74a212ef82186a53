//! The journal's page and everybody's own record: complete, filtered strictly, without personal values.

use qarau::domain::system::System;

use crate::support::TestPortal;

#[test]
fn the_administrator_reads_every_act_and_that_is_an_entry_too() {
    let portal = TestPortal::new();
    portal.sign_in("head", "aqmola-audit");
    let administrator = portal.sign_in("administrator", "ministry");
    let page = administrator.get("/journal");
    assert_eq!(page.assert_ok().text(".ledger tbody tr:first-child .ledger__what"), "Жүйеге кірді");
    let again = administrator.get("/journal");
    assert_eq!(again.text(".ledger tbody tr:first-child .ledger__what"), "Журнал қаралды");
}

#[test]
fn a_034_the_filter_is_read_strictly() {
    let portal = TestPortal::new();
    let administrator = portal.sign_in("administrator", "ministry");
    let shown = |path: &str| administrator.get(path).assert_ok().texts(".ledger__what");
    assert!(shown("/journal?code=signed_in").iter().all(|what| what == "Жүйеге кірді"));
    assert_eq!(shown("/journal?code=grant_given"), [""; 0]);
    assert!(shown("/journal?code=").len() > 2);
    for garbage in
        ["code=looked", "code=signed_in&code=signed_in", "before=x", "before=-1", "before=", "kind=x"]
    {
        administrator.get(&format!("/journal?{garbage}")).assert_status(400);
    }
}

#[test]
fn pages_follow_each_other_without_a_gap() {
    let portal = TestPortal::new();
    let administrator = portal.sign_in("administrator", "ministry");
    for _ in 0..60 {
        administrator.get("/record").assert_ok();
    }
    let first = administrator.get("/journal");
    let numbers = |page: &crate::support::Page<'_, '_>| -> Vec<u64> {
        page.texts("td.ledger__number").iter().map(|number| number.parse().expect("a number")).collect()
    };
    let newest = numbers(&first);
    assert_eq!(newest.len(), 50);
    let last = newest.last().expect("an entry");
    let older = numbers(&administrator.get(&format!("/journal?before={last}")));
    assert_eq!(older.first(), Some(&(last - 1)));
}

#[test]
fn a_record_shows_what_concerns_one_alone_and_no_entry_holds_a_personal_value() {
    let portal = TestPortal::new();
    portal.granted("aqmola-audit", &[System::Ac]);
    let auditor = portal.sign_in("auditor", "aqmola-audit");
    let record = auditor.get("/record");
    record.assert_ok().assert_says("Рұқсат берілді").assert_says("Жүйеге кірді");
    record.assert_silent_about("Өтінім интеграторға жіберілді");
    let administrator = portal.sign_in("administrator", "ministry");
    let journal = administrator.get("/journal");
    journal.assert_says("Рұқсат берілді");
    for (person, body) in
        [("auditor", "aqmola-audit"), ("auditor2", "aqmola-audit"), ("head", "aqmola-audit")]
    {
        let iin = portal.person(person, body).iin;
        journal.assert_silent_about(iin.as_str());
        record.assert_silent_about(iin.as_str());
    }
}
