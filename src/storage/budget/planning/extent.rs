//! How much of the plans access would open.

use diesel::prelude::*;

use super::held::{planned_budgets, plans};
use crate::domain::budget::PlanYears;
use crate::domain::scope::{BudgetKey, Scope};
use crate::storage::budget::extent::{Counted, Extent, Newest};
use crate::storage::budget::months::Known;
use crate::storage::budget::reading::number;
use crate::storage::budget::schema::plan_lines;
use crate::storage::{Conn, StorageError};

/// Counts the lines of the plans for the newest years, each plan in its last stage.
pub(in crate::storage::budget) fn extent(
    conn: &mut Conn,
    scope: &Scope,
) -> Result<Option<Extent>, StorageError> {
    let mut last: Vec<(BudgetKey, PlanYears, i64)> = Vec::new();
    for budget in planned_budgets(conn, scope)? {
        // In the order of years and stages.
        let held = plans(conn, scope, &budget, Known::Now)?;
        last.extend(held.last().map(|plan| (budget, plan.years, plan.id)));
    }
    let Some(newest) = last.iter().map(|(_, years, _)| *years).max() else { return Ok(None) };
    last.retain(|(_, years, _)| *years == newest);
    let mut counted = Counted::default();
    for (_, _, plan) in &last {
        let mut query =
            plan_lines::table.filter(plan_lines::plan_id.eq(plan)).select(plan_lines::path).into_boxed();
        if let Some(only) = scope.reach().administrator() {
            query = query.filter(plan_lines::administrator.eq(number(only)));
        }
        counted.add(query.load(conn)?)?;
    }
    let budgets: Vec<BudgetKey> = last.into_iter().map(|(budget, ..)| budget).collect();
    Ok(Some(counted.extent(&budgets, Newest::Plan(newest))))
}
