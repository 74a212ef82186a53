//! Suspending somebody at once: why, and from the next click on nothing is open.

use std::sync::Arc;

use askama::Template;
use rocket::{FromForm, State};

use super::person::PersonPage;
use super::{below_person, known, reason_fault};
use crate::app::App;
use crate::domain::application::Reason;
use crate::domain::hold::PlaceRefusal;
use crate::domain::ids::PersonId;
use crate::services::holds::looking::Known;
use crate::services::holds::suspending;
use crate::web::answer::{self, Reply};
use crate::web::csrf::Posted;
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Banner, Faults, Field, PagePath, Tone};
use crate::web::{record, urls};

/// Why.
#[derive(Default, FromForm)]
pub struct SuspensionForm {
    reason: String,
}

#[derive(Template)]
#[template(path = "holds/suspension.html")]
struct SuspensionPage {
    path: PagePath,
    title: String,
    name: String,
    faults: Faults,
    field: Field,
    here: String,
    back: String,
    frame: Frame,
}

impl SuspensionPage {
    fn of(frame: Frame, known: &Known, form: &SuspensionForm, faults: Faults) -> SuspensionPage {
        let title = frame.t("suspension-title");
        let field =
            Field::area("reason", frame.t("suspension-reason")).hint(frame.t("suspension-reason-hint"));
        SuspensionPage {
            path: below_person(&frame, known, &title),
            title: faults.title(&frame, &title),
            name: known.person.name.full(),
            field: field.value(&form.reason).faults(&faults),
            here: urls::suspension(known.person.id).to_string(),
            back: urls::person(known.person.id).to_string(),
            faults,
            frame,
        }
    }
}

/// `GET /people/<id>/suspension`
#[rocket::get("/people/<id>/suspension")]
pub async fn new(id: PersonId, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let known = to_suspend(app, &me, id).await?;
    answer::show(&SuspensionPage::of(frame, &known, &SuspensionForm::default(), Faults::none()))
}

/// `POST /people/<id>/suspension`
#[rocket::post("/people/<id>/suspension", data = "<form>")]
pub async fn create(
    id: PersonId,
    me: SignedIn,
    frame: Frame,
    form: Posted<SuspensionForm>,
    app: &State<Arc<App>>,
) -> Reply {
    let known = to_suspend(app, &me, id).await?;
    let reason = match Reason::parse(&form.0.reason) {
        Ok(reason) => reason,
        Err(bad) => {
            let mut faults = Faults::none();
            faults.add("reason", reason_fault(&frame, bad));
            return answer::again(&SuspensionPage::of(frame, &known, &form.0, faults));
        }
    };
    match record::ruled(suspending::suspend(&app.db, &me.0, id, reason, app.clock.now()).await)? {
        Ok(hold) => answer::go(urls::hold(hold.id)),
        Err(PlaceRefusal::AlreadyHeld(hold)) => {
            let banner = Banner::new(Tone::Bad, frame.t1("hold-already", "number", hold));
            answer::stale(&PersonPage::of(frame, &known, Some(banner)))
        }
        Err(why @ (PlaceRefusal::ForeignPermit | PlaceRefusal::NotYetEnded | PlaceRefusal::Calendar(_))) => {
            Err(WebError::broken(why))
        }
    }
}

async fn to_suspend(app: &App, me: &SignedIn, id: PersonId) -> Result<Known, WebError> {
    let known = known(app, me, id).await?;
    if known.may.suspend { Ok(known) } else { Err(WebError::Forbidden) }
}
