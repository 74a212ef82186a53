//! Service levels, computed from the journal: what the ministry and the integrator promised (R9.1, R9.2), and kept.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, NaiveDate, Utc};

use super::calendars::Calendars;
use super::sessions::SignedIn;
use crate::domain::access::{Denied, SeeServiceLevels, check};
use crate::domain::application::Stage;
use crate::domain::body::Body;
use crate::domain::calendar::{Calendar, NotCovered, day_of, start_of_day};
use crate::domain::ids::ApplicationId;
use crate::domain::journal::Event;
use crate::domain::service_level::{Happened, Step, steps};
pub use crate::domain::service_level::{Level, Percentiles};
pub use crate::gateways::spreadsheet::{NotWritten, Number, Sheet, Table, Value};
use crate::storage::journal::{Kept, of_kinds};
use crate::storage::{Db, Failure, StorageError, applications, bodies};

/// The figures of both stages: the ministry's, the integrator's.
pub type Both = [Level; 2];

/// The stages, in the order of [`Both`].
pub const STAGES: [Stage; 2] = [Stage::Ministry, Stage::Integrator];

/// Service levels of the steps that began in one year.
#[derive(Clone, Debug)]
pub struct Levels {
    /// Which year.
    pub year: i32,
    /// The years in which steps began, and this one.
    pub years: BTreeSet<i32>,
    /// Of all bodies.
    pub all: Both,
    /// Of the applications of each body, by the number of the body.
    pub bodies: Vec<(Body, Both)>,
    /// Of the steps that began in each month, from January.
    pub months: [Both; 12],
}

/// Why there are no figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoLevels {
    /// Not theirs to see.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A day lies outside the calendar.
    #[error(transparent)]
    NotCovered(#[from] NotCovered),
}

/// What steps are made of, in the journal's words.
const CODES: [&str; 7] = [
    "application_submitted",
    "paper_registered",
    "application_forwarded",
    "application_returned",
    "application_refused",
    "application_granted",
    "application_withdrawn",
];

/// The service levels of a year, the present one where none is asked for.
pub async fn show(
    db: &Db,
    calendars: &Calendars,
    who: &SignedIn,
    year: Option<i32>,
    at: DateTime<Utc>,
) -> Result<Levels, Failure<NoLevels>> {
    check(&who.actor, SeeServiceLevels, &()).map_err(|denied| Failure::Refused(denied.into()))?;
    let calendars = calendars.clone();
    let read = db.read(move |conn| {
        let calendar = calendars.current(conn)?;
        let of = applications::bodies(conn)?;
        let kept = of_kinds(conn, &CODES)?;
        let names = bodies::list(conn, day_of(at))?;
        Ok::<_, StorageError>((of, kept, names, calendar))
    });
    let (of, kept, names, calendar) = read.await?;
    let mut events = Vec::new();
    for entry in kept {
        for (application, at, happened) in happened(&entry) {
            // An entry about no application of ours can't be: the journal and the rows are one transaction.
            let Some(body) = of.get(&application) else { continue };
            events.push((application, *body, at, happened));
        }
    }
    levels(&steps(events), names, &calendar, year, at).map_err(|why| Failure::Refused(why.into()))
}

/// What an entry says of the steps: forwarding ends one and begins another.
#[allow(clippy::wildcard_enum_match_arm, reason = "only the kinds that were asked for")]
fn happened(kept: &Kept) -> Vec<(ApplicationId, DateTime<Utc>, Happened)> {
    let at = kept.entry.at;
    let came = |stage, due_on: &NaiveDate| Happened::Came { stage, due_on: *due_on };
    match &kept.entry.event {
        Event::ApplicationSubmitted { application, due_on, .. } => {
            vec![(*application, at, came(Stage::Ministry, due_on))]
        }
        // A paper came on the day of its receipt, whenever it was entered.
        Event::PaperRegistered { application, due_on, received_on, .. } => {
            vec![(*application, start_of_day(*received_on), came(Stage::Ministry, due_on))]
        }
        Event::ApplicationForwarded { application, due_on, .. } => {
            vec![(*application, at, Happened::Left), (*application, at, came(Stage::Integrator, due_on))]
        }
        Event::ApplicationReturned { application, .. }
        | Event::ApplicationRefused { application, .. }
        | Event::ApplicationGranted { application, .. } => vec![(*application, at, Happened::Left)],
        Event::ApplicationWithdrawn { application } => vec![(*application, at, Happened::TakenBack)],
        _ => Vec::new(),
    }
}

fn levels(
    steps: &[Step],
    names: Vec<Body>,
    calendar: &Calendar,
    year: Option<i32>,
    at: DateTime<Utc>,
) -> Result<Levels, NotCovered> {
    let this_year = day_of(at).year();
    let began = |step: &Step| day_of(step.began_at);
    let year = year.unwrap_or(this_year);
    let years = steps.iter().map(|step| began(step).year()).chain([this_year, year]).collect();
    let of_year: Vec<&Step> = steps.iter().filter(|step| began(step).year() == year).collect();
    let both = |wanted: &dyn Fn(&Step) -> bool| -> Result<Both, NotCovered> {
        let of = |stage: Stage| of_year.iter().copied().filter(move |step| step.stage == stage);
        let level = |stage| Level::of(of(stage).filter(|step| wanted(step)), calendar, at);
        Ok([level(Stage::Ministry)?, level(Stage::Integrator)?])
    };
    let all = both(&|_| true)?;
    let with: BTreeSet<_> = of_year.iter().map(|step| step.body).collect();
    let mut bodies = Vec::new();
    for body in names.into_iter().filter(|body| with.contains(&body.id)) {
        let of_body = both(&|step| step.body == body.id)?;
        bodies.push((body, of_body));
    }
    let mut months = [Both::default(); 12];
    for (number, month) in (1_u32..).zip(&mut months) {
        *month = both(&|step| began(step).month() == number)?;
    }
    Ok(Levels { year, years, all, bodies, months })
}

/// The tables as a CSV file.
pub fn file(sheet: &Sheet) -> Result<Vec<u8>, NotWritten> {
    crate::gateways::spreadsheet::csv(sheet)
}
