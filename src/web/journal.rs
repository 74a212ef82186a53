//! The journal for the ministry's administrator, and everybody's own record.

use std::sync::Arc;

use askama::Template;
use rocket::{Route, State, routes};

use super::answer::{Reply, show};
use super::error::WebError;
use super::frame::Frame;
use super::guards::SignedIn;
use super::parts::{Choice, Field, FilterBar, Link, Tabs};
use super::query::{Asked, Maybe};
use super::urls;
use crate::app::App;
use crate::domain::journal::{Actor, Event};
use crate::domain::names::PersonName;
use crate::services::journal::{self, Own, Page, Step};

/// Which entries the journal's page shows.
#[derive(Debug, rocket::FromForm)]
pub struct JournalQuery {
    code: Maybe<String>,
    before: Maybe<u64>,
}

/// Which entries the record's page shows.
#[derive(Debug, rocket::FromForm)]
pub struct RecordQuery {
    list: Maybe<String>,
    before: Maybe<u64>,
}

#[derive(Template)]
#[template(path = "journal/journal.html")]
struct JournalPage {
    frame: Frame,
    filter: FilterBar,
    size: u64,
    entries: Vec<EntryRow>,
    older: Option<Link>,
}

#[derive(Template)]
#[template(path = "journal/record.html")]
struct RecordPage {
    tabs: Tabs,
    frame: Frame,
    entries: Vec<EntryRow>,
    older: Option<Link>,
}

/// An entry as a row.
struct EntryRow {
    index: u64,
    at: String,
    who: String,
    body: String,
    what: String,
    details: Vec<(String, String)>,
}

/// `GET /journal`
#[rocket::get("/journal?<asked..>")]
pub async fn list(asked: Asked<JournalQuery>, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let query = asked.read()?;
    let code = kind(query.code.0)?;
    let wanted = journal::Asked { code, before: query.before.0 };
    let page = journal::look(&app.db, &me.0, wanted, app.clock.now()).await?;
    let older = older(&frame, &page, |before| urls::journal(code, Some(before)));
    let filter = filter(&frame, code);
    show(&JournalPage { filter, size: page.size, entries: rows(&frame, page), older, frame })
}

/// `GET /record`
#[rocket::get("/record?<asked..>")]
pub async fn record(asked: Asked<RecordQuery>, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let query = asked.read()?;
    let own = match query.list.0.as_deref() {
        None => Own::Everything,
        Some("others") => Own::ByOthers,
        Some("extracts") => Own::Extracts,
        Some(_) => return Err(WebError::BadRequest),
    };
    let page = journal::own_record(&app.db, &me.0, own, query.before.0, app.clock.now()).await?;
    let older = older(&frame, &page, |before| urls::record(own, Some(before)));
    let tabs = [
        (Own::Everything, frame.t("record-everything")),
        (Own::ByOthers, frame.t("record-by-others")),
        (Own::Extracts, frame.t("record-extracts")),
    ];
    let tabs = tabs.map(|(list, words)| (Link::new(urls::record(list, None), words), list == own));
    let tabs = Tabs::new(frame.t("record-title"), tabs.into(), Vec::new());
    show(&RecordPage { tabs, entries: rows(&frame, page), older, frame })
}

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    routes![list, record]
}

/// The kind that is asked for. Every kind is the empty code that the form sends; what is no code is 400.
fn kind(code: Option<String>) -> Result<Option<&'static str>, WebError> {
    match code.as_deref() {
        None | Some("") => Ok(None),
        Some(code) => {
            let known = Event::CODES.iter().copied().find(|known| *known == code);
            known.map(Some).ok_or(WebError::BadRequest)
        }
    }
}

fn filter(frame: &Frame, code: Option<&'static str>) -> FilterBar {
    let every = Choice::new("", frame.t("journal-every-kind"));
    let kinds = Event::CODES.iter().map(|code| Choice::new(*code, event(frame, code)));
    let choices = std::iter::once(every).chain(kinds).collect();
    let field = Field::select("code", frame.t("journal-kind"), choices).value(code.unwrap_or_default());
    let bar = FilterBar::new(frame, urls::journal(None, None), vec![field]);
    match code {
        Some(code) => bar.chosen(frame.t("journal-kind"), event(frame, code), urls::journal(None, None)),
        None => bar,
    }
}

fn event(frame: &Frame, code: &str) -> String {
    frame.t(&format!("event-{}", code.replace('_', "-")))
}

fn older(frame: &Frame, page: &Page, address: impl Fn(u64) -> String) -> Option<Link> {
    let last = page.steps.last().filter(|_| page.has_more)?;
    Some(Link::new(address(last.index), frame.t("journal-older")))
}

fn rows(frame: &Frame, page: Page) -> Vec<EntryRow> {
    page.steps.into_iter().map(|step| row(frame, step)).collect()
}

fn row(frame: &Frame, Step { index, entry, by }: Step) -> EntryRow {
    let (who, body) = match (entry.actor, by) {
        (Actor::Person { .. } | Actor::Substitute { .. }, Some(name)) => {
            (name.signed(frame.lang, PersonName::full), name.body.get(frame.lang).to_owned())
        }
        (Actor::System | Actor::Person { .. } | Actor::Substitute { .. }, _) => {
            (frame.t("journal-by-the-portal"), String::new())
        }
        (Actor::Anonymous, _) => (frame.t("journal-by-nobody"), String::new()),
    };
    let details = entry.event.fields().into_iter().filter(|(_, text)| !text.is_empty());
    EntryRow {
        index,
        at: frame.moment(entry.at),
        who,
        body,
        what: event(frame, entry.event.code()),
        details: details
            .map(|(name, text)| (frame.t(&format!("field-{}", name.replace('_', "-"))), text))
            .collect(),
    }
}
