//! The explorer's address: everything that the page shows follows from it. Garbage is 400.

use rocket::form::{self, FromFormField, ValueField};

use super::super::error::WebError;
use super::super::query::Maybe;
use super::super::urls;
use crate::domain::budget::{Path, Period, Unit};
use crate::domain::scope::BudgetKey;
use crate::domain::system::System;
use crate::services::budget::{Place, Wish};

/// The query of the explorer.
#[derive(Debug, rocket::FromForm)]
pub struct BudgetQuery {
    budget: Maybe<Of<BudgetKey>>,
    period: Maybe<Of<Period>>,
    /// Exactly this line.
    path: Maybe<Of<Path>>,
    /// This line, or as near to it as the chosen report has one: for changing the budget or the month.
    near: Maybe<Of<Path>>,
    unit: Maybe<Of<Unit>>,
}

/// What an address asks for.
pub enum Address {
    /// A page.
    Exact(Place, Unit),
    /// A page that is yet to be found.
    Wish(Wish, Unit),
}

/// A value of the domain in a query, by the one text that it prints.
#[derive(Debug)]
pub struct Of<T>(T);

macro_rules! in_queries {
    ($($name:ty => $parse:expr),+ $(,)?) => {$(
        impl<'r> FromFormField<'r> for Of<$name> {
            fn from_value(field: ValueField<'r>) -> form::Result<'r, Self> {
                let parse: fn(&str) -> Option<$name> = $parse;
                parse(field.value).map(Of).ok_or_else(|| form::Error::validation("garbage").into())
            }
        }
    )+};
}

in_queries! {
    BudgetKey => |text| BudgetKey::parse(text).ok(),
    Period => |text| Period::parse(text).ok(),
    Path => |text| Path::parse(text).ok(),
    Unit => Unit::parse,
}

impl BudgetQuery {
    /// What is asked for; a line of no particular report is garbage.
    pub(super) fn address(self, system: System) -> Result<Address, WebError> {
        fn value<T>(field: Maybe<Of<T>>) -> Option<T> {
            field.0.map(|of| of.0)
        }
        let unit = value(self.unit).unwrap_or_default();
        let (path, near) = (value(self.path), value(self.near));
        match (value(self.budget), value(self.period), near) {
            (Some(budget), Some(period), None) => {
                Ok(Address::Exact(Place { system, budget, period, path }, unit))
            }
            (budget, period, near) if path.is_none() => {
                Ok(Address::Wish(Wish { system, budget, period, near }, unit))
            }
            _ => Err(WebError::BadRequest),
        }
    }
}

/// The address of a page.
pub fn exact(place: Place, unit: Unit) -> String {
    let Place { system, budget, period, path } = place;
    let mut address = format!("{}?budget={}&period={period}", urls::budget(system), budget.code());
    if let Some(path) = path {
        address.push_str(&format!("&path={path}"));
    }
    if unit != Unit::default() {
        address.push_str(&format!("&unit={}", unit.code()));
    }
    address
}
