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
    /// Its budget and its administrator. Columns: `budget`, `administrator`.
    Spender,
    /// A plan's budget, in the system of planning. Columns: `budget`.
    Plan,
    /// The budget of its plan, and its administrator. Columns: `plan_id`, `administrator`.
    PlanLine,
    /// The budgets of the reports that name it as their source. Columns: `id`.
    Source,
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
    ("differences", Guard::Line),
    ("budgets", Guard::Budget),
    ("budget_administrators", Guard::Spender),
    ("plans", Guard::Plan),
    ("plan_lines", Guard::PlanLine),
    ("plan_administrators", Guard::PlanLine),
    ("sources", Guard::Source),
    ("loads", Guard::Shared("format")),
    ("publications", Guard::Shared("published_at")),
    ("names", Guard::Shared("ru")),
];

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
        let condition = condition(*guard);
        format!(
            r#"CREATE TEMP VIEW "{hidden}{table}" AS SELECT it.* FROM main.{table} AS it WHERE {condition};
               CREATE TEMP VIEW {table} AS SELECT * FROM temp."{hidden}{table}";"#
        )
    };
    TABLES.iter().map(view).collect()
}

/// The functions are those of [`super::scoping`]; they ask the scope of the moment, row by row.
fn condition(guard: Guard) -> String {
    match guard {
        Guard::Budget => "sees_budget('ac', it.budget)".to_owned(),
        Guard::Line => {
            "EXISTS (SELECT 1 FROM main.reports AS r
                     WHERE r.id = it.report_id AND sees_line('ac', r.budget, it.administrator))".to_owned()
        }
        Guard::Spender => "sees_line('ac', it.budget, it.administrator)".to_owned(),
        Guard::Plan => "sees_budget('sp', it.budget)".to_owned(),
        Guard::PlanLine => "EXISTS (SELECT 1 FROM main.plans AS p
                     WHERE p.id = it.plan_id AND sees_line('sp', p.budget, it.administrator))"
            .to_owned(),
        Guard::Source => {
            "EXISTS (SELECT 1 FROM main.reports AS r WHERE r.source_id = it.id AND sees_budget('ac', r.budget))".to_owned()
        }
        Guard::Shared(column) => format!("scope_is_set() AND it.{column} = it.{column}"),
    }
}
