//! The letters that the portal sent, each in the language of its addressee, newest first.

use askama::Template;
use rocket::FromForm;

use super::Demonstration;
use crate::services::outbox::ShownLetter;
use crate::web::answer::{Reply, show as page};
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::parts::{Empty, Pagination};
use crate::web::query::{Asked, Maybe};
use crate::web::urls;

#[derive(Template)]
#[template(path = "demo/letters.html")]
struct LettersPage {
    frame: Frame,
    letters: Vec<ShownLetter>,
    none: Empty,
    pages: Option<Pagination>,
}

impl LettersPage {
    fn fate(&self, letter: &ShownLetter) -> String {
        self.frame.t(&format!("demo-letter-{}", letter.fate.code()))
    }
}

/// How many letters a page shows.
const PAGE: u32 = 20;

/// Which page, from 1.
#[derive(Debug, FromForm)]
pub struct PageQuery {
    page: Maybe<u32>,
}

/// `GET /demo/mail`
#[rocket::get("/demo/mail?<asked..>")]
pub async fn index(asked: Asked<PageQuery>, demo: Demonstration<'_>, frame: Frame) -> Reply {
    let asked = asked.read()?.page.0.unwrap_or(1);
    let written = u32::try_from(demo.0.count_letters().await?).unwrap_or(u32::MAX);
    let last = written.div_ceil(PAGE).max(1);
    if !(1..=last).contains(&asked) {
        return Err(WebError::NotFound);
    }
    let letters = demo.0.letters(i64::from(PAGE * (asked - 1)), i64::from(PAGE)).await?;
    let pages = (last > 1).then(|| Pagination::new(&frame, asked, last, urls::demo_mail_page));
    let none = Empty::new(frame.t("demo-mail-none"), frame.t("demo-mail-none-text"));
    page(&LettersPage { letters, none, pages, frame })
}
