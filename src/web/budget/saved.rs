//! Saved looks: a page of the budget under a name of one's own, with what has become different since. Kept are canonical
//! addresses of pages alone, read as any request for them would be.

use std::sync::Arc;

use askama::Template;
use rocket::form::Form;
use rocket::http::RawStr;
use rocket::{FromForm, State};

use super::super::answer::{Reply, again, go, show as page};
use super::super::csrf::{MarkOnly, Posted};
use super::super::error::WebError;
use super::super::frame::Frame;
use super::super::guards::SignedIn;
use super::super::parts::{Faults, Field, PagePath, Tag, Tone};
use super::super::query::Asked;
use super::super::urls;
use super::address::Address;
use super::chooser::month;
use super::names;
use super::query::{Asking, BudgetQuery};
use super::tabs::Tab;
use crate::app::App;
use crate::domain::budget::Names;
use crate::domain::ids::SavedLookId;
use crate::domain::names::BadText;
use crate::domain::saved::{LookName, MOST, SavedView};
use crate::domain::system::System;
use crate::services::saved_looks::{self, Kept, Refused, Standing};
use crate::services::{Failure, budget};

/// Which page is to be kept.
#[derive(Debug, FromForm)]
pub struct NewQuery {
    at: String,
}

/// A page and its name.
#[derive(Debug, FromForm)]
pub struct NewForm {
    at: String,
    name: String,
}

/// A name.
#[derive(Debug, FromForm)]
pub struct NameForm {
    name: String,
}

/// A saved look as a row.
struct Row {
    name: String,
    about: String,
    tags: Vec<Tag>,
    opening: String,
    renaming: String,
    removal: String,
}

#[derive(Template)]
#[template(path = "saved/index.html")]
struct SavedPage {
    frame: Frame,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "saved/name.html")]
struct NamePage {
    frame: Frame,
    path: PagePath,
    title: String,
    faults: Faults,
    action: String,
    at: String,
    field: Field,
}

#[derive(Template)]
#[template(path = "saved/removal.html")]
struct RemovalPage {
    frame: Frame,
    path: PagePath,
    name: String,
    here: String,
}

/// `GET /looks/saved`
#[rocket::get("/looks/saved")]
pub async fn index(me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let (kept, given) = saved_looks::list(me.onlooker(app)).await.map_err(refused)?;
    page(&SavedPage { rows: kept.into_iter().map(|kept| row(&frame, &given, kept)).collect(), frame })
}

/// `GET /looks/saved/new`
#[rocket::get("/looks/saved/new?<asked..>")]
pub async fn new(asked: Asked<NewQuery>, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let at = asked.read()?.at;
    let (address, _) = page_of(&at).ok_or(WebError::BadRequest)?;
    let given = budget::names_at(me.onlooker(app), address.place).await?;
    let name = proposed(&frame, &given, &address);
    page(&new_page(frame, at, &name, Faults::none()))
}

/// `POST /looks/saved`
#[rocket::post("/looks/saved", data = "<form>")]
pub async fn create(form: Posted<NewForm>, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let Posted(NewForm { at, name }) = form;
    let (address, _) = page_of(&at).ok_or(WebError::Unreadable)?;
    let parsed = match LookName::parse(&name) {
        Ok(parsed) => parsed,
        Err(why) => {
            let faults = name_faults(&frame, why);
            return again(&new_page(frame, at, &name, faults));
        }
    };
    let place = address.place;
    let view = SavedView {
        address: at.clone(),
        system: place.system,
        budget: place.budget,
        period: place.period,
        path: place.path,
        known: place.known,
    };
    match saved_looks::save(me.onlooker(app), parsed, view).await {
        Ok(_) => go(urls::saved_looks()),
        Err(Failure::Refused(Refused::TooMany)) => {
            let mut faults = Faults::none();
            faults.add("name", frame.n("saved-too-many", i64::try_from(MOST).unwrap_or(i64::MAX)));
            again(&new_page(frame, at, &name, faults))
        }
        Err(failure) => Err(refused(failure)),
    }
}

/// `GET /looks/saved/<id>/name`
#[rocket::get("/looks/saved/<id>/name")]
pub async fn edit(id: SavedLookId, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let look = saved_looks::find(me.onlooker(app), id).await.map_err(refused)?;
    page(&name_page(frame, id, look.name.as_str(), Faults::none()))
}

/// `POST /looks/saved/<id>/name`
#[rocket::post("/looks/saved/<id>/name", data = "<form>")]
pub async fn update(
    id: SavedLookId,
    form: Posted<NameForm>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let Posted(NameForm { name }) = form;
    match LookName::parse(&name) {
        Ok(parsed) => {
            saved_looks::rename(me.onlooker(app), id, parsed).await.map_err(refused)?;
            go(urls::saved_looks())
        }
        Err(why) => {
            saved_looks::find(me.onlooker(app), id).await.map_err(refused)?;
            let faults = name_faults(&frame, why);
            again(&name_page(frame, id, &name, faults))
        }
    }
}

/// `GET /looks/saved/<id>/removal`
#[rocket::get("/looks/saved/<id>/removal")]
pub async fn removal(id: SavedLookId, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let look = saved_looks::find(me.onlooker(app), id).await.map_err(refused)?;
    page(&RemovalPage {
        path: path(&frame, frame.t("saved-remove")),
        name: look.name.as_str().to_owned(),
        here: urls::saved_look_removal(id),
        frame,
    })
}

/// `POST /looks/saved/<id>/removal`
#[rocket::post("/looks/saved/<id>/removal", data = "<_form>")]
pub async fn remove(id: SavedLookId, _form: Posted<MarkOnly>, me: SignedIn, app: &State<Arc<App>>) -> Reply {
    saved_looks::remove(me.onlooker(app), id).await.map_err(refused)?;
    go(urls::saved_looks())
}

/// `POST /looks/saved/<id>/opening`: what is there now counts as seen, so it is no GET.
#[rocket::post("/looks/saved/<id>/opening", data = "<_form>")]
pub async fn open(id: SavedLookId, _form: Posted<MarkOnly>, me: SignedIn, app: &State<Arc<App>>) -> Reply {
    go(saved_looks::open(me.onlooker(app), id).await.map_err(refused)?)
}

/// The page that a text is the canonical address of.
fn page_of(at: &str) -> Option<(Address, Tab)> {
    let (page, query) = at.split_once('?')?;
    let pages = System::ALL.into_iter().flat_map(|system| Tab::ALL.map(|tab| (system, tab)));
    let (system, tab) = pages.into_iter().find(|(system, tab)| tab.page(*system) == page)?;
    let asked = Form::<Asked<BudgetQuery>>::parse_encoded(RawStr::new(query)).ok()?;
    match asked.read().ok()?.asking(system, tab).ok()? {
        Asking::Exact(address) if address.to(tab) == at => Some((address, tab)),
        Asking::Exact(_) | Asking::Wish(..) => None,
    }
}

/// Where a page is kept.
pub(super) fn new_address(at: &str) -> String {
    format!("/looks/saved/new?at={}", RawStr::new(at).percent_encode())
}

/// A name to begin with: the line, whose budget, which month.
fn proposed(frame: &Frame, given: &Names, address: &Address) -> String {
    let place = address.place;
    let line = match place.path {
        Some(path) => names::heading(frame, given, path, None).words,
        None => frame.t("budget-sections"),
    };
    let budget = names::apart(frame, given, &place.budget).words;
    let all = format!("{line} · {budget} · {}", month(frame, place.period));
    all.chars().take(LookName::MOST).collect()
}

fn row(frame: &Frame, given: &Names, Kept { look, standing }: Kept) -> Row {
    let (about, tags) = match standing {
        Standing::Closed => (String::new(), vec![Tag::new(Tone::Ended, frame.t("saved-closed"))]),
        Standing::Open(news) => {
            let budget = names::apart(frame, given, &look.view.budget).words;
            let later = news.month.map(|later| {
                Tag::new(Tone::Active, frame.t1("saved-new-month", "month", month(frame, later)))
            });
            let revised = news.revised.then(|| Tag::new(Tone::Warn, frame.t("saved-revised")));
            let about = format!("{budget} · {}", month(frame, look.view.period));
            (about, later.into_iter().chain(revised).collect())
        }
    };
    Row {
        name: look.name.as_str().to_owned(),
        about,
        tags,
        opening: urls::saved_look_opening(look.id),
        renaming: urls::saved_look_name(look.id),
        removal: urls::saved_look_removal(look.id),
    }
}

fn path(frame: &Frame, here: String) -> PagePath {
    let all = super::super::parts::Link::new(urls::saved_looks(), frame.t("saved-title"));
    PagePath::new(frame, vec![all], here)
}

fn new_page(frame: Frame, at: String, name: &str, faults: Faults) -> NamePage {
    NamePage {
        path: path(&frame, frame.t("saved-new")),
        title: frame.t("saved-new"),
        action: urls::saved_looks(),
        at,
        field: name_field(&frame, name, &faults),
        faults,
        frame,
    }
}

fn name_page(frame: Frame, id: SavedLookId, name: &str, faults: Faults) -> NamePage {
    NamePage {
        path: path(&frame, frame.t("saved-rename")),
        title: frame.t("saved-rename"),
        action: urls::saved_look_name(id),
        at: String::new(),
        field: name_field(&frame, name, &faults),
        faults,
        frame,
    }
}

fn name_field(frame: &Frame, name: &str, faults: &Faults) -> Field {
    Field::line("name", frame.t("saved-name")).hint(frame.t("saved-name-hint")).value(name).faults(faults)
}

fn name_faults(frame: &Frame, why: BadText) -> Faults {
    let key = match why {
        BadText::Empty => "saved-name-empty",
        BadText::TooLong => "saved-name-long",
        BadText::Invisible => "saved-name-invisible",
    };
    let mut faults = Faults::none();
    faults.add("name", frame.t(key));
    faults
}

fn refused(failure: Failure<Refused>) -> WebError {
    match failure {
        Failure::Refused(Refused::NotThere) => WebError::NotFound,
        Failure::Refused(Refused::Denied(denied)) => denied.into(),
        Failure::Refused(Refused::TooMany) => WebError::Conflict,
        Failure::Storage(error) => error.into(),
    }
}
