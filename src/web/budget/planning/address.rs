//! The address of a page of a plan: everything that it shows follows from it. Printed in one form, without what is usual,
//! and read strictly: garbage, unknown and repeated fields are 400.

use chrono::NaiveDate;

use super::super::super::error::WebError;
use super::super::super::query::Maybe;
use super::super::super::urls;
use super::super::query::Of;
use crate::domain::budget::{Path, PlanYears, Stage, Unit};
use crate::domain::scope::BudgetKey;
use crate::domain::system::System;
use crate::services::budget::{PlanPlace, PlanWish};

/// What a page of a plan shows, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanAddress {
    /// Whose budget, which years, which stages, which line, as known when.
    pub place: PlanPlace,
    /// The unit of the amounts.
    pub unit: Unit,
}

/// The query of a page of a plan.
#[derive(Debug, rocket::FromForm)]
pub struct PlanQuery {
    budget: Maybe<Of<BudgetKey>>,
    /// The first of the three years.
    plan: Maybe<Of<PlanYears>>,
    stage: Maybe<Of<Stage>>,
    /// Another stage to compare with; forms send it empty.
    beside: Maybe<Of<Option<Stage>>>,
    /// Exactly this line.
    path: Maybe<Of<Path>>,
    /// This line, or as near to it as the chosen plan has one; empty above the sections. Forms send it.
    near: Maybe<Of<Option<Path>>>,
    unit: Maybe<Of<Unit>>,
    known: Maybe<Of<Option<NaiveDate>>>,
}

/// What an address asks for.
pub(super) enum PlanAsking {
    /// A page.
    Exact(PlanAddress),
    /// A page that is yet to be found, and the unit of its amounts, where one was chosen.
    Wish(PlanWish, Option<Unit>),
}

impl PlanQuery {
    /// What is asked for; a line of no particular plan, and a stage beside itself, are garbage.
    pub(super) fn asking(self) -> Result<PlanAsking, WebError> {
        fn value<T>(field: Maybe<Of<T>>) -> Option<T> {
            field.0.map(|of| of.0)
        }
        let unit = value(self.unit);
        let known = value(self.known).flatten();
        let (path, near) = (value(self.path), value(self.near));
        let beside = value(self.beside).flatten();
        match (value(self.budget), value(self.plan), value(self.stage), near) {
            (Some(budget), Some(years), Some(stage), None) if beside != Some(stage) => {
                let place = PlanPlace { budget, years, stage, beside, path, known };
                Ok(PlanAsking::Exact(PlanAddress::of(place, unit)))
            }
            (Some(_), Some(_), Some(_), None) => Err(WebError::BadRequest),
            (budget, years, stage, near) if path.is_none() => {
                let near = near.flatten();
                Ok(PlanAsking::Wish(PlanWish { budget, years, stage, beside, near, known }, unit))
            }
            _ => Err(WebError::BadRequest),
        }
    }
}

impl PlanAddress {
    /// A place, in a unit or in the usual one.
    pub(super) fn of(place: PlanPlace, unit: Option<Unit>) -> PlanAddress {
        PlanAddress { place, unit: unit.unwrap_or(Unit::usual(place.budget.kind())) }
    }

    /// Another line, in the same way.
    pub(super) fn at(&self, path: Option<Path>) -> PlanAddress {
        PlanAddress { place: PlanPlace { path, ..self.place }, ..self.clone() }
    }

    /// The page without its query.
    pub(super) fn page() -> String {
        urls::budget(System::Sp)
    }

    /// The address itself.
    pub(super) fn href(&self) -> String {
        printed(&self.fields())
    }

    /// A wish for another budget: as near to this place as its plan has a line, in the same way.
    pub(super) fn wish(&self, budget: BudgetKey) -> String {
        let mut fields = self.fields_of_wish();
        fields.retain(|(name, _)| *name != "budget");
        fields.insert(0, ("budget", budget.code()));
        printed(&fields)
    }

    /// The fields of a form that leads as near to this place as the chosen plan has a line.
    pub(super) fn fields_of_wish(&self) -> Vec<(&'static str, String)> {
        let near = |(name, value)| if name == "path" { ("near", value) } else { (name, value) };
        let mut fields: Vec<_> = self.fields().into_iter().map(near).collect();
        if self.place.path.is_none() {
            fields.push(("near", String::new()));
        }
        fields
    }

    fn fields(&self) -> Vec<(&'static str, String)> {
        let PlanAddress { place, unit } = self;
        let mut fields = vec![
            ("budget", place.budget.code()),
            ("plan", place.years.to_string()),
            ("stage", place.stage.code().to_owned()),
        ];
        let mut add = |name, value: Option<String>| fields.extend(value.map(|value| (name, value)));
        add("beside", place.beside.map(|stage| stage.code().to_owned()));
        add("path", place.path.map(|path| path.to_string()));
        add("unit", (*unit != Unit::usual(place.budget.kind())).then(|| unit.code().to_owned()));
        add("known", place.known.map(|day| day.to_string()));
        fields
    }
}

/// No value of these pages needs escaping: codes, numbers, days, words of our own.
fn printed(fields: &[(&'static str, String)]) -> String {
    let fields: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
    format!("{}?{}", PlanAddress::page(), fields.join("&"))
}
