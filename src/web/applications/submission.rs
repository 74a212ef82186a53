//! Signing an application and sending it (R8): a text to sign, the signature, the confirmation.

use std::sync::Arc;

use askama::Template;
use rocket::State;
use rocket::http::{ContentType, Status};

use super::show::{ApplicationPage, path_below};
use crate::app::App;
use crate::domain::access::{See, Sign};
use crate::domain::application::{State as Stands, SubmitRefusal};
use crate::domain::ids::ApplicationId;
use crate::services::applications::looking::{self, Desk, Shown};
use crate::services::applications::submitting::{self, NotSignable, NotSubmitted};
use crate::services::signing::{self, NoAnswer, NoChallenge, Purpose};
use crate::web::answer::{self, Reply};
use crate::web::csrf::{MarkOnly, Posted};
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::{SignedIn, Visitor};
use crate::web::parts::{
    Banner, DeadlineClock, Faults, PagePath, Panel, Signing, SigningForm, SummaryCard, Tone,
};
use crate::web::record;
use crate::web::urls;

type Portal = State<Arc<App>>;

/// `POST /applications/<id>/submission`: a text to sign for this browser.
#[rocket::post("/applications/<id>/submission", data = "<_form>")]
pub async fn create(
    id: ApplicationId,
    _form: Posted<MarkOnly>,
    me: SignedIn,
    visitor: &Visitor,
    frame: Frame,
    app: &Portal,
) -> Reply {
    let (browser, now) = (visitor.visit.secret(), app.clock.now());
    match record::ruled(submitting::ask(&app.db, &app.site.origin, browser, &me.0, id, now).await)? {
        Ok(challenge) => answer::go(urls::submission_text(id, &challenge.address)),
        Err(NotSignable::NotWritable(_)) => {
            answer::stale(&ApplicationPage::overtaken(frame, shown(app, &me, id).await?))
        }
        Err(NotSignable::Incomplete(_)) => {
            answer::again(&ApplicationPage::of(frame, shown(app, &me, id).await?))
        }
        Err(NotSignable::NoChallenge(NoChallenge::TooMany)) => Err(WebError::TooMany),
        Err(NotSignable::NoChallenge(NoChallenge::NoRandomness(error))) => Err(WebError::broken(error)),
    }
}

/// The application in brief, the text to sign, and the two ways of signing it.
#[derive(Template)]
#[template(path = "applications/submission.html")]
struct SubmissionPage {
    path: PagePath,
    title: String,
    faults: Faults,
    brief: SummaryCard,
    signing: Signing,
    frame: Frame,
}

impl SubmissionPage {
    fn of(
        frame: Frame,
        app: &App,
        shown: &Shown,
        address: &str,
        text: &[u8],
        faults: Faults,
    ) -> SubmissionPage {
        let id = shown.application.id;
        let title = frame.t("submission-title");
        let (download, action) =
            (urls::submission_file(id, address), urls::submission_signature(id, address));
        let names: Vec<String> = (1..)
            .zip(&shown.application.lines)
            .map(|(place, line)| format!("{place}. {}", line.employee.name.full()))
            .collect();
        SubmissionPage {
            path: path_below(&frame, &shown.application, &title),
            title: faults.title(&frame, &title),
            brief: SummaryCard::new(frame.t("application-asked"))
                .row(frame.t("application-to"), frame.t("application-addressee"))
                .row(frame.t("application-body"), shown.body.name.get(frame.lang))
                .row(frame.t("application-systems"), record::systems(&frame, &shown.application.systems))
                .row(frame.t("application-employees"), names.join("\n")),
            signing: Signing::new(&frame, &app.site, text, download, action).unfolded().faults(&faults),
            faults,
            frame,
        }
    }
}

/// `GET /applications/<id>/submission/<address>`; what is not there any more leads back to the application.
#[rocket::get("/applications/<id>/submission/<address>")]
pub async fn show(
    id: ApplicationId,
    address: &str,
    me: SignedIn,
    visitor: &Visitor,
    frame: Frame,
    app: &Portal,
) -> Reply {
    let shown = shown(app, &me, id).await?;
    match text_of(app, visitor, id, address).await? {
        Some(text) => {
            let page = SubmissionPage::of(frame, app, &shown, address, &text, Faults::none());
            answer::sign(Status::Ok, &page)
        }
        None => answer::go(urls::application(id)),
    }
}

/// `GET /applications/<id>/submission/<address>/text`: the exact bytes, to be signed elsewhere.
#[rocket::get("/applications/<id>/submission/<address>/text")]
pub async fn text(id: ApplicationId, address: &str, me: SignedIn, visitor: &Visitor, app: &Portal) -> Reply {
    shown(app, &me, id).await?;
    let text = text_of(app, visitor, id, address).await?.ok_or(WebError::NotFound)?;
    answer::keep(format!("qarau-application-{id}.txt"), ContentType::Binary, text)
}

/// `POST /applications/<id>/submission/<address>/signature`: the signed text sends the application; a refused one is
/// used up.
#[rocket::post("/applications/<id>/submission/<address>/signature", data = "<form>")]
pub async fn sign(
    id: ApplicationId,
    address: &str,
    form: Posted<SigningForm<'_>>,
    me: SignedIn,
    visitor: &Visitor,
    frame: Frame,
    app: &Portal,
) -> Reply {
    let Some(cms) = form.0.cms() else {
        let shown = shown(app, &me, id).await?;
        let Some(text) = text_of(app, visitor, id, address).await? else {
            return answer::go(urls::application(id));
        };
        let mut faults = Faults::none();
        faults.add("file", frame.t("signing-file-missing"));
        let page = SubmissionPage::of(frame, app, &shown, address, &text, faults);
        return answer::sign(Status::UnprocessableEntity, &page);
    };
    let (browser, now) = (visitor.visit.secret(), app.clock.now());
    let sent =
        submitting::answer(&app.db, &app.anchors, &app.calendar, browser, &me.0, id, address, cms, now);
    let why = match record::ruled(sent.await)? {
        Ok(_) => return answer::go(urls::confirmation(id)),
        Err(NotSubmitted::Answer(NoAnswer::Gone))
            if record::ruled(submitting::was_sent_with(&app.db, &me.0, id, cms).await)? == Ok(true) =>
        {
            return answer::go(urls::confirmation(id));
        }
        Err(NotSubmitted::Answer(no)) => format!("signature-{}", no.code().replace('_', "-")),
        Err(NotSubmitted::AnotherSigner) => "submission-another-signer".to_owned(),
        Err(NotSubmitted::Refusal(SubmitRefusal::Calendar(_))) => "submission-calendar".to_owned(),
        Err(NotSubmitted::Refusal(_)) => {
            return answer::stale(&ApplicationPage::overtaken(frame, shown(app, &me, id).await?));
        }
    };
    let banner = Banner::new(Tone::Bad, frame.t("submission-refused")).text(frame.t(&why));
    answer::again(&ApplicationPage::of(frame, shown(app, &me, id).await?).with(banner))
}

/// "It is sent": under which number, and what happens next by which day.
#[derive(Template)]
#[template(path = "applications/confirmation.html")]
struct ConfirmationPage {
    panel: Panel,
    clock: Option<DeadlineClock>,
    back: String,
    frame: Frame,
}

/// `GET /applications/<id>/confirmation`, while the application lies with the ministry.
#[rocket::get("/applications/<id>/confirmation")]
pub async fn confirmation(id: ApplicationId, me: SignedIn, frame: Frame, app: &Portal) -> Reply {
    let shown = looking::show(&app.db, &app.calendar, &me.0, Desk::Body, See, id, app.clock.now()).await;
    let shown = record::seen(shown)?;
    let Stands::Submitted { considering, .. } = &shown.application.state else {
        return answer::go(urls::application(id));
    };
    let panel = Panel::new(frame.t("submission-done"))
        .number(frame.t("application-number"), record::number(&frame, &shown.application))
        .next(frame.t1("submission-next", "day", frame.date(considering.due_on())));
    let clock = record::waiting_clock(&frame, &shown);
    answer::show(&ConfirmationPage { panel, clock, back: urls::application(id).to_string(), frame })
}

async fn shown(app: &App, me: &SignedIn, id: ApplicationId) -> Result<Shown, WebError> {
    let now = app.clock.now();
    record::seen(looking::show(&app.db, &app.calendar, &me.0, Desk::Body, Sign, id, now).await)
}

/// The bytes to sign, while this browser may still answer.
async fn text_of(
    app: &App,
    visitor: &Visitor,
    id: ApplicationId,
    address: &str,
) -> Result<Option<Vec<u8>>, WebError> {
    let found = signing::find(&app.db, address, visitor.visit.secret(), app.clock.now()).await?;
    Ok(found
        .filter(|(purpose, _)| *purpose == Purpose::Submission(id))
        .map(|(_, challenge)| challenge.content))
}
