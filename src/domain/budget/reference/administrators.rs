//! Administrators of budget programmes: names, the level of budget they belong to, the months that report them.
//!
//! The level is a column of the list: codes do not tell it (501 is republican, 510 a city's).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{Label, lines, row, versions};
use crate::domain::budget::Period;
use crate::domain::region::AdministratorCode;

/// The level of budget that an administrator belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Republican.
    Republican,
    /// Oblast.
    Oblast,
    /// City of republican significance, the capital.
    City,
    /// District, city of oblast significance.
    District,
    /// City of district significance, village, settlement, rural district.
    Rural,
}

impl Level {
    /// From the republic down.
    pub const ALL: [Level; 5] =
        [Level::Republican, Level::Oblast, Level::City, Level::District, Level::Rural];

    /// The word of the list, also used in texts and addresses.
    pub const fn code(self) -> &'static str {
        match self {
            Level::Republican => "republican",
            Level::Oblast => "oblast",
            Level::City => "city",
            Level::District => "district",
            Level::Rural => "rural",
        }
    }

    /// The level of a word.
    pub fn parse(word: &str) -> Option<Level> {
        Level::ALL.into_iter().find(|level| level.code() == word)
    }
}

/// One administrator of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Administrator {
    /// The code.
    pub code: AdministratorCode,
    /// The name.
    pub label: Label,
    /// The levels whose budgets hold it, the usual one first.
    pub levels: Vec<Level>,
    /// The first month of any report that holds it; nothing where the reports begin with it, or never hold it.
    pub first: Option<Period>,
    /// The last month of any report that holds it; nothing where the reports end with it, or never hold it.
    pub last: Option<Period>,
}

static ADMINISTRATORS: LazyLock<BTreeMap<AdministratorCode, Administrator>> = LazyLock::new(|| {
    lines(versions::ADMINISTRATORS).filter_map(read).map(|office| (office.code, office)).collect()
});

fn read(line: &'static str) -> Option<Administrator> {
    let (code, label) = row(line)?;
    let mut fields = line.split(';').skip(4);
    let levels = fields.next()?.split(' ').map(Level::parse).collect::<Option<Vec<Level>>>()?;
    let mut month =
        || Some(fields.next()?).filter(|text| !text.is_empty()).map(Period::parse).transpose().ok();
    let code = AdministratorCode::parse(code).ok()?;
    Some(Administrator { code, label, levels, first: month()?, last: month()? })
}

/// An administrator's name.
pub fn administrator(code: AdministratorCode) -> Option<Label> {
    office(code).map(|office| office.label)
}

/// An administrator by its code.
pub fn office(code: AdministratorCode) -> Option<&'static Administrator> {
    ADMINISTRATORS.get(&code)
}

/// All known administrators, by code.
pub fn administrators() -> impl Iterator<Item = &'static Administrator> {
    ADMINISTRATORS.values()
}
