//! An application that came on paper, through document management: a clerk of the ministry registers it, and the two
//! working days of R9.1 begin on the day on which the ministry received it.
//!
//! Nobody signed it in the portal, so it rests on the scan of the signed paper. Separation of duties: registering is the
//! administrator's, who never considers; and whoever registered an application never considers it, whatever became of
//! their role meanwhile. Nothing is seen of it by its body before it is registered, and the body does not write in it.

use super::{Act, Application, BodyClosed, Incomplete, Number, State, Unbound};
use crate::domain::access::{Permit, Register};
use crate::domain::calendar::{Calendar, NotCovered};
use crate::domain::deadline::{Deadline, Period};
use crate::domain::ids::PersonId;
use crate::domain::journal::Digest;
use crate::domain::names::{BadText, line};
use chrono::{NaiveDate, TimeDelta};

/// The paper on which an application rests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// Its outgoing number at the applying body.
    pub outgoing: String,
    /// The day that stands on it.
    pub dated_on: NaiveDate,
    /// The day on which the ministry received it.
    pub received_on: NaiveDate,
    /// Who enters it into the portal.
    pub by: PersonId,
    /// The digest of its scan, once there is one.
    pub scan: Option<Digest>,
}

/// What is wrong with the particulars of a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadPaper {
    /// The outgoing number.
    Outgoing(BadText),
    /// It was received before the day that stands on it.
    ReceivedBeforeDated,
    /// It was received later than today.
    ReceivedLater,
    /// It was received so long ago that it is another matter ([`Paper::OLDEST`]).
    ReceivedLongAgo,
}

/// Why a paper was not registered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegisterRefusal {
    /// It came through the portal, or is registered already.
    #[error("a {} application can't be registered", present.code())]
    NotWaiting {
        /// Where it stands.
        present: State,
    },
    /// There is no scan of the paper.
    #[error("the scan of the paper is missing")]
    NoScan,
    /// Not this application, or not as it is now.
    #[error(transparent)]
    Unbound(#[from] Unbound),
    /// The form lacks something.
    #[error(transparent)]
    Incomplete(#[from] Incomplete),
    /// The deadline can't be counted.
    #[error(transparent)]
    Calendar(#[from] NotCovered),
    /// The body is closed.
    #[error(transparent)]
    BodyClosed(#[from] BodyClosed),
}

impl Paper {
    /// The longest outgoing number, in characters.
    pub const MOST: usize = 60;
    /// How long ago a paper may have been received.
    pub const OLDEST: TimeDelta = TimeDelta::days(366);

    /// Reads the particulars of a paper, or names every fault.
    pub fn parse(
        outgoing: &str,
        dated_on: NaiveDate,
        received_on: NaiveDate,
        by: PersonId,
        today: NaiveDate,
    ) -> Result<Paper, Vec<BadPaper>> {
        let outgoing = line(outgoing, Paper::MOST).map_err(BadPaper::Outgoing);
        let mut faults: Vec<BadPaper> = outgoing.as_ref().err().copied().into_iter().collect();
        for (wrong, fault) in [
            (received_on < dated_on, BadPaper::ReceivedBeforeDated),
            (received_on > today, BadPaper::ReceivedLater),
            (today - received_on > Paper::OLDEST, BadPaper::ReceivedLongAgo),
        ] {
            if wrong {
                faults.push(fault);
            }
        }
        match outgoing {
            Ok(outgoing) if faults.is_empty() => {
                Ok(Paper { outgoing, dated_on, received_on, by, scan: None })
            }
            Ok(_) | Err(_) => Err(faults),
        }
    }
}

impl Application {
    /// The paper, while it is being entered and not registered yet.
    pub fn being_registered(&self) -> Option<&Paper> {
        self.paper.as_ref().filter(|_| self.number.is_none())
    }

    /// The clerk registers the paper: the application lies with the ministry, and its days run from the day of receipt.
    pub fn register(
        self,
        permit: &Permit<Register>,
        act: Act,
        number: Number,
        calendar: &Calendar,
    ) -> Result<Application, RegisterRefusal> {
        let paper = match (&self.state, self.being_registered()) {
            (State::Draft, Some(paper)) => paper.clone(),
            _ => return Err(RegisterRefusal::NotWaiting { present: self.state }),
        };
        self.bound(permit, &act)?;
        self.check_body(act.at)?;
        if paper.scan.is_none() {
            return Err(RegisterRefusal::NoScan);
        }
        self.check_complete()?;
        let considering = Deadline::promised(Period::Considering, paper.received_on, calendar)?;
        // Who registers is who answers for what was entered.
        let paper = Some(Paper { by: permit.by(), ..paper });
        let state = State::Submitted { at: act.at, by: permit.by(), considering };
        Ok(Application { number: Some(number), paper, state, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples::*;
    use super::*;
    use crate::domain::access::{Consider, Denied, Sign, Write, check};
    use crate::domain::application::Stage;
    use crate::domain::body::BodyKind;
    use crate::domain::ids::BodyId;
    use crate::domain::person::Role;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn clerk() -> crate::domain::access::Actor {
        actor(12, MINISTRY, BodyKind::Ministry, Role::Administrator)
    }

    fn on_paper() -> Application {
        let (dated, received) = (day("2026-11-16"), day("2026-11-18"));
        let paper = Paper::parse(" № 01-12/345 ", dated, received, PersonId(12), day("2026-11-20"));
        let paper = paper.map(|paper| Paper { scan: Some(Digest([7; 32])), ..paper }).expect("a paper");
        Application { paper: Some(paper), ..draft(2) }
    }

    fn registered(on: Application) -> Result<Application, RegisterRefusal> {
        let permit = permit(&clerk(), Register, &on);
        let act = act(&on, "20T06");
        on.register(&permit, act, NUMBER, &Calendar::built_in())
    }

    #[test]
    fn r9_1_the_two_days_of_a_paper_begin_on_the_day_of_its_receipt() {
        let registered = registered(on_paper()).expect("registered");
        // Received on Wednesday 18 November, registered on Friday 20: due on that Friday.
        assert_eq!(registered.state.deadline().map(Deadline::due_on), Some(day("2026-11-20")));
        assert_eq!(registered.state.deadline().map(Deadline::from_on), Some(day("2026-11-18")));
        assert_eq!(registered.number, Some(NUMBER));
    }

    #[test]
    fn a_paper_is_registered_once_complete_and_with_its_scan() {
        let paper = |change: fn(&mut Paper)| {
            let mut on = on_paper();
            on.paper.iter_mut().for_each(change);
            on
        };
        assert_eq!(registered(paper(|paper| paper.scan = None)), Err(RegisterRefusal::NoScan));
        let empty = Application { lines: Vec::new(), ..on_paper() };
        assert_eq!(registered(empty), Err(RegisterRefusal::Incomplete(Incomplete::NoEmployee)));
        let again = registered(on_paper()).and_then(registered);
        assert!(matches!(again, Err(RegisterRefusal::NotWaiting { .. })), "{again:?}");
        let far = paper(|paper| paper.received_on = NaiveDate::from_ymd_opt(2090, 1, 1).unwrap_or_default());
        assert!(matches!(registered(far), Err(RegisterRefusal::Calendar(_))));
        let (on, other) =
            (on_paper(), Application { id: crate::domain::ids::ApplicationId(6), ..on_paper() });
        let (foreign, act) = (permit(&clerk(), Register, &other), act(&on, "20T06"));
        let refused = on.register(&foreign, act, NUMBER, &Calendar::built_in());
        assert_eq!(refused, Err(RegisterRefusal::Unbound(Unbound::ForeignPermit)));
    }

    #[test]
    fn a_052_whoever_registers_a_paper_never_considers_it() {
        let (draft, sent) = (on_paper(), registered(on_paper()).expect("registered"));
        // The body sees nothing before it is registered, and neither does a reviewer.
        for other in [head(), reviewer(), operator()] {
            assert_eq!(check(&other, Write, &draft).map(drop), Err(Denied::OutsideRights));
            assert_eq!(check(&other, Sign, &draft).map(drop), Err(Denied::OutsideRights));
        }
        assert!(check(&clerk(), Write, &draft).is_ok() && check(&clerk(), Register, &draft).is_ok());
        assert!(check(&clerk(), Sign, &draft).is_err() && check(&clerk(), Consider, &sent).is_err());
        assert!(check(&clerk(), Write, &sent).is_err(), "afterwards it is the body's");
        assert!(check(&head(), Write, &sent).is_ok() && check(&reviewer(), Consider, &sent).is_ok());
        // The same person, made a reviewer on the day after.
        let later = actor(12, MINISTRY, BodyKind::Ministry, Role::Reviewer);
        assert_eq!(check(&later, Consider, &sent).map(drop), Err(Denied::OwnRegistration));
        let own = Application { body: BodyId(1), ..on_paper() };
        assert_eq!(check(&clerk(), Register, &own).map(drop), Err(Denied::OwnApplication));
        assert_eq!(Stage::Ministry.code(), "ministry");
    }

    #[test]
    fn the_particulars_of_a_paper_are_checked_together() {
        let today = day("2026-11-20");
        let check = |outgoing: &str, dated: &str, received: &str, expect: &[BadPaper]| {
            let read = Paper::parse(outgoing, day(dated), day(received), PersonId(12), today);
            assert_eq!(read.map(drop), if expect.is_empty() { Ok(()) } else { Err(expect.to_vec()) });
        };
        check("1", "2026-11-20", "2026-11-20", &[]);
        check("1", "2026-11-20", "2026-11-21", &[BadPaper::ReceivedLater]);
        check(
            " ",
            "2026-11-20",
            "2026-11-19",
            &[BadPaper::Outgoing(BadText::Empty), BadPaper::ReceivedBeforeDated],
        );
        check("1", "2025-01-01", "2025-01-02", &[BadPaper::ReceivedLongAgo]);
        check("1\u{202e}", "2026-11-20", "2026-11-20", &[BadPaper::Outgoing(BadText::Invisible)]);
    }
}
