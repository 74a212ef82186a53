//! All suspensions for the ministry's administrator: those to decide, late reports, decided ones; how long bodies took.

use std::sync::Arc;

use askama::Template;
use rocket::{FromForm, State};

use super::{page_of, words};
use crate::app::App;
use crate::domain::ids::HoldId;
use crate::services::holds::looking::{self, Delay, Listed, Listing};
use crate::web::answer::{self, Reply};
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Link, Pagination, Tabs, Tag};
use crate::web::query::{Asked, Maybe};
use crate::web::{record, urls};

/// Which list, and which page of it.
#[derive(FromForm)]
pub struct HoldsQuery {
    list: Maybe<String>,
    page: Maybe<u32>,
}

#[derive(Template)]
#[template(path = "holds/index.html")]
struct HoldsPage {
    frame: Frame,
    tabs: Tabs,
    empty: String,
    rows: Vec<Row>,
    pages: Option<Pagination>,
    delays: Vec<DelayRow>,
}

struct Row {
    id: HoldId,
    name: String,
    body: String,
    cause: String,
    late: Option<Tag>,
    since: String,
    decision: Tag,
}

struct DelayRow {
    body: String,
    blocked: String,
    median: String,
    worst: String,
}

/// `GET /holds`
#[rocket::get("/holds?<asked..>")]
pub async fn index(asked: Asked<HoldsQuery>, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let asked = asked.read()?;
    let (wanted, code, empty) = match asked.list.0.as_deref() {
        None | Some("pending") => (Listing::Pending, "pending", frame.t("holds-none-pending")),
        Some("late") => (Listing::Late, "late", frame.t("holds-none-late")),
        Some("decided") => (Listing::Decided, "decided", frame.t("holds-none-decided")),
        Some(_) => return Err(WebError::BadRequest),
    };
    let (page, now) = (page_of(asked.page.0)?, app.clock.now());
    let found = record::seen(looking::list(&app.db, &me.0, wanted, page, now).await)?;
    if page > found.pages {
        return Err(WebError::NotFound);
    }
    let delays = record::seen(looking::delays(&app.db, &app.calendar, &me.0, now).await)?;
    let tabs = [
        ("pending", frame.t("holds-pending")),
        ("late", frame.t("holds-late")),
        ("decided", frame.t("holds-decided")),
    ];
    let tabs = tabs.map(|(list, words)| (Link::new(urls::holds_list(list, 1), words), list == code));
    answer::show(&HoldsPage {
        tabs: Tabs::new(frame.t("holds-title"), tabs.into(), Vec::new()),
        empty,
        rows: found.shown.iter().map(|listed| row(&frame, listed)).collect(),
        pages: (found.pages > 1)
            .then(|| Pagination::new(&frame, page, found.pages, |page| urls::holds_list(code, page))),
        delays: delays.iter().map(|delay| delay_row(&frame, delay)).collect(),
        frame,
    })
}

fn row(frame: &Frame, Listed { hold, person, body }: &Listed) -> Row {
    Row {
        id: hold.id,
        name: person.name.full(),
        body: body.name.get(frame.lang).to_owned(),
        cause: words::cause(frame, &hold.cause),
        late: hold.cause.separation().and_then(|separation| words::late_tag(frame, separation)),
        since: frame.moment(hold.since),
        decision: words::decision_tag(frame, hold),
    }
}

fn delay_row(frame: &Frame, delay: &Delay) -> DelayRow {
    DelayRow {
        body: delay.body.name.get(frame.lang).to_owned(),
        blocked: frame.number(delay.blocked),
        median: frame.number(delay.median_days),
        worst: frame.number(delay.worst_days),
    }
}
