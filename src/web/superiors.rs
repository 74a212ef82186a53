//! Whom overdue steps are escalated to, for the ministry's administrator.

use std::sync::Arc;

use askama::Template;
use rocket::{FromForm, Route, State, routes};

use super::answer::{Reply, go, show as page};
use super::csrf::Posted;
use super::error::WebError;
use super::frame::Frame;
use super::guards::SignedIn;
use super::parts::{Choice, Field};
use super::urls;
use crate::app::App;
use crate::domain::application::Stage;
use crate::domain::ids::{NotAnId, PersonId};
use crate::domain::person::Person;
use crate::services::Failure;
use crate::services::superiors::{self, Candidates, Refused};

#[derive(Template)]
#[template(path = "superiors/show.html")]
struct SuperiorsPage {
    frame: Frame,
    fields: Vec<Field>,
}

/// Who is named for which stage; nobody is empty.
#[derive(FromForm)]
pub struct SuperiorsForm {
    ministry: String,
    integrator: String,
}

/// `GET /superiors`
#[rocket::get("/superiors")]
pub async fn show(me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let listed = superiors::list(&app.db, &me.0, app.clock.now()).await.map_err(refused)?;
    page(&SuperiorsPage { fields: listed.iter().map(|one| field(&frame, one)).collect(), frame })
}

/// `POST /superiors`
#[rocket::post("/superiors", data = "<form>")]
pub async fn update(form: Posted<SuperiorsForm>, me: SignedIn, app: &State<Arc<App>>) -> Reply {
    let wanted =
        vec![(Stage::Ministry, person(&form.0.ministry)?), (Stage::Integrator, person(&form.0.integrator)?)];
    match superiors::name(&app.db, &me.0, wanted, app.clock.now()).await {
        Ok(()) | Err(Failure::Refused(Refused::Same)) => go(urls::superiors()),
        Err(other) => Err(refused(other)),
    }
}

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    routes![show, update]
}

fn person(typed: &str) -> Result<Option<PersonId>, WebError> {
    match typed {
        "" => Ok(None),
        typed => typed.parse().map(Some).map_err(|_: NotAnId| WebError::Unreadable),
    }
}

fn field(frame: &Frame, Candidates { stage, people, named }: &Candidates) -> Field {
    let choice = |person: &Person| {
        Choice::new(person.id.to_string(), format!("{}, {}", person.name.full(), person.position))
    };
    let nobody = Choice::new("", frame.t("superiors-nobody"));
    let choices = std::iter::once(nobody).chain(people.iter().map(choice)).collect();
    let label = match stage {
        Stage::Ministry => frame.t("superiors-ministry"),
        Stage::Integrator => frame.t("superiors-integrator"),
    };
    let chosen = named.map_or_else(String::new, |person| person.to_string());
    Field::select(stage.code(), label, choices).value(chosen)
}

fn refused(failure: Failure<Refused>) -> WebError {
    match failure {
        Failure::Refused(Refused::Denied(denied)) => denied.into(),
        Failure::Refused(Refused::NotTheirs | Refused::Same) => WebError::Unreadable,
        Failure::Storage(error) => error.into(),
    }
}
