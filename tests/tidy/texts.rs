//! Every text in three languages: what is asked for exists, what exists is asked for, and all three ask for the same values.

use std::collections::{BTreeMap, BTreeSet};

use crate::sources::{Source, assert_caught, assert_clean, files_ending, line_of, shipped_rust, words};

const LANGUAGES: [&str; 3] = ["kk", "ru", "en"];

/// How templates and Rust ask for a text: a call of this name whose first literal is the key.
const CALLS: [&str; 6] = ["t", "t1", "t2", "n", "text", "text_with"];

/// A message of a catalogue: where it stands, and the values it shows.
#[derive(Debug, PartialEq)]
struct Message {
    place: String,
    values: BTreeSet<String>,
}

type Catalogue = BTreeMap<String, Message>;

/// The messages of one language (`templates/text/<language>/*.ftl`), and the faults of its files.
fn catalogue(files: &[Source], language: &str, faults: &mut Vec<String>) -> Catalogue {
    let mut catalogue = Catalogue::new();
    let folder = format!("templates/text/{language}/");
    for file in files.iter().filter(|file| file.path.starts_with(&folder)) {
        let mut key = None;
        for (index, line) in file.text.lines().enumerate() {
            let place = format!("{}:{}", file.path, index + 1);
            if let Some((name, _)) =
                line.split_once('=').filter(|_| line.starts_with(|c: char| c.is_ascii_alphabetic()))
            {
                let message = Message { place: place.clone(), values: BTreeSet::new() };
                if catalogue.insert(name.trim().to_owned(), message).is_some() {
                    faults.push(format!("{place}: `{}` is said twice", name.trim()));
                }
                key = Some(name.trim().to_owned());
            }
            let Some(message) = key.as_ref().and_then(|key| catalogue.get_mut(key)) else { continue };
            if line.starts_with('#') {
                continue;
            }
            for value in line.split('$').skip(1) {
                let name = value
                    .split(|c: char| !c.is_alphanumeric() && c != '-' && c != '_')
                    .next()
                    .unwrap_or_default();
                message.values.insert(name.to_owned());
            }
        }
    }
    catalogue
}

/// Keys asked for by name: each with its place.
fn asked(sources: &[Source]) -> Vec<(String, String)> {
    let mut asked = Vec::new();
    for source in sources {
        let text = if source.path.ends_with(".rs") {
            source.shipped_code_and_strings()
        } else {
            source.text.clone()
        };
        for call in CALLS {
            let opening = format!("{call}(");
            asked.extend(words(&text, &opening).filter_map(|at| {
                if text[..at].ends_with('.') && call.starts_with("text") {
                    return None; // a method of something else: the catalogue's own are functions
                }
                let (before, rest) = text[at + opening.len()..].split_once('"')?;
                let key = rest.split('"').next().filter(|_| !before.contains([')', ';', '{']))?;
                Some((key.to_owned(), format!("{}:{}", source.path, line_of(&text, at))))
            }));
        }
    }
    asked
}

fn faults(catalogues: &[Source], users: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    let spoken = LANGUAGES.map(|language| catalogue(catalogues, language, &mut faults));
    for (language, here) in LANGUAGES.iter().zip(&spoken) {
        for (other, there) in LANGUAGES.iter().zip(&spoken).filter(|(other, _)| *other != language) {
            for (key, message) in here {
                match there.get(key) {
                    None => faults.push(format!("{}: `{key}` is missing in {other}", message.place)),
                    Some(twin) if !twin.values.is_subset(&message.values) => faults.push(format!(
                        "{}: `{key}` shows {:?} in {language}, {:?} in {other}",
                        message.place, message.values, twin.values
                    )),
                    Some(_) => {}
                }
            }
        }
    }
    for (key, place) in asked(users) {
        let said = match key.split_once('{') {
            Some((family, _)) => spoken[0].keys().any(|known| known.starts_with(family)),
            None => spoken[0].contains_key(&key),
        };
        if !said {
            faults.push(format!("{place}: asks for `{key}`, which no catalogue says"));
        }
    }
    faults
}

/// Texts that nobody asks for: no literal is the key, and none is the beginning of a family (`"role-{}"`) it is of.
fn idle_faults(catalogues: &[Source], users: &[Source]) -> Vec<String> {
    let beginnings =
        |key: &str| key.match_indices('-').map(|(at, _)| format!("\"{}{{", &key[..=at])).collect::<Vec<_>>();
    let named = |word: &str| users.iter().any(|user| user.text.contains(word));
    catalogue(catalogues, LANGUAGES[0], &mut Vec::new())
        .iter()
        .filter(|(key, _)| {
            !named(&format!("\"{key}\"")) && !beginnings(key).iter().any(|family| named(family))
        })
        .map(|(key, message)| format!("{}: nobody asks for `{key}`", message.place))
        .collect()
}

/// Every letter stands in a folder of its own, in three languages: a subject, an empty line, a body.
fn letter_faults(files: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    let folders: BTreeSet<&str> =
        files.iter().filter_map(|file| Some(file.path.rsplit_once('/')?.0)).collect();
    for folder in folders {
        for language in LANGUAGES {
            let path = format!("{folder}/{language}.txt");
            match files.iter().find(|file| file.path == path) {
                None => faults.push(format!("{path}: the letter is missing")),
                Some(file) if file.text.find("\n\n") != file.text.find('\n') => {
                    faults.push(format!("{path}: a letter is a subject, an empty line, a body"));
                }
                Some(_) => {}
            }
        }
    }
    faults
}

fn users() -> Vec<Source> {
    let templates = files_ending("templates", "").into_iter().filter(|file| !file.path.ends_with(".ftl"));
    templates.chain(shipped_rust()).collect()
}

#[test]
fn every_text_asked_for_is_said_in_three_languages() {
    assert_clean(faults(&files_ending("templates/text", ".ftl"), &users()));
}

#[test]
fn every_text_is_asked_for() {
    assert_clean(idle_faults(&files_ending("templates/text", ".ftl"), &users()));
}

#[test]
fn every_letter_is_written_in_three_languages() {
    assert_clean(letter_faults(&files_ending("templates/mail", "")));
    let letter = |path: &str, text: &str| Source::sample(path, text);
    let letters = [
        letter("templates/mail/a/kk.txt", "Тақырып\n\nМәтін"),
        letter("templates/mail/a/ru.txt", "Тема\nтекст"),
    ];
    assert_caught(
        letter_faults(&letters),
        &["templates/mail/a/ru.txt: a letter is", "templates/mail/a/en.txt: the letter"],
    );
}

#[test]
fn a_text_missing_untranslated_or_idle_is_caught() {
    let file = |path: &str, text: &str| Source::sample(path, text);
    let catalogues = [
        file(
            "templates/text/kk/a.ftl",
            "# note\nwelcome = Қош келдіңіз, { $name }\ndays =\n    { $n ->\n       *[other] { $n } күн\n    }\nlost = x\nrole-head = y\n",
        ),
        file(
            "templates/text/ru/a.ftl",
            "welcome = Добро пожаловать\ndays = { $n } дней\nlost = x\nlost = y\nrole-head = y\n",
        ),
        file("templates/text/en/a.ftl", "welcome = Welcome, { $name }\nlost = x\nrole-head = y\n"),
    ];
    let users = [
        file("templates/a.html", "{{ frame.t1(\"welcome\", \"name\", x) }}\n{{ frame.n(\"days\", 2) }}"),
        file(
            "src/web/a.rs",
            "// t(\"commented\")\nlet at = 1; text(frame.lang, \"unknown\");\nt(&format!(\"role-{}\", 1));\nt(&format!(\"rolls-{x}\"))",
        ),
    ];
    assert_caught(
        faults(&catalogues, &users),
        &[
            "templates/text/ru/a.ftl:4: `lost` is said twice",
            "templates/text/kk/a.ftl:3: `days` is missing in en",
            "templates/text/ru/a.ftl:1: `welcome` shows {} in ru, {\"name\"} in kk",
            "templates/text/ru/a.ftl:2: `days` is missing in en",
            "templates/text/ru/a.ftl:1: `welcome` shows {} in ru, {\"name\"} in en",
            "src/web/a.rs:4: asks for `rolls-{x}`",
            "src/web/a.rs:2: asks for `unknown`",
        ],
    );
    assert_caught(idle_faults(&catalogues, &users), &["templates/text/kk/a.ftl:7: nobody asks for `lost`"]);
}
