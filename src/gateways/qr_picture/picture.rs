//! One picture: decoded within limits, then searched at several sizes, since a code may be small in a large photo, or a
//! few pixels in a screenshot.

use std::io::Cursor;

use image::imageops;
use image::{DynamicImage, GrayImage, ImageError, ImageFormat, ImageReader, Limits};
use rqrr::PreparedImage;

use super::{Patience, Unreadable};

/// The most pixels that are decoded: a photo of a good telephone.
const MOST_PIXELS: u64 = 50_000_000;
/// The longest side that is searched; beyond that a photo only holds more noise.
const LONGEST: u32 = 4000;
/// Sides at which codes of photos and scans are found best: whether one is found at a size is half a matter of luck.
const USUAL: [u32; 2] = [1700, 1200];
/// Below this a code may have modules of a pixel or two.
const SMALL: u32 = 900;

/// A search and what it found so far.
pub(super) struct Search<'a> {
    pub found: Vec<String>,
    pub wanted: &'a dyn Fn(&str) -> bool,
    pub patience: &'a Patience,
}

impl Search<'_> {
    /// Searches a PNG or JPEG file. Its kind is what its bytes say, never its name.
    pub fn file(&mut self, bytes: &[u8]) -> Result<(), Unreadable> {
        let format = image::guess_format(bytes).map_err(|_: ImageError| Unreadable::Unknown)?;
        if !matches!(format, ImageFormat::Png | ImageFormat::Jpeg) {
            return Err(Unreadable::Unknown);
        }
        let reader = || ImageReader::with_format(Cursor::new(bytes), format);
        let (width, height) = reader().into_dimensions().map_err(fault)?;
        check_size(width, height)?;
        let mut reader = reader();
        let mut limits = Limits::default();
        limits.max_alloc = Some(MOST_PIXELS * 8);
        reader.limits(limits);
        let picture = reader.decode().map_err(fault)?;
        self.grey(&grey(picture));
        Ok(())
    }

    /// Searches a picture at every size that makes sense, until something wanted is found.
    pub fn grey(&mut self, picture: &GrayImage) {
        let (width, height) = picture.dimensions();
        let longest = width.max(height);
        let larger = [longest / 2 * 3, longest * 3].into_iter().filter(|size| *size <= LONGEST);
        let enlarged = larger.take(if longest < SMALL { 2 } else { 1 });
        let reduced = USUAL.into_iter().filter(|size| *size < longest);
        let sizes: Vec<u32> = reduced.chain([longest.min(LONGEST)]).chain(enlarged).collect();
        for size in &sizes {
            if !self.is_over() {
                self.detect(&scaled(picture, *size, longest));
            }
        }
        // Light on dark, as screens at night show it.
        for size in sizes {
            if !self.is_over() {
                let mut inverted = scaled(picture, size, longest);
                imageops::invert(&mut inverted);
                self.detect(&inverted);
            }
        }
    }

    /// True where nothing is left to be done.
    pub fn is_over(&self) -> bool {
        self.patience.is_over() || self.found.iter().any(|text| (self.wanted)(text))
    }

    fn detect(&mut self, picture: &GrayImage) {
        let (width, height) = picture.dimensions();
        let at = |x: usize, y: usize| picture.as_raw()[y * width as usize + x];
        let mut prepared = PreparedImage::prepare_from_greyscale(width as usize, height as usize, at);
        for grid in prepared.detect_grids() {
            // A code that does not decode is as good as none: another size may show it better.
            if let Ok((_, text)) = grid.decode()
                && !self.found.contains(&text)
            {
                self.found.push(text);
            }
        }
    }
}

/// Refuses a picture before anything is allocated for it.
pub(super) fn check_size(width: u32, height: u32) -> Result<(), Unreadable> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels > MOST_PIXELS { Err(Unreadable::TooManyPixels) } else { Ok(()) }
}

/// Grey values on white: what is transparent is paper.
fn grey(picture: DynamicImage) -> GrayImage {
    if !picture.color().has_alpha() {
        return picture.into_luma8();
    }
    let picture = picture.into_luma_alpha8();
    GrayImage::from_fn(picture.width(), picture.height(), |x, y| {
        let [grey, alpha] = picture.get_pixel(x, y).0.map(u32::from);
        image::Luma([((grey * alpha + 255 * (255 - alpha)) / 255) as u8])
    })
}

fn scaled(picture: &GrayImage, size: u32, longest: u32) -> GrayImage {
    if size == longest {
        return picture.clone();
    }
    let side = |side: u32| (u64::from(side) * u64::from(size) / u64::from(longest)).max(1) as u32;
    let (width, height) = (side(picture.width()), side(picture.height()));
    if size < longest {
        return imageops::thumbnail(picture, width, height);
    }
    let back = longest as f32 / size as f32;
    GrayImage::from_fn(width, height, |x, y| {
        let found = imageops::interpolate_bilinear(picture, x as f32 * back, y as f32 * back);
        // Past the last pixel there is paper.
        found.unwrap_or(image::Luma([255]))
    })
}

#[allow(
    clippy::wildcard_enum_match_arm,
    reason = "an enum of the library's: whatever else it is, the file is damaged"
)]
fn fault(error: ImageError) -> Unreadable {
    match error {
        ImageError::Limits(_) => Unreadable::TooManyPixels,
        ImageError::Unsupported(_) => Unreadable::Unknown,
        _ => Unreadable::Damaged,
    }
}
