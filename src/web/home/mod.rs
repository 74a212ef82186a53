//! The front page: what the portal is, for a visitor; the desk, for somebody who is signed in.

mod access;
mod waiting;

use std::sync::Arc;

use askama::Template;
use rocket::{Route, State, routes};

use super::answer::{Reply, show as page};
use super::error::WebError;
use super::frame::Frame;
use super::guards::SignedIn;
use super::parts::{Banner, Link, SummaryCard, Tone};
use super::urls;
use crate::app::App;
use crate::domain::calendar::day_of;
use crate::domain::desk::{Matter, Pressing, Task, sort};
use crate::domain::person::Person;
use crate::services::desk::{self, Desk};
use crate::services::journal::Own;
use crate::services::saved_looks;
use access::Colleague;
use waiting::Waits;

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
    waits: Vec<Waits>,
    nothing: Vec<Link>,
    people: Vec<Colleague>,
    all_people: Option<String>,
    under_way: Option<Link>,
    grants: Vec<SummaryCard>,
    traces: Option<SummaryCard>,
}

/// `GET /`
#[rocket::get("/")]
pub async fn show(me: Result<SignedIn, ()>, frame: Frame, app: &State<Arc<App>>) -> Reply {
    match (me, &frame.who) {
        (Ok(me), _) => {
            let now = app.clock.now();
            let mut desk = desk::show(&app.db, &app.calendar, &me.0, now).await?;
            if let Some(saved) = saved_looks::news(me.onlooker(app)).await? {
                desk.tasks.push(Task::new(Matter::SavedLooks, saved.with_news as u64));
                sort(&mut desk.tasks, day_of(now));
            }
            page(&desk_page(frame, &me, &desk, |task| task.pressing_on(day_of(now))))
        }
        (Err(()), None) => page(&HomePage { frame }),
        (Err(()), Some(_)) => Err(WebError::broken("signed in and not signed in")),
    }
}

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    routes![show]
}

fn desk_page(frame: Frame, me: &SignedIn, desk: &Desk, pressing: impl Fn(&Task) -> Pressing) -> DeskPage {
    let acting =
        |absent: &Person| Banner::new(Tone::Active, frame.t1("acting-for", "name", absent.name.full()));
    let (waits, nothing): (Vec<&Task>, Vec<&Task>) = desk.tasks.iter().partition(|task| task.count > 0);
    let people = desk.people.as_deref().unwrap_or_default();
    let under_way = desk.under_way.filter(|count| *count > 0);
    let traces = desk.traces.map(|traces| {
        SummaryCard::new(frame.t("record-title"))
            .row(frame.t("desk-extracts"), frame.number(traces.extracts))
            .row(frame.t("desk-by-others"), frame.number(traces.by_others))
            .link(Link::new(urls::record(Own::Extracts, None), frame.t("record-extracts")))
            .link(Link::new(urls::record(Own::ByOthers, None), frame.t("record-by-others")))
    });
    DeskPage {
        name: me.0.person.name.full(),
        acting_for: me.0.absent.iter().map(acting).collect(),
        waits: waits.into_iter().map(|task| Waits::new(&frame, &me.0, task, pressing(task))).collect(),
        nothing: nothing.into_iter().map(|task| waiting::link(&frame, &me.0, task)).collect(),
        people: people.iter().take(access::MOST).map(|one| Colleague::new(&frame, one)).collect(),
        all_people: desk.people.as_ref().map(|all| frame.n("desk-all-people", all.len())),
        under_way: under_way.map(|count| Link::new("/applications", frame.n("desk-under-way", count))),
        grants: desk.grants.iter().map(|held| access::held(&frame, &me.0.body, held)).collect(),
        traces,
        frame,
    }
}
