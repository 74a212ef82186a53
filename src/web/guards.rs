//! Request guards: who asks, in which language, signed in as whom. Rights are not decided here.

use std::net::IpAddr;

use rocket::Request;
use rocket::http::Method;
use rocket::outcome::Outcome;
use rocket::request::{self, FromRequest};

use super::cookies;
use super::csrf;
use super::error::WebError;
use super::exchange::{self, Exchange};
use super::token::Token;
use super::urls;
use crate::app::App;
use crate::domain::lang::Lang;
use crate::domain::presence::Network;
use crate::services::budget::{Onlooker, Standing};
use crate::services::sessions::{self, ClosedBody};
use crate::site::Site;

/// Whoever asks, signed in or not.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// From the switch, else from the browser, else Kazakh.
    pub lang: Lang,
    /// Path and query to come back to after the language switch or sign-in.
    pub back: String,
    /// Binds challenges and forms to this browser.
    pub visit: Token,
    /// What the session cookie holds; says nothing about whether the session lives.
    pub session: Option<Token>,
    /// Whether the browser brought the visit cookie.
    pub arrival: Arrival,
    /// From where; behind a proxy that is told where the proxy's header is configured.
    pub network: Option<Network>,
}

/// Whether the browser brought the visit cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrival {
    /// Without: the answer sets it.
    First,
    /// With it.
    Return,
}

pub use crate::services::sessions::SignedIn as Account;

/// Guard of pages for signed-in people: others are sent to sign in.
#[derive(Clone, Debug)]
pub struct SignedIn(pub Account, pub Standing);

impl SignedIn {
    /// The same person as somebody who looks at the budget.
    pub fn onlooker<'a>(&'a self, app: &'a App) -> Onlooker<'a> {
        let SignedIn(who, standing) = self;
        Onlooker { db: &app.db, figures: app.budget.as_ref(), shelf: &app.shelf, who, standing }
    }
}

impl Visitor {
    /// The visitor of a request, read once. Nothing only where the system has no randomness for the visit cookie.
    pub fn of<'r>(request: &'r Request<'_>, site: &Site) -> Option<&'r Visitor> {
        let cell = &Exchange::of(request).visitor;
        if cell.get().is_none() {
            let jar = request.cookies();
            let (visit, arrival) = match cookies::visit(site, jar) {
                Some(token) => (token, Arrival::Return),
                None => (Token::random()?, Arrival::First),
            };
            let preferred = || preferred_lang(request.headers().get_one("accept-language"));
            let visitor = Visitor {
                lang: cookies::lang(jar).or_else(preferred).unwrap_or_default(),
                back: back(request, site),
                visit,
                session: cookies::session(site, jar),
                arrival,
                network: request.client_ip().map(network),
            };
            return Some(cell.get_or_init(|| visitor));
        }
        cell.get()
    }

    /// The secret that forms are bound to: the session's while there is one, the visit's before.
    pub fn form_token(&self) -> &Token {
        self.session.as_ref().unwrap_or(&self.visit)
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for &'r Visitor {
    type Error = ();

    /// Every page begins here, so this is where a foreign POST and an unasked query are refused.
    async fn from_request(request: &'r Request<'_>) -> request::Outcome<Self, ()> {
        let refuse = |error| Outcome::Error(Exchange::of(request).fail(error));
        let Some(visitor) = exchange::site(request).and_then(|site| Visitor::of(request, site)) else {
            return refuse(WebError::broken("no site or no randomness"));
        };
        if request.method() == Method::Post
            && let Err(error) = csrf::same_origin(request)
        {
            return refuse(error);
        }
        let takes_query = request.route().is_some_and(|route| route.uri.query().is_some());
        if !takes_query && request.uri().query().is_some_and(|query| !query.is_empty()) {
            return refuse(WebError::BadRequest);
        }
        Outcome::Success(visitor)
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for SignedIn {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> request::Outcome<Self, ()> {
        let visitor = rocket::outcome::try_outcome!(<&Visitor>::from_request(request).await);
        match account(request, visitor).await {
            Ok(Some((account, standing))) => Outcome::Success(SignedIn(account.clone(), *standing)),
            Ok(None) => {
                match closed_body(request, visitor).await {
                    Ok(None) => {}
                    Ok(Some(body)) => {
                        return Outcome::Error(
                            Exchange::of(request).fail(WebError::BodyClosed(Box::new(body))),
                        );
                    }
                    Err(error) => return Outcome::Error(Exchange::of(request).fail(error)),
                }
                let (status, ()) = Exchange::of(request).fail(WebError::SignIn);
                // A form goes on to where what was typed is given back (`web::typed`).
                match request.method() == Method::Post {
                    true => Outcome::Forward(status),
                    false => Outcome::Error((status, ())),
                }
            }
            Err(error) => Outcome::Error(Exchange::of(request).fail(error)),
        }
    }
}

/// The signed-in person of a request with what they may see, read from the database once per request and never kept longer.
pub async fn account<'r>(
    request: &'r Request<'_>,
    visitor: &Visitor,
) -> Result<Option<&'r (Account, Standing)>, WebError> {
    let cell = &Exchange::of(request).account;
    if cell.get().is_none() {
        let found = match (&visitor.session, exchange::app(request)) {
            (Some(session), Some(app)) => {
                sessions::arrive(&app.db, session.secret(), visitor.network.clone(), app.clock.now()).await?
            }
            (None, _) | (_, None) => None,
        };
        return Ok(cell.get_or_init(|| found).as_ref());
    }
    Ok(cell.get().and_then(Option::as_ref))
}

fn network(address: IpAddr) -> Network {
    match address.to_canonical() {
        IpAddr::V4(address) => Network::v4(address.octets()),
        IpAddr::V6(address) => Network::v6(address.segments()),
    }
}

/// The closed body of whoever would be signed in otherwise.
async fn closed_body(request: &Request<'_>, visitor: &Visitor) -> Result<Option<ClosedBody>, WebError> {
    match (&visitor.session, exchange::app(request)) {
        (Some(session), Some(app)) => {
            Ok(sessions::closed_body(&app.db, session.secret(), app.clock.now()).await?)
        }
        (None, _) | (_, None) => Ok(None),
    }
}

/// The page that the visitor is on: for a form that is shown again, the page that it was sent from.
fn back(request: &Request<'_>, site: &Site) -> String {
    let referer = || request.headers().get_one("referer")?.strip_prefix(&site.origin);
    let path = match request.method() == Method::Post {
        true => referer().unwrap_or_default().to_owned(),
        false => request.uri().to_string(),
    };
    urls::local(&path).unwrap_or_else(|| "/".to_owned())
}

/// The first of our languages in the order of an `Accept-Language` header.
fn preferred_lang(header: Option<&str>) -> Option<Lang> {
    let mut wishes: Vec<(u16, Lang)> = Vec::new();
    for wish in header?.split(',').take(20) {
        let (range, quality) = wish.split_once(";q=").unwrap_or((wish, "1"));
        let lang = Lang::parse(range.trim().split('-').next().unwrap_or_default());
        let quality = quality.trim().parse::<f32>().ok().filter(|quality| (0.0..=1.0).contains(quality));
        if let (Some(lang), Some(quality)) = (lang, quality)
            && quality > 0.0
        {
            wishes.push(((quality * 1000.0) as u16, lang));
        }
    }
    wishes.sort_by_key(|(quality, _)| std::cmp::Reverse(*quality));
    wishes.first().map(|(_, lang)| *lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browsers_order_of_languages_is_kept() {
        let check = |header, expect| assert_eq!(preferred_lang(Some(header)), expect, "{header}");
        check("ru-RU,ru;q=0.9,en-US;q=0.8", Some(Lang::Ru));
        check("de,en;q=0.5,kk;q=0.9", Some(Lang::Kk));
        check("de-DE,fr;q=0.5", None);
        check("ru;q=0,en", Some(Lang::En));
        check("ru;q=nonsense, ;;;,", None);
        check("", None);
    }
}
