//! The real exports of `../shared/data`, where they are present: nothing of them is kept in the repository.

#![allow(clippy::expect_used, clippy::panic, clippy::print_stderr, reason = "tests may")]

mod known;
mod real_budget;
