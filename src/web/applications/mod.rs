//! The pages of an applying body: its applications from the first draft to the answer (R8). Must not decide who may what.

pub mod employee_form;
pub mod employees;
pub mod list;
pub mod removal;
pub mod show;
pub mod submission;
pub mod systems;
pub mod table_check;
pub mod tables;
pub mod takeover;
pub mod withdrawal;

use rocket::Route;

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    rocket::routes![
        list::index,
        list::new,
        list::create,
        takeover::create,
        show::show,
        systems::edit,
        systems::update,
        employees::new,
        employees::create,
        employees::edit,
        employees::update,
        removal::new,
        removal::create,
        tables::new,
        tables::create,
        tables::template,
        table_check::show,
        table_check::correct,
        table_check::take,
        table_check::remove,
        submission::create,
        submission::show,
        submission::text,
        submission::sign,
        submission::confirmation,
        withdrawal::new,
        withdrawal::create,
        withdrawal::begin_anew,
    ]
}
