//! The registry of bodies for the ministry's administrator (R2): the list, the record of a body, and the forms that add to it.
//! Nothing that was entered is edited.

pub mod closure;
mod form;
pub mod list;
pub mod naming;
pub mod officials;
pub mod registration;
pub mod show;
pub mod withdrawal;
mod words;

use rocket::{Route, routes};

use super::error::WebError;
use super::guards::SignedIn;
use super::record;
use crate::app::App;
use crate::domain::ids::BodyId;
use crate::services::bodies::looking::{self, Record};

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    routes![
        list::index,
        registration::new,
        registration::create,
        show::show,
        naming::new,
        naming::create,
        closure::new,
        closure::create,
        withdrawal::new,
        withdrawal::create,
        officials::new,
        officials::create,
        officials::ending,
        officials::end,
    ]
}

async fn known(app: &App, me: &SignedIn, id: BodyId) -> Result<Record, WebError> {
    record::seen(looking::show(&app.db, &me.0, id, app.clock.now()).await)
}
