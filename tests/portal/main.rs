//! The portal from outside: requests to a real Rocket over a real database, with a clock that is moved and mail that
//! stays in memory. Set `QARAU_TEST_DATABASE` to the URL of a PostgreSQL server and the same tests run there.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

#[path = "../support/database.rs"]
mod database;
mod support;

mod absence;
mod access;
mod addresses;
mod applications;
mod applying;
mod attestation;
mod bodies;
mod budget;
mod calendar;
mod classification;
mod clock;
mod colleagues;
mod considering;
mod crawl;
mod demo;
mod desk;
mod eqyzmet;
mod explorer;
mod extracts;
mod granting;
mod holds;
mod journal;
mod kept_pages;
mod letters;
mod migrations;
mod names;
mod papers;
mod personnel;
mod places;
mod planning;
mod processes;
mod quality;
mod registering;
mod renewal;
mod saved;
mod search;
mod service_levels;
mod sessions;
mod sign_in;
mod signs;
mod substitutions;
mod tables;
mod training;
mod typed;
mod watching;
mod why;
