//! What stands at the top of every page of a place: where it is, whose budget, as of when, from which version, the tabs;
//! and at its end, why it is seen.

use super::super::frame::Frame;
use super::super::parts::{Choice, Empty, Field, Link, PagePath, SummaryCard, Tabs};
use super::super::urls;
use super::super::words::Words;
use super::address::Address;
use super::search::{self, SearchForm};
use super::tabs::{Tab, tabs};
use super::{chooser, names};
use crate::domain::budget::{Names, Part, Path, Period, Section};
use crate::domain::scope::{BudgetKey, Paragraph};
use crate::services::budget::{Format, Looked, Published, Right};

/// The top of a page of a place; templates include `budget/head.html`.
pub(super) struct Head {
    pub(super) path: PagePath,
    pub(super) heading: names::Name,
    /// Its budget, as it is called where it stands alone.
    pub(super) budget: names::Name,
    /// The same behind the budgets that hold it.
    pub(super) here: names::Name,
    /// The budgets that hold this one.
    pub(super) outside: Vec<Link>,
    /// The form to choose another budget nearby.
    pub(super) others: Option<Others>,
    pub(super) as_of: String,
    pub(super) source: String,
    pub(super) notes: Vec<String>,
    pub(super) tabs: Tabs,
    /// Execution can be searched.
    pub(super) search: Option<SearchForm>,
}

impl Head {
    /// The title of a page of the place: line and budget.
    pub(super) fn title(&self) -> String {
        format!("{} · {}", self.heading.words, self.budget.words)
    }

    /// The title of another page of the place.
    pub(super) fn title_of(&self, say: &Words, tab: Tab) -> String {
        format!("{} · {} · {}", self.heading.words, say.t(tab.key()), self.budget.words)
    }
}

pub(super) struct Others {
    pub(super) action: String,
    pub(super) hidden: Vec<(&'static str, String)>,
    pub(super) field: Field,
}

/// The top of the page of a look.
pub(super) fn head<T>(
    say: &Words,
    address: &Address,
    tab: Tab,
    looked: &Looked<T>,
    name: Option<&str>,
) -> Head {
    let place = address.place;
    let heading = match place.path {
        Some(path) => names::heading(say, &looked.names, path, name),
        None => names::Name { words: say.t("budget-sections"), lang: None },
    };
    Head {
        path: steps(say, &looked.names, address, tab, &heading.words),
        budget: names::apart(say, &looked.names, &place.budget),
        here: here(say, &looked.names, &place.budget, &looked.around),
        outside: outside(say, address, tab, looked),
        others: others(say, address, tab, looked),
        as_of: as_of(say, place.period),
        source: looked.published.as_ref().map(|published| source(say, published)).unwrap_or_default(),
        notes: notes(say, address, looked),
        tabs: tabs(say, address, tab),
        search: Some(search::form(place)),
        heading,
    }
}

fn steps(say: &Words, given: &Names, address: &Address, tab: Tab, heading: &str) -> PagePath {
    let above = address.place.path.map(Path::trail).unwrap_or_default();
    let sections =
        address.place.path.map(|_| Link::new(address.at(None).to(Tab::Lines), say.t("budget-sections")));
    let names = above.iter().take(above.len().saturating_sub(1));
    let words = |path: &Path| names::heading(say, given, *path, None).words;
    let links = names.map(|path| Link::new(address.at(Some(*path)).to(tab), words(path)));
    PagePath::new(say, sections.into_iter().chain(links).collect(), heading)
}

/// A budget behind those that hold it: where its district stands before it, its name need not say the district again.
pub(super) fn here(say: &Words, given: &Names, budget: &BudgetKey, around: &[BudgetKey]) -> names::Name {
    let is_its_district = |other: &BudgetKey| {
        other.is_above(budget) && matches!(other, BudgetKey::Local(place) if place.is_district())
    };
    match around.iter().any(is_its_district) {
        true => names::budget(say, given, budget),
        false => names::apart(say, given, budget),
    }
}

/// From the republic down to what holds this budget directly.
fn outside<T>(say: &Words, address: &Address, tab: Tab, looked: &Looked<T>) -> Vec<Link> {
    let here = address.place.budget;
    let words = |other: &BudgetKey| names::budget(say, &looked.names, other).words;
    let link = |other: &BudgetKey| Link::new(address.wish(tab, *other), words(other));
    looked.around.iter().filter(|other| other.is_above(&here)).map(link).collect()
}

fn others<T>(say: &Words, address: &Address, tab: Tab, looked: &Looked<T>) -> Option<Others> {
    let choice = |key: &BudgetKey| Choice::new(key.code(), names::listed(say, &looked.names, key));
    let choices = looked.around.iter().map(choice).collect();
    let mut hidden = address.clone().for_tab(tab).fields_of_wish();
    hidden.retain(|(name, _)| *name != "budget");
    (looked.around.len() > 1).then(|| Others {
        action: tab.page(address.place.system),
        hidden,
        field: Field::select("budget", say.t("budget-budget"), choices).value(address.place.budget.code()),
    })
}

pub(super) fn as_of(say: &Words, period: Period) -> String {
    period.last_day().map(|day| say.t1("budget-as-of", "day", say.date(day))).unwrap_or_default()
}

pub(super) fn source(say: &Words, published: &Published) -> String {
    format!("{} · {}", source_words(say, published.format), version(say, published))
}

/// Where figures come from, in words.
pub(super) fn source_words(say: &Words, format: Format) -> String {
    match format {
        Format::OpenBudget => say.t("budget-source-open"),
        Format::Package => say.t("budget-source-package"),
        Format::Fictitious => say.t("budget-source-fictitious"),
    }
}

pub(super) fn version(say: &Words, published: &Published) -> String {
    say.t2("budget-version", "version", published.version, "moment", say.moment(published.loaded_at))
}

fn notes<T>(say: &Words, address: &Address, looked: &Looked<T>) -> Vec<String> {
    let own_lines = match looked.paragraph {
        Paragraph::R6_3 | Paragraph::R6_5 => Some(say.t("budget-own-lines")),
        Paragraph::R6_1 | Paragraph::R6_2 | Paragraph::R6_4 => None,
    };
    let known = address.place.known.map(|day| {
        let known = say.t1("budget-known-on", "day", say.date(day));
        match &looked.revised {
            Some(newer) => {
                format!("{known} {}", say.t1("budget-revised", "version", version(say, newer)))
            }
            None => format!("{known} {}", say.t("budget-not-revised")),
        }
    });
    let order = match address.place.path.map(Path::section) {
        Some(Section::Investments) => Some(say.t("budget-of-which-investments")),
        Some(section) if looked.published.as_ref().is_some_and(|report| states(report, section)) => {
            Some(say.t("budget-of-a-summary"))
        }
        Some(section) if !section.is_of_form() => Some(say.t("budget-same-money")),
        Some(_) | None => None,
    };
    own_lines.into_iter().chain(known).chain(order).collect()
}

/// True for a summary that states a tree which elsewhere is rolled up from lines.
fn states(report: &Published, section: Section) -> bool {
    section.part() == report.part && section.part() != Part::Main
}

/// The choice of month and manner, as the page of lines has it, for the page where a month is not reported too.
pub(super) fn not_reported<T>(say: &Words, address: &Address, tab: Tab, looked: &Looked<T>) -> Empty {
    let empty = Empty::new(
        say.t1("budget-month-missing", "month", chooser::month(say, address.place.period)),
        say.t("budget-month-missing-text"),
    );
    match looked.months.last() {
        Some(last) => {
            let address = address.at(None).in_month(*last);
            empty.link(Link::new(address.to(tab), say.t("budget-last-month")))
        }
        None => empty,
    }
}

/// Why this is seen, until when, by which paragraph.
pub(super) fn right(frame: &Frame, right: &Right) -> SummaryCard {
    let words = match right.paragraph {
        Paragraph::R6_1 => frame.t("budget-paragraph-1"),
        Paragraph::R6_2 => frame.t("budget-paragraph-2"),
        Paragraph::R6_3 => frame.t("budget-paragraph-3"),
        Paragraph::R6_4 => frame.t("budget-paragraph-4"),
        Paragraph::R6_5 => frame.t("budget-paragraph-5"),
    };
    let body = frame.who.as_ref().map(|who| who.body.clone()).unwrap_or_default();
    SummaryCard::new(frame.t("budget-why"))
        .row(frame.t("budget-why-body"), body)
        .row(frame.t("budget-why-paragraph"), format!("{} · {words}", right.paragraph.code()))
        .row(frame.t("budget-why-grant"), right.grant.to_string())
        .row(frame.t("budget-why-until"), frame.date(right.last_day))
        .link(Link::new(urls::why(), frame.t("why-title")))
}
