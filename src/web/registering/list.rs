//! The applications that came on paper: being entered, and registered.

use std::sync::Arc;

use askama::Template;
use rocket::State;

use crate::app::App;
use crate::services::applications::looking;
use crate::web::answer::{self, Reply};
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Empty, Link};
use crate::web::record::{self, Row};
use crate::web::urls;

#[derive(Template)]
#[template(path = "registering/index.html")]
struct ListPage {
    frame: Frame,
    rows: Vec<Row>,
    empty: Empty,
}

/// `GET /registrations`
#[rocket::get("/registrations")]
pub async fn index(me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let listed = looking::on_paper(&app.db, &app.calendar, &me.0, app.clock.now()).await;
    let address = |one: &looking::Listed| urls::application(one.application.id);
    let rows = record::records(&frame, &record::seen(listed)?, address);
    let begin = Link::new(urls::new_registration(), frame.t("registration-begin"));
    let empty = Empty::new(frame.t("registrations-none"), frame.t("registration-lead")).link(begin);
    answer::show(&ListPage { rows, empty, frame })
}
