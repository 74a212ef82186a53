//! The figures of a demonstration: fictitious ones, or the real exports of "Open budgets"; made beside everything else.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use chrono::{DateTime, Utc};
use tokio::task::JoinHandle;

use crate::config::Config;
use crate::domain::calendar::day_of;
use crate::gateways::open_budget::contents_of_file;
use crate::services::budget_generating::generate_country;
use crate::services::budget_loading::{execute, plan};

/// Begins to make the figures; the task gives the number of lines.
pub fn making(
    config: &Config,
    exports: Option<&Path>,
    at: DateTime<Utc>,
) -> anyhow::Result<JoinHandle<anyhow::Result<u64>>> {
    let url = config.budget.clone();
    let Some(exports) = exports else {
        return Ok(tokio::task::spawn_blocking(move || Ok(generate_country(&url, at, day_of(at))?)));
    };
    let files = known_files(exports)?;
    eprintln!("         {} exports of {}", files.len(), exports.display());
    Ok(tokio::task::spawn_blocking(move || match plan(&files, &mut |_| {}) {
        Ok(plan) => Ok(execute(&url, &plan, at, &mut |_| {})?.rows),
        Err(faulty) => {
            let faults = faulty.iter().flat_map(|file| {
                file.faults.iter().map(|fault| format!("\n{}: {fault}", file.file.display()))
            });
            bail!("the exports can't be loaded:{}", faults.collect::<String>())
        }
    }))
}

/// The exports of a directory, by name.
fn known_files(exports: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(exports).with_context(|| exports.display().to_string())? {
        let file = entry?.path();
        let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if contents_of_file(&name).is_some() {
            files.push(file);
        }
    }
    ensure!(!files.is_empty(), "{}: no exports of \"Open budgets\" are there", exports.display());
    files.sort();
    Ok(files)
}
