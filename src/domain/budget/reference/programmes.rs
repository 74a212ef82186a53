//! Names of budget programmes and subprogrammes. A number means what its administrator makes of it, few mean the same everywhere.

use std::sync::LazyLock;

use super::{Label, List, read, versions};
use crate::domain::region::AdministratorCode;

static PROGRAMMES: LazyLock<List> = LazyLock::new(|| read(versions::PROGRAMMES));

/// The name of an administrator's programme, or what its number means with any administrator.
pub fn programme(administrator: AdministratorCode, programme: u16) -> Option<Label> {
    let own = PROGRAMMES.get(format!("{administrator}.{programme:03}").as_str());
    own.or_else(|| PROGRAMMES.get(format!("*.{programme:03}").as_str())).copied()
}

/// The name of a subprogramme, or what its number means in any programme.
pub fn subprogramme(administrator: AdministratorCode, programme: u16, subprogramme: u16) -> Option<Label> {
    let own = PROGRAMMES.get(format!("{administrator}.{programme:03}.{subprogramme:03}").as_str());
    own.or_else(|| PROGRAMMES.get(format!("*.*.{subprogramme:03}").as_str())).copied()
}

/// The administrators' programmes that have a name of their own, by administrator and number.
pub fn known() -> impl Iterator<Item = (AdministratorCode, u16, Label)> {
    PROGRAMMES.iter().filter_map(|(code, label)| {
        let (administrator, programme) = code.split_once('.')?;
        Some((AdministratorCode::parse(administrator).ok()?, programme.parse().ok()?, *label))
    })
}

/// Everything that has a name of its own: the administrator, the numbers below it, the name.
pub fn named() -> impl Iterator<Item = (AdministratorCode, Vec<u16>, Label)> {
    PROGRAMMES.iter().filter_map(|(code, label)| {
        let mut steps = code.split('.');
        let administrator = AdministratorCode::parse(steps.next()?).ok()?;
        let below = steps.map(|step| step.parse().ok()).collect::<Option<Vec<u16>>>()?;
        Some((administrator, below, *label))
    })
}
