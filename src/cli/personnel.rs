//! `qarau personnel import`: takes in a file of the personnel record; all of it, or nothing with all its faults.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::json;

use super::{CLOCK, Done, Place, database, wait};
use crate::config::Config;
use crate::domain::hold::PlaceRefusal;
use crate::domain::ids::FeedId;
use crate::services::applications::Refused;
use crate::services::calendars::Calendars;
use crate::services::personnel::Bringer;
use crate::services::personnel::checking::{Checked, MOST_BYTES, NotAFeed, keep};
use crate::services::personnel::taking::{Effect, NotTaken, take};
use crate::storage::{Db, Failure};

/// The personnel record.
#[derive(Debug, Args)]
pub struct Personnel {
    #[command(subcommand)]
    command: Import,
}

#[derive(Debug, Subcommand)]
enum Import {
    /// Take in a CSV file of people who left or moved: all of it, or nothing with all its faults.
    Import {
        /// The file.
        file: PathBuf,
        /// Answer in JSON.
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        place: Place,
    },
}

/// What came of a file.
enum Taken {
    Now(FeedId, Effect),
    Before(FeedId),
    Refused(PlaceRefusal),
}

impl Personnel {
    pub(super) fn run(self) -> Done {
        let Import::Import { file, json, place } = self.command;
        let config = place.config()?;
        // One byte more than a feed may have is enough to refuse it.
        let text = read_some(&file)?;
        let db = database(&config)?;
        let name = file.display().to_string();
        match wait(import(&db, &config, &text))? {
            Ok(taken) => Ok(say(&name, &taken, json)),
            Err(Failure::Refused(Refused::Rule(why))) => Ok(refuse(&name, &why, json)),
            Err(Failure::Refused(Refused::NotThere | Refused::Denied(_))) => {
                anyhow::bail!("{name}: another process took it away")
            }
            Err(Failure::Storage(error)) => Err(error.into()),
        }
    }
}

fn read_some(file: &std::path::Path) -> std::io::Result<Vec<u8>> {
    use std::io::Read as _;
    let mut text = Vec::new();
    std::fs::File::open(file)?.take(MOST_BYTES as u64 + 1).read_to_end(&mut text)?;
    Ok(text)
}

async fn import(db: &Db, config: &Config, text: &[u8]) -> Result<Taken, Failure<Refused<NotAFeed>>> {
    let (calendars, brake, by) = (Calendars::default(), config.personnel_brake, Bringer::CommandLine);
    let checked = keep(db, &calendars, brake, &by, text, CLOCK.now()).await?;
    let feed = match checked {
        Checked::Taken(feed) => return Ok(Taken::Before(feed)),
        Checked::New(feed) | Checked::Waiting(feed) => feed,
    };
    match take(db, &calendars, brake, &by, feed, CLOCK.now()).await {
        Ok(effect) => Ok(Taken::Now(feed, effect)),
        Err(Failure::Refused(Refused::Rule(NotTaken::Already))) => Ok(Taken::Before(feed)),
        Err(Failure::Refused(Refused::Rule(NotTaken::Refusal(why)))) => Ok(Taken::Refused(why)),
        Err(Failure::Refused(Refused::NotThere)) => Err(Failure::Refused(Refused::NotThere)),
        Err(Failure::Refused(Refused::Denied(denied))) => Err(Failure::Refused(Refused::Denied(denied))),
        Err(Failure::Storage(error)) => Err(Failure::Storage(error)),
    }
}

fn say(name: &str, taken: &Taken, json: bool) -> ExitCode {
    let (words, answer) = match taken {
        Taken::Now(feed, Effect { suspended, later, stopped }) => (
            format!(
                "No. {feed}: {suspended} suspended, {later} on a day to come, {stopped} wait for a second person"
            ),
            json!({ "feed": feed.0, "new": true, "suspended": suspended, "later": later, "stopped": stopped }),
        ),
        Taken::Before(feed) => (
            format!("the same file was taken in before as No. {feed}; nothing changed"),
            json!({ "feed": feed.0, "new": false }),
        ),
        Taken::Refused(why) => {
            (format!("nothing was taken in: {why}"), json!({ "faults": [why.to_string()] }))
        }
    };
    println!("{}", if json { answer.to_string() } else { format!("{name}: {words}") });
    match taken {
        Taken::Now(..) | Taken::Before(_) => ExitCode::SUCCESS,
        Taken::Refused(_) => ExitCode::FAILURE,
    }
}

fn refuse(name: &str, why: &NotAFeed, json: bool) -> ExitCode {
    let faults: Vec<String> = match why {
        NotAFeed::TooLarge => vec![format!("larger than {} MiB", MOST_BYTES >> 20)],
        NotAFeed::Faults(faults) => faults.iter().map(ToString::to_string).collect(),
    };
    for fault in &faults {
        eprintln!("{name}: {fault}");
    }
    eprintln!("{} faults; nothing was taken in", faults.len());
    if json {
        println!("{}", json!({ "faults": faults }));
    }
    ExitCode::FAILURE
}
