//! Looks that say what was seen earlier: when they are asked again whether it may be shown.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::tests::{AT, Done, busy, enter, entered, sound_look};
use super::*;
use crate::domain::journal::{Actor, Event};
use crate::storage::testing::fresh;
use crate::storage::{Db, journal};

fn entry(lines: i64) -> Entry {
    Entry { at: AT, actor: Actor::System, event: Event::RegistryImported { lines } }
}

async fn size(db: &Db) -> u64 {
    db.read(journal::size).await.expect("read")
}

/// Enters a look at what was seen when the journal had so many entries, and counts how often it is asked again.
async fn enter_seen(db: &Db, lines: i64, size: u64, asked: &Arc<AtomicUsize>) -> Done<u64> {
    let asked = asked.clone();
    let again = move |_: &mut Conn| {
        asked.fetch_add(1, Ordering::Relaxed);
        Ok::<_, StorageError>(())
    };
    db.enter(entry(lines), size, again).await
}

#[tokio::test]
async fn where_nothing_but_looks_came_between_nobody_is_asked_again() {
    let (db, _place) = fresh();
    let asked = Arc::default();
    sound_look(&db, 0).await.expect("ran").expect("written");
    let seen = size(&db).await;
    for lines in 1..=5 {
        assert_eq!(enter_seen(&db, lines, seen, &asked).await.expect("written"), lines.unsigned_abs());
    }
    assert_eq!(asked.load(Ordering::Relaxed), 0);
    assert_eq!(entered(&db).await, [0, 1, 2, 3, 4, 5]);
}

#[tokio::test]
async fn an_act_in_between_has_everybody_asked_again() {
    let (db, _place) = fresh();
    let asked = Arc::default();
    sound_look(&db, 0).await.expect("ran").expect("written");
    let seen = size(&db).await;
    let (go_on, writing) = busy(&db).await;
    let waiting = tokio::spawn({
        let (db, asked) = (db.clone(), Arc::clone(&asked));
        async move { enter_seen(&db, 1, seen, &asked).await }
    });
    tokio::task::yield_now().await;
    go_on.send(()).expect("busy");
    writing.await.expect("ran").expect("an act");
    waiting.await.expect("ran").expect("written");
    assert_eq!(asked.load(Ordering::Relaxed), 1);
    // What was seen after the act is not asked about; what was seen before it still is.
    enter_seen(&db, 2, size(&db).await, &asked).await.expect("written");
    assert_eq!(asked.load(Ordering::Relaxed), 1);
    enter_seen(&db, 3, seen, &asked).await.expect("written");
    assert_eq!(asked.load(Ordering::Relaxed), 2);
    assert_eq!(entered(&db).await, [-1, 0, 1, 2, 3]);
}

/// Another process: its looks are as unknown here as its acts.
#[tokio::test]
async fn what_others_append_has_everybody_asked_again() {
    let (db, place) = fresh();
    let asked = Arc::default();
    sound_look(&db, 0).await.expect("ran").expect("written");
    let seen = size(&db).await;
    let other = Db::open(&place.url().parse().expect("a database")).expect("opened twice");
    sound_look(&other, 7).await.expect("ran").expect("written");
    enter_seen(&db, 1, seen, &asked).await.expect("written");
    assert_eq!(asked.load(Ordering::Relaxed), 1);
    assert_eq!(entered(&db).await, [0, 1, 7]);
}

#[tokio::test]
async fn what_may_no_longer_be_shown_is_not_entered_and_takes_nobody_along() {
    let (db, _place) = fresh();
    let refuse = |_: &mut Conn| Err(StorageError::TooMuch);
    let wrong = |conn: &mut Conn| Ok::<_, StorageError>(conn.batch_execute("SELECT nothing FROM nowhere")?);
    let panic = |_: &mut Conn| -> Done<()> { panic!("while it is asked again") };
    sound_look(&db, 0).await.expect("ran").expect("written");
    db.write(AT, |tx| enter(tx, 1)).await.expect("an act");
    assert!(matches!(db.enter(entry(50), 0, refuse).await, Err(StorageError::TooMuch)), "alone");
    let (go_on, writing) = busy(&db).await;
    let before = sound_look(&db, 2);
    let [first, second, third] = [db.clone(), db.clone(), db.clone()];
    let refused = tokio::spawn(async move { first.enter(entry(100), 0, refuse).await });
    let broken = tokio::spawn(async move { second.enter(entry(200), 0, wrong).await });
    let panicked = tokio::spawn(async move { third.enter(entry(300), 0, panic).await });
    let after = sound_look(&db, 3);
    tokio::task::yield_now().await;
    go_on.send(()).expect("busy");
    writing.await.expect("ran").expect("written");
    for sound in [before, after] {
        sound.await.expect("ran").expect("written");
    }
    assert!(matches!(refused.await.expect("ran"), Err(StorageError::TooMuch)));
    assert!(matches!(broken.await.expect("ran"), Err(StorageError::Query(_))));
    assert!(panicked.await.expect_err("the panic is the asker's").is_panic());
    assert_eq!(entered(&db).await, [-1, 0, 1, 2, 3]);
}
