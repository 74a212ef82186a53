//! The pages of a place, as tabs, and the ways from there to other pages of the budget: both lists stand here alone.

use super::super::parts::{Link, Tabs};
use super::super::urls;
use super::super::words::Words;
use super::address::Address;
use super::{extract, saved, signs};
use crate::domain::budget::Path;
use crate::domain::system::System;
use crate::services::budget::signs::Selection;
use crate::services::budget::{FileFormat, PageOf};

/// A page of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// The line and what stands below it.
    Lines,
    /// The line through the months.
    Year,
    /// What the line is made of.
    Composition,
    /// The line in the budgets of the places directly inside.
    Places,
}

impl Tab {
    /// In the order of the tabs.
    pub(super) const ALL: [Tab; 4] = [Tab::Lines, Tab::Year, Tab::Composition, Tab::Places];

    /// The page without its query.
    pub(super) fn page(self, system: System) -> String {
        match self {
            Tab::Lines => urls::budget(system),
            Tab::Year => urls::budget_year(system),
            Tab::Composition => urls::budget_composition(system),
            Tab::Places => urls::budget_places(system),
        }
    }

    /// What the page is about.
    pub(super) const fn page_of(self) -> PageOf {
        match self {
            Tab::Lines => PageOf::Anything,
            Tab::Year | Tab::Composition | Tab::Places => PageOf::Line,
        }
    }

    pub(super) const fn key(self) -> &'static str {
        match self {
            Tab::Lines => "budget-tab-lines",
            Tab::Year => "budget-tab-year",
            Tab::Composition => "budget-tab-composition",
            Tab::Places => "budget-tab-places",
        }
    }
}

/// The tabs of a place.
pub(super) fn tabs(say: &Words, address: &Address, here: Tab) -> Tabs {
    let tab = |tab: Tab| (Link::new(address.to(tab), say.t(tab.key())), tab == here);
    Tabs::new(say.t("budget-tabs"), Tab::ALL.map(tab).into(), beside(say, address, here))
}

/// Ways to pages that are about no single place.
fn beside(say: &Words, address: &Address, here: Tab) -> Vec<Link> {
    let place = address.place;
    let selection =
        Selection { administrator: place.path.and_then(Path::administrator), ..Selection::default() };
    let pages = [
        Link::new(signs::list_address(place, selection), say.t("signs-to-signs")),
        Link::new(super::quality::address(place, None), say.t("budget-quality")),
        Link::new(saved::new_address(&address.to(here)), say.t("saved-new")),
    ];
    // A file holds the page of lines; no other page is offered as one yet.
    let formats = FileFormat::ALL.into_iter().filter(|_| here == Tab::Lines);
    pages.into_iter().chain(formats.map(|format| extract::link(say, address, format))).collect()
}
