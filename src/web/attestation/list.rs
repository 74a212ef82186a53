//! The ministry's list: which bodies answered for a half-year, by whom and when, and which are overdue.

use std::sync::Arc;

use askama::Template;
use rocket::{FromForm, State};

use super::half_year;
use crate::app::App;
use crate::domain::attestation::HalfYear;
use crate::domain::deadline::Period;
use crate::domain::names::PersonName;
use crate::services::attestations::looking::{self, OfBody};
use crate::web::answer::{self, Reply};
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Choice, Field, FilterBar, Pagination, Tag, standing_tag, taken_tag};
use crate::web::query::{Asked, Maybe};
use crate::web::{record, urls};

/// For which half-year, and which page.
#[derive(FromForm)]
pub struct AttestationsQuery {
    half_year: Maybe<String>,
    page: Maybe<u32>,
}

#[derive(Template)]
#[template(path = "attestation/list.html")]
struct AttestationsPage {
    days: String,
    silence: String,
    filter: Option<FilterBar>,
    rows: Vec<Row>,
    pages: Option<Pagination>,
    frame: Frame,
}

struct Row {
    href: String,
    body: String,
    due: String,
    standing: Option<Tag>,
    state: String,
    waiting: String,
}

/// `GET /attestations`
#[rocket::get("/attestations?<asked..>")]
pub async fn index(
    asked: Asked<AttestationsQuery>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let asked = asked.read()?;
    let wanted = match asked.half_year.0.as_deref().map(HalfYear::parse) {
        None => None,
        Some(Some(half_year)) => Some(half_year),
        Some(None) => return Err(WebError::BadRequest),
    };
    let (page, now) = (asked.page.0.unwrap_or(1), app.clock.now());
    let found = record::seen(looking::list(&app.db, &app.calendar, &me.0, wanted, page, now).await)?;
    let known = wanted.is_none_or(|wanted| found.half_years.contains(&wanted));
    if page == 0 || page > found.pages || !known {
        return Err(WebError::NotFound);
    }
    let filter = found.shown.map(|shown| {
        let choice = |half: &HalfYear| Choice::new(half.code(), half_year(&frame, *half));
        let choices = found.half_years.iter().map(choice).collect();
        let field =
            Field::select("half_year", frame.t("attestations-half-year"), choices).value(shown.code());
        FilterBar::new(&frame, urls::attestations(), vec![field])
    });
    let pages = found
        .shown
        .filter(|_| found.pages > 1)
        .map(|shown| Pagination::new(&frame, page, found.pages, |page| urls::attestations_of(shown, page)));
    answer::show(&AttestationsPage {
        days: frame.n("attestation-days", Period::Attestation.working_days()),
        silence: frame.n("attestation-silence", Period::Silence.working_days()),
        filter,
        rows: found.bodies.iter().map(|one| row(&frame, one)).collect(),
        pages,
        frame,
    })
}

fn row(frame: &Frame, one: &OfBody) -> Row {
    let (state, standing) = match (&one.attestation.attested, &one.by) {
        (Some((at, _)), Some(by)) => {
            let by = by.signed(frame.lang, PersonName::short);
            (format!("{}, {by}", frame.moment(at)), one.standing.map(|how| taken_tag(frame, how)))
        }
        // Everybody else left after some were confirmed.
        (Some(_) | None, _) if one.waiting == 0 => (frame.t("attestation-nobody"), None),
        (Some(_) | None, _) => {
            let day = frame.date(one.attestation.silence.due_on());
            let words = frame.t1("attestations-suspends", "day", day);
            (words, one.standing.map(|how| standing_tag(frame, how)))
        }
    };
    Row {
        href: urls::people_of(Some(one.body.id), 1),
        body: one.body.name.get(frame.lang).to_owned(),
        due: frame.date(one.attestation.due.due_on()),
        standing,
        state,
        waiting: frame.number(one.waiting),
    }
}
