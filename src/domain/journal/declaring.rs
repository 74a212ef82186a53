//! How events are declared: from a table of codes and typed fields come the type, its canonical fields, what it is about, and
//! the way back from texts.

use chrono::NaiveDate;

use super::field::Digest;
use crate::domain::body::BodyKind;
use crate::domain::budget::Aspect;
use crate::domain::ids::{
    ApplicationId, AttestationId, BodyId, CourseId, EmployeeLineId, FeedId, GrantId, HoldId, PersonId,
    SavedLookId, SubstitutionId, TrainingId,
};
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

pub(super) trait Mark {
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
    Aspect,
    System,
    Vec<System>,
    BodyKind,
    Vec<Role>,
    Digest,
    Bin,
    AttestationId,
    EmployeeLineId,
    FeedId,
    GrantId,
    HoldId,
    SavedLookId,
    SubstitutionId,
    CourseId,
    TrainingId
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

pub(super) use events;
