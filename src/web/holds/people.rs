//! The people of a body: what they may see, until when, and when they last looked.

use std::sync::Arc;

use askama::Template;
use rocket::{FromForm, State};

use super::page_of;
use crate::app::App;
use crate::domain::ids::{BodyId, PersonId};
use crate::services::holds::looking::{self, Known};
use crate::web::answer::{self, Reply};
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Choice, Field, FilterBar, Pagination, Tag};
use crate::web::query::{Asked, Maybe};
use crate::web::{record, urls};

/// Which people: of which body, which page of them.
#[derive(FromForm)]
pub struct PeopleQuery {
    body: Maybe<i64>,
    page: Maybe<u32>,
}

#[derive(Template)]
#[template(path = "holds/people.html")]
struct PeoplePage {
    frame: Frame,
    filter: Option<FilterBar>,
    rows: Vec<Row>,
    pages: Option<Pagination>,
}

struct Row {
    id: PersonId,
    name: String,
    position: String,
    grants: Vec<Held>,
    used: String,
    unused: Option<Tag>,
    may_report: bool,
}

struct Held {
    system: String,
    state: Tag,
    until: String,
}

/// `GET /people`
#[rocket::get("/people?<asked..>")]
pub async fn index(asked: Asked<PeopleQuery>, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let asked = asked.read()?;
    let (body, page, now) = (asked.body.0.map(BodyId), page_of(asked.page.0)?, app.clock.now());
    let found = record::seen(looking::of_body(&app.db, &me.0, body, page, now).await)?;
    if page > found.pages {
        return Err(WebError::NotFound);
    }
    let choices = looking::bodies_to_choose(&app.db, &me.0, now).await?;
    let filter = (!choices.is_empty()).then(|| {
        let chosen = body.unwrap_or(me.0.body.id).to_string();
        let choices = choices.iter().map(|body| Choice::new(body.id.to_string(), body.name.get(frame.lang)));
        let field = Field::select("body", frame.t("people-body"), choices.collect()).value(chosen);
        FilterBar::new(&frame, urls::people(), vec![field])
    });
    let pages = (found.pages > 1)
        .then(|| Pagination::new(&frame, page, found.pages, |page| urls::people_of(body, page)));
    answer::show(&PeoplePage {
        filter,
        rows: found.shown.iter().map(|known| row(&frame, known)).collect(),
        pages,
        frame,
    })
}

fn row(frame: &Frame, known: &Known) -> Row {
    let held = known.grants.iter().map(|(grant, state)| Held {
        system: record::system(frame, grant.system),
        state: record::grant_tag(frame, state),
        until: frame.short(grant.term.last_day()),
    });
    Row {
        id: known.person.id,
        name: known.person.name.full(),
        position: known.person.position.clone(),
        grants: held.collect(),
        used: known.used_at.map_or_else(|| frame.t("people-never-used"), |at| frame.moment(at)),
        unused: record::unused_tag(frame, known.unused_since),
        may_report: known.may.report,
    }
}
