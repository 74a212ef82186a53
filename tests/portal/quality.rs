//! The quality of the figures: what is reported, from which file, what differs; inside the scope and in the journal.

use qarau::domain::system::System;

use crate::support::TestPortal;

#[test]
fn a_year_of_reports_leads_to_each_of_them() {
    let portal = TestPortal::with_figures();
    portal.granted("aqmola-audit", &[System::Ac]);
    let auditor = portal.sign_in("auditor", "aqmola-audit");
    let page = auditor.get("/budget/ac/quality");
    page.assert_ok().assert_says("Деректердің сапасы, 2026").assert_says("Ақмола облысы").assert_says("R6.2");
    assert_eq!(page.count("tbody tr"), 2, "a row for each report");
    page.assert_says("2026 жылғы қыркүйек: есеп жоқ");
    let report = page.click("tbody tr:last-child a");
    report.assert_ok().assert_says("SHA-256").assert_says("I–VII бөлімдер");
    assert_eq!(report.count("tbody tr"), 0, "made figures add up: {}", report.words());
}

#[test]
fn a_030_quality_outside_the_scope_is_not_there() {
    let portal = TestPortal::with_figures();
    portal.granted("aqmola-audit", &[System::Ac]);
    let auditor = portal.sign_in("auditor", "aqmola-audit");
    for (query, status) in [
        ("budget=750000000&period=2026-10", 404),
        ("budget=republican&period=2026-10", 404),
        ("budget=republican&period=2026-10&part=groups", 404),
        ("budget=110000000&period=2026-10&part=groups", 404),
        ("budget=110000000&period=2026-13", 400),
        ("budget=110000000&period=2026-10&part=all", 400),
        ("budget=110000000&period=2026-10&path=2", 400),
        ("part=main", 400),
    ] {
        auditor.get_once(&format!("/budget/ac/quality?{query}")).assert_status(status);
    }
}
