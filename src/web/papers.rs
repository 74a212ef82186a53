//! Papers as files: an application, its decision, a certificate; in Kazakh or Russian. Must not know what stands in them.

use std::sync::Arc;

use rocket::http::ContentType;
use rocket::request::FromParam;
use rocket::{Route, State, routes};

use super::answer::{self, Reply};
use super::error::WebError;
use super::guards::SignedIn;
use super::record;
use crate::app::App;
use crate::domain::ids::{ApplicationId, EmployeeLineId, GrantId};
use crate::services::applications::Outcome;
use crate::services::applications::printing::{self, NoPaper, Paper, PaperLang, Printed};

type Portal = State<Arc<App>>;

/// No such paper, or not in this language.
#[derive(Debug)]
pub struct NoSuchPaper;

impl<'a> FromParam<'a> for Paper {
    type Error = NoSuchPaper;

    fn from_param(param: &'a str) -> Result<Paper, NoSuchPaper> {
        Paper::parse(param).ok_or(NoSuchPaper)
    }
}

impl<'a> FromParam<'a> for PaperLang {
    type Error = NoSuchPaper;

    fn from_param(param: &'a str) -> Result<PaperLang, NoSuchPaper> {
        PaperLang::parse(param).ok_or(NoSuchPaper)
    }
}

/// `GET /papers/applications/<id>/<paper>/<lang>`
#[rocket::get("/papers/applications/<id>/<paper>/<lang>")]
pub async fn of_application(
    id: ApplicationId,
    paper: Paper,
    lang: PaperLang,
    me: SignedIn,
    app: &Portal,
) -> Reply {
    keep(printing::of_application(&app.db, &me.0, id, paper, lang, app.clock.now()).await)
}

/// `GET /papers/applications/<id>/employees/<line>/<lang>`
#[rocket::get("/papers/applications/<id>/employees/<line>/<lang>")]
pub async fn of_employee(
    id: ApplicationId,
    line: EmployeeLineId,
    lang: PaperLang,
    me: SignedIn,
    app: &Portal,
) -> Reply {
    keep(printing::of_employee(&app.db, &me.0, id, line, lang, app.clock.now()).await)
}

/// `GET /papers/grants/<id>/<lang>`
#[rocket::get("/papers/grants/<id>/<lang>")]
pub async fn of_grant(id: GrantId, lang: PaperLang, me: SignedIn, app: &Portal) -> Reply {
    keep(printing::of_grant(&app.db, &me.0, id, lang, app.clock.now()).await)
}

fn keep(printed: Outcome<Printed, NoPaper>) -> Reply {
    match record::ruled(printed)? {
        Ok(printed) => answer::keep(printed.name, ContentType::PDF, printed.bytes),
        Err(NoPaper::NothingYet) => Err(WebError::NotFound),
        Err(why @ (NoPaper::NotPrinted(_) | NoPaper::Stopped(_))) => Err(WebError::broken(why)),
    }
}

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    routes![of_application, of_employee, of_grant]
}
