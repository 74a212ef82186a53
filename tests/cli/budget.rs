//! `qarau budget`: facts become a package, a package becomes figures, and what is faulty becomes nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::program::{qarau, run, text};

/// A package of fictitious facts in a directory.
fn package(place: &Path, facts: &str) -> PathBuf {
    let directory = place.join(format!("package-{facts}"));
    let made = run(&["budget", "generate", "--facts", facts, "--package", text(&directory)], &[]);
    made.assert(0, "facts written");
    directory.join("datapackage.json")
}

fn load(package: &Path, data: &Path) -> crate::program::Ended {
    run(&["budget", "load", "--format", "package", text(package), "--data-dir", text(data)], &[])
}

fn status(data: &Path) -> serde_json::Value {
    let ended = run(&["budget", "status", "--json", "--data-dir", text(data)], &[]);
    serde_json::from_str(&ended.said).unwrap_or_else(|why| panic!("{why}: {}", ended.said))
}

#[test]
fn what_is_generated_is_written_loaded_and_listed() {
    let place = tempfile::tempdir().expect("a directory");
    let descriptor = package(place.path(), "20000");
    let again = run(
        &["budget", "generate", "--facts", "20000", "--package", text(descriptor.parent().unwrap())],
        &[],
    );
    again.assert(1, "a package is there already");
    let data = place.path().join("data");
    load(&descriptor, &data).assert(0, "19980 facts of 1980 budget months loaded");
    let status = status(&data);
    let budgets = status["budgets"].as_array().expect("budgets");
    assert_eq!(budgets.len(), 33, "the republic, its regions, twelve districts");
    assert!(budgets.iter().all(|budget| budget["months"] == 60 && budget["differences"] == 0), "{status:#}");
    let files = status["files"].as_array().expect("files");
    let facts = files.iter().find(|file| file["file"] == "facts.csv").expect("the facts");
    assert_eq!((&facts["format"], &facts["rows"]), (&"package".into(), &19_980.into()));
    let descriptor = fs::read_to_string(descriptor).expect("read");
    assert!(
        descriptor.contains(facts["sha256"].as_str().expect("a sum")),
        "the descriptor states the same sum"
    );
}

/// A package may hold plans alone: they are loaded, and a second load is the next version.
#[test]
fn plans_of_a_package_are_loaded() {
    let place = tempfile::tempdir().expect("a directory");
    let codes = "heading,group,subgroup,administrator,programme,subprogramme,specific,receipt_category,receipt_class,receipt_subclass,receipt_specific,economic_category,economic_class";
    let row =
        |stage: &str| format!("110000000,2027,{stage},2,,03,1,252,001,000,111,,,,,,,10.00,11.00,12.00\n");
    let rows = ["draft", "approved"].map(row).concat();
    let header = format!("budget,plan,stage,section,{codes},first_year,second_year,third_year\n");
    fs::write(place.path().join("plans.csv"), header + &rows).expect("written");
    let descriptor = place.path().join("datapackage.json");
    let json = r#"{"profile": "fiscal-data-package", "resources": [{"name": "plans", "path": "plans.csv"}]}"#;
    fs::write(&descriptor, json).expect("written");
    let data = place.path().join("data");
    load(&descriptor, &data).assert(0, "2 facts of 0 budget months and 2 plans loaded");
    fs::write(place.path().join("plans.csv"), rows).expect("written");
    load(&descriptor, &data).assert(1, "nothing was loaded");
}

/// The ministry's list of places is a package of its own; a faulty one names nothing.
#[test]
fn places_alone_are_a_package() {
    let place = tempfile::tempdir().expect("a directory");
    let (descriptor, list) = (place.path().join("datapackage.json"), place.path().join("places.csv"));
    let json =
        r#"{"profile": "fiscal-data-package", "resources": [{"name": "places", "path": "places.csv"}]}"#;
    fs::write(&descriptor, json).expect("written");
    let rows = "kato,name_kk,name_ru\n113230000,Қарасу ауылдық округі,Карасуский сельский округ\n";
    fs::write(&list, rows).expect("written");
    let data = place.path().join("data");
    load(&descriptor, &data).assert(0, "1 names of places and codes");
    fs::write(&list, format!("{rows}113230000,Қарасу,Карасу\n")).expect("written");
    load(&descriptor, &data)
        .assert(1, "places.csv, line 3: 113230000 is named here and further up")
        .assert(1, "nothing was loaded");
}

#[test]
fn the_same_seed_writes_the_same_and_stores_the_same_as_it_writes() {
    let place = tempfile::tempdir().expect("a directory");
    let facts = |seed: &str, name: &str| {
        let directory = place.path().join(name);
        let wish = ["budget", "generate", "--facts", "3000", "--seed", seed, "--package", text(&directory)];
        run(&wish, &[]).assert(0, "3000 facts written");
        fs::read(directory.join("facts.csv")).expect("read")
    };
    let first = facts("1", "one");
    assert!(first == facts("1", "two") && first != facts("2", "three"));
    let data = place.path().join("data");
    let wish = ["budget", "generate", "--facts", "3000", "--seed", "1", "--data-dir", text(&data)];
    run(&wish, &[]).assert(0, "3000 facts of 300 budget months loaded");
    let loaded = place.path().join("loaded");
    load(&place.path().join("one/datapackage.json"), &loaded).assert(0, "3000 facts of 300");
    let (stored, loaded) = (status(&data), status(&loaded));
    assert_eq!(stored["budgets"], loaded["budgets"]);
}

#[test]
fn a_faulty_package_changes_nothing_and_every_fault_is_named() {
    let place = tempfile::tempdir().expect("a directory");
    let descriptor = package(place.path(), "3000");
    let data = place.path().join("data");
    load(&descriptor, &data).assert(0, "3000 facts");
    let before = status(&data);
    let facts = descriptor.with_file_name("facts.csv");
    let good = fs::read_to_string(&facts).expect("read");
    // The last line of the file: by then most reports are stored.
    let start = good.trim_end().rfind('\n').expect("lines") + 1;
    let bad = format!("{}{}", &good[..start], good[start..].replacen(".00", ".0x", 1));
    fs::write(&facts, &bad).expect("written");
    let refused = load(&descriptor, &data);
    refused
        .assert(1, "facts.csv, line 3001, approved")
        .assert(1, "has SHA-256")
        .assert(1, "nothing was loaded");
    assert_eq!(status(&data), before);
    fs::write(&facts, &good[..start]).expect("written");
    load(&descriptor, &data)
        .assert(1, "datapackage.json: facts.csv has")
        .assert(1, "1 faults, nothing was loaded");
    load(&place.path().join("nowhere.json"), &data).assert(1, "nowhere.json: can't be read");
    assert_eq!(status(&data), before);
    fs::write(&facts, &good).expect("written");
    load(&descriptor, &data).assert(0, "3000 facts");
    assert_eq!(status(&data)["budgets"][0]["version"], 2);
}

#[test]
fn a_load_that_is_killed_leaves_the_old_version() {
    let place = tempfile::tempdir().expect("a directory");
    let (small, large) = (package(place.path(), "3000"), package(place.path(), "120000"));
    let data = place.path().join("data");
    load(&small, &data).assert(0, "3000 facts");
    let before = status(&data);
    let wal = data.join("budget.db-wal");
    let mut loading =
        qarau(&["budget", "load", "--format", "package", text(&large), "--data-dir", text(&data)], &[])
            .spawn()
            .expect("started");
    // Killed once it has written much more than the first load holds.
    let patience = Instant::now() + Duration::from_secs(120);
    while fs::metadata(&wal).map_or(0, |file| file.len()) < 4_000_000 {
        assert!(Instant::now() < patience, "nothing is written");
        assert!(loading.try_wait().expect("its state").is_none(), "it ended before it could be killed");
        std::thread::sleep(Duration::from_millis(5));
    }
    loading.kill().and_then(|()| loading.wait()).expect("killed");
    assert_eq!(status(&data), before);
    load(&small, &data).assert(0, "3000 facts");
    let after = status(&data);
    assert_eq!(
        (&after["budgets"][0]["version"], after["budgets"].as_array().map(Vec::len)),
        (&2.into(), Some(5))
    );
}

#[test]
fn wishes_that_can_not_be_granted_are_refused() {
    run(&["budget", "generate", "--facts", "7"], &[]).assert(1, "7 facts can't be made of 5 years");
    run(&["budget", "generate", "--facts", "many"], &[]).assert(2, "many");
    run(&["budget", "generate", "--seed", "7"], &[]).assert(2, "--facts");
    run(&["budget", "load", "--format", "package"], &[]).assert(2, "FILES");
}
