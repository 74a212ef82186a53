//! Adding an employee to an application, and writing one anew.

use std::sync::Arc;

use askama::Template;
use rocket::State;

use super::employee_form::EmployeeForm;
use super::show::{ApplicationPage, path_below};
use crate::app::App;
use crate::domain::access::Write;
use crate::domain::application::Application;
use crate::domain::ids::{ApplicationId, EmployeeLineId};
use crate::services::applications::looking::{self, Desk, Shown};
use crate::services::applications::writing::{self, WriteRefusal};
use crate::web::answer::{self, Reply};
use crate::web::csrf::Posted;
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Faults, Field, PagePath};
use crate::web::record;
use crate::web::urls;

#[derive(Template)]
#[template(path = "applications/employee.html")]
struct EmployeePage {
    path: PagePath,
    title: String,
    heading: String,
    faults: Faults,
    fields: Vec<Field>,
    here: String,
    back: String,
    frame: Frame,
}

/// Whose card it is: nobody's yet, or that of a line.
#[derive(Clone, Copy)]
enum Card {
    New,
    Of(EmployeeLineId),
}

impl EmployeePage {
    fn of(frame: Frame, on: &Application, card: Card, form: &EmployeeForm, faults: Faults) -> EmployeePage {
        let (heading, here) = match card {
            Card::New => (frame.t("employee-add"), urls::employees(on.id)),
            Card::Of(line) => (frame.t("employee-change"), urls::employee(on.id, line)),
        };
        EmployeePage {
            path: path_below(&frame, on, &heading),
            title: faults.title(&frame, &heading),
            heading,
            fields: form.fields(&frame, &faults),
            here: here.to_string(),
            back: urls::application(on.id).to_string(),
            faults,
            frame,
        }
    }
}

/// `GET /applications/<id>/employees/new`
#[rocket::get("/applications/<id>/employees/new")]
pub async fn new(id: ApplicationId, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let shown = to_write(app, &me, id).await?;
    if !shown.may.write {
        return answer::stale(&ApplicationPage::overtaken(frame, shown));
    }
    let form = EmployeeForm::default();
    answer::show(&EmployeePage::of(frame, &shown.application, Card::New, &form, Faults::none()))
}

/// `POST /applications/<id>/employees`
#[rocket::post("/applications/<id>/employees", data = "<form>")]
pub async fn create(
    id: ApplicationId,
    me: SignedIn,
    frame: Frame,
    form: Posted<EmployeeForm>,
    app: &State<Arc<App>>,
) -> Reply {
    let mut form = form.0;
    let refused = match form.read(&frame, &app.eqyzmet).await {
        Ok(employee) => writing::add_employee(&app.db, &me.0, id, employee, app.clock.now()).await,
        Err(faults) => return again(app, &me, id, Card::New, frame, &form, faults).await,
    };
    match record::ruled(refused)? {
        Ok(()) => saved(app, id).await,
        Err(why) => {
            let faults = faults(&frame, &why);
            again(app, &me, id, Card::New, frame, &form, faults).await
        }
    }
}

/// `GET /applications/<id>/employees/<line>`; `new` is no line.
#[rocket::get("/applications/<id>/employees/<line>", rank = 2)]
pub async fn edit(
    id: ApplicationId,
    line: EmployeeLineId,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let shown = to_write(app, &me, id).await?;
    let own = shown.application.lines.iter().find(|own| own.id == line).ok_or(WebError::NotFound)?;
    let form = EmployeeForm::of(&own.employee);
    if !shown.may.write {
        return answer::stale(&ApplicationPage::overtaken(frame, shown));
    }
    answer::show(&EmployeePage::of(frame, &shown.application, Card::Of(line), &form, Faults::none()))
}

/// `POST /applications/<id>/employees/<line>`
#[rocket::post("/applications/<id>/employees/<line>", data = "<form>")]
pub async fn update(
    id: ApplicationId,
    line: EmployeeLineId,
    me: SignedIn,
    frame: Frame,
    form: Posted<EmployeeForm>,
    app: &State<Arc<App>>,
) -> Reply {
    let mut form = form.0;
    let refused = match form.read(&frame, &app.eqyzmet).await {
        Ok(employee) => writing::change_employee(&app.db, &me.0, id, line, employee, app.clock.now()).await,
        Err(faults) => return again(app, &me, id, Card::Of(line), frame, &form, faults).await,
    };
    match record::ruled(refused)? {
        Ok(()) => saved(app, id).await,
        Err(why) => {
            let faults = faults(&frame, &why);
            again(app, &me, id, Card::Of(line), frame, &form, faults).await
        }
    }
}

/// The card is kept; E-Qyzmet is asked about its code before the application is shown.
async fn saved(app: &App, id: ApplicationId) -> Reply {
    app.checking().check_written(id).await;
    answer::go(urls::application(id))
}

/// The application, for somebody who is about to change it.
pub async fn to_write(app: &App, me: &SignedIn, id: ApplicationId) -> Result<Shown, WebError> {
    let now = app.clock.now();
    record::seen(looking::show(&app.db, &app.calendar, &me.0, Desk::Body, Write, id, now).await)
}

async fn again(
    app: &App,
    me: &SignedIn,
    id: ApplicationId,
    card: Card,
    frame: Frame,
    form: &EmployeeForm,
    faults: Faults,
) -> Reply {
    let shown = to_write(app, me, id).await?;
    if let Card::Of(line) = card
        && !shown.application.lines.iter().any(|own| own.id == line)
    {
        return Err(WebError::NotFound);
    }
    if !shown.may.write {
        return answer::stale(&ApplicationPage::overtaken(frame, shown));
    }
    answer::again(&EmployeePage::of(frame, &shown.application, card, form, faults))
}

fn faults(frame: &Frame, why: &WriteRefusal) -> Faults {
    let mut faults = Faults::none();
    match why {
        WriteRefusal::SamePerson => faults.add("iin", frame.t("employee-twice")),
        WriteRefusal::NotWritable(_) | WriteRefusal::Before => {}
    }
    faults
}
