//! Heads and officers of a body: somebody is given a role, or a role is ended.

use std::sync::Arc;

use rocket::{FromForm, State};

use super::form::{self, FormPage};
use super::{known, words};
use crate::app::App;
use crate::domain::application::Reason;
use crate::domain::contact::Email;
use crate::domain::ids::{BodyId, PersonId};
use crate::domain::iin_bin::Iin;
use crate::domain::lang::Lang;
use crate::domain::names::PersonName;
use crate::domain::person::Role;
use crate::domain::registry::{AppointRefusal, EndRoleRefusal, KEPT_ROLES};
use crate::services::bodies::NotKept;
use crate::services::bodies::looking::{HeldRole, Record};
use crate::services::bodies::staffing::{self, Official};
use crate::web::answer::{self, Reply};
use crate::web::csrf::Posted;
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Choice, Faults, Field, Width};
use crate::web::query::Maybe;
use crate::web::{record, urls};

/// The longest post, in characters.
const LONGEST_POST: usize = 200;

/// Somebody with their role.
#[derive(Default, FromForm)]
pub struct OfficialForm {
    sight: String,
    role: Maybe<String>,
    iin: String,
    surname: String,
    given: String,
    patronymic: String,
    position: String,
    email: String,
    lang: String,
}

/// A role among those that are kept here.
fn role(code: &Maybe<String>) -> Option<Role> {
    let role = code.0.as_deref().and_then(Role::parse);
    role.filter(|role| KEPT_ROLES.contains(role))
}

impl OfficialForm {
    fn read(&self, frame: &Frame, faults: &mut Faults) -> Option<Official> {
        let role = role(&self.role);
        if role.is_none() {
            faults.add("role", frame.t("body-role-missing"));
        }
        let iin = Iin::parse(self.iin.trim());
        let iin = iin.map_err(|_| faults.add("iin", frame.t("body-iin-wrong"))).ok();
        let mut part = |field, typed| form::one_line(frame, field, typed, PersonName::MOST, faults);
        let (surname, given) = (part("surname", &self.surname), part("given", &self.given));
        let patronymic = match self.patronymic.trim() {
            "" => Some(None),
            typed => part("patronymic", typed).map(Some),
        };
        let position = form::one_line(frame, "position", &self.position, LONGEST_POST, faults);
        let email = Email::parse(self.email.trim());
        let email = email.map_err(|_| faults.add("email", frame.t("body-email-wrong"))).ok();
        let lang = Lang::parse(&self.lang);
        if lang.is_none() {
            faults.add("lang", frame.t("body-lang-missing"));
        }
        let name = PersonName { surname: surname?, given: given?, patronymic: patronymic? };
        let email = email?.as_str().to_owned();
        Some(Official { iin: iin?, name, position: position?, email, lang: lang?, role: role? })
    }
}

fn page(frame: Frame, record: &Record, form: &OfficialForm, faults: Faults) -> FormPage {
    let role = |role: Role| Choice::new(role.code(), words::role(&frame, role));
    let langs =
        vec![Choice::new("kk", "Қазақша"), Choice::new("ru", "Русский"), Choice::new("en", "English")];
    let fields = vec![
        Field::radios("role", frame.t("body-role"), KEPT_ROLES.map(role).into())
            .value(form.role.0.as_deref().unwrap_or_default()),
        Field::line("iin", frame.t("body-iin")).width(Width::Middle).value(&form.iin),
        Field::line("surname", frame.t("employee-surname")).value(&form.surname),
        Field::line("given", frame.t("employee-given")).value(&form.given),
        Field::line("patronymic", frame.t("employee-patronymic")).value(&form.patronymic),
        Field::line("position", frame.t("people-position")).value(&form.position),
        Field::line("email", frame.t("body-email")).kind("email", "off").value(&form.email),
        Field::select("lang", frame.t("body-lang"), langs).value(&form.lang),
    ];
    let (title, note) = (frame.t("body-official"), frame.t("body-official-lead"));
    FormPage::about(frame, record, title, urls::body_official(record.body.id), fields, faults).note(note)
}

/// `GET /bodies/<id>/people/new`
#[rocket::get("/bodies/<id>/people/new")]
pub async fn new(id: BodyId, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let record = known(app, &me, id).await?;
    answer::show(&page(frame, &record, &OfficialForm::default(), Faults::none()))
}

/// `POST /bodies/<id>/people/new`
#[rocket::post("/bodies/<id>/people/new", data = "<form>")]
pub async fn create(
    id: BodyId,
    form: Posted<OfficialForm>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let (form, mut faults, now) = (form.0, Faults::none(), app.clock.now());
    let sight = form::sight(&form.sight)?;
    let before = known(app, &me, id).await?;
    let Some(official) = form.read(&frame, &mut faults) else {
        return answer::again(&page(frame, &before, &form, faults));
    };
    match record::ruled(staffing::give(&app.db, &me.0, id, sight, official, now).await)? {
        Ok(()) => answer::go(urls::body(id)),
        Err(NotKept::Stale) => page(frame, &known(app, &me, id).await?, &form, faults).overtaken(),
        Err(NotKept::Rule(why)) => {
            let (field, words) = match why {
                AppointRefusal::KeptElsewhere => ("role", frame.t("body-kept-elsewhere")),
                AppointRefusal::Closed(day) => ("role", frame.t1("body-closed", "day", frame.date(day))),
                AppointRefusal::Oneself => ("iin", frame.t("body-official-oneself")),
                AppointRefusal::Held => ("role", frame.t("body-role-held")),
                AppointRefusal::Conflict(_) => ("iin", frame.t("body-role-conflict")),
            };
            faults.add(field, words);
            answer::again(&page(frame, &before, &form, faults))
        }
    }
}

/// Which role ends, and why.
#[derive(Default, FromForm)]
pub struct EndForm {
    sight: String,
    role: Maybe<String>,
    reason: String,
}

fn end_page(
    frame: Frame,
    record: &Record,
    person: PersonId,
    form: &EndForm,
    faults: Faults,
) -> Result<FormPage, WebError> {
    let held = |one: &&HeldRole| one.person.id == person && one.until_at.is_none();
    let held: Vec<_> = record.officials.iter().filter(held).collect();
    let name = held.first().map(|one| one.person.name.full()).ok_or(WebError::NotFound)?;
    let choices =
        held.iter().map(|one| Choice::new(one.role.code(), words::role(&frame, one.role))).collect();
    let only = held.first().filter(|_| held.len() == 1).map(|one| one.role.code());
    let chosen = form.role.0.as_deref().or(only).unwrap_or_default();
    let fields = vec![
        Field::radios("role", frame.t("body-role"), choices).value(chosen),
        Field::area("reason", frame.t("body-reason")).value(&form.reason),
    ];
    let (title, note) = (frame.t1("body-role-end-of", "name", name), frame.t("body-role-end-lead"));
    let (here, send) = (urls::body_role_end(record.body.id, person), frame.t("body-role-end"));
    Ok(FormPage::about(frame, record, title, here, fields, faults).note(note).send(send))
}

/// `GET /bodies/<id>/people/<number>/end`
#[rocket::get("/bodies/<id>/people/<number>/end")]
pub async fn ending(
    id: BodyId,
    number: PersonId,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let record = known(app, &me, id).await?;
    answer::show(&end_page(frame, &record, number, &EndForm::default(), Faults::none())?)
}

/// `POST /bodies/<id>/people/<number>/end`
#[rocket::post("/bodies/<id>/people/<number>/end", data = "<form>")]
pub async fn end(
    id: BodyId,
    number: PersonId,
    form: Posted<EndForm>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let (form, mut faults, now) = (form.0, Faults::none(), app.clock.now());
    let sight = form::sight(&form.sight)?;
    let before = known(app, &me, id).await?;
    let chosen = role(&form.role);
    if chosen.is_none() {
        faults.add("role", frame.t("body-role-missing"));
    }
    let reason = Reason::parse(&form.reason);
    let reason = reason.map_err(|bad| faults.add("reason", words::bad_text(&frame, bad)));
    let (Some(chosen), Ok(reason)) = (chosen, reason) else {
        return answer::again(&end_page(frame, &before, number, &form, faults)?);
    };
    match record::ruled(staffing::end(&app.db, &me.0, id, sight, number, chosen, reason, now).await)? {
        Ok(()) => answer::go(urls::body(id)),
        Err(NotKept::Stale) => {
            end_page(frame, &known(app, &me, id).await?, number, &form, faults)?.overtaken()
        }
        Err(NotKept::Rule(why)) => {
            let words = frame.t(match why {
                EndRoleRefusal::NotHeld => "body-role-not-held",
                EndRoleRefusal::LastHead => "body-role-last-head",
            });
            faults.add("role", words);
            answer::again(&end_page(frame, &before, number, &form, faults)?)
        }
    }
}
