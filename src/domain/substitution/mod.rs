//! A substitution: for named days somebody of the same body may do what an absent colleague may, and everything done so
//! says on whose behalf. Looking is never lent: a grant is for one person (R9.2).

#[cfg(test)]
mod tests;

use super::access::{NameSubstitute, Permit, StandingIn};
use super::body::BodyKind;
use super::calendar::day_of;
use super::ids::{BodyId, PersonId, SubstitutionId};
use super::names::{BadText, line};
use super::person::{Conflict, Person, Role, check_duties, check_roles};
use chrono::{DateTime, Days, NaiveDate, Utc};

/// The longest substitution, in days: a longer absence is a new appointment.
const LONGEST: Days = Days::new(366);

/// The order on which a substitution rests: its number and date in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basis(String);

impl Basis {
    /// The longest, in characters.
    pub const MOST: usize = 200;

    /// Reads it.
    pub fn parse(text: &str) -> Result<Basis, BadText> {
        line(text, Basis::MOST).map(Basis)
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The first and the last day of an absence, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Absence {
    /// The first day.
    pub first: NaiveDate,
    /// The last day.
    pub last: NaiveDate,
}

impl Absence {
    /// True on its days.
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }

    fn meets(&self, other: &Absence) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// Who stands in for whom, and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Substitution {
    /// Its number.
    pub id: SubstitutionId,
    /// The body of both.
    pub body: BodyId,
    /// Who is absent.
    pub absent: PersonId,
    /// Who stands in.
    pub substitute: PersonId,
    /// On which days.
    pub days: Absence,
    /// By which order.
    pub basis: Basis,
    /// When it was named; it gives nothing before.
    pub named_at: DateTime<Utc>,
    /// By whom.
    pub named_by: PersonId,
    /// When it was ended before its last day.
    pub ended_at: Option<DateTime<Utc>>,
}

impl Substitution {
    /// Whether it stands at an instant; its days are days in the country, to the end of the last.
    pub fn stands_at(&self, at: DateTime<Utc>) -> bool {
        self.days.holds(day_of(at)) && self.named_at <= at && self.ended_at.is_none_or(|ended| at < ended)
    }

    /// Whether it stands or will stand.
    pub fn is_ahead(&self, at: DateTime<Utc>) -> bool {
        self.ended_at.is_none() && day_of(at) <= self.days.last
    }

    /// What it lends of the roles that the absent person has at that moment.
    pub fn lends(&self, roles_of_absent: &[Role]) -> StandingIn {
        StandingIn { absent: self.absent, roles: lendable(roles_of_absent) }
    }
}

/// The roles that may be exercised on behalf of somebody: not an auditor's, whose grant is personal.
pub fn lendable(roles: &[Role]) -> Vec<Role> {
    roles.iter().copied().filter(|role| *role != Role::Auditor).collect()
}

/// What else is known when a substitute is named.
#[derive(Clone, Debug)]
pub struct Circumstances<'a> {
    /// The kind of the body.
    pub kind: BodyKind,
    /// Roles that the substitute holds anywhere, as one human being.
    pub held: &'a [Role],
    /// Substitutions in which either of the two appears and which stand or will stand, with the roles of each absent person.
    pub others: &'a [(Substitution, Vec<Role>)],
}

/// A substitution before it has a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSubstitution {
    /// The body of both.
    pub body: BodyId,
    /// Who is absent.
    pub absent: PersonId,
    /// Who stands in.
    pub substitute: PersonId,
    /// On which days.
    pub days: Absence,
    /// By which order.
    pub basis: Basis,
    /// By whom it is named.
    pub named_by: PersonId,
}

/// Why nobody is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NameRefusal {
    /// The permit is for somebody else's absence.
    #[error("the permit is for somebody else")]
    ForeignPermit,
    /// Nobody stands in for themself.
    #[error("nobody stands in for themself")]
    SamePerson,
    /// Nobody gives rights to themself.
    #[error("nobody names themself")]
    Oneself,
    /// Both work in one body.
    #[error("both work in one body")]
    AnotherBody,
    /// The absent person has no role that could be exercised for them.
    #[error("there is nothing to stand in for")]
    NothingToLend,
    /// The last day comes before the first.
    #[error("the last day comes before the first")]
    Reversed,
    /// All days are over.
    #[error("all days are over")]
    Over,
    /// Longer than a year.
    #[error("longer than a year")]
    TooLong,
    /// Somebody stands in for the absent person on some of these days already.
    #[error("substitution {0} holds on some of these days")]
    AlreadyNamed(SubstitutionId),
    /// The substitute is absent on some of these days.
    #[error("the substitute is absent by substitution {0}")]
    SubstituteAbsent(SubstitutionId),
    /// The roles would contradict each other.
    #[error(transparent)]
    Conflict(#[from] Conflict),
}

impl NewSubstitution {
    /// Names a substitute.
    #[allow(clippy::too_many_arguments, reason = "a substitution is all of these")]
    pub fn name(
        permit: &Permit<NameSubstitute>,
        absent: &Person,
        substitute: &Person,
        known: &Circumstances<'_>,
        days: Absence,
        basis: Basis,
        at: DateTime<Utc>,
    ) -> Result<NewSubstitution, NameRefusal> {
        if permit.on() != absent.id {
            return Err(NameRefusal::ForeignPermit);
        }
        if absent.id == substitute.id || absent.iin == substitute.iin {
            return Err(NameRefusal::SamePerson);
        }
        if permit.by() == substitute.id {
            return Err(NameRefusal::Oneself);
        }
        if absent.body != substitute.body {
            return Err(NameRefusal::AnotherBody);
        }
        let lent = lendable(&absent.roles);
        if lent.is_empty() {
            return Err(NameRefusal::NothingToLend);
        }
        checked(days, at)?;
        let meeting =
            || known.others.iter().filter(|(other, _)| other.is_ahead(at) && other.days.meets(&days));
        if let Some((other, _)) = meeting().find(|(other, _)| other.absent == absent.id) {
            return Err(NameRefusal::AlreadyNamed(other.id));
        }
        if let Some((other, _)) = meeting().find(|(other, _)| other.absent == substitute.id) {
            return Err(NameRefusal::SubstituteAbsent(other.id));
        }
        let lent_too = meeting().filter(|(other, _)| other.substitute == substitute.id);
        let lent: Vec<Role> = lent_too.flat_map(|(_, roles)| lendable(roles)).chain(lent).collect();
        check_roles(known.kind, &lent)?;
        check_duties(&known.held.iter().copied().chain(lent).collect::<Vec<_>>())?;
        Ok(NewSubstitution {
            body: absent.body,
            absent: absent.id,
            substitute: substitute.id,
            days,
            basis,
            named_by: permit.by(),
        })
    }
}

fn checked(days: Absence, at: DateTime<Utc>) -> Result<(), NameRefusal> {
    if days.last < days.first {
        return Err(NameRefusal::Reversed);
    }
    if days.last < day_of(at) {
        return Err(NameRefusal::Over);
    }
    if days.first.checked_add_days(LONGEST).is_some_and(|end| end <= days.last) {
        return Err(NameRefusal::TooLong);
    }
    Ok(())
}
