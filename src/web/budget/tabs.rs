//! The pages of a place, as tabs, and the ways from there to other pages of the budget: both lists stand here alone.

use super::super::frame::Frame;
use super::super::parts::{Link, Tabs};
use super::super::urls;
use super::address::Address;
use super::{extract, saved, signs};
use crate::domain::budget::Path;
use crate::domain::system::System;
use crate::services::budget::FileFormat;
use crate::services::budget::signs::Selection;

/// A page of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// The line and what stands below it.
    Lines,
}

impl Tab {
    /// In the order of the tabs.
    pub(super) const ALL: [Tab; 1] = [Tab::Lines];

    /// The page without its query.
    pub(super) fn page(self, system: System) -> String {
        match self {
            Tab::Lines => urls::budget(system),
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Tab::Lines => "budget-tab-lines",
        }
    }
}

/// The tabs of a place.
pub(super) fn tabs(frame: &Frame, address: &Address, here: Tab) -> Tabs {
    let tab = |tab: Tab| (Link::new(address.to(tab), frame.t(tab.key())), tab == here);
    Tabs::new(frame.t("budget-tabs"), Tab::ALL.map(tab).into(), beside(frame, address, here))
}

/// Ways to pages that are about no single place.
fn beside(frame: &Frame, address: &Address, here: Tab) -> Vec<Link> {
    let place = address.place;
    let selection =
        Selection { administrator: place.path.and_then(Path::administrator), ..Selection::default() };
    let pages = [
        Link::new(signs::list_address(place, selection), frame.t("signs-to-signs")),
        Link::new(super::quality::address(place, None), frame.t("budget-quality")),
        Link::new(saved::new_address(&address.to(here)), frame.t("saved-new")),
    ];
    let extracts = FileFormat::ALL.map(|format| extract::link(frame, address, format));
    pages.into_iter().chain(extracts).collect()
}
