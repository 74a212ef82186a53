//! Reading the journal; reading it is an entry too.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry as Slot;

use chrono::{DateTime, TimeDelta, Utc};

use super::sessions::SignedIn;
use crate::domain::access::{Denied, ReadJournal, check};
use crate::domain::calendar::day_of;
use crate::domain::ids::{BodyId, PersonId};
use crate::domain::journal::{Actor, Entry, Event};
use crate::domain::lang::Lang;
use crate::domain::names::{LocalName, PersonName};
use crate::storage::journal::{self, Fault, Kept, Verified, Wanted};
use crate::storage::{Conn, Db, Failure, StorageError, bodies, people};
use crate::text::{Arg, text_with};

/// An entry with the names of whoever acted.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its index in the journal.
    pub index: u64,
    /// The entry.
    pub entry: Entry,
    /// Who acted, where it was a person.
    pub by: Option<Name>,
}

/// A person with their body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The person's name.
    pub person: PersonName,
    /// The body's name.
    pub body: LocalName,
    /// On behalf of whom, where that person acted for somebody absent.
    pub absent: Option<PersonName>,
}

impl Name {
    /// Who acted, and on whose behalf, with names in the form that the place wants.
    pub fn signed(&self, lang: Lang, form: impl Fn(&PersonName) -> String) -> String {
        match &self.absent {
            None => form(&self.person),
            Some(absent) => {
                let on_behalf = text_with(lang, "on-behalf-of", &[("name", Arg::Text(&form(absent)))]);
                format!("{} {on_behalf}", form(&self.person))
            }
        }
    }
}

/// A page of the journal.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its entries, newest first.
    pub steps: Vec<Step>,
    /// How many entries the whole journal has.
    pub size: u64,
    /// True where older entries follow.
    pub has_more: bool,
}

/// What a page of the journal asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Only this kind of act or look.
    pub code: Option<&'static str>,
    /// Only entries below this index.
    pub before: Option<u64>,
}

/// How many entries a page shows.
pub const PAGE: usize = 50;

/// Re-reads every entry and every hash; `progress` is told the number of entries seen.
pub async fn verify(
    db: &Db,
    progress: impl FnMut(u64) + Send + 'static,
) -> Result<Result<Verified, Fault>, StorageError> {
    db.read(move |conn| journal::verify(conn, progress)).await
}

/// A page of the journal, for the ministry's administrator.
pub async fn look(db: &Db, who: &SignedIn, asked: Asked, at: DateTime<Utc>) -> Result<Page, Failure<Denied>> {
    check(&who.actor, ReadJournal, &()).map_err(Failure::Refused)?;
    let actor = (&who.actor).into();
    db.write(at, move |tx| {
        let wanted = Wanted { code: asked.code, before: asked.before, ..Wanted::default() };
        let page = page(tx.conn(), wanted, at)?;
        let filter = asked.code.unwrap_or_default().to_owned();
        tx.journal(actor, Event::JournalLooked { filter, entries: page.steps.len() as i64 })?;
        Ok(page)
    })
    .await
}

/// Which entries of one's own record are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Own {
    /// What somebody did and what was done about them.
    #[default]
    Everything,
    /// What others did about them: who looked at their data, and what came of it (P7.4).
    ByOthers,
    /// The figures that they took away.
    Extracts,
}

impl Own {
    fn wanted(self, person: PersonId) -> Wanted {
        match self {
            Own::Everything => Wanted { concerning: Some(person), ..Wanted::default() },
            Own::ByOthers => Wanted { by_others: Some(person), ..Wanted::default() },
            Own::Extracts => Wanted { by: Some(person), code: Some("budget_extracted"), ..Wanted::default() },
        }
    }
}

/// What is known of somebody's own use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traces {
    /// How many extracts they took, ever.
    pub extracts: u64,
    /// How many entries others made about them in the last [`TRACED_DAYS`].
    pub by_others: u64,
}

/// How far back what others did is counted on the first page.
pub const TRACED_DAYS: i64 = 30;

/// Counts one's own traces.
pub(super) async fn traces(db: &Db, who: &SignedIn, at: DateTime<Utc>) -> Result<Traces, StorageError> {
    let (person, since) = (who.person.id, at - TimeDelta::days(TRACED_DAYS));
    db.read(move |conn| {
        let lately = Wanted { since: Some(since), ..Own::ByOthers.wanted(person) };
        Ok(Traces {
            extracts: journal::count(conn, &Own::Extracts.wanted(person))?,
            by_others: journal::count(conn, &lately)?,
        })
    })
    .await
}

/// One's own record: everybody may see theirs.
pub async fn own_record(
    db: &Db,
    who: &SignedIn,
    own: Own,
    before: Option<u64>,
    at: DateTime<Utc>,
) -> Result<Page, StorageError> {
    let (actor, person) = ((&who.actor).into(), who.person.id);
    db.write(at, move |tx| {
        let page = page(tx.conn(), Wanted { before, ..own.wanted(person) }, at)?;
        tx.journal(actor, Event::RecordLooked { person })?;
        Ok::<_, StorageError>(page)
    })
    .await
}

fn page(conn: &mut Conn, wanted: Wanted, at: DateTime<Utc>) -> Result<Page, StorageError> {
    let size = journal::size(conn)?;
    let mut kept = journal::list(conn, &Wanted { most: PAGE as i64 + 1, ..wanted })?;
    let has_more = kept.len() > PAGE;
    kept.truncate(PAGE);
    Ok(Page { steps: steps(conn, kept, at)?, size, has_more })
}

/// Entries with the names of those who acted, by the name of their body today.
pub(super) fn steps(conn: &mut Conn, kept: Vec<Kept>, at: DateTime<Utc>) -> Result<Vec<Step>, StorageError> {
    let mut names = BTreeMap::new();
    let mut steps = Vec::with_capacity(kept.len());
    for Kept { index, entry } in kept {
        let by = match entry.actor {
            Actor::System | Actor::Anonymous => None,
            Actor::Person { person, body } => Some(name(conn, &mut names, person, body, at)?),
            Actor::Substitute { person, body, absent } => {
                let absent = name(conn, &mut names, absent, body, at)?.person;
                Some(Name { absent: Some(absent), ..name(conn, &mut names, person, body, at)? })
            }
        };
        steps.push(Step { index, entry, by });
    }
    Ok(steps)
}

fn name(
    conn: &mut Conn,
    names: &mut BTreeMap<(PersonId, BodyId), Name>,
    person: PersonId,
    body: BodyId,
    at: DateTime<Utc>,
) -> Result<Name, StorageError> {
    Ok(match names.entry((person, body)) {
        Slot::Occupied(known) => known.get().clone(),
        Slot::Vacant(new) => {
            let body = bodies::get(conn, body, day_of(at))?.name;
            new.insert(Name { person: people::get(conn, person)?.name, body, absent: None }).clone()
        }
    })
}
