//! Taking an application back, after a question, while it is not decided; beginning another from one that came to nothing.

use std::sync::Arc;

use askama::Template;
use rocket::{FromForm, State};

use super::employees::to_write;
use super::show::{ApplicationPage, path_below};
use crate::app::App;
use crate::domain::application::Version;
use crate::domain::ids::ApplicationId;
use crate::services::applications::writing;
use crate::web::answer::{self, Reply};
use crate::web::csrf::{MarkOnly, Posted};
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::PagePath;
use crate::web::record;
use crate::web::urls;

#[derive(Template)]
#[template(path = "applications/withdrawal.html")]
struct WithdrawalPage {
    path: PagePath,
    name: String,
    version: Version,
    here: String,
    back: String,
    frame: Frame,
}

/// `GET /applications/<id>/withdrawal`
#[rocket::get("/applications/<id>/withdrawal")]
pub async fn new(id: ApplicationId, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let shown = to_write(app, &me, id).await?;
    if !shown.may.withdraw {
        return answer::stale(&ApplicationPage::overtaken(frame, shown));
    }
    answer::show(&WithdrawalPage {
        path: path_below(&frame, &shown.application, frame.t("withdrawal-title")),
        name: super::show::title(&frame, &shown.application),
        version: shown.version,
        here: urls::withdrawal(id).to_string(),
        back: urls::application(id).to_string(),
        frame,
    })
}

/// What was on the screen when it was taken back.
#[derive(FromForm)]
pub struct WithdrawalForm {
    version: String,
}

/// `POST /applications/<id>/withdrawal`
#[rocket::post("/applications/<id>/withdrawal", data = "<form>")]
pub async fn create(
    id: ApplicationId,
    me: SignedIn,
    frame: Frame,
    form: Posted<WithdrawalForm>,
    app: &State<Arc<App>>,
) -> Reply {
    let Ok(version) = form.0.version.parse() else { return Err(WebError::Unreadable) };
    let withdrawn = writing::withdraw(&app.db, &me.0, id, version, app.clock.now()).await;
    match record::ruled(withdrawn)? {
        Ok(()) => answer::go(urls::application(id)),
        Err(_) => answer::stale(&ApplicationPage::overtaken(frame, to_write(app, &me, id).await?)),
    }
}

/// `POST /applications/<id>/anew`: a draft with everything of this one, which was taken back or refused.
#[rocket::post("/applications/<id>/anew", data = "<_form>")]
pub async fn begin_anew(
    id: ApplicationId,
    me: SignedIn,
    frame: Frame,
    _form: Posted<MarkOnly>,
    app: &State<Arc<App>>,
) -> Reply {
    match record::ruled(writing::begin_anew(&app.db, &me.0, id, app.clock.now()).await)? {
        Ok(begun) => answer::go(urls::application(begun)),
        Err(_) => answer::stale(&ApplicationPage::overtaken(frame, to_write(app, &me, id).await?)),
    }
}
