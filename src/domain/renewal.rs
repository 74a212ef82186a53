//! Access that ends soon (R9.3): whose, when people are reminded of it, and what a new application goes on with. Pure: the
//! year that follows is [`Term::given`](super::grant::Term::given).

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use std::collections::{BTreeMap, BTreeSet};

use super::calendar::{day_of, start_of_day};
use super::due::{DueFact, DueKind, MORNING, Treatment};
use super::grant::{Grant, GrantState};
use super::ids::BodyId;
use super::system::System;

/// So many days before the last day of access people are reminded of it.
pub const REMINDED_DAYS: [i64; 4] = [30, 14, 7, 1];

/// Access that nobody used for so many days is shown as unused.
pub const UNUSED_DAYS: i64 = 45;

/// What of somebody's access for a body ends soon: systems with their last days, those that can be renewed now and that
/// nothing follows. Suspended and blocked grants are not renewed: the ministry decides first, or a new application is made.
pub fn ending<'g>(
    grants: impl IntoIterator<Item = &'g Grant>,
    body: BodyId,
    at: DateTime<Utc>,
) -> BTreeMap<System, NaiveDate> {
    let mut last: BTreeMap<System, &Grant> = BTreeMap::new();
    for grant in grants.into_iter().filter(|grant| grant.body == body) {
        let lives = match grant.state_now(at) {
            GrantState::Open(_) | GrantState::AwaitingTraining | GrantState::NotYet { .. } => true,
            GrantState::Suspended { .. }
            | GrantState::Blocked { .. }
            | GrantState::BodyClosed { .. }
            | GrantState::Expired { .. } => false,
        };
        let later = last.get(&grant.system).is_none_or(|other| other.term.ends_at() < grant.term.ends_at());
        if lives && later {
            last.insert(grant.system, grant);
        }
    }
    // Of a body that ends nothing is renewed beyond its last day: the successor applies anew.
    let goes_on = |grant: &Grant| grant.body_last_day.is_none_or(|ends| ends > grant.term.last_day());
    let renewable = |grant: &&Grant| grant.term.renewable_on() <= day_of(at) && goes_on(grant);
    let day = |grant: &Grant| (grant.system, grant.term.last_day());
    last.into_values().filter(renewable).map(day).collect()
}

/// The day on which an open grant was last used, or began, where that was [`UNUSED_DAYS`] ago or earlier.
pub fn unused_since(grant: &Grant, used_at: Option<DateTime<Utc>>, at: DateTime<Utc>) -> Option<NaiveDate> {
    grant.state_now(at).open()?;
    let since = day_of(used_at.map_or(grant.term.opens_at(), |used_at| used_at.max(grant.term.opens_at())));
    ((day_of(at) - since).num_days() >= UNUSED_DAYS).then_some(since)
}

/// What falls due about days on which access ends, for one person or one body: one fact for each morning, however many
/// grants it is about. In the order of time.
pub fn reminders(kind: DueKind, subject: i64, last_days: &BTreeSet<NaiveDate>) -> Vec<DueFact> {
    let before = |last_day: &NaiveDate| {
        let last_day = *last_day;
        REMINDED_DAYS.into_iter().filter_map(move |days| {
            Some(start_of_day(last_day.checked_sub_signed(TimeDelta::days(days))?) + MORNING)
        })
    };
    let mornings: BTreeSet<DateTime<Utc>> = last_days.iter().flat_map(before).collect();
    mornings.into_iter().map(|due_at| DueFact { due_at, kind, subject }).collect()
}

/// What is done at an instant about reminders of one person or body, of which those at `seen` were seen to.
///
/// Only the latest that is past matters: it tells the last day, which the earlier ones would only tell again. So after
/// days of standing still everybody hears once, and nobody gets a pile. Nobody is told at night.
pub fn treatments(
    facts: &[DueFact],
    seen: &BTreeSet<DateTime<Utc>>,
    at: DateTime<Utc>,
) -> Vec<(DueFact, Treatment)> {
    let past: Vec<&DueFact> = facts.iter().filter(|fact| fact.due_at <= at).collect();
    let latest = past.iter().map(|fact| fact.due_at).max();
    let is_night = at < start_of_day(day_of(at)) + MORNING;
    let treatment = |fact: &DueFact| match Some(fact.due_at) == latest {
        true if is_night => None,
        true => Some(Treatment::Tell),
        false => Some(Treatment::Skip),
    };
    let unseen = past.into_iter().filter(|fact| !seen.contains(&fact.due_at));
    unseen.filter_map(|fact| Some((*fact, treatment(fact)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::grant::Term;
    use crate::domain::ids::{ApplicationId, GrantId, PersonId};

    const BODY: BodyId = BodyId(3);

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn grant(id: i64, system: System, term: Term) -> Grant {
        Grant {
            id: GrantId(id),
            person: PersonId(2),
            body: BODY,
            system,
            application: ApplicationId(4),
            term,
            holds: Vec::new(),
            passes: crate::domain::training::examples::trained(),
            body_last_day: None,
        }
    }

    fn year(opens: &str) -> Term {
        Term::year_from(at(&format!("{opens}T06:00:00Z")))
    }

    #[test]
    fn what_ends_within_sixty_days_and_is_followed_by_nothing() {
        let check = |grants: &[Grant], now: &str, expect: &[(System, &str)]| {
            let expect = expect.iter().map(|(system, on)| (*system, day(on))).collect();
            assert_eq!(ending(grants, BODY, at(now)), expect, "{now}");
        };
        let own = grant(1, System::Ac, year("2026-01-20"));
        let planning = grant(2, System::Sp, year("2026-06-01"));
        let both = [own.clone(), planning.clone()];
        check(&both, "2026-11-20T18:59:59Z", &[]);
        check(&both, "2026-11-20T19:00:00Z", &[(System::Ac, "2027-01-20")]);
        check(&both, "2027-01-20T18:59:59Z", &[(System::Ac, "2027-01-20")]);
        check(&both, "2027-01-20T19:00:00Z", &[]);
        check(&both, "2027-05-01T06:00:00Z", &[(System::Sp, "2027-06-01")]);
        let followed = [own.clone(), grant(3, System::Ac, own.term.year_after())];
        check(&followed, "2026-12-20T06:00:00Z", &[]);
        check(&followed, "2027-12-20T06:00:00Z", &[(System::Ac, "2028-01-20")]);
        let elsewhere = Grant { body: BodyId(4), ..own };
        check(&[elsewhere], "2026-12-20T06:00:00Z", &[]);
    }

    #[test]
    fn a_093_only_the_latest_past_reminder_tells() {
        let facts = reminders(DueKind::AccessEnds, 2, &[day("2027-01-20")].into());
        let mornings: Vec<String> = facts.iter().map(|fact| fact.due_at.to_rfc3339()).collect();
        let expect = ["2026-12-21", "2027-01-06", "2027-01-13", "2027-01-19"];
        assert_eq!(mornings, expect.map(|day| format!("{day}T04:00:00+00:00")));
        let check = |now: &str, seen: &[usize], expect: &[(usize, Treatment)]| {
            let seen = seen.iter().map(|index| facts[*index].due_at).collect();
            let expect: Vec<_> = expect.iter().map(|(index, what)| (facts[*index], *what)).collect();
            assert_eq!(treatments(&facts, &seen, at(now)), expect, "{now}");
        };
        use Treatment::{Skip, Tell};
        check("2026-12-21T03:59:59.999999Z", &[], &[]);
        check("2026-12-21T04:00:00Z", &[], &[(0, Tell)]);
        check("2026-12-21T04:00:01Z", &[0], &[]);
        check("2027-01-06T04:00:00Z", &[0], &[(1, Tell)]);
        // Down over the second and the third: one letter.
        check("2027-01-15T06:00:00Z", &[0], &[(1, Skip), (2, Tell)]);
        check("2027-01-15T06:00:00Z", &[0, 2], &[(1, Skip)]);
        check("2027-01-15T06:00:00Z", &[0, 1, 2], &[]);
        // Nobody is told at night.
        check("2027-01-15T03:00:00Z", &[0], &[(1, Skip)]);
        check("2027-01-20T18:00:00Z", &[], &[(0, Skip), (1, Skip), (2, Skip), (3, Tell)]);
    }

    #[test]
    fn days_of_several_grants_share_their_mornings() {
        let days = [day("2027-01-20"), day("2027-01-27")].into();
        // A fortnight before the one is a week and a fortnight before the other.
        assert_eq!(reminders(DueKind::PeopleEnd, 3, &days).len(), 7);
    }

    #[test]
    fn access_is_unused_from_the_forty_fifth_day() {
        let open = grant(1, System::Ac, year("2026-01-20"));
        let check = |used: Option<&str>, now: &str, expect: Option<&str>| {
            assert_eq!(unused_since(&open, used.map(at), at(now)), expect.map(day), "{now}");
        };
        check(None, "2026-03-05T18:59:59Z", None);
        check(None, "2026-03-05T19:00:00Z", Some("2026-01-20"));
        check(Some("2026-03-01T06:00:00Z"), "2026-04-14T06:00:00Z", None);
        check(Some("2026-03-01T06:00:00Z"), "2026-04-15T06:00:00Z", Some("2026-03-01"));
        // Looks of an earlier year say nothing of this one; a year that is over is not called unused.
        check(Some("2025-03-01T06:00:00Z"), "2026-02-01T06:00:00Z", None);
        check(None, "2027-01-20T19:00:00Z", None);
    }
}
