//! The letters that the portal sent, each in the language of its addressee, newest first.

use askama::Template;

use super::Demonstration;
use crate::services::outbox::ShownLetter;
use crate::web::answer::{Reply, show as page};
use crate::web::frame::Frame;
use crate::web::parts::Empty;

#[derive(Template)]
#[template(path = "demo/letters.html")]
struct LettersPage {
    frame: Frame,
    letters: Vec<ShownLetter>,
    none: Empty,
}

impl LettersPage {
    fn fate(&self, letter: &ShownLetter) -> String {
        self.frame.t(&format!("demo-letter-{}", letter.fate.code()))
    }
}

/// `GET /demo/mail`
#[rocket::get("/demo/mail")]
pub async fn index(demo: Demonstration<'_>, frame: Frame) -> Reply {
    let letters = demo.0.letters().await?;
    let none = Empty::new(frame.t("demo-mail-none"), frame.t("demo-mail-none-text"));
    page(&LettersPage { letters, none, frame })
}
