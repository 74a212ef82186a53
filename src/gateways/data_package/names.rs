//! Names in a package: of places by their KATO, of the classification by the codes of facts. They come before the facts, so
//! that what the package itself names is not told to be unknown.

use super::columns::{CODE_COUNT, Column, NAME_COUNT, NAMES, PLACES};
use super::lines::Header;
use super::reading::{Away, Event, Reading, Table};
use super::row::any_path;
use super::{Faults, Place};
use crate::domain::budget::naming::written;
use crate::domain::budget::{Bearer, Given, GivenName, reference};
use crate::domain::names::BadText;
use crate::domain::region::Kato;

/// Names that are handed over at once.
const TOGETHER: usize = 2_000;

/// Where names begin in a row of codes.
const BEHIND_CODES: usize = 1 + CODE_COUNT;

/// What a table of names is of.
enum Of {
    Places,
    Codes,
}

/// The rows of names as they are read.
pub(super) struct NameTable {
    of: Of,
    header: Header,
    names: Vec<Given>,
    /// Places inside a district that nothing knows so far, with their lines.
    unplaced: Vec<(u64, Kato, Kato)>,
}

impl NameTable {
    pub(super) fn of_places(header: Header) -> NameTable {
        NameTable { of: Of::Places, header, names: Vec::new(), unplaced: Vec::new() }
    }

    pub(super) fn of_codes(header: Header) -> NameTable {
        NameTable { of: Of::Codes, header, names: Vec::new(), unplaced: Vec::new() }
    }

    fn read(&mut self, line: &[u8], place: &Place<'_>, faults: &mut Faults) -> Option<Given> {
        let (bearer, name) = match self.of {
            Of::Places => {
                let cells: [String; PLACES.len()] = cut(&self.header, line, place, faults)?;
                let name = name(&cells[1..], &PLACES[1..], Kazakh::Needed, place, faults);
                (kato(&cells[0], place, faults), name)
            }
            Of::Codes => {
                let cells: [String; NAMES.len()] = cut(&self.header, line, place, faults)?;
                let name =
                    name(&cells[BEHIND_CODES..], &NAMES[BEHIND_CODES..], Kazakh::WhereKnown, place, faults);
                (code(&cells, place, faults), name)
            }
        };
        Some(Given { bearer: bearer?, name: name?, source_line: place.line })
    }

    fn tell(&mut self, reading: &mut Reading<'_>, bytes: u64) -> Result<(), Away> {
        let names = std::mem::take(&mut self.names);
        if names.is_empty() {
            return Ok(());
        }
        let bytes = reading.before + bytes;
        reading.tell(Event::Names { names, bytes })
    }
}

impl Table for NameTable {
    /// Names in English are few: their column may be missing.
    fn needed(columns: &[Column]) -> usize {
        columns.len() - 1
    }

    fn row(
        &mut self,
        reading: &mut Reading<'_>,
        line: &[u8],
        place: &Place<'_>,
        bytes: u64,
    ) -> Result<(), Away> {
        let Some(given) = self.read(line, place, &mut reading.faults) else { return Ok(()) };
        if !reading.listed.name(given.bearer) {
            let what = match given.bearer {
                Bearer::Place(place) => format!("{place} is named here and further up"),
                Bearer::Code(code) => format!("{code} is named here and further up"),
            };
            reading.faults.at(place.file, place.line, what);
            return Ok(());
        }
        if let Some(kato) = given.bearer.place()
            && let Some(district) = kato.district()
            && district != kato
            && !reading.listed.knows(district)
        {
            self.unplaced.push((place.line, kato, district));
        }
        self.names.push(given);
        if self.names.len() >= TOGETHER { self.tell(reading, bytes) } else { Ok(()) }
    }

    fn end(&mut self, reading: &mut Reading<'_>, file: &str, bytes: u64) -> Result<(), Away> {
        // A district may stand further down than what lies in it.
        for (line, place, district) in std::mem::take(&mut self.unplaced) {
            if !reading.listed.knows(district) {
                let what = format!("{place} lies in {district}, which neither the lists nor this file know");
                reading.faults.at(file, line, what);
            }
        }
        self.tell(reading, bytes)
    }
}

fn cut<const N: usize>(
    header: &Header,
    line: &[u8],
    place: &Place<'_>,
    faults: &mut Faults,
) -> Option<[String; N]> {
    let cells = header.cut_names(line);
    if cells.is_none() {
        let what =
            "the row is not UTF-8, a quoted cell does not end, or it has not as many cells as the header";
        faults.at(place.file, place.line, what);
    }
    cells
}

/// A place that lies in a region of the classifier.
fn kato(cell: &str, place: &Place<'_>, faults: &mut Faults) -> Option<Bearer> {
    let mut refuse = |what: &str| faults.in_cell(place, PLACES[0].name, cell.as_bytes(), what);
    match Kato::parse(cell) {
        Err(_) => refuse("not a code of KATO: nine digits, the first not zero"),
        Ok(kato) if reference::place(kato.top()).is_none() => {
            refuse("lies in no region of the classifier KATO");
        }
        Ok(kato) => return Some(Bearer::Place(kato)),
    }
    None
}

/// A code that a name can belong to.
fn code(cells: &[String; NAMES.len()], place: &Place<'_>, faults: &mut Faults) -> Option<Bearer> {
    let bytes: Vec<&[u8]> = cells.iter().map(String::as_bytes).collect();
    let mut refuse = |column: usize, what: &str| {
        faults.in_cell(place, NAMES[column].name, cells[column].as_bytes(), what);
    };
    let path = any_path(&bytes, 0, &mut refuse)?;
    let bearer = Bearer::of(path);
    if bearer.is_none() {
        refuse(0, "sections and headings, and specifics of no class, are not named by a package");
    }
    bearer
}

#[derive(PartialEq)]
enum Kazakh {
    Needed,
    WhereKnown,
}

/// The three names of a row; nothing where one of them is none.
fn name(
    cells: &[String],
    columns: &[Column],
    kazakh: Kazakh,
    place: &Place<'_>,
    faults: &mut Faults,
) -> Option<GivenName> {
    const { assert!(NAME_COUNT == 3, "Kazakh, Russian, English") };
    let mut read = |at: usize, needed: bool| {
        let (cell, column) = (cells.get(at)?, columns.get(at)?);
        let what = match written(cell) {
            Ok(name) => return Some(Some(name)),
            Err(BadText::Empty) if !needed => return Some(None),
            Err(BadText::Empty) => "the name is empty".to_owned(),
            Err(BadText::TooLong) => format!("the name is longer than {} characters", GivenName::MOST),
            Err(BadText::Invisible) => "the name holds characters that cannot be seen".to_owned(),
        };
        faults.in_cell(place, column.name, cell.as_bytes(), what);
        None
    };
    let (kk, ru, en) = (read(0, kazakh == Kazakh::Needed), read(1, true), read(2, false));
    Some(GivenName { kk: kk?, ru: ru??, en: en? })
}
