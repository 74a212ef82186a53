//! The rows of one month of a list made into lines: the total is the root of its section, the others stand directly below.

use std::collections::HashSet;

use super::row::Row;
use super::{Fault, top};
use crate::domain::budget::{Line, Path, Section};

/// How the export calls the row that is the total of the others.
const TOTAL: &str = "Итого";

/// The lines of one month, in the order of the file.
pub(super) fn lines(section: Section, rows: Vec<Row>, faults: &mut Vec<Fault>) -> Vec<Line> {
    let mut lines = Vec::with_capacity(rows.len());
    let (mut ids, mut taken) = (HashSet::new(), HashSet::new());
    let first = rows.first().map(|row| (row.line, row.period));
    for row in rows {
        if !ids.insert(row.id) {
            faults.push(Fault::new(row.line, format!("id {} stands twice in {}", row.id, row.period)));
        }
        match place(section, &row) {
            Ok(path) if !taken.insert(path) => {
                faults.push(Fault::new(row.line, format!("{path} stands twice in {}", row.period)));
            }
            Ok(path) => {
                let source_line = row.line.into();
                lines.push(Line { path, name: row.name, measures: row.measures, source_line });
            }
            Err(what) => faults.push(Fault::new(row.line, what)),
        }
    }
    if let Some((line, period)) = first.filter(|_| !taken.contains(&top(section))) {
        faults.push(Fault::new(line, format!("{period} has no row {TOTAL:?}")));
    }
    lines
}

/// The total has the code zero, or none, depending on the file.
fn place(section: Section, row: &Row) -> Result<Path, String> {
    if row.level != 0 {
        return Err(format!("level {} in a list, which has one", row.level));
    }
    match row.code {
        None | Some(0) if row.name.as_deref() == Some(TOTAL) => Ok(top(section)),
        None => Err("a row of the classification has no code".to_owned()),
        Some(code) => top(section)
            .child(code)
            .map_err(|_| format!("code {code} fits nothing below {section}", section = section.code())),
    }
}
