//! Which tables the portal may read, and what decides over their rows. A new table is one line here and one in the
//! migration `row_security`; a table that is missing here cannot be read at all.

use std::hash::{BuildHasher, RandomState};
use std::sync::LazyLock;

/// What decides whether a row is there for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guard {
    /// Its budget: there where the scope reaches it. Columns: `budget`.
    Budget,
    /// The budget of its report, and its administrator. Columns: `report_id`, `administrator`.
    Line,
    /// The budget of its report, for scopes of whole budgets alone: it was made from all lines. Columns: `report_id`.
    Whole,
    /// Its budget and its administrator. Columns: `budget`, `administrator`.
    Spender,
    /// A plan's budget, in the system of planning. Columns: `budget`.
    Plan,
    /// The budget of its plan, and its administrator. Columns: `plan_id`, `administrator`.
    PlanLine,
    /// The budgets of the reports that name it as their source. Columns: `id`.
    Source,
    /// What it names: a place to whom its budget is open, and to a scope of one administrator where that has a line
    /// there; what an administrator spends where the scope holds a line of it; of codes of nobody, none. Columns:
    /// `budget`, `administrator`.
    Name,
    /// Nothing: the row tells of no budget. There under any scope. Column: any that is not the key, because a view that
    /// uses no column of its table is not told from a statement that counts the table's rows.
    Shared(&'static str),
}

/// Every table of the budget that the portal may read.
pub(super) const TABLES: &[(&str, Guard)] = &[
    ("reports", Guard::Budget),
    ("lines", Guard::Line),
    ("compositions", Guard::Line),
    ("administrators", Guard::Line),
    ("large_places", Guard::Whole),
    ("differences", Guard::Line),
    ("appraisals", Guard::Budget),
    ("signs", Guard::Line),
    ("budgets", Guard::Budget),
    ("budget_administrators", Guard::Spender),
    ("reported_names", Guard::Spender),
    ("plans", Guard::Plan),
    ("plan_lines", Guard::PlanLine),
    ("plan_administrators", Guard::PlanLine),
    ("given_names", Guard::Name),
    ("sources", Guard::Source),
    ("loads", Guard::Shared("format")),
    ("publications", Guard::Shared("published_at")),
    ("names", Guard::Shared("ru")),
];

/// The columns of a table that the portal may read. Totals and counts of a whole report or plan are for those who load:
/// they would tell a scope of one administrator of the others.
pub(super) fn columns(table: &str) -> Option<&'static str> {
    match table {
        "reports" => Some("id, load_id, source_id, budget, year, month, part, version"),
        "plans" => Some("id, load_id, source_id, budget, year, stage, version"),
        _ => None,
    }
}

/// Before the names of the views that alone may read a table of the file. SQLite names to its authorizer the view a read
/// comes from, and names a WITH query the same way: nobody may be able to call a query as a view is called.
static HIDDEN: LazyLock<String> =
    LazyLock::new(|| format!("{:016x} ", RandomState::new().hash_one(TABLES.len())));

/// True for a view that shows the rows of the scope.
pub(super) fn is_guard(view: &str) -> bool {
    view.starts_with(HIDDEN.as_str())
}

/// True for a name by which the portal's queries know a table.
pub(super) fn is_table(name: &str) -> bool {
    TABLES.iter().any(|(table, _)| *table == name)
}

/// Statements for SQLite that put views before the tables: a name without its database means the view.
pub(super) fn views() -> String {
    let hidden = HIDDEN.as_str();
    let view = |(table, guard): &(&str, Guard)| {
        let (columns, condition) = (columns(table).unwrap_or("*"), condition(*guard));
        format!(
            r#"CREATE TEMP VIEW "{hidden}{table}" AS SELECT {columns} FROM main.{table} AS it WHERE {condition};
               CREATE TEMP VIEW {table} AS SELECT * FROM temp."{hidden}{table}";"#
        )
    };
    TABLES.iter().map(view).collect()
}

/// The same conditions as the policies of PostgreSQL. A setting stands in a query of its own, so that SQLite asks for it
/// once in each run and not for each row; where none is set it is NULL, and NULL shows nothing. The `+` keeps the way
/// to a row the one that the portal's query asks for.
fn condition(guard: Guard) -> String {
    const SPENDER: &str =
        "(SELECT scope_setting('administrator')) IN ('any', CAST(it.administrator AS TEXT))";
    const EVERYBODY: &str = "(SELECT scope_setting('administrator')) = 'any'";
    let budget_of = |table: &str, system: &str| {
        format!(
            "(SELECT scope_setting('system')) = '{system}' AND +{table}.budget BETWEEN
             (SELECT scope_setting('first_budget')) AND (SELECT scope_setting('last_budget'))"
        )
    };
    let within = |table: &str, key: &str, system: &str| {
        format!(
            "EXISTS (SELECT 1 FROM main.{table} AS whole WHERE whole.{key} AND {})",
            budget_of("whole", system)
        )
    };
    match guard {
        Guard::Budget => budget_of("it", "ac"),
        Guard::Line => format!("{SPENDER} AND {}", within("reports", "id = it.report_id", "ac")),
        Guard::Whole => format!("{EVERYBODY} AND {}", within("reports", "id = it.report_id", "ac")),
        Guard::Spender => format!("{SPENDER} AND {}", budget_of("it", "ac")),
        Guard::Plan => budget_of("it", "sp"),
        Guard::PlanLine => format!("{SPENDER} AND {}", within("plans", "id = it.plan_id", "sp")),
        Guard::Source => within("reports", "source_id = it.id", "ac"),
        Guard::Name => name(),
        Guard::Shared(column) => {
            format!("(SELECT scope_setting('system')) IS NOT NULL AND it.{column} = it.{column}")
        }
    }
}

/// A name tells that there is something to name: whoever learns it must hold that.
fn name() -> String {
    const WITHIN: &str =
        "BETWEEN (SELECT scope_setting('first_budget')) AND (SELECT scope_setting('last_budget'))";
    const SPENDER: &str =
        "(SELECT scope_setting('administrator')) IN ('any', CAST(held.administrator AS TEXT))";
    let held = |executed: &str, planned: &str| {
        format!(
            "((SELECT scope_setting('system')) = 'ac' AND EXISTS (
                SELECT 1 FROM main.budget_administrators AS held WHERE {SPENDER} AND {executed})
             OR (SELECT scope_setting('system')) = 'sp' AND EXISTS (
                SELECT 1 FROM main.plan_administrators AS held JOIN main.plans AS plan ON plan.id = held.plan_id
                WHERE {SPENDER} AND {planned}))"
        )
    };
    let spent = |budget: &str| format!("held.administrator = it.administrator AND {budget}.budget {WITHIN}");
    format!(
        "(SELECT scope_setting('system')) IN ('ac', 'sp') AND CASE
            WHEN it.budget IS NOT NULL THEN it.budget {WITHIN} AND
                ((SELECT scope_setting('administrator')) = 'any' OR {})
            WHEN it.administrator IS NOT NULL THEN {}
            ELSE 1 END",
        held("held.budget = it.budget", "plan.budget = it.budget"),
        held(&spent("held"), &spent("plan"))
    )
}
