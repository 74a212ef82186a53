//! The published editions, and a year of one: its months, and each day that is not what its day of the week makes it.

use std::sync::Arc;

use askama::Template;
use chrono::{Datelike, NaiveDate};
use rocket::{FromForm, State};

use super::{act, kind, refused};
use crate::app::App;
use crate::domain::calendar::{DayKind, Edition, day_of};
use crate::services::calendars::keeping::{self, Overview};
use crate::web::answer::{Reply, show as page};
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Banner, Link, PagePath, Tabs, Tone};
use crate::web::query::{Asked, Maybe};
use crate::web::urls;

#[derive(Template)]
#[template(path = "calendar/index.html")]
struct EditionsPage {
    frame: Frame,
    horizon: Option<Banner>,
    drafted: usize,
    rows: Vec<EditionRow>,
}

struct EditionRow {
    name: String,
    href: String,
    at: String,
    by: String,
}

/// `GET /calendar`
#[rocket::get("/calendar")]
pub async fn index(me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let Overview { editions, drafted } = keeping::overview(&app.db, &me.0).await.map_err(refused)?;
    let today = day_of(app.clock.now());
    let last = editions.first().map(|(newest, _)| *newest.years.end());
    let rows = editions.into_iter().map(|(edition, by)| EditionRow {
        name: format!("{}–{} / {}", edition.years.start(), edition.years.end(), edition.number),
        href: urls::calendar_edition(
            edition.number,
            today.year().clamp(*edition.years.start(), *edition.years.end()),
        ),
        at: frame.moment(edition.at),
        by: by.map_or_else(|| frame.t("calendar-delivered"), |name| name.full()),
    });
    let rows = rows.collect();
    page(&EditionsPage { horizon: last.map(|last| horizon(&frame, today, last)), drafted, rows, frame })
}

/// How far ahead the calendar reaches; it must be continued before a count runs over its end.
fn horizon(frame: &Frame, today: NaiveDate, last: i32) -> Banner {
    let end = NaiveDate::from_ymd_opt(last, 12, 31).unwrap_or(NaiveDate::MAX);
    let left = (end - today).num_days();
    let day = frame.date(end);
    match left {
        ..0 => Banner::new(Tone::Bad, frame.t1("calendar-horizon-over", "day", day)),
        0..92 => Banner::new(Tone::Warn, frame.t1("calendar-horizon-soon", "day", day)),
        92.. => Banner::new(Tone::Plain, frame.t1("calendar-horizon", "day", day)),
    }
}

/// Which year of an edition is shown.
#[derive(Debug, FromForm)]
pub struct YearQuery {
    year: Maybe<i32>,
}

#[derive(Template)]
#[template(path = "calendar/edition.html")]
struct EditionPage {
    frame: Frame,
    path: PagePath,
    title: String,
    years: Tabs,
    months: Vec<MonthRow>,
    working: String,
    days: Vec<DayRow>,
}

struct MonthRow {
    name: String,
    working: usize,
    off: usize,
}

/// A day, what it is, and the act behind it.
pub struct DayRow {
    /// The day.
    pub day: String,
    /// What it is.
    pub kind: String,
    /// The act.
    pub act: String,
    /// Its date as a form takes it.
    pub on: String,
}

/// `GET /calendar/editions/<number>`
#[rocket::get("/calendar/editions/<number>?<asked..>")]
pub async fn show(
    number: u32,
    asked: Asked<YearQuery>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let asked = asked.read()?.year.0;
    let edition = keeping::edition(&app.db, &me.0, number).await.map_err(refused)?;
    let years = edition.years();
    let today = day_of(app.clock.now()).year();
    let year = asked.unwrap_or_else(|| today.clamp(*years.start(), *years.end()));
    if !years.contains(&year) {
        return Err(WebError::NotFound);
    }
    let title = frame.t1("calendar-edition-title", "edition", edition.name());
    let tab = |of| (Link::new(urls::calendar_edition(number, of), of.to_string()), of == year);
    let months = months(&frame, &edition, year);
    let working: usize = months.iter().map(|month| month.working).sum();
    page(&EditionPage {
        path: PagePath::new(&frame, vec![Link::new(urls::calendar(), frame.t("calendar-title"))], &title),
        years: Tabs::new(frame.t("calendar-years"), years.map(tab).collect(), Vec::new()),
        working: frame.n("calendar-working-days", working),
        months,
        days: days(&frame, edition.days().iter().filter(|(on, _)| on.year() == year)),
        title,
        frame,
    })
}

/// Days as rows.
pub fn days<'a>(
    frame: &Frame,
    days: impl Iterator<Item = (&'a NaiveDate, &'a crate::domain::calendar::Marked)>,
) -> Vec<DayRow> {
    let row = |(on, marked): (&NaiveDate, &crate::domain::calendar::Marked)| DayRow {
        day: frame.day(on),
        kind: kind(frame, marked.kind),
        act: act(frame, &marked.act),
        on: on.to_string(),
    };
    days.map(row).collect()
}

fn months(frame: &Frame, edition: &Edition, year: i32) -> Vec<MonthRow> {
    let calendar = edition.calendar();
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    let kinds: Vec<(u32, DayKind)> = first
        .iter_days()
        .take_while(|on| on.year() == year)
        .filter_map(|on| Some((on.month(), calendar.kind_of(on).ok()?)))
        .collect();
    let month = |month| {
        let own = kinds.iter().filter(|(of, _)| *of == month);
        let (working, off): (Vec<&(u32, DayKind)>, Vec<_>) = own.partition(|(_, kind)| kind.is_working());
        MonthRow { name: frame.month_name(month).to_owned(), working: working.len(), off: off.len() }
    };
    (1..=12).map(month).collect()
}
