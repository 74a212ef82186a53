//! Why somebody sees what they see, or does not, now or on a day that was (R6, R9, R13, R15).

use std::sync::Arc;

use askama::Template;
use chrono::NaiveDate;
use rocket::{FromForm, Route, State, routes};

use super::answer::{self, Reply};
use super::frame::Frame;
use super::guards::SignedIn;
use super::parts::{Field, FilterBar, SummaryCard, Tag, Tone, Width};
use super::query::{Asked, Maybe};
use super::{record, urls};
use crate::app::App;
use crate::domain::calendar::day_of;
use crate::domain::grant::{Grant, GrantState};
use crate::domain::ids::PersonId;
use crate::services::why::{Explained, explain};
use crate::web::error::WebError;

/// On which day.
#[derive(Debug, FromForm)]
pub struct DayQuery {
    day: Maybe<String>,
}

struct Look {
    index: u64,
    at: String,
    what: String,
}

#[derive(Template)]
#[template(path = "why/show.html")]
struct WhyPage {
    title: String,
    filter: FilterBar,
    moment: String,
    facts: SummaryCard,
    grants: Vec<SummaryCard>,
    own: bool,
    looks: Vec<Look>,
    has_more: bool,
    frame: Frame,
}

/// `GET /why`
#[rocket::get("/why?<asked..>")]
pub async fn own(asked: Asked<DayQuery>, me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let id = me.0.person.id;
    show(asked, id, &me, frame, app, urls::why()).await
}

/// `GET /people/<id>/why`
#[rocket::get("/people/<id>/why?<asked..>")]
pub async fn of(
    id: PersonId,
    asked: Asked<DayQuery>,
    me: SignedIn,
    frame: Frame,
    app: &State<Arc<App>>,
) -> Reply {
    show(asked, id, &me, frame, app, urls::why_of(id)).await
}

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    routes![own, of]
}

async fn show(
    asked: Asked<DayQuery>,
    id: PersonId,
    me: &SignedIn,
    frame: Frame,
    app: &App,
    here: String,
) -> Reply {
    let day = asked.read()?.day.0.filter(|day| !day.is_empty());
    let day = day.map(|day| day.parse::<NaiveDate>()).transpose().map_err(|_| WebError::BadRequest)?;
    let explained = record::seen(explain(&app.db, &me.0, id, day, app.clock.now()).await)?;
    let own = me.0.person.id == id;
    answer::show(&page(frame, explained, own, here, day_of(app.clock.now())))
}

fn page(frame: Frame, explained: Explained, own: bool, here: String, today: NaiveDate) -> WhyPage {
    let field = Field::line("day", frame.t("why-day")).kind("date", "off").width(Width::Middle);
    let field = field.value(explained.day.to_string());
    let name = explained.person.name.full();
    let look = |step: &crate::services::journal::Step| Look {
        index: step.index,
        at: frame.moment(step.entry.at),
        what: frame.t(&format!("event-{}", step.entry.event.code().replace('_', "-"))),
    };
    WhyPage {
        title: if own { frame.t("why-title") } else { frame.t1("why-title-of", "name", name) },
        filter: FilterBar::new(&frame, here, vec![field]),
        moment: match explained.day == today {
            true => frame.t1("why-now", "moment", frame.moment(explained.at)),
            false => frame.t1("why-then", "day", frame.date(explained.day)),
        },
        facts: facts(&frame, &explained),
        grants: explained
            .grants
            .iter()
            .map(|(grant, state)| card(&frame, grant, state, &explained))
            .collect(),
        looks: explained.looks.iter().map(look).collect(),
        has_more: explained.has_more,
        own,
        frame,
    }
}

fn facts(frame: &Frame, explained: &Explained) -> SummaryCard {
    let card = SummaryCard::new(explained.body.name.get(frame.lang))
        .row(frame.t("why-scope"), record::scope(frame, &explained.body));
    match &explained.closed {
        Some(body) => card.row(frame.t("body-state"), super::error::closed_body(frame, body)),
        None => card,
    }
}

fn card(frame: &Frame, grant: &Grant, state: &GrantState, explained: &Explained) -> SummaryCard {
    let (tone, because) = match state {
        GrantState::Open(_) if explained.duties_hold => (Tone::Good, frame.t("why-open")),
        GrantState::Open(_) => (Tone::Warn, frame.t("why-duties-open")),
        GrantState::AwaitingTraining => (Tone::Warn, frame.t("why-awaiting-training")),
        GrantState::NotYet { opens_at } => {
            (Tone::Plain, frame.t1("why-not-yet", "moment", frame.moment(*opens_at)))
        }
        GrantState::Suspended { since, .. } => {
            (Tone::Warn, frame.t1("why-suspended", "moment", frame.moment(*since)))
        }
        GrantState::Blocked { since, .. } => {
            (Tone::Bad, frame.t1("why-blocked", "moment", frame.moment(*since)))
        }
        GrantState::BodyClosed { last_day } => {
            (Tone::Ended, frame.t1("why-body-closed", "day", frame.date(*last_day)))
        }
        GrantState::Expired { last_day } => {
            (Tone::Ended, frame.t1("why-expired", "day", frame.date(*last_day)))
        }
    };
    SummaryCard::new(record::system(frame, grant.system))
        .tag(Tag::new(tone, record::grant_words(frame, state)))
        .row(frame.t("why-because"), because)
        .row(frame.t("grant-from"), frame.moment(grant.term.opens_at()))
        .row(frame.t("grant-until"), frame.date(grant.term.last_day()))
        .row(frame.t("why-grant"), grant.id.to_string())
}
