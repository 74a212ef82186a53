//! What the portal tells people by mail. Must not know how a letter is written or carried.

use chrono::NaiveDate;

use super::ids::ApplicationId;
use super::system::System;

/// Something that a person is told. It names an application by its number, never a colleague or an identification number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// To those who sent it: the application was received and will be considered by a day (R9.1).
    ApplicationSubmitted {
        /// The application.
        application: ApplicationId,
        /// The last day for considering it.
        due_on: NaiveDate,
    },
    /// To those whose step it is: an application waits for them until a day (R9.1, R9.2).
    ApplicationArrived {
        /// The application.
        application: ApplicationId,
        /// The last day for the step.
        due_on: NaiveDate,
    },
    /// To those who sent it: the ministry forwarded it to the integrator, who has until a day (R9.2).
    ApplicationForwarded {
        /// The application.
        application: ApplicationId,
        /// The last day for granting.
        due_on: NaiveDate,
    },
    /// To those who sent it: it came back for completion.
    ApplicationReturned {
        /// The application.
        application: ApplicationId,
    },
    /// To those who sent it: nobody was given access.
    ApplicationRefused {
        /// The application.
        application: ApplicationId,
    },
    /// To the employee and the head: access is given until a day (R9.3).
    AccessGranted {
        /// The application.
        application: ApplicationId,
        /// To what.
        systems: Vec<System>,
        /// The last day of access.
        until_on: NaiveDate,
    },
    /// To those whose step it is: its last day comes or is there (R9.1, R9.2).
    StepDue {
        /// The application.
        application: ApplicationId,
        /// The last day for the step.
        due_on: NaiveDate,
    },
    /// To the superior: the last day of a step is over and it was not taken (R9.1, R9.2).
    StepOverdue {
        /// The application.
        application: ApplicationId,
        /// The last day for the step.
        due_on: NaiveDate,
    },
}

impl Notice {
    /// The code used in storage, and the name of the folder with the letter.
    pub const fn code(&self) -> &'static str {
        match self {
            Notice::ApplicationSubmitted { .. } => "application_submitted",
            Notice::ApplicationArrived { .. } => "application_arrived",
            Notice::ApplicationForwarded { .. } => "application_forwarded",
            Notice::ApplicationReturned { .. } => "application_returned",
            Notice::ApplicationRefused { .. } => "application_refused",
            Notice::AccessGranted { .. } => "access_granted",
            Notice::StepDue { .. } => "step_due",
            Notice::StepOverdue { .. } => "step_overdue",
        }
    }

    /// The application it is about.
    pub const fn application(&self) -> ApplicationId {
        match self {
            Notice::ApplicationSubmitted { application, .. }
            | Notice::ApplicationArrived { application, .. }
            | Notice::ApplicationForwarded { application, .. }
            | Notice::ApplicationReturned { application }
            | Notice::ApplicationRefused { application }
            | Notice::AccessGranted { application, .. }
            | Notice::StepDue { application, .. }
            | Notice::StepOverdue { application, .. } => *application,
        }
    }

    /// The day that it names.
    pub const fn day(&self) -> Option<NaiveDate> {
        match self {
            Notice::ApplicationSubmitted { due_on: day, .. }
            | Notice::ApplicationArrived { due_on: day, .. }
            | Notice::ApplicationForwarded { due_on: day, .. }
            | Notice::StepDue { due_on: day, .. }
            | Notice::StepOverdue { due_on: day, .. }
            | Notice::AccessGranted { until_on: day, .. } => Some(*day),
            Notice::ApplicationReturned { .. } | Notice::ApplicationRefused { .. } => None,
        }
    }

    /// The systems that it names.
    pub fn systems(&self) -> &[System] {
        match self {
            Notice::AccessGranted { systems, .. } => systems,
            Notice::ApplicationSubmitted { .. }
            | Notice::ApplicationArrived { .. }
            | Notice::ApplicationForwarded { .. }
            | Notice::ApplicationReturned { .. }
            | Notice::ApplicationRefused { .. }
            | Notice::StepDue { .. }
            | Notice::StepOverdue { .. } => &[],
        }
    }

    /// Puts a notice together from its parts; parts that do not make one give none.
    pub fn from_parts(
        code: &str,
        application: ApplicationId,
        day: Option<NaiveDate>,
        systems: Vec<System>,
    ) -> Option<Notice> {
        let notice = match (code, day) {
            ("application_submitted", Some(due_on)) => Notice::ApplicationSubmitted { application, due_on },
            ("application_arrived", Some(due_on)) => Notice::ApplicationArrived { application, due_on },
            ("application_forwarded", Some(due_on)) => Notice::ApplicationForwarded { application, due_on },
            ("step_due", Some(due_on)) => Notice::StepDue { application, due_on },
            ("step_overdue", Some(due_on)) => Notice::StepOverdue { application, due_on },
            ("application_returned", None) => Notice::ApplicationReturned { application },
            ("application_refused", None) => Notice::ApplicationRefused { application },
            ("access_granted", Some(until_on)) if !systems.is_empty() => {
                return Some(Notice::AccessGranted { application, systems, until_on });
            }
            _ => return None,
        };
        systems.is_empty().then_some(notice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_is_put_together_again_from_its_parts() {
        let application = ApplicationId(7);
        let day = NaiveDate::from_ymd_opt(2026, 11, 24).expect("a day");
        for notice in [
            Notice::ApplicationSubmitted { application, due_on: day },
            Notice::ApplicationArrived { application, due_on: day },
            Notice::ApplicationForwarded { application, due_on: day },
            Notice::StepDue { application, due_on: day },
            Notice::StepOverdue { application, due_on: day },
            Notice::ApplicationReturned { application },
            Notice::ApplicationRefused { application },
            Notice::AccessGranted { application, systems: System::ALL.to_vec(), until_on: day },
        ] {
            let (code, systems) = (notice.code(), notice.systems().to_vec());
            assert_eq!(Notice::from_parts(code, application, notice.day(), systems), Some(notice));
        }
        assert_eq!(Notice::from_parts("access_granted", application, Some(day), vec![]), None);
        assert_eq!(Notice::from_parts("application_refused", application, Some(day), vec![]), None);
        assert_eq!(Notice::from_parts("application_arrived", application, None, vec![]), None);
    }
}
