//! The ministry's desk: considers each employee within two working days and forwards, refuses or returns (R9.1). Must not
//! decide who may what.

use std::sync::Arc;

use askama::Template;
use rocket::{FromForm, Route, State, routes};

use super::answer::{self, Reply};
use super::csrf::Posted;
use super::deciding::{
    self, ConfirmationPage, DecidedQuery, DecisionForm, DeskPage, EmployeesQuery, QueueQuery,
};
use super::error::WebError;
use super::frame::Frame;
use super::guards::SignedIn;
use super::parts::{Banner, Faults, Field, PagePath, Tone};
use super::query::{Asked, Maybe};
use super::{record, urls};
use crate::app::App;
use crate::domain::access::{Action, Consider, See};
use crate::domain::application::{
    Application, ConsiderRefusal, Reason, ReturnRefusal, Stage, State as Stands,
};
use crate::domain::deadline::Standing;
use crate::domain::ids::ApplicationId;
use crate::services::applications::considering;
use crate::services::applications::looking::{self, Desk, Shown};

type Portal = State<Arc<App>>;

/// `GET /considering`
#[rocket::get("/considering?<asked..>")]
pub async fn queue(asked: Asked<QueueQuery>, me: SignedIn, frame: Frame, app: &Portal) -> Reply {
    deciding::queue(Stage::Ministry, asked, app, &me, frame).await
}

/// `GET /considering/decided`
#[rocket::get("/considering/decided?<asked..>")]
pub async fn decided(asked: Asked<DecidedQuery>, me: SignedIn, frame: Frame, app: &Portal) -> Reply {
    deciding::decided(Stage::Ministry, asked, app, &me, frame).await
}

/// `GET /considering/<id>`
#[rocket::get("/considering/<id>?<asked..>")]
pub async fn show(
    id: ApplicationId,
    asked: Asked<EmployeesQuery>,
    me: SignedIn,
    frame: Frame,
    app: &Portal,
) -> Reply {
    let form = DecisionForm::at(asked.read()?.page());
    let shown = look(app, &me, See, id).await?;
    answer::show(&DeskPage::of(frame, Stage::Ministry, &shown, &form, Faults::none()))
}

/// `POST /considering/<id>/decision`
#[rocket::post("/considering/<id>/decision", data = "<form>")]
pub async fn decide(
    id: ApplicationId,
    me: SignedIn,
    frame: Frame,
    form: Posted<DecisionForm>,
    app: &Portal,
) -> Reply {
    let (version, shown) = (form.0.version()?, look(app, &me, Consider, id).await?);
    if !shown.may.consider || shown.version != version {
        return answer::stale(&DeskPage::overtaken(frame, Stage::Ministry, &shown));
    }
    if form.0.turn().is_some() {
        return answer::show(&DeskPage::of(frame, Stage::Ministry, &shown, &form.0, Faults::none()));
    }
    let read = match form.0.read(&frame, Stage::Ministry, &shown)? {
        Ok(read) => read,
        Err(faults) => return answer::again(&DeskPage::of(frame, Stage::Ministry, &shown, &form.0, faults)),
    };
    let (verdicts, late, now) = (read.verdicts, read.late, app.clock.now());
    let decided = considering::decide(&app.db, &app.calendar, &me.0, id, version, verdicts, late, now).await;
    match record::ruled(decided)? {
        Ok(_) => answer::go(urls::outcome(Stage::Ministry, id)),
        Err(ConsiderRefusal::Calendar(gap)) => {
            let gap = frame.t1("considering-calendar", "day", frame.date(gap.on));
            let banner = Banner::new(Tone::Bad, gap);
            answer::again(&DeskPage::of(frame, Stage::Ministry, &shown, &form.0, Faults::none()).with(banner))
        }
        Err(ConsiderRefusal::BodyClosed(_)) => {
            let shown = look(app, &me, See, id).await?;
            answer::again(&DeskPage::of(frame, Stage::Ministry, &shown, &form.0, Faults::none()))
        }
        Err(
            ConsiderRefusal::NotUnderConsideration { .. }
            | ConsiderRefusal::Unbound(_)
            | ConsiderRefusal::LateReasonMissing(_)
            | ConsiderRefusal::Mismatch(_),
        ) => {
            let shown = look(app, &me, See, id).await?;
            answer::stale(&DeskPage::overtaken(frame, Stage::Ministry, &shown))
        }
    }
}

/// `GET /considering/<id>/outcome`, once it was considered.
#[rocket::get("/considering/<id>/outcome")]
pub async fn outcome(id: ApplicationId, me: SignedIn, frame: Frame, app: &Portal) -> Reply {
    let shown = look(app, &me, See, id).await?;
    let (title, next) = match &shown.application.state {
        Stands::Forwarded { granting, .. } => (
            frame.t("considered-forwarded"),
            frame.t1("considered-next", "day", frame.date(granting.due_on())),
        ),
        Stands::Refused { .. } => (frame.t("considered-refused"), frame.t("considered-told")),
        Stands::Returned { .. } => (frame.t("considered-returned"), frame.t("considered-told")),
        Stands::Draft | Stands::Submitted { .. } | Stands::Granted { .. } | Stands::Withdrawn { .. } => {
            return answer::go(urls::at_desk(Stage::Ministry, id));
        }
    };
    answer::show(&ConfirmationPage::of(frame, Stage::Ministry, &shown, title, next))
}

/// What is to be corrected, and why the step is late.
#[derive(Default, FromForm)]
pub struct ReturnForm {
    version: String,
    reason: String,
    late: Maybe<String>,
}

#[derive(Template)]
#[template(path = "deciding/return.html")]
struct ReturnPage {
    path: PagePath,
    title: String,
    faults: Faults,
    version: String,
    fields: Vec<Field>,
    here: String,
    back: String,
    frame: Frame,
}

impl ReturnPage {
    fn of(frame: Frame, shown: &Shown, form: &ReturnForm, faults: Faults) -> ReturnPage {
        let title = frame.t("return-title");
        let reason = Field::area("reason", frame.t("return-reason")).hint(frame.t("return-reason-hint"));
        let late = matches!(shown.standing, Some(Standing::Overdue { .. }));
        let typed = form.late.0.as_deref().unwrap_or_default();
        let late = late.then(|| deciding::late_field(&frame, typed, &faults));
        let fields = [Some(reason.value(&form.reason).faults(&faults)), late];
        ReturnPage {
            path: deciding::path_below(&frame, Stage::Ministry, &shown.application, &title),
            title: faults.title(&frame, &title),
            version: shown.version.to_string(),
            fields: fields.into_iter().flatten().collect(),
            here: urls::return_for_correction(shown.application.id).to_string(),
            back: urls::at_desk(Stage::Ministry, shown.application.id),
            faults,
            frame,
        }
    }
}

/// `GET /considering/<id>/return`
#[rocket::get("/considering/<id>/return")]
pub async fn returning(id: ApplicationId, me: SignedIn, frame: Frame, app: &Portal) -> Reply {
    let shown = look(app, &me, Consider, id).await?;
    if !shown.may.consider {
        return answer::stale(&DeskPage::overtaken(frame, Stage::Ministry, &shown));
    }
    answer::show(&ReturnPage::of(frame, &shown, &ReturnForm::default(), Faults::none()))
}

/// `POST /considering/<id>/return`
#[rocket::post("/considering/<id>/return", data = "<form>")]
pub async fn give_back(
    id: ApplicationId,
    me: SignedIn,
    frame: Frame,
    form: Posted<ReturnForm>,
    app: &Portal,
) -> Reply {
    let form = form.0;
    let (version, shown) = (deciding::shown_version(&form.version)?, look(app, &me, Consider, id).await?);
    if !shown.may.consider || shown.version != version {
        return answer::stale(&DeskPage::overtaken(frame, Stage::Ministry, &shown));
    }
    let mut faults = Faults::none();
    let reason = Reason::parse(&form.reason);
    let reason = reason.map_err(|bad| faults.add("reason", deciding::reason_fault(&frame, bad)));
    let typed = form.late.0.as_deref().unwrap_or_default();
    let late = deciding::late_reason(&frame, &shown, typed, &mut faults);
    let reason = match reason {
        Ok(reason) if faults.is_empty() => reason,
        Ok(_) | Err(()) => return answer::again(&ReturnPage::of(frame, &shown, &form, faults)),
    };
    let now = app.clock.now();
    let returned = considering::return_for_correction(&app.db, &me.0, id, version, reason, late, now).await;
    match record::ruled(returned)? {
        Ok(_) => answer::go(urls::outcome(Stage::Ministry, id)),
        Err(
            ReturnRefusal::NotUnderConsideration { .. }
            | ReturnRefusal::Unbound(_)
            | ReturnRefusal::LateReasonMissing(_),
        ) => {
            let shown = look(app, &me, See, id).await?;
            answer::stale(&DeskPage::overtaken(frame, Stage::Ministry, &shown))
        }
    }
}

async fn look<A>(app: &App, me: &SignedIn, wanting: A, id: ApplicationId) -> Result<Shown, WebError>
where
    A: Action<On = Application> + Send + 'static,
{
    let (desk, now) = (Desk::Stage(Stage::Ministry), app.clock.now());
    let shown = record::seen(looking::show(&app.db, &app.calendar, &me.0, desk, wanting, id, now).await)?;
    Ok(looking::with_extent(app.budget.as_ref(), shown).await)
}

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    routes![queue, decided, show, decide, outcome, returning, give_back]
}
