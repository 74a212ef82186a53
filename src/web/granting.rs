//! The integrator's desk: gives each forwarded employee access within two working days, for a calendar year, or refuses
//! (R9.2, R9.3). Must not decide who may what.

use std::sync::Arc;

use rocket::{Route, State, routes};

use super::answer::{self, Reply};
use super::csrf::Posted;
use super::deciding::{
    self, ConfirmationPage, DecidedQuery, DecisionForm, DeskPage, EmployeesQuery, QueueQuery,
};
use super::error::WebError;
use super::frame::Frame;
use super::guards::SignedIn;
use super::parts::Faults;
use super::query::Asked;
use super::{record, urls};
use crate::app::App;
use crate::domain::access::{Action, GiveAccess, See};
use crate::domain::application::{Application, GrantRefusal, Stage, State as Stands};
use crate::domain::ids::{ApplicationId, EmployeeLineId};
use crate::services::applications::granting::{self, NotGranted};
use crate::services::applications::looking::{self, Desk, Shown};

type Portal = State<Arc<App>>;

/// `GET /granting`
#[rocket::get("/granting?<asked..>")]
pub async fn queue(asked: Asked<QueueQuery>, me: SignedIn, frame: Frame, app: &Portal) -> Reply {
    deciding::queue(Stage::Integrator, asked, app, &me, frame).await
}

/// `GET /granting/decided`
#[rocket::get("/granting/decided?<asked..>")]
pub async fn decided(asked: Asked<DecidedQuery>, me: SignedIn, frame: Frame, app: &Portal) -> Reply {
    deciding::decided(Stage::Integrator, asked, app, &me, frame).await
}

/// `GET /granting/<id>`
#[rocket::get("/granting/<id>?<asked..>")]
pub async fn show(
    id: ApplicationId,
    asked: Asked<EmployeesQuery>,
    me: SignedIn,
    frame: Frame,
    app: &Portal,
) -> Reply {
    let form = DecisionForm::at(asked.read()?.page());
    let shown = look(app, &me, See, id).await?;
    answer::show(&DeskPage::of(frame, Stage::Integrator, &shown, &form, Faults::none()))
}

/// `POST /granting/<id>/decision`
#[rocket::post("/granting/<id>/decision", data = "<form>")]
pub async fn decide(
    id: ApplicationId,
    me: SignedIn,
    frame: Frame,
    form: Posted<DecisionForm>,
    app: &Portal,
) -> Reply {
    let (version, shown) = (form.0.version()?, look(app, &me, GiveAccess, id).await?);
    if !shown.may.give_access || shown.version != version {
        return answer::stale(&DeskPage::overtaken(frame, Stage::Integrator, &shown));
    }
    if form.0.turn().is_some() {
        return answer::show(&DeskPage::of(frame, Stage::Integrator, &shown, &form.0, Faults::none()));
    }
    let read = match form.0.read(&frame, Stage::Integrator, &shown)? {
        Ok(read) => read,
        Err(faults) => {
            return answer::again(&DeskPage::of(frame, Stage::Integrator, &shown, &form.0, faults));
        }
    };
    let (verdicts, late, now) = (read.verdicts, read.late, app.clock.now());
    let at_line = |line: EmployeeLineId, words: String, frame: Frame| {
        let mut faults = Faults::none();
        faults.add(format!("lines[{line}].decision"), words);
        answer::again(&DeskPage::of(frame, Stage::Integrator, &shown, &form.0, faults))
    };
    match record::ruled(granting::decide(&app.db, &me.0, id, version, verdicts, late, now).await)? {
        Ok(_) => answer::go(urls::outcome(Stage::Integrator, id)),
        Err(NotGranted::Duties(line, _)) => at_line(line, frame.t("granting-other-duty"), frame),
        Err(NotGranted::GivenMeanwhile(line)) => at_line(line, frame.t("granting-given-meanwhile"), frame),
        Err(NotGranted::Left(line)) => at_line(line, frame.t("granting-left"), frame),
        Err(NotGranted::Suspended(line)) => at_line(line, frame.t("granting-suspended"), frame),
        Err(NotGranted::Refusal(GrantRefusal::BodyClosed(_))) => {
            let shown = look(app, &me, See, id).await?;
            answer::again(&DeskPage::of(frame, Stage::Integrator, &shown, &form.0, Faults::none()))
        }
        Err(NotGranted::Refusal(_)) => {
            let shown = look(app, &me, See, id).await?;
            answer::stale(&DeskPage::overtaken(frame, Stage::Integrator, &shown))
        }
    }
}

/// `GET /granting/<id>/outcome`, once it was decided.
#[rocket::get("/granting/<id>/outcome")]
pub async fn outcome(id: ApplicationId, me: SignedIn, frame: Frame, app: &Portal) -> Reply {
    let shown = look(app, &me, See, id).await?;
    let (title, next) = match &shown.application.state {
        Stands::Granted { .. } => {
            let until = shown.grants.iter().map(|grant| grant.term.last_day()).max();
            let until = until.map(|day| frame.t1("granted-next", "day", frame.date(day)));
            (frame.t("granted-done"), until.unwrap_or_default())
        }
        Stands::Refused { .. } => (frame.t("granted-refused"), frame.t("considered-told")),
        Stands::Draft
        | Stands::Submitted { .. }
        | Stands::Forwarded { .. }
        | Stands::Returned { .. }
        | Stands::Withdrawn { .. } => return answer::go(urls::at_desk(Stage::Integrator, id)),
    };
    answer::show(&ConfirmationPage::of(frame, Stage::Integrator, &shown, title, next))
}

async fn look<A>(app: &App, me: &SignedIn, wanting: A, id: ApplicationId) -> Result<Shown, WebError>
where
    A: Action<On = Application> + Send + 'static,
{
    let (desk, now) = (Desk::Stage(Stage::Integrator), app.clock.now());
    let shown = record::seen(looking::show(&app.db, &app.calendar, &me.0, desk, wanting, id, now).await)?;
    Ok(looking::with_extent(app.budget.as_ref(), shown).await)
}

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    routes![queue, decided, show, decide, outcome]
}
