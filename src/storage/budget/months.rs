//! Which budgets are held, in which months, in which versions: as far as a scope holds something of them.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;
use diesel::sql_types::{Integer, Text};

use super::loading::Format;
use super::reading::{contains_system, number};
use super::schema::{
    administrators, budget_administrators, budgets as held, lines, loads, publications, reports,
};
use crate::domain::budget::{Part, Period};
use crate::domain::region::{AdministratorCode, Kato, RegionKind};
use crate::domain::scope::{BudgetKey, Scope};
use crate::storage::one_of::one_of;
use crate::storage::{Conn, StorageError};

/// At which moment the figures are asked: corrections that came later are not known yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Known {
    /// Everything that is published.
    Now,
    /// What was loaded by this instant.
    By(DateTime<Utc>),
}

/// A version of a part of a budget's report for a month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    pub(super) id: i64,
    /// Whose budget.
    pub budget: BudgetKey,
    /// For which month.
    pub period: Period,
    /// Which part of the report.
    pub part: Part,
    /// Which version of the month this is, from 1.
    pub version: i32,
    /// When this version was loaded.
    pub loaded_at: DateTime<Utc>,
    /// What its source was.
    pub format: Format,
}

/// The budgets of which the scope holds something, in the order of their codes, the republican first.
pub fn budgets(conn: &mut Conn, scope: &Scope) -> Result<Vec<BudgetKey>, StorageError> {
    let codes: Vec<String> = match scope.reach().administrator() {
        None => held::table.select(held::budget).load(conn)?,
        Some(only) => budget_administrators::table
            .filter(budget_administrators::administrator.eq(number(only)))
            .select(budget_administrators::budget)
            .load(conn)?,
    };
    let mut budgets = codes.iter().map(|code| budget(code)).collect::<Result<Vec<_>, _>>()?;
    budgets.retain(|budget| contains_system(scope) && scope.sees_budget(budget));
    budgets.sort();
    Ok(budgets)
}

#[diesel::declare_sql_function]
extern "SQL" {
    /// The text from a character on, counted from 1.
    fn substr(text: Text, from: Integer) -> Text;
}

/// Of the budgets of which the scope holds something, those that one chooses from at a budget: itself, those that hold
/// it, those beside it and those directly inside it. In their order.
pub fn around(conn: &mut Conn, scope: &Scope, here: &BudgetKey) -> Result<Vec<BudgetKey>, StorageError> {
    let mut near = match (scope.reach().administrator(), here) {
        (Some(_), _) => budgets(conn, scope)?,
        (None, here) => {
            // Thousands of budgets: rural districts of other districts are not even read. Ranges and equals, because
            // SQLite compiles a statement anew for each pattern of a LIKE.
            let codes = |place: Kato| (place.code(), place.last_inside().code());
            let nobody = || (String::new(), String::new());
            let ((first, last), (first_beside, last_beside)) = match here {
                BudgetKey::Local(place) if place.kind() == RegionKind::City => (codes(place.top()), nobody()),
                BudgetKey::Local(place) => (place.district().map_or_else(nobody, codes), codes(place.top())),
                BudgetKey::Republican | BudgetKey::State | BudgetKey::AllLocal => (nobody(), nobody()),
            };
            let is_inside = held::budget.ge(first).and(held::budget.le(last));
            let is_beside = held::budget
                .ge(first_beside)
                .and(held::budget.le(last_beside))
                .and(substr(held::budget, 5).eq("00000"));
            let is_aggregate = held::budget.ge("a");
            let is_region = substr(held::budget, 3).eq("0000000");
            let wanted = is_inside.or(is_beside).or(is_aggregate).or(is_region);
            let codes: Vec<String> = held::table.filter(wanted).select(held::budget).load(conn)?;
            codes.iter().map(|code| budget(code)).collect::<Result<Vec<_>, _>>()?
        }
    };
    near.retain(|budget| contains_system(scope) && scope.sees_budget(budget) && budget.is_around(here));
    near.sort();
    Ok(near)
}

/// The months of a budget in which the scope holds something of a part, oldest first, each in its newest version.
pub fn months(
    conn: &mut Conn,
    scope: &Scope,
    budget: &BudgetKey,
    part: Part,
    known: Known,
) -> Result<Vec<Published>, StorageError> {
    months_of(conn, scope, budget, &[part], known)
}

/// The same for several parts, by part.
pub fn months_of(
    conn: &mut Conn,
    scope: &Scope,
    budget: &BudgetKey,
    parts: &[Part],
    known: Known,
) -> Result<Vec<Published>, StorageError> {
    if !contains_system(scope) || !scope.sees_budget(budget) {
        return Ok(Vec::new());
    }
    // Loads are few and reports many: their instants are read once, not with each report.
    let loads = published_loads(conn)?;
    // Not boxed, and without a list: Diesel then knows the statement by its type and does not write it out each time.
    let all = reports::table
        .filter(reports::budget.eq(budget.code()))
        .order((reports::year, reports::month, reports::version))
        .select(ReportRow::as_select());
    let rows: Vec<ReportRow> = match parts {
        [part] => all.filter(reports::part.eq(part.code())).load(conn)?,
        _ => all.load(conn)?,
    };
    let mut newest = BTreeMap::new();
    for row in rows {
        let Some((loaded_at, format)) = loads.get(&row.load_id).copied() else { continue };
        if matches!(known, Known::By(at) if loaded_at > at) {
            continue;
        }
        let corrupt = || StorageError::Corrupt { table: "reports", id: row.id.to_string() };
        let published = Published {
            id: row.id,
            budget: *budget,
            period: period(row.year, row.month).ok_or_else(corrupt)?,
            part: Part::parse(&row.part).ok_or_else(corrupt)?,
            version: row.version,
            loaded_at,
            format,
        };
        newest.insert((published.part, published.period), published);
    }
    let mut months: Vec<Published> = newest.into_values().collect();
    months.retain(|month| parts.contains(&month.part));
    if let Some(only) = scope.reach().administrator() {
        for part in parts {
            let ids: Vec<i64> =
                months.iter().filter(|month| month.part == *part).map(|month| month.id).collect();
            let with = reports_with(conn, *part, ids, only)?;
            months.retain(|month| month.part != *part || with.contains(&month.id));
        }
    }
    Ok(months)
}

/// Those of the reports in which an administrator has a line.
fn reports_with(
    conn: &mut Conn,
    part: Part,
    ids: Vec<i64>,
    only: AdministratorCode,
) -> Result<Vec<i64>, StorageError> {
    Ok(match part {
        Part::Main => administrators::table
            .filter(one_of(administrators::report_id, ids))
            .filter(administrators::administrator.eq(number(only)))
            .select(administrators::report_id)
            .load(conn)?,
        Part::Economic | Part::Investments | Part::Groups | Part::Administrators => lines::table
            .filter(one_of(lines::report_id, ids))
            .filter(lines::administrator.eq(number(only)))
            .select(lines::report_id)
            .distinct()
            .load(conn)?,
    })
}

/// One month; none where it is not reported or the scope holds nothing of it.
pub fn published(
    conn: &mut Conn,
    scope: &Scope,
    budget: &BudgetKey,
    period: Period,
    part: Part,
    known: Known,
) -> Result<Option<Published>, StorageError> {
    let months = months(conn, scope, budget, part, known)?;
    Ok(months.into_iter().find(|published| published.period == period))
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = reports)]
struct ReportRow {
    id: i64,
    load_id: i64,
    year: i16,
    month: i16,
    part: String,
    version: i32,
}

/// When each published load was made, and from what.
fn published_loads(conn: &mut Conn) -> Result<HashMap<i64, (DateTime<Utc>, Format)>, StorageError> {
    let rows: Vec<(i64, NaiveDateTime, String)> = loads::table
        .inner_join(publications::table)
        .select((loads::id, loads::loaded_at, loads::format))
        .load(conn)?;
    let load = |(id, loaded_at, format): (i64, NaiveDateTime, String)| {
        let corrupt = || StorageError::Corrupt { table: "loads", id: id.to_string() };
        Ok((id, (loaded_at.and_utc(), Format::parse(&format).ok_or_else(corrupt)?)))
    };
    rows.into_iter().map(load).collect()
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = reports)]
pub(super) struct PublishedRow {
    id: i64,
    budget: String,
    year: i16,
    month: i16,
    part: String,
    version: i32,
    #[diesel(select_expression = loads::loaded_at)]
    loaded_at: NaiveDateTime,
    #[diesel(select_expression = loads::format)]
    format: String,
}

impl TryFrom<PublishedRow> for Published {
    type Error = StorageError;

    fn try_from(row: PublishedRow) -> Result<Published, StorageError> {
        let corrupt = || StorageError::Corrupt { table: "reports", id: row.id.to_string() };
        Ok(Published {
            id: row.id,
            budget: budget(&row.budget)?,
            period: period(row.year, row.month).ok_or_else(corrupt)?,
            part: Part::parse(&row.part).ok_or_else(corrupt)?,
            version: row.version,
            loaded_at: row.loaded_at.and_utc(),
            format: Format::parse(&row.format).ok_or_else(corrupt)?,
        })
    }
}

pub(super) fn period(year: i16, month: i16) -> Option<Period> {
    Period::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?).ok()
}

pub(super) fn budget(code: &str) -> Result<BudgetKey, StorageError> {
    BudgetKey::parse(code).map_err(|_| StorageError::Corrupt { table: "reports", id: code.to_owned() })
}
