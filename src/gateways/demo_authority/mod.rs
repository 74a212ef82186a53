//! A certification authority for demonstrations and tests: root, issuing authority, people's keys of the national profile.
//!
//! Its keys lie unprotected in a folder, so that a demonstration needs nothing to set up; production configuration refuses
//! its anchors. Knows nothing of the portal's registry.

mod credential;
pub(in crate::gateways) mod issuing;
pub(in crate::gateways) mod signing;

use std::path::{Path, PathBuf};

use chrono::{DateTime, Days, Utc};

pub use credential::Credential;
pub use issuing::{Identity, Post};
pub use signing::Attachment;

type Cause = Box<dyn std::error::Error + Send + Sync>;

/// Why the demo authority could not do something.
#[derive(Debug, thiserror::Error)]
#[error("demo authority: {doing}: {cause}")]
pub struct DemoAuthorityError {
    doing: String,
    cause: Cause,
}

impl DemoAuthorityError {
    fn new(doing: impl Into<String>, cause: impl Into<Cause>) -> Self {
        Self { doing: doing.into(), cause: cause.into() }
    }
}

/// Root and issuing authority, and the folder where they and people's keys lie.
pub struct DemoAuthority {
    folder: PathBuf,
    root: Credential,
    issuing: Credential,
}

impl DemoAuthority {
    /// Opens the authority of a folder, or founds one there at the instant `at`.
    pub fn open(folder: &Path, at: DateTime<Utc>) -> Result<DemoAuthority, DemoAuthorityError> {
        credential::create_folder(folder)?;
        let root = match Credential::load(&folder.join("root.pem"))? {
            Some(root) => root,
            None => issuing::root(at)?.saved(&folder.join("root.pem"))?,
        };
        let issuing = match Credential::load(&folder.join("issuing.pem"))? {
            Some(issuing) => issuing,
            None => issuing::issuing(&root, at)?.saved(&folder.join("issuing.pem"))?,
        };
        Ok(DemoAuthority { folder: folder.to_owned(), root, issuing })
    }

    /// The certificates to configure as anchors: root and issuing authority, in PEM.
    pub fn anchors(&self) -> Result<String, DemoAuthorityError> {
        Ok(self.root.certificate_pem()? + &self.issuing.certificate_pem()?)
    }

    /// The key of somebody: that of the folder, or a new one where there is none that is valid a day from `at`.
    pub fn key_of(&self, person: &Identity, at: DateTime<Utc>) -> Result<Credential, DemoAuthorityError> {
        let file = self.folder.join(format!("{}-{}.pem", person.bin.as_str(), person.iin.as_str()));
        match Credential::load(&file)? {
            Some(key) if key.is_valid(at) && key.is_valid(at + Days::new(1)) => Ok(key),
            Some(_) | None => issuing::person(person, &self.issuing, at)?.saved(&file),
        }
    }
}

#[cfg(test)]
mod tests;
