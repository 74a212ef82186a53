//! Addresses around what bodies say once a half-year of those who work there.

use crate::domain::attestation::HalfYear;

/// What one's own body is asked.
pub fn attestation() -> String {
    "/attestation".to_owned()
}

/// Which bodies answered and which did not.
pub fn attestations() -> String {
    "/attestations".to_owned()
}

/// A page of that for a half-year.
pub fn attestations_of(half_year: HalfYear, page: u32) -> String {
    format!("/attestations?half_year={}&page={page}", half_year.code())
}
