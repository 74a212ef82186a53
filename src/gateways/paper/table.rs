//! Tables: as wide as the sheet, their heads repeated on each page.

use super::face::{Faces, Weight};
use super::flow::Flow;

/// Size of the letters in rows, and in heads.
const SIZE: f32 = 8.0;
const HEAD: f32 = 7.5;
/// From line to line, and around what stands in a cell.
const LEADING: f32 = 10.0;
const PAD: f32 = 3.0;
/// The largest side of a code.
const CODE: f32 = 56.0;

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// What stands in its head.
    pub head: String,
    /// How wide it is beside the others.
    pub share: f32,
}

impl Column {
    /// A column of a share of the width.
    pub fn new(head: impl Into<String>, share: f32) -> Column {
        Column { head: head.into(), share }
    }
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A QR code of a text.
    Code(String),
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Cell {
        Cell::Text(text.into())
    }
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}

/// A cell that was measured.
enum Set {
    Lines(Vec<String>),
    Code(String, f32),
}

impl Set {
    fn height(&self) -> f32 {
        PAD * 2.0
            + match self {
                Set::Lines(lines) => lines.len() as f32 * LEADING,
                Set::Code(_, side) => *side,
            }
    }
}

impl Table {
    /// Puts the table onto the pages.
    pub(super) fn put(&self, flow: &mut Flow<'_>) {
        let all: f32 = self.columns.iter().map(|column| column.share).sum();
        let widths: Vec<f32> = self.columns.iter().map(|column| flow.width() * column.share / all).collect();
        let heads = |faces: &Faces| {
            let head = |(column, width): (&Column, &f32)| {
                Set::Lines(faces.of(Weight::Bold).lines(&column.head, HEAD, width - PAD * 2.0))
            };
            self.columns.iter().zip(&widths).map(head).collect::<Vec<_>>()
        };
        let heads = heads(flow.faces);
        let head = height(&heads);
        let rows: Vec<Vec<Set>> = self.rows.iter().map(|row| set(flow.faces, row, &widths)).collect();
        // A head is never alone at the end of a page.
        flow.need(head + rows.first().map_or(0.0, |row| height(row)).min(flow.whole() - head));
        put_row(flow, &heads, &widths, Weight::Bold);
        for row in rows {
            for part in parts(row, flow.whole() - head) {
                if flow.left() < height(&part) {
                    flow.turn();
                    put_row(flow, &heads, &widths, Weight::Bold);
                }
                put_row(flow, &part, &widths, Weight::Plain);
            }
        }
        flow.gap(8.0);
    }
}

fn set(faces: &Faces, row: &[Cell], widths: &[f32]) -> Vec<Set> {
    let cell = |(cell, width): (&Cell, &f32)| match cell {
        Cell::Text(text) => Set::Lines(faces.of(Weight::Plain).lines(text, SIZE, width - PAD * 2.0)),
        Cell::Code(text) => Set::Code(text.clone(), (width - PAD * 2.0).min(CODE)),
    };
    row.iter().zip(widths).map(cell).collect()
}

fn height(row: &[Set]) -> f32 {
    row.iter().map(Set::height).fold(0.0, f32::max)
}

/// A row, divided where it is taller than a page.
fn parts(mut row: Vec<Set>, most: f32) -> Vec<Vec<Set>> {
    let mut parts = Vec::new();
    let fit = ((most - PAD * 2.0) / LEADING) as usize;
    while height(&row) > most {
        let rest = row.iter_mut().map(|cell| match cell {
            Set::Lines(lines) => Set::Lines(lines.split_off(lines.len().min(fit))),
            Set::Code(..) => Set::Lines(Vec::new()),
        });
        let rest = rest.collect();
        parts.push(std::mem::replace(&mut row, rest));
    }
    parts.push(row);
    parts
}

fn put_row(flow: &mut Flow<'_>, row: &[Set], widths: &[f32], weight: Weight) {
    let (top, tall) = (flow.top(), height(row));
    let size = match weight {
        Weight::Plain => SIZE,
        Weight::Bold => HEAD,
    };
    let mut left = flow.margin();
    if weight == Weight::Bold {
        flow.shade(left, top, widths.iter().sum(), tall);
    }
    for (cell, width) in row.iter().zip(widths) {
        match cell {
            Set::Lines(lines) => {
                for (place, line) in lines.iter().enumerate() {
                    let base = top + PAD + LEADING * place as f32 + size;
                    flow.words(left + PAD, base, size, weight, line.clone());
                }
            }
            Set::Code(text, side) => flow.code(left + (width - side) / 2.0, top + PAD, *side, text),
        }
        flow.frame(left, top, *width, tall);
        left += width;
    }
    flow.gap(tall);
}
