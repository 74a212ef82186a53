//! A body's page: whom it is asked about, by when, and what silence causes; its answer.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use rocket::{FromForm, State};

use super::half_year;
use crate::app::App;
use crate::domain::attestation::{AttestRefusal, Version};
use crate::domain::deadline::Period;
use crate::domain::ids::PersonId;
use crate::domain::names::PersonName;
use crate::services::attestations::looking::{self, Asked, Own, Shown};
use crate::services::attestations::making;
use crate::web::answer::{self, Reply};
use crate::web::csrf::Posted;
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Banner, Faults, SummaryCard, Tag, Tone, standing_tag};
use crate::web::query::Maybe;
use crate::web::{record, urls};

/// Who works there, of a list that was shown.
#[derive(Default, FromForm)]
pub struct AttestationForm {
    version: String,
    people: Maybe<Vec<String>>,
}

impl AttestationForm {
    fn ticked(&self) -> &[String] {
        self.people.0.as_deref().unwrap_or_default()
    }
}

#[derive(Template)]
#[template(path = "attestation/own.html")]
struct AttestationPage {
    title: String,
    banner: Option<Banner>,
    faults: Faults,
    days: String,
    silence: String,
    next: Option<String>,
    facts: Option<SummaryCard>,
    rows: Vec<Row>,
    is_asked: bool,
    more: Option<String>,
    version: String,
    frame: Frame,
}

struct Row {
    id: PersonId,
    name: String,
    position: String,
    access: Vec<String>,
    used: String,
    silenced: Option<Tag>,
    is_oneself: bool,
    ticked: bool,
    fault: Option<String>,
}

impl AttestationPage {
    fn of(frame: Frame, me: &SignedIn, own: &Own, form: &AttestationForm, faults: Faults) -> AttestationPage {
        let rows: Vec<Row> = own.shown.as_ref().map_or_else(Vec::new, |shown| {
            shown.people.iter().map(|asked| row(&frame, me, asked, form, &faults)).collect()
        });
        AttestationPage {
            title: faults.title(&frame, &frame.t("attestation-title")),
            banner: None,
            days: frame.n("attestation-days", Period::Attestation.working_days()),
            silence: frame.n("attestation-silence", Period::Silence.working_days()),
            next: own.next.map(|at| frame.t1("attestation-next", "moment", frame.moment(at))),
            facts: own.shown.as_ref().map(|shown| facts(&frame, shown)),
            is_asked: rows.iter().any(|row| !row.is_oneself),
            rows,
            more: own
                .shown
                .as_ref()
                .filter(|shown| shown.more > 0)
                .map(|shown| frame.n("attestation-more", shown.more as u64)),
            version: own.shown.as_ref().map_or_else(String::new, |shown| shown.version.to_string()),
            faults,
            frame,
        }
    }
}

fn facts(frame: &Frame, shown: &Shown) -> SummaryCard {
    let (one, waits) = (&shown.attestation, !shown.people.is_empty());
    let tag = match (&one.attested, shown.standing) {
        (Some(_), _) => Some(Tag::new(Tone::Good, frame.t("attestation-made"))),
        (None, Some(standing)) => Some(standing_tag(frame, standing)),
        (None, None) if !waits => Some(Tag::new(Tone::Ended, frame.t("attestation-nobody"))),
        (None, None) => None,
    };
    let card = SummaryCard::new(half_year(frame, one.half_year))
        .row(frame.t("attestation-asked"), frame.moment(one.asked_at))
        .row(frame.t("attestation-due"), frame.date(one.due.due_on()))
        .row(frame.t("attestation-suspends"), frame.moment(one.suspends_at()))
        .row(frame.t("attestation-confirmed"), frame.number(shown.confirmed));
    let card = match (&one.attested, &shown.by) {
        (Some((at, _)), Some(by)) => {
            let by = by.signed(frame.lang, PersonName::short);
            card.row(frame.t("attestation-made"), format!("{}, {by}", frame.moment(at)))
        }
        (Some(_) | None, _) => card,
    };
    match tag {
        Some(tag) => card.tag(tag),
        None => card,
    }
}

fn row(frame: &Frame, me: &SignedIn, asked: &Asked, form: &AttestationForm, faults: &Faults) -> Row {
    let id = asked.person.id;
    let access = asked.grants.iter().map(|(grant, state)| {
        let day = frame.short(grant.term.last_day());
        format!(
            "{}: {}, {}",
            record::system(frame, grant.system),
            record::grant_words(frame, state),
            frame.t1("people-until", "day", day)
        )
    });
    Row {
        id,
        name: asked.person.name.full(),
        position: asked.person.position.clone(),
        access: access.collect(),
        used: asked.used_at.map_or_else(|| frame.t("people-never-used"), |at| frame.moment(at)),
        silenced: asked.silenced.then(|| Tag::new(Tone::Bad, frame.t("attestation-silenced"))),
        is_oneself: id == me.0.person.id,
        ticked: form.ticked().contains(&id.to_string()),
        fault: faults.of(&format!("people-{id}")).map(str::to_owned),
    }
}

async fn own(app: &App, me: &SignedIn) -> Result<Own, WebError> {
    record::seen(looking::own(&app.db, &app.calendar, &me.0, app.clock.now()).await)
}

/// `GET /attestation`
#[rocket::get("/attestation")]
pub async fn show(me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let own = own(app, &me).await?;
    answer::show(&AttestationPage::of(frame, &me, &own, &AttestationForm::default(), Faults::none()))
}

/// `POST /attestation`: those who are ticked work here.
#[rocket::post("/attestation", data = "<form>")]
pub async fn create(
    form: Posted<AttestationForm>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    let now = app.clock.now();
    let ticked: Option<BTreeSet<PersonId>> = form.0.ticked().iter().map(|id| id.parse().ok()).collect();
    // What is no version and no number was never shown.
    let made = match (form.0.version.parse::<Version>(), ticked) {
        (Ok(version), Some(ticked)) => {
            record::ruled(making::attest(&app.db, &me.0, version, ticked, now).await)?
        }
        (Err(_), _) | (_, None) => Err(AttestRefusal::Moved),
    };
    let own = own(app, &me).await?;
    match made {
        Ok(_) => answer::go(urls::attestation()),
        Err(AttestRefusal::Unsaid(silent)) => {
            let mut faults = Faults::none();
            let people = own.shown.iter().flat_map(|shown| &shown.people);
            for asked in people.filter(|asked| silent.contains(&asked.person.id)) {
                let name = asked.person.name.full();
                faults
                    .add(format!("people-{}", asked.person.id), frame.t1("attestation-unsaid", "name", name));
            }
            answer::again(&AttestationPage::of(frame, &me, &own, &form.0, faults))
        }
        Err(AttestRefusal::Moved | AttestRefusal::NothingAsked | AttestRefusal::ForeignPermit) => {
            let banner =
                Banner::new(Tone::Bad, frame.t("attestation-stale-title")).text(frame.t("attestation-stale"));
            let page = AttestationPage::of(frame, &me, &own, &AttestationForm::default(), Faults::none());
            answer::stale(&AttestationPage { banner: Some(banner), ..page })
        }
    }
}
