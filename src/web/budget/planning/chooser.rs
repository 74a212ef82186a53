//! Which plan is shown and how: years, stage, another stage beside it, the unit, the day up to which loads count.

use super::super::super::frame::Frame;
use super::super::super::parts::{Choice, Field, Width};
use super::super::chooser::{Chooser, Chosen};
use super::super::values::unit_words;
use super::address::PlanAddress;
use crate::domain::budget::{PlanYears, Stage, Unit};
use crate::services::budget::{PlanLooked, PlanPlace, PublishedPlan};

/// The form of a page of a plan.
pub(super) fn chooser(frame: &Frame, address: &PlanAddress, looked: &PlanLooked) -> Chooser {
    let place = address.place;
    let units = Unit::ALL.map(|unit| Choice::new(unit.code(), unit_words(frame, unit)));
    let known = Field::line("known", frame.t("budget-known"))
        .kind("date", "off")
        .width(Width::Middle)
        .value(place.known.map(|day| day.to_string()).unwrap_or_default());
    let mut hidden = address.fields_of_wish();
    hidden.retain(|(name, _)| ["budget", "near"].contains(name));
    Chooser {
        action: PlanAddress::page(),
        hidden,
        fields: vec![
            years_field(frame, place.years, &looked.held),
            stage_field(frame, place, &looked.held),
            beside_field(frame, place),
            Field::select("unit", frame.t("budget-unit"), units.into()).value(address.unit.code()),
        ],
        more: vec![known],
        more_words: frame.t("budget-known"),
        in_use: place.known.is_some(),
        chosen: chosen(frame, address),
    }
}

/// The three years in words.
pub(super) fn years_words(frame: &Frame, years: PlanYears) -> String {
    let [first, _, last] = years.all();
    frame.t2("plan-years", "first", first, "last", last)
}

/// A stage in words.
pub(super) fn stage_words(frame: &Frame, stage: Stage) -> String {
    match stage {
        Stage::Draft => frame.t("plan-draft"),
        Stage::Submitted => frame.t("plan-submitted"),
        Stage::Approved => frame.t("plan-approved"),
    }
}

fn years_field(frame: &Frame, asked: PlanYears, held: &[PublishedPlan]) -> Field {
    let mut years: Vec<PlanYears> = held.iter().map(|plan| plan.years).chain([asked]).collect();
    years.sort();
    years.dedup();
    let choice = |years: PlanYears| Choice::new(years.to_string(), years_words(frame, years));
    let choices = years.into_iter().rev().map(choice).collect();
    Field::select("plan", frame.t("plan-plan"), choices).value(asked.to_string())
}

fn stage_field(frame: &Frame, place: PlanPlace, held: &[PublishedPlan]) -> Field {
    let choices = Stage::ALL.map(|stage| {
        let is_held = held.iter().any(|plan| (plan.years, plan.stage) == (place.years, stage));
        let words = stage_words(frame, stage);
        let words = if is_held { words } else { format!("{words} — {}", frame.t("plan-not-held")) };
        Choice::new(stage.code(), words)
    });
    Field::select("stage", frame.t("plan-stage"), choices.into()).value(place.stage.code())
}

fn beside_field(frame: &Frame, place: PlanPlace) -> Field {
    let none = Choice::new("", frame.t("plan-beside-none"));
    let stages = Stage::ALL.map(|stage| Choice::new(stage.code(), stage_words(frame, stage)));
    let choices = std::iter::once(none).chain(stages).collect();
    Field::select("beside", frame.t("plan-beside"), choices)
        .value(place.beside.map(Stage::code).unwrap_or_default())
}

fn chosen(frame: &Frame, address: &PlanAddress) -> Vec<Chosen> {
    let place = address.place;
    let without = |place| PlanAddress { place, ..address.clone() }.href();
    let known = place.known.map(|day| Chosen {
        label: frame.t("budget-known"),
        value: frame.date(day),
        href: without(PlanPlace { known: None, ..place }),
    });
    let beside = place.beside.map(|stage| Chosen {
        label: frame.t("plan-beside"),
        value: stage_words(frame, stage),
        href: without(PlanPlace { beside: None, ..place }),
    });
    beside.into_iter().chain(known).collect()
}
