//! The files of the personnel record, newest first, and what each found.

use std::sync::Arc;

use askama::Template;
use rocket::{FromForm, State};

use super::words;
use crate::app::App;
use crate::domain::ids::FeedId;
use crate::domain::personnel::Finding;
use crate::services::personnel::looking::{self, Counted};
use crate::web::answer::{self, Reply};
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Pagination, Tag, Tone};
use crate::web::query::{Asked, Maybe};
use crate::web::{record, urls};

/// Which page of the list.
#[derive(FromForm)]
pub struct FeedsQuery {
    page: Maybe<u32>,
}

#[derive(Template)]
#[template(path = "personnel/index.html")]
struct FeedsPage {
    frame: Frame,
    rows: Vec<Row>,
    pages: Option<Pagination>,
}

struct Row {
    id: FeedId,
    at: String,
    by: String,
    lines: String,
    counts: Vec<String>,
    state: Tag,
}

/// `GET /personnel`
#[rocket::get("/personnel?<asked..>")]
pub async fn index(asked: Asked<FeedsQuery>, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let page = asked.read()?.page.0.unwrap_or(1);
    let (feeds, pages) = record::seen(looking::list(&app.db, &me.0, page, app.clock.now()).await)?;
    if page == 0 || page > pages {
        return Err(WebError::NotFound);
    }
    let rows = feeds.iter().map(|counted| row(&frame, counted)).collect();
    let pages = (pages > 1).then(|| Pagination::new(&frame, page, pages, urls::feeds_page));
    answer::show(&FeedsPage { rows, pages, frame })
}

fn row(frame: &Frame, counted: &Counted) -> Row {
    let feed = &counted.feed;
    let count = |finding: Finding| {
        let count = counted.counts.get(&finding)?;
        Some(format!("{}: {}", words::finding(frame, finding), frame.number(count)))
    };
    let unknown = format!("{}: {}", frame.t("feed-unknown"), frame.number(feed.unknown));
    let state = match (feed.taken, counted.waiting) {
        (None, _) => Tag::new(Tone::Active, frame.t("feed-checked")),
        (Some(_), 0) => Tag::new(Tone::Good, frame.t("feed-taken")),
        (Some(_), _) => Tag::new(Tone::Bad, frame.t("feed-waits")),
    };
    Row {
        id: feed.id,
        at: frame.moment(feed.kept_at),
        by: words::by(frame, counted.by.as_ref()),
        lines: frame.number(feed.lines),
        counts: Finding::ALL.into_iter().filter_map(count).chain([unknown]).collect(),
        state,
    }
}
