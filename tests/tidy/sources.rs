//! The files of the repository, and Rust text cut down to what a check may look at. Knows no rule of the house.

use std::ops::Range;
use std::path::{Path, PathBuf};

/// One text file: its path from the root of the repository, and its content.
#[derive(Clone, Debug)]
pub struct Source {
    pub path: String,
    pub text: String,
}

impl Source {
    /// A made-up file, for feeding a check something bad.
    pub fn sample(path: &str, text: &str) -> Source {
        Source { path: path.to_owned(), text: text.to_owned() }
    }

    /// Code alone: comments and what stands between quotes are blanked, lines stay where they are.
    pub fn code(&self) -> String {
        blank(&self.text, Blank::CommentsAndStrings)
    }

    /// Code alone, without what is compiled for tests only.
    pub fn shipped_code(&self) -> String {
        let code = self.code();
        without(&code, &test_items(&code))
    }

    /// Code and its string literals, without comments and without what is compiled for tests only.
    pub fn shipped_code_and_strings(&self) -> String {
        without(&blank(&self.text, Blank::Comments), &test_items(&self.code()))
    }
}

/// The root of the repository.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every text file of the repository under one folder (`""` is the whole), in the order of their paths.
pub fn files(under: &str) -> Vec<Source> {
    let mut found = Vec::new();
    collect(&root().join(under), &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Files under a folder whose name ends so.
pub fn files_ending(under: &str, ending: &str) -> Vec<Source> {
    files(under).into_iter().filter(|file| file.path.ends_with(ending)).collect()
}

/// The sources of the program, without modules that are compiled for tests only.
pub fn shipped_rust() -> Vec<Source> {
    shipped(files_ending("src", ".rs"))
}

/// Drops the files of modules declared as `#[cfg(test)] mod name;`.
pub fn shipped(mut sources: Vec<Source>) -> Vec<Source> {
    let mut tests = Vec::new();
    for source in &sources {
        let folder = source.path.trim_end_matches(".rs").trim_end_matches("/mod").to_owned();
        let code = source.code();
        for item in test_items(&code) {
            let words: Vec<&str> = code[item].trim_end_matches(';').split_whitespace().collect();
            if let ["#[cfg(test)]", .., "mod", name] = words[..] {
                tests.push(format!("{folder}/{name}"));
            }
        }
    }
    let declared = |path: &str| {
        tests.iter().any(|test| path == format!("{test}.rs") || path.starts_with(&format!("{test}/")))
    };
    sources.retain(|source| !declared(&source.path));
    sources
}

fn collect(folder: &Path, found: &mut Vec<Source>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let relative = path.strip_prefix(root()).expect("inside the repository").display().to_string();
        if ["target", ".git", "data", "node_modules"].contains(&relative.as_str()) {
            continue;
        }
        if path.is_dir() {
            collect(&path, found);
        } else if let Ok(text) = std::fs::read_to_string(&path) {
            found.push(Source { path: relative, text });
        }
    }
}

/// Fails with every fault on a line of its own.
#[track_caller]
pub fn assert_clean(faults: Vec<String>) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

/// The self-test of a check: exactly the named faults, by how each begins.
#[track_caller]
pub fn assert_caught(faults: Vec<String>, expected: &[&str]) {
    assert_eq!(faults.len(), expected.len(), "faults: {faults:#?}");
    for (fault, beginning) in faults.iter().zip(expected) {
        assert!(fault.starts_with(beginning), "{fault:?} does not begin with {beginning:?}");
    }
}

/// Where a word stands alone in a text (not as a part of a longer identifier): byte offsets.
pub fn words<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let part_of_word = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(word).map(|(at, _)| at).filter(move |&at| {
        let open = word.starts_with(part_of_word) && text[..at].ends_with(part_of_word);
        let close = word.ends_with(part_of_word) && text[at + word.len()..].starts_with(part_of_word);
        !open && !close
    })
}

/// The number of the line, from one, in which a byte offset lies.
pub fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count() + 1
}

#[derive(Clone, Copy, PartialEq)]
enum Blank {
    Comments,
    CommentsAndStrings,
}

/// Replaces comments (and the insides of literals) with spaces; newlines and byte offsets stay.
fn blank(text: &str, what: Blank) -> String {
    let bytes = text.as_bytes();
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    while at < bytes.len() {
        let rest = &text[at..];
        let (length, erase) = if rest.starts_with("//") {
            (rest.find('\n').unwrap_or(rest.len()), true)
        } else if rest.starts_with("/*") {
            (block_comment(rest), true)
        } else if let Some(length) = literal(rest, text[..at].chars().next_back()) {
            (length, what == Blank::CommentsAndStrings)
        } else {
            (rest.chars().next().map_or(1, char::len_utf8), false)
        };
        if erase {
            kept.push_str(&erased(&rest[..length]));
        } else {
            kept.push_str(&rest[..length]);
        }
        at += length;
    }
    kept
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest[at..].starts_with("*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// The length of the string or character literal that begins here, if one does.
fn literal(rest: &str, before: Option<char>) -> Option<usize> {
    if rest.starts_with('r') && !before.is_some_and(|c| c.is_alphanumeric() && c != 'b' || c == '_') {
        let hashes = rest[1..].bytes().take_while(|b| *b == b'#').count();
        if rest[1 + hashes..].starts_with('"') {
            let close = format!("\"{}", "#".repeat(hashes));
            let open = 2 + hashes;
            return Some(rest[open..].find(&close).map_or(rest.len(), |at| open + at + close.len()));
        }
    }
    if rest.starts_with('"') {
        let mut escaped = false;
        for (at, c) in rest.char_indices().skip(1) {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => return Some(at + 1),
                _ => {}
            }
        }
        return Some(rest.len());
    }
    if let Some(inside) = rest.strip_prefix('\'') {
        let mut chars = inside.chars();
        let first = chars.next()?;
        if first == '\\' {
            return inside[2..].find('\'').map(|at| at + 4);
        }
        // A lifetime has no closing quote after one character.
        return (chars.next() == Some('\'')).then(|| 2 + first.len_utf8());
    }
    None
}

/// Where each item stands that follows `#[cfg(test)]`, up to its closing brace or semicolon.
fn test_items(code: &str) -> Vec<Range<usize>> {
    let mut items = Vec::new();
    let mut from = 0;
    while let Some(start) = code[from..].find("#[cfg(test)]").map(|at| from + at) {
        let mut depth = 0;
        let end = code[start..].char_indices().find(|(_, c)| {
            depth += i32::from(*c == '{') - i32::from(*c == '}');
            depth == 0 && matches!(c, '}' | ';')
        });
        from = end.map_or(code.len(), |(at, _)| start + at + 1);
        items.push(start..from);
    }
    items
}

fn without(code: &str, items: &[Range<usize>]) -> String {
    let mut kept = code.to_owned();
    for item in items {
        kept.replace_range(item.clone(), &erased(&code[item.clone()]));
    }
    kept
}

/// As many bytes of nothing, on as many lines.
pub fn erased(text: &str) -> String {
    text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
}

#[test]
fn modules_for_tests_are_not_shipped() {
    let sources = vec![
        Source::sample("src/a/mod.rs", "#[cfg(test)]\nmod facts;\npub mod rules;"),
        Source::sample("src/a/facts.rs", ""),
        Source::sample("src/a/rules.rs", "#[cfg(test)]\npub(crate) mod cases;"),
        Source::sample("src/a/rules/cases/one.rs", ""),
    ];
    let paths: Vec<String> = shipped(sources).into_iter().map(|source| source.path).collect();
    assert_eq!(paths, ["src/a/mod.rs", "src/a/rules.rs"]);
}

#[test]
fn comments_strings_and_tests_are_blanked_and_lines_stay() {
    let source = Source::sample(
        "src/x.rs",
        "let a = \"// no\"; // diesel\nlet b = 'x'; fn f<'a>(q: &'a str) /* serde\n rocket */ {}\nlet c = r#\"\"quoted\"\"#;\n#[cfg(test)]\nmod tests { fn g() { panic!() } }\nfn last() {}\n",
    );
    let code = source.shipped_code();
    for gone in ["diesel", "serde", "rocket", "no", "quoted", "panic", "'x'"] {
        assert!(!code.contains(gone), "{gone} is left in {code}");
    }
    assert!(code.contains("fn f<'a>(q: &'a str)") && code.contains("fn last() {}"));
    assert_eq!(code.lines().count(), source.text.lines().count());
    assert!(source.shipped_code_and_strings().contains("\"// no\""));
}
