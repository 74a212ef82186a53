//! The life of an application as stories, each refusal once.

use super::examples::*;
use super::*;
use crate::domain::access::{Consider, GiveAccess, Sign, Write};
use crate::domain::calendar::Calendar;
use crate::domain::ids::PersonId;

fn calendar() -> Calendar {
    Calendar::built_in()
}

fn due_on(application: &Application) -> String {
    application.state.deadline().expect("a deadline").due_on().to_string()
}

fn decisions(application: &Application) -> Vec<&'static str> {
    application.lines.iter().map(|line| line.decision.code()).collect()
}

#[test]
fn from_draft_to_grants_each_employee_decided_separately() {
    let submitted = submitted(3);
    assert_eq!((submitted.state.code(), submitted.number), ("submitted", Some(NUMBER)));
    assert_eq!(due_on(&submitted), "2026-11-23");
    assert_eq!(submitted.state.holder(), Some(Holder::Ministry));

    let forwarded = considered(vec![accept(1), refuse(2), accept(3)]);
    assert_eq!(forwarded.state.since(), Some((instant("2026-11-20T06:00:00Z"), PersonId(11))));
    assert_eq!(due_on(&forwarded), "2026-11-24");
    assert_eq!(decisions(&forwarded), ["forwarded", "refused-by-ministry", "forwarded"]);
    assert_eq!(forwarded.forwarded_lines().map(|line| line.id.0).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(forwarded.state.holder(), Some(Holder::Integrator));

    let permit = permit(&operator(), GiveAccess, &forwarded);
    let act = act(&forwarded, "23T06");
    let (granted, grants) = forwarded.grant(&permit, act, vec![refuse(1), accept(3)], None).expect("granted");
    assert_eq!(granted.state.code(), "granted");
    assert_eq!(decisions(&granted), ["refused-by-integrator", "refused-by-ministry", "granted"]);
    assert_eq!(granted.lines[0].decision.reason(), Some(&reason()));
    assert_eq!(grants, [(EmployeeLineId(3), System::Ac), (EmployeeLineId(3), System::Sp)]);
    assert_eq!((granted.state.holder(), granted.state.deadline()), (None, None));
}

#[test]
fn a_grant_opens_only_the_systems_that_were_underlined() {
    let mut forwarded = considered(vec![accept(1)]);
    forwarded.systems = [System::Sp].into();
    let permit = permit(&operator(), GiveAccess, &forwarded);
    let act = act(&forwarded, "23T06");
    let (_, grants) = forwarded.grant(&permit, act, vec![accept(1)], None).expect("granted");
    assert_eq!(grants, [(EmployeeLineId(1), System::Sp)]);
}

#[test]
fn where_everybody_is_refused_the_application_is() {
    let refused = considered(vec![refuse(1), refuse(2)]);
    assert!(matches!(refused.state, State::Refused { stage: Stage::Ministry, late: None, .. }));
    assert!(!refused.was_forwarded());

    let forwarded = considered(vec![accept(1), refuse(2)]);
    let permit = permit(&operator(), GiveAccess, &forwarded);
    let act = act(&forwarded, "23T06");
    let (refused, grants) = forwarded.grant(&permit, act, vec![refuse(1)], None).expect("decided");
    assert!(matches!(refused.state, State::Refused { stage: Stage::Integrator, .. }));
    assert!(grants.is_empty() && refused.was_forwarded());
}

#[test]
fn returned_corrected_and_sent_again_under_the_old_number_with_a_new_clock() {
    let returned = returned();
    assert_eq!((returned.state.code(), returned.check_writable()), ("returned", Ok(())));
    let corrected = Application { lines: vec![line(1), line(2)], ..returned };
    let sign = permit(&head(), Sign, &corrected);
    let act_24 = act(&corrected, "24T06");
    let again = corrected.resubmit(&sign, act_24, &calendar()).expect("sent again");
    assert_eq!((again.number, due_on(&again)), (Some(NUMBER), "2026-11-26".to_owned()));
}

#[test]
fn an_incomplete_form_is_not_sent() {
    let check = |form: Application, incomplete| {
        let sign = permit(&head(), Sign, &form);
        let act = act(&form, "19T06");
        assert_eq!(form.submit(&sign, act, NUMBER, &calendar()), Err(SubmitRefusal::Incomplete(incomplete)));
    };
    check(Application { systems: [].into(), ..draft(1) }, Incomplete::NoSystem);
    check(draft(0), Incomplete::NoEmployee);
    let twice = EmployeeLine { id: EmployeeLineId(9), ..line(1) };
    let lines = vec![line(1), line(2), twice];
    check(Application { lines, ..draft(0) }, Incomplete::SamePerson(EmployeeLineId(9)));
}

#[test]
fn where_the_calendar_ends_nothing_is_promised() {
    let form = draft(1);
    let sign = permit(&head(), Sign, &form);
    let act = Act { at: instant("2028-12-31T06:00:00Z"), shown: form.version() };
    assert!(matches!(form.submit(&sign, act, NUMBER, &calendar()), Err(SubmitRefusal::Calendar(_))));
}

#[test]
fn r9_a_late_step_needs_its_reason_from_the_first_instant_after_its_last_day() {
    // Due on Monday 23: its last instant here is 18:59:59 UTC.
    let check = |at: &str, is_late| {
        for reason_given in [None, Some(reason())] {
            let submitted = submitted(1);
            let consider = permit(&reviewer(), Consider, &submitted);
            let act = Act { at: instant(at), shown: submitted.version() };
            let again = submitted.clone();
            let outcome =
                submitted.consider(&consider, act, vec![accept(1)], reason_given.clone(), &calendar());
            let returned = again.return_for_correction(&consider, act, reason(), reason_given.clone());
            if is_late && reason_given.is_none() {
                assert_eq!(outcome, Err(ConsiderRefusal::LateReasonMissing(LateReasonMissing)), "{at}");
                assert_eq!(returned, Err(ReturnRefusal::LateReasonMissing(LateReasonMissing)), "{at}");
                continue;
            }
            let kept = if is_late { reason_given } else { None };
            let State::Forwarded { late, .. } = outcome.expect("considered").state else {
                panic!("not forwarded")
            };
            assert_eq!(late, kept, "{at}");
            let State::Returned { late, .. } = returned.expect("returned").state else {
                panic!("not returned")
            };
            assert_eq!(late, kept, "{at}");
        }
    };
    check("2026-11-23T18:59:59.999999Z", false);
    check("2026-11-23T19:00:00Z", true);
    check("2026-12-23T19:00:00Z", true);

    let forwarded = considered(vec![accept(1)]);
    let give = permit(&operator(), GiveAccess, &forwarded);
    let act = act(&forwarded, "24T19");
    let without = forwarded.clone().grant(&give, act, vec![accept(1)], None);
    assert_eq!(without, Err(GrantRefusal::LateReasonMissing(LateReasonMissing)));
    let (granted, _) = forwarded.grant(&give, act, vec![accept(1)], Some(reason())).expect("granted");
    assert!(matches!(granted.state, State::Granted { late: Some(_), .. }));
}

#[test]
fn verdicts_and_lines_match_one_to_one_or_nothing_is_decided() {
    let check = |verdicts: Vec<(EmployeeLineId, Verdict)>, mismatch: Mismatch| {
        let submitted = submitted(2);
        let consider = permit(&reviewer(), Consider, &submitted);
        let act = act(&submitted, "20T06");
        let outcome = submitted.consider(&consider, act, verdicts, None, &calendar());
        assert_eq!(outcome, Err(ConsiderRefusal::Mismatch(mismatch)));
    };
    check(vec![], Mismatch::Undecided(EmployeeLineId(1)));
    check(vec![accept(1)], Mismatch::Undecided(EmployeeLineId(2)));
    check(vec![accept(1), accept(2), accept(99)], Mismatch::NotWaiting(EmployeeLineId(99)));
    check(vec![accept(1), accept(2), refuse(1)], Mismatch::Twice(EmployeeLineId(1)));

    // What the ministry refused, the integrator can't grant.
    let forwarded = considered(vec![accept(1), refuse(2)]);
    let give = permit(&operator(), GiveAccess, &forwarded);
    let act = act(&forwarded, "23T06");
    let outcome = forwarded.grant(&give, act, vec![accept(1), accept(2)], None);
    assert_eq!(outcome, Err(GrantRefusal::Mismatch(Mismatch::NotWaiting(EmployeeLineId(2)))));
}

#[test]
fn a_070_of_two_colleagues_one_wins_and_the_other_is_told_who() {
    let submitted = submitted(1);
    let shown = act(&submitted, "20T07");
    let slower = permit(&reviewer(), Consider, &submitted);
    let forwarded = considered(vec![accept(1)]);
    let outcome = forwarded.consider(&slower, shown, vec![accept(1)], None, &calendar());
    let Err(ConsiderRefusal::NotUnderConsideration { present }) = outcome else { panic!("{outcome:?}") };
    assert_eq!(present.since().map(|(_, by)| by), Some(PersonId(11)));
}

/// Says a verb with a page that showed `shown` and a permit for `permitted`, and answers how it was unbound.
type Said = fn(Application, Act, &Application) -> Option<Unbound>;

/// The name of a verb, an application that waits for it, and how it is said.
type Verb = (&'static str, fn() -> Application, Said);

const VERBS: [Verb; 6] = [
    (
        "submit",
        || draft(1),
        |on, act, permitted| match on.submit(&permit(&head(), Sign, permitted), act, NUMBER, &calendar()) {
            Err(SubmitRefusal::Unbound(unbound)) => Some(unbound),
            _ => None,
        },
    ),
    ("resubmit", returned, |on, act, permitted| {
        match on.resubmit(&permit(&head(), Sign, permitted), act, &calendar()) {
            Err(SubmitRefusal::Unbound(unbound)) => Some(unbound),
            _ => None,
        }
    }),
    (
        "withdraw",
        || submitted(1),
        |on, act, permitted| match on.withdraw(&permit(&head(), Write, permitted), act) {
            Err(WithdrawRefusal::Unbound(unbound)) => Some(unbound),
            _ => None,
        },
    ),
    (
        "consider",
        || submitted(1),
        |on, act, permitted| {
            let consider = permit(&reviewer(), Consider, permitted);
            match on.consider(&consider, act, vec![accept(1)], None, &calendar()) {
                Err(ConsiderRefusal::Unbound(unbound)) => Some(unbound),
                _ => None,
            }
        },
    ),
    (
        "return",
        || submitted(1),
        |on, act, permitted| {
            let consider = permit(&reviewer(), Consider, permitted);
            match on.return_for_correction(&consider, act, reason(), None) {
                Err(ReturnRefusal::Unbound(unbound)) => Some(unbound),
                _ => None,
            }
        },
    ),
    (
        "grant",
        || considered(vec![accept(1)]),
        |on, act, permitted| {
            let give = permit(&operator(), GiveAccess, permitted);
            match on.grant(&give, act, vec![accept(1)], None) {
                Err(GrantRefusal::Unbound(unbound)) => Some(unbound),
                _ => None,
            }
        },
    ),
];

fn returned() -> Application {
    let submitted = submitted(1);
    let consider = permit(&reviewer(), Consider, &submitted);
    let act = act(&submitted, "20T06");
    submitted.return_for_correction(&consider, act, reason(), None).expect("returned")
}

#[test]
fn a_076_every_verb_is_bound_to_what_was_shown_and_to_its_own_permit() {
    for (verb, application, say) in VERBS {
        let shown = application();
        let act = act(&shown, "20T06");
        assert_eq!(say(shown.clone(), act, &shown), None, "{verb}");
        let mut changed = shown.clone();
        changed.lines[0].employee.purpose = "Басқа мақсат".into();
        assert_eq!(say(changed, act, &shown), Some(Unbound::Stale), "{verb}");
        let foreign = Application { id: ApplicationId(6), ..shown.clone() };
        assert_eq!(say(shown, act, &foreign), Some(Unbound::ForeignPermit), "{verb}");
    }
}

#[test]
fn every_change_is_another_version_and_a_version_reads_back() {
    let mut versions = std::collections::BTreeSet::new();
    let mut check = |application: &Application| {
        let version = application.version();
        assert!(versions.insert(version.to_string()), "{application:?}");
        assert_eq!(version.to_string().parse(), Ok(version));
    };
    check(&draft(1));
    check(&draft(2));
    check(&Application { id: ApplicationId(6), ..draft(1) });
    check(&Application { body: OTHER_BODY, ..draft(1) });
    check(&Application { systems: [System::Ac].into(), ..draft(1) });
    check(&submitted(1));
    check(&submitted(2));
    check(&considered(vec![accept(1), accept(2)]));
    check(&considered(vec![accept(1), refuse(2)]));
    let changes: [fn(&mut Employee); 8] = [
        |e| e.name.surname.push('а'),
        |e| e.name.given.push('а'),
        |e| e.name.patronymic = Some("-".into()),
        |e| e.position.push('а'),
        |e| e.unit.push('а'),
        |e| e.qr.push('а'),
        |e| e.purpose.push('а'),
        |e| (e.position, e.unit) = (format!("{}{}", e.position, e.unit), String::new()),
    ];
    for change in changes {
        let mut form = draft(1);
        change(&mut form.lines[0].employee);
        check(&form);
    }
    for garbage in ["", "00", &"g".repeat(64), &"0".repeat(65), &"A".repeat(64)] {
        assert_eq!(garbage.parse::<Version>(), Err(NotAVersion), "{garbage}");
    }
}

/// Until the end of its last day a body applies as any other; from then on nothing is decided in its favour.
#[test]
fn nothing_is_decided_in_favour_of_a_closed_body() {
    let last_day: chrono::NaiveDate = "2026-11-19".parse().expect("a date");
    let closed = |application: Application| Application { body_last_day: Some(last_day), ..application };
    let refusal = BodyClosed { last_day };
    let calendar = Calendar::built_in();
    let send = |at: &str| {
        let draft = closed(draft(1));
        let (permit, act) = (permit(&head(), Sign, &draft), act(&draft, at));
        draft.submit(&permit, act, NUMBER, &calendar).map(drop)
    };
    assert_eq!(send("19T18"), Ok(()));
    assert_eq!(send("19T19"), Err(SubmitRefusal::BodyClosed(refusal)));

    let consider = |verdict| {
        let sent = closed(submitted(1));
        let (permit, act) = (permit(&reviewer(), Consider, &sent), act(&sent, "20T06"));
        sent.consider(&permit, act, vec![verdict], None, &calendar).map(|done| done.state.code())
    };
    assert_eq!(consider(accept(1)), Err(ConsiderRefusal::BodyClosed(refusal)));
    assert_eq!(consider(refuse(1)), Ok("refused"));
    let sent = closed(submitted(1));
    let (permitted, acted) = (permit(&reviewer(), Consider, &sent), act(&sent, "20T06"));
    assert!(sent.return_for_correction(&permitted, acted, reason(), None).is_ok());

    let give = |verdict| {
        let forwarded = closed(considered(vec![accept(1)]));
        let (permit, act) = (permit(&operator(), GiveAccess, &forwarded), act(&forwarded, "20T07"));
        forwarded.grant(&permit, act, vec![verdict], None).map(|(done, _)| done.state.code())
    };
    assert_eq!(give(accept(1)), Err(GrantRefusal::BodyClosed(refusal)));
    assert_eq!(give(refuse(1)), Ok("refused"));
}
