//! The end of access before its year is over (R9.4): one's people, the report that powers ended, suspensions, and what the
//! ministry's administrator makes of them. Must not decide who may what.

mod list;
mod people;
pub(super) mod person;
pub(super) mod restoration;
pub(super) mod separation;
pub(super) mod show;
pub(super) mod suspension;
mod words;

use rocket::{Route, routes};

use super::error::WebError;
use super::frame::Frame;
use crate::app::App;
use crate::domain::application::Reason;
use crate::domain::ids::PersonId;
use crate::domain::names::BadText;
use crate::services::holds::looking::{self, Known};
use crate::web::guards::SignedIn;
use crate::web::parts::{Link, PagePath};
use crate::web::{record, urls};

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    routes![
        people::index,
        person::show,
        separation::new,
        separation::create,
        separation::show,
        separation::text,
        separation::sign,
        suspension::new,
        suspension::create,
        list::index,
        show::show,
        show::confirm,
        restoration::new,
        restoration::create,
    ]
}

/// Somebody, as far as whoever asks may know.
async fn known(app: &App, me: &SignedIn, id: PersonId) -> Result<Known, WebError> {
    record::seen(looking::person(&app.db, &me.0, id, app.clock.now()).await)
}

fn below_person(frame: &Frame, known: &Known, title: &str) -> PagePath {
    let people = Link::new(urls::people(), frame.t("people-title"));
    let person = Link::new(urls::person(known.person.id), known.person.name.full());
    PagePath::new(frame, vec![people, person], title)
}

/// Why words are no reason.
fn reason_fault(frame: &Frame, bad: BadText) -> String {
    match bad {
        BadText::Empty => frame.t("deciding-reason-missing"),
        BadText::TooLong => frame.n("deciding-reason-too-long", Reason::MOST),
        BadText::Invisible => frame.t("deciding-reason-invisible"),
    }
}

/// The page of a list that an address asks for: from 1, and one that there is.
fn page_of(asked: Option<u32>) -> Result<u32, WebError> {
    match asked {
        None => Ok(1),
        Some(0) => Err(WebError::NotFound),
        Some(page) => Ok(page),
    }
}
