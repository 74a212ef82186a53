//! A feed that was taken in, and the parts of it that wait for a second person.

use chrono::{DateTime, Utc};

use super::{Finding, Said, Share};
use crate::domain::access::{DecidePart, Permit};
use crate::domain::application::Reason;
use crate::domain::ids::{BodyId, FeedId, HoldId, PersonId, RecordedId};

/// A file of the personnel record. Of people whom the portal does not know it keeps how many there were, nothing more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Its number.
    pub id: FeedId,
    /// How many lines it has.
    pub lines: u32,
    /// How many of them are about nobody of the portal.
    pub unknown: u32,
    /// When it was checked.
    pub kept_at: DateTime<Utc>,
    /// By whom; nobody where the command line brought it.
    pub kept_by: Option<PersonId>,
    /// When and by whom it took effect; nothing while it is only checked.
    pub taken: Option<(DateTime<Utc>, Option<PersonId>)>,
}

impl Feed {
    /// True where somebody brought it or let it take effect.
    pub fn is_by(&self, person: PersonId) -> bool {
        self.kept_by == Some(person) || self.taken.is_some_and(|(_, by)| by == Some(person))
    }
}

/// An event of a feed about somebody of the portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its number.
    pub id: RecordedId,
    /// The feed.
    pub feed: FeedId,
    /// What it says.
    pub said: Said,
    /// What was made of it.
    pub finding: Finding,
    /// The hold that was placed by it.
    pub hold: Option<HoldId>,
}

/// What the second person says of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// It takes effect.
    Release,
    /// It is wrong and changes nothing.
    Reject,
}

impl Word {
    /// The code used in storage and forms.
    pub const fn code(self) -> &'static str {
        match self {
            Word::Release => "released",
            Word::Reject => "rejected",
        }
    }

    /// The word of a code.
    pub fn parse(code: &str) -> Option<Word> {
        [Word::Release, Word::Reject].into_iter().find(|word| word.code() == code)
    }
}

/// What the second person decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// What.
    pub word: Word,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: PersonId,
    /// Why.
    pub reason: Reason,
}

/// The part of a feed about one body of which too many stand in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The feed.
    pub feed: FeedId,
    /// The body.
    pub body: BodyId,
    /// How many of how many.
    pub share: Share,
    /// What the second person decided; nothing while it waits.
    pub decided: Option<Decided>,
}

/// Why a part was not decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PartRefusal {
    /// The permit is for another feed.
    #[error("the permit is for another feed")]
    ForeignPermit,
    /// A colleague was faster.
    #[error("the part was decided already")]
    AlreadyDecided,
}

impl Part {
    /// The second person decides, once.
    pub fn decide(
        self,
        permit: &Permit<DecidePart>,
        word: Word,
        reason: Reason,
        at: DateTime<Utc>,
    ) -> Result<Part, PartRefusal> {
        if permit.on() != self.feed {
            return Err(PartRefusal::ForeignPermit);
        }
        match self.decided {
            Some(_) => Err(PartRefusal::AlreadyDecided),
            None => Ok(Part { decided: Some(Decided { word, at, by: permit.by(), reason }), ..self }),
        }
    }
}
