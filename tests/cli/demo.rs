//! `qarau demo`: makes itself in an empty directory, opens as it was left, takes nothing that is not its own.

use std::fs;
use std::net::{Ipv4Addr, TcpListener};
use std::time::{Duration, Instant};

use crate::program::{Running, free_port, run, text};

#[test]
fn a_demonstration_survives_being_killed_while_it_is_made_and_while_it_serves() {
    let place = tempfile::tempdir().expect("a directory");
    let directory = text(place.path());
    let start = ["demo", "--data-dir", directory];
    let port = free_port();

    let patience = Instant::now() + Duration::from_secs(60);
    let making = Running::begin(&start, port);
    while !place.path().join("keys").exists() {
        assert!(Instant::now() < patience, "nothing is made");
        std::thread::sleep(Duration::from_millis(20));
    }
    drop(making);
    fs::write(place.path().join("diary.txt"), "mine").expect("written");

    let people = |answer: &str| answer.matches("name=\"person\"").count();
    let first = Running::start(&start, port);
    let answer = first.get("/demo");
    assert!(answer.starts_with("HTTP/1.1 200") && people(&answer) > 40, "{answer}");
    drop(first);
    run(&["journal", "verify", "--data-dir", directory], &[]).assert(0, "");

    let second = Running::start(&start, port);
    assert_eq!(people(&second.get("/demo")), people(&answer));
    run(&start, &[]).assert(1, "another demonstration runs");
    assert_eq!(fs::read_to_string(place.path().join("diary.txt")).expect("still there"), "mine");

    drop(second);
    run(&["serve", "--data-dir", directory], &[]).assert(1, "belongs to a demonstration");
}

#[test]
fn it_listens_on_this_machine_alone() {
    let place = tempfile::tempdir().expect("a directory");
    let directory = place.path().join("demo");
    let start = ["demo", "--data-dir", text(&directory)];
    for address in ["0.0.0.0", "::", "192.0.2.1"] {
        run(&start, &[("QARAU_ADDRESS", address)]).assert(1, "listens on loopback alone");
    }
    assert!(!directory.exists());
}

#[test]
fn it_keeps_to_its_own_directory_and_database() {
    let place = tempfile::tempdir().expect("a directory");
    let start = ["demo", "--data-dir", text(place.path())];
    let elsewhere = "postgres://somebody@db/production";
    for setting in ["QARAU_DATABASE_URL", "QARAU_BUDGET_DATABASE_URL", "QARAU_BUDGET_READER_URL"] {
        run(&start, &[(setting, elsewhere)]).assert(1, "in its own directory");
    }
    fs::write(place.path().join("qarau.db"), "precious").expect("written");
    run(&start, &[]).assert(1, "neither empty nor a demonstration's");
    assert_eq!(fs::read_to_string(place.path().join("qarau.db")).expect("read"), "precious");
}

#[test]
fn a_port_that_is_taken_is_named_before_anything_is_made() {
    let place = tempfile::tempdir().expect("a directory");
    let directory = place.path().join("demo");
    let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a socket");
    let port = taken.local_addr().expect("an address").port().to_string();
    let ended = run(&["demo", "--data-dir", text(&directory), "--port", &port], &[]);
    ended.assert(1, &format!("127.0.0.1:{port}"));
    assert!(!directory.exists());
}

#[test]
fn exports_that_are_not_there_are_named() {
    let place = tempfile::tempdir().expect("a directory");
    let (directory, exports) = (place.path().join("demo"), place.path().join("exports"));
    fs::create_dir(&exports).expect("made");
    let start = ["demo", "--data-dir", text(&directory), "--open-budget", text(&exports)];
    run(&start, &[]).assert(1, "no exports");
}
