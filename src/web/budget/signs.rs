//! The pages of risk signs: the list of a budget's month, and the largest over all budgets. They say with each that a sign
//! is not a violation.

use std::sync::Arc;

use askama::Template;
use chrono::NaiveDate;
use rocket::State;

use super::super::answer::{Reply, go};
use super::super::error::WebError;
use super::super::frame::Frame;
use super::super::guards::SignedIn;
use super::super::parts::{Choice, Empty, Field, FilterBar, Link, Pagination};
use super::super::query::{Asked, Maybe};
use super::super::words::Words;
use super::address::Address;
use super::chooser::month;
use super::drawn::{self, draw};
use super::head::{as_of, source};
use super::query::{Of, in_queries, unless_empty, value};
use super::tabs::Tab;
use super::{names, refused, values};
use crate::app::App;
use crate::domain::budget::signs::Kind;
use crate::domain::budget::{Names, Path, Period, Section, Unit};
use crate::domain::region::AdministratorCode;
use crate::domain::scope::BudgetKey;
use crate::domain::system::System;
use crate::services::budget::signs::{
    self as service, Found, Largest, Order, Page, Selection, Signed, Signs,
};
use crate::services::budget::{self, Drawing, Drawn, Looked, PageOf, Place, Wish};

/// Which signs of which budget and month.
#[derive(Debug, rocket::FromForm)]
pub struct SignsQuery {
    budget: Maybe<Of<BudgetKey>>,
    period: Maybe<Of<Period>>,
    known: Maybe<Of<Option<NaiveDate>>>,
    kind: Maybe<Of<Option<Kind>>>,
    administrator: Maybe<Of<Option<AdministratorCode>>>,
    sort: Maybe<Of<Order>>,
    page: Maybe<Of<Page>>,
}

/// Which signs over all budgets.
#[derive(Debug, rocket::FromForm)]
pub struct LargestQuery {
    period: Maybe<Of<Period>>,
    kind: Maybe<Of<Option<Kind>>>,
    page: Maybe<Of<Page>>,
}

in_queries! {
    Option<Kind> => |text| unless_empty(text, Kind::parse),
    Option<AdministratorCode> => |text| unless_empty(text, |text| AdministratorCode::parse(text).ok()),
    Order => |text| [Order::Amount, Order::Line].into_iter().find(|order| order_code(*order) == text),
    Page => |text| text.parse().ok().filter(|page: &usize| *page > 0 && page.to_string() == text).map(Page),
}

const fn order_code(order: Order) -> &'static str {
    match order {
        Order::Amount => "amount",
        Order::Line => "line",
    }
}

/// A sign as a row.
pub(super) struct Row {
    /// The line, and its page.
    pub(super) line: names::Name,
    pub(super) code: String,
    pub(super) line_href: String,
    /// Whose budget, where rows are of several.
    pub(super) budget: Option<names::Name>,
    /// The sign, and its page.
    pub(super) sign: String,
    pub(super) sign_href: String,
    pub(super) amount: String,
}

#[derive(Template)]
#[template(path = "budget/signs.html")]
struct SignsContent {
    say: Words,
    title: String,
    lead: String,
    as_of: String,
    source: String,
    count: String,
    beside: Vec<Link>,
    filter: FilterBar,
    unit: String,
    rows: Vec<Row>,
    empty: Option<Empty>,
    pagination: Option<Pagination>,
}

impl SignsContent {
    fn draw(self) -> Result<Drawn, WebError> {
        draw(self.title.clone(), None, &self)
    }
}

/// `GET /budget/<system>/signs`
#[rocket::get("/budget/<system>/signs?<asked..>")]
pub async fn list(
    system: System,
    asked: Asked<SignsQuery>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let asked = asked.read()?;
    let (budget, period) = (value(asked.budget), value(asked.period));
    let known = value(asked.known).flatten();
    let selection = Selection {
        kind: value(asked.kind).flatten(),
        administrator: value(asked.administrator).flatten(),
        order: value(asked.sort).unwrap_or_default(),
        page: value(asked.page).unwrap_or_default(),
    };
    let (Some(budget), Some(period)) = (budget, period) else {
        let wish = Wish { system, budget, period, near: None, page: PageOf::Anything, known };
        return match budget::find(me.onlooker(app), wish).await {
            Ok(place) => go(list_address(place, selection)),
            Err(failure) => refused(frame, system, failure),
        };
    };
    let place = Place { system, budget, period, path: None, known };
    let say = frame.words;
    let drawing = Drawing::new(&list_address(place, selection), say.lang.code(), move |looked| {
        list_content(&say, place, selection, looked).draw()
    });
    drawn::show(frame, system, service::list(me.onlooker(app), place, selection, drawing).await)
}

/// `GET /budget/<system>/signs/largest`
#[rocket::get("/budget/<system>/signs/largest?<asked..>")]
pub async fn largest(
    system: System,
    asked: Asked<LargestQuery>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let asked = asked.read()?;
    let (period, kind) = (value(asked.period), value(asked.kind).flatten());
    let number = value(asked.page).unwrap_or_default();
    let say = frame.words;
    let address = largest_address(system, period, kind, number);
    let drawing = Drawing::new(&address, say.lang.code(), move |found| {
        largest_content(&say, system, kind, number, found).draw()
    });
    drawn::show(
        frame,
        system,
        service::largest(me.onlooker(app), system, period, kind, number, drawing).await,
    )
}

/// The address of the list.
pub(super) fn list_address(place: Place, selection: Selection) -> String {
    let mut address = format!(
        "/budget/{}/signs?budget={}&period={}",
        place.system.code(),
        place.budget.code(),
        place.period
    );
    let Selection { kind, administrator, order, page: Page(page) } = selection;
    let mut add = |name: &str, value: Option<String>| {
        address.extend(value.map(|value| format!("&{name}={value}")));
    };
    add("known", place.known.map(|day| day.to_string()));
    add("kind", kind.map(|kind| kind.code().to_owned()));
    add("administrator", administrator.map(AdministratorCode::code));
    add("sort", (order != Order::default()).then(|| order_code(order).to_owned()));
    add("page", (page > 1).then(|| page.to_string()));
    address
}

fn largest_address(system: System, period: Option<Period>, kind: Option<Kind>, Page(page): Page) -> String {
    let period = period.map(|period| format!("period={period}"));
    let kind = kind.map(|kind| format!("kind={}", kind.code()));
    let page = (page > 1).then(|| format!("page={page}"));
    let fields: Vec<String> = [period, kind, page].into_iter().flatten().collect();
    let mark = if fields.is_empty() { "" } else { "?" };
    format!("/budget/{}/signs/largest{mark}{}", system.code(), fields.join("&"))
}

fn list_content(say: &Words, place: Place, selection: Selection, looked: &Looked<Signs>) -> SignsContent {
    let found = match &looked.shown {
        Signs::Found(found) => Some(found),
        Signs::NotReported | Signs::NotLookedFor => None,
    };
    let unit = Unit::usual(place.budget.kind());
    let rows = found.map(|found| found.signs.as_slice()).unwrap_or_default();
    let budget = names::apart(say, &looked.names, &place.budget).words;
    let lines = Address::usual(place).to(Tab::Lines);
    let across = found.filter(|found| found.across).map(|_| {
        let address = largest_address(place.system, Some(place.period), None, Page::default());
        Link::new(address, say.t("signs-across"))
    });
    SignsContent {
        title: title(say, say.t1("signs-of", "budget", budget), selection.page),
        lead: say.t("signs-lead"),
        as_of: as_of(say, place.period),
        source: looked.published.as_ref().map(|published| source(say, published)).unwrap_or_default(),
        count: found.map(|found| count(say, found.selected)).unwrap_or_default(),
        beside: std::iter::once(Link::new(lines, say.t("signs-to-lines"))).chain(across).collect(),
        filter: filter(say, place, selection, looked),
        unit: values::unit_words(say, unit),
        rows: rows.iter().map(|signed| row(say, &looked.names, place, signed, unit, None)).collect(),
        empty: empty(say, place, selection, &looked.shown),
        pagination: found.and_then(|found| pages(say, place, selection, found)),
        say: *say,
    }
}

fn largest_content(
    say: &Words,
    system: System,
    kind: Option<Kind>,
    number: Page,
    found: &Largest,
) -> SignsContent {
    let unit = Unit::Million;
    let of = |signed: &Signed| {
        let place = Place { system, budget: signed.budget, period: found.period, path: None, known: None };
        let budget = names::apart(say, &found.names, &signed.budget);
        row(say, &found.names, place, signed, unit, Some(budget))
    };
    let address = |page: usize| largest_address(system, Some(found.period), kind, Page(page));
    let Page(here) = number;
    let back = (here > 1).then(|| Link::new(address(here - 1), say.t("pagination-previous")));
    let on = found.has_more.then(|| Link::new(address(here + 1), say.t("pagination-next")));
    let months = found.last.back(MONTHS_OFFERED);
    let choices = months.into_iter().map(|period| Choice::new(period.to_string(), month(say, period)));
    let fields = vec![
        Field::select("period", say.t("budget-period"), choices.collect()).value(found.period.to_string()),
        kind_field(say, kind, None),
    ];
    let bar = FilterBar::new(say, format!("/budget/{}/signs/largest", system.code()), fields);
    let filter = match kind {
        Some(kind) => {
            let without = largest_address(system, Some(found.period), None, Page::default());
            bar.chosen(say.t("signs-kind"), kind_words(say, kind), without)
        }
        None => bar,
    };
    SignsContent {
        title: title(say, say.t("signs-across"), number),
        lead: say.t("signs-lead"),
        as_of: as_of(say, found.period),
        source: say.n("signs-budgets", i64::try_from(found.budgets).unwrap_or(i64::MAX)),
        count: String::new(),
        beside: [back, on].into_iter().flatten().collect(),
        filter,
        unit: values::unit_words(say, unit),
        rows: found.signs.iter().map(of).collect(),
        empty: found.signs.is_empty().then(|| Empty::new(say.t("signs-none"), say.t("signs-none-text"))),
        pagination: None,
        say: *say,
    }
}

/// So many months back can be chosen from.
const MONTHS_OFFERED: usize = 36;

fn title(say: &Words, words: String, Page(page): Page) -> String {
    if page == 1 { words } else { say.t2("signs-page", "title", words, "page", page) }
}

fn count(say: &Words, selected: usize) -> String {
    say.n("signs-count", i64::try_from(selected).unwrap_or(i64::MAX))
}

/// A row; its links lead to the line in the explorer and to the sign's own page.
fn row(
    say: &Words,
    given: &Names,
    place: Place,
    signed: &Signed,
    unit: Unit,
    budget: Option<names::Name>,
) -> Row {
    let at = Place { path: Some(signed.path), ..place };
    Row {
        line: names::line(say, given, signed.path, signed.name.as_deref()),
        code: names::codes(signed.path),
        line_href: Address::usual(at).to(Tab::Lines),
        budget,
        sign: kind_words(say, signed.sign.kind),
        sign_href: super::sign::address(at, signed.sign.kind),
        amount: amount(say, signed.sign.amount.0, unit),
    }
}

/// An amount with as many decimals as its unit has.
pub(super) fn amount(say: &Words, tiyn: i64, unit: Unit) -> String {
    say.fixed(tiyn, unit.scale(), 1)
}

pub(super) fn kind_words(say: &Words, kind: Kind) -> String {
    say.t(&format!("sign-{}", kind.code()))
}

fn kind_field(say: &Words, kind: Option<Kind>, found: Option<&Found>) -> Field {
    let every = Choice::new("", say.t("signs-every-kind"));
    let kinds = Kind::ALL.map(|kind| {
        let words = kind_words(say, kind);
        Choice::new(
            kind.code(),
            match found {
                Some(found) => {
                    let count = found.kinds.get(&kind).copied().unwrap_or_default();
                    format!("{words} ({})", say.number(count))
                }
                None => words,
            },
        )
    });
    let choices = std::iter::once(every).chain(kinds).collect();
    Field::select("kind", say.t("signs-kind"), choices).value(kind.map(Kind::code).unwrap_or_default())
}

fn administrator_words(say: &Words, given: &Names, code: AdministratorCode) -> String {
    match Path::of(Section::Departmental).child(code.number()) {
        Ok(path) => names::heading(say, given, path, None).words,
        Err(_) => code.code(),
    }
}

fn filter(say: &Words, place: Place, selection: Selection, looked: &Looked<Signs>) -> FilterBar {
    let given = &looked.names;
    let found = match &looked.shown {
        Signs::Found(found) => Some(found),
        Signs::NotReported | Signs::NotLookedFor => None,
    };
    let budgets = looked.around.iter();
    let budgets = budgets.map(|key| Choice::new(key.code(), names::listed(say, given, key)));
    let months = looked.months.iter().rev();
    let months = months.map(|period| Choice::new(period.to_string(), month(say, *period)));
    let offices = found.map(|found| found.administrators.iter().copied().collect()).unwrap_or_default();
    let offices: Vec<AdministratorCode> = offices;
    let every = Choice::new("", say.t("signs-every-administrator"));
    let offices =
        offices.into_iter().map(|code| Choice::new(code.code(), administrator_words(say, given, code)));
    let orders = [Order::Amount, Order::Line]
        .map(|order| Choice::new(order_code(order), say.t(&format!("signs-by-{}", order_code(order)))));
    let own = selection.administrator.map(AdministratorCode::code).unwrap_or_default();
    let fields = vec![
        Field::select("budget", say.t("budget-budget"), budgets.collect()).value(place.budget.code()),
        Field::select("period", say.t("budget-period"), months.collect()).value(place.period.to_string()),
        kind_field(say, selection.kind, found),
        Field::select(
            "administrator",
            say.t("signs-administrator"),
            std::iter::once(every).chain(offices).collect(),
        )
        .value(own),
        Field::select("sort", say.t("signs-order"), orders.into()).value(order_code(selection.order)),
    ];
    let mut bar = FilterBar::new(say, format!("/budget/{}/signs", place.system.code()), fields);
    let first = Selection { page: Page::default(), ..selection };
    if let Some(kind) = selection.kind {
        let without = list_address(place, Selection { kind: None, ..first });
        bar = bar.chosen(say.t("signs-kind"), kind_words(say, kind), without);
    }
    if let Some(own) = selection.administrator {
        let without = list_address(place, Selection { administrator: None, ..first });
        bar = bar.chosen(say.t("signs-administrator"), administrator_words(say, given, own), without);
    }
    if let Some(day) = place.known {
        let without = list_address(Place { known: None, ..place }, first);
        bar = bar.chosen(say.t("budget-known"), say.date(day), without);
    }
    bar
}

fn empty(say: &Words, place: Place, selection: Selection, signs: &Signs) -> Option<Empty> {
    match signs {
        Signs::NotReported => {
            let title = say.t1("budget-month-missing", "month", month(say, place.period));
            Some(Empty::new(title, say.t("budget-month-missing-text")))
        }
        Signs::NotLookedFor => {
            Some(Empty::new(say.t("signs-not-looked-for"), say.t("signs-not-looked-for-text")))
        }
        Signs::Found(found) if found.selected == 0 => {
            let empty = Empty::new(say.t("signs-none"), say.t("signs-none-text"));
            let is_filtered = selection.kind.is_some() || selection.administrator.is_some();
            Some(if is_filtered {
                empty.link(Link::new(list_address(place, Selection::default()), say.t("signs-show-all")))
            } else {
                empty
            })
        }
        Signs::Found(_) => None,
    }
}

fn pages(say: &Words, place: Place, selection: Selection, found: &Found) -> Option<Pagination> {
    let (Page(page), pages) = (selection.page, u32::try_from(found.pages).unwrap_or(u32::MAX));
    let at = |page: u32| {
        let page = Page(usize::try_from(page).unwrap_or(usize::MAX));
        list_address(place, Selection { page, ..selection })
    };
    let page = u32::try_from(page).unwrap_or(u32::MAX);
    (pages > 1).then(|| Pagination::new(say, page, pages, at))
}
