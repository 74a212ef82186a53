//! The duties of use (R15): what is accepted, and until when it holds.

use std::sync::Arc;

use askama::Template;
use rocket::State;

use crate::app::App;
use crate::services::{Failure, duties as service};
use crate::web::answer::{self, Reply};
use crate::web::csrf::{MarkOnly, Posted};
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Banner, Tone};
use crate::web::urls;

#[derive(Template)]
#[template(path = "duties/show.html")]
struct DutiesPage {
    accepted: Option<Banner>,
    frame: Frame,
}

/// `GET /duties`
#[rocket::get("/duties")]
pub async fn show(me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let own = service::own(&app.db, &me.0, app.clock.now()).await.map_err(refused)?;
    let accepted = own.map(|own| {
        let words =
            frame.t2("duties-accepted", "day", frame.date(own.on()), "until", frame.date(own.last_day()));
        Banner::new(Tone::Good, words)
    });
    answer::show(&DutiesPage { accepted, frame })
}

/// `POST /duties`
#[rocket::post("/duties", data = "<_form>")]
pub async fn accept(me: SignedIn, _form: Posted<MarkOnly>, app: &State<Arc<App>>) -> Reply {
    service::accept(&app.db, &me.0, app.clock.now()).await.map_err(refused)?;
    answer::go(urls::duties())
}

fn refused(failure: Failure<crate::domain::access::Denied>) -> WebError {
    match failure {
        Failure::Refused(denied) => denied.into(),
        Failure::Storage(error) => error.into(),
    }
}
