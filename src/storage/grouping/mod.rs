//! Looks share transactions: what waits while one commits is written by the next, and nobody is answered before it is
//! durable. Nobody waits for company: a look that is alone commits at once.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread::JoinHandle;

use chrono::{DateTime, Utc};
use diesel::connection::SimpleConnection;
use tokio::sync::{mpsc, oneshot};

use super::journal::{Appending, Edge};
use super::writers::{PATIENCE, Turn, Writers};
use super::{Conn, Fails, StorageError, Tx};
use crate::domain::journal::Entry;

/// How many looks one transaction takes at most, and how many wait for the next before others wait to be let in.
const MOST: usize = 128;

/// The door of looks to the thread that writes them down.
#[derive(Clone)]
pub(super) struct Looks {
    queue: mpsc::Sender<Box<dyn Waiting>>,
    answered: Arc<AtomicU64>,
    /// After the queue, which must be closed when this is dropped.
    _writing: Arc<Writing>,
}

/// The thread, which ends with the queue. Whoever drops the last door finds every connection closed.
struct Writing(Option<JoinHandle<()>>);

impl Drop for Writing {
    fn drop(&mut self) {
        // The closure of a look may have held the last door.
        if let Some(thread) = self.0.take_if(|thread| thread.thread().id() != std::thread::current().id())
            && thread.join().is_err()
        {
            tracing::error!("the thread that writes looks panicked");
        }
    }
}

impl Looks {
    pub(super) fn open(writers: Writers) -> Result<Looks, StorageError> {
        let unavailable = |error: std::io::Error| StorageError::Unavailable(error.to_string());
        let (queue, waiting) = mpsc::channel(MOST);
        // A runtime of its own: looks are written however busy, or gone, the one is that asked for them.
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_time().build().map_err(unavailable)?;
        let thread = std::thread::Builder::new()
            .name("looks".to_owned())
            .spawn(move || runtime.block_on(keep_writing(waiting, writers)))
            .map_err(unavailable)?;
        Ok(Looks { queue, answered: Arc::default(), _writing: Arc::new(Writing(Some(thread))) })
    }

    pub(super) fn answered(&self) -> u64 {
        self.answered.load(Ordering::Relaxed)
    }

    pub(super) async fn look<T, E>(
        &self,
        at: DateTime<Utc>,
        work: impl FnMut(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: Fails,
    {
        self.wait(Anything { at, work }).await
    }

    pub(super) async fn enter<E: Fails>(
        &self,
        entry: Entry,
        size: u64,
        again: impl FnMut(&mut Conn) -> Result<(), E> + Send + 'static,
    ) -> Result<u64, E> {
        self.wait(Entered { entry, size, again }).await
    }

    async fn wait<T, E>(&self, work: impl Work<T, E> + Send + 'static) -> Result<T, E>
    where
        T: Send + 'static,
        E: Fails,
    {
        let unavailable = |why: &str| E::from(StorageError::Unavailable(why.to_owned()));
        let (answer, answered) = oneshot::channel();
        let look = Box::new(Look { work, ended: None, answer });
        match self.queue.send_timeout(look, PATIENCE).await {
            Ok(()) => {}
            Err(mpsc::error::SendTimeoutError::Timeout(_)) => return Err(unavailable("too many looks wait")),
            Err(mpsc::error::SendTimeoutError::Closed(_)) => {
                return Err(unavailable("looks are not written"));
            }
        }
        match answered.await {
            Ok(Ended::Returned(done)) => {
                self.answered.fetch_add(u64::from(done.is_ok()), Ordering::Relaxed);
                done
            }
            Ok(Ended::Panicked(panic)) => resume_unwind(panic),
            Err(oneshot::error::RecvError { .. }) => Err(unavailable("the look was given up")),
        }
    }
}

async fn keep_writing(mut waiting: mpsc::Receiver<Box<dyn Waiting>>, writers: Writers) {
    // How far the journal's tree had grown with the last group; another process may have gone on since.
    let mut edge: Option<Edge> = None;
    while let Some(first) = waiting.recv().await {
        let place = writers.place().await;
        let mut group = vec![first];
        join(&mut group, &mut waiting);
        let from = edge.take();
        let written = catch_unwind(AssertUnwindSafe(|| {
            let committed = place.and_then(|place| {
                place.attempt(Turn::Taken, |conn| {
                    // Others came while this one waited for its turn.
                    join(&mut group, &mut waiting);
                    write(conn, &mut group, from.clone())
                })
            });
            let committed = committed.map(|grown| edge = grown).map_err(Arc::new);
            group.into_iter().for_each(|look| look.answer(&committed));
        }));
        if written.is_err() {
            tracing::error!("a group of looks was given up: writing it panicked");
        }
    }
}

fn join(group: &mut Vec<Box<dyn Waiting>>, waiting: &mut mpsc::Receiver<Box<dyn Waiting>>) {
    while group.len() < MOST
        && let Ok(next) = waiting.try_recv()
    {
        group.push(next);
    }
    group.retain(|look| look.is_awaited());
}

/// The looks of a group in turn; what one of them did before it failed is undone without the others.
fn write(
    conn: &mut Conn,
    group: &mut [Box<dyn Waiting>],
    edge: Option<Edge>,
) -> Result<Option<Edge>, StorageError> {
    let mut appending = Appending::from(edge);
    for look in group {
        match look.run(conn, &mut appending)? {
            Ran::Ended => {}
            Ran::Contended => return Err(StorageError::Contended),
        }
    }
    appending.save(conn)
}

/// What is done in it is undone where it fails or panics.
fn in_savepoint<T, E: Fails>(
    conn: &mut Conn,
    work: impl FnOnce(&mut Conn) -> Result<T, E>,
) -> Result<Ended<T, E>, StorageError> {
    conn.batch_execute("SAVEPOINT look")?;
    let ended = match catch_unwind(AssertUnwindSafe(|| work(conn))) {
        Ok(done) => Ended::Returned(done),
        Err(panic) => Ended::Panicked(panic),
    };
    conn.batch_execute(match &ended {
        Ended::Returned(Ok(_)) => "RELEASE SAVEPOINT look",
        Ended::Returned(Err(_)) | Ended::Panicked(_) => "ROLLBACK TO SAVEPOINT look; RELEASE SAVEPOINT look",
    })?;
    Ok(ended)
}

/// A look of any type, waiting to be written down and answered.
trait Waiting: Send {
    /// False where whoever asked is gone, so that nothing will be shown.
    fn is_awaited(&self) -> bool;

    /// Does what is to be done and keeps what became of it. May be called again.
    fn run(&mut self, conn: &mut Conn, appending: &mut Appending) -> Result<Ran, StorageError>;

    /// Releases what was kept, or says why the group was not written.
    fn answer(self: Box<Self>, committed: &Result<(), Arc<StorageError>>);
}

enum Ran {
    Ended,
    Contended,
}

enum Ended<T, E> {
    Returned(Result<T, E>),
    Panicked(Box<dyn Any + Send>),
}

impl<T, E: Fails> Ended<T, E> {
    fn ran(&self) -> Ran {
        match self {
            Ended::Returned(Err(error)) if error.is_contended() => Ran::Contended,
            Ended::Returned(_) | Ended::Panicked(_) => Ran::Ended,
        }
    }
}

/// What a look does in the transaction.
trait Work<T, E> {
    fn run(&mut self, conn: &mut Conn, appending: &mut Appending) -> Result<Ended<T, E>, StorageError>;
}

/// Whatever its closure does, which journals.
struct Anything<W> {
    at: DateTime<Utc>,
    work: W,
}

impl<T, E: Fails, W: FnMut(&mut Tx<'_>) -> Result<T, E>> Work<T, E> for Anything<W> {
    fn run(&mut self, conn: &mut Conn, appending: &mut Appending) -> Result<Ended<T, E>, StorageError> {
        let before = appending.clone();
        let ended = in_savepoint(conn, |conn| {
            let mut tx = Tx::new(conn, self.at, before);
            let done = (self.work)(&mut tx)?;
            Ok((done, tx.into_journalled()?))
        })?;
        Ok(match ended {
            Ended::Returned(Ok((done, appended))) => {
                *appending = appended;
                Ended::Returned(Ok(done))
            }
            Ended::Returned(Err(error)) => Ended::Returned(Err(error)),
            Ended::Panicked(panic) => Ended::Panicked(panic),
        })
    }
}

/// One entry, which says what was seen while the journal had a size. Where acts came since, the closure asks again
/// whether it may be said.
struct Entered<W> {
    entry: Entry,
    size: u64,
    again: W,
}

impl<E: Fails, W: FnMut(&mut Conn) -> Result<(), E>> Work<u64, E> for Entered<W> {
    fn run(&mut self, conn: &mut Conn, appending: &mut Appending) -> Result<Ended<u64, E>, StorageError> {
        if !appending.alone_since(conn, self.size)? {
            match in_savepoint(conn, &mut self.again)? {
                Ended::Returned(Ok(())) => {}
                Ended::Returned(Err(error)) => return Ok(Ended::Returned(Err(error))),
                Ended::Panicked(panic) => return Ok(Ended::Panicked(panic)),
            }
        }
        Ok(Ended::Returned(Ok(appending.keep(conn, &self.entry)?)))
    }
}

struct Look<T, E, W> {
    work: W,
    ended: Option<Ended<T, E>>,
    answer: oneshot::Sender<Ended<T, E>>,
}

impl<T: Send, E: Fails, W: Work<T, E> + Send> Waiting for Look<T, E, W> {
    fn is_awaited(&self) -> bool {
        !self.answer.is_closed()
    }

    fn run(&mut self, conn: &mut Conn, appending: &mut Appending) -> Result<Ran, StorageError> {
        let ended = self.work.run(conn, appending)?;
        let ran = ended.ran();
        self.ended = Some(ended);
        Ok(ran)
    }

    fn answer(self: Box<Self>, committed: &Result<(), Arc<StorageError>>) {
        let Look { work, ended, answer, .. } = *self;
        // Once answered, whoever asked may close the database and find it closed.
        drop(work);
        let ended = match committed {
            Ok(()) => ended,
            Err(error) => Some(Ended::Returned(Err(StorageError::of_group(error).into()))),
        };
        // Whoever asked may have gone; then there is nobody to tell.
        if let Some(ended) = ended
            && answer.send(ended).is_err()
        {
            tracing::debug!("a look was written down for somebody who did not wait");
        }
    }
}

#[cfg(test)]
mod entering;
#[cfg(test)]
mod tests;
