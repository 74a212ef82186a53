//! The explorer of the budget: one page whose address is its state. It shows what the service found and decides nothing.

mod address;
mod closed;
mod explorer;
mod names;
mod table;

use std::sync::Arc;

use rocket::{Route, State};

use super::answer::{Reply, go};
use super::error::WebError;
use super::frame::Frame;
use super::guards::SignedIn;
use super::query::Asked;
use crate::app::App;
use crate::domain::system::System;
use crate::services::Failure;
use crate::services::budget::{self, Refused};
use address::{Address, BudgetQuery};

/// `GET /budget/<system>`
#[rocket::get("/budget/<system>?<asked..>")]
pub async fn show(
    system: System,
    asked: Asked<BudgetQuery>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let (db, figures, at) = (&app.db, app.budget.as_ref(), app.clock.now());
    match asked.read()?.address(system)? {
        Address::Exact(place, unit) => match budget::look(db, figures, &me.0, place, at).await {
            Ok(looked) => explorer::show(frame, place, unit, looked),
            Err(failure) => refused(frame, system, failure),
        },
        Address::Wish(wish, unit) => match budget::find(db, figures, &me.0, wish, at).await {
            Ok(place) => go(address::exact(place, unit)),
            Err(failure) => refused(frame, system, failure),
        },
    }
}

fn refused(frame: Frame, system: System, failure: Failure<Refused>) -> Reply {
    match failure {
        Failure::Refused(Refused::Closed(why)) => closed::show(frame, system, why),
        Failure::Refused(Refused::NotThere) => Err(WebError::NotFound),
        Failure::Refused(Refused::Denied(denied)) => Err(denied.into()),
        Failure::Storage(error) => Err(error.into()),
    }
}

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    rocket::routes![show]
}
