//! The scope of the moment, for the database's own guards: set for one read, gone after it, also after an error or a panic.
//! No row is visible while none is set. Both databases ask for the same four settings.

use std::cell::Cell;
use std::marker::PhantomData;

use diesel::sql_types::Text;
use diesel::{QueryResult, SqliteConnection};

use crate::domain::region::AdministratorCode;
use crate::domain::scope::{BudgetKey, Reach, Scope};
use crate::storage::Conn;

/// What a read is for.
#[derive(Clone, Copy)]
pub(super) enum Sight {
    /// The rows of a scope.
    Scope(Scope),
    /// What tells of no budget: that there were loads, and when.
    Loads,
}

thread_local! {
    /// A read is done by one thread from its beginning to its end, so no connection of a pool can keep a scope.
    static SIGHT: Cell<Option<Sight>> = const { Cell::new(None) };
}

/// While this lives, the scope is set; it belongs to the thread that set it.
#[must_use]
pub(super) struct Held(PhantomData<*const ()>);

impl Drop for Held {
    fn drop(&mut self) {
        SIGHT.set(None);
    }
}

/// What sets the scope on PostgreSQL, first thing in a transaction.
pub(super) fn statement(sight: &Sight) -> String {
    let Settings { system, first_budget, last_budget, administrator } = Settings::of(sight);
    // All four are codes; what were none would end the words of a text.
    let code = |text: String| text.replace('\'', "''");
    let [system, first, last] = [system, first_budget, last_budget].map(code);
    let administrator = code(administrator);
    // `true`: for this transaction only. A plain SET would stay for the next user of the pool.
    format!(
        "SELECT set_config('qarau.system', '{system}', true), set_config('qarau.first_budget', '{first}', true),
                set_config('qarau.last_budget', '{last}', true), set_config('qarau.administrator', '{administrator}', true)"
    )
}

/// Sets the scope on SQLite, for the thread that reads.
pub(super) fn hold(conn: &Conn, sight: Sight) -> Held {
    match conn {
        Conn::Postgres(_) => {}
        Conn::Sqlite(_) => SIGHT.set(Some(sight)),
    }
    Held(PhantomData)
}

/// A scope in the words of the views and policies.
struct Settings {
    system: String,
    /// The first and the last code of a budget inside, in the order of their bytes.
    first_budget: String,
    last_budget: String,
    /// The only administrator whose rows are inside, or `any`.
    administrator: String,
}

impl Settings {
    fn of(sight: &Sight) -> Settings {
        let Sight::Scope(scope) = sight else {
            // No system, no code between the two, no administrator has such a name.
            let [system, first_budget, last_budget, administrator] =
                ["none", "~", "0", "none"].map(str::to_owned);
            return Settings { system, first_budget, last_budget, administrator };
        };
        let (first_budget, last_budget) = match scope.reach() {
            Reach::Everything => ("0".to_owned(), "~".to_owned()),
            Reach::RepublicanAdministrator { .. } => {
                (BudgetKey::Republican.code(), BudgetKey::Republican.code())
            }
            Reach::LocalBudgets { region } | Reach::LocalAdministrator { region, .. } => {
                (region.code(), region.last_inside().code())
            }
        };
        let administrator = scope.reach().administrator().map_or("any".to_owned(), AdministratorCode::code);
        Settings { system: scope.system().code().to_owned(), first_budget, last_budget, administrator }
    }

    fn get(self, name: &str) -> Option<String> {
        match name {
            "system" => Some(self.system),
            "first_budget" => Some(self.first_budget),
            "last_budget" => Some(self.last_budget),
            "administrator" => Some(self.administrator),
            _ => None,
        }
    }
}

#[diesel::declare_sql_function(generate_return_type_helpers = false)]
extern "SQL" {
    fn scope_setting(name: Text) -> Nullable<Text>;
}

/// Gives SQLite the function that its views ask, as PostgreSQL has `current_setting`. It is not deterministic: SQLite
/// may keep no answer beyond one run of a statement.
pub(super) fn teach(sqlite: &mut SqliteConnection) -> QueryResult<()> {
    scope_setting_utils::register_nondeterministic_impl(sqlite, |name: String| {
        SIGHT.get().and_then(|sight| Settings::of(&sight).get(&name))
    })
}
