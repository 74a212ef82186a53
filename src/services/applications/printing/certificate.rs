//! The certificate of access: who, which body, which systems, which scope, until when; as things stand when it is printed.

use super::Told;
use super::words::{framed, moment, system, with};
use crate::domain::grant::Grant;
use crate::domain::journal::Event;
use crate::domain::lang::Lang;
use crate::domain::names::PersonName;
use crate::domain::person::Person;
use crate::domain::system_role::SystemRole;
use crate::gateways::paper::{Block, Cell, Column, Document, Shape, Table};
use crate::services::scope_words;
use crate::text::{dates, text, text_with};

/// The certificate of what one person was given by one application.
pub(super) fn document(told: &Told, holder: &Person, given: &[Grant], lang: Lang) -> Document {
    let numbers = given.iter().map(|grant| grant.id.to_string()).collect::<Vec<_>>().join(", ");
    let line = told.application.lines.iter().find(|line| line.employee.iin == holder.iin);
    let mut about = vec![
        (text(lang, "paper-holder"), holder.name.full()),
        (text(lang, "paper-iin"), holder.iin.masked()),
    ];
    about.extend(line.map(|line| (text(lang, "paper-position"), line.employee.position.clone())));
    about.push((text(lang, "paper-body"), told.body.name.get(lang).to_owned()));
    about.push((text(lang, "paper-bin-alone"), told.body.bin.as_str().to_owned()));
    about.push((text(lang, "paper-scope"), scope_words::scope(lang, &told.body)));
    let role = |grant: &Grant| Some(SystemRole::of(&told.body.seat, grant.system)?.code());
    let roles: Vec<String> = given.iter().filter_map(role).collect();
    about.push((text(lang, "opens-roles"), roles.join("\n")));
    about.push((text(lang, "paper-mode"), text(lang, "paper-read-only")));
    let mut blocks = vec![
        Block::Right(vec![text(lang, "paper-ministry"), text(lang, "paper-order")]),
        Block::Title(text(lang, "paper-certificate")),
        Block::Subtitle(with(lang, "paper-number", "number", &numbers)),
        Block::Facts(about),
        Block::Table(systems(told, given, lang)),
        Block::Facts(basis(told, lang)),
    ];
    if let Some(line) = line {
        let lines = vec![text(lang, "paper-eqyzmet"), text(lang, "paper-eqyzmet-about")];
        blocks.push(Block::Code(line.employee.qr.clone(), lines));
    }
    blocks.push(Block::Text(text(lang, "paper-duties")));
    let day = moment(lang, told.at);
    blocks.push(Block::Text(with(lang, "paper-as-of", "moment", &day)));
    let title = text_with(
        lang,
        "paper-certificate-title",
        &[("number", (&numbers).into()), ("name", (&holder.name.short()).into())],
    );
    framed(told, lang, Shape::Portrait, title, blocks)
}

fn systems(told: &Told, given: &[Grant], lang: Lang) -> Table {
    let columns = [
        ("paper-column-system", 200.0),
        ("paper-column-from", 84.0),
        ("paper-column-until", 112.0),
        ("paper-column-state", 90.0),
    ];
    let row = |grant: &Grant| {
        let state = grant.state_at(told.at);
        vec![
            Cell::from(system(lang, grant.system)),
            Cell::from(moment(lang, grant.term.opens_at())),
            Cell::from(dates::date(lang, grant.term.last_day())),
            Cell::from(text(lang, &format!("grant-{}", state.code()))),
        ]
    };
    Table {
        columns: columns.map(|(key, share)| Column::new(text(lang, key), share)).into(),
        rows: given.iter().map(row).collect(),
    }
}

/// By which application, and who gave the access.
fn basis(told: &Told, lang: Lang) -> Vec<(String, String)> {
    let mut basis = Vec::new();
    if let (Some(number), Some((signed, _))) = (told.application.number, &told.signed) {
        let (number, day) = (number.to_string(), moment(lang, signed.at));
        let words =
            text_with(lang, "paper-number-of", &[("number", (&number).into()), ("day", (&day).into())]);
        basis.push((text(lang, "paper-by-application"), words));
    }
    let granted = |event: &Event| matches!(event, Event::ApplicationGranted { .. });
    if let Some(step) = told.steps.iter().rev().find(|step| granted(&step.entry.event)) {
        if let Some(by) = &step.by {
            basis.push((
                text(lang, "paper-given-by"),
                format!("{}\n{}", by.signed(lang, PersonName::full), by.body.get(lang)),
            ));
        }
        basis.push((text(lang, "paper-given-at"), moment(lang, step.entry.at)));
        basis.push((text(lang, "paper-entry"), step.index.to_string()));
    }
    basis
}
