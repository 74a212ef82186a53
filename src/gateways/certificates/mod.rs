//! CMS signatures and certificates: bytes become plain facts here, and the arithmetic is done here.
//!
//! What a signature must prove is judged in [`crate::domain::signature`]. Nothing here knows challenges, people or time.

mod anchors;
mod arithmetic;
mod armour;
mod ber;
mod certificate;
mod message;

#[cfg(test)]
mod tests;

use chrono::{DateTime, Utc};

pub use anchors::{Anchors, BadAnchors};

use crate::domain::signature::{SignatureFault, Signer, judge};

/// Who signed exactly `content`, under one of the `anchors`, at the instant `at` of our own clock (R11).
///
/// `cms` is DER, BER, PEM or base64; the content may be attached or not. Never panics; time and memory are bounded.
///
/// Revocation is not asked here yet: it belongs after [`judge`], over the chain that it walked, and fails closed with
/// faults of its own.
pub fn verify(
    cms: &[u8],
    content: &[u8],
    anchors: &Anchors,
    at: DateTime<Utc>,
) -> Result<Signer, SignatureFault> {
    let message = message::read(&armour::open(cms)?)?;
    judge(&message, content, anchors.as_slice(), at, arithmetic::holds)
}

/// Bytes that are not the ASN.1 they should be.
impl From<der::Error> for SignatureFault {
    fn from(_: der::Error) -> SignatureFault {
        SignatureFault::Malformed
    }
}
