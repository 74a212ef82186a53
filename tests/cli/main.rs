//! The program as it is started from a command line: what it makes, what it refuses, what it says.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic)]

mod budget;
mod calendar;
mod demo;
mod journal;
mod personnel;
mod program;
mod serve;
mod summaries;
