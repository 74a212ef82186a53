//! `qarau migrate`: brings the schema up to date.

use std::process::ExitCode;

use clap::Args;

use super::{Done, Place};
use crate::storage;

/// Bring the database schema up to date.
#[derive(Debug, Args)]
pub struct Migrate {
    #[command(flatten)]
    place: Place,
}

impl Migrate {
    pub(super) fn run(self) -> Done {
        let config = self.place.config()?;
        std::fs::create_dir_all(&config.data_dir)?;
        let ran = storage::migrate(&config.database)?;
        println!("{} migrations ran on {:?}", ran.0, config.database);
        let ran = storage::budget::migrate(&config.budget)?;
        println!("{} migrations ran on {:?}", ran.0, config.budget);
        if let Some(role) = storage::budget::admit_reader(&config.budget, &config.budget_reader)? {
            println!("{role} may read the budget, inside the scope of each look");
        }
        Ok(ExitCode::SUCCESS)
    }
}
