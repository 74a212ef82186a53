//! The entrance to planning: pages of plans for three years, whose address is their state. Nothing of execution stands on
//! them, whoever looks (R4).

mod address;
mod chooser;
mod page;
mod table;

use std::sync::Arc;

use rocket::State;

use super::super::answer::{Reply, go};
use super::super::frame::Frame;
use super::super::guards::SignedIn;
use super::super::query::Asked;
use super::refused;
use crate::app::App;
use crate::domain::system::System;
use crate::services::budget;
use address::{PlanAddress, PlanAsking, PlanQuery};

/// `GET /budget/sp`
#[rocket::get("/budget/sp?<asked..>")]
pub async fn show_plan(asked: Asked<PlanQuery>, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let onlooker = me.onlooker(app);
    match asked.read()?.asking()? {
        PlanAsking::Exact(address) => match budget::plan(onlooker, address.place).await {
            Ok(looked) => page::show(frame, &address, &looked),
            Err(failure) => refused(frame, System::Sp, failure),
        },
        PlanAsking::Wish(wish, unit) => match budget::find_plan(onlooker, wish).await {
            Ok(place) => go(PlanAddress::of(place, unit).href()),
            Err(failure) => refused(frame, System::Sp, failure),
        },
    }
}
