//! What bodies say once a half-year of those who work there: a body's own page, and the ministry's list. Must not decide who
//! may what.

mod list;
mod own;

use rocket::{Route, routes};

use super::frame::Frame;
use crate::domain::attestation::HalfYear;

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    routes![own::show, own::create, list::index]
}

/// A half-year in words.
fn half_year(frame: &Frame, half_year: HalfYear) -> String {
    let year = half_year.first_day().format("%Y");
    match half_year.number() {
        1 => frame.t1("half-year-first", "year", year),
        _ => frame.t1("half-year-second", "year", year),
    }
}
