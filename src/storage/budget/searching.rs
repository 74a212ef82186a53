//! Searching inside a scope: of what a query may mean, that alone which stands in a report, inside the scope. What is not
//! there and what may not be seen are the same nothing.

use std::collections::BTreeSet;

use diesel::prelude::*;

use super::given;
use super::months::{Known, Published};
use super::reading::{administrator, contains_system, guard_line, number, stored_line};
use super::regrouped::places;
use super::schema::{administrators, budget_administrators, budgets, reported_names};
use super::within::composition;
use crate::domain::budget::composition::specific_of;
use crate::domain::budget::economic::place_of;
use crate::domain::budget::search::{Meant, Query, Rank, candidates, of_bearer};
use crate::domain::budget::{Path, Section};
use crate::domain::region::AdministratorCode;
use crate::domain::scope::{BudgetKey, Scope};
use crate::storage::{Conn, StorageError};

/// So many of what a query may mean are looked up, the best first.
const MOST_LOOKED_UP: usize = 150;

/// So many names of a budget are compared with a query.
const MOST_NAMES: i64 = 20_000;

/// Something found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// How well it fits.
    pub rank: Rank,
    /// What it is.
    pub meant: Meant,
    /// Its Russian name, where a report calls it by one that our lists do not have; given names are read by whoever shows it.
    pub name: Option<String>,
}

/// The best hits of a query in a report, and in the budgets of the scope: at most so many.
pub fn search(
    conn: &mut Conn,
    scope: &Scope,
    report: &Published,
    query: &Query,
    known: Known,
    most: usize,
) -> Result<Vec<Hit>, StorageError> {
    if !contains_system(scope) || !scope.sees_budget(&report.budget) {
        return Ok(Vec::new());
    }
    let mut all: Vec<Hit> =
        candidates(query).into_iter().map(|(rank, meant)| Hit { rank, meant, name: None }).collect();
    all.extend(reported(conn, scope, report, query)?);
    for (rank, bearer) in given::meant(conn, scope, query, known)? {
        all.extend(of_bearer(bearer).into_iter().map(|meant| Hit { rank, meant, name: None }));
    }
    all.sort_by_key(|hit| hit.rank);
    let mut books = Books { scope, report, administrators: None, specifics: None };
    let mut hits: Vec<Hit> = Vec::new();
    for hit in all.into_iter().take(MOST_LOOKED_UP) {
        if hits.len() == most {
            break;
        }
        if !hits.iter().any(|known| known.meant == hit.meant) && books.hold(conn, hit.meant)? {
            hits.push(hit);
        }
    }
    Ok(hits)
}

/// Names by which the budget's reports call lines of the scope, and our lists do not.
fn reported(
    conn: &mut Conn,
    scope: &Scope,
    report: &Published,
    query: &Query,
) -> Result<Vec<Hit>, StorageError> {
    let mut select = reported_names::table
        .filter(reported_names::budget.eq(report.budget.code()))
        .order(reported_names::path)
        .limit(MOST_NAMES)
        .select((
            reported_names::path,
            reported_names::administrator,
            reported_names::folded,
            reported_names::ru,
        ))
        .into_boxed();
    if let Some(only) = scope.reach().administrator() {
        select = select.filter(reported_names::administrator.eq(number(only)));
    }
    let rows: Vec<(i64, Option<i16>, String, String)> = select.load(conn)?;
    let mut hits = Vec::new();
    for (packed, owner, folded, ru) in rows {
        let Some(rank) = query.name(&folded) else { continue };
        let corrupt = |_| StorageError::Corrupt { table: "reported_names", id: packed.to_string() };
        let path = Path::unpack(packed).map_err(corrupt)?;
        let owner = owner.map(|code| administrator(code, "reported_names")).transpose()?;
        guard_line(scope, report.budget, path, owner)?;
        hits.push(Hit { rank, meant: Meant::Line(by_administrator(path)), name: Some(ru) });
    }
    Ok(hits)
}

/// What an administrator has in several places of the functional classification is one thing to whoever looks for it.
fn by_administrator(path: Path) -> Path {
    let Some(own) = path.administrator().filter(|_| path.section().is_of_form()) else { return path };
    let steps = path.codes().iter().skip_while(|code| **code != own.number());
    let regrouped = steps.copied().try_fold(Path::of(Section::Departmental), |path, code| path.child(code));
    regrouped.unwrap_or(path)
}

/// What a report holds for a scope, read when it is first asked.
struct Books<'a> {
    scope: &'a Scope,
    report: &'a Published,
    administrators: Option<BTreeSet<i16>>,
    specifics: Option<BTreeSet<Path>>,
}

impl Books<'_> {
    fn hold(&mut self, conn: &mut Conn, meant: Meant) -> Result<bool, StorageError> {
        match meant {
            Meant::Budget(budget) => holds_budget(conn, self.scope, &budget),
            Meant::Line(path) => match (path.section(), path.administrator()) {
                (Section::Departmental, Some(own)) => self.departmental(conn, path, own),
                (Section::Economic, _) => Ok(self.specifics(conn)?.contains(&path)),
                (_, owner) => match self.scope.reach().administrator() {
                    Some(only) if owner.is_none() => {
                        Ok(places(conn, self.scope, self.report, only)?.iter().any(|own| path.holds(own)))
                    }
                    Some(_) | None => self.stored(conn, path),
                },
            },
        }
    }

    fn stored(&self, conn: &mut Conn, path: Path) -> Result<bool, StorageError> {
        // Specifics stand in the row of their parent; codes of one come with those of the other.
        let line = path.parent().filter(|_| specific_of(path).is_some()).unwrap_or(path);
        Ok(stored_line(conn, self.scope, self.report, line)?.is_some() && line == path)
    }

    fn departmental(
        &mut self,
        conn: &mut Conn,
        path: Path,
        own: AdministratorCode,
    ) -> Result<bool, StorageError> {
        if !self.administrators(conn)?.contains(&number(own)) {
            return Ok(false);
        }
        let below = &path.codes()[1..];
        if below.is_empty() {
            return Ok(true);
        }
        for place in places(conn, self.scope, self.report, own)? {
            let line = below.iter().try_fold(place, |path, code| path.child(*code));
            if let Ok(line) = line
                && self.stored(conn, line)?
            {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn administrators(&mut self, conn: &mut Conn) -> Result<&BTreeSet<i16>, StorageError> {
        let known = match self.administrators.take() {
            Some(known) => known,
            None => {
                let codes: Vec<i16> = administrators::table
                    .filter(administrators::report_id.eq(self.report.id))
                    .select(administrators::administrator)
                    .load(conn)?;
                let only = self.scope.reach().administrator().map(number);
                codes.into_iter().filter(|code| only.is_none_or(|only| only == *code)).collect()
            }
        };
        Ok(self.administrators.insert(known))
    }

    /// The places of the economic classification that the scope's lines are made of.
    fn specifics(&mut self, conn: &mut Conn) -> Result<&BTreeSet<Path>, StorageError> {
        let known = match self.specifics.take() {
            Some(known) => known,
            None => {
                let all = composition(conn, self.scope, self.report, Path::of(Section::Departmental))?;
                let paths = all.iter().filter_map(|(specific, _)| place_of(specific));
                paths.flat_map(Path::trail).collect()
            }
        };
        Ok(self.specifics.insert(known))
    }
}

fn holds_budget(conn: &mut Conn, scope: &Scope, budget: &BudgetKey) -> Result<bool, StorageError> {
    if !scope.sees_budget(budget) {
        return Ok(false);
    }
    let code = budget.code();
    let found: Option<String> = match scope.reach().administrator() {
        None => budgets::table.find(&code).select(budgets::budget).first(conn).optional()?,
        Some(only) => budget_administrators::table
            .find((number(only), &code))
            .select(budget_administrators::budget)
            .first(conn)
            .optional()?,
    };
    Ok(found.is_some())
}
