//! What surrounds every page, and the page's way to words, numbers and dates. Must not know any page's content.
//!
//! A page is a struct with a field `frame: Frame`; handlers take `frame: Frame` as a guard and move it in. In templates:
//!
//! | call | gives |
//! | --- | --- |
//! | `frame.t("key")` | a text of the catalogues |
//! | `frame.t1("key", "name", value)`, `frame.t2(…)` | a text with one or two values, shown as they are |
//! | `frame.n("key", count)` | a text with a count in its right plural form, as `{ $count }` |
//! | `frame.date(day)` | 20 November 2026 |
//! | `frame.short(day)`, `frame.day(day)` | 20 Nov 2026; with weekday: Fri 20 Nov 2026 |
//! | `frame.month(year, month)`, `frame.moment(at)` | November 2026; 20 Nov 2026, 14:05 in national time |
//! | `frame.number(n)`, `frame.fixed(value, scale, decimals)` | 1 234; exact decimal fractions |
//! | `frame.csrf` | the mark that each form carries in its hidden field `csrf` |
//! | `frame.lang` | the language, for [`LocalName::get`](crate::domain::names::LocalName::get) |

use std::ops::Deref;

use rocket::Request;
use rocket::outcome::{Outcome, try_outcome};
use rocket::request::{self, FromRequest};

use super::exchange::{self, Exchange};
use super::guards::{self, Account, Visitor};
use super::navigation::{self, NavItem};
use super::words::Words;
use crate::domain::lang::Lang;
use crate::site::{Mode, Site};

/// What surrounds a page.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The page's words, numbers and dates, in its language.
    pub words: Words,
    /// The mark of forms, for the hidden field `csrf`.
    pub csrf: String,
    /// Path and query of the page, for the language switch.
    pub back: String,
    /// The main menu.
    pub nav: Vec<NavItem>,
    /// Who is signed in: name, and body in the page's language.
    pub who: Option<Who>,
    /// Real or demonstration.
    pub mode: Mode,
}

/// The signed-in person as the header shows it.
#[derive(Clone, Debug)]
pub struct Who {
    /// Surname with initials.
    pub name: String,
    /// The name of the body.
    pub body: String,
}

/// A button of the language switch.
#[derive(Clone, Copy, Debug)]
pub struct LanguageButton {
    /// `kk`, `ru`, `en`.
    pub code: &'static str,
    /// The language's own name.
    pub name: &'static str,
    /// True for the language of the page.
    pub current: bool,
}

impl Deref for Frame {
    type Target = Words;

    fn deref(&self) -> &Words {
        &self.words
    }
}

impl Frame {
    /// The frame for a visitor.
    pub fn new(site: &Site, visitor: &Visitor, account: Option<&Account>) -> Frame {
        Frame {
            words: Words { lang: visitor.lang },
            csrf: visitor.form_token().form_mark(),
            back: visitor.back.clone(),
            nav: navigation::items(visitor.lang, &visitor.back, account),
            who: account.map(|account| Who {
                name: account.person.name.short(),
                body: account.body.name.get(visitor.lang).to_owned(),
            }),
            mode: site.mode,
        }
    }

    /// The language switch.
    pub fn languages(&self) -> [LanguageButton; 3] {
        Lang::ALL.map(|lang| LanguageButton {
            code: lang.code(),
            name: match lang {
                Lang::Kk => "Қазақша",
                Lang::Ru => "Русский",
                Lang::En => "English",
            },
            current: lang == self.lang,
        })
    }

    /// True where each page says that everything is fictitious.
    pub fn is_demo(&self) -> bool {
        self.mode == Mode::Demo
    }
}

#[rocket::async_trait]
impl<'r> FromRequest<'r> for Frame {
    type Error = ();

    async fn from_request(request: &'r Request<'_>) -> request::Outcome<Self, ()> {
        let visitor = try_outcome!(<&Visitor>::from_request(request).await);
        let exchange = Exchange::of(request);
        match (guards::account(request, visitor).await, exchange::site(request)) {
            (Ok(account), Some(site)) => {
                Outcome::Success(Frame::new(site, visitor, account.map(|(account, _)| account)))
            }
            (Err(error), _) => Outcome::Error(exchange.fail(error)),
            (Ok(_), None) => Outcome::Error(exchange.fail(super::WebError::broken("no site"))),
        }
    }
}
