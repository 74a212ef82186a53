//! The desk of a step: its queue, what it decided, one application with the form that decides each employee, and what
//! came of it. The ministry and the integrator have the same desk; what differs is told by the stage.

mod choice;
mod form;
mod lists;
mod show;

pub use choice::QueueQuery;
pub use form::{DecisionForm, EmployeesQuery, late_reason, reason_fault, shown_version};
pub use lists::{DecidedQuery, decided, queue};
pub use show::{ConfirmationPage, DeskPage, path_below};

use super::frame::Frame;
use super::parts::{Faults, Field};

/// The field for the reason of a late step.
pub fn late_field(frame: &Frame, typed: &str, faults: &Faults) -> Field {
    Field::area("late", frame.t("deciding-late"))
        .hint(frame.t("deciding-late-hint"))
        .value(typed)
        .faults(faults)
}
