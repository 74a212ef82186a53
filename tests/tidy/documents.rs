//! What the papers say is true: commands and settings are in the README, and nothing speaks of a machine or a host that
//! is not the project's.

use std::process::Command;

use crate::sources::{Source, assert_caught, assert_clean, files, root};

/// Words that belong to some machine or some host, never to the project. Put together here so that this file has none.
fn foreign_words() -> Vec<String> {
    let pairs = [
        ("/wo", "rk/"),
        ("/tmp/pl", "an"),
        (".librar", "y/"),
        ("before-sto", "p"),
        ("crates", ".io"),
        ("registry.np", "mjs"),
        ("np", "mjs.com"),
        ("np", "mjs.org"),
        ("py", "pi.org"),
        ("deb.deb", "ian.org"),
        ("docker", ".io"),
        ("proxy.gol", "ang.org"),
    ];
    pairs.iter().map(|(one, other)| format!("{one}{other}")).collect()
}

fn foreign_word_faults(files: &[Source]) -> Vec<String> {
    let foreign = foreign_words();
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| file.path != "Cargo.lock") {
        for (index, line) in file.text.lines().enumerate() {
            for word in foreign.iter().filter(|word| line.contains(word.as_str())) {
                faults.push(format!(
                    "{}:{}: speaks of `{word}`, which is not the project's",
                    file.path,
                    index + 1
                ));
            }
        }
    }
    faults
}

fn readme() -> Source {
    let text = std::fs::read_to_string(root().join("README.md")).expect("there is a README.md");
    Source::sample("README.md", &text)
}

/// What the README must name, and does not.
fn missing(readme: &Source, wanted: &[String], what: &str) -> Vec<String> {
    let absent = |word: &&String| !readme.text.contains(word.as_str());
    wanted
        .iter()
        .filter(absent)
        .map(|word| format!("{}: does not name the {what} `{word}`", readme.path))
        .collect()
}

/// The commands that the program itself lists, as `qarau budget load`; groups of commands are opened.
fn commands(words: &[&str]) -> Vec<String> {
    let output =
        Command::new(env!("CARGO_BIN_EXE_qarau")).args(words).arg("--help").output().expect("qarau starts");
    let help = String::from_utf8(output.stdout).expect("help is text");
    let listed = listed_commands(&help);
    if listed.is_empty() {
        return words.iter().map(|_| format!("qarau {}", words.join(" "))).take(1).collect();
    }
    listed.iter().flat_map(|name| commands(&[words, &[name.as_str()]].concat())).collect()
}

/// The names under `Commands:` in a help text.
fn listed_commands(help: &str) -> Vec<String> {
    let lines = help.lines().skip_while(|line| !line.starts_with("Commands:")).skip(1);
    let names = lines.take_while(|line| line.starts_with("  ")).filter(|line| !line.starts_with("   "));
    names
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .map(str::to_owned)
        .collect()
}

#[test]
fn nothing_speaks_of_a_machine_or_a_host_that_is_not_the_projects() {
    assert_clean(foreign_word_faults(&files("")));
    let samples: Vec<Source> =
        foreign_words().iter().map(|word| Source::sample("a.md", &format!("see {word}x"))).collect();
    assert_eq!(foreign_word_faults(&samples).len(), samples.len());
}

#[test]
fn the_readme_gives_the_two_commands() {
    let two = ["cargo run --release -- demo".to_owned(), "tests/run".to_owned()];
    assert_clean(missing(&readme(), &two, "command"));
    assert_caught(
        missing(&Source::sample("README.md", "run tests/run"), &two, "command"),
        &["README.md: does not name the command `cargo run"],
    );
}

#[test]
fn the_readme_names_every_command() {
    assert_clean(missing(&readme(), &commands(&[]), "command"));
    let help = "Usage: qarau\n\nCommands:\n  demo     everything\n            on two lines\n  journal  evidence\n  help     this\n\nOptions:\n  --json\n";
    assert_eq!(listed_commands(help), ["demo", "journal"]);
}

#[test]
fn the_readme_names_every_setting() {
    let settings: Vec<String> = qarau::config::SETTINGS.iter().map(|name| format!("`{name}`")).collect();
    assert!(!settings.is_empty());
    assert_clean(missing(&readme(), &settings, "setting"));
    assert_caught(
        missing(&Source::sample("README.md", "`port`"), &["`address`".to_owned()], "setting"),
        &["README.md"],
    );
}
