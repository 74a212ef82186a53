//! The page of one risk sign: its formula and parameters, the months behind it with their figures, the sentence that it is
//! not a violation.

use std::sync::Arc;

use askama::Template;
use chrono::NaiveDate;
use rocket::State;

use super::super::answer::Reply;
use super::super::error::WebError;
use super::super::frame::Frame;
use super::super::guards::SignedIn;
use super::super::parts::{Cell, FigureRow, Figures, Link, OnPhone, PagePath};
use super::super::query::{Asked, Maybe};
use super::super::words::Words;
use super::address::Address;
use super::chooser::month;
use super::drawn::{self, draw};
use super::head::{as_of, source};
use super::query::{Of, value};
use super::signs::{amount, kind_words, list_address};
use super::tabs::Tab;
use super::{names, values};
use crate::app::App;
use crate::domain::budget::signs::{
    AMENDMENT_PART, AMENDMENTS, DECEMBER_PART, GROWING_MONTHS, HALF, Kind, LEAST_AMOUNT, UNPAID_PART,
};
use crate::domain::budget::{Measures, Path, Period, Unit};
use crate::domain::money::Tiyn;
use crate::domain::scope::BudgetKey;
use crate::domain::system::System;
use crate::services::budget::signs::{Explained, Selection, explain};
use crate::services::budget::{Drawing, Looked, Place};

/// Which line of which report.
#[derive(Debug, rocket::FromForm)]
pub struct SignQuery {
    budget: Of<BudgetKey>,
    period: Of<Period>,
    path: Of<Path>,
    known: Maybe<Of<Option<NaiveDate>>>,
}

#[derive(Template)]
#[template(path = "budget/sign.html")]
struct SignContent {
    say: Words,
    path: PagePath,
    title: String,
    line: names::Name,
    code: String,
    line_href: String,
    budget: names::Name,
    as_of: String,
    source: String,
    stake: String,
    stake_words: String,
    formula: String,
    parameters: Vec<String>,
    no_violation: String,
    months: Figures,
    others: Vec<Link>,
}

/// `GET /budget/<system>/signs/<kind>`
#[rocket::get("/budget/<system>/signs/<kind>?<asked..>", rank = 2)]
pub async fn show(
    system: System,
    kind: &str,
    asked: Asked<SignQuery>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let kind = Kind::parse(kind).ok_or(WebError::NotFound)?;
    let SignQuery { budget: Of(budget), period: Of(period), path: Of(path), known } = asked.read()?;
    let place = Place { system, budget, period, path: Some(path), known: value(known).flatten() };
    let say = frame.words;
    let drawing = Drawing::new(&address(place, kind), say.lang.code(), move |looked| {
        let content = sign_content(&say, place, path, looked);
        let title = format!("{} · {}", content.title, content.code);
        draw(title, Some(&content.path), &content)
    });
    drawn::show(frame, system, explain(me.onlooker(app), place, kind, drawing).await)
}

/// The address of a sign; the place has a line.
pub(super) fn address(place: Place, kind: Kind) -> String {
    let path = place.path.map(|path| path.to_string()).unwrap_or_default();
    let known = place.known.map(|day| format!("&known={day}")).unwrap_or_default();
    format!(
        "/budget/{}/signs/{}?budget={}&period={}&path={path}{known}",
        place.system.code(),
        kind.code(),
        place.budget.code(),
        place.period
    )
}

fn sign_content(say: &Words, place: Place, path: Path, looked: &Looked<Explained>) -> SignContent {
    let Explained { node, sign, months, others } = &looked.shown;
    let unit = Unit::usual(place.budget.kind());
    let title = kind_words(say, sign.kind);
    let above = Place { path: None, ..place };
    let all = Link::new(list_address(above, Selection::default()), say.t("signs-title"));
    let code = sign.kind.code();
    SignContent {
        path: PagePath::new(say, vec![all], title.as_str()),
        title,
        line: names::line(say, &looked.names, path, node.name.as_deref()),
        code: names::codes(path),
        line_href: Address::usual(place).to(Tab::Lines),
        budget: names::apart(say, &looked.names, &place.budget),
        as_of: as_of(say, place.period),
        source: looked.published.as_ref().map(|published| source(say, published)).unwrap_or_default(),
        stake: format!("{} {}", amount(say, sign.amount.0, unit), values::unit_words(say, unit)),
        stake_words: say.t(&format!("sign-{code}-stake")),
        formula: say.t(&format!("sign-{code}-formula")),
        parameters: parameters(say, sign.kind),
        no_violation: say.t(&format!("sign-{code}-no-violation")),
        months: figures(say, place.period, months, unit),
        others: others
            .iter()
            .map(|other| Link::new(address(place, other.kind), kind_words(say, other.kind)))
            .collect(),
        say: *say,
    }
}

fn parameters(say: &Words, kind: Kind) -> Vec<String> {
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let mut parameters = match kind {
        Kind::UnderHalf => vec![say.t1("sign-parameter-half", "value", say.number(HALF))],
        Kind::December => vec![say.t1("sign-parameter-december", "value", say.number(DECEMBER_PART))],
        Kind::AboveCorrected | Kind::WithoutPlan => Vec::new(),
        Kind::ManyAmendments => vec![
            say.t1("sign-parameter-amendments", "value", say.number(count(AMENDMENTS))),
            say.t1("sign-parameter-amendment", "value", say.number(AMENDMENT_PART)),
        ],
        Kind::GrowingUnpaid => vec![
            say.t1("sign-parameter-months", "value", say.number(count(GROWING_MONTHS))),
            say.t1("sign-parameter-unpaid", "value", say.number(UNPAID_PART)),
        ],
    };
    let Tiyn(least) = LEAST_AMOUNT;
    parameters.push(say.t1("sign-parameter-least", "value", say.fixed(least, Unit::Million.scale(), 0)));
    parameters
}

/// The months behind a sign: what its formula uses, and what stands around that.
fn figures(say: &Words, period: Period, months: &[(u8, Measures)], unit: Unit) -> Figures {
    let figure = |tiyn: Tiyn| Cell::Figure(amount(say, tiyn.0, unit));
    let row = |(number, measures): &(u8, Measures)| {
        let Measures { utv, utch: _, plg, plgp, plgo: _, obz, sumrg } = *measures;
        let unpaid = measures.unpaid();
        FigureRow {
            label: Period::new(period.year(), *number).map(|period| month(say, period)).unwrap_or_default(),
            cells: vec![
                figure(utv),
                figure(plg),
                figure(plgp),
                figure(obz),
                unpaid.map_or_else(|| Cell::Missing(say.t("budget-not-applicable")), figure),
                figure(sumrg),
            ],
            ..FigureRow::default()
        }
    };
    let columns = [
        "budget-approved",
        "budget-corrected",
        "budget-plan-payments",
        "budget-obligations",
        "budget-unpaid",
        "budget-executed",
    ];
    Figures {
        id: "months",
        caption: say.t("sign-months"),
        unit: values::unit_words(say, unit),
        corner: say.t("budget-period").into(),
        columns: columns.map(|key| say.t(key).into()).into(),
        rows: months.iter().map(row).collect(),
        total: None,
        on_phone: OnPhone::Stack,
    }
}
