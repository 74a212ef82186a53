//! Which plan is shown and how: years, stage, another stage beside it, the unit, the day up to which loads count.

use super::super::super::parts::{Choice, Field, Width};
use super::super::super::words::Words;
use super::super::chooser::{Chooser, Chosen};
use super::super::values::unit_words;
use super::address::PlanAddress;
use crate::domain::budget::{PlanYears, Stage, Unit};
use crate::services::budget::{PlanLooked, PlanPlace, PublishedPlan};

/// The form of a page of a plan.
pub(super) fn chooser(say: &Words, address: &PlanAddress, looked: &PlanLooked) -> Chooser {
    let place = address.place;
    let units = Unit::ALL.map(|unit| Choice::new(unit.code(), unit_words(say, unit)));
    let known = Field::line("known", say.t("budget-known"))
        .kind("date", "off")
        .width(Width::Middle)
        .value(place.known.map(|day| day.to_string()).unwrap_or_default());
    let mut hidden = address.fields_of_wish();
    hidden.retain(|(name, _)| ["budget", "near"].contains(name));
    Chooser {
        action: PlanAddress::page(),
        hidden,
        fields: vec![
            years_field(say, place.years, &looked.held),
            stage_field(say, place, &looked.held),
            beside_field(say, place),
            Field::select("unit", say.t("budget-unit"), units.into()).value(address.unit.code()),
        ],
        more: vec![known],
        more_words: say.t("budget-known"),
        in_use: place.known.is_some(),
        chosen: chosen(say, address),
    }
}

/// The three years in words.
pub(super) fn years_words(say: &Words, years: PlanYears) -> String {
    let [first, _, last] = years.all();
    say.t2("plan-years", "first", first, "last", last)
}

/// A stage in words.
pub(super) fn stage_words(say: &Words, stage: Stage) -> String {
    match stage {
        Stage::Draft => say.t("plan-draft"),
        Stage::Submitted => say.t("plan-submitted"),
        Stage::Approved => say.t("plan-approved"),
    }
}

fn years_field(say: &Words, asked: PlanYears, held: &[PublishedPlan]) -> Field {
    let mut years: Vec<PlanYears> = held.iter().map(|plan| plan.years).chain([asked]).collect();
    years.sort();
    years.dedup();
    let choice = |years: PlanYears| Choice::new(years.to_string(), years_words(say, years));
    let choices = years.into_iter().rev().map(choice).collect();
    Field::select("plan", say.t("plan-plan"), choices).value(asked.to_string())
}

fn stage_field(say: &Words, place: PlanPlace, held: &[PublishedPlan]) -> Field {
    let choices = Stage::ALL.map(|stage| {
        let is_held = held.iter().any(|plan| (plan.years, plan.stage) == (place.years, stage));
        let words = stage_words(say, stage);
        let words = if is_held { words } else { format!("{words} — {}", say.t("plan-not-held")) };
        Choice::new(stage.code(), words)
    });
    Field::select("stage", say.t("plan-stage"), choices.into()).value(place.stage.code())
}

fn beside_field(say: &Words, place: PlanPlace) -> Field {
    let none = Choice::new("", say.t("plan-beside-none"));
    let stages = Stage::ALL.map(|stage| Choice::new(stage.code(), stage_words(say, stage)));
    let choices = std::iter::once(none).chain(stages).collect();
    Field::select("beside", say.t("plan-beside"), choices)
        .value(place.beside.map(Stage::code).unwrap_or_default())
}

fn chosen(say: &Words, address: &PlanAddress) -> Vec<Chosen> {
    let place = address.place;
    let without = |place| PlanAddress { place, ..address.clone() }.href();
    let known = place.known.map(|day| Chosen {
        label: say.t("budget-known"),
        value: say.date(day),
        href: without(PlanPlace { known: None, ..place }),
    });
    let beside = place.beside.map(|stage| Chosen {
        label: say.t("plan-beside"),
        value: stage_words(say, stage),
        href: without(PlanPlace { beside: None, ..place }),
    });
    beside.into_iter().chain(known).collect()
}
