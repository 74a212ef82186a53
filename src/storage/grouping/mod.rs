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
        let unavailable = |why: &str| E::from(StorageError::Unavailable(why.to_owned()));
        let (answer, answered) = oneshot::channel();
        let look = Box::new(Look { at, work, ended: None, answer });
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
                place.attempt(Turn::Looks, |conn| {
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
    let last = group.len().saturating_sub(1);
    for (number, look) in group.iter_mut().enumerate() {
        match look.run(conn, &appending) {
            Ran::Kept(appended) => {
                appending = appended;
                if number < last {
                    conn.batch_execute("RELEASE SAVEPOINT look; SAVEPOINT look")?;
                }
            }
            Ran::Failed => conn.batch_execute("ROLLBACK TO SAVEPOINT look")?,
            Ran::Contended => return Err(StorageError::Contended),
        }
    }
    appending.save(conn)
}

/// A look of any type, waiting to be written down and answered.
trait Waiting: Send {
    /// False where whoever asked is gone, so that nothing will be shown.
    fn is_awaited(&self) -> bool;

    /// Runs the closure and keeps what it returned. May be called again.
    fn run(&mut self, conn: &mut Conn, appending: &Appending) -> Ran;

    /// Releases what was kept, or says why the group was not written.
    fn answer(self: Box<Self>, committed: &Result<(), Arc<StorageError>>);
}

enum Ran {
    Kept(Appending),
    Failed,
    Contended,
}

enum Ended<T, E> {
    Returned(Result<T, E>),
    Panicked(Box<dyn Any + Send>),
}

struct Look<T, E, W> {
    at: DateTime<Utc>,
    work: W,
    ended: Option<Ended<T, E>>,
    answer: oneshot::Sender<Ended<T, E>>,
}

impl<T, E, W> Waiting for Look<T, E, W>
where
    T: Send,
    E: Fails,
    W: FnMut(&mut Tx<'_>) -> Result<T, E> + Send,
{
    fn is_awaited(&self) -> bool {
        !self.answer.is_closed()
    }

    fn run(&mut self, conn: &mut Conn, appending: &Appending) -> Ran {
        let mut tx = Tx::new(conn, self.at, appending.clone());
        let done = catch_unwind(AssertUnwindSafe(|| {
            let done = (self.work)(&mut tx)?;
            Ok::<_, E>((done, tx.into_journalled()?))
        }));
        let (ended, ran) = match done {
            Ok(Ok((done, appended))) => (Ended::Returned(Ok(done)), Ran::Kept(appended)),
            Ok(Err(error)) if error.is_contended() => (Ended::Returned(Err(error)), Ran::Contended),
            Ok(Err(error)) => (Ended::Returned(Err(error)), Ran::Failed),
            Err(panic) => (Ended::Panicked(panic), Ran::Failed),
        };
        self.ended = Some(ended);
        ran
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
mod tests;
