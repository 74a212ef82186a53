//! One row of facts: its cells read into a budget, a month, a path and amounts, without a copy of any cell.

use super::columns::{AMOUNTS, BUDGET, CODE_COUNT, FACT_COLUMNS, FACTS, PERIOD, SECTION, STEPS, code_of};
use super::lines::Header;
use super::{Faults, Place};
use crate::domain::budget::path::NotAPath;
use crate::domain::budget::{Measures, Path, Period, Section};
use crate::domain::money::Tiyn;
use crate::domain::scope::BudgetKey;

/// A row that reads.
pub(super) struct Row {
    pub(super) budget: BudgetKey,
    pub(super) period: Period,
    pub(super) path: Path,
    pub(super) measures: Measures,
}

/// No code stands in the cell.
const NONE: u16 = u16::MAX;

/// Reads rows, and remembers what a row shares with the one before.
pub(super) struct Rows {
    header: Header,
    budget: Option<(Vec<u8>, BudgetKey)>,
    period: Option<(Vec<u8>, Period)>,
}

impl Rows {
    pub(super) fn new(header: Header) -> Rows {
        Rows { header, budget: None, period: None }
    }

    /// Reads a row; nothing where a cell does not read, with a fault for each.
    pub(super) fn read(&mut self, line: &[u8], place: &Place<'_>, faults: &mut Faults) -> Option<Row> {
        let mut cells: [&[u8]; FACT_COLUMNS] = [&[]; FACT_COLUMNS];
        if !self.header.cut(line, &mut cells) {
            faults.at(
                place.file,
                place.line,
                format!("the row has not {FACT_COLUMNS} cells, as the header has"),
            );
            return None;
        }
        let mut refuse = |column: usize, what: &str| {
            faults.in_cell(place, FACTS[column].name, cells[column], what);
        };
        let budget = remembered(&mut self.budget, cells[BUDGET], budget);
        if budget.is_none() {
            refuse(BUDGET, "not the code of a budget: republican, or nine digits of KATO");
        }
        let period = remembered(&mut self.period, cells[PERIOD], period);
        if period.is_none() {
            refuse(PERIOD, "not a month like 2024-12");
        }
        let path = path(&cells, SECTION, &mut refuse);
        let mut amounts = [Tiyn::ZERO; 7];
        let mut all_read = true;
        for (index, amount) in amounts.iter_mut().enumerate() {
            match Tiyn::from_tenge(cells[AMOUNTS + index]) {
                Ok(read) => *amount = read,
                Err(why) => {
                    all_read = false;
                    refuse(AMOUNTS + index, &format!("{why}; tenge are written like 1234.50"));
                }
            }
        }
        let [utv, utch, plg, plgp, plgo, obz, sumrg] = amounts;
        let measures = Measures { utv, utch, plg, plgp, plgo, obz, sumrg };
        let row = Row { budget: budget?, period: period?, path: path?, measures };
        all_read.then_some(row)
    }
}

/// What a text means, asked anew only where it changes.
fn remembered<T: Copy>(
    last: &mut Option<(Vec<u8>, T)>,
    text: &[u8],
    read: fn(&str) -> Option<T>,
) -> Option<T> {
    if let Some((known, value)) = last
        && known.as_slice() == text
    {
        return Some(*value);
    }
    let value = std::str::from_utf8(text).ok().and_then(read)?;
    *last = Some((text.to_vec(), value));
    Some(value)
}

pub(super) fn budget(text: &str) -> Option<BudgetKey> {
    BudgetKey::parse(text).ok()
}

pub(super) fn period(text: &str) -> Option<Period> {
    Period::parse(text).ok()
}

pub(super) fn section(text: &[u8]) -> Option<Section> {
    match text {
        [digit @ b'1'..=b'7'] => Section::ALL.get(usize::from(digit - b'1')).copied(),
        word => std::str::from_utf8(word).ok().and_then(Section::parse),
    }
}

/// The path of a row of figures: what administrators spend is not stated.
pub(super) fn path(cells: &[&[u8]], section_at: usize, refuse: &mut impl FnMut(usize, &str)) -> Option<Path> {
    let path = any_path(cells, section_at, refuse)?;
    if path.section() == Section::Departmental {
        refuse(section_at, "what administrators spend is added up from section 2 and is not stated");
        return None;
    }
    Some(path)
}

/// The path of a row: steps from the section down, as long as codes stand in the columns behind that of the section.
pub(super) fn any_path(
    cells: &[&[u8]],
    section_at: usize,
    refuse: &mut impl FnMut(usize, &str),
) -> Option<Path> {
    let column_of_code = |code: usize| section_at + 1 + code;
    let mut codes = [NONE; CODE_COUNT];
    let (mut stated, mut all_read) = (0_u32, true);
    for (index, code) in codes.iter_mut().enumerate() {
        let cell = cells[column_of_code(index)];
        if cell.is_empty() {
            continue;
        }
        stated += 1;
        match number(cell, STEPS[index].digits()) {
            Some(read) => *code = read,
            None => {
                all_read = false;
                refuse(column_of_code(index), &format!("not a code of {} digits", STEPS[index].digits()));
            }
        }
    }
    let Some(section) = section(cells[section_at]) else {
        refuse(section_at, "no section of the report");
        return None;
    };
    if !all_read {
        return None;
    }
    let (mut path, mut used) = (Path::of(section), 0);
    while let Some(column) = path.next_step().and_then(code_of)
        && codes[column] != NONE
    {
        match path.child(codes[column]) {
            Ok(below) => path = below,
            Err(NotAPath) => {
                refuse(column_of_code(column), "the classification has no such code here");
                return None;
            }
        }
        used += 1;
        codes[column] = NONE;
    }
    if used == stated {
        return Some(path);
    }
    if let Some(left) = codes.iter().position(|code| *code != NONE) {
        refuse(
            column_of_code(left),
            &format!("below {path} such a code has no place, or a step above it is missing"),
        );
    }
    None
}

/// Exactly so many digits.
fn number(cell: &[u8], digits: usize) -> Option<u16> {
    let all_digits = cell.len() == digits && cell.iter().all(u8::is_ascii_digit);
    all_digits.then(|| cell.iter().fold(0, |number, digit| number * 10 + u16::from(digit - b'0')))
}
