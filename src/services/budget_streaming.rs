//! Figures that are too many to hold: made on one thread, stored on another, seen by readers all at once or not at all.
//!
//! Used by the command line alone: nothing here is scoped. It must not know how progress is shown.

use std::ops::ControlFlow;
use std::path::Path as FilePath;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use crate::domain::budget::rollup::{BadFacts, report_of_facts};
use crate::domain::budget::{Fact, Given, Part, Period, Plan as BudgetPlan, Report};
use crate::domain::scope::BudgetKey;
use crate::gateways::data_package::{Event, Package, Read, WriteError, Writer};
pub use crate::gateways::data_package::{Faults, Notice, Written};
pub use crate::gateways::fictitious_budget::facts::{NotPossible, Plan, Wish};
use crate::storage::budget::{Format, Loading, SourceFile, load, migrate};
use crate::storage::{DatabaseUrl, Failure, StorageError};

/// Facts that are handed over at once: waking the other side for each short report would cost as much as storing it.
const TOGETHER: u64 = 4_000;

/// How many such bundles are made before they are stored: neither side waits long for the other.
const AHEAD: usize = 4;

/// How far a stream is.
#[derive(Clone, Copy, Debug)]
pub struct Flow {
    /// Facts so far.
    pub facts: u64,
    /// How much is done, in bytes or facts.
    pub done: u64,
    /// Of how much.
    pub of: u64,
    /// Time spent.
    pub elapsed: Duration,
}

impl Flow {
    /// Facts per second.
    pub fn rate(&self) -> u64 {
        let millis = self.elapsed.as_millis().max(1);
        u64::try_from(u128::from(self.facts) * 1000 / millis).unwrap_or(u64::MAX)
    }

    /// Time left, if the rest goes as what is done.
    pub fn left(&self) -> Option<Duration> {
        let left = u128::from(self.of.checked_sub(self.done)?);
        let millis = (self.elapsed.as_millis() * left).checked_div(u128::from(self.done))?;
        u64::try_from(millis).ok().map(Duration::from_millis)
    }
}

/// What was stored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Streamed {
    /// Reports: a part of a budget's month.
    pub reports: u64,
    /// Plans: a stage of a budget's plan.
    pub plans: u64,
    /// Facts.
    pub facts: u64,
    /// Lines: facts and the totals above them.
    pub lines: u64,
    /// Names of places and of codes.
    pub names: u64,
}

/// What comes from whoever makes figures; `done` in the unit of the whole.
enum Coming {
    Begins(String),
    Report { report: Report, facts: u64, done: u64 },
    Plan { plan: BudgetPlan, facts: u64, done: u64 },
    Names { names: Vec<Given>, done: u64 },
    Ends { rows: u64, sha256: String },
}

/// Where it goes; breaks off when storing failed.
struct Outlet {
    bundles: SyncSender<Vec<Coming>>,
    bundle: Vec<Coming>,
    facts: u64,
}

impl Outlet {
    fn give(&mut self, coming: Coming) -> ControlFlow<()> {
        self.facts += match &coming {
            Coming::Report { facts, .. } | Coming::Plan { facts, .. } => *facts,
            Coming::Begins(_) | Coming::Names { .. } | Coming::Ends { .. } => 0,
        };
        self.bundle.push(coming);
        if self.facts < TOGETHER { ControlFlow::Continue(()) } else { self.hand_over() }
    }

    fn hand_over(&mut self) -> ControlFlow<()> {
        self.facts = 0;
        match self.bundles.send(std::mem::take(&mut self.bundle)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }
}

/// Loads a package; all its faults and nothing loaded, or what was loaded and what the lists of codes do not know.
pub fn load_package(
    url: &DatabaseUrl,
    descriptor: &FilePath,
    at: DateTime<Utc>,
    tell: &mut dyn FnMut(Flow),
) -> Result<(Streamed, Vec<Notice>), Failure<Faults>> {
    let package = Package::open(descriptor).map_err(Failure::Refused)?;
    let of = package.bytes();
    let make = |outlet: &mut Outlet| {
        package.read(&mut |event| {
            outlet.give(match event {
                Event::Begins(name) => Coming::Begins(name),
                Event::Report { report, facts, bytes } => Coming::Report { report, facts, done: bytes },
                Event::Plan { plan, facts, bytes } => Coming::Plan { plan, facts, done: bytes },
                Event::Names { names, bytes } => Coming::Names { names, done: bytes },
                Event::Ends(Read { sha256, rows, .. }) => Coming::Ends { rows, sha256 },
            })
        })
    };
    stream(url, Format::Package, at, of, make, tell)
}

/// Makes and stores fictitious facts.
pub fn generate_facts(
    url: &DatabaseUrl,
    plan: &Plan,
    at: DateTime<Utc>,
    tell: &mut dyn FnMut(Flow),
) -> Result<Streamed, Failure<BadFacts>> {
    let make = |outlet: &mut Outlet| {
        let (mut done, mut bad) = (0, Ok(()));
        let mut flow = outlet.give(Coming::Begins(plan.name()));
        let names = plan.names();
        if flow.is_continue() && !names.is_empty() {
            flow = outlet.give(Coming::Names { names, done });
        }
        let mut take = |budget: BudgetKey, period: Period, made: &mut [Fact]| {
            let facts = made.len() as u64;
            done += facts;
            match report_of_facts(budget, period, Part::Main, made) {
                Ok(report) => outlet.give(Coming::Report { report, facts, done }),
                Err(why) => {
                    bad = Err(why);
                    ControlFlow::Break(())
                }
            }
        };
        let sha256 = Sha256::digest(plan.name()).iter().map(|byte| format!("{byte:02x}")).collect();
        let end = Coming::Ends { rows: plan.facts(), sha256 };
        if flow.is_continue() && plan.make(&mut take).is_continue() {
            let _ = outlet.give(end);
        }
        bad
    };
    stream(url, Format::Fictitious, at, plan.facts(), make, tell).map(|(streamed, ())| streamed)
}

/// Makes fictitious facts and writes them as a package into a directory.
pub fn write_facts(
    directory: &FilePath,
    plan: &Plan,
    tell: &mut dyn FnMut(Flow),
) -> Result<Written, WriteError> {
    let begin = Instant::now();
    let mut writer = Writer::create(directory, &plan.name())?;
    writer.names(&plan.names())?;
    let (mut facts, mut failed) = (0, Ok(()));
    let mut take = |budget: BudgetKey, period: Period, made: &mut [Fact]| {
        facts += made.len() as u64;
        tell(Flow { facts, done: facts, of: plan.facts(), elapsed: begin.elapsed() });
        match writer.report(budget, period, made) {
            Ok(()) => ControlFlow::Continue(()),
            Err(error) => {
                failed = Err(error);
                ControlFlow::Break(())
            }
        }
    };
    let _ = plan.make(&mut take);
    failed?;
    writer.finish()
}

/// One load: a thread makes, this one stores. What the maker refuses is not published.
fn stream<T: Send, R: Send + 'static>(
    url: &DatabaseUrl,
    format: Format,
    at: DateTime<Utc>,
    of: u64,
    make: impl FnOnce(&mut Outlet) -> Result<T, R> + Send,
    tell: &mut dyn FnMut(Flow),
) -> Result<(Streamed, T), Failure<R>> {
    migrate(url)?;
    load(url, format, at, |loading| {
        let begin = Instant::now();
        std::thread::scope(|threads| {
            let (bundles, made) = sync_channel(AHEAD);
            let maker = threads.spawn(move || {
                let mut outlet = Outlet { bundles, bundle: Vec::new(), facts: 0 };
                let done = make(&mut outlet);
                // Nobody listens any more only where storing failed, which is told there.
                let _ = outlet.hand_over();
                done
            });
            let mut streamed = Streamed::default();
            // An error drops `made`, and with it the maker's reason to go on.
            for coming in made.into_iter().flatten() {
                let done = store(loading, coming, &mut streamed)?;
                if let Some(done) = done {
                    tell(Flow { facts: streamed.facts, done, of, elapsed: begin.elapsed() });
                }
            }
            let made = maker.join().unwrap_or_else(|panicked| std::panic::resume_unwind(panicked));
            Ok((streamed, made.map_err(Failure::Refused)?))
        })
    })
}

/// Stores what came; how much is done by now, where it was a report.
fn store(
    loading: &mut Loading<'_>,
    coming: Coming,
    streamed: &mut Streamed,
) -> Result<Option<u64>, StorageError> {
    match coming {
        Coming::Begins(name) => {
            loading.source(&SourceFile { name, sha256: "0".repeat(64), rows: 0 })?;
            Ok(None)
        }
        Coming::Report { report, facts, done } => {
            loading.report(&report)?;
            streamed.reports += 1;
            streamed.facts += facts;
            streamed.lines += report.lines.len() as u64;
            Ok(Some(done))
        }
        Coming::Plan { plan, facts, done } => {
            loading.plan(&plan)?;
            streamed.plans += 1;
            streamed.facts += facts;
            streamed.lines += plan.lines.len() as u64;
            Ok(Some(done))
        }
        Coming::Names { names, done } => {
            loading.names(&names)?;
            streamed.names += names.len() as u64;
            Ok(Some(done))
        }
        Coming::Ends { rows, sha256 } => {
            loading.end_source(rows, &sha256)?;
            Ok(None)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_follows_from_what_is_done() {
        let flow = Flow { facts: 3_000, done: 300, of: 900, elapsed: Duration::from_secs(2) };
        assert_eq!((flow.rate(), flow.left()), (1_500, Some(Duration::from_secs(4))));
        assert_eq!(Flow { done: 0, ..flow }.left(), None);
    }
}
