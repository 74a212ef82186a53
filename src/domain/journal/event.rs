//! What can stand in the journal: one variant an act or a kind of look, with its mandatory fields.
//!
//! No session identifier, no signature and no personal value is ever a field: people are named by their number in the
//! registry. A variant once released keeps its code, its fields and their order; a change is a new variant.

use chrono::NaiveDate;

use super::encoding::Damaged;
use super::field::{Digest, Field};
use crate::domain::body::BodyKind;
use crate::domain::ids::{ApplicationId, BodyId, EmployeeLineId, GrantId, PersonId};
use crate::domain::iin_bin::Bin;
use crate::domain::person::Role;
use crate::domain::system::System;

/// What an entry is about, for finding it again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The application.
    pub application: Option<ApplicationId>,
    /// The person whose rights or data the entry concerns.
    pub person: Option<PersonId>,
    /// The body.
    pub body: Option<BodyId>,
}

trait Mark {
    fn mark(&self, _: &mut Subject) {}
}

impl Mark for ApplicationId {
    fn mark(&self, subject: &mut Subject) {
        subject.application = Some(*self);
    }
}

impl Mark for PersonId {
    fn mark(&self, subject: &mut Subject) {
        subject.person = Some(*self);
    }
}

impl Mark for BodyId {
    fn mark(&self, subject: &mut Subject) {
        subject.body = Some(*self);
    }
}

impl<T: Mark> Mark for Option<T> {
    fn mark(&self, subject: &mut Subject) {
        if let Some(value) = self {
            value.mark(subject);
        }
    }
}

macro_rules! unmarked {
    ($($name:ty),+) => {$(impl Mark for $name {})+};
}
unmarked!(
    String,
    i64,
    NaiveDate,
    System,
    Vec<System>,
    BodyKind,
    Vec<Role>,
    Digest,
    Bin,
    EmployeeLineId,
    GrantId
);

macro_rules! events {
    ($($(#[$doc:meta])* $name:ident = $code:literal { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? })+) => {
        /// An act or a look.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Event {
            $($(#[$doc])* #[allow(missing_docs, reason = "most fields say it by their type")] $name { $($(#[$field_doc])* $field: $type),* },)+
        }

        impl Event {
            /// Every code, in the order of declaration.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// The code by which the entry is found, shown and translated.
            pub fn code(&self) -> &'static str {
                match self {
                    $(Event::$name { .. } => $code,)+
                }
            }

            /// Names and canonical texts of the fields, in their fixed order.
            pub fn fields(&self) -> Vec<(&'static str, String)> {
                match self {
                    $(Event::$name { $($field),* } => vec![$((stringify!($field), $field.text())),*],)+
                }
            }

            /// What the entry is about.
            #[allow(unused_mut)]
            pub fn subject(&self) -> Subject {
                let mut subject = Subject::default();
                match self {
                    $(Event::$name { $($field),* } => { $($field.mark(&mut subject);)* })+
                }
                subject
            }

            /// The event of a code and the texts of its fields.
            pub(super) fn from_fields(code: &str, texts: &[String]) -> Result<Event, Damaged> {
                let mut texts = texts.iter();
                let event = match code {
                    $($code => Event::$name {
                        $($field: texts.next().and_then(|text| <$type as Field>::parse(text)).ok_or(Damaged::Field(stringify!($field)))?),*
                    },)+
                    unknown => return Err(Damaged::UnknownEvent(unknown.to_owned())),
                };
                if texts.next().is_some() { Err(Damaged::TooManyFields) } else { Ok(event) }
            }
        }
    };
}

events! {
    /// The portal's journal was begun.
    JournalBegun = "journal_begun" {
        /// The version of the program.
        version: String,
    }
    /// A body was entered into the registry (R2).
    BodyRegistered = "body_registered" { body: BodyId, kind: BodyKind, bin: Bin }
    /// A body got another name.
    BodyRenamed = "body_renamed" { body: BodyId, from_on: NaiveDate }
    /// A file of bodies or staff was imported.
    RegistryImported = "registry_imported" { lines: i64 }
    /// A person was entered into the registry.
    PersonRegistered = "person_registered" { person: PersonId, body: BodyId, roles: Vec<Role> }
    /// Roles of a person changed.
    RolesChanged = "roles_changed" { person: PersonId, roles: Vec<Role> }
    /// Somebody signed in with the signature of the body's legal entity (R11).
    SignedIn = "signed_in" {
        person: PersonId,
        body: BodyId,
        /// Serial number of the certificate, hexadecimal.
        certificate: String,
    }
    /// A sign-in was refused.
    SignInRefused = "sign_in_refused" {
        /// The code of the cause.
        cause: String,
    }
    /// Somebody signed out.
    SignedOut = "signed_out" { person: PersonId }
    /// The journal was looked at.
    JournalLooked = "journal_looked" {
        /// The filter as in the address.
        filter: String,
        /// How many entries the page showed.
        entries: i64,
    }
    /// Somebody looked at their own record.
    RecordLooked = "record_looked" { person: PersonId }
    /// The demo's clock was moved.
    DemoClockMoved = "demo_clock_moved" { seconds: i64 }
}
