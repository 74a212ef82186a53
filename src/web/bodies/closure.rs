//! That a body ends: its last day, the act, who takes over.

use std::collections::BTreeSet;
use std::sync::Arc;

use rocket::{FromForm, State};

use super::form::{self, FormPage};
use super::{known, words};
use crate::app::App;
use crate::domain::body::Body;
use crate::domain::calendar::{BadAct, LegalAct};
use crate::domain::ids::BodyId;
use crate::domain::registry::CloseRefusal;
use crate::services::bodies::NotKept;
use crate::services::bodies::keeping::{self, Closing};
use crate::services::bodies::looking::{self, Record};
use crate::web::answer::{self, Reply};
use crate::web::csrf::Posted;
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Faults, Field, Width};
use crate::web::{record, urls};

/// How many successors a form takes.
const SUCCESSORS: usize = 3;

/// The day, the act, the successors.
#[derive(Default, FromForm)]
pub struct ClosureForm {
    sight: String,
    last_day: String,
    act_title: String,
    act_number: String,
    act_on: String,
    successor1: String,
    successor2: String,
    successor3: String,
}

impl ClosureForm {
    fn successors(&self) -> [(&'static str, &str); SUCCESSORS] {
        [("successor1", &self.successor1), ("successor2", &self.successor2), ("successor3", &self.successor3)]
    }

    fn read(&self, frame: &Frame, heirs: &[Body], faults: &mut Faults) -> Option<Closing> {
        let last_day = form::day(frame, "last_day", &self.last_day, faults);
        let signed_on = form::day(frame, "act_on", &self.act_on, faults);
        let act = LegalAct::new(&self.act_title, &self.act_number, signed_on.unwrap_or_default());
        let act = act.map_err(|bad| match bad {
            BadAct::Title(bad) => faults.add("act_title", words::bad_text(frame, bad)),
            BadAct::Number(bad) => faults.add("act_number", words::bad_text(frame, bad)),
        });
        let mut successors = BTreeSet::new();
        for (field, typed) in self.successors().into_iter().filter(|(_, typed)| !typed.is_empty()) {
            match heirs.iter().find(|body| body.bin.as_str() == typed.trim()) {
                Some(heir) => drop(successors.insert(heir.id)),
                None => faults.add(field, frame.t("body-successor-unknown")),
            }
        }
        if !faults.is_empty() {
            return None;
        }
        Some(Closing { last_day: last_day?, act: act.ok()?, successors })
    }
}

fn page(frame: Frame, record: &Record, form: &ClosureForm, faults: Faults) -> FormPage {
    let (title, notes) = (frame.t("body-close"), [frame.t("body-close-lead"), frame.t("body-close-what")]);
    let mut fields = vec![
        form::day_field("last_day", frame.t("body-last-day"), &form.last_day)
            .hint(frame.t("body-last-day-hint"))
            .value(&form.last_day),
        Field::line("act_title", frame.t("body-act-title")).value(&form.act_title),
        Field::line("act_number", frame.t("body-act-number")).width(Width::Middle).value(&form.act_number),
        form::day_field("act_on", frame.t("body-act-on"), &form.act_on),
    ];
    for (number, (name, typed)) in (1..).zip(form.successors()) {
        let field = Field::line(name, frame.t1("body-successor", "number", number));
        fields.push(field.hint(frame.t("body-successor-hint")).width(Width::Middle).value(typed));
    }
    let send = frame.t("body-close-send");
    let page = FormPage::about(frame, record, title, urls::body_closure(record.body.id), fields, faults);
    notes.into_iter().fold(page, FormPage::note).send(send)
}

async fn heirs(app: &App, me: &SignedIn, id: BodyId) -> Result<Vec<Body>, WebError> {
    record::seen(looking::heirs(&app.db, &me.0, id, app.clock.now()).await)
}

/// `GET /bodies/<id>/closure/new`
#[rocket::get("/bodies/<id>/closure/new")]
pub async fn new(id: BodyId, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let record = known(app, &me, id).await?;
    answer::show(&page(frame, &record, &ClosureForm::default(), Faults::none()))
}

/// `POST /bodies/<id>/closure/new`
#[rocket::post("/bodies/<id>/closure/new", data = "<form>")]
pub async fn create(
    id: BodyId,
    form: Posted<ClosureForm>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let (form, mut faults, now) = (form.0, Faults::none(), app.clock.now());
    let sight = form::sight(&form.sight)?;
    let (before, heirs) = (known(app, &me, id).await?, heirs(app, &me, id).await?);
    let Some(closing) = form.read(&frame, &heirs, &mut faults) else {
        return answer::again(&page(frame, &before, &form, faults));
    };
    match record::ruled(keeping::close(&app.db, &me.0, id, sight, closing, now).await)? {
        Ok(()) => answer::go(urls::body(id)),
        Err(NotKept::Stale) => page(frame, &known(app, &me, id).await?, &form, faults).overtaken(),
        Err(NotKept::Rule(why)) => {
            let (field, words) = refusal(&frame, &why, &heirs, &form);
            faults.add(field, words);
            answer::again(&page(frame, &before, &form, faults))
        }
    }
}

fn refusal(frame: &Frame, why: &CloseRefusal, heirs: &[Body], form: &ClosureForm) -> (&'static str, String) {
    let heir = |id: &BodyId| heirs.iter().find(|body| body.id == *id);
    let at = |id: &BodyId| {
        let chosen = |(_, typed): &(&'static str, &str)| {
            heir(id).is_some_and(|body| body.bin.as_str() == typed.trim())
        };
        form.successors().into_iter().find(chosen).map_or("successor1", |(field, _)| field)
    };
    let name =
        |id: &BodyId| heir(id).map_or_else(|| id.to_string(), |body| body.name.get(frame.lang).to_owned());
    match why {
        CloseRefusal::KeptElsewhere => ("last_day", frame.t("body-kept-elsewhere")),
        CloseRefusal::AlreadyEnding { last_day } => {
            ("last_day", frame.t1("body-already-ending", "day", frame.date(last_day)))
        }
        CloseRefusal::Day(bad) => ("last_day", words::bad_day(frame, *bad)),
        CloseRefusal::ActLater => ("act_on", frame.t("body-act-later")),
        CloseRefusal::Itself => ("successor1", frame.t("body-successor-unknown")),
        CloseRefusal::CannotApply(id) => (at(id), frame.t("body-successor-unknown")),
        CloseRefusal::SuccessorEnds { body, last_day } => {
            (at(body), frame.t1("body-successor-ends", "day", frame.date(last_day)))
        }
        CloseRefusal::Awaited { body, last_day } => {
            ("last_day", frame.t2("body-awaited", "name", name(body), "day", frame.date(last_day)))
        }
    }
}
