//! The movable clock of a demonstration: deadlines pass and access ends while one looks on.

use std::sync::Arc;

use askama::Template;
use chrono::{DateTime, TimeDelta, Utc};
use rocket::http::CookieJar;
use rocket::{FromForm, State};

use super::{Demonstration, people};
use crate::app::App;
use crate::domain::calendar::{Calendar, day_of};
use crate::services::Failure;
use crate::services::demo::{ClockRefused, until_next_morning};
use crate::web::answer::{Reply, again, go, show as page};
use crate::web::csrf::Posted;
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::{SignedIn, Visitor};
use crate::web::parts::{Faults, Field, Width};
use crate::web::query::Maybe;
use crate::web::urls;

#[derive(Template)]
#[template(path = "demo/clock.html")]
struct ClockPage {
    frame: Frame,
    title: String,
    faults: Faults,
    now: DateTime<Utc>,
    /// What kind of day it is, where the calendar covers it.
    kind: String,
    leaps: Vec<&'static str>,
    days: Field,
}

impl ClockPage {
    fn new(frame: Frame, app: &App, calendar: &Calendar, typed: &str, faults: Faults) -> ClockPage {
        let now = app.clock.now();
        let working = calendar.is_working(day_of(now));
        let kind = match working {
            Ok(true) => "demo-clock-working",
            Ok(false) => "demo-clock-off",
            Err(_) => "demo-clock-uncovered",
        };
        let days = Field::line("days", frame.t("demo-clock-days")).hint(frame.t("demo-clock-days-hint"));
        ClockPage {
            title: faults.title(&frame, &frame.t("demo-clock-title")),
            now,
            kind: frame.t(kind),
            leaps: LEAPS.iter().map(|(name, _)| *name).collect(),
            days: days.value(typed).width(Width::Short).kind("text", "off").faults(&faults),
            faults,
            frame,
        }
    }
}

/// Leaps by name; the next working morning is counted.
const LEAPS: [(&str, Option<TimeDelta>); 5] = [
    ("hour", Some(TimeDelta::hours(1))),
    ("morning", None),
    ("day", Some(TimeDelta::days(1))),
    ("week", Some(TimeDelta::days(7))),
    ("month", Some(TimeDelta::days(30))),
];
/// The farthest leap at once, in days.
const FARTHEST: i64 = 400;

/// `GET /demo/clock`
#[rocket::get("/demo/clock")]
pub async fn show(_demo: Demonstration<'_>, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let calendar = app.calendar.now(&app.db).await?;
    page(&ClockPage::new(frame, app, &calendar, "", Faults::none()))
}

/// How far to move the clock: a leap by its name, or a number of days.
#[derive(FromForm)]
pub struct ClockForm<'r> {
    by: Maybe<&'r str>,
    days: Maybe<&'r str>,
}

/// `POST /demo/clock`: moves the clock forward. Whoever was signed in is signed in anew, as sessions end with time.
#[rocket::post("/demo/clock", data = "<form>")]
pub async fn update(
    demo: Demonstration<'_>,
    form: Posted<ClockForm<'_>>,
    me: Option<SignedIn>,
    visitor: &Visitor,
    jar: &CookieJar<'_>,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let typed = form.0.days.0.unwrap_or_default();
    let calendar = app.calendar.now(&app.db).await?;
    let refuse = |frame: Frame, key: &str| {
        let mut faults = Faults::none();
        faults.add("days", frame.t(key));
        again(&ClockPage::new(frame, app, &calendar, typed, faults))
    };
    let Some(by) = leap(&form.0, &calendar, app.clock.now())? else {
        return refuse(frame, "demo-clock-not-days");
    };
    match demo.0.move_clock(&app.clock, &calendar, by, people::actor(me.as_ref())).await {
        Ok(_) => {}
        Err(Failure::Refused(ClockRefused::NotCovered(_))) => return refuse(frame, "demo-clock-too-far"),
        Err(Failure::Refused(ClockRefused::Back)) => return refuse(frame, "demo-clock-not-days"),
        Err(Failure::Refused(why @ ClockRefused::Fixed)) => return Err(WebError::broken(why)),
        Err(Failure::Storage(error)) => return Err(error.into()),
    }
    if let Some(me) = &me {
        people::begin(&demo, me.0.person.id, Some(me), visitor, jar, app).await?;
    }
    go(urls::demo_clock())
}

/// How far; nothing where the number of days is none. A leap that is not on the page is no form of ours.
fn leap(
    form: &ClockForm<'_>,
    calendar: &Calendar,
    now: DateTime<Utc>,
) -> Result<Option<TimeDelta>, WebError> {
    let Some(name) = form.by.0 else {
        let days = form.days.0.and_then(|days| days.trim().parse::<i64>().ok());
        return Ok(days.filter(|days| (1..=FARTHEST).contains(days)).map(TimeDelta::days));
    };
    match LEAPS.iter().find(|(known, _)| *known == name) {
        Some((_, Some(by))) => Ok(Some(*by)),
        // Beyond the calendar there is no next morning, and the move is refused like any other that leads there.
        Some((_, None)) => Ok(Some(until_next_morning(calendar, now).unwrap_or(TimeDelta::days(FARTHEST)))),
        None => Err(WebError::Unreadable),
    }
}
