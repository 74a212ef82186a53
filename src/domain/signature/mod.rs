//! What a CMS signature over our challenge must prove: pure rules over facts (R11, A-001…A-016).
//!
//! Whoever parses hands over a [`Message`] of plain facts and the arithmetic; nothing here reads ASN.1, knows a key
//! store or asks for the time. An answer is a [`Signer`] or one [`SignatureFault`] that names the cause.

mod algorithm;
mod certificate;
mod chain;
mod fault;
mod message;
mod purpose;
mod signer;

pub use algorithm::{Algorithm, AlgorithmId, Arithmetic, Claim, Digest, Parameters, PublicKey, RsaNumbers};
pub use certificate::{Authority, Certificate, KeyUse, Name};
pub use fault::SignatureFault;
pub use message::{Attribute, Message, SignedAttributes, SignerId, SignerInfo, Value, judge};
pub use purpose::Purpose;
pub use signer::Signer;

#[cfg(test)]
mod facts;
