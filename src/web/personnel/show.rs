//! One file of the personnel record: while it is only checked, what would be made of it; then what was.

use std::sync::Arc;

use askama::Template;
use rocket::State;

use super::words;
use crate::app::App;
use crate::domain::ids::{BodyId, FeedId, HoldId, PersonId};
use crate::domain::personnel::{Finding, Word};
use crate::services::personnel::looking::{self, Counted, Listed, Shown, ShownPart};
use crate::services::personnel::taking::{self, NotTaken};
use crate::services::personnel::{Bringer, checking};
use crate::web::answer::{self, Reply};
use crate::web::csrf::{MarkOnly, Posted};
use crate::web::error::WebError;
use crate::web::frame::Frame;
use crate::web::guards::SignedIn;
use crate::web::parts::{Banner, Link, PagePath, SummaryCard, Tag, Tone};
use crate::web::{record, urls};

/// How many events a page shows; those that stop access come first.
const SHOWN: usize = 200;

#[derive(Template)]
#[template(path = "personnel/show.html")]
struct FeedPage {
    path: PagePath,
    title: String,
    banner: Option<Banner>,
    facts: SummaryCard,
    waits: bool,
    parts: Vec<PartRow>,
    rows: Vec<Row>,
    more: Option<String>,
    id: FeedId,
    frame: Frame,
}

struct PartRow {
    body: BodyId,
    name: String,
    share: String,
    state: Tag,
    by: String,
    may_decide: bool,
}

struct Row {
    line: u32,
    person: PersonId,
    name: String,
    body: String,
    event: String,
    finding: Tag,
    hold: Option<HoldId>,
}

impl FeedPage {
    fn of(frame: Frame, shown: &Shown, banner: Option<Banner>) -> FeedPage {
        let feed = &shown.counted.feed;
        let title = frame.t1("feed-title", "number", feed.id);
        let mut listed: Vec<&Listed> = shown.events.iter().collect();
        let place = |listed: &&Listed| Finding::ALL.iter().position(|one| *one == listed.recorded.finding);
        listed.sort_by_key(place);
        let left = listed.len().saturating_sub(SHOWN);
        FeedPage {
            path: PagePath::new(&frame, vec![Link::new(urls::feeds(), frame.t("feeds-title"))], &title),
            banner,
            facts: facts(&frame, &shown.counted),
            waits: feed.taken.is_none(),
            parts: shown.parts.iter().map(|part| part_row(&frame, part)).collect(),
            rows: listed.into_iter().take(SHOWN).map(|listed| row(&frame, listed)).collect(),
            more: (left > 0).then(|| frame.n("feed-more", left)),
            id: feed.id,
            title,
            frame,
        }
    }
}

fn facts(frame: &Frame, counted: &Counted) -> SummaryCard {
    let feed = &counted.feed;
    let card = SummaryCard::new("")
        .row(frame.t("feed-kept"), frame.moment(feed.kept_at))
        .row(frame.t("feed-by"), words::by(frame, counted.by.as_ref()));
    let card = match feed.taken {
        Some((at, _)) => card.row(frame.t("feed-taken-at"), frame.moment(at)),
        None => card,
    };
    let card = card.row(frame.t("feed-lines"), frame.number(feed.lines));
    let card = card.row(frame.t("feed-unknown"), frame.number(feed.unknown));
    let count = |card: SummaryCard, (finding, count): (&Finding, &u64)| {
        card.row(words::finding(frame, *finding), frame.number(count))
    };
    counted.counts.iter().fold(card, count)
}

fn part_row(frame: &Frame, shown: &ShownPart) -> PartRow {
    let share = shown.part.share;
    let state = match shown.part.decided.as_ref().map(|decided| decided.word) {
        None => Tag::new(Tone::Bad, frame.t("part-waits")),
        Some(Word::Release) => Tag::new(Tone::Warn, frame.t("part-released")),
        Some(Word::Reject) => Tag::new(Tone::Ended, frame.t("part-rejected")),
    };
    let reason = shown.part.decided.as_ref().map(|decided| decided.reason.to_string());
    let by = shown.by.as_ref().map(|name| name.person.short());
    PartRow {
        body: shown.part.body,
        name: shown.body.name.get(frame.lang).to_owned(),
        share: frame.t2("part-share", "found", share.found, "all", share.with_access),
        state,
        by: by.zip(reason).map(|(by, reason)| format!("{by}: {reason}")).unwrap_or_default(),
        may_decide: shown.may_decide,
    }
}

fn row(frame: &Frame, Listed { recorded, person, body }: &Listed) -> Row {
    let (ending, day) = (words::ending(frame, recorded.said.ending), frame.date(recorded.said.ended_on));
    Row {
        line: recorded.said.line,
        person: person.id,
        name: person.name.full(),
        body: body.name.get(frame.lang).to_owned(),
        event: format!("{ending}, {day}; {}", recorded.said.document),
        finding: words::tag(frame, recorded.finding),
        hold: recorded.hold,
    }
}

/// A feed, as far as whoever asks may know.
pub(super) async fn shown(app: &App, me: &SignedIn, id: FeedId) -> Result<Shown, WebError> {
    record::seen(looking::show(&app.db, &me.0, id, app.clock.now()).await)
}

/// `GET /personnel/<id>`
#[rocket::get("/personnel/<id>", rank = 2)]
pub async fn show(id: FeedId, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let shown = shown(app, &me, id).await?;
    answer::show(&FeedPage::of(frame, &shown, None))
}

/// `POST /personnel/<id>/effect`
#[rocket::post("/personnel/<id>/effect", data = "<_form>")]
pub async fn take(
    id: FeedId,
    me: SignedIn,
    frame: Frame,
    _form: Posted<MarkOnly>,
    app: &State<Arc<App>>,
) -> Reply {
    let by = Bringer::Person(me.0.actor.clone());
    let taken = taking::take(&app.db, &app.calendar, app.brake, &by, id, app.clock.now()).await;
    match record::ruled(taken)? {
        Ok(_) => answer::go(urls::feed(id)),
        Err(NotTaken::Already) => {
            let banner = Banner::new(Tone::Warn, frame.t("feed-already"));
            answer::stale(&FeedPage::of(frame, &shown(app, &me, id).await?, Some(banner)))
        }
        Err(NotTaken::Refusal(why)) => {
            let banner = Banner::new(Tone::Bad, frame.t("feed-not-taken")).text(why.to_string());
            answer::stale(&FeedPage::of(frame, &shown(app, &me, id).await?, Some(banner)))
        }
    }
}

/// `POST /personnel/<id>/removal`
#[rocket::post("/personnel/<id>/removal", data = "<_form>")]
pub async fn remove(id: FeedId, me: SignedIn, _form: Posted<MarkOnly>, app: &State<Arc<App>>) -> Reply {
    let by = Bringer::Person(me.0.actor.clone());
    record::seen(checking::drop_checked(&app.db, &by, id, app.clock.now()).await)?;
    answer::go(urls::feeds())
}
