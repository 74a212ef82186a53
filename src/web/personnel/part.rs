//! The part of a feed that names too many of one body: a second person releases or rejects it, with a reason.

use std::sync::Arc;

use askama::Template;
use rocket::{FromForm, State};

use super::show::shown;
use super::words;
use crate::app::App;
use crate::domain::application::Reason;
use crate::domain::ids::{BodyId, FeedId, PersonId};
use crate::domain::names::BadText;
use crate::domain::personnel::Word;
use crate::services::personnel::deciding::{self, NotDecided};
use crate::services::personnel::looking::{Shown, ShownPart};
use crate::web::answer::{self, Reply};
use crate::web::csrf::Posted;
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Choice, Faults, Field, Link, PagePath};
use crate::web::query::Maybe;
use crate::web::{record, urls};

/// What the second person says, and why.
#[derive(Default, FromForm)]
pub struct PartForm {
    word: Maybe<String>,
    reason: String,
}

#[derive(Template)]
#[template(path = "personnel/part.html")]
struct PartPage {
    path: PagePath,
    title: String,
    heading: String,
    share: String,
    faults: Faults,
    fields: Vec<Field>,
    people: Vec<(PersonId, String, String)>,
    here: String,
    back: String,
    frame: Frame,
}

impl PartPage {
    fn of(frame: Frame, shown: &Shown, part: &ShownPart, form: &PartForm, faults: Faults) -> PartPage {
        let (id, body) = (shown.counted.feed.id, part.part.body);
        let above = Link::new(urls::feed(id), frame.t1("feed-title", "number", id));
        let (heading, share) = (part.body.name.get(frame.lang).to_owned(), part.part.share);
        let choices = vec![
            Choice::new(Word::Release.code(), frame.t("part-release")).hint(frame.t("part-release-hint")),
            Choice::new(Word::Reject.code(), frame.t("part-reject")).hint(frame.t("part-reject-hint")),
        ];
        let word = Field::radios("word", frame.t("part-word"), choices);
        let reason = Field::area("reason", frame.t("part-reason")).hint(frame.t("suspension-reason-hint"));
        let own = shown.events.iter().filter(|listed| listed.recorded.said.body == body);
        let people = own.map(|listed| {
            let said = &listed.recorded.said;
            let event = format!("{}, {}", words::ending(&frame, said.ending), frame.date(said.ended_on));
            (listed.person.id, listed.person.name.full(), format!("{event}; {}", said.document))
        });
        PartPage {
            path: PagePath::new(&frame, vec![above], &heading),
            title: faults.title(&frame, &frame.t("part-title")),
            share: frame.t2("part-share", "found", share.found, "all", share.with_access),
            people: people.collect(),
            fields: vec![
                word.value(form.word.0.as_deref().unwrap_or_default()).faults(&faults),
                reason.value(&form.reason).faults(&faults),
            ],
            here: urls::feed_part(id, body).to_string(),
            back: urls::feed(id).to_string(),
            heading,
            faults,
            frame,
        }
    }
}

/// `GET /personnel/<id>/parts/<body>`
#[rocket::get("/personnel/<id>/parts/<body>")]
pub async fn show(id: FeedId, body: BodyId, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let shown = shown(app, &me, id).await?;
    let part = to_decide(&shown, body)?;
    answer::show(&PartPage::of(frame, &shown, part, &PartForm::default(), Faults::none()))
}

/// `POST /personnel/<id>/parts/<body>`
#[rocket::post("/personnel/<id>/parts/<body>", data = "<form>")]
pub async fn decide(
    id: FeedId,
    body: BodyId,
    me: SignedIn,
    frame: Frame,
    form: Posted<PartForm>,
    app: &State<Arc<App>>,
) -> Reply {
    let shown = shown(app, &me, id).await?;
    let part = to_decide(&shown, body)?;
    let mut faults = Faults::none();
    let word = form.0.word.0.as_deref().and_then(Word::parse);
    if word.is_none() {
        faults.add("word", frame.t("part-word-missing"));
    }
    let reason = Reason::parse(&form.0.reason).map_err(|bad| {
        faults.add(
            "reason",
            match bad {
                BadText::Empty => frame.t("deciding-reason-missing"),
                BadText::TooLong => frame.n("deciding-reason-too-long", Reason::MOST),
                BadText::Invisible => frame.t("deciding-reason-invisible"),
            },
        );
    });
    let (Some(word), Ok(reason)) = (word, reason) else {
        return answer::again(&PartPage::of(frame, &shown, part, &form.0, faults));
    };
    let (of, now) = ((id, body), app.clock.now());
    let decided = deciding::decide(&app.db, &app.calendar, &me.0, of, word, reason, now).await;
    match record::ruled(decided)? {
        Ok(_) => answer::go(urls::feed(id)),
        Err(NotDecided::Part(_)) => Err(WebError::Conflict),
        Err(NotDecided::Refusal(why)) => Err(WebError::broken(why)),
    }
}

/// The part, where whoever looks may decide on it: it waits, and they are the second person.
fn to_decide(shown: &Shown, body: BodyId) -> Result<&ShownPart, WebError> {
    let part = shown.parts.iter().find(|part| part.part.body == body).ok_or(WebError::NotFound)?;
    match (part.may_decide, part.part.decided.is_some()) {
        (true, _) => Ok(part),
        (false, true) => Err(WebError::Conflict),
        (false, false) => Err(WebError::Forbidden),
    }
}
