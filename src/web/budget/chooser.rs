//! What is shown and how: the month, the unit, the manner, the filter; what is chosen, each with a way to take it off.

use super::super::parts::{Choice, Field, Width};
use super::super::words::Words;
use super::address::{Address, Filter, Show};
use super::tabs::Tab;
use super::values::unit_words;
use crate::domain::budget::{Period, Unit};
use crate::services::budget::{Basis, Looked, Place, Years};

/// The form of a page; templates include `budget/chooser.html`.
pub(super) struct Chooser {
    pub(super) action: String,
    pub(super) hidden: Vec<(&'static str, String)>,
    pub(super) fields: Vec<Field>,
    /// Fields that are less often needed.
    pub(super) more: Vec<Field>,
    /// What those are.
    pub(super) more_words: String,
    /// Something of them is in use.
    pub(super) in_use: bool,
    pub(super) chosen: Vec<Chosen>,
}

/// Something that is chosen, and the page without it.
pub(super) struct Chosen {
    pub(super) label: String,
    pub(super) value: String,
    pub(super) href: String,
}

/// The form of a page of a look.
pub(super) fn chooser<T>(say: &Words, address: &Address, tab: Tab, looked: &Looked<T>) -> Chooser {
    let address = address.clone().for_tab(tab);
    let known = Field::line("known", say.t("budget-known"))
        .kind("date", "off")
        .width(Width::Middle)
        .value(address.place.known.map(|day| day.to_string()).unwrap_or_default());
    let mut fields = vec![month_field(say, &address, &looked.months), unit_field(say, address.unit)];
    let mut more = vec![known];
    let more_words = match tab {
        Tab::Lines => {
            fields.extend([basis_field(say, address.basis), years_field(say, address.years)]);
            more.extend(filter_fields(say, &address.filter));
            say.t("budget-more")
        }
        Tab::Year | Tab::Composition | Tab::Places => say.t("budget-known"),
    };
    let kept = ["budget", "near", "sort"];
    let mut hidden = address.fields_of_wish();
    hidden.retain(|(name, _)| kept.contains(name));
    let chosen = chosen(say, &address, tab);
    Chooser {
        action: tab.page(address.place.system),
        hidden,
        fields,
        more,
        more_words,
        in_use: !chosen.is_empty(),
        chosen,
    }
}

/// A month in words.
pub(super) fn month(say: &Words, period: Period) -> String {
    say.month(i32::from(period.year()), u32::from(period.month()))
}

/// From the first reported month to the last, the latest first, with those between that are not reported, and the one
/// that was asked for.
fn month_field(say: &Words, address: &Address, reported: &[Period]) -> Field {
    let asked = address.place.period;
    let mut months: Vec<Period> = match (reported.first(), reported.last()) {
        (Some(first), Some(last)) => first.to(*last).collect(),
        _ => Vec::new(),
    };
    if !months.contains(&asked) {
        months.push(asked);
        months.sort();
    }
    let choices = months.into_iter().rev().map(|period| {
        let words = month(say, period);
        let is_reported = reported.contains(&period);
        let words = if is_reported { words } else { format!("{words} — {}", say.t("not-reported")) };
        Choice::new(period.to_string(), words)
    });
    Field::select("period", say.t("budget-period"), choices.collect()).value(asked.to_string())
}

fn unit_field(say: &Words, unit: Unit) -> Field {
    let units = Unit::ALL.map(|unit| Choice::new(unit.code(), unit_words(say, unit)));
    Field::select("unit", say.t("budget-unit"), units.into()).value(unit.code())
}

fn basis_field(say: &Words, basis: Basis) -> Field {
    let choices = vec![
        Choice::new("cumulative", say.t("budget-cumulative")),
        Choice::new("month", say.t("budget-single-month")),
    ];
    Field::select("by", say.t("budget-by"), choices).value(match basis {
        Basis::Cumulative => "cumulative",
        Basis::Month => "month",
    })
}

fn years_field(say: &Words, years: Years) -> Field {
    let choices = vec![
        Choice::new("none", say.t("budget-compare-none")),
        Choice::new("years", say.t("budget-compare-years")),
    ];
    Field::select("compare", say.t("budget-compare"), choices).value(match years {
        Years::One => "none",
        Years::Three => "years",
    })
}

fn filter_fields(say: &Words, filter: &Filter) -> [Field; 3] {
    let shown = vec![
        Choice::new("all", say.t("budget-show-all")),
        Choice::new("figures", say.t("budget-show-figures")),
    ];
    [
        Field::line("text", say.t("budget-text")).width(Width::Middle).value(&filter.text),
        Field::select("show", say.t("budget-show"), shown).value(match filter.show {
            Show::All => "all",
            Show::Figures => "figures",
        }),
        Field::line("below", say.t("budget-below"))
            .kind("number", "off")
            .width(Width::Short)
            .value(filter.below.map(|percent| percent.to_string()).unwrap_or_default()),
    ]
}

/// What is chosen, each with a way to take it off.
pub(super) fn chosen(say: &Words, address: &Address, tab: Tab) -> Vec<Chosen> {
    let Address { place, filter, .. } = address;
    let chip =
        |label: String, value: String, without: Address| Chosen { label, value, href: without.to(tab) };
    let without = |filter: Filter| Address { filter, ..address.clone() };
    let known = place.known.map(|day| {
        let without = Address { place: Place { known: None, ..*place }, ..address.clone() };
        chip(say.t("budget-known"), say.date(day), without)
    });
    let text = (!filter.text.is_empty()).then(|| {
        let without = without(Filter { text: String::new(), ..filter.clone() });
        chip(say.t("budget-text"), filter.text.clone(), without)
    });
    let show = (filter.show == Show::Figures).then(|| {
        let without = without(Filter { show: Show::All, ..filter.clone() });
        chip(say.t("budget-show"), say.t("budget-show-figures"), without)
    });
    let below = filter.below.map(|percent| {
        let without = without(Filter { below: None, ..filter.clone() });
        chip(say.t("budget-below"), say.number(percent), without)
    });
    [known, text, show, below].into_iter().flatten().collect()
}
