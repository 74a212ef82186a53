//! The offer to take over the people of a body that ended: each group with access to the same systems begins one application.

use std::collections::BTreeSet;
use std::sync::Arc;

use rocket::{FromForm, State};

use crate::app::App;
use crate::domain::ids::BodyId;
use crate::domain::system::System;
use crate::services::applications::taking_over::{self, NotOffered, Offer};
use crate::web::answer::{self, Reply};
use crate::web::csrf::Posted;
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::{record, urls};

/// Whose people, and to which systems.
#[derive(FromForm)]
pub struct TakeoverForm {
    body: String,
    systems: String,
}

/// An offer as the page of a new application shows it.
pub struct Offered {
    pub words: String,
    pub systems: String,
    pub body: BodyId,
    pub codes: String,
}

/// What somebody's body is offered, in words.
pub async fn offered(app: &App, me: &SignedIn, frame: &Frame) -> Result<Vec<Offered>, WebError> {
    let offers = record::seen(taking_over::offered(&app.db, &me.0, app.clock.now()).await)?;
    let one = |offer: &Offer| Offered {
        words: frame.t2(
            "takeover-of",
            "name",
            offer.name.get(frame.lang),
            "count",
            frame.number(offer.people.len()),
        ),
        systems: record::systems(frame, &offer.systems).replace('\n', ", "),
        body: offer.predecessor,
        codes: offer.systems.iter().map(|system| system.code()).collect::<Vec<_>>().join("_"),
    };
    Ok(offers.iter().map(one).collect())
}

/// `POST /applications/takeover`
#[rocket::post("/applications/takeover", data = "<form>")]
pub async fn create(form: Posted<TakeoverForm>, me: SignedIn, app: &State<Arc<App>>) -> Reply {
    let body = form.0.body.parse().map_err(|_| WebError::NotFound)?;
    let systems: Option<BTreeSet<System>> = form.0.systems.split('_').map(System::parse).collect();
    let systems = systems.ok_or(WebError::NotFound)?;
    match record::ruled(taking_over::begin(&app.db, &me.0, body, systems, app.clock.now()).await)? {
        Ok(id) => answer::go(urls::table_check(id)),
        Err(NotOffered) => Err(WebError::NotFound),
    }
}
