//! The budgets of the places directly inside another, and their reports for one month. Nothing is added up over budgets.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::months::{Known, Published, PublishedRow, budget, budgets, substr};
use super::reading::{contains_system, number};
use super::schema::{administrators, budgets as held, loads, publications, reports};
use crate::domain::budget::{Part, Period};
use crate::domain::scope::{BudgetKey, Scope};
use crate::storage::one_of::one_of;
use crate::storage::{Conn, StorageError};

/// Of the budgets of which the scope holds something, those inside a place and inside no other held one that lies in it:
/// the regions of the republic, the districts of a region, what lies in a district. In the order of their codes.
pub fn inside(conn: &mut Conn, scope: &Scope, here: &BudgetKey) -> Result<Vec<BudgetKey>, StorageError> {
    let mut within = match (scope.reach().administrator(), here) {
        (Some(_), _) => budgets(conn, scope)?,
        (None, BudgetKey::Local(place)) => {
            let codes = held::budget.ge(place.code()).and(held::budget.le(place.last_inside().code()));
            read(held::table.filter(codes).select(held::budget).load(conn)?)?
        }
        (None, BudgetKey::Republican | BudgetKey::State | BudgetKey::AllLocal) => {
            let regions = held::table.filter(substr(held::budget, 3).eq("0000000"));
            read(regions.select(held::budget).load(conn)?)?
        }
    };
    within.retain(|budget| contains_system(scope) && scope.sees_budget(budget) && budget.is_inside(here));
    within.sort();
    // What lies in a place has a code right behind it.
    let mut between: Option<BudgetKey> = None;
    within.retain(|budget| {
        let is_inside = between.is_some_and(|between| budget.is_inside(&between));
        if !is_inside {
            between = Some(*budget);
        }
        !is_inside
    });
    Ok(within)
}

fn read(codes: Vec<String>) -> Result<Vec<BudgetKey>, StorageError> {
    codes.iter().map(|code| budget(code)).collect()
}

/// The newest version of a part of a month of each of the budgets that report it, as far as the scope holds something.
pub fn of_month(
    conn: &mut Conn,
    scope: &Scope,
    budgets: &[BudgetKey],
    period: Period,
    part: Part,
    known: Known,
) -> Result<BTreeMap<BudgetKey, Published>, StorageError> {
    let seen = budgets.iter().filter(|budget| contains_system(scope) && scope.sees_budget(budget));
    let codes: Vec<String> = seen.map(BudgetKey::code).collect();
    let year = i16::try_from(period.year()).unwrap_or(i16::MAX);
    let mut query = reports::table
        .inner_join(loads::table.inner_join(publications::table))
        .filter(reports::budget.eq_any(codes))
        .filter(reports::year.eq(year).and(reports::month.eq(i16::from(period.month()))))
        .filter(reports::part.eq(part.code()))
        .order(reports::version)
        .select(PublishedRow::as_select())
        .into_boxed();
    if let Known::By(at) = known {
        query = query.filter(loads::loaded_at.le(at.naive_utc()));
    }
    let rows: Vec<PublishedRow> = query.load(conn)?;
    let mut newest = BTreeMap::new();
    for row in rows {
        let published = Published::try_from(row)?;
        newest.insert(published.budget, published);
    }
    if let Some(only) = scope.reach().administrator() {
        let with: Vec<i64> = administrators::table
            .filter(one_of(administrators::report_id, newest.values().map(|published| published.id)))
            .filter(administrators::administrator.eq(number(only)))
            .select(administrators::report_id)
            .load(conn)?;
        newest.retain(|_, published| with.contains(&published.id));
    }
    Ok(newest)
}
