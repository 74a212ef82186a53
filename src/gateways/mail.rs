//! Carrying letters: into a folder, or into memory for tests. Must not know what a letter says or why it is written.
//!
//! SMTP will be one more variant; what must not change with it is [`Letter::id`]: whoever carries a letter twice carries
//! the same Message-ID twice.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};

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
    /// When it was written: the date it bears.
    pub at: DateTime<Utc>,
}

/// Why a letter did not leave.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// It never will: the address or the sender is no address, or the letter can't be put together.
    #[error("the letter can't be carried: {0}")]
    Unfit(String),
    /// It may leave later.
    #[error("the letter was not carried: {0}")]
    Later(#[from] std::io::Error),
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
    /// Kept in memory: tests.
    Memory(Arc<Mutex<Vec<Letter>>>),
}

impl Mailer {
    /// Letters go into a folder, which is made where it is not there.
    pub fn folder(folder: &Path, from: &str) -> Result<Mailer, MailError> {
        let from = from.parse().map_err(|error| MailError::Unfit(format!("sender {from:?}: {error}")))?;
        std::fs::create_dir_all(folder)?;
        Ok(Mailer::Folder { folder: folder.to_owned(), from })
    }

    /// Letters stay in memory.
    pub fn memory() -> Mailer {
        Mailer::Memory(Arc::default())
    }

    /// Carries one letter. Blocks on files.
    pub fn carry(&self, letter: &Letter) -> Result<(), MailError> {
        match self {
            Mailer::Folder { folder, from } => {
                let bytes = message(letter, from)?.formatted();
                let making = folder.join(format!("{}.part", letter.id));
                std::fs::write(&making, bytes)?;
                std::fs::rename(&making, folder.join(format!("{}.eml", letter.id)))?;
            }
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
            Mailer::Folder { .. } => Vec::new(),
            Mailer::Memory(letters) => letters.lock().unwrap_or_else(PoisonError::into_inner).clone(),
        }
    }
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
        .header(ContentType::TEXT_PLAIN)
        .body(letter.body.clone())
        .map_err(unfit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter() -> Letter {
        Letter {
            id: "application_submitted.7.3.1".into(),
            name: "Серікбаева Айгүл".into(),
            address: "a.serikbaeva@example.kz".into(),
            subject: "№ 7 өтініш қабылданды".into(),
            body: "Құрметті Серікбаева Айгүл!\n.\nҚабылданды.\n".into(),
            at: DateTime::from_timestamp(1_800_000_000, 0).expect("an instant"),
        }
    }

    fn folder() -> (tempfile::TempDir, Mailer) {
        let folder = tempfile::tempdir().expect("a folder");
        let mailer =
            Mailer::folder(&folder.path().join("mail"), "Qarau <qarau@example.kz>").expect("a mailer");
        (folder, mailer)
    }

    fn files(folder: &tempfile::TempDir) -> Vec<String> {
        let entries = std::fs::read_dir(folder.path().join("mail")).expect("the folder");
        entries
            .map(|entry| std::fs::read_to_string(entry.expect("an entry").path()).expect("a letter"))
            .collect()
    }

    #[test]
    fn a_letter_carried_twice_is_one_file_with_a_stable_id() {
        let (folder, mailer) = folder();
        mailer.carry(&letter()).expect("carried");
        mailer.carry(&letter()).expect("carried again");
        let [file] = &files(&folder)[..] else { panic!("one file") };
        assert!(file.contains("Message-ID: <application_submitted.7.3.1@example.kz>"), "{file}");
        assert!(file.contains("a.serikbaeva@example.kz"));
    }

    /// nothing in a name, a subject or an address begins a header of its own.
    #[test]
    fn line_ends_in_names_subjects_and_addresses_make_no_header() {
        let (folder, mailer) = folder();
        let evil = "x\r\nBcc: thief@example.kz\r\n\r\nbody\n.\n\u{0}";
        mailer.carry(&Letter { name: evil.into(), subject: evil.into(), ..letter() }).expect("carried");
        for file in files(&folder) {
            let head = file.split("\r\n\r\n").next().unwrap_or_default();
            let names: Vec<&str> = head
                .split("\r\n")
                .filter(|line| !line.starts_with([' ', '\t']))
                .filter_map(|line| line.split(':').next())
                .collect();
            assert_eq!(names.len(), 7, "{head}");
            assert!(!names.contains(&"Bcc"), "{head}");
        }
        for address in
            [evil, "a@example.kz\r\nBcc: b@example.kz", "a@example.kz, b@example.kz", "", "a b@example.kz"]
        {
            let unfit = mailer.carry(&Letter { address: address.into(), ..letter() });
            assert!(matches!(unfit, Err(MailError::Unfit(_))), "{address:?}");
        }
        let id = mailer.carry(&Letter { id: "../../etc/passwd".into(), ..letter() });
        assert!(matches!(id, Err(MailError::Unfit(_))));
    }

    #[test]
    fn a_folder_that_went_away_is_worth_another_attempt() {
        let (folder, mailer) = folder();
        drop(folder);
        assert!(matches!(mailer.carry(&letter()), Err(MailError::Later(_))));
    }
}
