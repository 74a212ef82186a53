//! What was typed into a form that could not be taken: the session had ended, or the form was made before signing in
//! again. It goes back into the page of the answer, from where it is sent once more; nothing of it is kept here.

use rocket::data::{Data, FromData, Outcome};
use rocket::form::{DataField, Form, FromForm, Options, ValueField};
use rocket::http::Status;
use rocket::http::uri::Segments;
use rocket::http::uri::fmt::Path;
use rocket::tokio::time::timeout;
use rocket::{Request, Route};

use super::csrf::{self, Marked, PATIENCE};
use super::error::WebError;
use super::exchange::{self, Exchange};
use super::guards::{self, Visitor};

/// The most bytes that are given back.
const MOST: usize = 1 << 20;

/// The fields of a form as they came, without its mark.
#[derive(Clone, Debug, Default)]
pub struct Typed {
    /// Names and values.
    pub fields: Vec<(String, String)>,
    /// The names of fields with files; the files themselves are chosen again.
    pub files: Vec<String>,
}

impl Typed {
    /// Adds a value.
    pub fn value(&mut self, field: &ValueField<'_>) {
        self.fields.push((field.name.source().as_str().to_owned(), field.value.to_owned()));
    }

    /// Notes a file.
    pub fn file(&mut self, field: &DataField<'_, '_>) {
        self.files.push(field.name.source().as_str().to_owned());
    }

    /// True where it can be given back.
    pub fn fits(&self) -> bool {
        let bytes: usize = self.fields.iter().map(|(name, value)| name.len() + value.len()).sum();
        bytes <= MOST && self.fields.len() + self.files.len() <= 5_000 && !self.fields.is_empty()
    }
}

/// Any fields at all.
struct Anything;

#[rocket::async_trait]
impl<'r> FromForm<'r> for Anything {
    type Context = ();

    fn init(_: Options) {}

    fn push_value((): &mut (), _: ValueField<'r>) {}

    async fn push_data((): &mut (), _: DataField<'r, '_>) {}

    fn finalize((): ()) -> rocket::form::Result<'r, Anything> {
        Ok(Anything)
    }
}

/// A form from our own page of somebody who is signed in no more.
struct Unsigned;

#[rocket::async_trait]
impl<'r> FromData<'r> for Unsigned {
    type Error = ();

    async fn from_data(request: &'r Request<'_>, data: Data<'r>) -> Outcome<'r, Self> {
        let exchange = Exchange::of(request);
        let Some(visitor) = exchange::site(request).and_then(|site| Visitor::of(request, site)) else {
            return Outcome::Error(exchange.fail(WebError::broken("no visitor")));
        };
        if let Err(error) = csrf::same_origin(request) {
            return Outcome::Error(exchange.fail(error));
        }
        match guards::account(request, visitor).await {
            Err(error) => return Outcome::Error(exchange.fail(error)),
            Ok(Some(_)) => return Outcome::Forward((data, Status::NotFound)),
            Ok(None) => {}
        }
        // Whoever never was signed in has nothing to lose, and is not worth reading for.
        if visitor.session.is_some()
            && let Ok(Outcome::Success(form)) =
                timeout(PATIENCE, Form::<Marked<'r, Anything>>::from_data(request, data)).await
        {
            exchange.keep_typed(form.into_inner().typed);
        }
        Outcome::Error(exchange.fail(WebError::SignIn))
    }
}

/// `POST` to any page without a session: answered like every other, with what was typed.
#[rocket::post("/<_path..>", rank = 1000, data = "<_form>")]
fn unsigned(_path: Segments<'_, Path>, _form: Unsigned) -> WebError {
    WebError::NotFound
}

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    rocket::routes![unsigned]
}
