//! Ways through the portal: the path to a page, pages of a list, filters that show what is chosen.

use askama::Template;

use super::{Field, Link};
use crate::web::words::Words;

/// The path to this page: the last step is the page itself.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/path.html")]
pub struct PagePath {
    label: String,
    steps: Vec<Link>,
    here: String,
}

impl PagePath {
    /// From the top to the page itself.
    pub fn new(say: &Words, steps: Vec<Link>, here: impl Into<String>) -> PagePath {
        PagePath { label: say.t("breadcrumbs"), steps, here: here.into() }
    }
}

/// HTML that templates have made already, put in as it is.
#[derive(Clone, Copy, Debug, Template)]
#[template(path = "parts/drawn.html")]
pub struct AsDrawn<'a> {
    html: &'a str,
}

impl AsDrawn<'_> {
    /// What our own templates made; never anything that was typed or reported.
    pub fn of(html: &str) -> AsDrawn<'_> {
        AsDrawn { html }
    }
}

/// Several pages about one thing, one of them open; beside them, ways to pages that are about other things.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/tabs.html")]
pub struct Tabs {
    label: String,
    tabs: Vec<(Link, bool)>,
    beside: Vec<Link>,
}

impl Tabs {
    /// Each page with whether it is this one.
    pub fn new(label: impl Into<String>, tabs: Vec<(Link, bool)>, beside: Vec<Link>) -> Tabs {
        Tabs { label: label.into(), tabs, beside }
    }
}

/// Pages of a long list.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/pagination.html")]
pub struct Pagination {
    label: String,
    previous: Option<Link>,
    next: Option<Link>,
    pages: Vec<PageNumber>,
}

#[derive(Clone, Debug)]
enum PageNumber {
    Here(String),
    Other(Link),
    Gap,
}

impl Pagination {
    /// `page` of `pages` (both from 1), with the address of each.
    pub fn new(say: &Words, page: u32, pages: u32, address: impl Fn(u32) -> String) -> Pagination {
        let step = |to: u32, key: &str| (1..=pages).contains(&to).then(|| Link::new(address(to), say.t(key)));
        let mut numbers = Vec::new();
        for number in 1..=pages {
            let near = number.abs_diff(page) <= 1 || number == 1 || number == pages;
            let word = say.number(number);
            match (near, numbers.last()) {
                (true, _) if number == page => numbers.push(PageNumber::Here(word)),
                (true, _) => numbers.push(PageNumber::Other(Link::new(address(number), word))),
                (false, Some(PageNumber::Gap)) => {}
                (false, _) => numbers.push(PageNumber::Gap),
            }
        }
        Pagination {
            label: say.t("pagination"),
            previous: step(page.saturating_sub(1), "pagination-previous"),
            next: step(page.saturating_add(1), "pagination-next"),
            pages: numbers,
        }
    }
}

/// Filters of a list: what is chosen, each with a way to take it off, and the form to choose more.
#[derive(Clone, Debug, Template)]
#[template(path = "parts/filter_bar.html")]
pub struct FilterBar {
    title: String,
    action: String,
    apply: String,
    clear: String,
    remove: String,
    chosen: Vec<Chosen>,
    fields: Vec<Field>,
}

#[derive(Clone, Debug)]
struct Chosen {
    label: String,
    value: String,
    href: String,
}

impl FilterBar {
    /// A filter whose form is sent by GET to `action`.
    pub fn new(say: &Words, action: impl ToString, fields: Vec<Field>) -> FilterBar {
        FilterBar {
            title: say.t("filter"),
            action: action.to_string(),
            apply: say.t("apply-filter"),
            clear: say.t("clear-filter"),
            remove: say.t("remove"),
            chosen: Vec::new(),
            fields,
        }
    }

    /// Shows what is chosen; `without` is the address of the list without it.
    pub fn chosen(
        mut self,
        label: impl Into<String>,
        value: impl Into<String>,
        without: impl ToString,
    ) -> FilterBar {
        self.chosen.push(Chosen { label: label.into(), value: value.into(), href: without.to_string() });
        self
    }
}
