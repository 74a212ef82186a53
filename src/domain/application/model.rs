//! Random commands against a naive model of the life of an application: what is refused changes nothing, what is
//! done is done to the state that the model foresees.

use super::examples::*;
use super::*;
use crate::domain::access::{Consider, GiveAccess, Sign, Write, check};
use crate::domain::calendar::{Calendar, day_of};
use chrono::TimeDelta;
use proptest::prelude::*;

#[derive(Clone, Debug)]
enum Command {
    Submit,
    Resubmit,
    Return,
    Consider([bool; 2]),
    Grant([bool; 2]),
    Withdraw,
    Wait(i64),
}

fn any_command() -> impl Strategy<Value = Command> {
    prop_oneof![
        3 => Just(Command::Submit),
        1 => Just(Command::Resubmit),
        1 => Just(Command::Return),
        2 => any::<[bool; 2]>().prop_map(Command::Consider),
        2 => any::<[bool; 2]>().prop_map(Command::Grant),
        1 => Just(Command::Withdraw),
        2 => (1..100i64).prop_map(Command::Wait),
    ]
}

/// The model: a word, the day from which the clock runs, what was decided.
#[derive(Clone)]
struct Model {
    word: &'static str,
    clock_from: chrono::NaiveDate,
    forwarded: [bool; 2],
    grants: usize,
}

fn verdicts(accepted: [bool; 2], waiting: [bool; 2]) -> Vec<(EmployeeLineId, Verdict)> {
    let lines = (1..).zip(accepted).zip(waiting).filter(|(_, waiting)| *waiting);
    lines.map(|((line, accepted), _)| if accepted { accept(line) } else { refuse(line) }).collect()
}

/// What the portal does with a command: permit, then verb; nothing where either refuses.
fn obey(
    application: &Application,
    command: &Command,
    act: Act,
    late: Option<Reason>,
) -> Option<(Application, usize)> {
    let calendar = Calendar::built_in();
    let old = application.clone();
    let sign = check(&head(), Sign, application).ok();
    let consider = check(&reviewer(), Consider, application).ok();
    let waiting = [0, 1].map(|i| application.lines[i].decision == Decision::Forwarded);
    let done = match command {
        Command::Submit => old.submit(&sign?, act, NUMBER, &calendar).ok(),
        Command::Resubmit => old.resubmit(&sign?, act, &calendar).ok(),
        Command::Return => old.return_for_correction(&consider?, act, reason(), late).ok(),
        Command::Consider(accepted) => {
            old.consider(&consider?, act, verdicts(*accepted, [true; 2]), late, &calendar).ok()
        }
        Command::Grant(accepted) => {
            let give = check(&operator(), GiveAccess, application).ok()?;
            let (granted, grants) = old.grant(&give, act, verdicts(*accepted, waiting), late).ok()?;
            return Some((granted, grants.len()));
        }
        Command::Withdraw => old.withdraw(&check(&head(), Write, application).ok()?, act).ok(),
        Command::Wait(_) => None,
    };
    Some((done?, 0))
}

/// The same, naively.
fn foresee(model: &Model, command: &Command, today: chrono::NaiveDate, reason_given: bool) -> Option<Model> {
    let due_on = Calendar::built_in().count(model.clock_from, 2).expect("covered").due_on;
    let in_time_or_explained = today <= due_on || reason_given;
    let to = |word| Model { word, ..model.clone() };
    match (command, model.word) {
        (Command::Submit, "draft") | (Command::Resubmit, "returned") => {
            Some(Model { clock_from: today, ..to("submitted") })
        }
        (Command::Return, "submitted") => in_time_or_explained.then(|| to("returned")),
        (Command::Consider(forwarded), "submitted") => in_time_or_explained.then(|| {
            let word = if *forwarded == [false; 2] { "refused" } else { "forwarded" };
            Model { clock_from: today, forwarded: *forwarded, ..to(word) }
        }),
        (Command::Grant(accepted), "forwarded") => in_time_or_explained.then(|| {
            let given = (0..2).filter(|i| accepted[*i] && model.forwarded[*i]).count();
            Model { grants: 2 * given, ..to(if given == 0 { "refused" } else { "granted" }) }
        }),
        (Command::Withdraw, "draft" | "submitted" | "forwarded" | "returned") => Some(to("withdrawn")),
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_sequence_of_commands_ends_where_the_model_does(
        commands in prop::collection::vec((any_command(), any::<bool>()), 1..20),
    ) {
        let mut now = instant("2026-11-19T06:00:00Z");
        let mut application = draft(2);
        let mut model = Model { word: "draft", clock_from: day_of(now), forwarded: [false; 2], grants: 0 };
        for (command, reason_given) in commands {
            if let Command::Wait(hours) = command {
                now += TimeDelta::hours(hours);
            }
            let act = Act { at: now, shown: application.version() };
            let done = obey(&application, &command, act, reason_given.then(reason));
            let foreseen = foresee(&model, &command, day_of(now), reason_given);
            prop_assert_eq!(done.is_some(), foreseen.is_some(), "{:?} on {:?}", command, application.state);
            if let (Some((next, grants)), Some(next_model)) = (done, foreseen) {
                let was_told = Act { at: now, shown: application.version() };
                prop_assert_eq!(obey(&next, &command, was_told, Some(reason())), None, "said twice on one page");
                prop_assert_ne!(next.version(), application.version());
                prop_assert_eq!((next.state.code(), grants), (next_model.word, next_model.grants));
                prop_assert_eq!(next.state.since().map(|(at, _)| at), Some(now));
                prop_assert!(next.number == Some(NUMBER) || next.state.code() == "withdrawn");
                (application, model) = (next, next_model);
            }
        }
    }
}
