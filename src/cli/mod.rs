//! The commands of `qarau`, one file each. Exit codes: 0 done, 1 refused or found a fault, 2 wrong use.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "commands answer on the terminal")]

mod budget;
mod calendar;
mod demo;
mod journal;
mod migrate;
mod personnel;
mod registry;
mod serve;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};

use crate::clock::Clock;
use crate::config::{Config, Mistakes};
use crate::storage::{Db, Pending, pending};
use crate::telemetry;

/// Qarau: read-only access of representative and audit bodies to the budget.
#[derive(Debug, Parser)]
#[command(version, about)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// A fictitious country on this machine, with everybody's keys.
    Demo(demo::Demo),
    /// Run the portal of a configuration.
    Serve(serve::Serve),
    /// Bring the database schema up to date.
    Migrate(migrate::Migrate),
    /// Working days.
    Calendar(calendar::Counting),
    /// The registry of bodies.
    Bodies(registry::Bodies),
    /// People of the registry: staff of the ministry, the integrator and the bodies.
    Staff(registry::Staff),
    /// The personnel record: people who left or moved.
    Personnel(personnel::Personnel),
    /// Budget figures: load files, see what is loaded.
    Budget(budget::Budget),
    /// The journal of acts and looks.
    Journal(journal::Journal),
}

/// Where a command finds its portal.
#[derive(Clone, Debug, Args)]
pub struct Place {
    /// Settings of the portal, a TOML file.
    #[arg(long, value_name = "FILE", conflicts_with = "data_dir")]
    config: Option<PathBuf>,
    /// Directory of an embedded portal.
    #[arg(long, value_name = "DIR")]
    data_dir: Option<PathBuf>,
}

impl Place {
    /// True where a portal is named on the command line.
    pub fn is_named(&self) -> bool {
        self.config.is_some() || self.data_dir.is_some()
    }

    /// The settings, with logging started as they say.
    pub fn config(&self) -> Result<Config, Mistakes> {
        let config = match &self.data_dir {
            Some(directory) => Config::embedded(directory),
            None => Config::read(self.config.as_deref()),
        }?;
        telemetry::start(config.log_format, &config.log_filter);
        Ok(config)
    }
}

/// Runs the command of the command line.
pub fn run() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Demo(command) => command.run(),
        Command::Serve(command) => command.run(),
        Command::Migrate(command) => command.run(),
        Command::Calendar(command) => command.run(),
        Command::Bodies(command) => command.run(),
        Command::Staff(command) => command.run(),
        Command::Personnel(command) => command.run(),
        Command::Budget(command) => command.run(),
        Command::Journal(command) => command.run(),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            eprintln!("qarau: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// What a command answers: an exit code, or an error that is printed and gives 1.
type Done = anyhow::Result<ExitCode>;

/// The portal's database, refused while migrations are missing.
fn database(config: &Config) -> anyhow::Result<Db> {
    let Pending(missing) = pending(&config.database)?;
    anyhow::ensure!(missing == 0, "{missing} migrations have not run: run `qarau migrate` first");
    Ok(Db::open(&config.database)?)
}

/// Runs asynchronous work of a command to its end.
fn wait<T>(work: impl Future<Output = T>) -> anyhow::Result<T> {
    Ok(tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?.block_on(work))
}

/// The clock of commands.
const CLOCK: Clock = Clock::System;
