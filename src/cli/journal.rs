//! `qarau journal verify`: re-reads every entry and names the first that is not as it was written.

use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::{Done, Place, database, wait};
use crate::domain::journal::{Digest, Field as _};
use crate::services::journal::verify;

/// The journal of acts and looks.
#[derive(Debug, Args)]
pub struct Journal {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Re-read every entry and every hash.
    Verify {
        #[command(flatten)]
        place: Place,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
    },
}

impl Journal {
    pub(super) fn run(self) -> Done {
        let Command::Verify { place, json } = self.command;
        let db = database(&place.config()?)?;
        let progress = move |entries: u64| {
            if !json && entries.is_multiple_of(20_000) {
                eprintln!("{entries} entries re-read");
            }
        };
        let (code, answer, words) = match wait(verify(&db, progress))?? {
            Ok(found) => {
                let root = Digest(found.root).text();
                let answer = serde_json::json!({ "sound": true, "size": found.size, "root": root });
                (
                    ExitCode::SUCCESS,
                    answer,
                    format!("the journal is sound: {} entries, root {root}", found.size),
                )
            }
            Err(fault) => {
                let answer =
                    serde_json::json!({ "sound": false, "entry": fault.entry(), "fault": fault.to_string() });
                (ExitCode::FAILURE, answer, format!("the journal is NOT sound: {fault}"))
            }
        };
        println!("{}", if json { answer.to_string() } else { words });
        Ok(code)
    }
}
