//! Files of the personnel record for the ministry's administrator: brought, checked, taken; what each found; the parts that
//! wait for a second person. Must not decide what is made of anybody.

mod list;
pub(super) mod part;
pub(super) mod show;
pub(super) mod upload;
mod words;

use rocket::{Route, routes};

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    routes![
        list::index,
        upload::new,
        upload::create,
        show::show,
        show::take,
        show::remove,
        part::show,
        part::decide
    ]
}
