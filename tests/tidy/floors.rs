//! Who may know whom: each floor names only what lies below it, and areas of the web do not know each other.

use crate::sources::{Source, assert_caught, assert_clean, line_of, shipped_rust, words};

struct Floor {
    folder: &'static str,
    /// Modules of ours that this floor never names.
    modules: &'static [&'static str],
    /// Words that never stand in its code: crates, clocks, chance.
    words: &'static [&'static str],
}

const FLOORS: [Floor; 6] = [
    Floor {
        folder: "src/domain",
        modules: &[
            "storage",
            "gateways",
            "services",
            "web",
            "config",
            "clock",
            "telemetry",
            "text",
            "cli",
            "app",
        ],
        words: &[
            "diesel",
            "rocket",
            "askama",
            "serde",
            "serde_json",
            "Serialize",
            "Deserialize",
            "lettre",
            "tracing",
            "tokio",
            "fluent_bundle",
            "Utc::now",
            "Local::now",
            "SystemTime",
            "Instant",
            "rand",
            "getrandom",
            "OsRng",
            "SystemRandom",
            "std::env",
            "std::fs",
            "std::net",
            "println",
            "eprintln",
        ],
    },
    Floor {
        folder: "src/storage",
        modules: &["gateways", "services", "web", "clock", "cli", "app", "portal"],
        words: &["rocket", "askama", "lettre", "Utc::now", "Local::now", "SystemTime"],
    },
    Floor {
        folder: "src/gateways",
        modules: &["storage", "services", "web", "cli", "app", "portal"],
        words: &["diesel", "rocket", "askama", "Utc::now", "Local::now", "SystemTime"],
    },
    Floor {
        folder: "src/services",
        modules: &["web", "cli", "app", "portal"],
        words: &["diesel", "rocket", "askama", "Utc::now", "Local::now", "SystemTime"],
    },
    Floor {
        folder: "src/web",
        modules: &["storage", "gateways", "cli", "portal"],
        words: &["diesel", "lettre", "Utc::now", "Local::now", "SystemTime"],
    },
    Floor {
        folder: "src/text",
        modules: &["storage", "gateways", "services", "web", "cli", "app", "portal", "config"],
        words: &["diesel", "rocket", "askama", "lettre", "Utc::now", "Local::now", "SystemTime"],
    },
];

/// What every area of the web stands on; everything else in `src/web` is an area.
const WEB_FOUNDATIONS: [&str; 24] = [
    "access_log",
    "answer",
    "assets",
    "cookies",
    "csrf",
    "deciding",
    "error",
    "exchange",
    "frame",
    "guards",
    "headers",
    "i18n",
    "mod",
    "navigation",
    "params",
    "parts",
    "query",
    "record",
    "site",
    "tests",
    "token",
    "upload",
    "urls",
    "words",
];

fn faults(sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for source in sources {
        let code = source.shipped_code();
        for floor in FLOORS.iter().filter(|floor| stands_in(&source.path, floor.folder)) {
            for module in floor.modules {
                faults.extend(words(&code, module).filter(|&at| is_path(&code, at, module)).map(|at| {
                    format!("{}:{}: {} never names `{module}`", source.path, line_of(&code, at), floor.folder)
                }));
            }
            for word in floor.words {
                faults.extend(words(&code, word).map(|at| {
                    format!("{}:{}: {} never names `{word}`", source.path, line_of(&code, at), floor.folder)
                }));
            }
        }
    }
    faults
}

fn stands_in(path: &str, folder: &str) -> bool {
    path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/') || rest == ".rs")
}

/// Whether the word at this place is a module of ours: after `crate::`, or inside a `use crate::{…}`. A field or a
/// variable of the same name is not.
fn is_path(code: &str, at: usize, word: &str) -> bool {
    if code[..at].ends_with("crate::") {
        return true;
    }
    let statement = code[..at].rfind([';', '}']).map_or(0, |end| end + 1);
    let begins = code[statement..at].trim_start();
    let at_first_level =
        code[statement..at].matches('{').count() == 1 + code[statement..at].matches('}').count();
    let after = code[at + word.len()..].trim_start();
    let is_item = after.starts_with([',', '}']) || after.starts_with("::");
    begins.starts_with("use crate::{") && at_first_level && is_item && !code[..at].ends_with("::")
}

/// The area of the web a file belongs to, unless it is one of the foundations.
fn area(path: &str) -> Option<&str> {
    let rest = path.strip_prefix("src/web/")?;
    let name = rest.split(['/', '.']).next()?;
    (!WEB_FOUNDATIONS.contains(&name)).then_some(name)
}

fn area_faults(sources: &[Source]) -> Vec<String> {
    let areas: std::collections::BTreeSet<&str> = sources.iter().filter_map(|s| area(&s.path)).collect();
    let mut faults = Vec::new();
    for source in sources {
        let Some(own) = area(&source.path) else { continue };
        let code = source.shipped_code();
        for other in areas.iter().filter(|other| **other != own) {
            for way in [format!("web::{other}"), format!("super::{other}")] {
                faults.extend(
                    words(&code, &way).filter(|&at| names_area(&source.path, &code, at, &way)).map(|at| {
                        let line = line_of(&code, at);
                        format!(
                            "{}:{line}: areas of the web never import each other, here `{other}`",
                            source.path
                        )
                    }),
                );
            }
        }
    }
    faults
}

/// `super::x` in a file of a folder means the area's own `x`; with one more `super::` it means another area.
fn names_area(path: &str, code: &str, at: usize, way: &str) -> bool {
    let depth = path.matches('/').count() - 2;
    let own_file_is_root = path.ends_with("/mod.rs");
    let supers =
        if way.starts_with("super") { 1 + code[..at].matches_suffix("super::") } else { return true };
    supers == depth + usize::from(!own_file_is_root)
}

trait Suffix {
    /// How many times in a row the text ends with this.
    fn matches_suffix(&self, suffix: &str) -> usize;
}

impl Suffix for str {
    fn matches_suffix(&self, suffix: &str) -> usize {
        self.strip_suffix(suffix).map_or(0, |rest| 1 + rest.matches_suffix(suffix))
    }
}

#[test]
fn each_floor_knows_only_what_lies_below() {
    assert_clean(faults(&shipped_rust()));
}

#[test]
fn a_floor_that_looks_up_is_caught() {
    let check = |path: &str, text: &str, expected: &[&str]| {
        assert_caught(faults(&[Source::sample(path, text)]), expected);
    };
    check(
        "src/domain/a.rs",
        "//! x\nuse crate::storage::Db;",
        &["src/domain/a.rs:2: src/domain never names `storage`"],
    );
    check(
        "src/domain/a.rs",
        "fn f() { chrono::Utc::now() }",
        &["src/domain/a.rs:1: src/domain never names `Utc::now`"],
    );
    check(
        "src/domain/a.rs",
        "#[derive(serde::Serialize)]\nstruct A;",
        &["src/domain/a.rs:1", "src/domain/a.rs:1"],
    );
    check("src/storage/a.rs", "use crate::{domain::ids, services::sessions};", &["src/storage/a.rs:1"]);
    check("src/services/a.rs", "use diesel::prelude::*;", &["src/services/a.rs:1"]);
    check("src/web/a.rs", "use crate::storage::Db;", &["src/web/a.rs:1"]);
    check("src/gateways/a.rs", "use rocket::get;", &["src/gateways/a.rs:1"]);
    check("src/text/mod.rs", "use crate::web;", &["src/text/mod.rs:1"]);
    check("src/domain/a.rs", "//! not diesel\n/// crate::storage\nstruct A { services: u8, web: u8 }", &[]);
}

#[test]
fn areas_of_the_web_do_not_know_each_other() {
    assert_clean(area_faults(&shipped_rust()));
}

#[test]
fn an_area_that_imports_another_is_caught() {
    let sample = |path: &str, text: &str| Source::sample(path, text);
    let faults = area_faults(&[
        sample("src/web/budget/mod.rs", "use super::frame::Frame;\nuse super::extracts::show;"),
        sample("src/web/budget/drill.rs", "use super::path;\nuse super::super::extracts::show;"),
        sample("src/web/extracts.rs", "use crate::web::budget::path;"),
        sample("src/web/urls.rs", "use super::budget;"),
    ]);
    assert_caught(faults, &["src/web/budget/mod.rs:2", "src/web/budget/drill.rs:2", "src/web/extracts.rs:1"]);
}
