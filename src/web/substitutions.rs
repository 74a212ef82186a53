//! Who stands in for whom during an absence: the list, naming, ending.

use std::sync::Arc;

use askama::Template;
use chrono::NaiveDate;
use rocket::{FromForm, Route, State, routes};

use super::answer::{self, Reply};
use super::csrf::{MarkOnly, Posted};
use super::error::WebError;
use super::frame::Frame;
use super::guards::SignedIn;
use super::parts::{Choice, Faults, Field, Link, PagePath, Width};
use super::{record, urls};
use crate::app::App;
use crate::domain::calendar::day_of;
use crate::domain::ids::{PersonId, SubstitutionId};
use crate::domain::names::BadText;
use crate::domain::person::Role;
use crate::domain::substitution::{Absence, Basis, NameRefusal};
use crate::services::substitutions::{self as service, Choosing, Listed};

struct Row {
    id: SubstitutionId,
    absent: String,
    body: String,
    substitute: String,
    days: String,
    basis: String,
    state: String,
    end: Option<String>,
}

#[derive(Template)]
#[template(path = "substitutions/index.html")]
struct ListPage {
    rows: Vec<Row>,
    may_name: bool,
    frame: Frame,
}

/// Who stands in, on which days, by which order.
#[derive(Default, FromForm)]
pub struct SubstitutionForm {
    substitute: String,
    first: String,
    last: String,
    basis: String,
}

#[derive(Template)]
#[template(path = "substitutions/new.html")]
struct NamingPage {
    path: PagePath,
    title: String,
    name: String,
    faults: Faults,
    fields: Vec<Field>,
    here: String,
    back: String,
    frame: Frame,
}

impl NamingPage {
    fn of(frame: Frame, choosing: &Choosing, form: &SubstitutionForm, faults: Faults) -> NamingPage {
        let title = frame.t("substitution-title");
        let name = choosing.absent.name.full();
        let colleague = |person: &crate::domain::person::Person| {
            Choice::new(person.id.to_string(), format!("{}, {}", person.name.full(), person.position))
        };
        let nobody = Choice::new("", frame.t("substitution-choose"));
        let choices = std::iter::once(nobody).chain(choosing.colleagues.iter().map(colleague)).collect();
        let day =
            |name: &str, label: String| Field::line(name, label).kind("date", "off").width(Width::Middle);
        let fields = vec![
            Field::select("substitute", frame.t("substitution-substitute"), choices)
                .hint(frame.t("substitution-substitute-hint"))
                .value(&form.substitute),
            day("first", frame.t("substitution-first")).value(&form.first),
            day("last", frame.t("substitution-last"))
                .hint(frame.t("substitution-last-hint"))
                .value(&form.last),
            Field::line("basis", frame.t("substitution-basis"))
                .hint(frame.t("substitution-basis-hint"))
                .value(&form.basis),
        ];
        let person = Link::new(urls::person(choosing.absent.id), name.clone());
        NamingPage {
            path: PagePath::new(
                &frame,
                vec![Link::new(urls::people(), frame.t("people-title")), person],
                &title,
            ),
            title: faults.title(&frame, &title),
            name,
            fields: fields.into_iter().map(|field| field.faults(&faults)).collect(),
            here: urls::substitution_of(choosing.absent.id).to_string(),
            back: urls::person(choosing.absent.id).to_string(),
            faults,
            frame,
        }
    }
}

/// `GET /substitutions`
#[rocket::get("/substitutions")]
pub async fn index(me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let now = app.clock.now();
    let listed = record::seen(service::list(&app.db, &me.0, now).await)?;
    let row = |one: &Listed| {
        let (days, of) = (one.substitution.days, &one.substitution);
        let state = match of.stands_at(now) {
            true => frame.t("substitutions-state-now"),
            false if of.ended_at.is_some() => frame.t("substitutions-state-ended"),
            false if of.days.last < day_of(now) => frame.t("substitutions-state-over"),
            false => frame.t("substitutions-state-ahead"),
        };
        Row {
            id: of.id,
            absent: one.absent.name.full(),
            body: one.body.name.get(frame.lang).to_owned(),
            substitute: one.substitute.name.full(),
            days: frame.t2(
                "substitutions-span",
                "first",
                frame.date(days.first),
                "last",
                frame.date(days.last),
            ),
            basis: of.basis.as_str().to_owned(),
            state,
            end: one.may_end.then(|| urls::substitution_end(of.id).to_string()),
        }
    };
    let may_name = me.0.actor.is_any(&[Role::Head, Role::Administrator]);
    answer::show(&ListPage { rows: listed.iter().map(row).collect(), may_name, frame })
}

/// `GET /people/<id>/substitution`
#[rocket::get("/people/<id>/substitution")]
pub async fn new(id: PersonId, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let choosing = record::seen(service::choosing(&app.db, &me.0, id).await)?;
    answer::show(&NamingPage::of(frame, &choosing, &SubstitutionForm::default(), Faults::none()))
}

/// `POST /people/<id>/substitution`
#[rocket::post("/people/<id>/substitution", data = "<form>")]
pub async fn create(
    id: PersonId,
    form: Posted<SubstitutionForm>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let choosing = record::seen(service::choosing(&app.db, &me.0, id).await)?;
    let mut faults = Faults::none();
    let Some((substitute, days, basis)) = read(&frame, &choosing, &form.0, &mut faults) else {
        return answer::again(&NamingPage::of(frame, &choosing, &form.0, faults));
    };
    let named = service::name(&app.db, &me.0, id, substitute, days, basis, app.clock.now()).await;
    match record::ruled(named)? {
        Ok(()) => answer::go(urls::substitutions()),
        Err(why) => {
            let (field, words) = refusal(&frame, why)?;
            faults.add(field, words);
            answer::again(&NamingPage::of(frame, &choosing, &form.0, faults))
        }
    }
}

/// `POST /substitutions/<id>/end`
#[rocket::post("/substitutions/<id>/end", data = "<_form>")]
pub async fn end(id: SubstitutionId, _form: Posted<MarkOnly>, me: SignedIn, app: &State<Arc<App>>) -> Reply {
    match record::ruled(service::end(&app.db, &me.0, id, app.clock.now()).await)? {
        Ok(()) => answer::go(urls::substitutions()),
        Err(why) => Err(WebError::broken(why)),
    }
}

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    routes![index, new, create, end]
}

fn read(
    frame: &Frame,
    choosing: &Choosing,
    form: &SubstitutionForm,
    faults: &mut Faults,
) -> Option<(PersonId, Absence, Basis)> {
    let chosen = form.substitute.parse().ok();
    let substitute = chosen.filter(|id| choosing.colleagues.iter().any(|one| one.id == *id));
    if substitute.is_none() {
        faults.add("substitute", frame.t("substitution-substitute-missing"));
    }
    let mut day = |name: &str, typed: &str| {
        let day = typed.trim().parse::<NaiveDate>().ok();
        if day.is_none() {
            faults.add(name, frame.t("calendar-not-a-day"));
        }
        day
    };
    let (first, last) = (day("first", &form.first), day("last", &form.last));
    let basis = match Basis::parse(&form.basis) {
        Ok(basis) => Some(basis),
        Err(bad) => {
            let words = match bad {
                BadText::Empty => frame.t("substitution-basis-missing"),
                BadText::TooLong => frame.n("substitution-basis-too-long", Basis::MOST),
                BadText::Invisible => frame.t("substitution-basis-invisible"),
            };
            faults.add("basis", words);
            None
        }
    };
    Some((substitute?, Absence { first: first?, last: last? }, basis?))
}

fn refusal(frame: &Frame, why: NameRefusal) -> Result<(&'static str, String), WebError> {
    Ok(match why {
        NameRefusal::Reversed => ("last", frame.t("substitution-reversed")),
        NameRefusal::Over => ("last", frame.t("substitution-over")),
        NameRefusal::TooLong => ("last", frame.t("substitution-too-long")),
        NameRefusal::AlreadyNamed(id) => ("first", frame.t1("substitution-already", "number", id)),
        NameRefusal::SubstituteAbsent(_) => ("substitute", frame.t("substitution-substitute-absent")),
        NameRefusal::NothingToLend => ("substitute", frame.t("substitution-nothing")),
        NameRefusal::Conflict(_) => ("substitute", frame.t("substitution-conflict")),
        NameRefusal::SamePerson | NameRefusal::Oneself | NameRefusal::AnotherBody => {
            ("substitute", frame.t("substitution-substitute-missing"))
        }
        NameRefusal::ForeignPermit => return Err(WebError::broken(why)),
    })
}
