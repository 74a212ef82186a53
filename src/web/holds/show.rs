//! One suspension with its story, and its confirmation.

use std::sync::Arc;

use askama::Template;
use rocket::State;

use super::words;
use crate::app::App;
use crate::domain::hold::{DecideRefusal, Decision};
use crate::domain::ids::HoldId;
use crate::domain::names::PersonName;
use crate::services::holds::deciding::{self, Verdict};
use crate::services::holds::looking::{self, Shown};
use crate::services::journal::Name;
use crate::web::answer::{self, Reply};
use crate::web::csrf::{MarkOnly, Posted};
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Banner, Happening, Link, PagePath, SummaryCard, Tag, Timeline, Tone};
use crate::web::{record, urls};

/// The page of a suspension.
#[derive(Template)]
#[template(path = "holds/show.html")]
pub(super) struct HoldPage {
    path: PagePath,
    title: String,
    tag: Tag,
    banner: Option<Banner>,
    facts: SummaryCard,
    may_decide: bool,
    is_own: bool,
    id: HoldId,
    story: Timeline,
    frame: Frame,
}

impl HoldPage {
    /// The page.
    pub(super) fn of(frame: Frame, shown: &Shown) -> HoldPage {
        let (hold, person) = (&shown.listed.hold, &shown.listed.person);
        let title = frame.t1("hold-title", "number", hold.id);
        let to_person = Link::new(urls::person(person.id), person.name.full());
        let mut facts = SummaryCard::new("")
            .row_with(
                frame.t("people-name"),
                person.name.full(),
                Link::new(urls::person(person.id), frame.t("hold-to-person")),
            )
            .row(frame.t("people-body"), shown.listed.body.name.get(frame.lang))
            .row(frame.t("hold-cause"), words::cause(&frame, &hold.cause))
            .row(frame.t("hold-since"), frame.moment(hold.since));
        if let Some(separation) = hold.cause.separation() {
            facts = facts.row(frame.t("hold-due"), frame.date(separation.deadline.due_on()));
            let late = match separation.late_days {
                None => frame.t("hold-in-time"),
                Some(0) => frame.t("hold-just-late"),
                Some(days) => frame.n("hold-late", days),
            };
            facts = facts.row(frame.t("hold-report"), late);
        }
        HoldPage {
            path: PagePath::new(&frame, vec![to_person], &title),
            title,
            tag: words::decision_tag(&frame, hold),
            banner: None,
            facts,
            may_decide: shown.may_decide,
            is_own: shown.is_own,
            id: hold.id,
            story: story(&frame, shown),
            frame,
        }
    }

    /// The page for somebody who came too late.
    pub(super) fn overtaken(frame: Frame, shown: &Shown) -> HoldPage {
        let banner = Banner::new(Tone::Bad, frame.t("stale-title")).text(frame.t("stale-text"));
        HoldPage { banner: Some(banner), ..HoldPage::of(frame, shown) }
    }
}

fn story(frame: &Frame, shown: &Shown) -> Timeline {
    let hold = &shown.listed.hold;
    let by = |name: &Option<Name>| {
        let words = |name: &Name| {
            format!("{}, {}", name.signed(frame.lang, PersonName::short), name.body.get(frame.lang))
        };
        let nobody = if hold.cause.is_silence() { "held-by-silence" } else { "held-by-record" };
        name.as_ref().map_or_else(|| frame.t(nobody), words)
    };
    let placed = Happening {
        title: frame.t("hold-pending"),
        by: by(&shown.placed_by),
        at: frame.moment(hold.since),
        text: words::cause(frame, &hold.cause),
        tone: Tone::Warn,
    };
    let decided = match &hold.decision {
        Decision::Pending => None,
        Decision::Blocked { at, .. } => Some((frame.t("hold-blocked"), *at, String::new(), Tone::Bad)),
        Decision::Lifted { at, reason, .. } => {
            Some((frame.t("hold-lifted"), *at, frame.t1("story-reason", "reason", reason), Tone::Good))
        }
        Decision::Attested { at, .. } => Some((frame.t("hold-attested"), *at, String::new(), Tone::Good)),
    };
    let decided = decided.map(|(title, at, text, tone)| Happening {
        title,
        by: by(&shown.decided_by),
        at: frame.moment(at),
        text,
        tone,
    });
    Timeline { happenings: decided.into_iter().chain([placed]).collect() }
}

/// A suspension, as far as whoever asks may know.
pub(super) async fn shown(app: &App, me: &SignedIn, id: HoldId) -> Result<Shown, WebError> {
    record::seen(looking::hold(&app.db, &me.0, id, app.clock.now()).await)
}

/// `GET /holds/<id>`
#[rocket::get("/holds/<id>")]
pub async fn show(id: HoldId, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let shown = shown(app, &me, id).await?;
    answer::show(&HoldPage::of(frame, &shown))
}

/// `POST /holds/<id>/confirmation`: access is blocked for good.
#[rocket::post("/holds/<id>/confirmation", data = "<_form>")]
pub async fn confirm(
    id: HoldId,
    me: SignedIn,
    frame: Frame,
    _form: Posted<MarkOnly>,
    app: &State<Arc<App>>,
) -> Reply {
    match record::ruled(deciding::decide(&app.db, &me.0, id, Verdict::Block, app.clock.now()).await)? {
        Ok(_) => answer::go(urls::hold(id)),
        Err(DecideRefusal::AlreadyDecided { .. } | DecideRefusal::ForeignPermit) => {
            answer::stale(&HoldPage::overtaken(frame, &shown(app, &me, id).await?))
        }
    }
}
