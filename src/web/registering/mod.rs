//! The ministry's clerk enters applications that came on paper, keeps their scans and registers them (R8, R9.1). Employees
//! are entered on the pages of the form itself. Must not decide who may what.

pub mod entering;
mod form;
pub mod list;
pub mod registration;
pub mod scan;

use rocket::Route;

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    rocket::routes![
        list::index,
        entering::new,
        entering::create,
        entering::edit,
        entering::correct,
        scan::show,
        scan::upload,
        scan::keep,
        registration::create,
    ]
}
