//! Restoring access that was suspended, with a reason.

use std::sync::Arc;

use askama::Template;
use rocket::{FromForm, State};

use super::reason_fault;
use super::show::{HoldPage, shown};
use crate::app::App;
use crate::domain::application::Reason;
use crate::domain::hold::DecideRefusal;
use crate::domain::ids::HoldId;
use crate::services::holds::deciding::{self, Verdict};
use crate::services::holds::looking::Shown;
use crate::web::answer::{self, Reply};
use crate::web::csrf::Posted;
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Faults, Field, Link, PagePath};
use crate::web::{record, urls};

/// Why.
#[derive(Default, FromForm)]
pub struct RestorationForm {
    reason: String,
}

#[derive(Template)]
#[template(path = "holds/restoration.html")]
struct RestorationPage {
    path: PagePath,
    title: String,
    name: String,
    faults: Faults,
    field: Field,
    here: String,
    back: String,
    frame: Frame,
}

impl RestorationPage {
    fn of(frame: Frame, shown: &Shown, form: &RestorationForm, faults: Faults) -> RestorationPage {
        let (id, title) = (shown.listed.hold.id, frame.t("restoration-title"));
        let above = Link::new(urls::hold(id), frame.t1("hold-title", "number", id));
        let field =
            Field::area("reason", frame.t("restoration-reason")).hint(frame.t("restoration-reason-hint"));
        RestorationPage {
            path: PagePath::new(&frame, vec![above], &title),
            title: faults.title(&frame, &title),
            name: shown.listed.person.name.full(),
            field: field.value(&form.reason).faults(&faults),
            here: urls::restoration(id).to_string(),
            back: urls::hold(id).to_string(),
            faults,
            frame,
        }
    }
}

/// `GET /holds/<id>/restoration`
#[rocket::get("/holds/<id>/restoration")]
pub async fn new(id: HoldId, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let shown = shown(app, &me, id).await?;
    match (shown.may_decide, shown.listed.hold.is_pending()) {
        (true, _) => {
            let form = RestorationForm::default();
            answer::show(&RestorationPage::of(frame, &shown, &form, Faults::none()))
        }
        (false, true) => Err(WebError::Forbidden),
        (false, false) => answer::stale(&HoldPage::overtaken(frame, &shown)),
    }
}

/// `POST /holds/<id>/restoration`
#[rocket::post("/holds/<id>/restoration", data = "<form>")]
pub async fn create(
    id: HoldId,
    me: SignedIn,
    frame: Frame,
    form: Posted<RestorationForm>,
    app: &State<Arc<App>>,
) -> Reply {
    let present = shown(app, &me, id).await?;
    if !present.may_decide && present.listed.hold.is_pending() {
        return Err(WebError::Forbidden);
    }
    let reason = match Reason::parse(&form.0.reason) {
        Ok(reason) => reason,
        Err(bad) => {
            let mut faults = Faults::none();
            faults.add("reason", reason_fault(&frame, bad));
            return answer::again(&RestorationPage::of(frame, &present, &form.0, faults));
        }
    };
    let verdict = Verdict::Restore(reason);
    match record::ruled(deciding::decide(&app.db, &me.0, id, verdict, app.clock.now()).await)? {
        Ok(_) => answer::go(urls::hold(id)),
        Err(DecideRefusal::AlreadyDecided { .. } | DecideRefusal::ForeignPermit) => {
            answer::stale(&HoldPage::overtaken(frame, &shown(app, &me, id).await?))
        }
    }
}
