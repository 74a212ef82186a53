//! SQLite's own guard at each handle that can only read, installed while the handle is opened, before anybody has it.
//! The only file with unsafe code, because Diesel gives out no handle. What is allowed is decided in `authorizing`.

#![allow(unsafe_code, reason = "SQLite's guard is reached through its C interface alone")]

use std::ffi::{CStr, CString, c_char, c_int, c_void};
use std::ptr::null_mut;

use libsqlite3_sys as ffi;

use super::authorizing::{Step, allows};
use super::guarded::views;
use crate::storage::StorageError;

/// How long a reader waits for a file that is being opened or migrated, in milliseconds.
const PATIENCE: c_int = 10_000;

/// From now on, whatever this process opens read-only with SQLite is guarded.
pub(super) fn guard_read_only_handles() -> Result<(), StorageError> {
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
    // SAFETY: SQLite hands over a handle that is open and not yet known to anybody else. The texts live longer than the
    // calls; the two settings take an int and a pointer to an int, which may be null.
    unsafe {
        if ffi::sqlite3_db_readonly(db, c"main".as_ptr()) != 1 {
            return ffi::SQLITE_OK;
        }
        let unset = null_mut::<c_int>();
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
