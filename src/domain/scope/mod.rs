//! What a body may see (R6), as a pure function of its seat and an open grant. Storage turns a [`Reach`] into a query;
//! nothing outside this module makes a [`Scope`], and an unscoped look does not exist.

#[cfg(test)]
mod tests;

use super::body::{Body, BodyKind, Seat};
use super::grant::OpenGrant;
use super::region::{AdministratorCode, Kato, RegionKind};
use super::system::System;

/// The paragraph that gives a body its rights.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Paragraph {
    /// The highest representative body, the Supreme Audit Chamber, the authorized body for internal state audit.
    R6_1,
    /// Maslikhats and revision commissions.
    R6_2,
    /// Internal audit services of central state bodies.
    R6_3,
    /// Internal audit services of local executive bodies.
    R6_4,
    /// Internal audit services of territorial bodies under the Ministry of Internal Affairs.
    R6_5,
}

impl Paragraph {
    /// The number of the paragraph: `R6.1` to `R6.5`.
    pub const fn code(self) -> &'static str {
        match self {
            Paragraph::R6_1 => "R6.1",
            Paragraph::R6_2 => "R6.2",
            Paragraph::R6_3 => "R6.3",
            Paragraph::R6_4 => "R6.4",
            Paragraph::R6_5 => "R6.5",
        }
    }
}

/// How far a scope reaches, for storage to build its queries from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reach {
    /// The republican budget and every local budget, whole (R6.1).
    Everything,
    /// The whole local budgets of a KATO subtree (R6.2, R6.4).
    LocalBudgets {
        /// The top of the subtree.
        region: Kato,
    },
    /// One administrator's lines in the republican budget (R6.3).
    RepublicanAdministrator {
        /// Whose lines.
        administrator: AdministratorCode,
    },
    /// One administrator's lines in the local budgets of a KATO subtree (R6.5).
    LocalAdministrator {
        /// The top of the subtree.
        region: Kato,
        /// Whose lines: 252 in an oblast, 352 in a city of republican significance or the capital.
        administrator: AdministratorCode,
    },
}

impl Reach {
    /// The only administrator whose lines are inside; nothing where budgets are inside whole.
    pub const fn administrator(&self) -> Option<AdministratorCode> {
        match *self {
            Reach::Everything | Reach::LocalBudgets { .. } => None,
            Reach::RepublicanAdministrator { administrator }
            | Reach::LocalAdministrator { administrator, .. } => Some(administrator),
        }
    }

    fn touches(&self, budget: &BudgetKey) -> bool {
        match (self, budget) {
            (Reach::Everything, _) | (Reach::RepublicanAdministrator { .. }, BudgetKey::Republican) => true,
            (
                Reach::LocalBudgets { region } | Reach::LocalAdministrator { region, .. },
                BudgetKey::Local(place),
            ) => region.contains(*place),
            (
                Reach::LocalBudgets { .. } | Reach::LocalAdministrator { .. },
                BudgetKey::Republican | BudgetKey::State | BudgetKey::AllLocal,
            )
            | (
                Reach::RepublicanAdministrator { .. },
                BudgetKey::State | BudgetKey::AllLocal | BudgetKey::Local(_),
            ) => false,
        }
    }
}

/// Which budget a line belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BudgetKey {
    /// The republican budget.
    Republican,
    /// The state budget: republican and local together, as the source reports it.
    State,
    /// All local budgets together, as the source reports them.
    AllLocal,
    /// The local budget of a place.
    Local(Kato),
}

/// What decides whether a line of a budget may be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LineKey {
    /// Execution or planning (R4).
    pub system: System,
    /// Whose budget.
    pub budget: BudgetKey,
    /// The administrator below which the line stands; receipts, deficit and totals over administrators have none.
    pub administrator: Option<AdministratorCode>,
}

/// What one person may see in one system at the moment of a look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Scope {
    system: System,
    paragraph: Paragraph,
    reach: Reach,
}

/// Why there is no scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoScope {
    /// R6 gives bodies of this kind nothing to see.
    #[error("R6 gives no rights to bodies of this kind")]
    KindWithoutRights,
    /// The grant was given for work in another body.
    #[error("the grant belongs to another body")]
    GrantOfAnotherBody,
}

impl Scope {
    /// The rights that R6 gives to a body, in the system that the grant opens.
    pub fn of(body: &Body, grant: &OpenGrant) -> Result<Scope, NoScope> {
        if grant.body() != body.id {
            return Err(NoScope::GrantOfAnotherBody);
        }
        let (paragraph, reach) = rights(&body.seat).ok_or(NoScope::KindWithoutRights)?;
        Ok(Scope { system: grant.system(), paragraph, reach })
    }

    /// The union over several open grants of one person in one system; nothing where none of them counts.
    ///
    /// A person works in one body and R6 gives rights to bodies, so the scopes of a grant and of its renewal are equal
    /// and any of them is the union.
    pub fn of_any(body: &Body, system: System, grants: &[OpenGrant]) -> Option<Scope> {
        let scopes = grants.iter().filter_map(|grant| Scope::of(body, grant).ok());
        scopes.into_iter().find(|scope| scope.system == system)
    }

    /// The system whose data are open.
    pub fn system(&self) -> System {
        self.system
    }

    /// The paragraph that gives the rights.
    pub fn paragraph(&self) -> Paragraph {
        self.paragraph
    }

    /// How far the rights reach.
    pub fn reach(&self) -> &Reach {
        &self.reach
    }

    /// True where the line may be seen.
    pub fn contains(&self, line: &LineKey) -> bool {
        let administrator = self.reach.administrator();
        line.system == self.system
            && self.sees_budget(&line.budget)
            && administrator.is_none_or(|only| line.administrator == Some(only))
    }

    /// True where some lines of this budget may be seen.
    pub fn sees_budget(&self, budget: &BudgetKey) -> bool {
        self.reach.touches(budget)
    }

    /// True where every line of this budget may be seen, so that its stored totals may be shown. Otherwise a total is
    /// computed from visible lines: a stored one would tell of the others.
    pub fn is_whole_budget(&self, budget: &BudgetKey) -> bool {
        self.sees_budget(budget) && self.reach.administrator().is_none()
    }
}

/// What access would open to a body in one system: for telling those who decide on it how much that is. It shows no line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Preview(Scope);

impl Preview {
    /// What R6 would open; nothing for kinds of bodies without rights.
    pub fn of(seat: &Seat, system: System) -> Option<Preview> {
        let (paragraph, reach) = rights(seat)?;
        Some(Preview(Scope { system, paragraph, reach }))
    }

    /// The scope for counting inside the database; `tests/tidy` keeps it there.
    pub fn scope_for_counting(&self) -> &Scope {
        &self.0
    }
}

/// The table of R6: what a body at this seat may see once a grant is open. For telling those who decide what they would
/// open; it opens nothing, only a [`Scope`] does.
pub fn rights(seat: &Seat) -> Option<(Paragraph, Reach)> {
    Some(match seat.kind() {
        BodyKind::HighestRepresentative
        | BodyKind::SupremeAuditChamber
        | BodyKind::InternalAuditAuthority => (Paragraph::R6_1, Reach::Everything),
        BodyKind::Maslikhat | BodyKind::RevisionCommission => {
            (Paragraph::R6_2, Reach::LocalBudgets { region: seat.region()? })
        }
        BodyKind::CentralInternalAudit => {
            (Paragraph::R6_3, Reach::RepublicanAdministrator { administrator: seat.administrator()? })
        }
        BodyKind::LocalInternalAudit => (Paragraph::R6_4, Reach::LocalBudgets { region: seat.region()? }),
        BodyKind::PoliceInternalAudit => {
            let region = seat.region()?;
            (Paragraph::R6_5, Reach::LocalAdministrator { region, administrator: police(region) })
        }
        BodyKind::Ministry | BodyKind::PlanningBody | BodyKind::Integrator => return None,
    })
}

/// The administrator of internal affairs of a region: it follows from the kind of region, nobody chooses it (R6.5).
fn police(region: Kato) -> AdministratorCode {
    match region.kind() {
        RegionKind::Oblast => AdministratorCode::OBLAST_POLICE,
        RegionKind::City => AdministratorCode::CITY_POLICE,
    }
}
