//! Checking a file of the personnel record: every fault with its line, or what would be made of each event now. Of people
//! whom the portal does not know only the number is kept.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use super::{Bringer, Registry};
use crate::domain::calendar::day_of;
use crate::domain::ids::FeedId;
use crate::domain::journal::{Digest, Event};
use crate::domain::personnel::{Brake, Fault, Line, Said, plan, read};
use crate::gateways::personnel_file;
use crate::services::applications::{Outcome, Refused};
use crate::services::calendars::Calendars;
use crate::storage::{Conn, Db, Failure, StorageError, bodies, personnel};

pub use crate::gateways::personnel_file::MOST_BYTES;

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checked {
    /// It is kept, and nothing of it took effect yet.
    New(FeedId),
    /// The same file was checked before, and waits still.
    Waiting(FeedId),
    /// The same file took effect before.
    Taken(FeedId),
}

impl Checked {
    /// The feed.
    pub const fn feed(self) -> FeedId {
        match self {
            Checked::New(id) | Checked::Waiting(id) | Checked::Taken(id) => id,
        }
    }
}

/// Why a file is no feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAFeed {
    /// Larger than [`MOST_BYTES`].
    TooLarge,
    /// All its faults.
    Faults(Vec<Fault>),
}

/// Checks a file and keeps what it says of people of the portal.
pub async fn keep(
    db: &Db,
    calendars: &Calendars,
    brake: Brake,
    by: &Bringer,
    file: &[u8],
    at: DateTime<Utc>,
) -> Outcome<Checked, NotAFeed> {
    by.may()?;
    let rule = |why| Failure::Refused(Refused::Rule(why));
    if file.len() > MOST_BYTES {
        return Err(rule(NotAFeed::TooLarge));
    }
    let calendar = calendars.now(db).await?;
    let lines = personnel_file::split(file)
        .and_then(|raw| read(&raw, &calendar))
        .map_err(|faults| rule(NotAFeed::Faults(faults)))?;
    let (content, by) = (Digest::of(file), by.clone());
    let known = db.read(move |conn| personnel::with_content(conn, &content)).await?;
    if let Some(feed) = known {
        return Ok(if feed.taken.is_some() { Checked::Taken(feed.id) } else { Checked::Waiting(feed.id) });
    }
    db.write(at, move |tx| {
        let (said, registry) = known_of(tx.conn(), &lines, at)?;
        let seen = personnel::seen(tx.conn(), None)?;
        let planned = plan(&said, &registry.workers, &seen, &registry.with_access, Some(brake), at);
        let kept: Vec<_> = said.iter().zip(planned.findings).collect();
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let (all, unknown) = (count(lines.len()), count(lines.len() - said.len()));
        let feed = personnel::keep(tx, &content, (all, unknown), by.person(), &kept)?;
        let (lines, unknown) = (i64::from(all), i64::from(unknown));
        tx.journal(by.actor(), Event::FeedChecked { feed, lines, unknown, content })?;
        Ok::<_, Failure<_>>(Checked::New(feed))
    })
    .await
}

/// What the lines say of people of the portal, and everybody of their bodies.
fn known_of(
    conn: &mut Conn,
    lines: &[Line],
    at: DateTime<Utc>,
) -> Result<(Vec<Said>, Registry), StorageError> {
    let mut named = BTreeMap::new();
    for bin in lines.iter().map(|line| line.bin.clone()) {
        if !named.contains_key(bin.as_str()) {
            let body = bodies::find_by_bin(conn, &bin, day_of(at))?.map(|body| body.id);
            named.insert(bin.as_str().to_owned(), body);
        }
    }
    let registry = Registry::of(conn, &named.values().flatten().copied().collect::<BTreeSet<_>>(), at)?;
    let by_number: BTreeMap<_, _> = registry
        .workers
        .values()
        .map(|worker| ((worker.person.body, worker.person.iin.as_str()), worker.person.id))
        .collect();
    let said = |line: &Line| {
        let body = named.get(line.bin.as_str()).copied().flatten()?;
        let person = *by_number.get(&(body, line.iin.as_str()))?;
        let (ending, ended_on, document) = (line.ending, line.ended_on, line.document.clone());
        Some(Said { line: line.line, person, body, ending, ended_on, document })
    };
    let said = lines.iter().filter_map(said).collect();
    Ok((said, registry))
}

/// Throws away a file that was only checked.
pub async fn drop_checked(
    db: &Db,
    by: &Bringer,
    feed: FeedId,
    at: DateTime<Utc>,
) -> Outcome<(), super::looking::Never> {
    by.may()?;
    let by = by.clone();
    db.write(at, move |tx| {
        if !personnel::drop_checked(tx, feed)? {
            return Err(Failure::Refused(Refused::NotThere));
        }
        tx.journal(by.actor(), Event::FeedDropped { feed })?;
        Ok(())
    })
    .await
}
