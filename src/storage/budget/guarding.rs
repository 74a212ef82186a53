//! What SQLite is told of each handle while it is opened, before anybody has it: to keep its plans, and the guard of those
//! that can only read. The only file with unsafe code, because Diesel gives out no handle. What is allowed is decided in
//! `authorizing`.

#![allow(unsafe_code, reason = "SQLite's guard is reached through its C interface alone")]

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::ptr::null_mut;
use std::sync::Once;

use libsqlite3_sys as ffi;

use super::authorizing::{Step, allows};
use super::guarded::views;
use crate::storage::StorageError;

/// How long a reader waits for a file that is being opened or migrated, in milliseconds.
const PATIENCE: c_int = 10_000;

/// From now on, whatever this process opens with SQLite keeps its plans, and what it opens read-only is guarded.
pub(in crate::storage) fn prepare_handles() -> Result<(), StorageError> {
    static SPARED: Once = Once::new();
    // What SQLite would do for others: count its memory under one lock for all threads, and lock each handle, which Diesel
    // lets one thread at a time have. Where SQLite is in use already it refuses, and is as slow as it was.
    // SAFETY: both options are read before SQLite starts and take one int or nothing.
    SPARED.call_once(|| unsafe {
        ffi::sqlite3_config(ffi::SQLITE_CONFIG_MULTITHREAD);
        ffi::sqlite3_config(ffi::SQLITE_CONFIG_MEMSTATUS, 0 as c_int);
    });
    // SAFETY: `guard` is of the type that SQLite calls and is there as long as the program; SQLite takes it once only,
    // however often it is handed over, and from any thread.
    match unsafe { ffi::sqlite3_auto_extension(Some(guard)) } {
        ffi::SQLITE_OK => Ok(()),
        code => Err(StorageError::Unavailable(format!("SQLite takes no guard: {}", ffi::code_to_str(code)))),
    }
}

/// Called by SQLite within each opening; anything but `SQLITE_OK` makes the opening fail.
unsafe extern "C" fn guard(
    db: *mut ffi::sqlite3,
    _error: *mut *mut c_char,
    _routines: *const ffi::sqlite3_api_routines,
) -> c_int {
    let Ok(doors) = CString::new(format!("PRAGMA temp_store = MEMORY; {} PRAGMA query_only = ON", views()))
    else {
        return ffi::SQLITE_ERROR;
    };
    let unset = null_mut::<c_int>();
    // SAFETY: SQLite hands over a handle that is open and not yet known to anybody else. The texts live longer than the
    // calls; the settings take an int and a pointer to an int, which may be null.
    unsafe {
        // Without it a statement is compiled anew at each run where a value stands for a LIMIT, which Diesel writes for
        // each `first`, or may stand for the condition of a partial index.
        let kept = ffi::sqlite3_db_config(db, ffi::SQLITE_DBCONFIG_ENABLE_QPSG, 1 as c_int, unset);
        if kept != ffi::SQLITE_OK || ffi::sqlite3_db_readonly(db, c"main".as_ptr()) != 1 {
            return kept;
        }
        let steps = [
            ffi::sqlite3_busy_timeout(db, PATIENCE),
            ffi::sqlite3_db_config(db, ffi::SQLITE_DBCONFIG_DEFENSIVE, 1 as c_int, unset),
            ffi::sqlite3_db_config(db, ffi::SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 as c_int, unset),
            ffi::sqlite3_exec(db, doors.as_ptr(), None, null_mut(), null_mut()),
            ffi::sqlite3_set_authorizer(db, Some(authorize), null_mut()),
        ];
        ffi::sqlite3_limit(db, ffi::SQLITE_LIMIT_ATTACHED, 0);
        steps.into_iter().find(|code| *code != ffi::SQLITE_OK).unwrap_or(ffi::SQLITE_OK)
    }
}

/// Called by SQLite while it prepares a statement, for each thing that the statement would do.
unsafe extern "C" fn authorize(
    _nothing: *mut c_void,
    action: c_int,
    first: *const c_char,
    second: *const c_char,
    database: *const c_char,
    within: *const c_char,
) -> c_int {
    // SAFETY: a text of SQLite ends with zero and lives as long as the call; where there is none the pointer is null.
    let text = |text: *const c_char| {
        if text.is_null() { None } else { unsafe { CStr::from_ptr(text) }.to_str().ok() }
    };
    let step = Step {
        action,
        first: text(first),
        second: text(second),
        database: text(database),
        within: text(within),
    };
    if allows(&step) { ffi::SQLITE_OK } else { ffi::SQLITE_DENY }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How often a statement is compiled again while it is run three times, each with another value for its limit.
    fn compiled_again(keeps_plans: bool) -> c_int {
        prepare_handles().expect("prepared");
        let (mut db, mut statement) = (null_mut(), null_mut());
        // SAFETY: the handle and the statement are used by this function alone, in the order that SQLite asks for.
        unsafe {
            assert_eq!(ffi::sqlite3_open(c":memory:".as_ptr(), &raw mut db), ffi::SQLITE_OK);
            if !keeps_plans {
                ffi::sqlite3_db_config(db, ffi::SQLITE_DBCONFIG_ENABLE_QPSG, 0 as c_int, null_mut::<c_int>());
            }
            let query = c"SELECT 1 LIMIT ?".as_ptr();
            assert_eq!(
                ffi::sqlite3_prepare_v2(db, query, -1, &raw mut statement, null_mut()),
                ffi::SQLITE_OK
            );
            for most in 1..=3 {
                ffi::sqlite3_bind_int64(statement, 1, most);
                assert_eq!(ffi::sqlite3_step(statement), ffi::SQLITE_ROW);
                ffi::sqlite3_reset(statement);
                ffi::sqlite3_clear_bindings(statement);
            }
            let again = ffi::sqlite3_stmt_status(statement, ffi::SQLITE_STMTSTATUS_REPREPARE, 0);
            ffi::sqlite3_finalize(statement);
            ffi::sqlite3_close(db);
            again
        }
    }

    #[test]
    fn a_statement_that_is_kept_is_not_compiled_again() {
        assert_eq!(compiled_again(true), 0);
        assert_ne!(compiled_again(false), 0, "SQLite has no such habit any more: the setting is not needed");
    }
}
