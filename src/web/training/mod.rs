//! Training (R12, R13): one's own, the integrator's courses and days, outcomes, the report to the ministry; and the duties of
//! use (R15), which come before the first look. Must not decide who may what.

pub(super) mod duties;
pub(super) mod entering;
pub(super) mod overview;
pub(super) mod sheet;

use rocket::{Route, routes};

use super::frame::Frame;
use super::record::system;
use crate::domain::training::Taught;

/// Routes of this area.
pub fn routes() -> Vec<Route> {
    routes![
        overview::show,
        entering::new_course,
        entering::create_course,
        entering::new_training,
        entering::create_training,
        sheet::show,
        sheet::outcomes,
        sheet::report,
        duties::show,
        duties::accept,
    ]
}

fn taught(frame: &Frame, taught: Taught) -> String {
    match taught {
        Taught::Kk => frame.t("training-in-kk"),
        Taught::Ru => frame.t("training-in-ru"),
    }
}
