//! The grant: one person, one system, one calendar year (R9.2, R9.3). Whether it is open is a question asked with an
//! instant; no job has to set a flag in time, and nobody else makes an [`OpenGrant`].

use super::calendar::{day_of, end_of_day};
use super::hold::Hold;
use super::ids::{ApplicationId, BodyId, GrantId, HoldId, PersonId};
use super::system::System;
use super::training::Pass;
use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};

/// So many days before its end a grant is renewed.
pub const RENEWABLE_DAYS: u64 = 60;

/// The year of a grant: from the instant of granting to the end of its last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Term {
    opens_at: DateTime<Utc>,
    last_day: NaiveDate,
}

/// A term that ends before it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a grant can't end before it opens")]
pub struct EndsBeforeItOpens;

impl Term {
    /// One calendar year (R9.3), written here and nowhere else: the last day has the day and the month of the day on
    /// which access opens, in the next year; from 29 February it is 28 February.
    pub fn year_from(opens_at: DateTime<Utc>) -> Term {
        Term { opens_at, last_day: a_year_after(day_of(opens_at)) }
    }

    /// The calendar year that follows this one (R9.3): it opens at the very instant at which this one ends, without a gap
    /// or an overlap. A period counts from the day after the event that begins it (Civil Code, article 172), here the last day:
    /// so its own last day has the same day and month a year later, and years that follow each other do not wander.
    pub fn year_after(&self) -> Term {
        Term { opens_at: self.ends_at(), last_day: a_year_after(self.last_day) }
    }

    /// The term of a grant that is given at an instant to the holder of these grants. It follows what is open and ends soon
    /// (renewal, from 60 days before the end); otherwise it is an ordinary year from granting: what expired, or was blocked,
    /// goes on with nothing, and nobody's access reaches further than a year and 60 days ahead.
    pub fn given<'g>(
        held: impl IntoIterator<Item = &'g Grant>,
        body: BodyId,
        system: System,
        at: DateTime<Utc>,
    ) -> Term {
        let same = held.into_iter().filter(|grant| grant.body == body && grant.system == system);
        let alive = same.filter(|grant| match grant.state_now(at) {
            GrantState::Open(_) | GrantState::AwaitingTraining | GrantState::NotYet { .. } => true,
            GrantState::Suspended { .. }
            | GrantState::Blocked { .. }
            | GrantState::BodyClosed { .. }
            | GrantState::Expired { .. } => false,
        });
        match alive.map(|grant| grant.term).max_by_key(Term::ends_at) {
            Some(last) if last.renewable_on() <= day_of(at) => last.year_after(),
            Some(_) | None => Term::year_from(at),
        }
    }

    /// A term that was given and stored before.
    pub fn kept(opens_at: DateTime<Utc>, last_day: NaiveDate) -> Result<Term, EndsBeforeItOpens> {
        if last_day < day_of(opens_at) {
            return Err(EndsBeforeItOpens);
        }
        Ok(Term { opens_at, last_day })
    }

    /// The first instant of access.
    pub fn opens_at(&self) -> DateTime<Utc> {
        self.opens_at
    }

    /// The last day of access.
    pub fn last_day(&self) -> NaiveDate {
        self.last_day
    }

    /// The first day on which renewal is offered.
    pub fn renewable_on(&self) -> NaiveDate {
        self.last_day.checked_sub_days(Days::new(RENEWABLE_DAYS)).unwrap_or(self.last_day)
    }

    /// The first instant without access.
    pub fn ends_at(&self) -> DateTime<Utc> {
        end_of_day(self.last_day)
    }
}

fn a_year_after(day: NaiveDate) -> NaiveDate {
    let next = day.year() + 1;
    day.with_year(next).or_else(|| NaiveDate::from_ymd_opt(next, 2, 28)).unwrap_or(day)
}

/// The permission of one person for one system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// Its number.
    pub id: GrantId,
    /// Who may look.
    pub person: PersonId,
    /// The body where that person worked when access was given; with another body a new grant is needed.
    pub body: BodyId,
    /// What opens (R4).
    pub system: System,
    /// The application that asked for it (R8).
    pub application: ApplicationId,
    /// From when and until when (R9.3).
    pub term: Term,
    /// Every hold of this person, past ones too (R9.4).
    pub holds: Vec<Hold>,
    /// The passes that count for it (R13.1), past ones too.
    pub passes: Vec<Pass>,
    /// The last day of the body, where its closure was announced.
    pub body_last_day: Option<NaiveDate>,
}

/// What a grant is at an instant.
#[derive(Debug, PartialEq, Eq)]
pub enum GrantState {
    /// It opens later.
    NotYet {
        /// The first instant of access.
        opens_at: DateTime<Utc>,
    },
    /// Its holder has still to pass the training (R13.1).
    AwaitingTraining,
    /// It lets its holder look.
    Open(OpenGrant),
    /// It is stopped until the ministry decides (R9.4).
    Suspended {
        /// The first instant without access.
        since: DateTime<Utc>,
        /// By which hold.
        hold: HoldId,
    },
    /// It is stopped for good (R9.4): a new application is needed.
    Blocked {
        /// The instant of the decision.
        since: DateTime<Utc>,
        /// By which hold.
        hold: HoldId,
    },
    /// The body for which it was given is closed: whoever takes over applies anew.
    BodyClosed {
        /// The last day of the body.
        last_day: NaiveDate,
    },
    /// Its year is over (R9.3).
    Expired {
        /// The day at whose end it closed.
        last_day: NaiveDate,
    },
}

/// Proof that a grant was open at the instant of the question. Asked for anew at each request, never kept: hence no
/// `Clone`, and no other way to get one than [`Grant::state_at`].
#[derive(Debug, PartialEq, Eq)]
pub struct OpenGrant {
    id: GrantId,
    person: PersonId,
    body: BodyId,
    system: System,
    last_day: NaiveDate,
}

impl Grant {
    /// What the grant is at an instant.
    ///
    /// A pure function of the grant and the instant: no memory, so the same question always has the same answer. A
    /// clock that was moved back is therefore not this function's to notice: whoever asks passes an instant that is
    /// not earlier than the last entry of the journal.
    pub fn state_at(&self, at: DateTime<Utc>) -> GrantState {
        // The order is the rule: what ends a grant for good is asked first, what only delays it last. Of the block, the end
        // of the body and the end of the year the earliest is the end, so that nothing later changes what a grant was.
        let closed = self.body_last_day.filter(|last_day| *last_day < self.term.last_day());
        let ends_at = closed.map_or(self.term.ends_at(), end_of_day);
        let blocked = self.held().filter_map(|hold| Some((hold.blocked_at()?, hold.id))).min();
        if let Some((since, hold)) = blocked.filter(|(since, _)| *since <= at && *since < ends_at) {
            return GrantState::Blocked { since, hold };
        }
        if at >= ends_at {
            return match closed {
                Some(last_day) => GrantState::BodyClosed { last_day },
                None => GrantState::Expired { last_day: self.term.last_day() },
            };
        }
        let suspended =
            self.held().filter(|hold| hold.suspends_at(at)).map(|hold| (hold.since, hold.id)).min();
        if let Some((since, hold)) = suspended {
            return GrantState::Suspended { since, hold };
        }
        if at < self.term.opens_at() {
            GrantState::NotYet { opens_at: self.term.opens_at() }
        } else if !self.passes.iter().any(|pass| pass.stands_at(at)) {
            GrantState::AwaitingTraining
        } else {
            GrantState::Open(self.proof())
        }
    }

    /// What the grant is now, by a clock that may have been set back: what was placed or decided about its holder is known,
    /// whatever the clock says.
    pub fn state_now(&self, clock: DateTime<Utc>) -> GrantState {
        let known = self.held().flat_map(|hold| [Some(hold.since), hold.decision.taken().map(|(at, _)| at)]);
        self.state_at(known.flatten().fold(clock, DateTime::max))
    }

    /// The day of the latest training that counts for it at an instant (R13.1); a year that follows it without a gap keeps it.
    pub fn passed_on(&self, at: DateTime<Utc>) -> Option<NaiveDate> {
        self.passes.iter().filter(|pass| pass.stands_at(at)).map(|pass| pass.held_on).max()
    }

    /// The last day of access as far as is known now: that of the year, or that of the body where it ends earlier.
    pub fn last_day(&self) -> NaiveDate {
        self.body_last_day.map_or(self.term.last_day(), |last_day| last_day.min(self.term.last_day()))
    }

    fn held(&self) -> impl Iterator<Item = &Hold> {
        self.holds.iter().filter(|hold| hold.person == self.person && hold.covers(self.id))
    }

    fn proof(&self) -> OpenGrant {
        OpenGrant {
            id: self.id,
            person: self.person,
            body: self.body,
            system: self.system,
            last_day: self.last_day(),
        }
    }
}

impl GrantState {
    /// True where it is over for good, and nothing but a new application gives access again.
    pub const fn is_over(&self) -> bool {
        match self {
            GrantState::Blocked { .. } | GrantState::BodyClosed { .. } | GrantState::Expired { .. } => true,
            GrantState::NotYet { .. }
            | GrantState::AwaitingTraining
            | GrantState::Open(_)
            | GrantState::Suspended { .. } => false,
        }
    }

    /// The proof, where the grant is open.
    pub fn open(self) -> Option<OpenGrant> {
        match self {
            GrantState::Open(grant) => Some(grant),
            GrantState::NotYet { .. }
            | GrantState::AwaitingTraining
            | GrantState::Suspended { .. }
            | GrantState::Blocked { .. }
            | GrantState::BodyClosed { .. }
            | GrantState::Expired { .. } => None,
        }
    }

    /// The code of the state, for catalogues and storage.
    pub const fn code(&self) -> &'static str {
        match self {
            GrantState::NotYet { .. } => "not-yet",
            GrantState::AwaitingTraining => "awaiting-training",
            GrantState::Open(_) => "open",
            GrantState::Suspended { .. } => "suspended",
            GrantState::Blocked { .. } => "blocked",
            GrantState::BodyClosed { .. } => "body-closed",
            GrantState::Expired { .. } => "expired",
        }
    }
}

impl OpenGrant {
    /// The grant's number.
    pub fn id(&self) -> GrantId {
        self.id
    }

    /// Who may look.
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// The body for which that person may look.
    pub fn body(&self) -> BodyId {
        self.body
    }

    /// What is open.
    pub fn system(&self) -> System {
        self.system
    }

    /// The last day of access.
    pub fn last_day(&self) -> NaiveDate {
        self.last_day
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::training::examples::trained;
    use proptest::prelude::*;

    fn instant(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn grant(opens_at: &str) -> Grant {
        Grant {
            id: GrantId(1),
            person: PersonId(2),
            body: BodyId(3),
            system: System::Ac,
            application: ApplicationId(4),
            term: Term::year_from(instant(opens_at)),
            holds: Vec::new(),
            passes: trained(),
            body_last_day: None,
        }
    }

    #[test]
    fn r9_3_a_year_ends_on_the_same_day_of_the_next_year() {
        let check = |situation: &str, opens_at: &str, last_day: &str| {
            assert_eq!(Term::year_from(instant(opens_at)).last_day().to_string(), last_day, "{situation}");
        };
        check("an ordinary day", "2026-11-20T06:00:00Z", "2027-11-20");
        check("A-085: 29 February", "2028-02-29T06:00:00Z", "2029-02-28");
        check("A-085: 28 February before a leap year", "2027-02-28T06:00:00Z", "2028-02-28");
        check("A-085: 28 February of a leap year", "2028-02-28T06:00:00Z", "2029-02-28");
        check("A-085: 31 December", "2026-12-31T06:00:00Z", "2027-12-31");
        check("late on 31 December in London, 1 January here", "2026-12-31T19:00:00Z", "2028-01-01");
        check("the last microsecond of 31 December here", "2026-12-31T18:59:59.999999Z", "2027-12-31");
    }

    #[test]
    fn r9_3_a_renewed_year_follows_without_a_gap_or_an_overlap() {
        let check = |opens_at: &str, given_at: &str, opens: &str, last_day: &str| {
            let old = grant(opens_at);
            let term = Term::given([&old], BodyId(3), System::Ac, instant(given_at));
            assert_eq!((term.opens_at(), term.last_day().to_string()), (instant(opens), last_day.to_owned()));
            if term.opens_at() > instant(given_at) {
                assert_eq!(term.opens_at(), old.term.ends_at());
            }
        };
        let own = "2026-11-20T06:00:00Z";
        check(own, "2027-10-01T06:00:00Z", "2027-11-20T19:00:00Z", "2028-11-20");
        check(own, "2027-11-20T18:59:59.999999Z", "2027-11-20T19:00:00Z", "2028-11-20");
        // It ended between submitting and granting: an ordinary year from granting.
        check(own, "2027-11-20T19:00:00Z", "2027-11-20T19:00:00Z", "2028-11-21");
        // Sixty days before the end, and one day earlier.
        check(own, "2027-09-20T19:00:00Z", "2027-11-20T19:00:00Z", "2028-11-20");
        check(own, "2027-09-20T18:59:59Z", "2027-09-20T18:59:59Z", "2028-09-20");
        // 29 February: the year after it ends on 28 February, and stays there.
        check("2028-02-29T06:00:00Z", "2029-02-01T06:00:00Z", "2029-02-28T19:00:00Z", "2030-02-28");
        check("2027-02-28T06:00:00Z", "2028-02-01T06:00:00Z", "2028-02-28T19:00:00Z", "2029-02-28");
        let old = grant(own);
        let elsewhere = Term::given([&old], BodyId(4), System::Ac, instant("2027-10-01T06:00:00Z"));
        let planning = Term::given([&old], BodyId(3), System::Sp, instant("2027-10-01T06:00:00Z"));
        assert_eq!([elsewhere, planning], [Term::year_from(instant("2027-10-01T06:00:00Z")); 2]);
        // What follows already is not followed again before its own end is near.
        let next = Grant { id: GrantId(2), term: old.term.year_after(), ..old.clone() };
        let third = Term::given([&old, &next], BodyId(3), System::Ac, instant("2027-10-02T06:00:00Z"));
        assert_eq!(third, Term::year_from(instant("2027-10-02T06:00:00Z")));
    }

    #[test]
    fn a_grant_opens_and_expires_to_the_microsecond() {
        // nothing but the question is needed for it to be over. A-092: at T and one microsecond around it.
        let check = |at: &str, state: &str| {
            assert_eq!(grant("2026-11-20T06:00:00Z").state_at(instant(at)).code(), state, "{at}");
        };
        check("2026-11-20T05:59:59.999999Z", "not-yet");
        check("2026-11-20T06:00:00Z", "open");
        check("2026-11-20T06:00:00.000001Z", "open");
        check("2027-11-20T18:59:59.999999Z", "open");
        check("2027-11-20T19:00:00Z", "expired");
        check("2027-11-20T19:00:00.000001Z", "expired");
        check("2099-01-01T00:00:00Z", "expired");
    }

    #[test]
    fn a_grant_ends_with_its_body_to_the_microsecond() {
        let last_day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let of =
            |closes: &str| Grant { body_last_day: Some(last_day(closes)), ..grant("2026-11-20T06:00:00Z") };
        let check = |closes: &str, at: &str, state: &str| {
            assert_eq!(of(closes).state_at(instant(at)).code(), state, "{closes}: {at}");
        };
        check("2026-12-31", "2026-12-31T18:59:59.999999Z", "open");
        check("2026-12-31", "2026-12-31T19:00:00Z", "body-closed");
        check("2026-12-31", "2099-01-01T00:00:00Z", "body-closed");
        // The earlier end is the end.
        check("2027-11-19", "2027-11-19T19:00:00Z", "body-closed");
        check("2027-11-20", "2027-11-20T19:00:00Z", "expired");
        check("2028-01-01", "2028-01-02T19:00:00Z", "expired");
        check("2026-11-19", "2026-11-20T06:00:00Z", "body-closed");
        let open = of("2026-12-31").state_at(instant("2026-12-01T00:00:00Z")).open().expect("open");
        assert_eq!(open.last_day(), last_day("2026-12-31"));
        let after = instant("2027-10-01T06:00:00Z");
        let anew = Term::given([&of("2026-12-31")], BodyId(3), System::Ac, after);
        assert_eq!(anew, Term::year_from(after), "what ended with its body goes on with nothing");
    }

    #[test]
    fn the_proof_speaks_of_its_own_grant() {
        let open = grant("2026-11-20T06:00:00Z").state_at(instant("2027-01-01T00:00:00Z")).open();
        let open = open.expect("open");
        assert_eq!((open.id(), open.person(), open.body()), (GrantId(1), PersonId(2), BodyId(3)));
        assert_eq!((open.system(), open.last_day().to_string()), (System::Ac, "2027-11-20".to_owned()));
        let over = grant("2026-11-20T06:00:00Z").state_at(instant("2028-01-01T00:00:00Z"));
        assert_eq!(over.open(), None);
    }

    #[test]
    fn a_stored_term_is_not_recomputed_and_not_reversed() {
        let opens_at = instant("2026-11-20T06:00:00Z");
        let last_day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        assert_eq!(
            Term::kept(opens_at, last_day("2026-12-01")).map(|t| t.last_day().to_string()),
            Ok("2026-12-01".to_owned())
        );
        assert!(Term::kept(opens_at, last_day("2026-11-20")).is_ok());
        assert_eq!(Term::kept(opens_at, last_day("2026-11-19")), Err(EndsBeforeItOpens));
    }

    proptest! {
        #[test]
        fn years_that_follow_each_other_meet_and_never_wander(opens in 1_672_531_200i64..1_861_920_000, years in 1..8) {
            let first = Term::year_from(DateTime::from_timestamp(opens, 0).expect("an instant"));
            let mut term = first;
            for _ in 0..years {
                let next = term.year_after();
                prop_assert_eq!(next.opens_at(), term.ends_at());
                prop_assert!((365..=366).contains(&(next.last_day() - term.last_day()).num_days()));
                term = next;
            }
            let (day, end) = (first.last_day(), term.last_day());
            prop_assert_eq!((day.month(), day.day().min(28)), (end.month(), end.day().min(28)));
        }

        #[test]
        fn once_expired_no_later_instant_opens_it(opens in 1_672_531_200i64..1_861_920_000, at in 0..80_000_000i64, later in 0..80_000_000i64) {
            let seconds = |s| DateTime::from_timestamp(s, 0).expect("an instant");
            let mut grant = grant("2026-11-20T06:00:00Z");
            grant.term = Term::year_from(seconds(opens));
            let days = (grant.term.last_day() - day_of(seconds(opens))).num_days();
            prop_assert!((365..=366).contains(&days));
            if grant.state_at(seconds(opens + at)).code() == "expired" {
                prop_assert_eq!(grant.state_at(seconds(opens + at + later)).code(), "expired");
            }
        }
    }
}
