//! The queue of a step, and what left it.

use askama::Template;
use rocket::FromForm;

use super::choice::QueueQuery;
use crate::app::App;
use crate::domain::application::Stage;
use crate::services::applications::looking::{self, Listed};
use crate::web::answer::{self, Reply};
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Empty, FilterBar, Link, PagePath};
use crate::web::query::{Asked, Maybe};
use crate::web::record::{self, Queue, Row};
use crate::web::urls;

#[derive(Template)]
#[template(path = "deciding/queue.html")]
struct QueuePage {
    title: String,
    decided: String,
    filter: Option<FilterBar>,
    queue: Option<Queue>,
    empty: Empty,
    frame: Frame,
}

/// What waits, what is due first coming first.
pub async fn queue(stage: Stage, asked: Asked<QueueQuery>, app: &App, me: &SignedIn, frame: Frame) -> Reply {
    let chosen = asked.read()?.read()?;
    let found = looking::queue(&app.db, &app.calendar, &me.0, stage, app.clock.now()).await;
    let listed = record::seen(found)?;
    let title = frame.t(&format!("queue-title-{}", stage.code()));
    let filter = (!listed.is_empty()).then(|| chosen.bar(&frame, stage, &listed));
    let listed: Vec<Listed> = listed.into_iter().filter(|one| chosen.shows(one)).collect();
    let rows = record::records(&frame, &listed, |one| urls::at_desk(stage, one.application.id));
    let queue = (!rows.is_empty()).then(|| Queue::new(&frame, title.clone(), &listed, rows));
    let empty = if chosen.is_everything() {
        Empty::new(frame.t("queue-empty"), frame.t("queue-empty-hint"))
    } else {
        Empty::new(frame.t("queue-nothing-chosen"), "")
    };
    answer::show(&QueuePage { decided: urls::decided(stage).to_string(), filter, queue, empty, title, frame })
}

#[derive(Template)]
#[template(path = "deciding/decided.html")]
struct DecidedPage {
    path: PagePath,
    title: String,
    rows: Vec<Row>,
    turns: Vec<Link>,
    empty: Empty,
    frame: Frame,
}

/// The query of what left a desk: the page, from 1.
#[derive(Debug, FromForm)]
pub struct DecidedQuery {
    page: Maybe<u16>,
}

/// What left the desk last.
pub async fn decided(
    stage: Stage,
    asked: Asked<DecidedQuery>,
    app: &App,
    me: &SignedIn,
    frame: Frame,
) -> Reply {
    let page = asked.read()?.page.0.unwrap_or(1);
    let before = page.checked_sub(1).ok_or(WebError::BadRequest)?;
    let found = looking::decided(&app.db, &app.calendar, &me.0, stage, before, app.clock.now()).await;
    let (listed, has_more) = record::seen(found)?;
    let heading = frame.t("decided-title");
    let title = match page {
        1 => heading,
        page => frame.t2("decided-page", "title", heading, "page", page),
    };
    let turn = |to: u16, key: &str| Link::new(format!("{}?page={to}", urls::decided(stage)), frame.t(key));
    let back = (before > 0).then(|| turn(before, "pagination-previous"));
    let on = page.checked_add(1).filter(|_| has_more).map(|next| turn(next, "pagination-next"));
    answer::show(&DecidedPage {
        path: PagePath::new(&frame, vec![super::show::to_queue(&frame, stage)], &title),
        rows: record::records(&frame, &listed, |one| urls::at_desk(stage, one.application.id)),
        turns: back.into_iter().chain(on).collect(),
        empty: Empty::new(frame.t("decided-empty"), ""),
        title,
        frame,
    })
}
