//! A table of a package, line by line: counted, hashed while it streams, cut into cells in the order that we expect.
//!
//! No cell of figures can hold a comma, a quote or a line end, so theirs are cut without looking for quoted ones; quotes
//! around a cell are taken off. Names hold commas and quotes: see [`Header::cut_names`].

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Take};

use sha2::{Digest, Sha256};

use super::columns::Column;
use super::{Faults, Place};

/// Longer lines than any of ours.
const LONGEST: u64 = 4096;
const BLOCK: usize = 1 << 20;

/// A file that hashes what is read from it.
struct Hashing {
    file: Take<File>,
    sha256: Sha256,
    bytes: u64,
}

impl Read for Hashing {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.file.read(buffer)?;
        self.sha256.update(&buffer[..count]);
        self.bytes += count as u64;
        Ok(count)
    }
}

/// What a file was, once all of it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sum {
    pub(super) bytes: u64,
    pub(super) sha256: String,
}

/// The rows of a file with a header.
pub(super) struct Lines {
    reader: BufReader<Hashing>,
    line: Vec<u8>,
    number: u64,
}

impl Lines {
    pub(super) fn open(path: &std::path::Path) -> std::io::Result<Lines> {
        let file = File::open(path)?.take(u64::MAX);
        let reader = BufReader::with_capacity(BLOCK, Hashing { file, sha256: Sha256::new(), bytes: 0 });
        Ok(Lines { reader, line: Vec::with_capacity(512), number: 0 })
    }

    /// The number of the last line, from 1.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// How many bytes are read.
    pub(super) fn bytes(&self) -> u64 {
        self.reader.get_ref().bytes
    }

    /// The next line that is not empty, without its end.
    pub(super) fn next(&mut self) -> std::io::Result<Option<&[u8]>> {
        loop {
            self.line.clear();
            let count = (&mut self.reader).take(LONGEST).read_until(b'\n', &mut self.line)?;
            if count == 0 {
                return Ok(None);
            }
            self.number += 1;
            if self.line.last() != Some(&b'\n') && count as u64 == LONGEST {
                let what = format!("line {} is longer than {LONGEST} bytes", self.number);
                return Err(std::io::Error::new(std::io::ErrorKind::InvalidData, what));
            }
            while let Some(b'\n' | b'\r') = self.line.last() {
                self.line.pop();
            }
            if !self.line.is_empty() {
                return Ok(Some(&self.line));
            }
        }
    }

    /// Reads what is left and sums it up.
    pub(super) fn sum(mut self) -> std::io::Result<Sum> {
        std::io::copy(&mut self.reader, &mut std::io::sink())?;
        let Hashing { sha256, bytes, .. } = self.reader.into_inner();
        Ok(Sum { bytes, sha256: hex(&sha256.finalize()) })
    }
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Where each column of ours stands, whatever their order in the file.
pub(super) struct Header {
    /// For each cell of a row, which column it is.
    columns: Vec<usize>,
}

impl Header {
    /// Reads the first line; nothing where a column is missing, unknown or doubled.
    pub(super) fn read(line: &[u8], file: &str, columns: &[Column], faults: &mut Faults) -> Option<Header> {
        Header::read_with(line, file, columns, columns.len(), faults)
    }

    /// The same, where the last columns may be missing.
    pub(super) fn read_with(
        line: &[u8],
        file: &str,
        columns: &[Column],
        needed: usize,
        faults: &mut Faults,
    ) -> Option<Header> {
        let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
        let place = Place { file, line: 1 };
        let (mut found, before) = (Vec::new(), faults.list.len());
        for cell in line.split(|byte| *byte == b',') {
            let name = unquoted(cell);
            match columns.iter().position(|column| column.name.as_bytes() == name) {
                Some(column) if found.contains(&column) => {
                    faults.in_cell(&place, "header", name, "the column stands there twice");
                }
                Some(column) => found.push(column),
                None => faults.in_cell(&place, "header", name, "no such column is known"),
            }
        }
        for (index, column) in columns.iter().enumerate().take(needed) {
            if !found.contains(&index) {
                faults.in_cell(&place, "header", column.name.as_bytes(), "the column is missing");
            }
        }
        (faults.list.len() == before).then_some(Header { columns: found })
    }

    /// Cuts a row into the cells of our columns; false where it has more or fewer.
    pub(super) fn cut<'a, const N: usize>(&self, line: &'a [u8], cells: &mut [&'a [u8]; N]) -> bool {
        let mut count = 0;
        for cell in line.split(|byte| *byte == b',') {
            let Some(place) = self.columns.get(count).and_then(|column| cells.get_mut(*column)) else {
                return false;
            };
            *place = unquoted(cell);
            count += 1;
        }
        count == N
    }

    /// Cuts a row of names, whose cells may be quoted, into the cells of our columns; nothing where it has more or fewer,
    /// or is not UTF-8. Columns that the file lacks are empty.
    pub(super) fn cut_names<const N: usize>(&self, line: &[u8]) -> Option<[String; N]> {
        let read = cells(std::str::from_utf8(line).ok()?)?;
        let mut all = std::array::from_fn(|_| String::new());
        for (cell, column) in read.iter().zip(&self.columns) {
            all.get_mut(*column)?.clone_from(cell);
        }
        (read.len() == self.columns.len()).then_some(all)
    }
}

/// Cuts a line of names into cells; nothing where a quoted cell does not end, or goes on behind its end.
fn cells(line: &str) -> Option<Vec<String>> {
    let mut cells = Vec::new();
    let mut rest = line;
    loop {
        let (cell, after) = match rest.strip_prefix('"') {
            Some(quoted) => quoted_cell(quoted)?,
            None => {
                let end = rest.find(',').unwrap_or(rest.len());
                (rest[..end].to_owned(), &rest[end..])
            }
        };
        cells.push(cell);
        rest = match after.strip_prefix(',') {
            Some(more) => more,
            None if after.is_empty() => return Some(cells),
            None => return None,
        };
    }
}

/// A cell behind its opening quote, and what follows the closing one; a quote within is doubled.
fn quoted_cell(text: &str) -> Option<(String, &str)> {
    let mut end = text.find('"')?;
    while text[end + 1..].starts_with('"') {
        end = end + 2 + text[end + 2..].find('"')?;
    }
    Some((text[..end].replace("\"\"", "\""), &text[end + 1..]))
}

/// A name as a cell: quoted, because it may hold a comma or a quote; nothing where there is none.
pub(super) fn quoted(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!("\"{}\"", name.replace('"', "\"\"")) }
}

fn unquoted(cell: &[u8]) -> &[u8] {
    match cell {
        [b'"', inner @ .., b'"'] => inner,
        _ => cell,
    }
}
