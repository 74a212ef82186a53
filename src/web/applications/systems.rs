//! Which systems are asked for (R4): underlined in the annex, ticked here.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use rocket::{FromForm, State};

use super::show::ApplicationPage;
use crate::app::App;
use crate::domain::access::Write;
use crate::domain::application::Application;
use crate::domain::ids::ApplicationId;
use crate::domain::system::System;
use crate::services::applications::looking::{self, Desk};
use crate::services::applications::writing;
use crate::web::answer::{self, Reply};
use crate::web::csrf::Posted;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Choice, Faults, Field, PagePath};
use crate::web::query::Maybe;
use crate::web::record;
use crate::web::urls;

/// The boxes that are ticked.
#[derive(Default, FromForm)]
pub struct SystemsForm {
    systems: Maybe<Vec<String>>,
}

impl SystemsForm {
    fn of(application: &Application) -> SystemsForm {
        let ticked = application.systems.iter().map(|system| system.code().to_owned()).collect();
        SystemsForm { systems: Maybe(Some(ticked)) }
    }

    /// Those of a form that asks for more.
    pub fn ticking(systems: Maybe<Vec<String>>) -> SystemsForm {
        SystemsForm { systems }
    }

    fn ticked(&self) -> &[String] {
        self.systems.0.as_deref().unwrap_or_default()
    }

    /// The boxes, each with what its system holds.
    pub fn field(&self, frame: &Frame) -> Field {
        let choice = |system: System| {
            let code = system.code();
            Choice::new(code, frame.t(&format!("system-{code}")))
                .hint(frame.t(&format!("system-about-{code}")))
        };
        let ticked: Vec<&str> = self.ticked().iter().map(String::as_str).collect();
        Field::boxes("systems", frame.t("systems-question"), System::ALL.map(choice).into())
            .hint(frame.t("systems-hint"))
            .values(&ticked)
    }

    /// The systems, of which there must be one at least.
    pub fn read(&self, frame: &Frame) -> Result<BTreeSet<System>, Faults> {
        let systems: Option<BTreeSet<System>> =
            self.ticked().iter().map(|code| System::parse(code)).collect();
        systems.filter(|systems| !systems.is_empty()).ok_or_else(|| {
            let mut faults = Faults::none();
            faults.add("systems", frame.t("systems-missing"));
            faults
        })
    }
}

#[derive(Template)]
#[template(path = "applications/systems.html")]
struct SystemsPage {
    path: PagePath,
    title: String,
    faults: Faults,
    field: Field,
    here: String,
    back: String,
    frame: Frame,
}

impl SystemsPage {
    fn of(frame: Frame, application: &Application, form: &SystemsForm, faults: Faults) -> SystemsPage {
        let title = frame.t("systems-title");
        SystemsPage {
            path: super::show::path_below(&frame, application, &title),
            title: faults.title(&frame, &title),
            field: form.field(&frame).faults(&faults),
            here: urls::application_systems(application.id).to_string(),
            back: urls::application(application.id).to_string(),
            faults,
            frame,
        }
    }
}

/// `GET /applications/<id>/systems`
#[rocket::get("/applications/<id>/systems")]
pub async fn edit(id: ApplicationId, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let shown = looking::show(&app.db, &app.calendar, &me.0, Desk::Body, Write, id, app.clock.now()).await;
    let shown = record::seen(shown)?;
    if !shown.may.write {
        return answer::stale(&ApplicationPage::overtaken(frame, shown));
    }
    let form = SystemsForm::of(&shown.application);
    answer::show(&SystemsPage::of(frame, &shown.application, &form, Faults::none()))
}

/// `POST /applications/<id>/systems`
#[rocket::post("/applications/<id>/systems", data = "<form>")]
pub async fn update(
    id: ApplicationId,
    me: SignedIn,
    frame: Frame,
    form: Posted<SystemsForm>,
    app: &State<Arc<App>>,
) -> Reply {
    let now = app.clock.now();
    let faults = match form.0.read(&frame) {
        Ok(systems) => {
            match record::ruled(writing::choose_systems(&app.db, &me.0, id, systems, now).await)? {
                Ok(()) => return answer::go(urls::application(id)),
                Err(_) => Faults::none(),
            }
        }
        Err(faults) => faults,
    };
    let shown = looking::show(&app.db, &app.calendar, &me.0, Desk::Body, Write, id, now).await;
    let shown = record::seen(shown)?;
    if !shown.may.write {
        return answer::stale(&ApplicationPage::overtaken(frame, shown));
    }
    answer::again(&SystemsPage::of(frame, &shown.application, &form.0, faults))
}
