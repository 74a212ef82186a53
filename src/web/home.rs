//! The front page: what the portal is, for a visitor; the desk, for somebody who is signed in.

use std::sync::Arc;

use askama::Template;
use rocket::{Route, State, routes};

use super::answer::{Reply, show as page};
use super::error::WebError;
use super::frame::Frame;
use super::guards::SignedIn;
use super::parts::{Banner, Link, SummaryCard, Tag, Tone};
use super::{record, urls};
use crate::app::App;
use crate::domain::grant::{Grant, GrantState};
use crate::domain::person::Person;
use crate::services::budget::Onlooker;
use crate::services::desk::{self, Desk, Waiting};
use crate::services::holds::looking::Tally;
use crate::services::saved_looks::{self, KeptLooks};

/// What the portal is, for whoever comes.
#[derive(Template)]
#[template(path = "home/show.html")]
struct HomePage {
    frame: Frame,
}

/// What waits for somebody, and what they may look at.
#[derive(Template)]
#[template(path = "home/desk.html")]
struct DeskPage {
    frame: Frame,
    name: String,
    acting_for: Vec<Banner>,
    work: Vec<SummaryCard>,
    grants: Vec<SummaryCard>,
}

/// `GET /`
#[rocket::get("/")]
pub async fn show(me: Result<SignedIn, ()>, frame: Frame, app: &State<Arc<App>>) -> Reply {
    match (me, &frame.who) {
        (Ok(me), _) => {
            let desk = desk::show(&app.db, &app.calendar, &me.0, app.clock.now()).await?;
            let onlooker =
                Onlooker { db: &app.db, figures: app.budget.as_ref(), who: &me.0, at: app.clock.now() };
            let saved = saved_looks::news(onlooker).await?;
            page(&desk_page(frame, &me, &desk, saved))
        }
        (Err(()), None) => page(&HomePage { frame }),
        (Err(()), Some(_)) => Err(WebError::broken("signed in and not signed in")),
    }
}

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    routes![show]
}

fn desk_page(frame: Frame, me: &SignedIn, desk: &Desk, saved: Option<KeptLooks>) -> DeskPage {
    let acting =
        |absent: &Person| Banner::new(Tone::Active, frame.t1("acting-for", "name", absent.name.full()));
    let acting_for = me.0.absent.iter().map(acting).collect();
    let mut work = Vec::new();
    if let (Some(unsent), Some(under_way)) = (desk.unsent, desk.under_way) {
        let card = SummaryCard::new(frame.t("desk-applications"))
            .row(frame.t("desk-unsent"), frame.number(unsent))
            .row(frame.t("desk-under-way"), frame.number(under_way))
            .link(Link::new("/applications", frame.t("desk-open-applications")));
        work.push(card);
    }
    let queues = [
        (desk.considering, "desk-considering", "/considering"),
        (desk.granting, "desk-granting", "/granting"),
    ];
    for (waiting, title, href) in queues {
        work.extend(waiting.map(|waiting| queue(&frame, waiting, title, href)));
    }
    work.extend(desk.holds.map(|(pending, late)| holds_card(&frame, pending, late)));
    work.extend(desk.feed_parts.map(|waiting| feeds_card(&frame, waiting)));
    work.extend(desk.renewals.map(|waiting| renewal_card(&frame, waiting)));
    work.extend(desk.people.map(|tally| people_card(&frame, tally)));
    work.extend(saved.map(|saved| saved_looks_card(&frame, saved)));
    let grants = desk.grants.iter().map(|(grant, state)| held(&frame, grant, state)).collect();
    DeskPage { name: me.0.person.name.full(), acting_for, work, grants, frame }
}

fn queue(frame: &Frame, waiting: Waiting, title: &str, href: &str) -> SummaryCard {
    let card = SummaryCard::new(frame.t(title))
        .row(frame.t("desk-waiting"), frame.number(waiting.all))
        .row(frame.t("desk-due-today"), frame.number(waiting.due_today))
        .row(frame.t("desk-overdue"), frame.number(waiting.overdue))
        .link(Link::new(href, frame.t("desk-open-queue")).about(frame.t(title)));
    match waiting.overdue {
        0 => card,
        overdue => card.tag(Tag::new(Tone::Bad, frame.n("desk-overdue-tag", overdue))),
    }
}

fn holds_card(frame: &Frame, pending: u64, late: u64) -> SummaryCard {
    let card = SummaryCard::new(frame.t("holds-title"))
        .row(frame.t("holds-pending"), frame.number(pending))
        .row(frame.t("holds-late"), frame.number(late))
        .link(Link::new(urls::holds(), frame.t("desk-open-queue")).about(frame.t("holds-title")));
    match pending {
        0 => card,
        _ => card.tag(Tag::new(Tone::Warn, frame.t("desk-to-decide"))),
    }
}

fn feeds_card(frame: &Frame, waiting: u64) -> SummaryCard {
    let card = SummaryCard::new(frame.t("feeds-title"))
        .row(frame.t("parts-waiting"), frame.number(waiting))
        .link(Link::new(urls::feeds(), frame.t("desk-open-queue")).about(frame.t("feeds-title")));
    match waiting {
        0 => card,
        _ => card.tag(Tag::new(Tone::Bad, frame.t("feed-waits"))),
    }
}

fn renewal_card(frame: &Frame, waiting: u64) -> SummaryCard {
    let card = SummaryCard::new(frame.t("renewal-title"))
        .row(frame.t("renewal-waiting"), frame.number(waiting))
        .link(Link::new(urls::renewal(), frame.t("desk-open-queue")).about(frame.t("renewal-title")));
    match waiting {
        0 => card,
        _ => card.tag(Tag::new(Tone::Warn, frame.t("renewal-soon"))),
    }
}

fn people_card(frame: &Frame, tally: Tally) -> SummaryCard {
    SummaryCard::new(frame.t("people-title"))
        .row(frame.t("people-open"), frame.number(tally.open))
        .row(frame.t("people-awaiting-training"), frame.number(tally.awaiting_training))
        .row(frame.t("people-suspended"), frame.number(tally.suspended))
        .row(frame.t("people-ended"), frame.number(tally.ended))
        .row(frame.t("people-unused"), frame.number(tally.unused))
        .link(Link::new(urls::people(), frame.t("desk-open-people")))
}

fn saved_looks_card(frame: &Frame, KeptLooks { all, with_news }: KeptLooks) -> SummaryCard {
    let card = SummaryCard::new(frame.t("saved-title"))
        .row(frame.t("saved-kept"), frame.number(all))
        .row(frame.t("saved-with-news"), frame.number(with_news))
        .link(Link::new(urls::saved_looks(), frame.t("saved-open-list")).about(frame.t("saved-title")));
    match with_news {
        0 => card,
        _ => card.tag(Tag::new(Tone::Active, frame.t("saved-news"))),
    }
}

fn held(frame: &Frame, grant: &Grant, state: &GrantState) -> SummaryCard {
    let system = frame.t(&format!("system-{}", grant.system.code()));
    let tone = match state {
        GrantState::Open(_) => Tone::Good,
        GrantState::NotYet { .. } => Tone::Plain,
        GrantState::AwaitingTraining => Tone::Warn,
        GrantState::Suspended { .. } => Tone::Warn,
        GrantState::Blocked { .. } => Tone::Bad,
        GrantState::Expired { .. } => Tone::Ended,
    };
    let card = SummaryCard::new(system.clone())
        .tag(Tag::new(tone, frame.t(&format!("grant-{}", state.code()))))
        .row(frame.t("grant-from"), frame.moment(grant.term.opens_at()))
        .row(frame.t("grant-until"), frame.date(grant.term.last_day()));
    let whose = |lang| urls::certificate(grant.id, lang);
    let card = record::certificate_links(frame, &system, whose).into_iter().fold(card, SummaryCard::link);
    match state {
        GrantState::Open(_) => {
            card.link(Link::new(urls::budget(grant.system), frame.t("desk-look")).about(system))
        }
        GrantState::Suspended { since, .. } | GrantState::Blocked { since, .. } => {
            card.row(frame.t("grant-held-since"), frame.moment(since))
        }
        GrantState::AwaitingTraining => {
            card.link(Link::new(urls::trainings(), frame.t("training-title")).about(system))
        }
        GrantState::NotYet { .. } | GrantState::Expired { .. } => card,
    }
}
