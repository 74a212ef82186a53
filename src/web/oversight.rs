//! What the ministry's administrator watches over all bodies: overdue steps, access that ends soon, people in two networks.

use std::sync::Arc;

use askama::Template;
use rocket::{Route, State, routes};

use super::answer::{self, Reply};
use super::frame::Frame;
use super::guards::SignedIn;
use super::parts::Empty;
use super::record::{self, Queue};
use super::urls;
use crate::app::App;
use crate::domain::application::Stage;
use crate::domain::ids::PersonId;
use crate::domain::presence::Network;
use crate::services::applications::looking;
use crate::services::oversight::{self, Ending, EndingIn, Seen};

#[derive(Template)]
#[template(path = "oversight/overdue.html")]
struct OverduePage {
    queue: Option<Queue>,
    empty: Empty,
    frame: Frame,
}

/// `GET /overdue-steps`
#[rocket::get("/overdue-steps")]
pub async fn overdue(me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let listed = record::seen(looking::overdue(&app.db, &app.calendar, &me.0, app.clock.now()).await)?;
    let rows = record::records(&frame, &listed, |one| urls::at_desk(Stage::Ministry, one.application.id));
    let queue = (!rows.is_empty()).then(|| Queue::new(&frame, frame.t("overdue-title"), &listed, rows));
    answer::show(&OverduePage { queue, empty: Empty::new(frame.t("overdue-none"), ""), frame })
}

#[derive(Template)]
#[template(path = "oversight/endings.html")]
struct EndingsPage {
    bodies: Vec<EndingRows>,
    frame: Frame,
}

struct EndingRows {
    body: String,
    people: Vec<EndingRow>,
}

struct EndingRow {
    id: PersonId,
    name: String,
    ends: Vec<String>,
}

/// `GET /ending-access`
#[rocket::get("/ending-access")]
pub async fn endings(me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let listed = record::seen(oversight::endings(&app.db, &me.0, app.clock.now()).await)?;
    let row = |one: &Ending| EndingRow {
        id: one.person.id,
        name: one.person.name.full(),
        ends: one
            .ends
            .iter()
            .map(|(system, day)| format!("{}: {}", record::system(&frame, *system), frame.short(day)))
            .collect(),
    };
    let rows = |EndingIn { body, people }: &EndingIn| EndingRows {
        body: body.name.get(frame.lang).to_owned(),
        people: people.iter().map(row).collect(),
    };
    answer::show(&EndingsPage { bodies: listed.iter().map(rows).collect(), frame })
}

#[derive(Template)]
#[template(path = "oversight/networks.html")]
struct NetworksPage {
    rows: Vec<NetworkRow>,
    frame: Frame,
}

struct NetworkRow {
    id: PersonId,
    name: String,
    body: String,
    networks: String,
    since: String,
    last: String,
}

/// `GET /networks`
#[rocket::get("/networks")]
pub async fn networks(me: SignedIn, frame: Frame, app: &State<Arc<App>>) -> Reply {
    let seen = record::seen(oversight::presences(&app.db, &me.0, app.clock.now()).await)?;
    let row = |Seen { person, body, at_once }: &Seen| NetworkRow {
        id: person.id,
        name: person.name.full(),
        body: body.name.get(frame.lang).to_owned(),
        networks: at_once.networks.iter().map(Network::as_str).collect::<Vec<_>>().join("\n"),
        since: frame.moment(at_once.since),
        last: frame.moment(at_once.last_at),
    };
    answer::show(&NetworksPage { rows: seen.iter().map(row).collect(), frame })
}

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    routes![overdue, endings, networks]
}
