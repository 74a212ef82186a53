//! `qarau bodies import` and `qarau staff import`: everything in the file, or nothing.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::{CLOCK, Done, Place, database, wait};
use crate::services::registry::{Faults, Imported, import_bodies, import_staff};
use crate::storage::Failure;

/// The registry of bodies.
#[derive(Debug, Args)]
pub struct Bodies {
    #[command(subcommand)]
    command: Import,
}

/// People of the registry.
#[derive(Debug, Args)]
pub struct Staff {
    #[command(subcommand)]
    command: Import,
}

#[derive(Debug, Subcommand)]
enum Import {
    /// Enter a CSV file: all of it, or nothing with all its faults.
    Import {
        /// The file.
        file: PathBuf,
        #[command(flatten)]
        place: Place,
    },
}

impl Bodies {
    pub(super) fn run(self) -> Done {
        let Import::Import { file, place } = self.command;
        let (config, text) = (place.config()?, std::fs::read(&file)?);
        let db = database(&config)?;
        report(&file, wait(import_bodies(&db, &text, CLOCK.now()))?)
    }
}

impl Staff {
    pub(super) fn run(self) -> Done {
        let Import::Import { file, place } = self.command;
        let (config, text) = (place.config()?, std::fs::read(&file)?);
        let db = database(&config)?;
        report(&file, wait(import_staff(&db, &text, CLOCK.now()))?)
    }
}

fn report(file: &Path, imported: Result<Imported, Failure<Faults>>) -> Done {
    match imported {
        Ok(Imported { added, changed, unchanged }) => {
            println!("{}: {added} added, {changed} changed, {unchanged} unchanged", file.display());
            Ok(ExitCode::SUCCESS)
        }
        Err(Failure::Refused(faults)) => {
            for fault in &faults {
                eprintln!("{}: {fault}", file.display());
            }
            eprintln!("{} faults; nothing was imported", faults.len());
            Ok(ExitCode::FAILURE)
        }
        Err(Failure::Storage(error)) => Err(error.into()),
    }
}
