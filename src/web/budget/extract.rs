//! An extract: the tables of a page as a file, with what must be known about them. It reads through the same look as the
//! page and writes down the page's own tables, so that the two can't differ.

use std::sync::Arc;

use rocket::State;
use rocket::http::ContentType;

use super::super::answer::{Reply, keep};
use super::super::error::WebError;
use super::super::frame::Frame;
use super::super::guards::SignedIn;
use super::super::parts::{Cell, FigureRow, Figures, Link};
use super::super::query::Asked;
use super::super::urls;
use super::super::words::Words;
use super::address::Address;
use super::query::{Asking, BudgetQuery};
use super::tabs::Tab;
use super::{chooser, explorer, head, names, refused, table, values};
use crate::app::App;
use crate::domain::lang::Lang;
use crate::domain::system::System;
use crate::services::budget::{
    self, FileFormat, FileSheet, Lines, Looked, Number, Onlooker, Right, Table, Taking, Value,
};
use crate::text::numbers;

/// A way to the extract of a page.
pub(super) fn link(say: &Words, address: &Address, format: FileFormat) -> Link {
    let words = match format {
        FileFormat::Csv => say.t("extract-csv"),
        FileFormat::Xlsx => say.t("extract-xlsx"),
    };
    let page = urls::budget_extract(address.place.system);
    Link::new(format!("{page}?{}&format={}", address.query(), format.code()), words)
}

/// `GET /budget/<system>/extract`
#[rocket::get("/budget/<system>/extract?<asked..>")]
pub async fn show(
    system: System,
    asked: Asked<BudgetQuery>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let mut query = asked.read()?;
    let format = query.take_format().ok_or(WebError::BadRequest)?;
    let Asking::Exact(address) = query.asking(system, Tab::Lines)? else { return Err(WebError::BadRequest) };
    let onlooker = me.onlooker(app);
    let (right, looked) = match budget::told_lines(onlooker, address.place, address.wanted()).await {
        Ok(told) => told,
        Err(failure) => return refused(frame, system, failure),
    };
    let sheet = sheet(&frame, onlooker, &address, (right, &looked));
    let taking = Taking {
        place: address.place,
        right,
        version: looked.published.as_ref().map_or(0, |published| i64::from(published.version)),
        address: address.to(Tab::Lines),
        format,
    };
    match budget::take(onlooker, taking, &sheet).await {
        Ok(Ok(bytes)) => keep(file_name(&sheet, &address, format), kind(format), bytes),
        Ok(Err(why)) => Err(WebError::broken(why)),
        Err(failure) => refused(frame, system, failure),
    }
}

fn kind(format: FileFormat) -> ContentType {
    match format {
        FileFormat::Csv => ContentType::CSV.with_params([("charset", "utf-8"), ("header", "absent")]),
        FileFormat::Xlsx => {
            ContentType::new("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        }
    }
}

fn file_name(sheet: &FileSheet, address: &Address, format: FileFormat) -> String {
    let path = address.place.path.map(|path| format!(" {path}")).unwrap_or_default();
    format!("{} {}{path}.{}", sheet.name, address.place.period, format.code())
}

/// What the file holds.
fn sheet(
    frame: &Frame,
    onlooker: Onlooker<'_>,
    address: &Address,
    (right, looked): (Right, &Looked<Lines>),
) -> FileSheet {
    let node = match &looked.shown {
        Lines::Sheet(sheet) => sheet.now.node.as_ref(),
        Lines::Missing(_) => None,
    };
    let head = head::head(frame, address, Tab::Lines, looked, node.and_then(|node| node.name.as_deref()));
    let tables = explorer::tables(frame, address, &head.heading.words, looked);
    FileSheet {
        name: names::apart(frame, &looked.names, &address.place.budget).words,
        about: about(frame, onlooker, address, (right, looked), &head),
        tables: tables.iter().flatten().map(|figures| table(frame.lang, figures)).collect(),
    }
}

fn about(
    frame: &Frame,
    onlooker: Onlooker<'_>,
    address: &Address,
    (right, looked): (Right, &Looked<Lines>),
    head: &head::Head,
) -> Vec<(String, String)> {
    let place = address.place;
    let line = match place.path {
        Some(path) => format!("{} ({path})", head.heading.words),
        None => head.heading.words.clone(),
    };
    let mut about = vec![
        (frame.t("budget-budget"), head.budget.words.clone()),
        (frame.t("budget-line"), line),
        (frame.t("extract-as-of"), head.as_of.clone()),
        (frame.t("extract-source"), head.source.clone()),
        (frame.t("budget-unit"), values::unit_words(frame, address.unit)),
    ];
    let chosen = chooser::chosen(frame, address, Tab::Lines);
    about.extend(chosen.into_iter().map(|chosen| (chosen.label, chosen.value)));
    let notes = match &looked.shown {
        Lines::Sheet(sheet) => explorer::notes(frame, address, sheet),
        Lines::Missing(_) => {
            let month = chooser::month(frame, place.period);
            vec![frame.t1("budget-month-missing", "month", month)]
        }
    };
    about.extend(head.notes.iter().cloned().chain(notes).map(|note| (frame.t("extract-note"), note)));
    about.push((frame.t("extract-rows"), rows(frame, address, looked)));
    about.extend(head::right(frame, &right).rows().iter().map(|row| (row.key.clone(), row.value.clone())));
    about.push((frame.t("extract-person"), onlooker.who.person.name.full()));
    about.push((frame.t("extract-moment"), frame.moment(onlooker.at())));
    about.push((frame.t("extract-page"), address.to(Tab::Lines)));
    about
}

/// How many lines the file has, and whether these are all.
fn rows(frame: &Frame, address: &Address, looked: &Looked<Lines>) -> String {
    let (shown, all) = match &looked.shown {
        Lines::Sheet(sheet) => table::counts(frame, &looked.names, address, sheet),
        Lines::Missing(_) => (0, 0),
    };
    if shown == all {
        frame.t1("extract-rows-all", "count", frame.number(all))
    } else {
        frame.t2("extract-rows-some", "shown", frame.number(shown), "all", frame.number(all))
    }
}

fn table(lang: Lang, figures: &Figures) -> Table {
    let heads = std::iter::once(&figures.corner).chain(&figures.columns);
    Table {
        caption: format!("{}, {}", figures.caption, figures.unit),
        columns: heads.map(|head| head.words.clone()).collect(),
        rows: figures.rows.iter().chain(&figures.total).map(|row| cells(lang, row)).collect(),
    }
}

fn cells(lang: Lang, row: &FigureRow) -> Vec<Value> {
    let label = if row.code.is_empty() { row.label.clone() } else { format!("{} {}", row.code, row.label) };
    let cell = |cell: &Cell| match cell {
        Cell::Figure(words) => numbers::read(lang, words).map_or_else(
            || Value::Text(words.clone()),
            |(units, decimals)| Value::Number(Number { units, decimals }),
        ),
        Cell::Missing(words) => Value::Text(words.clone()),
    };
    std::iter::once(Value::Text(label)).chain(row.cells.iter().map(cell)).collect()
}
