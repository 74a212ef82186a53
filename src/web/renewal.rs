//! Renewal: whose access ends soon, with their last use; from the chosen people one application that is filled in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use askama::Template;
use chrono::{DateTime, Utc};
use rocket::{FromForm, Route, State, routes};

use super::answer::{self, Reply};
use super::csrf::Posted;
use super::frame::Frame;
use super::guards::SignedIn;
use super::parts::{Banner, Choice, Faults, Field, Tone};
use super::query::Maybe;
use super::{record, urls};
use crate::app::App;
use crate::domain::ids::PersonId;
use crate::domain::system::System;
use crate::services::applications::renewing::{self, Ending, RenewRefusal};

/// For which systems, and whom: one form of the page, whose boxes have the name of its systems.
#[derive(Default, FromForm)]
pub struct RenewalForm {
    systems: String,
    ac: Maybe<Vec<String>>,
    sp: Maybe<Vec<String>>,
    ac_sp: Maybe<Vec<String>>,
}

impl RenewalForm {
    fn people(&self) -> &[String] {
        let boxes = [("ac", &self.ac), ("sp", &self.sp), ("ac_sp", &self.ac_sp)];
        let own = boxes.into_iter().find(|(name, _)| *name == self.systems);
        own.and_then(|(_, people)| people.0.as_deref()).unwrap_or_default()
    }
}

#[derive(Template)]
#[template(path = "renewal/show.html")]
struct RenewalPage {
    title: String,
    banner: Option<Banner>,
    faults: Faults,
    groups: Vec<Group>,
    frame: Frame,
}

/// People whose access to the same systems ends: one application asks the same for all its employees.
struct Group {
    id: String,
    systems: String,
    words: String,
    people: Option<Field>,
    under_way: Vec<(String, String, String)>,
}

impl RenewalPage {
    fn of(
        frame: Frame,
        offered: &[Ending],
        chosen: &RenewalForm,
        faults: Faults,
        at: DateTime<Utc>,
    ) -> RenewalPage {
        let mut by_systems: BTreeMap<BTreeSet<System>, Vec<&Ending>> = BTreeMap::new();
        for one in offered {
            by_systems.entry(one.systems()).or_default().push(one);
        }
        RenewalPage {
            title: faults.title(&frame, &frame.t("renewal-title")),
            banner: None,
            groups: by_systems
                .iter()
                .map(|(systems, people)| group(&frame, systems, people, chosen, &faults, at))
                .collect(),
            faults,
            frame,
        }
    }
}

fn codes(systems: &BTreeSet<System>) -> String {
    systems.iter().map(|system| system.code()).collect::<Vec<_>>().join("_")
}

fn group(
    frame: &Frame,
    systems: &BTreeSet<System>,
    people: &[&Ending],
    chosen: &RenewalForm,
    faults: &Faults,
    at: DateTime<Utc>,
) -> Group {
    let id = codes(systems);
    let (free, busy): (Vec<&Ending>, Vec<&Ending>) = people.iter().partition(|one| one.under_way.is_none());
    // Who used access lately is chosen beforehand; who did not is left to the body.
    let ticked: Vec<String> = match chosen.systems == id {
        true => chosen.people().to_vec(),
        false => free.iter().filter(|one| one.is_in_use(at)).map(|one| one.person.id.to_string()).collect(),
    };
    let ticked: Vec<&str> = ticked.iter().map(String::as_str).collect();
    let choices: Vec<Choice> = free.iter().map(|one| choice(frame, one)).collect();
    let field = Field::boxes(&id, frame.t("renewal-people"), choices);
    let under_way = busy.iter().filter_map(|one| {
        let (application, number) = one.under_way.as_ref()?;
        let words = number.as_ref().map_or_else(
            || frame.t("renewal-draft"),
            |number| frame.t1("renewal-application", "number", number),
        );
        Some((one.person.name.full(), urls::application(*application), words))
    });
    Group {
        people: (!free.is_empty()).then(|| field.values(&ticked).faults(faults)),
        under_way: under_way.collect(),
        words: record::systems(frame, systems),
        systems: id.clone(),
        id,
    }
}

fn choice(frame: &Frame, one: &Ending) -> Choice {
    let mut days: Vec<_> = one.ends.values().map(|day| frame.date(day)).collect();
    days.dedup();
    let until = frame.t1("renewal-until", "day", days.join(", "));
    let used = one.used_at.map_or_else(|| frame.t("people-never-used"), |at| frame.moment(at));
    let used = frame.t1("renewal-used", "moment", used);
    let trained = trained(frame, one);
    Choice::new(one.person.id.to_string(), one.person.name.full()).hint(format!("{until}; {used}; {trained}"))
}

/// Whether the training counts: a pass is kept by a year that follows without a gap (R13.1).
fn trained(frame: &Frame, one: &Ending) -> String {
    let missing: BTreeSet<System> =
        one.passed.iter().filter(|(_, day)| day.is_none()).map(|(system, _)| *system).collect();
    if !missing.is_empty() {
        let systems = record::systems(frame, &missing).replace('\n', ", ");
        return frame.t1("renewal-untrained", "systems", systems);
    }
    let mut days: Vec<_> = one.passed.values().flatten().map(|day| frame.date(day)).collect();
    days.dedup();
    frame.t1("renewal-trained", "day", days.join(", "))
}

/// `GET /renewal`
#[rocket::get("/renewal")]
pub async fn show(me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let now = app.clock.now();
    let offered = record::seen(renewing::offered(&app.db, &me.0, now).await)?;
    answer::show(&RenewalPage::of(frame, &offered, &RenewalForm::default(), Faults::none(), now))
}

/// `POST /renewal`: one draft for the chosen people.
#[rocket::post("/renewal", data = "<form>")]
pub async fn create(form: Posted<RenewalForm>, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let now = app.clock.now();
    let systems = form.0.systems.split('_').map(System::parse).collect::<Option<BTreeSet<_>>>();
    let people = form.0.people().iter().map(|id| id.parse().ok());
    let (systems, people) = (systems.unwrap_or_default(), people.collect::<Option<BTreeSet<PersonId>>>());
    // What is no number was never offered.
    let people = people.unwrap_or_else(|| [PersonId(0)].into());
    let why = match record::ruled(renewing::begin(&app.db, &me.0, systems, people, now).await)? {
        Ok(id) => return answer::go(urls::application(id)),
        Err(why) => why,
    };
    let offered = record::seen(renewing::offered(&app.db, &me.0, now).await)?;
    match why {
        RenewRefusal::Nobody => {
            let mut faults = Faults::none();
            faults.add(&form.0.systems, frame.t("renewal-nobody"));
            answer::again(&RenewalPage::of(frame, &offered, &form.0, faults, now))
        }
        RenewRefusal::Stale => {
            let banner = Banner::new(Tone::Bad, frame.t("stale-title")).text(frame.t("renewal-stale"));
            let page = RenewalPage::of(frame, &offered, &form.0, Faults::none(), now);
            answer::stale(&RenewalPage { banner: Some(banner), ..page })
        }
    }
}

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    routes![show, create]
}
