//! Reporting that somebody's powers ended (R9.4): the day and how, a text to sign, the signature.

use std::sync::Arc;

use askama::Template;
use chrono::NaiveDate;
use rocket::http::{ContentType, Status};
use rocket::{FromForm, State};

use super::person::PersonPage;
use super::{below_person, known, words};
use crate::app::App;
use crate::domain::hold::{Ending, PlaceRefusal};
use crate::domain::ids::PersonId;
use crate::services::holds::looking::Known;
use crate::services::holds::reporting::{self, NotReported, NotSignable, Reported};
use crate::services::signing::{self, NoChallenge, Purpose};
use crate::web::answer::{self, Reply};
use crate::web::csrf::Posted;
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::{SignedIn, Visitor};
use crate::web::parts::{
    Banner, Choice, Faults, Field, PagePath, Signing, SigningForm, SummaryCard, Tone, Width,
};
use crate::web::query::Maybe;
use crate::web::{record, urls};

type Portal = State<Arc<App>>;

/// The day and how.
#[derive(Default, FromForm)]
pub struct SeparationForm {
    ended_on: String,
    ending: Maybe<String>,
}

#[derive(Template)]
#[template(path = "holds/separation.html")]
struct SeparationPage {
    path: PagePath,
    title: String,
    name: String,
    faults: Faults,
    fields: Vec<Field>,
    here: String,
    back: String,
    frame: Frame,
}

impl SeparationPage {
    fn of(frame: Frame, known: &Known, form: &SeparationForm, faults: Faults) -> SeparationPage {
        let title = frame.t("separation-title");
        let choices = Ending::ALL.map(|one| Choice::new(one.code(), words::ending(&frame, one)));
        let ended_on = Field::line("ended_on", frame.t("separation-day")).kind("date", "off");
        let ending = Field::radios("ending", frame.t("separation-ending"), choices.into());
        SeparationPage {
            path: below_person(&frame, known, &title),
            title: faults.title(&frame, &title),
            name: known.person.name.full(),
            fields: vec![
                ended_on
                    .width(Width::Middle)
                    .hint(frame.t("separation-day-hint"))
                    .value(&form.ended_on)
                    .faults(&faults),
                ending.value(form.ending.0.as_deref().unwrap_or_default()).faults(&faults),
            ],
            here: urls::separation(known.person.id).to_string(),
            back: urls::person(known.person.id).to_string(),
            faults,
            frame,
        }
    }
}

/// `GET /people/<id>/separation`
#[rocket::get("/people/<id>/separation")]
pub async fn new(id: PersonId, me: SignedIn, frame: Frame, app: &Portal) -> Reply {
    let known = to_report(app, &me, id).await?;
    answer::show(&SeparationPage::of(frame, &known, &SeparationForm::default(), Faults::none()))
}

/// `POST /people/<id>/separation`: a report to sign for this browser.
#[rocket::post("/people/<id>/separation", data = "<form>")]
pub async fn create(
    id: PersonId,
    form: Posted<SeparationForm>,
    me: SignedIn,
    visitor: &Visitor,
    frame: Frame,
    app: &Portal,
) -> Reply {
    let known = to_report(app, &me, id).await?;
    let mut faults = Faults::none();
    let ended_on = form.0.ended_on.trim().parse::<NaiveDate>().ok();
    if ended_on.is_none() {
        faults.add("ended_on", frame.t("calendar-not-a-day"));
    }
    let ending = form.0.ending.0.as_deref().and_then(Ending::parse);
    if ending.is_none() {
        faults.add("ending", frame.t("separation-ending-missing"));
    }
    let (Some(ended_on), Some(ending)) = (ended_on, ending) else {
        return answer::again(&SeparationPage::of(frame, &known, &form.0, faults));
    };
    let reported = Reported { person: id, ended_on, ending };
    let (browser, now) = (visitor.visit.secret(), app.clock.now());
    let asked = reporting::ask(&app.db, &app.calendar, &app.site.origin, browser, &me.0, reported, now).await;
    match record::ruled(asked)? {
        Ok(challenge) => answer::go(urls::separation_text(id, &challenge.address)),
        Err(NotSignable::NoChallenge(NoChallenge::TooMany)) => Err(WebError::TooMany),
        Err(NotSignable::NoChallenge(NoChallenge::NoRandomness(error))) => Err(WebError::broken(error)),
        Err(NotSignable::Refusal(PlaceRefusal::NotYetEnded)) => {
            faults.add("ended_on", frame.t("separation-not-yet"));
            answer::again(&SeparationPage::of(frame, &known, &form.0, faults))
        }
        Err(NotSignable::Refusal(PlaceRefusal::Calendar(gap))) => {
            faults.add("ended_on", frame.t1("separation-calendar", "day", frame.date(gap.on)));
            answer::again(&SeparationPage::of(frame, &known, &form.0, faults))
        }
        Err(NotSignable::Refusal(why @ (PlaceRefusal::AlreadyHeld(_) | PlaceRefusal::ForeignPermit))) => {
            overtaken(frame, &known, why)
        }
    }
}

/// The report in brief, the text to sign, and the two ways of signing it.
#[derive(Template)]
#[template(path = "holds/separation_signing.html")]
struct SigningPage {
    path: PagePath,
    title: String,
    faults: Faults,
    brief: SummaryCard,
    signing: Signing,
    frame: Frame,
}

impl SigningPage {
    fn of(
        frame: Frame,
        app: &App,
        known: &Known,
        reported: Reported,
        (address, text): (&str, &[u8]),
        faults: Faults,
    ) -> SigningPage {
        let (id, title) = (known.person.id, frame.t("separation-sign"));
        let (download, action) =
            (urls::separation_file(id, address), urls::separation_signature(id, address));
        SigningPage {
            path: below_person(&frame, known, &title),
            title: faults.title(&frame, &title),
            brief: SummaryCard::new(frame.t("separation-title"))
                .row(frame.t("people-name"), known.person.name.full())
                .row(frame.t("separation-day"), frame.date(reported.ended_on))
                .row(frame.t("separation-ending"), words::ending(&frame, reported.ending)),
            signing: Signing::new(&frame, &app.site, text, download, action).unfolded().faults(&faults),
            faults,
            frame,
        }
    }
}

/// `GET /people/<id>/separation/<address>`; what is not there any more leads back to the form.
#[rocket::get("/people/<id>/separation/<address>")]
pub async fn show(
    id: PersonId,
    address: &str,
    me: SignedIn,
    visitor: &Visitor,
    frame: Frame,
    app: &Portal,
) -> Reply {
    let known = to_report(app, &me, id).await?;
    match asked(app, visitor, id, address).await? {
        Some((reported, text)) => {
            let page = SigningPage::of(frame, app, &known, reported, (address, &text), Faults::none());
            answer::sign(Status::Ok, &page)
        }
        None => answer::go(urls::separation(id)),
    }
}

/// `GET /people/<id>/separation/<address>/text`: the exact bytes, to be signed elsewhere.
#[rocket::get("/people/<id>/separation/<address>/text")]
pub async fn text(id: PersonId, address: &str, me: SignedIn, visitor: &Visitor, app: &Portal) -> Reply {
    to_report(app, &me, id).await?;
    let (_, text) = asked(app, visitor, id, address).await?.ok_or(WebError::NotFound)?;
    answer::keep(format!("qarau-separation-{id}.txt"), ContentType::Binary, text)
}

/// `POST /people/<id>/separation/<address>/signature`: the signed report suspends; a refused one is used up.
#[rocket::post("/people/<id>/separation/<address>/signature", data = "<form>")]
pub async fn sign(
    id: PersonId,
    address: &str,
    form: Posted<SigningForm<'_>>,
    me: SignedIn,
    visitor: &Visitor,
    frame: Frame,
    app: &Portal,
) -> Reply {
    let known = to_report(app, &me, id).await?;
    let Some((reported, text)) = asked(app, visitor, id, address).await? else {
        let gone =
            Banner::new(Tone::Bad, frame.t("separation-refused")).text(frame.t("signature-challenge-gone"));
        return answer::again(&PersonPage::of(frame, &known, Some(gone)));
    };
    let Some(cms) = form.0.cms() else {
        let mut faults = Faults::none();
        faults.add("file", frame.t("signing-file-missing"));
        let page = SigningPage::of(frame, app, &known, reported, (address, &text), faults);
        return answer::sign(Status::UnprocessableEntity, &page);
    };
    let (browser, now) = (visitor.visit.secret(), app.clock.now());
    let placed =
        reporting::answer(&app.db, &app.anchors, &app.calendar, browser, &me.0, reported, address, cms, now);
    let why = match record::ruled(placed.await)? {
        Ok(hold) => return answer::go(urls::hold(hold.id)),
        Err(NotReported::Answer(no)) => format!("signature-{}", no.code().replace('_', "-")),
        Err(NotReported::AnotherSigner) => "submission-another-signer".to_owned(),
        Err(NotReported::Refusal(why)) => return overtaken(frame, &known, why),
    };
    let banner = Banner::new(Tone::Bad, frame.t("separation-refused")).text(frame.t(&why));
    answer::again(&PersonPage::of(frame, &known, Some(banner)))
}

/// Somebody else was faster: how the person stands now.
fn overtaken(frame: Frame, known: &Known, why: PlaceRefusal) -> Reply {
    let banner = match why {
        PlaceRefusal::AlreadyHeld(hold) => Banner::new(Tone::Bad, frame.t1("hold-already", "number", hold)),
        PlaceRefusal::ForeignPermit | PlaceRefusal::NotYetEnded | PlaceRefusal::Calendar(_) => {
            Banner::new(Tone::Bad, frame.t("separation-refused"))
        }
    };
    answer::stale(&PersonPage::of(frame, known, Some(banner)))
}

async fn to_report(app: &App, me: &SignedIn, id: PersonId) -> Result<Known, WebError> {
    let known = known(app, me, id).await?;
    if known.may.report { Ok(known) } else { Err(WebError::Forbidden) }
}

/// What is reported and the bytes to sign, while this browser may still answer.
async fn asked(
    app: &App,
    visitor: &Visitor,
    id: PersonId,
    address: &str,
) -> Result<Option<(Reported, Vec<u8>)>, WebError> {
    let found = signing::find(&app.db, address, visitor.visit.secret(), app.clock.now()).await?;
    Ok(found.and_then(|(purpose, challenge)| match purpose {
        Purpose::Separation(person, ended_on, ending) if person == id => {
            Some((Reported { person, ended_on, ending }, challenge.content))
        }
        Purpose::Separation(..) | Purpose::SignIn | Purpose::Submission(_) => None,
    }))
}
