//! The main menu: which entries a person sees. Hiding an entry is a courtesy, never a guard.

use super::guards::Account;
use super::urls;
use crate::domain::application::Stage;
use crate::domain::lang::Lang;
use crate::domain::person::Role;
use crate::domain::system::System;
use crate::services::journal::Own;
use crate::text::text;

/// An entry of the main menu.
#[derive(Clone, Debug)]
pub struct NavItem {
    /// Where it leads.
    pub href: String,
    /// Its words.
    pub label: String,
    /// True on its own page and on pages below it.
    pub current: bool,
}

/// Who sees an entry, its words, and where it leads.
type Entry = (For, &'static str, fn() -> String);

/// Who sees an entry.
enum For {
    Everybody,
    Roles(&'static [Role]),
}

/// The entries of a person, or of a visitor who is not signed in.
pub fn items(lang: Lang, here: &str, account: Option<&Account>) -> Vec<NavItem> {
    // One line per area.
    let entries: [Entry; 23] = [
        (For::Everybody, "nav-home", || urls::home().to_string()),
        (For::Roles(&[Role::Head, Role::Officer]), "nav-applications", || urls::applications().to_string()),
        (For::Roles(&[Role::Head, Role::Officer, Role::Administrator]), "nav-people", urls::people),
        (For::Roles(&[Role::Head, Role::Officer]), "nav-renewal", urls::renewal),
        (For::Roles(&[Role::Head, Role::Officer]), "nav-attestation", urls::attestation),
        (For::Roles(&[Role::Administrator]), "nav-holds", urls::holds),
        (For::Roles(&[Role::Administrator]), "nav-attestations", urls::attestations),
        (For::Roles(&[Role::Head, Role::Officer, Role::Administrator]), "nav-substitutions", || {
            urls::substitutions().to_string()
        }),
        (For::Roles(&[Role::Administrator]), "nav-bodies", urls::bodies),
        (For::Roles(&[Role::Administrator]), "nav-personnel", urls::feeds),
        (For::Roles(&[Role::Auditor]), "nav-budget", || urls::budget(System::Ac)),
        (For::Roles(&[Role::Auditor]), "nav-planning", || urls::budget(System::Sp)),
        (For::Roles(&[Role::Auditor]), "nav-saved", urls::saved_looks),
        (
            For::Roles(&[Role::Auditor, Role::Operator, Role::Administrator, Role::Reviewer]),
            "nav-training",
            || urls::trainings().to_string(),
        ),
        (For::Roles(&[Role::Reviewer, Role::Administrator]), "nav-queue", || {
            urls::queue(Stage::Ministry).to_string()
        }),
        (For::Roles(&[Role::Administrator]), "nav-registrations", || urls::registrations().to_string()),
        (For::Roles(&[Role::Operator]), "nav-queue", || urls::queue(Stage::Integrator).to_string()),
        (For::Roles(&Role::ALL), "nav-classification", urls::classification),
        (For::Roles(&[Role::Reviewer, Role::Administrator, Role::Operator]), "nav-service-levels", || {
            urls::service_levels().to_owned()
        }),
        (For::Roles(&[Role::Operator, Role::Administrator]), "nav-system-roles", || {
            urls::system_roles().to_string()
        }),
        (For::Roles(&[Role::Administrator]), "nav-calendar", || urls::calendar().to_string()),
        (For::Roles(&[Role::Administrator]), "nav-journal", || urls::journal(None, None)),
        (For::Roles(&Role::ALL), "nav-my-record", || urls::record(Own::Everything, None)),
    ];
    let here = here.split('?').next().unwrap_or_default();
    entries
        .into_iter()
        .filter(|(who, ..)| match who {
            For::Everybody => true,
            For::Roles(roles) => {
                account.is_some_and(|a| a.person.roles.iter().any(|role| roles.contains(role)))
            }
        })
        .map(|(_, key, href)| {
            let href = href();
            let below = href != "/" && here.strip_prefix(&href).is_some_and(|rest| rest.starts_with('/'));
            NavItem { current: here == href || below, label: text(lang, key), href }
        })
        .collect()
}
