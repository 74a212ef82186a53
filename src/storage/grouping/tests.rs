//! Looks that share a transaction: what each of them may do to the others, and when an answer leaves.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc as threads;

use diesel::connection::SimpleConnection;
use tokio::task::{JoinHandle, yield_now};

use super::*;
use crate::domain::journal::{Actor, Event};
use crate::storage::testing::fresh;
use crate::storage::{Db, journal};

pub(super) const AT: DateTime<Utc> = DateTime::UNIX_EPOCH;

pub(super) type Done<T> = Result<T, StorageError>;

pub(super) fn enter(tx: &mut Tx<'_>, lines: i64) -> Done<u64> {
    tx.journal(Actor::System, Event::RegistryImported { lines })
}

/// Asks for a look. The next `yield_now` of a test lets it into the queue.
fn look<T: Send + 'static>(
    db: &Db,
    work: impl FnMut(&mut Tx<'_>) -> Done<T> + Send + 'static,
) -> JoinHandle<Done<T>> {
    let db = db.clone();
    tokio::spawn(async move { db.look(AT, work).await })
}

pub(super) fn sound_look(db: &Db, lines: i64) -> JoinHandle<Done<u64>> {
    look(db, move |tx| enter(tx, lines))
}

/// Somebody who has the turn until told to go on: what is asked for meanwhile becomes one group.
pub(super) async fn busy(db: &Db) -> (threads::Sender<()>, JoinHandle<Done<u64>>) {
    let (begun, has_begun) = oneshot::channel();
    let (go_on, told) = threads::channel();
    let (mut begun, db) = (Some(begun), db.clone());
    let writing = tokio::spawn(async move {
        db.write(AT, move |tx| {
            if let Some(begun) = begun.take() {
                begun.send(()).expect("somebody waits");
                told.recv().expect("told to go on");
            }
            enter(tx, -1)
        })
        .await
    });
    has_begun.await.expect("begun");
    (go_on, writing)
}

/// The lines of all entries, after the whole journal was found in order.
pub(super) async fn entered(db: &Db) -> Vec<i64> {
    let all = journal::Wanted { most: i64::MAX, ..journal::Wanted::default() };
    let read = db.read(move |conn| {
        Ok::<_, StorageError>((journal::verify(conn, |_| ())?, journal::list(conn, &all)?))
    });
    let (verified, kept) = read.await.expect("read");
    assert_eq!(verified.expect("sound").size, kept.len() as u64);
    let mut lines: Vec<i64> = Vec::new();
    for kept in kept {
        let Event::RegistryImported { lines: entered } = kept.entry.event else { panic!("{kept:?}") };
        lines.push(entered);
    }
    lines.sort_unstable();
    lines
}

#[tokio::test]
async fn what_waits_shares_a_transaction() {
    let (db, _place) = fresh();
    let (go_on, writing) = busy(&db).await;
    // The head is saved once in a transaction, so each transaction shows another size.
    let looks: Vec<_> = (0..64)
        .map(|lines| {
            look(&db, move |tx| {
                let size = journal::size(tx.conn())?;
                Ok((size, enter(tx, lines)?))
            })
        })
        .collect();
    yield_now().await;
    go_on.send(()).expect("busy");
    writing.await.expect("ran").expect("written");
    let (mut sizes, mut indexes) = (BTreeSet::new(), BTreeSet::new());
    for look in looks {
        let (size, index) = look.await.expect("ran").expect("written");
        sizes.insert(size);
        indexes.insert(index);
    }
    assert_eq!(sizes, [1].into());
    assert_eq!(indexes, (1..65).collect());
    assert_eq!(entered(&db).await, (-1..64).collect::<Vec<_>>());
}

/// More than the queue holds; and whoever has an answer finds the entry over another connection.
#[rocket::async_test]
async fn every_answer_has_its_entry() {
    const LOOKS: i64 = 3 * MOST as i64;
    let (db, _place) = fresh();
    let looks = (0..LOOKS).map(|lines| {
        let db = db.clone();
        tokio::spawn(async move {
            let index = db.look(AT, move |tx| enter(tx, lines)).await.expect("written");
            assert!(db.read(journal::size).await.expect("read") > index);
        })
    });
    for look in looks.collect::<Vec<_>>() {
        look.await.expect("found its entry");
    }
    assert_eq!(entered(&db).await, (0..LOOKS).collect::<Vec<_>>());
}

#[tokio::test]
async fn no_answer_leaves_before_the_commit() {
    let (db, _place) = fresh();
    let (go_on, writing) = busy(&db).await;
    let first = sound_look(&db, 1);
    let (begun, has_begun) = oneshot::channel();
    let (finish, told) = threads::channel::<()>();
    let mut begun = Some(begun);
    let last = look(&db, move |tx| {
        if let Some(begun) = begun.take() {
            begun.send(()).expect("somebody waits");
            told.recv().expect("told to finish");
        }
        enter(tx, 2)
    });
    yield_now().await;
    go_on.send(()).expect("busy");
    has_begun.await.expect("the last look runs, so the first one ran");
    writing.await.expect("ran").expect("written");
    assert_eq!(entered(&db).await, [-1]);
    assert!(!first.is_finished());
    finish.send(()).expect("in the middle of a group");
    for look in [first, last] {
        look.await.expect("ran").expect("written");
    }
    assert_eq!(entered(&db).await, [-1, 1, 2]);
}

#[tokio::test]
async fn a_look_that_fails_takes_nobody_along() {
    let (db, _place) = fresh();
    let (go_on, writing) = busy(&db).await;
    let before = sound_look(&db, 1);
    let refused = look(&db, |tx| {
        enter(tx, 100)?;
        Err::<(), _>(StorageError::TooMuch)
    });
    let wrong = look(&db, |tx| {
        enter(tx, 200)?;
        Ok(tx.conn().batch_execute("SELECT nothing FROM nowhere")?)
    });
    let between = sound_look(&db, 2);
    let panicking = look(&db, |tx| -> Done<()> {
        enter(tx, 300)?;
        panic!("in the middle of a look")
    });
    let silent = look(&db, |_| Ok(()));
    let after = sound_look(&db, 3);
    yield_now().await;
    go_on.send(()).expect("busy");
    writing.await.expect("ran").expect("written");
    for sound in [before, between, after] {
        sound.await.expect("ran").expect("written");
    }
    assert!(matches!(refused.await.expect("ran"), Err(StorageError::TooMuch)));
    assert!(matches!(wrong.await.expect("ran"), Err(StorageError::Query(_))));
    assert!(panicking.await.expect_err("the panic is the asker's").is_panic());
    assert!(matches!(silent.await.expect("ran"), Err(StorageError::NotJournalled)));
    assert_eq!(entered(&db).await, [-1, 1, 2, 3]);
}

/// The constraint is asked at the commit, when every closure of the group has returned.
#[tokio::test]
async fn a_commit_that_fails_fails_everybody() {
    let (db, _place) = fresh();
    let table = "CREATE TABLE vows (body BIGINT REFERENCES bodies (id) DEFERRABLE INITIALLY DEFERRED)";
    db.upkeep(move |conn| Ok::<_, StorageError>(conn.batch_execute(table)?)).await.expect("a table");
    let (go_on, writing) = busy(&db).await;
    let breaking = look(&db, |tx| {
        tx.conn().batch_execute("INSERT INTO vows (body) VALUES (404)")?;
        enter(tx, 1)
    });
    let sound = sound_look(&db, 2);
    yield_now().await;
    go_on.send(()).expect("busy");
    writing.await.expect("ran").expect("written");
    for look in [breaking, sound] {
        assert!(matches!(look.await.expect("ran"), Err(StorageError::Group(_))));
    }
    sound_look(&db, 3).await.expect("ran").expect("the next group is not touched");
    assert_eq!(entered(&db).await, [-1, 3]);
}

#[tokio::test]
async fn a_group_in_conflict_is_tried_again() {
    let (db, _place) = fresh();
    let (go_on, writing) = busy(&db).await;
    let before = sound_look(&db, 1);
    let mut conflicts = 2;
    let contended = look(&db, move |tx| {
        enter(tx, 2)?;
        conflicts -= 1;
        if conflicts >= 0 { Err(StorageError::Contended) } else { Ok(0) }
    });
    let after = sound_look(&db, 3);
    yield_now().await;
    go_on.send(()).expect("busy");
    writing.await.expect("ran").expect("written");
    for look in [before, contended, after] {
        look.await.expect("ran").expect("written");
    }
    let hopeless = look(&db, |_| Err::<(), _>(StorageError::Contended));
    assert!(matches!(hopeless.await.expect("ran"), Err(StorageError::Contended)));
    assert_eq!(entered(&db).await, [-1, 1, 2, 3]);
}

#[tokio::test]
async fn who_left_is_not_written_down() {
    let (db, _place) = fresh();
    let (go_on, writing) = busy(&db).await;
    let looks: Vec<_> = (0..4).map(|lines| sound_look(&db, lines)).collect();
    yield_now().await;
    for look in &looks[1..3] {
        look.abort();
    }
    yield_now().await;
    go_on.send(()).expect("busy");
    writing.await.expect("ran").expect("written");
    let mut answered = 0;
    for look in looks {
        answered += usize::from(look.await.is_ok_and(|done| done.is_ok()));
    }
    assert_eq!((answered, entered(&db).await), (2, vec![-1, 0, 3]));
}

/// Looks never stop, and acts and upkeep still have their turn.
#[rocket::async_test]
async fn a_stream_of_looks_keeps_nobody_waiting() {
    static STOPPED: AtomicBool = AtomicBool::new(false);
    let (db, _place) = fresh();
    let stream = (0..8).map(|_| {
        let db = db.clone();
        tokio::spawn(async move {
            while !STOPPED.load(Ordering::Relaxed) {
                db.look(AT, |tx| enter(tx, 0)).await.expect("written");
            }
        })
    });
    let stream: Vec<_> = stream.collect();
    for lines in 1..=20 {
        db.write(AT, move |tx| enter(tx, lines)).await.expect("an act");
        db.upkeep(journal::size).await.expect("upkeep");
    }
    STOPPED.store(true, Ordering::Relaxed);
    for look in stream {
        look.await.expect("ran");
    }
    let acts = entered(&db).await.into_iter().filter(|lines| *lines > 0);
    assert_eq!(acts.collect::<Vec<_>>(), (1..=20).collect::<Vec<_>>());
}

/// The thread that writes belongs to no runtime: when the one that asked ends, others go on.
#[test]
fn looks_outlive_the_runtime_that_asked() {
    let runtime = || tokio::runtime::Builder::new_current_thread().enable_time().build().expect("a runtime");
    let (db, _place) = fresh();
    let (asking, asking_db) = (runtime(), db.clone());
    let (go_on, writing) = asking.block_on(async move {
        let busy = busy(&asking_db).await;
        (0..4).for_each(|lines| drop(sound_look(&asking_db, lines)));
        yield_now().await;
        busy
    });
    drop(writing);
    asking.shutdown_background();
    go_on.send(()).expect("busy");
    runtime().block_on(async move {
        db.look(AT, |tx| enter(tx, 9)).await.expect("written");
        assert_eq!(entered(&db).await, [-1, 9]);
    });
}

/// What SQLite keeps beside the file is part of it until the last connection closes.
#[tokio::test]
async fn closing_the_last_door_closes_the_database() {
    let (db, place) = fresh();
    sound_look(&db, 1).await.expect("ran").expect("written");
    let held = db.clone();
    let last = look(&db, move |tx| {
        let _held = &held;
        enter(tx, 2)
    });
    last.await.expect("ran").expect("written");
    drop(db);
    if let Some(file) = place.url().strip_prefix("sqlite:") {
        assert!(!std::path::Path::new(&format!("{file}-wal")).exists());
    }
}
