//! A notice and its parts.

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
        Notice::AccessSuspended { hold: HoldId(3), on: day },
        Notice::HoldPlaced { hold: HoldId(3) },
        Notice::AccessBlocked { hold: HoldId(3), on: day },
        Notice::AccessRestored { hold: HoldId(3), on: day },
        Notice::HoldDecided { hold: HoldId(3) },
        Notice::AccessUnattested { hold: HoldId(3), on: day },
        Notice::AccessAttested { hold: HoldId(3), on: day },
        Notice::FeedTaken { feed: FeedId(4) },
        Notice::FeedStopped { feed: FeedId(4) },
        Notice::AccessEnding { grant: GrantId(5), systems: vec![System::Sp], until_on: day },
        Notice::PeopleEnding { grant: GrantId(5), systems: System::ALL.to_vec(), until_on: day },
        Notice::AccessOpen { grant: GrantId(5), systems: vec![System::Ac], until_on: day },
        Notice::AttestationAsked { attestation: AttestationId(6), due_on: day },
        Notice::AttestationDue { attestation: AttestationId(6), due_on: day },
        Notice::AttestationsOverdue { attestation: AttestationId(6), due_on: day },
        Notice::AttestationSilence { attestation: AttestationId(6), on: day },
        Notice::TrainingReportDue { training: TrainingId(7), due_on: day },
        Notice::TrainingReportOverdue { training: TrainingId(7), due_on: day },
        Notice::BodyRenamed { body: BodyId(6), from_on: day },
        Notice::BodyClosing { body: BodyId(6), last_day: day },
        Notice::BodyStays { body: BodyId(6) },
    ] {
        let (code, systems) = (notice.code(), notice.systems().to_vec());
        assert_eq!(Notice::from_parts(code, notice.about(), notice.day(), systems), Some(notice));
    }
    let application = About::Application(application);
    assert_eq!(Notice::from_parts("hold_placed", application, None, vec![]), None);
    assert_eq!(Notice::from_parts("application_refused", About::Hold(HoldId(3)), None, vec![]), None);
    assert_eq!(Notice::from_parts("access_granted", application, Some(day), vec![]), None);
    assert_eq!(Notice::from_parts("application_refused", application, Some(day), vec![]), None);
    assert_eq!(Notice::from_parts("application_arrived", application, None, vec![]), None);
}
