//! What papers have in common: dates in national time, the foot of pages, what is said of a signature.

use chrono::{DateTime, NaiveDateTime, NaiveTime, Utc};

use super::Told;
use crate::domain::calendar::{day_of, start_of_day};
use crate::domain::journal::{Digest, Field as _};
use crate::domain::lang::Lang;
use crate::domain::system::System;
use crate::gateways::paper::{Block, Document, Shape};
use crate::text::{Arg, dates, text, text_with};

/// A text with one value in it.
pub(super) fn with<'a>(lang: Lang, key: &str, name: &str, value: impl Into<Arg<'a>>) -> String {
    text_with(lang, key, &[(name, value.into())])
}

/// A document, framed as all papers are.
pub(super) fn framed(told: &Told, lang: Lang, shape: Shape, title: String, blocks: Vec<Block>) -> Document {
    let moment = moment(lang, told.at);
    let page = [("page", Arg::Text("{page}")), ("pages", Arg::Text("{pages}"))];
    Document {
        foot: text_with(lang, "paper-foot", &[("title", (&title).into()), ("moment", (&moment).into())]),
        title,
        lang: lang.code(),
        shape,
        at: here(told.at),
        page: text_with(lang, "paper-page", &page),
        blocks,
    }
}

/// The number of the application, or that it is a draft.
pub(super) fn number(told: &Told, lang: Lang) -> String {
    match told.application.number {
        Some(number) => number.to_string(),
        None => text(lang, "paper-draft"),
    }
}

/// National time, with a word for that.
pub(super) fn moment(lang: Lang, at: DateTime<Utc>) -> String {
    dates::moment(lang, here(at))
}

fn here(at: DateTime<Utc>) -> NaiveDateTime {
    let day = day_of(at);
    day.and_time(NaiveTime::MIN) + (at - start_of_day(day))
}

/// A system as the annex calls it.
pub(super) fn system(lang: Lang, system: System) -> String {
    match system {
        System::Ac => text(lang, "paper-system-ac"),
        System::Sp => text(lang, "paper-system-sp"),
    }
}

/// Who signed the application, when, with which certificate, over what; or on which letter it rests.
pub(super) fn signature(told: &Told, lang: Lang) -> Option<Block> {
    if let Some(paper) = &told.application.paper {
        let dated = dates::date(lang, paper.dated_on);
        let letter = [("number", (&paper.outgoing).into()), ("day", (&dated).into())];
        let received = dates::date(lang, paper.received_on);
        return Some(Block::Stamp(vec![
            text_with(lang, "paper-words", &letter),
            with(lang, "paper-words-received", "day", &received),
            text(lang, "paper-words-unsigned"),
        ]));
    }
    let (signed, person) = told.signed.as_ref()?;
    let digest = Digest::of(&signed.content).text();
    Some(Block::Stamp(vec![
        text(lang, "paper-signed"),
        format!("{}, {}", person.name.full(), told.body.name.get(lang)),
        with(lang, "paper-signed-at", "moment", &moment(lang, signed.at)),
        with(lang, "paper-signed-certificate", "serial", &signed.certificate),
        with(lang, "paper-signed-digest", "digest", &digest),
    ]))
}
