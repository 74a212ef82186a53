//! Whose training counts for which access, and when a report is late.

use super::*;
use crate::domain::access::check;
use crate::domain::application::examples::{instant, operator};
use crate::domain::grant::{Grant, GrantState};
use crate::domain::ids::{ApplicationId, BodyId, GrantId};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn pass(held_on: &str, systems: &[System]) -> Pass {
    Pass {
        systems: systems.iter().copied().collect(),
        held_on: day(held_on),
        from: instant(&format!("{held_on}T08:00:00Z")),
        until: None,
    }
}

fn term(opens_on: &str) -> Term {
    Term::year_from(instant(&format!("{opens_on}T06:00:00Z")))
}

#[test]
fn r13_1_a_pass_counts_from_a_year_before_access_and_through_every_renewal() {
    let all = [term("2026-11-20"), term("2027-11-20"), term("2028-11-20"), term("2030-01-10")];
    let check = |held_on: &str, counts: [bool; 4]| {
        let pass = pass(held_on, &[System::Ac]);
        let found = [0, 1, 2, 3].map(|i| pass.counts_for(System::Ac, &all[i], &all));
        assert_eq!(found, counts, "{held_on}");
    };
    check("2025-11-19", [false, false, false, false]);
    check("2025-11-20", [true, true, true, false]);
    check("2026-11-25", [true, true, true, false]);
    check("2028-12-01", [true, true, true, false]);
    check("2029-02-01", [true, true, true, true]);
    let other = pass("2026-11-25", &[System::Sp]);
    assert!(!other.counts_for(System::Ac, &all[0], &all), "each system has its own course");
}

#[test]
fn r13_1_who_has_not_passed_waits_for_training_and_nothing_else_hides_behind_it() {
    let grant = |passes: Vec<Pass>| Grant {
        id: GrantId(1),
        person: PersonId(2),
        body: BodyId(3),
        system: System::Ac,
        application: ApplicationId(4),
        term: term("2026-11-20"),
        holds: Vec::new(),
        passes,
        body_last_day: None,
    };
    let check = |passes: &[Pass], at: &str, code: &str| {
        assert_eq!(grant(passes.to_vec()).state_at(instant(at)).code(), code, "{at}");
    };
    check(&[], "2026-11-20T05:59:59.999999Z", "not-yet");
    check(&[], "2026-11-20T06:00:00Z", "awaiting-training");
    check(&[], "2027-11-20T19:00:00Z", "expired");
    let passed = [pass("2026-11-24", &[System::Ac])];
    check(&passed, "2026-11-24T07:59:59.999999Z", "awaiting-training");
    check(&passed, "2026-11-24T08:00:00Z", "open");
    let corrected = [Pass { until: Some(instant("2026-11-25T08:00:00Z")), ..passed[0].clone() }];
    check(&corrected, "2026-11-25T07:59:59.999999Z", "open");
    check(&corrected, "2026-11-25T08:00:00Z", "awaiting-training");
    assert_eq!(grant(Vec::new()).state_at(instant("2026-12-01T00:00:00Z")), GrantState::AwaitingTraining);
}

fn training(held_on: &str) -> Training {
    let calendar = Calendar::built_in();
    Training {
        id: TrainingId(1),
        course: CourseId(1),
        taught: Taught::Kk,
        held_on: day(held_on),
        place: "Астана".to_owned(),
        report_due: Training::promised(day(held_on), instant("2026-11-20T06:00:00Z"), &calendar)
            .expect("covered"),
        entered_at: instant("2026-11-20T06:00:00Z"),
        reported_at: None,
        late_days: None,
    }
}

#[test]
fn r13_2_the_report_has_five_working_days() {
    let calendar = Calendar::built_in();
    let training = training("2026-11-19");
    assert_eq!(training.report_due.due_on(), day("2026-11-26"));
    let permit = check(&operator(), Train, &training).expect("permitted");
    let report = |at: &str, outcomes| training.clone().report(&permit, outcomes, instant(at), &calendar);
    assert_eq!(report("2026-11-20T06:00:00Z", 0), Err(TrainRefusal::NobodyThere));
    assert_eq!(report("2026-11-26T18:59:59Z", 3).map(|done| done.late_days), Ok(None));
    let late = report("2026-11-30T06:00:00Z", 3).expect("reported");
    assert_eq!(late.late_days, Some(2));
    assert_eq!(late.check_open(&permit, instant("2026-12-01T06:00:00Z")), Err(TrainRefusal::Reported));
    let ahead = self::training("2026-11-25");
    let permit = check(&operator(), Train, &ahead).expect("permitted");
    assert_eq!(ahead.check_open(&permit, instant("2026-11-24T18:59:59Z")), Err(TrainRefusal::NotHeld));
    assert_eq!(ahead.check_open(&permit, instant("2026-11-24T19:00:00Z")), Ok(()));
    let long_ago = Training::promised(day("2025-11-19"), instant("2026-11-20T06:00:00Z"), &calendar);
    assert_eq!(long_ago, Err(TrainRefusal::TooLongAgo));
}
