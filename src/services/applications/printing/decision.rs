//! What the ministry and the integrator decided on an application, each step with who took it and when (R9.1, R9.2).

use super::Told;
use super::words::{framed, moment, number, system, with};
use crate::domain::application::EmployeeLine;
use crate::domain::journal::Event;
use crate::domain::lang::Lang;
use crate::domain::names::PersonName;
use crate::gateways::paper::{Block, Cell, Column, Document, Shape, Table};
use crate::services::journal::Step;
use crate::text::{dates, text, text_with};

/// The decisions as a document, where anything was decided.
pub(super) fn document(told: &Told, lang: Lang) -> Option<Document> {
    let decided: Vec<Block> = told.steps.iter().filter_map(|step| decided(lang, step)).flatten().collect();
    if decided.is_empty() {
        return None;
    }
    let number = number(told, lang);
    let systems: Vec<String> = told.application.systems.iter().map(|one| system(lang, *one)).collect();
    let mut about = vec![
        (text(lang, "paper-applicant"), told.body.name.get(lang).to_owned()),
        (text(lang, "paper-bin-alone"), told.body.bin.as_str().to_owned()),
        (text(lang, "paper-systems"), systems.join("\n")),
    ];
    if let Some((signed, person)) = &told.signed {
        about.push((text(lang, "paper-sent-by"), person.name.full()));
        about.push((text(lang, "paper-sent-at"), moment(lang, signed.at)));
    }
    let due = told.steps.iter().rev().find_map(submitted_due);
    about.extend(due.map(|due_on| (text(lang, "paper-due-considering"), dates::date(lang, due_on))));
    let mut blocks = vec![
        Block::Right(vec![text(lang, "paper-ministry"), text(lang, "paper-order")]),
        Block::Title(text(lang, "paper-decision")),
        Block::Subtitle(with(lang, "paper-on-application", "number", &number)),
        Block::Facts(about),
    ];
    blocks.extend(decided);
    blocks.push(Block::Heading(text(lang, "paper-employees")));
    blocks.push(Block::Table(employees(told, lang)));
    blocks.push(Block::Text(text(lang, "paper-decision-record")));
    let title = with(lang, "paper-decision-title", "number", &number);
    Some(framed(told, lang, Shape::Portrait, title, blocks))
}

fn submitted_due(step: &Step) -> Option<chrono::NaiveDate> {
    let (Event::ApplicationSubmitted { due_on, .. } | Event::PaperRegistered { due_on, .. }) =
        &step.entry.event
    else {
        return None;
    };
    Some(*due_on)
}

#[allow(clippy::wildcard_enum_match_arm, reason = "a paper tells of decisions and of nothing else")]
fn decided(lang: Lang, step: &Step) -> Option<[Block; 2]> {
    let (heading, outcome, reason, next, late) = match &step.entry.event {
        Event::ApplicationForwarded { due_on, late, .. } => {
            ("paper-of-ministry", "paper-forwarded", None, Some(*due_on), late)
        }
        Event::ApplicationReturned { reason, late, .. } => {
            ("paper-of-ministry", "paper-returned", Some(reason), None, late)
        }
        Event::ApplicationRefused { stage, late, .. } => match stage.as_str() {
            "ministry" => ("paper-of-ministry", "paper-refused", None, None, late),
            _ => ("paper-of-integrator", "paper-refused", None, None, late),
        },
        Event::ApplicationGranted { late, .. } => ("paper-of-integrator", "paper-granted", None, None, late),
        _ => return None,
    };
    let mut facts = vec![(text(lang, "paper-outcome"), text(lang, outcome))];
    facts.extend(reason.map(|reason| (text(lang, "paper-reason"), reason.clone())));
    facts.push((text(lang, "paper-decided-at"), moment(lang, step.entry.at)));
    let by =
        step.by.as_ref().map(|by| format!("{}\n{}", by.signed(lang, PersonName::full), by.body.get(lang)));
    facts.extend(by.map(|by| (text(lang, "paper-decided-by"), by)));
    facts.extend(next.map(|due_on| (text(lang, "paper-due-granting"), dates::date(lang, due_on))));
    facts.extend(late.as_ref().map(|late| (text(lang, "paper-late"), late.clone())));
    facts.push((text(lang, "paper-entry"), step.index.to_string()));
    Some([Block::Heading(text(lang, heading)), Block::Facts(facts)])
}

fn employees(told: &Told, lang: Lang) -> Table {
    let columns = [
        ("paper-column-place", 24.0),
        ("paper-column-name", 130.0),
        ("paper-column-position", 110.0),
        ("paper-column-decision", 100.0),
        ("paper-column-reason", 140.0),
    ];
    let row = |(place, line): (usize, &EmployeeLine)| {
        let reason = line.decision.reason().map_or_else(|| "—".to_owned(), ToString::to_string);
        vec![
            Cell::from(place.to_string()),
            Cell::from(line.employee.name.full()),
            Cell::from(&line.employee.position),
            Cell::from(text_with(lang, &format!("decision-{}", line.decision.code()), &[])),
            Cell::from(reason),
        ]
    };
    Table {
        columns: columns.map(|(key, share)| Column::new(text(lang, key), share)).into(),
        rows: (1..).zip(&told.application.lines).map(row).collect(),
    }
}
