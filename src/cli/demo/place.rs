//! The directory of a demonstration: new, finished, or left half-made. Never touches what is not a demonstration's.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};

use crate::services::demo::{KEYS, MARKER};

const UNFINISHED: &str = "A demonstration of Qarau, being made.\n";
const FINISHED: &str = "A demonstration of Qarau. Delete this directory to begin anew.\n";

/// What a demonstration makes in its directory; a half-made one is cleared of these.
const OWN_FILES: [&str; 6] =
    ["qarau.db", "qarau.db-wal", "qarau.db-shm", "budget.db", "budget.db-wal", "budget.db-shm"];
const OWN_FOLDERS: [(&str, &str); 2] = [(KEYS, "pem"), ("mail", "eml")];

/// How a directory was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// Nothing is in it yet, or not any more.
    New,
    /// A whole demonstration.
    Whole,
}

/// A directory that no other demonstration uses while this value lives.
pub struct Directory {
    path: PathBuf,
    marker: File,
}

impl Directory {
    /// Takes a directory: one that does not exist, an empty one, or a demonstration's. A half-made demonstration is
    /// cleared away first.
    pub fn take(path: &Path) -> anyhow::Result<(Directory, Found)> {
        let what = || format!("the data directory {}", path.display());
        fs::create_dir_all(path).with_context(what)?;
        let file = path.join(MARKER);
        let known = file.exists();
        ensure!(
            known || fs::read_dir(path).with_context(what)?.next().is_none(),
            "{} is neither empty nor a demonstration's: choose another with --data-dir",
            what()
        );
        let opened = File::options().read(true).write(true).create(true).truncate(false).open(&file);
        let mut directory = Directory { path: path.to_owned(), marker: opened.with_context(what)? };
        directory.marker.try_lock().with_context(|| format!("another demonstration runs in {}", what()))?;
        let mut state = String::new();
        directory.marker.read_to_string(&mut state).with_context(what)?;
        if state == FINISHED {
            return Ok((directory, Found::Whole));
        }
        ensure!(UNFINISHED.starts_with(&state), "{MARKER} in {} is not a demonstration's", what());
        directory.mark(UNFINISHED).with_context(what)?;
        directory.clear().with_context(what)?;
        Ok((directory, Found::New))
    }

    /// Everything is made.
    pub fn finish(&mut self) -> std::io::Result<()> {
        self.mark(FINISHED)
    }

    fn mark(&mut self, state: &str) -> std::io::Result<()> {
        self.marker.rewind()?;
        self.marker.set_len(0)?;
        self.marker.write_all(state.as_bytes())?;
        self.marker.sync_all()
    }

    fn clear(&self) -> std::io::Result<()> {
        for name in OWN_FILES {
            gone(fs::remove_file(self.path.join(name)))?;
        }
        for (name, ending) in OWN_FOLDERS {
            let folder = self.path.join(name);
            let entries = match fs::read_dir(&folder) {
                Ok(entries) => entries,
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => return Err(error),
            };
            for entry in entries {
                let file = entry?.path();
                if file.extension().is_some_and(|own| own == ending || own == "tmp" || own == "part") {
                    fs::remove_file(file)?;
                }
            }
        }
        Ok(())
    }
}

fn gone(removed: std::io::Result<()>) -> std::io::Result<()> {
    match removed {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(path: &Path) -> Vec<String> {
        let entries = fs::read_dir(path).expect("a directory");
        let mut names: Vec<_> = entries
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_directory_is_made_once_and_then_opened() {
        let root = tempfile::tempdir().expect("a directory");
        let path = root.path().join("a/b");
        let (mut directory, found) = Directory::take(&path).expect("new");
        assert_eq!(found, Found::New);
        assert!(Directory::take(&path).is_err(), "two at once");
        directory.finish().expect("finished");
        drop(directory);
        assert_eq!(Directory::take(&path).expect("whole").1, Found::Whole);
    }

    #[test]
    fn a_half_made_demonstration_is_cleared_of_its_own_and_nothing_else() {
        let root = tempfile::tempdir().expect("a directory");
        drop(Directory::take(root.path()).expect("new"));
        fs::create_dir(root.path().join(KEYS)).expect("made");
        for name in ["qarau.db", "budget.db-wal", "diary.txt", "keys/root.pem", "keys/letter.odt"] {
            fs::write(root.path().join(name), "x").expect("written");
        }
        assert_eq!(Directory::take(root.path()).expect("taken again").1, Found::New);
        assert_eq!(names(root.path()), ["diary.txt", KEYS, MARKER]);
        assert_eq!(names(&root.path().join(KEYS)), ["letter.odt"]);
    }

    #[test]
    fn what_is_not_a_demonstrations_is_left_alone() {
        let root = tempfile::tempdir().expect("a directory");
        fs::write(root.path().join("qarau.db"), "precious").expect("written");
        assert!(Directory::take(root.path()).is_err());
        assert_eq!(names(root.path()), ["qarau.db"]);
        fs::write(root.path().join(MARKER), "something else").expect("written");
        assert!(Directory::take(root.path()).is_err());
        assert_eq!(fs::read_to_string(root.path().join("qarau.db")).expect("read"), "precious");
    }
}
