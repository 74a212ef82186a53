//! The repository checks itself: floors, sizes, names, templates, styles, migrations, texts, documents.
//!
//! Every check is a pure function from files to faults (`path:line: what and why`), so that each can also be fed a bad
//! sample and be seen to fail. It must not know what the program does, only how its sources are kept.

#![allow(clippy::expect_used)]

#[path = "tidy/documents.rs"]
mod documents;
#[path = "tidy/floors.rs"]
mod floors;
#[path = "tidy/migrations.rs"]
mod migrations;
#[path = "tidy/pages.rs"]
mod pages;
#[path = "tidy/shape.rs"]
mod shape;
#[path = "tidy/sources.rs"]
mod sources;
#[path = "tidy/texts.rs"]
mod texts;
