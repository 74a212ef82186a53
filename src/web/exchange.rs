//! What is remembered during one request: its number, its start, its visitor, its failure.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::Instant;

use rocket::Request;

use super::error::WebError;
use super::guards::{Account, Visitor};
use super::token::Token;
use super::typed::Typed;
use crate::app::App;
use crate::services::budget::Standing;
use crate::site::Site;

/// One request and its answer.
pub struct Exchange {
    /// Shown on error pages, sent as `x-request-id`, written in every line of the log.
    pub id: String,
    /// When the request arrived, for the access log.
    pub started: Instant,
    /// Who asks, once a guard looked.
    pub visitor: OnceLock<Visitor>,
    /// The signed-in person with what they may see, once a guard looked.
    pub account: OnceLock<Option<(Account, Standing)>>,
    failure: Mutex<Option<WebError>>,
    typed: Mutex<Option<Typed>>,
}

impl Exchange {
    /// The exchange that a request belongs to.
    pub fn of<'r>(request: &'r Request<'_>) -> &'r Exchange {
        request.local_cache(|| Exchange {
            id: Token::random().map(|token| token.secret()[..12].to_owned()).unwrap_or_default(),
            started: Instant::now(),
            visitor: OnceLock::new(),
            account: OnceLock::new(),
            failure: Mutex::new(None),
            typed: Mutex::new(None),
        })
    }

    /// Keeps the reason of a guard's refusal for the catcher: Rocket carries only the status.
    pub fn fail(&self, error: WebError) -> (rocket::http::Status, ()) {
        let status = error.status();
        *self.failure.lock().unwrap_or_else(PoisonError::into_inner) = Some(error);
        (status, ())
    }

    /// Keeps what was typed into a form that is not taken for want of a session or of its mark.
    pub fn keep_typed(&self, typed: Typed) {
        *self.typed.lock().unwrap_or_else(PoisonError::into_inner) = Some(typed);
    }

    /// What was typed, for the page that gives it back.
    pub fn take_typed(&self) -> Option<Typed> {
        self.typed.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// The reason that a guard left.
    pub fn take_failure(&self) -> Option<WebError> {
        self.failure.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// The portal that a request was sent to.
pub fn app<'r>(request: &'r Request<'_>) -> Option<&'r Arc<App>> {
    request.rocket().state()
}

/// Where that portal runs.
pub fn site<'r>(request: &'r Request<'_>) -> Option<&'r Site> {
    app(request).map(|app| &app.site)
}
