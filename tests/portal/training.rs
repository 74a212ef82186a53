//! Training before work (R13) and the duties of use (R15): who has not passed or not accepted sees no figure; outcomes open at
//! once; the report goes to the ministry in five working days.

use chrono::TimeDelta;
use qarau::domain::system::System;
use qarau::services::applications::granting;

use crate::support::{Body, TestPortal};

const BODY: &str = "aqmola-audit";
const BUDGET: &str = "/budget/ac?budget=110000000&period=2026-10";

/// Access as the integrator gives it, before anybody is trained.
fn given(portal: &TestPortal) {
    let id = portal.forwarded(BODY, &[System::Ac]);
    let (at, operator) = (portal.now(), portal.account("operator", "integrator"));
    let (shown, verdicts) = portal.accept_all(id);
    portal.wait(granting::decide(&portal.app.db, &operator, id, shown, verdicts, None, at)).expect("granted");
}

#[test]
fn r13_1_whoever_has_not_passed_sees_training_and_no_figure() {
    let portal = TestPortal::with_figures();
    given(&portal);
    let auditor = portal.sign_in("auditor", BODY);
    let closed = auditor.get(BUDGET);
    closed.assert_status(403).assert_says("оқытудан әлі өткен жоқсыз").assert_lacks(".figures");
    for address in [
        "/budget/ac/file?budget=110000000&period=2026-10&format=csv",
        "/budget/ac/places?budget=110000000&period=2026-10",
        "/budget/ac/search?query=1",
    ] {
        let page = auditor.get_once(address);
        assert!(page.status >= 400, "{address}: {}", page.status);
        page.assert_lacks(".figures");
    }
    auditor.get("/").assert_says("оқытуды күтуде");
    closed.click("main a.button").assert_ok().assert_says("Талдамалық орталық");

    let operator = portal.sign_in("operator", "integrator");
    operator.get("/training").assert_says("2 адам күтуде").assert_lacks("a[href='/training/sessions/new']");
    let form = operator.get("/training/courses/new");
    form.form("main form").submit().assert_status(422).assert_has(".error-summary li:nth-child(3)");
    let form = form.form("main form").set("kk", "Жүйемен жұмыс").set("ru", "Работа в системе");
    let listed = form.tick("systems", "ac").submit();
    listed.assert_ok().assert_says("Жүйемен жұмыс");
    let form = listed.click("a[href='/training/sessions/new']");
    let form = form.form("main form").set("course", "1").set("taught", "kk").set("held_on", "2026-11-20");
    let sheet = form.set("place", "Астана").submit();
    sheet.assert_ok().assert_says("2026 жылғы 27 қараша");
    auditor.get("/training").assert_says("Жүйемен жұмыс");
    let id = portal.person("auditor", BODY).id;
    let sheet = sheet.form("form[action$='/outcomes']").set(&format!("outcomes[{id}]"), "passed").submit();
    sheet.assert_ok().assert_has("option[value=passed][selected]");

    let letters = portal.letters();
    let opened = letters.iter().filter(|letter| letter.subject.contains("Көрсеткіштер ашылды")).count();
    assert_eq!(opened, 1, "whoever passed is told, and nobody else");

    // R15: the duties come before the first look.
    let duties = auditor.get(BUDGET);
    duties.assert_status(403).assert_says("15-тармақ").assert_lacks(".figures");
    let accepted = duties.click("main a.button").form("main form").submit();
    accepted.assert_ok().assert_says("2027 жылғы 20 қараша");
    auditor.get(BUDGET).assert_ok().assert_has(".figures");
    let other = portal.sign_in("auditor2", BODY);
    other.get(BUDGET).assert_status(403).assert_lacks(".figures");

    // An outcome that was wrong closes at once; once reported nothing is changed.
    let wrong = sheet.form("form[action$='/outcomes']").set(&format!("outcomes[{id}]"), "failed").submit();
    wrong.assert_ok();
    auditor.get(BUDGET).assert_status(403);
    let again = wrong.form("form[action$='/outcomes']").set(&format!("outcomes[{id}]"), "passed").submit();
    auditor.get(BUDGET).assert_ok();
    let reported = again.form("form[action$='/report']").submit();
    reported.assert_ok().assert_lacks("form[action$='/outcomes']").assert_says("өтті");
    let late = again.form("form[action$='/outcomes']").set(&format!("outcomes[{id}]"), "absent").submit();
    late.assert_status(409).assert_says("нәтижелер өзгермейді");
    auditor.get(BUDGET).assert_ok();
    let admin = portal.sign_in("administrator", "ministry");
    admin.get("/training").assert_ok().assert_says("1 адамның 1 өтті").assert_lacks("main form");
    admin.get("/training/sessions/1").assert_ok().assert_lacks("main form");
    assert_eq!(admin.get("/journal?code=training_outcome").count("tbody tr"), 3);
}

#[test]
fn r15_duties_are_accepted_again_after_a_year() {
    let portal = TestPortal::with_figures();
    portal.granted(BODY, &[System::Ac]);
    let auditor = portal.sign_in("auditor", BODY);
    auditor.get(BUDGET).assert_ok();
    portal.advance(TimeDelta::days(365));
    portal.sign_in_again(&auditor, "auditor", BODY);
    auditor.get(BUDGET).assert_ok();
    auditor.get("/duties").assert_ok().assert_lacks("main form");
    portal.sign_in("head", BODY).get("/duties").assert_status(403);
}

#[test]
fn a_034_garbage_in_the_forms_of_training_is_refused() {
    let portal = TestPortal::new();
    given(&portal);
    let held = portal.training();
    let operator = portal.sign_in("operator", "integrator");
    let post = |address: &str, fields: &[(&str, &str)]| {
        let mut form = vec![("csrf".to_owned(), operator.mark())];
        form.extend(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())));
        operator.post(address, Body::Fields(form)).status
    };
    let outcomes = format!("/training/sessions/{held}/outcomes");
    let foreign = format!("outcomes[{}]", portal.person("head", BODY).id);
    assert_eq!(post(&outcomes, &[("outcomes[x]", "passed")]), 422);
    assert_eq!(post(&outcomes, &[("outcomes[1]", "perfect")]), 422);
    assert_eq!(post(&outcomes, &[(&foreign, "passed")]), 422, "nobody is trained who has no access");
    assert_eq!(post("/training/sessions/999/outcomes", &[]), 404);
    assert_eq!(post(&format!("/training/sessions/{held}/report"), &[]), 409);
    let enter = |course: &str, day: &str| {
        let fields = [("course", course), ("taught", "kk"), ("held_on", day), ("place", "x")];
        post("/training/sessions/new", &fields)
    };
    assert_eq!(enter("999", "2026-11-20"), 422);
    assert_eq!(enter("1", "2025-11-19"), 422);
    assert_eq!(enter("1", "2031-11-19"), 422);
    assert_eq!(enter("1", "31.02.2026"), 422);
    assert_eq!(post("/training/courses/new", &[("kk", "x"), ("ru", "x"), ("systems", "zz")]), 422);
    // A day to come is entered; its outcomes wait for it.
    assert_eq!(enter("1", "2026-11-25"), 200);
    assert_eq!(post("/training/sessions/2/outcomes", &[(&foreign, "passed")]), 409);
}

/// R13.2: held on Friday, 20 November; the report is due on Friday, 27 November.
#[test]
fn r13_2_operators_are_reminded_of_the_report_and_the_ministry_is_told_the_morning_after() {
    let portal = TestPortal::new();
    let held = portal.training();
    let swept = |now: &str| {
        let at: chrono::DateTime<chrono::Utc> = format!("{now}+05:00").parse().expect("an instant");
        portal.advance(at - portal.now());
        (portal.sweep().told, portal.sweep().told)
    };
    let told = |words: &str| -> Vec<String> {
        let letters = portal.letters().into_iter();
        letters.filter(|letter| letter.subject.contains(words)).map(|letter| letter.address).collect()
    };
    assert_eq!(swept("2026-11-26T08:59:59"), (0, 0));
    assert_eq!(swept("2026-11-26T09:00:00"), (1, 0));
    let operators = ["operator@integrator.example.kz", "operator2@integrator.example.kz"];
    assert_eq!(told("есептің мерзімі таяды"), operators);
    assert_eq!(swept("2026-11-27T09:00:00"), (1, 0));
    assert_eq!(told("есептің мерзімі таяды").len(), 4);
    assert_eq!(swept("2026-11-28T12:00:00"), (0, 0), "a Saturday");
    assert_eq!(swept("2026-11-30T09:00:00"), (1, 0));
    assert_eq!(told("есептің мерзімі өтті"), ["administrator@ministry.example.kz"]);
    assert_eq!(swept("2026-12-01T09:00:00"), (0, 0));
    let told_of =
        portal.sign_in("administrator", "ministry").get("/journal?code=training_report_told").status;
    assert_eq!((held.0, told_of), (1, 200));

    // Reported in time, or down over everything: nobody is reminded of what is over.
    portal.granted(BODY, &[System::Ac]);
    let due: Vec<u32> = ["2026-12-07T09:00:00", "2026-12-08T09:00:00", "2026-12-09T09:00:00"]
        .into_iter()
        .map(|now| swept(now).0)
        .collect();
    assert_eq!(due, [0, 0, 0]);
    portal.training();
    assert_eq!(swept("2027-01-09T12:00:00"), (0, 0), "on a day off nobody is told");
}
