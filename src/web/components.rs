//! The page of all components in the current language, for whoever builds pages. Demonstration only.

use askama::Template;
use rocket::Route;

use super::answer::{Reply, show as page};
use super::frame::Frame;

#[derive(Template)]
#[template(path = "demo/components.html")]
struct ComponentsPage {
    frame: Frame,
}

/// `GET /demo/components`
#[rocket::get("/demo/components")]
pub async fn show(frame: Frame) -> Reply {
    page(&ComponentsPage { frame })
}

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    rocket::routes![show]
}
