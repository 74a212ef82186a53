//! The facts of an application, its employees, and the clock of the step that is waited for.

use chrono::{DateTime, Utc};

use super::{decision_tag, holder, number, systems};
use crate::domain::application::{Decision, EmployeeLine, Paper, Stage, State};
use crate::domain::body::Body;
use crate::domain::calendar::Count;
use crate::domain::deadline::Period;
use crate::domain::eqyzmet::Verdict;
use crate::domain::grant::{Grant, Term};
use crate::domain::iin_bin::Iin;
use crate::domain::system::System;
use crate::services::applications::checking::Checked;
use crate::services::applications::knowing::{Known, Refusal};
use crate::services::applications::looking::Shown;
use crate::services::calendars::{Correction, Working};
use crate::web::frame::Frame;
use crate::web::parts::{DeadlineClock, Link, SummaryCard, standing_tag, taken_tag};
use crate::web::urls;

/// Number, body, systems; with whom it lies, since when and until when.
pub fn facts(frame: &Frame, shown: &Shown) -> SummaryCard {
    let (application, state) = (&shown.application, &shown.application.state);
    let body = format!(
        "{}\n{}",
        shown.body.name.get(frame.lang),
        frame.t1("body-bin", "bin", shown.body.bin.as_str())
    );
    let mut card = SummaryCard::new(frame.t("application-facts"))
        .row(frame.t("application-number"), number(frame, application))
        .row(frame.t("application-body"), body)
        .row(frame.t("application-systems"), systems(frame, &application.systems))
        .row(frame.t("application-lies-with"), holder(frame, application));
    if let Some(paper) = &application.paper {
        let basis = paper_words(frame, paper);
        card = match shown.may.see_scan {
            true => {
                let scan = Link::new(urls::scan(application.id), frame.t("paper-scan"));
                card.row_with(frame.t("paper-basis"), basis, scan)
            }
            false => card.row(frame.t("paper-basis"), basis),
        };
    }
    if !shown.roles.is_empty() {
        card = card.row(frame.t("opens-roles"), super::system_roles(frame, shown));
    }
    if let Some((at, _)) = state.since() {
        card = card.row(frame.t("application-since"), frame.moment(at));
    }
    if let Some(deadline) = state.deadline() {
        card = card.row(frame.t("application-due"), frame.date(deadline.due_on()));
    }
    card
}

/// On which paper an application rests.
pub fn paper_words(frame: &Frame, paper: &Paper) -> String {
    let dated = frame.t2("paper-words", "number", &paper.outgoing, "day", frame.date(paper.dated_on));
    let received = frame.t1("paper-words-received", "day", frame.date(paper.received_on));
    format!("{dated}\n{received}\n{}", frame.t("paper-words-unsigned"))
}

/// The deadline of the step that is waited for, with its working.
pub fn waiting_clock(frame: &Frame, shown: &Shown) -> Option<DeadlineClock> {
    shown.promises.iter().rev().find(|working| working.promise.ended_at.is_none()).map(|w| clock(frame, w))
}

/// The deadlines of steps that were taken, with their working and what became of them, the latest first.
pub fn earlier_clocks(frame: &Frame, shown: &Shown) -> Vec<DeadlineClock> {
    let taken = shown.promises.iter().rev().filter(|working| working.promise.ended_at.is_some());
    taken.map(|working| clock(frame, working)).collect()
}

fn clock(frame: &Frame, working: &Working) -> DeadlineClock {
    let deadline = &working.promise.deadline;
    let (title, event) = match deadline.period() {
        Period::Considering => ("clock-considering", "clock-received-ministry"),
        Period::Granting => ("clock-granting", "clock-received-integrator"),
        Period::Separation => ("clock-separation", "clock-powers-ended"),
        Period::TrainingReport => ("clock-training", "clock-training-held"),
        Period::Attestation => ("attestation-title", "attestation-asked"),
        Period::Silence => ("attestation-suspends", "attestation-due"),
    };
    let (from, due_on) = (deadline.from_on(), deadline.due_on());
    let bare = Count { from, days: Vec::new(), due_on };
    let count = working.count.as_ref().unwrap_or(&bare);
    let tag = working.standing.map(|standing| match working.promise.ended_at {
        Some(_) => taken_tag(frame, standing),
        None => standing_tag(frame, standing),
    });
    let mut clock = DeadlineClock::new(frame, frame.t(title), frame.t(event), count, None).tag(tag);
    if let Some(at) = working.promise.ended_at {
        clock = clock.note(frame.t1("clock-taken", "moment", frame.moment(at)));
    }
    clock = clock.note(frame.t1("clock-counted-by", "calendar", deadline.calendar_version()));
    match &working.correction {
        Some(Correction { calendar, due_on }) => {
            let day = frame.date(due_on);
            clock.note(frame.t2("clock-would-be", "calendar", calendar, "day", day))
        }
        None => clock,
    }
}

/// Everything the annex says of an employee, with how the E-Qyzmet code stands and what was decided; `place` counts from 1.
pub fn employee_card(frame: &Frame, place: usize, line: &EmployeeLine, shown: &Shown) -> SummaryCard {
    let (employee, state) = (&line.employee, &shown.application.state);
    let mut card = SummaryCard::new(format!("{place}. {}", employee.name.full()));
    if !matches!(state, State::Draft | State::Returned { .. }) {
        card = card.tag(decision_tag(frame, &line.decision));
    }
    if let Some(reason) = line.decision.reason() {
        card = card.row(frame.t("decision-reason"), reason.as_str());
    }
    let contacts = format!("{}\n{}", employee.phone.as_str(), employee.email.as_str());
    let iin = format!("{}\n{}", employee.iin.as_str(), born(frame, &employee.iin));
    let card = card
        .row(frame.t("employee-iin"), iin)
        .row(frame.t("employee-position"), &employee.position)
        .row(frame.t("employee-unit"), &employee.unit)
        .row(frame.t("employee-purpose"), &employee.purpose)
        .row(frame.t("employee-contacts"), contacts)
        .row(frame.t("employee-qr"), &employee.qr);
    let card = match line.decision == Decision::Granted {
        true => super::certificate_links(frame, &employee.name.short(), |lang| {
            urls::certificate_of(shown.application.id, line.id, lang)
        })
        .into_iter()
        .fold(card, SummaryCard::link),
        false => card,
    };
    let card = match shown.codes.get(&line.id) {
        Some(checked) => card.row(frame.t("employee-qr-check"), check(frame, checked)),
        None => card,
    };
    match shown.known.get(&employee.iin) {
        Some(known) => known_rows(frame, renewed_rows(frame, card, known, shown), known, shown.at),
        None => card,
    }
}

/// From when to when access would go on that ends soon, before it is given.
fn renewed_rows(frame: &Frame, card: SummaryCard, known: &Known, shown: &Shown) -> SummaryCard {
    let decided = shown.application.state.holder().is_none();
    let renewed = |system: &System| {
        let held = known.grants.iter().map(|(grant, _)| grant);
        let term = Term::given(held, shown.application.body, *system, shown.at);
        (term.opens_at() > shown.at && !decided).then(|| {
            let (from, until) = (frame.moment(term.opens_at()), frame.date(term.last_day()));
            let words = frame.t2("opens-from-until", "from", from, "until", until);
            format!("{}: {words}", frame.t(&format!("system-{}", system.code())))
        })
    };
    let terms: Vec<String> = shown.application.systems.iter().filter_map(renewed).collect();
    if terms.is_empty() { card } else { card.row(frame.t("renewed-term"), terms.join("\n")) }
}

/// What is known of an employee beyond the application.
fn known_rows(frame: &Frame, mut card: SummaryCard, known: &Known, at: DateTime<Utc>) -> SummaryCard {
    if !known.grants.is_empty() {
        let grant = |(grant, body): &(Grant, Body)| {
            let system = frame.t(&format!("system-{}", grant.system.code()));
            let state = frame.t(&format!("grant-{}", grant.state_at(at).code()));
            let until = frame.t1("known-until", "day", frame.date(grant.term.last_day()));
            format!("{system}, {}: {state}, {until}", body.name.get(frame.lang))
        };
        let words: Vec<String> = known.grants.iter().map(grant).collect();
        card = card.row(frame.t("known-grants"), words.join("\n"));
    }
    if !known.refusals.is_empty() {
        let refusal = |refusal: &Refusal| {
            let by = match refusal.stage {
                Stage::Ministry => frame.t("decision-refused-by-ministry"),
                Stage::Integrator => frame.t("decision-refused-by-integrator"),
            };
            format!("{}: {by}. {}", refusal.number, refusal.reason)
        };
        let words: Vec<String> = known.refusals.iter().map(refusal).collect();
        card = card.row(frame.t("known-refusals"), words.join("\n"));
    }
    card
}

/// What came of checking a code, why, and when E-Qyzmet was asked.
fn check(frame: &Frame, checked: &Checked) -> String {
    let verdict = checked.verdict;
    let outcome = match verdict {
        Verdict::Matches => frame.t("qr-matches"),
        Verdict::Differs(_) => frame.t("qr-differs"),
        Verdict::Unchecked(_) => frame.t("qr-unchecked"),
    };
    let why = frame.t(&format!("qr-verdict-{}", verdict.code()));
    let asked = checked.asked_at.map(|at| frame.t1("qr-asked", "moment", frame.moment(at)));
    std::iter::once(format!("{outcome}: {why}")).chain(asked).collect::<Vec<_>>().join("\n")
}

/// The birth date and the sex that an IIN states, for comparing with the identity card.
pub fn born(frame: &Frame, iin: &Iin) -> String {
    match (iin.born_on(), iin.sex()) {
        (Some(day), Some(sex)) => {
            frame.t2("iin-states", "day", frame.short(day), "sex", frame.t(&format!("sex-{}", sex.code())))
        }
        (None, _) | (_, None) => frame.t("iin-states-nothing"),
    }
}

/// An employee in one line, with what was decided and why.
pub fn decision_card(frame: &Frame, place: usize, line: &EmployeeLine) -> SummaryCard {
    let card = SummaryCard::new(format!("{place}. {}", line.employee.name.full()))
        .tag(decision_tag(frame, &line.decision))
        .row(frame.t("employee-position"), &line.employee.position);
    match line.decision.reason() {
        Some(reason) => card.row(frame.t("decision-reason"), reason.as_str()),
        None => card,
    }
}
