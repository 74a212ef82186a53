//! The next edition: its changes, which promises it would have counted otherwise, and publishing it.

use std::sync::Arc;

use askama::Template;
use rocket::{FromForm, State};

use super::editions::{DayRow, days};
use super::form::{DayForm, not_marked};
use super::refused;
use crate::app::App;
use crate::domain::calendar::Edition;
use crate::services::Failure;
use crate::services::calendars::keeping::{self, Drafted, Otherwise, Refused};
use crate::web::answer::{Reply, again, go, show as page, stale};
use crate::web::csrf::Posted;
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Banner, Faults, Field, Link, PagePath, Tone};
use crate::web::urls;

/// How many promises the page shows; it says how many there are.
const MOST: usize = 100;

#[derive(Template)]
#[template(path = "calendar/draft.html")]
struct DraftPage {
    frame: Frame,
    path: PagePath,
    title: String,
    banners: Vec<Banner>,
    faults: Faults,
    fields: Vec<Field>,
    changes: Vec<DayRow>,
    added_years: Option<String>,
    next_year: i32,
    mark: Option<String>,
    all_otherwise: usize,
    otherwise: Vec<OtherwiseRow>,
}

struct OtherwiseRow {
    number: String,
    body: String,
    step: String,
    kept: String,
    counted: String,
    open: bool,
}

impl DraftPage {
    fn of(frame: Frame, drafted: &Drafted, form: &DayForm, faults: Faults) -> DraftPage {
        let Drafted { edition, draft, otherwise } = drafted;
        let title = frame.t1("calendar-draft-title", "edition", draft.published(edition).name());
        let last = *edition.years().end();
        DraftPage {
            path: PagePath::new(&frame, vec![Link::new(urls::calendar(), frame.t("calendar-title"))], &title),
            title,
            banners: Vec::new(),
            fields: form.fields(&frame, &faults),
            changes: days(&frame, draft.changes.iter()),
            added_years: (draft.last_year > last)
                .then(|| frame.t2("calendar-added-years", "first", last + 1, "last", draft.last_year)),
            next_year: draft.last_year + 1,
            mark: (!draft.is_empty(edition)).then(|| draft.mark_of_all()),
            all_otherwise: otherwise.len(),
            otherwise: otherwise.iter().take(MOST).map(|one| row(&frame, one)).collect(),
            faults,
            frame,
        }
    }
}

fn row(frame: &Frame, Otherwise { promise, number, body, due_on }: &Otherwise) -> OtherwiseRow {
    OtherwiseRow {
        number: number.map_or_else(|| promise.application.to_string(), |number| number.to_string()),
        body: body.get(frame.lang).to_owned(),
        step: frame.t(&format!("calendar-step-{}", promise.deadline.period().code())),
        kept: frame.day(promise.deadline.due_on()),
        counted: due_on.map_or_else(|| frame.t("calendar-step-uncounted"), |day| frame.day(day)),
        open: promise.ended_at.is_none(),
    }
}

async fn drafted(app: &App, me: &SignedIn) -> Result<Drafted, WebError> {
    keeping::draft(&app.db, &me.0, app.clock.now()).await.map_err(refused)
}

/// `GET /calendar/draft`
#[rocket::get("/calendar/draft")]
pub async fn show(me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    page(&DraftPage::of(frame, &drafted(app, &me).await?, &DayForm::default(), Faults::none()))
}

/// `POST /calendar/draft/days`
#[rocket::post("/calendar/draft/days", data = "<form>")]
pub async fn mark(form: Posted<DayForm>, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let drafted = drafted(app, &me).await?;
    let read = match form.0.read(&frame) {
        Ok(read) => read,
        Err(faults) => return again(&DraftPage::of(frame, &drafted, &form.0, faults)),
    };
    match keeping::mark(&app.db, &me.0, read.on, read.wish, read.act, app.clock.now()).await {
        Ok(()) => go(urls::calendar_draft()),
        Err(Failure::Refused(Refused::Day(why))) => {
            let faults = not_marked(&frame, why);
            again(&DraftPage::of(frame, &drafted, &form.0, faults))
        }
        Err(other) => Err(refused(other)),
    }
}

/// Which change is taken back.
#[derive(FromForm)]
pub struct RemovalForm {
    on: String,
}

/// `POST /calendar/draft/removals`
#[rocket::post("/calendar/draft/removals", data = "<form>")]
pub async fn take_back(
    form: Posted<RemovalForm>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let on = form.0.on.parse().map_err(|_: chrono::ParseError| WebError::Unreadable)?;
    let done = keeping::take_back(&app.db, &me.0, on, app.clock.now()).await;
    changed(done, frame, app, &me).await
}

/// Which year is added: the one after the last.
#[derive(FromForm)]
pub struct YearForm {
    year: String,
}

/// `POST /calendar/draft/years`
#[rocket::post("/calendar/draft/years", data = "<form>")]
pub async fn add_year(form: Posted<YearForm>, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let year = form.0.year.parse().map_err(|_: std::num::ParseIntError| WebError::Unreadable)?;
    let done = keeping::add_year(&app.db, &me.0, year, app.clock.now()).await;
    changed(done, frame, app, &me).await
}

/// Which draft was read.
#[derive(FromForm)]
pub struct PublicationForm {
    draft: String,
}

/// `POST /calendar/editions`
#[rocket::post("/calendar/editions", data = "<form>")]
pub async fn publish(
    form: Posted<PublicationForm>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let done = keeping::publish(&app.db, &me.0, form.0.draft, app.clock.now()).await;
    let done = done.map(|_: Edition| ());
    match done {
        Ok(()) => go(urls::calendar()),
        Err(_) => changed(done, frame, app, &me).await,
    }
}

/// Back to the draft; where it is no longer as it was shown, its present state.
async fn changed(done: Result<(), Failure<Refused>>, frame: Frame, app: &App, me: &SignedIn) -> Reply {
    match done {
        Ok(()) => go(urls::calendar_draft()),
        Err(Failure::Refused(Refused::Stale)) => {
            let banner = Banner::new(Tone::Bad, frame.t("calendar-stale"));
            let now = DraftPage::of(frame, &drafted(app, me).await?, &DayForm::default(), Faults::none());
            stale(&DraftPage { banners: vec![banner], ..now })
        }
        Err(other) => Err(refused(other)),
    }
}
