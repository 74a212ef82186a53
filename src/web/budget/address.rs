//! The address of these pages: everything that a page shows follows from it. Printed in one form, without what is usual.

use rocket::http::RawStr;

use super::columns::Column;
use super::tabs::Tab;
use crate::domain::budget::{Path, Period, Unit};
use crate::domain::scope::BudgetKey;
use crate::services::budget::{Basis, Place, Wanted, Years};

/// What a page of the budget shows, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// Whose budget, which month, which line, as known when.
    pub place: Place,
    /// The unit of the amounts.
    pub unit: Unit,
    /// Cumulative or the month alone.
    pub basis: Basis,
    /// The year alone, or the two before beside it.
    pub years: Years,
    /// The order of the lines.
    pub(super) sort: Sort,
    /// Which lines are shown.
    pub(super) filter: Filter,
}

/// By what the lines of a page are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sort {
    pub(super) column: Column,
    pub(super) direction: Direction,
}

/// From which end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Direction {
    #[default]
    Up,
    Down,
}

/// Which lines of a page are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// All, or those alone that have figures.
    pub(super) show: Show,
    /// Those alone that are executed below so many per cent of the period plan.
    pub(super) below: Option<u16>,
    /// Those alone whose name or code holds this.
    pub(super) text: String,
}

/// Lines without figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Show {
    #[default]
    All,
    Figures,
}

impl Address {
    /// A place as it is usually shown.
    pub fn usual(place: Place) -> Address {
        Address {
            place,
            unit: Unit::usual(place.budget.kind()),
            basis: Basis::default(),
            years: Years::default(),
            sort: Sort::default(),
            filter: Filter::default(),
        }
    }

    /// What the service is asked for.
    pub fn wanted(&self) -> Wanted {
        Wanted { basis: self.basis, years: self.years }
    }

    /// Another line, in the same way; what was looked for among the lines of this one is left behind.
    pub fn at(&self, path: Option<Path>) -> Address {
        Address { place: Place { path, ..self.place }, filter: Filter::default(), ..self.clone() }.fitting()
    }

    /// Another month, in the same way.
    pub fn in_month(&self, period: Period) -> Address {
        Address { place: Place { period, ..self.place }, ..self.clone() }
    }

    /// The columns of its table, after that of the lines.
    pub(super) fn columns(&self) -> &'static [Column] {
        Column::of_table(self.years, self.place.path)
    }

    /// Without an order by a column that its table lacks.
    pub(super) fn fitting(self) -> Address {
        let fits = self.sort.column == Column::Line || self.columns().contains(&self.sort.column);
        if fits { self } else { Address { sort: Sort::default(), ..self } }
    }

    /// Without what a page has no use for.
    pub(super) fn for_tab(self, tab: Tab) -> Address {
        match tab {
            Tab::Lines => self,
            Tab::Year | Tab::Composition => Address { unit: self.unit, ..Address::usual(self.place) },
            Tab::Places => {
                Address { unit: self.unit, sort: self.sort, ..Address::usual(self.place) }.fitting()
            }
        }
    }

    /// The address of a page that shows it.
    pub fn to(&self, tab: Tab) -> String {
        format!("{}?{}", tab.page(self.place.system), self.clone().for_tab(tab).query())
    }

    /// A wish for another budget: as near to this place as the other report has a line, in the same way.
    pub fn wish(&self, tab: Tab, budget: BudgetKey) -> String {
        let mut fields = vec![("budget", budget.code())];
        fields.extend(
            self.clone().for_tab(tab).fields_of_wish().into_iter().filter(|(name, _)| *name != "budget"),
        );
        format!("{}?{}", tab.page(self.place.system), printed(&fields))
    }

    /// The fields of a form that leads as near to this place as the chosen report has a line.
    pub(super) fn fields_of_wish(&self) -> Vec<(&'static str, String)> {
        let near = |(name, value)| if name == "path" { ("near", value) } else { (name, value) };
        let mut fields: Vec<_> = self.fields().into_iter().map(near).collect();
        if self.place.path.is_none() {
            fields.push(("near", String::new()));
        }
        fields
    }

    /// What stands after the question mark.
    pub fn query(&self) -> String {
        printed(&self.fields())
    }

    fn fields(&self) -> Vec<(&'static str, String)> {
        let Address { place, unit, basis, years, sort, filter } = self;
        let usual = Address::usual(*place);
        let mut fields = vec![("budget", place.budget.code()), ("period", place.period.to_string())];
        let mut add = |name, value: Option<String>| fields.extend(value.map(|value| (name, value)));
        add("path", place.path.map(|path| path.to_string()));
        add("unit", (*unit != usual.unit).then(|| unit.code().to_owned()));
        add("by", (*basis == Basis::Month).then(|| "month".to_owned()));
        add("compare", (*years == Years::Three).then(|| "years".to_owned()));
        add("known", place.known.map(|day| day.to_string()));
        add("sort", (*sort != Sort::default()).then(|| sort.code()));
        add("show", (filter.show == Show::Figures).then(|| "figures".to_owned()));
        add("below", filter.below.map(|percent| percent.to_string()));
        add("text", (!filter.text.is_empty()).then(|| filter.text.clone()));
        fields
    }
}

impl Sort {
    fn code(self) -> String {
        match self.direction {
            Direction::Up => self.column.code().to_owned(),
            Direction::Down => format!("-{}", self.column.code()),
        }
    }

    /// Reads exactly what is printed: `sumrg`, and `-sumrg` for the largest first.
    pub(super) fn parse(code: &str) -> Option<Sort> {
        let (direction, code) = match code.strip_prefix('-') {
            Some(code) => (Direction::Down, code),
            None => (Direction::Up, code),
        };
        Column::parse(code).map(|column| Sort { column, direction })
    }
}

fn printed(fields: &[(&'static str, String)]) -> String {
    let field = |(name, value): &(&str, String)| format!("{name}={}", RawStr::new(value).percent_encode());
    fields.iter().map(field).collect::<Vec<_>>().join("&")
}
