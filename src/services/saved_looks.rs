//! Saved looks: somebody names an address, and is told when a new month or a revision makes it different. What is told
//! is asked inside the scope of the moment; where nothing is open, a look keeps its name and nothing else.

use std::collections::HashMap;

use super::budget::{Onlooker, Place, names_of, scope_of, standing};
use super::sessions::SignedIn;
use crate::domain::access::{Denied, KeepLooks, Permit, check};
use crate::domain::budget::Names;
use crate::domain::ids::SavedLookId;
use crate::domain::journal::Event;
use crate::domain::saved::{LookName, MOST, News, SavedLook, SavedView, Seen};
use crate::domain::system::System;
use crate::storage::{Failure, StorageError, Tx, saved_looks};

/// A saved look as its owner finds it now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The look.
    pub look: SavedLook,
    /// How it stands.
    pub standing: Standing,
}

/// How a saved look stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Open, with what has become different.
    Open(News),
    /// Nothing of the budget is open to its owner now: no grant, or another scope.
    Closed,
}

/// Why nothing was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// There is no such look, or it is another's; or there is nothing at the address: never tell which.
    NotThere,
    /// Looks are kept by auditors.
    Denied(Denied),
    /// As many as may be kept are kept.
    TooMany,
}

type Done<T> = Result<T, Failure<Refused>>;

/// The looks of somebody, each with its news; and what loads call the places of those that are open.
pub async fn list(onlooker: Onlooker<'_>) -> Done<(Vec<Kept>, Names)> {
    let person = permit(onlooker.who)?.by();
    let looks = onlooker.db.read(move |conn| saved_looks::of_person(conn, person)).await?;
    let mut now: HashMap<SavedLookId, Seen> = HashMap::new();
    let mut names = Vec::new();
    for system in System::ALL {
        let of_system: Vec<&SavedLook> = looks.iter().filter(|look| look.view.system == system).collect();
        if of_system.is_empty() {
            continue;
        }
        let Some(scope) = scope_of(onlooker, system) else { continue };
        let places: Vec<Place> = of_system.iter().map(|look| place(&look.view)).collect();
        names.push(
            names_of(onlooker, scope, places.iter().map(|place| Place { path: None, ..*place })).await?,
        );
        let seen = standing(onlooker, scope, places).await?;
        now.extend(of_system.iter().zip(seen).filter_map(|(look, seen)| Some((look.id, seen?))));
    }
    let keep = |look: SavedLook| {
        let news = now.get(&look.id).map(|now| look.seen.news(now));
        Kept { standing: news.map_or(Standing::Closed, Standing::Open), look }
    };
    let kept = looks.into_iter().map(keep).collect();
    Ok((kept, names.into_iter().collect()))
}

/// How many looks somebody keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeptLooks {
    /// All of them.
    pub all: usize,
    /// Of these, how many have become different.
    pub with_news: usize,
}

/// How many of somebody's looks have become different; nothing for those who keep none.
pub async fn news(onlooker: Onlooker<'_>) -> Result<Option<KeptLooks>, StorageError> {
    match list(onlooker).await {
        Ok((kept, _)) if kept.is_empty() => Ok(None),
        Ok((kept, _)) => {
            let is_new = |kept: &&Kept| matches!(kept.standing, Standing::Open(news) if news.is_some());
            Ok(Some(KeptLooks { all: kept.len(), with_news: kept.iter().filter(is_new).count() }))
        }
        Err(Failure::Refused(_)) => Ok(None),
        Err(Failure::Storage(error)) => Err(error),
    }
}

/// One look of somebody.
pub async fn find(onlooker: Onlooker<'_>, id: SavedLookId) -> Done<SavedLook> {
    let person = permit(onlooker.who)?.by();
    let found = onlooker.db.read(move |conn| saved_looks::find(conn, person, id)).await?;
    found.ok_or(Failure::Refused(Refused::NotThere))
}

/// Keeps a look of what its owner may see now.
pub async fn save(onlooker: Onlooker<'_>, name: LookName, view: SavedView) -> Done<SavedLookId> {
    permit(onlooker.who)?;
    let seen = seen_now(onlooker, &view).await?.ok_or(Failure::Refused(Refused::NotThere))?;
    act(onlooker, move |tx, permit| {
        if saved_looks::of_person(tx.conn(), permit.by())?.len() >= MOST {
            return Err(Failure::Refused(Refused::TooMany));
        }
        let look = saved_looks::insert(tx, permit, &name, &view, seen)?;
        // The name is its owner's own words and no business of the journal; where the look leads is.
        let (system, budget, period) = (view.system, view.budget.code(), view.period.to_string());
        let path = view.path.map(|path| path.to_string()).unwrap_or_default();
        Ok((look, Event::LookSaved { look, system, budget, period, path }))
    })
    .await
}

/// Gives a look another name.
pub async fn rename(onlooker: Onlooker<'_>, id: SavedLookId, name: LookName) -> Done<()> {
    act(onlooker, move |tx, permit| {
        own(tx, permit, id)?;
        saved_looks::rename(tx, permit, id, &name)?;
        Ok(((), Event::LookRenamed { look: id }))
    })
    .await
}

/// Forgets a look.
pub async fn remove(onlooker: Onlooker<'_>, id: SavedLookId) -> Done<()> {
    act(onlooker, move |tx, permit| {
        own(tx, permit, id)?;
        saved_looks::delete(tx, permit, id)?;
        Ok(((), Event::LookRemoved { look: id }))
    })
    .await
}

/// Leads to a look, and notes that what is there now was seen. Where nothing is open, the page there says so.
pub async fn open(onlooker: Onlooker<'_>, id: SavedLookId) -> Done<String> {
    let look = find(onlooker, id).await?;
    let seen = seen_now(onlooker, &look.view).await?;
    act(onlooker, move |tx, permit| {
        let look = own(tx, permit, id)?;
        if let Some(seen) = seen {
            saved_looks::saw(tx, permit, id, seen)?;
        }
        Ok((look.view.address, Event::LookOpened { look: id }))
    })
    .await
}

async fn seen_now(onlooker: Onlooker<'_>, view: &SavedView) -> Done<Option<Seen>> {
    match scope_of(onlooker, view.system) {
        Some(scope) => Ok(standing(onlooker, scope, vec![place(view)]).await?.pop().flatten()),
        None => Ok(None),
    }
}

async fn act<T: Send + 'static>(
    onlooker: Onlooker<'_>,
    mut work: impl FnMut(&mut Tx<'_>, &Permit<KeepLooks>) -> Done<(T, Event)> + Send + 'static,
) -> Done<T> {
    let who = onlooker.who.clone();
    let done = move |tx: &mut Tx<'_>| {
        let permit = permit(&who)?;
        let (done, event) = work(tx, &permit)?;
        tx.journal((&who.actor).into(), event)?;
        Ok(done)
    };
    onlooker.db.write(onlooker.at(), done).await
}

fn own(tx: &mut Tx<'_>, permit: &Permit<KeepLooks>, id: SavedLookId) -> Done<SavedLook> {
    saved_looks::find(tx.conn(), permit.by(), id)?.ok_or(Failure::Refused(Refused::NotThere))
}

fn permit(who: &SignedIn) -> Done<Permit<KeepLooks>> {
    check(&who.actor, KeepLooks, &()).map_err(|denied| Failure::Refused(Refused::Denied(denied)))
}

fn place(view: &SavedView) -> Place {
    let SavedView { system, budget, period, path, known, .. } = *view;
    Place { system, budget, period, path, known }
}
