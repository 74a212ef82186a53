//! Sizes, openings, names of modules, and what must not stand in shipped code.

use crate::sources::{Source, assert_caught, assert_clean, files_ending, line_of, shipped_rust, words};

const LONGEST_FILE: usize = 500;
const LONGEST_MAIN: usize = 79;
const LONGEST_SCRIPT: usize = 100;

/// Files that may be longer, each with its reason.
const LONGER: [(&str, &str); 0] = [];

const VAGUE_NAMES: [&str; 8] = ["util", "utils", "common", "helper", "helpers", "manager", "misc", "shared"];

fn rust() -> Vec<Source> {
    [files_ending("src", ".rs"), files_ending("tests", ".rs"), files_ending("benches", ".rs")].concat()
}

fn opening_faults(sources: &[Source]) -> Vec<String> {
    sources
        .iter()
        .filter(|source| !source.text.starts_with("//! "))
        .map(|source| {
            format!("{}:1: a file opens with `//! `: what it is, what it must not know", source.path)
        })
        .collect()
}

fn length_faults(sources: &[Source]) -> Vec<String> {
    let allowed = |path: &str| match path {
        "src/main.rs" => LONGEST_MAIN,
        path if LONGER.iter().any(|(longer, _)| *longer == path) => usize::MAX,
        path if path.ends_with(".js") => LONGEST_SCRIPT,
        _ => LONGEST_FILE,
    };
    sources
        .iter()
        .map(|source| (source, source.text.lines().count()))
        .filter(|(source, lines)| *lines > allowed(&source.path))
        .map(|(source, lines)| {
            format!(
                "{}:{lines}: {lines} lines, at most {}: split it by capability",
                source.path,
                allowed(&source.path)
            )
        })
        .collect()
}

fn vague_name_faults(sources: &[Source]) -> Vec<String> {
    let vague = |part: &str| part.split(['_', '.']).any(|word| VAGUE_NAMES.contains(&word));
    sources
        .iter()
        .filter(|source| source.path.split('/').any(vague))
        .map(|source| {
            format!("{}: a module is named after what it does, not `util` and the like", source.path)
        })
        .collect()
}

fn abrupt_end_faults(sources: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    for source in sources {
        let code = source.shipped_code();
        for word in [".unwrap()", ".expect(", "panic!", "todo!", "unimplemented!", "dbg!"] {
            faults.extend(words(&code, word).map(|at| {
                format!(
                    "{}:{}: no `{word}` outside tests: answer with an error",
                    source.path,
                    line_of(&code, at)
                )
            }));
        }
    }
    faults
}

/// A scope that no grant gave is for counting what a grant would open, and for nothing else.
fn ungranted_scope_faults(sources: &[Source]) -> Vec<String> {
    const HOME: [&str; 2] = ["src/domain/scope/mod.rs", "src/storage/budget/extent.rs"];
    let elsewhere = sources.iter().filter(|source| !HOME.contains(&source.path.as_str()));
    let used = |source: &Source| {
        let code = source.shipped_code();
        words(&code, "scope_for_counting").map(|at| line_of(&code, at)).collect::<Vec<_>>()
    };
    elsewhere
        .flat_map(|source| {
            used(source).into_iter().map(|line| format!("{}:{line}: a scope that no grant gave", source.path))
        })
        .collect()
}

#[test]
fn a_scope_that_no_grant_gave_only_counts() {
    assert_clean(ungranted_scope_faults(&shipped_rust()));
    let sample = |path| Source::sample(path, "fn f() { look(preview.scope_for_counting()) }");
    let samples = [sample("src/services/a.rs"), sample("src/storage/budget/extent.rs")];
    assert_caught(ungranted_scope_faults(&samples), &["src/services/a.rs:1"]);
}

#[test]
fn every_file_says_what_it_is() {
    assert_clean(opening_faults(&rust()));
    assert_caught(opening_faults(&[Source::sample("src/a.rs", "use x;\n//! late")]), &["src/a.rs:1"]);
}

#[test]
fn no_file_is_too_long() {
    assert_clean(length_faults(&rust()));
    assert_clean(length_faults(&files_ending("static", ".js")));
    let long = |path: &str, lines: usize| Source::sample(path, &"x\n".repeat(lines));
    let samples = [
        long("src/a.rs", 501),
        long("src/main.rs", 80),
        long("static/js/a.js", 101),
        long("src/b.rs", 500),
        long("static/js/b.js", 100),
    ];
    assert_caught(length_faults(&samples), &["src/a.rs:501", "src/main.rs:80", "static/js/a.js:101"]);
}

#[test]
fn a_longer_file_that_became_shorter_leaves_the_list() {
    for (path, reason) in LONGER {
        let lines = rust().iter().find(|file| file.path == path).map_or(0, |file| file.text.lines().count());
        assert!(lines > LONGEST_FILE && !reason.is_empty(), "{path} has {lines} lines: take it off the list");
    }
}

#[test]
fn modules_are_named_after_what_they_do() {
    assert_clean(vague_name_faults(&rust()));
    let samples =
        ["src/web/utils.rs", "src/common/mod.rs", "tests/portal/test_helpers.rs", "src/services/manager.rs"];
    let samples: Vec<Source> = samples.iter().map(|path| Source::sample(path, "")).collect();
    assert_eq!(vague_name_faults(&samples).len(), samples.len());
    assert_clean(vague_name_faults(&[Source::sample("src/domain/community.rs", "")]));
}

#[test]
fn shipped_code_never_ends_abruptly() {
    assert_clean(abrupt_end_faults(&shipped_rust()));
    let bad = "//! x.unwrap()\nfn f() {\n  a.unwrap();\n  b.expect(\"c\");\n  todo!()\n}\n#[cfg(test)]\nmod tests { fn g() { x.unwrap() } }";
    let faults = abrupt_end_faults(&[Source::sample("src/a.rs", bad)]);
    assert_caught(faults, &["src/a.rs:3", "src/a.rs:4", "src/a.rs:5"]);
    assert_clean(abrupt_end_faults(&[Source::sample(
        "src/a.rs",
        "a.unwrap_or(1); b.expect_used(); \"panic!\"",
    )]));
}
