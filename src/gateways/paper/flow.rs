//! From blocks to pages: where everything stands. Nothing is drawn here.

use super::face::{Faces, Weight};
use super::{Block, Chosen, Document, Shape};

/// Size of ordinary letters, and from line to line.
const SIZE: f32 = 11.0;
const LEADING: f32 = 15.0;
/// Small letters: corners and what is said of signatures.
const SMALL: f32 = 8.5;
const SMALL_LEADING: f32 = 11.5;
/// The first line of a paragraph stands in by this.
const INDENT: f32 = 28.0;
/// How tall a stamp usually is.
const STAMP: f32 = 84.0;
/// Edges of a sheet: 20 mm at the left for binding, 12 mm at the right, 15 mm at the top, 16 mm below.
const LEFT: f32 = 57.0;
const RIGHT: f32 = 34.0;
const TOP: f32 = 43.0;
const BOTTOM: f32 = 46.0;

/// Something that stands on a page. Points from the upper left corner.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Mark {
    Words { x: f32, base: f32, size: f32, weight: Weight, text: String },
    Rule { x: f32, y: f32, to_x: f32, width: f32 },
    Frame { x: f32, y: f32, width: f32, height: f32 },
    Shade { x: f32, y: f32, width: f32, height: f32 },
    Code { x: f32, y: f32, side: f32, text: String },
}

/// The size of a sheet in points.
pub(super) const fn sheet(shape: Shape) -> (f32, f32) {
    match shape {
        Shape::Portrait => (595.0, 842.0),
        Shape::Landscape => (842.0, 595.0),
    }
}

/// What stands on each page.
pub(super) fn pages(document: &Document, faces: &Faces) -> Vec<Vec<Mark>> {
    let sheet = sheet(document.shape);
    let mut flow = Flow { faces, sheet, pages: vec![Vec::new()], at: TOP };
    document.blocks.iter().for_each(|block| flow.block(block));
    let Flow { mut pages, .. } = flow;
    let all = pages.len();
    let (width, height) = sheet;
    let foot = height - BOTTOM + 16.0;
    for (place, page) in pages.iter_mut().enumerate() {
        let number =
            document.page.replace("{page}", &(place + 1).to_string()).replace("{pages}", &all.to_string());
        let plain = faces.of(Weight::Plain);
        let wide = plain.width(&number, SMALL);
        let room = width - LEFT - RIGHT - wide - 20.0;
        let words = |x, text| Mark::Words { x, base: foot + 12.0, size: SMALL, weight: Weight::Plain, text };
        page.push(Mark::Rule { x: LEFT, y: foot, to_x: width - RIGHT, width: 0.5 });
        page.extend(
            plain.lines(&document.foot, SMALL, room).into_iter().take(1).map(|text| words(LEFT, text)),
        );
        page.push(words(width - RIGHT - wide, number));
    }
    pages
}

/// The pages so far, and how far down the last one is filled.
pub(super) struct Flow<'a> {
    pub faces: &'a Faces,
    sheet: (f32, f32),
    pages: Vec<Vec<Mark>>,
    at: f32,
}

impl Flow<'_> {
    pub fn margin(&self) -> f32 {
        LEFT
    }

    pub fn width(&self) -> f32 {
        self.sheet.0 - LEFT - RIGHT
    }

    /// How tall an empty page is.
    pub fn whole(&self) -> f32 {
        self.sheet.1 - TOP - BOTTOM
    }

    pub fn left(&self) -> f32 {
        self.sheet.1 - BOTTOM - self.at
    }

    pub fn top(&self) -> f32 {
        self.at
    }

    pub fn gap(&mut self, height: f32) {
        self.at += height;
    }

    pub fn turn(&mut self) {
        self.pages.push(Vec::new());
        self.at = TOP;
    }

    /// Begins a page where so much does not fit any more.
    pub fn need(&mut self, height: f32) {
        if self.left() < height && self.at > TOP {
            self.turn();
        }
    }

    pub fn words(&mut self, x: f32, base: f32, size: f32, weight: Weight, text: String) {
        if !text.is_empty() {
            self.mark(Mark::Words { x, base, size, weight, text });
        }
    }

    pub fn frame(&mut self, x: f32, y: f32, width: f32, height: f32) {
        self.mark(Mark::Frame { x, y, width, height });
    }

    pub fn shade(&mut self, x: f32, y: f32, width: f32, height: f32) {
        self.mark(Mark::Shade { x, y, width, height });
    }

    pub fn code(&mut self, x: f32, y: f32, side: f32, text: &str) {
        self.mark(Mark::Code { x, y, side, text: text.to_owned() });
    }

    fn mark(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    fn block(&mut self, block: &Block) {
        let (left, width) = (LEFT, self.width());
        match block {
            Block::Corner(lines) => {
                let x = left + width * 0.6;
                lines.iter().for_each(|line| self.paragraph(line, x, width * 0.4, SMALL, Weight::Plain));
                self.gap(14.0);
            }
            Block::Right(lines) => {
                let x = left + width * 0.5;
                for line in lines {
                    self.paragraph(line, x, width * 0.5, SIZE, Weight::Plain);
                    self.gap(2.0);
                }
                self.gap(16.0);
            }
            Block::Title(text) => self.centred(text, 15.0, Weight::Bold, 4.0),
            Block::Subtitle(text) => self.centred(text, SIZE, Weight::Plain, 14.0),
            Block::Heading(text) => {
                self.need(LEADING * 4.0);
                self.gap(8.0);
                self.paragraph(text, left, width, 11.5, Weight::Bold);
                self.gap(4.0);
            }
            Block::Text(text) => self.text(text),
            Block::Choice(chosen, text) => self.choice(*chosen, text),
            Block::Facts(facts) => {
                facts.iter().for_each(|(key, value)| self.fact(key, value));
                self.gap(10.0);
            }
            Block::Table(table) => table.put(self),
            Block::Signer(place, name) => {
                // Who signs is not parted from what is said of the signature.
                self.need(LEADING * 3.0 + STAMP);
                self.gap(10.0);
                let wide = self.faces.of(Weight::Plain).width(name, SIZE);
                let lines = self.faces.of(Weight::Plain).lines(place, SIZE, width - wide - 30.0);
                let base = self.at + SIZE + LEADING * lines.len().saturating_sub(1) as f32;
                self.words(left + width - wide, base, SIZE, Weight::Plain, name.clone());
                for line in lines {
                    self.line(left, SIZE, LEADING, Weight::Plain, line);
                }
                self.gap(8.0);
            }
            Block::Stamp(lines) => self.stamp(lines),
            Block::Code(text, lines) => {
                let side = 96.0;
                self.need(side + 10.0);
                let top = self.at;
                self.code(left, top, side, text);
                self.gap(4.0);
                let x = left + side + 16.0;
                lines
                    .iter()
                    .for_each(|line| self.paragraph(line, x, width - side - 16.0, SIZE - 1.0, Weight::Plain));
                self.at = self.at.max(top + side) + 12.0;
            }
        }
    }

    fn line(&mut self, x: f32, size: f32, leading: f32, weight: Weight, text: String) {
        self.need(leading);
        let base = self.at + size;
        self.words(x, base, size, weight, text);
        self.gap(leading);
    }

    fn paragraph(&mut self, text: &str, x: f32, width: f32, size: f32, weight: Weight) {
        let leading = if size < SIZE - 1.0 { SMALL_LEADING } else { LEADING };
        for line in self.faces.of(weight).lines(text, size, width) {
            self.line(x, size, leading, weight, line);
        }
    }

    fn centred(&mut self, text: &str, size: f32, weight: Weight, after: f32) {
        let width = self.width();
        for line in self.faces.of(weight).lines(text, size, width) {
            let x = LEFT + (width - self.faces.of(weight).width(&line, size)) / 2.0;
            self.line(x, size, size + 5.0, weight, line);
        }
        self.gap(after);
    }

    fn text(&mut self, text: &str) {
        // No-break spaces keep the first line's words from standing where the indent is.
        let wide = self.faces.of(Weight::Plain).width("\u{a0}", SIZE);
        let indent = "\u{a0}".repeat((INDENT / wide) as usize);
        let lines = self.faces.of(Weight::Plain).lines(&format!("{indent}{text}"), SIZE, self.width());
        for (place, line) in lines.into_iter().enumerate() {
            let (x, line) = match (place, line.strip_prefix(&indent)) {
                (0, Some(line)) => (LEFT + INDENT, line.to_owned()),
                _ => (LEFT, line),
            };
            self.line(x, SIZE, LEADING, Weight::Plain, line);
        }
        self.gap(6.0);
    }

    fn choice(&mut self, chosen: Chosen, text: &str) {
        let (x, width) = (LEFT + INDENT + 16.0, self.width() - INDENT - 16.0);
        let lines = self.faces.of(Weight::Plain).lines(text, SIZE, width);
        self.need(LEADING * lines.len() as f32);
        let top = self.at;
        self.frame(LEFT + INDENT, top + 2.0, 9.0, 9.0);
        for line in lines {
            let wide = self.faces.of(Weight::Plain).width(&line, SIZE);
            self.line(x, SIZE, LEADING, Weight::Plain, line);
            if chosen == Chosen::Yes {
                let y = self.at - LEADING + SIZE + 2.2;
                self.mark(Mark::Rule { x, y, to_x: x + wide, width: 0.8 });
            }
        }
        if chosen == Chosen::Yes {
            self.shade_dark(LEFT + INDENT + 2.0, top + 4.0);
        }
        self.gap(6.0);
    }

    /// The inside of a box that is ticked.
    fn shade_dark(&mut self, x: f32, y: f32) {
        for step in 0..5 {
            let y = y + 0.5 + step as f32;
            self.mark(Mark::Rule { x, y, to_x: x + 5.0, width: 1.0 });
        }
    }

    fn fact(&mut self, key: &str, value: &str) {
        let width = self.width();
        let keys = self.faces.of(Weight::Plain).lines(key, SIZE, width * 0.34);
        let values = self.faces.of(Weight::Bold).lines(value, SIZE, width * 0.62);
        self.need(LEADING * keys.len().max(values.len()).min(8) as f32);
        for place in 0..keys.len().max(values.len()) {
            self.need(LEADING);
            let base = self.at + SIZE;
            self.words(LEFT, base, SIZE, Weight::Plain, keys.get(place).cloned().unwrap_or_default());
            let value = values.get(place).cloned().unwrap_or_default();
            self.words(LEFT + width * 0.38, base, SIZE, Weight::Bold, value);
            self.gap(LEADING);
        }
        self.gap(3.0);
    }

    fn stamp(&mut self, lines: &[String]) {
        let (pad, width) = (8.0, self.width());
        let set: Vec<Vec<String>> = lines
            .iter()
            .enumerate()
            .map(|(place, line)| {
                let weight = if place == 0 { Weight::Bold } else { Weight::Plain };
                self.faces.of(weight).lines(line, SMALL, width - pad * 2.0)
            })
            .collect();
        let height = set.iter().flatten().count() as f32 * SMALL_LEADING + pad * 2.0;
        self.need(height);
        let top = self.at;
        self.frame(LEFT, top, width, height);
        self.gap(pad);
        for (place, lines) in set.into_iter().enumerate() {
            let weight = if place == 0 { Weight::Bold } else { Weight::Plain };
            for line in lines {
                self.line(LEFT + pad, SMALL, SMALL_LEADING, weight, line);
            }
        }
        self.at = top + height + 8.0;
    }
}
