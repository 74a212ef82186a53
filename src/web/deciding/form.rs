//! The form of a decision: for each employee accepted or refused with a reason; why the step is late, where it is.

use std::collections::BTreeMap;

use rocket::FromForm;

use crate::domain::application::{Decision, EmployeeLine, Reason, Stage, Verdict, Version};
use crate::domain::deadline::Standing;
use crate::domain::ids::EmployeeLineId;
use crate::domain::names::BadText;
use crate::services::applications::looking::Shown;
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::parts::{Choice, Faults, Field};
use crate::web::query::Maybe;

/// What was chosen and typed.
#[derive(Default, FromForm)]
pub struct DecisionForm {
    version: String,
    all: Maybe<String>,
    all_reason: Maybe<String>,
    lines: Maybe<BTreeMap<String, LineForm>>,
    late: Maybe<String>,
    turn: Maybe<usize>,
}

/// Of one employee.
#[derive(Default, FromForm)]
pub struct LineForm {
    decision: Maybe<String>,
    reason: Maybe<String>,
}

/// Which page of the employees.
#[derive(FromForm)]
pub struct EmployeesQuery {
    page: Maybe<usize>,
}

impl EmployeesQuery {
    /// The page, the first where none was named.
    pub fn page(&self) -> usize {
        self.page.0.unwrap_or(1)
    }
}

/// What a form says, read.
pub struct Decided {
    /// A verdict for each employee who waits.
    pub verdicts: Vec<(EmployeeLineId, Verdict)>,
    /// Why the step is late.
    pub late: Option<Reason>,
}

/// The version that a form was made for.
pub fn shown_version(typed: &str) -> Result<Version, WebError> {
    typed.parse().map_err(|_: crate::domain::application::NotAVersion| WebError::Unreadable)
}

impl DecisionForm {
    /// Nothing chosen yet, at a page of the employees.
    pub fn at(page: usize) -> DecisionForm {
        DecisionForm { turn: Maybe(Some(page)), ..DecisionForm::default() }
    }

    /// The version that was shown.
    pub fn version(&self) -> Result<Version, WebError> {
        shown_version(&self.version)
    }

    /// Why the step is late, as typed.
    pub fn late(&self) -> &str {
        self.late.0.as_deref().unwrap_or_default()
    }

    /// The page of the employees to turn to, where a button asked for that and for no decision.
    pub fn turn(&self) -> Option<usize> {
        self.turn.0
    }

    /// What was said of employees who stand on other pages, so that turning loses nothing: names and values.
    pub fn carried<'a>(&self, elsewhere: impl Iterator<Item = &'a EmployeeLine>) -> Vec<(String, String)> {
        let of = |line: &EmployeeLine| {
            let (decision, reason) = self.line(line.id);
            [(name(line.id, "decision"), decision.to_owned()), (name(line.id, "reason"), reason.to_owned())]
        };
        elsewhere.flat_map(of).filter(|(_, value)| !value.is_empty()).collect()
    }

    fn line(&self, id: EmployeeLineId) -> (&str, &str) {
        let line = self.lines.0.as_ref().and_then(|lines| lines.get(&id.to_string()));
        match line {
            Some(line) => {
                (line.decision.0.as_deref().unwrap_or_default(), line.reason.0.as_deref().unwrap_or_default())
            }
            None => ("", ""),
        }
    }

    /// The verdicts, or what is missing at each employee. A line that does not wait here makes the form unreadable.
    pub fn read(
        &self,
        frame: &Frame,
        stage: Stage,
        shown: &Shown,
    ) -> Result<Result<Decided, Faults>, WebError> {
        let waiting: Vec<&EmployeeLine> = waiting(stage, shown).collect();
        let known = |key: &String| waiting.iter().any(|line| line.id.to_string() == *key);
        if !self.lines.0.iter().flat_map(BTreeMap::keys).all(known) {
            return Err(WebError::Unreadable);
        }
        let mut faults = Faults::none();
        let mut verdicts = Vec::new();
        let common = match self.all.0.as_deref().unwrap_or_default() {
            "" | "each" => None,
            "accept" => Some(Verdict::Accept),
            "refuse" => Reason::parse(self.all_reason())
                .map_err(|bad| faults.add("all_reason", reason_fault(frame, bad)))
                .ok()
                .map(Verdict::Refuse),
            _ => return Err(WebError::Unreadable),
        };
        let leaves_none_open = common.is_some() || !faults.is_empty();
        for line in waiting {
            match self.line(line.id) {
                ("accept", _) => verdicts.push((line.id, Verdict::Accept)),
                ("refuse", reason) => match Reason::parse(reason) {
                    Ok(reason) => verdicts.push((line.id, Verdict::Refuse(reason))),
                    Err(bad) => faults.add(name(line.id, "reason"), reason_fault(frame, bad)),
                },
                // What is decided of one employee goes before what is decided of all.
                ("", _) if leaves_none_open => {
                    verdicts.extend(common.clone().map(|verdict| (line.id, verdict)));
                }
                _ => {
                    let who = line.employee.name.short();
                    faults.add(name(line.id, "decision"), frame.t1("deciding-undecided", "name", who));
                }
            }
        }
        let late = late_reason(frame, shown, self.late(), &mut faults);
        Ok(if faults.is_empty() { Ok(Decided { verdicts, late }) } else { Err(faults) })
    }

    fn all_reason(&self) -> &str {
        self.all_reason.0.as_deref().unwrap_or_default()
    }

    /// The fields that decide of everybody of whom nothing else is said.
    pub fn common_fields(&self, frame: &Frame, stage: Stage, faults: &Faults) -> (Field, Field) {
        let choice =
            |value: &str| Choice::new(value, frame.t(&format!("deciding-all-{value}-{}", stage.code())));
        let decide = Field::radios(
            "all",
            frame.t("deciding-all"),
            vec![Choice::new("each", frame.t("deciding-all-each")), choice("accept"), choice("refuse")],
        );
        let why = Field::area("all_reason", frame.t("deciding-reason")).hint(frame.t("deciding-reason-hint"));
        let chosen = self.all.0.as_deref().filter(|chosen| !chosen.is_empty()).unwrap_or("each");
        (decide.value(chosen).faults(faults), why.value(self.all_reason()).faults(faults))
    }

    /// The fields of one employee: what to decide, and why where refused.
    pub fn fields(
        &self,
        frame: &Frame,
        stage: Stage,
        line: &EmployeeLine,
        faults: &Faults,
    ) -> (Field, Field) {
        let (decision, reason) = self.line(line.id);
        let choice = |value: &str| Choice::new(value, frame.t(&format!("deciding-{value}-{}", stage.code())));
        let who = line.employee.name.short();
        let decide = Field::radios(
            name(line.id, "decision"),
            frame.t1("deciding-question", "name", who),
            vec![choice("accept"), choice("refuse")],
        );
        let why = Field::area(name(line.id, "reason"), frame.t("deciding-reason"))
            .hint(frame.t("deciding-reason-hint"));
        (decide.value(decision).faults(faults), why.value(reason).faults(faults))
    }
}

/// The reason of a late step, demanded where it is late.
pub fn late_reason(frame: &Frame, shown: &Shown, typed: &str, faults: &mut Faults) -> Option<Reason> {
    if !matches!(shown.standing, Some(Standing::Overdue { .. })) {
        return None;
    }
    let reason = Reason::parse(typed);
    reason.map_err(|bad| faults.add("late", reason_fault(frame, bad))).ok()
}

/// Why words are no reason.
pub fn reason_fault(frame: &Frame, bad: BadText) -> String {
    match bad {
        BadText::Empty => frame.t("deciding-reason-missing"),
        BadText::TooLong => frame.n("deciding-reason-too-long", Reason::MOST),
        BadText::Invisible => frame.t("deciding-reason-invisible"),
    }
}

/// The employees who wait for this stage.
pub fn waiting(stage: Stage, shown: &Shown) -> impl Iterator<Item = &EmployeeLine> {
    let wanted = match stage {
        Stage::Ministry => Decision::Pending,
        Stage::Integrator => Decision::Forwarded,
    };
    shown.application.lines.iter().filter(move |line| line.decision == wanted)
}

/// The name of a field of an employee.
pub(super) fn name(line: EmployeeLineId, field: &str) -> String {
    format!("lines[{line}].{field}")
}
