//! A body is entered: kind, number, place, first name.

use std::sync::Arc;

use rocket::{FromForm, State};

use super::form::{self, FormPage};
use super::words;
use crate::app::App;
use crate::domain::body::{BodyKind, MisplacedBody, Seat};
use crate::domain::budget::reference::{self, administrators::Level};
use crate::domain::calendar::day_of;
use crate::domain::iin_bin::Bin;
use crate::domain::region::{AdministratorCode, Kato};
use crate::domain::registry::{RegisterRefusal, Registering};
use crate::services::bodies::keeping;
use crate::services::bodies::looking;
use crate::web::answer::{self, Reply};
use crate::web::csrf::Posted;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Choice, Faults, Field, Width};
use crate::web::{record, urls};

/// What is entered of a body.
#[derive(Default, FromForm)]
pub struct BodyForm {
    kind: String,
    bin: String,
    region: String,
    administrator: String,
    kk: String,
    ru: String,
    en: String,
    from_on: String,
}

impl BodyForm {
    fn name(&self) -> [&str; 3] {
        [&self.kk, &self.ru, &self.en]
    }

    fn read(&self, frame: &Frame, faults: &mut Faults) -> Option<Registering> {
        let bin = Bin::parse(self.bin.trim()).map_err(|_| faults.add("bin", frame.t("body-bin-wrong"))).ok();
        let seat = self.seat(frame, faults);
        let name = form::name(frame, self.name(), faults);
        let from_on = form::day(frame, "from_on", &self.from_on, faults);
        Some(Registering { bin: bin?, seat: seat?, name: name?, from_on: from_on? })
    }

    fn seat(&self, frame: &Frame, faults: &mut Faults) -> Option<Seat> {
        let kind = BodyKind::parse(&self.kind).filter(|kind| kind.may_apply());
        if kind.is_none() {
            faults.add("kind", frame.t("body-kind-missing"));
        }
        let known = |kato: &Kato| reference::place(*kato).is_some();
        let region = Kato::parse(&self.region).ok().filter(known);
        if region.is_none() && !self.region.is_empty() {
            faults.add("region", frame.t("body-region-unknown"));
            return None;
        }
        let known = |code: &AdministratorCode| reference::administrator(*code).is_some();
        let administrator = AdministratorCode::parse(&self.administrator).ok().filter(known);
        if administrator.is_none() && !self.administrator.is_empty() {
            faults.add("administrator", frame.t("body-administrator-unknown"));
            return None;
        }
        let misplaced = |misplaced| {
            let (field, key) = match misplaced {
                MisplacedBody::RegionMissing => ("region", "body-region-missing"),
                MisplacedBody::RegionNotWanted => ("region", "body-region-not-wanted"),
                MisplacedBody::NotATopRegion => ("region", "body-region-not-top"),
                MisplacedBody::AdministratorMissing => ("administrator", "body-administrator-missing"),
                MisplacedBody::AdministratorNotWanted => ("administrator", "body-administrator-not-wanted"),
            };
            faults.add(field, frame.t(key));
        };
        Seat::new(kind?, region, administrator).map_err(misplaced).ok()
    }
}

fn page(frame: Frame, form: &BodyForm, faults: Faults) -> FormPage {
    let kinds = BodyKind::ALL.into_iter().filter(|kind| kind.may_apply());
    let kinds = kinds.map(|kind| Choice::new(kind.code(), words::kind(&frame, kind)));
    let none = || std::iter::once(Choice::new("", frame.t("none")));
    let places = reference::regions().iter().chain(reference::districts());
    let places = places.map(|place| Choice::new(place.kato.code(), words::region(&frame, place.kato)));
    let offices = reference::administrators().filter(|one| one.levels.contains(&Level::Republican));
    let offices = offices.map(|one| Choice::new(one.code.code(), words::administrator(&frame, one.code)));
    let choose = std::iter::once(Choice::new("", frame.t("body-kind-choose")));
    let mut fields = vec![
        Field::select("kind", frame.t("body-kind"), choose.chain(kinds).collect()).value(&form.kind),
        Field::line("bin", frame.t("bodies-bin")).width(Width::Middle).value(&form.bin),
        Field::select("region", frame.t("body-region"), none().chain(places).collect())
            .hint(frame.t("body-region-hint"))
            .value(&form.region),
        Field::select("administrator", frame.t("body-administrator"), none().chain(offices).collect())
            .hint(frame.t("body-administrator-hint"))
            .value(&form.administrator),
    ];
    fields.extend(form::name_fields(&frame, form.name()));
    fields.push(form::day_field("from_on", frame.t("body-name-from"), &form.from_on));
    let (title, notes) =
        (frame.t("body-register"), [frame.t("body-register-lead"), frame.t("body-never-edited")]);
    let send = frame.t("body-register-send");
    let page = FormPage::of(frame, title, urls::new_body(), fields, faults);
    notes.into_iter().fold(page, FormPage::note).send(send)
}

/// `GET /bodies/new`
#[rocket::get("/bodies/new")]
pub async fn new(me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    record::seen(looking::may_keep(&me.0))?;
    let form = BodyForm { from_on: day_of(app.clock.now()).to_string(), ..BodyForm::default() };
    answer::show(&page(frame, &form, Faults::none()))
}

/// `POST /bodies/new`
#[rocket::post("/bodies/new", data = "<form>")]
pub async fn create(form: Posted<BodyForm>, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    record::seen(looking::may_keep(&me.0))?;
    let (form, mut faults) = (form.0, Faults::none());
    let Some(new) = form.read(&frame, &mut faults) else {
        return answer::again(&page(frame, &form, faults));
    };
    match record::ruled(keeping::register(&app.db, &me.0, new, app.clock.now()).await)? {
        Ok(id) => answer::go(urls::body(id)),
        Err(why) => {
            let (field, words) = match why {
                RegisterRefusal::KeptElsewhere => ("kind", frame.t("body-kept-elsewhere")),
                RegisterRefusal::Day(bad) => ("from_on", words::bad_day(&frame, bad)),
                RegisterRefusal::Registered(id) => ("bin", frame.t1("body-registered-already", "number", id)),
            };
            faults.add(field, words);
            answer::again(&page(frame, &form, faults))
        }
    }
}
