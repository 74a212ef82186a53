//! The pictures of a PDF, as scanners and office programs put them there: JPEG, or raw samples that are deflated. They
//! are found by their dictionaries and unpacked within limits, without building the document: what a page draws by lines
//! is not seen, and nothing of a malicious document is run or expanded.

use std::io::Read as _;

use flate2::read::ZlibDecoder;
use image::GrayImage;

use super::picture::{Search, check_size};
use super::{MOST_BYTES, Unreadable};

/// The most pictures that are looked at.
const MOST_PICTURES: usize = 20;

/// Searches the pictures of a document.
pub(super) fn search(bytes: &[u8], search: &mut Search<'_>) -> Result<(), Unreadable> {
    let mut outcome = Err(Unreadable::NoPicture);
    for picture in pictures(bytes).take(MOST_PICTURES) {
        if search.is_over() {
            break;
        }
        // One picture that can't be read says nothing about the next.
        let read = picture.search(search);
        outcome = if outcome.is_ok() { outcome } else { read };
    }
    match outcome {
        Err(_) if has(bytes, b"/Encrypt") => Err(Unreadable::Locked),
        outcome => outcome,
    }
}

/// A picture: its dictionary, and its bytes as they are stored.
struct Picture<'a> {
    dictionary: &'a [u8],
    data: &'a [u8],
}

/// Every stream whose dictionary says that it is a picture.
fn pictures(bytes: &[u8]) -> impl Iterator<Item = Picture<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let at = from + find(bytes.get(from..)?, b"stream")?;
            let before = bytes.get(from..at)?;
            let mut begin = at + b"stream".len();
            if bytes.get(begin) == Some(&b'\r') {
                begin += 1;
            }
            if bytes.get(begin) == Some(&b'\n') {
                begin += 1;
            }
            let end = begin + find(bytes.get(begin..)?, b"endstream")?;
            from = end + b"endstream".len();
            let dictionary = match rfind(before, b" obj") {
                Some(start) => before.get(start..)?,
                None => before,
            };
            if has(dictionary, b"/Image") {
                return Some(Picture { dictionary, data: bytes.get(begin..end)? });
            }
        }
    })
}

impl Picture<'_> {
    fn search(&self, search: &mut Search<'_>) -> Result<(), Unreadable> {
        match (has(self.dictionary, b"/DCTDecode"), has(self.dictionary, b"/FlateDecode")) {
            (true, false) => return search.file(self.data),
            (true, true) => return search.file(&inflated(self.data, MOST_BYTES as u64)?),
            (false, false) => return Err(Unreadable::NoPicture),
            (false, true) => {}
        }
        let grey = self.samples()?;
        search.grey(&grey);
        Ok(())
    }

    fn number(&self, key: &[u8]) -> Option<u32> {
        let at = find(self.dictionary, key)? + key.len();
        let rest = self.dictionary.get(at..)?;
        let digits: Vec<u8> = rest
            .iter()
            .skip_while(|byte| **byte == b' ')
            .take_while(|byte| byte.is_ascii_digit())
            .copied()
            .collect();
        std::str::from_utf8(&digits).ok()?.parse().ok()
    }

    /// Raw samples as grey values. How many there are of a pixel is what their number says.
    fn samples(&self) -> Result<GrayImage, Unreadable> {
        let side = |key| self.number(key).filter(|side| *side > 0).ok_or(Unreadable::NoPicture);
        let (width, height) = (side(b"/Width")?, side(b"/Height")?);
        check_size(width, height)?;
        let bits = match has(self.dictionary, b"/ImageMask true") {
            true => 1,
            false => self.number(b"/BitsPerComponent").unwrap_or(8),
        };
        let most = u64::from(width) * u64::from(height) * 4 + u64::from(height) * 2;
        let data = inflated(self.data, most)?;
        let predicted = self.number(b"/Predictor").is_some_and(|predictor| predictor >= 10);
        let rows = Rows::of(data, width as usize, height as usize, bits as usize, predicted)?;
        let decoded = |x: u32, y: u32| image::Luma([rows.grey(x as usize, y as usize)]);
        Ok(GrayImage::from_fn(width, height, decoded))
    }
}

/// At most so many bytes of deflated data.
fn inflated(data: &[u8], most: u64) -> Result<Vec<u8>, Unreadable> {
    let mut inflated = Vec::new();
    let read = ZlibDecoder::new(data).take(most).read_to_end(&mut inflated);
    read.map(|_| inflated).map_err(|_: std::io::Error| Unreadable::Damaged)
}

/// Unpacked rows of samples.
struct Rows {
    data: Vec<u8>,
    row: usize,
    bits: usize,
    samples: usize,
}

impl Rows {
    fn of(
        data: Vec<u8>,
        width: usize,
        height: usize,
        bits: usize,
        predicted: bool,
    ) -> Result<Rows, Unreadable> {
        let lead = usize::from(predicted);
        let samples = [1, 3, 4].into_iter().find(|samples| {
            let row = (width * bits * samples).div_ceil(8) + lead;
            matches!(bits, 1 | 8) && (row * height..row * height + 3).contains(&data.len())
        });
        let samples = samples.ok_or(Unreadable::NoPicture)?;
        let row = (width * bits * samples).div_ceil(8);
        let data = if predicted { unfilter(data, row, (bits * samples).div_ceil(8)) } else { data };
        Ok(Rows { data, row, bits, samples })
    }

    fn grey(&self, x: usize, y: usize) -> u8 {
        let row = self.data.get(y * self.row..(y + 1) * self.row).unwrap_or_default();
        let byte = |at: usize| row.get(at).copied().unwrap_or(255);
        match (self.bits, self.samples) {
            (1, _) => {
                if byte(x / 8) >> (7 - x % 8) & 1 == 1 {
                    255
                } else {
                    0
                }
            }
            (_, 1) => byte(x),
            // Of CMYK the three colours are taken away from white, and black as well.
            (_, 4) => 255 - byte(x * 4).max(byte(x * 4 + 3)),
            (_, samples) => byte(x * samples + 1),
        }
    }
}

/// Takes the row filters of PNG back.
fn unfilter(data: Vec<u8>, row: usize, pixel: usize) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(data.len());
    let mut above = vec![0; row];
    for line in data.chunks_exact(row + 1) {
        let (kind, mut now) = (line[0], line[1..].to_vec());
        for at in 0..row {
            let left = if at >= pixel { now[at - pixel] } else { 0 };
            let corner = if at >= pixel { above[at - pixel] } else { 0 };
            let guess = match kind {
                1 => left,
                2 => above[at],
                3 => ((u16::from(left) + u16::from(above[at])) / 2) as u8,
                4 => paeth(left, above[at], corner),
                _ => 0,
            };
            now[at] = now[at].wrapping_add(guess);
        }
        out.extend_from_slice(&now);
        above = now;
    }
    out
}

fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let (a, b, c) = (i16::from(left), i16::from(above), i16::from(corner));
    let (to_a, to_b, to_c) = ((b - c).abs(), (a - c).abs(), (a + b - 2 * c).abs());
    if to_a <= to_b && to_a <= to_c {
        left
    } else if to_b <= to_c {
        above
    } else {
        corner
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).position(|window| window == what)
}

fn rfind(bytes: &[u8], what: &[u8]) -> Option<usize> {
    bytes.windows(what.len()).rposition(|window| window == what)
}

fn has(bytes: &[u8], what: &[u8]) -> bool {
    find(bytes, what).is_some()
}
