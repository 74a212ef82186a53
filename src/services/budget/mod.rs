//! Looking at the budget: one look is one scoped read and one entry of the journal, answered after the entry is durable.
//!
//! Rights are asked of the database at each look (R5, R6): the grant and its dates, the body and its place. Every page
//! goes through `looking`, and differs in what it reads alone.

mod composing;
mod drawing;
mod extracting;
mod finding;
mod lines;
mod looking;
mod opened;
mod places;
mod planned;
mod quality;
mod rights;
pub mod searching;
mod shelf;
pub mod signs;
mod standing;
mod year;

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::sessions::SignedIn;
use crate::domain::access::Denied;
use crate::domain::budget::{Path, Period};
use crate::domain::ids::GrantId;
use crate::domain::scope::{BudgetKey, Paragraph};
use crate::domain::system::System;
use crate::storage::budget::BudgetDb;
pub use crate::storage::budget::{Format, Node, PlaceList, Published};
use crate::storage::{Db, Failure};

pub use composing::{Composition, Made, Of, composition};
pub use drawing::{Drawing, Shown};
pub use extracting::{FileFormat, NotWritten, Number, Sheet as FileSheet, Table, Taking, Value, take};
pub use finding::find;
pub use lines::{Before, Level, Lines, Sheet, Wanted, Years, lines, told_lines};
pub use looking::Looked;
pub use opened::{Basis, Missing};
pub use places::{InPlace, Places, places};
pub use planned::{
    PlanLooked, PlanNode, PlanPlace, PlanSheet, PlanWish, Planned, PublishedPlan, find_plan, plan,
};
pub use quality::{Compared, Quality, Soundness, SourceFile, quality, soundness};
pub use rights::Standing;
pub use shelf::{Drawn, Shelf};
pub use standing::{lists_of_places, names_at, names_of, scope_of, standing};
pub use year::{Year, year};

/// Who looks, with what, and when.
#[derive(Clone, Copy)]
pub struct Onlooker<'a> {
    /// The portal's own database: rights and journal.
    pub db: &'a Db,
    /// The figures, where some are loaded.
    pub figures: Option<&'a BudgetDb>,
    /// Pages as they were drawn.
    pub shelf: &'a Arc<Shelf>,
    /// Who.
    pub who: &'a SignedIn,
    /// What they may see, as of this request.
    pub standing: &'a Standing,
}

impl Onlooker<'_> {
    /// When: what they may see, they may see at this instant.
    pub fn at(&self) -> DateTime<Utc> {
        self.standing.at
    }
}

/// What somebody wants to see, as far as the address says it.
#[derive(Clone, Copy, Debug)]
pub struct Wish {
    /// In which system.
    pub system: System,
    /// Whose budget; none: the first of the scope.
    pub budget: Option<BudgetKey>,
    /// Which month; none: the last that is reported.
    pub period: Option<Period>,
    /// Where in the report, or as near to it as this report has a line.
    pub near: Option<Path>,
    /// What the page is for where there is no such line.
    pub page: PageOf,
    /// As known at the end of this day; none: as known now.
    pub known: Option<NaiveDate>,
}

/// What a page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageOf {
    /// A line, or all sections.
    Anything,
    /// A line: where none is asked for, that of all expenditure.
    Line,
}

/// One exact place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// In which system.
    pub system: System,
    /// Whose budget.
    pub budget: BudgetKey,
    /// Which month.
    pub period: Period,
    /// Where in the report; none: all sections.
    pub path: Option<Path>,
    /// As known at the end of this day; none: as known now.
    pub known: Option<NaiveDate>,
}

/// What gives somebody the right to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Right {
    /// The grant.
    pub grant: GrantId,
    /// Its last day.
    pub last_day: NaiveDate,
    /// The paragraph that says what the body may see.
    pub paragraph: Paragraph,
}

/// Which office suspended somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Office {
    /// The person's own body.
    Body,
    /// The ministry.
    Ministry,
    /// Nobody by hand: the personnel record said it.
    Record,
    /// Nobody: the body did not say in time that the person works there.
    Silence,
}

/// Why nobody is shown anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// There is no grant for this system.
    NoGrant,
    /// The grant opens later.
    NotYet(DateTime<Utc>),
    /// The grant's year is over.
    Expired(NaiveDate),
    /// The body for which it was given is closed.
    BodyClosed(NaiveDate),
    /// The grant is suspended since then, by this office (R9.4).
    Suspended(DateTime<Utc>, Office),
    /// The grant is blocked for good since then (R9.4).
    Blocked(DateTime<Utc>),
    /// The training has still to be passed (R13.1).
    AwaitingTraining,
    /// The duties of use have still to be accepted (R15).
    DutiesOpen,
    /// The grant is open; the system holds no data yet.
    NoData(Right),
}

/// Why a look did not happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// No such budget or line, or outside the scope: never tell which.
    NotThere,
    /// A day that is still to come can't be asked for what was known on it.
    NotYetKnown,
    /// Looking takes the role of an auditor.
    Denied(Denied),
    /// Nothing is open to this person.
    Closed(Closed),
}

type Done<T> = Result<T, Failure<Refused>>;

fn refuse<T>(why: Refused) -> Done<T> {
    Err(Failure::Refused(why))
}
