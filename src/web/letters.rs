//! One's own letters: their language. For the ministry's administrator, the letters that could not be delivered.

use std::sync::Arc;

use askama::Template;
use rocket::{FromForm, Route, State, routes};

use super::answer::{Reply, go, show as page};
use super::csrf::{MarkOnly, Posted};
use super::error::WebError;
use super::frame::Frame;
use super::guards::SignedIn;
use super::parts::{Choice, Empty, Field};
use super::urls;
use crate::app::App;
use crate::domain::ids::OutboxId;
use crate::domain::lang::Lang;
use crate::services::Failure;
use crate::services::letters::{self, Refused, Undelivered};

#[derive(Template)]
#[template(path = "letters/language.html")]
struct LanguagePage {
    frame: Frame,
    field: Field,
}

/// `GET /letters`
#[rocket::get("/letters")]
pub async fn show(me: SignedIn, frame: Frame) -> Reply {
    let choice = |lang: Lang| Choice::new(lang.code(), frame.t(&format!("letters-{}", lang.code())));
    let field = Field::radios("lang", frame.t("letters-language"), Lang::ALL.map(choice).into());
    page(&LanguagePage { field: field.value(me.0.person.letter_lang.code()), frame })
}

/// The language of one's letters.
#[derive(FromForm)]
pub struct LanguageForm {
    lang: String,
}

/// `POST /letters`
#[rocket::post("/letters", data = "<form>")]
pub async fn update(form: Posted<LanguageForm>, me: SignedIn, app: &State<Arc<App>>) -> Reply {
    let lang = Lang::parse(&form.0.lang).ok_or(WebError::Unreadable)?;
    letters::choose_language(&app.db, &me.0, lang, app.clock.now()).await?;
    go(urls::letters())
}

#[derive(Template)]
#[template(path = "letters/undelivered.html")]
struct UndeliveredPage {
    frame: Frame,
    rows: Vec<Row>,
    empty: Empty,
}

struct Row {
    name: String,
    about: String,
    written: String,
    given_up: String,
    fault: String,
    again: String,
}

/// `GET /letters/undelivered`
#[rocket::get("/letters/undelivered")]
pub async fn undelivered(me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let found = letters::undelivered(&app.db, &me.0).await.map_err(refused)?;
    page(&UndeliveredPage {
        rows: found.into_iter().map(|letter| row(&frame, letter)).collect(),
        empty: Empty::new(frame.t("undelivered-none"), frame.t("undelivered-none-text")),
        frame,
    })
}

/// `POST /letters/undelivered/<letter>`
#[rocket::post("/letters/undelivered/<letter>", data = "<_form>")]
pub async fn send_again(
    letter: OutboxId,
    _form: Posted<MarkOnly>,
    me: SignedIn,
    app: &State<Arc<App>>,
) -> Reply {
    letters::send_again(&app.db, &me.0, letter, app.clock.now()).await.map_err(refused)?;
    go(urls::undelivered_letters())
}

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    routes![show, update, undelivered, send_again]
}

fn row(frame: &Frame, letter: Undelivered) -> Row {
    let notice = frame.t(&format!("letter-{}", letter.notice.replace('_', "-")));
    Row {
        name: letter.name.full(),
        about: [notice, letter.number].join(" "),
        written: frame.moment(letter.written_at),
        given_up: frame.moment(letter.given_up_at),
        fault: letter.fault,
        again: urls::undelivered_letter(letter.id).to_string(),
    }
}

fn refused(failure: Failure<Refused>) -> WebError {
    match failure {
        Failure::Refused(Refused::NotThere) => WebError::NotFound,
        Failure::Refused(Refused::Denied(denied)) => denied.into(),
        Failure::Storage(error) => error.into(),
    }
}
