//! The three cookies of the portal and their flags. Must not know what a session opens.

use rocket::http::{Cookie, CookieJar, SameSite};
use rocket::time::Duration;

use super::token::Token;
use crate::domain::lang::Lang;
use crate::site::Site;

/// Carried before and after sign-in: binds a signing challenge and forms to the browser that asked.
const VISIT: &str = "qarau-visit";
/// Carried while signed in.
const SESSION: &str = "qarau-session";
/// The chosen language.
const LANG: &str = "lang";

/// The visit's secret, if the browser sent one.
pub fn visit(site: &Site, jar: &CookieJar<'_>) -> Option<Token> {
    jar.get(&name(site, VISIT)).and_then(|cookie| Token::parse(cookie.value()))
}

/// The session's secret, if the browser sent one. Says nothing about whether the session lives.
pub fn session(site: &Site, jar: &CookieJar<'_>) -> Option<Token> {
    jar.get(&name(site, SESSION)).and_then(|cookie| Token::parse(cookie.value()))
}

/// The language that was chosen with the switch.
pub fn lang(jar: &CookieJar<'_>) -> Option<Lang> {
    jar.get(LANG).and_then(|cookie| Lang::parse(cookie.value()))
}

/// The cookie that begins a visit.
pub fn new_visit(site: &Site, token: &Token) -> Cookie<'static> {
    guarded(site, name(site, VISIT), token.secret().to_owned())
}

/// Begins a session in this browser (after sign-in, with a new secret each time).
pub fn begin_session(site: &Site, jar: &CookieJar<'_>, token: &Token) {
    jar.add(guarded(site, name(site, SESSION), token.secret().to_owned()));
}

/// Takes the session out of this browser.
pub fn end_session(site: &Site, jar: &CookieJar<'_>) {
    let mut gone = guarded(site, name(site, SESSION), String::new());
    gone.set_max_age(Duration::ZERO);
    jar.add(gone);
}

/// Remembers the language for a year.
pub fn choose_lang(site: &Site, jar: &CookieJar<'_>, lang: Lang) {
    let mut cookie = guarded(site, LANG.to_owned(), lang.code().to_owned());
    cookie.set_max_age(Duration::days(365));
    jar.add(cookie);
}

/// The `__Host-` prefix needs `Secure`; a demonstration on plain-http loopback goes without both.
fn name(site: &Site, name: &str) -> String {
    if site.is_https() { format!("__Host-{name}") } else { name.to_owned() }
}

fn guarded(site: &Site, name: String, value: String) -> Cookie<'static> {
    Cookie::build((name, value))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(site.is_https())
        .build()
}
