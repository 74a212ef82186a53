//! Signing in and out. Signing in is three addresses: what it takes, the text to sign, the signature.

use std::sync::Arc;

use askama::Template;
use rocket::http::{ContentType, CookieJar, Status};
use rocket::{FromForm, Route, State};

use super::answer::{self, Answer, Reply, go, keep, show as page};
use super::csrf::{MarkOnly, Posted};
use super::error::WebError;
use super::frame::Frame;
use super::guards::{SignedIn, Visitor};
use super::parts::{Banner, Faults, Signing, SigningForm, Tone};
use super::query::{Asked, Maybe};
use super::token::Token;
use super::{cookies, urls};
use crate::app::App;
use crate::domain::signature::SignatureFault;
use crate::services::sign_in::{self, SignInRefused};
use crate::services::signing::{self, NoAnswer, NoChallenge, Purpose};
use crate::services::{Failure, sessions};

type Portal = State<Arc<App>>;

/// Where to go afterwards.
#[derive(FromForm)]
pub struct BackQuery {
    back: Maybe<String>,
}

impl BackQuery {
    fn local(self) -> String {
        local(&self.back.or_empty())
    }
}

/// A path of this portal, or the front page.
fn local(back: &str) -> String {
    urls::local(back).unwrap_or_else(|| urls::home().to_string())
}

/// What signing in takes.
#[derive(Template)]
#[template(path = "sign_in/show.html")]
struct SignInPage {
    frame: Frame,
    title: String,
    refusal: Option<Banner>,
    back: String,
}

/// `GET /sign-in`
#[rocket::get("/sign-in?<asked..>")]
pub async fn show(asked: Asked<BackQuery>, frame: Frame) -> Reply {
    let back = asked.read()?.local();
    if frame.who.is_some() {
        return go(back);
    }
    page(&SignInPage { title: frame.t("sign-in-title"), refusal: None, back, frame })
}

/// Where to go afterwards.
#[derive(FromForm)]
pub struct BackForm<'r> {
    back: &'r str,
}

/// `POST /sign-in`: a text to sign for this browser.
#[rocket::post("/sign-in", data = "<form>")]
pub async fn create(form: Posted<BackForm<'_>>, visitor: &Visitor, app: &Portal) -> Reply {
    let asked = sign_in::ask(&app.db, &app.site.origin, visitor.visit.secret(), app.clock.now()).await;
    match asked {
        Ok(challenge) => go(urls::challenge(&challenge.address, &local(form.0.back))),
        Err(Failure::Refused(NoChallenge::TooMany)) => Err(WebError::TooMany),
        Err(Failure::Refused(NoChallenge::NoRandomness(error))) => Err(WebError::broken(error)),
        Err(Failure::Storage(error)) => Err(error.into()),
    }
}

/// The text to sign, and the two ways of signing it.
#[derive(Template)]
#[template(path = "sign_in/challenge.html")]
struct ChallengePage {
    frame: Frame,
    faults: Faults,
    signing: Signing,
}

impl ChallengePage {
    fn new(frame: Frame, app: &App, address: &str, text: &[u8], back: &str, faults: Faults) -> ChallengePage {
        let (download, action) = (urls::challenge_text(address), urls::challenge_signature(address));
        let signing = Signing::new(&frame, &app.site, text, download, action).back(back).faults(&faults);
        ChallengePage { frame, faults, signing }
    }
}

/// The bytes to sign, while this browser may still answer. An address that can't be one of ours is not there.
async fn open_text(app: &App, visitor: &Visitor, address: &str) -> Result<Option<Vec<u8>>, WebError> {
    if Token::parse(address).is_none() {
        return Err(WebError::NotFound);
    }
    let found = signing::find(&app.db, address, visitor.visit.secret(), app.clock.now()).await?;
    Ok(found.filter(|(purpose, _)| *purpose == Purpose::SignIn).map(|(_, challenge)| challenge.content))
}

/// `GET /sign-in/<address>`; what is not there any more leads back to the beginning.
#[rocket::get("/sign-in/<address>?<asked..>")]
pub async fn challenge(
    address: &str,
    asked: Asked<BackQuery>,
    visitor: &Visitor,
    frame: Frame,
    app: &Portal,
) -> Reply {
    let back = asked.read()?.local();
    match open_text(app, visitor, address).await? {
        Some(text) => {
            let page = ChallengePage::new(frame, app, address, &text, &back, Faults::none());
            answer::sign(Status::Ok, &page)
        }
        None => go(urls::sign_in(&back)),
    }
}

/// `GET /sign-in/<address>/text`: the exact bytes, to be signed elsewhere.
#[rocket::get("/sign-in/<address>/text")]
pub async fn text(address: &str, visitor: &Visitor, app: &Portal) -> Reply {
    let text = open_text(app, visitor, address).await?.ok_or(WebError::NotFound)?;
    keep("qarau-challenge.txt".to_owned(), ContentType::Binary, text)
}

/// `POST /sign-in/<address>/signature`: the signed text begins a session; a refused one is used up.
#[rocket::post("/sign-in/<address>/signature", data = "<form>")]
pub async fn sign(
    address: &str,
    form: Posted<SigningForm<'_>>,
    visitor: &Visitor,
    frame: Frame,
    jar: &CookieJar<'_>,
    app: &Portal,
) -> Reply {
    let (now, back) = (app.clock.now(), local(form.0.back));
    let Some(cms) = form.0.cms() else {
        let Some(text) = open_text(app, visitor, address).await? else { return go(urls::sign_in(&back)) };
        let mut faults = Faults::none();
        faults.add("file", frame.t("signing-file-missing"));
        let page = ChallengePage::new(frame, app, address, &text, &back, faults);
        return answer::sign(Status::UnprocessableEntity, &page);
    };
    let (browser, from) = (visitor.visit.secret(), visitor.network.clone());
    match sign_in::answer(&app.db, &app.anchors, address, browser, cms, from, now).await {
        Ok(started) => {
            let token =
                Token::parse(&started.token).ok_or_else(|| WebError::broken("a token of another form"))?;
            end_present(app, visitor).await?;
            cookies::begin_session(&app.site, jar, &token);
            if cookies::lang(jar).is_none() {
                cookies::choose_lang(&app.site, jar, started.lang);
            }
            go(back)
        }
        Err(Failure::Refused(refused)) => refusal(frame, app, refused, back).await,
        Err(Failure::Storage(error)) => Err(error.into()),
    }
}

/// Whoever signs in where somebody was signed in leaves no second session behind.
async fn end_present(app: &App, visitor: &Visitor) -> Result<(), WebError> {
    let Some(session) = &visitor.session else { return Ok(()) };
    let now = app.clock.now();
    if let Some(present) = sessions::find(&app.db, session.secret(), visitor.network.clone(), now).await? {
        sessions::end(&app.db, session.secret(), &present, now).await?;
    }
    Ok(())
}

/// Why the signature was not accepted, and the way to try again.
async fn refusal(frame: Frame, app: &App, refused: SignInRefused, back: String) -> Reply {
    let status = match refused {
        SignInRefused::NoRandomness(error) => return Err(WebError::broken(error)),
        SignInRefused::Answer(NoAnswer::Signature(
            SignatureFault::Malformed | SignatureFault::TooLarge | SignatureFault::TooComplex,
        )) => Status::BadRequest,
        SignInRefused::Answer(NoAnswer::Signature(_) | NoAnswer::Gone)
        | SignInRefused::NotRegistered
        | SignInRefused::BodyClosed(_) => Status::Unauthorized,
    };
    let closed = match refused {
        SignInRefused::BodyClosed(id) => sessions::closed_body_of(&app.db, id, app.clock.now()).await?,
        SignInRefused::Answer(_) | SignInRefused::NotRegistered | SignInRefused::NoRandomness(_) => None,
    };
    let why = match closed {
        Some(body) => super::error::closed_body(&frame, &body),
        None => frame.t(&format!("signature-{}", refused.code().replace('_', "-"))),
    };
    let banner = Banner::new(Tone::Bad, frame.t("sign-in-refused")).text(why);
    let title = frame.t1("title-error", "title", frame.t("sign-in-title"));
    let page = SignInPage { title, refusal: Some(banner), back, frame };
    Ok(Answer::Page(status, page.render().map_err(WebError::broken)?))
}

/// `POST /sign-out`
#[rocket::post("/sign-out", data = "<_form>")]
pub async fn end(
    _form: Posted<MarkOnly>,
    me: SignedIn,
    visitor: &Visitor,
    jar: &CookieJar<'_>,
    app: &Portal,
) -> Reply {
    if let Some(session) = &visitor.session {
        sessions::end(&app.db, session.secret(), &me.0, app.clock.now()).await?;
    }
    cookies::end_session(&app.site, jar);
    go(urls::home())
}

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    rocket::routes![show, create, challenge, text, sign, end]
}
