//! How much access would open: budgets, programmes and lines are counted, none is shown. The only place where a scope that
//! no grant gave is used.

use std::collections::BTreeSet;

use diesel::prelude::*;

use super::connecting::BudgetDb;
use super::months::{Known, budgets, period};
use super::places::of_month;
use super::planning;
use super::reading::number;
use super::schema::{lines, loads, publications, reports};
use crate::domain::budget::path::Step;
use crate::domain::budget::{Part, Path, Period, PlanYears};
use crate::domain::scope::{BudgetKey, Preview, Scope};
use crate::domain::system::System;
use crate::storage::{Conn, StorageError};

/// Reports that one statement counts.
const TOGETHER: usize = 200;

/// Which figures were counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Newest {
    /// The reports of the newest month.
    Month(Period),
    /// The plans for the newest years, each in its last stage.
    Plan(PlanYears),
}

/// How much is open in a system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// Budgets of which something is open.
    pub budgets: usize,
    /// Regions in which these lie; the republican budget lies in none.
    pub regions: usize,
    /// Different programmes, each of its administrator.
    pub programmes: usize,
    /// Lines down to the subprogramme.
    pub lines: usize,
    /// In which figures.
    pub newest: Newest,
}

impl BudgetDb {
    /// Counts what would be open; nothing where no figures are kept.
    pub async fn extent(&self, preview: &Preview) -> Result<Option<Extent>, StorageError> {
        let scope = *preview.scope_for_counting();
        self.read_as(&scope, move |conn| match scope.system() {
            System::Ac => executed(conn, &scope),
            System::Sp => planning::extent(conn, &scope),
        })
        .await
    }
}

fn executed(conn: &mut Conn, scope: &Scope) -> Result<Option<Extent>, StorageError> {
    let newest: Option<(i16, i16)> = reports::table
        .inner_join(loads::table.inner_join(publications::table))
        .filter(reports::part.eq(Part::Main.code()))
        .order((reports::year.desc(), reports::month.desc()))
        .select((reports::year, reports::month))
        .first(conn)
        .optional()?;
    let Some(newest) = newest.and_then(|(year, month)| period(year, month)) else { return Ok(None) };
    let open = budgets(conn, scope)?;
    let published = of_month(conn, scope, &open, newest, Part::Main, Known::Now)?;
    let ids: Vec<i64> = published.values().map(|report| report.id).collect();
    let mut counted = Counted::default();
    for ids in ids.chunks(TOGETHER) {
        let mut query = lines::table.filter(lines::report_id.eq_any(ids)).select(lines::path).into_boxed();
        if let Some(only) = scope.reach().administrator() {
            query = query.filter(lines::administrator.eq(number(only)));
        }
        counted.add(query.load(conn)?)?;
    }
    Ok(Some(counted.extent(&open, Newest::Month(newest))))
}

/// Lines that were counted, and their programmes.
#[derive(Default)]
pub(super) struct Counted {
    lines: usize,
    programmes: BTreeSet<(u16, u16)>,
}

impl Counted {
    /// Adds lines by their paths.
    pub(super) fn add(&mut self, paths: Vec<i64>) -> Result<(), StorageError> {
        for packed in paths {
            let corrupt = |_| StorageError::Corrupt { table: "lines", id: packed.to_string() };
            let path = Path::unpack(packed).map_err(corrupt)?;
            self.lines += 1;
            if let (Step::Programme, Some(administrator), Some(code)) =
                (path.step(), path.administrator(), path.codes().last())
            {
                self.programmes.insert((administrator.number(), *code));
            }
        }
        Ok(())
    }

    /// What they come to in these budgets.
    pub(super) fn extent(&self, budgets: &[BudgetKey], newest: Newest) -> Extent {
        let region = |budget: &BudgetKey| match budget {
            BudgetKey::Local(place) => Some(place.code().chars().take(2).collect::<String>()),
            BudgetKey::Republican | BudgetKey::State | BudgetKey::AllLocal => None,
        };
        Extent {
            budgets: budgets.len(),
            regions: budgets.iter().filter_map(region).collect::<BTreeSet<_>>().len(),
            programmes: self.programmes.len(),
            lines: self.lines,
            newest,
        }
    }
}
