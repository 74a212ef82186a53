//! Addresses around training (R13) and the duties of use (R15).

use rocket::uri;

use super::Href;
use crate::domain::ids::TrainingId;

/// Training: one's own, or all.
pub fn trainings() -> Href {
    uri!(crate::web::training::overview::show)
}

/// Where a course is entered.
pub fn new_course() -> Href {
    uri!(crate::web::training::entering::new_course)
}

/// Where a day is entered on which a course is held.
pub fn new_training() -> Href {
    uri!(crate::web::training::entering::new_training)
}

/// One training.
pub fn training(id: TrainingId) -> Href {
    uri!(crate::web::training::sheet::show(id))
}

/// Where outcomes are sent to.
pub fn training_outcomes(id: TrainingId) -> Href {
    uri!(crate::web::training::sheet::outcomes(id))
}

/// Where a training is reported.
pub fn training_report(id: TrainingId) -> Href {
    uri!(crate::web::training::sheet::report(id))
}

/// The duties of use.
pub fn duties() -> Href {
    uri!(crate::web::training::duties::show)
}
