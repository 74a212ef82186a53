//! The explorer of the budget: pages whose address is their state. They show what the service found and decide nothing.

mod address;
mod chooser;
mod closed;
mod columns;
mod drawn;
mod explorer;
mod extract;
mod head;
mod inside;
mod makeup;
mod months;
mod names;
mod planning;
mod quality;
mod query;
mod rows;
pub mod saved;
mod search;
mod sign;
mod signs;
mod table;
mod tabs;
mod values;

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
use crate::services::budget::{self, Onlooker, Refused};
use query::{Asking, BudgetQuery, Manner};
use tabs::Tab;

/// `GET /budget/<system>`
#[rocket::get("/budget/<system>?<asked..>")]
pub async fn show(
    system: System,
    asked: Asked<BudgetQuery>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let onlooker = me.onlooker(app);
    match asked.read()?.asking(system, Tab::Lines)? {
        Asking::Exact(address) => {
            let (place, wanted) = (address.place, address.wanted());
            let drawing = explorer::drawing(&frame, address);
            let shown = budget::lines(onlooker, place, wanted, drawing).await;
            drawn::show(frame, system, shown)
        }
        Asking::Wish(wish, manner) => find(frame, onlooker, wish, manner, Tab::Lines).await,
    }
}

/// `GET /budget/<system>/year`
#[rocket::get("/budget/<system>/year?<asked..>")]
pub async fn year(
    system: System,
    asked: Asked<BudgetQuery>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let onlooker = me.onlooker(app);
    match asked.read()?.asking(system, Tab::Year)? {
        Asking::Exact(address) => {
            let (place, drawing) = (address.place, months::drawing(&frame, address));
            let shown = budget::year(onlooker, place, drawing).await;
            drawn::show(frame, system, shown)
        }
        Asking::Wish(wish, manner) => find(frame, onlooker, wish, manner, Tab::Year).await,
    }
}

/// `GET /budget/<system>/composition`
#[rocket::get("/budget/<system>/composition?<asked..>")]
pub async fn composition(
    system: System,
    asked: Asked<BudgetQuery>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let onlooker = me.onlooker(app);
    match asked.read()?.asking(system, Tab::Composition)? {
        Asking::Exact(address) => {
            let (place, drawing) = (address.place, makeup::drawing(&frame, address));
            let shown = budget::composition(onlooker, place, drawing).await;
            drawn::show(frame, system, shown)
        }
        Asking::Wish(wish, manner) => find(frame, onlooker, wish, manner, Tab::Composition).await,
    }
}

/// `GET /budget/<system>/places`
#[rocket::get("/budget/<system>/places?<asked..>")]
pub async fn places(
    system: System,
    asked: Asked<BudgetQuery>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let onlooker = me.onlooker(app);
    match asked.read()?.asking(system, Tab::Places)? {
        Asking::Exact(address) => {
            let (place, drawing) = (address.place, inside::drawing(&frame, address));
            let shown = budget::places(onlooker, place, drawing).await;
            drawn::show(frame, system, shown)
        }
        Asking::Wish(wish, manner) => find(frame, onlooker, wish, manner, Tab::Places).await,
    }
}

/// Leads from a wish to the page that comes nearest to it.
async fn find(frame: Frame, onlooker: Onlooker<'_>, wish: budget::Wish, manner: Manner, tab: Tab) -> Reply {
    match budget::find(onlooker, wish).await {
        Ok(place) => go(manner.of(place).fitting().to(tab)),
        Err(failure) => refused(frame, wish.system, failure),
    }
}

fn refused(frame: Frame, system: System, failure: Failure<Refused>) -> Reply {
    match failure {
        Failure::Refused(Refused::Closed(why)) => closed::show(frame, system, why),
        Failure::Refused(Refused::NotThere) => Err(WebError::NotFound),
        Failure::Refused(Refused::NotYetKnown) => Err(WebError::BadRequest),
        Failure::Refused(Refused::Denied(denied)) => Err(denied.into()),
        Failure::Storage(error) => Err(error.into()),
    }
}

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    rocket::routes![
        composition,
        places,
        show,
        year,
        extract::show,
        planning::show_plan,
        quality::show,
        saved::create,
        saved::edit,
        saved::index,
        saved::new,
        saved::open,
        saved::removal,
        saved::remove,
        saved::update,
        search::show,
        search::suggest,
        sign::show,
        signs::largest,
        signs::list,
    ]
}
