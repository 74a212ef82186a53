//! What an intruder with the database in hand can do, and how the verifier names it.

use chrono::{DateTime, Utc};
use diesel::connection::SimpleConnection;

use super::*;
use crate::domain::journal::Event;
use crate::storage::Db;
use crate::storage::testing::fresh;

const SIZE: i64 = 11;

async fn filled() -> (Db, impl Sized) {
    let (db, place) = fresh();
    for lines in 0..SIZE {
        let at = DateTime::<Utc>::UNIX_EPOCH + chrono::TimeDelta::seconds(lines);
        let wrote = db.write(at, move |tx| tx.journal(Actor::System, Event::RegistryImported { lines }));
        wrote.await.expect("written");
    }
    (db, place)
}

async fn verified(db: &Db) -> Result<Verified, Fault> {
    db.read(|conn| verify(conn, |_| ())).await.expect("read")
}

/// Does what neither the portal nor its triggers would.
async fn tamper(db: &Db, sql: &'static str) {
    let done = db.upkeep(move |conn| {
        let (disarm, sql) = match conn {
            Conn::Sqlite(_) => (
                ["entries_no_update", "entries_no_delete", "hashes_no_update", "head_grows"]
                    .map(|name| format!("DROP TRIGGER journal_{name};"))
                    .concat(),
                sql.to_owned(),
            ),
            Conn::Postgres(_) => (
                ["entries", "hashes", "head"]
                    .map(|name| format!("ALTER TABLE journal_{name} DISABLE TRIGGER USER;"))
                    .concat(),
                sql.replace("x'", "'\\x"),
            ),
        };
        conn.batch_execute(&format!("{disarm}{sql}"))?;
        Ok::<_, StorageError>(())
    });
    done.await.expect("tampered");
}

async fn check(sql: &'static str, expect: Fault) {
    let (db, _place) = filled().await;
    tamper(&db, sql).await;
    assert_eq!(verified(&db).await, Err(expect), "{sql}");
}

#[rocket::async_test]
async fn a_sound_journal_is_said_to_be_sound() {
    let (db, _place) = filled().await;
    assert_eq!(verified(&db).await.expect("sound").size, SIZE as u64);
    let (empty, _place) = fresh();
    assert_eq!(verified(&empty).await.expect("sound").size, 0);
}

#[rocket::async_test]
async fn a_140_what_was_changed_is_named() {
    let other =
        "UPDATE journal_entries SET leaf = (SELECT leaf FROM journal_entries WHERE idx = 5) WHERE idx = 4";
    check(other, Fault::Changed(4)).await;
    check("UPDATE journal_entries SET leaf = x'00' WHERE idx = 0", Fault::Changed(0)).await;
    check("UPDATE journal_entries SET code = 'signed_in' WHERE idx = 7", Fault::Columns(7)).await;
    check("UPDATE journal_entries SET actor_person = 3 WHERE idx = 2", Fault::Columns(2)).await;
    let hash = "UPDATE journal_hashes SET hash = (SELECT root FROM journal_head) WHERE position = 2";
    check(hash, Fault::Tree(1)).await;
    check(
        "UPDATE journal_head SET root = (SELECT hash FROM journal_hashes WHERE position = 0)",
        Fault::Tree(10),
    )
    .await;
}

#[rocket::async_test]
async fn a_140_what_was_removed_is_named() {
    check("DELETE FROM journal_entries WHERE idx = 3", Fault::Missing(3)).await;
    check("DELETE FROM journal_entries WHERE idx = 10", Fault::Missing(10)).await;
    check("DELETE FROM journal_entries WHERE idx = 10; UPDATE journal_head SET size = 10", Fault::Tree(9))
        .await;
}

#[rocket::async_test]
async fn a_057_the_database_itself_refuses_changes() {
    let (db, _place) = filled().await;
    for sql in [
        "UPDATE journal_entries SET code = 'x' WHERE idx = 1",
        "DELETE FROM journal_entries",
        "UPDATE journal_hashes SET hash = hash",
        "DELETE FROM journal_hashes",
        "UPDATE journal_head SET size = 1",
        "DELETE FROM journal_head",
    ] {
        let refused = db.upkeep(move |conn| Ok::<_, StorageError>(conn.batch_execute(sql)?)).await;
        assert!(refused.is_err(), "{sql}");
    }
    assert!(verified(&db).await.is_ok());
}

#[rocket::async_test]
async fn a_write_that_journals_nothing_is_refused() {
    let (db, _place) = filled().await;
    let refused = db.write(DateTime::<Utc>::UNIX_EPOCH, |_| Ok::<_, StorageError>(())).await;
    assert!(matches!(refused, Err(StorageError::NotJournalled)));
}

/// Thirty-two writers at once: every entry is there, in one order, and the tree holds.
#[rocket::async_test]
async fn a_078_appending_at_once_leaves_no_gap() {
    let (db, _place) = filled().await;
    let writers = (0..32).map(|lines| {
        let db = db.clone();
        rocket::tokio::spawn(async move {
            let at = DateTime::<Utc>::UNIX_EPOCH;
            db.write(at, move |tx| tx.journal(Actor::System, Event::RegistryImported { lines })).await
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.expect("ran").expect("written");
    }
    assert_eq!(verified(&db).await.expect("sound").size, SIZE as u64 + 32);
}
