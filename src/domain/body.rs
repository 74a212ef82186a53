//! Kinds of bodies (R2.2–R2.6). The kind decides the rights; the name is data with dates.

use chrono::NaiveDate;

use super::ids::BodyId;
use super::iin_bin::Bin;
use super::names::LocalName;
use super::region::{AdministratorCode, Kato};

/// What a body is in the sense of R2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BodyKind {
    /// The Parliament, whatever its name at the time (R2.5).
    HighestRepresentative,
    /// A maslikhat (R2.5).
    Maslikhat,
    /// The Supreme Audit Chamber (R2.6 a).
    SupremeAuditChamber,
    /// A revision commission of an oblast, a city of republican significance, the capital (R2.6 b).
    RevisionCommission,
    /// The authorized body for internal state audit (R2.6 c).
    InternalAuditAuthority,
    /// The internal audit service of a central state body (R2.6 d).
    CentralInternalAudit,
    /// The internal audit service of a local executive body (R2.6 e).
    LocalInternalAudit,
    /// The internal audit service of a territorial body under the Ministry of Internal Affairs (R2.6 f).
    PoliceInternalAudit,
    /// The authorized body for budget execution: the Ministry of Finance (R2.2).
    Ministry,
    /// The central authorized body for budget planning (R2.3).
    PlanningBody,
    /// The integrator in the budget process (R2.4).
    Integrator,
}

impl BodyKind {
    /// All kinds, in the order of R2.
    pub const ALL: [BodyKind; 11] = [
        BodyKind::HighestRepresentative,
        BodyKind::Maslikhat,
        BodyKind::SupremeAuditChamber,
        BodyKind::RevisionCommission,
        BodyKind::InternalAuditAuthority,
        BodyKind::CentralInternalAudit,
        BodyKind::LocalInternalAudit,
        BodyKind::PoliceInternalAudit,
        BodyKind::Ministry,
        BodyKind::PlanningBody,
        BodyKind::Integrator,
    ];

    /// The code used in storage, files and the journal.
    pub const fn code(self) -> &'static str {
        match self {
            BodyKind::HighestRepresentative => "highest_representative",
            BodyKind::Maslikhat => "maslikhat",
            BodyKind::SupremeAuditChamber => "supreme_audit_chamber",
            BodyKind::RevisionCommission => "revision_commission",
            BodyKind::InternalAuditAuthority => "internal_audit_authority",
            BodyKind::CentralInternalAudit => "central_internal_audit",
            BodyKind::LocalInternalAudit => "local_internal_audit",
            BodyKind::PoliceInternalAudit => "police_internal_audit",
            BodyKind::Ministry => "ministry",
            BodyKind::PlanningBody => "planning_body",
            BodyKind::Integrator => "integrator",
        }
    }

    /// The kind of a code.
    pub fn parse(code: &str) -> Option<BodyKind> {
        BodyKind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// True for the bodies that may apply for access: those of R2.5 and R2.6.
    pub const fn may_apply(self) -> bool {
        !matches!(self, BodyKind::Ministry | BodyKind::PlanningBody | BodyKind::Integrator)
    }

    /// What the registry must know about a body of this kind for R6 to give it a scope.
    pub const fn place(self) -> Place {
        match self {
            BodyKind::Maslikhat => Place::AnyRegion,
            BodyKind::RevisionCommission | BodyKind::LocalInternalAudit | BodyKind::PoliceInternalAudit => {
                Place::TopRegion
            }
            BodyKind::CentralInternalAudit => Place::Administrator,
            BodyKind::HighestRepresentative
            | BodyKind::SupremeAuditChamber
            | BodyKind::InternalAuditAuthority
            | BodyKind::Ministry
            | BodyKind::PlanningBody
            | BodyKind::Integrator => Place::Nowhere,
        }
    }
}

/// What places a body of some kind in the budget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// Neither region nor administrator.
    Nowhere,
    /// A region of any level (maslikhats exist in districts too).
    AnyRegion,
    /// An oblast, a city of republican significance, the capital.
    TopRegion,
    /// The code of its administrator of budget programmes in the republican budget.
    Administrator,
}

/// Why a body can't be registered with this region and administrator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MisplacedBody {
    /// This kind needs a region (R6.2, R6.4, R6.5).
    #[error("a body of this kind needs a region")]
    RegionMissing,
    /// This kind has no region.
    #[error("a body of this kind has no region")]
    RegionNotWanted,
    /// This kind exists only in oblasts, cities of republican significance and the capital (R2.6 b, e).
    #[error("a body of this kind works in an oblast, a city of republican significance or the capital")]
    NotATopRegion,
    /// This kind needs the code of its administrator (R6.3).
    #[error("a body of this kind needs the code of its administrator of budget programmes")]
    AdministratorMissing,
    /// This kind has no administrator's code: where R6 names one (R6.5) it follows from the region.
    #[error("a body of this kind is registered without an administrator")]
    AdministratorNotWanted,
}

/// Where a body stands, checked against its kind: the only way to a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Seat {
    kind: BodyKind,
    region: Option<Kato>,
    administrator: Option<AdministratorCode>,
}

impl Seat {
    /// Checks that region and administrator are those that the kind needs, and no others.
    pub fn new(
        kind: BodyKind,
        region: Option<Kato>,
        administrator: Option<AdministratorCode>,
    ) -> Result<Seat, MisplacedBody> {
        match (kind.place(), region) {
            (Place::AnyRegion | Place::TopRegion, None) => return Err(MisplacedBody::RegionMissing),
            (Place::TopRegion, Some(kato)) if !kato.is_top() => return Err(MisplacedBody::NotATopRegion),
            (Place::Nowhere | Place::Administrator, Some(_)) => return Err(MisplacedBody::RegionNotWanted),
            (Place::AnyRegion | Place::TopRegion, Some(_))
            | (Place::Nowhere | Place::Administrator, None) => {}
        }
        match (kind.place(), administrator) {
            (Place::Administrator, None) => Err(MisplacedBody::AdministratorMissing),
            (Place::Nowhere | Place::AnyRegion | Place::TopRegion, Some(_)) => {
                Err(MisplacedBody::AdministratorNotWanted)
            }
            (Place::Administrator, Some(_))
            | (Place::Nowhere | Place::AnyRegion | Place::TopRegion, None) => {
                Ok(Seat { kind, region, administrator })
            }
        }
    }

    /// The kind of the body.
    pub fn kind(&self) -> BodyKind {
        self.kind
    }

    /// Its region, where the kind has one.
    pub fn region(&self) -> Option<Kato> {
        self.region
    }

    /// Its administrator of budget programmes, where the kind has one.
    pub fn administrator(&self) -> Option<AdministratorCode> {
        self.administrator
    }
}

/// A body of the registry, with its name on the day it was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body {
    /// Its number in the registry.
    pub id: BodyId,
    /// Its business identification number.
    pub bin: Bin,
    /// Kind, region and administrator.
    pub seat: Seat,
    /// Its name in three languages on that day.
    pub name: LocalName,
    /// Its last day, where its closure was announced.
    pub last_day: Option<NaiveDate>,
}

impl Body {
    /// True from the day after its last day on: nobody acts for it, and it is given nothing.
    pub fn is_closed_on(&self, day: NaiveDate) -> bool {
        self.last_day.is_some_and(|last_day| last_day < day)
    }
}
