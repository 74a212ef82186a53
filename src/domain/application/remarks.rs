//! What is said at once of a person who is named in an application: access that is there already, here or elsewhere.
//! Remarks inform and refuse nothing: the ministry decides.

use chrono::{DateTime, NaiveDate, Utc};
use std::collections::BTreeSet;

use crate::domain::calendar::day_of;
use crate::domain::grant::{Grant, GrantState};
use crate::domain::ids::BodyId;
use crate::domain::system::System;

/// Something to know about a person before the application is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Remark {
    /// Access from the same body ends soon: this application renews it.
    Renews {
        /// To which system.
        system: System,
        /// Its last day.
        until_on: NaiveDate,
    },
    /// Access from the same body goes on for long: asking for it is not needed yet.
    NotNeeded {
        /// To which system.
        system: System,
        /// Its last day.
        until_on: NaiveDate,
        /// From when it can be renewed.
        renewable_on: NaiveDate,
    },
    /// Access is held from another body. Neither that body nor its systems and dates are told: an applicant may learn
    /// that the former place of work has to block the account (R9.4), and nothing of the other body's affairs.
    Elsewhere,
    /// Access was blocked for good, here or elsewhere, because powers ended, and its year is not over (R9.4). Where is not told.
    Blocked,
}

/// What is to be said of the holder of these grants, where `body` asks for these systems.
pub fn remarks(body: BodyId, systems: &BTreeSet<System>, grants: &[Grant], at: DateTime<Utc>) -> Vec<Remark> {
    let mut remarks = BTreeSet::new();
    for grant in grants {
        match grant.state_at(at) {
            GrantState::NotYet { .. } if grant.body == body && systems.contains(&grant.system) => {
                let (system, until_on) = (grant.system, grant.term.last_day());
                let renewable_on = grant.term.renewable_on();
                remarks.insert(Remark::NotNeeded { system, until_on, renewable_on });
            }
            GrantState::Blocked { .. } if at < grant.term.ends_at() => {
                remarks.insert(Remark::Blocked);
            }
            GrantState::Expired { .. }
            | GrantState::BodyClosed { .. }
            | GrantState::NotYet { .. }
            | GrantState::Suspended { .. }
            | GrantState::Blocked { .. } => {}
            GrantState::Open(_) | GrantState::AwaitingTraining if grant.body != body => {
                remarks.insert(Remark::Elsewhere);
            }
            GrantState::Open(_) | GrantState::AwaitingTraining if !systems.contains(&grant.system) => {}
            GrantState::Open(_) | GrantState::AwaitingTraining => {
                let (system, until_on) = (grant.system, grant.term.last_day());
                let renewable_on = grant.term.renewable_on();
                remarks.insert(match day_of(at) >= renewable_on {
                    true => Remark::Renews { system, until_on },
                    false => Remark::NotNeeded { system, until_on, renewable_on },
                });
            }
        }
    }
    // Of two grants for one system the one that lasts longer counts.
    let longest = |remark: &Remark| match *remark {
        Remark::Renews { system, .. } => !remarks
            .iter()
            .any(|other| matches!(other, Remark::NotNeeded { system: same, .. } if *same == system)),
        Remark::NotNeeded { .. } | Remark::Elsewhere | Remark::Blocked => true,
    };
    remarks.iter().copied().filter(longest).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access::Suspend;
    use crate::domain::application::examples::{actor, reason};
    use crate::domain::body::BodyKind;
    use crate::domain::grant::Term;
    use crate::domain::hold::{Decision, Hold, NewHold};
    use crate::domain::ids::{ApplicationId, GrantId, HoldId, PersonId};
    use crate::domain::person::Role;
    use crate::domain::training::examples::trained;

    const BODY: BodyId = BodyId(3);

    fn grant(body: i64, system: System, opens: &str) -> Grant {
        let opens_at = format!("{opens}T06:00:00Z").parse().expect("an instant");
        Grant {
            id: GrantId(1),
            person: PersonId(2),
            body: BodyId(body),
            system,
            application: ApplicationId(4),
            term: Term::year_from(opens_at),
            holds: Vec::new(),
            passes: trained(),
            body_last_day: None,
        }
    }

    #[track_caller]
    fn check(grants: &[Grant], at: &str, expect: &[Remark]) {
        let at = at.parse().expect("an instant");
        assert_eq!(remarks(BODY, &[System::Ac].into(), grants, at), expect);
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    fn r9_3_renewal_is_offered_from_sixty_days_before_the_end() {
        let own = grant(3, System::Ac, "2026-01-20");
        let (system, until_on, renewable_on) = (System::Ac, day("2027-01-20"), day("2026-11-21"));
        let early = Remark::NotNeeded { system, until_on, renewable_on };
        check(std::slice::from_ref(&own), "2026-11-20T18:59:59Z", &[early]);
        check(std::slice::from_ref(&own), "2026-11-20T19:00:00Z", &[Remark::Renews { system, until_on }]);
        check(std::slice::from_ref(&own), "2027-01-20T18:59:59Z", &[Remark::Renews { system, until_on }]);
        check(std::slice::from_ref(&own), "2027-01-20T19:00:00Z", &[]);
        let renewed = grant(3, System::Ac, "2026-12-20");
        let later =
            Remark::NotNeeded { system, until_on: day("2027-12-20"), renewable_on: day("2027-10-21") };
        check(&[own.clone(), renewed], "2026-12-21T06:00:00Z", &[later]);
        // The next year is given already, and did not begin.
        let next = Grant { term: own.term.year_after(), ..own.clone() };
        let later =
            Remark::NotNeeded { system, until_on: day("2028-01-20"), renewable_on: day("2027-11-21") };
        check(&[own, next], "2026-12-21T06:00:00Z", &[later]);
    }

    #[test]
    fn r8_access_elsewhere_is_said_without_saying_where() {
        let other = grant(4, System::Sp, "2026-01-20");
        check(
            &[other.clone(), grant(5, System::Ac, "2026-02-20")],
            "2026-11-20T06:00:00Z",
            &[Remark::Elsewhere],
        );
        check(&[other], "2027-11-20T06:00:00Z", &[]);
        check(&[grant(3, System::Sp, "2026-01-20")], "2026-11-20T06:00:00Z", &[]);
    }

    #[test]
    fn r9_4_whoever_was_blocked_is_named_as_such_until_that_year_is_over() {
        let person = crate::domain::person::Person {
            id: PersonId(2),
            body: BodyId(4),
            iin: crate::domain::iin_bin::Iin::from_certificate("850615400125").expect("an IIN"),
            name: crate::domain::names::PersonName {
                surname: "Серікбаева".into(),
                given: "Айгүл".into(),
                patronymic: None,
            },
            position: String::new(),
            email: None,
            lang: crate::domain::lang::Lang::Kk,
            letter_lang: crate::domain::lang::Lang::Kk,
            roles: vec![Role::Auditor],
        };
        let head = actor(41, BodyId(4), BodyKind::RevisionCommission, Role::Head);
        let permit = crate::domain::access::check(&head, Suspend, &person).expect("permitted");
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("an instant");
        let new =
            NewHold::suspend(&permit, &person, &[], reason(), at("2026-03-01T06:00:00Z")).expect("placed");
        let hold = Hold {
            id: HoldId(1),
            person: new.person,
            body: new.body,
            cause: new.cause,
            since: new.since,
            placed_by: new.placed_by,
            last_grant: GrantId(7),
            decision: Decision::Blocked { at: at("2026-03-02T06:00:00Z"), by: PersonId(12) },
        };
        let grant = Grant { holds: vec![hold], ..grant(4, System::Ac, "2026-01-20") };
        check(std::slice::from_ref(&grant), "2026-03-01T12:00:00Z", &[]);
        check(std::slice::from_ref(&grant), "2026-11-20T06:00:00Z", &[Remark::Blocked]);
        check(&[grant], "2027-01-20T19:00:00Z", &[]);
    }
}
