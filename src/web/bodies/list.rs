//! All bodies, by kind and by the words of a name.

use std::sync::Arc;

use askama::Template;
use chrono::NaiveDate;
use rocket::{FromForm, State};

use super::words;
use crate::app::App;
use crate::domain::body::BodyKind;
use crate::domain::calendar::day_of;
use crate::domain::ids::BodyId;
use crate::domain::names::{BadText, line};
use crate::services::bodies::looking::{self, Asked as Wanted, Listed};
use crate::web::answer::{self, Reply};
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Choice, Field, FilterBar, Pagination, Tag};
use crate::web::query::{Asked, Maybe};
use crate::web::{record, urls};

/// How many bodies a page shows.
const PAGE: usize = 40;
/// The longest text that is looked for, in characters.
const LONGEST: usize = 100;

/// Which bodies: of which kind, with which words, which page of them.
#[derive(FromForm)]
pub struct BodiesQuery {
    kind: Maybe<String>,
    q: Maybe<String>,
    page: Maybe<u32>,
}

#[derive(Template)]
#[template(path = "bodies/index.html")]
struct ListPage {
    filter: FilterBar,
    count: String,
    rows: Vec<Row>,
    pages: Option<Pagination>,
    frame: Frame,
}

struct Row {
    id: BodyId,
    name: String,
    bin: String,
    kind: String,
    place: String,
    people: String,
    state: Tag,
}

/// `GET /bodies`
#[rocket::get("/bodies?<asked..>")]
pub async fn index(asked: Asked<BodiesQuery>, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let asked = asked.read()?;
    let (code, typed) = (asked.kind.or_empty(), asked.q.or_empty());
    let kind = match code.as_str() {
        "" => None,
        code => Some(BodyKind::parse(code).ok_or(WebError::BadRequest)?),
    };
    let text = match line(&typed, LONGEST) {
        Ok(text) => text,
        Err(BadText::Empty) => String::new(),
        Err(BadText::TooLong | BadText::Invisible) => return Err(WebError::BadRequest),
    };
    let now = app.clock.now();
    let wanted = Wanted { kind, text: text.clone() };
    let found = record::seen(looking::list(&app.db, &me.0, wanted, now).await)?;
    let pages = u32::try_from(found.len().div_ceil(PAGE).max(1)).unwrap_or(u32::MAX);
    let page = match asked.page.0.unwrap_or(1) {
        page if (1..=pages).contains(&page) => page,
        _ => return Err(WebError::NotFound),
    };
    let shown = found.iter().skip((page as usize - 1) * PAGE).take(PAGE);
    answer::show(&ListPage {
        rows: shown.map(|listed| row(&frame, listed, day_of(now))).collect(),
        count: frame.n("bodies-count", found.len()),
        pages: (pages > 1)
            .then(|| Pagination::new(&frame, page, pages, |page| urls::bodies_page(&code, &text, page))),
        filter: filter(&frame, &code, &text),
        frame,
    })
}

fn filter(frame: &Frame, code: &str, text: &str) -> FilterBar {
    let any = Choice::new("", frame.t("bodies-any-kind"));
    let kinds = BodyKind::ALL.map(|kind| Choice::new(kind.code(), words::kind(frame, kind)));
    let kinds = std::iter::once(any).chain(kinds).collect();
    let fields = vec![
        Field::select("kind", frame.t("body-kind"), kinds).value(code),
        Field::line("q", frame.t("bodies-text")).value(text),
    ];
    let bar = FilterBar::new(frame, urls::bodies(), fields);
    let bar = match BodyKind::parse(code) {
        Some(kind) => {
            bar.chosen(frame.t("body-kind"), words::kind(frame, kind), urls::bodies_page("", text, 1))
        }
        None => bar,
    };
    match text.is_empty() {
        false => bar.chosen(frame.t("bodies-text"), text, urls::bodies_page(code, "", 1)),
        true => bar,
    }
}

fn row(frame: &Frame, Listed { body, heads, officers }: &Listed, today: NaiveDate) -> Row {
    Row {
        id: body.id,
        name: body.name.get(frame.lang).to_owned(),
        bin: body.bin.as_str().to_owned(),
        kind: words::kind(frame, body.seat.kind()),
        place: words::place(frame, body),
        people: format!("{} / {}", frame.number(heads), frame.number(officers)),
        state: words::standing(frame, body, today),
    }
}
