//! `qarau budget load`, `generate` and `status`: the only ways figures get in, and what is in.

mod status;
mod streaming;

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand, ValueEnum};

use super::{CLOCK, Done, Place};
use crate::domain::calendar::day_of;
use crate::services::budget_generating::generate_country;
use crate::services::budget_loading::{FileFaults, Progress, Stage, execute, plan};
use crate::storage::DatabaseUrl;

/// Budget figures.
#[derive(Debug, Args)]
pub struct Budget {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Load files: all of them, or nothing with all faults of all files.
    Load {
        /// What the files are.
        #[arg(long, value_enum)]
        format: FileFormat,
        /// The files; of a package its datapackage.json.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        #[command(flatten)]
        place: Place,
    },
    /// Make and load the figures of a fictitious country, up to the last month that has ended.
    Generate {
        #[command(flatten)]
        wish: streaming::Wished,
        #[command(flatten)]
        place: Place,
    },
    /// What is loaded: budgets, months, gaps, versions, control totals, files.
    Status {
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        place: Place,
    },
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum FileFormat {
    /// The monthly export of the state portal "Open budgets", with the tree of the classification.
    OpenBudget,
    /// A fiscal data package: datapackage.json beside CSV files, down to specifics.
    Package,
}

impl Budget {
    pub(super) fn run(self) -> Done {
        match self.command {
            Command::Load { format: FileFormat::OpenBudget, files, place } => load(&files, &place),
            Command::Load { format: FileFormat::Package, files, place } => streaming::load(&files, &place),
            Command::Generate { wish, place } => match wish.plan()? {
                Some(plan) => wish.make(&plan, &place),
                None => generate(&place),
            },
            Command::Status { json, place } => {
                status::show(&place, if json { status::Shape::Json } else { status::Shape::Text })
            }
        }
    }
}

fn load(files: &[PathBuf], place: &Place) -> Done {
    let config = place.config()?;
    let plan = match plan(files, &mut tell) {
        Ok(plan) => plan,
        Err(faulty) => return Ok(refuse(&faulty)),
    };
    make_room(&config.budget)?;
    let loaded = execute(&config.budget, &plan, CLOCK.now(), &mut tell)?;
    println!("{} files, {} budget months, {} rows loaded", loaded.files, loaded.reports, loaded.rows);
    status::print_controls(&config.budget)?;
    Ok(ExitCode::SUCCESS)
}

fn generate(place: &Place) -> Done {
    let config = place.config()?;
    make_room(&config.budget)?;
    let at = CLOCK.now();
    let lines = generate_country(&config.budget, at, day_of(at))?;
    println!("{lines} lines of a fictitious country loaded");
    Ok(ExitCode::SUCCESS)
}

/// An embedded portal may have no folder yet.
fn make_room(url: &DatabaseUrl) -> std::io::Result<()> {
    match url {
        DatabaseUrl::Sqlite(file) => file.parent().map_or(Ok(()), std::fs::create_dir_all),
        DatabaseUrl::Postgres(_) => Ok(()),
    }
}

fn refuse(faulty: &[FileFaults]) -> ExitCode {
    for FileFaults { file, faults } in faulty {
        for fault in faults {
            eprintln!("{}: {fault}", file.display());
        }
    }
    let faults: usize = faulty.iter().map(|file| file.faults.len()).sum();
    eprintln!("{faults} faults in {} files; nothing was loaded", faulty.len());
    ExitCode::FAILURE
}

/// On a terminal each line replaces the one before.
fn tell(progress: Progress) {
    let stage = match progress.stage {
        Stage::Reading => "read",
        Stage::Storing => "stored",
    };
    let left = progress.left().map(|left| format!(", {} s left", left.as_secs())).unwrap_or_default();
    let Progress { files, of_files, rows, .. } = progress;
    let line = format!("{stage} {files} of {of_files} files, {rows} rows, {} rows/s{left}", progress.rate());
    match std::io::stderr().is_terminal() {
        true if files < of_files => eprint!("\r{line}\u{1b}[K"),
        true => eprintln!("\r{line}\u{1b}[K"),
        false => eprintln!("{line}"),
    }
}
