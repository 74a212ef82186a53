//! Carrying letters: to a mail server, into a folder, or into memory for tests. Must not know what a letter says or why it is
//! written. Whoever carries a letter twice carries the same Message-ID twice.

mod smtp;
#[cfg(test)]
mod tests;

pub use smtp::{Security, Smtp, SmtpSettings};

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use lettre::message::{Mailbox, Message, MultiPart};

/// A letter ready to leave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Left part of the Message-ID: the same for every attempt. Letters, digits, `.`, `-`, `_`.
    pub id: String,
    /// Name of the addressee.
    pub name: String,
    /// Address of the addressee, as it stands in the registry: not trusted.
    pub address: String,
    /// Subject, one line.
    pub subject: String,
    /// Body, plain text.
    pub body: String,
    /// The same as a page.
    pub html: String,
    /// When it was written: the date it bears.
    pub at: DateTime<Utc>,
}

/// Why a letter did not leave.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// It never will: the address or the sender is no address, or the letter can't be put together.
    #[error("the letter can't be carried: {0}")]
    Unfit(String),
    /// The mail server refuses it for ever.
    #[error("the mail server refuses the letter: {0}")]
    Refused(String),
    /// It may leave later.
    #[error("the letter was not carried: {0}")]
    Later(String),
}

impl From<std::io::Error> for MailError {
    fn from(error: std::io::Error) -> MailError {
        MailError::Later(error.to_string())
    }
}

/// How letters leave.
#[derive(Clone, Debug)]
pub enum Mailer {
    /// As files `<id>.eml` in a folder, where a mail server or a reader takes them.
    Folder {
        /// The folder.
        folder: PathBuf,
        /// The sender.
        from: Mailbox,
    },
    /// To a mail server.
    Smtp(Smtp),
    /// Kept in memory: tests.
    Memory(Arc<Mutex<Vec<Letter>>>),
}

impl Mailer {
    /// Letters go into a folder, which is made where it is not there.
    pub fn folder(folder: &Path, from: &str) -> Result<Mailer, MailError> {
        let from = sender(from)?;
        std::fs::create_dir_all(folder)?;
        Ok(Mailer::Folder { folder: folder.to_owned(), from })
    }

    /// Letters go to a mail server.
    pub fn smtp(settings: &SmtpSettings, from: &str) -> Result<Mailer, MailError> {
        Smtp::new(settings, sender(from)?).map(Mailer::Smtp)
    }

    /// Letters stay in memory.
    pub fn memory() -> Mailer {
        Mailer::Memory(Arc::default())
    }

    /// Carries one letter. Blocks on files and on the network.
    pub fn carry(&self, letter: &Letter) -> Result<(), MailError> {
        match self {
            Mailer::Folder { folder, from } => {
                let bytes = message(letter, from)?.formatted();
                let making = folder.join(format!("{}.part", letter.id));
                std::fs::write(&making, bytes)?;
                std::fs::rename(&making, folder.join(format!("{}.eml", letter.id)))?;
            }
            Mailer::Smtp(smtp) => smtp.carry(letter)?,
            Mailer::Memory(letters) => {
                address(letter)?;
                letters.lock().unwrap_or_else(PoisonError::into_inner).push(letter.clone());
            }
        }
        Ok(())
    }

    /// What a mailer in memory has carried so far.
    pub fn carried(&self) -> Vec<Letter> {
        match self {
            Mailer::Folder { .. } | Mailer::Smtp(_) => Vec::new(),
            Mailer::Memory(letters) => letters.lock().unwrap_or_else(PoisonError::into_inner).clone(),
        }
    }
}

fn sender(from: &str) -> Result<Mailbox, MailError> {
    from.parse().map_err(|error| MailError::Unfit(format!("sender {from:?}: {error}")))
}

fn address(letter: &Letter) -> Result<Mailbox, MailError> {
    let address = letter.address.parse().map_err(|error| MailError::Unfit(format!("address: {error}")))?;
    Ok(Mailbox::new(Some(one_line(&letter.name)), address))
}

/// Names come clean from the registry; a line end that came all the same would make lettre panic, not refuse.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

fn message(letter: &Letter, from: &Mailbox) -> Result<Message, MailError> {
    let unfit = |error: lettre::error::Error| MailError::Unfit(error.to_string());
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    if letter.id.is_empty() || !letter.id.chars().all(plain) {
        return Err(MailError::Unfit(format!("{:?} is no part of a Message-ID", letter.id)));
    }
    Message::builder()
        .message_id(Some(format!("<{}@{}>", letter.id, from.email.domain())))
        .date(letter.at.into())
        .from(from.clone())
        .to(address(letter)?)
        .subject(one_line(&letter.subject))
        .multipart(MultiPart::alternative_plain_html(letter.body.clone(), letter.html.clone()))
        .map_err(unfit)
}
