//! A key with its certificate, and the file that holds both.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::Path;

use chrono::{DateTime, Utc};
use der::pem::LineEnding;
use der::{DecodePem as _, EncodePem as _};
use p256::ecdsa::SigningKey;
use p256::pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _};
use x509_cert::Certificate;

use super::{Cause, DemoAuthorityError};

/// A private key and its certificate.
#[derive(Clone)]
pub struct Credential {
    pub(in crate::gateways) key: SigningKey,
    pub(in crate::gateways) certificate: Certificate,
}

const CERTIFICATE: &str = "-----BEGIN CERTIFICATE-----";

impl Credential {
    /// Reads the file; nothing where there is none.
    pub(super) fn load(file: &Path) -> Result<Option<Credential>, DemoAuthorityError> {
        let failed = |cause: Cause| DemoAuthorityError::new(format!("reading {}", file.display()), cause);
        let text = match fs::read_to_string(file) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            other => other.map_err(|e| failed(e.into()))?,
        };
        let (key, certificate) =
            text.split_at(text.find(CERTIFICATE).ok_or_else(|| failed("no certificate in the file".into()))?);
        Ok(Some(Credential {
            key: SigningKey::from_pkcs8_pem(key).map_err(|e| failed(e.into()))?,
            certificate: Certificate::from_pem(certificate).map_err(|e| failed(e.into()))?,
        }))
    }

    /// Writes the file, readable to its owner alone, whole or not at all.
    pub(super) fn saved(self, file: &Path) -> Result<Credential, DemoAuthorityError> {
        let failed = |cause: Cause| DemoAuthorityError::new(format!("writing {}", file.display()), cause);
        let key = self.key.to_pkcs8_pem(LineEnding::LF).map_err(|e| failed(e.into()))?;
        let certificate = self.certificate_pem()?;
        let unfinished = file.with_extension("tmp");
        let write = || {
            let mut out = fs::OpenOptions::new()
                .write(true)
                .create(true)
                .truncate(true)
                .mode(0o600)
                .open(&unfinished)?;
            out.write_all(key.as_bytes())?;
            out.write_all(certificate.as_bytes())?;
            fs::rename(&unfinished, file)
        };
        write().map_err(|e| failed(e.into()))?;
        Ok(self)
    }

    /// The certificate in PEM.
    pub fn certificate_pem(&self) -> Result<String, DemoAuthorityError> {
        self.certificate
            .to_pem(LineEnding::LF)
            .map_err(|e| DemoAuthorityError::new("writing a certificate", e))
    }

    /// Whether the certificate is inside its time.
    pub fn is_valid(&self, at: DateTime<Utc>) -> bool {
        let validity = &self.certificate.tbs_certificate.validity;
        let second = |time: x509_cert::time::Time| time.to_unix_duration().as_secs() as i64;
        (second(validity.not_before)..=second(validity.not_after)).contains(&at.timestamp())
    }
}

/// Makes a folder for keys, closed to others.
pub(super) fn create_folder(folder: &Path) -> Result<(), DemoAuthorityError> {
    let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.map_err(|e| DemoAuthorityError::new(format!("making {}", folder.display()), e))
}
