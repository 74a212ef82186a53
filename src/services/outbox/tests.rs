//! The outbox from the act to the letter, with a clock that is moved and a folder that goes away.

use chrono::NaiveDate;

use super::*;
use crate::domain::ids::{ApplicationId, PersonId};
use crate::domain::journal::{Actor, Event};
use crate::domain::lang::Lang;
use crate::domain::notice::Notice;
use crate::storage::testing::{application, fresh, person};

const PORTAL: &str = "https://portal.example.kz";

fn outbox(db: &Db, mailer: Mailer) -> Outbox {
    let start = DateTime::from_timestamp(1_800_000_000, 0).expect("an instant");
    Outbox { db: db.clone(), mailer, clock: Clock::fixed(start), portal: PORTAL.to_owned() }
}

fn notice(application: ApplicationId) -> Notice {
    let due_on = NaiveDate::from_ymd_opt(2027, 1, 19).expect("a day");
    Notice::ApplicationSubmitted { application, due_on }
}

/// An act that tells somebody something; `end` is how its transaction ends.
async fn act(outbox: &Outbox, to: PersonId, end: Result<(), StorageError>) -> Result<(), StorageError> {
    let mut end = Some(end);
    outbox
        .db
        .write(outbox.clock.now(), move |tx| {
            tx.journal(Actor::System, Event::RegistryImported { lines: 0 })?;
            let notice = notice(application(tx, to)?);
            outbox::put(tx, to, &notice)?;
            outbox::put(tx, to, &notice)?;
            end.take().unwrap_or(Ok(()))
        })
        .await
}

#[tokio::test]
async fn an_act_tells_once_in_the_language_of_the_addressee() {
    let (db, _place) = fresh();
    let outbox = outbox(&db, Mailer::memory());
    let reader = person(&db, Lang::Ru, Some("reader@example.kz")).await;
    act(&outbox, reader, Ok(())).await.expect("done");

    let round = outbox.deliver_due().await.expect("a round");
    assert_eq!(round, Round { sent: 1, ..Round::default() });
    assert_eq!(outbox.deliver_due().await.expect("a round"), Round::default());

    let [letter] = &outbox.mailer.carried()[..] else { panic!("one letter") };
    assert_eq!(letter.subject, "Заявка № 2027-000001 принята");
    assert_eq!(letter.address, "reader@example.kz");
    let shown = outbox.written(0, 10).await.expect("letters");
    assert_eq!((&shown[0].body, &shown[0].fate), (&letter.body, &Fate::Sent(outbox.clock.now())));
}

/// A-142 turned round: what did not happen is not told.
#[tokio::test]
async fn an_act_that_was_rolled_back_tells_nobody() {
    let (db, _place) = fresh();
    let outbox = outbox(&db, Mailer::memory());
    let reader = person(&db, Lang::Kk, Some("reader@example.kz")).await;
    act(&outbox, reader, Err(StorageError::JournalBroken)).await.expect_err("rolled back");
    assert_eq!(outbox.deliver_due().await.expect("a round"), Round::default());
    assert!(outbox.written(0, 10).await.expect("letters").is_empty());
}

/// A-166 without SMTP: the way is broken, each attempt waits longer, at last the letter is given up and stays visible.
#[tokio::test]
async fn a_letter_that_can_not_leave_is_tried_less_and_less_and_given_up() {
    let (db, _place) = fresh();
    let folder = tempfile::tempdir().expect("a folder");
    let mailer = Mailer::folder(folder.path(), "qarau@example.kz").expect("a mailer");
    drop(folder);
    let outbox = outbox(&db, mailer);
    let reader = person(&db, Lang::En, Some("reader@example.kz")).await;
    act(&outbox, reader, Ok(())).await.expect("done");

    for pause in PAUSES {
        let round = outbox.deliver_due().await.expect("a round");
        assert_eq!(round, Round { postponed: 1, ..Round::default() });
        outbox.clock.advance(pause - TimeDelta::microseconds(1));
        assert_eq!(outbox.deliver_due().await.expect("too early"), Round::default());
        outbox.clock.advance(TimeDelta::microseconds(1));
    }
    let round = outbox.deliver_due().await.expect("a round");
    assert_eq!(round, Round { given_up: 1, ..Round::default() });
    outbox.clock.advance(TimeDelta::days(30));
    assert_eq!(outbox.deliver_due().await.expect("a round"), Round::default());
    let shown = outbox.written(0, 10).await.expect("letters");
    assert!(matches!(&shown[0].fate, Fate::GivenUp(_, why) if !why.is_empty()));
}

#[tokio::test]
async fn whoever_has_no_address_or_a_false_one_is_given_up_at_once() {
    let (db, _place) = fresh();
    let outbox = outbox(&db, Mailer::memory());
    for address in [None, Some("not an address"), Some("a@example.kz\r\nBcc: b@example.kz")] {
        let reader = person(&db, Lang::Kk, address).await;
        act(&outbox, reader, Ok(())).await.expect("done");
    }
    let round = outbox.deliver_due().await.expect("a round");
    assert_eq!(round, Round { given_up: 3, ..Round::default() });
    assert!(outbox.mailer.carried().is_empty());
}

#[tokio::test]
async fn a_letter_whose_carrier_died_is_taken_over_when_the_lease_ends() {
    let (db, _place) = fresh();
    let outbox = outbox(&db, Mailer::memory());
    let reader = person(&db, Lang::Kk, Some("reader@example.kz")).await;
    act(&outbox, reader, Ok(())).await.expect("done");
    assert!(outbox.lease().await.expect("a lease").is_some());
    assert_eq!(outbox.deliver_due().await.expect("held by the other"), Round::default());
    outbox.clock.advance(LEASE);
    assert_eq!(outbox.deliver_due().await.expect("a round").sent, 1);
}

/// Several portals over one database: each letter leaves once.
#[tokio::test]
async fn carriers_that_work_together_carry_each_letter_once() {
    let (db, _place) = fresh();
    let outbox = outbox(&db, Mailer::memory());
    for number in 0..12 {
        let reader = person(&db, Lang::Kk, Some(&format!("reader{number}@example.kz"))).await;
        act(&outbox, reader, Ok(())).await.expect("done");
    }
    let carriers: Vec<_> = (0..4)
        .map(|_| {
            let outbox = outbox.clone();
            tokio::spawn(async move { outbox.deliver_due().await })
        })
        .collect();
    for carrier in carriers {
        carrier.await.expect("a carrier").expect("a round");
    }
    let mut addresses: Vec<String> =
        outbox.mailer.carried().into_iter().map(|letter| letter.address).collect();
    addresses.sort();
    addresses.dedup();
    assert_eq!((addresses.len(), outbox.mailer.carried().len()), (12, 12));
}
