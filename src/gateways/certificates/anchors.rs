//! The authorities in whose word the portal believes, read from configured files.

use der::{Decode, pem};

use super::certificate;
use crate::domain::signature::{Certificate, SignatureFault};

/// Trusted certificates of authorities: roots, and issuing authorities where signers don't send them along (the national
/// signing program sends the signer's certificate alone).
#[derive(Clone, Debug, Default)]
pub struct Anchors(Vec<Certificate>);

/// Why a file of anchors can't be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadAnchors {
    /// No certificate in the file.
    #[error("no certificate in the file")]
    Empty,
    /// The PEM wrapping of a certificate is broken.
    #[error("certificate {number}: {cause}")]
    Pem {
        /// Which, counted from 1.
        number: usize,
        /// What the reader said.
        cause: pem::Error,
    },
    /// The bytes are no certificate.
    #[error("certificate {number} can't be read: {cause}")]
    Certificate {
        /// Which, counted from 1.
        number: usize,
        /// What the reader said.
        cause: SignatureFault,
    },
    /// A certificate that may not issue others.
    #[error("certificate {number} is not that of an authority")]
    NotAnAuthority {
        /// Which, counted from 1.
        number: usize,
    },
}

const BEGIN: &str = "-----BEGIN CERTIFICATE-----";

impl Anchors {
    /// Reads one or more certificates in PEM; text around them is skipped.
    pub fn from_pem(file: &str) -> Result<Anchors, BadAnchors> {
        let mut anchors = Vec::new();
        for (index, start) in file.match_indices(BEGIN).map(|(start, _)| start).enumerate() {
            let number = index + 1;
            let block = &file[start..];
            let block =
                block[BEGIN.len()..].find("-----BEGIN ").map_or(block, |next| &block[..BEGIN.len() + next]);
            let (_, bytes) = decode(block).map_err(|cause| BadAnchors::Pem { number, cause })?;
            anchors.push(authority(number, &bytes)?);
        }
        if anchors.is_empty() { Err(BadAnchors::Empty) } else { Ok(Anchors(anchors)) }
    }

    /// Reads one certificate in DER, as the national authority publishes them (`.cer`).
    pub fn from_der(file: &[u8]) -> Result<Anchors, BadAnchors> {
        Ok(Anchors(vec![authority(1, file)?]))
    }

    /// These anchors and others.
    pub fn and(mut self, others: Anchors) -> Anchors {
        self.0.extend(others.0);
        self
    }

    /// The facts of each.
    pub fn as_slice(&self) -> &[Certificate] {
        &self.0
    }
}

/// Text after the last line of the wrapping is cut off, which the reader would not accept.
fn decode(block: &str) -> Result<(&str, Vec<u8>), pem::Error> {
    const END: &str = "-----END CERTIFICATE-----";
    let end = block.find(END).map_or(block.len(), |at| at + END.len());
    pem::decode_vec(&block.as_bytes()[..end])
}

fn authority(number: usize, bytes: &[u8]) -> Result<Certificate, BadAnchors> {
    let unreadable = |cause| BadAnchors::Certificate { number, cause };
    let any = der::Any::from_der(bytes).map_err(|cause| unreadable(cause.into()))?;
    let certificate = certificate::read(&any).map_err(unreadable)?;
    match certificate.authority {
        Some(_) => Ok(certificate),
        None => Err(BadAnchors::NotAnAuthority { number }),
    }
}
