//! What a certificate states, as plain facts.

use chrono::{DateTime, Utc};

use super::{Algorithm, AlgorithmId, Arithmetic, Claim, PublicKey, SignatureFault};

/// The facts of one certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificate {
    /// The bytes that its issuer signed.
    pub signed: Vec<u8>,
    /// The issuer's signature.
    pub signature: Vec<u8>,
    /// The algorithm stated beside the signature.
    pub outer_algorithm: AlgorithmId,
    /// The algorithm stated inside the signed bytes.
    pub inner_algorithm: AlgorithmId,
    /// Serial number, big-endian.
    pub serial: Vec<u8>,
    /// Whose it is.
    pub subject: Name,
    /// Who issued it: the encoded name.
    pub issuer: Vec<u8>,
    /// First instant of validity.
    pub not_before: DateTime<Utc>,
    /// Last instant of validity.
    pub not_after: DateTime<Utc>,
    /// The subject's key.
    pub key: PublicKey,
    /// Identifier of the subject's key.
    pub key_identifier: Option<Vec<u8>>,
    /// What the key may be used for.
    pub key_uses: Vec<KeyUse>,
    /// Purposes as dotted object identifiers.
    pub purposes: Vec<String>,
    /// Its right to issue certificates.
    pub authority: Option<Authority>,
    /// Critical extensions that nobody here can judge.
    pub unknown_critical: Vec<String>,
}

/// A distinguished name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// As encoded; names are the same where their encodings are.
    pub der: Vec<u8>,
    /// Readable attributes: dotted object identifier and text, in order.
    pub attributes: Vec<(String, String)>,
}

/// A use of a key that these rules ask about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyUse {
    /// Digital signature.
    DigitalSignature,
    /// Non-repudiation.
    NonRepudiation,
    /// Signing certificates.
    CertificateSigning,
}

/// The right to issue certificates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Authority {
    /// How many authorities may stand below it.
    pub path_length: Option<u8>,
}

impl Certificate {
    /// True where it names itself as its issuer.
    pub fn is_self_issued(&self) -> bool {
        self.subject.der == self.issuer
    }

    /// Rules for every certificate of a chain, whoever signed it.
    pub(super) fn check(&self) -> Result<(), SignatureFault> {
        if self.outer_algorithm != self.inner_algorithm {
            return Err(SignatureFault::AlgorithmsDiffer);
        }
        if !self.unknown_critical.is_empty() {
            return Err(SignatureFault::UnknownExtension);
        }
        Ok(())
    }

    /// Whether `issuer`'s key made the signature of this certificate.
    pub(super) fn is_signed_by(
        &self,
        issuer: &Certificate,
        arithmetic: Arithmetic,
    ) -> Result<bool, SignatureFault> {
        let algorithm = Algorithm::of_certificate(&self.outer_algorithm, &issuer.key)?;
        let claim =
            Claim { algorithm, key: &issuer.key.bytes, message: &self.signed, signature: &self.signature };
        Ok(arithmetic(&claim))
    }
}
