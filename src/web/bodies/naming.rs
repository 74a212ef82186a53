//! Another name from a day on.

use std::sync::Arc;

use rocket::{FromForm, State};

use super::form::{self, FormPage};
use super::{known, words};
use crate::app::App;
use crate::domain::ids::BodyId;
use crate::domain::registry::RenameRefusal;
use crate::services::bodies::looking::Record;
use crate::services::bodies::{NotKept, keeping};
use crate::web::answer::{self, Reply};
use crate::web::csrf::Posted;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::Faults;
use crate::web::{record, urls};

/// The name, and its first day.
#[derive(Default, FromForm)]
pub struct NameForm {
    sight: String,
    kk: String,
    ru: String,
    en: String,
    from_on: String,
}

impl NameForm {
    fn name(&self) -> [&str; 3] {
        [&self.kk, &self.ru, &self.en]
    }
}

fn page(frame: Frame, record: &Record, form: &NameForm, faults: Faults) -> FormPage {
    let title = frame.t("body-rename");
    let note = frame.t("body-rename-lead");
    let day = form::day_field("from_on", frame.t("body-name-from"), &form.from_on);
    let fields = form::name_fields(&frame, form.name()).into_iter().chain([day]).collect();
    FormPage::about(frame, record, title, urls::body_name(record.body.id), fields, faults).note(note)
}

/// `GET /bodies/<id>/names/new`
#[rocket::get("/bodies/<id>/names/new")]
pub async fn new(id: BodyId, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let record = known(app, &me, id).await?;
    let name = record.body.name.clone();
    let form = NameForm { kk: name.kk, ru: name.ru, en: name.en, ..NameForm::default() };
    answer::show(&page(frame, &record, &form, Faults::none()))
}

/// `POST /bodies/<id>/names/new`
#[rocket::post("/bodies/<id>/names/new", data = "<form>")]
pub async fn create(
    id: BodyId,
    form: Posted<NameForm>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let (form, mut faults, now) = (form.0, Faults::none(), app.clock.now());
    let sight = form::sight(&form.sight)?;
    let before = known(app, &me, id).await?;
    let name = form::name(&frame, form.name(), &mut faults);
    let from_on = form::day(&frame, "from_on", &form.from_on, &mut faults);
    let (Some(name), Some(from_on)) = (name, from_on) else {
        return answer::again(&page(frame, &before, &form, faults));
    };
    match record::ruled(keeping::rename(&app.db, &me.0, id, sight, name, from_on, now).await)? {
        Ok(()) => answer::go(urls::body(id)),
        Err(NotKept::Stale) => page(frame, &known(app, &me, id).await?, &form, faults).overtaken(),
        Err(NotKept::Rule(why)) => {
            let (field, words) = match why {
                RenameRefusal::Day(bad) => ("from_on", words::bad_day(&frame, bad)),
                RenameRefusal::NotAfter(day) => {
                    ("from_on", frame.t1("body-name-not-after", "day", frame.date(day)))
                }
                RenameRefusal::Same => ("kk", frame.t("body-name-same")),
                RenameRefusal::Ends(day) => ("from_on", frame.t1("body-name-ends", "day", frame.date(day))),
            };
            faults.add(field, words);
            answer::again(&page(frame, &before, &form, faults))
        }
    }
}
