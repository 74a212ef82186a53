//! Migrations come in pairs: the same steps for both databases, each with its way back.

use std::collections::{BTreeMap, BTreeSet};

use crate::sources::{Source, assert_caught, assert_clean, files};

const PAIRS: [(&str, &str); 2] = [("sqlite", "postgres"), ("budget-sqlite", "budget-postgres")];

fn faults(files: &[Source]) -> Vec<String> {
    let mut steps: BTreeMap<&str, BTreeMap<&str, BTreeSet<&str>>> = BTreeMap::new();
    let mut faults = Vec::new();
    for file in files {
        match file.path.split('/').collect::<Vec<_>>()[..] {
            // A rebuild of a table with foreign keys switched off has a transaction of its own, on SQLite alone.
            ["migrations", "sqlite", _, "metadata.toml"]
                if file.text.contains("run_in_transaction = false") => {}
            ["migrations", backend, step, name] if PAIRS.iter().any(|(a, b)| [*a, *b].contains(&backend)) => {
                if file.text.trim().is_empty() {
                    faults.push(format!("{}: an empty step is a forgotten step", file.path));
                }
                steps.entry(backend).or_default().entry(step).or_default().insert(name);
            }
            _ => {
                faults.push(format!("{}: migrations are <backend>/<stamp>_<what>/{{up,down}}.sql", file.path))
            }
        }
    }
    let nothing = BTreeMap::new();
    for (one, other) in PAIRS {
        for (here, there) in [(one, other), (other, one)] {
            for (step, names) in steps.get(here).unwrap_or(&nothing) {
                if !steps.get(there).unwrap_or(&nothing).contains_key(step) {
                    faults.push(format!("migrations/{here}/{step}: has no twin in migrations/{there}"));
                }
                if *names != BTreeSet::from(["down.sql", "up.sql"]) {
                    faults
                        .push(format!("migrations/{here}/{step}: has {names:?}, wants up.sql and down.sql"));
                }
            }
        }
    }
    faults
}

#[test]
fn both_databases_take_the_same_steps_up_and_down() {
    assert_clean(faults(&files("migrations")));
}

#[test]
fn a_step_without_its_twin_or_its_way_back_is_caught() {
    let file = |path: &str, text: &str| Source::sample(path, text);
    let samples = [
        file("migrations/sqlite/1_a/up.sql", "x"),
        file("migrations/sqlite/1_a/down.sql", "x"),
        file("migrations/postgres/1_a/up.sql", "x"),
        file("migrations/budget-sqlite/2_b/up.sql", "x"),
        file("migrations/budget-sqlite/2_b/down.sql", " "),
        file("migrations/notes.txt", "x"),
    ];
    assert_caught(
        faults(&samples),
        &[
            "migrations/budget-sqlite/2_b/down.sql: an empty",
            "migrations/notes.txt",
            "migrations/postgres/1_a: has {\"up.sql\"}",
            "migrations/budget-sqlite/2_b: has no twin",
        ],
    );
}
