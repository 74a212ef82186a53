//! The fictitious country: bodies of every kind of R2 and their staff, entered from files like real ones.

use chrono::{DateTime, Utc};

use crate::gateways::registry_files::{self, LineFault, StaffLine};
use crate::services::registry::{import_bodies, import_staff};
use crate::storage::{Db, Failure};

const BODIES: &str = include_str!("country/bodies.csv");
const STAFF: &str = include_str!("country/staff.csv");
/// Employees for whom the bodies of the story apply; the registry learns of them when access is given.
const AUDITORS: &str = include_str!("country/auditors.csv");

/// Enters bodies and their staff.
pub async fn fill(db: &Db, at: DateTime<Utc>) -> Result<(), Failure<Vec<LineFault>>> {
    import_bodies(db, BODIES.as_bytes(), at).await?;
    import_staff(db, STAFF.as_bytes(), at).await?;
    Ok(())
}

/// The employees for whom access is asked.
pub(super) fn auditors() -> Result<Vec<StaffLine>, Vec<LineFault>> {
    registry_files::staff(AUDITORS.as_bytes())
}
