//! The application, in the form of the annex (R8).

use super::Told;
use super::words::{framed, moment, number, signature, system, with};
use crate::domain::application::EmployeeLine;
use crate::domain::lang::Lang;
use crate::domain::system::System;
use crate::gateways::paper::{Block, Cell, Chosen, Column, Document, Shape, Table};
use crate::text::{text, text_with};

/// The application as a document.
pub(super) fn document(told: &Told, lang: Lang) -> Document {
    let number = number(told, lang);
    let subtitle = match &told.signed {
        Some((signed, _)) => {
            let day = moment(lang, signed.at);
            text_with(lang, "paper-number-of", &[("number", (&number).into()), ("day", (&day).into())])
        }
        None => number.clone(),
    };
    let mut blocks = vec![
        Block::Corner(vec![text(lang, "paper-annex-of"), text(lang, "paper-form")]),
        Block::Right(vec![
            text(lang, "paper-to"),
            with(lang, "paper-from", "body", told.body.name.get(lang)),
            with(lang, "paper-bin", "bin", told.body.bin.as_str()),
        ]),
        Block::Title(text(lang, "paper-application")),
        Block::Subtitle(subtitle),
        Block::Text(text(lang, "paper-asks")),
    ];
    let asked = |one: System| match told.application.systems.contains(&one) {
        true => Chosen::Yes,
        false => Chosen::No,
    };
    blocks.extend(System::ALL.into_iter().map(|one| Block::Choice(asked(one), system(lang, one))));
    blocks.push(Block::Table(employees(told, lang)));
    let head =
        told.signed.as_ref().map_or_else(|| "____________________".to_owned(), |(_, who)| who.name.full());
    blocks.push(Block::Signer(text(lang, "paper-head"), head));
    blocks.extend(signature(told, lang));
    let title = with(lang, "paper-application-title", "number", &number);
    framed(told, lang, Shape::Landscape, title, blocks)
}

fn employees(told: &Told, lang: Lang) -> Table {
    let columns = [
        ("paper-column-place", 20.0),
        ("paper-column-surname", 70.0),
        ("paper-column-given", 60.0),
        ("paper-column-patronymic", 76.0),
        ("paper-column-iin", 66.0),
        ("paper-column-position", 84.0),
        ("paper-column-unit", 90.0),
        ("paper-column-code", 66.0),
        ("paper-column-contacts", 104.0),
        ("paper-column-purpose", 124.0),
    ];
    let row = |(place, line): (usize, &EmployeeLine)| {
        let employee = &line.employee;
        vec![
            Cell::from(place.to_string()),
            Cell::from(&employee.name.surname),
            Cell::from(&employee.name.given),
            Cell::from(employee.name.patronymic.as_deref().unwrap_or("—")),
            Cell::from(employee.iin.as_str()),
            Cell::from(&employee.position),
            Cell::from(&employee.unit),
            Cell::Code(employee.qr.clone()),
            Cell::from(format!("{}\n{}", employee.phone.as_str(), employee.email.as_str())),
            Cell::from(&employee.purpose),
        ]
    };
    Table {
        columns: columns.map(|(key, share)| Column::new(text(lang, key), share)).into(),
        rows: (1..).zip(&told.application.lines).map(row).collect(),
    }
}
