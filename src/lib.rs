//! Qarau: read-only access of representative and audit bodies to the budget of Kazakhstan.
//!
//! A body applies and signs, the ministry considers, the integrator opens, an auditor looks; each act and each look is
//! an entry of the journal. Modules in reading order, from the ground floor up; `ARCHITECTURE.md` says what each must
//! never do, and `tests/tidy.rs` keeps it so.

pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod domain;
pub mod gateways;
pub mod portal;
pub mod services;
pub mod site;
pub mod storage;
pub mod telemetry;
pub mod text;
pub mod web;
