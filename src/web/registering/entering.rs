//! Entering a paper: whose it is, its number and dates, the systems asked for; correcting that before it is registered.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use rocket::{FromForm, State};

use super::form::PaperForm;
use crate::app::App;
use crate::domain::access::Write;
use crate::domain::body::Body;
use crate::domain::calendar::day_of;
use crate::domain::ids::{ApplicationId, BodyId};
use crate::domain::system::System;
use crate::services::applications::looking::{self, Desk, Shown};
use crate::services::applications::registering::{self, PaperRefusal};
use crate::web::answer::{self, Reply};
use crate::web::csrf::Posted;
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Choice, Faults, Field, Link, PagePath};
use crate::web::query::Maybe;
use crate::web::{record, urls};

#[derive(Template)]
#[template(path = "registering/paper.html")]
struct PaperPage {
    path: PagePath,
    title: String,
    heading: String,
    lead: String,
    faults: Faults,
    fields: Vec<Field>,
    here: String,
    back: String,
    frame: Frame,
}

/// A paper as it is entered for the first time.
#[derive(Default, FromForm)]
pub struct EnteringForm {
    body: String,
    systems: Maybe<Vec<String>>,
    paper: PaperForm,
}

impl EnteringForm {
    fn systems(&self) -> Option<BTreeSet<System>> {
        let typed = self.systems.0.as_deref().unwrap_or_default();
        typed
            .iter()
            .map(|code| System::parse(code))
            .collect::<Option<BTreeSet<_>>>()
            .filter(|all| !all.is_empty())
    }

    fn fields(&self, frame: &Frame, bodies: &[Body], faults: &Faults) -> Vec<Field> {
        let nobody = Choice::new("", frame.t("paper-body-choose"));
        let body = |body: &Body| Choice::new(body.id.to_string(), body.name.get(frame.lang));
        let bodies = std::iter::once(nobody).chain(bodies.iter().map(body)).collect();
        let systems = System::ALL
            .map(|system| Choice::new(system.code(), frame.t(&format!("system-{}", system.code()))));
        let chosen: Vec<&str> = self.systems.0.iter().flatten().map(String::as_str).collect();
        let whose =
            Field::select("body", frame.t("application-body"), bodies).value(&self.body).faults(faults);
        let asked = Field::boxes("systems", frame.t("application-systems"), systems.into()).values(&chosen);
        [vec![whose], self.paper.fields(frame, "paper.", faults), vec![asked.faults(faults)]].concat()
    }
}

fn path(frame: &Frame, here: &str) -> PagePath {
    PagePath::new(frame, vec![Link::new(urls::registrations(), frame.t("registrations-title"))], here)
}

impl PaperPage {
    fn entering(frame: Frame, bodies: &[Body], form: &EnteringForm, faults: Faults) -> PaperPage {
        let heading = frame.t("registration-begin");
        PaperPage {
            path: path(&frame, &heading),
            title: faults.title(&frame, &heading),
            lead: frame.t("registration-lead"),
            fields: form.fields(&frame, bodies, &faults),
            here: urls::registrations().to_string(),
            back: urls::registrations().to_string(),
            heading,
            faults,
            frame,
        }
    }

    fn correcting(frame: Frame, id: ApplicationId, form: &PaperForm, faults: Faults) -> PaperPage {
        let heading = frame.t("paper-change");
        PaperPage {
            path: path(&frame, &heading),
            title: faults.title(&frame, &heading),
            lead: frame.t("paper-change-lead"),
            fields: form.fields(&frame, "", &faults),
            here: urls::paper(id).to_string(),
            back: urls::application(id),
            heading,
            faults,
            frame,
        }
    }
}

/// `GET /registrations/new`
#[rocket::get("/registrations/new")]
pub async fn new(me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let bodies = applicants(app, &me).await?;
    answer::show(&PaperPage::entering(frame, &bodies, &EnteringForm::default(), Faults::none()))
}

/// `POST /registrations`
#[rocket::post("/registrations", data = "<form>")]
pub async fn create(me: SignedIn, frame: Frame, form: Posted<EnteringForm>, app: &State<Arc<App>>) -> Reply {
    let (form, bodies, now) = (form.0, applicants(app, &me).await?, app.clock.now());
    let mut faults = Faults::none();
    let body = form.body.parse::<BodyId>().ok().filter(|id| bodies.iter().any(|body| body.id == *id));
    if body.is_none() {
        faults.add("body", frame.t("paper-fault-body"));
    }
    let paper = form.paper.read(&frame, "paper.", me.0.person.id, day_of(now), &mut faults);
    let systems = form.systems();
    if systems.is_none() {
        faults.add("systems", frame.t("systems-missing"));
    }
    let (Some(body), Some(paper), Some(systems)) = (body, paper, systems) else {
        return answer::again(&PaperPage::entering(frame, &bodies, &form, faults));
    };
    let begun = registering::begin(&app.db, &me.0, body, systems, paper, now).await;
    let id = record::ruled(begun)?.map_err(WebError::broken)?;
    answer::go(urls::application(id))
}

/// `GET /applications/<id>/paper`
#[rocket::get("/applications/<id>/paper")]
pub async fn edit(id: ApplicationId, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let shown = entered(app, &me, id).await?;
    let paper = shown.application.being_registered().ok_or(WebError::NotFound)?;
    answer::show(&PaperPage::correcting(frame, id, &PaperForm::of(paper), Faults::none()))
}

/// `POST /applications/<id>/paper`
#[rocket::post("/applications/<id>/paper", data = "<form>")]
pub async fn correct(
    id: ApplicationId,
    me: SignedIn,
    frame: Frame,
    form: Posted<PaperForm>,
    app: &State<Arc<App>>,
) -> Reply {
    entered(app, &me, id).await?;
    let (mut faults, now) = (Faults::none(), app.clock.now());
    let Some(paper) = form.0.read(&frame, "", me.0.person.id, day_of(now), &mut faults) else {
        return answer::again(&PaperPage::correcting(frame, id, &form.0, faults));
    };
    match record::ruled(registering::correct(&app.db, &me.0, id, paper, now).await)? {
        Ok(()) => answer::go(urls::application(id)),
        Err(PaperRefusal::NotWritable(_)) => Err(WebError::Conflict),
        Err(why @ PaperRefusal::NoSuchBody) => Err(WebError::broken(why)),
    }
}

/// The application, for a clerk who is entering it; one that is not being entered has no such pages.
pub async fn entered(app: &App, me: &SignedIn, id: ApplicationId) -> Result<Shown, WebError> {
    let now = app.clock.now();
    let shown = looking::show(&app.db, &app.calendar, &me.0, Desk::Body, Write, id, now).await;
    let shown = record::seen(shown)?;
    if shown.application.being_registered().is_none() { Err(WebError::NotFound) } else { Ok(shown) }
}

async fn applicants(app: &App, me: &SignedIn) -> Result<Vec<Body>, WebError> {
    let found = registering::applicants(&app.db, &me.0, app.clock.now()).await;
    record::ruled(found)?.map_err(WebError::broken)
}
