//! The language switch: `POST /language`, back to the same page. Works without JavaScript.

use rocket::http::CookieJar;
use rocket::{FromForm, Route, State};
use std::sync::Arc;

use super::answer::{Reply, go};
use super::csrf::Posted;
use super::error::WebError;
use super::guards::Visitor;
use super::{cookies, urls};
use crate::app::App;
use crate::domain::lang::Lang;

/// The buttons of the switch and the page that they are on.
#[derive(FromForm)]
pub struct LanguageForm<'r> {
    lang: &'r str,
    back: &'r str,
}

/// Remembers the language and leads back.
#[rocket::post("/language", data = "<form>")]
pub fn update(
    app: &State<Arc<App>>,
    jar: &CookieJar<'_>,
    _visitor: &Visitor,
    form: Posted<LanguageForm<'_>>,
) -> Reply {
    let lang = Lang::parse(form.0.lang).ok_or(WebError::Unreadable)?;
    cookies::choose_lang(&app.site, jar, lang);
    go(urls::local(form.0.back).unwrap_or_else(|| urls::home().to_string()))
}

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    rocket::routes![update]
}
