//! The page that all forms of the registry share, and how their common fields are read.

use askama::Template;
use chrono::NaiveDate;

use super::words;
use crate::domain::names::{LocalName, line};
use crate::services::bodies::Sight;
use crate::services::bodies::looking::Record;
use crate::web::answer::{self, Reply};
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::parts::{Banner, Faults, Field, Link, PagePath, Tone, Width};
use crate::web::urls;

/// The longest name of a body, in characters.
const LONGEST_NAME: usize = 300;

/// A form about a body, or about one that is to be entered.
#[derive(Template)]
#[template(path = "bodies/form.html")]
pub struct FormPage {
    path: PagePath,
    title: String,
    heading: String,
    notes: Vec<String>,
    banner: Option<Banner>,
    faults: Faults,
    fields: Vec<Field>,
    sight: Option<Sight>,
    here: String,
    back: String,
    send: String,
    frame: Frame,
}

impl FormPage {
    /// A form below the record of a body.
    pub fn about(
        frame: Frame,
        record: &Record,
        title: String,
        here: impl ToString,
        fields: Vec<Field>,
        faults: Faults,
    ) -> FormPage {
        let name = record.body.name.get(frame.lang).to_owned();
        let own = Link::new(urls::body(record.body.id), name.clone());
        let list = Link::new(urls::bodies(), frame.t("bodies-title"));
        FormPage {
            path: PagePath::new(&frame, vec![list, own], &title),
            heading: format!("{title}: {name}"),
            sight: Some(record.sight),
            back: urls::body(record.body.id).to_string(),
            ..FormPage::of(frame, title, here, fields, faults)
        }
    }

    /// A form below the list of bodies.
    pub fn of(
        frame: Frame,
        title: String,
        here: impl ToString,
        fields: Vec<Field>,
        faults: Faults,
    ) -> FormPage {
        let list = Link::new(urls::bodies(), frame.t("bodies-title"));
        FormPage {
            path: PagePath::new(&frame, vec![list], &title),
            title: faults.title(&frame, &title),
            heading: title,
            notes: Vec::new(),
            banner: None,
            fields: fields.into_iter().map(|field| field.faults(&faults)).collect(),
            sight: None,
            here: here.to_string(),
            back: urls::bodies(),
            send: frame.t("save"),
            faults,
            frame,
        }
    }

    /// Says something above the fields.
    pub fn note(mut self, words: String) -> FormPage {
        self.notes.push(words);
        self
    }

    /// Names what is done.
    pub fn send(self, words: String) -> FormPage {
        FormPage { send: words, ..self }
    }

    /// The same for somebody who was overtaken: what was typed stays, the record is read anew.
    pub fn overtaken(self) -> Reply {
        let banner = Banner::new(Tone::Bad, self.frame.t("stale-title")).text(self.frame.t("body-stale"));
        answer::stale(&FormPage { banner: Some(banner), ..self })
    }
}

/// How far the record was written when the form was shown.
pub fn sight(text: &str) -> Result<Sight, WebError> {
    Sight::parse(text).ok_or(WebError::Unreadable)
}

/// A day as it was typed.
pub fn day(frame: &Frame, field: &str, typed: &str, faults: &mut Faults) -> Option<NaiveDate> {
    let day = typed.trim().parse::<NaiveDate>().ok();
    if day.is_none() {
        faults.add(field, frame.t("calendar-not-a-day"));
    }
    day
}

/// A line of text as it was typed.
pub fn one_line(frame: &Frame, field: &str, typed: &str, most: usize, faults: &mut Faults) -> Option<String> {
    line(typed, most).map_err(|bad| faults.add(field, words::bad_text(frame, bad))).ok()
}

/// A name in three languages as it was typed.
pub fn name(frame: &Frame, [kk, ru, en]: [&str; 3], faults: &mut Faults) -> Option<LocalName> {
    let mut read = |field, typed| one_line(frame, field, typed, LONGEST_NAME, faults);
    let (kk, ru, en) = (read("kk", kk), read("ru", ru), read("en", en));
    Some(LocalName { kk: kk?, ru: ru?, en: en? })
}

/// The fields of a name in three languages.
pub fn name_fields(frame: &Frame, [kk, ru, en]: [&str; 3]) -> [Field; 3] {
    [
        Field::line("kk", frame.t("body-name-kk")).value(kk),
        Field::line("ru", frame.t("body-name-ru")).value(ru),
        Field::line("en", frame.t("body-name-en")).value(en),
    ]
}

/// The field of a day.
pub fn day_field(name: &str, label: String, typed: &str) -> Field {
    Field::line(name, label).kind("date", "off").width(Width::Middle).value(typed)
}
