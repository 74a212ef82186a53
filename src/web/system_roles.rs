//! The roles that were set up in the systems (R6), for those who grant and those who supervise.

use std::sync::Arc;

use askama::Template;
use rocket::{Route, State, routes};

use super::answer::{self, Reply};
use super::error::WebError;
use super::frame::Frame;
use super::guards::SignedIn;
use crate::app::App;
use crate::services::Failure;
use crate::services::system_roles::{self, Recorded};

struct Row {
    code: String,
    created: String,
    by: String,
    number: String,
    grants: String,
}

#[derive(Template)]
#[template(path = "system_roles/index.html")]
struct RolesPage {
    rows: Vec<Row>,
    frame: Frame,
}

/// `GET /system-roles`
#[rocket::get("/system-roles")]
pub async fn index(me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let listed = system_roles::list(&app.db, &me.0).await.map_err(|failure| match failure {
        Failure::Refused(denied) => WebError::from(denied),
        Failure::Storage(error) => error.into(),
    })?;
    let row = |role: Recorded| Row {
        created: frame.moment(role.kept.created_at),
        by: role.by.short(),
        number: role.number.map_or_else(|| frame.t("none"), |number| number.to_string()),
        grants: frame.number(role.kept.grants.unsigned_abs()),
        code: role.kept.code,
    };
    answer::show(&RolesPage { rows: listed.into_iter().map(row).collect(), frame })
}

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    routes![index]
}
