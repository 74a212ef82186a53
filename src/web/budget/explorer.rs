//! The page of the lines below a place of the report.

use askama::Template;

use super::super::error::WebError;
use super::super::parts::{Empty, Figures, Link};
use super::super::words::Words;
use super::address::Address;
use super::chooser::{Chooser, chooser, month};
use super::drawn::draw;
use super::head::{Head, head, not_reported};
use super::table;
use super::tabs::Tab;
use crate::domain::budget::Unit;
use crate::services::budget::{Basis, Drawing, Drawn, Lines, Looked, Missing, Sheet, Years};

#[derive(Template)]
#[template(path = "budget/show.html")]
struct LinesContent {
    say: Words,
    head: Head,
    chooser: Chooser,
    notes: Vec<String>,
    /// The figures are rounded, so that on the screen they may not add up.
    rounded: bool,
    figures: Option<Figures>,
    orders: Option<Figures>,
    missing: Option<Empty>,
}

/// How the page is drawn.
pub(super) fn drawing(say: &Words, address: Address) -> Drawing<Looked<Lines>, WebError> {
    let say = *say;
    Drawing::new(&address.to(Tab::Lines), say.lang.code(), move |looked| lines(&say, &address, looked))
}

fn lines(say: &Words, address: &Address, looked: &Looked<Lines>) -> Result<Drawn, WebError> {
    let (sheet, missing) = match &looked.shown {
        Lines::Sheet(sheet) => (Some(&**sheet), None),
        Lines::Missing(missing) => (None, Some(empty(say, address, *missing, looked))),
    };
    let node = sheet.and_then(|sheet| sheet.now.node.as_ref());
    let head = head(say, address, Tab::Lines, looked, node.and_then(|node| node.name.as_deref()));
    let [figures, orders] = tables(say, address, &head.heading.words, looked);
    let content = LinesContent {
        chooser: chooser(say, address, Tab::Lines, looked),
        notes: sheet.map(|sheet| notes(say, address, sheet)).unwrap_or_default(),
        rounded: sheet.is_some() && address.unit != Unit::Thousand,
        figures,
        orders,
        missing,
        head,
        say: *say,
    };
    draw(content.head.title(), Some(&content.head.path), &content)
}

/// The tables of the page, which its extract has too: the lines, and the same money in other orders.
pub(super) fn tables(
    say: &Words,
    address: &Address,
    caption: &str,
    looked: &Looked<Lines>,
) -> [Option<Figures>; 2] {
    let Lines::Sheet(sheet) = &looked.shown else { return [None, None] };
    let has_lines = sheet.now.node.is_some() || !sheet.now.children.is_empty();
    let lines = has_lines.then(|| table::figures(say, &looked.names, address, caption, sheet));
    [lines, table::orders(say, &looked.names, address, sheet)]
}

fn empty(say: &Words, address: &Address, missing: Missing, looked: &Looked<Lines>) -> Empty {
    match missing {
        Missing::Month(_) => not_reported(say, address, Tab::Lines, looked),
        Missing::MonthBefore(before) | Missing::Detail(before) => {
            let before = month(say, before);
            let title = match missing {
                Missing::Detail(_) => say.t1("budget-month-ends-above", "month", before),
                Missing::Month(_) | Missing::MonthBefore(_) => {
                    say.t1("budget-month-alone-missing", "month", before)
                }
            };
            let cumulative = Address { basis: Basis::Cumulative, ..address.clone() };
            Empty::new(title, say.t("budget-month-alone-missing-text"))
                .link(Link::new(cumulative.to(Tab::Lines), say.t("budget-show-cumulative")))
        }
    }
}

/// What is to be known beside the figures.
pub(super) fn notes(say: &Words, address: &Address, sheet: &Sheet) -> Vec<String> {
    let basis = match (address.basis, address.years) {
        (Basis::Month, Years::One) => Some(say.t("budget-month-note")),
        (Basis::Month, Years::Three) | (Basis::Cumulative, _) => None,
    };
    let missing = sheet.before.iter().filter_map(|before| match before.level.as_ref().err()? {
        Missing::Month(period) | Missing::MonthBefore(period) => {
            Some(say.t1("budget-month-missing", "month", month(say, *period)))
        }
        Missing::Detail(period) => Some(say.t1("budget-month-ends-above", "month", month(say, *period))),
    });
    basis.into_iter().chain(missing).collect()
}
