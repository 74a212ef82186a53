//! The two faces of the font: what they can write, how wide it is, where a line breaks.

use krilla::text::Font;

use crate::domain::names::is_invisible;

/// Which face.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    Plain,
    Bold,
}

/// A face as the layout and the file need it.
pub(super) struct Face {
    pub font: Font,
    parsed: ttf_parser::Face<'static>,
}

/// Both faces.
pub(super) struct Faces {
    plain: Face,
    bold: Face,
}

impl Faces {
    pub fn load() -> Option<Faces> {
        let face = |data: &'static [u8]| {
            Some(Face { font: Font::new(data.into(), 0)?, parsed: ttf_parser::Face::parse(data, 0).ok()? })
        };
        let (plain, bold) = (dejavu::serif_condensed::regular(), dejavu::serif_condensed::bold());
        Some(Faces { plain: face(plain)?, bold: face(bold)? })
    }

    pub fn of(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Plain => &self.plain,
            Weight::Bold => &self.bold,
        }
    }
}

impl Face {
    /// The width of a text in points.
    pub fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|letter| self.advance(letter)).sum::<f32>() * size
    }

    fn advance(&self, letter: char) -> f32 {
        let glyph = self.parsed.glyph_index(letter);
        let units = glyph.and_then(|glyph| self.parsed.glyph_hor_advance(glyph)).unwrap_or_default();
        f32::from(units) / f32::from(self.parsed.units_per_em())
    }

    /// The text with what the face can't write, and what would turn the line round, shown as such.
    fn writable(&self, text: &str) -> String {
        let plain = |letter: char| match letter {
            '\u{a0}' | '\n' => letter,
            letter if is_invisible(letter) || self.parsed.glyph_index(letter).is_none() => '\u{fffd}',
            letter => letter,
        };
        text.chars().filter(|letter| *letter != '\r').map(plain).collect()
    }

    /// The lines of a text in a column. A word that is wider than the column is broken where it must be.
    pub fn lines(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let text = self.writable(text);
        let mut lines = Vec::new();
        for paragraph in text.split('\n') {
            let mut line = String::new();
            for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
                let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
                if self.width(&longer, size) <= width {
                    line = longer;
                    continue;
                }
                if !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                }
                line = self.broken(word, size, width, &mut lines);
            }
            lines.push(line);
        }
        lines
    }

    /// Puts the pieces of a word into lines of their own, but for the last, which is given back.
    fn broken(&self, word: &str, size: f32, width: f32, lines: &mut Vec<String>) -> String {
        let (mut piece, mut used) = (String::new(), 0.0);
        for letter in word.chars() {
            let advance = self.advance(letter) * size;
            if used + advance > width && !piece.is_empty() {
                // Addresses and long names break after their marks, where there is one.
                let at = piece
                    .rfind(['@', '/', '-', '.', '_'])
                    .map(|at| at + 1)
                    .filter(|at| *at > piece.len() / 2);
                let rest = piece.split_off(at.unwrap_or(piece.len()));
                lines.push(std::mem::replace(&mut piece, rest));
                used = self.width(&piece, size);
            }
            piece.push(letter);
            used += advance;
        }
        piece
    }
}
