//! The rows of one month made into lines: each row finds its parent, and with it its path.

use std::collections::{HashMap, HashSet};

use super::row::Row;
use super::{Fault, top, wording};
use crate::domain::budget::{Line, Part, Path, Section};

/// The lines of one month, in the order of the file. A row whose parent is faulty is not a fault of its own.
pub(super) fn lines(part: Part, rows: Vec<Row>, faults: &mut Vec<Fault>) -> Vec<Line> {
    let misnamed = misnamed_financing(&rows);
    let mut known: HashMap<u32, Option<Path>> = HashMap::with_capacity(rows.len());
    let mut taken = HashSet::with_capacity(rows.len());
    let mut order: Vec<usize> = (0..rows.len()).collect();
    order.sort_by_key(|index| rows[*index].level);
    let mut paths = vec![None; rows.len()];
    for index in order {
        let row = &rows[index];
        if known.contains_key(&row.id) {
            faults.push(Fault::new(row.line, format!("id {} stands twice in {}", row.id, row.period)));
            continue;
        }
        let path = match place(part, row, &known, misnamed) {
            Ok(path) => path,
            Err(what) => {
                faults.push(Fault::new(row.line, what));
                None
            }
        };
        if let Some(path) = path.filter(|path| !taken.insert(*path)) {
            faults.push(Fault::new(row.line, format!("{path} stands twice in {}", row.period)));
        }
        known.insert(row.id, path);
        paths[index] = path;
    }
    let line = |(row, path): (Row, Option<Path>)| {
        path.map(|path| Line { path, name: row.name, measures: row.measures, source_line: row.line.into() })
    };
    rows.into_iter().zip(paths).filter_map(line).collect()
}

/// The path of a row; nothing where its parent has none.
fn place(
    part: Part,
    row: &Row,
    known: &HashMap<u32, Option<Path>>,
    misnamed: Option<u32>,
) -> Result<Option<Path>, String> {
    let Some(parent) = row.parent else {
        if row.level != 0 {
            return Err(format!("a row of level {} has no parent", row.level));
        }
        if misnamed == Some(row.id) {
            return Ok(Some(top(Section::NonOilDeficit)));
        }
        let name = row.name.as_deref().unwrap_or_default();
        let section = wording::section(name).filter(|section| section.part() == part);
        let section = section.ok_or_else(|| format!("unknown section {name:?}"))?;
        return Ok(Some(top(section)));
    };
    // Parents come first in the order of levels, so a parent that is not known yet is on no higher level.
    let Some(parent) = known.get(&parent) else {
        return Err(format!("parent {parent} is not in {} on a higher level", row.period));
    };
    let Some(parent) = *parent else { return Ok(None) };
    if usize::try_from(row.level) != Ok(parent.level() + 1) {
        return Err(format!("level {} below a row of level {}", row.level, parent.level()));
    }
    let heading = match parent.level() {
        0 if !parent.section().headings().is_empty() => {
            let name = row.name.as_deref().unwrap_or_default();
            let heading = wording::heading(parent.section(), name);
            Some(heading.ok_or_else(|| format!("unknown heading {name:?}"))?)
        }
        _ => row.code,
    };
    let code = heading.ok_or_else(|| "a row of the classification has no code".to_owned())?;
    parent.child(code).map(Some).map_err(|_| format!("code {code} fits nothing below {parent}"))
}

/// In the first half of 2023 the non-oil deficit stands under the words of the financing, with its own number VI, above
/// the financing itself with its number VII; its figures tell which it is.
fn misnamed_financing(rows: &[Row]) -> Option<u32> {
    let financing: Vec<&Row> = rows
        .iter()
        .filter(|row| row.level == 0)
        .filter(|row| row.name.as_deref().and_then(wording::section) == Some(Section::Financing))
        .collect();
    match financing[..] {
        [one, other] => [one, other].into_iter().find(|row| row.code == Some(6)).map(|row| row.id),
        _ => None,
    }
}
