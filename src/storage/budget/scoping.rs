//! The scope of the moment, for the database's own guards: set for one read, gone after it, also after an error or a panic.
//! No row is visible while none is set.

use std::cell::Cell;
use std::marker::PhantomData;

use diesel::sql_types::{Nullable, SmallInt, Text};
use diesel::{QueryResult, RunQueryDsl, SqliteConnection, sql_query};

use crate::domain::region::AdministratorCode;
use crate::domain::scope::{BudgetKey, LineKey, Reach, Scope};
use crate::domain::system::System;
use crate::storage::Conn;

thread_local! {
    /// A read is done by one thread from its beginning to its end, so no connection of a pool can keep a scope.
    static SCOPE: Cell<Option<Scope>> = const { Cell::new(None) };
}

/// While this lives, the scope is set; it belongs to the thread that set it.
#[must_use]
pub(super) struct Held(PhantomData<*const ()>);

impl Drop for Held {
    fn drop(&mut self) {
        SCOPE.set(None);
    }
}

/// Sets the scope for the transaction that has just begun.
pub(super) fn hold(conn: &mut Conn, scope: &Scope) -> QueryResult<Held> {
    match conn {
        Conn::Postgres(pg) => {
            let [system, first, last, administrator] = settings(scope);
            // `true`: for this transaction only. A plain SET would stay for the next user of the pool.
            sql_query(
                "SELECT set_config('qarau.system', $1, true), set_config('qarau.first_budget', $2, true),
                        set_config('qarau.last_budget', $3, true), set_config('qarau.administrator', $4, true)",
            )
            .bind::<Text, _>(system)
            .bind::<Text, _>(first)
            .bind::<Text, _>(last)
            .bind::<Text, _>(administrator)
            .execute(pg)?;
        }
        Conn::Sqlite(_) => SCOPE.set(Some(*scope)),
    }
    Ok(Held(PhantomData))
}

/// The scope as the policies of PostgreSQL take it: the system, the first and the last code of a budget inside, in the
/// order of bytes, and the administrator, or `any`.
fn settings(scope: &Scope) -> [String; 4] {
    let (first, last) = match scope.reach() {
        Reach::Everything => ("0".to_owned(), "~".to_owned()),
        Reach::RepublicanAdministrator { .. } => (BudgetKey::Republican.code(), BudgetKey::Republican.code()),
        Reach::LocalBudgets { region } | Reach::LocalAdministrator { region, .. } => {
            (region.code(), region.last_inside().code())
        }
    };
    let administrator = scope.reach().administrator().map_or("any".to_owned(), AdministratorCode::code);
    [scope.system().code().to_owned(), first, last, administrator]
}

#[diesel::declare_sql_function(generate_return_type_helpers = false)]
extern "SQL" {
    fn scope_is_set() -> Bool;
    fn sees_budget(system: Text, budget: Text) -> Bool;
    fn sees_line(system: Text, budget: Text, administrator: Nullable<SmallInt>) -> Bool;
}

/// Gives SQLite the functions that its views ask. They are not deterministic: SQLite may keep no answer of theirs.
pub(super) fn teach(sqlite: &mut SqliteConnection) -> QueryResult<()> {
    scope_is_set_utils::register_nondeterministic_impl(sqlite, || SCOPE.get().is_some())?;
    sees_budget_utils::register_nondeterministic_impl(sqlite, |system: String, budget: String| {
        sees(|scope| {
            let LineKey { system, budget, .. } = key(&system, &budget, None)?;
            Some(scope.system() == system && scope.sees_budget(&budget))
        })
    })?;
    sees_line_utils::register_nondeterministic_impl(
        sqlite,
        |system: String, budget: String, administrator: Option<i16>| {
            sees(|scope| Some(scope.contains(&key(&system, &budget, administrator)?)))
        },
    )
}

/// No scope, or a row that does not read: not seen.
fn sees(question: impl FnOnce(&Scope) -> Option<bool>) -> bool {
    SCOPE.get().and_then(|scope| question(&scope)).unwrap_or(false)
}

fn key(system: &str, budget: &str, administrator: Option<i16>) -> Option<LineKey> {
    let administrator = match administrator {
        Some(number) => Some(AdministratorCode::from_number(u16::try_from(number).ok()?)?),
        None => None,
    };
    Some(LineKey { system: System::parse(system)?, budget: BudgetKey::parse(budget).ok()?, administrator })
}
