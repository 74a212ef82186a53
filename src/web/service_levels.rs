//! Service levels: how long the ministry and the integrator take, in all, by month and by body, and the same as a file.

use std::sync::Arc;

use askama::Template;
use rocket::http::ContentType;
use rocket::{FromForm, Route, State, routes};

use super::answer::{self, Reply};
use super::error::WebError;
use super::frame::Frame;
use super::guards::SignedIn;
use super::parts::{Cell, Chart, Choice, Field, FigureRow, Figures, FilterBar, Link, OnPhone, Series, Style};
use super::query::{Asked, Maybe};
use super::urls;
use crate::app::App;
use crate::domain::application::Stage;
use crate::services::Failure;
use crate::services::service_levels::{
    self, Both, Level, Levels, NoLevels, Number, Percentiles, STAGES, Sheet, Table, Value,
};

/// Which year.
#[derive(Debug, FromForm)]
pub struct YearQuery {
    year: Maybe<u16>,
}

#[derive(Template)]
#[template(path = "service_levels/show.html")]
struct LevelsPage {
    title: String,
    filter: FilterBar,
    all: Figures,
    chart: Chart,
    months: Figures,
    bodies: Option<Figures>,
    file: Link,
    frame: Frame,
}

/// `GET /service-levels`
#[rocket::get("/service-levels?<asked..>")]
pub async fn show(asked: Asked<YearQuery>, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let levels = look(asked, &me, app).await?;
    let years = levels.years.iter().map(|year| Choice::new(year.to_string(), year.to_string()));
    let field = Field::select("year", frame.t("levels-year"), years.collect()).value(levels.year.to_string());
    answer::show(&LevelsPage {
        title: frame.t1("levels-title", "year", levels.year),
        filter: FilterBar::new(&frame, urls::service_levels(), vec![field]),
        all: table(&frame, "levels-all", frame.t("levels-all"), all(&frame, &levels)),
        chart: chart(&frame, &levels),
        months: table(&frame, "levels-months", frame.t("levels-by-month"), months(&frame, &levels)),
        bodies: (!levels.bodies.is_empty())
            .then(|| table(&frame, "levels-bodies", frame.t("levels-by-body"), bodies(&frame, &levels))),
        file: Link::new(
            format!("{}/file?year={}", urls::service_levels(), levels.year),
            frame.t("extract-csv"),
        ),
        frame,
    })
}

/// `GET /service-levels/file`
#[rocket::get("/service-levels/file?<asked..>")]
pub async fn file(asked: Asked<YearQuery>, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let levels = look(asked, &me, app).await?;
    let written = |caption: String, rows: Vec<LevelRow>| Table {
        caption,
        columns: std::iter::once(frame.t("levels-step")).chain(columns(&frame)).collect(),
        rows: rows.iter().map(LevelRow::values).collect(),
    };
    let name = frame.t1("levels-title", "year", levels.year);
    let sheet = Sheet {
        about: vec![(frame.t("levels-hours"), frame.t("levels-hours-text"))],
        tables: vec![
            written(frame.t("levels-all"), all(&frame, &levels)),
            written(frame.t("levels-by-month"), months(&frame, &levels)),
            written(frame.t("levels-by-body"), bodies(&frame, &levels)),
        ],
        name,
    };
    let bytes = service_levels::file(&sheet).map_err(WebError::broken)?;
    let kind = ContentType::CSV.with_params([("charset", "utf-8"), ("header", "absent")]);
    answer::keep(format!("{}.csv", sheet.name), kind, bytes)
}

async fn look(asked: Asked<YearQuery>, me: &SignedIn, app: &App) -> Result<Levels, WebError> {
    let year = asked.read()?.year.0.map(i32::from);
    if year.is_some_and(|year| !(2000..=2099).contains(&year)) {
        return Err(WebError::BadRequest);
    }
    service_levels::show(&app.db, &app.calendar, &me.0, year, app.clock.now()).await.map_err(|failure| {
        match failure {
            Failure::Refused(NoLevels::Denied(denied)) => denied.into(),
            Failure::Refused(NoLevels::NotCovered(why)) => WebError::broken(why),
            Failure::Storage(error) => error.into(),
        }
    })
}

/// A row of any of the tables.
struct LevelRow {
    label: String,
    level: Level,
}

impl LevelRow {
    fn percentiles(&self) -> [(Option<Percentiles>, u32); 2] {
        // Hours with one decimal, of minutes; days whole.
        let hours = self.level.minutes.map(|minutes| Percentiles {
            median: tenths(minutes.median),
            p90: tenths(minutes.p90),
            p95: tenths(minutes.p95),
        });
        [(hours, 1), (self.level.days, 0)]
    }

    fn cells(&self, frame: &Frame) -> Vec<Cell> {
        let counts = self.counts().map(|count| Cell::Figure(frame.number(count)));
        let times = self.percentiles().into_iter().flat_map(|(found, decimals)| {
            let cell = |value: Option<i64>| match value {
                Some(value) => Cell::Figure(frame.fixed(value, decimals, decimals)),
                None => Cell::Missing(frame.t("levels-none")),
            };
            [found.map(|f| f.median), found.map(|f| f.p90), found.map(|f| f.p95)].map(cell)
        });
        counts.into_iter().chain(times).collect()
    }

    fn values(&self) -> Vec<Value> {
        let whole = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let counts = self.counts().map(|count| Value::Number(Number { units: whole(count), decimals: 0 }));
        let times = self.percentiles().into_iter().flat_map(|(found, decimals)| {
            let value = |value: Option<i64>| match value {
                Some(units) => Value::Number(Number { units, decimals }),
                None => Value::Text(String::new()),
            };
            [found.map(|f| f.median), found.map(|f| f.p90), found.map(|f| f.p95)].map(value)
        });
        std::iter::once(Value::Text(self.label.clone())).chain(counts).chain(times).collect()
    }

    fn counts(&self) -> [usize; 4] {
        [self.level.in_time, self.level.late, self.level.open, self.level.overdue]
    }
}

/// Minutes in tenths of an hour, rounded half up.
const fn tenths(minutes: i64) -> i64 {
    (minutes + 3) / 6
}

fn stage_words(frame: &Frame, stage: Stage) -> String {
    frame.t(match stage {
        Stage::Ministry => "levels-ministry",
        Stage::Integrator => "levels-integrator",
    })
}

fn of_both(frame: &Frame, name: Option<&str>, both: &Both) -> Vec<LevelRow> {
    let row = |(stage, level): (Stage, &Level)| {
        let stage = stage_words(frame, stage);
        let label = name.map_or_else(|| stage.clone(), |name| format!("{name}: {stage}"));
        LevelRow { label, level: *level }
    };
    STAGES.into_iter().zip(both).map(row).collect()
}

fn all(frame: &Frame, levels: &Levels) -> Vec<LevelRow> {
    of_both(frame, None, &levels.all)
}

fn months(frame: &Frame, levels: &Levels) -> Vec<LevelRow> {
    let has_steps = |row: &LevelRow| row.counts().iter().any(|count| *count > 0);
    let month = |(number, both)| of_both(frame, Some(frame.month_name(number)), both);
    (1_u32..).zip(&levels.months).flat_map(month).filter(has_steps).collect()
}

fn bodies(frame: &Frame, levels: &Levels) -> Vec<LevelRow> {
    let has_steps = |row: &LevelRow| row.counts().iter().any(|count| *count > 0);
    let of_body = |(body, both): &(crate::domain::body::Body, Both)| {
        of_both(frame, Some(body.name.get(frame.lang)), both)
    };
    levels.bodies.iter().flat_map(of_body).filter(has_steps).collect()
}

fn columns(frame: &Frame) -> [String; 10] {
    [
        "levels-in-time",
        "levels-late",
        "levels-open",
        "levels-overdue",
        "levels-hours-median",
        "levels-hours-90",
        "levels-hours-95",
        "levels-days-median",
        "levels-days-90",
        "levels-days-95",
    ]
    .map(|key| frame.t(key))
}

fn table(frame: &Frame, id: &'static str, caption: String, rows: Vec<LevelRow>) -> Figures {
    let row = |row: LevelRow| FigureRow { cells: row.cells(frame), label: row.label, ..FigureRow::default() };
    Figures {
        id,
        caption,
        unit: frame.t("levels-unit"),
        corner: frame.t("levels-step").into(),
        columns: columns(frame).map(Into::into).into(),
        rows: rows.into_iter().map(row).collect(),
        total: None,
        on_phone: OnPhone::Scroll,
    }
}

/// The median working time of each stage by month.
fn chart(frame: &Frame, levels: &Levels) -> Chart {
    let series = |index: usize, stage: Stage, style: Style| Series {
        label: stage_words(frame, stage),
        style,
        values: levels
            .months
            .map(|both| both.get(index).and_then(|level| level.minutes).map(|minutes| minutes.median / 60)),
    };
    let drawn = [series(0, Stage::Ministry, Style::Main), series(1, Stage::Integrator, Style::Plan)];
    let names: Vec<String> = (1..=12_u32).map(|month| frame.month_name(month).to_owned()).collect();
    let title = frame.t("levels-chart");
    Chart::new("levels-chart", title.clone(), title, &names, &drawn, |value| frame.number(value))
}

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    routes![show, file]
}
