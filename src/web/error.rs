//! The one error of the web floor: a status, a page with a way out, a line in the log.
//!
//! This is the only place that logs a failed request. The page shows the request's number and never the cause.

use askama::Template;
use rocket::http::{Method, Status};
use rocket::response::{Responder, Response};
use rocket::{Catcher, Request};

use super::answer::Answer;
use super::exchange::{self, Exchange};
use super::frame::Frame;
use super::guards::Visitor;
use super::typed::Typed;
use super::urls;
use crate::domain::access::Denied;
use crate::services::sessions::ClosedBody;
use crate::services::{Failure, StorageError};

/// Why a request is not answered as asked.
#[derive(Debug, thiserror::Error)]
pub enum WebError {
    /// The address holds something unknown, repeated or unparsable (400).
    #[error("bad request")]
    BadRequest,
    /// Nobody is signed in: a GET is led to the sign-in page, a POST is told so (401).
    #[error("not signed in")]
    SignIn,
    /// The person may see that this exists, and may not do it (403).
    #[error("forbidden")]
    Forbidden,
    /// The body for which the person was signed in is closed (403).
    #[error("the body is closed")]
    BodyClosed(Box<ClosedBody>),
    /// The POST did not come from our own page (403).
    #[error("forged or outdated form")]
    Forged,
    /// Not there, or not theirs: never tell which (404).
    #[error("not found")]
    NotFound,
    /// Somebody else was faster, where no page can show the present state (409).
    #[error("conflict")]
    Conflict,
    /// More was sent than the limit (413).
    #[error("too large")]
    TooLarge,
    /// The fields of the form are not those of our page (422).
    #[error("unreadable form")]
    Unreadable,
    /// Too many requests (429).
    #[error("too many requests")]
    TooMany,
    /// A fault of ours (500).
    #[error("broken: {0}")]
    Broken(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The database, the disk or a neighbour is out of reach for now (503).
    #[error("unavailable: {0}")]
    Unavailable(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl WebError {
    /// A fault of ours, in words for the log.
    pub fn broken(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> WebError {
        WebError::Broken(cause.into())
    }

    /// The status of the answer.
    pub fn status(&self) -> Status {
        match self {
            WebError::BadRequest => Status::BadRequest,
            WebError::SignIn => Status::Unauthorized,
            WebError::Forbidden | WebError::BodyClosed(_) | WebError::Forged => Status::Forbidden,
            WebError::NotFound => Status::NotFound,
            WebError::Conflict => Status::Conflict,
            WebError::TooLarge => Status::PayloadTooLarge,
            WebError::Unreadable => Status::UnprocessableEntity,
            WebError::TooMany => Status::TooManyRequests,
            WebError::Broken(_) => Status::InternalServerError,
            WebError::Unavailable(_) => Status::ServiceUnavailable,
        }
    }

    /// What Rocket itself found: a route that does not match, a parameter that does not parse, a panic.
    fn of_status(status: Status) -> WebError {
        match status.code {
            // A parameter of a path that does not parse names nothing.
            404 | 405 | 415 | 422 => WebError::NotFound,
            401 => WebError::SignIn,
            403 => WebError::Forbidden,
            409 => WebError::Conflict,
            413 => WebError::TooLarge,
            429 => WebError::TooMany,
            503 => WebError::Unavailable("the server said so".into()),
            400..=499 => WebError::BadRequest,
            _ => WebError::broken(format!("status {}", status.code)),
        }
    }

    /// The middle of the keys `error-…-title` and `error-…-text`.
    fn key(&self) -> &'static str {
        match self {
            WebError::BadRequest => "bad-request",
            WebError::SignIn => "sign-in",
            WebError::Forbidden => "forbidden",
            WebError::BodyClosed(_) => "body-closed",
            WebError::Forged => "forged",
            WebError::NotFound => "not-found",
            WebError::Conflict => "conflict",
            WebError::TooLarge => "too-large",
            WebError::Unreadable => "unreadable",
            WebError::TooMany => "too-many",
            WebError::Broken(_) => "broken",
            WebError::Unavailable(_) => "unavailable",
        }
    }

    fn log(&self, exchange: &Exchange) {
        let (request, status) = (&exchange.id, self.status().code);
        match self {
            WebError::Broken(_) | WebError::Unavailable(_) => {
                tracing::error!(request, status, error = self as &dyn std::error::Error, "request failed");
            }
            WebError::BadRequest
            | WebError::SignIn
            | WebError::Forbidden
            | WebError::BodyClosed(_)
            | WebError::Forged
            | WebError::NotFound
            | WebError::Conflict
            | WebError::TooLarge
            | WebError::Unreadable
            | WebError::TooMany => tracing::info!(request, status, reason = %self, "request refused"),
        }
    }
}

/// An error, in words, with ways out.
#[derive(Template)]
#[template(path = "errors/error.html")]
struct ErrorPage<'a> {
    frame: Frame,
    title: String,
    text: String,
    /// Not on a 404: the page for "not there" and for "not yours" is the same to the byte.
    request_id: Option<&'a str>,
    sign_in: Option<String>,
    again: Option<Again>,
}

/// What was typed, to be sent once more.
struct Again {
    action: String,
    words: String,
    typed: Typed,
}

impl From<StorageError> for WebError {
    fn from(error: StorageError) -> WebError {
        match error {
            StorageError::Contended | StorageError::Unavailable(_) => WebError::Unavailable(error.into()),
            StorageError::Query(_)
            | StorageError::Conflict(_)
            | StorageError::Corrupt { .. }
            | StorageError::JournalBroken
            | StorageError::Group(_)
            | StorageError::NotJournalled
            | StorageError::OutOfScope
            | StorageError::Unguarded(_)
            | StorageError::TooMuch => WebError::broken(error),
        }
    }
}

impl From<Denied> for WebError {
    fn from(denied: Denied) -> WebError {
        if denied.looks_absent() { WebError::NotFound } else { WebError::Forbidden }
    }
}

impl<R: Into<WebError>> From<Failure<R>> for WebError {
    fn from(failure: Failure<R>) -> WebError {
        match failure {
            Failure::Refused(refusal) => refusal.into(),
            Failure::Storage(error) => error.into(),
        }
    }
}

impl<'r> Responder<'r, 'static> for WebError {
    fn respond_to(self, request: &'r Request<'_>) -> rocket::response::Result<'static> {
        let exchange = Exchange::of(request);
        self.log(exchange);
        let status = self.status();
        let app = exchange::app(request).ok_or(Status::InternalServerError)?;
        let visitor = Visitor::of(request, &app.site).ok_or(Status::InternalServerError)?;
        if matches!(self, WebError::SignIn) && request.method() != Method::Post {
            return Answer::Moved(urls::sign_in(&visitor.back)).respond_to(request);
        }
        let frame = Frame::new(
            &app.site,
            visitor,
            exchange.account.get().and_then(Option::as_ref).map(|(account, _)| account),
        );
        let again = again(&self, &frame, request);
        let title = format!("error-{}-title", self.key());
        let text = match &self {
            WebError::BodyClosed(body) => closed_body(&frame, body),
            WebError::BadRequest
            | WebError::SignIn
            | WebError::Forbidden
            | WebError::Forged
            | WebError::NotFound
            | WebError::Conflict
            | WebError::TooLarge
            | WebError::Unreadable
            | WebError::TooMany
            | WebError::Broken(_)
            | WebError::Unavailable(_) => frame.t(&format!("error-{}-text", self.key())),
        };
        let page = ErrorPage {
            title: frame.t(&title),
            text,
            request_id: (status != Status::NotFound).then_some(exchange.id.as_str()),
            sign_in: matches!(self, WebError::SignIn).then(|| urls::sign_in(&visitor.back)),
            again,
            frame,
        };
        let html = page.render().map_err(|fault| {
            tracing::error!(request = exchange.id, %fault, "an error page could not be written");
            Status::InternalServerError
        })?;
        Response::build_from(rocket::response::content::RawHtml(html).respond_to(request)?)
            .status(status)
            .ok()
    }
}

/// That a body is closed, who took over, and what to do.
pub fn closed_body(frame: &Frame, body: &ClosedBody) -> String {
    let names: Vec<&str> = body.successors.iter().map(|name| name.get(frame.lang)).collect();
    let (name, day) = (body.name.get(frame.lang), frame.date(body.last_day));
    let ended = frame.t2("error-body-closed-text", "name", name, "day", day);
    let next = match names.is_empty() {
        true => frame.t("body-closed-nobody"),
        false => frame.t1("body-closed-successor", "names", names.join("; ")),
    };
    format!("{ended} {next} {}", frame.t("body-closed-what"))
}

/// What was typed into a form that was not taken, where it can be sent again.
fn again(error: &WebError, frame: &Frame, request: &Request<'_>) -> Option<Again> {
    let words = match error {
        WebError::SignIn => frame.t("typed-after-sign-in"),
        WebError::Forged => frame.t("typed-send-again"),
        WebError::BadRequest
        | WebError::Forbidden
        | WebError::BodyClosed(_)
        | WebError::NotFound
        | WebError::Conflict
        | WebError::TooLarge
        | WebError::Unreadable
        | WebError::TooMany
        | WebError::Broken(_)
        | WebError::Unavailable(_) => return None,
    };
    let typed = Exchange::of(request).take_typed().filter(Typed::fits)?;
    let action = urls::local(&request.uri().to_string())?;
    Some(Again { action, words, typed })
}

/// Turns Rocket's own refusals, and those of guards, into our pages.
#[rocket::catch(default)]
pub fn catch(status: Status, request: &Request<'_>) -> WebError {
    let error = Exchange::of(request).take_failure();
    error.filter(|error| error.status() == status).unwrap_or_else(|| WebError::of_status(status))
}

/// All catchers.
pub fn catchers() -> Vec<Catcher> {
    rocket::catchers![catch]
}
