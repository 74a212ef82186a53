//! `qarau calendar explain`: prints how a due date is counted, one line a day.

use std::process::ExitCode;

use anyhow::Context as _;
use chrono::NaiveDate;
use clap::{Args, Subcommand};

use super::{Done, Place, database, wait};
use crate::domain::calendar::{Calendar, CountedDay, DayKind};
use crate::services::calendars::Calendars;

/// Working days.
#[derive(Debug, Args)]
pub struct Counting {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Print each day that is counted or skipped, with its reason, and the due date.
    Explain {
        /// The day of the event, which is itself not counted: 2026-11-20.
        #[arg(long, value_name = "DATE")]
        from: NaiveDate,
        /// How many working days the period has.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=500))]
        working_days: u32,
        #[command(flatten)]
        place: Place,
    },
}

impl Counting {
    pub(super) fn run(self) -> Done {
        let Command::Explain { from, working_days, place } = self.command;
        let config = place.config()?;
        let calendar = match place.is_named() {
            true => wait(Calendars::default().now(&database(&config)?))??,
            false => Calendar::built_in(),
        };
        let count = calendar.count(from, working_days).context(format!("calendar {}", calendar.version()))?;
        println!("{}  the day of the event, not counted", day(from));
        for counted in &count.days {
            println!("{}  {}", day(counted.on), reason(counted));
        }
        println!("due: {}", count.due_on);
        Ok(ExitCode::SUCCESS)
    }
}

fn day(on: NaiveDate) -> String {
    on.format("%Y-%m-%d %a").to_string()
}

fn reason(counted: &CountedDay) -> String {
    let why = match counted.kind {
        DayKind::Working => "working day".to_owned(),
        DayKind::Weekend => "weekend".to_owned(),
        DayKind::Holiday(holiday) => format!("holiday: {}", holiday.code()),
        DayKind::CarriedOver(holiday) => format!("day off for a holiday on a weekend: {}", holiday.code()),
        DayKind::MovedDayOff { worked_on } => format!("day off by order, worked on {worked_on}"),
        DayKind::MovedWorkingDay { instead_of } => format!("working day by order, instead of {instead_of}"),
        DayKind::OrderedDayOff => "day off by order".to_owned(),
        DayKind::OrderedWorkingDay => "working day by order".to_owned(),
    };
    match counted.number {
        Some(number) => format!("day {number}, {why}"),
        None => format!("skipped, {why}"),
    }
}
