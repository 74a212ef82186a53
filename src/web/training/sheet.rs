//! One training: who took part, what became of each, and the report to the ministry.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use rocket::{FromForm, State};

use super::overview::back;
use super::taught;
use crate::app::App;
use crate::domain::ids::{PersonId, TrainingId};
use crate::domain::training::{Outcome, TrainRefusal};
use crate::services::training::{self as service, Sheet};
use crate::web::answer::{self, Reply};
use crate::web::csrf::{MarkOnly, Posted};
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Banner, PagePath, SummaryCard, Tone};
use crate::web::query::Maybe;
use crate::web::{record, urls};

struct Row {
    field: String,
    name: String,
    body: String,
    choices: Vec<(&'static str, String, bool)>,
    outcome: String,
}

#[derive(Template)]
#[template(path = "training/sheet.html")]
struct SheetPage {
    path: PagePath,
    title: String,
    banner: Option<Banner>,
    facts: SummaryCard,
    rows: Vec<Row>,
    may_record: bool,
    may_report: bool,
    outcomes: String,
    report: String,
    frame: Frame,
}

impl SheetPage {
    fn of(frame: Frame, sheet: &Sheet, banner: Option<Banner>) -> SheetPage {
        let training = &sheet.training;
        let title =
            frame.t2("training-sheet", "number", training.id, "course", sheet.course.called(frame.lang));
        let report = match (training.reported_at, training.late_days) {
            (Some(at), None) => frame.t1("training-reported", "day", frame.moment(at)),
            (Some(_), Some(days)) => frame.n("training-reported-late", i64::from(days)),
            (None, _) => frame.t1("training-report-due", "day", frame.date(training.report_due.due_on())),
        };
        SheetPage {
            path: PagePath::new(&frame, vec![back(&frame)], &title),
            facts: SummaryCard::new(frame.t("training-facts"))
                .row(frame.t("training-day"), frame.date(training.held_on))
                .row(frame.t("training-language"), taught(&frame, training.taught))
                .row(frame.t("training-place"), &training.place)
                .row(frame.t("training-report"), report),
            rows: sheet.people.iter().map(|one| row(&frame, one)).collect(),
            may_record: sheet.may_record && !sheet.people.is_empty(),
            may_report: sheet.may_record && sheet.people.iter().any(|(.., outcome)| outcome.is_some()),
            outcomes: urls::training_outcomes(training.id).to_string(),
            report: urls::training_report(training.id).to_string(),
            title,
            banner,
            frame,
        }
    }
}

fn row(
    frame: &Frame,
    (person, body, outcome): &(crate::domain::person::Person, crate::domain::body::Body, Option<Outcome>),
) -> Row {
    let choice = |one: Outcome| (one.code(), words(frame, one), *outcome == Some(one));
    Row {
        field: format!("outcomes[{}]", person.id),
        name: person.name.full(),
        body: body.name.get(frame.lang).to_owned(),
        choices: Outcome::ALL.map(choice).into(),
        outcome: outcome.map_or_else(|| frame.t("outcome-none"), |outcome| words(frame, outcome)),
    }
}

fn words(frame: &Frame, outcome: Outcome) -> String {
    match outcome {
        Outcome::Passed => frame.t("outcome-passed"),
        Outcome::Failed => frame.t("outcome-failed"),
        Outcome::Absent => frame.t("outcome-absent"),
    }
}

/// What became of each person.
#[derive(FromForm)]
pub struct OutcomesForm {
    outcomes: Maybe<BTreeMap<String, String>>,
}

/// `GET /training/sessions/<id>`
#[rocket::get("/training/sessions/<id>", rank = 2)]
pub async fn show(id: TrainingId, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let sheet = record::seen(service::sheet(&app.db, &me.0, id, app.clock.now()).await)?;
    answer::show(&SheetPage::of(frame, &sheet, None))
}

/// `POST /training/sessions/<id>/outcomes`
#[rocket::post("/training/sessions/<id>/outcomes", data = "<form>")]
pub async fn outcomes(
    id: TrainingId,
    form: Posted<OutcomesForm>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let typed = form.0.outcomes.0.unwrap_or_default();
    let chosen = typed.iter().filter(|(_, outcome)| !outcome.is_empty());
    let read = |(person, outcome): (&String, &String)| Some((person.parse().ok()?, Outcome::parse(outcome)?));
    let outcomes: Option<Vec<(PersonId, Outcome)>> = chosen.map(read).collect();
    let outcomes = outcomes.ok_or(WebError::Unreadable)?;
    let written = service::record(&app.db, &me.0, id, outcomes, app.clock.now()).await;
    match record::ruled(written)? {
        Ok(_) => answer::go(urls::training(id)),
        Err(why) => refused(frame, &me, id, why, app).await,
    }
}

/// `POST /training/sessions/<id>/report`
#[rocket::post("/training/sessions/<id>/report", data = "<_form>")]
pub async fn report(
    id: TrainingId,
    _form: Posted<MarkOnly>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let reported = service::report(&app.db, &app.calendar, &me.0, id, app.clock.now()).await;
    match record::ruled(reported)? {
        Ok(_) => answer::go(urls::training(id)),
        Err(why) => refused(frame, &me, id, why, app).await,
    }
}

/// The training as it stands, for somebody whose form came too early or too late.
async fn refused(frame: Frame, me: &SignedIn, id: TrainingId, why: TrainRefusal, app: &App) -> Reply {
    let words = match why {
        TrainRefusal::NotHeld => frame.t("training-not-held"),
        TrainRefusal::Reported => frame.t("training-was-reported"),
        TrainRefusal::NobodyThere => frame.t("training-nobody"),
        TrainRefusal::NoAccess(_) => return Err(WebError::Unreadable),
        TrainRefusal::ForeignPermit | TrainRefusal::TooLongAgo | TrainRefusal::Calendar(_) => {
            return Err(WebError::broken(why));
        }
    };
    let sheet = record::seen(service::sheet(&app.db, &me.0, id, app.clock.now()).await)?;
    answer::stale(&SheetPage::of(frame, &sheet, Some(Banner::new(Tone::Bad, words))))
}
