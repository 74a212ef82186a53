//! Which plans are held, in which stages and versions: as far as a scope holds something of them.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use diesel::prelude::*;

use super::is_of_planning;
use crate::domain::budget::{PlanYears, Stage};
use crate::domain::scope::{BudgetKey, Scope};
use crate::storage::budget::loading::Format;
use crate::storage::budget::months::{Known, budget};
use crate::storage::budget::reading::number;
use crate::storage::budget::schema::{loads, plan_administrators, plans as held, publications};
use crate::storage::{Conn, StorageError};

/// A version of one stage of a budget's plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedPlan {
    pub(super) id: i64,
    /// Whose budget.
    pub budget: BudgetKey,
    /// For which years.
    pub years: PlanYears,
    /// How far it has come.
    pub stage: Stage,
    /// Which version of the stage this is, from 1.
    pub version: i32,
    /// When this version was loaded.
    pub loaded_at: DateTime<Utc>,
    /// What its source was.
    pub format: Format,
}

/// The budgets of whose plans the scope holds something, in the order of their codes, the republican first.
pub fn planned_budgets(conn: &mut Conn, scope: &Scope) -> Result<Vec<BudgetKey>, StorageError> {
    if !is_of_planning(scope) {
        return Ok(Vec::new());
    }
    let mut query = held::table
        .inner_join(loads::table.inner_join(publications::table))
        .select(held::budget)
        .distinct()
        .into_boxed();
    if let Some(only) = scope.reach().administrator() {
        let own = plan_administrators::table
            .filter(plan_administrators::administrator.eq(number(only)))
            .select(plan_administrators::plan_id);
        query = query.filter(held::id.eq_any(own));
    }
    let codes: Vec<String> = query.load(conn)?;
    let mut budgets = codes.iter().map(|code| budget(code)).collect::<Result<Vec<_>, _>>()?;
    budgets.retain(|budget| scope.sees_budget(budget));
    budgets.sort();
    Ok(budgets)
}

/// The plans of a budget of which the scope holds something, each stage in its newest version, by years and stages.
pub fn plans(
    conn: &mut Conn,
    scope: &Scope,
    budget: &BudgetKey,
    known: Known,
) -> Result<Vec<PublishedPlan>, StorageError> {
    if !is_of_planning(scope) || !scope.sees_budget(budget) {
        return Ok(Vec::new());
    }
    let mut query = held::table
        .inner_join(loads::table.inner_join(publications::table))
        .filter(held::budget.eq(budget.code()))
        .order(held::version)
        .select(Row::as_select())
        .into_boxed();
    if let Known::By(at) = known {
        query = query.filter(loads::loaded_at.le(at.naive_utc()));
    }
    let rows: Vec<Row> = query.load(conn)?;
    let mut newest = BTreeMap::new();
    for row in rows {
        let plan = PublishedPlan::try_from(row)?;
        newest.insert((plan.years, plan.stage), plan);
    }
    let mut plans: Vec<PublishedPlan> = newest.into_values().collect();
    if let Some(only) = scope.reach().administrator() {
        let ids: Vec<i64> = plans.iter().map(|plan| plan.id).collect();
        let with: Vec<i64> = plan_administrators::table
            .filter(plan_administrators::plan_id.eq_any(ids))
            .filter(plan_administrators::administrator.eq(number(only)))
            .select(plan_administrators::plan_id)
            .load(conn)?;
        plans.retain(|plan| with.contains(&plan.id));
    }
    Ok(plans)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = held)]
struct Row {
    id: i64,
    budget: String,
    year: i16,
    stage: String,
    version: i32,
    #[diesel(select_expression = loads::loaded_at)]
    loaded_at: NaiveDateTime,
    #[diesel(select_expression = loads::format)]
    format: String,
}

impl TryFrom<Row> for PublishedPlan {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<PublishedPlan, StorageError> {
        let corrupt = || StorageError::Corrupt { table: "plans", id: row.id.to_string() };
        let years = u16::try_from(row.year).ok().and_then(PlanYears::from);
        Ok(PublishedPlan {
            id: row.id,
            budget: budget(&row.budget)?,
            years: years.ok_or_else(corrupt)?,
            stage: Stage::parse(&row.stage).ok_or_else(corrupt)?,
            version: row.version,
            loaded_at: row.loaded_at.and_utc(),
            format: Format::parse(&row.format).ok_or_else(corrupt)?,
        })
    }
}
