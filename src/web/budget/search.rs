//! Search by code or name: a page of results that works without JavaScript, and suggestions for the script that improves it.

use std::sync::Arc;

use askama::Template;
use chrono::NaiveDate;
use rocket::State;
use rocket::http::RawStr;

use super::super::answer::{Reply, go, json, show as page};
use super::super::error::WebError;
use super::super::frame::Frame;
use super::super::guards::SignedIn;
use super::super::parts::{Faults, Link, SummaryCard};
use super::super::query::{Asked, Maybe};
use super::address::Address;
use super::chooser::month;
use super::head::right;
use super::query::{Of, value};
use super::tabs::Tab;
use super::{names, refused};
use crate::app::App;
use crate::domain::budget::path::Step;
use crate::domain::budget::search::{NotAQuery, Query};
use crate::domain::budget::{Names, Period};
use crate::domain::scope::BudgetKey;
use crate::domain::system::System;
use crate::services::budget::searching::{Found, find_by_words};
use crate::services::budget::{self, PageOf, Place, Wish};

/// How many hits a page shows.
const ON_PAGE: usize = 40;

/// How many the script suggests.
const SUGGESTED: usize = 8;

/// What is searched for, and where.
#[derive(Debug, rocket::FromForm)]
pub struct SearchQuery {
    q: Maybe<String>,
    budget: Maybe<Of<BudgetKey>>,
    period: Maybe<Of<Period>>,
    known: Maybe<Of<Option<NaiveDate>>>,
}

/// A hit as a row.
struct Row {
    href: String,
    code: String,
    name: names::Name,
    what: String,
}

#[derive(Template)]
#[template(path = "budget/search.html")]
struct SearchPage {
    frame: Frame,
    title: String,
    faults: Faults,
    search: SearchForm,
    asked: String,
    whose: String,
    rows: Vec<Row>,
    has_more: bool,
    back: Link,
    right: Option<SummaryCard>,
}

/// The form of a search on a page of the budget; templates include `budget/search_form.html`.
pub(super) struct SearchForm {
    pub(super) action: String,
    pub(super) hidden: Vec<(&'static str, String)>,
    pub(super) suggestions: String,
}

/// `GET /budget/<system>/search`
#[rocket::get("/budget/<system>/search?<asked..>")]
pub async fn show(
    system: System,
    asked: Asked<SearchQuery>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let asked = asked.read()?;
    let text = asked.q.or_empty();
    let known = value(asked.known).flatten();
    let (budget, period) = (value(asked.budget), value(asked.period));
    let (Some(budget), Some(period)) = (budget, period) else {
        let wish = Wish { system, budget, period, near: None, page: PageOf::Anything, known };
        return match budget::find(me.onlooker(app), wish).await {
            Ok(place) => go(address(place, &text)),
            Err(failure) => refused(frame, system, failure),
        };
    };
    let place = Place { system, budget, period, path: None, known };
    let query = match Query::parse(&text) {
        Ok(query) => query,
        Err(why) => {
            let given = budget::names_at(me.onlooker(app), place).await?;
            return page(&nothing_asked(frame, &given, place, &text, why));
        }
    };
    match find_by_words(me.onlooker(app), place, query, ON_PAGE).await {
        Ok(found) => {
            let rows: Vec<Row> = found.hits.iter().map(|hit| row(&frame, &found.names, place, hit)).collect();
            let right = Some(right(&frame, &found.right));
            page(&SearchPage {
                rows,
                has_more: found.has_more,
                right,
                ..empty(frame, &found.names, place, &text)
            })
        }
        Err(failure) => refused(frame, system, failure),
    }
}

/// `GET /budget/<system>/suggestions`
#[rocket::get("/budget/<system>/suggestions?<asked..>")]
pub async fn suggest(
    system: System,
    asked: Asked<SearchQuery>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let asked = asked.read()?;
    let known = value(asked.known).flatten();
    let (Some(budget), Some(period)) = (value(asked.budget), value(asked.period)) else {
        return Err(WebError::BadRequest);
    };
    let place = Place { system, budget, period, path: None, known };
    let Ok(query) = Query::parse(&asked.q.or_empty()) else {
        return json(&serde_json::Value::Array(Vec::new()));
    };
    match find_by_words(me.onlooker(app), place, query, SUGGESTED).await {
        Ok(found) => {
            let suggestion = |hit: &Found| {
                let row = row(&frame, &found.names, place, hit);
                serde_json::json!({
                    "href": row.href,
                    "code": row.code,
                    "name": row.name.words,
                    "lang": row.name.lang.unwrap_or(frame.lang.code()),
                    "what": row.what,
                })
            };
            json(&found.hits.iter().map(suggestion).collect())
        }
        Err(failure) => refused(frame, system, failure),
    }
}

/// The address of a search.
fn address(place: Place, text: &str) -> String {
    let Place { system, budget, period, path: _, known } = place;
    let known = known.map(|day| format!("&known={day}")).unwrap_or_default();
    let text = RawStr::new(text).percent_encode();
    format!("/budget/{}/search?budget={}&period={period}{known}&q={text}", system.code(), budget.code())
}

/// The form for the pages of a place.
pub(super) fn form(place: Place) -> SearchForm {
    let mut hidden = vec![("budget", place.budget.code()), ("period", place.period.to_string())];
    hidden.extend(place.known.map(|day| ("known", day.to_string())));
    SearchForm {
        action: format!("/budget/{}/search", place.system.code()),
        suggestions: format!("/budget/{}/suggestions", place.system.code()),
        hidden,
    }
}

fn empty(frame: Frame, given: &Names, place: Place, text: &str) -> SearchPage {
    let budget = names::apart(&frame, given, &place.budget).words;
    SearchPage {
        title: frame.t("search-title"),
        faults: Faults::none(),
        search: form(place),
        asked: text.to_owned(),
        whose: format!("{budget} · {}", month(&frame, place.period)),
        rows: Vec::new(),
        has_more: false,
        back: Link::new(Address::usual(place).to(Tab::Lines), frame.t("signs-to-lines")),
        right: None,
        frame,
    }
}

/// The page before anything is asked, or with what is wrong with the question.
fn nothing_asked(frame: Frame, given: &Names, place: Place, text: &str, why: NotAQuery) -> SearchPage {
    let mut faults = Faults::none();
    if !text.is_empty() {
        let key = match why {
            NotAQuery::TooShort => "search-too-short",
            NotAQuery::TooLong => "search-too-long",
        };
        faults.add("q", frame.t(key));
    }
    SearchPage { faults, ..empty(frame, given, place, text) }
}

fn row(frame: &Frame, given: &Names, place: Place, hit: &Found) -> Row {
    match hit {
        Found::Line(path, name) => Row {
            href: Address::usual(Place { path: Some(*path), ..place }).to(Tab::Lines),
            code: names::codes(*path),
            name: names::line(frame, given, *path, name.as_deref()),
            what: frame.t(step_key(path.step())),
        },
        Found::Budget(budget) => Row {
            href: Address::usual(place).wish(Tab::Lines, *budget),
            code: match budget {
                BudgetKey::Local(place) => place.code(),
                BudgetKey::Republican | BudgetKey::State | BudgetKey::AllLocal => String::new(),
            },
            name: names::apart(frame, given, budget),
            what: frame.t("budget-budget"),
        },
    }
}

const fn step_key(step: Step) -> &'static str {
    match step {
        Step::Section | Step::Heading => "step-section",
        Step::Group => "step-group",
        Step::Subgroup => "step-subgroup",
        Step::Administrator => "step-administrator",
        Step::Programme => "step-programme",
        Step::Subprogramme => "step-subprogramme",
        Step::Specific => "step-specific",
        Step::Category => "step-category",
        Step::Class => "step-class",
        Step::Subclass => "step-subclass",
        Step::ReceiptSpecific => "step-receipt-specific",
        Step::EconomicCategory => "step-economic-category",
        Step::EconomicClass => "step-economic-class",
    }
}
