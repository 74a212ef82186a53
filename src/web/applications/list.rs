//! The applications of one's own body, and the beginning of a new one.

use std::sync::Arc;

use askama::Template;
use rocket::{FromForm, State};

use super::systems::SystemsForm;
use super::takeover::{self, Offered};
use crate::app::App;
use crate::services::applications::looking;
use crate::services::applications::writing::{self, BeginRefusal};
use crate::web::answer::{self, Reply};
use crate::web::csrf::Posted;
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Empty, Faults, Field, Link, PagePath};
use crate::web::query::Maybe;
use crate::web::record::{self, Row};
use crate::web::token::Token;
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
    form: String,
    offers: Vec<Offered>,
    frame: Frame,
}

/// The systems asked for, and which form asks.
#[derive(FromForm)]
pub struct BeginningForm {
    systems: Maybe<Vec<String>>,
    form: String,
}

impl NewPage {
    fn of(frame: Frame, form: &SystemsForm, name: String, offers: Vec<Offered>, faults: Faults) -> NewPage {
        let title = frame.t("applications-begin");
        let list = Link::new(urls::applications(), frame.t("applications-title"));
        NewPage {
            path: PagePath::new(&frame, vec![list], &title),
            title: faults.title(&frame, &title),
            field: form.field(&frame).faults(&faults),
            form: name,
            offers,
            faults,
            frame,
        }
    }
}

/// `GET /applications/new`
#[rocket::get("/applications/new")]
pub async fn new(me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    looking::may_begin(&me.0).map_err(|_denied| WebError::Forbidden)?;
    let name = Token::random().ok_or_else(|| WebError::broken("no randomness"))?;
    let (name, offers) = (name.secret().to_owned(), takeover::offered(app, &me, &frame).await?);
    answer::show(&NewPage::of(frame, &SystemsForm::default(), name, offers, Faults::none()))
}

/// `POST /applications`
#[rocket::post("/applications", data = "<form>")]
pub async fn create(me: SignedIn, frame: Frame, form: Posted<BeginningForm>, app: &State<Arc<App>>) -> Reply {
    looking::may_begin(&me.0).map_err(|_denied| WebError::Forbidden)?;
    let (form, name) = (SystemsForm::ticking(form.0.systems), form.0.form);
    if Token::parse(&name).is_none() {
        return Err(WebError::Unreadable);
    }
    let mut faults = Faults::none();
    match form.read(&frame) {
        Ok(systems) => {
            let begun = writing::begin_once(&app.db, &me.0, &name, systems, app.clock.now()).await;
            match record::ruled(begun)? {
                Ok(id) | Err(BeginRefusal::Before(id)) => return answer::go(urls::application(id)),
                Err(BeginRefusal::Another) => faults.add("systems", frame.t("applications-begun-before")),
            }
        }
        Err(found) => faults = found,
    }
    let offers = takeover::offered(app, &me, &frame).await?;
    answer::again(&NewPage::of(frame, &form, name, offers, faults))
}
