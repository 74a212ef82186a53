//! Training at a glance: what I have still to pass; for those who hold trainings and those to whom they are reported, all.

use std::sync::Arc;

use askama::Template;
use rocket::State;

use super::{system, taught};
use crate::app::App;
use crate::domain::calendar::day_of;
use crate::domain::deadline::Standing;
use crate::domain::ids::TrainingId;
use crate::domain::person::Role;
use crate::domain::training::{Course, Outcome, Training};
use crate::services::training::{self as service, Listed, Overview, Own};
use crate::web::answer::{self, Reply};
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Banner, Link, SummaryCard, Tag, Tone, standing_tag};
use crate::web::{record, urls};

struct Row {
    id: TrainingId,
    course: String,
    day: String,
    taught: String,
    people: String,
    report: Tag,
}

struct All {
    rows: Vec<Row>,
    courses: Vec<String>,
    waiting: String,
    may_keep: bool,
}

struct Mine {
    banner: Banner,
    ahead: Vec<SummaryCard>,
    past: Vec<SummaryCard>,
}

#[derive(Template)]
#[template(path = "training/overview.html")]
struct TrainingPage {
    mine: Option<Mine>,
    all: Option<All>,
    frame: Frame,
}

/// `GET /training`
#[rocket::get("/training")]
pub async fn show(me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let (now, actor) = (app.clock.now(), &me.0.actor);
    let all = match actor.is_any(&[Role::Operator, Role::Administrator, Role::Reviewer]) {
        true => {
            let overview = record::seen(service::overview(&app.db, &app.calendar, &me.0, now).await)?;
            Some(all(&frame, overview, actor.is_any(&[Role::Operator])))
        }
        false => None,
    };
    let mine = match all {
        None => Some(mine(&frame, &service::own(&app.db, &me.0, now).await?)),
        Some(_) => None,
    };
    answer::show(&TrainingPage { mine, all, frame })
}

fn all(frame: &Frame, overview: Overview, may_keep: bool) -> All {
    let systems = |course: &Course| {
        let names: Vec<String> = course.systems.iter().map(|one| system(frame, *one)).collect();
        format!("{} ({})", course.called(frame.lang), names.join(", "))
    };
    All {
        rows: overview.trainings.iter().map(|one| row(frame, one)).collect(),
        courses: overview.courses.iter().map(systems).collect(),
        waiting: frame.n("training-waiting", overview.waiting),
        may_keep,
    }
}

fn row(frame: &Frame, listed: &Listed) -> Row {
    let training = &listed.training;
    let report = match (training.reported_at, training.late_days, &listed.standing) {
        (Some(_), Some(days), _) => Tag::new(Tone::Warn, frame.n("training-reported-late", i64::from(days))),
        (Some(at), None, _) => {
            Tag::new(Tone::Good, frame.t1("training-reported", "day", frame.short(day_of(at))))
        }
        (None, _, Some(Standing::InTime { .. })) => {
            let day = frame.short(training.report_due.due_on());
            Tag::new(Tone::Plain, frame.t1("training-report-due", "day", day))
        }
        (None, _, Some(standing)) => standing_tag(frame, *standing),
        (None, _, None) => Tag::new(Tone::Plain, frame.t("none")),
    };
    Row {
        id: training.id,
        course: listed.course.called(frame.lang).to_owned(),
        day: frame.short(training.held_on),
        taught: taught(frame, training.taught),
        people: frame.t2("training-passed-of", "passed", listed.passed, "people", listed.people),
        report,
    }
}

fn mine(frame: &Frame, own: &Own) -> Mine {
    let missing: Vec<String> = own.missing.iter().map(|one| system(frame, *one)).collect();
    let banner = match missing.is_empty() {
        true => Banner::new(Tone::Good, frame.t("training-nothing-missing")),
        false => Banner::new(Tone::Warn, frame.t1("training-missing", "systems", missing.join(", "))),
    };
    let card = |training: &Training, course: &Course| {
        SummaryCard::new(course.called(frame.lang))
            .row(frame.t("training-day"), frame.date(training.held_on))
            .row(frame.t("training-language"), taught(frame, training.taught))
            .row(frame.t("training-place"), &training.place)
    };
    let past = |(training, course, outcome): &(Training, Course, Outcome)| {
        let (tone, words) = match outcome {
            Outcome::Passed => (Tone::Good, frame.t("outcome-passed")),
            Outcome::Failed => (Tone::Bad, frame.t("outcome-failed")),
            Outcome::Absent => (Tone::Ended, frame.t("outcome-absent")),
        };
        card(training, course).tag(Tag::new(tone, words))
    };
    Mine {
        banner,
        ahead: own.ahead.iter().map(|(training, course)| card(training, course)).collect(),
        past: own.past.iter().map(past).collect(),
    }
}

/// The way back to all trainings.
pub(super) fn back(frame: &Frame) -> Link {
    Link::new(urls::trainings(), frame.t("training-title"))
}
