//! From a look to a page: what it shows is drawn once for everybody with the same scope, and each who is shown it is entered
//! in the journal.

use std::sync::Arc;

use super::looking::{Looked, open, record};
use super::opened::Opened;
use super::rights::rights;
use super::shelf::{Drawn, Kept, Key};
use super::{Closed, Done, Onlooker, Place, Refused, Right, refuse};
use crate::domain::budget::{Aspect, Period};
use crate::domain::journal::Event;
use crate::domain::scope::Scope;
use crate::domain::system::System;
use crate::storage::Conn;
use crate::storage::budget::state;

/// How a page is drawn from what was read.
pub struct Drawing<T, E> {
    page: String,
    draw: Box<Draw<T, E>>,
}

type Draw<T, E> = dyn FnOnce(&T) -> Result<Drawn, E> + Send;

impl<T, E> Drawing<T, E> {
    /// What `draw` makes of the page of an address in a language; it must not depend on anything else but the figures.
    pub fn new(
        address: &str,
        lang: &str,
        draw: impl FnOnce(&T) -> Result<Drawn, E> + Send + 'static,
    ) -> Drawing<T, E> {
        Drawing { page: format!("{lang} {address}"), draw: Box::new(draw) }
    }
}

/// A page that may be answered: its look is in the journal.
#[derive(Clone, Debug)]
pub struct Shown {
    /// Why this may be seen.
    pub right: Right,
    page: Arc<Kept>,
}

impl Shown {
    /// What it shows.
    pub fn drawn(&self) -> &Drawn {
        &self.page.drawn
    }
}

/// What was read for a page, with what its entry says.
pub(super) struct Fresh<T> {
    pub(super) read: T,
    pub(super) version: i64,
    pub(super) period: Option<Period>,
    pub(super) lines: usize,
}

/// What the entry of a page says.
pub(super) struct Facts {
    pub(super) right: Right,
    pub(super) version: i64,
    pub(super) period: Option<Period>,
    pub(super) lines: i64,
}

/// Shows one place from one side, and writes down that somebody looked at it.
pub(super) async fn draw<T: Send + 'static, E: Send + 'static>(
    onlooker: Onlooker<'_>,
    place: Place,
    aspect: Aspect,
    drawing: Drawing<Looked<T>, E>,
    read: impl FnOnce(&mut Opened<'_>) -> Done<(T, usize)> + Send + 'static,
) -> Done<Result<Shown, E>> {
    place.check_known(onlooker.at())?;
    let fresh = move |conn: &mut Conn, scope: &Scope, _| {
        let (looked, lines) = open(conn, scope, place, read)?;
        let version = looked.published.as_ref().map_or(0, |published| i64::from(published.version));
        Ok(Fresh { read: looked, version, period: Some(place.period), lines })
    };
    let entry = move |facts: &Facts| place.looked_at(aspect, facts);
    draw_as(onlooker, place.system, drawing, fresh, entry).await
}

/// Shows what is read, and writes down that somebody looked.
pub(super) async fn draw_as<T, E: Send + 'static>(
    onlooker: Onlooker<'_>,
    system: System,
    drawing: Drawing<T, E>,
    read: impl FnOnce(&mut Conn, &Scope, Right) -> Done<Fresh<T>> + Send + 'static,
    entry: impl FnOnce(&Facts) -> Event,
) -> Done<Result<Shown, E>>
where
    T: 'static,
{
    let (scope, right) = rights(onlooker, system)?;
    let Some(figures) = onlooker.figures else { return refuse(Refused::Closed(Closed::NoData(right))) };
    let shelf = onlooker.shelf.clone();
    let page = figures
        .read_as(&scope, move |conn| -> Done<Result<Arc<Kept>, E>> {
            let Drawing { page, draw } = drawing;
            let key = Key { scope, state: state(conn)?, page };
            if let Some(kept) = shelf.find(&key) {
                return Ok(Ok(kept));
            }
            let Fresh { read, version, period, lines } = read(conn, &scope, right)?;
            let drawn = match draw(&read) {
                Ok(drawn) => drawn,
                Err(error) => return Ok(Err(error)),
            };
            let lines = i64::try_from(lines).unwrap_or(i64::MAX);
            let kept = Arc::new(Kept { drawn, version, period, lines });
            shelf.keep(key, kept.clone());
            Ok(Ok(kept))
        })
        .await?;
    let page = match page {
        Ok(page) => page,
        Err(error) => return Ok(Err(error)),
    };
    let facts = Facts { right, version: page.version, period: page.period, lines: page.lines };
    record(onlooker, system, scope, entry(&facts)).await?;
    Ok(Ok(Shown { right, page }))
}
