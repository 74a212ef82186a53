//! From pages to a file.

use chrono::{Datelike, Timelike};
use krilla::Document as File;
use krilla::color::luma;
use krilla::geom::{Path, PathBuilder, Point, Rect};
use krilla::metadata::{DateTime, Metadata};
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::TextDirection;
use qrcode::{Color, EcLevel, QrCode};

use super::face::{Faces, Weight};
use super::flow::{Mark, sheet};
use super::{Document, NotPrinted};

/// Ink, and the shade behind heads.
const BLACK: u8 = 0;
const PALE: u8 = 236;

pub(super) fn draw(document: &Document, faces: &Faces, pages: Vec<Vec<Mark>>) -> Result<Vec<u8>, NotPrinted> {
    let mut file = File::new();
    file.set_metadata(metadata(document));
    let (width, height) = sheet(document.shape);
    for marks in pages {
        let settings =
            PageSettings::from_wh(width, height).ok_or_else(|| NotPrinted("no page".to_owned()))?;
        let mut page = file.start_page_with(settings);
        let mut surface = page.surface();
        // What lies behind comes first.
        let (behind, before): (Vec<Mark>, Vec<Mark>) =
            marks.into_iter().partition(|mark| matches!(mark, Mark::Shade { .. }));
        behind.into_iter().chain(before).for_each(|mark| put(&mut surface, faces, mark));
        surface.finish();
        page.finish();
    }
    file.finish().map_err(|error| NotPrinted(format!("{error:?}")))
}

fn metadata(document: &Document) -> Metadata {
    let (day, time) = (document.at.date(), document.at.time());
    let at = DateTime::new(u16::try_from(day.year()).unwrap_or_default())
        .month(day.month() as u8)
        .day(day.day() as u8)
        .hour(time.hour() as u8)
        .minute(time.minute() as u8)
        .second(time.second() as u8);
    Metadata::new()
        .title(document.title.clone())
        .language(document.lang.to_owned())
        .creator("Qarau".to_owned())
        .creation_date(at)
}

fn put(surface: &mut Surface<'_>, faces: &Faces, mark: Mark) {
    match mark {
        Mark::Words { x, base, size, weight, text } => {
            fill(surface, BLACK);
            let font = faces.of(weight).font.clone();
            surface.draw_text(Point::from_xy(x, base), font, size, &text, false, TextDirection::LeftToRight);
        }
        Mark::Rule { x, y, to_x, width } => stroke(surface, rule(x, y, to_x), width),
        Mark::Frame { x, y, width, height } => stroke(surface, boxed(x, y, width, height), 0.5),
        Mark::Shade { x, y, width, height } => {
            fill(surface, PALE);
            if let Some(path) = boxed(x, y, width, height) {
                surface.draw_path(&path);
            }
        }
        Mark::Code { x, y, side, text } => {
            fill(surface, BLACK);
            match modules(&text, x, y, side) {
                Some(path) => surface.draw_path(&path),
                None => no_code(surface, faces, x, y),
            }
        }
    }
}

fn fill(surface: &mut Surface<'_>, grey: u8) {
    surface.set_stroke(None);
    let paint = luma::Color::new(grey).into();
    surface.set_fill(Some(Fill { paint, opacity: NormalizedF32::ONE, rule: Default::default() }));
}

fn stroke(surface: &mut Surface<'_>, path: Option<Path>, width: f32) {
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke { paint: luma::Color::new(BLACK).into(), width, ..Stroke::default() }));
    if let Some(path) = path {
        surface.draw_path(&path);
    }
    surface.set_stroke(None);
}

fn rule(x: f32, y: f32, to_x: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.move_to(x, y);
    path.line_to(to_x, y);
    path.finish()
}

fn boxed(x: f32, y: f32, width: f32, height: f32) -> Option<Path> {
    let mut path = PathBuilder::new();
    path.push_rect(Rect::from_xywh(x, y, width, height)?);
    path.finish()
}

/// The dark modules of a code inside its quiet zone, runs of a row as one; nothing where a text is too long for a code that
/// a camera can read at this size.
fn modules(text: &str, x: f32, y: f32, side: f32) -> Option<Path> {
    let code =
        QrCode::with_error_correction_level(text, EcLevel::M).ok().filter(|code| code.width() <= 85)?;
    let (width, colours) = (code.width(), code.to_colors());
    let module = side / (width as f32 + 4.0);
    let mut path = PathBuilder::new();
    for (row, modules) in colours.chunks(width).enumerate() {
        let mut from = 0;
        for run in modules.chunk_by(|a, b| a == b) {
            if run[0] == Color::Dark {
                let left = x + module * (from as f32 + 2.0);
                let top = y + module * (row as f32 + 2.0);
                path.push_rect(Rect::from_xywh(left, top, module * run.len() as f32, module)?);
            }
            from += run.len();
        }
    }
    path.finish()
}

fn no_code(surface: &mut Surface<'_>, faces: &Faces, x: f32, y: f32) {
    let font = faces.of(Weight::Plain).font.clone();
    surface.draw_text(Point::from_xy(x + 4.0, y + 12.0), font, 8.0, "—", false, TextDirection::LeftToRight);
}
