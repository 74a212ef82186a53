//! What became of codes over the years, so that a year can be compared with the one before it.
//!
//! Read from the reports themselves, each row with what was observed; it knows no acts and adds up no figures.

use std::sync::LazyLock;

use super::{lines, versions};
use crate::domain::budget::Period;
use crate::domain::budget::path::{Path, Step};
use crate::domain::region::{AdministratorCode, Kato};
use crate::domain::scope::BudgetKey;

/// What happened to a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// One office, under another name or code.
    Renamed,
    /// One became several.
    Split,
    /// Several became one.
    Merged,
    /// A part of the work went over; the old code goes on.
    Moved,
    /// No successor is known.
    Ended,
}

impl Kind {
    /// In the order in which they are explained.
    pub const ALL: [Kind; 5] = [Kind::Renamed, Kind::Split, Kind::Merged, Kind::Moved, Kind::Ended];

    /// The word of the list, also used in texts.
    pub const fn code(self) -> &'static str {
        match self {
            Kind::Renamed => "renamed",
            Kind::Split => "split",
            Kind::Merged => "merged",
            Kind::Moved => "moved",
            Kind::Ended => "ended",
        }
    }
}

/// An administrator, or one of its programmes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit {
    /// The administrator.
    pub administrator: AdministratorCode,
    /// The programme; nothing for the administrator as a whole.
    pub programme: Option<u16>,
}

impl Unit {
    /// The unit that a line belongs to: its programme, or its administrator; nothing above administrators.
    pub fn of(path: Path) -> Option<Unit> {
        let programme = path.up_to(Step::Programme).and_then(|path| path.codes().last().copied());
        Some(Unit { administrator: path.administrator()?, programme })
    }

    /// Reads `228` or `228.003`.
    pub fn parse(text: &str) -> Option<Unit> {
        let (administrator, programme) = match text.split_once('.') {
            Some((administrator, programme)) => (administrator, Some(programme.parse().ok()?)),
            None => (text, None),
        };
        Some(Unit { administrator: AdministratorCode::parse(administrator).ok()?, programme })
    }
}

impl From<AdministratorCode> for Unit {
    fn from(administrator: AdministratorCode) -> Unit {
        Unit { administrator, programme: None }
    }
}

/// Whose reports show the change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Where {
    /// The republican budget.
    Republican,
    /// One region and everything in it.
    Region(Kato),
    /// Every region.
    EveryRegion,
}

impl Where {
    fn parse(text: &str) -> Option<Where> {
        match text {
            "" => Some(Where::EveryRegion),
            "republican" => Some(Where::Republican),
            kato => Kato::parse(kato).ok().map(Where::Region),
        }
    }

    /// True where a budget's report shows the change, whole: a sum over several regions hides what one of them changed.
    fn concerns(self, budget: &BudgetKey) -> bool {
        match (self, budget) {
            (Where::Republican, BudgetKey::Republican | BudgetKey::State)
            | (Where::EveryRegion, BudgetKey::Local(_) | BudgetKey::AllLocal | BudgetKey::State) => true,
            (Where::Region(region), BudgetKey::Local(place)) => region.contains(*place),
            (Where::Republican, BudgetKey::Local(_) | BudgetKey::AllLocal)
            | (Where::EveryRegion, BudgetKey::Republican)
            | (Where::Region(_), BudgetKey::Republican | BudgetKey::State | BudgetKey::AllLocal) => false,
        }
    }
}

/// One row of the crosswalk: one code and one that took over from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Change {
    /// What happened.
    pub kind: Kind,
    /// The earlier code.
    pub from: Unit,
    /// The later code; the same where only the name changed; nothing where no successor is known.
    pub to: Option<Unit>,
    /// The first month under the later code.
    pub since: Period,
    /// Whose reports show it.
    pub place: Where,
    /// What was observed, in English; amounts in million tenge.
    pub source: &'static str,
}

static CHANGES: LazyLock<Vec<Change>> =
    LazyLock::new(|| lines(versions::CROSSWALK).filter_map(read).collect());

fn read(line: &'static str) -> Option<Change> {
    let mut fields = line.splitn(6, ';');
    let kind = fields.next()?;
    let kind = Kind::ALL.into_iter().find(|known| known.code() == kind)?;
    let from = Unit::parse(fields.next()?)?;
    let to = match fields.next()? {
        "" => None,
        code => Some(Unit::parse(code)?),
    };
    let since = Period::parse(fields.next()?).ok()?;
    Some(Change { kind, from, to, since, place: Where::parse(fields.next()?)?, source: fields.next()? })
}

/// All changes: the republican budget, every region, then region by region; each by month.
pub fn all() -> &'static [Change] {
    &CHANGES
}

/// What became of a code of a month: the changes after it, oldest first. Direct ones; a successor may have successors.
pub fn successors(budget: &BudgetKey, code: Unit, at: Period) -> Vec<&'static Change> {
    changes(budget, |change| change.from == code && change.since > at)
}

/// What a code of a month was before: the changes up to it, oldest first. Direct ones; a predecessor may have predecessors.
pub fn predecessors(budget: &BudgetKey, code: Unit, at: Period) -> Vec<&'static Change> {
    changes(budget, |change| change.to == Some(code) && change.since <= at)
}

fn changes(budget: &BudgetKey, wanted: impl Fn(&Change) -> bool) -> Vec<&'static Change> {
    let mut found: Vec<&Change> =
        all().iter().filter(|change| change.place.concerns(budget) && wanted(change)).collect();
    found.sort_by_key(|change| change.since);
    found
}
