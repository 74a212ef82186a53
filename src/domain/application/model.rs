//! Random commands against a naive model of the life of an application: what is refused changes nothing, what is
//! done is done to the state that the model foresees.

use super::examples::*;
use super::*;
use crate::domain::access::{Actor, Consider, GiveAccess, Sign, Write, check};
use crate::domain::body::BodyKind;
use crate::domain::calendar::{Calendar, day_of};
use crate::domain::person::Role;
use chrono::TimeDelta;
use proptest::prelude::*;

/// Who stands before the portal: of the body, of another, of the ministry, of the integrator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    Head,
    Officer,
    Auditor,
    ForeignHead,
    Reviewer,
    Administrator,
    Operator,
}

impl Who {
    const ALL: [Who; 7] = [
        Who::Head,
        Who::Officer,
        Who::Auditor,
        Who::ForeignHead,
        Who::Reviewer,
        Who::Administrator,
        Who::Operator,
    ];

    fn actor(self) -> Actor {
        let of_body = |person, body, role| actor(person, body, BodyKind::RevisionCommission, role);
        match self {
            Who::Head => head(),
            Who::Officer => of_body(32, BODY, Role::Officer),
            Who::Auditor => of_body(33, BODY, Role::Auditor),
            Who::ForeignHead => of_body(41, OTHER_BODY, Role::Head),
            Who::Reviewer => reviewer(),
            Who::Administrator => actor(12, MINISTRY, BodyKind::Ministry, Role::Administrator),
            Who::Operator => operator(),
        }
    }

    /// Naively: whose step it is.
    fn may(self, command: &Command) -> bool {
        match command {
            Command::Submit | Command::Resubmit => self == Who::Head,
            Command::Return | Command::Consider(_) => self == Who::Reviewer,
            Command::Grant(_) => self == Who::Operator,
            Command::Withdraw => matches!(self, Who::Head | Who::Officer),
            Command::Wait(_) => false,
        }
    }
}

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

fn any_person() -> impl Strategy<Value = Option<Who>> {
    prop_oneof![3 => Just(None), 1 => prop::sample::select(Who::ALL.to_vec()).prop_map(Some)]
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
    who: Who,
    command: &Command,
    act: Act,
    late: Option<Reason>,
) -> Option<(Application, usize)> {
    let calendar = Calendar::built_in();
    let (old, actor) = (application.clone(), who.actor());
    let sign = check(&actor, Sign, application).ok();
    let consider = check(&actor, Consider, application).ok();
    let waiting = [0, 1].map(|i| application.lines[i].decision == Decision::Forwarded);
    let done = match command {
        Command::Submit => old.submit(&sign?, act, NUMBER, &calendar).ok(),
        Command::Resubmit => old.resubmit(&sign?, act, &calendar).ok(),
        Command::Return => old.return_for_correction(&consider?, act, reason(), late).ok(),
        Command::Consider(accepted) => {
            old.consider(&consider?, act, verdicts(*accepted, [true; 2]), late, &calendar).ok()
        }
        Command::Grant(accepted) => {
            let give = check(&actor, GiveAccess, application).ok()?;
            let (granted, grants) = old.grant(&give, act, verdicts(*accepted, waiting), late).ok()?;
            return Some((granted, grants.len()));
        }
        Command::Withdraw => old.withdraw(&check(&actor, Write, application).ok()?, act).ok(),
        Command::Wait(_) => None,
    };
    Some((done?, 0))
}

/// The same, naively.
fn foresee(
    model: &Model,
    who: Who,
    command: &Command,
    today: chrono::NaiveDate,
    reason_given: bool,
) -> Option<Model> {
    if !who.may(command) {
        return None;
    }
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
        commands in prop::collection::vec((any_command(), any::<bool>(), any_person()), 1..30),
    ) {
        let mut now = instant("2026-11-19T06:00:00Z");
        let mut application = draft(2);
        let mut model = Model { word: "draft", clock_from: day_of(now), forwarded: [false; 2], grants: 0 };
        for (command, reason_given, someone) in commands {
            // Mostly whoever should, so that stories get somewhere; else anybody.
            let rightful = Who::ALL.into_iter().find(|who| who.may(&command));
            let who = someone.or(rightful).unwrap_or(Who::Head);
            if let Command::Wait(hours) = command {
                now += TimeDelta::hours(hours);
            }
            let act = Act { at: now, shown: application.version() };
            let done = obey(&application, who, &command, act, reason_given.then(reason));
            let foreseen = foresee(&model, who, &command, day_of(now), reason_given);
            prop_assert_eq!(done.is_some(), foreseen.is_some(), "{:?} by {:?} on {:?}", command, who, application.state);
            if let (Some((next, grants)), Some(next_model)) = (done, foreseen) {
                let was_told = Act { at: now, shown: application.version() };
                prop_assert_eq!(obey(&next, who, &command, was_told, Some(reason())), None, "said twice on one page");
                prop_assert_ne!(next.version(), application.version());
                prop_assert_eq!((next.state.code(), grants), (next_model.word, next_model.grants));
                prop_assert_eq!(next.state.since().map(|(at, _)| at), Some(now));
                prop_assert!(next.number == Some(NUMBER) || next.state.code() == "withdrawn");
                (application, model) = (next, next_model);
            }
        }
    }
}
