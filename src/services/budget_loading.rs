//! Loading budget figures: read and check every file first, then store all of them in one step, or none.
//!
//! Used by the command line alone: nothing here is scoped. It must not know how progress is shown.

use std::path::{Path as FilePath, PathBuf};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use crate::domain::budget::Report;
use crate::gateways::open_budget::{self, Fault};
pub use crate::storage::budget::Format;
use crate::storage::budget::{SourceFile, load, migrate};
use crate::storage::{DatabaseUrl, StorageError};

/// What a load is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Reading and checking files.
    Reading,
    /// Storing reports.
    Storing,
}

/// How far a load is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// What it is doing.
    pub stage: Stage,
    /// Files done in this stage.
    pub files: usize,
    /// Files of the load.
    pub of_files: usize,
    /// Rows done in this stage.
    pub rows: u64,
    /// Rows of the load, once all files are read.
    pub of_rows: Option<u64>,
    /// Time spent in this stage.
    pub elapsed: Duration,
}

impl Progress {
    /// Rows per second in this stage.
    pub fn rate(&self) -> u64 {
        let millis = self.elapsed.as_millis().max(1);
        u64::try_from(u128::from(self.rows) * 1000 / millis).unwrap_or(u64::MAX)
    }

    /// Time left in this stage at this rate, once all rows are counted.
    pub fn left(&self) -> Option<Duration> {
        let left = self.of_rows?.checked_sub(self.rows)?;
        left.checked_div(self.rate()).map(Duration::from_secs)
    }
}

/// Why a file can't be loaded.
#[derive(Debug, PartialEq, Eq)]
pub struct FileFaults {
    /// The file.
    pub file: PathBuf,
    /// Everything that is wrong with it.
    pub faults: Vec<Fault>,
}

/// Files that were read without a fault, ready to be stored.
pub struct Plan {
    files: Vec<Planned>,
}

struct Planned {
    source: SourceFile,
    reports: Vec<Report>,
}

/// What was stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// Files.
    pub files: usize,
    /// Reports: a budget for a month.
    pub reports: usize,
    /// Rows.
    pub rows: u64,
}

/// Reads every file and checks it; all faults of all files, or a plan.
pub fn plan(files: &[PathBuf], progress: &mut dyn FnMut(Progress)) -> Result<Plan, Vec<FileFaults>> {
    let begin = Instant::now();
    let (mut planned, mut faulty, mut rows) = (Vec::new(), Vec::new(), 0);
    for (index, file) in files.iter().enumerate() {
        match planned_file(file, &planned) {
            Ok(done) => {
                rows += done.source.rows;
                planned.push(done);
            }
            Err(faults) => faulty.push(FileFaults { file: file.clone(), faults }),
        }
        progress(Progress {
            stage: Stage::Reading,
            files: index + 1,
            of_files: files.len(),
            rows,
            of_rows: None,
            elapsed: begin.elapsed(),
        });
    }
    if faulty.is_empty() { Ok(Plan { files: planned }) } else { Err(faulty) }
}

fn planned_file(file: &FilePath, before: &[Planned]) -> Result<Planned, Vec<Fault>> {
    let whole = |what: String| vec![Fault { line: 0, what }];
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if before.iter().any(|planned| planned.source.name == name) {
        return Err(whole("a file of this name was named before".to_owned()));
    }
    let bytes = std::fs::read(file).map_err(|error| whole(format!("can't be read: {error}")))?;
    let export = open_budget::read(&name, &bytes)?;
    let source = SourceFile { name, sha256: hex(&Sha256::digest(&bytes)), rows: export.rows };
    Ok(Planned { source, reports: export.reports })
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Stores a plan. Until the last moment readers see what was there before.
pub fn execute(
    url: &DatabaseUrl,
    plan: &Plan,
    at: DateTime<Utc>,
    progress: &mut dyn FnMut(Progress),
) -> Result<Loaded, StorageError> {
    migrate(url)?;
    let begin = Instant::now();
    let of_rows = Some(plan.files.iter().map(|file| file.source.rows).sum());
    load(url, Format::OpenBudget, at, |loading| {
        let mut done = Loaded { files: 0, reports: 0, rows: 0 };
        for file in &plan.files {
            loading.source(&file.source)?;
            for report in &file.reports {
                loading.report(report)?;
                done.reports += 1;
                done.rows += u64::try_from(report.lines.len()).unwrap_or_default();
            }
            done.files += 1;
            progress(Progress {
                stage: Stage::Storing,
                files: done.files,
                of_files: plan.files.len(),
                rows: done.rows,
                of_rows,
                elapsed: begin.elapsed(),
            });
        }
        Ok(done)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "id;code;name;utv;utch;plg;plgp;plgo;sumrg;obz;obzsumrg;plgpsumrg;plgsumrg;level;parent_id;month\n1;1.0;I. ДОХОДЫ;1.0;1.0;1.0;1.0;0.0;1.0;0.0;0.0;100.0;100.0;0;;12.2024\n";

    #[test]
    fn one_faulty_file_stops_all_and_every_fault_of_every_file_is_told() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, text).expect("written");
            path
        };
        let good = write("местный_бюджет_ВКО.csv", GOOD);
        let bad = write("местный_бюджет_СКО.csv", &GOOD.replace(";1.0;I. ", ";x;I. "));
        let worse = write("местный_бюджет_ЗКО.csv", &GOOD.replace("12.2024", "2024"));
        let missing = folder.path().join("местный_бюджет_Абайская.csv");
        let all = [good.clone(), bad.clone(), worse.clone(), missing.clone(), good.clone()];
        let faulty = plan(&all, &mut |_| ()).err().expect("faults");
        let files: Vec<_> = faulty.iter().map(|file| (file.file.clone(), file.faults.len())).collect();
        assert_eq!(files, [(bad, 1), (worse, 1), (missing, 1), (good, 1)]);
    }

    #[test]
    fn progress_tells_rate_and_time_left() {
        let progress = Progress {
            stage: Stage::Storing,
            files: 1,
            of_files: 2,
            rows: 1_000,
            of_rows: Some(5_000),
            elapsed: Duration::from_secs(2),
        };
        assert_eq!((progress.rate(), progress.left()), (500, Some(Duration::from_secs(8))));
        assert_eq!(Progress { of_rows: None, ..progress }.left(), None);
        assert_eq!(Progress { rows: 0, ..progress }.left(), None);
    }
}
