//! What stands at the top of every page of a place: where it is, whose budget, as of when, from which version, the tabs;
//! and at its end, why it is seen.

use super::super::frame::Frame;
use super::super::parts::{Choice, Empty, Field, Link, PagePath, SummaryCard, Tabs};
use super::super::urls;
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
    pub(super) budget: names::Name,
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
    pub(super) right: SummaryCard,
}

pub(super) struct Others {
    pub(super) action: String,
    pub(super) hidden: Vec<(&'static str, String)>,
    pub(super) field: Field,
}

/// The top of the page of a look.
pub(super) fn head<T>(
    frame: &Frame,
    address: &Address,
    tab: Tab,
    looked: &Looked<T>,
    name: Option<&str>,
) -> Head {
    let place = address.place;
    let heading = match place.path {
        Some(path) => names::heading(frame, &looked.names, path, name),
        None => names::Name { words: frame.t("budget-sections"), lang: None },
    };
    Head {
        path: steps(frame, &looked.names, address, tab, &heading.words),
        budget: names::apart(frame, &looked.names, &place.budget),
        outside: outside(frame, address, tab, looked),
        others: others(frame, address, tab, looked),
        as_of: as_of(frame, place.period),
        source: looked.published.as_ref().map(|published| source(frame, published)).unwrap_or_default(),
        notes: notes(frame, address, looked),
        tabs: tabs(frame, address, tab),
        search: Some(search::form(place)),
        right: right(frame, &looked.right),
        heading,
    }
}

fn steps(frame: &Frame, given: &Names, address: &Address, tab: Tab, heading: &str) -> PagePath {
    let above = address.place.path.map(Path::trail).unwrap_or_default();
    let sections =
        address.place.path.map(|_| Link::new(address.at(None).to(Tab::Lines), frame.t("budget-sections")));
    let names = above.iter().take(above.len().saturating_sub(1));
    let words = |path: &Path| names::heading(frame, given, *path, None).words;
    let links = names.map(|path| Link::new(address.at(Some(*path)).to(tab), words(path)));
    PagePath::new(frame, sections.into_iter().chain(links).collect(), heading)
}

/// From the republic down to what holds this budget directly.
fn outside<T>(frame: &Frame, address: &Address, tab: Tab, looked: &Looked<T>) -> Vec<Link> {
    let here = address.place.budget;
    let words = |other: &BudgetKey| names::budget(frame, &looked.names, other).words;
    let link = |other: &BudgetKey| Link::new(address.wish(tab, *other), words(other));
    looked.around.iter().filter(|other| other.is_above(&here)).map(link).collect()
}

fn others<T>(frame: &Frame, address: &Address, tab: Tab, looked: &Looked<T>) -> Option<Others> {
    let choice = |key: &BudgetKey| Choice::new(key.code(), names::listed(frame, &looked.names, key));
    let choices = looked.around.iter().map(choice).collect();
    let mut hidden = address.clone().for_tab(tab).fields_of_wish();
    hidden.retain(|(name, _)| *name != "budget");
    (looked.around.len() > 1).then(|| Others {
        action: tab.page(address.place.system),
        hidden,
        field: Field::select("budget", frame.t("budget-budget"), choices).value(address.place.budget.code()),
    })
}

pub(super) fn as_of(frame: &Frame, period: Period) -> String {
    period.last_day().map(|day| frame.t1("budget-as-of", "day", frame.date(day))).unwrap_or_default()
}

pub(super) fn source(frame: &Frame, published: &Published) -> String {
    format!("{} · {}", source_words(frame, published.format), version(frame, published))
}

/// Where figures come from, in words.
pub(super) fn source_words(frame: &Frame, format: Format) -> String {
    match format {
        Format::OpenBudget => frame.t("budget-source-open"),
        Format::Package => frame.t("budget-source-package"),
        Format::Fictitious => frame.t("budget-source-fictitious"),
    }
}

pub(super) fn version(frame: &Frame, published: &Published) -> String {
    frame.t2("budget-version", "version", published.version, "moment", frame.moment(published.loaded_at))
}

fn notes<T>(frame: &Frame, address: &Address, looked: &Looked<T>) -> Vec<String> {
    let own_lines = match looked.right.paragraph {
        Paragraph::R6_3 | Paragraph::R6_5 => Some(frame.t("budget-own-lines")),
        Paragraph::R6_1 | Paragraph::R6_2 | Paragraph::R6_4 => None,
    };
    let known = address.place.known.map(|day| {
        let known = frame.t1("budget-known-on", "day", frame.date(day));
        match &looked.revised {
            Some(newer) => {
                format!("{known} {}", frame.t1("budget-revised", "version", version(frame, newer)))
            }
            None => format!("{known} {}", frame.t("budget-not-revised")),
        }
    });
    let order = match address.place.path.map(Path::section) {
        Some(Section::Investments) => Some(frame.t("budget-of-which-investments")),
        Some(section) if looked.published.as_ref().is_some_and(|report| states(report, section)) => {
            Some(frame.t("budget-of-a-summary"))
        }
        Some(section) if !section.is_of_form() => Some(frame.t("budget-same-money")),
        Some(_) | None => None,
    };
    own_lines.into_iter().chain(known).chain(order).collect()
}

/// True for a summary that states a tree which elsewhere is rolled up from lines.
fn states(report: &Published, section: Section) -> bool {
    section.part() == report.part && section.part() != Part::Main
}

/// The choice of month and manner, as the page of lines has it, for the page where a month is not reported too.
pub(super) fn not_reported<T>(frame: &Frame, address: &Address, tab: Tab, looked: &Looked<T>) -> Empty {
    let empty = Empty::new(
        frame.t1("budget-month-missing", "month", chooser::month(frame, address.place.period)),
        frame.t("budget-month-missing-text"),
    );
    match looked.months.last() {
        Some(last) => {
            let address = address.at(None).in_month(*last);
            empty.link(Link::new(address.to(tab), frame.t("budget-last-month")))
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
