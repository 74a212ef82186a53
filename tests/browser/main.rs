//! The portal in a real browser: Debian's Chromium, driven by its own driver, with axe-core on every page.
//!
//! It needs `chromium`, `chromedriver` and axe-core; `tests/run` brings them, and says so where they are missing.
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::panic, clippy::print_stdout)]

mod chromium;
mod demo;
mod driver;
mod hands;
mod portal;
mod tales;

mod looks;
mod rooms;
mod signing;
mod walk;
