//! Names that reports call lines by and our lists do not: kept while figures are loaded, so that they can be searched for.

use std::collections::{HashMap, HashSet};

use diesel::prelude::*;

use super::rows::{code, insert};
use super::schema::reported_names;
use crate::domain::budget::path::Step;
use crate::domain::budget::reference::{fold, label};
use crate::domain::budget::{Path, Report};
use crate::storage::{Conn, StorageError};

/// The names that a load brings.
#[derive(Default)]
pub(super) struct Named {
    /// For a line and the number of its name: what to keep, or nothing where our lists say the same.
    judged: HashMap<(i64, i64), Option<(String, String)>>,
    found: HashSet<(String, i64, i64)>,
}

#[derive(Insertable)]
#[diesel(table_name = reported_names, treat_none_as_default_value = false)]
struct NewName<'a> {
    budget: &'a str,
    path: i64,
    name_id: i64,
    administrator: Option<i16>,
    folded: &'a str,
    ru: &'a str,
}

impl Named {
    /// Takes note of a report's names.
    pub(super) fn note(&mut self, report: &Report, names: &HashMap<String, i64>) {
        let budget = report.budget.code();
        for line in &report.lines {
            let Some((name, id)) = line.name.as_deref().and_then(|name| names.get_key_value(name)) else {
                continue;
            };
            let key = (line.path.packed(), *id);
            let judged = self.judged.entry(key).or_insert_with(|| judge(line.path, name));
            if judged.is_some() {
                self.found.insert((budget.clone(), key.0, key.1));
            }
        }
    }

    /// Stores what earlier loads did not.
    pub(super) fn insert(&self, conn: &mut Conn) -> Result<(), StorageError> {
        if self.found.is_empty() {
            return Ok(());
        }
        let known: Vec<(String, i64, i64)> = reported_names::table
            .select((reported_names::budget, reported_names::path, reported_names::name_id))
            .load(conn)?;
        let known: HashSet<(String, i64, i64)> = known.into_iter().collect();
        let mut new: Vec<&(String, i64, i64)> = self.found.difference(&known).collect();
        new.sort_unstable();
        let rows: Vec<NewName<'_>> = new.into_iter().filter_map(|key| self.row(key)).collect();
        insert!(conn, reported_names::table, &rows);
        Ok(())
    }

    fn row<'a>(&'a self, (budget, path, name_id): &'a (String, i64, i64)) -> Option<NewName<'a>> {
        let (ru, folded) = self.judged.get(&(*path, *name_id))?.as_ref()?;
        let owner = Path::unpack(*path).ok().and_then(Path::administrator);
        Some(NewName { budget, path: *path, name_id: *name_id, administrator: code(owner), folded, ru })
    }
}

/// Sections and headings go by our words alone: the source numbers and words them differently from month to month.
fn judge(path: Path, name: &str) -> Option<(String, String)> {
    if matches!(path.step(), Step::Section | Step::Heading) {
        return None;
    }
    let folded = fold(name);
    let is_ours = label(path).is_some_and(|label| fold(label.ru) == folded) || folded == path.last_code();
    (!is_ours && !folded.is_empty()).then(|| (name.to_owned(), folded))
}
