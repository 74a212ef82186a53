//! The page of one line in the budgets of the places directly inside another. No total stands there: budgets give each
//! other transfers.

use askama::Template;

use super::super::error::WebError;
use super::super::parts::{Empty, FigureRow, Figures, Head as ColumnHead, OnPhone};
use super::super::words::Words;
use super::address::{Address, Direction};
use super::chooser::{Chooser, chooser};
use super::columns::{Column, RowFigures, Then};
use super::drawn::draw;
use super::head::{Head, head};
use super::names;
use super::rows::in_order;
use super::table::head as column_head;
use super::tabs::Tab;
use super::values::{Scale, Value, unit_words};
use crate::domain::budget::Names;
use crate::domain::scope::BudgetKey;
use crate::services::budget::{Drawing, Drawn, InPlace, Looked, Place, Places};

#[derive(Template)]
#[template(path = "budget/places.html")]
struct PlacesContent {
    say: Words,
    head: Head,
    chooser: Chooser,
    figures: Option<Figures>,
    missing: Empty,
}

/// How the page is drawn.
pub(super) fn drawing(say: &Words, address: Address) -> Drawing<Looked<Places>, WebError> {
    let say = *say;
    Drawing::new(&address.to(Tab::Places), say.lang.code(), move |looked| places(&say, &address, looked))
}

fn places(say: &Words, address: &Address, looked: &Looked<Places>) -> Result<Drawn, WebError> {
    let head = head(say, address, Tab::Places, looked, None);
    let caption = &head.heading.words;
    let content = PlacesContent {
        chooser: chooser(say, address, Tab::Places, looked),
        figures: (!looked.shown.is_empty()).then(|| figures(say, address, caption, looked)),
        missing: Empty::new(say.t("budget-no-places"), say.t("budget-no-places-text")),
        head,
        say: *say,
    };
    draw(content.head.title_of(say, Tab::Places), Some(&content.head.path), &content)
}

fn figures(say: &Words, address: &Address, caption: &str, looked: &Looked<Places>) -> Figures {
    let columns = address.columns();
    let mut rows: Vec<(BudgetKey, &InPlace, Vec<Value>)> =
        looked.shown.iter().map(|(budget, told)| (*budget, told, values(columns, told))).collect();
    let direction = address.sort.direction;
    match columns.iter().position(|column| *column == address.sort.column) {
        // A stable sort: equal lines stay in the order of their codes.
        Some(at) => rows.sort_by(|(.., one), (.., other)| in_order(one[at], other[at], direction)),
        None if direction == Direction::Down => rows.reverse(),
        None => {}
    }
    let scale = Scale::of(address.unit, rows.iter().map(|(.., values)| values));
    let corner = column_head(say, address, Tab::Places, Column::Line);
    Figures {
        id: "places",
        caption: caption.to_owned(),
        unit: unit_words(say, address.unit),
        corner: ColumnHead { words: say.t("budget-place"), ..corner },
        columns: columns.iter().map(|column| column_head(say, address, Tab::Places, *column)).collect(),
        rows: rows
            .iter()
            .map(|(budget, told, values)| FigureRow {
                cells: scale.cells(say, values),
                ..row(say, &looked.names, address, *budget, told)
            })
            .collect(),
        total: None,
        on_phone: OnPhone::Scroll,
    }
}

fn values(columns: &[Column], told: &InPlace) -> Vec<Value> {
    let of_all = |value: Value| columns.iter().map(|_| value).collect();
    match told {
        InPlace::NotReported => of_all(Value::NotReported),
        InPlace::NoLine => of_all(Value::NoLine),
        InPlace::Line(node) => {
            let figures =
                RowFigures { path: node.path, now: Some(node.measures), before: [Then::NotReported; 2] };
            columns.iter().map(|column| column.value(&figures)).collect()
        }
    }
}

/// Each leads to the same line of its own budget, or as near to it as that has one.
fn row(say: &Words, given: &Names, address: &Address, budget: BudgetKey, told: &InPlace) -> FigureRow {
    let name = names::budget(say, given, &budget);
    let there = match told {
        InPlace::Line(_) => {
            let place = Place { budget, ..address.place };
            Address { place, ..address.clone() }.to(Tab::Lines)
        }
        InPlace::NoLine | InPlace::NotReported => address.wish(Tab::Lines, budget),
    };
    FigureRow { label: name.words, lang: name.lang, href: Some(there), ..FigureRow::default() }
}
