//! Threads that read: each answers the question that waits longest, over a connection that it keeps. There are as many as
//! can work at once, so that others wait in one queue, where nobody is overtaken, and not for a processor.

use std::any::Any;
use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Instant;

use diesel::connection::SimpleConnection;
use tokio::sync::oneshot;

use super::conn::ConnPool;
use super::writers::{Connection, PATIENCE, connection};
use super::{Conn, DatabaseUrl, Fails, StorageError};

/// The door to the threads.
#[derive(Clone)]
pub(super) struct Readers(Arc<Threads>);

/// The threads, which end with the last door. Whoever drops it finds every connection closed.
struct Threads {
    queue: Arc<Queue>,
    reading: Vec<JoinHandle<()>>,
}

impl Drop for Threads {
    fn drop(&mut self) {
        self.queue.close();
        // A question may have held the last door.
        let own = std::thread::current().id();
        for thread in self.reading.drain(..).filter(|thread| thread.thread().id() != own) {
            if thread.join().is_err() {
                tracing::error!("a thread that reads panicked");
            }
        }
    }
}

type Question = Box<dyn FnOnce(&mut Reader) + Send>;

/// What came of a question, or the panic of whoever asked.
type Done<T, E> = Result<Result<T, E>, Box<dyn Any + Send>>;

/// What one thread reads with.
struct Reader {
    pool: ConnPool,
    kept: Option<Connection>,
}

#[derive(Default)]
struct Queue {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Question>,
    is_closed: bool,
}

impl Queue {
    /// No question is asked and no answer given while this is held, so no panic can leave it half done.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn push(&self, question: Question) {
        self.state().waiting.push_back(question);
        self.changed.notify_one();
    }

    fn close(&self) {
        self.state().is_closed = true;
        self.changed.notify_all();
    }

    /// The question that waits longest; nothing once the queue is closed and empty.
    fn next(&self) -> Option<Question> {
        let mut state = self.state();
        loop {
            if let Some(question) = state.waiting.pop_front() {
                return Some(question);
            }
            if state.is_closed {
                return None;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// How many questions are answered at once: on SQLite by our own processors, on PostgreSQL by another process.
pub(super) fn at_once(url: &DatabaseUrl) -> u32 {
    match url {
        DatabaseUrl::Sqlite(_) => {
            let processors = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
            u32::try_from(processors).unwrap_or(2).clamp(2, 8)
        }
        DatabaseUrl::Postgres(_) => 4,
    }
}

impl Readers {
    /// As many threads as the pool has connections.
    pub(super) fn over(pool: ConnPool) -> Result<Readers, StorageError> {
        let mut threads = Threads { queue: Arc::new(Queue::default()), reading: Vec::new() };
        for _ in 0..pool.max_size() {
            let (queue, pool) = (threads.queue.clone(), pool.clone());
            let reading = std::thread::Builder::new().name("reader".to_owned()).spawn(move || {
                let mut reader = Reader { pool, kept: None };
                while let Some(question) = queue.next() {
                    question(&mut reader);
                }
            });
            threads.reading.push(reading.map_err(|error| StorageError::Unavailable(error.to_string()))?);
        }
        Ok(Readers(Arc::new(threads)))
    }

    /// Reads one consistent state.
    pub(super) async fn read<T, E>(
        &self,
        work: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: Fails,
    {
        self.read_after("", work).await
    }

    /// Reads one consistent state, in a transaction that on PostgreSQL begins with these statements.
    pub(super) async fn read_after<T, E>(
        &self,
        first: impl AsRef<str> + Send + 'static,
        work: impl FnOnce(&mut Conn) -> Result<T, E> + Send + 'static,
    ) -> Result<T, E>
    where
        T: Send + 'static,
        E: Fails,
    {
        let (answer, answered) = oneshot::channel::<Done<T, E>>();
        let asked = Instant::now();
        self.0.queue.push(Box::new(move |reader| {
            if answer.is_closed() {
                return;
            }
            let tell = |done| {
                if answer.send(done).is_err() {
                    tracing::debug!("a question was answered for somebody who did not wait");
                }
            };
            if asked.elapsed() > PATIENCE {
                return tell(Ok(Err(StorageError::Unavailable("too many questions wait".to_owned()).into())));
            }
            reader.read(first.as_ref(), work, tell);
        }));
        match answered.await {
            Ok(Ok(done)) => done,
            Ok(Err(panic)) => resume_unwind(panic),
            Err(oneshot::error::RecvError { .. }) => {
                Err(StorageError::Unavailable("the question was given up".to_owned()).into())
            }
        }
    }
}

impl Reader {
    /// Tells what was read, and only then ends the transaction: it wrote nothing, so nobody need wait for its end.
    fn read<T, E: Fails>(
        &mut self,
        first: &str,
        work: impl FnOnce(&mut Conn) -> Result<T, E>,
        tell: impl FnOnce(Done<T, E>),
    ) {
        let mut conn = match self.begun(first) {
            Ok(conn) => conn,
            Err(error) => return tell(Ok(Err(error.into()))),
        };
        let done = catch_unwind(AssertUnwindSafe(|| work(&mut conn)));
        let panicked = done.is_err();
        tell(done);
        match conn.batch_execute("ROLLBACK") {
            // A panic takes its connection along.
            Ok(()) if !panicked => self.kept = Some(conn),
            Ok(()) => {}
            Err(error) => tracing::warn!(%error, "ending a question failed"),
        }
    }

    /// A connection whose transaction has begun. While it is in use it is not kept.
    fn begun(&mut self, first: &str) -> Result<Connection, StorageError> {
        match self.kept.take().map(|mut kept| begin(&mut kept, first).map(|()| kept)) {
            Some(Ok(kept)) => Ok(kept),
            // The server went away since: another connection is there, or the question fails.
            Some(Err(_)) | None => {
                let mut conn = connection(&self.pool)?;
                begin(&mut conn, first)?;
                Ok(conn)
            }
        }
    }
}

fn begin(conn: &mut Conn, first: &str) -> diesel::QueryResult<()> {
    match conn {
        // One way there and back for both.
        Conn::Postgres(pg) => {
            pg.batch_execute(&format!("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; {first}"))
        }
        Conn::Sqlite(sqlite) => sqlite.batch_execute("BEGIN DEFERRED"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;
    use crate::storage::testing::fresh;

    /// One thread, so that the order shows.
    fn one_reader() -> (impl Sized, Readers) {
        let (_, place) = fresh();
        let url: DatabaseUrl = place.url().parse().expect("a database");
        let readers = Readers::over(url.pool(1).expect("a pool")).expect("threads");
        (place, readers)
    }

    #[tokio::test]
    async fn nobody_is_overtaken() {
        let (_place, readers) = one_reader();
        let (go, gone) = mpsc::channel::<()>();
        let (said, heard) = mpsc::channel();
        let ask = |number: u32, wait: Option<mpsc::Receiver<()>>| {
            let said = said.clone();
            readers.read(move |_| {
                if let Some(wait) = wait {
                    wait.recv().expect("a beginning");
                }
                said.send(number).expect("heard");
                Ok::<_, StorageError>(())
            })
        };
        let questions = [ask(1, Some(gone)), ask(2, None), ask(3, None), ask(4, None)];
        let opener = async { go.send(()).expect("waited for") };
        let (answers, ()) = tokio::join!(futures_util::future::join_all(questions), opener);
        assert!(answers.into_iter().all(|answer| answer.is_ok()));
        assert_eq!(heard.try_iter().collect::<Vec<_>>(), [1, 2, 3, 4]);
    }

    #[tokio::test]
    async fn a_panic_is_the_askers_and_the_thread_goes_on() {
        let (_place, readers) = one_reader();
        let asked = readers.clone();
        let panics =
            tokio::spawn(
                async move { asked.read(|_| -> Result<(), StorageError> { panic!("a fault") }).await },
            );
        assert!(panics.await.expect_err("the panic").is_panic());
        assert_eq!(readers.read(|_| Ok::<_, StorageError>(7)).await.expect("an answer"), 7);
    }
}
