//! Pages that only a demonstration has: people to play, letters, the clock, a key for files. Mounted nowhere else.

pub(super) mod clock;
pub(super) mod letters;
mod origin;
pub(super) mod people;
pub(super) mod signature;

use std::sync::Arc;

use rocket::request::{self, FromRequest};
use rocket::{Request, Route};

pub use origin::OneOrigin;

use super::error::WebError;
use super::exchange::{self, Exchange};
use crate::services::demo::{Demo, NotPlayed, NotSigned};

/// Guard: the demonstration behind these pages.
pub struct Demonstration<'r>(&'r Arc<Demo>);

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Demonstration<'r> {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> request::Outcome<Self, ()> {
        match exchange::app(request).and_then(|app| app.demo.as_ref()) {
            Some(demo) => request::Outcome::Success(Demonstration(demo)),
            None => request::Outcome::Error(Exchange::of(request).fail(WebError::NotFound)),
        }
    }
}

impl From<NotSigned> for WebError {
    fn from(why: NotSigned) -> WebError {
        match why {
            NotSigned::Nobody => WebError::NotFound,
            NotSigned::Authority(error) => WebError::broken(error),
            NotSigned::Storage(error) => error.into(),
        }
    }
}

impl From<NotPlayed> for WebError {
    fn from(why: NotPlayed) -> WebError {
        match why {
            NotPlayed::Signing(why) => why.into(),
            NotPlayed::Challenge(_) | NotPlayed::Refused(_) => WebError::broken(why),
        }
    }
}

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    rocket::routes![
        people::index,
        people::create,
        letters::index,
        clock::show,
        clock::update,
        signature::show,
        signature::create,
    ]
}
