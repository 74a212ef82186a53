//! The guard of every POST: sent from our own page (origin), shown to this browser (mark), read within a time.
//!
//! Must not know what a form means; it hands over the fields or refuses.

use std::time::Duration;

use rocket::Request;
use rocket::data::{Data, FromData, Outcome};
use rocket::form::error::ErrorKind;
use rocket::form::{DataField, Error, Errors, Form, FromForm, Options, ValueField};
use rocket::http::Status;
use rocket::tokio::time::timeout;

use super::error::WebError;
use super::exchange::{self, Exchange};
use super::guards::Visitor;
use super::typed::Typed;

/// How long a browser may take to send a form.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);

/// A form that came from our own page. Fields that `T` does not name, or that come twice, are refused with 422.
///
/// `T` is usually made of strings, so that a wrong value can be shown again beside its error; the field `csrf` is
/// taken out before `T` sees the rest.
pub struct Posted<T>(pub T);

#[rocket::async_trait]
impl<'r, T: FromForm<'r>> FromData<'r> for Posted<T> {
    type Error = ();

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        match posted(request, data).await {
            Ok(form) => Outcome::Success(Posted(form)),
            Err(error) => Outcome::Error(Exchange::of(request).fail(error)),
        }
    }
}

async fn posted<'r, T: FromForm<'r>>(request: &'r Request<'_>, data: Data<'r>) -> Result<T, WebError> {
    same_origin(request)?;
    let visitor = exchange::site(request)
        .and_then(|site| Visitor::of(request, site))
        .ok_or_else(|| WebError::broken("no visitor"))?;
    let read = timeout(PATIENCE, Form::<Marked<T>>::from_data(request, data)).await;
    let marked = match read.map_err(|slow: rocket::tokio::time::error::Elapsed| {
        tracing::debug!(%slow, "a form came too slowly");
        WebError::BadRequest
    })? {
        Outcome::Success(form) => form.into_inner(),
        Outcome::Error((status, _)) => return Err(unreadable(status)),
        Outcome::Forward((_, status)) => return Err(unreadable(status)),
    };
    if !marked.mark.is_some_and(|mark| visitor.form_token().is_marked(&mark)) {
        // From our own page, in the same browser: made before signing in again. Somebody has to press once more.
        Exchange::of(request).keep_typed(marked.typed);
        return Err(WebError::Forged);
    }
    marked.form.map_err(|errors| unreadable(errors.status()))
}

/// A form that holds nothing but the mark; anything else in it is refused.
pub struct MarkOnly;

#[rocket::async_trait]
impl<'r> FromForm<'r> for MarkOnly {
    type Context = usize;

    fn init(_: Options) -> usize {
        0
    }

    fn push_value(fields: &mut usize, _: ValueField<'r>) {
        *fields += 1;
    }

    async fn push_data(fields: &mut usize, _: DataField<'r, '_>) {
        *fields += 1;
    }

    fn finalize(fields: usize) -> rocket::form::Result<'r, MarkOnly> {
        if fields == 0 { Ok(MarkOnly) } else { Err(Error::from(ErrorKind::Unexpected).into()) }
    }
}

/// Refuses what another site, or no page of ours, sent. Browsers state the origin of every POST.
pub fn same_origin(request: &Request<'_>) -> Result<(), WebError> {
    let site = exchange::site(request).ok_or_else(|| WebError::broken("no site"))?;
    let only = |name| {
        let mut values = request.headers().get(name);
        (values.next(), values.next())
    };
    let origin_is_ours = matches!(only("origin"), (Some(origin), None) if origin == site.origin);
    let fetched_by_us = matches!(only("sec-fetch-site"), (None | Some("same-origin" | "none"), None));
    if origin_is_ours && fetched_by_us { Ok(()) } else { Err(WebError::Forged) }
}

fn unreadable(status: Status) -> WebError {
    if status == Status::PayloadTooLarge { WebError::TooLarge } else { WebError::Unreadable }
}

/// A form with its mark taken out. Always "succeeds", so that a missing mark is told apart from a wrong field.
pub(super) struct Marked<'r, T> {
    mark: Option<String>,
    pub(super) typed: Typed,
    form: Result<T, Errors<'r>>,
}

pub(super) struct Reading<'r, T: FromForm<'r>> {
    typed: Typed,
    marks: Vec<String>,
    faults: Vec<Error<'r>>,
    form: T::Context,
}

#[rocket::async_trait]
impl<'r, T: FromForm<'r>> FromForm<'r> for Marked<'r, T> {
    type Context = Reading<'r, T>;

    fn init(_: Options) -> Self::Context {
        Reading {
            typed: Typed::default(),
            marks: Vec::new(),
            faults: Vec::new(),
            form: T::init(Options::Strict),
        }
    }

    fn push_value(reading: &mut Self::Context, field: ValueField<'r>) {
        if field.name == "csrf" {
            reading.marks.push(field.value.to_owned());
        } else {
            reading.typed.value(&field);
            T::push_value(&mut reading.form, field);
        }
    }

    async fn push_data(reading: &mut Self::Context, field: DataField<'r, '_>) {
        reading.typed.file(&field);
        T::push_data(&mut reading.form, field).await;
    }

    fn push_error(reading: &mut Self::Context, error: Error<'r>) {
        reading.faults.push(error);
    }

    fn finalize(mut reading: Self::Context) -> rocket::form::Result<'r, Self> {
        let mark = reading.marks.pop().filter(|_| reading.marks.is_empty());
        let form = if reading.faults.is_empty() {
            T::finalize(reading.form)
        } else {
            Err(Errors::from(reading.faults))
        };
        Ok(Marked { mark, typed: reading.typed, form })
    }
}
