//! Packages and facts in large numbers: loaded, made, written, while a line tells how far it is.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::bail;
use chrono::Datelike;
use clap::Args;

use super::{Done, Place, make_room};
use crate::cli::CLOCK;
use crate::domain::calendar::day_of;
use crate::services::budget_streaming::{
    Faults, Flow, Notice, Plan, Streamed, Wish, generate_facts, load_package, write_facts,
};
use crate::storage::Failure;

/// Facts in a number.
#[derive(Debug, Args)]
pub(super) struct Wished {
    /// Make about so many facts, down to specifics, instead of the demonstration's country.
    #[arg(long, value_name = "N")]
    facts: Option<u64>,
    /// The same seed makes the same facts.
    #[arg(long, default_value_t = 270, requires = "facts")]
    seed: u64,
    /// Of how many years, up to the last that has ended.
    #[arg(long, default_value_t = 5, requires = "facts")]
    years: u16,
    /// Write them as a package into this directory instead of loading them.
    #[arg(long, value_name = "DIR", requires = "facts")]
    package: Option<PathBuf>,
}

impl Wished {
    /// What will be made, where facts were wished for.
    pub(super) fn plan(&self) -> anyhow::Result<Option<Plan>> {
        let Some(facts) = self.facts else { return Ok(None) };
        let last = u16::try_from(day_of(CLOCK.now()).year() - 1)?;
        Ok(Some(Plan::of(&Wish { facts, seed: self.seed, years: self.years, last })?))
    }

    /// Makes it, into a package or into the database.
    pub(super) fn make(&self, plan: &Plan, place: &Place) -> Done {
        let mut teller = Teller::default();
        if let Some(directory) = &self.package {
            let written = write_facts(directory, plan, &mut |flow| teller.tell("written", flow))?;
            teller.end();
            println!("{} facts written, {} bytes: {}", written.facts, written.bytes, directory.display());
            return Ok(ExitCode::SUCCESS);
        }
        let config = place.config()?;
        make_room(&config.budget)?;
        let made = generate_facts(&config.budget, plan, CLOCK.now(), &mut |flow| teller.tell("stored", flow));
        teller.end();
        match made {
            Ok(streamed) => print_stored(&streamed),
            Err(Failure::Refused(bad)) => bail!(bad),
            Err(Failure::Storage(error)) => bail!(error),
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Loads one package.
pub(super) fn load(files: &[PathBuf], place: &Place) -> Done {
    let [descriptor] = files else { bail!("one package is loaded at a time: name its datapackage.json") };
    let config = place.config()?;
    make_room(&config.budget)?;
    let mut teller = Teller::default();
    let loaded =
        load_package(&config.budget, descriptor, CLOCK.now(), &mut |flow| teller.tell("stored", flow));
    teller.end();
    match loaded {
        Ok((streamed, notices)) => {
            notices.iter().for_each(print_notice);
            print_stored(&streamed);
            Ok(ExitCode::SUCCESS)
        }
        Err(Failure::Refused(faults)) => Ok(refuse(&faults)),
        Err(Failure::Storage(error)) => bail!(error),
    }
}

fn print_stored(streamed: &Streamed) {
    let Streamed { reports, plans, facts, lines, names } = streamed;
    let of_plans = if *plans > 0 { format!(" and {plans} plans") } else { String::new() };
    println!("{facts} facts of {reports} budget months{of_plans} loaded, {lines} lines with their totals");
    if *names > 0 {
        println!("{names} names of places and codes");
    }
}

fn print_notice(notice: &Notice) {
    let more = if notice.count > notice.first.len() { " …" } else { "" };
    eprintln!(
        "notice: {} {} are not in the lists: {}{more}",
        notice.count,
        notice.what,
        notice.first.join(", ")
    );
}

fn refuse(faults: &Faults) -> ExitCode {
    for fault in &faults.list {
        eprintln!("{fault}");
    }
    let more = if faults.and_more { "and more, reading stopped there; " } else { "" };
    eprintln!("{} faults, {more}nothing was loaded", faults.list.len());
    ExitCode::FAILURE
}

/// Tells how far a stream is: on a terminal twice a second in one line, elsewhere every ten seconds.
#[derive(Default)]
struct Teller {
    told: Duration,
}

impl Teller {
    fn tell(&mut self, what: &str, flow: Flow) {
        let is_terminal = std::io::stderr().is_terminal();
        let pause = if is_terminal { Duration::from_millis(500) } else { Duration::from_secs(10) };
        if flow.elapsed >= self.told + pause {
            self.told = flow.elapsed;
            let left = flow.left().map(|left| format!(", {} s left", left.as_secs())).unwrap_or_default();
            let hundredths = flow.done * 100 / flow.of.max(1);
            let line = format!("{what} {} facts, {hundredths} %, {} facts/s{left}", flow.facts, flow.rate());
            match is_terminal {
                true => eprint!("\r{line}\u{1b}[K"),
                false => eprintln!("{line}"),
            }
        }
    }

    /// The line of the terminal is done.
    fn end(&self) {
        if self.told > Duration::ZERO && std::io::stderr().is_terminal() {
            eprintln!();
        }
    }
}
