//! Entering courses and the days on which they are held.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use chrono::NaiveDate;
use rocket::{FromForm, State};

use super::overview::back;
use super::{system, taught};
use crate::app::App;
use crate::domain::access::{KeepCourses, check};
use crate::domain::ids::CourseId;
use crate::domain::names::BadText;
use crate::domain::system::System;
use crate::domain::training::{Course, Taught, TrainRefusal};
use crate::services::training::{self as service};
use crate::web::answer::{self, Reply};
use crate::web::csrf::Posted;
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Choice, Faults, Field, PagePath, Width};
use crate::web::query::Maybe;
use crate::web::{record, urls};

#[derive(Template)]
#[template(path = "training/form.html")]
struct FormPage {
    path: PagePath,
    title: String,
    heading: String,
    faults: Faults,
    fields: Vec<Field>,
    here: String,
    send: String,
    frame: Frame,
}

/// A course.
#[derive(Default, FromForm)]
pub struct CourseForm {
    kk: String,
    ru: String,
    systems: Maybe<Vec<String>>,
}

/// A day on which a course is held.
#[derive(Default, FromForm)]
pub struct TrainingForm {
    course: String,
    taught: Maybe<String>,
    held_on: String,
    place: String,
}

fn course_page(frame: Frame, form: &CourseForm, faults: Faults) -> FormPage {
    let heading = frame.t("course-title");
    let choices = System::ALL.map(|one| Choice::new(one.code(), system(&frame, one))).into();
    let ticked = form.systems.0.as_deref().unwrap_or_default();
    let chosen: Vec<&str> = ticked.iter().map(String::as_str).collect();
    let fields = vec![
        Field::line("kk", frame.t("course-name-kk")).value(&form.kk),
        Field::line("ru", frame.t("course-name-ru")).value(&form.ru),
        Field::boxes("systems", frame.t("course-systems"), choices).values(&chosen),
    ];
    page(frame, heading, fields, faults, urls::new_course().to_string(), "course-add")
}

fn training_page(frame: Frame, courses: &[Course], form: &TrainingForm, faults: Faults) -> FormPage {
    let heading = frame.t("training-enter");
    let choice = |course: &Course| Choice::new(course.id.to_string(), course.called(frame.lang));
    let languages = Taught::ALL.map(|one| Choice::new(one.code(), taught(&frame, one))).into();
    let fields = vec![
        Field::select("course", frame.t("training-course"), courses.iter().map(choice).collect())
            .value(&form.course),
        Field::radios("taught", frame.t("training-language"), languages)
            .value(form.taught.0.as_deref().unwrap_or_default()),
        Field::line("held_on", frame.t("training-day"))
            .kind("date", "off")
            .width(Width::Middle)
            .hint(frame.t("training-day-hint"))
            .value(&form.held_on),
        Field::line("place", frame.t("training-place"))
            .hint(frame.t("training-place-hint"))
            .value(&form.place),
    ];
    page(frame, heading, fields, faults, urls::new_training().to_string(), "training-enter")
}

fn page(
    frame: Frame,
    heading: String,
    fields: Vec<Field>,
    faults: Faults,
    here: String,
    send: &'static str,
) -> FormPage {
    FormPage {
        path: PagePath::new(&frame, vec![back(&frame)], &heading),
        title: faults.title(&frame, &heading),
        fields: fields.into_iter().map(|field| field.faults(&faults)).collect(),
        send: frame.t(send),
        heading,
        faults,
        here,
        frame,
    }
}

/// `GET /training/courses/new`
#[rocket::get("/training/courses/new")]
pub async fn new_course(me: SignedIn, frame: Frame) -> Reply {
    check(&me.0.actor, KeepCourses, &())?;
    answer::show(&course_page(frame, &CourseForm::default(), Faults::none()))
}

/// `POST /training/courses/new`
#[rocket::post("/training/courses/new", data = "<form>")]
pub async fn create_course(
    form: Posted<CourseForm>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    check(&me.0.actor, KeepCourses, &())?;
    let (form, mut faults) = (form.0, Faults::none());
    let mut title = |field: &str, typed: &str| {
        Course::title(typed).map_err(|bad| faults.add(field, text_fault(&frame, bad))).ok()
    };
    let (kk, ru) = (title("kk", &form.kk), title("ru", &form.ru));
    let ticked = form.systems.0.as_deref().unwrap_or_default();
    let systems: Option<BTreeSet<System>> = ticked.iter().map(|code| System::parse(code)).collect();
    let systems = systems.ok_or(WebError::Unreadable)?;
    if systems.is_empty() {
        faults.add("systems", frame.t("course-systems-missing"));
    }
    match (kk, ru) {
        (Some(kk), Some(ru)) if faults.is_empty() => {
            let added = service::add_course(&app.db, &me.0, kk, ru, systems, app.clock.now()).await;
            record::ruled(added)?.map_err(WebError::broken)?;
            answer::go(urls::trainings())
        }
        (_, _) => answer::again(&course_page(frame, &form, faults)),
    }
}

/// `GET /training/sessions/new`
#[rocket::get("/training/sessions/new")]
pub async fn new_training(me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let courses = courses(&me, app).await?;
    answer::show(&training_page(frame, &courses, &TrainingForm::default(), Faults::none()))
}

/// `POST /training/sessions/new`
#[rocket::post("/training/sessions/new", data = "<form>")]
pub async fn create_training(
    form: Posted<TrainingForm>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let courses = courses(&me, app).await?;
    let (form, mut faults) = (form.0, Faults::none());
    let course: Option<CourseId> = form.course.parse().ok();
    let course = course.filter(|id| courses.iter().any(|course| course.id == *id));
    if course.is_none() {
        faults.add("course", frame.t("training-course-missing"));
    }
    let taught = form.taught.0.as_deref().and_then(Taught::parse);
    if taught.is_none() {
        faults.add("taught", frame.t("training-language-missing"));
    }
    let held_on = form.held_on.trim().parse::<NaiveDate>().ok();
    if held_on.is_none() {
        faults.add("held_on", frame.t("calendar-not-a-day"));
    }
    let place = Course::title(&form.place).map_err(|bad| faults.add("place", text_fault(&frame, bad))).ok();
    let (Some(course), Some(taught), Some(held_on), Some(place)) = (course, taught, held_on, place) else {
        return answer::again(&training_page(frame, &courses, &form, faults));
    };
    let now = app.clock.now();
    let entered = service::enter(&app.db, &app.calendar, &me.0, course, taught, held_on, place, now).await;
    let words = match record::ruled(entered)? {
        Ok(training) => return answer::go(urls::training(training)),
        Err(TrainRefusal::TooLongAgo) => frame.t("training-too-long-ago"),
        Err(TrainRefusal::Calendar(gap)) => frame.t1("training-calendar", "day", frame.date(gap.on)),
        Err(why) => return Err(WebError::broken(why)),
    };
    faults.add("held_on", words);
    answer::again(&training_page(frame, &courses, &form, faults))
}

async fn courses(me: &SignedIn, app: &App) -> Result<Vec<Course>, WebError> {
    check(&me.0.actor, KeepCourses, &())?;
    let overview = service::overview(&app.db, &app.calendar, &me.0, app.clock.now()).await;
    Ok(record::seen(overview)?.courses)
}

fn text_fault(frame: &Frame, bad: BadText) -> String {
    match bad {
        BadText::Empty => frame.t("training-text-missing"),
        BadText::TooLong => frame.n("training-text-too-long", Course::MOST),
        BadText::Invisible => frame.t("training-text-invisible"),
    }
}
