//! What falls due by time alone: reminders of a promised day, and its escalation. Each fact has one nominal instant, so that
//! it happens once however often, or late, somebody looks.

use super::calendar::{Calendar, NotCovered, day_of, start_of_day};
use super::promise::Promise;
use super::training::Training;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

/// When offices open: nobody is reminded at night.
pub const MORNING: TimeDelta = TimeDelta::hours(9);

/// What falls due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DueKind {
    /// The step is due tomorrow: those who must take it are reminded.
    DueTomorrow,
    /// The step is due today: they are reminded again.
    DueToday,
    /// The step is overdue: the named superior is told.
    Overdue,
    /// The day came on which, by the personnel record, somebody's powers end (R9.4).
    PowersEnd,
    /// Somebody's access ends soon (R9.3): they are reminded.
    AccessEnds,
    /// Access of people of a body ends soon: its writers are reminded.
    PeopleEnd,
    /// A half-year began: a body is asked who still works there.
    AttestationAsked,
    /// Its answer is due on the next working day: its writers are reminded.
    AttestationReminder,
    /// Answers are overdue: the ministry's administrators are told.
    AttestationOverdue,
    /// It was silent for too long: access is suspended.
    AttestationSilence,
    /// The report of a training is due on the next working day (R13.2): the operators are reminded.
    ReportDueTomorrow,
    /// It is due today: they are reminded again.
    ReportDueToday,
    /// It is overdue: the ministry's administrators are told.
    ReportOverdue,
}

impl DueKind {
    /// The code used in storage, in the journal and in catalogues.
    pub const fn code(self) -> &'static str {
        match self {
            DueKind::DueTomorrow => "due_tomorrow",
            DueKind::DueToday => "due_today",
            DueKind::Overdue => "overdue",
            DueKind::PowersEnd => "powers_end",
            DueKind::AccessEnds => "access_ends",
            DueKind::PeopleEnd => "people_end",
            DueKind::AttestationAsked => "attestation_asked",
            DueKind::AttestationReminder => "attestation_reminder",
            DueKind::AttestationOverdue => "attestation_overdue",
            DueKind::AttestationSilence => "attestation_silence",
            DueKind::ReportDueTomorrow => "report_due_tomorrow",
            DueKind::ReportDueToday => "report_due_today",
            DueKind::ReportOverdue => "report_overdue",
        }
    }
}

/// Something that falls due at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DueFact {
    /// When, nominally: the morning of a working day.
    pub due_at: DateTime<Utc>,
    /// What.
    pub kind: DueKind,
    /// About which thing: the number of the promise, the recorded event, the person, the body, the attestation, the training.
    pub subject: i64,
}

/// What is done about a fact that is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// People are told.
    Tell,
    /// Its day is over: it is only recorded, so that nobody gets yesterday's reminders.
    Skip,
}

impl Promise {
    /// Everything that falls due about the promise, in the order of time.
    pub fn facts(&self, calendar: &Calendar) -> Vec<Result<DueFact, NotCovered>> {
        let kinds = [DueKind::DueTomorrow, DueKind::DueToday, DueKind::Overdue];
        facts(kinds, self.id.0, self.deadline.due_on(), self.promised_at, calendar)
    }
}

impl Training {
    /// Everything that falls due about its report (R13.2), as about a promise.
    pub fn facts(&self, calendar: &Calendar) -> Vec<Result<DueFact, NotCovered>> {
        let kinds = [DueKind::ReportDueTomorrow, DueKind::ReportDueToday, DueKind::ReportOverdue];
        facts(kinds, self.id.0, self.report_due.due_on(), self.entered_at, calendar)
    }
}

/// Around a promised day: the working day before it, the last working day up to it, the working day after it, which does not
/// come before the one after `known_on`: what is entered late may be overdue already, and its escalation waits for a morning.
///
/// The trap: by a corrected calendar the promised day may be a day off, and the day before it with it.
pub(super) fn around(
    due_on: NaiveDate,
    known_on: NaiveDate,
    calendar: &Calendar,
) -> [Result<NaiveDate, NotCovered>; 3] {
    let last = calendar.last_working_day(due_on);
    let before = last.and_then(|last| match last == due_on {
        true => due_on.pred_opt().map_or(Ok(last), |day| calendar.last_working_day(day)),
        false => Ok(last),
    });
    [before, last, calendar.count(due_on.max(known_on), 1).map(|count| count.due_on)]
}

/// R9, R13.2, product: reminded the day before and on the due day, on working days only; escalated the next working morning.
fn facts(
    kinds: [DueKind; 3],
    subject: i64,
    due_on: NaiveDate,
    known_at: DateTime<Utc>,
    calendar: &Calendar,
) -> Vec<Result<DueFact, NotCovered>> {
    let days = around(due_on, day_of(known_at), calendar);
    let reminded_twice = days[0] == days[1];
    let on = |(kind, day): (DueKind, Result<NaiveDate, NotCovered>)| {
        day.map(|day| DueFact { due_at: start_of_day(day) + MORNING, kind, subject })
    };
    // Whoever got it after that morning has just been told of its day.
    let wanted = |fact: &Result<DueFact, NotCovered>| match fact {
        Ok(fact) => known_at < fact.due_at && !(reminded_twice && fact.kind == kinds[1]),
        Err(_) => true,
    };
    kinds.into_iter().zip(days).map(on).filter(wanted).collect()
}

impl DueFact {
    /// What is done about it at an instant; nothing before it is due, and on a day off or at night nobody is told.
    pub fn treatment_at(
        &self,
        at: DateTime<Utc>,
        calendar: &Calendar,
    ) -> Result<Option<Treatment>, NotCovered> {
        if at < self.due_at {
            return Ok(None);
        }
        let today = day_of(at);
        let is_office_hour = calendar.is_working(today)? && at >= start_of_day(today) + MORNING;
        let is_its_day = today == day_of(self.due_at);
        Ok(match self.kind {
            DueKind::DueTomorrow
            | DueKind::DueToday
            | DueKind::ReportDueTomorrow
            | DueKind::ReportDueToday
            | DueKind::AttestationReminder => {
                Some(if is_its_day { Treatment::Tell } else { Treatment::Skip })
            }
            DueKind::Overdue
            | DueKind::ReportOverdue
            | DueKind::AttestationAsked
            | DueKind::AttestationOverdue => is_office_hour.then_some(Treatment::Tell),
            // Access ends at night and on days off too, and however late it is.
            DueKind::PowersEnd | DueKind::AttestationSilence => Some(Treatment::Tell),
            // Their treatment depends on one another: `renewal::treatments`.
            DueKind::AccessEnds | DueKind::PeopleEnd => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::{Draft, Edition, LegalAct, Wish};
    use crate::domain::deadline::{Deadline, Period};
    use crate::domain::ids::{ApplicationId, PromiseId};

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    fn promise(from: &str) -> Promise {
        let calendar = Calendar::built_in();
        Promise {
            id: PromiseId(7),
            application: ApplicationId(1),
            deadline: Deadline::promised(Period::Considering, day(from), &calendar).expect("covered"),
            promised_at: start_of_day(day(from)) + TimeDelta::hours(15),
            ended_at: None,
        }
    }

    #[track_caller]
    fn check(promise: &Promise, calendar: &Calendar, expect: &[(DueKind, &str)]) {
        let facts: Vec<_> = promise
            .facts(calendar)
            .into_iter()
            .map(|fact| fact.map(|fact| (fact.kind, day_of(fact.due_at).to_string())))
            .collect::<Result<_, _>>()
            .expect("covered");
        let expect: Vec<_> = expect.iter().map(|(kind, on)| (*kind, (*on).to_owned())).collect();
        assert_eq!(facts, expect);
    }

    use DueKind::{DueToday, DueTomorrow, Overdue};

    #[test]
    fn reminded_the_working_day_before_and_on_the_day_and_escalated_the_next_working_morning() {
        let calendar = Calendar::built_in();
        // Thursday; due on Monday: the day before is Friday.
        let thursday = [(DueTomorrow, "2026-11-20"), (DueToday, "2026-11-23"), (Overdue, "2026-11-24")];
        check(&promise("2026-11-19"), &calendar, &thursday);
        // Due on a Friday: escalated on Monday, not on Saturday.
        let wednesday = [(DueTomorrow, "2026-11-19"), (DueToday, "2026-11-20"), (Overdue, "2026-11-23")];
        check(&promise("2026-11-18"), &calendar, &wednesday);
        // Over the New Year and Christmas.
        let new_year = [(DueTomorrow, "2026-01-05"), (DueToday, "2026-01-06"), (Overdue, "2026-01-08")];
        check(&promise("2025-12-31"), &calendar, &new_year);
    }

    #[test]
    fn a_promised_day_that_became_a_day_off_is_reminded_before_it() {
        let edition = Edition::delivered();
        let act = LegalAct::new("Бұйрық", "1", day("2026-11-19")).expect("an act");
        let draft =
            Draft::of(&edition).mark(&edition, day("2026-11-23"), Wish::DayOff, &act).expect("marked");
        let corrected = draft.published(&edition).calendar();
        check(&promise("2026-11-19"), &corrected, &[(DueTomorrow, "2026-11-20"), (Overdue, "2026-11-24")]);
    }

    #[test]
    fn what_was_promised_later_than_its_reminder_is_not_reminded() {
        let late = Promise { promised_at: at("2026-11-23T05:00:00Z"), ..promise("2026-11-19") };
        check(&late, &Calendar::built_in(), &[(Overdue, "2026-11-24")]);
        let overdue = Promise { promised_at: at("2026-12-04T05:00:00Z"), ..promise("2026-11-19") };
        check(&overdue, &Calendar::built_in(), &[(Overdue, "2026-12-07")]);
    }

    #[test]
    fn a_093_what_is_done_at_each_moment() {
        let calendar = Calendar::built_in();
        let [tomorrow, today, overdue] =
            promise("2026-11-18").facts(&calendar).try_into().expect("three facts");
        let check = |fact: &Result<DueFact, NotCovered>, now: &str, expect| {
            let fact = fact.expect("covered");
            assert_eq!(fact.treatment_at(at(now), &calendar), Ok(expect), "{:?} at {now}", fact.kind);
        };
        // Thursday, nine o'clock in the country.
        check(&tomorrow, "2026-11-19T03:59:59.999999Z", None);
        check(&tomorrow, "2026-11-19T04:00:00Z", Some(Treatment::Tell));
        check(&tomorrow, "2026-11-19T18:59:59.999999Z", Some(Treatment::Tell));
        check(&tomorrow, "2026-11-19T19:00:00Z", Some(Treatment::Skip));
        check(&today, "2026-11-20T12:00:00Z", Some(Treatment::Tell));
        // A portal that was down for a week reminds nobody, and escalates once, on a working morning.
        check(&today, "2026-11-29T12:00:00Z", Some(Treatment::Skip));
        check(&overdue, "2026-11-21T12:00:00Z", None);
        check(&overdue, "2026-11-23T04:00:00Z", Some(Treatment::Tell));
        check(&overdue, "2026-11-29T12:00:00Z", None);
        check(&overdue, "2026-11-30T03:00:00Z", None);
        check(&overdue, "2026-11-30T04:00:00Z", Some(Treatment::Tell));
    }

    #[test]
    fn beyond_the_calendar_nothing_is_guessed() {
        let calendar = Calendar::built_in();
        let promise = promise("2028-12-27");
        let facts = promise.facts(&calendar);
        assert_eq!((facts.len(), facts[2]), (3, Err(NotCovered { on: day("2029-01-01") })));
    }
}
