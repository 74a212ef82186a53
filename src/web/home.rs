//! The front page.

use askama::Template;
use rocket::Route;

use super::answer::{Reply, show as page};
use super::frame::Frame;

/// What the portal is, for whoever comes.
#[derive(Template)]
#[template(path = "home/show.html")]
struct HomePage {
    frame: Frame,
}

/// `GET /`
#[rocket::get("/")]
pub async fn show(frame: Frame) -> Reply {
    page(&HomePage { frame })
}

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    rocket::routes![show]
}
