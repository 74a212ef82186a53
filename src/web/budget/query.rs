//! Reading the address of these pages, strictly: garbage, unknown and repeated fields are 400.

use chrono::NaiveDate;

use super::super::error::WebError;
use super::super::query::Maybe;
use super::address::{Address, Filter, Show, Sort};
use super::tabs::Tab;
use crate::domain::budget::{Part, Path, Period, PlanYears, Stage, Unit, reference};
use crate::domain::scope::BudgetKey;
use crate::domain::system::System;
use crate::services::budget::{Basis, FileFormat, PageOf, Place, Wish, Years};

/// The longest text to look for among the lines of a page.
const LONGEST_TEXT: usize = 100;

/// The query of a page of the budget.
#[derive(Debug, rocket::FromForm)]
pub struct BudgetQuery {
    budget: Maybe<Of<BudgetKey>>,
    period: Maybe<Of<Period>>,
    /// Exactly this line.
    path: Maybe<Of<Path>>,
    /// This line, or as near to it as the chosen report has one; empty above the sections. Forms send it.
    near: Maybe<Of<Option<Path>>>,
    unit: Maybe<Of<Unit>>,
    by: Maybe<Of<Basis>>,
    compare: Maybe<Of<Years>>,
    known: Maybe<Of<Option<NaiveDate>>>,
    sort: Maybe<Of<Sort>>,
    show: Maybe<Of<Show>>,
    below: Maybe<Of<Option<u16>>>,
    text: Maybe<Of<Text>>,
    /// In which form an extract is asked for; pages have none.
    format: Maybe<Of<FileFormat>>,
}

/// What an address asks for.
pub(super) enum Asking {
    /// A page.
    Exact(Address),
    /// A page that is yet to be found, and how it is to be shown.
    Wish(Wish, Manner),
}

/// How a page is to be shown, wherever it will be.
#[derive(Debug)]
pub(super) struct Manner {
    unit: Option<Unit>,
    basis: Basis,
    years: Years,
    sort: Sort,
    filter: Filter,
}

/// A text to look for.
#[derive(Debug, Default)]
struct Text(String);

/// A value in a query, by the one text that it prints.
#[derive(Debug)]
pub(super) struct Of<T>(pub(super) T);

macro_rules! in_queries {
    ($($name:ty => $parse:expr),+ $(,)?) => {$(
        impl<'r> ::rocket::form::FromFormField<'r> for $crate::web::budget::query::Of<$name> {
            fn from_value(field: ::rocket::form::ValueField<'r>) -> ::rocket::form::Result<'r, Self> {
                let parse: fn(&str) -> Option<$name> = $parse;
                let garbage = || ::rocket::form::Error::validation("garbage").into();
                parse(field.value).map($crate::web::budget::query::Of).ok_or_else(garbage)
            }
        }
    )+};
}
pub(super) use in_queries;

/// What was sent in a field, if anything was.
pub(super) fn value<T>(field: Maybe<Of<T>>) -> Option<T> {
    field.0.map(|of| of.0)
}

in_queries! {
    BudgetKey => |text| BudgetKey::parse(text).ok(),
    Period => |text| Period::parse(text).ok(),
    Path => |text| Path::parse(text).ok(),
    Option<Path> => |text| unless_empty(text, |text| Path::parse(text).ok()),
    PlanYears => PlanYears::parse,
    Stage => Stage::parse,
    Option<Stage> => |text| unless_empty(text, Stage::parse),
    Part => Part::parse,
    Unit => Unit::parse,
    Basis => |text| one_of(text, &[("cumulative", Basis::Cumulative), ("month", Basis::Month)]),
    Years => |text| one_of(text, &[("none", Years::One), ("years", Years::Three)]),
    Option<NaiveDate> => |text| unless_empty(text, day),
    Sort => Sort::parse,
    Show => |text| one_of(text, &[("all", Show::All), ("figures", Show::Figures)]),
    Option<u16> => |text| unless_empty(text, percent),
    FileFormat => FileFormat::parse,
    Text => text,
}

/// Forms send the fields that were left empty.
pub(super) fn unless_empty<T>(text: &str, parse: impl Fn(&str) -> Option<T>) -> Option<Option<T>> {
    if text.is_empty() { Some(None) } else { parse(text).map(Some) }
}

fn one_of<T: Copy>(text: &str, words: &[(&str, T)]) -> Option<T> {
    words.iter().find(|(word, _)| *word == text).map(|(_, value)| *value)
}

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok().filter(|day: &NaiveDate| day.to_string() == text)
}

fn percent(text: &str) -> Option<u16> {
    let percent = text.parse().ok().filter(|percent: &u16| (1..=1000).contains(percent))?;
    (percent.to_string() == text).then_some(percent)
}

/// What no name and no code could hold is garbage, and never "no filter".
fn text(text: &str) -> Option<Text> {
    let text = text.trim();
    let sensible = text.is_empty() || !reference::fold(text).is_empty();
    (sensible && text.chars().count() <= LONGEST_TEXT).then(|| Text(text.to_owned()))
}

impl BudgetQuery {
    /// The format of an extract; what remains is the query of the page.
    pub(super) fn take_format(&mut self) -> Option<FileFormat> {
        self.format.0.take().map(|of| of.0)
    }

    /// What is asked for on a page; a line of no particular report, and what the page has no use for, are garbage.
    pub(super) fn asking(self, system: System, tab: Tab) -> Result<Asking, WebError> {
        if self.format.0.is_some() {
            return Err(WebError::BadRequest);
        }
        let filter = Filter {
            show: value(self.show).unwrap_or_default(),
            below: value(self.below).flatten(),
            text: value(self.text).unwrap_or_default().0,
        };
        let manner = Manner {
            unit: value(self.unit),
            basis: value(self.by).unwrap_or_default(),
            years: value(self.compare).unwrap_or_default(),
            sort: value(self.sort).unwrap_or_default(),
            filter,
        };
        let known = value(self.known).flatten();
        let (path, near) = (value(self.path), value(self.near));
        match (value(self.budget), value(self.period), near) {
            (Some(budget), Some(period), None) if path.is_some() || tab.page_of() == PageOf::Anything => {
                let address = manner.of(Place { system, budget, period, path, known });
                let useful = address.clone().fitting().for_tab(tab);
                if useful == address { Ok(Asking::Exact(address)) } else { Err(WebError::BadRequest) }
            }
            (budget, period, near) if path.is_none() => {
                let (near, page) = (near.flatten(), tab.page_of());
                Ok(Asking::Wish(Wish { system, budget, period, near, page, known }, manner))
            }
            _ => Err(WebError::BadRequest),
        }
    }
}

impl Manner {
    /// The address of a place in this manner.
    pub(super) fn of(self, place: Place) -> Address {
        let Manner { unit, basis, years, sort, filter } = self;
        let usual = Address::usual(place);
        Address { unit: unit.unwrap_or(usual.unit), basis, years, sort, filter, ..usual }
    }
}
