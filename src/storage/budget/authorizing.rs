//! What a statement over a read-only SQLite handle may do: look, through the views of the scope, and nothing else.

use libsqlite3_sys as ffi;

use super::guarded::{is_guard, is_table};

/// Functions that a query of the portal may call; SQLite can do far more than a look needs.
const FUNCTIONS: &[&str] = &[
    "abs",
    "coalesce",
    "count",
    "ifnull",
    "instr",
    "length",
    "like",
    "max",
    "min",
    "nullif",
    "scope_setting",
    "substr",
    "sum",
];

/// One thing that a statement would do, as SQLite tells it; the meaning of the two texts depends on the action.
pub(super) struct Step<'a> {
    pub(super) action: i32,
    pub(super) first: Option<&'a str>,
    pub(super) second: Option<&'a str>,
    /// `main`, `temp`, or the name of an attached database.
    pub(super) database: Option<&'a str>,
    /// The view that it comes from; none where the statement itself says it.
    pub(super) within: Option<&'a str>,
}

/// True for what a look needs. What is not listed is refused, also what later versions of SQLite bring.
pub(super) fn allows(step: &Step<'_>) -> bool {
    match step.action {
        ffi::SQLITE_SELECT | ffi::SQLITE_TRANSACTION | ffi::SQLITE_RECURSIVE => true,
        ffi::SQLITE_FUNCTION => step.second.is_some_and(|name| FUNCTIONS.contains(&name)),
        ffi::SQLITE_READ => step.first.is_some_and(|table| may_read(step, table)),
        _ => false,
    }
}

fn may_read(step: &Step<'_>, table: &str) -> bool {
    let is_view = is_table(table) || is_guard(table);
    match step.database {
        Some("temp") => is_view,
        Some("main") => is_table(table) && step.within.is_some_and(is_guard),
        // A view of which no column is used, as in count(*): a name without its database means the view.
        None => is_view && step.second == Some(""),
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_of_the_file_is_read_from_a_guard_alone() {
        let read = |first, database, within| {
            let step = Step { action: ffi::SQLITE_READ, first, second: Some("path"), database, within };
            allows(&step)
        };
        assert!(read(Some("lines"), Some("temp"), None));
        for (table, database, within) in [
            (Some("lines"), Some("main"), None),
            (Some("lines"), Some("main"), Some("lines")),
            (Some("lines"), Some("other"), None),
            (Some("lines"), None, None),
            (Some("sqlite_schema"), Some("main"), None),
            (Some("sqlite_temp_schema"), Some("temp"), None),
            (Some("pragma_query_only"), Some("main"), None),
            (None, Some("temp"), None),
        ] {
            assert!(!read(table, database, within), "{table:?} of {database:?} within {within:?}");
        }
    }
}
