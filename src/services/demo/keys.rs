//! Everybody's keys: signing in as somebody, and the key that the signing program holds out.

use std::sync::{Arc, PoisonError};

use chrono::{DateTime, Utc};

use super::{Demo, Someone};
use crate::clock::Clock;
use crate::domain::ids::PersonId;
use crate::domain::person::Role;
use crate::domain::presence::Network;
use crate::gateways::demo_authority::{Attachment, DemoAuthorityError, Identity, Post};
use crate::gateways::ncalayer::{Answer, Pen};
use crate::services::sign_in::{self, SignInRefused, Started};
use crate::services::signing::NoChallenge;
use crate::storage::{Failure, StorageError};

/// Why nothing was signed.
#[derive(Debug, thiserror::Error)]
pub enum NotSigned {
    /// Nobody of this number can be played.
    #[error("nobody of this number can be played")]
    Nobody,
    /// The demo authority can't work.
    #[error(transparent)]
    Authority(#[from] DemoAuthorityError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Why nobody is signed in.
#[derive(Debug, thiserror::Error)]
pub enum NotPlayed {
    /// Nothing was signed.
    #[error(transparent)]
    Signing(#[from] NotSigned),
    /// No challenge was given.
    #[error(transparent)]
    Challenge(NoChallenge),
    /// The portal refuses what was signed.
    #[error(transparent)]
    Refused(SignInRefused),
}

impl From<DemoAuthorityError> for NotPlayed {
    fn from(error: DemoAuthorityError) -> NotPlayed {
        NotPlayed::Signing(error.into())
    }
}

impl From<StorageError> for NotPlayed {
    fn from(error: StorageError) -> NotPlayed {
        NotPlayed::Signing(error.into())
    }
}

impl Demo {
    /// Signs in as somebody: asks for a challenge, signs it with the person's demo key, and hands the signature to the
    /// same verification as everybody's. The key stays inserted in the signing program.
    pub async fn sign_in_as(
        &self,
        person: PersonId,
        browser: &str,
        from: Option<Network>,
        at: DateTime<Utc>,
    ) -> Result<Started, NotPlayed> {
        let someone = self.someone(person, at).await?;
        let started = self.play(&someone, browser, from, at).await?;
        self.insert(Some(someone));
        Ok(started)
    }

    pub(super) async fn play(
        &self,
        someone: &Someone,
        browser: &str,
        from: Option<Network>,
        at: DateTime<Utc>,
    ) -> Result<Started, NotPlayed> {
        let challenge = sign_in::ask(&self.db, &self.outbox.portal, browser, at).await;
        let challenge = challenge.map_err(|failure| match failure {
            Failure::Refused(why) => NotPlayed::Challenge(why),
            Failure::Storage(error) => error.into(),
        })?;
        let cms = self.sign(someone, &challenge.content, Attachment::Attached, at)?;
        let address = &challenge.address;
        let started = sign_in::answer(&self.db, &self.anchors, address, browser, &cms, from, at).await;
        started.map_err(|failure| match failure {
            Failure::Refused(why) => NotPlayed::Refused(why),
            Failure::Storage(error) => error.into(),
        })
    }

    /// Signs a file with somebody's key, as a signing program would that is no part of the page. The content is inside
    /// the message.
    pub async fn sign_file(
        &self,
        person: PersonId,
        content: &[u8],
        at: DateTime<Utc>,
    ) -> Result<Vec<u8>, NotSigned> {
        let someone = self.someone(person, at).await?;
        let cms = self.sign(&someone, content, Attachment::Attached, at)?;
        self.insert(Some(someone));
        Ok(cms)
    }

    /// What the signing program signs with: the inserted key, at the demonstration's time.
    pub fn pen(self: &Arc<Demo>, clock: Clock) -> Pen {
        let demo = self.clone();
        Arc::new(move |content, attachment| match demo.inserted() {
            None => Answer::Failed("no key is inserted: choose somebody on the page of people".to_owned()),
            Some(someone) => match demo.sign(&someone, content, attachment, clock.now()) {
                Ok(cms) => Answer::Signed(cms),
                Err(error) => Answer::Failed(error.to_string()),
            },
        })
    }

    /// Makes everybody's keys and inserts that of the first head, so that signing works from the first click.
    pub async fn make_keys(&self, at: DateTime<Utc>) -> Result<usize, NotSigned> {
        let everybody = self.people(at).await?;
        for someone in &everybody {
            self.authority.key_of(&identity(someone), at)?;
        }
        let first = |someone: &&Someone| someone.person.roles.contains(&Role::Head);
        self.insert(everybody.iter().find(first).cloned());
        Ok(everybody.len())
    }

    pub(super) fn sign(
        &self,
        someone: &Someone,
        content: &[u8],
        attachment: Attachment,
        at: DateTime<Utc>,
    ) -> Result<Vec<u8>, DemoAuthorityError> {
        self.authority.key_of(&identity(someone), at)?.sign(content, attachment, at)
    }

    fn insert(&self, someone: Option<Someone>) {
        *self.inserted.lock().unwrap_or_else(PoisonError::into_inner) = someone;
    }
}

fn identity(someone: &Someone) -> Identity {
    let Someone { person, body, .. } = someone;
    Identity {
        iin: person.iin.clone(),
        name: person.name.clone(),
        bin: body.bin.clone(),
        organization: body.name.kk.clone(),
        post: if person.roles.contains(&Role::Head) { Post::Head } else { Post::Employee },
    }
}
