//! What the portal tells people by mail. Must not know how a letter is written or carried.

use chrono::NaiveDate;

use super::ids::{ApplicationId, AttestationId, BodyId, FeedId, GrantId, HoldId, TrainingId};
use super::system::System;

#[cfg(test)]
mod tests;

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// An application.
    Application(ApplicationId),
    /// A hold (R9.4).
    Hold(HoldId),
    /// A file of the personnel record (R9.4).
    Feed(FeedId),
    /// A grant (R9.3).
    Grant(GrantId),
    /// What a body says once a half-year of its people.
    Attestation(AttestationId),
    /// A training (R13).
    Training(TrainingId),
    /// A body of the registry (R2).
    Body(BodyId),
}

impl About {
    /// The number of the thing.
    pub const fn number(self) -> i64 {
        match self {
            About::Application(id) => id.0,
            About::Hold(id) => id.0,
            About::Feed(id) => id.0,
            About::Grant(id) => id.0,
            About::Attestation(id) => id.0,
            About::Training(id) => id.0,
            About::Body(id) => id.0,
        }
    }
}

/// Something that a person is told. It names an application or a hold by its number, never a colleague or an identification number.
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
    /// To whoever is held: access is suspended since a day (R9.4).
    AccessSuspended {
        /// The hold.
        hold: HoldId,
        /// The first day without access.
        on: NaiveDate,
    },
    /// To the body's writers and the ministry's administrators: access of one of the body's people is suspended (R9.4).
    HoldPlaced {
        /// The hold.
        hold: HoldId,
    },
    /// To whoever was held: access is blocked for good (R9.4).
    AccessBlocked {
        /// The hold.
        hold: HoldId,
        /// The day of the decision.
        on: NaiveDate,
    },
    /// To whoever was held: access is as before.
    AccessRestored {
        /// The hold.
        hold: HoldId,
        /// The day of the decision.
        on: NaiveDate,
    },
    /// To the body's writers: the ministry decided on a suspension (R9.4).
    HoldDecided {
        /// The hold.
        hold: HoldId,
    },
    /// To the ministry's administrators: a file of the personnel record took effect (R9.4).
    FeedTaken {
        /// The file.
        feed: FeedId,
    },
    /// To those of them who did not bring it: parts of it wait for a second person.
    FeedStopped {
        /// The file.
        feed: FeedId,
    },
    /// To the employee: access ends on a day (R9.3).
    AccessEnding {
        /// The grant.
        grant: GrantId,
        /// To what.
        systems: Vec<System>,
        /// Its last day.
        until_on: NaiveDate,
    },
    /// To the body's writers: access of people of the body ends soon, the first of it on a day (R9.3).
    PeopleEnding {
        /// A grant that ends first.
        grant: GrantId,
        /// To what.
        systems: Vec<System>,
        /// Its last day.
        until_on: NaiveDate,
    },
    /// To the employee: training is passed, and figures are open until a day (R13.1).
    AccessOpen {
        /// One of the grants.
        grant: GrantId,
        /// To what.
        systems: Vec<System>,
        /// The last day of access.
        until_on: NaiveDate,
    },
    /// To the body's writers: they are asked who still works there, until a day.
    AttestationAsked {
        /// What they are asked.
        attestation: AttestationId,
        /// The last day for it.
        due_on: NaiveDate,
    },
    /// To the body's writers: that day comes, and somebody is not confirmed.
    AttestationDue {
        /// What they were asked.
        attestation: AttestationId,
        /// The last day for it.
        due_on: NaiveDate,
    },
    /// To the ministry's administrators: that day is over, and bodies did not answer.
    AttestationsOverdue {
        /// What the first of them was asked.
        attestation: AttestationId,
        /// The day that is over.
        due_on: NaiveDate,
    },
    /// To the body's writers and the ministry's administrators: silence suspended people of the body.
    AttestationSilence {
        /// What was asked.
        attestation: AttestationId,
        /// The last day of silence.
        on: NaiveDate,
    },
    /// To whoever silence suspended: their body did not confirm them.
    AccessUnattested {
        /// The hold.
        hold: HoldId,
        /// The last day on which it could have.
        on: NaiveDate,
    },
    /// To whoever silence had suspended: their body confirmed them.
    AccessAttested {
        /// The hold that is lifted.
        hold: HoldId,
        /// The day of it.
        on: NaiveDate,
    },
    /// To the operators: the report of a training is due (R13.2).
    TrainingReportDue {
        /// The training.
        training: TrainingId,
        /// The last day for it.
        due_on: NaiveDate,
    },
    /// To the ministry's administrators: it did not come in time (R13.2).
    TrainingReportOverdue {
        /// The training.
        training: TrainingId,
        /// The day that is over.
        due_on: NaiveDate,
    },
    /// To the body's writers: it is called otherwise from a day on.
    BodyRenamed {
        /// The body.
        body: BodyId,
        /// The first day of the name.
        from_on: NaiveDate,
    },
    /// To the body's writers: it ends with a day, and access of its people with it.
    BodyClosing {
        /// The body.
        body: BodyId,
        /// Its last day.
        last_day: NaiveDate,
    },
    /// To the body's writers: that it ends was taken back.
    BodyStays {
        /// The body.
        body: BodyId,
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
            Notice::AccessSuspended { .. } => "access_suspended",
            Notice::HoldPlaced { .. } => "hold_placed",
            Notice::AccessBlocked { .. } => "access_blocked",
            Notice::AccessRestored { .. } => "access_restored",
            Notice::HoldDecided { .. } => "hold_decided",
            Notice::FeedTaken { .. } => "feed_taken",
            Notice::FeedStopped { .. } => "feed_stopped",
            Notice::AccessEnding { .. } => "access_ending",
            Notice::PeopleEnding { .. } => "people_ending",
            Notice::AccessOpen { .. } => "access_open",
            Notice::AttestationAsked { .. } => "attestation_asked",
            Notice::AttestationDue { .. } => "attestation_due",
            Notice::AttestationsOverdue { .. } => "attestations_overdue",
            Notice::AttestationSilence { .. } => "attestation_silence",
            Notice::AccessUnattested { .. } => "access_unattested",
            Notice::AccessAttested { .. } => "access_attested",
            Notice::TrainingReportDue { .. } => "training_report_due",
            Notice::TrainingReportOverdue { .. } => "training_report_overdue",
            Notice::BodyRenamed { .. } => "body_renamed",
            Notice::BodyClosing { .. } => "body_closing",
            Notice::BodyStays { .. } => "body_stays",
        }
    }

    /// What it is about.
    pub const fn about(&self) -> About {
        match self {
            Notice::ApplicationSubmitted { application, .. }
            | Notice::ApplicationArrived { application, .. }
            | Notice::ApplicationForwarded { application, .. }
            | Notice::ApplicationReturned { application }
            | Notice::ApplicationRefused { application }
            | Notice::AccessGranted { application, .. }
            | Notice::StepDue { application, .. }
            | Notice::StepOverdue { application, .. } => About::Application(*application),
            Notice::AccessSuspended { hold, .. }
            | Notice::HoldPlaced { hold }
            | Notice::AccessBlocked { hold, .. }
            | Notice::AccessRestored { hold, .. }
            | Notice::AccessUnattested { hold, .. }
            | Notice::AccessAttested { hold, .. }
            | Notice::HoldDecided { hold } => About::Hold(*hold),
            Notice::FeedTaken { feed } | Notice::FeedStopped { feed } => About::Feed(*feed),
            Notice::AccessEnding { grant, .. }
            | Notice::PeopleEnding { grant, .. }
            | Notice::AccessOpen { grant, .. } => About::Grant(*grant),
            Notice::AttestationAsked { attestation, .. }
            | Notice::AttestationDue { attestation, .. }
            | Notice::AttestationsOverdue { attestation, .. }
            | Notice::AttestationSilence { attestation, .. } => About::Attestation(*attestation),
            Notice::TrainingReportDue { training, .. } | Notice::TrainingReportOverdue { training, .. } => {
                About::Training(*training)
            }
            Notice::BodyRenamed { body, .. }
            | Notice::BodyClosing { body, .. }
            | Notice::BodyStays { body } => About::Body(*body),
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
            | Notice::AccessSuspended { on: day, .. }
            | Notice::AccessBlocked { on: day, .. }
            | Notice::AccessRestored { on: day, .. }
            | Notice::AccessEnding { until_on: day, .. }
            | Notice::PeopleEnding { until_on: day, .. }
            | Notice::AccessOpen { until_on: day, .. }
            | Notice::AttestationAsked { due_on: day, .. }
            | Notice::AttestationDue { due_on: day, .. }
            | Notice::AttestationsOverdue { due_on: day, .. }
            | Notice::AttestationSilence { on: day, .. }
            | Notice::AccessUnattested { on: day, .. }
            | Notice::AccessAttested { on: day, .. }
            | Notice::TrainingReportDue { due_on: day, .. }
            | Notice::TrainingReportOverdue { due_on: day, .. }
            | Notice::BodyRenamed { from_on: day, .. }
            | Notice::BodyClosing { last_day: day, .. }
            | Notice::AccessGranted { until_on: day, .. } => Some(*day),
            Notice::ApplicationReturned { .. }
            | Notice::BodyStays { .. }
            | Notice::ApplicationRefused { .. }
            | Notice::HoldPlaced { .. }
            | Notice::FeedTaken { .. }
            | Notice::FeedStopped { .. }
            | Notice::HoldDecided { .. } => None,
        }
    }

    /// The systems that it names.
    pub fn systems(&self) -> &[System] {
        match self {
            Notice::AccessGranted { systems, .. } => systems,
            Notice::AccessEnding { systems, .. }
            | Notice::PeopleEnding { systems, .. }
            | Notice::AccessOpen { systems, .. } => systems,
            Notice::ApplicationSubmitted { .. }
            | Notice::ApplicationArrived { .. }
            | Notice::ApplicationForwarded { .. }
            | Notice::ApplicationReturned { .. }
            | Notice::ApplicationRefused { .. }
            | Notice::StepDue { .. }
            | Notice::StepOverdue { .. }
            | Notice::AccessSuspended { .. }
            | Notice::HoldPlaced { .. }
            | Notice::AccessBlocked { .. }
            | Notice::AccessRestored { .. }
            | Notice::FeedTaken { .. }
            | Notice::FeedStopped { .. }
            | Notice::AttestationAsked { .. }
            | Notice::AttestationDue { .. }
            | Notice::AttestationsOverdue { .. }
            | Notice::AttestationSilence { .. }
            | Notice::AccessUnattested { .. }
            | Notice::AccessAttested { .. }
            | Notice::TrainingReportDue { .. }
            | Notice::TrainingReportOverdue { .. }
            | Notice::BodyRenamed { .. }
            | Notice::BodyClosing { .. }
            | Notice::BodyStays { .. }
            | Notice::HoldDecided { .. } => &[],
        }
    }

    /// Puts a notice together from its parts; parts that do not make one give none.
    pub fn from_parts(
        code: &str,
        about: About,
        day: Option<NaiveDate>,
        systems: Vec<System>,
    ) -> Option<Notice> {
        let application = match about {
            About::Application(application) => application,
            About::Hold(hold) => {
                let notice = match (code, day) {
                    ("access_suspended", Some(on)) => Notice::AccessSuspended { hold, on },
                    ("hold_placed", None) => Notice::HoldPlaced { hold },
                    ("access_attested", Some(on)) => Notice::AccessAttested { hold, on },
                    ("access_unattested", Some(on)) => Notice::AccessUnattested { hold, on },
                    ("access_blocked", Some(on)) => Notice::AccessBlocked { hold, on },
                    ("access_restored", Some(on)) => Notice::AccessRestored { hold, on },
                    ("hold_decided", None) => Notice::HoldDecided { hold },
                    _ => return None,
                };
                return systems.is_empty().then_some(notice);
            }
            About::Feed(feed) => {
                let notice = match (code, day) {
                    ("feed_taken", None) => Notice::FeedTaken { feed },
                    ("feed_stopped", None) => Notice::FeedStopped { feed },
                    _ => return None,
                };
                return systems.is_empty().then_some(notice);
            }
            About::Attestation(attestation) => {
                let notice = match (code, day) {
                    ("attestation_asked", Some(due_on)) => Notice::AttestationAsked { attestation, due_on },
                    ("attestation_due", Some(due_on)) => Notice::AttestationDue { attestation, due_on },
                    ("attestations_overdue", Some(due_on)) => {
                        Notice::AttestationsOverdue { attestation, due_on }
                    }
                    ("attestation_silence", Some(on)) => Notice::AttestationSilence { attestation, on },
                    _ => return None,
                };
                return systems.is_empty().then_some(notice);
            }
            About::Training(training) => {
                let notice = match (code, day) {
                    ("training_report_due", Some(due_on)) => Notice::TrainingReportDue { training, due_on },
                    ("training_report_overdue", Some(due_on)) => {
                        Notice::TrainingReportOverdue { training, due_on }
                    }
                    _ => return None,
                };
                return systems.is_empty().then_some(notice);
            }
            About::Body(body) => {
                let notice = match (code, day) {
                    ("body_renamed", Some(from_on)) => Notice::BodyRenamed { body, from_on },
                    ("body_closing", Some(last_day)) => Notice::BodyClosing { body, last_day },
                    ("body_stays", None) => Notice::BodyStays { body },
                    _ => return None,
                };
                return systems.is_empty().then_some(notice);
            }
            About::Grant(grant) => {
                return match (code, day) {
                    _ if systems.is_empty() => None,
                    ("access_ending", Some(until_on)) => {
                        Some(Notice::AccessEnding { grant, systems, until_on })
                    }
                    ("access_open", Some(until_on)) => Some(Notice::AccessOpen { grant, systems, until_on }),
                    ("people_ending", Some(until_on)) => {
                        Some(Notice::PeopleEnding { grant, systems, until_on })
                    }
                    _ => None,
                };
            }
        };
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
