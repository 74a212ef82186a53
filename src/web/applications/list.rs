//! The applications of one's own body, and the beginning of a new one.

use std::sync::Arc;

use askama::Template;
use rocket::State;

use super::systems::SystemsForm;
use crate::app::App;
use crate::services::applications::{looking, writing};
use crate::web::answer::{self, Reply};
use crate::web::csrf::Posted;
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Empty, Faults, Field, Link, PagePath};
use crate::web::record::{self, Row};
use crate::web::urls;

#[derive(Template)]
#[template(path = "applications/index.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<Row>,
    empty: Empty,
}

/// `GET /applications`
#[rocket::get("/applications")]
pub async fn index(me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let listed = record::seen(looking::own(&app.db, &app.calendar, &me.0, app.clock.now()).await)?;
    let rows = record::records(&frame, &listed, |one| urls::application(one.application.id).to_string());
    let begin = Link::new(urls::new_application(), frame.t("applications-begin"));
    let empty = Empty::new(frame.t("applications-none"), frame.t("applications-none-hint")).link(begin);
    answer::show(&ListPage { rows, empty, frame })
}

#[derive(Template)]
#[template(path = "applications/new.html")]
struct NewPage {
    path: PagePath,
    title: String,
    faults: Faults,
    field: Field,
    frame: Frame,
}

impl NewPage {
    fn of(frame: Frame, form: &SystemsForm, faults: Faults) -> NewPage {
        let title = frame.t("applications-begin");
        let list = Link::new(urls::applications(), frame.t("applications-title"));
        NewPage {
            path: PagePath::new(&frame, vec![list], &title),
            title: faults.title(&frame, &title),
            field: form.field(&frame).faults(&faults),
            faults,
            frame,
        }
    }
}

/// `GET /applications/new`
#[rocket::get("/applications/new")]
pub async fn new(me: SignedIn, frame: Frame) -> Reply {
    looking::may_begin(&me.0).map_err(|_denied| WebError::Forbidden)?;
    answer::show(&NewPage::of(frame, &SystemsForm::default(), Faults::none()))
}

/// `POST /applications`
#[rocket::post("/applications", data = "<form>")]
pub async fn create(me: SignedIn, frame: Frame, form: Posted<SystemsForm>, app: &State<Arc<App>>) -> Reply {
    looking::may_begin(&me.0).map_err(|_denied| WebError::Forbidden)?;
    let systems = match form.0.read(&frame) {
        Ok(systems) => systems,
        Err(faults) => return answer::again(&NewPage::of(frame, &form.0, faults)),
    };
    let begun = writing::begin(&app.db, &me.0, systems, app.clock.now()).await;
    let id = record::ruled(begun)?.map_err(WebError::broken)?;
    answer::go(urls::application(id))
}
