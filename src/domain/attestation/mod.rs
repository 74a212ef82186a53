//! Attestation: once a half-year a body says of each of its people with access that they still work there. It is asked on the
//! first working day, reminded once, and its silence suspends whoever was not confirmed; a word said later gives back what
//! silence took (product §3, so that the base of users stays current, R9.3).

#[cfg(test)]
mod tests;

use super::access::{Attest, Permit};
use super::calendar::{Calendar, NotCovered, day_of, end_of_day, start_of_day};
use super::deadline::{Deadline, Period};
use super::due::{DueFact, DueKind, MORNING, around};
use super::grant::{Grant, GrantState};
use super::ids::{AttestationId, BodyId, PersonId};
use super::journal::{Digest, Field as _};
use chrono::{DateTime, Datelike, Months, NaiveDate, Utc};
use std::collections::BTreeSet;

/// Half of a calendar year: from 1 January to 30 June, from 1 July to 31 December.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct HalfYear(NaiveDate);

impl HalfYear {
    /// The one of a day.
    pub fn of(day: NaiveDate) -> HalfYear {
        let month = if day.month() <= 6 { 1 } else { 7 };
        HalfYear(NaiveDate::from_ymd_opt(day.year(), month, 1).unwrap_or(day))
    }

    /// The one that begins on a day.
    pub fn beginning(first_day: NaiveDate) -> Option<HalfYear> {
        Some(HalfYear::of(first_day)).filter(|half| half.0 == first_day)
    }

    /// Reads the code: `2027-1`.
    pub fn parse(code: &str) -> Option<HalfYear> {
        let (year, half) = code.split_once('-')?;
        let month = match half {
            "1" => 1,
            "2" => 7,
            _ => return None,
        };
        let first_day = NaiveDate::from_ymd_opt(year.parse().ok()?, month, 1)?;
        Some(HalfYear(first_day)).filter(|half| half.code() == code)
    }

    /// The code in addresses.
    pub fn code(self) -> String {
        format!("{:04}-{}", self.0.year(), self.number())
    }

    /// The first or the second of its year.
    pub fn number(self) -> u32 {
        if self.0.month() == 1 { 1 } else { 2 }
    }

    /// The one after it.
    pub fn next(self) -> HalfYear {
        HalfYear::of(self.0.checked_add_months(Months::new(6)).unwrap_or(self.0))
    }

    /// Its last day.
    pub fn last_day(self) -> NaiveDate {
        self.next().0.pred_opt().unwrap_or(self.0)
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        self.0
    }

    /// Its first instant: whoever has access then is attested.
    pub fn begins_at(self) -> DateTime<Utc> {
        start_of_day(self.0)
    }

    /// The morning on which bodies are asked: of its first working day.
    pub fn asked_at(self, calendar: &Calendar) -> Result<DateTime<Utc>, NotCovered> {
        let before = self.0.pred_opt().ok_or(NotCovered { on: self.0 })?;
        Ok(start_of_day(calendar.count(before, 1)?.due_on) + MORNING)
    }
}

/// What a body was asked, with the days that it was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attestation {
    /// Its number.
    pub id: AttestationId,
    /// Which body.
    pub body: BodyId,
    /// For which half-year.
    pub half_year: HalfYear,
    /// By when it says who works there, counted from the day on which it was asked.
    pub due: Deadline,
    /// Until when it may be silent before access is suspended, counted from the day before.
    pub silence: Deadline,
    /// When it was asked.
    pub asked_at: DateTime<Utc>,
    /// When and by whom the last of its people was confirmed.
    pub attested: Option<(DateTime<Utc>, PersonId)>,
}

/// The days of somebody who is asked at an instant: by when to answer, and until when silence causes nothing.
pub fn promised(at: DateTime<Utc>, calendar: &Calendar) -> Result<(Deadline, Deadline), NotCovered> {
    let due = Deadline::promised(Period::Attestation, day_of(at), calendar)?;
    let silence = Deadline::promised(Period::Silence, due.due_on(), calendar)?;
    Ok((due, silence))
}

impl Attestation {
    /// The first instant at which silence suspends.
    pub fn suspends_at(&self) -> DateTime<Utc> {
        end_of_day(self.silence.due_on())
    }

    /// What falls due about it while somebody waits: a reminder on the working day before the last, the ministry told on the
    /// next working morning (once for all bodies of that day), suspension at the end of the last day of silence.
    pub fn facts(&self, calendar: &Calendar) -> Result<Vec<DueFact>, NotCovered> {
        let [before, _, after] = around(self.due.due_on(), day_of(self.asked_at), calendar);
        let morning = |day| start_of_day(day) + MORNING;
        let mut facts = vec![
            DueFact { due_at: morning(before?), kind: DueKind::AttestationReminder, subject: self.id.0 },
            DueFact {
                due_at: morning(after?),
                kind: DueKind::AttestationOverdue,
                subject: overdue_subject(self.due.due_on()),
            },
            DueFact { due_at: self.suspends_at(), kind: DueKind::AttestationSilence, subject: self.id.0 },
        ];
        facts.retain(|fact| self.asked_at < fact.due_at);
        Ok(facts)
    }

    /// Confirms the people who were ticked on a list that still is the present one.
    ///
    /// Nothing is accepted while somebody of the list is neither confirmed nor reported (R9.4). Nobody confirms themself: their
    /// own line is a colleague's.
    pub fn confirm(
        &self,
        permit: &Permit<Attest>,
        listed: &[Listed],
        shown: Version,
        ticked: &BTreeSet<PersonId>,
    ) -> Result<BTreeSet<PersonId>, AttestRefusal> {
        if permit.on() != self.body {
            return Err(AttestRefusal::ForeignPermit);
        }
        if shown != Version::of(self.id, listed) {
            return Err(AttestRefusal::Moved);
        }
        let asked: BTreeSet<PersonId> =
            listed.iter().map(|one| one.person).filter(|person| *person != permit.by()).collect();
        if !ticked.is_subset(&asked) || asked.is_empty() {
            return Err(AttestRefusal::Moved);
        }
        match asked.difference(ticked).copied().collect::<Vec<_>>() {
            silent if silent.is_empty() => Ok(asked),
            silent => Err(AttestRefusal::Unsaid(silent)),
        }
    }
}

/// Why an attestation is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AttestRefusal {
    /// The permit is for another body.
    #[error("the permit is for another body")]
    ForeignPermit,
    /// The list is not the one that was shown any more.
    #[error("the list has moved")]
    Moved,
    /// Somebody is neither confirmed nor reported.
    #[error("{} people are neither confirmed nor reported", .0.len())]
    Unsaid(Vec<PersonId>),
    /// Nothing is asked.
    #[error("nothing is asked")]
    NothingAsked,
}

/// Somebody of the list, as far as the page shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Who.
    pub person: PersonId,
    /// Their name and post.
    pub described: String,
    /// Their access: system, last day, state.
    pub access: Vec<String>,
}

/// The list that was shown: a digest of everything in it, so that a stale page confirms nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Version(pub Digest);

impl Version {
    /// The version of a list.
    pub fn of(id: AttestationId, listed: &[Listed]) -> Version {
        let mut bytes = Vec::new();
        let mut put = |text: &str| {
            bytes.extend((text.len() as u64).to_be_bytes());
            bytes.extend(text.as_bytes());
        };
        put(&id.to_string());
        for one in listed {
            put(&one.person.to_string());
            put(&one.described);
            put(&one.access.len().to_string());
            one.access.iter().for_each(|access| put(access));
        }
        Version(Digest::of(&bytes))
    }
}

impl std::fmt::Display for Version {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.text())
    }
}

impl std::str::FromStr for Version {
    type Err = AttestRefusal;

    fn from_str(text: &str) -> Result<Version, AttestRefusal> {
        Digest::parse(text).map(Version).ok_or(AttestRefusal::Moved)
    }
}

/// What numbers, among due facts, that the answers of a day are overdue: one for all bodies of that day.
pub fn overdue_subject(due_on: NaiveDate) -> i64 {
    i64::from(due_on.num_days_from_ce())
}

/// True where somebody had access at the first instant of a half-year: open, waiting for training, or suspended. Whoever is
/// given access later is not asked about before the next one.
pub fn had_access(grants: &[Grant], body: BodyId, half_year: HalfYear) -> bool {
    let at = half_year.begins_at();
    grants.iter().any(|grant| grant.body == body && lives(&grant.state_at(at)))
}

const fn lives(state: &GrantState) -> bool {
    match state {
        GrantState::Open(_) | GrantState::AwaitingTraining | GrantState::Suspended { .. } => true,
        GrantState::NotYet { .. }
        | GrantState::Blocked { .. }
        | GrantState::BodyClosed { .. }
        | GrantState::Expired { .. } => false,
    }
}

/// True where a body has still to say that somebody works there: they have access, and nobody reported that their powers ended.
pub fn waits(grants: &[Grant], body: BodyId, at: DateTime<Utc>) -> bool {
    let reported =
        |grant: &Grant| grant.holds.iter().any(|hold| hold.is_pending() && hold.cause.separation().is_some());
    let has_access = |grant: &Grant| grant.body == body && lives(&grant.state_now(at));
    grants.iter().any(has_access) && !grants.iter().any(reported)
}
