//! Plans: their own tables beside those of execution, loaded and published alike, read inside scopes of planning alone.

mod extent;
mod held;
mod lines;
mod storing;

pub(super) use extent::extent;
pub use held::{PublishedPlan, planned_budgets, plans};
pub use lines::{PlanNode, PlanView, plan_view};
pub(super) use storing::store;

use crate::domain::budget::Path;
use crate::domain::region::AdministratorCode;
use crate::domain::scope::{LineKey, Scope};
use crate::domain::system::System;
use crate::storage::StorageError;

/// True for a scope of planning: one of execution sees no plan (R4).
fn is_of_planning(scope: &Scope) -> bool {
    scope.system() == System::Sp
}

/// The output guard: a row outside the scope never leaves, whatever the query was.
fn guard(
    scope: &Scope,
    plan: &PublishedPlan,
    path: Path,
    administrator: Option<AdministratorCode>,
) -> Result<(), StorageError> {
    let key = LineKey { system: System::Sp, budget: plan.budget, administrator };
    if scope.contains(&key) {
        return Ok(());
    }
    tracing::error!(budget = %plan.budget.code(), %path, "a planned line outside the scope was stopped");
    Err(StorageError::OutOfScope)
}
