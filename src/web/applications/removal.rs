//! Taking an employee out of an application, after a question.

use std::sync::Arc;

use askama::Template;
use rocket::State;

use super::employees::to_write;
use super::show::{ApplicationPage, path_below};
use crate::app::App;
use crate::domain::ids::{ApplicationId, EmployeeLineId};
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
#[template(path = "applications/removal.html")]
struct RemovalPage {
    path: PagePath,
    name: String,
    here: String,
    back: String,
    frame: Frame,
}

/// `GET /applications/<id>/employees/<line>/removal`
#[rocket::get("/applications/<id>/employees/<line>/removal")]
pub async fn new(
    id: ApplicationId,
    line: EmployeeLineId,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let shown = to_write(app, &me, id).await?;
    let own = shown.application.lines.iter().find(|own| own.id == line).ok_or(WebError::NotFound)?;
    if !shown.may.write {
        return answer::stale(&ApplicationPage::overtaken(frame, shown));
    }
    answer::show(&RemovalPage {
        path: path_below(&frame, &shown.application, frame.t("removal-title")),
        name: own.employee.name.full(),
        here: urls::removal(id, line).to_string(),
        back: urls::application(id).to_string(),
        frame,
    })
}

/// `POST /applications/<id>/employees/<line>/removal`
#[rocket::post("/applications/<id>/employees/<line>/removal", data = "<_form>")]
pub async fn create(
    id: ApplicationId,
    line: EmployeeLineId,
    me: SignedIn,
    frame: Frame,
    _form: Posted<MarkOnly>,
    app: &State<Arc<App>>,
) -> Reply {
    let removed = writing::remove_employee(&app.db, &me.0, id, line, app.clock.now()).await;
    match record::ruled(removed)? {
        Ok(()) => answer::go(urls::application(id)),
        Err(_) => answer::stale(&ApplicationPage::overtaken(frame, to_write(app, &me, id).await?)),
    }
}
