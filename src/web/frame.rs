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

use std::borrow::Borrow;
use std::fmt::Display;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use rocket::Request;
use rocket::outcome::{Outcome, try_outcome};
use rocket::request::{self, FromRequest};

use super::exchange::{self, Exchange};
use super::guards::{self, Account, Visitor};
use super::navigation::{self, NavItem};
use crate::domain::calendar;
use crate::domain::lang::Lang;
use crate::site::{Mode, Site};
use crate::text::{self, Arg, dates, numbers};

/// What surrounds a page.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The language of the page.
    pub lang: Lang,
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

impl Frame {
    /// The frame for a visitor.
    pub fn new(site: &Site, visitor: &Visitor, account: Option<&Account>) -> Frame {
        Frame {
            lang: visitor.lang,
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

    /// A text.
    pub fn t(&self, key: &str) -> String {
        text::text(self.lang, key)
    }

    /// A text with one value, shown as it is.
    pub fn t1(&self, key: &str, name: &str, value: impl Display) -> String {
        text::text_with(self.lang, key, &[(name, Arg::Text(&value.to_string()))])
    }

    /// A text with two values, shown as they are.
    pub fn t2(
        &self,
        key: &str,
        name: &str,
        value: impl Display,
        name2: &str,
        value2: impl Display,
    ) -> String {
        let (value, value2) = (value.to_string(), value2.to_string());
        text::text_with(self.lang, key, &[(name, Arg::Text(&value)), (name2, Arg::Text(&value2))])
    }

    /// A text with `{ $count }` in its right plural form.
    pub fn n<'a>(&self, key: &str, count: impl Into<Arg<'a>>) -> String {
        let count = ("count", count.into());
        text::text_with(self.lang, key, &[count])
    }

    /// A day in full.
    pub fn date(&self, day: impl Borrow<NaiveDate>) -> String {
        dates::date(self.lang, *day.borrow())
    }

    /// A day for tables.
    pub fn short(&self, day: impl Borrow<NaiveDate>) -> String {
        dates::short(self.lang, *day.borrow())
    }

    /// A day with its weekday, for deadlines.
    pub fn day(&self, day: impl Borrow<NaiveDate>) -> String {
        dates::day(self.lang, *day.borrow())
    }

    /// A month of a year; months count from 1.
    pub fn month(&self, year: impl Borrow<i32>, month: impl Borrow<u32>) -> String {
        dates::month(self.lang, *year.borrow(), *month.borrow())
    }

    /// The name of a month alone; months count from 1.
    pub fn month_name(&self, month: impl Borrow<u32>) -> &'static str {
        dates::month_name(self.lang, *month.borrow())
    }

    /// An instant in national time, to the minute.
    pub fn moment(&self, at: impl Borrow<DateTime<Utc>>) -> String {
        let day = calendar::day_of(*at.borrow());
        let national = day.and_time(NaiveTime::MIN) + (*at.borrow() - calendar::start_of_day(day));
        dates::moment(self.lang, national)
    }

    /// A whole number.
    pub fn number(&self, number: impl Display) -> String {
        let number = number.to_string();
        number.parse::<i128>().map_or(number, |number| numbers::integer(self.lang, number))
    }

    /// `value` / 10^`scale` with so many decimals.
    pub fn fixed(&self, value: impl Into<i128>, scale: u32, decimals: u32) -> String {
        numbers::fixed(self.lang, value.into(), scale, decimals)
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
            (Ok(account), Some(site)) => Outcome::Success(Frame::new(site, visitor, account)),
            (Err(error), _) => Outcome::Error(exchange.fail(error)),
            (Ok(_), None) => Outcome::Error(exchange.fail(super::WebError::broken("no site"))),
        }
    }
}
