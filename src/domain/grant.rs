//! The grant: one person, one system, one calendar year (R9.2, R9.3). Whether it is open is a question asked with an
//! instant; no job has to set a flag in time, and nobody else makes an [`OpenGrant`].

use super::calendar::{day_of, end_of_day};
use super::hold::Hold;
use super::ids::{ApplicationId, BodyId, GrantId, HoldId, PersonId};
use super::system::System;
use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};

/// So long before its end a grant is renewed.
const RENEWAL: Days = Days::new(60);

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
        let first = day_of(opens_at);
        let next = first.year() + 1;
        let last_day =
            first.with_year(next).or_else(|| NaiveDate::from_ymd_opt(next, 2, 28)).unwrap_or(first);
        Term { opens_at, last_day }
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
        self.last_day.checked_sub_days(RENEWAL).unwrap_or(self.last_day)
    }

    /// The first instant without access.
    pub fn ends_at(&self) -> DateTime<Utc> {
        end_of_day(self.last_day)
    }
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
}

/// What a grant is at an instant.
#[derive(Debug, PartialEq, Eq)]
pub enum GrantState {
    /// It opens later.
    NotYet {
        /// The first instant of access.
        opens_at: DateTime<Utc>,
    },
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
        // The order is the rule: what ends a grant for good is asked first, what only delays it last. Of the block and
        // the end of the year the earlier is the end, so that nothing that happens later changes what a grant was.
        // Waiting for training (R13.1) belongs just before `Open`.
        let ends_at = self.term.ends_at();
        let blocked = self.held().filter_map(|hold| Some((hold.blocked_at()?, hold.id))).min();
        if let Some((since, hold)) = blocked.filter(|(since, _)| *since <= at && *since < ends_at) {
            return GrantState::Blocked { since, hold };
        }
        if at >= ends_at {
            return GrantState::Expired { last_day: self.term.last_day() };
        }
        let suspended =
            self.held().filter(|hold| hold.suspends_at(at)).map(|hold| (hold.since, hold.id)).min();
        if let Some((since, hold)) = suspended {
            return GrantState::Suspended { since, hold };
        }
        if at < self.term.opens_at() {
            GrantState::NotYet { opens_at: self.term.opens_at() }
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

    fn held(&self) -> impl Iterator<Item = &Hold> {
        self.holds.iter().filter(|hold| hold.person == self.person && hold.covers(self.id))
    }

    fn proof(&self) -> OpenGrant {
        OpenGrant {
            id: self.id,
            person: self.person,
            body: self.body,
            system: self.system,
            last_day: self.term.last_day(),
        }
    }
}

impl GrantState {
    /// The proof, where the grant is open.
    pub fn open(self) -> Option<OpenGrant> {
        match self {
            GrantState::Open(grant) => Some(grant),
            GrantState::NotYet { .. }
            | GrantState::Suspended { .. }
            | GrantState::Blocked { .. }
            | GrantState::Expired { .. } => None,
        }
    }

    /// The code of the state, for catalogues and storage.
    pub const fn code(&self) -> &'static str {
        match self {
            GrantState::NotYet { .. } => "not-yet",
            GrantState::Open(_) => "open",
            GrantState::Suspended { .. } => "suspended",
            GrantState::Blocked { .. } => "blocked",
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
